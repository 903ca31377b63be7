"""What each part adds to a score, so that the parts add up to it exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.formula import Stage
from indicators.words import Words, same
from scoring.plan import Formula, Product, Rounded, Sum
from scoring.sheet import State

if TYPE_CHECKING:
    from indicators.formula import ColumnName
    from scoring.exact import Exact


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a score: the code of the child it comes from, or none for a rounding difference."""

    code: str | None
    label: Words
    amount: Fraction


ROUNDING = Words("四舍五入", "rounding")
ADJUSTMENTS = Words("加减分", "adjustments")


def decompose(exact: Exact, code: str, unit: int) -> tuple[Contribution, ...]:
    """What a node's children add to it; the amounts add up to the value it passes up, exactly.

    At a sum each child adds value · weight ÷ full, with the node's rescaling. At a product the first
    applicable factor counts as it is, and each further one adds its multiplier effect,
    product so far · (factor − base) ÷ base.

    Args:
        exact: The exact reading.
        code: A node or indicator.
        unit: Position of the unit in the sheet.

    Returns:
        The parts; empty for an indicator and where the node has no value.
    """
    name = exact.plan.passed_up(code)
    column = exact.plan.by_name[name]
    cell = exact.cell(name, unit)
    if not cell.present:
        return ()
    if not isinstance(column, Rounded):
        return _parts(exact, name, unit)
    difference = cell.number - exact.cell(column.of, unit).number
    parts = _parts(exact, column.of, unit)
    return (*parts, Contribution(None, ROUNDING, difference)) if parts and difference else parts


def _parts(exact: Exact, name: ColumnName, unit: int) -> tuple[Contribution, ...]:
    column = exact.plan.by_name[name]
    if isinstance(column, Sum):
        return _of_sum(exact, column, unit)
    if isinstance(column, Product):
        return _of_product(exact, column, unit)
    if isinstance(column, Formula) and name.stage is Stage.ADJUSTED:
        return _adjusted(exact, name, unit)
    return ()


def _adjusted(exact: Exact, name: ColumnName, unit: int) -> tuple[Contribution, ...]:
    """The parts of the score before adjustments, and what these changed."""
    before = exact.plan.combined_name(name.code)
    change = exact.cell(name, unit).number - exact.cell(before, unit).number
    parts = _parts(exact, before, unit)
    return (*parts, Contribution(None, ADJUSTMENTS, change)) if parts and change else parts


def _of_sum(exact: Exact, column: Sum, unit: int) -> tuple[Contribution, ...]:
    factor = column.points / exact.applicable(column, unit) if column.rescales else Fraction(1)
    return tuple(
        _named(exact, term.column, earned * factor)
        for term in column.terms
        if (earned := exact.earned(term, unit)) is not None
    )


def _of_product(exact: Exact, column: Product, unit: int) -> tuple[Contribution, ...]:
    parts: list[Contribution] = []
    product = Fraction(0)
    for name in column.factors:
        cell = exact.cell(name, unit)
        if cell.state is State.NOT_APPLICABLE:
            continue
        amount = product * (cell.number - column.base) / column.base if parts else cell.number
        product += amount
        parts.append(_named(exact, name, amount))
    return tuple(parts)


def _named(exact: Exact, column: ColumnName, amount: Fraction) -> Contribution:
    return Contribution(column.code, same(exact.plan.scheme.by_code[column.code].name), amount)
