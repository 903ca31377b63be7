"""Every page with sample, no, refused and hostile data, in both languages, without a browser."""

from __future__ import annotations

import csv
import io
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from documents import SourceFile
from tests import office_year
from ui import reading, tables, text, trial
from ui.session import Session

if TYPE_CHECKING:
    from indicators import Language
    from ui.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["upload", "ranking", "weights", "export"]
LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = (
    '=1+1 **粗** :red[红] ![](http://example.com/x) $\\frac{1}{2}$ <img src=x onerror="alert(1)"> {name}'
)

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def sample() -> Reading:
    """Give the sample, read once."""
    return reading.read_sample()


def start(language: Language = "zh", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    if language == "en":
        app.segmented_control(key="language").set_value("en").run()
    return app


def open_page(app: AppTest, page: str, **parameters: str) -> AppTest:
    app.switch_page(f"ui/pages/{page}.py")
    app.query_params.update(parameters)
    return app.run()


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def seen(app: AppTest) -> str:
    """Everything a page says outside its grids."""
    parts = [
        *app.html,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.error,
        *app.success,
        *app.warning,
        *app.subheader,
    ]
    return "\n".join(str(part.value) for part in parts)


def assert_calm(app: AppTest) -> None:
    assert not app.exception
    assert text.UNEXPECTED.zh not in seen(app)
    assert text.UNEXPECTED.en not in seen(app)


def upload(
    app: AppTest,
    files: list[tuple[str, bytes]],
    *,
    scheme: bytes | None = None,
    listed: bytes | None = None,
) -> AppTest:
    if scheme is not None:
        app.radio(key=f"own_scheme {session_of(app).uploads}").set_value(True).run()
        app.file_uploader[0].set_value(("scheme.yaml", scheme, "application/yaml")).run()
    if listed is not None:
        app.file_uploader[1].set_value(("list.yaml", listed, "application/yaml")).run()
    if files:
        app.file_uploader[-1].set_value([(name, content, "text/csv") for name, content in files]).run()
    return app


def files_of(paths: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in paths]


# ---------------------------------------------------------------- every page, every state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_on_the_sample(page: str, language: Language) -> None:
    app = open_page(start(language), page)
    assert_calm(app)
    assert text.SAMPLE.in_(language) in seen(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_without_data_says_so(page: str, language: Language) -> None:
    app = start(language)
    app.button(key="clear").click().run()
    open_page(app, page)
    assert_calm(app)
    assert text.NO_DATA_YET.in_(language) in seen(app)
    assert not app.dataframe


def test_an_unexpected_failure_is_one_calm_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(tables, "standings", fail)
    app = open_page(start(), "ranking")
    assert not app.exception
    assert [error.value for error in app.error] == [text.UNEXPECTED.zh]


# ---------------------------------------------------------------- 填报


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_results_are_provisional_and_why(page: str, language: Language) -> None:
    app = open_page(start(language), page)
    mark = text.PROVISIONAL.in_(language)
    assert f"{mark} · " in seen(app)
    assert {"zh": "省级清单为沿用上年", "en": "carried over"}[language] in seen(app)


# ---------------------------------------------------------------- 权重


def test_a_moved_weight_rescales_its_siblings_and_the_ranking_follows(sample: Reading) -> None:
    assert sample.results is not None
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.number_input(key="box P1").set_value(30.0).run()
    assert_calm(app)
    session = session_of(app)
    assert session.weights["P1"] == Decimal("30.00")
    now = trial.weights_below(sample.results.scheme, "indicators", session.weights)
    assert sum(now.values()) == Decimal(100)
    results = session.trial_results()
    assert results is not None
    frame = app.dataframe[0].value
    assert [Decimal(f"{total:.2f}") for total in frame["total_after"].dropna()] == [
        total for total in results.ranking()["total"] if total is not None
    ]
    assert session.current is not None
    assert session.current.results is not None
    assert session.current.results.total.units.tolist() == sample.results.total.units.tolist()
    app.button(key="reset_node").click().run()
    assert session_of(app).weights == {}


def test_slider_and_number_box_say_the_same() -> None:
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.slider(key="slide P2").set_value(20.37).run()
    assert app.number_input(key="box P2").value == 20.37
    assert session_of(app).weights["P2"] == Decimal("20.37")


def test_a_locked_weight_stays() -> None:
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.checkbox(key="lock P3").check().run()
    app.number_input(key="box P1").set_value(40.0).run()
    assert "P3" not in session_of(app).weights
    assert app.slider(key="slide P3").value == 32.0
    assert app.slider(key="slide P1").value == 40.0
    app.slider(key="slide P1").set_value(99.0).run()
    assert session_of(app).weights["P1"] == Decimal(68)
    assert app.slider(key="slide P1").value == app.number_input(key="box P1").value == 68.0
    assert app.number_input(key="box P3").disabled


@pytest.mark.parametrize(
    ("value", "weight"), [(0.1 + 0.2, "0.30"), (2.675, "2.68"), (33.33, "33.33"), (1e-9, "0.00")]
)
def test_a_typed_weight_is_the_decimal_one_sees(value: float, weight: str) -> None:
    assert str(trial.typed(value)) == weight


def test_weights_move_as_far_as_locks_allow_and_keep_their_sum() -> None:
    chance = random.Random(1)  # noqa: S311 - not for secrets
    for _ in range(300):
        weights = {str(i): Decimal(chance.randrange(0, 4000)) / 100 for i in range(chance.randrange(1, 7))}
        locked = {code for code in weights if chance.random() < 0.3}
        code = chance.choice(list(weights))
        after = trial.moved(weights, code, Decimal(chance.randrange(0, 20000)) / 100, locked)
        assert sum(after.values()) == sum(weights.values())
        assert all(after[c] == weights[c] for c in locked - {code})
        assert min(after.values()) >= 0


# ---------------------------------------------------------------- bonuses and penalties, vetoes, awards, periods


def start_year(language: Language = "zh") -> AppTest:
    """Start with the office's year, uploaded and adopted."""
    files = [(file.name, file.content) for file in office_year.files()]
    app = upload(start(language), files, scheme=office_year.TEXT.encode())
    app.button(key="adopt").click().run()
    assert_calm(app)
    assert text.OWN_DATA.in_(language) in seen(app)
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_on_a_year_of_periods_and_records(language: Language) -> None:
    app = start_year(language)
    for page in PAGES:
        assert_calm(open_page(app, page))


def test_the_ranking_shows_bonuses_penalties_and_vetoes_only_where_there_are_any() -> None:
    app = open_page(start_year(), "ranking", group="A")
    frame = app.dataframe[0].value.set_index("unit")
    assert frame["bonus"].fillna(0).to_dict() == {"东县": 3, "西县": 0, "北县": 0, "南县": 0}
    assert frame["penalty"]["南县"] == 0.5
    assert (frame["vetoes"]["南县"], frame["remark"]["南县"]) == ("数据造假", text.OUT_OF_RANKING.zh)
    assert str(frame["place"]["南县"]) == "<NA>"
    assert {"bonus", "penalty", "vetoes"} <= set(app.dataframe[0].proto.column_order)
    plain = open_page(start(), "ranking", group="政府")
    assert not {"bonus", "penalty", "vetoes"} & set(plain.dataframe[0].proto.column_order)


def test_a_unit_shows_its_records_and_what_became_of_them() -> None:
    said = seen(open_page(start_year(), "ranking", unit="U1", part="total"))
    assert "92.05 + 3 − 0 = 95.05" in said
    assert "同一事项取最高，本条不计" in said
    assert "省发〔2020〕1号" in said
    assert text.ELIGIBLE.zh in said
    south = seen(open_page(start_year(), "ranking", unit="U3"))
    assert "市统计局" in south
    assert "有否决事项：数据造假（瞒报 2 起）" in south
    assert text.MATTER.zh not in seen(open_page(start_year(), "ranking", unit="U5"))


def test_the_tree_shows_every_period_under_its_node() -> None:
    app = open_page(start_year(), "ranking", unit="U1", part="1.1@H2")
    parts = [str(part).strip() for part in app.dataframe[1].value["part"]]
    assert parts[1:4] == ["平时考核", "平时考核（上半年）", "1.1@H1 整改率（上半年）"]
    assert "9 ÷ 10 × 100 = 90%" in seen(app)


def test_one_weight_is_tuned_for_all_periods_and_weights_by_group_are_not() -> None:
    app = open_page(start_year(), "weights")
    nodes = app.selectbox(key="tuned")
    assert nodes.options == ["总分（total）", "\u3000平时考核（daily）"]
    nodes.set_value("daily").run()
    app.number_input(key="box 1.1").set_value(30.0).run()
    assert_calm(app)
    session = session_of(app)
    assert session.weights == {"1.1": Decimal("30.00"), "1.10": Decimal("30.00")}
    results = session.trial_results()
    assert results is not None
    # First half 20/20 and 38/40, second half 15/20 and 36/40, each half now 30 + 30.
    halves = [results.published(f"daily@{half}").value(0) for half in ("H1", "H2")]
    assert halves == [Decimal("58.50"), Decimal("49.50")]
    assert trial.factors(results, "daily") == {"1.1": Fraction(30, 20), "1.10": Fraction(30, 40)}
    assert results.total.value(0) == Decimal("94.35")


# ---------------------------------------------------------------- 导出, hostile text, language, size


def hostile_files() -> tuple[SourceFile, tuple[SourceFile, ...]]:
    """Give a tiny scheme and data whose every name is an attack."""
    scheme = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: A, parent: T, name: {HOSTILE + "a"!r}, points: 4, rule: {{kind: direct}}}}
  - {{code: B, parent: T, name: {HOSTILE + "b"!r}, points: 6, rule: {{kind: direct}}}}
