"""Programs that are wrong in one place: each function of a module with one sign changed, to be put in its place."""

from __future__ import annotations

import ast
import copy
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

OTHER: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
    ast.Continue: (ast.Break,), ast.Break: (ast.Continue,),
}  # fmt: skip

OPERATORS = (ast.cmpop, ast.operator, ast.boolop)  # of each sort the parser makes one, for all places


@dataclass(frozen=True)
class Mutant:
    """A function of a module with one place changed: `was` the source before, `now` after."""

    module: str
    function: str
    line: int
    was: str
    now: str
    code: CodeType

    @property
    def name(self) -> str:
        return f"{self.module.removeprefix('passerelles.')}.{self.function}: {self.was}  →  {self.now}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Every mutant of the functions of a module, in the order of its lines."""
    yield from sorted(_mutants(module), key=lambda mutant: mutant.line)


def _mutants(module: ModuleType) -> Iterator[Mutant]:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    for node in _walk(tree):
        for owner, field, index, child in _children(node):
            for changed in _changed(child, owner):
                function = _function(tree, owner if isinstance(child, OPERATORS) else child)
                if function and not _is_docstring(owner):
                    _put(owner, field, index, changed)
                    code = compile(ast.fix_missing_locations(tree), str(module.__file__), "exec")
                    _put(owner, field, index, child)
                    was, now = _shown(child, owner), _shown(changed, owner, child)
                    yield Mutant(module.__name__, function, _line(child, owner), was, now, _found(code, function))


def functions(module: ModuleType) -> dict[str, FunctionType]:
    """The functions that a module defines, those of its classes too, by their qualified names."""
    own: dict[str, FunctionType] = {}
    classes = [c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__]
    for holder in (module, *classes):
        for value in vars(holder).values():
            plain = inspect.unwrap(
                getattr(value, "__func__", value.func if isinstance(value, cached_property) else value)
            )
            if isinstance(plain, FunctionType) and plain.__module__ == module.__name__:
                own[plain.__qualname__] = plain
    return own


@contextmanager
def in_place(mutant: Mutant, function: FunctionType) -> Iterator[None]:
    """The program with this mutant, for a while; what its module remembers of the whole one is forgotten."""
    whole = function.__code__
    function.__code__ = mutant.code
    _forget(sys.modules[function.__module__])
    try:
        yield
    finally:
        function.__code__ = whole
        _forget(sys.modules[function.__module__])


def _forget(module: ModuleType) -> None:
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it that may run: annotations do not."""
    yield node
    for *_, child in _children(node):
        yield from _walk(child)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        if isinstance(value, ast.AST):
            yield node, field, None, value
        elif isinstance(value, list):
            yield from ((node, field, n, item) for n, item in enumerate(value) if isinstance(item, ast.AST))


def _put(owner: ast.AST, field: str, index: int | None, child: ast.AST) -> None:
    if index is None:
        setattr(owner, field, child)
    else:
        getattr(owner, field)[index] = child


def _changed(node: ast.AST, owner: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    yield from (other() for other in OTHER.get(type(node), ()))
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if not isinstance(owner, ast.JoinedStr):
            yield ast.Constant(value + "X")
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BoolOp():
            yield from (_without(node, n) for n in range(len(node.values)))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()) | ast.Return(value=None):
            yield ast.Pass()
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return():
            yield ast.Return(ast.Constant(None))
        case ast.comprehension() if node.ifs:
            yield ast.comprehension(node.target, node.iter, node.ifs[1:], node.is_async)
    if isinstance(owner, (ast.If, ast.IfExp, ast.While)) and node is owner.test and _is_plain(node):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _is_plain(node: ast.AST) -> bool:
    return not isinstance(node, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant))


def _without(node: ast.BoolOp, n: int) -> ast.AST:
    rest = [value for m, value in enumerate(node.values) if m != n]
    return rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _is_docstring(owner: ast.AST) -> bool:
    return isinstance(owner, ast.Expr) and isinstance(owner.value, ast.Constant)


def _function(tree: ast.Module, node: ast.AST) -> str:
    """The qualified name of the function of the module, or of one of its classes, that a node is in."""
    for top in tree.body:
        holders = [(f"{top.name}.", top.body)] if isinstance(top, ast.ClassDef) else [("", [top])]
        for prefix, body in holders:
            for item in body:
                if isinstance(item, ast.FunctionDef) and any(
                    inner is node for part in item.body for inner in ast.walk(part)
                ):
                    return prefix + item.name
    return ""


def _found(code: CodeType, name: str) -> CodeType:
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return next(part for part in (*inner, *(p for c in inner for p in c.co_consts)) if _named(part, name))


def _named(part: object, name: str) -> bool:
    return isinstance(part, CodeType) and part.co_qualname == name


def _line(node: ast.AST, owner: ast.AST) -> int:
    return int(getattr(node, "lineno", None) or getattr(owner, "lineno", 0))


def _shown(node: ast.AST, owner: ast.AST, instead_of: ast.AST | None = None) -> str:
    """A change as a line to read: with what stands around it, where by itself it says too little."""
    if isinstance(owner, ast.expr) and isinstance(node, (ast.cmpop, ast.operator, ast.boolop, ast.Constant)):
        whole = copy.copy(owner)
        for field, value in ast.iter_fields(owner):
            target = instead_of or node
            new = node if value is target else value
            if isinstance(value, list):
                new = [node if item is target else item for item in value]
            setattr(whole, field, new)
        return ast.unparse(whole)
    return ast.unparse(node)
