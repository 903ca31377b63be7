"""Long sheets, forms and sheets of votes: whose value it is, of what, and every problem at its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.grid import BLANK, Cell, Grid
from documents.intake import layout_problems
from documents.intake.form_sheet import FormSheets
from documents.intake.headings import Headings, Layout
from documents.intake.intake import Intake
from documents.intake.long_sheet import LongSheets
from documents.intake.register import Register
from documents.intake.taking import Taking
from documents.intake.vote_sheet import VoteSheets
from documents.intake.wide_sheet import WideSheets
from indicators.problems import blocking
from tests.sheets import REGISTER, scheme_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from indicators import Scheme

SCHEME = scheme_of(
    """
scheme: 布局
title: 布局
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q2, name: 二季度, weight: 50}]
tree:
  - {code: total, name: 总分, points: 50}
  - {code: P, parent: total, name: 工作实绩, points: 40}
  - {code: P1, parent: P, name: 整改率, points: 10, unit: "%", measure: 已改 / 应改 * 100, zero_denominator: full,
     rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: P2, parent: P, name: 投资额, points: 10, unit: 亿元, rule: {kind: rank points, lose: 10%}}
  - {code: P3, parent: P, name: 平时工作, points: 10, periods: [Q1, Q2], rule: {kind: direct}}
  - {code: P4, parent: P, name: 报告质量, points: 10,
     rule: {kind: rubric, levels: [{name: 好, points: 10}, {name: 差, points: 0}]}}
  - {code: V1, parent: total, name: 民主测评, points: 10, zero_denominator: missing,
     rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 不满意, points: 0}], excluded: [不了解]}}
"""
)
Rows = list[list[object]]


def grid(rows: Rows, sheet: str | None = "填报", file: str = "报送.xlsx") -> Grid:
    width = max(map(len, rows))

    def cell(value: object) -> Cell:
        if value is None:
            return BLANK
        return Cell(value) if isinstance(value, str) else Cell(str(value), Decimal(str(value)))

    padded = ([*row, *[None] * (width - len(row))] for row in rows)
    return Grid(file, sheet, tuple(tuple(cell(value) for value in row) for row in padded))


class Office:
    """An office with a register, reading sheets of any layout."""

    def __init__(self, scheme: Scheme = SCHEME) -> None:
        self.intake = Intake(scheme)
        self.headings = Headings(scheme)
        register = Register()
        [found] = self.headings.find(grid(REGISTER))
        assert register.read(found.table, scheme) == []
        self.intake.units = tuple(register.units)
        self.taking = Taking(self.intake)
        self.readers: dict[Layout, WideSheets | LongSheets | FormSheets | VoteSheets] = {
            Layout.WIDE: WideSheets(self.taking, register, self.headings),
            Layout.LONG: LongSheets(self.taking, register, self.headings),
            Layout.FORM: FormSheets(self.taking, register, self.headings),
            Layout.VOTES: VoteSheets(self.taking, register, self.headings),
        }

    def read(self, layout: Layout, *grids: Grid, issued: bool = False) -> Office:
        """Reads sheets, which must be of this layout."""
        for one in grids:
            for found in self.headings.find(one):
                assert found.layout is layout
                self.readers[layout].read(replace(found.table, issued=issued))
        return self

    @property
    def values(self) -> dict[str, str]:
        """What was taken, by unit, indicator and field."""
        return {
            f"{unit}|{name.code}" + (f"|{name.field}" if name.field else ""): str(value)
            for (unit, name), value in self.intake.values.items()
        }

    @property
    def found(self) -> list[tuple[str, str | None]]:
        """Every problem with its cell."""
        return [(problem.code, problem.place.cell) for problem in self.intake.problems]

    @property
    def blocking(self) -> list[tuple[str, str | None]]:
        """Those that stop the work."""
        return [(problem.code, problem.place.cell) for problem in blocking(self.intake.problems)]


def long(
    *rows: Sequence[object], headings: Sequence[object] = ("单位", "指标", "数据项", "时期", "值")
) -> Office:
    return Office().read(Layout.LONG, grid([list(headings), *map(list, rows)]))


def form(rows: Rows, above: Rows | None = None, sheet: str | None = "填报") -> Office:
    given = [["单位：甲县"]] if above is None else above
    return Office().read(
        Layout.FORM,
        grid([*given, ["指标代码", "指标", "数据项", "时期", "计量单位", "填报值"], *rows], sheet),
    )


# ---------------------------------------------------------------- long sheets


def test_each_row_is_a_value_of_a_unit_and_an_indicator() -> None:
    office = long(
        ["甲县", "投资额", None, None, 12.5],
        ["U2", "P2", "", "", 7],
        ["甲", "整改率", "已改", None, 9],
        ["甲县", "P1|应改", None, None, 10],
        ["甲县", "P3", None, "一季度", 8],
        ["甲县", "平时工作@Q2", None, None, 9],
        [None, None, None, None, None],
        ["乙县", "平时工作", None, "Q1", "—"],
        ["乙县", "民主测评|满意", None, "全年", 30],
    )
    assert office.found == []
    assert office.values == {
        "U1|P2": "12.5",
        "U2|P2": "7",
        "U1|P1|已改": "9",
        "U1|P1|应改": "10",
        "U1|P3@Q1": "8",
        "U1|P3@Q2": "9",
        "U2|V1|满意": "30",
    }
    assert set(office.intake.received) == {"U1", "U2"}
    assert office.intake.places[next(iter(office.intake.values))].cell == "E2"


def test_code_and_name_stand_side_by_side_and_the_code_tells_names_apart() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: total, name: 总分, points: 20}
  - {code: A1, parent: total, name: 评分, points: 10, rule: {kind: direct}}
  - {code: A2, parent: total, name: 评分, points: 10, rule: {kind: direct}}
"""
    )
    rows: Rows = [
        ["单位代码", "单位", "指标代码", "指标", "值"],
        ["U1", "甲县", "A1", "评分", 5],
        ["U1", None, "A2", None, 6],
    ]
    office = Office(scheme).read(Layout.LONG, grid([*rows, ["U2", None, None, "评分", 7]]))
    assert office.values == {"U1|A1": "5", "U1|A2": "6"}
    assert office.found == [("row-indicator-unknown", "D4")]


