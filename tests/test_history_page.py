"""The history page: publishing by hand, old runs, two of them compared, versions, and the log with its chain."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from office import log, upload
from office.obstacles import obstacles
from office.publishing import publish
from office.running import keep_run
from records import Act, publications, runs
from records.runs import Outcome
from scoring import score
from scoring.packing import packed
from tests.page_world import (
    ACTOR,
    SAMPLE,
    assert_calm,
    begin,
    begin_sample,
    open_page,
    seen,
    session_of,
    table,
)
from tests.small_office import COMPLETE, REGISTER, SCHEME, SCORES
from ui import text
from ui.wording import export as export_words
from ui.wording import history as words

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from documents import SourceFile
    from indicators import Language, Scheme
    from indicators.catalogue import Catalogue
    from scoring import Results, ScoreSheet

LANGUAGES: list[Language] = ["zh", "en"]
SECTIONS = list(words.SECTIONS)
REASON = "会议纪要〔2021〕3号"
HOSTILE = '=1 :red[红] ![](http://example.com/x) $x$ <img src=x onerror="alert(1)"> {name} {0}'
FREE = (
    SCHEME.replace("covers: province\n", "")
    .replace("waivers", "note: 无\n#")
    .replace(", covers: [{item: S1, relation: equal}]", "")
    .replace(", covers: [{item: S2, relation: equal}]", "")
)
FILES = (table("名册.csv", REGISTER), table("得分.csv", SCORES))

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of this test's own."""
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    monkeypatch.delenv("BATON_DATABASE", raising=False)
    return tmp_path


def open_section(section: str, language: Language = "zh", assessment: str = SAMPLE) -> AppTest:
    app = open_page("history", language, assessment)
    return app.segmented_control(key="history_section").set_value(section).run()


def small(home: Path) -> str:
    return begin(home, FREE, FILES)


def hand_in(app: AppTest, assessment: str, file: SourceFile) -> None:
    """Somebody else stores a file."""
    desk = session_of(app).desk
    upload.adopt(desk, "另一人", upload.draft(desk, desk.heads(int(assessment)), [file]))


def keep(app: AppTest, assessment: str) -> int:
    desk = session_of(app).desk
    heads = desk.heads(int(assessment))
    reading = desk.reading(heads)
    assert reading is not None
    return keep_run(desk, ACTOR, heads, reading).number


def confirm_all(app: AppTest) -> None:
    for box in app.checkbox:
        if str(box.key).startswith("acknowledge"):
            box.check()
    reason(app, "publish_reason").set_value(REASON)  # type: ignore[attr-defined]
    app.run()


def reason(app: AppTest, start: str) -> object:
    return next(field for field in app.text_input if str(field.key).startswith(start))


# ---------------------------------------------------------------- every section, every state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_on_the_sample_and_with_nothing(
    home: Path, section: str, language: Language
) -> None:
    begin_sample(home)
    assert_calm(open_section(section, language))
    assert_calm(open_section(section, language, begin(home, FREE, [])))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_stays_inert_with_hostile_names(home: Path, section: str) -> None:
    register = [["单位代码", "单位", "组别"], ["01", HOSTILE, "A"], ["02", "乙", "A"]]
    scheme = FREE.replace("name: 区县", f"name: {HOSTILE!r}").replace(
        "小城2020年度考核", HOSTILE.replace(":", "：")
    )
    files = [table("名册.csv", register), table("<b>.csv", [["单位代码", "P1", "P2"], ["02", "3", "2"]])]
    number = begin(home, scheme, files)
    app = open_page("history", assessment=number)
    session_of(app).actor = HOSTILE
    confirm_all(app)
    app.button(key="publish").click().run()
    app.segmented_control(key="history_section").set_value(section).run()
    assert_calm(app)
    assert not any("<img" in str(part.value) for part in app.html)
    assert not any("example.com" in str(part.value) for part in (*app.markdown, *app.caption))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_where_problems_block(home: Path, section: str) -> None:
    bad = table("得分.csv", [["单位代码", "P1", "P2"], ["01", "九", "5"]])
    number = begin(home, FREE, [FILES[0]])
    app = open_page("history", assessment=number)
    desk = session_of(app).desk
    drafted = upload.draft(desk, desk.heads(int(number)), [bad])
    assert drafted.reading.problems.blocked
    app.segmented_control(key="history_section").set_value(section).run()
    assert_calm(app)


def test_results_that_cannot_be_published_say_why_and_where(home: Path) -> None:
    number = begin(home, FREE.replace("title", "covers: nowhere\ntitle"), FILES)
    app = open_page("history", assessment=number)
    assert_calm(app)
    assert words.MUST_BE_SOLVED.zh in seen(app)
    assert "没有证明" in seen(app)
    assert not [button for button in app.button if button.key == "publish"]


