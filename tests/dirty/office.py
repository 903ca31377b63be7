"""The office the sheets come from: its register, and what a clean sheet of it holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.dirty.book import column_letters, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.dirty.book import Cell

SCHEME = Path(__file__).with_name("scheme.yaml")
#: The usual names of a sheet handed in.
FILE, SHEET = "成绩.xlsx", "得分"

REGISTER: list[list[Cell]] = [
    ["单位代码", "单位", "组别", "别名"],
    ["0101", "甲县", "县区", "甲"],
    ["0102", "乙县", "县区", None],
    ["0103", "丙区（新区）", "县区", "丙新区"],
    ["0104", "丁·戊县", "县区", None],
    ["0201", "市统计局", "市直部门", None],
    ["0202", "市审计局", "市直部门", None],
]
UNITS = tuple(str(row[1]) for row in REGISTER[1:])
COUNTIES, DEPARTMENTS = UNITS[:4], UNITS[4:]

#: What each unit reports, in the order of `UNITS`; a dot where the indicator does not apply.
REPORTED: Mapping[str, tuple[str, ...]] = {
    "1.1": ("28.5", "27", "26.25", "29", "28", "25.5"),
    "2.1": ("96.2", "95", "98.5", "100", "99", "97.75"),
    "P2.3": ("12", "12", "14", "9", "12", "11"),
    "P2.4": ("35.6", "28.45", "-3.2", "0", "1.5", "2"),
    "P3.1": ("是", "是", "否", "是", "是", "是"),
    "P3.2": ("好", "较好", "一般", "好", "差", "好"),
    "P3.3": ("0", "3", "1", "0", "2", "5"),
    "2.2": ("91", "92.5", "93", "88", ".", "."),
    "1.10|已整改": ("8", "5", "0", "12", "3", "6"),
    "1.10|查摆问题": ("8", "6", "0", "12", "4", "6"),
    "P4.1|满意": ("40", "35", "50", "20", "18", "22"),
    "P4.1|基本满意": ("8", "10", "0", "5", "2", "1"),
    "P4.1|不满意": ("2", "5", "0", "1", "0", "0"),
    "P4.1|不了解": ("0", "0", "3", "4", "1", "2"),
    "P5.1@H1": ("90", "85.5", "88", "92", "95", "93"),
    "P5.1@H2": ("91", "86", "87.5", "94", "96", "90"),
}
NAMES: Mapping[str, str] = {
    "1.1": "党建述职",
    "1.10": "问题整改率",
    "2.1": "党员教育覆盖率",
    "2.2": "党员培训覆盖率",
    "P2.3": "专题学习次数",
    "P2.4": "财政收入增加额",
    "P3.1": "专项机构",
    "P3.2": "阵地建设",
    "P3.3": "材料逾期天数",
    "P4.1": "群众满意度",
    "P5.1": "督查考核",
}
#: The columns of the usual sheet, in B to G; 甲县 is in row 2.
USUAL = ("1.1", "2.1", "P2.3", "P2.4", "P3.1", "P3.3")
WORTH = {"是": "1", "否": "0", "好": "4", "较好": "3.2", "一般": "2.4", "差": "1.6"}


def register() -> tuple[str, bytes]:
    """The register as a file."""
    return "名册.xlsx", workbook({"名册": REGISTER})


def reported(unit: str, column: str) -> Cell:
    """What a clean sheet holds there: a number, a word of choice, or nothing."""
    text = REPORTED[column][UNITS.index(unit)]
    if text == ".":
        return None
    return text if text in WORTH else Decimal(text)


def rows(
    columns: Sequence[str] = USUAL,
    *,
    units: Iterable[str] = UNITS,
    headings: Mapping[str, Cell] | None = None,
    cells: Mapping[tuple[str, str], Cell] | None = None,
) -> list[list[Cell]]:
    """A wide sheet as it should be, but for these headings (by column or unit) and these cells."""
    heads, changes = headings or {}, cells or {}
    table: list[list[Cell]] = [["单位", *(heads.get(column, column) for column in columns)]]
    for unit in units:
        line = [changes.get((unit, column), reported(unit, column)) for column in columns]
        table.append([heads.get(unit, unit), *line])
    return table


def values(
    columns: Iterable[str] = USUAL,
    *,
    units: Iterable[str] = UNITS,
    changes: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """The values of the clean sheet by their keys, but for these; None takes a value out."""
    listed = tuple(units)
    clean: dict[str, str | None] = {}
    for column in columns:
        for unit in listed:
            text = REPORTED[column][UNITS.index(unit)]
            if text != ".":
                clean[f"{unit}|{column}"] = WORTH.get(text, text)
    clean |= changes or {}
    return {key: value for key, value in clean.items() if value is not None}


def place(cell: str, *, file: str = FILE, sheet: str = SHEET) -> str:
    """A cell of the usual sheet."""
    return f"{file}!{sheet}!{cell}"


def place_of(unit: str, column: str, columns: Sequence[str] = USUAL) -> str:
    """The cell of a unit's value in the usual sheet."""
    return place(f"{column_letters(columns.index(column) + 2)}{UNITS.index(unit) + 2}")


def book(table: Sequence[Sequence[Cell]]) -> list[tuple[str, bytes]]:
    """The usual file with this as its sheet."""
    return [(FILE, workbook({SHEET: table}))]
