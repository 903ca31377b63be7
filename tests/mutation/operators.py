"""Single-operator faults of a syntax tree: what may stand in the place of a node, and where nothing is looked for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Each comparison becomes its neighbour at the edge, where it has one, and its opposite.
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_OPPOSITES = (
    ("min", "max"),
    ("minimum", "maximum"),
    ("floor", "ceil"),
    ("any", "all"),
    ("logical_and", "logical_or"),
    ("greater", "greater_equal"),
    ("AT_LEAST", "ABOVE"),
    ("DOWN", "UP"),
    ("HIGHEST", "LOWEST"),
    ("RANK_FROM_HIGHEST", "RANK_FROM_LOWEST"),
    ("HIGHER", "LOWER"),
    ("AtLeast", "AtMost"),
    ("AllOf", "AnyOf"),
    ("MISSING", "NO_SCORE"),
)
_NAMES = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
#: Functions whose last two arguments mean something else the other way round.
_ORDERED = {"Subtract", "Divide", "If", "where", "subtract", "divide", "choose"}
#: Calls that only make words.
_WORDS = {"Words", "same", "PydanticCustomError", "Example"}
_NOT_VALUES = {"title", "source", "example", "__all__"}


class Site(NamedTuple):
    """A place where one node may be replaced: the holder's field, the position in it, and the new node."""

    scope: tuple[str, ...]
    within_function: bool
    holder: ast.AST
    field: str
    at: int | None
    new: ast.AST

    @property
    def old(self) -> ast.AST:
        """The node that stands there."""
        found = getattr(self.holder, self.field)
        node: ast.AST = found if self.at is None else found[self.at]
        return node

    def put(self, node: ast.AST) -> None:
        """Puts a node there."""
        if self.at is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.at] = node


def sites(tree: ast.Module) -> Iterator[Site]:
    """Every fault that can be planted in a module."""
    return _within(tree, (), 0)


def _within(holder: ast.AST, scope: tuple[str, ...], functions: int) -> Iterator[Site]:
    """Those in a node that stands in so many functions, each in the one before."""
    for field, value in ast.iter_fields(holder):
        if field in {"decorator_list", "annotation", "returns", "msg", "pattern"}:
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or _says_no_value(node):
                continue
            where, inside = scope, functions
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                where = (*scope, node.name)
                inside += isinstance(node, ast.FunctionDef)
            elif not inside and isinstance(node, ast.Assign | ast.AnnAssign):
                where = (
                    *scope,
                    ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target),
                )
            at = index if isinstance(value, list) else None
            for new in _instead(node, holder, field):
                yield Site(
                    where,
                    inside > 0,
                    holder,
                    field,
                    at,
                    ast.fix_missing_locations(ast.copy_location(new, node)),
                )
            # What a function has for arguments unless stated is worked out where the function is defined.
            if isinstance(node, ast.arguments) and isinstance(holder, ast.FunctionDef):
                inside -= 1
            yield from _within(node, where, inside)


def _says_no_value(node: ast.AST) -> bool:
    """Whether a node is made for readers or type checkers: words, texts, imports, assertions."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.JoinedStr() | ast.arg() | ast.Raise():
            return True
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            return True
        case ast.Expr(ast.Constant(str()) | ast.Call(func=ast.Name("assert_never"))):
            return True
        case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)):
            return name in _WORDS
        case ast.keyword(arg="strict"):
            return True
        case ast.AnnAssign(target=ast.Name(name)):
            return name in _NOT_VALUES
        case ast.FunctionDef(returns=ast.Name("Words") | ast.Constant("Words")):
            return True
        case ast.Assign(targets=[ast.Name(name)]):
            return name in _NOT_VALUES
        case _:
            return False


def _instead(node: ast.AST, holder: ast.AST, field: str) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a branch for each kind of node
    """What may stand in the place of a node."""
    match node:
        case ast.Compare(left, [operator], comparators):
            for other in _COMPARISONS[type(operator)]:
                yield ast.Compare(left, [other()], comparators)
        case ast.Compare(left, operators, comparators):
            for at, operator in enumerate(operators):
                for other in _COMPARISONS[type(operator)][:1]:
                    yield ast.Compare(left, [*operators[:at], other(), *operators[at + 1 :]], comparators)
        case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(operator)](), right)
        case ast.AugAssign(target, operator, value):
            if type(operator) in _ARITHMETIC:
                yield ast.AugAssign(target, _ARITHMETIC[type(operator)](), value)
            yield ast.Pass()
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)) if not isinstance(node.value, complex):
            yield ast.Constant(value + 1)
            if value == 1:
                yield ast.Constant(value - 1)
        case ast.Name(name, ast.Load()) if (
            name in _NAMES and isinstance(holder, ast.Call) and field == "func"
        ):
            yield ast.Name(_NAMES[name], ast.Load())
        case ast.Attribute(value, name, ast.Load()) if name in _NAMES and not _is_own(value):
            yield ast.Attribute(value, _NAMES[name], ast.Load())
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [*first, one, other], keywords):
            if name in _ORDERED and ast.dump(one) != ast.dump(other):
                yield ast.Call(node.func, [*first, other, one], keywords)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.Assign([ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
    if _is_condition(node, holder, field):
        assert isinstance(node, ast.expr)
        yield ast.UnaryOp(ast.Not(), node)


def _is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "self"


def _is_condition(node: ast.AST, holder: ast.AST, field: str) -> bool:
    """Whether a node decides a branch and has no operator of its own to turn."""
    if isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        return False
    is_test = field == "test" and isinstance(holder, ast.If | ast.While)
    is_filter = field == "ifs" and isinstance(holder, ast.comprehension)
    is_guard = field == "guard" and isinstance(holder, ast.match_case)
    return is_test or is_filter or is_guard
