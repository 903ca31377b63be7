"""The benchmark page in all its states, in both languages, and what one stores there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from documents.benchmark_book import write_benchmark
from office.benchmark import analysed
from office.benchmark_edits import CityRow, Filled
from records import Kind, versions
from sample_data.make_benchmark import benchmark
from ui import text
from ui.benchmark.awards import awards_csv, listed_units
from ui.benchmark.cities import cities_csv
from ui.benchmark.dots import dots_chart, dots_frame, worst
from ui.benchmark.items import items_csv, ordered
from ui.benchmark.typed import changed_points, edited_cities, edited_parts, points_frame
from ui.session import Session
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from indicators import Language
    from scoring.benchmark import Benchmark

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = "<b>粗</b> :red[红] $x$ {name}"
MADE = datetime(2021, 1, 15, 9, 0)  # noqa: DTZ001 - as printed
STORED = sample_data.FOLDER / "benchmark.xlsx"
CONDITIONS = """
eligibility:
  grade: 良好
  no_missing: yes
  conditions: [{node: party, at_least: 80}]
"""

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_HOME", str(tmp_path))


def start(language: Language = "zh") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    if language == "en":
        app.button(key="language").click().run()
    app.switch_page("ui/pages/benchmark.py")
    return calm(app.run())


def calm(app: AppTest) -> AppTest:
    assert not app.exception
    assert text.UNEXPECTED.zh not in seen(app)
    assert text.UNEXPECTED.en not in seen(app)
    return app


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def seen(app: AppTest) -> str:
    return "\n".join(
        str(part.value)
        for part in (*app.html, *app.caption, *app.info, *app.warning, *app.error, *app.success)
    )


def add(app: AppTest, kind: Kind, name: str, content: bytes, actor: str = "甲") -> None:
    """Stores a version as somebody else would."""
    session = session_of(app)
    assert session.assessment is not None
    newest = versions.latest(session.records, session.assessment, kind)
    expected = 0 if newest is None else newest.number
    versions.add(session.records, actor, session.assessment, kind, name, content, expected=expected)


def head(app: AppTest) -> int:
    heads = session_of(app).heads
    assert heads is not None
    return 0 if heads.benchmark is None else heads.benchmark.number


def with_benchmark(found: Benchmark | None = None, language: Language = "zh") -> AppTest:
    app = start(language)
    content = STORED.read_bytes() if found is None else write_benchmark(found, MADE)
    add(app, Kind.BENCHMARK, "对标表.xlsx", content)
    return calm(app.run())


def turn_to(app: AppTest, view: str) -> AppTest:
    return calm(app.segmented_control(key="benchmark_view").set_value(view).run())


def without_data(app: AppTest, *, listed: bool) -> AppTest:
    """Opens an assessment with a scheme and nothing else, the list included or not."""
    session_of(app).start_empty("新的一年")
    if listed:
        add(app, Kind.CATALOGUE, "list.yaml", sample_data.CARRIED_OVER.read_bytes())
    add(app, Kind.SCHEME, "scheme.yaml", sample_data.SCHEME.read_bytes())
    return calm(app.run())


# ---------------------------------------------------------------- states


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_shows_our_place_and_every_item(language: Language) -> None:
    app = with_benchmark(language=language)
    shown = seen(app)
    assert words.PLACE_OF.fill(place=2).in_(language) in shown
    assert "108.65" in shown
    assert "0.70" in shown
    assert all(item.code in shown for item in benchmark().catalogue.leaves)
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens(language: Language) -> None:
    app = with_benchmark(language=language)
    for view in words.VIEWS:
        turn_to(app, view)
        assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_entered_says_where_to_begin(language: Language) -> None:
    app = without_data(start(language), listed=True)
    assert words.NOTHING_ENTERED.in_(language) in seen(app)
    turn_to(app, "entry")
    assert words.NO_VERSION.in_(language) in seen(app)
    assert app.button(key="benchmark_save").disabled


@pytest.mark.parametrize("view", ["standing", "entry"])
def test_without_a_list_there_is_nothing_to_compare_on(view: str) -> None:
    app = turn_to(without_data(start(), listed=False), view)
    assert words.NO_LIST.zh in seen(app)


def test_our_missing_scores_are_named() -> None:
    found = benchmark()
    known = {key: value for key, value in found.expected.items() if key != ("云江市", "SN-Q")}
    shown = seen(with_benchmark(replace(found, expected=known)))
    assert words.UNRANKED.zh in shown
    assert "推进高质量发展成效" in shown.partition("还缺 1 项")[2]


def test_a_rival_without_all_scores_is_named() -> None:
    found = benchmark()
    known = {key: value for key, value in found.expected.items() if key != ("沧屿市", "SN-Q")}
    shown = seen(with_benchmark(replace(found, expected=known)))
    assert words.RIVALS_UNRANKED.fill(cities="沧屿市").zh in shown
    assert words.PLACE_OF.fill(place=1).zh in shown
    assert words.IS_FIRST.fill(city="云江市", next="岚汀市", ahead="0.42").zh in shown


def test_ties_and_loneliness_at_the_top_are_said() -> None:
    found = benchmark()
    alike = dict(found.expected)
    alike |= {("沧屿市", code): v for (city, code), v in found.expected.items() if city == "云江市"}
    assert words.IS_FIRST_TIED.fill(city="云江市", others="沧屿市").zh in seen(
        with_benchmark(replace(found, expected=alike))
    )
    alone = {key: value for key, value in found.expected.items() if key[0] == "云江市"}
    assert words.IS_FIRST_ALONE.fill(city="云江市").zh in seen(with_benchmark(replace(found, expected=alone)))


def test_a_plain_sum_has_no_factors() -> None:
    found = benchmark()
    chain = replace(found.chain, parts=tuple(part._replace(score="总分") for part in found.chain.parts))
    shown = seen(with_benchmark(replace(found, chain=chain)))
    assert "乘数" not in shown
    assert "按系数相加" in shown


def test_a_benchmark_of_an_older_list_is_shown_with_what_does_not_fit() -> None:
    app = with_benchmark()
    listed = sample_data.CARRIED_OVER.read_bytes().replace(b"code: SN-6.1.2", b"code: SN-6.1.9")
    add(app, Kind.CATALOGUE, "list.yaml", listed)
    calm(app.run())
    assert "SN-6.1.9" in seen(app)
    assert words.UNRANKED.zh in seen(app)


def test_what_people_wrote_stays_inert() -> None:
    found = benchmark()
    names = (HOSTILE, *found.cities[1:])
    typed = {(HOSTILE if city == found.ours else city, code): v for (city, code), v in found.expected.items()}
    shown = seen(with_benchmark(replace(found, cities=names, ours=HOSTILE, expected=typed)))
    assert "<b>粗</b>" not in shown
    assert "&lt;b&gt;粗&lt;/b&gt;" in shown


def test_items_are_sorted_as_asked() -> None:
    found = analysed(benchmark())
    adds = [line.gain.adds for line in ordered(found, "adds") if line.gain]
    assert adds == sorted(adds, reverse=True)
    assert ordered(found, "adds")[0].gap.item.code == "SN-Q"
    assert ordered(found, "to_best")[0].gap.item.code == "SN-Q"
    assert [line.gap.item for line in ordered(found, "listed")] == list(benchmark().catalogue.leaves)
    app = with_benchmark()
    for order in words.ORDERS:
        calm(app.segmented_control(key="benchmark_order").set_value(order).run())


def test_what_if_answers_at_once() -> None:
    app = with_benchmark()
    app.selectbox(key="benchmark_if_item").set_value("SN-6.1.2").run()
    calm(app.number_input(key="benchmark_if SN-6.1.2").set_value(4.0).run())
    assert words.WHAT_IF_RESULT.fill(total="109.48", change="+0.83", place=1).zh in seen(app)


# ---------------------------------------------------------------- entering


def test_a_workbook_is_looked_at_and_then_stored() -> None:
    app = turn_to(without_data(start(), listed=True), "entry")
    app.file_uploader[0].set_value(("对标表.xlsx", STORED.read_bytes(), "application/xlsx"))
    calm(app.run())
    assert words.UPLOAD_READ.fill(cities=5, scores=145, changes=145).zh in seen(app)
    assert head(app) == 0
    calm(app.button(key="benchmark_store").click().run())
    assert head(app) == 1
    assert "第 1 版" in seen(app)
    turn_to(app, "standing")
    assert words.PLACE_OF.fill(place=2).zh in seen(app)


def test_a_workbook_with_mistakes_is_not_stored() -> None:
    app = turn_to(with_benchmark(), "entry")
    before = head(app)
    found = benchmark()
    high = replace(found, expected={**found.expected, ("云江市", "SN-1.1.1"): Decimal(5)})
    app.file_uploader[0].set_value(("对标表.xlsx", write_benchmark(high, MADE), "application/xlsx"))
    calm(app.run())
    assert words.UPLOAD_REFUSED.fill(count=1).zh in seen(app)
    assert "E4" in seen(app)
    assert [button.key for button in app.button if button.key == "benchmark_store"] == []
    assert head(app) == before


def test_an_empty_template_says_that_nothing_is_in_it() -> None:
    app = turn_to(with_benchmark(), "entry")
    empty = replace(benchmark(), expected={})
    app.file_uploader[0].set_value(("对标表.xlsx", write_benchmark(empty, MADE), "application/xlsx"))
    calm(app.run())
    assert words.NOTHING_READ.zh in seen(app)


def test_what_is_typed_is_stored_as_the_next_version() -> None:
    app = turn_to(with_benchmark(), "entry")
    before = head(app)
    (target,) = [box for box in app.number_input if box.label == words.TARGET_TOTAL.zh]
    calm(target.set_value(111.25).run())
    assert words.NOT_SAVED_YET.zh in seen(app)
    calm(app.button(key="benchmark_save").click().run())
    assert head(app) == before + 1
    assert f"第 {before + 1} 版" in seen(app)
    turn_to(app, "standing")
    assert "2.60" in seen(app)


def test_what_cannot_be_is_not_stored() -> None:
    app = turn_to(with_benchmark(), "entry")
    before = head(app)
    (base,) = [box for box in app.number_input if box.label == words.BASE.zh]
    base.set_value(0.0).run()
    calm(app.button(key="benchmark_save").click().run())
    assert words.REFUSED.fill(count=1).zh in seen(app)
    assert head(app) == before


@pytest.mark.parametrize("way", ["typed", "uploaded"])
def test_who_comes_second_is_told_and_overwrites_nothing(way: str) -> None:
    app = turn_to(with_benchmark(), "entry")
    mine = head(app)
    if way == "typed":
        (target,) = [box for box in app.number_input if box.label == words.TARGET_TOTAL.zh]
        calm(target.set_value(111.25).run())
    else:
        app.file_uploader[0].set_value(("对标表.xlsx", STORED.read_bytes(), "application/xlsx"))
        calm(app.run())
    add(app, Kind.BENCHMARK, "别人的.xlsx", write_benchmark(benchmark(), MADE), actor="乙")
    calm(app.button(key="benchmark_save" if way == "typed" else "benchmark_store").click().run())
    assert "没有存入，也没有覆盖" in seen(app)
    assert words.NEWER.fill(by="乙", newer=mine + 1, older=mine).zh in seen(app)
    assert head(app) == mine + 1
    calm(app.button(key="benchmark_reload").click().run())
    assert "别人的.xlsx" in seen(app)
    assert not [button for button in app.button if button.key == "benchmark_reload"]


def test_a_newer_version_is_taken_where_nothing_was_typed() -> None:
    app = turn_to(with_benchmark(), "entry")
    add(app, Kind.BENCHMARK, "别人的.xlsx", write_benchmark(benchmark(), MADE), actor="乙")
    calm(app.run())
    assert "别人的.xlsx" in seen(app)


# ---------------------------------------------------------------- what is typed into tables


def changes(**held: object) -> dict[str, object]:
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **held}


def test_typed_points_go_to_their_cells() -> None:
    found = benchmark()
    edits = {0: {"city 1": 2.75, "target": None}, 28: {"last": 91}}
    assert changed_points(found, changes(edited_rows=edits)) == {
        Filled("沧屿市", "SN-1.1.1"): Decimal("2.75"),
        Filled("", "SN-1.1.1", is_target=True): None,
        Filled("", "SN-Q"): Decimal(91),
    }
    frame = points_frame(found)
    assert list(frame["city 0"]) == [float(found.expected["云江市", i.code]) for i in found.catalogue.leaves]


def test_typed_cities_keep_what_was_not_typed() -> None:
    held = changes(
        edited_rows={1: {"name": "沧屿新市（本市）"}, 0: {"ours": False, "last": 100.5}},
        added_rows=[{"name": "添市"}, {}],
        deleted_rows=[4],
    )
    rows = edited_cities(benchmark(), held)
    assert rows[0] == CityRow("云江市", "云江市", is_ours=False, last_total=Decimal("100.5"))
    assert rows[1] == CityRow("沧屿市", "沧屿新市", is_ours=False, last_total=Decimal("107.62"))
    assert [row.before for row in rows] == ["云江市", "沧屿市", "岚汀市", "霁川市", "", ""]
    assert [row.name for row in rows[-2:]] == ["添市", ""]


def test_typed_parts_keep_what_was_not_typed() -> None:
    parts = edited_parts(benchmark(), changes(edited_rows={0: {"score": None}, 1: {"scale": 0.85}}))
    assert parts[0]._replace(score="高质量发展成效得分") == benchmark().chain.parts[0]
    assert parts[0].score == ""
    assert parts[1].scale == Decimal("0.85")


# ---------------------------------------------------------------- files and chart


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_every_number(language: Language) -> None:
    found = benchmark()
    cities = rows_of(cities_csv(found, analysed(found), language))
    assert {len(row) for row in cities} == {11}
    assert cities[2][:7] == ["2", "云江市", "108.65", "92.08", "94.40", "16.57", "0.70"]
    items = rows_of(items_csv(found, analysed(found), language))
    assert len(items) == 1 + len(found.catalogue.leaves)
    assert {len(row) for row in items} == {16}
    assert {row[-1] for row in items[1:]} == {words.ESTIMATE.in_(language)}


def test_the_chart_shows_who_loses_the_largest_shares() -> None:
    losing = worst(analysed(benchmark()).gaps)
    shares = [(gap.lost or 0) / (gap.item.points or 1) for gap in losing]
    assert shares == sorted(shares, reverse=True)
    assert len(dots_frame(losing)) == 3 * len(losing)
    assert words.CHART_SAYS.zh in str(dots_chart(losing).to_dict())


# ---------------------------------------------------------------- awards


def test_a_scheme_without_conditions_says_so() -> None:
    app = start()
    content = sample_data.SCHEME.read_text("utf-8").partition("\neligibility:")
    rest = content[2].partition("\ntree:")
    add(app, Kind.SCHEME, "scheme.yaml", f"{content[0]}{''.join(rest[1:])}".encode())
    assert words.NO_CONDITIONS.zh in seen(turn_to(app, "awards"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_awards_are_listed_with_every_reason(language: Language) -> None:
    app = start(language)
    content = sample_data.SCHEME.read_text("utf-8")
    if "\neligibility:" not in content:
        content += CONDITIONS
    add(app, Kind.SCHEME, "scheme.yaml", content.encode())
    turn_to(app, "awards")
    results = getattr(session_of(app).current, "results", None)
    assert results is not None
    everybody = listed_units(results)
    eligible = [unit for unit in everybody if unit.award.eligible]
    assert 0 < len(eligible) < len(everybody) == len(results.sheet.units)
    assert all(unit.name in seen(app) for unit in eligible)
    assert f"<th>{words.REASONS.in_(language)}</th>" not in seen(app)
    calm(app.segmented_control(key="award_which").set_value(False).run())
    assert f"<th>{words.REASONS.in_(language)}</th>" in seen(app)
    for unit in everybody:
        if not unit.award.eligible:
            assert unit.name in seen(app)
            assert all(reason.in_(language) in seen(app) for reason in unit.award.reasons)
    calm(app.selectbox(key="award_group").set_value("高校").run())
    assert "云澜区" not in seen(app).partition("bt-awards")[2]
    rows = rows_of(awards_csv(everybody, language))
    assert len(rows) == 1 + len(everybody)
    assert {row[5] for row in rows[1:]} == {words.ELIGIBLE.in_(language), words.EXCLUDED.in_(language)}
    assert all(bool(row[6]) == (row[5] == words.EXCLUDED.in_(language)) for row in rows[1:])
