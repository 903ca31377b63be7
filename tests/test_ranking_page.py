"""The ranking page in every way it is shown: with the sample, nothing, ties, hostile names and 3,000 units."""

from __future__ import annotations

import os
import random
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from office.reading import read_sample
from scoring import explain
from scoring.branches import branches
from scoring.imbalance import among_units
from scoring.rates import rates
from tests.page_world import assert_calm, begin, begin_sample, open_page, seen, session_of, table, turn_to
from ui import tables, text
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators import Language
    from scoring import Results

LANGUAGES: list[Language] = ["zh", "en"]
DISPLAYS = list(words.DISPLAYS)
HOSTILE = '<img src=x onerror="alert(1)"> **粗** :red[红] ![](http://example.com/x) $x$ {name} {0}'
SCHEME = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}]
grades: [{{name: 优秀, quota: 30%}}, {{name: 良好}}]
vetoes: [{{code: X1, name: 弄虚作假, effect: out of ranking}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: N, parent: T, name: 小计, points: 4}}
  - {{code: A, parent: N, name: {HOSTILE + "a"!r}, points: 4, rule: {{kind: direct}}}}
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


@pytest.fixture(scope="module")
def small(home: Path) -> str:
    """Give an assessment of six units: two tied, one with a missing value, one vetoed, all with hostile names."""
    names = [f"{HOSTILE}{number}" for number in range(6)]
    register = [["单位代码", "单位", "组别"], *([f"0{n}", name, "G"] for n, name in enumerate(names))]
    marks = [["4", "6"], ["3", "5"], ["3", "5"], ["2", ""], ["1", "2"], ["0", "2"]]
    scores = [["单位代码", "A", "B"], *([f"0{n}", *own] for n, own in enumerate(marks))]
    vetoes = [["单位代码", "否决事项", "理由", "认定单位"], ["05", "X1", "查实", "考核办"]]
    files = [table("名册.csv", register), table("成绩.csv", scores), table("否决.csv", vetoes)]
    return begin(home, SCHEME, files)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("display", DISPLAYS)
def test_every_way_to_look_opens_on_the_sample(display: str, language: Language) -> None:
    for group in ("区县", "高校"):
        app = open_page("ranking", language, display=display, group=group)
        assert_calm(app)
        assert app.segmented_control(key="view_display").value == display
        assert not app.info


@pytest.mark.parametrize("display", DISPLAYS)
def test_an_indicator_and_a_product_open_in_every_way(display: str) -> None:
    for node in ("P1.1.1", "quality", "total", "P6"):
        assert_calm(open_page("ranking", display=display, node=node, group="区县"))


