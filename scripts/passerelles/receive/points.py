"""The numbers that a browser sets before the points of an ordered list, written where a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

LISTS = {"ul", "ol", "menu"}
WITHOUT_NUMBERS = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b")
WHOLE = re.compile(r"\s*(-?\d{1,6})")
OPENING = {"p", "div", "span", "b", "strong", "i", "em", "a"}  # what may open a point
ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v",
    4: "iv", 1: "i",
}  # fmt: skip


def write_numbers(root: html.HtmlElement) -> None:
    """Put before the words of each point its number: from now on it is a `point`, not an `li`."""
    for ordered in list(root.iter("ol")):
        if not WITHOUT_NUMBERS.search(ordered.get("style", "").lower()):
            for point, number in _numbered(ordered):
                first = _first_with_words(point)
                first.text = f"{number}. {(first.text or '').lstrip()}"
                point.tag = "point"


def _numbered(ordered: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    points = ordered.findall("li")
    step = -1 if "reversed" in ordered.attrib else 1
    number = _whole(ordered, "start", len(points) if step < 0 else 1)
    for point in points:
        number = _whole(point, "value", number)
        yield point, _written(number, ordered.get("type", "1"))
        number += step


def _whole(element: html.HtmlElement, name: str, otherwise: int) -> int:
    match = WHOLE.match(element.get(name, ""))
    return int(match[1]) if match else otherwise


def _written(number: int, form: str) -> str:
    """A number in figures, letters or Roman figures, as the list asks."""
    if form in {"a", "A"} and 1 <= number <= 26:
        words = chr(ord("a") + number - 1)
    elif form in {"i", "I"} and 1 <= number < 4000:
        words = _roman(number)
    else:
        return str(number)
    return words.upper() if form.isupper() else words


def _roman(number: int) -> str:
    words = ""
    for value, letters in ROMAN.items():
        words += letters * (number // value)
        number %= value
    return words


def _first_with_words(point: html.HtmlElement) -> html.HtmlElement:
    """The element that a point’s first words stand in: its own, or the paragraph that opens it."""
    element = point
    while not (element.text or "").strip() and len(element) and element[0].tag in OPENING:
        element = element[0]
    return element
