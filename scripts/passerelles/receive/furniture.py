"""What of a web page is no part of its text: told by its tags and roles, the names of its classes, and its links.

Nothing that holds most of the prose of the page is ever furniture; what is in doubt stays, for a person to take out.
"""

from __future__ import annotations

import re
from functools import cached_property

from lxml import html

TAGS = {"nav", "form", "button", "dialog", "noscript", "select", "menu"}
MARGINS = {"aside", "header", "footer"}  # furniture unless within the text
_ROLES = """navigation banner contentinfo complementary search dialog alertdialog alert menu menubar toolbar button"""
ROLES = frozenset(_ROLES.split())
_NAMES = """nav navbar navigation menu breadcrumb breadcrumbs ariane cookie cookies consent rgpd gdpr cmp tarteaucitron
didomi axeptio share sharing sharer partage partager social socials sidebar newsletter related associes
similaires advert ads pub publicite footer pied skip toolbar pagination pager login popup modal banner bandeau
topbar copyright sitemap evitement"""
NAMES = frozenset(_NAMES.split())
NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
PROSE, MOST = 80, 0.5  # characters of a paragraph of prose; share of it that makes a text
LINKS, LINKED = 4, 0.8  # from so many links on, and such a share of the words, a block only leads elsewhere


class Landmarks:
    """The page as a whole, to judge each of its elements by."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root

    @cached_property
    def prose(self) -> float:
        return _prose(self.root)

    @cached_property
    def text(self) -> html.HtmlElement | None:
        """The element that the page declares to be its text, if it holds most of its prose: innermost first."""
        declared = self.root.xpath("//article|//main|//*[@role='main']|//*[@itemprop='articleBody']")
        rich = [element for element in declared if self.prose and _prose(element) > MOST * self.prose]
        return rich[-1] if rich else None

    @cached_property
    def around(self) -> set[html.HtmlElement]:
        return set() if self.text is None else {self.text, *self.text.iterancestors()}

    @cached_property
    def title(self) -> html.HtmlElement | None:
        """The only first-level heading of the page, which some themes put outside the text."""
        found = self.root.xpath("//h1")
        return found[0] if len(found) == 1 else None

    def is_furniture(self, element: html.HtmlElement, inherited: bool) -> bool:
        """Whether the words of an element are none of the text; `inherited` is what its parent was."""
        if element is self.title and not self.is_hidden(element):
            return False
        if inherited:
            return True
        if element in self.around or element.tag in {"html", "body"}:
            return False
        outside = self.text is not None and not any(parent is self.text for parent in element.iterancestors())
        if outside and not element.xpath(".//h1"):
            return True
        return self._looks_so(element, outside) and not (self.prose and _prose(element) > MOST * self.prose)

    def _looks_so(self, element: html.HtmlElement, outside: bool) -> bool:
        names = {name.lower() for key in ("class", "id") for name in NAME.findall(element.get(key, ""))}
        role = element.get("role", "").lower()
        within = self.text is not None and not outside
        return (
            element.tag in TAGS
            or role in ROLES
            or self.is_hidden(element)
            or bool(names & NAMES)
            or (element.tag in MARGINS and not within and not element.xpath(".//h1"))
            or (not within and _leads_elsewhere(element))
        )

    def is_hidden(self, element: html.HtmlElement) -> bool:
        return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "").lower()))


def _prose(element: html.HtmlElement) -> float:
    """How many characters of an element stand in paragraphs of some length."""
    lengths = (len("".join(p.itertext()).strip()) for p in element.xpath("descendant-or-self::p"))
    return sum(length for length in lengths if length >= PROSE)


def _leads_elsewhere(element: html.HtmlElement) -> bool:
    if element.tag not in {"ul", "ol", "div", "p", "section"}:
        return False
    links = element.xpath(".//a[@href]")
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return len(links) >= LINKS and linked >= LINKED * len("".join(element.itertext()).strip())
