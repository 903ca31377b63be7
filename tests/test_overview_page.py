"""The overview: the first screen of an empty desk, and where the work stands with the sample, little, much or broken data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.app_home import furnish
from documents import SourceFile
from office.desk import Desk
from office.running import keep_run
from office.upload import adopt, draft
from records import Kind, assessments, open_records, versions
from records.location import of_file
from tests.page_world import ACTOR, assert_calm, begin, begin_sample, open_page, seen, session_of
from ui.wording import overview as words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from indicators import Language

LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = '<img src=x onerror="alert(1)"> **粗** :red[红] ![](http://example.com/x) $x$ {name} {0}'
SCHEME = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: A, parent: T, name: {HOSTILE!r}, owner: {HOSTILE!r}, points: 10, rule: {{kind: direct}}}}
"""

# Streamlit remarks on a script that runs outside its server.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.usefixtures("home"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data folder of this module's own, with the sample in it."""
    folder = tmp_path_factory.mktemp("home")
    begin_sample(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BATON_HOME", str(folder))
        yield folder


def desk_of(home: Path) -> Desk:
    return Desk(open_records(of_file(home / "baton.sqlite3")))


def begin_empty(home: Path, title: str) -> str:
    return str(assessments.start(desk_of(home).records, ACTOR, title).id)


# ---------------------------------------------------------------- the first screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_assessment_shows_three_doors(home: Path, language: Language) -> None:
    app = open_page("overview", language, begin_empty(home, f"空白 {language}"))
    assert_calm(app)
    said = seen(app)
    for title in (words.IMPORT, words.START, words.LOOK):
        assert title.in_(language) in said
    assert f"空白 {language}" in said
    assert "<dl" not in said


def test_without_any_assessment_the_doors_are_there_too() -> None:
    app = open_page("overview")
    session_of(app).assessment = None
    app.run()
    assert_calm(app)
    assert words.WELCOME.zh in seen(app)
    assert words.IMPORT_FIRST.zh in seen(app)


def test_a_new_assessment_is_one_title_and_one_click_away() -> None:
    app = open_page("overview")
    before = len(session_of(app).assessments())
    app.text_input(key="start_title").set_value("  2026年度考核  ")
    app.button(key="start_now").click().run()
    assert_calm(app)
    session = session_of(app)
    assert len(session.assessments()) == before + 1
    assert session.heads is not None
    assert (session.heads.assessment.title, session.heads.assessment.sample) == ("2026年度考核", False)
    assert words.IMPORT.zh in seen(app)


def test_an_assessment_without_a_title_is_not_started() -> None:
    app = open_page("overview")
    before = session_of(app).assessments()
    app.button(key="start_now").click().run()
    assert words.TITLE_MISSING.zh in seen(app)
    assert session_of(app).assessments() == before


def test_the_sample_is_one_click_away_from_an_empty_assessment(home: Path) -> None:
    app = open_page("overview", assessment=begin_empty(home, "看样例"))
    app.button(key="open_sample").click().run()
    assert_calm(app)
    session = session_of(app)
    assert session.heads is not None
    assert session.heads.assessment.sample
    assert len([one for one in session.assessments() if one.sample]) == 1


# ---------------------------------------------------------------- where the work stands


def figures(app: AppTest) -> dict[str, tuple[str, str]]:
    """The strip of figures: each label with its figure and the line below it."""
    strip = next(
        str(part.value) for part in app.html if "bt-stand" in str(part.value) and "<dl" in str(part.value)
    )
    found = re.findall(r"<dt>(.*?)</dt><dd title=.*?>(.*?)</dd><dd title=.*?>(.*?)</dd>", strip)
    return {label: (figure, line) for label, figure, line in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_in_one_screen(language: Language) -> None:
    app = open_page("overview", language)
    assert_calm(app)
    said = seen(app)
    assert words.SAMPLE_LINE.in_(language) in said
    shown = figures(app)
    assert shown[words.COVERAGE.in_(language)][0] == "29/29"
    assert shown[words.RECEIVED.in_(language)][0] == "69/69"
    assert shown[words.MISSING_CELLS.in_(language)] == ("10", words.IN_UNITS.fill(units=9).in_(language))
    assert shown[words.RUN.in_(language)][0] == words.RUN_NUMBER.fill(run=1).in_(language)
    assert shown[words.STATUS.in_(language)][0] == words.TRIAL.in_(language)
    assert "霁溪区" in said
    assert "114.29" in said
    assert words.WEAKEST.in_(language) in [str(part.value) for part in app.subheader]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_without_data_asks_for_sheets(home: Path, language: Language) -> None:
    app = open_page("overview", language, begin(home, SCHEME, []))
    assert_calm(app)
    assert words.NO_DATA.in_(language) in seen(app)
    assert words.RECEIVED.in_(language) not in figures(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_wrote_stays_inert(home: Path, language: Language) -> None:
    app = open_page("overview", language, hostile(home))
    assert_calm(app)
    drawn = "\n".join(str(part.value) for part in app.html)
    assert "&lt;img src=x" in drawn
    assert "<img" not in drawn
    assert not [
        part for part in (*app.markdown, *app.subheader, *app.caption) if "example.com" in str(part.value)
    ]


def hostile(home: Path) -> str:
    sheets = [
        ("名册.csv", "单位代码,单位名称,组别\nU1,甲,G\nU2,乙,G\n"),
        ("成绩.csv", "单位代码,单位,A\nU1,甲,5\nU2,乙,9\n"),
    ]
    return begin(home, SCHEME, [SourceFile(name, text.encode()) for name, text in sheets])


def test_broken_data_show_what_must_be_corrected_in_the_place_of_a_ranking(home: Path) -> None:
    number = hostile(home)
    desk = desk_of(home)
    scheme = SCHEME.replace("code: A", "code: B").encode()
    versions.add(desk.records, ACTOR, int(number), Kind.SCHEME, "scheme.yaml", scheme, expected=1)
    app = open_page("overview", assessment=number)
    assert_calm(app)
    said = seen(app)
    assert words.NO_RANKING.zh in said
    assert "成绩.csv" in said
    assert figures(app)[words.PROBLEMS.zh][0] != "0"


def test_a_change_since_the_last_run_shows_in_places(home: Path) -> None:
    number = hostile(home)
    app = open_page("overview", assessment=number)
    desk = desk_of(home)
    keep(desk, int(number))
    corrected = SourceFile("成绩.csv", "单位代码,单位,A\nU1,甲,9.5\nU2,乙,9\n".encode())
    hand_in(desk, int(number), corrected)
    app.run()
    assert_calm(app)
    said = seen(app)
    assert words.ENDS_SINCE.fill(run=1).zh in said
    assert words.UP.fill(count=1).zh in said
    assert words.DOWN.fill(count=1).zh in said
    assert words.GAINED.fill(gained="+4.50").zh in said


def test_without_a_move_no_arrow_is_explained(home: Path) -> None:
    number = hostile(home)
    desk = desk_of(home)
    keep(desk, int(number))
    hand_in(desk, int(number), SourceFile("成绩.csv", "单位代码,单位,A\nU1,甲,6\nU2,乙,9\n".encode()))
    said = seen(open_page("overview", assessment=number))
    assert words.NOBODY_MOVED.fill(run=1).zh + words.POINT_AT_TOTAL.zh in said
    assert words.ENDS_SINCE.fill(run=1).zh not in said
    keep(desk, int(number))
    hand_in(desk, int(number), SourceFile("成绩.csv", "单位代码,单位,A\nU1,甲,6.0\nU2,乙,9\n".encode()))
    said = seen(open_page("overview", assessment=number))
    assert words.NOBODY_MOVED.fill(run=2).zh in said
    assert words.POINT_AT_TOTAL.zh not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_register_alone_no_heading_stands_bare(home: Path, language: Language) -> None:
    register = SourceFile("名册.csv", "单位代码,单位名称,组别\nU1,甲,G\nU2,乙,G\n".encode())
    app = open_page("overview", language, begin(home, SCHEME, [register]))
    assert_calm(app)
    said = seen(app)
    assert words.NOBODY_SCORED.in_(language) in said
    assert words.NO_RATES.in_(language) in said
    assert "<table" not in said


def test_ties_and_units_without_a_place_are_counted_and_rates_have_one_shape(home: Path) -> None:
    units = [(f"U{number:02}", f"单位{number:02}") for number in range(10)]
    register = "".join(f"{code},{name},G\n" for code, name in units)
    values = "".join(f"{code},{name},{5 if code > 'U01' else 9.3}\n" for code, name in units[:9])
    scheme = SCHEME + "policies: {missing: no score}\n"
    files = [
        SourceFile("名册.csv", f"单位代码,单位名称,组别\n{register}".encode()),
        SourceFile("成绩.csv", f"单位代码,单位,A\n{values}".encode()),
    ]
    app = open_page("overview", assessment=begin(home, scheme, files))
    assert_calm(app)
    said = seen(app)
    assert words.SOME_RANKED.fill(ranked=9, size=10).zh in said
    assert words.TIED_MORE.fill(count=3, place=3).zh in said
    assert words.ALL_SHOWN.zh in said
    assert re.findall(r"[\d.]+%(?=</td>)", said) == ["59.6%", "50.0%"]


def keep(desk: Desk, assessment: int) -> None:
    heads = desk.heads(assessment)
    reading = desk.reading(heads)
    assert reading is not None
    keep_run(desk, ACTOR, heads, reading)


def hand_in(desk: Desk, assessment: int, file: SourceFile) -> None:
    adopt(desk, ACTOR, draft(desk, desk.heads(assessment), [file]))


def test_3000_units_fit_in_one_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path, 3000, 9)
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    app = open_page("overview")
    assert_calm(app)
    assert figures(app)[words.RECEIVED.zh][0] == "3,000/3,000"
    drawn = "".join(str(part.value) for part in app.html)
    # Three at each end of each group, and whoever shares the third's place.
    assert 9 * 2 * 3 <= drawn.count("<li>") <= 9 * 2 * 3 + 3
    assert len(drawn) < 60_000
