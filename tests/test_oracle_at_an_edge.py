"""The exact reading asked about single units: however wide the floats of a cohort may be off, it answers as all of them do."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import pytest

from indicators.formula import Cohort, CohortOperation, ColumnName, Scope, Stage
from scoring.block import Arranged, group_numbers
from scoring.exact import Exact
from scoring.layout import compile_plan
from scoring.oracle import Oracle
from scoring.table import Table, profile_of
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with
from tests.test_numbers_beyond_bounds import MEASURE, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

A = ColumnName(Stage.RAW, "a")
VALUES = {"u": "3", "v": "1", "w": "2", "x": "2", "y": "", "z": "5"}


class Wide(Oracle):
    """One whose floats may be off by so much."""

    width: tuple[float, bool]

    def tolerance(self, name: ColumnName) -> tuple[float, bool]:
        """The same of any column."""
        del name
        return self.width


@pytest.mark.parametrize("scope", [Scope.GROUP, Scope.ALL])
@pytest.mark.parametrize(
    "width", [(0.0, False), (0.5, False), (1.0, False), (2.0, False), (inf, False), (0.5, True)]
)
def test_extremes_and_places_do_not_depend_on_how_far_floats_may_be_off(
    width: tuple[float, bool], scope: Scope
) -> None:
    content = scheme_with(node("T", "10"), indicator("a", DIRECT)) | {
        "groups": [{"code": code, "name": code} for code in "ABC"]
    }
    groups = dict(zip(VALUES, "BABBBC", strict=True))
    found = case(content, groups, {f"{unit} a.": value for unit, value in VALUES.items() if value})
    plan = compile_plan(found.scheme)
    table = Table(plan, profile_of(found.sheet))
    arranged = Arranged(found.sheet, group_numbers(found.sheet, found.scheme.group_codes))
    oracle = Wide(plan, arranged, table.known, table.run(arranged).columns)
    oracle.width = width
    exact = Exact(plan, found.sheet)
    for unit, group in enumerate(groups.values()):
        cohort = None if scope is Scope.ALL else group
        for operation in (CohortOperation.LOWEST, CohortOperation.HIGHEST):
            statistic = Cohort(operation, A, scope)
            assert oracle.statistic(statistic, cohort) == exact.statistic(statistic, cohort)
        for operation in (CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST):
            if exact.cell(A, unit).present:
                place = Cohort(operation, A, scope)
                assert oracle.rank(place, cohort, unit) == exact.rank(place, cohort, unit)


def tolerance_of(measure: str, units: Sequence[str]) -> tuple[float, bool]:
    """How far apart the floats of a measure can be and their exact values equal, and whether they are so for sure."""
    rule = {"kind": "formula", "text": "x"}
    content = scheme_with(node("T", "10"), indicator("a", rule, measure=measure, zero_denominator="missing"))
    cells = {
        f"u{number} a.{field}": part
        for number, unit in enumerate(units)
        for field, part in zip("甲乙", unit.split(), strict=False)
    }
    found = case(content, {f"u{number}": "A" for number in range(len(units))}, cells)
    table = Table(compile_plan(found.scheme), profile_of(found.sheet))
    arranged = Arranged(found.sheet, group_numbers(found.sheet, found.scheme.group_codes))
    return table.run(arranged).oracle.tolerance(ColumnName(Stage.MEASURE, "a"))


def test_whoever_is_not_close_is_not_worked_out() -> None:
    assert tolerance_of("甲 * 3", ["0.1", "0.2", "7"]) == (0.05, True)
    width, proved = tolerance_of("SQRT(甲)", ["1", "2", "3", "9"])
    assert not proved
    assert 0 < width < 1e-10
    assert tolerance_of(MEASURE, [*UNITS, "5 1"]) == (inf, False)
