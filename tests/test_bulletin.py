"""What a bulletin says: the published places and grades, strong points and shortcomings with the right figures, and caveats."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from xml.parsers import expat

import pytest
from hypothesis import given

from documents.bulletin import write_bulletin
from documents.bulletin.brief import enumerated, quoted
from documents.bulletin.pieces import chinese
from documents.notice import Notice
from indicators import Exemption, Unit
from indicators.adjustments import AdjustmentRecord
from indicators.decimals import half_up
from indicators.formula import ColumnName, Stage
from indicators.vetoes import VetoRecord
from office.reading import read_sample
from scoring import build_sheet, score
from scoring.sheet import State
from tests.schemes import Case, cases, times
from tests.sheets import scheme_of, sheet_of

if TYPE_CHECKING:
    from scoring import Results

MADE_AT = datetime(2021, 1, 5, 9, 30, tzinfo=UTC)
NOTICE = Notice(
    3, "2021-01-25 09:30", "考核办", "会议纪要〔2021〕3号。", ("甲事项。\n细目", "乙事项"), f"41:{'a' * 64}"
)
ONE_GROUP = """
scheme: one
title: 某市2020年度考核办法
groups: [{code: A, name: 甲组}]
grades: [{name: 优秀, at_least: 8, quota: 40%}, {name: 一般}]
adjustments: {items: [{code: J, name: 表彰, kind: bonus, cap: 2}, {code: K, name: 通报批评, kind: penalty}]}
vetoes: [{code: V, name: 重大事故, effect: out of ranking}]
tree:
  - {code: total, name: 总分, points: 10}
  - {code: a, parent: total, name: 满意度, points: 4, rule: {kind: direct}}
  - {code: b, parent: total, name: 测评, points: 6, missing: full, rule: {kind: direct}}
