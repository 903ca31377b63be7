"""Intake of clean sheets: what a cell means, and every problem at its cell."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents import Intake, SourceFile, read_data, read_intake
from documents.intake.cell_values import CellState
from documents.intake.problem_log import ProblemLog
from documents.intake_json import intake_record
from indicators.formula import ColumnName, Stage
from scoring.sheet import State
from tests import office_year
from tests.sheets import REGISTER, changed, file_of, rewritten, scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import openpyxl

    from indicators import Scheme
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


#: Said of a set of files as a whole, which is not the matter here.
OF_ALL = {"unit-sheet-empty", "indicator-without-data"}


def read_files(scheme: Scheme, sources: list[SourceFile | Path] | list[SourceFile]) -> Intake:
    intake = read_intake(scheme, sources)
    intake.problems = ProblemLog(problem for problem in intake.problems if problem.code not in OF_ALL)
    return intake


def read(
    rows: list[list[object]], headings: list[object] | None = None, **more: list[list[object]]
) -> Intake:
    sheets = {"名册": REGISTER, "得分": [headings or HEADINGS, *rows], **more}
    return read_files(SCHEME, [file_of("成绩.xlsx", sheets)])


def read_changed(
    change: Callable[[openpyxl.Workbook], object],
    rows: list[list[object]],
    headings: list[object] | None = None,
    **more: list[list[object]],
) -> Intake:
    sheets = {"名册": REGISTER, "得分": [headings or HEADINGS, *rows], **more}
    return read_files(SCHEME, [changed("成绩.xlsx", sheets, change)])


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
    "true": (["甲县", True, 10, 9, 0], ("value-true-or-false", "B2")),
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


def test_percent_cells_errors_and_uncalculated_formulas_are_refused() -> None:
    def write(book: openpyxl.Workbook) -> None:
        sheet = book["得分"]
        sheet["B2"].number_format = "0%"
        sheet["C2"] = "#DIV/0!"
        sheet["D2"] = "=9"

    codes = found(read_changed(write, [["甲县", 0.97, 10, 9, 2], *GOOD[1:]]).problems)
    assert codes == [
        ("value-percent-ambiguous", "B2"),
        ("value-error-cell", "C2"),
        ("value-formula-not-calculated", "D2"),
    ]


def test_csv_is_read_in_both_encodings_of_the_office() -> None:
    text = "单位,1.1|已改,1.1|应改,1.10,D\n甲县,9,10,9.5,0\n"
    for content in (text.encode("utf-8-sig"), text.encode("gb18030")):
        intake = read_files(SCHEME, [file_of("r.xlsx", {"名册": REGISTER}), SourceFile("分.csv", content)])
        assert intake.accepted
        assert intake.values[cell("U1", "1.10")] == Decimal("9.5")


UNREADABLE: dict[str, SourceFile | Path] = {
    "file-missing": Path("does-not-exist.xlsx"),
    "file-empty": SourceFile("a.xlsx", b""),
    "file-old-format": SourceFile("a.xls", b"\xd0\xcf\x11\xe0"),
    "file-truncated": SourceFile("a.xlsx", b"PK\x03\x04 broken"),
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


def test_code_name_and_group_of_a_row_must_agree_with_the_register() -> None:
    headings: list[object] = ["单位代码", "单位", "组别", "评分"]
    good: list[list[object]] = [["U1", "甲", "A", 9], ["U2", None, "甲组", 9], [None, "丙局", None, 9]]
    assert read(good, headings).problems == []
    rows: list[list[object]] = [["U1", "乙县", "甲组", 9], ["U2", "乙县", "乙组", 9], ["U3", "丁", "", 9]]
    intake = read(rows, headings)
    assert found(intake.problems)[:3] == [
        ("unit-mismatch", "B2"),
        ("unit-group-mismatch", "C3"),
        ("unit-unknown", "B4"),
    ]
    assert intake.values == {}


MERGED: dict[str, tuple[str, str, list[tuple[str, str | None]]]] = {
    "values": ("得分", "D2:D3", [("cell-merged", "D3")]),
    "units": ("得分", "A2:A3", [("cell-merged", "A3"), ("unit-without-sheet", None)]),
    "across": ("得分", "D2:E2", [("cell-merged", "E2")]),
    "register": ("名册", "C2:C3", [("cell-merged", "C3"), ("unit-unknown", "A3")]),
    "exemptions": ("豁免", "D2:D3", [("cell-merged", "D3")]),
}


@pytest.mark.parametrize("case", MERGED)
def test_what_lies_under_a_merged_range_is_refused_and_never_missing(case: str) -> None:
    title, merged, expected = MERGED[case]
    exemptions: list[list[object]] = [
        ["单位", "指标", "理由", "批准人"],
        ["丙", "评分", "新设", "考核办"],
        ["丙", "1.1", "新设", "考核办"],
    ]
    rows: list[list[object]] = [*GOOD[:2], ["丙", None, None, None, None]]
    intake = read_changed(lambda book: book[title].merge_cells(merged), rows, 豁免=exemptions)
    assert found(intake.problems) == expected
    assert merged in intake.problems[0].message.zh


def test_a_range_merged_over_a_whole_sheet_is_refused_before_it_is_opened() -> None:
    file = changed("f.xlsx", {"得分": [HEADINGS]}, lambda book: book["得分"].merge_cells("A5:B6"))
    file = rewritten(file, lambda part: part.replace(b"A5:B6", b"A5:XFD1048576"))
    assert "file-too-large" in [problem.code for problem in read_files(SCHEME, [file]).problems]


def read_csv(text: str) -> list[Problem]:
    files = [file_of("r.xlsx", {"名册": REGISTER}), SourceFile("分.csv", text.encode())]
    return read_files(SCHEME, files).problems


def test_a_csv_with_an_open_quote_or_a_spare_comma_is_refused() -> None:
    assert found(read_csv('单位,评分\n"甲县,9\n乙县,8\n丙局,7\n')) == [("csv-quotes", None)]
    assert read_csv("单位,评分\n甲县,9\n乙县,8\n丙局,7\n" + ",,,\n" * 30_000) == []
    assert found(read_csv("单位,1.1|已改,评分\n甲县,1,234,\n乙县,1,2\n丙局,1,2\n")) == [
        ("row-too-long", "D2"),
        ("value-out-of-range", "C2"),
    ]


def test_formulas_are_seen_whatever_prefix_the_file_uses() -> None:
    def prefixed(part: bytes) -> bytes:
        return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", part).replace(b"xmlns=", b"xmlns:x=")

    sheets: dict[str, list[list[object]]] = {"得分": [["单位", "评分"], ["甲县", 9]]}
    file = changed("f.xlsx", sheets, lambda book: book["得分"].__setitem__("B2", "=SUM(1,2)"))
    intake = read_files(SCHEME, [file_of("r.xlsx", {"名册": REGISTER}), rewritten(file, prefixed)])
    assert ("value-formula-not-calculated", "B2") in found(intake.problems)


def test_a_formula_that_gave_an_empty_text_is_blank() -> None:
    def empty(part: bytes) -> bytes:
        return re.sub(rb'<c r="D2"[^>]*>.*?</c>', rb'<c r="D2" t="str"><f>IF(1,"",2)</f><v></v></c>', part)

    file = rewritten(file_of("f.xlsx", {"得分": [HEADINGS, *GOOD]}), empty)
    intake = read_files(SCHEME, [file_of("r.xlsx", {"名册": REGISTER}), file])
    assert intake.problems == []
    assert intake.states[cell("U1", "1.10")] is CellState.MISSING


@pytest.mark.parametrize("number", ["1e300", "1e400", "-1e400", "7" * 400, "1e15", "123456789012345678"])
def test_numbers_beyond_all_measure_are_refused_at_their_cell(number: str) -> None:
    rows: list[list[object]] = [["甲县", 9, 10, 424242, 0], *GOOD[1:]]
    sheets = {"名册": REGISTER, "得分": [HEADINGS, *rows]}
    file = rewritten(file_of("f.xlsx", sheets), lambda part: part.replace(b"424242", number.encode()))
    assert found(read_files(SCHEME, [file]).problems) == [("value-out-of-range", "D2")]


def test_stray_styles_far_away_cost_nothing_and_stray_values_are_refused() -> None:
    def style(book: openpyxl.Workbook) -> None:
        book["得分"].cell(1_048_576, 16_384).number_format = "0.00"

    assert read_changed(style, GOOD).problems == []
    far = read_changed(lambda book: book["得分"].cell(19_000, 400, 1), GOOD)
    assert found(far.problems) == [("heading-blank", "OJ1"), ("unit-blank", "A19000")]


def test_content_that_a_merge_hides_is_refused_unless_it_repeats_what_is_seen() -> None:
    def hide(text: str) -> Callable[[bytes], bytes]:
        cell = f'<c r="C6" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
        return lambda part: part.replace(
            b"</sheetData>",
            b'<row r="6">'
            + first
            + cell
            + b"</row></sheetData>"
            + b'<mergeCells count="1"><mergeCell ref="B6:C6"/></mergeCells>',
        )

    first = '<c r="B6" t="inlineStr"><is><t>备注</t></is></c>'.encode()
    sheets: dict[str, list[list[object]]] = {"得分": [HEADINGS, *GOOD]}
    register = file_of("r.xlsx", {"名册": REGISTER})
    seen = read_files(SCHEME, [register, rewritten(file_of("f.xlsx", sheets), hide("备注"))])
    hidden = read_files(SCHEME, [register, rewritten(file_of("f.xlsx", sheets), hide("9.5"))])
    assert "cell-under-merge" not in [code for code, _ in found(seen.problems)]
    assert ("cell-under-merge", "C6") in found(hidden.problems)


RESERVED = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 60}
  - {code: 备注, parent: total, name: 组别, points: 10, rule: {kind: direct}}
  - {code: A1, parent: total, name: 说明, points: 10, rule: {kind: direct}}
  - {code: A2, parent: total, name: A3, points: 10, rule: {kind: direct}}
  - {code: A3, parent: total, name: A2, points: 10, rule: {kind: direct}}
  - {code: A4, parent: total, name: 同名, points: 10, rule: {kind: direct}}
  - {code: A5, parent: total, name: 同名, points: 10, rule: {kind: direct}}
"""
)


