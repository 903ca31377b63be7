"""Sheets as offices make them: where the table is, what its headings mean, and which rows are units."""

from __future__ import annotations

import csv
import io
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import documents
from documents import Intake, SourceFile
from documents.grid import Cell, Grid
from documents.intake import heading_problems
from documents.intake.form_sheet import FormSheets
from documents.intake.headings import Headings, Layout
from documents.intake.long_sheet import LongSheets
from documents.intake.register import Register
from documents.intake.taking import Taking
from documents.intake.unread_sheet import unread
from documents.intake.vote_sheet import VoteSheets
from documents.intake.wide_sheet import WideSheets
from indicators.formula import ColumnName, Stage
from indicators.parts import Indicator
from indicators.problems import blocking
from tests import office_year
from tests.sheets import REGISTER, changed, file_of, scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import openpyxl

    from indicators.problems import Problem
    from indicators.scheme import Scheme

Rows = list[list[object]]

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 60}
  - {code: T, parent: total, name: 政治建设, points: 20}
  - {code: "1.1", parent: T, name: 整改率, points: 10, unit: "%", measure: 已改 / 应改 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: "1.10", parent: T, name: 评分, points: 10, decimals: 1, rule: {kind: direct}}
  - {code: P3, parent: total, name: 办结率, points: 30, unit: "%", rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: P4, parent: total, name: 案件（起数）, points: 10, unit: 起, rule: {kind: direct}}