@pytest.mark.parametrize("display", DISPLAYS)
def test_hostile_names_are_drawn_as_text(small: str, display: str) -> None:
    app = open_page("ranking", assessment=small, display=display)
    assert_calm(app)
    assert not any("<img" in str(part.value) for part in app.html)
    said = [*app.markdown, *app.caption, *app.info, *app.error]
    assert not any("example.com" in str(part.value) for part in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_results_the_page_says_so(home: Path, language: Language) -> None:
    app = open_page("ranking", language, assessment=begin(home, SCHEME, []))
    assert_calm(app)
    assert text.NO_DATA_YET.in_(language) in seen(app)
    assert not app.dataframe


# ---------------------------------------------------------------- the table


def test_the_ranking_shows_the_engines_figures(results: Results) -> None:
    frame = open_page("ranking", group="政府").dataframe[0].value
    expected = results.ranking().query("group == '政府'")
    assert list(frame["code"]) == list(expected["code"])
    assert [Decimal(f"{total:.2f}") for total in frame["score"]] == list(expected["total"])
    assert list(frame["place"]) == list(expected["group_rank"])
    assert list(frame["grade"]) == list(expected["grade"])


def test_a_unit_without_a_total_is_listed_last_and_has_no_place(results: Results) -> None:
    without = next(u for u, scored in zip(results.sheet.units, results.scored, strict=True) if not scored)
    app = open_page("ranking", unit=without.code)
    assert_calm(app)
    row = app.dataframe[0].value.iloc[-1]
    assert (row["code"], row["remark"], str(row["place"])) == (without.code, text.NOT_RANKED.zh, "<NA>")


def test_equal_units_share_a_place_and_say_so() -> None:
    frame = open_page("ranking", group="区县", node="P1.1.2").dataframe[0].value
    equal = frame[frame["score"] == frame["score"].max()]
    assert len(equal) > 1
    assert set(equal["place"]) == {1}
    assert set(equal["remark"]) == {text.TIED.zh}


def test_search_finds_by_name_and_code() -> None:
    app = open_page("ranking", group="政府")
    app.text_input(key="view_search").set_value("市水").run()
    assert list(app.dataframe[0].value["unit"]) == ["市水务局"]
    app.text_input(key="view_search").set_value("没有这样的单位").run()
    assert_calm(app)
    assert words.NOBODY.zh in seen(app)
    app.button(key="clear_filters").click().run()
    assert_calm(app)
    assert len(app.dataframe[0].value) == 28


@pytest.mark.parametrize(
    ("only", "codes"),
    [("tied", ["01", "02"]), ("missing", ["03"]), ("vetoed", ["05"]), ("unranked", ["05"])],
)
def test_only_units_of_a_kind_are_listed(small: str, only: str, codes: list[str]) -> None:
    app = open_page("ranking", assessment=small)
    app.selectbox(key="view_only").set_value(only).run()
    assert_calm(app)
    assert list(app.dataframe[0].value["code"]) == codes


def test_only_units_of_a_grade_are_listed(results: Results) -> None:
    app = open_page("ranking", group="政府", grade="优秀")
    expected = results.ranking().query("group == '政府' and grade == '优秀'")
    assert list(app.dataframe[0].value["code"]) == list(expected["code"])
    app.selectbox(key="view_group").set_value("国企").run()
    app.selectbox(key="view_grade").set_value("-").run()
    ungraded = results.ranking().query("group == '国企' and grade.isna()", engine="python")
    assert list(app.dataframe[0].value["code"]) == list(ungraded["code"])


def test_a_link_opens_the_same_view(results: Results) -> None:
    app = open_page("ranking", unit="0102", node="P1", part="P1.2.2")
    assert_calm(app)
    position = results.sheet.index["0102"]
    unit, said = results.sheet.units[position], seen(app)
    explanation = explain(results.exact, "P1.2.2", position)
    assert unit.name in said
    assert str(results.total.value(position)) in said
    assert explanation.rule.zh.replace("'", "&#x27;") in said
    for clause in explanation.clauses:
        assert clause.text.zh.replace("<", "&lt;").replace(">", "&gt;") in said
    place = explanation.reported[0].place
    assert place is not None
    assert f"{place.file} ‹{place.sheet}›!{place.cell}" in said
    assert session_of(app).view.group == unit.group


def test_an_unknown_link_falls_back_and_says_so() -> None:
    asked = {
        "unit": "<b>",
        "node": "none",
        "group": "nowhere",
        "part": "x",
        "grade": "?",
        "display": "y",
        "only": "z",
    }
    app = open_page("ranking", "zh", "1", **asked)
    assert_calm(app)
    assert text.LINK_UNKNOWN.zh in [warning.value for warning in app.warning]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_every_kind_of_unit_opens(results: Results, language: Language) -> None:
    app = open_page("ranking", language)
    groups = {unit.group: unit.code for unit in results.sheet.units}
    codes = list(results.scheme.by_code)
    for index, unit in enumerate(groups.values()):
        for part in codes[index :: len(groups)]:
            assert_calm(turn_to(app, "ranking", assessment="1", unit=unit, part=part))


# ---------------------------------------------------------------- the other ways to look


def test_the_figures_of_the_composition_are_the_engines(results: Results) -> None:
    frame = open_page("ranking", group="党群", display="composition").dataframe[0].value
    units = {unit.name: position for position, unit in enumerate(results.sheet.units)}
    assert len(frame) == 16
    for _, row in frame.iterrows():
        pieces = {piece.code: piece.amount for piece in branches(results.exact, "total", units[row["name"]])}
        for code in ("P1", "P6", "satisfaction"):
            assert Decimal(f"{row[code]:.2f}") == tables.rounded(pieces[code], 2)


def test_rates_are_shown_with_every_state_in_words(results: Results) -> None:
    app = open_page("ranking", group="区县", display="rates")
    said = seen(app)
    found = rates(results, [indicator.code for indicator in results.scheme.indicators])
    position = results.sheet.index["0103"]
    for part in range(len(found.codes)):
        percent = found.percent(position, part)
        assert percent is not None
        assert f">{percent.normalize():f}</td>" in said
    assert f'<td class="rm">{words.MISSING_SHORT.zh}</td>' in said
    assert f'<td class="rn">{words.NOT_APPLICABLE_SHORT.zh}</td>' in said
    assert 'title="党委专题研究党建"' in said


def test_imbalance_is_shown_within_each_group_and_for_each_unit(results: Results) -> None:
    app = open_page("ranking", group="区县", display="imbalance")
    of_indicators, of_units = (grid.value for grid in app.dataframe)
    members = [position for position, unit in enumerate(results.sheet.units) if unit.group == "区县"]
    found = rates(results, [indicator.code for indicator in results.scheme.indicators])
    expected = dict(zip(found.codes, among_units(found, members), strict=True))
    assert len(of_indicators) == sum(one is not None for one in expected.values())
    assert list(of_indicators["deviation"]) == sorted(of_indicators["deviation"], reverse=True)
    first = of_indicators.iloc[0]
    one = expected[first["title"].split()[0]]
    assert one is not None
    assert abs(first["deviation"] - float(one.deviation * 100)) <= 0.05
    assert first["weak"] == one.weak
    assert len(of_units) == len(members)


def test_distributions_say_mean_and_median(results: Results) -> None:
    said = seen(open_page("ranking", group="区县", display="distribution"))
    totals = sorted(
        total
        for position, unit in enumerate(results.sheet.units)
        if unit.group == "区县" and (total := results.total.value(position)) is not None
    )
    assert f"<td>{totals[len(totals) // 2]}</td>" in said
    assert f"<td>{totals[-1] - totals[0]}</td>" in said


def test_three_thousand_units_are_shown_page_by_page(home: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - not for secrets
    units = [f"{number:04}" for number in range(3000)]
    register = [["单位代码", "单位", "组别"], *([unit, f"单位{unit}", "G"] for unit in units)]
    rows = [[unit, str(chance.randrange(401) / 100), str(chance.randrange(601) / 100)] for unit in units]
    files = [table("名册.csv", register), table("成绩.csv", [["单位代码", "A", "B"], *rows])]
    app = open_page("ranking", assessment=begin(home, SCHEME, files))
    assert_calm(app)
    assert len(app.dataframe[0].value) == 3000
    app.segmented_control(key="view_display").set_value("rates").run()
    assert_calm(app)
    assert seen(app).count("<tr><td>") == 40
    app.button(key="page_after").click().run()
    assert session_of(app).view.page == 1
    app.segmented_control(key="view_display").set_value("composition").run()
    assert_calm(app)
    assert len(app.dataframe[0].value) == 40
    for display in ("distribution", "imbalance"):
        app.segmented_control(key="view_display").set_value(display).run()
        assert_calm(app)