def test_an_indicator_may_bear_a_reserved_name_and_codes_win_over_names() -> None:
    scores: list[list[object]] = [["单位", "备注", "说明", "A2", "A3", "序号"]]
    scores += [[unit, 1, 2, 3, 4, "一"] for unit in ("甲县", "乙县", "丙局")]
    intake = read_files(RESERVED, [file_of("f.xlsx", {"名册": REGISTER, "得分": scores})])
    assert intake.problems == []
    assert [intake.values[cell("U1", code)] for code in ("备注", "A1", "A2", "A3")] == [1, 2, 3, 4]
    scores[0] = ["单位", "组别", "说明", "A2", "同名", "序号"]
    intake = read_files(RESERVED, [file_of("f.xlsx", {"名册": REGISTER, "得分": scores})])
    assert found(intake.problems) == [("column-unknown", "E1")]
    assert intake.values[cell("U1", "备注")] == 1


REPEATED: dict[str, tuple[str, list[list[object]], str]] = {
    "wide": ("分", [["单位", "评分", "1.10"]], "C1"),
    "wide unit": ("分", [["单位", "评分", "单位"]], "C1"),
    "wide code": ("分", [["单位代码", "单位", "单位代码"]], "C1"),
    "register": ("册", [["单位代码", "单位", "组别", "单位"]], "D1"),
    "exemptions": ("免", [["单位", "指标", "理由", "理由", "批准人"]], "D1"),
}


