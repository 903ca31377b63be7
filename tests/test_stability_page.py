"""Stability on the weights page: nothing is drawn unasked, what is shown is what was drawn, and swaps are told in a sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from scoring import score
from scoring.stability import Stability, rank_stability
from scoring.weights import tunable, with_weights
from tests.page_world import SAMPLE, assert_calm, begin_sample, open_page, seen, session_of
from ui.weights import stability_view
from ui.weights.intervals import in_words
from ui.weights.stability_view import Found, StabilityView
from ui.wording import stability as text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from indicators import Language

LANGUAGES: list[Language] = ["zh", "en"]

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    begin_sample(tmp_path)


def start(language: Language = "zh", **parameters: str) -> AppTest:
    return calm(open_page("weights", language, SAMPLE, **parameters))


def calm(app: AppTest) -> AppTest:
    assert_calm(app)
    assert not app.error, [error.value for error in app.error]
    return app


def press(app: AppTest, key: str) -> AppTest:
    return calm(app.button(key=key).click().run())


def view_of(app: AppTest) -> StabilityView:
    view = app.session_state["stability view"]
    assert isinstance(view, StabilityView)
    return view


def found_of(app: AppTest) -> Found:
    found = view_of(app).found
    assert found is not None
    return found


def table_of(app: AppTest) -> pd.DataFrame:
    frames = [frame.value for frame in app.dataframe if "in_words" in frame.value]
    assert len(frames) == 1
    return frames[0]


def test_nothing_is_drawn_before_it_is_asked_for() -> None:
    app = start()
    assert view_of(app).found is None
    assert not any("in_words" in frame.value for frame in app.dataframe)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_is_what_was_drawn(language: Language) -> None:
    app = press(start(language), "stability_draw")
    current = session_of(app).current
    assert current is not None
    assert current.scheme is not None
    assert current.results is not None
    scheme, sheet = current.scheme, current.results.sheet
    again = rank_stability(
        scheme,
        sheet,
        session_of(app).tuning.now,
        tunable(scheme),
        draws=1_000,
        spread=Fraction(1, 5),
        seed=stability_view.SEED,
    )
    assert isinstance(again, Stability)
    assert (again.places == found_of(app).stability.places).all()
    assert "1,000" in seen(app)
    assert str(stability_view.SEED) in seen(app)
    names = {unit.name: position for position, unit in enumerate(sheet.units)}
    quantiles = again.distribution.quantiles([Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)])
    frame = table_of(app)
    for row in frame.itertuples():
        unit = names[str(row.unit)]
        assert row.place == current.results.group_rank[unit]
        assert [row.low, row.median, row.high] == quantiles[unit].tolist()
        assert row.in_words == in_words(again.distribution, unit).in_(language)
        shares = [getattr(row, f"grade{at}") for at in range(len(scheme.grades))]
        assert sum(share for share in shares if share == share) == pytest.approx(100)  # noqa: PLR0124 - not nan
    assert {sheet.units[names[name]].group for name in frame["unit"]} == {scheme.group_codes[0]}


def test_a_change_of_weights_says_that_the_draws_are_from_before() -> None:
    app = press(start(), "stability_draw")
    assert text.OUTDATED.zh not in seen(app)
    calm(app.selectbox(key="tuned").set_value("indicators").run())
    calm(app.number_input(key="box P1").set_value(30.0).run())
    app.run()
    assert text.OUTDATED.zh in seen(app)
    press(app, "stability_draw")
    assert text.OUTDATED.zh not in seen(app)
    assert text.MIDDLE_TUNED.fill(count=6).zh in seen(app)
    scheme = session_of(app).current.scheme  # type: ignore[union-attr]
    assert scheme is not None
    weights = session_of(app).tuning.weights
    found = found_of(app)
    draw = with_weights(with_weights(scheme, weights), found.stability.weights.of(17))
    results = score(draw, found.middle.sheet)
    assert results.group_rank.tolist() == found.stability.places[:, 17].tolist()


def test_only_the_chosen_weights_move_and_as_far_as_was_said() -> None:
    app = start()
    app.selectbox(key="stability_node").set_value("P3")
    app.selectbox(key="stability_spread").set_value(Fraction(1, 10))
    app.number_input(key="stability_seed").set_value(5)
    press(app.run(), "stability_draw")
    found = found_of(app)
    assert [node.code for node in found.stability.weights.nodes] == ["P3"]
    assert (found.stability.spread, found.stability.seed) == (Fraction(1, 10), 5)
    assert "±10%" in seen(app)


def test_what_cannot_be_drawn_says_why() -> None:
    app = start()
    calm(app.selectbox(key="tuned").set_value("satisfaction").run())
    for code in ("S.1", "S.2"):
        calm(app.checkbox(key=f"lock {code}").check().run())
    app.selectbox(key="stability_node").set_value("satisfaction").run()
    press(app, "stability_draw")
    assert view_of(app).found is None
    assert "没有可以变动的权重" in seen(app)


def test_what_swaps_two_units_is_told_in_a_sentence_and_holds() -> None:
    app = start("en")
    units = session_of(app).current.results.sheet.units  # type: ignore[union-attr]
    one, other = (
        next(at for at, unit in enumerate(units) if unit.name == name) for name in ("松岫区", "江屿区")
    )
    calm(app.selectbox(key="swap_one").set_value(one).run())
    calm(app.selectbox(key="swap_other").set_value(other).run())
    press(app, "swap_find")
    swap = view_of(app).swap
    assert swap is not None
    least = swap.singles[0]
    said = seen(app)
    assert f"{least.before.normalize():f}" in said
    assert f"{least.after.normalize():f}" in said
    assert "江屿区" in said
    scheme = session_of(app).current.scheme  # type: ignore[union-attr]
    assert scheme is not None
    results = score(with_weights(scheme, least.weights), swap.middle.sheet)
    assert results.group_rank[other] <= results.group_rank[one]


def test_units_that_are_level_are_said_to_be_so() -> None:
    app = start()
    units = session_of(app).current.results.sheet.units  # type: ignore[union-attr]
    one, other = (
        next(at for at, unit in enumerate(units) if unit.name == name) for name in ("江屿区", "鹤汀区")
    )
    calm(app.selectbox(key="swap_one").set_value(one).run())
    calm(app.selectbox(key="swap_other").set_value(other).run())
    press(app, "swap_find")
    assert "已经并列" in seen(app)
