"""Intake of clean sheets: what a cell means, and every problem at its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents import Intake, SourceFile, read_data, read_intake, sheet_problems
from documents.cell_values import CellState
from indicators.formula import ColumnName, Stage
from tests.sheets import REGISTER, file_of, scheme_of

if TYPE_CHECKING:
    from indicators.problems import Problem

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 30}
  - {code: "1.1", parent: total, name: 整改率, points: 10, unit: "%", measure: 已改 / 应改 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: 1.10, parent: total, name: 评分, points: 10, decimals: 1, rule: {kind: direct}}
  - {code: D, parent: total, name: 违纪, points: 10, groups: [A], rule: {kind: deduction, events: [{name: 起, lose: 1}]}}
"""
)
HEADINGS: list[object] = ["单位", "1.1|已改", "整改率｜应改", "评分", "D"]


def read(
    rows: list[list[object]], headings: list[object] | None = None, **more: list[list[object]]
) -> Intake:
    sheets = {"名册": REGISTER, "得分": [headings or HEADINGS, *rows], **more}
    return read_intake(SCHEME, [file_of("成绩.xlsx", sheets)])


def cell(unit: str, code: str, field: str = "") -> tuple[str, ColumnName]:
    return unit, ColumnName(Stage.RAW, code, field)


def found(problems: list[Problem]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in problems]


GOOD: list[list[object]] = [["甲县", 9, 10, 9.5, 0], ["U2", 10, 10, 8, 2], ["丙", 0, 0, "", None]]


def test_values_are_kept_as_typed_with_their_places() -> None:
    intake = read(GOOD)
    assert intake.problems == []
    assert intake.values[cell("U1", "1.10")] == Decimal("9.5")
    assert intake.places[cell("U1", "1.10")].cell == "D2"
    assert intake.places[cell("U1", "1.10")].file == "成绩.xlsx"


def test_the_five_states_stay_apart() -> None:
    states = read(GOOD).states
    assert states[cell("U1", "1.10")] is CellState.VALUE
    assert states[cell("U1", "D")] is CellState.ZERO
    assert states[cell("U3", "D")] is CellState.NOT_APPLICABLE
    assert states[cell("U3", "1.10")] is CellState.MISSING
    assert read([["甲县", "九", 10, 9.5, 0]]).states[cell("U1", "1.1", "已改")] is CellState.REJECTED


@pytest.mark.parametrize("mark", ["", "—", "×", "未统计", "-"])
def test_placeholders_are_missing_and_never_zero(mark: str) -> None:
    intake = read([["甲县", mark, 10, 9.5, 0], *GOOD[1:]])
    assert intake.accepted
    assert intake.states[cell("U1", "1.1", "已改")] is CellState.MISSING
    assert cell("U1", "1.1", "已改") not in intake.values


def test_a_typed_slash_excuses_nobody_but_is_fine_where_the_scheme_says_so() -> None:
    assert found(read([["甲县", 1, 10, "/", 0], *GOOD[1:]]).problems) == [
        ("value-not-applicable-typed", "D2")
    ]
    assert read([*GOOD[:2], ["丙局", 0, 0, 3, "/"]]).problems == []


def test_a_recorded_exemption_makes_an_indicator_not_apply() -> None:
    exemptions: list[list[object]] = [
        ["单位", "指标", "理由", "批准人"],
        ["甲", "评分", "新设机构", "考核办"],
    ]
    intake = read([["甲县", 9, 10, "/", 0], *GOOD[1:]], 豁免=exemptions)
    assert intake.problems == []
    assert intake.states[cell("U1", "1.10")] is CellState.NOT_APPLICABLE


def test_excel_noise_is_gone_before_decimals_are_checked() -> None:
    intake = read([["甲县", 9, 10, 9.500000000000002, 0], *GOOD[1:]])
    assert intake.problems == []
    assert intake.values[cell("U1", "1.10")] == Decimal("9.5")


