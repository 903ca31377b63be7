"""A unit's page says what made its total beyond points, why there is none, and nothing of what is not there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from documents.unit_report_docx import write_unit_pages
from documents.unit_report_page import write_unit_page
from indicators import Exemption, Unit
from indicators.adjustments import AdjustmentRecord
from indicators.formula import ColumnName, Stage
from office.last_year import LastYear
from office.unit_account import printed_title
from office.unit_books import unit_page
from office.unit_report import unit_report
from scoring import build_sheet, score
from tests import office_year
from tests.libreoffice import PDF, converted
from tests.sheets import scheme_of, sheet_of
from tests.test_bulletin import MADE_AT, body, sample, small, text
from tests.test_bulletin_layout import rendered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from documents.unit_report_page import UnitPage
    from scoring import Results

LONG = "经济运行质量和效益综合提升暨高质量发展重点领域攻坚突破任务完成情况（含固定资产投资、社会消费品零售、规上工业）"
#: A mean that cannot do without its parts, in three groups of which one has a single unit.
SCHEME = f"""
scheme: odd
title: 2026年度综合考核
groups: [{{code: A, name: 县区}}, {{code: B, name: 开发区}}]
periods: [{{code: H1, name: 上半年, weight: 40}}, {{code: H2, name: 下半年, weight: 60}}]
grades: [{{name: 优秀, at_least: 90}}, {{name: 一般}}]
adjustments: {{items: [{{code: J1, name: 表彰奖励, kind: bonus, cap: 2}}, {{code: K1, name: 通报批评, kind: penalty}}]}}
tree:
  - {{code: total, name: 总分, points: 100}}
  - {{code: work, parent: total, name: {LONG}, points: 40, weight: 40}}
  - {{code: E1, parent: work, name: "{LONG}一", points: 20, rule: {{kind: direct}}}}
  - {{code: growth, parent: work, name: 增速, points: 20, unit: "%", measure: 本年 / 上年 * 100,
     zero_denominator: not applicable, rule: {{kind: target, target: 100, lose: 1, part_step: pro rata}}}}
  - {{code: daily, parent: total, name: 平时, points: 30, weight: 30, periods: [H1, H2]}}
  - {{code: P1, parent: daily, name: 办结率, points: 30, rule: {{kind: direct}}}}
  - {{code: nature, parent: total, name: 生态, points: 30, weight: 30, combine: geometric mean}}
  - {{code: Q1, parent: nature, name: 空气, points: 30, weight: 1, rule: {{kind: direct}}}}
  - {{code: Q2, parent: nature, name: 水质, points: 30, weight: 1, rule: {{kind: direct}}}}
"""
MEAN = """
scheme: mean
title: 考核
groups: [{code: A, name: 甲组}]
tree:
  - {code: total, name: 总分, points: 10, combine: geometric mean}
  - {code: Q1, parent: total, name: 空气, points: 10, weight: 1, rule: {kind: direct}}
  - {code: Q2, parent: total, name: 水质, points: 10, weight: 1, rule: {kind: direct}}
