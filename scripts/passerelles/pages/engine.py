"""The template engine of generated pages: Jinja, whose templates ask for attributes and call functions as Python does.

Jinja looks up each name and each call by a function of its own, which serves templates that nobody trusts; ours are
the project's, and fill tens of thousands of pages. Autoescape is on and an undefined name fails, as in Jinja.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro, markup_join
from jinja2.utils import missing
from markupsafe import Markup

from passerelles.filled import escaped, marked
from passerelles.pages import maps


class Direct(CodeGenerator):
    """Templates as Python that reads attributes and calls functions without a detour."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name that Jinja calls
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame, finalize
        self.write("environment.escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame, finalize
        self.write(")")


class Piece(Macro):
    """A macro; called with its values in their places, as mostly it is, it has nothing to sort out."""

    def __call__(self, *values: Any, **named: Any) -> str:
        left = self._argument_count - len(values)  # which the macro itself fills, or refuses
        if named or self.caller or self.catch_kwargs or self.catch_varargs or left < 0:
            return super().__call__(*values, **named)
        return marked(self._func(*values, *(missing,) * left) if left else self._func(*values))


def joined(parts: tuple[object, ...]) -> str:
    """Words put together with `~`; where some are markup the others are escaped, else the whole will be."""
    return markup_join(parts) if Markup in map(type, parts) else "".join(map(str, parts))


class Engine(Environment):
    """The templates of overrides/kinds."""

    code_generator_class = Direct
    escaped = staticmethod(escaped)
    joined = staticmethod(joined)
    piece = Piece

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[str, Template] = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """A template, found once: a page asks for half a dozen, and none changes while a build goes on."""
        if globals:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        made = super()._generate(source, *names, **options)
        made = made.replace("Macro(environment, macro,", "environment.piece(environment, macro,")
        made = made.replace("markup_join((", "environment.joined((")
        return made.replace("._get_default_module(context)", ".module")  # what is imported asks nothing of a page


def environment(templates: Path, cache: Path | None = None) -> Engine:
    """The template engine of generated pages; `templates` is its only folder, `cache` keeps them compiled.

    Jinja believes what is kept only where the template and Jinja itself are the same; our part is in the folder's name.
    """
    made = Engine(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each build has an environment of its own
        bytecode_cache=_compiled(cache) if cache else None,
    )
    made.globals["maps"] = maps  # what _map.html draws
    return made


def ready(templates: Environment) -> None:
    """Compile every template now: processes that begin after this share them, and none compiles any again."""
    for name in templates.list_templates():
        templates.get_template(name)


def _compiled(cache: Path) -> FileSystemBytecodeCache | None:
    """The compiled templates of this engine; none where they cannot be kept."""
    folder = cache / f"templates-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # the build does without
        return None
    return FileSystemBytecodeCache(str(folder))