LONG_CASES: dict[str, tuple[Sequence[object], tuple[str, str]]] = {
    "unknown indicator": (("甲县", "投资率", None, None, 1), ("row-indicator-unknown", "B2")),
    "no indicator": (("甲县", None, None, None, 1), ("row-indicator-blank", "B2")),
    "unknown unit": (("甲乙县", "投资额", None, None, 1), ("unit-unknown", "A2")),
    "no unit": ((None, "投资额", None, None, 1), ("unit-blank", "A2")),
    "no field": (("甲县", "整改率", None, None, 1), ("row-field-unclear", "C2")),
    "unknown field": (("甲县", "整改率", "未改", None, 1), ("row-field-unknown", "C2")),
    "unknown field in the title": (("甲县", "整改率|未改", None, None, 1), ("row-field-unknown", "B2")),
    "a field where there is none": (("甲县", "投资额", "已改", None, 1), ("row-field-unknown", "C2")),
    "two fields": (("甲县", "P1|应改", "已改", None, 1), ("row-title-contradicted", "C2")),
    "no period": (("甲县", "平时工作", None, None, 1), ("row-period-unclear", "D2")),
    "unknown period": (("甲县", "平时工作", None, "三季度", 1), ("row-period-unknown", "D2")),
    "a period where there is none": (("甲县", "投资额", None, "一季度", 1), ("row-period-unknown", "D2")),
    "two periods": (("甲县", "P3@Q1", None, "二季度", 1), ("row-title-contradicted", "D2")),
    "a value that cannot be": (("甲县", "P3@Q1", None, None, 11), ("value-out-of-range", "E2")),
}


@pytest.mark.parametrize("case", LONG_CASES)
def test_what_is_wrong_with_a_row_is_said_at_its_cell(case: str) -> None:
    row, expected = LONG_CASES[case]
    office = long(row)
    assert office.found == [expected]
    assert office.values == {}


def test_the_choices_and_the_nearest_name_are_proposed() -> None:
    office = long(
        ["甲县", "投资", None, None, 1], ["甲县", "P1", "改", None, 1], ["甲县", "P3", None, "春", 1]
    )
    unknown, field, period = office.intake.problems
    assert "投资额" in unknown.message.zh
    assert "已改、应改" in field.remedy.zh
    assert "一季度、二季度" in period.remedy.zh


def test_one_value_twice_must_agree() -> None:
    row = ["甲县", "投资额", None, None, 1]
    assert long(row, row).found == [("value-twice", "E3")]
    assert long(row, [*row[:4], 2]).found == [("value-conflict", "E3")]


