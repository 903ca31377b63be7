"""An invented office's year with half-years, bonuses and penalties, vetoes, awards and weights by group."""

from __future__ import annotations

from functools import cache

from documents import Intake, SourceFile, read_intake
from scoring import Results, score
from tests.sheets import file_of, scheme_of

TEXT = """
scheme: year
title: 2020年度考核
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
periods: [{code: H1, name: 上半年, weight: 40}, {code: H2, name: 下半年, weight: 60}]
policies: {tie_break: [daily, F1]}
grades: [{name: 优秀, at_least: 85, quota: 50%}, {name: 良好, at_least: 70}, {name: 一般}]
adjustments:
  items:
    - {code: J1, name: 表彰奖励, kind: bonus, cap: 2}
    - {code: J2, name: 改革试点, kind: bonus}
    - {code: K1, name: 通报批评, kind: penalty}
  bonus_cap: 3
  penalty_cap: 5
  only_if: {node: daily, at_least: 30}
vetoes:
  - {code: V1, name: 安全事故, effect: cap grade, grade: 一般}
  - {code: V2, name: 数据造假, effect: out of ranking}
  - {code: V3, name: 逾期未改, effect: lower grade}
eligibility: {grade: 良好, conditions: [{node: daily, at_least: 45}], group_rank: 2, no_missing: yes}
tree:
  - {code: total, name: 总分, points: 100}
  - {code: daily, parent: total, name: 平时考核, points: 60, periods: [H1, H2]}
  - {code: "1.1", parent: daily, name: 整改率, points: 20, unit: "%", measure: 已改 / 应改 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 0.5, part_step: pro rata}}
  - {code: "1.10", parent: daily, name: 评议, points: 40, rule: {kind: direct}}
  - {code: final, parent: total, name: 年终考核, points: 40}
  - {code: F1, parent: final, name: 重点任务, points: 40, weight: {A: 30, B: 10}, rule: {kind: direct}}
  - {code: F2, parent: final, name: 满意度, points: 40, weight: {A: 10, B: 30}, rule: {kind: direct}}
"""
SCHEME = scheme_of(TEXT)

Rows = list[list[object]]

REGISTER: Rows = [
    ["单位代码", "单位", "组别"],
    ["U1", "东县", "区县"],
    ["U2", "西县", "区县"],
    ["U3", "南县", "区县"],
    ["U4", "北县", "区县"],
    ["U5", "甲局", "部门"],
    ["U6", "乙局", "部门"],
]
SCORES: Rows = [
    [
        "单位",
        "1.1@H1|已改",
        "1.1@H1|应改",
        "整改率@下半年|已改",
        "1.1＠H2｜应改",
        "1.10@H1",
        "评议@H2",
        "F1",
        "F2",
    ],
    ["东县", 10, 10, 9, 10, 38, 36, 39, 36],
    ["西县", 8, 10, 10, 10, 30, 35, 38, 30],
    ["南县", 10, 10, 10, 10, 39, 39, 36, 40],
    ["北县", 1, 10, 2, 10, 12, 10, 20, 22],
    ["甲局", 5, 5, 5, 5, 40, 38, None, 36],
    ["乙局", 5, 5, 4, 5, 36, 36, 36, 38],
]
ADJUSTMENTS: Rows = [
    ["单位", "加减分项", "事项", "分值", "审核", "依据"],
    ["东县", "表彰奖励", "先进集体", 1.5, "通过", "省发〔2020〕1号"],
    ["东县", "J1", "先进集体", 1, "通过", "市发〔2020〕2号"],
    ["东县", "J1", "创新案例", 1, "通过", None],
    ["东县", "改革试点", "试点", 2, "通过", None],
    ["U2", "改革试点", "试点", 1.25, "待审", None],
    ["南县", "K1", "督查通报", 0.5, "通过", None],
    ["北县", "J2", "试点", 3, "通过", None],
]
VETOES: Rows = [
    ["单位", "否决事项", "理由", "认定单位"],
    ["南县", "数据造假", "瞒报 2 起", "市统计局"],
    ["乙局", "V1", "一般事故 1 起", "市应急局"],
]
SHEETS = {"名册": REGISTER, "得分": SCORES, "加减分": ADJUSTMENTS, "否决": VETOES}


def files(**changed: Rows) -> list[SourceFile]:
    """What the office hands in, with some sheets replaced or added."""
    return [file_of("年度.xlsx", {**SHEETS, **changed})]


def read(**changed: Rows) -> Intake:
    """What is read of it."""
    return read_intake(SCHEME, files(**changed))


@cache
def results() -> Results:
    """The year scored."""
    sheet = read().sheet()
    assert sheet is not None
    return score(SCHEME, sheet)
