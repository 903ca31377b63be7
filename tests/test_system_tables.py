"""The printed tables of an indicator system: everything is on them once, they are honest, and they print well."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
import zipfile
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

import sample_data
from documents.system import write_system
from documents.system.pages import NEVER, page_starts
from indicators import load
from indicators.burden import Burden, burden_of
from indicators.catalogue import Catalogue
from indicators.catalogue_text import load_catalogue
from indicators.checks import Case, check
from indicators.liaison import LiaisonState
from indicators.responsibility import duties_by_lead, liaison_counts, open_liaison
from indicators.scheme import Scheme
from tests.schemes import Case as ScoredCase
from tests.schemes import cases, times
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from indicators.words import Language

MADE_AT = datetime(2020, 7, 1, 9, 30, tzinfo=UTC)
PICTURES = Path(__file__).parent.parent / "docs" / "pictures" if os.environ.get("BATON_PICTURES") else None
SYSTEM, COVERAGE, LIAISON, DUTIES, PROBLEMS, BURDEN = (
    "指标体系表",
    "对照表",
    "对接情况表",
    "责任分解表",
    "检查问题",
    "报送负担",
)
SIGNED = (SYSTEM, COVERAGE, LIAISON, DUTIES)
#: The rows for signatures and seal.
SIGNING = 3


@cache
def sample(scheme: Path = sample_data.SCHEME, listed: Path = sample_data.CARRIED_OVER) -> Case:
    city, problems = load(scheme)
    assert city is not None, problems
    catalogue, problems = load_catalogue(listed)
    assert catalogue is not None, problems
    return Case(city, catalogue, load(sample_data.SCHEME_LAST_YEAR)[0])


def content(case: Case, language: Language = "zh") -> bytes:
    return write_system(case, check(case), language=language, made_at=MADE_AT)


def written(case: Case, language: Language = "zh") -> Workbook:
    return load_workbook(io.BytesIO(content(case, language)))


def spread(sheet: Worksheet) -> list[list[object]]:
    """All rows, with what stands in a merged cell in each cell that it reaches over."""
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                rows[row][column] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def top_of(sheet: Worksheet, heading: str) -> int:
    """The row with the column headings, counted from 1."""
    return next(row for row in range(1, 20) if heading in [cell.value for cell in sheet[row]])


def table(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """The rows below the headings; a heading that comes twice is numbered."""
    rows, top = spread(sheet), top_of(sheet, heading)
    names: list[str] = []
    for name in map(str, rows[top - 1]):
        names.append(name if name not in names else f"{name}2")
    bottom = len(rows) - (SIGNING if sheet.title in SIGNED else 0)
    return [dict(zip(names, row, strict=True)) for row in rows[top:bottom]]


def codes_of(sheet: Worksheet, codes: set[str]) -> list[str]:
    """The codes that stand in the first column of codes, once for each cell that holds one."""
    top = top_of(sheet, "指标代码")
    column = next(cell.column for cell in sheet[top] if cell.value == "指标代码")
    found = [sheet.cell(row, column or 0).value for row in range(top + 1, sheet.max_row + 1)]
    return [str(code) for code in found if str(code) in codes]


def listed_as(items: str, status: str = "official") -> Catalogue:
    """A small list: `code, parent or -, points`, one item a line."""
    found = []
    for line in items.strip().splitlines():
        code, parent, points = (text.strip() for text in line.split(","))
        found.append({"code": code, "name": f"名{code}", "points": points, "rule": f"细则{code}", "department": "省直部门"} | ({} if parent == "-" else {"parent": parent}))  # fmt: skip
    about = {"catalogue": "list", "title": "省级清单", "document": "文件", "date": "2020-03-01"}
    return Catalogue.model_validate({**about, "status": status, "items": found})


# ---------------------------------------------------------------- the indicator system


def test_every_indicator_of_the_sample_is_printed_once_in_the_order_of_the_tree() -> None:
    scheme = sample().scheme
    codes = [indicator.code for indicator in scheme.indicators]
    found = codes_of(written(sample())[SYSTEM], set(codes))
    assert sorted(found) == sorted(codes)
    assert found == [part.code for _, part in scheme.outline if part.code in codes]


@times(0.3)
@given(cases(most_units=2))
def test_every_indicator_of_any_scheme_is_printed_once(case: ScoredCase) -> None:
    codes = [indicator.code for indicator in case.scheme.indicators]
    assert sorted(codes_of(written(Case(case.scheme))[SYSTEM], set(codes))) == sorted(codes)


def test_first_level_cells_reach_over_their_indicators_and_subtotals_are_what_the_weights_add_up_to() -> None:
    case = sample()
    sheet = written(case)[SYSTEM]
    rows = table(sheet, "指标代码")
    for code in ("P1", "P2", "P3", "P4", "P5", "P6", "satisfaction"):
        node = case.scheme.by_code[code]
        own = [row for row in rows if str(row["一级指标"]).startswith(f"{node.name}\n{node.points} 分")]
        assert [row["指标代码"] for row in own] == [part.code for part in case.scheme.children[code]]
        (subtotal,) = [row for row in rows if row["一级指标"] == f"{node.name} 小计"]
        assert subtotal["权重"] == node.points
        assert subtotal["权重"] == sum(float(str(row["权重"])) for row in own)
    (total,) = [row for row in rows if row["一级指标"] == "综合得分 合计"]
    assert total["考核内容及评分细则"] == "34 项，其中个性化 5 项"
    captions = [row["指标代码"] for row in rows if row["指标代码"] == row["依据"]]
    assert "综合得分 › 党的建设得分 › 指标得分（100 分，各项相加，乘以 0.9 计入上级）" in captions


def test_a_row_says_what_is_assessed_how_it_scores_and_who_answers_for_it() -> None:
    case = Case(
        scheme_of("""
