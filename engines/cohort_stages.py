"""Which columns are asked about as whole cohorts that reach beyond a stretch, and in what order they can be gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indicators import trees
from indicators.formula import Cohort, CohortOperation, Scope
from scoring.plan import Formula, Plan, Sum
from scoring.table import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.formula import ColumnName
    from scoring.plan import Column


class Asked(NamedTuple):
    """A column, the cohorts it is asked about, and what is asked of them."""

    column: ColumnName
    scope: Scope
    operations: frozenset[CohortOperation]


def stages(plan: Plan, reaching: frozenset[Scope]) -> tuple[tuple[Asked, ...], ...]:
    """What must be gathered, each stage from stretches for which the stages before it are gathered already.

    Args:
        plan: The whole plan.
        reaching: The scopes of cohorts that reach beyond a stretch.
    """
    depth: dict[ColumnName, int] = {}
    asked: dict[tuple[int, ColumnName, Scope], set[CohortOperation]] = {}
    for column in plan.columns:
        own = max((depth[name] for name in sources(column)[0]), default=0)
        for node in _cohorts(column):
            of = depth[node.column]
            if node.scope in reaching:
                asked.setdefault((of, node.column, node.scope), set()).add(node.operation)
                of += 1
            own = max(own, of)
        depth[column.name] = own
    last = max((of for of, _, _ in asked), default=-1)
    return tuple(
        tuple(
            Asked(name, scope, frozenset(operations))
            for (of, name, scope), operations in asked.items()
            if of == stage
        )
        for stage in range(last + 1)
    )


def asks_everybody(plan: Plan) -> bool:
    """Whether anything is asked of all units."""
    return any(node.scope is Scope.ALL for column in plan.columns for node in _cohorts(column))


def branch(plan: Plan, names: Iterable[ColumnName]) -> Plan:
    """The part of a plan that some columns are made from."""
    needed = set(names)
    for column in reversed(plan.columns):
        if column.name in needed:
            needed.update(name for read in sources(column) for name in read)
    return Plan(plan.scheme, tuple(column for column in plan.columns if column.name in needed))


def _cohorts(column: Column) -> Iterator[Cohort]:
    match column:
        case Formula():
            for tree in (column.tree, *column.undefined):
                yield from (node for node in trees.walk(tree) if isinstance(node, Cohort))
        case Sum():
            for term in column.terms:
                if term.reads_group_mean:
                    yield Cohort(CohortOperation.MEAN, term.column)