def test_a_group_that_is_written_must_be_that_of_the_register() -> None:
    office = long(
        ["甲县", "乙组", "投资额", 1], ["乙县", "甲组", "投资额", 2], headings=("单位", "组别", "指标", "值")
    )
    assert (office.found, office.values) == ([("unit-group-mismatch", "B2")], {"U2|P2": "2"})


def test_titles_typed_in_their_own_way_are_said_once() -> None:
    office = long(["甲县", "投 资 额", None, None, 1], ["乙县", "投 资 额", None, None, 2])
    assert office.values == {"U1|P2": "1", "U2|P2": "2"}
    assert [code for code, _ in office.found].count("title-normalised") <= 1


def test_another_unit_of_measure_is_refused_at_its_cell() -> None:
    headings = ("单位", "指标", "计量单位", "值")
    office = long(["甲县", "投资额", "亿元", 1], ["乙县", "投资额", "万元", 2], headings=headings)
    assert office.values == {"U1|P2": "1"}
    assert office.found == [("row-unit-of-measure-differs", "C3")]
    stated = long(["甲县", "投资额（万元）", 1], headings=("单位", "指标", "值"))
    assert stated.found == [("row-unit-of-measure-differs", "B2")]
    assert stated.values == {}


def test_reasons_go_with_the_indicators_that_ask_for_them() -> None:
    headings = ("单位", "指标", "值", "理由", "备注")
    office = long(
        ["甲县", "报告质量", "好", "内容全", None], ["甲县", "投资额", 3, "估计数", "补报"], headings=headings
    )
    assert office.found == []
    assert office.intake.reasons == {("U1", "P4"): "内容全"}


def test_a_sheet_named_as_a_period_is_of_that_period() -> None:
    rows: Rows = [["单位", "指标", "值"], ["甲县", "平时工作", 8], ["甲县", "投资额", 3]]
    office = Office().read(Layout.LONG, grid(rows, "二季度"))
    assert (office.values, office.found) == ({"U1|P3@Q2": "8", "U1|P2": "3"}, [])


def test_totals_are_no_values() -> None:
    office = long(["甲县", "投资额", None, None, 3], ["合计", None, None, None, 3])
    assert (office.values, office.blocking) == ({"U1|P2": "3"}, [])


def test_what_lies_under_a_merged_range_is_refused() -> None:
    one = grid([["单位", "指标", "数据项", "值"], ["甲县", "P1", "已改", 1], ["甲县", None, "应改", 2]])
    rows = [list(row) for row in one.rows]
    rows[2][1] = Cell(merged_range="B2:B3")
    office = Office().read(Layout.LONG, Grid(one.file, one.sheet, tuple(map(tuple, rows))))
    assert office.found == [("cell-merged", "B3")]


def test_a_merged_range_is_one_problem_and_no_unit_under_it_is_clean() -> None:
    one = grid([["单位", "指标", "值"], ["甲县", "P2", 1], ["乙县", "P2", 2], ["丙局", "P2", 3]])
    rows = [list(row) for row in one.rows]
    rows[2][2] = rows[3][2] = Cell(merged_range="C2:C4")
    office = Office().read(Layout.LONG, Grid(one.file, one.sheet, tuple(map(tuple, rows))))
    assert office.found == [("cell-merged", "C3")]
    assert office.values == {"U1|P2": "1"}
    assert office.intake.problems.blocked_units == {"乙县", "丙局"}
    assert [str(state) for (unit, _), state in office.intake.states.items() if unit != "U1"] == [
        "rejected",
        "rejected",
    ]


# ---------------------------------------------------------------- forms


FORM_ROWS: Rows = [
    ["P", "工作实绩", None, None, None, None],
    ["P1", "整改率", "已改", None, None, 9],
    ["P1", "整改率", "应改", None, None, 10],
    ["P2", "投资额", None, None, "亿元", "12.5亿元"],
    ["P3", "平时工作", None, "一季度", None, "/"],
]


def test_a_form_is_of_the_unit_named_above_it() -> None:
    office = form(FORM_ROWS)
    assert office.values == {"U1|P1|已改": "9", "U1|P1|应改": "10", "U1|P2": "12.5"}
    assert office.found == [("value-unit-typed", "F6"), ("value-not-applicable-typed", "F7")]
    assert office.intake.received == {"U1": {"报送.xlsx": None}}


