"""Links of the built pages that lead nowhere, told where somebody wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from passerelles.links import Astray
from passerelles.model import KnowledgeBase, Language, Markdown, Position, Problem
from passerelles.pages import Addresses
from passerelles.report import sentence


def told(found: Iterable[Astray], kb: KnowledgeBase, language: Language) -> list[str]:
    """A sentence for each link, with its line where the page is one that people write."""
    addresses = Addresses(kb.schema)
    written = {addresses.of(page.language, page.address): page for page in kb.markdown.values()}
    problems = sorted(_problem(link, written.get(link.address)) for link in found)
    return [sentence(problem, kb, language) for problem in problems]


def _problem(link: Astray, page: Markdown | None) -> Problem:
    where = _place(link, page) if page else Position(f"{link.address}index.html")
    if link.anchor:
        target = link.written.partition("#")[0] or where.path
        return Problem(where, "no-such-anchor", (("anchor", link.anchor), ("path", target), ("near", "")))
    return Problem(where, "no-such-page", (("target", link.written), ("near", "")))


def _place(link: Astray, page: Markdown) -> Position:
    """Where a page has a link; one to a file, which the renderer writes otherwise, is known by its anchor."""
    same = [here.where for here in page.links if here.target == link.written]
    alike = [here.where for here in page.links if link.anchor and unquote(here.target).endswith(f"#{link.anchor}")]
    return next(iter([*same, *alike]), Position(page.path))