periods: [{code: Q1, name: 上半年, weight: 40}, {code: Q2, name: 下半年, weight: 60}]
tree:
  - {code: total, name: 总分, points: 10}
  - code: a
    parent: total
    name: 整改率
    points: 5
    weight: {A: 6, B: 4}
    unit: "%"
    basis: 以台账为准
    measure: 已整改 / 问题 * 100
    zero_denominator: full
    rule: {kind: target, target: 100, lose: 0.1, per: 1, part_step: pro rata}
    covers: [{item: S1, relation: equal}]
    owner: 党建办
    lead: 组织部
    support: [宣传部, 编办]
    periods: [Q1, Q2]
  - {code: b, parent: total, name: 认可率, points: 6, weight: {A: 4, B: 6}, rule: {kind: direct}, groups: [A, B], local: 群众说了算}
"""),
    )
    rows = {str(row["指标代码"]): row for row in table(written(case)[SYSTEM], "指标代码")}
    first, second, total = rows["a"], rows["b"], rows["总分 合计"]
    assert str(first["考核内容及评分细则"]).splitlines() == [
        "以台账为准",
        "算式（%）：已整改 ÷ 问题 × 100",
        f"评分：{case.scheme.indicators[0].rule_words.zh}",
        "分期考核：上半年、下半年",
    ]
    assert (first["满分"], first["权重"], first["省定／个性化"]) == (5, "甲组 6\n乙组 4", "省定\nS1")
    assert first["责任单位"] == "党建办\n牵头：组织部\n配合：宣传部、编办"
    assert (first["完成时限"], first["依据"], first["适用组别"]) == ("—", "—", "全部")
    assert (second["省定／个性化"], second["责任单位"]) == ("★个性化：群众说了算", "—")
    assert (total["权重"], total["考核内容及评分细则"]) == (10, "2 项，其中个性化 1 项")


def tree_of(*lines: str) -> Case:
    return Case(scheme_of("tree:\n" + "\n".join(f"  - {{{line}}}" for line in lines)))


LEAF = "points: 1, rule: {kind: direct}"


def test_a_scheme_of_one_indicator_is_a_table_of_one_row() -> None:
    case = tree_of(f"code: t, name: 总分, {LEAF}")
    assert [row["指标代码"] for row in table(written(case)[SYSTEM], "指标代码")][-2:] == ["t", "总分 合计"]


def test_indicators_right_under_the_total_need_no_level_columns() -> None:
    case = tree_of("code: t, name: 总分, points: 2", f"code: a, parent: t, name: 甲, {LEAF}", f"code: b, parent: t, name: 乙, {LEAF}")  # fmt: skip
    sheet = written(case)[SYSTEM]
    assert sheet.cell(top_of(sheet, "指标代码"), 1).value == "指标代码"
    assert codes_of(sheet, {"a", "b"}) == ["a", "b"]


def test_indicators_of_different_depth_stand_under_the_levels_they_have() -> None:
    case = tree_of(
        "code: t, name: 总分, points: 4",
        "code: x, parent: t, name: 深, points: 2",
        "code: x1, parent: x, name: 次, points: 1",
        f"code: a, parent: x1, name: 甲, {LEAF}",
        f"code: b, parent: x, name: 乙, {LEAF}",
        "code: y, parent: t, name: 浅, points: 1",
        f"code: c, parent: y, name: 丙, {LEAF}",
        f"code: d, parent: t, name: 丁, {LEAF}",
    )
    sheet = written(case)[SYSTEM]
    rows = {str(row["指标代码"]): row for row in table(sheet, "指标代码")}
    levels = {code: (rows[code]["一级指标"], rows[code]["二级指标"]) for code in "abcd"}
    assert levels == {
        "a": ("深\n2 分", "次\n1 分"),
        "b": ("深\n2 分", "—"),
        "c": ("浅\n1 分", "浅\n1 分"),
        "d": ("—", "—"),
    }
    assert rows["a"]["三级指标"] == "甲"


def test_levels_deeper_than_four_share_the_last_column() -> None:
    nodes = [f"code: n{level}, parent: {f'n{level - 1}' if level else 't'}, name: 层{level}, points: 1" for level in range(6)]  # fmt: skip
    case = tree_of("code: t, name: 总分, points: 1", *nodes, f"code: a, parent: n5, name: 甲, {LEAF}")
    (row,) = [row for row in table(written(case)[SYSTEM], "指标代码") if row["指标代码"] == "a"]
    assert row["三级指标"] == "层2\n1 分"
    assert row["四级指标"] == "层3\n1 分 ›\n层4\n1 分 ›\n层5\n1 分"


def test_what_stands_beside_the_tree_is_printed_below_it() -> None:
    scheme = scheme_of("vetoes: [{code: v, name: 安全事故, effect: out of ranking}]\ntree: [{code: t, name: 总分, points: 1, rule: {kind: direct}}]")  # fmt: skip
    rows = spread(written(Case(scheme))[SYSTEM])
    assert any(row[0] == "一票否决" for row in rows)
    assert any(row[0] == "安全事故" for row in rows)


# ---------------------------------------------------------------- coverage


CITY = """
covers: list
waivers: [{item: D2.2, reason: 当年无此项工作, approved_by: 市委, date: 2020-05-01}]
tree:
  - {code: total, name: 总分, points: 8}
  - {code: a, parent: total, name: 甲, points: 3, rule: {kind: direct}, covers: [{item: D1.1, relation: equal}]}
  - {code: b, parent: total, name: 乙, points: 2, rule: {kind: direct}, covers: [{item: D1.2, relation: partial, share: 60%}, {item: D1.1, relation: partial, share: 50%}]}
  - {code: z, parent: total, name: 零, points: 1, weight: 0, rule: {kind: direct}, covers: [{item: D1.3, relation: equal}]}
  - {code: l, parent: total, name: 己, points: 1, rule: {kind: direct}, local: 本市需要, effect: 群众认可率}
  - {code: u, parent: total, name: 未, points: 1, rule: {kind: direct}}
  - {code: w, parent: total, name: 错, points: 1, rule: {kind: direct}, covers: [{item: D9, relation: equal}, {item: D1, relation: equal}]}