ABOVE: dict[str, Rows] = {
    "beside its label": [["2025年度填报表"], ["填报单位", "甲县", "填报日期", "1月5日"]],
    "by code": [["单位代码：U1"]],
    "by name and code": [["单位：甲县", None, "单位代码：", "U1"]],
    "with a place for the seal": [["填报单位（盖章）：甲县（公章）", None, "单位：万元"]],
    "before something else": [["填报单位：甲县    填报日期：2026年1月5日"]],
    "by its alias alone in a cell": [["甲"], ["年度填报表"]],
}


@pytest.mark.parametrize("case", ABOVE)
def test_the_unit_of_a_form_is_found(case: str) -> None:
    office = form([FORM_ROWS[1]], ABOVE[case])
    assert (office.values, office.blocking) == ({"U1|P1|已改": "9"}, [])


def test_the_sheet_may_be_named_as_the_unit_but_not_as_another() -> None:
    assert form([FORM_ROWS[1]], [["年度填报表"]], "乙县").values == {"U2|P1|已改": "9"}
    office = form([FORM_ROWS[1]], [["单位：甲县"]], "乙县")
    assert ([code for code, _ in office.found], office.values) == (["form-unit-mismatch"], {})


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([["年度填报表"]], ("form-unit-missing", "A2")),
        ([["单位：甲乙县"]], ("form-unit-unknown", "A1")),
        ([["单位：甲县", "单位代码：U2"]], ("form-unit-mismatch", "B1")),
    ],
)
def test_a_form_of_nobody_or_of_two_is_refused(above: Rows, expected: tuple[str, str]) -> None:
    office = form(FORM_ROWS, above)
    assert office.found == [expected]
    assert (office.values, office.intake.received) == ({}, {})


@pytest.mark.parametrize(
    ("above", "expected", "said"),
    [
        ([["单位：甲县", "单位代码：U9"]], ("form-unit-unknown", "B1"), "（表上的名称“甲县”是 U1 的）"),
        ([["单位：丁县", "单位代码：U1"]], ("form-unit-unknown", "A1"), "（表上的代码 U1 是“甲县”）"),
    ],
)
def test_a_form_that_names_its_unit_once_rightly_is_refused_as_that_units(
    above: Rows, expected: tuple[str, str], said: str
) -> None:
    office = form(FORM_ROWS, above)
    assert (office.found, office.values) == ([expected], {})
    [problem] = office.intake.problems
    assert said in problem.message.zh
    assert "合计" not in problem.remedy.zh
    assert problem.place.unit == "甲县"
    assert set(office.intake.received) == {"U1"}


def test_whatever_is_wrong_in_a_form_or_a_row_bears_its_unit() -> None:
    wrong: Rows = [
        ["P9", "整改率", "已改", None, None, 9],
        ["P1", "整改率", "未改", None, None, 9],
        ["P2", "投 资 额", None, None, "万元", 9],
    ]
    of_form = form(wrong, [["单位：甲 县"]])
    assert [code for code, _ in of_form.found] == [
        "unit-name-normalised",
        "row-indicator-unknown",
        "row-field-unknown",
        "row-unit-of-measure-differs",
    ]
    assert {problem.place.unit for problem in of_form.intake.problems} == {"甲县"}
    headings = ("单位代码", "单位", "组别", "指标", "值")
    of_rows = long(
        ["U2", "丁县", None, "P2", 1],
        ["U2", "乙县", "乙组", "P2", 1],
        ["U2", None, None, "P9", 1],
        headings=headings,
    )
    assert [code for code, _ in of_rows.found] == [
        "unit-unknown",
        "unit-group-mismatch",
        "row-indicator-unknown",
    ]
    assert {problem.place.unit for problem in of_rows.intake.problems} == {"乙县"}
    assert "（本行的代码 U2 是“乙县”）" in of_rows.intake.problems[0].message.zh
    votes = Office().read(Layout.VOTES, grid([["单位", "指标", "满意", "不满意"], ["乙县", "V9", 1, 2]]))
    assert [problem.place.unit for problem in votes.intake.problems] == ["乙县"]


def test_a_row_that_names_two_units_bears_neither() -> None:
    office = long(["U2", "甲县", "P2", 1], headings=("单位代码", "单位", "指标", "值"))
    assert office.found == [("unit-mismatch", "B2")]
    assert office.intake.problems[0].place.unit is None


def test_an_unknown_code_beside_a_known_name_says_whose_the_name_is() -> None:
    form_of_both = form([["P9", "投资额", None, None, None, 1], ["P2", "投资率", None, None, None, 1]])
    by_name, by_code = form_of_both.intake.problems
    assert by_name.message.zh == "方案中没有指标“P9”（本行的名称“投资额”是 P2 的）。"
    assert by_code.message.zh == "方案中没有指标“投资率”（本行的代码 P2 是“投资额”）。"


