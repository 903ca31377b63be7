"""The unit page: every kind of unit of the sample, with and without last year, neighbours, links, paper and no data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import sample_data
from documents import SourceFile
from office.last_year import read_last_year
from office.reading import file_of, read_sample
from office.unit_report import unit_report
from sample_data.make_last_year import NAME
from scoring import explain
from scoring.sheet import State
from tests.page_world import assert_calm, begin, begin_sample, open_page, seen, session_of, table
from ui import text
from ui.unit.facts import signed
from ui.wording import unit as words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators import Language
    from scoring import Results

LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = '<img src=x onerror="alert(1)"> **粗** :red[红] ![](http://example.com/x) $x$ {name} {0}'
SCHEME = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: A, parent: T, name: {HOSTILE + "a"!r}, points: 4, rule: {{kind: direct}}}}
  - {{code: B, parent: T, name: {HOSTILE + "b"!r}, points: 6, rule: {{kind: direct}}}}
"""

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data folder of this module's own, with the sample in it."""
    folder = tmp_path_factory.mktemp("home")
    begin_sample(folder)
    before = os.environ.get("BATON_HOME")
    os.environ["BATON_HOME"] = str(folder)
    yield folder
    del os.environ["BATON_HOME"]
    if before is not None:
        os.environ["BATON_HOME"] = before


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Every test is at home."""


@pytest.fixture(scope="module")
def results() -> Results:
    """Give the sample's own results."""
    found = read_sample().results
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_unit_of_every_group_opens(results: Results, language: Language) -> None:
    units = {unit.group: unit for unit in results.sheet.units}
    for unit in units.values():
        app = open_page("unit", language, unit=unit.code)
        assert_calm(app)
        assert f"<b>{unit.name}</b>" in seen(app)
        assert app.selectbox(key="unit_unit").value == unit.code
        assert len(app.dataframe[0].value) == len(results.scheme.by_code)


def test_a_unit_without_a_total_opens(results: Results) -> None:
    without = next(u for u, scored in zip(results.sheet.units, results.scored, strict=True) if not scored)
    app = open_page("unit", unit=without.code)
    assert_calm(app)
    assert f"<b>{text.NONE.zh}</b>" in seen(app)


def test_the_page_says_what_the_report_says(results: Results, home: Path) -> None:
    position = results.sheet.index["0102"]
    report = unit_report(results, position)
    files = [file_of(path) for path in sample_data.DATA]
    app = open_page("unit", assessment=begin(home, sample_data.SCHEME.read_text("utf-8"), files), unit="0102")
    said = seen(app)
    assert f"<b>{report.facts.total}</b>" in said
    assert f"<b>{signed(report.facts.gap_to_best)}</b>" in said
    assert f"<b>{signed(report.facts.gap_to_mean)}</b>" in said
    assert words.NO_LAST_YEAR.zh in said
    for line in (*report.lifts, *report.costs):
        assert f"<td>{line.code} {line.name}</td>" in said
        assert f"<b>{signed(line.effect)}</b>" in said
    for line in report.gains:
        assert f"<b>{signed(line.to_gain)}</b>" in said


def test_an_opened_part_goes_down_to_its_cell(results: Results) -> None:
    said = seen(open_page("unit", unit="0102", part="P1.2.2"))
    explanation = explain(results.exact, "P1.2.2", results.sheet.index["0102"])
    for clause in explanation.clauses:
        assert clause.text.zh.replace("<", "&lt;").replace(">", "&gt;") in said
    place = explanation.reported[0].place
    assert place is not None
    assert f"{place.file} ‹{place.sheet}›!{place.cell}" in said


def test_the_neighbours_follow_the_ranking(results: Results) -> None:
    order = list(results.ranking().query("group == '区县'")["code"])
    app = open_page("unit", unit=order[1])
    app.button(key=f"step {words.NEXT.en}").click().run()
    assert session_of(app).view.unit == order[2]
    for _ in range(2):
        app.button(key=f"step {words.PREVIOUS.en}").click().run()
    assert_calm(app)
    assert session_of(app).view.unit == order[0]
    assert app.button(key=f"step {words.PREVIOUS.en}").disabled


def test_another_group_opens_at_its_best_unit(results: Results) -> None:
    app = open_page("unit")
    app.selectbox(key="unit_group").set_value("国企").run()
    assert_calm(app)
    best = results.ranking().query("group == '国企'")["code"].iloc[0]
    assert session_of(app).view.unit == best
    assert app.query_params["unit"] in (best, [best])


def test_an_unknown_link_falls_back_and_says_so() -> None:
    app = open_page("unit", unit="<b>", part="?")
    assert_calm(app)
    assert words.LINK_UNKNOWN.zh in [warning.value for warning in app.warning]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_calculation_is_listed_when_asked_for(results: Results, language: Language) -> None:
    app = open_page("unit", language, unit="0301")
    before = seen(app).count('<div class="bt-calc">')
    app.checkbox(key="unit_calculations").set_value(True).run()
    assert_calm(app)
    lines = unit_report(results, results.sheet.index["0301"]).lines
    asked = [line for line in lines if line.is_indicator and line.state is not State.NOT_APPLICABLE]
    assert seen(app).count('<div class="bt-calc">') - before == len(asked)


def test_the_paper_says_that_it_is_no_official_result() -> None:
    said = seen(open_page("unit", unit="0102"))
    assert f"<h2>{words.TITLE.zh}（{text.TRIAL.zh}）</h2>" in said


def test_last_year_stands_beside_this_year(results: Results, home: Path) -> None:
    content = (sample_data.FOLDER / NAME).read_bytes()
    files = [file_of(path) for path in sample_data.DATA]
    scheme = sample_data.SCHEME.read_text("utf-8")
    number = begin(home, scheme, files, SourceFile(NAME, content))
    units = results.sheet.units
    last_year, _ = read_last_year(results.scheme, units, [SourceFile(NAME, content)])
    facts = unit_report(results, results.sheet.index["0102"], last_year).facts
    app = open_page("unit", assessment=number, unit="0102")
    assert_calm(app)
    assert facts.gap_to_last_year is not None
    assert f"<b>{signed(facts.gap_to_last_year)}</b>" in seen(app)
    assert f"上年 {facts.total_last_year}，第 {facts.place_last_year} 名" in seen(app)
    assert "last_year" in app.dataframe[0].value
    new = next(
        unit.code
        for unit in units
        if last_year is not None and unit.code not in {code for code, _ in last_year.points}
    )
    assert words.NOT_IN_LAST_YEAR.zh in seen(open_page("unit", assessment=number, unit=new))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_results_the_page_says_so(home: Path, language: Language) -> None:
    app = open_page("unit", language, assessment=begin(home, SCHEME, []))
    assert_calm(app)
    assert text.NO_DATA_YET.in_(language) in seen(app)


def test_hostile_names_are_drawn_as_text(home: Path) -> None:
    register = [["单位代码", "单位", "组别"], ["01", HOSTILE, "G"], ["02", "乙", "G"]]
    scores = [["单位代码", "A", "B"], ["01", "4", "5"], ["02", "", "6"]]
    number = begin(home, SCHEME, [table("名册.csv", register), table("成绩.csv", scores)])
    app = open_page("unit", assessment=number, unit="01")
    app.checkbox(key="unit_calculations").set_value(True).run()
    assert_calm(app)
    assert not any("<img" in str(part.value) for part in app.html)
    said = [*app.markdown, *app.caption, *app.info, *app.error]
    assert not any("example.com" in str(part.value) for part in said)
