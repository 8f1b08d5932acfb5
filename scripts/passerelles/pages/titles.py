"""What the pages of a view are called in any language, which their addresses tell."""

from __future__ import annotations

from collections.abc import Sequence

from passerelles.pages.browse import key_name
from passerelles.pages.timeline import sift_name
from passerelles.pages.voice import Voice


def view_title(voice: Voice, parts: Sequence[str]) -> str:
    """The title of a selection of a view, without the number of a part; nothing for a page that is none."""
    match parts:
        case ["browse", "countries" | "themes" | "years" | "a-z" as way, key, *_]:
            return voice.label(f"browse-{way}-of", name=key_name(voice, way, key))
        case ["timeline", "kinds" | "themes" | "countries" as group, key, *_]:
            return voice.label("timeline-of", name=sift_name(voice, (group, key)))
        case ["relations", "actors", *_]:
            return voice.label("actors-title")
        case ["search"]:
            return voice.label("search")
        case _:
            return ""
