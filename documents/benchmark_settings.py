"""Reads the sheet of a benchmark workbook that says how the total comes about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents import benchmark_problems as kinds
from documents.benchmark_titles import BASE, DECIMALS, Table, Title, is_one_of
from documents.intake.cell_number import number_of
from documents.intake.finding import shown
from indicators.words import Words
from scoring.benchmark_chain import DECIMALS as MOST_DECIMALS
from scoring.benchmark_chain import Chain, Counted

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.problems import Problem

_SCALE, _BASE, _DECIMALS = (
    Words("系数", "scale"),
    Words("基准", "base"),
    Words("小数位", "number of decimals"),
)
#: Nothing a score is multiplied or divided by is larger.
_TOO_LARGE = Decimal(1_000_000)


def read_chain(table: Table, catalogue: Catalogue, otherwise: Chain, problems: list[Problem]) -> Chain:
    """How the sheet says the total comes about.

    Args:
        table: The sheet, with code, score and scale among its headings.
        catalogue: The list whose dimensions it names.
        otherwise: Holds for what is not stated, or refused.
        problems: What is wrong is added to these.
    """
    return _Sheet(table, problems).chain(catalogue, otherwise)


class _Sheet:
    def __init__(self, table: Table, problems: list[Problem]) -> None:
        self._table, self._grid, self._problems = table, table.grid, problems

    def chain(self, catalogue: Catalogue, otherwise: Chain) -> Chain:
        """The parts in the order of the rows, then those that are not stated."""
        parts: dict[str, Counted] = {}
        base, decimals = otherwise.base, otherwise.decimals
        has_base = otherwise.multiplies
        dimensions = {item.code for item in catalogue.items if item.parent is None}
        for row in range(self._table.head + 1, len(self._grid.rows)):
            code = self._text(row, Title.CODE)
            place = self._grid.place(row, self._table.columns[Title.CODE])
            if code in parts:
                self._problems.append(kinds.PART_REPEATED.at(place, code=shown(code)))
            elif code in dimensions:
                self._add(parts, row, code)
            elif code:
                self._problems.append(kinds.PART_UNKNOWN.at(place, code=shown(code)))
            elif self._is(row, BASE):
                base, has_base = self._number(row, _BASE) or base, True
            elif self._is(row, DECIMALS):
                decimals = self._decimals(row, decimals)
        left = [part for part in otherwise.parts if part.item not in parts]
        if left:
            codes = "、".join(part.item for part in left)
            self._problems.append(kinds.PARTS_LEFT_OUT.at(self._grid.whole, codes=codes))
        chain = Chain((*parts.values(), *left), base, decimals)
        if chain.multiplies and not has_base:
            scores = "、".join(map(shown, chain.scores))
            self._problems.append(kinds.BASE_MISSING.at(self._grid.whole, scores=scores))
        return chain

    def _add(self, parts: dict[str, Counted], row: int, code: str) -> None:
        score, scale = self._text(row, Title.SCORE), self._number(row, _SCALE)
        if not score:
            place = self._grid.place(row, self._table.columns[Title.SCORE])
            self._problems.append(kinds.SCORE_UNNAMED.at(place, code=code))
        elif scale is not None:
            parts[code] = Counted(code, score, scale)

    def _text(self, row: int, title: Title) -> str:
        return self._grid.rows[row][self._table.columns[title]].text.strip()

    def _is(self, row: int, titles: tuple[str, ...]) -> bool:
        return any(is_one_of(cell.text, titles) for cell in self._grid.rows[row] if cell.text)

    def _number(self, row: int, what: Words) -> Decimal | None:
        """A number above zero; None, and said, where there is none."""
        column = self._table.columns[Title.SCALE]
        cell = self._grid.rows[row][column]
        number = None if cell.blank else number_of(cell, None).number
        if number is None or not 0 < number < _TOO_LARGE:
            self._refuse(row, what)
            return None
        return number

    def _decimals(self, row: int, otherwise: int) -> int:
        cell = self._grid.rows[row][self._table.columns[Title.SCALE]]
        if cell.number is None or cell.number not in range(MOST_DECIMALS + 1):
            self._refuse(row, _DECIMALS)
            return otherwise
        return int(cell.number)

    def _refuse(self, row: int, what: Words) -> None:
        column = self._table.columns[Title.SCALE]
        value = shown(self._grid.rows[row][column].text)
        self._problems.append(kinds.SETTING_WRONG.at(self._grid.place(row, column), what=what, value=value))
