"""What every page depends on: the code and its libraries, templates, the frame, the words, the model, the settings.

Where any of it is another, nothing of the last site is taken over.
"""

from __future__ import annotations

from hashlib import blake2b
from importlib.metadata import version

from passerelles.frame import Frame
from passerelles.graph import Graph
from passerelles.keeping import maker


def ground(graph: Graph, frame: Frame) -> str:
    """The digest of what every page depends on."""
    kb, templates, where = graph.kb, frame.frames.templates, frame.frames.publication
    found = blake2b(maker().encode(), digest_size=16)
    for library in ("Jinja2", "MarkupSafe", "lxml"):
        found.update(version(library).encode())
    for name in templates.list_templates():
        assert templates.loader is not None
        found.update(f"\0{name}\0{templates.loader.get_source(templates, name)[0]}".encode())
    words = (kb.schema, kb.labels, kb.change_kinds, kb.problem_texts, sorted(kb.assets))
    for part in (*frame.parts, repr(where), *map(repr, words)):
        found.update(f"\0{part}".encode())
    return found.hexdigest()
