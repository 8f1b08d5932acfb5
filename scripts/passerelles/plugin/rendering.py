"""MkDocs run in this process: the whole site into a folder, or one page that people write."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, MkDocsException

from passerelles.faults import explained
from passerelles.frame import Frames
from passerelles.graph import Graph
from passerelles.making.last import Last
from passerelles.plugin import PasserellesPlugin
from passerelles.plugin.places import settings
from passerelles.publication import Publication


class RenderingError(Exception):
    """The renderer refused: its words, for who wrote the page, the template or the setting."""


def render_site(
    root: Path, folder: Path, graph: Graph, downloads: Mapping[str, bytes], last: Last | None = None
) -> None:
    """The whole site of a linked base into a folder, from what the last build left; warnings are errors.

    Raises RenderingError.
    """
    config = _config(root, folder, is_strict=True)
    plugin = _plugin(config)
    plugin.given, plugin.downloads, plugin.last = graph, dict(downloads), last
    _build(config)
    try:
        plugin.stop_short()
    except MkDocsException as error:
        raise RenderingError(str(error)) from error


def render_page(root: Path, frames: Frames, path: str) -> str:
    """A page below docs/ in its frame, as the whole build has it. Raises RenderingError."""
    with tempfile.TemporaryDirectory() as folder:
        config = _config(root, Path(folder), is_strict=False)
        plugin = _plugin(config)
        plugin.given, plugin.frames, plugin.only = frames.graph, frames, path.removeprefix("docs/")
        _build(config)
        return plugin.output


def publication_of(root: Path) -> Publication:
    """Where the site and its files are, as mkdocs.yml has it. Raises RenderingError."""
    try:
        return settings(_config(root, root / "site", is_strict=False))
    except MkDocsException as error:
        raise RenderingError(str(error)) from error


def _config(root: Path, folder: Path, *, is_strict: bool) -> MkDocsConfig:
    try:
        return load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=is_strict)
    except MkDocsException as error:
        raise RenderingError(f"mkdocs.yml: {error}") from error


def _plugin(config: MkDocsConfig) -> PasserellesPlugin:
    plugin = config.plugins["passerelles"]
    assert isinstance(plugin, PasserellesPlugin)
    return plugin


def _build(config: MkDocsConfig) -> None:
    """Run MkDocs; what it warns of goes to the error stream, a line each. An error is raised, and told once."""
    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.addFilter(lambda record: record.levelno == logging.WARNING)
    log.addHandler(handler)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except TemplateSyntaxError as error:
        said = explained(error).removeprefix(f"{Path(config.config_file_path).parent}/")
        raise RenderingError(said) from error
    except MkDocsException as error:
        why = error.__context__  # of an Abort, which says no more than that there was one
        is_told = isinstance(error, Abort) and isinstance(why, BuildError)
        raise RenderingError(str(why if is_told else error)) from error
    finally:
        log.removeHandler(handler)