"""
LIST = """
D1, -, 9
D1.1, D1, 3
D1.2, D1, 4
D1.3, D1, 2
D2, -, 6
D2.1, D2, 2.5
D2.2, D2, 3.5
Q, -, 5
"""


def against(status: str = "official") -> Case:
    return Case(
        scheme_of(f"scheme: s\ntitle: 题\ngroups: [{{code: A, name: 甲组}}]\n{CITY}"), listed_as(LIST, status)
    )


def test_every_provincial_leaf_is_printed_with_what_covers_it_and_how_far() -> None:
    rows = table(written(against())[COVERAGE], "评分细则")
    shown = [
        tuple(row[name] for name in ("指标代码", "指标代码2", "对应关系", "份额", "是否覆盖", "备注"))
        for row in rows
        if row["评分细则"] == f"细则{row['指标代码']}"
    ]
    assert shown == [
        ("D1.1", "a", "相同", "100%", "是", "重复覆盖，合计 150%"),
        ("D1.1", "b", "部分", "50%", "是", "重复覆盖，合计 150%"),
        ("D1.2", "b", "部分", "60%", "部分", "合计 60%，还差 40%"),
        ("D1.3", "z", "相同", "100%\n不计", "否", "z 不计：权重为零"),
        ("D2.1", "—", "—", "—", "否", "—"),
        ("D2.2", "—", "—", "—", "经批准不设", "市委批准：当年无此项工作"),
        ("Q", "—", "—", "—", "否", "—"),
    ]


def test_each_dimension_and_the_whole_list_are_tallied_in_count_and_in_weight() -> None:
    rows = table(written(against())[COVERAGE], "评分细则")
    tallies = {
        row["一级指标"]: (row["满分"], row["评分细则"]) for row in rows if "小计" in str(row["一级指标"])
    }
    assert tallies == {
        "名D1 小计": (9, "3 项中覆盖 1 项（33.33%）；9 分中覆盖 5.4 分（60%）"),
        "名D2 小计": (6, "2 项中覆盖 0 项（0%）；6 分中覆盖 0 分（0%）"),
    }
    (total,) = [row for row in rows if row["一级指标"] == "合计"]
    assert (total["满分"], total["评分细则"]) == (20, "6 项中覆盖 1 项（16.67%）；20 分中覆盖 5.4 分（27%）")


def test_what_does_not_fit_together_is_listed_below() -> None:
    sheet = written(against())[COVERAGE]
    rows = spread(sheet)
    captions = [str(row[0]) for row in rows if re.match("[一二三四五]、", str(row[0]))]
    assert captions == [
        "一、逐项对照",
        "二、本市个性化指标（1 项）",
        "三、对应不上的（2 项）",
        "四、未写明对应的（1 项）",
        "五、经批准不设的（1 项）",
    ]
    below = rows[[row[0] for row in rows].index(captions[1]) :]
    said = [[text for text in dict.fromkeys(row) if text is not None] for row in below]
    assert ["l", "己", 1, "本市需要", "群众认可率"] in said
    assert ["w", "错", 1, "D9（相同，100%）", "清单中没有这一项"] in said
    assert ["w", "错", 1, "D1（相同，100%）", "它是清单中的上级指标，不是具体指标"] in said
    assert ["D2.2", "名D2.2", 3.5, "当年无此项工作", "市委　2020-05-01"] in said
    assert any(line[:3] == ["u", "未", 1] for line in said)


def test_a_waiver_without_effect_says_so() -> None:
    case = against()
    waivers = [case.scheme.waivers[0].model_copy(update={"item": item}) for item in ("D1.1", "D8")]
    scheme = Scheme.model_construct(**{**dict(case.scheme), "waivers": tuple(waivers)})
    texts = [str(cell) for row in spread(written(Case(scheme, case.catalogue))[COVERAGE]) for cell in row]
    assert "市委　2020-05-01（已有指标覆盖，这条决定不起作用）" in texts
    assert "市委　2020-05-01（清单中没有这一项，这条决定不起作用）" in texts


@pytest.mark.parametrize("listed", sample_data.CATALOGUES, ids=lambda path: path.stem)
def test_every_leaf_of_the_samples_lists_is_printed(listed: Path) -> None:
    case = sample(sample_data.SCHEME, listed)
    assert case.catalogue is not None
    codes = [item.code for item in case.catalogue.leaves]
    assert codes_of(written(case)[COVERAGE], set(codes)) == codes


def test_the_direction_and_the_list_stand_over_the_table() -> None:
    case = sample()
    assert case.catalogue is not None
    remarks = [str(row[0]) for row in spread(written(case)[COVERAGE])[:5]]
    assert any(case.catalogue.title in text and case.catalogue.document in text for text in remarks)
    assert any("省级清单 → 本市指标体系" in text for text in remarks)
    assert any("29 项中覆盖 29 项（100%）；210 分中覆盖 210 分（100%）" in text for text in remarks)


# ---------------------------------------------------------------- marks and signatures


def test_a_draft_list_marks_every_title_and_every_page_as_provisional() -> None:
    for sheet in written(sample(sample_data.SCHEME, sample_data.DRAFT)):
        assert str(sheet["A1"].value).endswith("（暂定：省级清单为征求意见稿）")
        assert sheet.oddHeader is not None
        assert "暂定（省级清单为征求意见稿）" in str(sheet.oddHeader.right.text)


def test_an_official_list_that_is_covered_leaves_no_mark() -> None:
    for sheet in written(sample(sample_data.SCHEME_OFFICIAL, sample_data.OFFICIAL)):
        assert "暂定" not in str(sheet["A1"].value)
        assert "试算" not in str(sheet["A1"].value)
        assert sheet.oddHeader is None or not sheet.oddHeader.right.text


def test_without_the_list_there_is_no_coverage_table_and_the_rest_is_provisional() -> None:
    case = Case(sample().scheme)
    book = written(case)
    assert book.sheetnames == [SYSTEM, LIAISON, DUTIES, PROBLEMS, BURDEN]
    assert "未见省级清单" in str(book[SYSTEM]["A1"].value)


def test_tables_that_go_out_end_with_lines_to_sign_and_seal() -> None:
    book = written(sample())
    assert book.sheetnames == [SYSTEM, COVERAGE, LIAISON, DUTIES, PROBLEMS, BURDEN]
    for name in SIGNED:
        last = [
            str(cell.value) for row in book[name].iter_rows(min_row=book[name].max_row - 2) for cell in row
        ]
        assert [text for text in last if text.endswith("：")] == ["填报人：", "审核人：", "负责人："]
        (seal,) = [text for text in last if "盖章" in text]
        assert re.search(r"年\s+月\s+日", seal)


# ---------------------------------------------------------------- liaison, duties, problems, burden


OFFICE = """
tree:
  - {code: total, name: 总分, points: 6}
  - {code: a, parent: total, name: 甲, points: 1, rule: {kind: direct}, owner: 一局, task: 任务一, covers: [{item: S1, relation: equal}], counterpart: 省一厅, liaison: {state: confirmed}, evidence: [台账], reports: [年报, 季报]}
  - {code: b, parent: total, name: 乙, points: 1, rule: {kind: direct}, owner: 二局, lead: 一局, task: 任务二, covers: [{item: S2, relation: equal}], liaison: {state: contacted, date: 2020-04-01, note: 待复函}}
  - {code: c, parent: total, name: 丙, points: 1, rule: {kind: direct}, owner: 二局, task: 任务一, covers: [{item: S3, relation: equal}], reports: [年报]}
  - {code: d, parent: total, name: 丁, points: 1, rule: {kind: direct}, owner: 一局, task: 任务一, covers: [{item: S4, relation: equal}], groups: [A]}
  - {code: e, parent: total, name: 戊, points: 1, rule: {kind: direct}, local: 需要, evidence: [照片, 名册]}
  - {code: f, parent: total, name: 己, points: 1, measure: 甲数 / 乙数 * 100, zero_denominator: full, rule: {kind: imported, out_of: 100}, covers: [{item: S5, relation: equal}]}