""".replace("\\\\", "\\")
    register = exports_free([["单位代码", "单位", "组别"], ["01", HOSTILE, "G"], ["02", "甲", "G"]])
    scores = exports_free([["单位代码", "A", "B"], ["01", "3", "5.5"], ["02", "4", "4.5"]])
    return SourceFile("scheme.yaml", scheme.encode()), (
        SourceFile("<b>名册</b>.csv", register),
        SourceFile("![](http://x)成绩.csv", scores),
    )


def exports_free(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_hostile_names_are_drawn_as_text() -> None:
    scheme, files = hostile_files()
    app = upload(start(), [(f.name, f.content) for f in files], scheme=scheme.content)
    app.button(key="adopt").click().run()
    assert text.OWN_DATA.zh in seen(app)
    for page in PAGES:
        open_page(app, page)
        assert_calm(app)
        assert not any("<img" in str(part.value) for part in app.html)
        drawn = [*app.markdown, *app.caption, *app.info, *app.success, *app.error]
        assert not any("example.com" in str(part.value) for part in drawn)


def test_the_language_switch_works_in_place_and_stays() -> None:
    app = open_page(start("en"), "ranking")
    assert app.selectbox(key="view_group").label == text.GROUP.en
    app.segmented_control(key="language").set_value("zh").run()
    assert app.selectbox(key="view_group").label == text.GROUP.zh


def test_a_link_can_name_the_language() -> None:
    assert text.CURRENT_SAMPLE.en in seen(start(lang="en"))


def test_three_thousand_units_stay_usable() -> None:
    units = [f"{number:04}" for number in range(3000)]
    chance = random.Random(2)  # noqa: S311 - not for secrets
    scheme, _ = hostile_files()
    register = exports_free([["单位代码", "单位", "组别"], *([u, f"单位{u}", "G"] for u in units)])
    rows = [[u, str(chance.randrange(401) / 100), str(chance.randrange(601) / 100)] for u in units]
    files = [("名册.csv", register), ("成绩.csv", exports_free([["单位代码", "A", "B"], *rows]))]
    app = upload(start(), files, scheme=scheme.content)
    app.button(key="adopt").click().run()
    for page in PAGES:
        open_page(app, page)
        assert_calm(app)
    open_page(app, "ranking")
    assert len(app.dataframe[0].value) == 3000