"""
)


def read_intake(scheme: Scheme, sources: Iterable[SourceFile]) -> Intake:
    """What is said of the sheets; of indicators for which no sheet has data other tests speak."""
    intake = documents.read_intake(scheme, sources)
    intake.problems[:] = [problem for problem in intake.problems if problem.code != "indicator-without-data"]
    return intake


def read(rows: Rows, scheme: Scheme = SCHEME, **more: Rows) -> Intake:
    return read_intake(scheme, [file_of("成绩.xlsx", {"名册": REGISTER, "得分": rows, **more})])


def read_changed(change: Callable[[openpyxl.Workbook], object], rows: Rows) -> Intake:
    return read_intake(SCHEME, [changed("成绩.xlsx", {"名册": REGISTER, "得分": rows}, change)])


def cell(unit: str, code: str, field: str = "") -> tuple[str, ColumnName]:
    return unit, ColumnName(Stage.RAW, code, field)


def found(intake: Intake) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in intake.problems]


def only(intake: Intake, code: str) -> Problem:
    problems = [problem for problem in intake.problems if problem.code == code]
    assert len(problems) == 1, found(intake)
    return problems[0]


def values(intake: Intake, unit: str) -> dict[str, Decimal]:
    return {
        name.code + (f"|{name.field}" if name.field else ""): value
        for (code, name), value in intake.values.items()
        if code == unit
    }


UNITS: Rows = [["甲县", 9, 10, 9.5, 97], ["乙县", 8, 10, 8, 96], ["丙局", 7, 10, 7, 95]]
HEADINGS: list[object] = ["单位", "1.1|已改", "1.1|应改", "评分", "办结率"]
ALL = {"1.1|已改": 9, "1.1|应改": 10, "1.10": Decimal("9.5"), "P3": 97}


# ---------------------------------------------------------------- where the table is


def test_titles_and_notes_stand_above_and_blank_rows_and_columns_before_a_table() -> None:
    above: Rows = [
        ["2020年度考核成绩表"],
        ["填报单位：考核办", None, None, "2020年12月"],
        *([[]] * 20),
        ["单位：分"],
        [],
    ]
    rows = [[None, None, *row] for row in [*above, HEADINGS, *UNITS]]
    intake = read(rows)
    assert intake.problems == []
    assert values(intake, "U1") == ALL
    assert intake.places[cell("U1", "1.10")].cell == "F26"


def merged(*ranges: str) -> Callable[[openpyxl.Workbook], object]:
    def merge(book: openpyxl.Workbook) -> None:
        for written in ranges:
            book["得分"].merge_cells(written)

    return merge


TWO_ROWS: Rows = [["单位", "整改率", None, "评分", "办结率"], [None, "已改", "应改", None, None], *UNITS]
THREE_ROWS: Rows = [
    ["考核成绩"],
    [None, "一、政治建设", None, None, "二、作风建设"],
    ["单位", "整改率", None, "评分", "办结率"],
    [None, "已改", "应改", None, None],
    *UNITS,
]
HEADS: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "merged both ways": (TWO_ROWS, ("A1:A2", "B1:C1", "D1:D2", "E1:E2")),
    "merged across only": (TWO_ROWS, ("B1:C1",)),
    "not merged at all": (TWO_ROWS, ()),
    "a theme above": (THREE_ROWS, ("A1:E1", "B2:D2", "A3:A4", "B3:C3", "D3:D4", "E3:E4")),
    "a theme above from the first row": (
        [["单位", *THREE_ROWS[1][1:]], [None, *THREE_ROWS[2][1:]], *THREE_ROWS[3:]],
        ("A1:A3", "B1:D1", "B2:C2", "D2:D3", "E2:E3"),
    ),
    "the unit in the lower row": (
        [[None, "整改率", None, None, None], ["单位", "已改", "应改", "评分", "办结率"], *UNITS],
        ("B1:C1",),
    ),
    "what is counted below": (
        [HEADINGS, [None, None, None, "（满分10分）", "（%）"], *UNITS],
        ("A1:A2",),
    ),
    "the unit of measure below": ([HEADINGS, [None, None, None, "分", "％"], *UNITS], ()),
    "the codes above": (
        [[None, "1.1", None, "1.10", "P3"], ["单位", "已改", "应改", "评分", "办结率"], *UNITS],
        ("B1:C1",),
    ),
    "what the unit is to be": ([["被考核单位（全称）", *HEADINGS[1:]], *UNITS], ()),
    "a corner cell": ([["指标\n单位", *HEADINGS[1:]], *UNITS], ()),
    "that here are the values below": ([HEADINGS, [None, None, None, "得分", "完成值"], *UNITS], ()),
}


@pytest.mark.parametrize("case", HEADS)
def test_headings_of_two_and_three_rows_are_read_merged_or_not(case: str) -> None:
    rows, ranges = HEADS[case]
    intake = read_changed(merged(*ranges), rows)
    assert intake.problems == []
    assert values(intake, "U1") == ALL
    assert values(intake, "U3")["1.1|已改"] == 7


def test_a_heading_merged_into_the_rows_of_data_hides_no_row() -> None:
    intake = read_changed(merged("D1:D2"), [HEADINGS, *UNITS])
    assert found(intake) == [("cell-merged", "D2")]
    intake = read_changed(merged("A1:A2"), [HEADINGS, *UNITS])
    assert not intake.accepted
    assert {place for _, place in found(intake)} >= {"B2", "D2", "E2"}


def test_a_column_under_a_heading_merged_over_it_is_no_second_value() -> None:
    assert found(read_changed(merged("D1:E1"), [HEADINGS, *UNITS])) == [("column-repeated", "E1")]
    without = [[*HEADINGS[:4], None, "备注"], *([*row[:4], None, "无"] for row in UNITS)]
    assert found(read_changed(merged("D1:E1"), without)) == []


def test_a_heading_with_two_meanings_is_refused() -> None:
    rows: Rows = [["单位", "评分"], [None, "办结率"], ["甲县", 9], ["乙县", 9], ["丙局", 9]]
    assert found(read(rows))[0] == ("heading-ambiguous", "B2")
    assert "1.10 评分" in only(read(rows), "heading-ambiguous").message.zh


def test_headings_repeated_on_every_page_are_skipped_and_a_second_table_is_read_as_such() -> None:
    intake = read([["成绩"], HEADINGS, UNITS[0], HEADINGS, *UNITS[1:]])
    assert found(intake) == [("rows-skipped", "A4")]
    assert values(intake, "U2")["P3"] == 96
    other: Rows = [[], ["二、部门"], ["单位代码", "办结率"], ["U3", 95]]
    intake = read([HEADINGS, *([*row[:4], None] for row in UNITS), *other])
    assert intake.problems == []
    assert values(intake, "U3")["P3"] == 95
    again: Rows = [[], ["单位", "办结率", "评分"], ["丙局", 95, 7]]
    assert values(read([HEADINGS, *UNITS[:2], *again]), "U3") == {"P3": 95, "1.10": 7}


def test_a_register_and_exemptions_may_stand_below_each_other() -> None:
    sheet: Rows = [*REGISTER, [], ["单位", "指标", "理由", "批准人"], ["甲", "P3", "新设", "考核办"]]
    file = file_of("f.xlsx", {"册": sheet, "得分": [HEADINGS[:4], *(row[:4] for row in UNITS)]})
    intake = read_intake(SCHEME, [file])
    assert found(intake) == []
    assert [(one.unit, one.indicator) for one in intake.exemptions] == [("U1", "P3")]


def test_tables_side_by_side_are_refused() -> None:
    rows: Rows = [["单位", "评分", None, "单位", "评分"], ["甲县", 9, None, "乙县", 8]]
    assert [code for code, _ in found(read(rows))][:2] == ["column-repeated", "column-repeated"]


def test_rows_of_data_above_the_headings_are_not_passed_over() -> None:
    intake = read([UNITS[0], HEADINGS, *UNITS[1:]])
    assert ("rows-above-headings", "A1") in found(intake)
    assert not intake.accepted


@given(st.permutations(range(5)), st.permutations(range(3)), st.integers(0, 6), st.integers(0, 3))
def test_the_order_of_columns_and_rows_and_what_is_blank_before_them_change_no_value(
    columns: list[int], rows: list[int], above: int, before: int
) -> None:
    table = [HEADINGS, *(UNITS[row] for row in rows)]
    text = io.StringIO(newline="")
    width = before + len(HEADINGS)
    csv.writer(text).writerows(
        [[""] * width] * above + [[""] * before + [row[at] for at in columns] for row in table]
    )
    grid = _grid(text.getvalue())
    tables = Headings(SCHEME).find(grid)
    assert [(found.layout, found.table.rows) for found in tables] == [
        (Layout.WIDE, range(above + 1, above + 4))
    ]
    header = Headings(SCHEME).header(tables[0].table)
    assert header.problems == []
    positions = {
        meaning.code: position - before
        for meaning, position in header.columns.items()
        if isinstance(meaning, ColumnName) and not meaning.field
    }
    assert positions == {"1.10": columns.index(3), "P3": columns.index(4)}


def _grid(text: str) -> Grid:
    return _grid_of(csv.reader(io.StringIO(text)))


def _grid_of(rows: Iterable[Sequence[object]]) -> Grid:
    cells = [
        [
            Cell(
                "" if value is None else str(value),
                Decimal(value) if isinstance(value, int) else None,
            )
            for value in row
        ]
        for row in rows
    ]
    width = max(map(len, cells))
    return Grid("f.csv", None, tuple((*row, *[Cell()] * (width - len(row))) for row in cells))


def test_forms_below_each_other_are_of_several_units() -> None:
    form: Rows = [["填报单位：甲县"], ["指标", "填报值"], ["评分", None], ["办结率", 97]]
    other: Rows = [["填报单位：乙县"], ["指标", "填报值"], ["评分", 8], ["办结率", None]]
    found = Headings(SCHEME).find(_grid_of([*form, [], *other]))
    assert [(layout, table.rows) for layout, table in found] == [
        (Layout.FORM, range(2, 5)),
        (Layout.FORM, range(7, 9)),
    ]
    assert [[text for _, _, text in table.texts_above()] for _, table in found] == [
        ["填报单位：甲县"],
        ["填报单位：乙县"],
    ]


def test_the_first_headings_of_two_rows_repeated_alone_swallow_no_row() -> None:
    rows: Rows = [*TWO_ROWS[:3], TWO_ROWS[0], *UNITS[1:]]
    assert found(read(rows)) == [("column-unknown", "B4"), ("heading-blank", "C4")]
    intake = read([*TWO_ROWS[:3], *TWO_ROWS[:2], *UNITS[1:]])
    assert found(intake) == [("rows-skipped", "A4")]
    assert values(intake, "U2")["1.1|已改"] == 8


def test_a_sheet_full_of_headings_takes_no_time() -> None:
    row = ["单位", *("评分" if number % 2 else f"另{number}" for number in range(200))]
    rows = [row if number % 2 else [*row[:-1], str(number)] for number in range(3000)]
    start = time.monotonic()
    Headings(SCHEME).find(_grid_of(rows))
    assert time.monotonic() - start < 60


# ---------------------------------------------------------------- what headings mean

SILENT = [
    "评分",
    "1.10",
    "1.10 评分",
    "1.10评分",
    "1.10、评分",
    "1.10\n评分",
    "评 分",
    "评　分",
    "评分（满分10分）",
    "评分(10分)",
    "1.10 评分（满分10分）",
    "评分（分值：10分）",
    "评分 满分10分",
    "评分（1.10）",
    "评分 1.10",
    "评分（权重10%，满分10分）",
]


@pytest.mark.parametrize("heading", SILENT)
def test_a_heading_is_code_or_name_or_both_with_what_it_states(heading: str) -> None:
    intake = read([["单位", heading], *([unit[0], unit[3]] for unit in UNITS)])
    assert intake.problems == []
    assert values(intake, "U1") == {"1.10": Decimal("9.5")}


@pytest.mark.parametrize(
    "heading",
    [
        "办结率（%）",
        "办结率(％)",
        "办结率/%",
        "办结率（单位：%）",
        "P3 办结率（%，满分30分）",
        "办结率（%）（满分30分）",
        "办结率（百分比）",
    ],
)
def test_a_unit_of_measure_in_a_heading_is_that_of_the_scheme(heading: str) -> None:
    assert read([["单位", heading], *([unit[0], unit[4]] for unit in UNITS)]).problems == []


@pytest.mark.parametrize("heading", ["Ｐ３", "p3", "P3．办结率", "P 3——办结率"])
def test_a_heading_typed_otherwise_is_taken_with_a_warning_that_shows_both(heading: str) -> None:
    intake = read([["单位", heading], *([unit[0], unit[4]] for unit in UNITS)])
    assert found(intake) == [("title-normalised", "B1")]
    said = only(intake, "title-normalised").message
    assert (heading in said.zh, "P3 办结率" in said.zh) == (True, True)
    assert values(intake, "U1") == {"P3": 97}


def test_brackets_in_a_name_are_part_of_it() -> None:
    for heading in ("案件（起数）", "案件(起数)", "案件（起数）（起）", "P4 案件（起数）（满分10分）"):
        assert read([["单位", heading], ["甲县", 1], ["乙县", 0], ["丙局", 2]]).problems == []
    assert ("column-unknown", "B1") in found(read([["单位", "案件"], ["甲县", 1]]))


def test_other_full_points_in_a_heading_are_a_warning_and_another_unit_of_measure_stops() -> None:
    intake = read([["单位", "评分（满分30分）"], *([unit[0], unit[3]] for unit in UNITS)])
    assert found(intake) == [("heading-points-differ", "B1")]
    message = only(intake, "heading-points-differ").message.zh
    assert ("30 分" in message, "10 分" in message) == (True, True)
    intake = read([["单位", "办结率（件）"], *([unit[0], unit[4]] for unit in UNITS)])
    assert found(intake) == [("heading-unit-differs", "B1")]
    assert not intake.accepted
    intake = read([["单位", "案件（起数）/万元"], ["甲县", 1], ["乙县", 1], ["丙局", 1]])
    assert found(intake) == [("heading-unit-differs", "B1")]


@pytest.mark.parametrize(
    "heading", ["1.10 整改率", "1.10整改率", "整改率（P3）", "P3、评分（满分10分）", "办结率 1.10"]
)
def test_a_code_of_one_indicator_with_the_name_of_another_is_refused(heading: str) -> None:
    intake = read([["单位", heading], *([unit[0], unit[3]] for unit in UNITS)])
    assert ("heading-code-name-differ", "B1") in found(intake)


@pytest.mark.parametrize("heading", ["评分数", "办结", "1.1", "整改率", "办结率（去年）", "1.100", "P3 办结"])
def test_what_is_only_like_an_indicator_is_proposed_and_never_taken(heading: str) -> None:
    intake = read([["单位", heading], *([unit[0], unit[3]] for unit in UNITS)])
    assert ("column-unknown", "B1") in found(intake)
    assert intake.values == {}


def test_columns_for_people_are_left_alone_and_named_if_they_hold_anything() -> None:
    rows: Rows = [["序号", "单位", "评分", "总 分", "名次", "联系电话", "备注"]]
    rows += [[index, unit[0], unit[3], 88, index, None, "好"] for index, unit in enumerate(UNITS)]
    intake = read(rows)
    assert found(intake) == [("columns-not-read", None)]
    assert "总 分、名次" in only(intake, "columns-not-read").message.zh
    assert "联系电话" not in only(intake, "columns-not-read").message.zh


def test_what_units_say_of_themselves_and_who_answers_are_columns_for_people() -> None:
    words = ["自评分", "自评得分", "自评", "牵头科室", "责任科室", "科室", "主管部门", "分管领导"]
    intake = read([["单位", *words, "评分"], *([unit[0], *([7] * len(words)), unit[3]] for unit in UNITS)])
    assert found(intake) == [("columns-not-read", None)]
    assert values(intake, "U1") == {"1.10": Decimal("9.5")}


@pytest.mark.parametrize("heading", ["得分", "分数", "考核得分", "合计数", "实际值（2020）"])
def test_a_generic_heading_is_likened_to_no_indicator(heading: str) -> None:
    scheme = scheme_of(
        """
