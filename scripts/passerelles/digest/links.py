"""The links of a PDF, each once and to a short name: a finisher of WeasyPrint.

A volume has four thousand links and fifteen hundred places, and WeasyPrint makes a link of each box of a word and
names each place by its id in the HTML. What no link leads to needs no name; the outline names its places itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SLACK = 1.0  # points by which a box may stand out of the one around it


def links_thinned(document: Any, pdf: Any) -> None:
    """The links of a pydyf.PDF: none within another to the same place; places are numbered in the order of the book."""
    del document
    objects = {item.reference: item for item in pdf.objects}
    for page in pdf.page_references:
        annotations = objects[page].get("Annots", [])
        kept = _outermost({name: objects[name] for name in annotations})
        for name in set(annotations) - set(kept):
            objects[name].free = "f"
        annotations[:] = kept
    _named_by_number(pdf)


def _outermost(links: Mapping[bytes, Any]) -> list[bytes]:
    """The links of a page that lie within no other that leads to the same place."""
    kept: dict[bytes, list[bytes]] = {}
    for name, link in links.items():
        same = kept.setdefault(_target(link), [])
        if not any(_within(link["Rect"], links[other]["Rect"]) for other in same):
            same[:] = [other for other in same if not _within(links[other]["Rect"], link["Rect"])] + [name]
    return [name for name in links if name in kept[_target(links[name])]]


def _target(link: Any) -> bytes:
    """Where a link leads, within the book or out of it."""
    return bytes((link.get("Dest") or link["A"]).data)


def _within(inner: Iterable[float], outer: Iterable[float]) -> bool:
    """Whether a rectangle lies in another; both are left, top, right, bottom, in points from the foot of the page."""
    left, top, right, bottom = outer
    x1, y1, x2, y2 = inner
    return left - SLACK <= x1 and y1 <= top + SLACK and x2 <= right + SLACK and bottom - SLACK <= y2


def _named_by_number(pdf: Any) -> None:
    """Short names for the places that links lead to; a PDF keeps its names in order."""
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(named[::2], named[1::2], strict=True)}
    annotations = [item for item in pdf.objects if item.free == "n" and isinstance(item, dict) and "Rect" in item]
    links: list[Any] = [link["Dest"] for link in annotations if "Dest" in link]
    order = {page: number for number, page in enumerate(pdf.page_references)}
    led_to = sorted({link.string for link in links}, key=lambda name: (order[places[name][0]], -places[name][3], name))
    numbers = {name: _number(at, len(led_to)) for at, name in enumerate(led_to)}
    for link in links:
        link.string = numbers[link.string]
    named[:] = [part for name in led_to for part in (type(named[0])(numbers[name]), places[name])]


def _number(value: int, count: int) -> str:
    """A number below `count`, all of one length, so that they are in order as words too."""
    digits = ""
    while count > 0:
        value, digit = divmod(value, len(DIGITS))
        digits, count = DIGITS[digit] + digits, count // len(DIGITS)
    return digits
