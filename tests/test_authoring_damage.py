"""Damage to an authoring workbook: whatever a person can do to it is said, at its cell."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from openpyxl.cell import Cell

from documents import SourceFile
from documents.authoring import Authored, problems, read_authoring, write_authoring
from indicators.catalogue_text import compose_catalogue
from indicators.scheme_text import compose_scheme
from indicators.units import Unit
from indicators.yaml_lines import read_yaml
from tests.random_rules import DICE, Dice
from tests.schemes import times
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    Change = Callable[[Workbook], Cell | str]
    Write = Callable[[Workbook], Cell]

SCHEME = scheme_of("""
scheme: damage
title: 受损
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 1}]
tree:
  - {code: T, name: 总分, points: 20}
  - {code: "1.1", parent: T, name: 整改率, points: 5.0, deadline: 12月20日, clause: 第三章, measure: 甲 / 乙 * 100,
     zero_denominator: full, covers: [{item: S1, relation: equal}],
     rule: {kind: target, target: {A: 100, B: 90}, lose: 0.5, part_step: whole}}
  - {code: "1.10", parent: T, name: 通报, points: 5, groups: [A, B],
     rule: {kind: deduction, events: [{name: 提醒, lose: 1}, {name: 通报, lose: 2}]}}
  - {code: "2", parent: T, name: 名次, points: 5, rule: {kind: gate, needs: [按时], then: {kind: rank points, lose: 5%}}}
  - {code: "3", parent: T, name: 动静, points: 5, zero_denominator: missing, rule: {kind: mix, parts: [
     {name: 静, share: 40%, of: 今年, then: {kind: direct}}, {name: 动, share: 60%, of: 今年 - 上年,
      then: {kind: relative efficacy, lowest: 60%}}]}}
