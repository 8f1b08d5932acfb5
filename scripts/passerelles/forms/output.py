"""The folder that is served at /edit/, written to dist/edit: never part of the site, nor of the offline copy."""

from __future__ import annotations

from pathlib import Path

from passerelles.forms import Backend, backend_of, forms
from passerelles.forms.script import npm_package, scripts
from passerelles.model import KnowledgeBase


def write_forms(root: Path, kb: KnowledgeBase, where: str, sign_in: str) -> Path:
    """Pages, configuration and script; `where` is «local» or «forge». Answers the folder.

    Raises ValueError for settings that no form could follow, OSError where Decap cannot be had.
    """
    settings = (root / "mkdocs.yml").read_text("utf-8")
    backend = backend_of(settings, sign_in) if where == "forge" else Backend()
    pages = {path: text.encode() for path, text in forms(kb, backend).items()}
    target = root / "dist/edit"
    for path, content in (pages | dict(scripts(npm_package(root / ".cache")))).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target
