"""data/published.txt, data/changes.txt and data/replaced.yml, read into the register."""

from __future__ import annotations

import re
from collections.abc import Mapping

from passerelles.chronicle import CHANGES
from passerelles.dates import is_day
from passerelles.load.located import Located
from passerelles.load.reading import Reader
from passerelles.model import Dated, Position, Published, Replacement
from passerelles.nearest import slug
from passerelles.register import PUBLISHED, WITHDRAWN

REPLACED = "data/replaced.yml"
ID = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"  # of a thing, or of what is stated of it: both become addresses
LINE = re.compile(rf"(?P<kind>[a-z]+) (?P<id>{ID})\Z")
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CHANGE = re.compile(rf"(?P<id>{ID}) (?P<first>{DAY}) (?P<last>{DAY}) (?P<words>[0-9a-f]{{8}}|withdrawn)\Z")


def read_published(text: str, reader: Reader) -> Mapping[str, Published]:
    """A line an id, «kind id»; what begins with # is a comment."""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        where = Position(PUBLISHED, number)
        if not line.strip() or line.startswith("#"):
            continue
        if match := LINE.match(line):
            found[match["id"]] = Published(match["id"], match["kind"], where)
        else:
            reader.report(where, "register-line", line=line)
    return found


def read_changes(text: str, reader: Reader) -> Mapping[str, Dated]:
    """A line a statement: its id, the days of its first publication and its last change, its fingerprint."""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        where = Position(CHANGES, number)
        if not line.strip() or line.startswith("#"):
            continue
        match = CHANGE.match(line)
        if match and is_day(match["first"]) and is_day(match["last"]):
            found[match["id"]] = Dated(match["id"], match["first"], match["last"], match["words"], where)
        else:
            reader.report(where, "changes-line", line=line)
    return found


def read_replaced(node: Located, reader: Reader) -> Mapping[str, Replacement]:
    """`old-id: new-id`, or `old-id: withdrawn`, a line each."""
    found = {}
    for name, by in node.value.items() if isinstance(node.value, dict) else ():
        where = node.key(name)
        if not re.fullmatch(ID, name):
            reader.report(where, "not-an-id", value=name, near=slug(name))
        if by.value is None:
            reader.report(where, "no-successor", id=name, withdrawn=WITHDRAWN)
        elif new := reader.text(by):
            found[name] = Replacement(name, new, where)
    if not isinstance(node.value, dict):
        reader.report(node.where, "not-a-mapping", fields="…")
    return found
