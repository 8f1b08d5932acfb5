"""The allow-list of the HTML that people's Markdown may become: what is not named here does not reach a page.

`check` refuses HTML in a page with its line and column, so that nobody loses words without being told. This is the
second lock, behind the first: it parses as browsers do (ammonia, by way of nh3) and lets pass what Markdown makes,
whatever a gap in the first rule might let in. It holds for the site, the PDF and the EPUB alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

ELEMENTS = (
    "a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q "
    "s samp small span strong sub sup table tbody td tfoot th thead tr ul var"
)
ATTRIBUTES = {
    "*": frozenset(("id", "class", "lang", "title")),
    "a": frozenset(("href", "hreflang")),
    "img": frozenset(("src", "alt", "width", "height")),
    "ol": frozenset(("start",)),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan", "scope")),
}
SCHEMES = frozenset(("https", "http", "mailto"))
LOST_WITH_THEIR_WORDS = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math"))
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]\s*[/\\])", re.IGNORECASE)


def harmless(html: str) -> str:
    """The same HTML without what could run, load from elsewhere, send a form or change the address of the page."""
    lower = html.lower()
    leads = "href" in lower or "src" in lower  # `_of_this_site` has something to say of these two alone
    return (_leading if leads else _plain).clean(html)


def _of_this_site(tag: str, attribute: str, value: str) -> str | None:
    """A picture is a file of the site; a link that names a host names its scheme too."""
    if tag == "img" and attribute == "src" and ELSEWHERE.match(value):
        return None
    if attribute == "href" and re.match(r"\s*[/\\]\s*[/\\]", value):
        return None
    return value


def _cleaner(attribute_filter: Callable[[str, str, str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ELEMENTS.split()),
        clean_content_tags=set(LOST_WITH_THEIR_WORDS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=attribute_filter,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


_leading = _cleaner(_of_this_site)
_plain = _cleaner(None)  # most texts have neither link nor picture, and none of a hundred attributes is asked about
