"""What each field of a model means: the docstring below it, read from the source when somebody asks.

Pydantic would read them all while the models are made, which takes as long as making them.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def meanings(model: type) -> dict[str, str]:
    """The meaning of each field by its name in the model, with those it inherits; without the fields that have none."""
    own = [base for base in reversed(model.__mro__) if base.__module__.startswith("indicators.")]
    return {
        name: meaning for base in own for name, meaning in _written(base.__module__)[base.__name__].items()
    }


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """By class and field."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_below(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, docstring in pairwise(node.body):
        match field, docstring:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(meaning))):
                yield name, inspect.cleandoc(meaning)
