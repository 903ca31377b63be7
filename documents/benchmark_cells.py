"""What a cell of a benchmark workbook means: points within the item's full points, missing, or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from documents import benchmark_problems as kinds
from documents.intake.asked import Asked, asked_of
from documents.intake.cell_values import NOT_APPLICABLE_MARKS, understand
from documents.intake.finding import shown
from indicators.normal_form import compact
from indicators.parts import Indicator
from indicators.rules.imported import ImportedRule
from scoring.benchmark_chain import DECIMALS

if TYPE_CHECKING:
    from documents.grid import Grid
    from indicators.problems import Problem
    from indicators.scheme import Scheme

Key = TypeVar("Key")

#: Typed where there are no points to state; nobody excuses a city from an item.
_NO_SCORE = NOT_APPLICABLE_MARKS | {"无"}
#: More than any total.
_LARGEST_TOTAL = Decimal(1_000_000)


class Cells:
    """The cells of one sheet; what is wrong with one is added to the problems."""

    def __init__(self, grid: Grid, scheme: Scheme, problems: list[Problem]) -> None:
        self._grid = grid
        self._asked = {asked.indicator.code: asked for asked in asked_of(scheme).values()}
        self._problems = problems

    def take(self, values: dict[Key, Decimal], key: Key, at: tuple[int, int], code: str, column: str) -> None:
        """Puts the points of an item into `values`, unless the cell is blank or refused."""
        asked = self._asked[code]
        self._take(values, key, at, asked, (column, f"{code} {asked.indicator.name}"))

    def take_total(self, values: dict[Key, Decimal], key: Key, at: tuple[int, int], name: str) -> None:
        """The same for a total, which may be above what the list adds up to: totals are multiplied."""
        self._take(values, key, at, _asked_total(name), (str(key), name))

    def _take(
        self,
        values: dict[Key, Decimal],
        key: Key,
        at: tuple[int, int],
        asked: Asked,
        names: tuple[str, str],
    ) -> None:
        cell = self._grid.rows[at[0]][at[1]]
        place = self._grid.place(*at, *names)
        if cell.number is None and compact(cell.text) in _NO_SCORE:
            self._problems.append(kinds.NOT_A_SCORE.at(place, value=shown(cell.text)))
            return
        understood = understand(cell, asked, applies=True)
        if understood.finding is not None:
            self._problems.append(understood.finding.at(place))
        if understood.value is not None:
            values[key] = understood.value


def _asked_total(name: str) -> Asked:
    total = Indicator(
        code=name, name=name, points=_LARGEST_TOTAL, decimals=DECIMALS, rule=ImportedRule(kind="imported")
    )
    (field,) = total.raw_fields
    return Asked(total.subject.column, total, field)
