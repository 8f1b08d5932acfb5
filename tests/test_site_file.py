"""What a build says when the settings or the templates of the site leave it without its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import miniature
from passerelles.graph import link
from passerelles.load import load
from passerelles.plugin.rendering import RenderingError, render_site

ENGLISH = "    - {locale: en, name: English, build: true}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return miniature(tmp_path / "project")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def render(project: Path) -> None:
    """As the verb does when the check has passed."""
    render_site(project, project / "site", link(load(project).kb), {})


def test_a_build_without_the_pages_of_a_language_fails(project: Path) -> None:
    edit(project / "mkdocs.yml", ENGLISH, "")

    with pytest.raises(RenderingError, match="The pages are not all there"):
        render(project)


@pytest.mark.parametrize("name", ["kinds/person.html", "main.html"])
def test_a_template_that_does_not_parse_is_told_with_its_file_and_line(project: Path, name: str) -> None:
    path = project / "overrides" / name
    line = path.read_text("utf-8").count("\n") + 1
    path.write_text(path.read_text("utf-8") + "{{ super() }\n", "utf-8")

    with pytest.raises(RenderingError) as fault:
        render(project)

    assert str(fault.value).startswith(f"overrides/{name}:{line}:1: TemplateSyntaxError: ")