def test_three_thousand_units_are_acknowledged_published_and_compared(home: Path) -> None:
    units = [f"{number:04}" for number in range(3000)]
    chance = random.Random(3)  # noqa: S311 - not for secrets
    register = [["单位代码", "单位", "组别"], *([u, f"单位{u}", "AB"[int(u) % 2]] for u in units)]

    def scores() -> SourceFile:
        marks = ([u, chance.choice(["", "3", "2"]), chance.randrange(7)] for u in units)
        return table("得分.csv", [["单位代码", "P1", "P2"], *marks])

    number = begin(home, FREE, [table("名册.csv", register), scores()])
    app = open_page("history", assessment=number)
    confirm_all(app)
    app.button(key="publish").click().run()
    assert_calm(app)
    assert words.PUBLIC_NOW.zh in seen(app)
    hand_in(app, number, scores())
    keep(app, number)
    app.segmented_control(key="history_section").set_value("compare").run()
    assert_calm(app)
    assert "3000 个单位中有" in seen(app)
    app.segmented_control(key="history_section").set_value("runs").run()
    assert_calm(app)


# ---------------------------------------------------------------- publish, supersede, withdraw


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_published_point_by_point_and_withdrawn(home: Path, language: Language) -> None:
    begin_sample(home)
    app = open_page("history", language)
    assert app.button(key="publish").disabled
    assert words.NONE_PUBLIC.in_(language) in seen(app)
    boxes = [box for box in app.checkbox if str(box.key).startswith("acknowledge")]
    assert len(boxes) == 6
    boxes[0].check()
    app.run()
    assert words.CONFIRMATIONS_LEFT.fill(count=5).in_(language) in seen(app)
    confirm_all(app)
    assert not app.button(key="publish").disabled
    app.button(key="publish").click().run()
    assert_calm(app)
    assert words.PRESENT_IS_PUBLIC.in_(language) in seen(app)
    records = session_of(app).records
    (act,) = publications.listed(records, int(SAMPLE))
    assert (act.run, act.act, act.reason) == (1, Act.PUBLISHED, REASON)
    assert len(act.acknowledged) == 7
    assert not [button for button in app.button if button.key == "publish"]
    assert app.button(key="withdraw").disabled
    reason(app, "withdraw_reason").set_value("数据有误")  # type: ignore[attr-defined]
    next(box for box in app.checkbox if str(box.key).startswith("withdraw_sure")).check()
    app.run()
    app.button(key="withdraw").click().run()
    assert_calm(app)
    assert words.NONE_PUBLIC.in_(language) in seen(app)
    assert publications.public_run(records, int(SAMPLE)) is None


def test_newer_data_asks_for_new_confirmations_and_supersedes(home: Path) -> None:
    number = small(home)
    app = open_page("history", assessment=number)
    confirm_all(app)
    app.button(key="publish").click().run()
    more = [*COMPLETE[:2], ["02", "4", ""], COMPLETE[3]]
    hand_in(app, number, table("得分.csv", [[*row] for row in [*more[:1], ["01", "2", "5"], *more[2:]]]))
    app.run()
    assert words.PRESENT_DIFFERS.zh in seen(app)
    assert app.button(key="publish").label == words.SUPERSEDE.fill(run=1).zh
    assert app.button(key="publish").disabled
    confirm_all(app)
    app.button(key="publish").click().run()
    assert_calm(app)
    acts = [(act.run, act.act) for act in publications.listed(session_of(app).records, int(number))]
    assert acts == [(2, Act.PUBLISHED), (1, Act.SUPERSEDED), (1, Act.PUBLISHED)]


def test_whoever_publishes_second_is_told_and_nothing_changes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = small(home)
    app = open_page("history", assessment=number)
    confirm_all(app)
    desk = session_of(app).desk

    def meanwhile(*seen_by: object) -> object:
        heads = desk.heads(int(number))
        publish(desk, "另一人", heads, desk.reading(heads), obstacles(heads, desk.reading(heads)), "另一依据")
        return publish(*seen_by)  # type: ignore[arg-type]

    monkeypatch.setattr("office.publishing.publish", meanwhile)
    app.button(key="publish").click().run()
    assert_calm(app)
    assert "与您看到的不同" in seen(app)
    assert [act.made_by for act in publications.listed(desk.records, int(number))] == ["另一人"]


def test_a_click_meant_for_older_results_publishes_nothing_and_keeps_the_reason(home: Path) -> None:
    number = small(home)
    app = open_page("history", assessment=number)
    confirm_all(app)
    assert words.MOVED_ON.zh not in seen(app)
    hand_in(app, number, table("得分.csv", COMPLETE))
    app.button(key="publish").click().run()
    assert_calm(app)
    assert words.MOVED_ON.zh in seen(app)
    assert reason(app, "publish_reason").value == REASON  # type: ignore[attr-defined]
    records = session_of(app).records
    assert publications.listed(records, int(number)) == ()
    confirm_all(app)
    assert words.MOVED_ON.zh not in seen(app)
    app.button(key="publish").click().run()
    (act,) = publications.listed(records, int(number))
    assert runs.numbered(records, int(number), act.run).submission == 2


