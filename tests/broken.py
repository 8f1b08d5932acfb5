"""Breaks one file of a project as an editor might, and puts it right again."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

Edit = Mapping[str, Any]


@contextmanager
def broken(project: Path, edit: Edit) -> Iterator[None]:
    """The project with this edit made, and those that go with it (`also`), for a while."""
    path = project / str(edit["file"])
    target = project / str(edit.get("move", edit["file"]))
    before = path.read_bytes() if path.is_file() else None
    after = None if edit.get("delete") or edit.get("link") else edited(before or b"", edit)
    folders = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if link := edit.get("link"):
        target.symlink_to(link)
    elif after is not None:
        target.write_bytes(after)
    try:
        with ExitStack() as more:
            for other in edit.get("also", ()):
                more.enter_context(broken(project, other))
            yield
    finally:
        target.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()
        if before is not None:
            path.write_bytes(before)


def edited(before: bytes, edit: Edit) -> bytes:
    """The bytes of a file after the edit; words to replace that are not there fail the test."""
    if "base64" in edit:
        return base64.b64decode(edit["base64"])
    text = str(edit.get("write", before.decode())) * int(edit.get("times", 1))
    text = text.replace("\n", str(edit.get("line_ends", "\n")))
    if old := edit.get("replace"):
        assert old in text, old
        text = text.replace(old, edit["by"], 1)
    if start := edit.get("replace_from"):
        at = text.index(start)
        text = text[:at] + edit["by"] + text[text.index(edit["to"], at) :]
    text = edit.get("prepend", "") + text + edit.get("append", "")
    return text.encode(edit.get("encode", "utf-8"))