"""
TABLE = """unit | E1 | growth|本年 | growth|上年 | P1@H1 | P1@H2 | Q1 | Q2
甲 | 20 | 9 | 10 | 30 | 30 | 30 | 30
乙 | 10 | 9 | 0 | 20 | 10 | 20 | 25
丙 | . | 10 | 10 | 20 | 10 | . | 25
丁 | 20 | 9 | 10 | 30 | 30 | 30 | 30"""


def odd() -> Results:
    scheme = scheme_of(SCHEME)
    return score(scheme, sheet_of(scheme, TABLE, {"丁": "B"}))


def page_of(results: Results, name: str, last_year: LastYear | None = None) -> UnitPage:
    names = [unit.name for unit in results.sheet.units]
    return unit_page(results, unit_report(results, names.index(name), last_year))


def notes_of(page: UnitPage) -> dict[str, str]:
    return {label.zh: said.zh for label, said in page.notes}


def headings_of(page: UnitPage) -> list[str]:
    return [
        column.heading if isinstance(column.heading, str) else column.heading.zh
        for column in page.table.columns
    ]


def test_bonuses_penalties_and_vetoes_stand_on_the_page_with_what_became_of_them() -> None:
    results = office_year.results()
    assert notes_of(page_of(results, "东县"))["加减分与否决"] == (
        "加分3分：表彰奖励“先进集体”1.5分（计入；本项合计超过上限，按 2 分计）、"
        "表彰奖励“先进集体”1分（同一事项取最高，本条不计）、"
        "表彰奖励“创新案例”1分（计入；本项合计超过上限，按 2 分计）、"
        "改革试点“试点”2分（计入；各项合计超过上限，按 3 分计）"
    )
    assert notes_of(page_of(results, "南县"))["加减分与否决"] == (
        "减分0.5分：通报批评“督查通报”0.5分（计入）；因“数据造假”不参加排名和评等次"
    )
    assert "加减分与否决" not in notes_of(page_of(results, "甲局"))


def test_a_unit_without_a_total_is_told_why_and_nothing_of_what_moved_it() -> None:
    notes = notes_of(page_of(odd(), "丙"))
    assert notes["未出总分"] == "Q1 空气缺报"
    assert notes["缺报"] == f"E1 {LONG}一（缺报不得分）"
    assert not {"拉高总分的指标", "拉低总分的指标", "最可提升的指标"} & set(notes)
    assert not page_of(odd(), "丙").table.remarks


def test_a_total_lost_to_no_missing_value_has_its_reason_too() -> None:
    scheme = scheme_of(SCHEME)
    negative = TABLE.replace("乙 | 10 | 9 | 0 | 20 | 10 | 20 | 25", "乙 | 10 | 9 | 1 | 20 | 10 | -2 | 25")
    results = score(scheme, sheet_of(scheme, negative, {"丁": "B"}))
    assert not results.scored[1]
    assert notes_of(page_of(results, "乙"))["未出总分"] == "生态（无分）"


def test_what_does_not_apply_is_named_with_how_it_counts() -> None:
    assert notes_of(page_of(odd(), "乙"))["不适用"] == "增速（不适用项按适用项满分折算）"
    scheme = scheme_of(MEAN)
    values = {("甲", ColumnName(Stage.RAW, "Q2")): Decimal(5)}
    exemption = Exemption(unit="甲", indicator="Q1", reason="无", approved_by="会议")
    unit = Unit(code="甲", name="甲", group="A")
    results = score(scheme, build_sheet(scheme, [unit], values, exemptions=[exemption]))
    assert notes_of(page_of(results, "甲"))["不适用"] == "Q1 空气（不参与合成）"


def test_a_missing_value_that_counts_is_named() -> None:
    assert notes_of(page_of(office_year.results(), "甲局"))["缺报"] == "F1 重点任务（缺报不得分）"


def test_nothing_is_said_of_a_last_year_nobody_knows() -> None:
    before = LastYear({"甲": Decimal(80)}, {}, {}, {})
    for name, known in (("甲", True), ("乙", False)):
        page = page_of(odd(), name, before)
        assert ("上年得分" in headings_of(page)) == known
        assert ("比上年总分" in [label.zh for label, _ in page.facts]) == known


def test_a_group_of_one_is_compared_with_nobody() -> None:
    page = page_of(odd(), "丁")
    facts = {label.zh: value for label, value in page.facts}
    assert facts["总分"] is not None
    assert "仅此一个单位" in str(facts["组别"])
    assert not {"名次", "比本组平均", "比本组最高"} & set(facts)
    assert headings_of(page) == ["指标", "满分", "得分", "得分率（%）"]
    assert "拉高、拉低" not in str(page.table.remarks)


def test_no_code_of_our_own_stands_on_a_page_for_units() -> None:
    assert printed_title("P1@H2", "办结率（下半年）") == "P1 办结率（下半年）"
    assert printed_title("quality", "高质量发展") == "高质量发展"
    for results, names in ((odd(), "甲乙丙丁"), (office_year.results(), ["东县", "甲局"])):
        for name in names:
            said = text(body(_printed(results, [name])))
            assert "@" not in said
            assert "growth" not in said


def test_a_full_house_has_a_page_without_notes() -> None:
    scheme = scheme_of(MEAN)
    results = score(scheme, sheet_of(scheme, "unit | Q1 | Q2\n甲 | 10 | 10"))
    page = page_of(results, "甲")
    assert page.notes == ()
    assert body(_printed(results, "甲")).count("<w:tbl>") == 2


def test_every_fact_has_a_column_to_stand_in() -> None:
    for results in (odd(), office_year.results(), sample()):
        for unit in results.sheet.units:
            page = page_of(results, unit.name)
            assert len(page.facts) <= len(page.table.columns)


def test_many_records_are_counted_and_nobody_else_has_any() -> None:
    records = tuple(
        AdjustmentRecord(unit="甲", item="K", points=Decimal("0.1"), matter=f"通报{n}", approved=True)
        for n in range(7)
    )
    results = small(adjustments=records)
    said = notes_of(page_of(results, "甲"))["加减分与否决"]
    assert said.startswith("减分0.7分：通报批评“通报0”0.1分（计入）、")
    assert said.endswith("通报批评“通报4”0.1分（计入）等7条")
    assert "加减分与否决" not in notes_of(page_of(results, "乙"))


def _printed(results: Results, names: list[str] | str) -> bytes:
    pages = [page_of(results, name) for name in names]
    return write_unit_pages(pages, results.scheme.title, language="zh", made_at=MADE_AT, mark=None)


@pytest.mark.needs("libreoffice", "libreoffice-writer", "poppler", "chinese-font")
@pytest.mark.parametrize("made", [odd, office_year.results])
def test_a_page_with_everything_on_it_is_still_one_page(made: Callable[[], Results], tmp_path: Path) -> None:
    results = made()
    names = [unit.name for unit in results.sheet.units]
    (tmp_path / "word").mkdir()
    assert len(rendered(_printed(results, names), tmp_path / "word")) == len(names)
    books = {
        f"{number}.xlsx": write_unit_page(
            page_of(results, name), "考核", language="zh", made_at=MADE_AT, mark=None
        )
        for number, name in enumerate(names)
    }
    for printed in converted(books, PDF, tmp_path / "pdf").values():
        assert printed.count(b"/Type/Page/") == 1
