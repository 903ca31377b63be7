"""What the live sheets take while somebody types: numbers within their limits and the words for states, nothing else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from documents.intake.asked import asked_of
from documents.live.checks import check_of_figure
from documents.live.layout import TOP
from documents.live.names import DATA, PARAMETERS
from documents.result_workbook import write_results
from scoring.results import score
from tests.live_cases import MADE_AT
from tests.recalculated import cells, recalculated
from tests.schemes import case
from tests.test_result_workbook import sample

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from documents.live.checks import Check
    from scoring.results import Results

SCHEME = """
scheme: s
title: 题
groups: [{code: A, name: 组}]
adjustments: {items: [{code: B, name: 表彰, kind: bonus}]}
tree:
  - {code: t, name: 总分, points: 20}
  - {code: a, name: 测评, parent: t, points: 10, rule: {kind: direct}}
  - {code: b, name: 通报, parent: t, points: 10, rule: {kind: deduction, events: [{name: 次数, lose: 1}]}}
"""
#: What may be typed into a mark of at most 10 points, a count, and points granted.
TYPED = (0, 10, 9.5, -1, 10.5, "缺报", "不适用", "/", "１２", "无", "missing")
MARK = (True, True, True, False, False, True, True, False, False, False, False)
COUNT = (True, True, False, False, False, True, True, False, False, False, False)
GRANTED = (True, True, True, False, True, True, True, False, False, False, False)


def small() -> Results:
    found = case(SCHEME, {"甲": "A"}, {"甲 a.": "9", "甲 b.": "2"})
    return score(found.scheme, found.sheet)


def inputs(sheet: Worksheet) -> dict[str, list[DataValidation]]:
    """The checks of each cell in the first row of figures that may be changed."""
    return {
        cell.coordinate: [
            check for check in sheet.data_validations.dataValidation if cell.coordinate in check.sqref
        ]
        for cell in sheet[TOP + 1]
        if not cell.protection.locked
    }


def test_every_cell_one_may_type_figures_into_checks_them_to_the_last_row() -> None:
    results = sample()
    sheet = load_workbook(io.BytesIO(write_results(results, (), made_at=MADE_AT)))[DATA.zh]
    found = inputs(sheet)
    assert len(found) >= len(results.plan.raw)
    last = TOP + len(results.sheet.units)
    for cell, checks in list(found.items())[: len(results.plan.raw)]:
        (check,) = checks
        assert f"{get_column_letter(sheet[cell].column)}{last}" in check.sqref
        assert check.type == "custom"
        assert check.showErrorMessage
        assert check.error is not None
        assert "缺报" in check.error


def test_numbers_of_the_scheme_take_numbers_alone() -> None:
    sheet = load_workbook(io.BytesIO(write_results(sample(), (), made_at=MADE_AT)))[PARAMETERS.zh]
    open_numbers = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.data_type == "n" and cell.value is not None
    ]
    assert len(open_numbers) > 50
    for cell in open_numbers:
        assert [c.type for c in sheet.data_validations.dataValidation if cell.coordinate in c.sqref] == [
            "decimal"
        ]


@pytest.mark.needs("libreoffice")
def test_limits_states_and_whole_numbers_are_told_as_a_spreadsheet_tells_them(tmp_path: Path) -> None:
    asked = {name.code: field for name, field in asked_of(small().scheme).items()}
    checks = [check_of_figure(asked.get(code), "zh") for code in ("a", "b", "bonus")]
    found = cells(recalculated({"x.xlsx": told(checks)}, tmp_path / "made")["x.xlsx"], ("Sheet1",))
    for number, expected in enumerate((MARK, COUNT, GRANTED)):
        taken = tuple(found["Sheet1", row, 2 + 2 * number] for row in range(1, len(TYPED) + 1))
        marked = tuple(found["Sheet1", row, 3 + 2 * number] for row in range(1, len(TYPED) + 1))
        assert taken == expected
        assert marked == tuple(value not in {"缺报", "不适用"} and isinstance(value, str) for value in TYPED)


def told(checks: list[Check]) -> bytes:
    """A workbook with what is typed in its first column, beside it what each check says of it and whether it is marked."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet("Sheet1")
    for row, typed in enumerate(TYPED):
        sheet.write(row, 0, typed)
        for number, check in enumerate(checks):
            cell = f"A{row + 1}"
            sheet.write_formula(row, 1 + 2 * number, check.at(cell)["value"])
            sheet.write_formula(row, 2 + 2 * number, "=" + check.other_text.format(cell=cell))
    book.close()
    return made.getvalue()
