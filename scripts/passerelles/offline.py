"""The offline copy: the same pages and the same data, to be opened from a folder by double-click.

In: the files of the built site. Out: the files of the copy, and their zip; the same content gives the same bytes.
A folder has no index, no address and no 404: links name their file, and what points at addresses is taken out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape

from passerelles.archive import ARCHIVE, is_packed, packed_together
from passerelles.leaner import joined_scripts, lean_page
from passerelles.subset import faces

LINK = re.compile(r'(\s(?:href|action))="([^"#?]*)([^"]*)"')
# Addresses that do not exist here, marks for programs that collect them, and the early loading of fonts, which browsers
# refuse between files.
ADDRESSES = re.compile(
    r'<(?:link rel="(?:canonical|alternate|preload)"|meta (?:property="og:|name="(?:citation_|DC\.)))[^>]*>\n?'
    r'|<span class="Z3988"[^>]*></span>'
)
DATA = re.compile(r'<script type="application/ld\+json">[^<]*</script>\n?')  # names addresses; graph.ttl has it all
REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)([^"#]*)')
ADDRESS = re.compile(r"https?://[^\s<]+")  # of the living site, in the notice
LANGUAGE = re.compile(r'<html lang="([^"]+)"')
ONLINE_ONLY = ("404.html", "sitemap.xml", "robots.txt")
PREVIEWS = "assets/previews/"  # pictures for messages that carry an address
# What Windows refuses in a name: signs, devices, a full stop at the end.
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)
LARGEST = 5_000_000  # bytes of the zip with the corpus of today: what a slow line carries
LONGEST = 180  # characters of a path, so that a deep folder still fits below it


def offline_copy(site: Mapping[str, bytes], notice: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the copy; each page says what it is (`notice`, by language)."""
    kept = {path: data for path, data in site.items() if _belongs(path)}
    apart = {path: kept.pop(path) for path in sorted(kept) if is_packed(path)}
    texts = (data.decode() for path, data in kept.items() if path.endswith((".html", ".js")))
    kept |= faces({path: data for path, data in kept.items() if path.endswith(".woff2")}, texts)
    made = joined_scripts({path: _copied(path, data, notice) for path, data in kept.items()})
    return made | ({ARCHIVE: packed_together(apart)} if apart else {})


def _copied(path: str, data: bytes, notice: Mapping[str, str]) -> bytes:
    """A file as the copy has it: fonts are never too late on a disk, where no page finds them in a cache either."""
    if path.endswith(".html"):
        return lean_page(page(data.decode(), notice, path)).encode()
    return data.replace(b"font-display: optional", b"font-display: swap") if path.endswith(".css") else data


def _belongs(path: str) -> bool:
    """Whether a file of the site is part of the copy."""
    name = path.rsplit("/", 1)[-1]
    return name not in ONLINE_ONLY and not path.startswith(PREVIEWS)


def page(html: str, notice: Mapping[str, str], path: str = "") -> str:
    """A page whose links name files, with its notice and without addresses of the living site in its head; a link to
    what the archive holds leads to the archive (`path`: where the page stands)."""
    archive = posixpath.relpath(ARCHIVE, posixpath.dirname(path) or ".")
    language = LANGUAGE.search(html)
    said = ADDRESS.sub(
        r'<a href="\g<0>" rel="external">\g<0></a>', escape(notice.get(language[1] if language else "", ""))
    )
    html = DATA.sub("", ADDRESSES.sub("", html)).replace("default-src 'self'", "default-src 'self' file:", 1)
    html = LINK.sub(lambda m: f'{m[1]}="{_named(m[2], archive)}{m[3]}"' if m[2] else m[0], html)
    html = REFRESH.sub(lambda m: f"{m[1]}{_named(m[2], archive)}", html)
    html = html.replace("data-search-root=", 'data-search-file="index.html" data-search-root=', 1)
    return html.replace('<main id="content"', f'<p class="wide offline">{said}</p>\n<main id="content"', 1)


def _named(path: str, archive: str) -> str:
    """The file behind an address of our own; other schemes are left alone."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
        return path
    if is_packed(path):
        return archive
    return f"{path}index.html" if path.endswith("/") or path in {".", ".."} else path


def unfit_names(files: Mapping[str, bytes]) -> list[str]:
    """The names that Windows would refuse or confuse, a sentence each."""
    found = [f"{path}: a name that Windows refuses" for path in files if any(map(FORBIDDEN.search, path.split("/")))]
    found += [f"{path}: a path of more than {LONGEST} characters" for path in files if len(path) > LONGEST]
    lower: dict[str, str] = {}
    for path in files:
        if lower.setdefault(path.lower(), path) != path:
            found.append(f"{path}: differs from {lower[path.lower()]} by case only")
    return sorted(found)


def site_address(settings: str) -> str:
    """The address of the living site, as mkdocs.yml has it."""
    found = re.search(r"^site_url:.*?(https?://[^\s\"\']+)", settings, re.MULTILINE)
    return found[1] if found else ""
