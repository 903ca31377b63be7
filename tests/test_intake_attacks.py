"""Sheets made to be misread: what they say is taken as it is meant, or refused at its cell."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from documents import Intake, SourceFile, read_intake
from indicators.formula import ColumnName, Stage
from tests.sandbox_files import STRINGS, with_parts
from tests.sheets import changed, file_of, scheme_of, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    import openpyxl

    from indicators.problems import Problem

Rows = list[list[object]]

SCHEME = scheme_of(
    """
scheme: attacked
title: 试
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q4, name: 全年, weight: 50}]
adjustments:
  items:
    - {code: J1, name: 获上级表彰, kind: bonus}
    - {code: K1, name: 通报批评, kind: penalty}
vetoes:
  - {code: X1, name: 弄虚作假, effect: out of ranking}
tree:
  - {code: total, name: 总分, points: 100}
  - {code: P1.1, parent: total, name: 整改率, points: 20, unit: "%", rule: {kind: rank points, lose: 10%}}
  - {code: P1.11, parent: total, name: 投资额, points: 20, unit: 万元, rule: {kind: rank points, lose: 10%}}
  - {code: P3, parent: total, name: 平时工作, points: 20, periods: [Q1, Q4], rule: {kind: direct}}
  - {code: P5, parent: total, name: 直接打分, points: 20, rule: {kind: direct}}
  - {code: V1, parent: total, name: 民主测评, points: 20, zero_denominator: missing,
     rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 不满意, points: 0}], excluded: [不了解]}}
"""
)
REGISTER: Rows = [
    ["单位代码", "单位", "组别", "别名"],
    ["D1", "甲区", "甲组", ""],
    ["D2", "乙县", "甲组", ""],
    ["D3", "丙镇", "乙组", ""],
]
LONGEST_MESSAGE = 1_000


def read(*files: SourceFile, register: Rows = REGISTER) -> Intake:
    return read_intake(SCHEME, [file_of("名册.xlsx", {"名册": register}), *files])


def sheet(rows: Rows, title: str = "S") -> SourceFile:
    return file_of("a.xlsx", {title: rows})


def merged(rows: Rows, *ranges: str, title: str = "S") -> SourceFile:
    def merge(book: openpyxl.Workbook) -> None:
        for written in ranges:
            book[title].merge_cells(written)

    return changed("a.xlsx", {title: rows}, merge)


def values(intake: Intake) -> dict[str, Decimal]:
    """Every value by the code of its unit, of its column and its field."""
    return {
        " ".join(filter(None, (unit, name.code, name.field))): value
        for (unit, name), value in intake.values.items()
    }


def said(intake: Intake) -> list[tuple[str, str | None]]:
    """What is said of single cells, and of sheets and files; the units of which nothing came are left out."""
    return [
        (problem.code, problem.place.cell)
        for problem in intake.problems
        if problem.code not in {"unit-without-sheet", "unit-sheet-empty"}
    ]


def only(intake: Intake, code: str) -> Problem:
    problems = [problem for problem in intake.problems if problem.code == code]
    assert len(problems) == 1, said(intake)
    return problems[0]


# ---------------------------------------------------------------- tables below one another

LONG: list[object] = ["单位", "指标", "填报值"]
FORM: list[object] = ["指标代码", "指标", "填报值"]


def test_a_period_above_repeated_headings_holds_for_the_rows_below_them() -> None:
    rows: Rows = [
        ["时期：一季度"],
        LONG,
        ["甲区", "P3", 1],
        [],
        ["时期：全年"],
        LONG,
        ["乙县", "P3", 2],
    ]
    for file in (sheet(rows), merged(rows, "A1:C1", "A5:C5"), sheet([*rows[:3], *rows[4:]])):
        intake = read(file)
        assert values(intake) == {"D1 P3@Q1": 1, "D2 P3@Q4": 2}
        assert said(intake) == []


def test_the_same_title_on_every_page_parts_no_table() -> None:
    rows: Rows = [["时期：一季度"], LONG, ["甲区", "P3", 1], ["时期：一季度"], LONG, ["乙县", "P3", 2]]
    intake = read(sheet(rows))
    assert values(intake) == {"D1 P3@Q1": 1, "D2 P3@Q1": 2}
    assert said(intake) == [("rows-skipped", "A4")]


@pytest.mark.parametrize("label", [["填报单位：乙县"], ["填报单位：", "乙县"], ["填报单位", "乙县"], ["单位代码：D2"]])
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_label_of_the_unit_belongs_to_the_form_below_it(label: list[object], blank: int) -> None:
    first: Rows = [["填报单位：甲区"], FORM, ["P1.1", "整改率", 5]]
    second: Rows = [*[[]] * blank, label, *[[]] * (blank // 2), FORM, ["P5", "直接打分", 6]]
    intake = read(sheet([*first, *second]))
    assert values(intake) == {"D1 P1.1": 5, "D2 P5": 6}
    named = read(sheet([*first[1:], *second], title="甲区"))
    assert "D1 P5" not in values(named)


def test_the_seal_below_a_form_is_not_the_unit_of_the_next() -> None:
    first: Rows = [["填报单位：甲区"], FORM, ["P1.1", "整改率", 5], ["填报单位（盖章）：甲区", None, "2020年"]]
    second: Rows = [["填报单位：乙县"], FORM, ["P5", "直接打分", 6]]
    assert values(read(sheet([*first, [], *second]))) == {"D1 P1.1": 5, "D2 P5": 6}
