"""Values that can be right and look wrong are taken with a warning at the first of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from documents import Intake, read_intake
from tests.sheets import REGISTER, file_of, scheme_of

if TYPE_CHECKING:
    from indicators import Scheme
    from indicators.problems import Problem

Rows = list[list[object]]

SCHEME = scheme_of(
    """
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q2, name: 二季度, weight: 50}]
tree:
  - {code: total, name: 总分, points: 60}
  - {code: P1, parent: total, name: 办结率, points: 10, unit: "%", rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: P2, parent: total, name: 发案率, points: 10, unit: "%", direction: lower, rule: {kind: target, target: 1, lose: 1, part_step: pro rata}}
  - {code: P3, parent: total, name: 次数, points: 10, unit: 次, rule: {kind: target, target: 1, lose: 1, part_step: pro rata}}
  - {code: P4, parent: total, name: 参与率, points: 10, unit: "%", periods: [Q1, Q2], rule: {kind: target, target: 90}}
  - {code: P5, parent: total, name: 增幅, points: 10, unit: "%", limits: {max: 1}, rule: {kind: target, target: 0.5}}
  - {code: P6, parent: total, name: 整改率, points: 10, unit: "%", measure: 已整改 / 查摆问题 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 1, part_step: pro rata}}
"""
)


def read(rows: Rows, scheme: Scheme = SCHEME) -> Intake:
    return read_intake(scheme, [file_of("成绩.xlsx", {"名册": REGISTER, "得分": rows})])


def warnings(intake: Intake, code: str) -> list[Problem]:
    assert intake.accepted, list(intake.problems)
    return [problem for problem in intake.problems if problem.code == code]


def small(intake: Intake) -> list[Problem]:
    return warnings(intake, "value-up-to-one-percent")


def test_percentages_up_to_one_are_taken_with_one_warning_for_their_column() -> None:
    intake = read([["单位", "P1"], ["甲县", 98], ["乙县", Decimal("0.97")], ["丙局", 1]])
    assert sorted(intake.values.values()) == [Decimal("0.97"), 1, 98]
    [problem] = small(intake)
    assert (problem.place.cell, problem.place.unit) == ("B3", None)
    assert problem.message.zh == "B3 等 2 格在 0—1 之间（如 0.97），计量单位是 %，按 0.97% 读取。"
    assert problem.remedy.zh == "如应为 97%，请填 97。"
    [alone] = small(read([["单位", "P1"], ["甲县", 98], ["乙县", Decimal("0.5")]]))
    assert alone.place.unit == "乙县"
    assert alone.message.zh.startswith("B3 在 0—1 之间（如 0.5）")


def test_row_by_row_there_is_one_warning_for_an_indicator() -> None:
    rows: Rows = [
        ["甲县", "P1", None, 1],
        ["甲县", "P4", "Q1", Decimal("0.9")],
        ["甲县", "P4", "Q2", Decimal("0.8")],
    ]
    found = small(read([["单位", "指标", "时期", "值"], *rows, ["乙县", "P1", None, Decimal("0.9")]]))
    assert [(problem.place.cell, problem.place.indicator) for problem in found] == [
        ("D2", "P1"),
        ("D3", "P4@Q1"),
    ]


def test_zero_and_what_may_well_be_small_are_no_matter() -> None:
    half = Decimal("0.5")
    rows: Rows = [["单位", "P1", "P2", "P3", "P5", "P6|已整改", "P6|查摆问题"]]
    assert (
        small(read([*rows, ["甲县", 0, half, half, half, half, 1], ["乙县", Decimal("1.01"), 1, 1, 1, 1, 1]]))
        == []
    )


def share_of(measure: str, rule: str, more: str = "") -> Scheme:
    return scheme_of(
        f"""
tree:
  - {{code: total, name: 总分, points: 10}}
  - {{code: P1, parent: total, name: 整改率, points: 10, unit: "%", measure: {measure}, zero_denominator: full,
     rule: {{{rule}}}{more}}}
"""
    )


def above(scheme: Scheme) -> list[Problem]:
    rows: Rows = [
        ["单位", "P1|已整改", "P1|查摆问题"],
        ["甲县", 16, 16],
        ["乙县", 99, 16],
        ["丙局", 99, None],
    ]
    return warnings(read(rows, scheme), "value-part-above-whole")


TARGET = "kind: target, target: 100, lose: 1, part_step: pro rata"


@pytest.mark.parametrize(
    "measure",
    [
        "已整改 / 查摆问题 * 100",
        "100 * 已整改 / 查摆问题",
        "已整改 * 100 / 查摆问题",
        "(已整改 / 查摆问题)",
        "已整改 ÷ 查摆问题 × 100",
    ],
)
def test_a_part_above_its_whole_is_taken_with_a_warning(measure: str) -> None:
    [problem] = above(share_of(measure, TARGET))
    assert (problem.place.cell, problem.place.unit) == ("B3", "乙县")
    assert "已整改 99 大于 查摆问题 16" in problem.message.zh


@pytest.mark.parametrize(
    ("measure", "rule", "more"),
    [
        ("已整改 / 查摆问题 * 100", TARGET.replace("100", "120"), ""),
        ("已整改 / 查摆问题 * 100", f"{TARGET}, gain: 1, cap: 12", ""),
        ("已整改 / 查摆问题 * 100", TARGET, ", direction: lower"),
        ("已整改 / 查摆问题 * 100", "kind: relative efficacy", ""),
        ("已整改 / 查摆问题 * 1000", TARGET, ""),
        ("(已整改 - 查摆问题) / 查摆问题 * 100", TARGET, ""),
    ],
)
def test_what_may_exceed_100_percent_is_no_share(measure: str, rule: str, more: str) -> None:
    assert above(share_of(measure, rule, more)) == []
