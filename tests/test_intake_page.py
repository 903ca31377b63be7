"""The page where data comes in: read, shown, stored; by one person and by two, without a browser."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from documents import SourceFile
from office import exemptions, reading
from records import assessments, runs, submissions
from tests.office_at_work import CODES, UNITS, Office, csv_of, scores, unit
from ui import tables, text
from ui.intake.grids import key_of
from ui.session import Session
from ui.wording import intake as words

if TYPE_CHECKING:
    from indicators import Language

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = "**粗** :red[红] ![](http://example.com/x) <img src=x> .csv"

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def start(language: Language = "zh") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    session_of(app).language = language
    app.switch_page("ui/pages/intake.py")
    return app.run()


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def view(app: AppTest, name: str) -> AppTest:
    app.segmented_control(key="intake_view").set_value(name).run()
    assert_calm(app)
    return app


def seen(app: AppTest) -> str:
    """Everything the page says outside its grids."""
    parts = (
        app.html,
        app.markdown,
        app.caption,
        app.info,
        app.error,
        app.success,
        app.warning,
        app.subheader,
    )
    return "\n".join(str(part.value) for each in parts for part in each)


def assert_calm(app: AppTest) -> None:
    assert not app.exception
    assert text.UNEXPECTED.zh not in seen(app)
    assert text.UNEXPECTED.en not in seen(app)


def mark(app: AppTest, office: Office, grid: str, row: int) -> None:
    key = key_of(grid, office.desk.heads(office.number))
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}


def put_in(app: AppTest, *files: SourceFile) -> AppTest:
    return give(view(app, "upload"), *files)


def give(app: AppTest, *files: SourceFile) -> AppTest:
    app.file_uploader[0].set_value([(file.name, file.content, "text/csv") for file in files]).run()
    assert_calm(app)
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert_calm(app)
    return app


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give an office whose database the app opens."""
    office = Office(tmp_path)
    monkeypatch.setenv("BATON_DATABASE", office.address)
    return office


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a new database, with the sample in it once the app opens."""
    monkeypatch.delenv("BATON_DATABASE", raising=False)
    monkeypatch.setenv("BATON_HOME", str(tmp_path))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_on_the_sample_and_its_broken_sheet_is_refused(language: Language) -> None:
    app = start(language)
    assert_calm(app)
    assert len(app.dataframe[0].value) == 69
    for name in words.VIEWS:
        view(app, name)
    press(view(app, "upload"), "broken")
    assert words.DRY_RUN.in_(language) in seen(app)
    assert "E3" in seen(app)
    assert app.button(key="store").disabled
    assert app.button(key="store").help
    press(app, "discard")
    assert session_of(app).draft is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_there_is_a_scheme_the_page_says_where_to_go(office: Office, language: Language) -> None:
    assessments.start(office.desk.records, "甲", "空的")
    app = start(language)
    assert_calm(app)
    assert words.NO_SCHEME.in_(language) in seen(app)


def test_before_anything_was_handed_in_the_upload_comes_first(office: Office) -> None:
    office.adopt(office.draft(removed=("名册.csv",)))
    app = start()
    for name in words.VIEWS:
        view(app, name)
    assert words.NO_REGISTER.zh in seen(view(app, "templates"))
    put_in(app, scores("一.csv", 1, P1=3))
    assert app.button(key="store").disabled


def test_a_corrected_file_is_handed_in_where_it_was_refused_and_the_rest_of_the_batch_stays(
    office: Office,
) -> None:
    app = put_in(start(), scores("一.csv", 1, P1=3), scores("二.csv", 2, P1="三"))
    assert app.button(key="store").disabled
    give(app, scores("二.csv", 2, P1=2))
    assert not app.button(key="store").disabled
    press(app, "store")
    assert (office.value(1, "P1"), office.value(2, "P1")) == (Decimal(3), Decimal(2))


def test_what_is_uploaded_is_shown_first_and_stored_only_then(office: Office) -> None:
    app = put_in(start(), scores("一.csv", 1, P1=3, P2=4))
    assert words.DRY_RUN.zh in seen(app)
    assert list(app.dataframe[0].value["after"]) == ["3", "4"]
    assert office.value(1, "P1") is None
    app.text_input(key="note").set_value("第一份").run()
    press(app, "store")
    assert office.value(1, "P1") == 3
    newest = submissions.latest(office.desk.records, office.number)
    assert newest is not None
    assert (newest.note, newest.changed, newest.made_by) == ("第一份", 2, session_of(app).actor)
    kept = runs.latest(office.desk.records, office.number)
    assert kept is not None
    assert kept.submission == newest.number
    view(app, "received")
    assert app.dataframe[0].value["status"].value_counts()["未报"] == UNITS - 1
    view(app, "history")
    assert list(app.dataframe[0].value["note"]) == ["第一份", ""]


@pytest.mark.parametrize("name", ["成绩.xlsx", "成绩.csv"])
def test_a_file_that_cannot_be_opened_is_a_problem(office: Office, name: str) -> None:
    app = put_in(start(), SourceFile(name, b"\x00\x01\xff"))
    assert name in seen(app)
    assert app.button(key="store").disabled
    assert office.names() == ["名册.csv"]


def test_what_concerns_a_whole_column_is_shown_once_and_a_zip_is_read(office: Office) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        rows = [[unit(number), digit] for number, digit in enumerate("１２３", 1)]
        archive.writestr("成绩.csv", csv_of("", ["单位", "P1"], *rows).content)
    app = put_in(start(), SourceFile("报送.zip", buffer.getvalue()))
    assert "本列共 3 格：B2、B3、B4" in seen(app)
    press(app, "store")
    assert office.value(3, "P1") == 3


def test_all_problems_are_listed_blocking_ones_first() -> None:
    files = tuple(reading.file_of(path) for path in (sample_data.UNITS, sample_data.BROKEN))
    found = reading.read(reading.sample_scheme(), files)
    rows = tables.problem_rows(found.problems, "zh")
    severities = [row["severity"] for row in rows]
    assert severities == sorted(severities, key=[word.zh for word in text.SEVERITIES.values()].index)
    assert len(rows) == len(found.problems)
    assert found.results is None


def test_the_same_file_again_is_recognised(office: Office) -> None:
    file = scores("一.csv", 1, P1=3)
    office.store(file, actor="乙")
    app = put_in(start(), file)
    assert words.NOTHING_NEW.zh in seen(app)
    assert "第 2 次报送，乙" in seen(app)
    assert app.button(key="store").disabled


def test_somebody_elses_change_of_the_same_cell_is_shown_and_read_again_on(office: Office) -> None:
    app = put_in(start(), scores("一.csv", 1, P1=3))
    office.store(scores("他.csv", 1, P1=9), actor="*乙*")
    press(app, "store")
    assert "*乙* 已存入第 2 版" in seen(app)
    assert session_of(app).draft is not None
    assert office.value(1, "P1") == 9
    press(app, "read_again")
    assert list(app.dataframe[0].value["before"]) == ["9"]
    press(app, "store")
    assert office.value(1, "P1") == 3


def test_what_does_not_touch_is_stored_on_top(office: Office) -> None:
    app = put_in(start(), scores("一.csv", 1, P1=3))
    office.store(scores("他.csv", 2, P1=9), actor="乙")
    app.run()
    assert "乙 存入了第 2 次报送" in seen(app)
    press(app, "store")
    assert [office.value(1, "P1"), office.value(2, "P1")] == [3, 9]


def test_a_file_is_taken_out_after_it_was_shown_what_goes(office: Office) -> None:
    office.store(scores("一.csv", 1, P1=3))
    app = start()
    mark(app, office, "held_files", 1)
    press(app.run(), "remove_held")
    assert words.LOSES.fill(count=1).zh in seen(app)
    press(app, "store")
    assert office.names() == ["名册.csv"]


def test_an_exemption_is_recorded_with_reason_and_approver_and_withdrawn(office: Office) -> None:
    app = view(start(), "exemptions")
    press(app, "exempt_submit")
    assert words.INCOMPLETE.zh in seen(app)
    app.selectbox(key="exempt_unit").set_value("U03")
    app.selectbox(key="exempt_indicator").set_value("P7")
    app.text_area(key="exempt_reason").set_value("今年新设")
    app.text_input(key="exempt_approver").set_value("主任会")
    press(app, "exempt_submit")
    assert "新增豁免 单位03 P7" in seen(app)
    press(app, "store")
    [known] = exemptions.in_force(office.desk, office.desk.heads(office.number))
    assert (known.exemption.reason, known.exemption.approved_by) == ("今年新设", "主任会")
    view(app, "exemptions")
    assert list(app.dataframe[0].value["unit"]) == ["单位03"]
    mark(app, office, "exemptions", 0)
    press(app.run(), "withdraw")
    assert "不再有豁免 单位03 P7" in seen(app)


def test_a_submission_shows_what_it_changed(office: Office) -> None:
    office.store(csv_of("多.csv", ["单位", *CODES], *([unit(n), *[n % 7] * 50] for n in range(1, 4))))
    app = view(start(), "history")
    mark(app, office, "submissions", 0)
    app.run()
    assert_calm(app)
    assert len(app.dataframe[1].value) == 100
    app.number_input[0].set_value(2).run()
    assert len(app.dataframe[1].value) == 50


def test_a_register_that_drops_units_is_said_first_and_told_in_the_history(office: Office) -> None:
    office.store(scores("一.csv", 60, P1=3))
    rows = [[f"U{n:02}", unit(n) if n > 1 else "**粗**", "甲组"] for n in range(1, 60)]
    app = put_in(start(), csv_of("新名册.csv", ["单位代码", "单位", "组别"], *rows))
    assert words.DROPS.fill(count=1, values=1, names="U60 单位60").zh in seen(app)
    press(app, "store")
    view(app, "history")
    mark(app, office, "submissions", 0)
    app.run()
    assert_calm(app)
    assert "名册不再有 单位60" in seen(app)
    assert words.NO_VALUE_CHANGES.zh in seen(app)


def test_what_was_marked_before_somebody_stored_is_not_taken_out(office: Office) -> None:
    office.store(scores("一.csv", 1, P1=3), scores("二.csv", 2, P1=3))
    app = start()
    mark(app, office, "held_files", 1)
    app.run()
    office.store(scores("一.csv", 1, P1=4), actor="乙")
    app.button(key="remove_held").click().run()
    assert_calm(app)
    assert session_of(app).draft is None
    assert words.PICK_FILE.zh in seen(app)


def test_names_that_people_chose_are_drawn_as_text(office: Office) -> None:
    office.store(csv_of(HOSTILE, ["单位", "P1"], [unit(1), 3]))
    app = start()
    for name in words.VIEWS:
        view(app, name)
    put_in(app, csv_of(HOSTILE, ["单位", "P1", HOSTILE], [unit(1), 4, 1]))
    drawn = [*app.markdown, *app.caption, *app.info, *app.success, *app.error, *app.warning]
    assert not any("example.com" in str(part.value) for part in drawn)
    assert not any("<img" in str(part.value) for part in app.html)


@pytest.mark.usefixtures("office")
def test_templates_are_offered_for_a_unit_a_group_or_all() -> None:
    app = view(start(), "templates")
    assert words.NOTHING_ASKED.zh in seen(app)
    app.segmented_control(key="template_kind").set_value("sheet").run()
    app.selectbox(key="template_audience").set_value("all").run()
    assert_calm(app)
    assert len(app.get("download_button")) == 1


@pytest.mark.usefixtures("sample")
def test_the_templates_of_all_units_are_made_into_one_zip() -> None:
    app = view(start(), "templates")
    app.selectbox(key="template_group").set_value("区县").run()
    press(app, "make_templates")
    [offered] = app.get("download_button")
    assert offered.proto.url.endswith(".zip")


@pytest.mark.usefixtures("sample")
def test_last_years_results_are_read_shown_and_then_imported() -> None:
    app = view(start(), "last year")
    key = f"last_year_upload {session_of(app).uploads}"
    wrong = "单位,总分\n云梦区,高\n霁溪区,九十\n".encode()
    app.file_uploader(key=key).set_value(("去年.csv", wrong, "text/csv")).run()
    assert_calm(app)
    assert words.LAST_YEAR_REFUSED.zh in seen(app)
    app.file_uploader(key=key).set_value(("去年.csv", "单位,总分\n霁溪区,91.25\n".encode(), "text/csv")).run()
    assert_calm(app)
    press(app, "store_last_year")
    session = session_of(app)
    heads, last_year = session.heads, session.last_year
    assert heads is not None
    assert heads.last_year is not None
    assert last_year is not None
    assert (heads.last_year.number, heads.last_year.name) == (2, "去年.csv")
    assert dict(last_year.totals) == {"0107": Decimal("91.25")}


def test_a_draft_and_a_tuning_wait_in_their_assessment_while_another_one_is_looked_at(office: Office) -> None:
    app = put_in(start(), scores("一.csv", 1, P1=3, P2=4))
    session = session_of(app)
    assert session.assessment is not None
    draft, first = session.draft, session.assessment
    assert draft is not None
    other = assessments.start(office.desk.records, "甲", "另一项").id
    session.tuned = "T"
    session.open(other)
    assert (session.draft, session.tuned) == (None, "")
    session.open(first)
    assert (session.draft, session.tuned) == (draft, "T")