""")
UNITS = (Unit(code="U1", name="东县", group="A", aliases=("东",)), Unit(code="U2", name="西局", group="B"))
CATALOGUE, _ = compose_catalogue(
    read_yaml(
        "{catalogue: S, title: 清单, status: 正式, document: 文件, date: 2020年, "
        "items: [{code: D, name: 方面}, {code: S1, name: 整改, parent: D, points: 5}]}"
    )
)


@cache
def _workbook() -> bytes:
    return write_authoring(SCHEME, UNITS, CATALOGUE)


def _read(change: Change) -> tuple[Authored, str]:
    """The workbook after a change, saved by another library, and the cell or sheet the change has to do with."""
    book = openpyxl.load_workbook(io.BytesIO(_workbook()))
    where = change(book)
    if not isinstance(where, str):
        where = f"{where.parent.title}!{where.coordinate}"
    buffer = io.BytesIO()
    book.save(buffer)
    return read_authoring(SourceFile("方案.xlsx", buffer.getvalue()), CATALOGUE), where


def _said(authored: Authored) -> list[tuple[str, str]]:
    """The code and place of everything that is wrong with the workbook or with what it says."""
    _, composing = compose_scheme(authored.written)
    found = dict.fromkeys((*authored.written.problems, *composing))
    for problem in found:
        assert problem.remedy.zh
        assert problem.remedy.en
        assert problem.place.file == "方案.xlsx"
        assert not re.search(r"\{[a-z]+\}", problem.in_words("zh") + problem.in_words("en"))
    return [
        (problem.code, "!".join(filter(None, (problem.place.sheet, problem.place.cell)))) for problem in found
    ]


def _column(book: Workbook, sheet: str, name: str) -> int:
    return next(cell.column for cell in book[sheet][3] if cell.value == name)


def _cell(book: Workbook, sheet: str, row: int | str, column: str) -> Cell:
    """A cell by the name of its column, in a row or in the first row that begins with a code."""
    if isinstance(row, str):
        row = next(cells[0].row for cells in book[sheet].iter_rows(min_row=4) if cells[0].value == row)
    return _at(book, sheet, row, _column(book, sheet, column))


def _at(book: Workbook, sheet: str, row: int, column: int) -> Cell:
    found = book[sheet].cell(row, column)
    assert isinstance(found, Cell)
    return found


def _set(sheet: str, row: int | str, column: str, value: object, number_format: str = "General") -> Write:
    """Writes into a cell."""

    def change(book: Workbook) -> Cell:
        cell = _cell(book, sheet, row, column)
        cell.number_format = number_format
        cell.value = value  # type: ignore[assignment]
        return cell

    return change


def _row_of(book: Workbook, setting: str) -> int:
    rows = enumerate(book["方案设置"].iter_rows(min_row=4, values_only=True), 4)
    return next(number for number, values in rows if values[3] == setting)


def _setting(name: str, column: str, value: object) -> Write:
    """Writes into the row of a setting."""
    return lambda book: _set("方案设置", _row_of(book, name), column, value)(book)


def _append(sheet: str, below: int = 1, **cells: object) -> Write:
    """Adds a row at the end; names the last cell written."""

    def change(book: Workbook) -> Cell:
        row = max(c.row for cs in book[sheet].iter_rows() for c in cs if c.value is not None) + below
        found = [_cell(book, sheet, row, name) for name in cells]
        for cell, value in zip(found, cells.values(), strict=True):
            cell.value = value  # type: ignore[assignment]
        return found[-1]

    return change


def _delete_column(sheet: str, name: str) -> Change:
    def change(book: Workbook) -> str:
        book[sheet].delete_cols(_column(book, sheet, name))
        return f"{sheet}!A3"

    return change


def _take_name_away(book: Workbook) -> str:
    _set("指标体系", 3, "task", None)(book)
    return "指标体系!A3"


def _delete_sheet(book: Workbook) -> str:
    del book["对应关系"]
    return ""


def _rename_sheet(book: Workbook) -> str:
    book["规则分项"].title = "分项"
    return "分项"


def _own_sheet(book: Workbook) -> str:
    book.create_sheet("备忘")["A1"] = "问一下省里"
    return "备忘"


def _delete_names(book: Workbook) -> str:
    book["指标体系"].delete_rows(3)
    return "指标体系!A3"


def _repeat_column(book: Workbook) -> Cell:
    found = _at(book, "指标体系", 3, book["指标体系"].max_column + 1)
    found.value = "points"
    return found


def _own_column(book: Workbook) -> Cell:
    sheet = book["指标体系"]
    column = sheet.max_column + 1
    sheet.cell(2, column, "经办人")
    sheet.cell(5, column, "某某")
    return _at(book, "指标体系", 3, column)


def _merge(book: Workbook) -> str:
    book["指标体系"].merge_cells("C5:C7")
    return "指标体系!C5"


def _delete_setting(book: Workbook) -> str:
    book["方案设置"].delete_rows(_row_of(book, "policies.decimals"))
    return "方案设置"


def _repeat_setting(book: Workbook) -> Cell:
    return _append("方案设置", value="重复", name="title")(book)


def _turn_into_node(book: Workbook) -> str:
    _set("指标体系", "1.1", "rule.kind", None)(book)
    return "规则参数!C4"


def _remove_event_row(book: Workbook) -> str:
    rows = [cells[0].row for cells in book["规则分项"].iter_rows(min_row=4) if cells[2].value == "parts"]
    book["规则分项"].delete_rows(rows[-1] or 0)
    row = next(c[0].row for c in book["规则参数"].iter_rows(min_row=4) if c[2].value == "parts[2].then.kind")
    return f"规则参数!C{row}"


def _remove_target(book: Workbook) -> Cell:
    book["规则参数"].delete_rows(4, 2)
    return _cell(book, "指标体系", "1.1", "rule.kind")


def _weigh_twice(book: Workbook) -> Cell:
    _set("指标体系", "1.1", "weight", 5)(book)
    return _append("规则参数", code="1.1", parameter="weight", key="A", value=5)(book)


def _delete_catalogue_row(book: Workbook) -> str:
    book["省级清单"].delete_rows(5)
    return "省级清单"


DAMAGE: dict[str, tuple[Change, str]] = {
    "a sheet deleted": (_delete_sheet, "author-sheet-missing"),
    "a sheet renamed": (_rename_sheet, "author-sheet-missing"),
    "a sheet of one's own": (_own_sheet, "author-sheet-unknown"),
    "the row of names deleted": (_delete_names, "author-names-missing"),
    "a column deleted": (_delete_column("指标体系", "points"), "author-column-missing"),
    "a column deleted that nothing needs": (_delete_column("指标体系", "task"), "author-column-absent"),
    "a name misspelt": (_set("指标体系", 3, "points", "point"), "author-column-unknown"),
    "a name taken away": (_take_name_away, "author-column-absent"),
    "a name repeated": (_repeat_column, "author-column-repeated"),
    "a column of one's own": (_own_column, "author-column-unnamed"),
    "a heading changed": (_set("指标体系", 2, "points", "分值"), "author-heading-changed"),
    "cells merged": (_merge, "author-cell-merged"),
    "a code typed as a number": (_set("指标体系", "1.10", "code", 1.1), "author-number-for-text"),
    "a code shown as 1.10": (_set("指标体系", "1.10", "code", 1.1, "0.00"), "author-number-for-text"),
    "a number for a name": (_set("指标体系", "1.1", "name", 2020), "author-number-for-text"),
    "a number for a code elsewhere": (_set("规则参数", "1.1", "code", 1.1), "author-number-for-text"),
    "a number for a code of a setting": (_setting("scheme", "value", 2020), "author-number-for-text"),
    "a number among units": (_set("单位名册", "U1", "code", 1), "author-number-for-text"),
    "a date for a clause": (
        _set("指标体系", "1.1", "clause", datetime(2020, 3, 1), "m月d日"),  # noqa: DTZ001 - as Excel has it
        "author-date-for-text",
    ),
    "a date for a deadline": (
        _set("指标体系", "1.1", "deadline", datetime(2020, 12, 20), "m月d日"),  # noqa: DTZ001 - the same
        "author-date-read",
    ),
    "an error": (_set("指标体系", "1.1", "points", "#REF!"), "author-error-cell"),
    "a formula without a result": (
        _set("指标体系", "1.1", "points", "=2+3"),
        "author-formula-not-calculated",
    ),
    "a setting nobody knows": (_setting("policies.ties", "name", "policies.tie"), "author-setting-unknown"),
    "a setting twice": (_repeat_setting, "author-setting-repeated"),
    "a setting's row deleted": (_delete_setting, "author-setting-absent"),
    "a parameter of nobody": (
        _append("规则参数", parameter="lose", value=1, code="1.2"),
        "author-code-unknown",
    ),
    "a parameter without a code": (
        _append("规则参数", parameter="lose", value=1, code=None),
        "author-code-blank",
    ),
    "an item of nobody": (_append("规则分项", list="events", name="丢失", code="9"), "author-code-unknown"),
    "a cover of nobody": (_append("对应关系", item="S2", relation="相同", code="9"), "author-code-unknown"),
    "a parameter of a node": (
        _append("规则参数", code="T", value=1, parameter="lose"),
        "author-node-without-rule",
    ),
    "an indicator without its rule": (_turn_into_node, "author-node-without-rule"),
    "a parameter twice": (
        _append("规则参数", code="1.1", parameter="lose", value=1),
        "author-parameter-repeated",
    ),
    "a number by group and for all": (
        _append("规则参数", code="1.1", parameter="target", value=80),
        "author-parameter-repeated",
    ),
    "a weight in two sheets": (
        _weigh_twice,
        "author-parameter-repeated",
    ),
    "a parameter nobody can read": (
        _append("规则参数", code="1.1", value=1, parameter="then..lose"),
        "author-parameter-unreadable",
    ),
    "a parameter without a value": (
        _append("规则参数", code="1.1", parameter="per", value=None),
        "author-parameter-blank",
    ),
    "an item taken away under its rule": (_remove_event_row, "author-list-item-unknown"),
    "the superior's list changed": (_set("省级清单", "S1", "points", 6), "author-catalogue-changed"),
    "the superior's list added to": (_append("省级清单", name="新的", code="S9"), "author-catalogue-changed"),
    "the superior's list shortened": (_delete_catalogue_row, "author-catalogue-changed"),
    "a unit of no group": (_set("单位名册", "U1", "group", "丙组"), "register-group-unknown"),
    "a unit without a name": (_set("单位名册", "U1", "name", None), "register-row-incomplete"),
    "a unit twice": (_append("单位名册", code="U3", group="A", name="东"), "register-unit-repeated"),
    # What the scheme's own checks say, at the cell.
    "a rule nobody knows": (_set("指标体系", "2", "rule.kind", "排位"), "scheme-value-wrong"),
    "a parameter removed that the rule needs": (_remove_target, "scheme-field-missing"),
    "words for a number": (_set("指标体系", "1.1", "points", "五分"), "scheme-value-wrong"),
    "a percentage without its sign": (_set("规则分项", "3", "share", 40), "scheme-value-wrong"),
    "an unknown combination": (_set("指标体系", "T", "combine", "加起来"), "scheme-value-wrong"),
    "a setting nobody offers": (_setting("policies.missing", "value", "不管"), "scheme-value-wrong"),
    "a parameter the rule has not": (
        _append("规则参数", code="1.1", parameter="loss", value=1),
        "scheme-field-unknown",
    ),
    "a field of nodes for an indicator": (_set("指标体系", "1.1", "combine", "求和"), "scheme-field-unknown"),
    "two rows of one code": (_append("指标体系", parent="T", code="1.1"), "scheme-code-repeated"),
    "a parent that is not there": (_set("指标体系", "1.1", "parent", "T9"), "scheme-parent-unknown"),
    "points that do not add up": (_set("指标体系", "T", "points", 21), "scheme-points-do-not-add-up"),
    "a cover twice": (_append("对应关系", code="1.1", relation="相同", item="S1"), "scheme-cover-repeated"),
    "a row far below": (
        _append("指标体系", 50, name="多", parent="T", points=1, weight=0, code="9"),
        "scheme-node-empty",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_said_at_its_cell(name: str) -> None:
    change, code = DAMAGE[name]
    authored, where = _read(change)
    assert _said(authored) == [(code, where)]


def test_a_sound_workbook_saved_by_another_library_says_nothing() -> None:
    authored, _ = _read(lambda _: "")
    assert _said(authored) == []
    assert compose_scheme(authored.written)[0] == SCHEME
    assert authored.units == UNITS


def _insert_and_move(book: Workbook) -> str:
    sheet = book["指标体系"]
    sheet.insert_rows(1, 2)
    sheet.insert_rows(8)
    sheet.insert_cols(2)
    sheet.move_range(f"D1:D{sheet.max_row}", cols=60)
    return ""


def test_rows_and_columns_may_be_inserted_and_moved() -> None:
    authored, _ = _read(_insert_and_move)
    assert _said(authored) == []
    assert compose_scheme(authored.written)[0] == SCHEME


def test_a_workbook_without_any_of_the_sheets_is_no_scheme() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "单位"
    buffer = io.BytesIO()
    book.save(buffer)
    authored = read_authoring(SourceFile("方案.xlsx", buffer.getvalue()))
    assert _said(authored) == [("author-not-a-scheme", "")]


def test_every_kind_of_problem_is_provoked() -> None:
    provoked = {code for _, code in DAMAGE.values()} | {"author-not-a-scheme"}
    assert {kind.code for kind in problems.KINDS} <= provoked


VALUES = (
    *(
        None,
        None,
        0,
        1.1,
        -3,
        10**17,
        True,
        "1.1",
        "T",
        "=1/0",
        "#REF!",
        "（无）",
        "「",
        "甲\n乙",
        "20%",
        "五",
    ),
    *(
        "then.kind",
        "parts[1].then.lose",
        "parts[9].then.kind",
        "events[1].name",
        "rule",
        "weight",
        "difficulty",
    ),
    *("difficulty.groups", "code", "parent", "目标值", "求和", "相同", datetime(2020, 3, 1)),  # noqa: DTZ001 - as above
)


@times(0.3, 1)
@given(DICE)
def test_whatever_is_done_to_a_workbook_is_read_or_said(dice: Dice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_workbook()))
    for _ in range(dice.one_of([1, 1, 2, 5, 20])):
        sheet = dice.one_of([sheet for sheet in book if sheet.title not in {"填写说明", "规则一览", "字典"}])
        row, column = dice.one_of(range(1, sheet.max_row + 2)), dice.one_of(range(1, sheet.max_column + 2))
        match dice.one_of(["write", "write", "write", "write", "row", "column", "insert", "merge"]):
            case "row":
                sheet.delete_rows(row)
            case "column":
                sheet.delete_cols(column)
            case "insert":
                sheet.insert_rows(row)
            case "merge":
                sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
            case _:
                cell = sheet.cell(row, column)
                if isinstance(cell, Cell):
                    cell.value = dice.one_of(VALUES)
    buffer = io.BytesIO()
    book.save(buffer)
    authored = read_authoring(SourceFile("方案.xlsx", buffer.getvalue()), CATALOGUE)
    scheme, _ = compose_scheme(authored.written)
    assert scheme is not None or _said(authored)
