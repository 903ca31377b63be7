"""Last year's results: read from an office's table or our own workbook, and this year's units held against them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import sample_data
from documents import SourceFile, last_year_problems
from documents.result_workbook import write_results
from indicators import Unit
from office.last_year import LastYear, read_last_year
from office.reading import read_sample
from office.unit_report import MOST_NAMED, unit_report
from sample_data import make_last_year
from scoring import score
from tests.sheets import file_of, scheme_of, sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Language, Problem
    from office.reading import Reading

SCHEME = scheme_of(
    """
policies: {round_at: [T]}
grades: [{name: 优秀, at_least: 90}, {name: 良好}]
tree:
  - {code: T, name: 总得分, points: 100}
  - {code: N, parent: T, name: 基础, points: 60}
  - {code: P1, parent: N, name: 甲项, points: 20, rule: {kind: direct}}
  - {code: P2, parent: N, name: 乙项, points: 40, rule: {kind: direct}}
  - {code: P3, parent: T, name: 丙项, points: 40, rule: {kind: direct}}
"""
)
UNITS = (
    Unit(code="U1", name="甲县", group="A", aliases=("甲",)),
    Unit(code="U2", name="乙县", group="A"),
    Unit(code="U3", name="丙局", group="B"),
)
Rows = list[list[object]]


def read(rows: Rows, *more: Rows) -> tuple[LastYear | None, tuple[Problem, ...]]:
    sheets = {f"表{number}": table for number, table in enumerate((rows, *more))}
    return read_last_year(SCHEME, UNITS, [file_of("上年.xlsx", sheets)])


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.fixture(scope="module")
def sample() -> Reading:
    """Give the sample, read once."""
    return read_sample()


# ---------------------------------------------------------------- what is read


def test_units_are_found_by_code_and_else_by_name_or_alias() -> None:
    found, problems = read(
        [
            ["2019年度考核结果"],
            ["单位代码", "单位", "总分", "名次", "等次", "P1 甲项", "乙项"],
            ["U1", "甲县（旧称）", 91.5, 1, "优秀", 20, 38],
            ["", "乙县", "88.25", "2", "良好", "—", 36],
            ["", "合计", 179.75],
        ]
    )
    assert problems == ()
    assert found is not None
    assert found.totals == {"U1": Decimal("91.5"), "U2": Decimal("88.25")}
    assert found.places == {"U1": 1, "U2": 2}
    assert found.grades == {"U1": "优秀", "U2": "良好"}
    assert found.points == {("U1", "P1"): 20, ("U1", "P2"): 38, ("U2", "P2"): 36}
    again, _ = read([["单位", "总得分"], ["甲", 90]])
    assert again is not None
    assert again.totals == {"U1": 90}


def test_what_only_last_year_had_is_named_and_left_out() -> None:
    found, problems = read(
        [["单位", "总分", "L9 旧指标", "备注"], ["甲县", 90, 2, "x"], ["撤销局", 70, 1, ""]]
    )
    assert found is not None
    assert codes(problems) == [
        last_year_problems.COLUMNS_NOT_KNOWN.code,
        last_year_problems.UNITS_NOT_KNOWN.code,
    ]
    assert "L9 旧指标" in problems[0].message.zh
    assert "撤销局" in problems[1].message.zh
    assert found.totals == {"U1": 90}


def test_sheets_of_one_workbook_are_put_together_and_must_agree() -> None:
    ranking: Rows = [["单位", "总分", "组内名次"], ["甲县", 90, 2]]
    found, problems = read(ranking, [["单位", "名次", "P3"], ["甲县", 5, 33]])
    assert problems == ()
    assert found is not None
    assert (found.places, found.points) == ({"U1": 2}, {("U1", "P3"): Decimal(33)})
    found, problems = read(ranking, [["单位", "总分"], ["甲县", 91]])
    assert found is None
    assert codes(problems) == [last_year_problems.VALUES_DIFFER.code]
    assert problems[0].place.cell == "B2"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["姓名", "电话"], ["甲", "1"]], last_year_problems.NO_TABLE.code),
        ([["单位", "备注"], ["甲县", "x"]], last_year_problems.NO_TABLE.code),
        ([["单位", "总分"], ["丁县", 90]], last_year_problems.NO_UNIT_FOUND.code),
        ([["单位代码", "单位", "总分"], ["U1", "乙县", 90]], last_year_problems.UNIT_UNCLEAR.code),
        ([["单位", "名次"], ["甲县", 1.5]], last_year_problems.PLACE_NOT_A_NUMBER.code),
        ([["单位", "名次"], ["甲县", 0]], last_year_problems.PLACE_NOT_A_NUMBER.code),
        ([["单位", "总分"], ["甲县", "九十"]], "value-not-a-number"),
        ([["单位", "总分", "总得分"], ["甲县", 90, 91]], "column-repeated"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(rows: Rows, code: str) -> None:
    found, problems = read(rows)
    assert found is None
    assert code in codes(problems)


def test_a_file_that_is_no_table_is_a_problem() -> None:
    found, problems = read_last_year(SCHEME, UNITS, [SourceFile("上年.xlsx", b"no workbook")])
    assert found is None
    assert problems


@pytest.mark.parametrize("language", ["zh", "en"])
def test_our_own_result_workbook_is_read_back_to_the_last_number(sample: Reading, language: Language) -> None:
    results = sample.results
    assert results is not None
    book = write_results(results, tuple(sample.problems), language=language, made_at=datetime(2020, 1, 2))  # noqa: DTZ001
    found, problems = read_last_year(results.scheme, results.sheet.units, [SourceFile("结果.xlsx", book)])
    assert problems == ()
    assert found is not None
    for position, unit in enumerate(results.sheet.units):
        assert found.totals.get(unit.code) == results.total.value(position)
        assert found.places.get(unit.code, 0) == results.group_rank[position]
        assert found.grades.get(unit.code) == results.grades[position]
        for _, part in results.scheme.outline:
            if part.parent is not None:
                expected = results.published(part.code).value(position)
                assert found.points.get((unit.code, part.code)) == expected


def test_the_sample_of_last_year_is_made_again_byte_for_byte_and_read(
    sample: Reading, tmp_path: Path
) -> None:
    make_last_year.make(tmp_path)
    kept = sample_data.FOLDER / make_last_year.NAME
    assert (tmp_path / make_last_year.NAME).read_bytes() == kept.read_bytes()
    assert sample.results is not None
    units = sample.results.sheet.units
    found, problems = read_last_year(sample.results.scheme, units, [kept])
    assert codes(problems) == [
        last_year_problems.COLUMNS_NOT_KNOWN.code,
        last_year_problems.UNITS_NOT_KNOWN.code,
    ]
    assert found is not None
    assert len(found.totals) == len(units) - 2
    for code, place in found.places.items():
        peers = [total for other, total in found.totals.items() if other[:2] == code[:2]]
        assert place == 1 + sum(total > found.totals[code] for total in peers)


# ---------------------------------------------------------------- the report of a unit


TABLE = """
unit | P1 | P2 | P3
U1 | 20 | 10 | 30
U2 | 10 | . | 40
U3 | 6 | 30 | 20
"""


def test_a_report_says_where_a_unit_stands_and_how_far_from_the_others() -> None:
    results = score(SCHEME, sheet_of(SCHEME, TABLE))
    before = LastYear({"U2": Decimal("61.5")}, {"U2": 1}, {"U2": "优秀"}, {("U2", "P1"): Decimal(12)})
    facts = unit_report(results, 1, before).facts
    assert (facts.total, facts.place, facts.ranked, facts.missing) == (Decimal("50.00"), 3, 3, 1)
    assert (facts.best, facts.gap_to_best) == (Decimal("60.00"), Decimal("-10.00"))
    # The mean of 60, 50 and 56 is 55⅓.
    assert (facts.mean, facts.gap_to_mean) == (Decimal("55.33"), Decimal("-5.33"))
    assert (facts.gap_to_last_year, facts.places_gained) == (Decimal("-11.50"), -2)
    alone = unit_report(results, 1).facts
    assert (alone.gap_to_last_year, alone.places_gained) == (None, None)


def test_a_report_says_what_lifted_a_total_what_cost_it_and_what_was_lost() -> None:
    results = score(SCHEME, sheet_of(SCHEME, TABLE))
    report = unit_report(results, 0)
    lines = {line.code: line for line in report.lines}
    assert [line.code for line in report.lines] == ["T", "N", "P1", "P2", "P3"]
    # P1: 20 against a mean of 12; P2: 10 against 20 of the two who reported it; P3 is the mean.
    assert [(line.code, line.effect) for line in report.lifts] == [("P1", Decimal("8.00"))]
    assert [(line.code, line.effect) for line in report.costs] == [("P2", Decimal("-10.00"))]
    assert [(line.code, line.to_gain) for line in report.gains] == [("P2", Decimal(30)), ("P3", Decimal(10))]
    assert (lines["P2"].rate, lines["P2"].place, lines["P2"].best) == (Decimal("25.0"), 2, Decimal("30.00"))
    assert lines["N"].effect is None
    missing = {line.code: line for line in unit_report(results, 1).lines}["P2"]
    assert (missing.points, missing.to_gain) == (None, Decimal("40.00"))


def test_every_report_of_the_sample_names_few_parts_and_none_that_weighs_nothing(sample: Reading) -> None:
    results = sample.results
    assert results is not None
    for position in range(len(results.sheet.units)):
        report = unit_report(results, position)
        for named in (report.lifts, report.costs, report.gains):
            assert len(named) <= MOST_NAMED
        assert all(line.effect is not None and line.effect > 0 for line in report.lifts)
        assert all(line.effect is not None and line.effect < 0 for line in report.costs)
        if report.facts.total is None:
            assert not report.gains
        else:
            assert report.facts.gap_to_best is not None
            assert report.facts.gap_to_best <= 0
