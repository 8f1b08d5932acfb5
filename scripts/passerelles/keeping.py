"""What a build worked out of the base, kept on disk for the next build: read, checked and linked.

Kept is a pickle, for nothing else brings a million small objects back so soon; but it is read as data alone: only our
own dataclasses and plain containers may come out of it, so that whoever could put another file there runs nothing. It
is sealed, with what made it (the code, Python, PyYAML) in front. What is in it is taken by content: every part is known
by the digests of the files that it was read from, and no stamp of a file is kept.
"""

from __future__ import annotations

import builtins
import dataclasses
import io
import pickle
import sys
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from passerelles.check.again import Checked
from passerelles.collector import paused
from passerelles.graph import Graph
from passerelles.load import Loaded
from passerelles.model import Spots
from passerelles.sealed import seal, unsealed

NAME = "base.pickle"
PACKAGE = Path(__file__).parent
PLAIN = ("frozenset", "set")
FEW = 1 / 50  # of the parts: so many may be others before what is kept is written anew


@dataclass(frozen=True)
class State:
    """A base as one build left it."""

    loaded: Loaded
    checked: Checked
    graph: Graph

    @cached_property
    def id(self) -> str:
        """What tells the files that it was made of from any others."""
        kb, found = self.loaded.kb, blake2b(digest_size=16)
        files = sorted(kb.received.items()), sorted(kb.extracted.items()), sorted(kb.checksums.items())
        for part in (sorted(self.loaded.parts), files, sorted(kb.assets)):
            found.update(repr(part).encode())
        return found.hexdigest()


class NotKept(Exception):  # noqa: N818 - reads as what it says
    """What lies there was not put there by `keep`."""


class _Reader(pickle.Unpickler):
    """Brings back values of our own classes and nothing that could act."""

    def find_class(self, module: str, name: str) -> type:
        if module == "builtins" and name in PLAIN:
            found: type = getattr(builtins, name)
            return found
        if module.startswith("passerelles.") and module in sys.modules:
            own = getattr(import_module(module), name, None)
            if isinstance(own, type) and (dataclasses.is_dataclass(own) or own is Spots):
                return own
        raise NotKept(f"{module}.{name}")


@cache
def maker() -> str:
    """What tells this code with all that it reads from its own folder, this Python and this PyYAML from any other."""
    found = blake2b(f"{sys.version} {version('PyYAML')}".encode(), digest_size=32)
    for path in _own_files(PACKAGE):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _own_files(package: Path) -> list[Path]:
    """The files of the package; those of __pycache__ are made of them."""
    return sorted(path for path in package.rglob("*") if path.is_file() and path.parent.name != "__pycache__")


@paused
def kept(cache: Path) -> State | None:
    """What the last build left in a folder, if it is whole and of this code."""
    raw = unsealed(cache / NAME, maker())
    try:
        state = _Reader(io.BytesIO(raw)).load() if raw else None
    except (NotKept, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError, IndexError):
        return None
    return state if isinstance(state, State) else None


def remaining(state: State, before: State | None) -> State:
    """What lies there when a build has ended: its own state, or, where that is nearly the same, what lay there."""
    if before and len(state.loaded.parts.keys() ^ before.loaded.parts.keys()) <= FEW * len(state.loaded.parts):
        return before
    return state


@paused
def keep(cache: Path, state: State, before: State | None) -> None:
    """Leave it for the next build, whole or not at all; unless it is nearly what lies there already."""
    if remaining(state, before) is before:
        return
    bare = replace(state, loaded=replace(state.loaded, seen={}))
    seal(cache / NAME, maker(), lambda file: pickle.dump(bare, file, pickle.HIGHEST_PROTOCOL))
