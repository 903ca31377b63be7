"""Reads a benchmark workbook: which city expects how many points for which item; a blank is missing, never zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents import benchmark_problems as kinds
from documents.benchmark_cells import Cells
from documents.benchmark_settings import read_chain
from documents.benchmark_titles import (
    LAST_TOTAL,
    SUMS,
    TARGET_TOTAL,
    Table,
    Title,
    city_of,
    find_table,
    is_one_of,
)
from documents.file_reader import read_grids
from documents.intake.finding import shown
from documents.intake.nearest import Nearest
from indicators.problems import Place, blocking
from scoring.benchmark import Benchmark
from scoring.benchmark_chain import scheme_of

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from documents.grid import Cell, Grid
    from documents.source_file import SourceFile
    from indicators.catalogue import Catalogue
    from indicators.problems import Problem
    from scoring.benchmark_chain import Chain

_SCORES = frozenset({Title.CODE, Title.FULL})
_CHAIN = frozenset({Title.CODE, Title.SCORE, Title.SCALE})
MOST_CITIES = 40
_MOST_CODES = 8


class _City(NamedTuple):
    name: str
    is_ours: bool
    column: int


def read_benchmark(
    source: SourceFile | Path, catalogue: Catalogue, chain: Chain
) -> tuple[Benchmark | None, tuple[Problem, ...]]:
    """What a workbook says, or None where not even its table can be made out; and everything that is wrong with it.

    A cell that is refused is missing in what is returned, so that what was stored before the list changed can be
    shown all the same; only a workbook without blocking problems may be taken.

    Args:
        source: The workbook or CSV file, not trusted.
        catalogue: The list its rows are of.
        chain: How the total comes about where the workbook does not say.
    """
    grids, problems = read_grids(source)
    if blocking(problems):
        return None, problems
    reader = _Reader(catalogue, list(problems))
    return reader.read(source.name, grids, chain), tuple(reader.problems)


class _Reader:
    """One call: what is known of the list, and what was found to be wrong so far."""

    def __init__(self, catalogue: Catalogue, problems: list[Problem]) -> None:
        self._catalogue = catalogue
        self._items = {item.code: item for item in catalogue.leaves}
        self.problems = problems

    def read(self, file: str, grids: tuple[Grid, ...], chain: Chain) -> Benchmark | None:
        tables, chains = self._sorted(grids)
        if not tables:
            self.problems.append(kinds.TABLE_MISSING.at(Place(file=file)))
            return None
        if len(tables) > 1:
            other = tables[1].grid.sheet or file
            self.problems.append(kinds.TABLE_TWICE.at(tables[0].grid.whole, other=other))
            return None
        for table in chains[:1]:
            chain = read_chain(table, self._catalogue, chain, self.problems)
        cities = self._cities(tables[0])
        ours = [city for city in cities if city.is_ours]
        if len(ours) != 1:
            self._say_whose(tables[0], ours)
            return None
        return self._benchmark(tables[0], cities, ours[0], chain)

    def _sorted(self, grids: tuple[Grid, ...]) -> tuple[list[Table], list[Table]]:
        """The tables of scores and those of the chain; of other sheets is said that they were not read."""
        scores: list[Table] = []
        chains: list[Table] = []
        for grid in grids:
            chain, score = find_table(grid, _CHAIN), find_table(grid, _SCORES)
            if chain is not None:
                chains.append(chain)
            elif score is not None:
                scores.append(score)
            else:
                self.problems.append(kinds.SHEET_NOT_READ.at(grid.whole))
        return scores, chains

    def _cities(self, table: Table) -> list[_City]:
        """Every column with a heading that has no meaning of its own."""
        grid, taken = table.grid, set(table.columns.values())
        found: dict[str, _City] = {}
        for column, cell in enumerate(grid.rows[table.head]):
            if column in taken or cell.is_merged:
                continue
            name, is_ours = city_of(cell.text)
            place = grid.place(table.head, column)
            if not name:
                if any(not row[column].blank for row in grid.rows[table.head + 1 :]):
                    self.problems.append(kinds.HEADING_BLANK.at(place))
            elif name in found:
                other = grid.place(table.head, found[name].column).cell
                self.problems.append(kinds.CITY_REPEATED.at(place, city=shown(name), other=other))
            else:
                found[name] = _City(name, is_ours, column)
        if len(found) > MOST_CITIES:
            problem = kinds.TOO_MANY_CITIES.at(grid.whole, count=len(found), limit=MOST_CITIES)
            self.problems.append(problem)
        return list(found.values())[:MOST_CITIES]

    def _say_whose(self, table: Table, ours: list[_City]) -> None:
        place = table.grid.place(table.head, ours[1].column) if ours else table.grid.whole
        if ours:
            said = {"city": shown(ours[0].name), "other": shown(ours[1].name)}
            self.problems.append(kinds.OURS_TWICE.at(place, **said))
        else:
            self.problems.append(kinds.OURS_UNMARKED.at(place))

    def _benchmark(self, table: Table, cities: list[_City], ours: _City, chain: Chain) -> Benchmark:
        cells = Cells(table.grid, scheme_of(self._catalogue, chain), self.problems)
        expected: dict[tuple[str, str], Decimal] = {}
        targets: dict[str, Decimal] = {}
        last_year: dict[str, Decimal] = {}
        for row, code in self._item_rows(table).items():
            for city in cities:
                cells.take(expected, (city.name, code), (row, city.column), code, city.name)
            for title, values in ((Title.TARGET, targets), (Title.LAST_YEAR, last_year)):
                if title in table.columns:
                    cells.take(values, code, (row, table.columns[title]), code, title.written)
        last_totals: dict[str, Decimal] = {}
        target_totals: dict[str, Decimal] = {}
        for titles, values in ((LAST_TOTAL, last_totals), (TARGET_TOTAL, target_totals)):
            for row in self._total_rows(table, titles):
                for city in cities:
                    cells.take_total(values, city.name, (row, city.column), titles[0])
                    if values is target_totals and city != ours and city.name in target_totals:
                        place = table.grid.place(row, city.column)
                        self.problems.append(kinds.TARGET_OF_RIVAL.at(place, city=shown(city.name)))
        names = tuple(city.name for city in cities)
        target = target_totals.get(ours.name)
        return Benchmark(
            self._catalogue, chain, names, ours.name, expected, targets, last_year, last_totals, target
        )

    def _item_rows(self, table: Table) -> dict[int, str]:
        """The rows of items of the list, by the number of the row."""
        grid, nearest = table.grid, Nearest(self._items)
        rows: dict[str, int] = {}
        codes = table.columns[Title.CODE]
        for number, row in enumerate(grid.rows[table.head + 1 :], start=table.head + 1):
            code, place = row[codes].text.strip(), grid.place(number, codes)
            if not code:
                if not self._is_total(table, row) and any(not cell.blank for cell in row):
                    self.problems.append(kinds.ROW_WITHOUT_CODE.at(place))
            elif code in rows:
                other = grid.place(rows[code], codes).cell
                self.problems.append(kinds.ITEM_REPEATED.at(place, code=shown(code), other=other))
            elif code in self._items:
                rows[code] = number
                self._check_full(table, number, code)
            elif code not in self._catalogue.by_code:
                hint = nearest.hint(code)
                self.problems.append(kinds.ITEM_UNKNOWN.at(place, code=shown(code), hint=hint))
        left = [code for code in self._items if code not in rows]
        if left:
            named = "、".join(left[:_MOST_CODES]) + ("…" if len(left) > _MOST_CODES else "")
            self.problems.append(kinds.ITEMS_LEFT_OUT.at(grid.whole, count=len(left), codes=named))
        return {number: code for code, number in rows.items()}

    def _is_total(self, table: Table, row: tuple[Cell, ...]) -> bool:
        texts = [row[column].text for column in table.columns.values() if row[column].text]
        return any(is_one_of(text, (*LAST_TOTAL, *TARGET_TOTAL, *SUMS)) for text in texts)

    def _total_rows(self, table: Table, titles: tuple[str, ...]) -> list[int]:
        lead = [table.columns[title] for title in (Title.BRANCH, Title.NAME) if title in table.columns]
        rows = enumerate(table.grid.rows[table.head + 1 :], start=table.head + 1)
        return [number for number, row in rows if any(is_one_of(row[c].text, titles) for c in lead)]

    def _check_full(self, table: Table, row: int, code: str) -> None:
        column, full = table.columns[Title.FULL], self._items[code].points
        cell = table.grid.rows[row][column]
        if cell.number is not None and cell.number != full:
            place = table.grid.place(row, column, indicator=code)
            self.problems.append(kinds.FULL_POINTS_DIFFER.at(place, value=cell.number, full=full))