@pytest.mark.parametrize("case", REPEATED)
def test_no_heading_stands_twice_in_any_sheet(case: str) -> None:
    title, rows, where = REPEATED[case]
    assert found(read(GOOD, None, **{title: rows}).problems) == [("column-repeated", where)]


def test_remarks_may_stand_beside_every_value() -> None:
    assert read([["甲县", 9, "好", "好"], ["乙县"], ["丙"]], ["单位", "评分", "说明", "说明"]).problems == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0%", "value-percent-ambiguous"),
        ("0.0%;-0.0%", "value-percent-ambiguous"),
        ('0"%"', "value-unit-unknown"),
        ("0\\%", "value-unit-unknown"),
        ('0"件"_%', "value-unit-unknown"),
        ("[<1]0%", "value-percent-ambiguous"),
    ],
)
def test_a_percent_sign_in_quotes_is_a_unit_and_no_percentage(written: str, expected: str) -> None:
    def style(book: openpyxl.Workbook) -> None:
        book["得分"]["D2"].number_format = written

    assert found(read_changed(style, GOOD).problems) == [(expected, "D2")]


def test_a_code_is_read_with_the_zeros_it_is_shown_with() -> None:
    def style(book: openpyxl.Workbook) -> None:
        book["名册"]["A2"] = 7
        book["名册"]["A2"].number_format = "000"
        book["得分"]["B2"].number_format = "000"

    intake = read_changed(style, [["007", 9, 10, 9.5, 0], *GOOD[1:]])
    assert intake.problems == []
    assert intake.units[0].code == "007"
    assert intake.values[cell("007", "1.1", "已改")] == 9


