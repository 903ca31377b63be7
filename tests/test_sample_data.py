"""The sample city: its files can be made again byte for byte, and the engine agrees with results worked without it."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest

import sample_data
from documents import read_data
from indicators import Scheme, blocking, load
from indicators.formula import Flag
from indicators.parts import common_weight
from sample_data import make_benchmark, make_last_year, make_sample, work_expected
from scoring.results import Results, score
from scoring.sheet import State

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Problem

STATES = {
    State.VALUE: "value",
    State.NOT_APPLICABLE: "not applicable",
    State.MISSING: "missing",
    State.NO_SCORE: "no score",
}
#: The nodes of results.csv that the engine is held against; 指标得分 times 0.9 stands there for the reader.
NODES = {
    "total": "total",
    "party": "party",
    "indicators": "indicators",
    **{name: name for name in ("P1", "P2", "P3", "P4", "P5", "P6", "satisfaction")},
}


@cache
def scheme() -> Scheme:
    found, problems = load(sample_data.SCHEME)
    assert found is not None
    assert problems == ()
    return found


def read(*paths: Path) -> Results:
    sheet, problems = read_data(scheme(), paths)
    assert sheet is not None, [problem.in_words("en") for problem in problems]
    assert problems == ()
    return score(scheme(), sheet)


@cache
def results() -> Results:
    return read(*sample_data.DATA)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(found: Results, code: str, position: int) -> str:
    published = found.published(code)
    value = published.value(position)
    return STATES[State(published.states[position])] if value is None else f"{value:.2f}"


def grade_and_place(found: Results, position: int) -> tuple[str, str]:
    place = int(found.group_rank[position])
    return str(place or ""), found.grades[position] or ""


def test_making_the_sample_again_gives_the_same_bytes(tmp_path: Path) -> None:
    make_sample.make(tmp_path)
    make_last_year.make(tmp_path)
    make_benchmark.make(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    kept = sorted(path.name for path in sample_data.FOLDER.iterdir() if path.suffix in {".xlsx", ".csv"})
    assert made == kept
    for name in made:
        assert (tmp_path / name).read_bytes() == (sample_data.FOLDER / name).read_bytes(), name


def test_working_the_results_again_gives_the_same_bytes(tmp_path: Path) -> None:
    work_expected.work(sample_data.FOLDER, tmp_path)
    for kept in (sample_data.EXPECTED_POINTS, sample_data.EXPECTED_RESULTS):
        assert (tmp_path / kept.name).read_bytes() == kept.read_bytes()


def test_the_worked_results_share_no_code_with_the_engine() -> None:
    for name in ("work_expected.py", "make_sample.py", "special_cells.py", "worked_rules.py"):
        text = (sample_data.FOLDER / name).read_text(encoding="utf-8")
        for package in ("indicators", "scoring", "documents"):
            assert f"from {package}" not in text
            assert f"import {package}" not in text


def test_every_indicator_has_the_points_worked_by_hand() -> None:
    found, expected = results(), rows_of(sample_data.EXPECTED_POINTS)
    assert len(expected) == len(found.sheet.units) * len(scheme().indicators)
    wrong = []
    for row in expected:
        position, code = found.sheet.index[row["code"]], row["indicator"]
        cell = found.exact.cell(found.plan.exact_name(code), position)
        exact = str(cell.number) if cell.present else ""
        if (STATES[cell.state], exact, shown(found, code, position)) != (
            row["state"],
            row["exact"],
            row["published"] or row["state"],
        ):
            wrong.append((row, cell, shown(found, code, position)))
    assert wrong == []


def test_every_node_place_and_grade_is_the_one_worked_by_hand() -> None:
    found, expected = results(), rows_of(sample_data.EXPECTED_RESULTS)
    assert {row["code"] for row in expected} == {unit.code for unit in found.sheet.units}
    wrong = []
    for row in expected:
        position = found.sheet.index[row["code"]]
        have = {name: shown(found, code, position) for name, code in NODES.items()}
        have["group rank"], have["grade"] = grade_and_place(found, position)
        wrong += [(row["unit"], name, row[name], value) for name, value in have.items() if row[name] != value]
    assert wrong == []


def test_the_comma_separated_variant_scores_alike() -> None:
    workbook = sample_data.FOLDER / "scores-firms-universities.xlsx"
    paths = [sample_data.CSV if path == workbook else path for path in sample_data.DATA]
    assert sample_data.CSV in paths
    assert sample_data.CSV.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(*paths).detail().equals(results().detail())


def test_the_sample_covers_every_rule_and_every_state() -> None:
    kinds = {indicator.rule.title.en for indicator in scheme().indicators}
    assert len(kinds) == 7
    rows = rows_of(sample_data.EXPECTED_POINTS)
    assert {row["state"] for row in rows} == {"value", "not applicable", "missing"}
    assert any(row["state"] == "value" and row["exact"] == "0" for row in rows)


def test_some_points_and_totals_lie_exactly_on_a_rounding_edge() -> None:
    points = {
        row["unit"]: row for row in rows_of(sample_data.EXPECTED_POINTS) if row["indicator"] == "P3.1.1"
    }
    assert (points["松岫区"]["exact"], points["松岫区"]["published"]) == ("597/200", "2.99")
    found = results()
    edges = set()
    for code in ("party", "total"):
        for position, unit in enumerate(found.sheet.units):
            cell = found.exact.cell(found.plan.exact_name(code), position)
            if cell.present and (cell.number * 1000) % 10 == 5:
                edges.add((code, unit.name))
    assert edges == {("party", "霁溪区"), ("total", "梧渡县")}
    assert shown(found, "party", found.sheet.index["0107"]) == "97.53"
    assert shown(found, "total", found.sheet.index["0111"]) == "95.72"


def test_a_tie_at_the_edge_of_a_quota_costs_both_the_grade() -> None:
    found = results()
    cut = {unit.name for unit, cut in zip(found.sheet.units, found.cut_by_tie, strict=True) if cut}
    assert cut == {"鹤汀区", "江屿区"}


def test_ties_and_a_total_on_the_threshold_are_in_the_sample() -> None:
    standing = {
        row["unit"]: (row["total"], row["group rank"], row["grade"])
        for row in rows_of(sample_data.EXPECTED_RESULTS)
    }
    assert standing["市公安局"] == standing["市住房城乡建设局"] == ("98.66", "1", "优秀")
    assert standing["市自然资源局"][1] == "3"
    assert standing["市国资委"] == standing["市文化和旅游局"] == ("83.75", "19", "良好")
    assert standing["市人力资源社会保障局"] == ("90.00", "8", "优秀")
    assert standing["云江粮食集团"] == ("no score", "", "")
    assert {grade for _, _, grade in standing.values()} == {"优秀", "良好", "一般", "较差", ""}


def test_comparisons_without_a_difference_are_flagged() -> None:
    found = results()

    def flagged(code: str, flag: Flag) -> set[str]:
        raised = found.columns[found.plan.exact_name(code)].flags.get(flag)
        assert raised is not None
        present = found.published(code).states == State.VALUE
        return {unit.name for unit, is_so in zip(found.sheet.units, raised & present, strict=True) if is_so}

    assert flagged("P4.2.1", Flag.ALONE) == {"云江大学"}
    universities = {unit.name for unit in found.sheet.units if unit.group == "高校"}
    assert flagged("P3.2.1", Flag.ALL_EQUAL) <= universities
    assert len(flagged("P3.2.1", Flag.ALL_EQUAL)) >= 5


@pytest.fixture(scope="module")
def broken() -> tuple[Problem, ...]:
    sheet, problems = read_data(scheme(), (sample_data.UNITS, sample_data.BROKEN))
    assert sheet is None
    return blocking(problems)


def test_the_broken_sheet_shows_one_of_each_mistake(broken: tuple[Problem, ...]) -> None:
    assert [(problem.place.cell, problem.code) for problem in broken] == [
        ("H1", "column-unknown"),
        ("E3", "value-not-a-number"),
        ("A4", "unit-unknown"),
        ("G5", "value-out-of-range"),
        ("E6", "value-not-applicable-typed"),
        ("C7", "value-none-ambiguous"),
        ("F8", "value-too-precise"),
        ("B9", "value-out-of-range"),
        ("A10", "unit-repeated"),
    ]


def test_points_add_up_to_a_hundred_with_the_local_indicators() -> None:
    indicators = scheme().indicators
    outside = {"quality", "S.1", "S.2"}
    inside = [i for i in indicators if (i.covers or i.local) and i.code not in outside]
    assert len([i for i in inside if i.covers]) == 26
    assert len([i for i in inside if i.local]) == 5
    assert sum(common_weight(i) or Decimal(0) for i in inside) == 100
