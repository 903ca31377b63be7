"""States and flags of a column that is a formula, once its numbers are computed."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indicators import formula, trees
from scoring.block import Values
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.plan import Formula
    from scoring.run import Run

    Array = NDArray[np.float64]
    States = tuple[NDArray[np.uint8] | None, NDArray[np.intp] | None]


def run_formula(
    column: Formula,
    found: States,
    undefined: list[NDArray[np.bool_]],
    run: Run,
    out: Array,
) -> Values:
    """States and flags of a formula whose numbers are in `out`."""
    states, absent = found
    if run.doubt is not None and states is not None:
        run.doubt = run.doubt & (states == VALUE)
    for condition in undefined:
        if condition.any():
            states = np.zeros(run.block.height, dtype=np.uint8) if states is None else states.copy()
            states += (condition & (states == VALUE)) * np.uint8(column.when_undefined)
            absent = None
    if states is not None:
        # What is known of reported fields is known of states without anything to grant.
        if column.grants and absent is None:
            states, granted = run.block.once_granted(column.name, states)
            if granted.size:
                out[granted] = float(column.full)
                run.lower_flags(granted)
        if absent is None:
            states, absent = run.block.as_before(column.name, states)
        out[absent] = 0.0
        run.lower_flags(absent)
        if not absent.size:
            states = None
    if run.doubt is not None:
        _settle_flags(column, run.doubt, run)
    return Values(out, states, run.flags, absent=absent if column.grants or not undefined else None)


def _settle_flags(column: Formula, doubt: NDArray[np.bool_], run: Run) -> None:
    """Raises the flags of doubtful rows as the exact reading does."""
    rows, flagged = np.flatnonzero(doubt), list(_flagged(column.tree))
    if not (rows.size and flagged):
        return
    for node in flagged:
        if node.flag not in run.flags:
            run.flags[node.flag] = np.zeros(len(doubt), dtype=bool)
    run.flags = {flag: raised.copy() for flag, raised in run.flags.items()}
    for row in rows:
        unit = run.unit(int(row))
        for raised in run.flags.values():
            raised[row] = False
        if not any(run.exact.holds(condition, unit) for condition in column.undefined):
            for node in flagged:
                run.flags[node.flag][row] |= run.exact.holds(node.when, unit)


def _flagged(tree: formula.Node) -> Iterator[formula.Flagged]:
    return (node for node in trees.walk(tree) if isinstance(node, formula.Flagged))


def field_states(fields: tuple[ColumnName, ...], run: Run, *, reported: bool) -> States:
    """The highest state of any field, None where all of them hold values; and the absent rows where they are known.

    Of reported fields they are the same whenever the sheet is scored; of others some may still be granted full points.
    """
    if not reported:
        return _highest_states(fields, run)
    known = run.block.states
    if fields not in known:
        states, absent = _highest_states(fields, run)
        known[fields] = (
            states,
            np.flatnonzero(states != VALUE) if absent is None and states is not None else absent,
        )
    return known[fields]


def _highest_states(fields: tuple[ColumnName, ...], run: Run) -> States:
    found = [values for field in fields if (values := run.columns[field]).states is not None]
    if len(found) == 1:
        return found[0].states, found[0].absent
    states = [values.states for values in found if values.states is not None]
    return (reduce(np.maximum, states) if states else None), None
