"""Sheets made to be misread: what they say is taken as it is meant, or refused at its cell."""

from __future__ import annotations

import csv
import io
import random
import time
from typing import TYPE_CHECKING

import pytest

from documents import Intake, SourceFile, read_intake
from tests.sandbox_files import STRINGS, with_parts
from tests.sheets import changed, file_of, scheme_of, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    import openpyxl

    from indicators.problems import Problem

Rows = list[list[object]]

SCHEME = scheme_of(
    """
scheme: attacked
title: 试
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q4, name: 全年, weight: 50}]
adjustments:
  items:
    - {code: J1, name: 获上级表彰, kind: bonus}
    - {code: K1, name: 通报批评, kind: penalty}
vetoes:
  - {code: X1, name: 弄虚作假, effect: out of ranking}
tree:
  - {code: total, name: 总分, points: 100}
  - {code: P1.1, parent: total, name: 整改率, points: 20, unit: "%", rule: {kind: rank points, lose: 10%}}
  - {code: P1.11, parent: total, name: 投资额, points: 20, unit: 万元, rule: {kind: rank points, lose: 10%}}
  - {code: P3, parent: total, name: 平时工作, points: 20, periods: [Q1, Q4], rule: {kind: direct}}
  - {code: P5, parent: total, name: 直接打分, points: 20, rule: {kind: direct}}
  - {code: V1, parent: total, name: 民主测评, points: 20, zero_denominator: missing,
     rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 不满意, points: 0}], excluded: [不了解]}}
"""
)
REGISTER: Rows = [
    ["单位代码", "单位", "组别", "别名"],
    ["D1", "甲区", "甲组", ""],
    ["D2", "乙县", "甲组", ""],
    ["D3", "丙镇", "乙组", ""],
]
LONGEST_MESSAGE = 1_000


def read(*files: SourceFile, register: Rows = REGISTER) -> Intake:
    return read_intake(SCHEME, [file_of("名册.xlsx", {"名册": register}), *files])


def sheet(rows: Rows, title: str = "S") -> SourceFile:
    return file_of("a.xlsx", {title: rows})


def merged(rows: Rows, *ranges: str, title: str = "S") -> SourceFile:
    def merge(book: openpyxl.Workbook) -> None:
        for written in ranges:
            book[title].merge_cells(written)

    return changed("a.xlsx", {title: rows}, merge)


def typed(name: str, rows: Rows) -> SourceFile:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SourceFile(f"{name}.csv", text.getvalue().encode())


def values(intake: Intake) -> dict[str, Decimal]:
    """Every value by the code of its unit, of its column and its field."""
    return {
        " ".join(filter(None, (unit, name.code, name.field))): value
        for (unit, name), value in intake.values.items()
    }


def said(intake: Intake) -> list[tuple[str, str | None]]:
    """What is said of single cells, and of sheets and files; the units of which nothing came are left out."""
    return [
        (problem.code, problem.place.cell)
        for problem in intake.problems
        if problem.code not in {"unit-without-sheet", "unit-sheet-empty"}
    ]


def only(intake: Intake, code: str) -> Problem:
    problems = [problem for problem in intake.problems if problem.code == code]
    assert len(problems) == 1, said(intake)
    return problems[0]


# ---------------------------------------------------------------- tables below one another

LONG: list[object] = ["单位", "指标", "填报值"]
FORM: list[object] = ["指标代码", "指标", "填报值"]


def test_a_period_above_repeated_headings_holds_for_the_rows_below_them() -> None:
    rows: Rows = [
        ["时期：一季度"],
        LONG,
        ["甲区", "P3", 1],
        [],
        ["时期：全年"],
        LONG,
        ["乙县", "P3", 2],
    ]
    for file in (sheet(rows), merged(rows, "A1:C1", "A5:C5"), sheet([*rows[:3], *rows[4:]])):
        intake = read(file)
        assert values(intake) == {"D1 P3@Q1": 1, "D2 P3@Q4": 2}
        assert said(intake) == []


