"""What a bulletin must not get wrong of odd results: whose figures are named, what is left out, and why no value counts."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from documents.bulletin import write_bulletin
from documents.bulletin.places import PLACE
from documents.result_report import Report
from documents.result_sheets import missing_table
from indicators import Exemption, Unit
from indicators.parts import Indicator
from indicators.vetoes import VetoRecord
from office.obstacles import of_missing
from scoring import score
from scoring.findings import findings
from scoring.sheet import State
from tests import office_year
from tests.sheets import scheme_of, sheet_of
from tests.test_bulletin import MADE_AT, NOTICE, body, paragraphs, sample, small, tables

if TYPE_CHECKING:
    from scoring.results import Results

FLAT = """
scheme: flat
title: 测试考核
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
tree:
  - {code: t, name: 总分, points: 10}
  - {code: a, parent: t, name: 甲项, points: 5, rule: {kind: direct}}
  - {code: b, parent: t, name: 乙项, points: 5, rule: {kind: direct}}
"""
#: One mean that cannot do without any of its parts, one of them a sum of two.
JOINT = """
scheme: joint
title: 测试考核
groups: [{code: A, name: 甲组}]
tree:
  - {code: t, name: 总分, points: 10, combine: geometric mean}
  - {code: a, parent: t, name: 甲项, points: 10, weight: 1, rule: {kind: direct}}
  - {code: s, parent: t, name: 乙类, points: 10, weight: 1}
  - {code: b, parent: s, name: 乙项, points: 4, rule: {kind: direct}}
  - {code: c, parent: s, name: 丙项, points: 6, rule: {kind: direct}}
