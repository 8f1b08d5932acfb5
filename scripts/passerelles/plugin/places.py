"""Where things are for MkDocs: the language of a pass, the address of a page, the folder of what may be made again."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from passerelles.making.texts import Written
from passerelles.publication import Publication, publication


def cache_of(config: MkDocsConfig) -> Path:
    """The folder of what may be made again at any time."""
    return Path(os.environ.get("PASSERELLES_CACHE") or Path(config.config_file_path).parent / ".cache")


def language_of(config: MkDocsConfig) -> str:
    """The language of this pass, as static-i18n has it."""
    return str(config.plugins["i18n"].current_language)  # type: ignore[attr-defined]


def written_by(page: MkDocsPage, language: str, html: str) -> Written:
    """A page as MkDocs has it, its text as HTML that runs nothing."""
    return Written(
        path=path_of(page, language),
        file=page.file.src_uri,
        title=str(page.title),
        description=str(page.meta.get("description", "")),
        template=str(page.meta.get("template_kind", "prose")),
        html=html,
    )


def path_of(page: MkDocsPage, language: str) -> str:
    """The address of a page without its language: «sources/cvn-assises-12/»."""
    url = "" if page.url == "./" else page.url
    return url.removeprefix(f"{language}/") if language != "fr" else url


def settings(config: MkDocsConfig) -> Publication:
    """Where the site and its files are. Raises PluginError, with what was expected, for a setting that is wrong."""
    try:
        return publication(config.site_url or "", config.extra.get("forge"))
    except ValueError as fault:
        raise PluginError(str(fault)) from fault