def test_a_generic_word_is_no_indicators_name_nearly_typed() -> None:
    for word in ("得分", "考核得分", "分数", "合计"):
        [problem] = long(["甲县", word, None, None, 1]).intake.problems
        assert "是否为" not in problem.message.zh


def test_a_form_may_say_its_period_above_its_headings() -> None:
    office = form([["P3", None, None, None, None, 8]], [["单位：甲县"], ["时期：二季度"]])
    assert (office.values, office.found) == ({"U1|P3@Q2": "8"}, [])


def two_forms(*rows: Rows) -> str:
    head: list[object] = ["指标代码", "指标", "数据项", "填报值"]
    office = Office()
    for index, answers in enumerate(rows):
        office.read(Layout.FORM, grid([["单位：甲县"], head, *answers], file=f"{index + 1}.xlsx"))
    [problem] = office.intake.problems
    assert (problem.code, problem.place.unit) == ("unit-in-two-forms", "甲县")
    return problem.message.zh


def test_two_forms_of_a_unit_are_told_apart_by_their_first_differences() -> None:
    first: Rows = [
        ["P1", None, "已改", 9],
        ["P1", None, "应改", 10],
        ["P2", None, None, 3],
        ["P4", None, None, "好"],
    ]
    second: Rows = [
        ["P1", None, "已改", 8],
        ["P1", None, "应改", "10"],
        ["P2", None, None, None],
        ["P4", None, None, "好"],
    ]
    third: Rows = [[*row[:3], "x"] for row in first]
    assert "1.xlsx 和 2.xlsx，有 2 处不同：P1|已改 9 / 8、P2 3 / 空。" in two_forms(first, second)
    assert "有 4 处不同，如 P1|已改 9 / x、P1|应改 10 / x、P2 3 / x。" in two_forms(first, third)
    assert "填报的数据相同" in two_forms(first, first)


def test_a_title_over_rows_is_passed_over_only_without_a_value() -> None:
    assert form([["P", "工作实绩", None, None, None, 5]]).found == [("row-indicator-unknown", "A3")]
    assert form([["P2", "整改率", None, None, None, 5]]).found == [("row-indicator-mismatch", "B3")]
    assert form([[None, None, None, None, None, 5]]).found == [("row-indicator-blank", "B3")]


# ---------------------------------------------------------------- of which period a table is

YEAR = scheme_of(
    """
scheme: 全年
title: 全年
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q4, name: 全年, weight: 50}]
tree:
  - {code: total, name: 总分, points: 20}
  - {code: P3, parent: total, name: 平时工作, points: 10, periods: [Q1, Q4], rule: {kind: direct}}
  - {code: P5, parent: total, name: 满意率, points: 10, unit: "%", rule: {kind: direct}}
"""
)
IN_LONG: Rows = [["单位", "指标", "值"], ["甲县", "P3", 7]]
IN_WIDE: Rows = [["单位", "P3"], ["甲县", 7]]
IN_FORM: Rows = [["单位：甲县"], ["指标", "填报值"], ["P3", 7]]


def of_year(layout: Layout, rows: Rows, sheet: str, scheme: Scheme = YEAR) -> Office:
    return Office(scheme).read(layout, grid(rows, sheet))


@pytest.mark.parametrize("sheet", ["Q1", "一季度", "S", "全年"])
def test_a_period_may_be_called_as_the_whole_year_and_no_sheet_overrules_a_row(sheet: str) -> None:
    rows: Rows = [["单位", "指标", "时期", "值"], ["甲县", "P3", "全年", 7], ["甲县", "P5", "全年", 6]]
    office = of_year(Layout.LONG, rows, sheet)
    assert (office.found, office.values) == ([], {"U1|P3@Q4": "7", "U1|P5": "6"})


def test_the_whole_year_is_no_period_of_what_is_handed_in_by_period() -> None:
    rows: Rows = [["单位", "指标", "时期", "值"], ["甲县", "P3", "全年", 7]]
    for sheet in ("Q1", "S"):
        office = of_year(Layout.LONG, rows, sheet, SCHEME)
        assert (office.found, office.values) == ([("row-period-unknown", "C2")], {})


