"""The template engine of generated pages: Jinja, whose templates ask for attributes and call functions as Python does.

Jinja looks up each name and each call by a function of its own, which serves templates that nobody trusts; ours are
the project's, and fill tens of thousands of pages. Autoescape is on and an undefined name fails, as in Jinja.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, find_undeclared
from jinja2.runtime import Macro, markup_join
from jinja2.utils import missing
from markupsafe import Markup

from passerelles.filled import marked
from passerelles.pages import maps

# What a template asks of Python, beside Jinja: on its first line, so that the lines are those that Jinja knows.
ASKED = "from passerelles.filled import shown, words; from passerelles.pages.engine import Piece, joined, turns"


class Direct(CodeGenerator):
    """Templates as Python that reads attributes and calls functions without a detour."""

    _drawn: nodes.Expr | None = None  # the call of a macro that is being written, and nothing done with its answer

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name that Jinja calls
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        is_drawn = node is self._drawn  # what it says is written at once: it need not be marked as HTML
        self.visit(node.node, frame)
        self.write("._func(" if is_drawn else "(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        if is_drawn and isinstance(node.node, nodes.Name):
            self.write("missing, " * (self._macros[node.node.name] - len(node.args)))
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """What is defined, and what is imported, is known from the beginning: calls of these say HTML."""
        self._macros = {macro.name: len(macro.args) for macro in node.find_all(nodes.Macro) if _is_plain(macro)}
        self._imported = {each.target for each in node.find_all(nodes.Import)}
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Words, as most values are, are escaped without asking what they are."""
        del finalize
        self._drawn = node if self._is_macro(node, frame) else None
        self.write("(" if self._is_html(node, frame) else "(words(said) if type(said := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del finalize
        self.write(")" if self._is_html(node, frame) else ") is str else shown[type(said)](said))")

    def _is_html(self, node: nodes.Expr, frame: Frame) -> bool:
        """Whether this is the call of a macro, here or of a template that is imported."""
        of = node.node if isinstance(node, nodes.Call) else None
        is_theirs = isinstance(of, nodes.Getattr) and isinstance(of.node, nodes.Name) and of.node.name in self._imported
        return is_theirs or self._is_macro(node, frame)

    def _is_macro(self, node: nodes.Expr, frame: Frame) -> bool:
        """Whether this is the call of a macro of this template, with its values in their places."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.kwargs:
            return False
        name = node.node.name
        return len(node.args) <= self._macros.get(name, -1) and frame.symbols.ref(name) == f"l_0_{name}"


def _is_plain(macro: nodes.Macro) -> bool:
    """Whether a macro takes the values that it names, and nothing else."""
    return find_undeclared(macro.body, ("caller", "kwargs", "varargs")) == set()


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


@dataclass(frozen=True)
class Turn:
    """What a loop tells of a turn: `loop.last`."""

    index: int  # from 1
    first: bool
    last: bool


_turn = lru_cache(maxsize=1000)(Turn)  # most loops are short, so that few differ


def turns(items: Iterable[Any], undefined: object) -> Iterator[tuple[Any, Turn]]:
    """The items of a loop that asks which turn it is, each with the answer."""
    del undefined
    listed = tuple(items)
    for index, item in enumerate(listed, 1):
        yield item, _turn(index, index == 1, index == len(listed))


class Engine(Environment):
    """The templates of overrides/kinds."""

    code_generator_class = Direct

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[str, Template] = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """A template, found once: a page asks for half a dozen, and none changes while a build goes on."""
        if globals:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = made = super().get_template(name, parent)
            made.globals = dict(made.globals)  # of two mappings one: each page copies it
        return self._known[name]

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        made = super()._generate(source, *names, **options)
        made = made.replace("Macro(environment, macro,", "Piece(environment, macro,")
        made = made.replace("markup_join((", "joined((").replace(" in LoopContext(", " in turns(")
        made = made.replace("._get_default_module(context)", ".module")  # what is imported asks nothing of a page
        return f"{ASKED}; {made}"


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