"""


def codes(indicators: tuple[object, ...]) -> str:
    return "".join(getattr(indicator, "code", "?") for indicator in indicators)


def test_open_talks_are_listed_by_responsible_department_the_most_open_first() -> None:
    scheme = scheme_of(OFFICE)
    found = [(talks.department, codes(talks.open), codes(talks.confirmed)) for talks in open_liaison(scheme)]
    assert found == [("二局", "cb", ""), ("一局", "d", "a"), (None, "f", "")]
    assert liaison_counts(scheme) == {
        LiaisonState.NOT_CONTACTED: 3,
        LiaisonState.CONTACTED: 1,
        LiaisonState.CONFIRMED: 1,
    }


def test_the_liaison_table_shows_what_is_open_and_sums_up_what_is_confirmed() -> None:
    sheet = written(Case(scheme_of(OFFICE)))[LIAISON]
    assert "共 5 项：未对接 3 项、已对接 1 项、已确认 1 项" in str(sheet["A2"].value)
    rows = table(sheet, "对接状态")
    shown = [
        (row["责任单位"], row["指标代码"], row["省对口单位"], row["对接状态"], row["日期"], row["备注"])
        for row in rows
        if str(row["指标代码"]) in set("abcdef")
    ]
    assert shown == [
        ("二局\n（2 项中未确认 2 项）", "c", "未写明", "未对接", "—", "—"),
        ("二局\n（2 项中未确认 2 项）", "b", "未写明", "已对接", "2020-04-01", "待复函"),
        ("一局\n（2 项中未确认 1 项）", "d", "未写明", "未对接", "—", "—"),
        ("未明确责任单位", "f", "未写明", "未对接", "—", "—"),
    ]
    assert [row["指标名称"] for row in rows if row["责任单位"] == "一局"] == ["a 甲"]


def test_duties_are_listed_by_lead_department_and_task() -> None:
    scheme = scheme_of(OFFICE)
    assert [(duties.department, codes(duties.indicators)) for duties in duties_by_lead(scheme)] == [
        ("一局", "abd"),
        ("二局", "c"),
        (None, "ef"),
    ]
    rows = [
        row for row in table(written(Case(scheme))[DUTIES], "年度重点任务") if row["指标代码"] is not None
    ]
    assert [(row["年度重点任务"], row["指标代码"], row["责任单位"]) for row in rows[:3]] == [
        ("任务一", "a", "一局"),
        ("任务一", "d", "一局"),
        ("任务二", "b", "二局"),
    ]


#: The same with values that units report, where they are scored directly otherwise.
REPORTED = OFFICE.replace("{kind: direct}", "{kind: target, target: 5}")


def test_the_burden_is_what_a_unit_is_asked_for_and_reports_of_one_name_count_once() -> None:
    assert burden_of(scheme_of(REPORTED)) == {"A": Burden(6, 7, 3, 2), "B": Burden(5, 6, 3, 2)}
    assert burden_of(scheme_of(OFFICE))["A"].fields == 2


def test_what_is_measured_in_periods_is_filled_in_for_each() -> None:
    scheme = scheme_of("""
