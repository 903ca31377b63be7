"""What surrounds every page: the open assessment, its standing, who acts, the language, and calm failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.browser import ROOT
from ui import text
from ui.session import Session
from ui.wording import frame as words

if TYPE_CHECKING:
    from pathlib import Path

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HOSTILE = ":red[x] ![](http://example.invalid/x) <img src=x onerror=alert(1)> $x$"
NAME = "<img src=x> :red[x] $x$"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Give the app with records of its own, at its ranking."""
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    monkeypatch.delenv("BATON_DATABASE", raising=False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    return app.switch_page("ui/pages/ranking.py").run()


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def seen(app: AppTest) -> str:
    """What our own HTML says."""
    return "\n".join(str(part.value) for part in app.html)


def test_the_first_start_shows_the_sample_as_trial_and_says_on_what_it_rests(app: AppTest) -> None:
    assert words.SAMPLE.zh in seen(app)
    assert f">{text.TRIAL.zh}<" in seen(app)
    assert words.TRIAL_MEANS.zh in seen(app)
    assert text.PROVISIONAL.zh in seen(app)
    assert words.PUBLIC.zh not in seen(app)


def test_an_empty_assessment_is_started_opened_and_left_again(app: AppTest) -> None:
    sample = session_of(app).assessment
    app.text_input(key="new_title").set_value(HOSTILE).run()
    next(button for button in app.button if button.label == words.START_EMPTY.zh).click().run()
    assert session_of(app).assessment != sample
    assert session_of(app).assessments()[0].title == HOSTILE
    assert app.selectbox(key="open_assessment").value == session_of(app).assessment
    assert text.NO_DATA_YET.zh in seen(app)
    assert "<img" not in seen(app)
    app.selectbox(key="open_assessment").set_value(sample).run()
    assert session_of(app).assessment == sample
    assert words.SAMPLE.zh in seen(app)


def test_a_title_is_needed(app: AppTest) -> None:
    start = next(button for button in app.button if button.label == words.START_EMPTY.zh)
    assert start.disabled


def test_who_acts_is_shown_inert_and_never_nobody(app: AppTest) -> None:
    app.text_input(key="actor_name").set_value(NAME).run()
    assert session_of(app).actor == NAME
    assert "&lt;img" in seen(app)
    assert "<img" not in seen(app)
    app.text_input(key="actor_name").set_value("  ").run()
    assert session_of(app).actor == NAME


def test_a_link_names_the_language_of_the_whole_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"] = "en"
    app.run()
    assert session_of(app).language == "en"
    assert f"{words.ACTOR.en} <b>" in seen(app)


def test_records_that_fail_say_so_in_both_languages_where_there_is_no_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "baton.sqlite3").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert str(tmp_path) in seen(app)
    assert "restore" in seen(app)
    assert "Database:" in seen(app)


def test_what_the_records_refuse_is_said_in_their_own_words() -> None:
    def script() -> None:
        from indicators.words import Words  # noqa: PLC0415 - a script of its own
        from records import RecordsError  # noqa: PLC0415
        from ui.frame import calm  # noqa: PLC0415

        with calm():
            raise RecordsError(Words("<b>甲</b>已存入第 2 版", "<b>A</b> has stored version 2"))

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert "&lt;b&gt;甲" in seen(app)
    assert text.UNEXPECTED.zh not in seen(app)
