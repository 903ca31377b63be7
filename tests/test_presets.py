"""The presets load, and give from files what was worked by hand here."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest

import indicators
from documents import read_data
from sample_data import ADDITIVE, MULTIPLIER_CHAIN, PRESETS
from scoring import score
from tests.sheets import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Scheme
    from scoring import Results

Rows = list[list[object]]

BONUSES: list[object] = ["单位", "加减分项", "事项", "分值", "审核"]


def preset(path: Path) -> Scheme:
    scheme, problems = indicators.load(path)
    assert problems == ()
    assert scheme is not None
    return scheme


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_loads_without_problems_and_is_the_same_written_and_read_again(path: Path) -> None:
    scheme = preset(path)
    again, problems = indicators.read_scheme(indicators.write_scheme(scheme))
    assert problems == ()
    assert again == scheme


def register(letter: str, names: str, kind: str, group: str) -> Rows:
    rows: Rows = [["单位代码", "单位", "组别"]]
    rows += [[f"{letter}{number}", f"{name}{kind}", group] for number, name in enumerate(names, 1)]
    return rows


def results_of(path: Path, sheets: dict[str, Rows]) -> Results:
    scheme = preset(path)
    sheet, problems = read_data(scheme, [file_of("数据.xlsx", sheets)])
    assert sheet is not None, [problem.in_words("en") for problem in problems]
    return score(scheme, sheet)


def published(results: Results, code: str) -> list[str]:
    return [str(results.published(code).value(unit)) for unit in range(len(results.sheet.units))]


# Points lost of 100 in the indicators:
# 甲 24/25 = 96 %: 4 × 0.15; 19 %: 0.5; 96 % closed: 1.5; report of 91: 0.9          together 3.50
# 乙 one meeting short: 2.5; a fair report: 1; 86: 1.4                                together 4.90
# 丙 45/50 = 90 %: 10 × 0.15; 93: 0.7                                                 together 2.20
# 丁 one short: 2.5; no yearly report: 3; 90 % closed: 3; one light penalty: 1.5; 2   together 12.00
CHAIN: Rows = [
    ["单位", "quality", "P1", "P2|查摆问题", "P2|已整改", "P3|专题研究", "P3|责任分工", "P3|年度报告", "P4"],
    ["甲市", 92.0, 0, 25, 24, "是", "是", "是", 19],
    ["乙市", 93.1, 1, 30, 30, "是", "是", "是", 22],
    ["丙市", 90.2, 0, 50, 45, "是", "是", "是", 20],
    ["丁市", 96.0, 1, 0, 0, "是", "是", "否", 25],
]
CHAIN_GOES_ON: Rows = [
    [
        "单位",
        *("P5|已销号", "P5|应整顿", "P6|诫勉", "P6|轻处分", "P6|重处分", "P7|本年", "P7|上年"),
        *("P8", "P8|理由", "P9"),
    ],
    ["甲市", 48, 50, 0, 0, 0, 90, 100, "好", "问题写实", 91],
    ["乙市", 20, 20, 0, 0, 0, 76, 80, "较好", "措施偏少", 86],
    ["丙市", 10, 10, 0, 0, 0, 50, 60, "好", "问题写实", 93],
    ["丁市", 18, 20, 0, 1, 0, 38, 40, "一般", "不谈问题", 100],
]
# 86 + 8 × 0.75 = 92 of 100 valid votes, and so on; 丁 is scored by two departments only.
SATISFACTION: Rows = [
    ["单位", "S1|满意", "S1|基本满意", "S1|不满意", "S1|不了解", "S2|部门.1", "S2|部门.2", "S2|部门.3"],
    ["甲市", 86, 8, 6, 10, 90, 92, 94],
    ["乙市", 93, 4, 3, 0, 95, 96, 97],
    ["丙市", 74, 8, 18, 25, 86, 88, 90],
    ["丁市", 84, 8, 8, 3, 86, 90, None],
]
CITIES = register("C", "甲乙丙丁", "市", "设区市")
CHAIN_SHEETS = {"名册": CITIES, "指标一": CHAIN, "指标二": CHAIN_GOES_ON, "满意度": SATISFACTION}
CHAIN_BONUSES: Rows = [
    BONUSES,
    ["甲市", "J1", "楼宇党建", 2, "通过"],
    ["丁市", "J2", "全省先进", 3, "通过"],
    ["乙市", "K1", "督查通报", 1, "通过"],
]


def test_the_multiplier_chain_gives_the_figures_worked_by_hand() -> None:
    results = results_of(MULTIPLIER_CHAIN, CHAIN_SHEETS)
    assert published(results, "indicators") == ["96.50", "95.10", "97.80", "88.00"]
    assert published(results, "satisfaction") == ["9.20", "9.60", "8.40", "8.90"]
    assert published(results, "party") == ["96.05", "95.19", "96.42", "88.10"]
    assert published(results, "total") == ["110.46", "110.78", "108.71", "105.72"]
    assert results.standings("party").places.tolist() == [2, 3, 1, 4]
    assert results.group_rank.tolist() == [2, 1, 3, 4]


def test_bonuses_of_the_multiplier_chain_are_shown_and_change_no_score() -> None:
    plain = results_of(MULTIPLIER_CHAIN, CHAIN_SHEETS)
    results = results_of(MULTIPLIER_CHAIN, {**CHAIN_SHEETS, "加减分": CHAIN_BONUSES})
    assert published(results, "total") == published(plain, "total")
    assert results.group_rank.tolist() == plain.group_rank.tolist()
    assert results.bonus == (Decimal(2), Decimal(0), Decimal(0), Decimal(3))
    assert results.penalty == (Decimal(0), Decimal(1), Decimal(0), Decimal(0))


COUNTIES = register("D", "甲乙丙丁戊", "县", "区县")
# 60 − 1 for each started percent; 40 · (0.6 + 0.4 · (x − 80) ÷ 20) with 80 % the worst and 100 % the best.
GOALS: Rows = [
    ["单位", "G1", "G2|受理", "G2|已办结"],
    ["甲县", 100, 200, 190],
    ["乙县", 98.4, 150, 150],
    ["丙县", 120, 100, 90],
    ["丁县", 65.5, 50, 40],
    ["戊县", 97, 200, 170],
]
APPRAISAL: Rows = [
    [
        "单位",
        *("A1|优秀", "A1|称职", "A1|基本称职", "A1|不称职"),
        *("A2|分管领导.1", "A2|分管领导.2", "A2|考核组.1"),
    ],
    ["甲县", 30, 10, 0, 0, 90, 94, 97],
    ["乙县", 40, 0, 0, 0, 98.5, 99, 97.5],
    ["丙县", 20, 10, 5, 5, None, 85, 90],
    ["丁县", 0, 20, 10, 10, 70, 80, 60],
    ["戊县", 20, 15, 5, 0, 88, 92, 85],
]
DAILY: Rows = [
    ["单位", "R1@Q1", "R1@Q2", "R1@Q3", "R1@Q4", "R2@Q1", "R2@Q2", "R2@Q3", "R2@Q4"],
    ["甲县", 100, 98, 100, 100, 0, 0, 1, 0],
    ["乙县", 100, 100, 100, 100, 0, 0, 0, 0],
    ["丙县", 95, 95, 95, 90, 0, 0, 0, 2],
    ["丁县", 80, 80, 80, 80, 2, 2, 2, 2],
    ["戊县", 100, 100, None, 100, 0, 0, 0, 0],
]
# Of the two awards of one matter the higher counts, and of the 5 points of 甲 the cap lets 4 pass; 丁 misses 60 in its goals.
RECORDS: Rows = [
    BONUSES,
    ["甲县", "J1", "基层治理", 2, "通过"],
    ["甲县", "J1", "基层治理", 3, "通过"],
    ["甲县", "J1", "平安建设", 3, "待审"],
    ["甲县", "J2", "网格工作法", 2, "通过"],
    ["甲县", "K1", "公文超期", 1, "通过"],
    ["丁县", "J2", "村账公开", 2, "通过"],
    ["戊县", "K1", "数据不实", 2, "通过"],
]
VETOES: Rows = [
    ["单位", "否决事项", "理由", "认定单位"],
    ["丙县", "V1", "班子成员严重违纪", "市纪委监委"],
    ["戊县", "V2", "虚报三季度数据", "市考核办"],
]


@cache
def counties() -> Results:
    sheets = {"名册": COUNTIES, "目标": GOALS, "测评": APPRAISAL, "日常": DAILY}
    return results_of(ADDITIVE, {**sheets, "加减分": RECORDS, "否决": VETOES})


def test_the_additive_preset_gives_the_figures_worked_by_hand() -> None:
    results = counties()
    assert published(results, "goals") == ["96.00", "98.00", "92.00", "49.00", "85.00"]
    assert published(results, "appraisal") == ["94.60", "99.30", "81.30", "60.60", "87.70"]
    # 15 · 100 + 25 · 98.6 + 25 · 95 + 35 · 100 = 9840; 戊 has 30 of 100 points in the third quarter.
    assert published(results, "daily") == ["98.40", "100.00", "91.78", "76.00", "82.50"]
    # 38.4 + 37.84 + 19.68 + 4 − 1; 39.2 + 39.72 + 20; 87.675; 59.04 without its bonus; 85.58 − 2.
    assert published(results, "total") == ["98.92", "98.92", "87.68", "59.04", "83.58"]
    assert results.bonus == (Decimal(4), Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert results.penalty == (Decimal(1), Decimal(0), Decimal(0), Decimal(0), Decimal(2))


def test_places_grades_and_awards_of_the_additive_preset() -> None:
    results = counties()
    # 甲 and 乙 share 98.92; the goals decide, and with them the one place in the best grade.
    assert results.group_rank.tolist() == [2, 1, 3, 5, 4]
    assert results.grades == ("良好", "优秀", "合格", "不合格", "合格")
    reasons = {
        results.sheet.units[award.position].name: [words.zh for words in award.reasons]
        for award in results.eligibility()
    }
    assert reasons["甲县"] == reasons["乙县"] == []
    assert len(reasons["丙县"]) == len(reasons["丁县"]) == 2
    assert len(reasons["戊县"]) == 3