TABLES = {Layout.LONG: IN_LONG, Layout.WIDE: IN_WIDE, Layout.FORM: IN_FORM}
LABELS: dict[str, list[object]] = {
    "in one cell": ["时期：全年"],
    "in two cells": ["时期：", "全年"],
    "without a colon": ["考核期", "Q4"],
    "behind something else": ["填报人：张某    报告期：全年"],
    "alone": ["全年"],
}


@pytest.mark.parametrize("layout", TABLES)
@pytest.mark.parametrize("label", LABELS)
def test_the_period_above_a_table_is_that_of_what_names_none(layout: Layout, label: str) -> None:
    office = of_year(layout, [LABELS[label], *TABLES[layout]], "S")
    assert (office.found, office.values) == ([], {"U1|P3@Q4": "7"})


@pytest.mark.parametrize("layout", TABLES)
@pytest.mark.parametrize("label", LABELS)
def test_a_period_above_a_table_that_contradicts_the_name_of_its_sheet_is_refused(
    layout: Layout, label: str
) -> None:
    office = of_year(layout, [LABELS[label], *TABLES[layout]], "Q1")
    assert office.values == {}
    assert office.blocking[0][0] == "table-period-mismatch"
    assert "“Q1”" in office.intake.problems[0].message.zh


@pytest.mark.parametrize("layout", TABLES)
def test_an_unknown_period_above_a_table_is_refused_and_no_sheet_makes_up_for_it(layout: Layout) -> None:
    labels: Rows = [["时期：二季度"], ["时期：", "二季度"], ["时期：2025年全年"]]
    for label in labels:
        office = of_year(layout, [label, *TABLES[layout]], "Q1")
        assert office.values == {}
        assert office.blocking[0] == ("period-unknown", "B1" if len(label) > 1 else "A1")
    whole = of_year(layout, [["时期：全年"], *TABLES[layout]], "S", SCHEME)
    assert ([code for code, _ in whole.blocking] != [], whole.values) == (True, {})


@pytest.mark.parametrize("layout", TABLES)
def test_a_label_without_a_period_and_mere_dates_say_nothing(layout: Layout) -> None:
    labels: Rows = [["时期："], ["时期：", None, "填报人：张某"], ["考核期：2025年1月1日至12月31日"]]
    for label in labels:
        office = of_year(layout, [label, *TABLES[layout]], "Q1")
        assert (office.found, office.values) == ([], {"U1|P3@Q1": "7"})


def test_a_row_outweighs_the_period_above_its_table() -> None:
    rows: Rows = [["时期：全年"], ["单位", "时期", "P3"], ["甲县", "一季度", 7], ["甲县", None, 6]]
    office = of_year(Layout.WIDE, rows, "S")
    assert (office.found, office.values) == ([], {"U1|P3@Q1": "7", "U1|P3@Q4": "6"})


# ---------------------------------------------------------------- what a table is measured in


IN_YUAN: dict[str, list[object]] = {
    "单位": ["单位：万元"],
    "计量单位": ["计量单位：万元"],
    "in brackets": ["投资情况表（单位：万元）"],
    "behind the unit": ["填报单位：甲县    单位：万元"],
}


@pytest.mark.parametrize("label", IN_YUAN)
def test_another_magnitude_above_a_table_is_refused(label: str) -> None:
    above: Rows = [["单位代码：U1"], IN_YUAN[label]]
    of_form = Office().read(Layout.FORM, grid([*above, ["指标", "填报值"], ["P2", 7], ["P4", "好"]]))
    assert of_form.blocking == [("table-unit-of-measure-differs", "B4")]
    assert of_form.values == {"U1|P4": "10"}
    of_wide = Office().read(Layout.WIDE, grid([*above[1:], ["单位", "P2", "整改率|已改"], ["甲县", 7, 1]]))
    assert of_wide.blocking == [("table-unit-of-measure-differs", "B2")]
    of_rows = Office().read(Layout.LONG, grid([*above[1:], *IN_LONG[:1], ["甲县", "P2", 7]]))
    assert of_rows.blocking == [("table-unit-of-measure-differs", "C3")]


@pytest.mark.parametrize("label", ["单位：亿元", "单位：分", "单位：%、亿元", "单位：人"])
def test_a_unit_of_measure_above_a_table_that_contradicts_nothing_is_let_be(label: str) -> None:
    office = Office().read(Layout.WIDE, grid([[label], ["单位", "P2"], ["甲县", 7]]))
    assert (office.found, office.values) == ([], {"U1|P2": "7"})