"""
TIED = """unit | a | b
甲 | 4 | 5
乙 | 3 | 6
丙 | 4 | 6
丁 | 1 | 0.5
戊 | . | 6
己 | 2 | ."""


@cache
def sample() -> Results:
    reading = read_sample()
    assert reading.results is not None
    return reading.results


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def text(markup: str) -> str:
    return unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", markup)))


def paragraphs(content: bytes) -> list[str]:
    """What stands outside tables."""
    outside = re.sub(r"<w:tbl>.*?</w:tbl>", "", body(content), flags=re.DOTALL)
    return [text(found) for found in re.findall(r"<w:p>.*?</w:p>", outside, re.DOTALL)]


def tables(content: bytes) -> list[list[dict[str, str]]]:
    """The rows of each table by their headings."""
    found = []
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", body(content), re.DOTALL):
        rows = [
            [text(cell) for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)]
            for row in re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
        ]
        found.append([dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    return found


def small(**beside: tuple[object, ...]) -> Results:
    scheme = scheme_of(ONE_GROUP)
    drawn = sheet_of(scheme, TIED)
    values = {
        (unit.code, name): Decimal(int(column.mantissas[at])) / 10**column.decimals
        for name, column in drawn.columns.items()
        if name.stage is Stage.RAW
        for at, unit in enumerate(drawn.units)
        if column.states[at] == State.VALUE
    }
    return score(scheme, build_sheet(scheme, drawn.units, values, **beside))  # type: ignore[arg-type]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert write_bulletin(sample(), made_at=MADE_AT) == write_bulletin(sample(), made_at=MADE_AT)


def test_the_tables_hold_every_published_place_total_and_grade() -> None:
    results = sample()
    ranking = results.ranking()
    expected = [
        (str(place) if place else "—", name, "无分" if total is None else str(total), grade or "—")
        for place, name, total, grade in zip(
            ranking["group_rank"].fillna(0).astype(int),
            ranking["name"],
            ranking["total"],
            ranking["grade"],
            strict=True,
        )
    ]
    rows = [row for table in tables(write_bulletin(results, made_at=MADE_AT)) for row in table]
    assert [(row["组内名次"], row["单位"], row["综合得分"], row["等次"]) for row in rows] == expected


def test_groups_that_are_not_comparable_have_no_overall_ranking_and_the_reader_is_told() -> None:
    content = write_bulletin(sample(), made_at=MADE_AT)
    said = "\n".join(paragraphs(content))
    assert len(tables(content)) == len(sample().scheme.groups)
    assert "得分不宜跨组比较" in said
    assert "“高质量发展成效得分”只考核区县" in said
    assert f"经认定不适用{len(sample().sheet.exemptions)}项" in said


def test_ties_share_a_place_and_whoever_is_out_of_the_ranking_has_none() -> None:
    vetoes = (VetoRecord(unit="丁", veto="V", reason="查实", decided_by="纪委"),)
    content = write_bulletin(small(vetoes=vetoes), made_at=MADE_AT)
    (rows,) = tables(content)
    assert [(row["总名次"], row["单位"]) for row in rows] == [
        ("1", "丙"), ("2", "乙"), ("2", "甲"), ("4", "己"), ("5", "戊"), ("—", "丁"),
    ]  # fmt: skip
    assert [row["备注"] for row in rows[1:3]] == ["并列；并列超出名额，未进上一等次"] * 2
    said = "\n".join(paragraphs(content))
    assert "第2名乙、甲并列（9.00分）" in said
    assert "丁因否决事项不参加排名。" in said
    assert "丁因“重大事故”不参加排名和评等次" in said


def test_bonuses_and_penalties_are_named() -> None:
    records = (
        AdjustmentRecord(
            unit="甲", item="J", points=Decimal("1.5"), matter="省级表彰", approved=True, evidence="文"
        ),
        AdjustmentRecord(
            unit="乙", item="K", points=Decimal("0.5"), matter="通报", approved=True, evidence="文"
        ),
    )
    said = paragraphs(write_bulletin(small(adjustments=records), made_at=MADE_AT))
    assert "甲1.5分。" in said
    assert "减分：乙0.5分。" in said


def test_what_was_not_reported_is_named_with_what_became_of_it() -> None:
    said = "\n".join(paragraphs(write_bulletin(small(), made_at=MADE_AT)))
    assert "共缺报2项，涉及2个单位。“满意度”：戊（缺报不得分）；“测评”：己（缺报得满分）。" in said
    assert "缺报另有规定的指标：“测评”按缺报得满分处理。" in said


def test_the_weakest_indicators_are_those_of_an_independent_calculation() -> None:
    results, said = sample(), paragraphs(write_bulletin(sample(), made_at=MADE_AT))
    detail, means = results.detail(), {}
    for indicator in results.scheme.indicators:
        points = [Fraction(cell) for cell in detail[f"points:{indicator.code}"] if isinstance(cell, Decimal)]
        means[indicator.code] = (
            sum(points, Fraction(0)) / len(points) / Fraction(indicator.points),
            len(points),
        )
    weakest = sorted(results.scheme.indicators, key=lambda indicator: means[indicator.code][0])[:5]
    start = said.index("（一）得分率较低的指标") + 1
    for number, indicator in enumerate(weakest, start=1):
        rate, size = means[indicator.code]
        tenths = half_up(rate * 100, 1)
        lost = half_up((1 - rate) * Fraction(indicator.points), 2)
        assert said[start + number - 1].startswith(
            f"{number}.{quoted(indicator.name)}。{size}个单位平均得分率{tenths // 10}.{tenths % 10}%，"
            f"平均失{lost // 100}.{lost % 100:02}分"
        )


def test_every_setting_is_printed_and_a_trial_says_that_it_is_one() -> None:
    said = "\n".join(paragraphs(write_bulletin(sample(), made_at=MADE_AT)))
    for _, title, value in sample().scheme.printed_policies():
        assert f"{title.zh}：{value.zh}" in said
    assert "本通报为试算稿" in said
    assert "结果暂定。省级清单：" in said
    assert "（试算，暂定）" in said
    assert "2021年1月5日" in said


def test_a_publication_names_its_run_its_reason_what_was_acknowledged_and_the_head_of_the_log() -> None:
    said = "\n".join(paragraphs(write_bulletin(small(), made_at=MADE_AT, notice=NOTICE)))
    assert "本次结果为第3次计分，已公布，公布时间2021年1月25日，依据：会议纪要〔2021〕3号。" in said
    assert "公布时确认的事项：甲事项；乙事项。" in said
    assert f"审计日志末条：41:{'a' * 64}。" in said
    assert "试算" not in said


def test_a_long_title_breaks_where_a_reader_would_pause() -> None:
    first = paragraphs(write_bulletin(sample(), made_at=MADE_AT))[0]
    assert first == "关于云江市2020年度党的建设综合考核（样例）结果的通报"
    assert "年度</w:t><w:br/>" in body(write_bulletin(sample(), made_at=MADE_AT))
    assert paragraphs(write_bulletin(small(), made_at=MADE_AT))[0] == "关于某市2020年度考核结果的通报"


def test_the_title_says_that_it_is_an_assessment() -> None:
    scheme = scheme_of(ONE_GROUP.replace("某市2020年度考核办法", "党建指标体系"))
    results = score(scheme, sheet_of(scheme, TIED))
    assert paragraphs(write_bulletin(results, made_at=MADE_AT))[0] == "关于党建考核结果的通报"


def test_nothing_to_praise_and_nothing_to_blame_is_said() -> None:
    scheme = scheme_of(ONE_GROUP.replace("grades: ", "grades: []\n#"))
    best = paragraphs(
        write_bulletin(score(scheme, sheet_of(scheme, "unit | a | b\n甲 | 4 | 6")), made_at=MADE_AT)
    )
    worst = paragraphs(
        write_bulletin(score(scheme, sheet_of(scheme, "unit | a | b\n甲 | 0 | 0")), made_at=MADE_AT)
    )
    nothing = "没有可列出的事项。"
    assert best[best.index("三、存在问题") + 1] == nothing
    assert worst[worst.index("二、主要成绩") + 1] == nothing


def test_nobody_at_all_still_gives_a_bulletin() -> None:
    scheme = scheme_of(ONE_GROUP)
    said = paragraphs(write_bulletin(score(scheme, build_sheet(scheme, [], {})), made_at=MADE_AT))
    assert "参加考核的单位共0个。" in said


def test_exempted_units_are_named() -> None:
    exemptions = (Exemption(unit="丁", indicator="b", reason="撤并", approved_by="考核办"),)
    said = "\n".join(paragraphs(write_bulletin(small(exemptions=exemptions), made_at=MADE_AT)))
    assert "经认定不适用1项，涉及丁，" in said


@times(0.2)
@given(case=cases())
def test_whatever_the_scheme_the_bulletin_is_sound_and_its_tables_are_the_published_ones(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    content = write_bulletin(results, made_at=MADE_AT)
    expat.ParserCreate().Parse(body(content), True)  # noqa: FBT003 - as expat takes it
    rows = [row for table in tables(content) for row in table]
    assert {row["单位"] for row in rows} == {unit.name for unit in case.units}
    if len({unit.group for unit in case.units}) > 1 or results.rank is None:
        # Where nobody has a place there is no column of places.
        shown = {row["单位"]: row["组内名次"] for row in rows if "组内名次" in row}
        places = zip(case.units, results.group_rank.tolist(), strict=True)
        ranked = {unit.name: str(place) for unit, place in places if place}
        assert {name: place for name, place in shown.items() if place != "—"} == ranked


def test_three_thousand_units_take_seconds() -> None:
    scheme = scheme_of(
        ONE_GROUP.replace("[{code: A, name: 甲组}]", "[{code: A, name: 甲组}, {code: B, name: 乙组}]")
    )
    units = [Unit(code=f"{n:04}", name=f"第{n}乡镇街道", group="AB"[n % 2]) for n in range(3000)]
    values = {
        (unit.code, ColumnName(Stage.RAW, code)): Decimal(n * step % most) / 10
        for n, unit in enumerate(units)
        for code, step, most in (("a", 7, 41), ("b", 11, 61))
    }
    results = score(scheme, build_sheet(scheme, units, values))
    start = time.perf_counter()
    content = write_bulletin(results, made_at=MADE_AT)
    assert time.perf_counter() - start < 20
    assert [len(table) for table in tables(content)] == [3000, 1500, 1500]
    assert max(map(len, paragraphs(content))) < 1500


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_headings_are_numbered_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


def test_long_lists_are_counted_and_quotes_do_not_nest_alike() -> None:
    assert enumerated([str(n) for n in range(12)], 3) == "0、1、2等12个"
    assert quoted("“三会一课”规范率") == "“‘三会一课’规范率”"


def test_no_indicator_is_praised_and_blamed_at_once() -> None:
    for results in (sample(), small()):
        said = paragraphs(write_bulletin(results, made_at=MADE_AT))
        praised = said[: said.index("三、存在问题")]
        blamed = said[said.index("三、存在问题") :]
        named = [
            {line.split("。")[0].partition(".")[2] for line in part if line[1:3] == ".“"}
            for part in (praised, blamed)
        ]
        assert named[1]
        assert named[0].isdisjoint(named[1])