def test_a_register_with_a_column_too_many_is_still_a_register() -> None:
    register = [[*row, extra] for row, extra in zip(REGISTER, ["联系人", "张", "王", "李"], strict=True)]
    intake = read_files(SCHEME, [file_of("f.xlsx", {"名册": register, "得分": [HEADINGS, *GOOD]})])
    assert found(intake.problems) == [("columns-not-read", None)]


def test_nobody_is_called_absent_while_a_file_could_not_be_read() -> None:
    rows = [HEADINGS, *GOOD[:1]]
    files = [file_of("f.xlsx", {"名册": REGISTER, "得分": rows})]
    assert [p.code for p in read_files(SCHEME, files).problems] == ["unit-without-sheet"]
    files.append(SourceFile("b.xlsx", b"PK broken"))
    assert [p.code for p in read_files(SCHEME, files).problems] == ["file-unreadable"]


def test_an_exemption_is_recorded_once() -> None:
    headings: list[object] = ["单位", "指标", "理由", "批准人", "文号"]
    intake = read(
        [*GOOD[:2], ["丙局"]],
        豁免=[headings, ["丙", "评分", "新设", "考核办", 1], ["U3", "1.10", "撤并", "市委", 2]],
    )
    assert found(intake.problems) == [("exemption-repeated", "A3")]
    assert [exemption.reason for exemption in intake.exemptions] == ["新设"]


def test_what_is_read_from_a_hidden_sheet_is_said() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["得分"].sheet_state = "veryHidden"

    intake = read_changed(hide, GOOD)
    assert intake.accepted
    assert [problem.code for problem in intake.problems] == ["sheet-hidden"]
    assert "得分" in intake.problems[0].message.zh


def test_what_is_read_from_hidden_rows_is_said() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        for row in (3, 4, 99):
            book["得分"].row_dimensions[row].hidden = True

    intake = read_changed(hide, GOOD)
    assert intake.accepted
    assert found(intake.problems) == [("rows-hidden", "A3")]
    assert "2 行" in intake.problems[0].message.zh


JUDGED = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 9}
  - {code: R, parent: total, name: 报告质量, points: 4, decimals: 0,
     rule: {kind: rubric, levels: [{name: 好, points: 4}, {name: 一般, points: 2.5}, {name: 无, points: 0}]}}
  - {code: C, parent: total, name: 落实清单, points: 5,
     rule: {kind: checklist, items: [{name: 研究, points: 3}, {name: 报告, points: 2}]}}