WRONG: dict[str, tuple[list[object], tuple[str, str]]] = {
    "text": (["甲县", "九十", 10, 9, 0], ("value-not-a-number", "B2")),
    "float notation in text": (["甲县", "1e1", 10, 9, 0], ("value-not-a-number", "B2")),
    "underscore": (["甲县", "2_5", 10, 9, 0], ("value-not-a-number", "B2")),
    "other digits": (["甲县", "٢٥", 10, 9, 0], ("value-not-a-number", "B2")),
    "true": (["甲县", True, 10, 9, 0], ("value-not-a-number", "B2")),
    "none": (["甲县", 1, 10, 9, "无"], ("value-none-ambiguous", "E2")),
    "above full points": (["甲县", 1, 10, 10.1, 0], ("value-out-of-range", "D2")),
    "below zero": (["甲县", -1, 10, 10, 0], ("value-out-of-range", "B2")),
    "part of an event": (["甲县", 1, 10, 10, 0.5], ("value-not-whole", "E2")),
    "decimals": (["甲县", 1, 10, 9.55, 0], ("value-too-precise", "D2")),
    "huge": (["甲县", 1e12, 10, 9, 0], ("value-out-of-range", "B2")),
    "unknown unit": (["甲X县", 1, 10, 9, 0], ("unit-unknown", "A2")),
    "no unit": ([None, 1, 10, 9, 0], ("unit-blank", "A2")),
    "the same unit again": (["乙县", 1, 10, 9, 0], ("unit-repeated", "A4")),
    "a number in a text cell": (["甲县", "9", 10, 9, 0], ("value-number-as-text", "B2")),
    "a value where nothing applies": (["丙局", 1, 10, 9, 3], ("value-not-used", "E2")),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_cell_is_said_at_that_cell(case: str) -> None:
    row, expected = WRONG[case]
    rows = [row, *(other for other in GOOD if other[0] not in {row[0], "丙" if row[0] == "丙局" else row[0]})]
    assert expected in found(read(rows).problems)


HEADING_CASES: dict[str, tuple[list[object], tuple[str, str]]] = {
    "unknown": (["单位", "1.1|已改", "1.1|应改", "评分数", "D"], ("column-unknown", "D1")),
    "repeated": (["单位", "1.1|已改", "整改率|已改", "评分", "D"], ("column-repeated", "C1")),
    "blank": (["单位", "1.1|已改", "1.1|应改", None, "D"], ("heading-blank", "D1")),
}


@pytest.mark.parametrize("case", HEADING_CASES)
def test_no_column_is_ignored_in_silence(case: str) -> None:
    headings, expected = HEADING_CASES[case]
    assert expected in found(read(GOOD, headings).problems)


def test_codes_that_look_like_numbers_are_matched_as_text() -> None:
    headings: list[object] = ["单位", "1.1|已改", "1.1|应改", "1.1", "D"]
    assert ("column-unknown", "D1") in found(read(GOOD, headings).problems)
    headings[3] = "1.10"
    assert read(GOOD, headings).accepted


def test_all_problems_of_a_file_come_at_once_and_nothing_is_taken() -> None:
    intake = read([["甲县", "九十", 10, "/", -1], ["不知", 1, 1, 1, 1], *GOOD[2:]])
    assert len(intake.problems) == 5
    assert intake.sheet() is None


def test_units_in_no_sheet_are_named() -> None:
    problems = read(GOOD[:1]).problems
    assert [problem.code for problem in problems] == ["unit-without-sheet"]
    assert "乙县、丙局" in problems[0].message.zh


def test_two_reports_of_one_value_must_agree() -> None:
    again: list[list[object]] = [["单位", "评分"], ["甲县", 9.5], ["乙县", 7]]
    problems = read(GOOD, 又=again).problems
    assert found(problems) == [("value-twice", "B2"), ("value-conflict", "B3")]


REGISTER_CASES: dict[str, tuple[list[object], str]] = {
    "no group": (["U4", "丁县", ""], "register-row-incomplete"),
    "unknown group": (["U4", "丁县", "丁组"], "register-group-unknown"),
    "the same name": (["U4", "甲县", "甲组"], "register-unit-repeated"),
    "the same as an alias": (["U4", "丙单位", "甲组"], "register-unit-repeated"),
}


@pytest.mark.parametrize("case", REGISTER_CASES)
def test_the_register_must_be_sound(case: str) -> None:
    row, code = REGISTER_CASES[case]
    sheets = {"名册": [*REGISTER, [*row, ""]], "得分": [HEADINGS, *GOOD]}
    _, problems = read_data(SCHEME, [file_of("f.xlsx", sheets)])
    assert code in [problem.code for problem in problems]


EXEMPTION_CASES: dict[str, tuple[list[object], str]] = {
    "no reason": (["甲县", "评分", "", "考核办"], "exemption-incomplete"),
    "unknown indicator": (["甲县", "评比", "新设", "考核办"], "exemption-indicator-unknown"),
    "unknown unit": (["戊县", "评分", "新设", "考核办"], "unit-unknown"),
}


@pytest.mark.parametrize("case", EXEMPTION_CASES)
def test_an_exemption_states_everything(case: str) -> None:
    row, code = EXEMPTION_CASES[case]
    intake = read(GOOD, 豁免=[["单位", "指标", "理由", "批准人"], row])
    assert code in [problem.code for problem in intake.problems]


def test_percent_cells_errors_and_uncalculated_formulas_are_refused(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only this test writes formulas

    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("得分")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ["甲县"])
    sheet.write_number(1, 1, 0.97, book.add_format({"num_format": "0%"}))
    sheet.write_formula(1, 2, "=1/0", value="#DIV/0!")
    sheet.write_formula(1, 3, "=9", value="")
    sheet.write_formula(1, 4, "=1+1", value=2)
    book.close()
    intake = read_intake(SCHEME, [file_of("r.xlsx", {"名册": REGISTER}), path])
    codes = found(intake.problems)
    assert ("value-percent-ambiguous", "B2") in codes
    assert ("value-error-cell", "C2") in codes
    assert ("value-formula-not-calculated", "D2") in codes
    assert intake.values[cell("U1", "D")] == 2


def test_csv_is_read_in_both_encodings_of_the_office() -> None:
    text = "单位,1.1|已改,1.1|应改,1.10,D\n甲县,9,10,9.5,0\n"
    for content in (text.encode("utf-8-sig"), text.encode("gb18030")):
        intake = read_intake(SCHEME, [file_of("r.xlsx", {"名册": REGISTER}), SourceFile("分.csv", content)])
        assert intake.accepted
        assert intake.values[cell("U1", "1.10")] == Decimal("9.5")


UNREADABLE: dict[str, SourceFile | Path] = {
    "file-missing": Path("does-not-exist.xlsx"),
    "file-empty": SourceFile("a.xlsx", b""),
    "file-type-unknown": SourceFile("a.xls", b"\xd0\xcf\x11\xe0"),
    "file-unreadable": SourceFile("a.xlsx", b"PK\x03\x04 broken"),
    "file-too-large": SourceFile("a.xlsx", b"0" * (10 * 2**20 + 1)),
    "sheet-unknown": file_of("a.xlsx", {"说明": [["请先阅读"]]}),
}


@pytest.mark.parametrize("code", UNREADABLE)
def test_a_file_that_cannot_be_used_is_one_problem(code: str) -> None:
    _, problems = read_data(
        SCHEME, [file_of("r.xlsx", {"名册": REGISTER, "得分": [HEADINGS, *GOOD]}), UNREADABLE[code]]
    )
    assert [problem.code for problem in problems] == [code]


def test_without_a_register_or_any_file_nothing_is_scored() -> None:
    _, problems = read_data(SCHEME, [])
    assert [problem.code for problem in problems] == ["data-missing"]
    _, problems = read_data(SCHEME, [file_of("f.xlsx", {"得分": [HEADINGS, *GOOD]})])
    assert [problem.code for problem in problems] == ["register-missing"]


def test_every_kind_of_problem_has_a_test_that_provokes_it() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [kind.code for kind in sheet_problems.KINDS if f'"{kind.code}"' not in source] == []