def test_what_a_row_or_heading_is_measured_in_outweighs_its_table() -> None:
    above: Rows = [["单位：甲县"], ["单位：万元"]]
    rows: Rows = [["指标", "计量单位", "填报值"], ["P2", "亿元", 7]]
    assert Office().read(Layout.FORM, grid([*above, *rows])).found == []
    stated: Rows = [["指标", "填报值"], ["投资额（亿元）", 7]]
    assert Office().read(Layout.FORM, grid([*above, *stated])).found == []
    wide: Rows = [["单位", "投资额（亿元）"], ["甲县", 7]]
    assert Office().read(Layout.WIDE, grid([*above[1:], *wide])).found == []


# ---------------------------------------------------------------- several forms


def test_the_name_of_a_sheet_names_its_topmost_form_only() -> None:
    one: Rows = [["指标", "填报值"], ["P2", 7]]
    two: Rows = [[], ["时期：二季度"], ["指标", "填报值"], ["P4", "好"]]
    office = Office().read(Layout.FORM, grid([*one, *two], "甲县"))
    assert (office.blocking, office.values) == ([("form-unit-missing", "A5")], {"U1|P2": "7"})
    two[1] = ["单位：乙县"]
    office = Office().read(Layout.FORM, grid([*one, *two], "甲县"))
    assert (office.blocking, office.values) == ([], {"U1|P2": "7", "U2|P4": "10"})


def test_two_forms_of_a_unit_in_one_file_are_told_apart_like_those_of_two() -> None:
    rows: Rows = [["单位：甲县"], ["指标", "填报值"], ["P2", 5]]
    blank: Rows = [*rows[:2], ["P2", None]]
    office = Office().read(Layout.FORM, grid(rows, "一"), grid(blank, "二"))
    assert office.blocking == [("unit-in-two-forms", None)]
    assert "‹一›!A2 和 报送.xlsx ‹二›!A2" in office.intake.problems[0].message.zh
    office = Office().read(Layout.FORM, grid([*rows, [], *blank], "一"))
    assert office.blocking == [("unit-in-two-forms", None)]


def test_what_is_the_offices_to_fill_in_is_remarked_on_in_a_form_that_was_issued() -> None:
    form = grid([["单位：甲县"], ["指标", "填报值"], ["P4", "好"], ["P2", 5]])
    assert Office().read(Layout.FORM, form).found == []
    office = Office().read(Layout.FORM, form, issued=True)
    assert (office.found, office.blocking) == ([("form-row-of-the-office", "B3")], [])
    assert office.values == {"U1|P4": "10", "U1|P2": "5"}


def test_rows_passed_over_in_a_template_are_remarked_on_if_they_hold_anything() -> None:
    rows: Rows = [["单位：甲县"], ["指标", "填报值"], ["P2", 5], ["合计", None], ["填报人：", "审核人："]]
    assert Office().read(Layout.FORM, grid(rows), issued=True).found == []
    rows[3] = ["合计", 5]
    assert Office().read(Layout.FORM, grid(rows), issued=True).found == [("rows-skipped", "A4")]


@pytest.mark.parametrize(
    "row", [["P9", "亩均收入平均值", 3], [None, "民主测评平均", 88], ["P9", "合计", 3], ["P9", "P2满分", 3]]
)
def test_a_row_with_a_code_or_a_name_that_only_ends_as_a_total_is_an_unknown_indicator(
    row: list[object],
) -> None:
    of_form = Office().read(
        Layout.FORM, grid([["单位：甲县"], ["指标代码", "指标", "填报值"], ["P2", None, 5], row])
    )
    assert [code for code, _ in of_form.blocking] == ["row-indicator-unknown"]
    headings: list[object] = ["单位", "指标代码", "指标", "值"]
    of_rows = Office().read(Layout.LONG, grid([headings, ["甲县", "P2", None, 5], [None, *row]]))
    assert [code for code, _ in of_rows.blocking] == ["unit-blank"]


# ---------------------------------------------------------------- votes


VOTES: list[object] = ["单位", "满意", "不满意", "不了解"]


def votes(*rows: list[object], headings: list[object] = VOTES) -> Office:
    return Office().read(Layout.VOTES, grid([headings, *rows]))


def test_votes_go_to_the_fields_of_their_indicator() -> None:
    office = votes(["甲县", 30, 2, "—"], ["乙县", "28票", 4, 1])
    assert office.values == {
        "U1|V1|满意": "30",
        "U1|V1|不满意": "2",
        "U2|V1|满意": "28",
        "U2|V1|不满意": "4",
        "U2|V1|不了解": "1",
    }
    assert office.found == [("value-unit-typed", "B3")]


