"""Every page of the app in every state of an assessment and in both languages, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import office_year, worlds
from tests.page_world import assert_calm, begin, open_page, seen, turn_to
from ui import tables, text

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Language

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

LANGUAGES: list[Language] = ["zh", "en"]
#: Very many units are each page's own test, and the browser's. A year of periods, records and vetoes comes along.
YEAR = "year"
STATES = (*worlds.QUICK, YEAR)
NEED_RESULTS = ("ranking", "unit", "weights", "export")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with an assessment in each state, and their numbers."""
    home = tmp_path_factory.mktemp("states")
    numbers = worlds.furnish_quickly(home)
    return home, numbers | {YEAR: begin(home, office_year.TEXT, office_year.files())}


@pytest.fixture
def numbers(home: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The same, as the data folder of the program."""
    folder, numbers = home
    monkeypatch.setenv("BATON_HOME", str(folder))
    monkeypatch.delenv("BATON_DATABASE", raising=False)
    return numbers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_a_visitor_walks_through_every_page(numbers: dict[str, str], state: str, language: Language) -> None:
    app = open_page("overview", language, numbers[state])
    for page in text.PAGES:
        turn_to(app, page)
        assert_calm(app)
        said = seen(app)
        assert ('class="bt-failure"' in said) == (state == "damaged")
        if page in NEED_RESULTS:
            has_results = state in {"sample", YEAR}
            assert ('class="bt-empty"' in said) == (not has_results and state != "damaged")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_results_are_provisional_and_why(
    numbers: dict[str, str], language: Language
) -> None:
    app = open_page("overview", language, numbers["sample"])
    for page in text.PAGES:
        said = seen(turn_to(app, page))
        assert f"{text.PROVISIONAL.in_(language)} · " in said
        assert {"zh": "省级清单为沿用上年", "en": "carried over"}[language] in said


def test_an_unexpected_failure_is_one_calm_line(
    numbers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(tables, "standings", fail)
    app = open_page("ranking", assessment=numbers["sample"])
    assert not app.exception
    assert seen(app).count(text.UNEXPECTED.zh) == 1
    assert "inside" not in seen(app)
