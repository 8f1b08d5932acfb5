"""What the renderer made of a text, held against its paragraphs: under each id must stand the words that were read.

Words that Markdown takes for markup would leave the text unseen, quotes of them would lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import takewhile

from passerelles.model import Paragraph, Problem

NESTED = ("ul", "ol")  # a list within an item is made of blocks of its own
CELLS = ("th", "td")  # a row is named in its first cell
VOID = ("br", "hr", "img")
BEFORE, SHOWN = 20, 60  # signs that a message gives, before and from where words differ


class TextMismatchError(ValueError):
    """The words shown under an id are not those of its paragraph; empty where nothing has the id."""

    def __init__(self, name: str, shown: str = "") -> None:
        super().__init__(f"{name}: {shown}")
        self.name, self.shown = name, shown


class UnfaithfulError(Exception):
    """A text cannot be shown as it was read: the problem, for who wrote it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


def offsets(name: str, runs: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    """Where each stretch of rendered words begins in the folded text of a paragraph, and its words there.

    Raises TextMismatchError where they are not the words of the paragraph.
    """
    cursor = 0
    for run in runs:
        folded = " ".join(run.split())
        if folded and text[cursor : cursor + 1] == " ":
            cursor += 1
        if text[cursor : cursor + len(folded)] != folded:
            raise TextMismatchError(name, _folded(runs))
        yield cursor, folded
        cursor += len(folded)
    if cursor != len(text):
        raise TextMismatchError(name, _folded(runs))


def _folded(runs: Iterable[str]) -> str:
    return " ".join("".join(runs).split())


def problem(paragraph: Paragraph, shown: str) -> Problem:
    """What is told of a paragraph under whose id a page would show these words."""
    if not shown:
        return Problem(paragraph.where, "paragraph-not-shown", (("paragraph", paragraph.id),))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(shown, paragraph.text, strict=False)))
    details = (("shown", _around(shown, same)), ("words", _around(paragraph.text, same)))
    return Problem(paragraph.where, "words-not-shown", (("paragraph", paragraph.id), *details))


def _around(words: str, at: int) -> str:
    """The words from a little before a place."""
    start = max(0, at - BEFORE)
    return f"{'…' * bool(start)}{words[start : at + SHOWN]}{'…' * (len(words) > at + SHOWN)}"


def unlike(html: str, paragraphs: Iterable[Paragraph]) -> Iterator[Problem]:
    """The paragraphs that some HTML does not show under their ids, word for word."""
    shown = _Shown(html).runs
    for paragraph in (paragraph for paragraph in paragraphs if paragraph.id):
        try:
            if paragraph.id not in shown:
                raise TextMismatchError(paragraph.id)
            list(offsets(paragraph.id, shown[paragraph.id], paragraph.text))
        except TextMismatchError as fault:
            yield problem(paragraph, fault.shown)


class _Shown(HTMLParser):
    """The stretches of words under each id, as the renderer writes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.runs: dict[str, list[str]] = {}
        self._open: list[tuple[list[str], ...]] = [()]  # by element, what its words belong to
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        around = () if tag in NESTED else self._open[-1]
        name = dict(attrs).get("id")
        if tag in CELLS and name:  # its row, which it began
            self.runs.setdefault(name, around[-1])
        elif name or tag == "tr":
            own: list[str] = []
            around = (*around, own)
            if name:
                self.runs.setdefault(name, own)
        self._open.append(around)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for run in self._open[-1]:
            run.append(data)