TWO_VOTES = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 20}
  - {code: V1, parent: total, name: 领导评价, points: 10, zero_denominator: missing,
     rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 不满意, points: 0}]}}
  - {code: V2, parent: total, name: 群众评价, points: 10, zero_denominator: missing,
     rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 不满意, points: 0}], excluded: [不了解]}}
"""
)


def two_votes(rows: Rows) -> Office:
    return Office(TWO_VOTES).read(Layout.VOTES, grid(rows))


def test_several_indicators_of_votes_are_told_apart_by_a_column_or_by_their_fields() -> None:
    rows: Rows = [
        ["单位", "指标", "满意", "不满意", "不了解"],
        ["甲县", "V1", 3, 1, None],
        ["甲县", "群众评价", 8, 0, 2],
    ]
    office = two_votes(rows)
    assert office.found == []
    assert office.values == {
        "U1|V1|满意": "3",
        "U1|V1|不满意": "1",
        "U1|V2|满意": "8",
        "U1|V2|不满意": "0",
        "U1|V2|不了解": "2",
    }
    only_one = two_votes([VOTES, ["甲县", 8, 0, 2]])
    assert set(only_one.values) == {"U1|V2|满意", "U1|V2|不满意", "U1|V2|不了解"}


def test_votes_of_nobody_knows_what_are_refused() -> None:
    office = two_votes([VOTES[:3], ["甲县", 8, 0]])
    assert (office.found, office.values) == ([("votes-indicator-unclear", "A1")], {})
    headings: list[object] = ["单位", "指标", *VOTES[1:]]
    assert two_votes([headings, ["甲县", None, 8, 0, None]]).found == [("row-indicator-blank", "B2")]
    assert two_votes([headings, ["甲县", "领导", 8, 0, None]]).found == [("row-indicator-unknown", "B2")]
    assert two_votes([headings, ["甲县", "V1", 8, 0, 5]]).found == [("row-field-unknown", "E2")]


# ---------------------------------------------------------------- properties

FIELDS = {"P1|已改": 40, "P1|应改": 40, "P2": 900, "P3@Q1": 10, "P3@Q2": 10, "V1|满意": 90, "V1|不满意": 9}
reports = st.dictionaries(
    st.tuples(st.sampled_from(["U1", "U2", "U3"]), st.sampled_from(sorted(FIELDS))),
    st.integers(0, 9),
    min_size=1,
)


@given(reports, st.randoms(use_true_random=False))
def test_every_layout_gives_the_same_values_in_any_order(
    reported: dict[tuple[str, str], int], dice: Random
) -> None:
    rows = [[unit, title, None, None, value] for (unit, title), value in reported.items()]
    dice.shuffle(rows)
    expected = {f"{unit}|{title}": str(value) for (unit, title), value in reported.items()}
    assert (long(*rows).values, long(*rows).found) == (expected, [])
    forms = Office()
    for unit in {unit for unit, _ in reported}:
        own: Rows = [[title, value] for of, title, _, _, value in rows if of == unit]
        above: Rows = [[f"单位代码：{unit}"], ["指标", "值"]]
        forms.read(Layout.FORM, grid([*above, *own]))
    assert (forms.values, forms.found) == (expected, [])


texts = st.one_of(
    st.none(),
    st.integers(-5, 200),
    st.text("甲乙县投资额P123@|.,% /—x", max_size=6),
    st.sampled_from(
        [
            "甲县",
            "P1",
            "P1|应改",
            "投资额",
            "平时工作@Q1",
            "V1|",
            "已改",
            "一季度",
            "全年",
            "@",
            "|",
            "P3@",
            "P",
            "—",
        ]
    ),
)


@given(st.lists(st.lists(texts, min_size=5, max_size=5), min_size=1, max_size=4))
def test_nothing_that_is_typed_stops_the_reading_or_vanishes(rows: list[list[object]]) -> None:
    office = long(["乙县", "投资额", None, None, 1], *rows)
    numbers = [str(row[4]) for row in rows if isinstance(row[4], int)]
    assert len(office.values) - 1 + len(office.found) >= min(len(numbers), 1)
    assert set(office.values.values()) <= {"1", *numbers}


def test_every_kind_of_problem_of_a_layout_has_a_test_that_provokes_it() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [kind.code for kind in layout_problems.KINDS if f'"{kind.code}"' not in source] == []
