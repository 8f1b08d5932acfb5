"""What a web page says of itself in its head: its address, site, author, day and language. Declared, never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from lxml import html

from passerelles.receive.reading import Fact

DAY = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:\Z|T|\s)")
LANGUAGE = re.compile(r"([a-z]{2})(?:-|\Z)")
URL = re.compile(r"(https?://\S+)\Z")
WORDS = re.compile(r"(\S.*)")
DECLARED = (  # of the record, where the page declares it, and what it must look like
    ("author", "//meta[@name='author']/@content", "<meta name=author>", re.compile(r"(?!https?:)(\S.*)")),
    ("publisher", "//meta[@property='og:site_name']/@content", "<meta property=og:site_name>", WORDS),
    ("date", "//meta[@property='article:published_time']/@content", "<meta property=article:published_time>", DAY),
    ("date", "//*[@itemprop='datePublished']/@content", "itemprop=datePublished", DAY),
    ("language", "/html/@lang", "<html lang>", LANGUAGE),
    ("url", "//link[@rel='canonical']/@href", "<link rel=canonical>", URL),
    ("url", "//meta[@property='og:url']/@content", "<meta property=og:url>", URL),
)


def declared(root: html.HtmlElement) -> tuple[Fact, ...]:
    """What a page declares in its head."""
    return agreed((*_in_attributes(root), *_in_json(root)))


def agreed(declared: Iterable[Fact]) -> tuple[Fact, ...]:
    """One fact a line of the record at most: what is declared twice and differently is no fact."""
    found: dict[str, list[Fact]] = {}
    for fact in declared:
        found.setdefault(fact.name, []).append(fact)
    return tuple(facts[0] for facts in found.values() if len({fact.value for fact in facts}) == 1)


def _in_attributes(root: html.HtmlElement) -> Iterator[Fact]:
    for name, path, place, form in DECLARED:
        for value in root.xpath(path):
            match = form.match(" ".join(str(value).split()))
            if match and (form is not DAY or _is_a_day(match[1])):
                yield Fact(name, match[1], place)


def whole(form: re.Pattern[str]) -> Callable[[str], str]:
    """What words say that have such a form; nothing when they have another."""
    return lambda words: match[1] if (match := form.match(words)) else ""


def day(words: str) -> str:
    """The day that words begin with, if the calendar has it."""
    return match[1] if (match := DAY.match(words)) and _is_a_day(match[1]) else ""


def _is_a_day(words: str) -> bool:
    """Whether the calendar has such a day."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _in_json(root: html.HtmlElement) -> Iterator[Fact]:
    """The day of publication of an article in JSON-LD."""
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        try:
            things = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for thing in things if isinstance(things, list) else [things]:
            day = thing.get("datePublished") if isinstance(thing, dict) else None
            if isinstance(day, str) and (match := DAY.match(day)) and _is_a_day(match[1]):
                yield Fact("date", match[1], "JSON-LD datePublished")