tree:
  - {code: total, name: 总分, points: 20}
  - {code: A1, parent: total, name: 发展成效得分, points: 10, rule: {kind: direct}}
  - {code: A2, parent: total, name: 实际值, points: 10, rule: {kind: direct}}
"""
    )
    intake = read([["单位", heading], *([unit[0], 7] for unit in UNITS)], scheme)
    assert "是否为" not in only(intake, "column-unknown").message.zh


@pytest.mark.parametrize("heading", ["P9 办结率", "P9办结率", "9.9、办结率（%）", "办结率（P9）"])
def test_an_unknown_code_in_a_heading_does_not_hide_whose_the_name_is(heading: str) -> None:
    intake = read([["单位", heading], *([unit[0], 97] for unit in UNITS)])
    assert "（表头的名称“办结率" in only(intake, "column-unknown").message.zh
    assert "”是 P3 的）" in only(intake, "column-unknown").message.zh
    assert intake.values == {}


def test_the_problems_of_a_row_bear_its_unit_and_a_merged_range_is_named_once() -> None:
    headings: list[object] = ["单位", "组别", "评分", "办结率"]
    rows: Rows = [
        ["甲县", "甲组", 1, 2],
        ["甲县", "甲组", 1, 2],
        ["乙县", "丙组", 3, 4],
        ["丙局", "乙组", 5, 6],
    ]
    intake = read([headings, *rows])
    [repeated, mismatched] = blocking(intake.problems)
    assert (repeated.code, repeated.place.unit) == ("unit-repeated", "甲县")
    assert (mismatched.code, mismatched.place.unit) == ("unit-group-mismatch", "乙县")
    rows = [["甲县", None, 1, 2], ["乙县", None, 3, 4], ["丙局", None, 5, 6]]
    intake = read_changed(merged("C2:D4"), [headings, *rows])
    assert found(intake) == [("cell-merged", "D2")]
    assert intake.problems.blocked_units == {"甲县", "乙县", "丙局"}


def test_signatures_below_an_empty_column_do_not_make_it_a_column() -> None:
    end: Rows = [["填报人：", None, "审核人：", None, None, None, "2020年12月"], ["（盖章）"]]
    intake = read([HEADINGS, *UNITS, [], *end])
    assert found(intake) == [("rows-skipped", "A6")]


def test_the_register_may_have_columns_for_people() -> None:
    register = [[*row, extra] for row, extra in zip(REGISTER, ["联系人", "张", "王", "李"], strict=True)]
    file = file_of("f.xlsx", {"册": [["单位名册"], *register, ["合计", "3个"]], "得分": [HEADINGS, *UNITS]})
    intake = read_intake(SCHEME, [file])
    assert found(intake) == [("columns-not-read", None), ("rows-skipped", "A6")]
    assert [unit.code for unit in intake.units] == ["U1", "U2", "U3"]


# ---------------------------------------------------------------- periods


def of_year(intake: Intake) -> list[tuple[str, str | None]]:
    return [(p.code, p.place.cell) for p in intake.problems if p.place.sheet in {"又", "上半年", "H2"}]


def halves(**more: Rows) -> Intake:
    scores = [[row[0], *row[7:]] for row in office_year.SCORES]
    return office_year.read(得分=scores, **more)


def test_a_column_says_the_period_of_each_row() -> None:
    intake = halves(
        又=[["单位", "时期", "评议", "1.1|已改"], ["东县", "上半年", 38, 9], ["东县", "H2", 36, 10]]
    )
    assert of_year(intake) == []
    assert values(intake, "U1").items() >= {"1.10@H1": 38, "1.10@H2": 36, "1.1@H1|已改": 9}.items()
    assert intake.places[cell("U1", "1.10@H2")].cell == "C3"


def test_a_sheet_named_as_a_period_gives_it_to_its_headings() -> None:
    intake = halves(上半年=[["单位", "评议"], ["东县", 38]], H2=[["单位", "1.10 评议"], ["东县", 36]])
    assert of_year(intake) == []
    assert values(intake, "U1").items() >= {"1.10@H1": 38, "1.10@H2": 36}.items()
    intake = halves(H2=[["单位", "时期", "评议"], ["东县", "上半年", 38], ["东县", None, 36]])
    assert of_year(intake) == []
    assert values(intake, "U1").items() >= {"1.10@H1": 38, "1.10@H2": 36}.items()


def test_a_period_above_or_below_the_indicator_is_part_of_the_heading() -> None:
    for rows in (
        [["单位", "评议", None], [None, "上半年", "下半年"]],
        [["单位", "H1", "H2"], [None, "评议", "评议"]],
    ):
        intake = halves(又=[*rows, ["东县", 38, 36]])
        assert of_year(intake) == []
        assert values(intake, "U1").items() >= {"1.10@H1": 38, "1.10@H2": 36}.items()


def test_a_heading_without_its_period_says_so() -> None:
    intake = halves(又=[["单位", "评议"], ["东县", 38]])
    assert of_year(intake) == [("heading-period-missing", "B1")]
    assert "1.10@H1" in only(intake, "heading-period-missing").remedy.zh


def test_a_row_needs_a_period_that_the_scheme_has() -> None:
    rows: Rows = [
        ["单位", "期次", "评议"],
        ["东县", None, 38],
        ["西县", "上半", 36],
        ["南县", "H1", 3],
        ["南县", "上半年", 4],
    ]
    assert of_year(halves(又=rows)) == [
        ("period-blank", "B2"),
        ("period-unknown", "B3"),
        ("unit-repeated", "A5"),
    ]


def test_what_is_not_measured_in_a_period_is_refused_there() -> None:
    scheme = scheme_of(office_year.TEXT.replace("periods: [H1, H2]}", "periods: [H1]}"))
    sheets: dict[str, Rows] = {
        "名册": office_year.REGISTER,
        "又": [["单位", "时期", "评议"], ["东县", "H2", 3]],
    }
    assert ("indicator-not-in-period", "C2") in found(read_intake(scheme, [file_of("f.xlsx", sheets)]))
    sheets = {"名册": office_year.REGISTER, "H2": [["单位", "评议"], ["东县", 3]]}
    assert ("indicator-not-in-period", "B1") in found(read_intake(scheme, [file_of("f.xlsx", sheets)]))


# ---------------------------------------------------------------- units


@pytest.mark.parametrize("name", ["甲 县", "甲　县", "甲\u200b县", "u1", "Ｕ１", "丙 单 位"])
def test_a_unit_typed_otherwise_is_taken_with_a_warning_that_shows_both(name: str) -> None:
    rest = UNITS[1:] if name != "丙 单 位" else UNITS[:2]
    intake = read([HEADINGS, [name, *UNITS[0][1:]], *rest])
    assert found(intake) == [("unit-name-normalised", "A2")]
    assert ("甲县" in only(intake, "unit-name-normalised").message.zh) is (name != "丙 单 位")
    is_spaced = name not in {"u1", "Ｕ１"}
    assert ("别名" in only(intake, "unit-name-normalised").remedy.zh) is not is_spaced
    assert intake.accepted
    assert intake.values[cell("U3" if name == "丙 单 位" else "U1", "1.1", "已改")] == 9


def test_blanks_around_a_name_are_no_difference() -> None:
    assert read([HEADINGS, [" 甲县　", *UNITS[0][1:]], *UNITS[1:]]).problems == []


def test_names_of_minorities_and_old_type_are_found_by_their_normal_form() -> None:
    register: Rows = [REGISTER[0], ["0101", "青山·红河（新）区", "A", ""], ["0102", "⾦沙县", "A", ""]]
    scores: Rows = [["单位", "评分"], ["青山•红河(新)区", 1], ["金沙县", 2]]
    intake = read_intake(SCHEME, [file_of("f.xlsx", {"册": register, "得分": scores})])
    assert found(intake) == [("unit-name-normalised", "A2"), ("unit-name-normalised", "A3")]
    scores = [["单位代码", "评分"], [101, 1], ["0102", 2]]
    intake = read_intake(SCHEME, [file_of("f.xlsx", {"册": register, "得分": scores})])
    assert found(intake)[0] == ("unit-unknown", "A2")


def test_units_that_differ_by_little_are_found_by_their_exact_names_only() -> None:
    register: Rows = [REGISTER[0], ["A1", "新城(东)区", "A", ""], ["A2", "新城（东）区", "A", ""]]
    scores: Rows = [["单位", "评分"], ["新城(东)区", 1], ["新城（东）区", 2]]
    intake = read_intake(SCHEME, [file_of("f.xlsx", {"册": register, "得分": scores})])
    assert found(intake) == [("register-units-alike", "B3")]
    assert values(intake, "A2") == {"1.10": 2}
    scores[1][0] = "新城【东】区"
    intake = read_intake(SCHEME, [file_of("f.xlsx", {"册": register, "得分": scores})])
    assert ("unit-unknown", "A2") in found(intake)


def test_a_name_that_is_only_near_is_proposed_and_never_taken() -> None:
    intake = read([HEADINGS, ["甲县县", *UNITS[0][1:]], *UNITS[1:]])
    assert found(intake)[0] == ("unit-unknown", "A2")
    assert "是否为“甲县”" in only(intake, "unit-unknown").message.zh


# ---------------------------------------------------------------- rows that are no units


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "合 计",
        "总计：",
        "平均",
        "平均分",
        "最高分",
        "全市平均值",
        "区县小计",
        "备注：数据截至12月",
        "注：1.口径见通知",
        "说明",
        "填表说明：如实填写",
        "联系电话：",
        "填表日期：",
    ],
)
def test_totals_notes_and_signatures_are_skipped_and_named(text: str) -> None:
    intake = read([HEADINGS, *UNITS, [text, 24, 30, 24.5, 288]])
    assert found(intake) == [("rows-skipped", "A5")]
    assert f"第5行“{text}”" in only(intake, "rows-skipped").message.zh
    assert intake.accepted


SIGNATURES = ["填报人：", "审核人", "单位负责人（签字）：", "（盖章）", "单位（公章）"]


@pytest.mark.parametrize("text", SIGNATURES)
def test_signatures_are_skipped_unless_they_hold_values(text: str) -> None:
    for beside in ([None], ["张某", None, "2020年12月"], ["张某", "联系电话：", "84001234"]):
        intake = read([HEADINGS, *UNITS, [text, *beside]])
        assert found(intake) == [("rows-skipped", "A5")]
        assert f"第5行“{text}”" in only(intake, "rows-skipped").message.zh
    for value in (24, "97.5", "9件"):
        intake = read([HEADINGS, *UNITS, [text, None, value]])
        assert found(intake) == [("unit-unknown", "A5")]


@pytest.mark.parametrize("value", [9, "9", "好"])
def test_a_unit_with_the_place_for_its_seal_and_a_value_is_no_signature(value: object) -> None:
    headings: list[object] = ["单位", "评分"]
    intake = read([headings, ["甲县", 9], ["乙县（盖章）", value], ["丙局", 9]])
    assert ("unit-unknown", "A3") in found(intake)
    assert "是否为“乙县”" in only(intake, "unit-unknown").message.zh
    intake = read([HEADINGS, *UNITS, [], ["乙县（盖章）", None, None, "填报人："]])
    assert found(intake) == [("rows-skipped", "A6")]


def test_a_total_is_told_by_the_first_text_where_no_unit_is_written() -> None:
    rows: Rows = [
        ["序号", *HEADINGS],
        *([index, *row] for index, row in enumerate(UNITS, 1)),
        ["合计", None, 1, 1, 1, 1],
    ]
    assert found(read(rows)) == [("rows-skipped", "A5")]


def test_sections_of_a_table_are_skipped() -> None:
    rows: Rows = [HEADINGS, ["一、区县"], *UNITS[:2], ["部门"], UNITS[2]]
    intake = read_changed(merged("A5:E5"), rows)
    assert found(intake) == [("rows-skipped", "A2")]
    assert "第2行“一、区县”、第5行“部门”" in only(intake, "rows-skipped").message.zh
    assert ("unit-unknown", "A5") in found(read(rows))


def test_a_unit_with_the_name_of_a_total_is_a_unit() -> None:
    register: Rows = [*REGISTER, ["U4", "平均", "A", ""]]
    sheets: dict[str, Rows] = {"册": register, "得分": [HEADINGS, *UNITS, ["平均", 1, 2, 3, 4]]}
    intake = read_intake(SCHEME, [file_of("f.xlsx", sheets)])
    assert intake.problems == []
    assert values(intake, "U4")["P3"] == 4


def test_a_total_that_names_a_unit_is_a_problem() -> None:
    rows: Rows = [["单位代码", "单位", "评分"], ["U1", "甲县", 9], ["U2", "合计", 17], ["U3", "丙局", 7]]
    intake = read(rows)
    assert ("total-names-unit", "A3") in found(intake)
    assert not intake.accepted


def test_lines_of_notes_and_the_title_once_more_are_skipped() -> None:
    title: Rows = [["2020年度考核成绩表"], HEADINGS, *UNITS]
    notes: Rows = [
        ["2020年度考核成绩表"],
        ["1.本表由各单位如实填写"],
        ["口径见通知。"],
        ["※注：略"],
        ["不含下属事业单位"],
        ["满分", 10, 10, 10, 30],
    ]
    intake = read([*title, *notes])
    assert found(intake) == [("rows-skipped", "A6")]
    assert [f"第{row}行" in only(intake, "rows-skipped").message.zh for row in range(6, 12)] == [True] * 6


def test_a_lone_number_is_never_a_note() -> None:
    for lone in (9.5, "9.5", "1,234", 7):
        intake = read([HEADINGS, *UNITS, [None, None, None, lone], ["备注："], [None, None, None, lone]])
        assert [problem for problem in found(intake) if problem[0] == "unit-blank"] == [
            ("unit-blank", "A5"),
            ("unit-blank", "A7"),
        ]


def test_rows_that_were_numbered_beforehand_are_blank() -> None:
    rows: Rows = [["序号", *HEADINGS, "备注"], *([index, *row, None] for index, row in enumerate(UNITS, 1))]
    intake = read([*rows, [4], [5, *[None] * 5, "待补"], [6, None, 1]])
    assert found(intake) == [("unit-blank", "B7"), ("rows-skipped", "A5")]


def test_content_without_a_unit_and_unknown_units_are_never_skipped() -> None:
    intake = read([HEADINGS, *UNITS, [None, 1, 2, 3, 4], ["丁县", 1, 2, 3, 4], ["丁县"]])
    assert found(intake) == [("unit-blank", "A5"), ("unit-unknown", "A6"), ("unit-unknown", "A7")]


def test_records_have_totals_and_titles_too() -> None:
    rows: Rows = [["2020年加减分汇总表"], [], *office_year.ADJUSTMENTS, ["合计", None, None, 9.5]]
    intake = office_year.read(加减分=rows)
    assert len(intake.adjustments) == 7
    assert [p.code for p in intake.problems] == ["rows-skipped", "adjustments-not-approved"]


# ---------------------------------------------------------------- which sheet is which

LAYOUTS: dict[str, tuple[list[object], Layout]] = {
    "long": (["单位", "指标代码", "指标", "数据项", "完成值"], Layout.LONG),
    "long by code": (["单位代码", "指标", "得分"], Layout.LONG),
    "form": (["序号", "指标代码", "指标", "计量单位", "填报值", "备注"], Layout.FORM),
    "votes": (["单位", "已改", "应改"], Layout.VOTES),
    "wide": (["单位", "整改率|已改", "整改率|应改"], Layout.WIDE),
    "exemptions": (["单位", "指标代码", "理由", "批准人"], Layout.EXEMPTIONS),
    "register": (["单位编码", "单位名称", "组别"], Layout.REGISTER),
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_a_table_is_told_by_its_headings(case: str) -> None:
    headings, layout = LAYOUTS[case]
    grid = Grid("f.xlsx", "表", (tuple(Cell(str(text)) for text in headings), (Cell("x"),) * len(headings)))
    assert [found.layout for found in Headings(SCHEME).find(grid)] == [layout]


def test_a_form_has_its_unit_above_and_the_unit_of_measure_is_none() -> None:
    rows: Rows = [
        ["填报表"],
        ["单位", "甲县", "填报人", "张某"],
        [],
        ["指标", "单位", "填报值"],
        ["评分", "分", 9],
        ["办结率", "%", 9],
    ]
    grid = Grid(
        "f.xlsx",
        "表",
        tuple(tuple(Cell(str(row[at])) if at < len(row) else Cell() for at in range(4)) for row in rows),
    )
    [(layout, table)] = Headings(SCHEME).find(grid)
    assert (layout, table.headings, table.rows) == (Layout.FORM, range(3, 4), range(4, 6))
    assert [text for _, _, text in table.texts_above()] == ["填报表", "单位", "甲县", "填报人", "张某"]


def test_votes_are_for_the_indicators_that_have_all_the_fields() -> None:
    headings = Headings(SCHEME)
    grid = Grid(
        "f.xlsx",
        "表",
        (tuple(Cell(text) for text in ("单位", "应 改", "已改（件）", "备注")), (Cell("x"),) * 4),
    )
    [(layout, table)] = headings.find(grid)
    header = headings.vote_header(table)
    assert layout is Layout.VOTES
    assert header.problems == []
    assert (header.columns, headings.voted(header)) == ({"单位": 0, "应改": 1, "已改": 2}, ["1.1"])


def test_instructions_beside_a_table_are_no_trouble_and_numbers_without_headings_are() -> None:
    intake = read([HEADINGS, *UNITS], 填报说明=[["请如实填写"], ["一、口径见通知"]])
    assert found(intake) == [("sheet-not-read", None)]
    intake = read([HEADINGS, *UNITS], 草稿=[["甲县", 9], ["乙县", 8]])
    assert found(intake) == [("sheet-unknown", None)]
    assert "填报值" in only(intake, "sheet-unknown").remedy.zh
    intake = read([HEADINGS, *UNITS, [], ["指标", "数据项"], ["评分", "见通知"]])
    assert ("sheet-unknown", "A6") in found(intake)


def test_a_table_without_rows_is_noted() -> None:
    intake = read([HEADINGS, *UNITS], 空=[["单位", "评分"]])
    assert found(intake) == [("table-empty", "A1")]
    assert intake.accepted


# ---------------------------------------------------------------- throughout


@given(st.text(max_size=30))
@example(" " * 30_000)
@example("（" * 30_000)
@example("评分，" * 10_000 + "满分")
def test_any_text_may_stand_anywhere(text: str) -> None:
    headings = Headings(SCHEME)
    cells = ((Cell(text), Cell("单位"), Cell(text + "评分")), (Cell("1"), Cell(text), Cell("2", Decimal(2))))
    for found in headings.find(Grid("f.xlsx", text, cells)):
        headings.header(found.table)


FULL_WIDTH = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789.()P"}
DRESSES: list[Callable[[str, str], str]] = [
    lambda code, _: code,
    lambda _, name: name,
    lambda code, name: f"{code} {name}",
    lambda code, name: f"{code}、{name}",
    lambda code, name: f"{name}（{code}）",
    lambda code, name: f"{code}\n{name}",
    lambda _, name: " ".join(name),
    lambda code, name: f"{code}{name}".translate(FULL_WIDTH),
]
STATEMENTS = [
    "",
    "（满分{points}分）",
    "({points}分)",
    "（{unit}）",
    "/{unit}",
    "（单位：{unit}，满分{points}分）",
    "\n({unit})",
]
BETWEEN: Rows = [
    [],
    ["合计", 1, 2, 3],
    ["一、区县"],
    [None, "注：略"],
    ["（盖章）"],
    ["单位负责人：", "张某"],
    ["2.见通知。"],
]


@given(st.data())
def test_however_a_sheet_is_dressed_its_values_are_read_or_it_is_refused(data: st.DataObject) -> None:
    parts = data.draw(st.permutations([SCHEME.by_code[code] for code in ("1.10", "P3", "P4")]))
    headings: list[object] = ["单位"]
    for part in parts:
        assert isinstance(part, Indicator)
        said = data.draw(st.sampled_from(STATEMENTS)).format(points=part.points, unit=part.unit or "分")
        headings.append(data.draw(st.sampled_from(DRESSES))(part.code, part.name) + said)
    names = ["甲县", "U2", "丙　局"]
    title: list[object] = ["2020年度成绩"]
    rows: Rows = [*[title] * data.draw(st.integers(0, 2)), headings]
    for number, name in enumerate(names):
        rows += data.draw(st.lists(st.sampled_from(BETWEEN), max_size=2))
        rows.append([name, *(number * 3 + at for at in range(3))])
    read = _read_grid(_grid_of(rows))
    assert [problem.code for problem in blocking(read.problems)] == []
    for number, unit in enumerate(("U1", "U2", "U3")):
        assert values(read, unit) == {part.code: number * 3 + at for at, part in enumerate(parts)}


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    *HEADINGS,
                    "甲县",
                    "乙县",
                    "合计",
                    "整改率",
                    "已改",
                    "应改",
                    "指标",
                    "填报值",
                    "单位代码",
                    "时期",
                    "组别",
                    None,
                    1,
                    2,
                ]
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=7,
    )
)
def test_no_jumble_of_headings_and_values_loses_a_number_in_silence(rows: Rows) -> None:
    grid = _grid_of(rows)
    read = _read_grid(grid)
    below = [row for found in Headings(SCHEME).find(grid) for row in found.table.rows]
    held = sum(cell.number is not None for row in below for cell in grid.rows[row])
    said = any(problem.code in {"rows-skipped", "columns-not-read"} for problem in read.problems)
    assert blocking(read.problems) or said or len(read.values) == held


def _read_grid(grid: Grid) -> Intake:
    headings, register, intake = Headings(SCHEME), Register(), Intake(SCHEME)
    for _, table in headings.find(_grid_of(REGISTER)):
        register.read(table, SCHEME)
    intake.units = tuple(register.units)
    taking = Taking(intake)
    intake.problems += unread([(grid, headings.find(grid))])
    readers: dict[Layout | None, WideSheets | LongSheets | FormSheets | VoteSheets] = {
        Layout.WIDE: WideSheets(taking, register, headings),
        Layout.LONG: LongSheets(taking, register, headings),
        Layout.FORM: FormSheets(taking, register, headings),
        Layout.VOTES: VoteSheets(taking, register, headings),
    }
    for layout, table in headings.find(grid):
        if layout in readers:
            readers[layout].read(table)
        elif layout is Layout.REGISTER:
            intake.problems += Register().read(table, SCHEME)
    return intake


def test_a_csv_of_the_office_is_understood_like_a_workbook() -> None:
    text = "考核成绩表,,,\n,,,\n单位,整改率,,评分\n,已改,应改,\n甲县,9,10,9.5\n乙县,8,10,8\n丙局,7,10,7\n合计,24,30,24.5\n"
    files = [file_of("r.xlsx", {"名册": REGISTER}), SourceFile("分.csv", text.encode())]
    intake = read_intake(SCHEME, files)
    assert found(intake) == [("rows-skipped", "A8")]
    assert values(intake, "U1") == {key: value for key, value in ALL.items() if key != "P3"}


def test_twenty_thousand_units_are_found_quickly() -> None:
    units: Rows = [[f"{number:05d}", f"第{number}单位", "A", ""] for number in range(10_000)]
    wrong: Rows = [[f"第{number}单味", 1] for number in range(300)]
    sheets: dict[str, Rows] = {
        "册": [REGISTER[0], *units],
        "得分": [["单位", "评分"], *wrong, *([row[1], 1] for row in units)],
    }
    file = file_of("f.xlsx", sheets)
    start = time.monotonic()
    intake = read_intake(SCHEME, [file])
    assert len([p for p in intake.problems if p.code == "unit-unknown"]) == 300
    assert time.monotonic() - start < 20


def test_every_kind_of_problem_is_provoked_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [kind.code for kind in heading_problems.KINDS if f'"{kind.code}"' not in source] == []
