"""A small scheme with every kind of field, templates made by it, and where their cells are."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from documents.intake.audience import Audience
from documents.templates.issue import Issue
from indicators import Unit
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from indicators import Scheme

MADE_AT = datetime(2020, 12, 1, 9, 0)  # noqa: DTZ001 - the local time of an office
TEXT = """
scheme: small
title: 某市2020年度考核指标体系
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: H1, name: 上半年, weight: 40}, {code: H2, name: 下半年, weight: 60}]
tree:
  - {code: total, name: 总分, points: 80}
  - {code: S1, parent: total, name: 政治建设, points: 30}
  - {code: S2, parent: total, name: 组织建设, points: 50}
  - {code: "1.1", parent: S1, name: 整改率, points: 10, unit: "%", decimals: 0, measure: 已改 / 应改 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata},
     basis: 只计当年查摆的问题, evidence: [整改清单, 销号单], data_source: 整改台账, deadline: 12月10日, owner: 市委党建办}
  - {code: 1.10, parent: S1, name: 满意率, points: 10, unit: "%", decimals: 1, limits: {min: 0, max: 100},
     rule: {kind: target, target: {A: 90, B: 80}, lose: 0.1, part_step: pro rata}}
  - {code: "1.2", parent: S1, name: 党员违纪, points: 10, direction: lower, unit: 起, decimals: 0,
     rule: {kind: deduction, events: [{name: 警告, lose: 0.5}, {name: 移送, lose: 1}]}}
  - {code: "2.1", parent: S2, name: 党课, points: 10, unit: 次, decimals: 0, periods: [H1, H2],
     rule: {kind: target, target: 4, lose: 0.5, part_step: whole}}
  - {code: "2.2", parent: S2, name: 按期换届, points: 10, rule: {kind: pass or fail}}
  - {code: "2.3", parent: S2, name: 品牌评价, points: 10,
     rule: {kind: rubric, levels: [{name: 好, points: 10}, {name: "较好，有不足", points: 6}, {name: 差, points: 0}]}}
  - {code: "2.4", parent: S2, name: 年度评分, points: 10, decimals: 1, rule: {kind: direct}}
  - {code: "2.5", parent: S2, name: 气温变化, points: 10, groups: [A], unit: 度, decimals: 2,
     rule: {kind: change, as: difference, then: {kind: rank points, lose: 10%}}}
"""
SCHEME = scheme_of(TEXT)
UNIT, OTHER = Unit(code="007", name="甲县", group="A"), Unit(code="U2", name="乙局", group="B")
#: What a unit of group A reports: code, field, period.
ASKED = [
    ("1.1", "已改", ""),
    ("1.1", "应改", ""),
    ("1.10", "", ""),
    ("1.2", "警告", ""),
    ("1.2", "移送", ""),
    ("2.1", "", "上半年"),
    ("2.1", "", "下半年"),
    ("2.2", "", ""),
    ("2.5", "本年", ""),
    ("2.5", "上年", ""),
]
Key = tuple[str, str, str]
PERIODS = {"上半年": "H1", "下半年": "H2"}


def changed(old: str, new: str) -> Scheme:
    """The scheme with a part of its text replaced."""
    assert old in TEXT
    return scheme_of(TEXT.replace(old, new))


@cache
def form(unit: Unit = UNIT) -> bytes:
    """A form as it is issued."""
    return Issue(SCHEME, MADE_AT).form(unit)


def book_of(content: bytes) -> Workbook:
    """A workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def headings(page: Worksheet) -> dict[str, int]:
    """The columns of a form by their headings, counted from one."""
    return {str(cell.value): cell.column for cell in page[3] if cell.value}


def input_cells(content: bytes) -> dict[Key, str]:
    """The addresses of the cells of a form that values belong into."""
    page = book_of(content)["填报表"]
    at = headings(page)
    found: dict[Key, str] = {}
    for row in page.iter_rows(min_row=4):
        if str(row[0].value).startswith("填报人"):
            break
        value = row[at["填报值"] - 1]
        if isinstance(value, openpyxl.cell.cell.Cell) and not value.protection.locked and row[1].value:
            words = [
                row[at[name] - 1].value or "" if name in at else "" for name in ("指标代码", "数据项", "时期")
            ]
            found[str(words[0]), str(words[1]), str(words[2])] = value.coordinate
    return found


def group_cells(content: bytes, periods: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """The cells of a group's sheet to fill in: unit, code with period, field or 理由, and address.

    Args:
        content: The workbook.
        periods: The codes of the scheme's periods by name.
    """
    page = book_of(content)["填报表"]
    first = next(row for row in range(3, page.max_row + 1) if page.cell(row, 1).value is not None)
    for column in range(3, page.max_column):
        over = [text for row in range(2, first) if (text := _heading(page, row, column))]
        code, *lower = dict.fromkeys(over)
        code = code.partition(" ")[0]
        if lower and lower[0] in periods:
            code = f"{code}@{periods[lower.pop(0)]}"
        field = lower[0] if lower and lower[0] != "填报值" else ""
        for row in range(first, page.max_row + 1):
            cell = page.cell(row, column)
            if not cell.protection.locked:
                yield str(page.cell(row, 1).value), code, field, cell.coordinate


def _heading(page: Worksheet, row: int, column: int) -> str:
    """The text of a cell, or of the merged one it lies in."""
    for area in page.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    return str(page.cell(row, column).value or "")


def sheet_of(audience: Audience = Audience.ALL, units: tuple[Unit, ...] = (UNIT,)) -> bytes:
    """The sheet of a group as it is issued."""
    return Issue(SCHEME, MADE_AT).group_sheet(units[0].group, units, audience)


def texts(content: bytes, heading: str) -> dict[str, str]:
    """The first text of a column for each indicator."""
    page = book_of(content)["填报表"]
    at = headings(page)[heading]
    rows = [(str(row[0].value), str(row[at - 1].value or "")) for row in page.iter_rows(min_row=5)]
    return dict(reversed([(code, text) for code, text in rows if re.match(r"\d", code)]))