@pytest.mark.parametrize("label", ["", "时期：", "考核期:"])
def test_a_period_above_a_wide_table_holds_for_it(label: str) -> None:
    rows: Rows = [
        [f"{label}一季度"],
        ["单位", "P3"],
        ["甲区", 1],
        [f"{label}全年"],
        ["单位", "P3"],
        ["乙县", 2],
    ]
    intake = read(merged(rows, "A1:B1", "A4:B4"))
    assert values(intake) == {"D1 P3@Q1": 1, "D2 P3@Q4": 2}
    assert said(intake) == []
    assert "D2 P3@Q1" not in values(read(merged(rows, "A1:B1", "A4:B4", title="Q1")))


def test_the_same_title_on_every_page_parts_no_table() -> None:
    rows: Rows = [["时期：一季度"], LONG, ["甲区", "P3", 1], ["时期：一季度"], LONG, ["乙县", "P3", 2]]
    intake = read(sheet(rows))
    assert values(intake) == {"D1 P3@Q1": 1, "D2 P3@Q1": 2}
    assert said(intake) == [("rows-skipped", "A4")]


@pytest.mark.parametrize(
    "label", [["填报单位：乙县"], ["填报单位：", "乙县"], ["填报单位", "乙县"], ["单位代码：D2"]]
)
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_label_of_the_unit_belongs_to_the_form_below_it(label: list[object], blank: int) -> None:
    first: Rows = [["填报单位：甲区"], FORM, ["P1.1", "整改率", 5]]
    second: Rows = [*[[]] * blank, label, *[[]] * (blank // 2), FORM, ["P5", "直接打分", 6]]
    intake = read(sheet([*first, *second]))
    assert values(intake) == {"D1 P1.1": 5, "D2 P5": 6}
    named = read(sheet([*first[1:], *second], title="甲区"))
    assert "D1 P5" not in values(named)


def test_the_seal_below_a_form_is_not_the_unit_of_the_next() -> None:
    first: Rows = [
        ["填报单位：甲区"],
        FORM,
        ["P1.1", "整改率", 5],
        ["填报单位（盖章）：甲区", None, "2020年"],
    ]
    second: Rows = [["填报单位：乙县"], FORM, ["P5", "直接打分", 6]]
    assert values(read(sheet([*first, [], *second]))) == {"D1 P1.1": 5, "D2 P5": 6}


# ---------------------------------------------------------------- footnotes


@pytest.mark.parametrize("mark", ["①", "¹", "①②", "⑩"])
def test_the_mark_of_a_footnote_is_no_part_of_a_code_or_a_name(mark: str) -> None:
    units: Rows = [*REGISTER, ["D4", "甲区1", "甲组", ""]]
    intake = read(sheet([["单位", "P1.1" + mark], ["甲区" + mark, 5]]), register=units)
    assert values(intake) == {"D1 P1.1": 5}
    assert said(intake) == [("title-normalised", "B1"), ("unit-name-normalised", "A2")]


@pytest.mark.parametrize("mark", ["₁", "½", "①1", "1①1"])
def test_other_signs_that_look_like_digits_are_refused(mark: str) -> None:
    assert ("column-unknown", "B1") in said(read(sheet([["单位", "P1.1" + mark], ["甲区", 5]])))


def test_a_raised_digit_is_no_digit_of_a_code() -> None:
    runs = '<r><t>P1.1</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    book = workbook({"S": [["单位", "P5"], ["甲区", 7]]})
    rich = with_parts({STRINGS: lambda part: part.replace(b"<t>P5</t>", runs.encode())}, book)
    intake = read(rich)
    assert values(intake) == {"D1 P1.1": 7}
    assert said(intake) == [("title-normalised", "B1")]


@pytest.mark.parametrize("unit", ["m²", "m2", "㎡"])
def test_a_unit_of_measure_may_be_typed_with_a_raised_digit(unit: str) -> None:
    scheme = scheme_of(
        'tree:\n  - {code: total, name: 总分, points: 10}\n  - {code: P1, parent: total, name: 面积, points: 10, unit: "m²",'
        " rule: {kind: direct}}"
    )
    files = [file_of("a.xlsx", {"名册": REGISTER, "S": [["单位", f"面积（{unit}）"], ["甲区", 5]]})]
    assert values(read_intake(scheme, files)) == {"D1 P1": 5}


# ---------------------------------------------------------------- sheets that are not read

UNREAD: dict[str, Rows] = {
    "a number as text": [["名称", "比率"], ["乙县", "25.5"]],
    "a percentage as text": [["名称", "比率"], ["乙县", "25.5%"]],
    "a unit of the other sheet": [["名称", "评价"], ["甲区", "好"]],
}


@pytest.mark.parametrize("case", UNREAD)
def test_a_sheet_that_may_hold_values_is_never_left_out(case: str) -> None:
    good: Rows = [["单位", "P5"], ["甲区", 7]]
    intake = read(file_of("a.xlsx", {"S": good, "附": UNREAD[case]}))
    assert said(intake) == [("sheet-unknown", None)]


def test_instructions_are_left_out_and_named() -> None:
    good: Rows = [["单位", "P5"], ["甲区", 7]]
    notes: Rows = [["填报说明"], ["1、如实填写，2020年12月31日前报送"], ["2020年"], ["9" * 300]]
    assert said(read(file_of("a.xlsx", {"S": good, "说明": notes}))) == [("sheet-not-read", None)]


# ---------------------------------------------------------------- records

AWARDS: list[object] = ["单位", "加减分项", "事项", "分值"]


@pytest.mark.parametrize("heading", ["审核", "审核结果", "审核意见", "是否通过", "审核状态"])
def test_an_approved_award_counts_whatever_its_column_is_called(heading: str) -> None:
    intake = read(sheet([[*AWARDS, heading], ["甲区", "J1", "表彰", 2, "通过"]]))
    assert [record.approved for record in intake.adjustments] == [True]
    assert said(intake) == []


def test_awards_without_a_column_of_approval_are_said_to_count_for_nothing() -> None:
    intake = read(sheet([AWARDS, ["甲区", "J1", "表彰", 2]]))
    assert said(intake) == [("adjustment-approval-column-missing", "A1"), ("adjustments-not-approved", None)]
    assert "审核" in only(intake, "adjustment-approval-column-missing").in_words("zh")


NO_ANSWERS = ["/", "无", "—", "——", "×", "N/A", "不适用"]
EXEMPTIONS: list[object] = ["单位", "指标", "理由", "批准人"]
VETOES: list[object] = ["单位", "否决事项", "理由", "认定单位", "批准人"]


@pytest.mark.parametrize("mark", NO_ANSWERS)
def test_a_record_needs_answers_not_marks(mark: str) -> None:
    reason: list[object] = ["甲区", "P1.1", mark, "办"]
    approver: list[object] = ["乙县", "P1.1", "新组建", mark]
    intake = read(sheet([EXEMPTIONS, reason, approver]))
    assert intake.exemptions == ()
    assert said(intake) == [("exemption-incomplete", "C2"), ("exemption-incomplete", "D3")]
    intake = read(sheet([VETOES, ["甲区", "X1", mark, "纪委", ""], ["甲区", mark, "某", mark, "纪委"]]))
    assert said(intake) == [("veto-incomplete", "C2"), ("veto-incomplete", "B3")]
    intake = read(sheet([VETOES, ["甲区", "X1", "某", mark, "纪委"]]))
    assert [record.decided_by for record in intake.vetoes] == ["纪委"]
    intake = read(
        sheet([[*AWARDS, "审核"], ["甲区", "J1", mark, 2, "通过"], ["甲区", mark, "某", 2, "通过"]])
    )
    assert said(intake) == [("adjustment-incomplete", "C2"), ("adjustment-incomplete", "B3")]
    intake = read(sheet([[*AWARDS, "审核"], ["甲区", "J1", "某", mark, "通过"]]))
    assert [where for _, where in said(intake)] == ["D2"]


def error_at(*cells: str) -> Callable[[openpyxl.Workbook], object]:
    def put(book: openpyxl.Workbook) -> None:
        for cell in cells:
            book["S"][cell] = "#N/A"

    return put


def test_an_error_is_no_answer_of_a_record_and_no_unit() -> None:
    intake = read(changed("a.xlsx", {"S": [EXEMPTIONS, ["甲区", "P1.1", "", ""]]}, error_at("C2", "D2")))
    assert intake.exemptions == ()
    assert said(intake) == [("value-error-cell", "C2"), ("value-error-cell", "D2")]
    units = changed("名册.xlsx", {"S": REGISTER}, error_at("B3"))
    intake = read_intake(SCHEME, [units])
    assert said(intake)[0] == ("value-error-cell", "B3")
    assert [unit.name for unit in intake.units] == ["甲区", "丙镇"]


# ---------------------------------------------------------------- length


def test_no_message_is_as_long_as_the_cell_it_quotes() -> None:
    long = "长" * 30_000
    award: list[object] = ["甲区", "J1", long, 3, "通过"]
    veto: list[object] = ["甲区", "X1", long, "纪委", ""]
    loose = "P1.1" + " " * 30_000 + "整改率"
    records: dict[str, Rows] = {
        "加": [[*AWARDS, "审核"], ["甲区", long, "表彰", 3, "通过"], award, award],
        "免": [EXEMPTIONS, ["甲区", long, "新组建", "办"], ["甲区", loose, "新", "办"]],
        "否": [VETOES, veto, veto, ["乙县", long, "某", "纪委", ""]],
    }
    units: Rows = [*REGISTER, ["D4", "丁镇", long, ""]]
    files = [typed(name, rows) for name, rows in {"册": units, **records}.items()]
    intake = read_intake(SCHEME, files)
    quoted = {
        "record-kind-unknown",
        "exemption-indicator-unknown",
        "register-group-unknown",
        "record-repeated",
    }
    assert quoted <= {problem.code for problem in intake.problems}
    longest = max(intake.problems, key=lambda problem: len(problem.in_words("zh")))
    assert len(longest.in_words("zh")) < LONGEST_MESSAGE, longest.code


def test_headings_longer_than_any_title_cost_nothing() -> None:
    signs = random.Random(1)  # noqa: S311 - no secret
    long = ["".join(chr(signs.randint(0x4E00, 0x9FA5)) for _ in range(5_000)) for _ in range(20)]
    headings = [f"{number}{text}" for text in long for number in range(20)]
    file = typed("a", [["单位", *headings], ["甲区", *[3] * len(headings)]])
    start = time.monotonic()
    intake = read(file)
    assert time.monotonic() - start < 20
    assert {code for code, _ in said(intake)} == {"column-unknown"}


# ---------------------------------------------------------------- number formats

JUDGED: dict[str, tuple[str, float, str, str | None]] = {
    "thousands cut off": ("P1.11", 12345, "#,##0.00,", "value-shown-otherwise"),
    "ten thousands": ("P1.11", 12345, '0!.0,"万"', "value-shown-otherwise"),
    "another unit": ("P1.11", 12.5, "0.00元", "value-unit-differs"),
    "money": ("P1.11", 12.5, "¥0.00", "value-unit-differs"),
    "a dash": ("P1.1", 0.97, '"—"', "value-hidden"),
    "nothing": ("P1.1", 97, ";;;", "value-hidden"),
    "zero as nothing": ("P1.1", 0, "#,###", "value-hidden"),
    "the same unit": ("P1.11", 12.5, '0.00"万元"', None),
    "points": ("P5", 9.5, "0.0分", None),
    "a percent sign": ("P1.1", 25.5, '0.0"%"', None),
    "accounts": ("P1.11", 0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', None),
}


@pytest.mark.parametrize("case", JUDGED)
def test_a_number_that_is_shown_as_another_is_refused(case: str) -> None:
    column, number, code, expected = JUDGED[case]
    rows: Rows = [["单位", column], ["甲区", number]]
    intake = read(
        changed("a.xlsx", {"S": rows}, lambda book: setattr(book["S"]["B2"], "number_format", code))
    )
    about = [(problem, where) for problem, where in said(intake) if where == "B2"]
    assert about == ([] if expected is None else [(expected, "B2")])
    assert bool(values(intake)) is (expected is None)


def test_a_scaled_number_is_quoted_as_it_is_shown_and_as_it_is_stored() -> None:
    rows: Rows = [["单位", "P1.11"], ["甲区", 12345], ["乙县", 97]]

    def format_both(book: openpyxl.Workbook) -> None:
        book["S"]["B2"].number_format = "#,##0.00,"
        book["S"]["B3"].number_format = ";;;"

    intake = read(changed("a.xlsx", {"S": rows}, format_both))
    scaled, hidden = (
        only(intake, "value-shown-otherwise").in_words("zh"),
        only(intake, "value-hidden").in_words("zh"),
    )
    assert "12.35" in scaled
    assert "12345" in scaled
    assert "97" in hidden
