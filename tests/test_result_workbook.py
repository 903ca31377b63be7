"""The result workbook shows exactly the published values, as numbers; all text stays text; it prints well."""

from __future__ import annotations

import html
import io
import re
import time
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from openpyxl import load_workbook

import indicators
from documents import read_data
from documents.live.names import SHEETS as LIVE
from documents.record_words import UnitAdjustments
from documents.result_workbook import write_results, write_values
from documents.table_book import sheet_name
from documents.table_style import STATE_COLOURS
from indicators import Exemption, Place, Severity, Unit
from indicators.catalogue_text import load_catalogue
from indicators.problems import Problem
from indicators.words import Words
from sample_data import CARRIED_OVER, DATA, SCHEME
from scoring import Results, State, build_sheet, score
from scoring.explanation import STATE_WORDS
from tests import office_year
from tests.schemes import Case, cases, times
from tests.sheets import scheme_of, sheet_of
from tests.test_cli import baton

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from indicators.words import Language

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)
IDENTITY = 4

PLAIN = """
policies: {rank_across_groups: yes}
grades: [{name: 优秀, at_least: 8, quota: 40%}, {name: 一般}]
tree:
  - {code: total, name: 总分, points: 10}
  - {code: "1.10", parent: total, name: 满意度, points: 4, rule: {kind: direct}, owner: 考核办}
  - {code: b, parent: total, name: 测评, points: 6, rule: {kind: direct}}
"""
WITHHELD = PLAIN.replace("rank_across_groups: yes", "missing: no score").replace(
    "rule: {kind: direct}}", "rule: {kind: direct}, groups: [A]}"
)
TIED = """unit | 1.10 | b
甲 | 4 | 5
乙 | 3 | 6
丙 | 4 | 6
丁 | 1 | 0.5
戊 | . | 6"""


@cache
def sample() -> Results:
    scheme, problems = indicators.load(SCHEME)
    assert scheme is not None, problems
    sheet, problems = read_data(scheme, DATA)
    assert sheet is not None, problems
    return score(scheme, sheet, load_catalogue(CARRIED_OVER)[0])


def written(results: Results, problems: tuple[Problem, ...] = (), language: Language = "zh") -> Workbook:
    return load_workbook(io.BytesIO(write_results(results, problems, language=language, made_at=MADE_AT)))


def small(tree: str = PLAIN, table: str = TIED, groups: dict[str, str] | None = None) -> Results:
    scheme = scheme_of(tree)
    return score(scheme, sheet_of(scheme, table, groups))


