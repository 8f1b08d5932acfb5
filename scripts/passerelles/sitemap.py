"""The list of pages for search engines: each address once a language, with its other languages; no clock."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from html import escape


def sitemap(addresses: Iterable[str], site_url: str, languages: Sequence[str]) -> str:
    """sitemap.xml with hreflang alternates and x-default, the original language first."""
    known = set(addresses)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    alternates: dict[str, str] = {}  # by path: the same for its page in every language
    for address in sorted(known):
        prefix = next((f"{tongue}/" for tongue in languages[1:] if address.startswith(f"{tongue}/")), "")
        path = address.removeprefix(prefix)
        if path not in alternates:
            alternates[path] = _alternates(path, known, site_url, languages)
        lines.append(f"<url><loc>{site_url}{address}</loc>{alternates[path]}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _alternates(path: str, known: Container[str], site_url: str, languages: Sequence[str]) -> str:
    """The languages in which a page stands; the original one is for whoever reads none of them."""
    versions = [(tongue, path if tongue == languages[0] else f"{tongue}/{path}") for tongue in languages]
    there = [(tongue, other) for tongue, other in versions if other in known]
    links = [*there, *(("x-default", other) for tongue, other in there if tongue == languages[0])]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tongue}" href="{escape(site_url + other)}"/>'
        for tongue, other in links
    )


def robots(site_url: str) -> str:
    """robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\n{f'Sitemap: {site_url}sitemap.xml' if site_url else ''}\n"
