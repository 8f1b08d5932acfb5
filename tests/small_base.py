"""Bases of a few things, made in memory with the real model and labels, for tests of what the corpus does not have."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from conftest import ROOT
from passerelles.graph import Graph, link
from passerelles.model import Entity, Gazetteer, KnowledgeBase, Position, Statement
from passerelles.pages import Page, Pages, environment

HERE = Position("data/test.yml")


def thing(kind: str, name: str, *stated: Statement, kind_type: str = "", country: str = "", label: str = "") -> Entity:
    """A thing with what is stated of it; `country` gives it a gazetteer record."""
    found = tuple(replace(s, subject=name, id=f"{name}.s{i}") for i, s in enumerate(stated))
    record = Gazetteer("geonames", HERE, country=country) if country or kind_type == "country" else None
    words = {"fr": label or name, "en": label or name}
    definition = words if kind == "theme" else {}
    return Entity(name, kind, words, HERE, type=kind_type, statements=found, gazetteer=record, definition=definition)


def state(name: str, value: str = "", date: str = "", choice: str = "", words: str = "", status: str = "") -> Statement:
    """A statement; `base` gives it words of the corpus, for these bases are not checked, only drawn."""
    text = {"fr": words, "en": words} if words else {}
    return Statement("", "", name, HERE, entity=value, choice=choice, text=text, date=date, status=status)


def base(kb: KnowledgeBase, *things: Entity) -> Graph:
    """These things and the sources of the corpus, the first of whose quotes bears every statement."""
    evidence = kb.statements[0].evidence[:1]
    told = [replace(e, statements=tuple(replace(s, evidence=evidence) for s in e.statements)) for e in things]
    return link(replace(kb, entities={e.id: e for e in (*told, *kb.sources.values())}))


def pages_of(graph: Graph, language: str = "fr") -> dict[str, Page]:
    """Every generated page of a base, by its path."""
    return {page.path: page for page in Pages(graph, language, environment(ROOT / "overrides/kinds")).all()}


def select(tree: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements below a tree that «ul.index li > a» names: tags, classes, descendants and children."""
    steps = ""
    for axis, tag, name in re.findall(r"(>\s*)?([a-z0-9]*)(?:\.([a-z-]+))?(?:\s+|$)", path.strip()):
        if tag or name:
            wanted = f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" if name else ""
            steps += f"{'/' if axis else '//'}{tag or '*'}{wanted}"
    return list(tree.xpath(f".{steps}"))
