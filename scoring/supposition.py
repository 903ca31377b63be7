"""What a total would be if one part had other points: everything above the part is worked out anew, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.exact import Cell, Exact
from scoring.sheet import State

if TYPE_CHECKING:
    from fractions import Fraction

    from indicators.formula import Cohort, ColumnName
    from indicators.scheme import Scheme


def supposed_total(exact: Exact, code: str, unit: int, points: Fraction) -> Fraction | None:
    """The total of one unit if a part of the tree had these points; None where it still has no total.

    The scores of all others stay as they are, and so does what the unit reported: only sums, products and roundings
    above the part follow.
    """
    root = exact.plan.passed_up(exact.plan.scheme.root.code)
    cell = _Supposition(exact, code, unit, points).cell(root, unit)
    return cell.number if cell.present else None


class _Supposition(Exact):
    """The exact reading, but for what one unit's other points in one part change."""

    def __init__(self, exact: Exact, code: str, unit: int, points: Fraction) -> None:
        super().__init__(exact.plan, exact.sheet)
        self._actual = exact
        self._whose = unit
        plan = exact.plan
        given = plan.passed_up(code)
        above = _above(plan.scheme, code)
        names = (plan.combined_name, plan.exact_name, plan.passed_up)
        self._moved = {given} | {name(part) for part in above for name in names}
        self._cells[given, unit] = Cell(State.VALUE, points)

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""
        moved = unit == self._whose and name in self._moved
        return super().cell(name, unit) if moved else self._actual.cell(name, unit)

    def cohort_number(self, node: Cohort, unit: int) -> Fraction:
        """The value of a cohort operation, which one unit's supposed points do not change."""
        return self._actual.cohort_number(node, unit)

    def anybody_has(self, name: ColumnName, unit: int) -> bool:
        """Whether anybody of the unit's peer group has a value."""
        return self._actual.anybody_has(name, unit)


def _above(scheme: Scheme, code: str) -> set[str]:
    """The codes of the nodes above a part, and of those that bonuses reach or not depending on one of them."""
    found: set[str] = set()
    parent = scheme.by_code[code].parent
    while parent is not None:
        found.add(parent)
        parent = scheme.by_code[parent].parent
    setting = scheme.adjustments
    if setting is not None and setting.only_if is not None and setting.at is not None:
        guarded = setting.only_if.node in found | {code} and setting.at not in found
        if guarded and setting.at != code:
            found |= {setting.at} | _above(scheme, setting.at)
    return found