def rows_under(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """The rows of a table by its headings; `heading` is one of them."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = next(index for index, row in enumerate(rows) if heading in row)
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :]]


def marks(sheet: Worksheet) -> tuple[str, str, str, str]:
    """What every page says: the footer's left, middle and right, and the header's right."""
    footer, header = sheet.oddFooter, sheet.oddHeader
    assert footer is not None
    assert header is not None
    return str(footer.left.text), str(footer.center.text), str(footer.right.text), str(header.right.text)


def top_of_points(sheet: Worksheet) -> int:
    """The row of the detail that states the full points; units start below it."""
    return next(row for row in range(1, 20) if sheet.cell(row, IDENTITY).value in {"满分", "Full points"})


def assert_detail_is_published(results: Results, book: Workbook) -> None:
    sheet = book["得分明细"]
    top = top_of_points(sheet)
    shown = "0." + "0" * results.scheme.policies.decimals if results.scheme.policies.decimals else "0"
    assert sheet.max_row == top + len(results.sheet.units)
    for row in range(top + 1, sheet.max_row + 1):
        position = results.sheet.index[str(sheet.cell(row, 3).value)]
        for column, (_, part) in enumerate(results.scheme.outline, start=IDENTITY + 1):
            cell = sheet.cell(row, column)
            published = results.published(part.code)
            value = published.value(position)
            if value is None:
                state = State(int(published.states[position]))
                assert cell.value == STATE_WORDS[state].zh
                assert cell.fill.start_color.rgb == "FF" + STATE_COLOURS[state][0].lstrip("#")
            elif len(value.as_tuple().digits) > 15:
                assert cell.value == str(value)
            else:
                assert isinstance(cell.value, int | float)
                assert float(cell.value) == float(value)
                assert cell.number_format == shown


# ---------------------------------------------------------------- numbers


def test_the_detail_of_the_sample_shows_every_published_number_and_every_state() -> None:
    assert_detail_is_published(sample(), written(sample()))


@times(0.3)
@given(cases(most_units=12))
def test_the_detail_shows_every_published_number_and_every_state(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    assert_detail_is_published(results, written(results))


def test_the_rankings_of_the_sample_show_the_units_in_order_with_total_grade_and_missing_count() -> None:
    results = sample()
    book = written(results)
    shown = [
        row for group in results.scheme.groups for row in rows_under(book[f"排名·{group.name}"], "组内名次")
    ]
    ranking = results.ranking()
    assert [row["单位代码"] for row in shown] == list(ranking["code"])
    assert [row["单位"] for row in shown] == list(ranking["name"])
    for row, expected in zip(shown, ranking.itertuples(), strict=True):
        assert row["缺报项数"] == expected.missing
        if expected.total is None:
            assert (row["组内名次"], row["综合得分"]) == ("—", "无分")
            assert "未出总分" in str(row["备注"])
        else:
            assert row["组内名次"] == expected.group_rank
            assert Decimal(str(row["综合得分"])) == expected.total
            assert row["等次"] == expected.grade


def test_the_overall_sheet_says_why_there_is_no_overall_rank_and_lists_units_by_group() -> None:
    book = written(sample())
    assert "不排总名次" in str(book["排名"]["A4"].value)
    names = {group.code: group.name for group in sample().scheme.groups}
    groups = [row["组别"] for row in rows_under(book["排名"], "组别")]
    assert groups == [names[code] for code in sample().ranking()["group"]]


def test_an_overall_rank_orders_units_across_groups_and_marks_ties() -> None:
    results = small(groups={"丙": "B", "戊": "B"})
    rows = rows_under(written(results)["排名"], "总名次")
    assert [(row["总名次"], row["组内名次"], row["单位"], row["备注"]) for row in rows] == [
        (1, 1, "丙", None),
        (2, 1, "乙", "并列；并列超出名额，未进上一等次"),
        (2, 1, "甲", "并列；并列超出名额，未进上一等次"),
        (4, 2, "戊", None),
        (5, 3, "丁", None),
    ]


def test_units_without_a_total_come_last_with_states_as_text() -> None:
    tree = WITHHELD.replace("groups: [A]", "groups: [A, B]")
    rows = rows_under(written(small(tree))["排名·甲组"], "组内名次")
    assert [row["单位"] for row in rows] == ["丙", "乙", "甲", "丁", "戊"]
    last = rows[-1]
    assert (last["组内名次"], last["满意度"], last["总分"], last["等次"]) == ("—", "缺报", "无分", "—")


def test_the_grades_sheet_counts_places_and_names_who_holds_a_grade() -> None:
    rows = rows_under(written(small())["等次"], "等次")
    assert rows[0]["等次"] == "甲组（5 个单位）"
    best, rest = rows[1], rows[2]
    assert (best["最低总分"], best["达到最低总分的单位数"], best["名额比例"]) == (8, 3, "40%")
    assert (best["名额（含以上等次）"], best["实评单位数"], best["单位"]) == (2, 1, "丙")
    assert (rest["最低总分"], rest["实评单位数"], rest["单位"]) == ("—", 4, "乙、甲、戊、丁")
    assert rest["备注"] == "因并列未进上一等次：乙、甲"


def test_the_indicators_sheet_shows_the_tree_with_points_weights_and_rules_in_words() -> None:
    results = small(WITHHELD)
    rows = rows_under(written(results)["指标"], "计分规则")
    assert [(row["层级"], row["指标代码"], row["满分"], row["占上级"]) for row in rows] == [
        ("—", "total", 10, "—"),
        (1, "1.10", 4, 0.4),
        (1, "b", 6, 0.6),
    ]
    assert rows[1]["责任单位"] == "考核办"
    assert rows[1]["缺报单位数"] == 1
    assert rows[2]["适用组别"] == "甲组"
    assert rows[2]["计分规则"] == results.scheme.indicators[1].rule_words.zh


def test_every_missing_value_is_listed() -> None:
    book = written(sample())
    assert len(rows_under(book["缺报"], "缺报处理")) == sample().missing_count.sum()
    row = rows_under(written(small())["缺报"], "缺报处理")[0]
    assert (row["单位"], row["指标代码"], row["责任单位"], row["缺报处理"]) == (
        "戊",
        "1.10",
        "考核办",
        "缺报不得分",
    )


def test_exemptions_and_problems_are_listed_the_blocking_ones_first() -> None:
    scheme = scheme_of(PLAIN)
    unit = Unit(code="U1", name="甲", group="A")
    exemption = Exemption(unit="U1", indicator="b", reason="当年新设", approved_by="考核办")
    results = score(scheme, build_sheet(scheme, [unit], {}, [exemption]))
    note = Problem("a-note", Severity.NOTE, Place(unit="甲"), Words("看", "look"), Words("无", "none"))
    blocking = Problem("a-block", Severity.BLOCKING, Place(file="f.xlsx", cell="D4"), Words("停", "stop"), Words("改", "mend"))  # fmt: skip
    book = written(results, (note, blocking))
    (exempt,) = rows_under(book["豁免"], "豁免理由")
    assert (exempt["单位"], exempt["指标"], exempt["豁免理由"], exempt["批准人"]) == (
        "甲",
        "测评",
        "当年新设",
        "考核办",
    )
    shown = [(row["级别"], row["位置"], row["问题"]) for row in rows_under(book["问题"], "问题类型")]
    assert shown == [("必须改正", "f.xlsx!D4", "停"), ("说明", "甲", "看")]
    assert "豁免" not in written(small()).sheetnames


def test_a_number_of_more_digits_than_excel_keeps_is_text_and_exact() -> None:
    tree = """
policies: {decimals: 6}
tree:
  - {code: t, name: 总分, points: 999999999999, rule: {kind: direct}}
"""
    sheet = written(small(tree, "unit | t\n甲 | 123456789012.123455\n乙 | 123456789.123455"))["得分明细"]
    assert [sheet.cell(row, IDENTITY + 1).value for row in (5, 6)] == [
        "123456789012.123455",
        123456789.123455,
    ]


# ---------------------------------------------------------------- bonuses and penalties, vetoes, awards, periods


def year(change: tuple[str, str] = ("", "")) -> Results:
    """The office's year, with one text of its scheme replaced."""
    scheme = scheme_of(office_year.TEXT.replace(*change) if change[0] else office_year.TEXT)
    sheet, problems = read_data(scheme, office_year.files())
    assert sheet is not None, problems
    return score(scheme, sheet)


def test_the_year_shows_every_published_number_of_every_period() -> None:
    assert_detail_is_published(office_year.results(), written(office_year.results()))


def test_rankings_show_what_counts_of_bonuses_and_penalties_and_every_veto() -> None:
    rows = {str(row["单位"]): row for row in rows_under(written(year())["排名"], "组内名次")}
    east, south, bureau = rows["东县"], rows["南县"], rows["乙局"]
    assert (east["加分"], east["减分"], east["总分"], east["否决"]) == (3, 0, 95.05, "—")
    assert (south["组内名次"], south["减分"], south["总分"], south["等次"]) == ("—", 0.5, 95.5, "—")
    assert (south["否决"], south["备注"]) == ("数据造假", "因否决事项不参加排名")
    assert (bureau["组内名次"], bureau["等次"], bureau["否决"]) == (1, "一般", "安全事故")
    assert list(rows) == ["东县", "西县", "北县", "南县", "乙局", "甲局"]


def test_whoever_is_out_of_the_ranking_comes_last_in_an_overall_ranking_too() -> None:
    rows = rows_under(
        written(year(("policies: {", "policies: {rank_across_groups: yes, ")))["排名"], "总名次"
    )
    assert [(row["总名次"], row["单位"]) for row in rows][-2:] == [(5, "北县"), ("—", "南县")]


def test_bonuses_that_are_only_shown_say_so_everywhere() -> None:
    results = year(("  bonus_cap: 3", "  in_total: no\n  bonus_cap: 3"))
    book = written(results)
    row = rows_under(book["排名"], "组内名次")[0]
    assert (row["加分（不计入）"], row["总分"]) == (3, 92.05)
    fates = {row["计分情况"] for row in rows_under(book["加减分"], "事项") if row["单位"] == "南县"}
    assert "列示，不计入总分" in fates
    assert "只列示，不计入总分" in {row["内容"] for row in rows_under(book["计分办法"], "方案中的名称")}


def test_every_bonus_and_penalty_is_listed_with_what_became_of_it() -> None:
    rows = rows_under(written(year())["加减分"], "事项")
    assert [
        (row["单位"], row["事项"], row["分值"], row["审核"], row["计分情况"]) for row in rows if row["事项"]
    ] == [
        ("东县", "先进集体", 1.5, "通过", "计入；本项合计超过上限，按 2 分计"),
        ("东县", "先进集体", 1, "通过", "同一事项取最高，本条不计"),
        ("东县", "创新案例", 1, "通过", "计入；本项合计超过上限，按 2 分计"),
        ("东县", "试点", 2, "通过", "计入；各项合计超过上限，按 3 分计"),
        ("西县", "试点", 1.25, "未通过", "未审核通过，不计"),
        ("北县", "试点", 3, "通过", "未达到加分条件，不计"),
        ("南县", "督查通报", 0.5, "通过", "计入"),
    ]
    assert [(row["单位"], row["类别"], row["分值"], row["计分情况"]) for row in rows if not row["事项"]] == [
        ("东县", "加分", 3, "审核通过合计 5.5；同一事项取最高后 4.5；各项限额后 4；合计限额后 3"),
        ("西县", "加分", 0, "没有审核通过的，计 0"),
        (
            "北县",
            "加分",
            0,
            "审核通过合计 3；同一事项取最高后 3；各项限额后 3；合计限额后 3；未达到加分条件，计 0",
        ),
        ("南县", "减分", 0.5, "审核通过合计 0.5；各项限额后 0.5；合计限额后 0.5"),
    ]


def test_the_steps_of_a_unit_end_at_what_counts() -> None:
    results = year()
    setting = results.scheme.adjustments
    assert setting is not None
    for position in range(len(results.sheet.units)):
        unit = UnitAdjustments(results, position, setting)
        for kind, granted in (("bonus", results.bonus), ("penalty", results.penalty)):
            steps = unit.steps(kind)  # type: ignore[arg-type]
            assert steps is None or steps.zh.endswith(f" {granted[position].normalize():f}")


def test_vetoes_and_awards_have_sheets_with_every_reason() -> None:
    book = written(year())
    vetoes = rows_under(book["否决"], "后果")
    assert [(row["单位"], row["否决事项"], row["后果"], row["理由"], row["认定单位"]) for row in vetoes] == [
        ("南县", "数据造假", "不参加排名和评等次", "瞒报 2 起", "市统计局"),
        ("乙局", "安全事故", "等次不高于一般", "一般事故 1 起", "市应急局"),
    ]
    awards = {
        row["单位"]: (row["符合条件"], row["不符合的原因"])
        for row in rows_under(book["评先评优"], "符合条件")
    }
    assert awards["东县"] == ("是", "—")
    assert awards["甲局"] == ("否", "有 1 项缺报")
    assert "数据造假（瞒报 2 起）" in str(awards["南县"][1])
    assert "平时考核不低于 45" in str(book["评先评优"]["A3"].value)


def test_quotas_leave_out_whoever_is_out_of_the_ranking() -> None:
    sheet = written(year())["等次"]
    best = rows_under(sheet, "名额比例")[1]
    assert (best["达到最低总分的单位数"], best["名额（含以上等次）"], best["单位"]) == (2, 1, "东县")
    assert "不计入名额基数" in str(sheet["A4"].value)


def test_the_method_states_periods_adjustments_vetoes_awards_and_the_tie_break() -> None:
    rows = rows_under(written(year())["计分办法"], "方案中的名称")
    said = {(row["项目"], row["内容"]) for row in rows}
    assert said >= {
        ("同分比较", "依次比较平时考核、重点任务"),
        ("上半年", "权重 40"),
        ("分期考核的", "平时考核"),
        ("加减分", "计入总分"),
        ("表彰奖励（加分）", "每个单位最多 2 分"),
        ("改革试点（加分）", "不设单项上限"),
        ("加分合计上限", "3 分"),
        ("加分条件", "平时考核不低于 30"),
        ("安全事故", "等次不高于一般"),
        ("组内名次", "前 2"),
        ("缺报", "不得有"),
    }
    assert "同分比较" not in str(written(small())["排名"]["A2"].value)
    assert "同分比较" in str(written(year())["排名"]["A2"].value)


def test_weights_by_group_and_shares_of_a_mean_are_shown() -> None:
    rows = {row["指标代码"]: row for row in rows_under(written(year())["指标"], "计分规则")}
    assert (rows["F1"]["权重"], rows["F1"]["占上级"]) == ("区县 30；部门 10", "—")
    assert (rows["daily@H1"]["权重"], rows["daily@H1"]["占上级"]) == (40, 0.4)
    detail = written(year())["得分明细"]
    assert "加权平均" in [cell.value for row in detail.iter_rows(max_row=6) for cell in row]


def test_an_exemption_from_all_periods_names_each_of_them() -> None:
    rows: office_year.Rows = [["单位", "指标", "理由", "批准人"], ["甲局", "1.10", "新设", "考核办"]]
    scores = [[*row[:5], None, None, *row[7:]] if row[0] == "甲局" else row for row in office_year.SCORES]
    sheet = office_year.read(豁免=rows, 得分=scores).sheet()
    assert sheet is not None
    (row,) = rows_under(written(score(office_year.SCHEME, sheet))["豁免"], "豁免理由")
    assert (row["指标代码"], row["指标"]) == ("1.10", "评议（上半年）、评议（下半年）")


# ---------------------------------------------------------------- hostile text


HOSTILE = [
    '=HYPERLINK("http://example.invalid","x")',
    "{=1+1}",
    "<r><t>假</t></r>",
    "@SUM(1)",
    "+1",
    "-1",
    "http://example.invalid/",
    "0101",
    "1e5",
    "NA",
    "TRUE",
    "a&b<c>\"d'",
    "_x0041_",
    "bell\x07",
]


def test_names_that_look_like_formulas_links_or_numbers_stay_text() -> None:
    scheme = scheme_of(PLAIN)
    groups = tuple(
        group.model_copy(update={"name": name}) for group, name in zip(scheme.groups, HOSTILE, strict=False)
    )
    tree = tuple(
        part.model_copy(update={"name": name}) for part, name in zip(scheme.tree, HOSTILE, strict=False)
    )
    scheme = scheme.model_copy(
        update={"title": '&C&"x"=1+1', "groups": groups, "tree": tree, "note": HOSTILE[0]}
    )
    units = [
        Unit.model_construct(code=f"={i}", name=name, group="A", aliases=()) for i, name in enumerate(HOSTILE)
    ]
    content = write_results(score(scheme, build_sheet(scheme, units, {})), (), made_at=MADE_AT)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            text = package.read(name).decode()
            formulas = re.findall("<f>(.*?)</f>", text)
            said = {
                quoted for formula in formulas for quoted in re.findall('"(.*?)"', html.unescape(formula))
            }
            states = {state.zh for state in STATE_WORDS.values()}
            assert said <= {*states, "—", "无", "相符", "不相符", "<", "<=", ""}
            assert "<hyperlink" not in text
            assert "relationships/hyperlink" not in text
    sheet = load_workbook(io.BytesIO(content))["得分明细"]
    top = top_of_points(sheet)
    cells = [sheet.cell(top + 1 + row, 4) for row in range(len(units))]
    assert {cell.data_type for cell in cells} == {"s"}
    shown = {str(cell.value).rstrip() for cell in cells}
    assert shown >= {name.rstrip() for name in HOSTILE if name.isprintable()}
    assert "&C&" not in marks(sheet)[0].replace("&&", "")


@pytest.mark.parametrize(
    ("wanted", "accepted"),
    [
        ("排名·县（市、区）", "排名·县（市、区）"),
        ("a/b\\c:d*e?f[g]", "a b c d e f g"),
        ("甲：乙／丙", "甲 乙 丙"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        ("", "-"),
        ("[]", "-"),
        ("line\nbreak\x07", "line break"),
        ("单" * 40, "单" * 31),
        ("😀" * 20, "😀" * 15),
        ("Taken", "Taken (2)"),
        ("单" * 31 + "位", "单" * 31),
    ],
)
def test_sheet_names_are_what_excel_accepts(wanted: str, accepted: str) -> None:
    assert sheet_name(wanted, {"taken"}) == accepted


def test_groups_of_one_name_get_sheets_of_different_names() -> None:
    taken: set[str] = set()
    names = []
    for _ in range(3):
        names.append(sheet_name("单" * 40, taken))
        taken.add(names[-1].casefold())
    assert names == ["单" * 31, "单" * 27 + " (2)", "单" * 27 + " (3)"]


# ---------------------------------------------------------------- sheets and print


def test_the_sheets_stand_in_the_order_an_office_reads_them() -> None:
    assert written(sample()).sheetnames == [
        "排名",
        *(f"排名·{group.name}" for group in sample().scheme.groups),
        "得分明细",
        "等次",
        "评先评优",
        "指标",
        "计分办法",
        "豁免",
        "问题",
        "缺报",
        *(name.zh for name in LIVE),
        "来源文件",
        "来源",
        "校验",
        "快照",
    ]


def test_many_groups_share_one_sheet_in_the_order_of_the_scheme() -> None:
    codes = [f"G{number}" for number in range(9)]
    groups = ", ".join(f"{{code: {code}, name: 组{code}}}" for code in codes)
    scheme = scheme_of(f"scheme: s\ntitle: 题\ngroups: [{groups}]\n{PLAIN}")
    units = [Unit(code=f"U{code}", name=f"单位{code}", group=code) for code in codes[1:]]
    book = written(score(scheme, build_sheet(scheme, units, {})))
    assert [name for name in book.sheetnames if "排名" in name] == ["排名", "分组排名"]
    shown = [row["组内名次"] for row in rows_under(book["分组排名"], "组内名次")]
    captions = [text for text in shown if isinstance(text, str) and text.startswith("组")]
    assert captions == ["组G0（0 个单位）", *(f"组{code}（1 个单位）" for code in codes[1:])]
    assert "本组没有被评单位" in shown


def test_every_sheet_is_set_up_for_printing_and_names_its_policies() -> None:
    for sheet in written(sample()):
        if sheet.sheet_state != "visible":
            continue
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "8"
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is not None
        assert fit.fitToPage
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        title, number, made, trial = marks(sheet)
        assert sample().scheme.title in title
        assert "&P" in number
        assert "2021-01-25 09:30" in made
        assert "试算" in trial
        assert "暂定（省级清单为沿用上年）" in trial
        assert str(sheet["A1"].value).endswith("（试算，暂定）")
        heading = [cell for row in sheet.iter_rows(max_row=3, values_only=True) for cell in row]
        assert any("四舍五入" in str(cell) and "缺报不得分" in str(cell) for cell in heading)
        assert any(
            "暂定：省级清单" in str(cell) and "覆盖 29/29 项，分值 100%" in str(cell) for cell in heading
        )
        if sheet.title != "得分明细":
            assert sheet.page_setup.fitToWidth in {None, 1}


def test_the_detail_merges_the_levels_of_the_tree_and_repeats_its_headings() -> None:
    sheet = written(sample())["得分明细"]
    top = top_of_points(sheet)
    assert sheet.freeze_panes == f"E{top + 1}"
    assert sheet.print_title_rows == f"$3:${top}"
    assert sheet.print_title_cols == "$A:$D"
    party = [part.code for _, part in sample().scheme.outline].index("party") + IDENTITY + 1
    spans = {(area.min_row, area.min_col, area.max_col) for area in sheet.merged_cells.ranges}
    assert (3, party, sheet.max_column) in spans
    assert sheet.cell(3, party).value == "party 党的建设得分"
    assert [sheet.cell(top, party + offset).value for offset in range(3)] == [100, 100, 16]
    assert sheet.cell(top, IDENTITY + 1).value == "连乘"


def test_the_method_sheet_states_every_policy() -> None:
    rows = rows_under(written(sample())["计分办法"], "方案中的名称")
    shown = {row["方案中的名称"]: row["内容"] for row in rows}
    for name, _, value in sample().scheme.printed_policies():
        assert shown[name] == value.zh


def test_in_english_all_headings_and_remarks_are_english() -> None:
    scheme = scheme_of("scheme: s\ntitle: Trial year\ngroups: [{code: A, name: First}, {code: B, name: Second}]\n" + PLAIN.replace("优秀", "top").replace("一般", "rest").replace("总分", "Total").replace("满意度", "Survey").replace("测评", "Review").replace("考核办", "Office"))  # fmt: skip
    units = [Unit(code=f"U{i}", name=f"Unit {i}", group="AB"[i % 2]) for i in range(4)]
    book = written(score(scheme, build_sheet(scheme, units, {})), language="en")
    assert book.sheetnames[:4] == ["Ranking", "Ranking·First", "Ranking·Second", "Detail"]
    for sheet in book:
        texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        assert not [text for text in texts if re.search(r"[\u4e00-\u9fff：；、（）]", text)]


def test_the_same_input_gives_the_same_bytes_whenever_it_is_written() -> None:
    first = write_results(sample(), (), made_at=MADE_AT)
    time.sleep(2.1)  # the times inside a zip file have steps of two seconds
    assert write_results(sample(), (), made_at=MADE_AT) == first


@pytest.mark.long
def test_three_thousand_units_by_sixty_indicators_take_seconds() -> None:
    leaves = "".join(
        f"\n  - {{code: i{n}, parent: total, name: 指标{n}, points: 2, rule: {{kind: direct}}}}"
        for n in range(60)
    )
    scheme = scheme_of(f"tree:\n  - {{code: total, name: 总分, points: 120}}{leaves}")
    units = [Unit(code=f"U{i:04d}", name=f"单位{i}", group="AB"[i % 2]) for i in range(3000)]
    results = score(scheme, build_sheet(scheme, units, {}))
    start = time.perf_counter()
    content = write_results(results, (), made_at=MADE_AT)
    assert time.perf_counter() - start < 30
    missing = load_workbook(io.BytesIO(content), read_only=True)["缺报"]
    assert "缺报 180000 项" in str(missing["A3"].value)
    assert "只列出前" in str(missing["A3"].value)


# ---------------------------------------------------------------- values alone


def test_values_alone_are_the_tables_people_read_and_nothing_else() -> None:
    whole = written(sample())
    book = load_workbook(io.BytesIO(write_values(sample(), (), made_at=MADE_AT)))
    assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.sheetnames)
    assert book.sheetnames == whole.sheetnames[: len(book.sheetnames)]
    assert not {name.zh for name in LIVE} & set(book.sheetnames)
    for sheet in book:
        same = [list(row) for row in whole[sheet.title].iter_rows(values_only=True)]
        found = [list(row) for row in sheet.iter_rows(values_only=True)]
        if sheet.title == "计分办法":
            (at,) = (at for at, row in enumerate(found) if row[0] == "内容")
            assert "不能用 verify 核验" in str(found.pop(at)[1])
        assert found == same
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_the_command_writes_values_alone_where_it_is_told_to_and_says_that_verify_cannot_check_them(
    tmp_path: Path,
) -> None:
    out = tmp_path / "结果.xlsx"
    done = baton("score", SCHEME, *DATA, "--values", "-o", out)
    assert done.returncode == 0, done.stderr
    assert not {name.zh for name in LIVE} & set(load_workbook(out).sheetnames)
    refused = baton("verify", out)
    assert refused.returncode != 0
    assert "快照" in refused.stderr + refused.stdout
    nowhere = baton("score", SCHEME, *DATA, "--values")
    assert nowhere.returncode != 0
    assert "-o" in nowhere.stderr