# ---------------------------------------------------------------- runs, two of them


def rounded_otherwise(scheme: Scheme, sheet: ScoreSheet, catalogue: Catalogue | None) -> Results:
    """The engine of another day, which rounds to whole points."""
    policies = scheme.policies.model_copy(update={"decimals": 0})
    return score(scheme.model_copy(update={"policies": policies}), sheet, catalogue)


def test_a_public_run_that_is_scored_otherwise_today_is_not_handed_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = small(home)
    app = open_section("runs", assessment=number)
    desk = session_of(app).desk
    heads = desk.heads(int(number))
    reading = desk.reading(heads)
    publish(desk, ACTOR, heads, reading, obstacles(heads, reading), REASON)
    monkeypatch.setattr("office.running.score", rounded_otherwise)
    app.run()
    assert_calm(app)
    assert "不能作为这次计分导出" in seen(app)
    assert not app.get("download_button")
    app = open_page("export", assessment=number)
    assert "不能作为这次计分的结果导出" in seen(app)
    assert app.radio(key="export_source").options == [export_words.PRESENT.zh]
    assert export_words.TRIAL_MEANS.zh in seen(app)


def test_present_results_are_kept_and_an_old_run_is_shown_as_it_was(home: Path) -> None:
    number = small(home)
    app = open_section("runs", assessment=number)
    assert words.NO_RUNS.zh in seen(app)
    app.button(key="keep_run").click().run()
    assert_calm(app)
    assert not [button for button in app.button if button.key == "keep_run"]
    before = app.dataframe[0].value["score"].tolist()
    hand_in(app, number, table("得分.csv", COMPLETE))
    app.run()
    app.button(key="keep_run").click().run()
    app.selectbox(key="opened_run").set_value(2).run()
    assert app.dataframe[0].value["score"].tolist() != before
    app.selectbox(key="opened_run").set_value(1).run()
    assert_calm(app)
    assert app.dataframe[0].value["score"].tolist() == before
    assert words.SAME.zh in seen(app)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"damaged", "读不出"), (packed({"format": 99}), "升级")],
    ids=["damaged", "of a later program"],
)
def test_a_run_that_cannot_be_opened_is_refused_in_words(home: Path, content: bytes, said: str) -> None:
    number = small(home)
    app = open_page("history", assessment=number)
    keep(app, number)
    outcome = Outcome(1, None, 1, "9.9", content, content, 3, provisional=False)
    runs.add(session_of(app).records, ACTOR, int(number), outcome)
    for section in ("runs", "compare"):
        app.segmented_control(key="history_section").set_value(section).run()
        assert_calm(app)
        assert said in seen(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_stand_side_by_side_with_what_lies_between(home: Path, language: Language) -> None:
    number = small(home)
    app = open_section("compare", language, number)
    assert words.NEED_TWO.in_(language) in seen(app)
    keep(app, number)
    hand_in(app, number, table("得分.csv", COMPLETE))
    keep(app, number)
    app.run()
    assert_calm(app)
    frame = app.dataframe[0].value.set_index("unit")
    assert frame["total_after"]["西县"] - frame["total_before"]["西县"] == 6
    assert frame["risen"]["西县"] == 1
    assert words.DATA_CHANGED.fill(before=1, after=2, count=1).in_(language) in seen(app)
    assert words.SCHEME_SAME.fill(number=1).in_(language) in seen(app)
    app.checkbox(key="only_different").uncheck().run()
    assert len(app.dataframe[0].value) == 3
    app.selectbox(key="compared_before").set_value(2).run()
    assert words.SAME_RUN.in_(language) in seen(app)


# ---------------------------------------------------------------- the log


def test_the_log_is_filtered_and_its_chain_is_shown(home: Path) -> None:
    begin_sample(home)
    app = open_section("log")
    chain = log.chain(session_of(app).records)
    assert words.CHAIN_HOLDS.fill(count=chain.entries).zh in seen(app)
    assert f"{chain.entries}:{chain.seal}" in [code.value for code in app.code]
    app.selectbox(key="log_act").set_value("scheme stored").run()
    assert_calm(app)
    assert "scheme.yaml" in seen(app)
    assert "province-2019.yaml" not in seen(app)
    app.text_input(key="log_actor").set_value("没有此人").run()
    assert words.NO_ENTRIES.zh in seen(app)


def test_a_log_that_was_tampered_with_is_said_to_be_broken(home: Path) -> None:
    number = small(home)
    with sqlite3.connect(home / "baton.sqlite3") as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE audit_entry SET actor = '别人' WHERE number = 2")
    connection.close()
    app = open_section("log", assessment=number)
    assert_calm(app)
    broken = log.chain(session_of(app).records).broken
    assert broken is not None
    assert words.CHAIN_BROKEN.fill(number=2, how=broken.how).zh in seen(app)
    assert text.UNEXPECTED.zh not in seen(app)