"""
)
JUDGED_HEADINGS: list[object] = ["单位", "R", "R|理由", "C|研究", "C|报告"]
JUDGED_GOOD: list[list[object]] = [
    ["甲县", "好", "内容全、数据准", "是", "√"],
    ["乙县", 2.5, "只讲成绩", "否", "no"],
    ["丙局", "无", "未报告", 1, 0],
]


def judged(rows: list[list[object]], headings: list[object] | None = None) -> Intake:
    sheets = {"名册": REGISTER, "得分": [headings or JUDGED_HEADINGS, *rows]}
    return read_files(JUDGED, [file_of("成绩.xlsx", sheets)])


def test_a_choice_is_read_by_its_name_or_by_the_number_it_stands_for() -> None:
    intake = judged(JUDGED_GOOD)
    assert intake.problems == []
    assert [intake.values[cell(unit, "R")] for unit in ("U1", "U2", "U3")] == [4, Decimal("2.5"), 0]
    assert [intake.values[cell(unit, "C", "研究")] for unit in ("U1", "U2", "U3")] == [1, 0, 1]
    assert [intake.values[cell(unit, "C", "报告")] for unit in ("U1", "U2", "U3")] == [1, 0, 0]
    assert intake.states[cell("U3", "R")] is CellState.ZERO


@pytest.mark.parametrize(
    ("position", "value"), [(1, "很好"), (1, 3), (1, "无分"), (3, "部分"), (3, 2), (3, True)]
)
def test_what_is_none_of_the_choices_is_refused_with_all_of_them(position: int, value: object) -> None:
    row = [*JUDGED_GOOD[0]]
    row[position] = value
    problems = judged([row, *JUDGED_GOOD[1:]]).problems
    where = "BD"[position == 3] + "2"
    assert ("value-not-a-choice", where) in found(problems)
    assert ("好、一般、无" if position == 1 else "是、否") in problems[0].remedy.zh


def test_missing_marks_are_missing_in_a_choice_too() -> None:
    intake = judged([["甲县", "—", None, "×", ""], *JUDGED_GOOD[1:]])
    assert intake.problems == []
    assert intake.states[cell("U1", "R")] is CellState.MISSING


def test_reasons_are_kept_beside_the_scores() -> None:
    sheet = judged(JUDGED_GOOD).sheet()
    assert sheet is not None
    assert sheet.reasons == {("U1", "R"): "内容全、数据准", ("U2", "R"): "只讲成绩", ("U3", "R"): "未报告"}
    headings: list[object] = ["单位", "报告质量", "报告质量｜理由", "C|研究", "C|报告"]
    assert judged(JUDGED_GOOD, headings).reasons == sheet.reasons


def test_scores_without_their_reason_are_named_once_for_an_indicator() -> None:
    bare: list[list[object]] = [["甲县", "好", None, "是", "是"], ["乙县", "好", "—", "是", "是"]]
    intake = judged([*bare, JUDGED_GOOD[2]])
    assert intake.accepted
    assert found(intake.problems) == [("reason-missing", None)]
    assert "2 个单位" in intake.problems[0].message.zh
    assert "甲县、乙县" in intake.problems[0].message.zh
    assert "R|理由" in intake.problems[0].remedy.zh
    without = judged([["甲县", "好"], ["乙县", 4], ["丙局", 0]], ["单位", "R"])
    assert "3 个单位" in without.problems[0].message.zh


def test_only_an_indicator_that_asks_for_reasons_has_a_column_of_them() -> None:
    headings: list[object] = ["单位", "R", "R|理由", "C|研究", "C|理由"]
    assert ("column-unknown", "E1") in found(judged(JUDGED_GOOD, headings).problems)


def test_reasons_from_several_sheets_are_all_kept() -> None:
    again: list[list[object]] = [["单位", "R|理由"], ["甲县", "格式规范"], ["乙县", "只讲成绩"]]
    sheets = {"名册": REGISTER, "得分": [JUDGED_HEADINGS, *JUDGED_GOOD], "又": again}
    intake = read_files(JUDGED, [file_of("成绩.xlsx", sheets)])
    assert intake.problems == []
    assert intake.reasons["U1", "R"] == "内容全、数据准；格式规范"
    assert intake.reasons["U2", "R"] == "只讲成绩"


# ---------------------------------------------------------------- bonuses and penalties, vetoes, periods


def of_sheet(problems: list[Problem], title: str) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in problems if problem.place.sheet == title]


def test_bonuses_and_penalties_are_read_by_code_and_by_name() -> None:
    intake = office_year.read()
    assert [problem.code for problem in intake.problems] == ["adjustments-not-approved"]
    assert "1 条" in intake.problems[0].message.zh
    first, *_, last = intake.adjustments
    assert (first.unit, first.item, first.matter, first.points) == ("U1", "J1", "先进集体", Decimal("1.5"))
    assert (first.approved, first.evidence) == (True, "省发〔2020〕1号")
    assert (last.unit, last.item, last.points) == ("U4", "J2", Decimal(3))
    assert [record.approved for record in intake.adjustments].count(False) == 1
    sheet = intake.sheet()
    assert sheet is not None
    assert sheet.adjustments == intake.adjustments
    assert sheet.vetoes == intake.vetoes


@pytest.mark.parametrize(
    ("written", "approved"), [("通过", True), ("未通过", False), ("待审", False), (None, False)]
)
def test_only_what_is_marked_as_approved_is(written: str | None, approved: bool) -> None:  # noqa: FBT001
    rows: office_year.Rows = [office_year.ADJUSTMENTS[0], ["东县", "J1", "试点", 1, written, None]]
    intake = office_year.read(加减分=rows)
    assert intake.accepted
    assert intake.adjustments[0].approved is approved
    bare: office_year.Rows = [["单位代码", "加减分项", "事项", "分值"], ["U1", "J1", "试点", 1]]
    assert not office_year.read(加减分=bare).adjustments[0].approved


ADJUSTMENT_CASES: dict[str, tuple[list[object], tuple[str, str]]] = {
    "no item": (["东县", None, "试点", 1, "通过"], ("adjustment-incomplete", "B2")),
    "no matter": (["东县", "J1", " ", 1, "通过"], ("adjustment-incomplete", "C2")),
    "no points": (["东县", "J1", "试点", None, "通过"], ("adjustment-incomplete", "D2")),
    "unknown unit": (["中县", "J1", "试点", 1, "通过"], ("unit-unknown", "A2")),
    "no unit": ([None, "J1", "试点", 1, "通过"], ("unit-blank", "A2")),
    "unknown item": (["东县", "表彰", "试点", 1, "通过"], ("record-kind-unknown", "B2")),
    "a negative number": (["东县", "K1", "试点", -1, "通过"], ("adjustment-points-not-positive", "D2")),
    "zero": (["东县", "J1", "试点", 0, "通过"], ("adjustment-points-not-positive", "D2")),
    "text": (["东县", "J1", "试点", "一分", "通过"], ("value-not-a-number", "D2")),
    "none": (["东县", "J1", "试点", "无", "通过"], ("value-none-ambiguous", "D2")),
    "far too many": (["东县", "J1", "试点", 10_001, "通过"], ("value-out-of-range", "D2")),
    "too precise": (["东县", "J1", "试点", 0.1234567, "通过"], ("value-too-precise", "D2")),
    "a number in a text cell": (["东县", "J1", "试点", "1.5", "通过"], ("value-number-as-text", "D2")),
    "unknown approval": (["东县", "J1", "试点", 1, "同意"], ("adjustment-approval-unknown", "E2")),
}


@pytest.mark.parametrize("case", ADJUSTMENT_CASES)
def test_what_is_wrong_with_a_bonus_or_penalty_is_said_at_its_cell(case: str) -> None:
    row, expected = ADJUSTMENT_CASES[case]
    rows = [office_year.ADJUSTMENTS[0], [*row, None]]
    intake = office_year.read(加减分=rows)
    assert of_sheet(intake.problems, "加减分") == [expected]
    assert intake.accepted == (expected[0] == "value-number-as-text")
    assert len(intake.adjustments) == int(intake.accepted)


def test_all_problems_of_a_record_come_at_once() -> None:
    rows: office_year.Rows = [office_year.ADJUSTMENTS[0], ["中县", "表彰", None, -1, "同意", None]]
    assert of_sheet(office_year.read(加减分=rows).problems, "加减分") == [
        ("unit-unknown", "A2"),
        ("adjustment-incomplete", "C2"),
        ("record-kind-unknown", "B2"),
        ("adjustment-points-not-positive", "D2"),
        ("adjustment-approval-unknown", "E2"),
    ]


def test_the_same_bonus_twice_is_refused_with_both_cells() -> None:
    again: office_year.Rows = [
        ["单位代码", "加减分项", "事项", "分值", "审核", "佐证"],
        ["U1", "J1", "先进集体", 1.50, "待审", None],
    ]
    problems = office_year.read(又=again).problems
    assert of_sheet(problems, "又") == [("record-repeated", "B2")]
    said = next(problem for problem in problems if problem.code == "record-repeated").message
    assert "年度.xlsx ‹加减分›!B2" in said.zh
    assert "东县、J1、先进集体、1.5" in said.zh
    other = [again[0], ["U1", "J1", "先进集体", 1.75, "通过", "批复"]]
    assert len(office_year.read(又=other).adjustments) == 8


def test_what_lies_under_a_merged_range_or_has_no_result_decides_nothing() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["加减分"].merge_cells("E2:E3")
        book["加减分"]["E4"] = "=IF(1,1,2)"
        book["否决"].merge_cells("D2:D3")

    intake = read_files(office_year.SCHEME, [changed("年度.xlsx", office_year.SHEETS, spoil)])
    assert of_sheet(intake.problems, "加减分") == [
        ("cell-merged", "E3"),
        ("value-formula-not-calculated", "E4"),
    ]
    assert of_sheet(intake.problems, "否决") == [("cell-merged", "D3")]


def test_columns_of_the_offices_own_are_left_alone_but_none_may_stand_twice() -> None:
    more = [
        [*row, extra] for row, extra in zip(office_year.ADJUSTMENTS, ["级别", *"省市县县县县县"], strict=True)
    ]
    assert office_year.read(加减分=more).accepted
    more[0][-1] = "事项"
    assert of_sheet(office_year.read(加减分=more).problems, "加减分")[0] == ("column-repeated", "G1")


def test_records_are_told_by_their_own_heading_whatever_else_stands_there() -> None:
    more = [
        [*row, extra, extra]
        for row, extra in zip(office_year.ADJUSTMENTS, ["理由", *"一二三四五六七"], strict=True)
    ]
    more[0][-1] = "指标"
    intake = office_year.read(加减分=more)
    assert intake.accepted
    assert (len(intake.adjustments), intake.exemptions) == (7, ())


def test_a_scheme_without_bonuses_or_vetoes_refuses_their_sheets_and_says_what_to_add() -> None:
    intake = read(GOOD, None, 加减分=office_year.ADJUSTMENTS[:1], 否决=office_year.VETOES[:1])
    assert found(intake.problems) == [("records-not-in-scheme", "A1")] * 2
    assert ["adjustments" in p.remedy.zh or "vetoes" in p.remedy.zh for p in intake.problems] == [True, True]


def test_vetoes_are_read_with_whoever_decided() -> None:
    vetoes = office_year.read().vetoes
    assert [(record.unit, record.veto, record.decided_by) for record in vetoes] == [
        ("U3", "V2", "市统计局"),
        ("U6", "V1", "市应急局"),
    ]
    rows: office_year.Rows = [["单位", "否决事项", "理由", "批准人"], ["东县", "V3", "未改", "考核办"]]
    assert office_year.read(否决=rows).vetoes[0].decided_by == "考核办"


VETO_CASES: dict[str, tuple[list[object], tuple[str, str]]] = {
    "no event": (["东县", None, "瞒报", "市统计局"], ("veto-incomplete", "B2")),
    "no reason": (["东县", "V2", None, "市统计局"], ("veto-incomplete", "C2")),
    "nobody decided": (["东县", "V2", "瞒报", None], ("veto-incomplete", "D2")),
    "unknown unit": (["中县", "V2", "瞒报", "市统计局"], ("unit-unknown", "A2")),
    "unknown event": (["东县", "造假", "瞒报", "市统计局"], ("record-kind-unknown", "B2")),
}


@pytest.mark.parametrize("case", VETO_CASES)
def test_a_veto_states_everything(case: str) -> None:
    row, expected = VETO_CASES[case]
    intake = office_year.read(否决=[office_year.VETOES[0], row])
    assert of_sheet(intake.problems, "否决") == [expected]
    assert intake.vetoes == ()


def test_the_same_veto_twice_is_refused() -> None:
    rows: office_year.Rows = [
        *office_year.VETOES,
        ["U3", "V2", "瞒报 2 起", "市纪委"],
        ["U3", "V2", "瞒报 3 起", "市纪委"],
    ]
    intake = office_year.read(否决=rows)
    assert of_sheet(intake.problems, "否决") == [("record-repeated", "B4")]


def test_headings_name_a_period_by_code_or_name_with_any_title_of_the_indicator() -> None:
    intake = office_year.read()
    assert [intake.values[cell("U2", f"1.1@{period}", "已改")] for period in ("H1", "H2")] == [8, 10]
    assert [intake.values[cell("U2", f"1.10@{period}")] for period in ("H1", "H2")] == [30, 35]
    plain: office_year.Rows = [["单位", "1.10", "1.10@H3", "1.10@H1|已改"], ["东县", 1, 1, 1]]
    problems = office_year.read(又=plain).problems
    assert of_sheet(problems, "又") == [
        ("heading-period-missing", "B1"),
        ("column-unknown", "C1"),
        ("column-unknown", "D1"),
    ]
    assert "代码@期" in problems[-1].remedy.zh


def test_a_missing_period_is_missing_and_its_other_periods_are_not() -> None:
    scores = [
        [*row[:5], None if index == 1 else row[5], *row[6:]] for index, row in enumerate(office_year.SCORES)
    ]
    intake = office_year.read(得分=scores)
    assert intake.states[cell("U1", "1.10@H1")] is CellState.MISSING
    assert intake.states[cell("U1", "1.10@H2")] is CellState.VALUE


@pytest.mark.parametrize(
    ("title", "exempt"), [("评议", {"H1", "H2"}), ("1.10@下半年", {"H2"}), ("评议＠H1", {"H1"})]
)
def test_an_exemption_holds_for_all_periods_or_for_one(title: str, exempt: set[str]) -> None:
    scores = [[*row[:5], *((None, None) if index == 1 else row[5:7]), *row[7:]] for index, row in enumerate(office_year.SCORES)]  # fmt: skip
    exemptions: office_year.Rows = [["单位", "指标", "理由", "批准人"], ["东县", title, "新设", "考核办"]]
    intake = office_year.read(得分=scores, 豁免=exemptions)
    assert intake.accepted
    states = {period: intake.states[cell("U1", f"1.10@{period}")] for period in ("H1", "H2")}
    assert {period for period, state in states.items() if state is CellState.NOT_APPLICABLE} == exempt
    sheet = intake.sheet()
    assert sheet is not None
    for period in ("H1", "H2"):
        state = sheet.columns[cell("U1", f"1.10@{period}")[1]].states[0]
        assert (state == State.NOT_APPLICABLE) == (period in exempt)


AMBIGUOUS = scheme_of(
    """
