"""The template engine of generated pages escapes, and refuses what does not exist, as Jinja itself does."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from passerelles.pages import environment

TEMPLATES = {
    "names": "{{ name }} {{ name.upper() }} {{ pair[1] }} {{ pair[0]|length }}",
    "macros": "{% macro cell(x, y='&') %}{{ x }}{{ y }}{% endmacro %}{{ cell(name) }}{{ cell(name, y=marked) }}",
    "loops": "{% for x in pair %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "caller": "{% macro box() %}<b>{{ caller() }}</b>{% endmacro %}{% call box() %}{{ name }}{% endcall %}",
    "conditions": "{{ 'a' if name else 'b' }}{{ number }}{{ none }}{{ pair|join(' & ') }}{{ '<' ~ name }}",
    "spaces": "{% set at = namespace(y=1) %}{% set at.y = at.y + 1 %}{{ at.y }}{{ name[:3] }}",
}
VALUES = {"name": '<i>"l\'été" & co</i>', "pair": ("<a>", Markup("<hr>")), "marked": Markup("<br>"), "number": 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEMPLATES.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_what_jinja_says(folder: Path, name: str) -> None:
    plain = Environment(autoescape=True, undefined=StrictUndefined).from_string(TEMPLATES[name])

    made = environment(folder).get_template(f"{name}.html").render(**VALUES)

    assert made == plain.render(**VALUES)


@pytest.mark.parametrize(
    "template",
    ["{{ nothing }}", "{{ nothing.name }}", "{{ name.nothing }}", "{{ pair[7] }}", "{% if nothing %}{% endif %}"],
)
def test_a_slip_of_the_pen_fails_the_build(folder: Path, template: str) -> None:
    (folder / "slip.html").write_text(template, "utf-8")

    with pytest.raises((UndefinedError, AttributeError, IndexError)):
        environment(folder).get_template("slip.html").render(**VALUES)