"""


def results_of(text: str, table: str, **groups: str) -> Results:
    scheme = scheme_of(text)
    return score(scheme, sheet_of(scheme, table, groups))


def said_of(results: Results) -> str:
    return "\n".join(paragraphs(write_bulletin(results, made_at=MADE_AT)))


@pytest.mark.parametrize("points", ["0", "3"])
def test_a_column_of_points_is_printed_whatever_they_are(points: str) -> None:
    found = results_of(FLAT, f"unit | a | b\n甲 | {points} | 5\n乙 | {points} | 4\n丙 | {points} | 2")
    (rows, *_) = tables(write_bulletin(found, made_at=MADE_AT))
    assert [row["甲项"] for row in rows] == [f"{points}.00"] * 3
    assert [row["总分"] for row in rows] == [f"{int(points) + of_b}.00" for of_b in (5, 4, 2)]


def test_totals_of_zero_are_printed_and_what_nobody_has_is_not() -> None:
    (rows, *_) = tables(write_bulletin(results_of(FLAT, "unit | a | b\n甲 | 0 | 0"), made_at=MADE_AT))
    assert rows[0]["总分"] == "0.00"
    assert "缺报项数" not in rows[0]


def test_whoever_is_out_of_the_ranking_is_neither_best_nor_in_the_mean() -> None:
    said = said_of(office_year.results())
    # The unit that was vetoed has 95.50 points, more than any other.
    assert "1.区县。4个单位，参加排名的3个单位平均70.45分，最高95.05分（东县），最低31.30分（北县）。" in said
    results = small(
        vetoes=tuple(VetoRecord(unit=u, veto="V", reason="查", decided_by="委") for u in "甲乙丙丁戊己")
    )
    assert "6个单位都不参加排名。" in said_of(results)


def test_a_mean_is_of_those_who_have_a_total() -> None:
    assert "国有企业。8个单位，有总分的7个单位平均87.69分" in said_of(sample())


def test_nobody_is_behind_where_all_are_alike() -> None:
    said = said_of(results_of(FLAT, "unit | a | b\n甲 | 3 | 4\n乙 | 3 | 4\n丙 | 3 | 4\n丁 | 3 | 4"))
    assert "4个单位，均为7.00分。" in said
    assert "第1名" not in said
    assert "排名靠后" not in said
    assert "各单位都得3.00分" in said


def test_nobody_is_behind_by_the_order_of_codes_alone() -> None:
    ordinal = FLAT.replace("tree:", "policies: {ties: ordinal}\ntree:")
    assert "排名靠后" not in said_of(results_of(ordinal, "unit | a | b\n甲 | 3 | 4\n乙 | 3 | 4\n丙 | 3 | 4"))


def test_zero_denominators_are_counted_and_their_units_marked() -> None:
    results = sample()
    exempted = {(each.unit, each.indicator) for each in results.sheet.exemptions}
    cells = {
        (unit.name, indicator.code)
        for indicator in results.scheme.indicators
        for unit, state in zip(
            results.sheet.units, results.published(indicator.code).states.tolist(), strict=True
        )
        if state == State.NOT_APPLICABLE
        and unit.group in results.scheme.groups_of(indicator.code)
        and (unit.code, indicator.code) not in exempted
    }
    units = {name for name, _ in cells}
    assert (len(cells), len(units)) == (14, 13)
    said = said_of(results)
    assert "另有14项因分母为零不适用，涉及" in said
    assert "等13个，按适用项满分折算，各项得分相加不一定等于总分。" in said
    rows = [row for table in tables(write_bulletin(results, made_at=MADE_AT)) for row in table]
    marked = {row["单位"] for row in rows if "有不适用项" in row.get("备注", "")}
    by_code = {unit.code: unit.name for unit in results.sheet.units}
    assert marked == units | {by_code[unit] for unit, _ in exempted}


def test_an_exempted_unit_alone_is_marked() -> None:
    exemptions = (Exemption(unit="丁", indicator="b", reason="撤并", approved_by="考核办"),)
    content = write_bulletin(small(exemptions=exemptions), made_at=MADE_AT)
    (rows,) = tables(content)
    assert {row["单位"] for row in rows if "有不适用项" in row["备注"]} == {"丁"}
    assert "分母为零" not in "".join(paragraphs(content))


MISSING_IN_A_MEAN = "unit | a | b | c\n甲 | . | 3 | 3\n乙 | 8 | . | .\n丙 | 8 | . | 3\n丁 | 8 | 3 | 3"


def test_a_missing_value_that_cost_the_total_is_not_said_to_be_worth_no_points() -> None:
    results = results_of(JOINT, MISSING_IN_A_MEAN)
    assert results.scored.tolist() == [False, False, True, True]
    said = said_of(results)
    assert "“甲项”：甲（缺报不出总分）" in said
    assert "“乙项”：丙（缺报不得分），乙（缺报不出总分）" in said
    assert "“丙项”：乙（缺报不出总分）" in said
    assert "缺报另有规定的指标：“甲项”按缺报不出总分处理。" in said


def test_findings_obstacles_and_the_workbook_say_the_same_of_a_missing_value() -> None:
    results = results_of(JOINT, MISSING_IN_A_MEAN)
    expected = [
        ("a", "甲", "不出总分"),
        ("b", "丙", "不得分"),
        ("b", "乙", "不出总分"),
        ("c", "乙", "不出总分"),
    ]
    noted = [each.in_words("zh") for each in findings(results) if each.code == "score-value-missing"]
    assert len(noted) == len(expected)
    for note, (_, unit, effect) in zip(noted, expected, strict=True):
        assert f"缺报：{unit}；按“缺报{effect}”处理" in note
    (obstacle,) = of_missing(results)
    assert [line.zh for line in obstacle.about] == [
        f"{code} {results.scheme.by_code[code].name}（缺报{effect}）1 个单位：{unit}"
        for code, unit, effect in expected
    ]
    rows = {(row.cells[3], row.cells[2]): row.cells[-1] for row in missing_table(Report(results, "zh")).rows}
    assert rows == {(code, unit): f"缺报{effect}" for code, unit, effect in expected}


def test_too_few_values_leave_a_node_without_a_score() -> None:
    some = FLAT.replace("name: 总分, points: 10", "name: 总分, points: 10, min_present: 60%")
    said = said_of(results_of(some, "unit | a | b\n甲 | . | 5\n乙 | 4 | 5"))
    assert "“甲项”：甲（缺报不出总分）" in said


def printed_width(line: str) -> float:
    """In half-width characters, with the quarter of a letter Word leaves between Chinese and digits."""
    letters = sum(1 if letter.isascii() else 2 for letter in line)
    return letters + sum(
        0.5
        for one, other in pairwise(line)
        if bool(re.match("[0-9A-Za-z]", one)) != bool(re.match("[0-9A-Za-z]", other))
    )


@pytest.mark.parametrize(
    "title",
    [
        "2026年度县区和部门综合考核方案",
        "云江市2020年度党的建设综合考核指标体系（样例）",
        "云江市经济技术开发区管理委员会机关各内设机构绩效考核方案",
        "2026年度A类县区B类部门C类园区绩效考核",
        "国家级经济技术开发区和综合保税区及临空经济示范区联合管理委员会（筹备组）2026年度机关各内设机构目标管理绩效综合考核",
        "短考核",
    ],
)
def test_no_line_of_a_title_is_too_long_or_one_letter(title: str) -> None:
    results = results_of(FLAT.replace("title: 测试考核", f"title: {title!r}"), "unit | a | b\n甲 | 1 | 1")
    content = body(write_bulletin(results, made_at=MADE_AT))
    first = content[content.index("<w:body>") : content.index("</w:p>")]
    lines = [part.partition("</w:t>")[0].rpartition(">")[2] for part in first.split("<w:br/>")]
    lines = [line for line in lines if line]
    assert "".join(lines).startswith("关于")
    widths = [printed_width(line) for line in lines]
    assert all(width <= 40 for width in widths), lines
    assert len(lines) == 1 or all(width >= 10 for width in widths), lines


def test_a_title_as_wide_as_the_line_but_for_its_quarter_spaces_breaks_at_the_year() -> None:
    results = results_of(
        FLAT.replace("title: 测试考核", "title: 2026年度县区和部门综合考核方案"), "unit | a | b\n甲 | 1 | 1"
    )
    assert "2026年度</w:t><w:br/>" in body(write_bulletin(results, made_at=MADE_AT))


def test_a_factor_is_not_listed_among_lost_points() -> None:
    results, said = sample(), said_of(sample())
    factors = {
        part.name
        for part in results.scheme.by_code.values()
        if isinstance(part, Indicator)
        and part.parent is not None
        and getattr(results.scheme.by_code[part.parent], "combine", "") == "product"
    }
    assert factors
    lost = next(line for line in said.split("\n") if line.startswith("按平均失分看"))
    weak = said[said.index("（一）得分率较低的指标") : said.index(lost)]
    assert all(f"“{name}”" not in lost + weak for name in factors)


def test_two_units_have_neither_a_leader_nor_anybody_behind() -> None:
    table = "unit | a | b\n甲 | 5 | 1\n乙 | 3 | 4\n丙 | 4 | 3\n丁 | 5 | 5\n戊 | 1 | 1"
    said = said_of(results_of(FLAT, table, 丁="B", 戊="B"))
    assert "甲组：总分方面" not in said
    three = said_of(office_year.results())
    assert "部门：" not in three[three.index("二、主要成绩") : three.index("四、有关说明")]
    assert "区县：平时考核（上半年）方面，东县（58.00分）；" in three


def test_many_who_share_the_lead_are_counted() -> None:
    text = FLAT.replace("tree:", "tree:\n  - {code: all, name: 合计, points: 10}").replace(
        "name: 总分, points: 10}", "parent: all, name: 本职, points: 10}"
    )
    table = "unit | a | b\n甲 | 5 | 5\n乙 | 5 | 5\n丙 | 5 | 5\n丁 | 5 | 5\n戊 | 1 | 1"
    assert "本职方面，4家单位并列（10.00分）。" in said_of(results_of(text, table))
    nothing = "unit | a | b\n甲 | 0 | 0\n乙 | 0 | 0\n丙 | 0 | 0"
    assert "领先" not in said_of(results_of(text, nothing))


def test_dates_are_written_out_and_no_sentence_has_two_colons() -> None:
    said = "\n".join(paragraphs(write_bulletin(sample(), made_at=MADE_AT, notice=NOTICE)))
    assert "2019年4月26日" in said
    assert "2021-01" not in said
    assert "2019-04" not in said
    assert "：省级清单：" not in said
    assert not PLACE.search(said)


def test_whoever_reported_nothing_is_named_once() -> None:
    said = said_of(results_of(FLAT, "unit | a | b\n甲 | . | .\n乙 | . | 4\n丙 | 3 | 2"))
    assert "共缺报3项，涉及2个单位。甲全部未报；“甲项”：乙（缺报不得分）。" in said
    assert "“乙项”：" not in said


def test_the_advice_on_a_tie_at_a_quota_helps_whoever_compares_already() -> None:
    results = small()
    (note,) = [each for each in findings(results) if each.code == "score-quota-tie"]
    said = note.remedy.zh
    assert "增加同分比较项" in said
    assert "公布小数位数" in said


def test_means_are_exact() -> None:
    table = "unit | a | b\n" + "\n".join(f"{n:02} | {n % 5} | {n % 3}" for n in range(7))
    totals = [n % 5 + n % 3 for n in range(7)]
    mean = Fraction(sum(totals), 7)
    assert f"7个单位，平均{float(mean):.2f}分" in said_of(results_of(FLAT, table))


def test_a_single_unit_of_several_is_named() -> None:
    scheme = scheme_of(FLAT)
    sheet = sheet_of(scheme, "unit | a | b\n甲 | . | .\n乙 | 1 | 2")
    assert Unit(code="甲", name="甲", group="A") in sheet.units
    assert "2个单位，有总分的1个单位乙得3.00分。" in said_of(score(scheme, sheet))