periods: [{code: P1, name: P2, weight: 1}, {code: P2, name: 次, weight: 1}]
tree:
  - {code: total, name: 总分, points: 40}
  - {code: A, parent: total, name: 甲, points: 10, periods: [P1, P2], rule: {kind: direct}}
  - {code: B, parent: total, name: A@P1, points: 10, rule: {kind: direct}}
  - {code: C, parent: total, name: 同名, points: 10, periods: [P1], rule: {kind: direct}}
  - {code: D, parent: total, name: 同名, points: 10, rule: {kind: direct}}
"""
)


def test_codes_win_over_names_in_periods_too_and_what_is_ambiguous_is_not_known() -> None:
    scores: office_year.Rows = [["单位", "A@P1", "甲@P2", "甲@次", "B", "同名@P1", "同名"]]
    scores += [[unit, 1, 2, 2, 3, 4, 5] for unit in ("甲县", "乙县", "丙局")]
    intake = read_files(AMBIGUOUS, [file_of("f.xlsx", {"名册": REGISTER, "得分": scores})])
    assert found(intake.problems) == [("column-repeated", "D1")]
    values = {name.code: value for (unit, name), value in intake.values.items() if unit == "U1"}
    assert values == {"A@P1": 1, "A@P2": 2, "B": 3, "C@P1": 4, "D": 5}


def test_reasons_are_kept_for_each_period() -> None:
    text = office_year.TEXT.replace("name: 评议, points: 40, rule: {kind: direct}", "name: 评议, points: 40, rule: {kind: rubric, levels: [{name: 好, points: 40}, {name: 差, points: 0}]}")  # fmt: skip
    scores: office_year.Rows = [["单位", "评议@H1", "评议@上半年|理由", "1.10@H2"]]
    scores += [[row[0], "好", "扎实", "差"] for row in office_year.SCORES[1:]]
    sheets = {"名册": office_year.REGISTER, "得分": scores}
    intake = read_files(scheme_of(text), [file_of("f.xlsx", sheets)])
    assert intake.reasons["U1", "1.10@H1"] == "扎实"
    assert found(intake.problems) == [("reason-missing", None)]
    assert "1.10@H2|理由" in intake.problems[0].remedy.zh


def test_a_key_of_the_dry_run_ends_with_its_period() -> None:
    values = intake_record(office_year.read(), "zh")["values"]
    assert values["东县|1.1|已改@H2"] == 9
    assert values["东县|1.10@H1"] == 38
    assert values["东县|F1"] == 39
