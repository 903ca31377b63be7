"""The sheets 来源 of a result workbook: every file with its SHA-256, and of every value the file, sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.cell_names import corners, letters
from documents.result_report import CODE, INDICATOR, INDICATOR_CODE, UNIT
from documents.table_style import Column, Row, Table
from indicators.decimals import from_units
from indicators.words import Words
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.result_report import Report
    from documents.table_style import Cell
    from indicators.formula import ColumnName
    from indicators.problems import Place

#: More values than these are listed nowhere cell by cell: it would be three quarters of the file.
MOST_VALUES = 25_000
FILES, VALUES = Words("来源文件", "Source files"), Words("来源", "Sources")
_FILE, _SHEET, _CELL = Words("文件", "File"), Words("工作表", "Sheet"), Words("单元格", "Cell")
FIELD, VALUE = Words("字段", "Field"), Words("填报值", "Value")
_TOO_MANY = Words(
    "填报值超过 {most} 个，不逐值列出；每个值的文件、工作表、单元格见应用的“单位”页，或运行 baton explain 方案 数据 --unit 单位 --indicator 指标。",
    "There are more than {most} values, which are not listed one by one; the file, sheet and cell of each are on the app's"
    " Unit page, or in baton explain SCHEME DATA --unit U --indicator C.",
)
_HOW = Words(
    "摘要（SHA-256）由文件全部字节算出，可用 sha256sum、certutil -hashfile 文件 SHA256 核对手中的文件是否就是计分所用的那一份。",
    "The SHA-256 is that of all bytes of a file: sha256sum, or certutil -hashfile FILE SHA256, tells whether the one at"
    " hand is the one that was scored.",
)


@dataclass
class _Range:
    """The values read from one sheet: how many, and the rectangle they lie in."""

    count: int = 0
    columns: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)

    def take(self, cell: str | None) -> None:
        self.count += 1
        if cell is not None:
            column, row, *_ = corners(cell)
            self.columns.add(column)
            self.rows.add(row)

    @property
    def shown(self) -> str | None:
        """The rectangle as Excel names it."""
        if not self.rows:
            return None
        first, last = letters(min(self.columns)), letters(max(self.columns))
        return f"{first}{min(self.rows)}:{last}{max(self.rows)}"


def source_tables(report: Report) -> Iterator[Table]:
    """The files, and below the limit all values; nothing where nobody knows where values were read."""
    sheet = report.results.sheet
    if not sheet.places:
        return
    yield _files(report)
    if len(sheet.places) <= MOST_VALUES:
        yield _values(report)


def _files(report: Report) -> Table:
    sheet = report.results.sheet
    ranges: dict[tuple[str, str], _Range] = {}
    for place in sheet.places.values():
        ranges.setdefault((place.file or "", place.sheet or ""), _Range()).take(place.cell)
    rows = tuple(
        Row((file, sheet.digests.get(file), page or None, found.count, found.shown), shaded=bool(number % 2))
        for number, ((file, page), found) in enumerate(sorted(ranges.items()))
    )
    columns = (
        Column(_FILE, widest=60),
        Column(Words("文件摘要（SHA-256）", "SHA-256"), widest=70),
        Column(_SHEET, widest=24),
        Column(Words("填报值个数", "Values"), "center", "0"),
        Column(Words("所在范围", "Range"), "center"),
    )
    many = (report.say(_TOO_MANY.fill(most=MOST_VALUES)),) if len(sheet.places) > MOST_VALUES else ()
    return Table(FILES, FILES, columns, rows, remarks=(*report.remarks, report.say(_HOW), *many))


def _values(report: Report) -> Table:
    """Unit by unit in the order of the register, indicator by indicator in that of the scheme."""
    sheet, scheme = report.results.sheet, report.results.scheme.laid_out
    names = [name for name in sheet.columns if name.code in scheme.by_code]
    rows = tuple(
        Row((unit.code, unit.name, *_named(report, name), _value(report, name, position), *_at(place)))
        for position, unit in enumerate(sheet.units)
        for name in names
        if (place := sheet.places.get((unit.code, name))) is not None
    )
    columns = (
        Column(CODE, "center"),
        Column(UNIT, widest=28),
        Column(INDICATOR_CODE, "center"),
        Column(INDICATOR, widest=40),
        Column(FIELD, widest=16),
        Column(VALUE, "right"),
        Column(_FILE, widest=40),
        Column(_SHEET, widest=20),
        Column(_CELL, "center"),
    )
    return Table(VALUES, VALUES, columns, rows, remarks=report.remarks, frozen_columns=2)


def _named(report: Report, name: ColumnName) -> tuple[Cell, Cell, Cell]:
    indicator = report.results.scheme.laid_out.by_code[name.code]
    return name.code, indicator.name, name.field or None


def _value(report: Report, name: ColumnName, position: int) -> Cell:
    column = report.results.sheet.columns[name]
    state = State(int(column.states[position]))
    return from_units(int(column.mantissas[position]), column.decimals) if state is State.VALUE else state


def _at(place: Place) -> tuple[Cell, Cell, Cell]:
    return place.file, place.sheet, place.cell