periods: [{code: Q1, name: 一, weight: 1}, {code: Q2, name: 二, weight: 1}]
tree:
  - {code: t, name: 总分, points: 2}
  - {code: a, parent: t, name: 甲, points: 1, rule: {kind: pass or fail}, periods: [Q1, Q2], evidence: [台账], reports: [简报]}
  - {code: b, parent: t, name: 乙, points: 1, rule: {kind: imported}}
""")
    assert burden_of(scheme)["A"] == Burden(indicators=2, fields=2, evidence=2, reports=2)


def test_the_burden_is_set_beside_last_years() -> None:
    last_year = REPORTED.replace("[照片, 名册]", "[照片]").replace("[年报, 季报]", "[年报, 季报, 月报]")
    before = scheme_of(f"scheme: old\ntitle: 上年\ngroups: [{{code: A, name: 甲组}}]\n{last_year}")
    rows = spread(written(Case(scheme_of(REPORTED), previous=before))[BURDEN])
    assert ["甲组", 6, 6, "持平", 7, 7, "持平", 3, 2, "增 1", 2, 3, "减 1"] in rows
    assert ["乙组", 5, "—", "—", 6, "—", "—", 3, "—", "—", 2, "—", "—"] in rows


def test_problems_are_listed_the_blocking_ones_first_with_what_to_do() -> None:
    case = sample(sample_data.SCHEME, sample_data.OFFICIAL)
    found = check(case)
    rows = table(written(case)[PROBLEMS], "问题类型")
    assert len(rows) == len(found)
    weights = ["必须改正", "请留意", "说明"]
    shown = [weights.index(str(row["级别"])) for row in rows]
    assert shown == sorted(shown)
    assert {(row["问题"], row["处理办法"]) for row in rows} == {(p.message.zh, p.remedy.zh) for p in found}


def test_no_problems_are_said_to_be_none() -> None:
    book = load_workbook(io.BytesIO(write_system(Case(scheme_of(OFFICE)), (), made_at=MADE_AT)))
    assert "没有发现问题" in [cell for row in spread(book[PROBLEMS]) for cell in row]


# ---------------------------------------------------------------- print


def test_no_cell_inside_a_table_is_blank() -> None:
    for sheet in written(sample(sample_data.SCHEME, sample_data.OFFICIAL)):
        rows = spread(sheet)
        top = int(str(sheet.freeze_panes).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
        bottom = len(rows) - (SIGNING if sheet.title in SIGNED else 0)
        assert [row for row in rows[:bottom] if None in row[:1]] == []
        assert [row for row in rows[top:bottom] if None in row] == []


def test_every_sheet_is_a3_landscape_one_page_wide_with_its_headings_on_every_page() -> None:
    for sheet in written(sample()):
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "8"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.print_title_rows
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.center.text)


def large() -> Case:
    """3,000 indicators under 30 first-level parts, against 2,000 items."""
    leaf = "measure: 完成 / 应完成 * 100, zero_denominator: full, rule: {kind: target, target: 100, lose: 0.1, per: 1, part_step: pro rata}"  # fmt: skip
    lines = ["scheme: s", "title: 题", "covers: list", "groups: [{code: A, name: 甲组}]", "tree:", "  - {code: t, name: 总分, points: 3000}"]  # fmt: skip
    lines += [f"  - {{code: N{node}, parent: t, name: 方面{node}, points: 100}}" for node in range(30)]
    lines += [
        f"  - {{code: I{n}, parent: N{n // 100}, name: 指标{n}, points: 1, {leaf}, owner: 部门{n % 50},"
        f" covers: [{{item: S{n % 2000}, relation: refined, share: 50%}}]}}"
        for n in range(3000)
    ]
    items = [f"S{n}, D{n // 100}, 1" for n in range(2000)]
    heads = [f"D{n}, -, 100" for n in range(20)]
    return Case(scheme_of("\n".join(lines)), listed_as("\n".join(heads + items)))


@pytest.mark.long
def test_three_thousand_indicators_against_two_thousand_items_take_seconds() -> None:
    case = large()
    start = time.perf_counter()
    book = content(case)
    assert time.perf_counter() - start < 20
    assert len(book) < 3_000_000


def test_what_a_page_break_cuts_stands_again_on_the_next_page() -> None:
    leaves = [f"code: i{n}, parent: a, name: 指标{n}, points: 1, rule: {{kind: direct}}, basis: {'说明' * 90}" for n in range(20)]  # fmt: skip
    case = tree_of(
        "code: t, name: 总分, points: 20", "code: a, parent: t, name: 一个方面, points: 20", *leaves
    )
    sheet = written(case)[SYSTEM]
    starts = [line.id + 1 for line in sheet.row_breaks.brk]
    assert starts
    for start in starts:
        assert sheet.cell(start, 1).value == "一个方面\n20 分（续）"
    for area in sheet.merged_cells.ranges:
        assert not [start for start in starts if area.min_row < start <= area.max_row]


@given(
    st.lists(
        st.tuples(st.integers(20, 400), st.sampled_from([0.0, 0.2, 0.6, NEVER])), min_size=1, max_size=40
    ),
    st.integers(300, 700),
)
def test_pages_hold_what_is_put_on_them(lines: list[tuple[int, float]], room: int) -> None:
    heights, costs = [tall for tall, _ in lines], [cost for _, cost in lines]
    starts = [0, *page_starts(heights, costs, room - 80, room), len(lines)]
    assert starts == sorted(set(starts))
    for start, stop in pairwise(starts):
        own = room if start else room - 80
        assert stop == start + 1 or sum(heights[start:stop]) <= own


def test_pages_start_where_it_costs_least_and_leave_no_orphan() -> None:
    assert page_starts([100] * 8, [0.0] * 8, 600, 600) == [4]
    assert page_starts([100] * 9, [0, 1, 1, 1, 1, 0, 1, 1, 1], 600, 600) == [5]
    assert page_starts([100] * 4, [NEVER] * 4, 600, 600) == []


# ---------------------------------------------------------------- hostile text, English, sameness


HOSTILE = ['=HYPERLINK("http://example.invalid","x")', "{=1+1}", "@SUM(1)", "+1", "http://example.invalid/", "=cmd|' /C calc'!A0", "a&b<c>", "长" * 900]  # fmt: skip


def test_names_that_look_like_formulas_or_links_stay_text_and_long_ones_are_not_clipped() -> None:
    case = sample(sample_data.SCHEME, sample_data.OFFICIAL)
    tree = tuple(
        part.model_copy(update={"name": HOSTILE[n % len(HOSTILE)]}) for n, part in enumerate(case.scheme.tree)
    )
    assert case.catalogue is not None
    items = tuple(
        item.model_copy(update={"rule": HOSTILE[n % len(HOSTILE)]})
        for n, item in enumerate(case.catalogue.items)
    )
    scheme = Scheme.model_construct(**{**dict(case.scheme), "tree": tree, "title": "=1+1"})
    book = content(Case(scheme, Catalogue.model_construct(**{**dict(case.catalogue), "items": items})))
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        for name in package.namelist():
            text = package.read(name).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text
    sheet = load_workbook(io.BytesIO(book))[COVERAGE]
    areas = {(a.min_row, a.min_col): a for a in sheet.merged_cells.ranges}
    column = next(cell.column for cell in sheet[top_of(sheet, "评分细则")] if cell.value == "评分细则")
    assert column is not None
    long = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == "长" * 900]
    assert long
    for row in long:
        area = areas[row, column]
        tall = sum(sheet.row_dimensions[r].height or 0 for r in range(area.min_row, area.max_row + 1))
        width = sheet.column_dimensions[get_column_letter(column)].width
        assert tall >= 1800 / width * 14
    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) <= 409


def test_in_english_all_headings_and_remarks_are_english() -> None:
    text = OFFICE + "vetoes: []\n"
    for n, word in enumerate(sorted(set(re.findall("[\u4e00-\u9fff]+", text)), key=len, reverse=True)):
        text = text.replace(word, f"name{n}")
    scheme = scheme_of(
        "scheme: s\ntitle: Trial year\ngroups: [{code: A, name: First}, {code: B, name: Second}]\n" + text
    )
    items = listed_as("D1, -, 2\nS1, D1, 1\nS2, D1, 1", "carried over")
    items = Catalogue.model_validate_json(re.sub("[\u4e00-\u9fff]+", "text", items.model_dump_json()))
    book = written(Case(scheme, items, scheme), "en")
    assert book.sheetnames == [
        "Indicator system",
        "Coverage",
        "Liaison",
        "Responsibilities",
        "Problems",
        "Burden",
    ]
    for sheet in book:
        texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        assert not [text for text in texts if re.search(r"[\u4e00-\u9fff：；、（）]", text)]


def test_the_same_input_gives_the_same_bytes_whenever_it_is_written() -> None:
    first = content(sample())
    time.sleep(2.1)  # the times inside a zip file have steps of two seconds
    assert content(sample()) == first


# ---------------------------------------------------------------- on paper


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout


@pytest.mark.needs("libreoffice", "poppler", "chinese-font")
def test_the_sample_prints_on_a3_pages_without_clipped_tables(tmp_path: Path) -> None:
    book, pdf = tmp_path / "system.xlsx", tmp_path / "system.pdf"
    book.write_bytes(content(sample(sample_data.SCHEME, sample_data.DRAFT)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, book)
    about = run("pdfinfo", pdf)
    assert re.search(r"Page size:\s+1190\.\d+ x 841\.\d+ pts \(A3\)", about)
    count = int(re.findall(r"Pages:\s+(\d+)", about)[0])
    assert 8 <= count <= 14
    pages = [run("pdftotext", "-layout", "-f", str(n), "-l", str(n), pdf, "-") for n in range(1, count + 1)]
    for page in pages:
        assert "暂定（省级清单为征求意见稿）" in page
        assert not re.search(r"#REF!|#NAME\?|#VALUE!|#DIV/0!|####|Err:\d+", page)
        assert len(page.splitlines()) > 8
    for title, picture in ((SYSTEM, "system-table"), (COVERAGE, "coverage-table")):
        first = next(
            n for n, page in enumerate(pages, start=1) if re.search(rf"（样例）\s*{title}（暂定", page)
        )
        target = tmp_path / picture
        run(
            "pdftoppm",
            "-png",
            "-singlefile",
            "-f",
            str(first),
            "-scale-to-x",
            "1600",
            "-scale-to-y",
            "-1",
            pdf,
            target,
        )
        assert 20_000 < target.with_suffix(".png").stat().st_size < 400_000
        if PICTURES is not None:
            shutil.copy(target.with_suffix(".png"), PICTURES)
