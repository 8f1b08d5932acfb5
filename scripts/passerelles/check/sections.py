"""Rules on the sections of prose: one title a page, and the same sections in each language, under the same ids."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.model import Heading, KnowledgeBase, Markdown, Position, Problem
from passerelles.nearest import slug


def pages_have_one_title(kb: KnowledgeBase) -> Iterator[Problem]:
    """A page that people write has one heading of the first level, its title."""
    for page in _prose(kb):
        titles = [heading for heading in page.headings if heading.level == 1]
        for heading in titles[1:]:
            details = (("heading", heading.words), ("line", str(titles[0].where.line)))
            yield Problem(heading.where, "page-titled-twice", details)


def sections_have_an_id(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each heading of such a page has an id, so that its address is the same in each language."""
    for page in _prose(kb):
        taken = {heading.id for heading in page.headings}
        for heading in page.headings:
            if not heading.id:
                id_ = _vacant(slug(heading.words) or "section", taken)
                details = (("heading", heading.words), ("sign", "#" * heading.level), ("id", id_))
                yield Problem(heading.where, "section-without-id", details)


def _vacant(id_: str, taken: set[str]) -> str:
    """The id, or the first of it with a number that nobody has; taken from now on."""
    found = next(name for name in (id_, *(f"{id_}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    taken.add(found)
    return found


def sections_have_ids_of_their_own(kb: KnowledgeBase) -> Iterator[Problem]:
    """No two sections of such a page have the same id: its address would lead only to the first."""
    for page in _prose(kb):
        first: dict[str, Heading] = {}
        for heading in page.headings:
            one = first.setdefault(heading.id, heading)
            if heading.id and one is not heading:
                yield Problem(heading.where, "section-id-twice", _details(heading, str(one.where.line)))


def sections_pair_between_languages(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each section of such a page stands in every language, in the same order and under the same id."""
    for page in _prose(kb):
        if page.language != kb.schema.original:
            original = kb.markdown.get(f"docs/{kb.schema.original}/{page.path.removeprefix(f'docs/{page.language}/')}")
            yield from _unpaired(kb, original, page) if original else ()


def _unpaired(kb: KnowledgeBase, original: Markdown, page: Markdown) -> Iterator[Problem]:
    here, there = ([h for h in each.headings if h.id] for each in (page, original))
    names, others = ({h.id for h in headings} for headings in (here, there))
    alone = [pair for pair in zip(there, here, strict=False) if pair[0].id not in names and pair[1].id not in others]
    if alone and len(here) == len(there) and len(alone) == len(names - others):
        yield from (_called_otherwise(kb, *pair, page) for pair in alone)
        return
    yield from _untranslated(there, here, Position(page.path))
    for heading in here:
        if heading.id not in others:
            yield Problem(heading.where, "section-without-original", _details(heading, original.path))
    if names == others:
        for one, other in [(a, b) for a, b in zip(here, there, strict=False) if (a.id, a.level) != (b.id, b.level)][:1]:
            yield Problem(one.where, "sections-in-another-order", _details(other, _place(other)))


def _untranslated(there: list[Heading], here: list[Heading], above: Position) -> Iterator[Problem]:
    """Each section that is missing here, at the one after which it should stand."""
    by_id = {heading.id: heading.where for heading in here}
    for heading in there:
        if heading.id not in by_id:
            yield Problem(above, "section-untranslated", _details(heading, _place(heading)))
        above = by_id.get(heading.id, above)


def _called_otherwise(kb: KnowledgeBase, original: Heading, heading: Heading, page: Markdown) -> Problem:
    """Where two sections at one place have two ids, the one that was known before is right."""
    is_known = (original.where.path, f"#{original.id}", page.language) in kb.rereadings
    wrong, right = (heading, original) if is_known else (original, heading)
    return Problem(
        wrong.where, "section-called-otherwise", (("id", wrong.id), *_details(right, _place(right), "other"))
    )


def _details(heading: Heading, place: str, name: str = "id") -> tuple[tuple[str, str], ...]:
    return ((name, heading.id), ("heading", heading.words), ("place", place))


def _place(heading: Heading) -> str:
    return f"{heading.where.path}:{heading.where.line}"


def _prose(kb: KnowledgeBase) -> Iterator[Markdown]:
    """The pages that are no texts of the corpus: those have rules of their own."""
    return (page for page in kb.markdown.values() if not page.address.startswith("sources/"))
