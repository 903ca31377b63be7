"""The indicators page: every section with the sample, nothing and broken data; a file looked at, then stored."""

from __future__ import annotations

import io
from html import unescape
from typing import TYPE_CHECKING

import openpyxl
import pytest

import sample_data
from documents import SourceFile
from documents.authoring import write_authoring
from office.desk import Desk
from office.schemes import store, take
from records import Kind, assessments, open_records, versions
from records.location import of_file
from tests.page_world import ACTOR, SAMPLE, assert_calm, begin, begin_sample, open_page, session_of
from tests.page_world import seen as drawn
from ui.wording import indicators as words

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
covers: province-2019
groups: [{{code: G, name: {HOSTILE!r}}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - code: A
    parent: T
    name: {HOSTILE!r}
    points: 10
    basis: {HOSTILE!r}
    owner: {HOSTILE!r}
    local: {HOSTILE!r}
    rule: {{kind: direct}}
"""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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


def begin_empty(home: Path) -> str:
    return str(assessments.start(desk_of(home).records, ACTOR, f"空白 {HOSTILE}").id)


def section(name: str, language: Language = "zh", assessment: str = SAMPLE) -> AppTest:
    return open_page("indicators", language, assessment, section=name)


def seen(app: AppTest) -> str:
    return unescape(drawn(app))


def look_at(app: AppTest, file: SourceFile) -> AppTest:
    return app.file_uploader[0].set_value((file.name, file.content, XLSX)).run()


def edited(home: Path, code: str, deadline: str) -> SourceFile:
    """The sample's workbook with another deadline for one indicator."""
    desk = desk_of(home)
    reading = desk.reading(desk.heads(int(SAMPLE)))
    assert reading is not None
    assert reading.scheme is not None
    book = openpyxl.load_workbook(io.BytesIO(write_authoring(reading.scheme, (), reading.catalogue)))
    sheet = book["指标体系"]
    column = [cell.value for cell in sheet[3]].index("deadline")
    next(row for row in sheet.iter_rows(min_row=4) if row[0].value == code)[column].value = deadline
    out = io.BytesIO()
    book.save(out)
    return SourceFile("改好的.xlsx", out.getvalue())


# ---------------------------------------------------------------- every section, every state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words.SECTIONS)
def test_section_opens_on_the_sample_by_its_link(name: str, language: Language) -> None:
    app = section(name, language)
    assert_calm(app)
    assert app.segmented_control(key="indicators_section").value == name
    assert app.query_params["section"] == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_assessment_offers_three_ways_to_begin(home: Path, language: Language) -> None:
    app = section("coverage", language, begin_empty(home))
    assert_calm(app)
    said = seen(app)
    for title in (words.FROM_PRESET, words.FROM_BLANK, words.FROM_FILE):
        assert title.in_(language) in said


@pytest.mark.parametrize("name", words.SECTIONS)
def test_what_a_person_wrote_stays_inert_in_every_section(home: Path, name: str) -> None:
    app = section(name, assessment=begin(home, SCHEME, []))
    assert_calm(app)
    assert "<img" not in "".join(str(part.value) for part in app.html)
    said = [*app.markdown, *app.subheader, *app.caption, *app.info, *app.warning, *app.success, *app.error]
    assert not [part for part in said if "example.com" in str(part.value)]


@pytest.mark.parametrize("name", words.SECTIONS)
def test_a_scheme_that_cannot_be_read_is_said_to_be_so(home: Path, name: str) -> None:
    number = begin(home, SCHEME, [])
    desk = desk_of(home)
    versions.add(desk.records, ACTOR, int(number), Kind.SCHEME, "scheme.yaml", b"scheme: x\n", expected=1)
    app = section(name, assessment=number)
    assert_calm(app)
    if name in {"tree", "coverage", "checks"}:
        assert "方案第 2 版不能使用" in seen(app)


# ---------------------------------------------------------------- the tree


def test_an_indicator_is_there_with_its_rule_its_duty_and_what_it_covers() -> None:
    said = seen(section("tree"))
    for part in (
        "P1.1.3",
        "述职评议查摆问题整改率",
        "目标不低于 100%，达到得 5 分",
        "市委党建办",
        "SN-1.1.3 相同 100%",
    ):
        assert part in said
    assert said.count("<details") == 34


def test_the_tree_is_searched_and_filtered_and_keeps_the_nodes_above() -> None:
    app = section("tree")
    app.text_input(key="indicator_search").set_value("整改率").run()
    said = seen(app)
    assert "P1.1.3" in said
    assert "政治建设" in said
    assert "P1.1.1" not in said
    app.text_input(key="indicator_search").set_value("").run()
    app.selectbox(key="indicator_only").set_value("local").run()
    assert seen(app).count("<details") == 5
    app.selectbox(key="indicator_owner").set_value("市委编办").run()
    assert words.NOTHING_FITS.zh in seen(app)
    assert_calm(app)


# ---------------------------------------------------------------- coverage


def test_the_uncovered_come_first_then_the_partly_covered(home: Path) -> None:
    desk = desk_of(home)
    number = assessments.start(desk.records, ACTOR, "未覆盖").id
    text = sample_data.SCHEME.read_text(encoding="utf-8")
    first, second = "{item: SN-1.2.1, relation: equal}", "{item: SN-1.2.2, relation: equal}"
    assert first in text
    assert second in text
    text = text.replace(first, "").replace(second, "{item: SN-1.2.2, relation: partial, share: 60%}")
    versions.add(desk.records, ACTOR, number, Kind.SCHEME, "scheme.yaml", text.encode(), expected=0)
    listed = sample_data.CARRIED_OVER.read_bytes()
    versions.add(desk.records, ACTOR, number, Kind.CATALOGUE, "province-2019.yaml", listed, expected=0)
    app = section("coverage", assessment=str(number))
    assert_calm(app)
    said = seen(app)
    at = [
        said.index(part)
        for part in (
            "未覆盖（1 项）",
            "SN-1.2.1",
            "部分覆盖（1 项）",
            "SN-1.2.2",
            "已覆盖（27 项）",
            "SN-1.1.1",
        )
    ]
    assert at == sorted(at)
    assert "合计 60%，还差 40%" in said
    assert "27 / 29 项" in said


def test_another_version_of_the_list_can_be_chosen() -> None:
    app = section("coverage")
    app.selectbox(key="coverage_list").set_value(1).run()
    assert_calm(app)
    assert "只供比较" in seen(app)


# ---------------------------------------------------------------- import: looked at, then stored


def test_a_preset_is_looked_at_then_stored_with_its_note(home: Path) -> None:
    number = begin_empty(home)
    app = section("tree", assessment=number)
    app.button(key="preset 1").click().run()
    assert words.IS_FIRST.zh in seen(app)
    desk = desk_of(home)
    assert versions.latest(desk.records, int(number), Kind.SCHEME) is None
    app.text_input(key="scheme_note").set_value("从模板开始")
    app.button(key="store").click().run()
    assert_calm(app)
    stored = versions.latest(desk.records, int(number), Kind.SCHEME)
    assert stored is not None
    assert stored.note == "从模板开始"
    assert app.toast[0].value == "已存为方案第 1 版。"
    assert "重点任务完成率" in seen(app)


def test_a_file_with_mistakes_is_refused_with_their_cells(home: Path) -> None:
    app = section("exchange")
    before = session_of(app).heads
    look_at(app, SourceFile("坏.yaml", b"scheme: x\ntitle: x\ngroups: []\ntree: []\n"))
    assert_calm(app)
    assert "“坏.yaml”不能存入" in seen(app)
    assert not [button for button in app.button if button.key == "store"]
    app.button(key="put_aside").click().run()
    assert "坏.yaml" not in seen(app)
    assert session_of(app).heads == before
    assert desk_of(home).heads(int(SAMPLE)) == before


def test_of_two_people_who_edit_the_second_is_told_and_compares_again(home: Path) -> None:
    first, second = (edited(home, code, "11月30日") for code in ("P1.1.1", "P1.1.2"))
    app = section("exchange")
    look_at(app, second)
    assert "P1.1.2" in seen(app)
    desk = desk_of(home)
    heads = desk.heads(int(SAMPLE))
    store(desk, "经办人乙", heads, take(desk, heads, first), "先存的")
    app.button(key="store").click().run()
    assert_calm(app)
    said = seen(app)
    assert "经办人乙 已存入第 2 版" in said
    assert words.NEWER_MEANWHILE.zh in said
    assert desk.heads(int(SAMPLE)).scheme_number == 2
    app.button(key="compare_again").click().run()
    said = seen(app)
    assert words.OUTDATED.fill(number=1, present=2).zh in said
    assert "P1.1.1" in said
    assert app.button(key="store").disabled
    app.checkbox(key="confirm_outdated").check().run()
    app.button(key="store").click().run()
    assert_calm(app)
    assert desk.heads(int(SAMPLE)).scheme_number == 3


def test_any_two_versions_are_compared(home: Path) -> None:
    number = begin(home, SCHEME, [])
    desk = desk_of(home)
    for expected, points in ((1, "20"), (2, "30")):
        text = SCHEME.replace("points: 10", f"points: {points}").encode()
        versions.add(
            desk.records,
            ACTOR,
            int(number),
            Kind.SCHEME,
            "scheme.yaml",
            text,
            expected=expected,
            note=f"{points} 分",
        )
    app = section("versions", assessment=number)
    assert words.DIFFERENCES.fill(old=2, new=3).zh in [str(part.value) for part in app.subheader]
    app.selectbox(key="versions_older").set_value(1).run()
    assert_calm(app)
    said = seen(app)
    assert "30 分" in said
    assert "<td>10</td><td>30</td>" in said


def test_the_official_list_shows_what_must_be_proved_anew() -> None:
    app = section("exchange")
    look_at(app, SourceFile(sample_data.OFFICIAL.name, sample_data.OFFICIAL.read_bytes()))
    assert_calm(app)
    said = seen(app)
    assert "province-2019" in said
    assert "须重新证明" in "".join(str(part.value) for part in app.markdown)
    assert not app.button(key="store").disabled
