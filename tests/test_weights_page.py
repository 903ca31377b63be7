"""The weights page: what one does there, what it shows, and that a proposal scores as the trial did."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from documents import SourceFile
from documents.intake.problem_log import ProblemLog
from indicators import Unit, write_scheme
from office import upload
from office.reading import Reading
from records import Kind, proposals, versions
from scoring import score
from scoring import tuning as acts
from scoring.balance import Balance
from scoring.comparison import Compared
from scoring.sheet import build_sheet
from scoring.tuning import Tuning
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, weights_below, with_weights
from tests.schemes import cases, schemes, times
from tests.schemes import scheme_of as indicator_scheme
from tests.test_rescoring import assert_same
from tests.test_tuning import TYPED
from ui import text as shared
from ui import trial
from ui.session import Session
from ui.weights import link
from ui.weights.slope import slope_of
from ui.wording import weights as text

if TYPE_CHECKING:
    from indicators import Language, Scheme
    from records import Proposal
    from tests.schemes import Case

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = "<b>粗</b> :red[红] $x$ {name}"

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_HOME", str(tmp_path))


def start(language: Language = "zh", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    if language == "en":
        app.button(key="language").click().run()
    app.switch_page("ui/pages/weights.py")
    app.query_params.update(parameters)
    app.run()
    return calm(app)


def calm(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def tuning_below(app: AppTest, node: str) -> AppTest:
    return calm(app.selectbox(key="tuned").set_value(node).run())


def type_weight(app: AppTest, code: str, weight: float) -> AppTest:
    return calm(app.number_input(key=f"box {code}").set_value(weight).run())


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def scheme_of(app: AppTest) -> Scheme:
    current = session_of(app).current
    assert current is not None
    assert current.scheme is not None
    return current.scheme


def seen(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*app.html, *app.caption, *app.info))


def save(app: AppTest, name: str, reason: str) -> AppTest:
    app.text_input(key="proposal_name").set_value(name)
    app.text_area(key="proposal_reason").set_value(reason)
    return calm(app.button(key="save").click().run())


def stored(app: AppTest) -> tuple[Proposal, ...]:
    session = session_of(app)
    assert session.assessment is not None
    return proposals.listed(session.records, session.assessment)


def choose(app: AppTest, *numbers: int) -> AppTest:
    return calm(app.multiselect(key="chosen_proposals").set_value(list(numbers)).run())


# ---------------------------------------------------------------- tuning


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_stays_and_the_ranking_follows(language: Language) -> None:
    app = tuning_below(start(language), "indicators")
    type_weight(app, "P1", 30.125)
    session = session_of(app)
    assert session.tuning.weights["P1"] == Decimal("30.125")
    assert app.slider(key="slide P1").value == 30.125
    now = weights_below(scheme_of(app), "indicators", session.tuning.weights)
    assert sum(now.values()) == 100
    results = session.trial_results()
    assert results is not None
    frame = app.dataframe[0].value
    units = {unit.name: position for position, unit in enumerate(results.sheet.units)}
    for name, total, place in zip(frame["unit"], frame["total_after"], frame["after"], strict=True):
        assert Decimal(f"{total:.2f}") == results.total.value(units[name])
        assert place == results.group_rank[units[name]]


def test_a_slider_moves_the_same_weight() -> None:
    app = tuning_below(start(), "indicators")
    calm(app.slider(key="slide P2").set_value(20.37).run())
    assert app.number_input(key="box P2").value == 20.37
    assert session_of(app).tuning.weights["P2"] == Decimal("20.37")


def test_locks_bounds_undo_redo_and_reset() -> None:
    app = tuning_below(start(), "indicators")
    calm(app.checkbox(key="lock P3").check().run())
    app.selectbox(key="bound_part").set_value("P2")
    app.text_input(key="bound_least").set_value("１５")
    calm(app.button(key="set_bounds").click().run())
    type_weight(app, "P1", 20)
    tuning = session_of(app).tuning
    assert tuning.now.locked == {"P3"}
    assert tuning.now.bound("P2").least == 15
    assert "P3" not in tuning.weights
    calm(app.button(key="undo").click().run())
    assert session_of(app).tuning.weights == {}
    calm(app.button(key="redo").click().run())
    assert session_of(app).tuning.now == tuning.now
    calm(app.button(key="reset_node").click().run())
    assert session_of(app).tuning.now == Balance()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_weight_moves_nothing_and_offers_the_nearest(language: Language) -> None:
    app = tuning_below(start(language), "indicators")
    calm(app.checkbox(key="lock P3").check().run())
    type_weight(app, "P1", 95)
    assert session_of(app).tuning.weights == {}
    assert app.number_input(key="box P1").value == 16
    assert {"zh": "最多 68", "en": "at most 68"}[language] in seen(app)
    calm(app.button(key="nearest").click().run())
    assert session_of(app).tuning.weights["P1"] == 68


def test_bounds_that_are_no_numbers_are_refused() -> None:
    app = tuning_below(start(), "indicators")
    app.text_input(key="bound_most").set_value("很多")
    calm(app.button(key="set_bounds").click().run())
    assert "“很多”不是权重" in seen(app)


def test_the_order_and_the_search_choose_the_rows() -> None:
    app = type_weight(tuning_below(start(), "indicators"), "P1", 60)
    calm(app.selectbox(key="effect_group").set_value("").run())
    assert text.SLOPE_NEEDS_GROUP.zh in seen(app)
    calm(app.checkbox(key="effect_order").check().run())
    frame = app.dataframe[0].value
    moves = (frame["before"] - frame["after"]).abs().fillna(0)
    assert list(moves) == sorted(moves, reverse=True)
    calm(app.text_input(key="effect_search").set_value("没有这样的单位").run())
    assert text.NO_UNIT.zh in seen(app)


# ---------------------------------------------------------------- other data

ONE_NODE = """
scheme: x
title: {title}
groups: [{{code: G, name: {group}}}]
tree:
  - {{code: T, name: 总, points: 10}}
  - {{code: A, parent: T, name: {name}, points: 4, weight: {weight}, rule: {{kind: direct}}}}
  - {{code: B, parent: T, name: 乙, points: 6, weight: {other}, rule: {{kind: direct}}}}
"""


def with_data(app: AppTest, scheme: str, rows: list[str]) -> AppTest:
    """A new assessment with this scheme, and units with two values each."""
    session = session_of(app)
    session.start_empty("新的")
    assert session.assessment is not None
    versions.add(
        session.records, "甲", session.assessment, Kind.SCHEME, "s.yaml", scheme.encode(), expected=0, note=""
    )
    register = "\n".join(["单位代码,单位,组别", *(",".join(row.split(",")[:3]) for row in rows)])
    sheet = "\n".join(["单位代码,A,B", *(",".join((row.split(",")[0], *row.split(",")[3:])) for row in rows)])
    files = [SourceFile("名册.csv", register.encode()), SourceFile("成绩.csv", sheet.encode())]
    assert session.heads is not None
    upload.adopt(session.desk, "甲", upload.draft(session.desk, session.heads, files))
    return calm(app.run())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_assessment_with_nothing_in_it_says_so(language: Language) -> None:
    app = start(language)
    session_of(app).start_empty("新的")
    calm(app.run())
    assert not app.dataframe
    assert not app.number_input


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_without_a_weight_to_tune_says_so(language: Language) -> None:
    by_group = ONE_NODE.format(title="甲", group="G", name="甲", weight="{G: 4}", other="{G: 6}")
    app = with_data(start(language), by_group, ["01,一,G,3,5"])
    assert shared.NOTHING_TO_TUNE.in_(language) in seen(app)
    assert not app.number_input


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_unit_with_a_hostile_name_is_tuned_like_any_other(language: Language) -> None:
    scheme = ONE_NODE.format(title="甲", group="G", name="'<b>粗</b> :red[红]'", weight=4, other=6)
    app = type_weight(with_data(start(language), scheme, [f"01,{HOSTILE},G,3,5"]), "A", 5.5)
    assert list(app.dataframe[0].value["unit"]) == [HOSTILE]
    assert "&lt;b&gt;粗&lt;/b&gt; :red[红]" in seen(app)


def test_units_without_a_score_have_no_place_on_either_side() -> None:
    scheme = ONE_NODE.format(title="甲", group="G", name="甲", weight=4, other=6).replace(
        "groups:", "policies: {missing: no score}\ngroups:"
    )
    app = type_weight(with_data(start(), scheme, ["01,一,G,3,5", "02,二,G,2,"]), "A", 7)
    frame = app.dataframe[0].value
    assert list(frame["unit"]) == ["一", "二"]
    assert str(frame["after"].iloc[1]) == "<NA>"


# ---------------------------------------------------------------- links


def test_a_link_opens_the_same_tuning() -> None:
    app = type_weight(tuning_below(start(), "indicators"), "P1", 30.125)
    other = start(weights=app.query_params["weights"])
    assert session_of(other).tuning.now == session_of(app).tuning.now
    assert session_of(other).tuned == "indicators"
    assert text.LINK_OPENED.zh in seen(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_link_is_one_calm_sentence(language: Language) -> None:
    app = start(language, weights="<script>")
    assert session_of(app).tuning == Tuning()
    assert {"zh": "读不出来", "en": "cannot be read"}[language] in seen(app)


# ---------------------------------------------------------------- proposals


def test_a_proposal_is_saved_with_its_reason_and_author_and_opened_again() -> None:
    app = type_weight(tuning_below(start(), "indicators"), "P1", 30.125)
    save(app, HOSTILE, "会议")
    [proposal] = stored(app)
    assert (proposal.name, proposal.reason, proposal.made_by) == (HOSTILE, "会议", session_of(app).actor)
    assert proposal.weights == session_of(app).tuning.weights
    assert "&lt;b&gt;粗&lt;/b&gt; :red[红] $x$ {name}" in seen(app)
    calm(app.button(key="reset_all").click().run())
    choose(app, 1)
    calm(app.button(key="open_proposal").click().run())
    assert session_of(app).tuning.weights == proposal.weights


def test_nothing_is_saved_without_a_change_a_name_and_a_reason() -> None:
    app = save(tuning_below(start(), "indicators"), "甲", "乙")
    assert text.NOTHING_TO_SAVE.zh in seen(app)
    type_weight(app, "P1", 20)
    assert text.NAME_MISSING.zh in seen(save(app, " ", "乙"))
    assert text.REASON_MISSING.zh in seen(save(app, "甲", " "))
    assert stored(app) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposals_stand_side_by_side(language: Language) -> None:
    app = tuning_below(start(language), "indicators")
    save(type_weight(app, "P1", 30), "甲案", "会议")
    save(type_weight(app, "P3", 10.5), "乙案", "会议")
    choose(app, 1, 2)
    said = seen(app)
    assert "1 甲案" in said
    assert "2 乙案" in said
    assert "<td>10.5</td>" in said
    assert text.WHAT_CHANGES.in_(language) in said
    assert text.CHOOSE_ONE.in_(language) in said


def test_a_proposal_is_applied_only_when_confirmed_and_then_scores_as_the_trial_did() -> None:
    app = save(type_weight(tuning_below(start(), "indicators"), "P1", 30.125), "甲案", "会议")
    shown = session_of(app).trial_results()
    assert shown is not None
    calm(app.button(key="apply").click().run())
    assert text.NOT_CONFIRMED.zh in seen(app)
    app.checkbox(key="apply_sure").check()
    calm(app.button(key="apply").click().run())
    session = session_of(app)
    assert session.heads is not None
    assert session.heads.scheme_number == 2
    assert session.tuning == Tuning()
    assert stored(app)[0].applied_in == 2
    assert session.current is not None
    assert session.current.results is not None
    assert_same(session.current.results, shown)


def apply_chosen(app: AppTest) -> AppTest:
    app.checkbox(key="apply_sure").check()
    return calm(app.button(key="apply").click().run())


def test_what_was_applied_is_said_and_not_offered_again() -> None:
    app = apply_chosen(save(type_weight(tuning_below(start(), "indicators"), "P1", 30), "甲案", "会议"))
    said = seen(app)
    assert text.APPLIED_NOW.fill(name="甲案", number=2).zh in said
    assert text.SCHEME_CHANGED.zh not in said
    assert text.ALREADY_APPLIED.fill(name="甲案", number=2).zh in said
    assert not [button for button in app.button if button.key == "apply"]
    assert not app.button(key="open_proposal").disabled


def test_who_applies_another_proposal_than_the_tuning_reads_first_that_it_is_done() -> None:
    app = save(type_weight(tuning_below(start(), "indicators"), "P1", 30), "甲案", "会议")
    type_weight(app, "P3", 10.5)
    said = seen(apply_chosen(app))
    done = text.APPLIED_NOW.fill(name="甲案", number=2).zh
    assert said.index(done) < said.index(text.SCHEME_CHANGED.zh)


def test_nothing_is_asked_where_the_tuning_was_taken_back_before() -> None:
    app = save(type_weight(tuning_below(start(), "indicators"), "P1", 30), "甲案", "会议")
    calm(app.button(key="reset_all").click().run())
    said = seen(apply_chosen(app))
    assert text.APPLIED_NOW.fill(name="甲案", number=2).zh in said
    assert text.SCHEME_CHANGED.zh not in said


def test_a_message_goes_with_the_next_act_of_any_kind() -> None:
    app = save(type_weight(tuning_below(start(), "indicators"), "P1", 30), "甲案", "会议")
    saved = text.SAVED.fill(number=1, name="甲案").zh
    assert saved in seen(app)
    assert saved not in seen(calm(app.checkbox(key="effect_order").check().run()))
    save(app, "乙案", "会议")
    assert saved.replace("1", "2").replace("甲", "乙") in seen(app)
    assert text.SAVED.zh[:3] not in seen(choose(app, 1))


def test_what_has_changed_is_counted_for_the_group_and_for_all() -> None:
    app = type_weight(tuning_below(start(), "indicators"), "P1", 60)
    frame = app.dataframe[0].value
    ranks = int((frame["before"] != frame["after"]).sum())
    grades = int((frame["grade_before"] != frame["grade_after"]).sum())
    assert f"本组 {ranks} 个单位名次变化，{grades} 个等次变化" in seen(app)
    calm(app.selectbox(key="effect_group").set_value("").run())
    assert "本组" not in seen(app)


def test_a_scheme_that_was_changed_meanwhile_is_not_overwritten() -> None:
    app = save(type_weight(tuning_below(start(), "indicators"), "P1", 30), "甲案", "会议")
    session, scheme = session_of(app), scheme_of(app)
    change_scheme(session, with_weights(scheme, {"P1": Decimal(17), "P2": Decimal(15)}))
    app.checkbox(key="apply_sure").check()
    calm(app.button(key="apply").click().run())
    assert session.heads is not None
    assert session.heads.scheme_number == 2
    assert text.SCHEME_CHANGED.zh in seen(app)
    assert text.ALL_CAN_BE_KEPT.zh in seen(app)
    calm(app.button(key="keep_tuning").click().run())
    assert session_of(app).tuning.weights["P1"] == 30
    assert text.SCHEME_CHANGED.zh not in seen(app)


def test_what_does_not_fit_the_changed_scheme_is_named_and_can_be_dropped() -> None:
    app = start()
    scheme = scheme_of(app)
    first = scheme.children["P1"][0]
    type_weight(tuning_below(app, "P1"), first.code, 1)
    type_weight(tuning_below(app, "indicators"), "P1", 20)
    # One point more below P1, which weighs as before.
    heavier = with_weights(scheme, {first.code: (first.points or 0) + Decimal(1), "P1": Decimal(16)})
    tree = tuple(
        part.model_copy(update={"points": Decimal(17)}) if part.code == "P1" else part
        for part in heavier.tree
    )
    change_scheme(session_of(app), heavier.model_copy(update={"tree": tree}))
    calm(app.selectbox(key="tuned").set_value("indicators").run())
    assert text.SCHEME_CHANGED.zh in seen(app)
    assert "“政治建设”：下级权重合计应为 17，现为 16" in seen(app)
    assert not app.dataframe
    calm(app.button(key="drop_tuning").click().run())
    assert session_of(app).tuning == Tuning()
    assert app.dataframe


def change_scheme(session: Session, scheme: Scheme) -> None:
    assert session.assessment is not None
    versions.add(
        session.records,
        "同事",
        session.assessment,
        Kind.SCHEME,
        "scheme.yaml",
        write_scheme(scheme).encode(),
        expected=1,
        note="",
    )


# ---------------------------------------------------------------- the proposal scores as the screen showed


@times(0.5)
@given(cases(schemes(levels=3).filter(tunable), most_units=13), st.data())
def test_weights_that_went_through_text_score_as_the_trial_did(case: Case, data: st.DataObject) -> None:
    scheme, sheet, tuning = case.scheme, case.sheet, Tuning()
    codes = [part.code for node in tunable(scheme) for part in scheme.children[node]]
    for _ in range(data.draw(st.integers(1, 4))):
        found = acts.set_weight(scheme, tuning, data.draw(st.sampled_from(codes)), data.draw(TYPED))
        tuning = tuning if isinstance(found, Refusal) else found
    file = SourceFile("scheme.yaml", b"")
    official = score(scheme, sheet)
    reading = Reading("", file, None, (), scheme, None, None, official, ProblemLog())
    shown = trial.rescored(reading, tuning.weights, "zh")
    assert shown is not None
    kept = json.dumps({code: f"{weight:f}" for code, weight in tuning.weights.items()})
    weights = {code: Decimal(weight) for code, weight in json.loads(kept).items()}
    assert_same(score(with_weights(scheme, weights), sheet), shown)
    linked = link.read(scheme, link.written(scheme, tuning.now, tunable(scheme)[0]))
    assert isinstance(linked, link.Opened)
    assert linked.balance.weights == tuning.weights


def test_weights_that_do_not_fit_are_not_scored() -> None:
    app = start()
    current = session_of(app).current
    assert current is not None
    assert trial.rescored(current, {"P1": Decimal(50)}, "zh") is None
    assert trial.rescored(current, {"没有": Decimal(1)}, "zh") is None


# ---------------------------------------------------------------- the slope chart


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=40))
def test_who_falls_goes_down_and_no_two_names_share_a_line(places: list[tuple[int, int]]) -> None:
    scheme = indicator_scheme(ONE_NODE.format(title="甲", group="G", name="甲", weight=4, other=6))
    units = tuple(Unit(code=str(index), name=f"单位{index}", group="G") for index in range(len(places)))
    official = score(scheme, build_sheet(scheme, units, {}, ()))
    rows = [
        Compared(index, before, after, grade_changed=False) for index, (before, after) in enumerate(places)
    ]
    slope = slope_of(official, rows)
    frame = slope.frame
    assert len(frame) + slope.left_out == len(places)
    for side in ("from", "to"):
        assert frame[side].is_unique
        assert frame[side].between(0, slope.height - 1).all()
    columns = (frame[name] for name in ("before", "after", "from", "to"))
    for before, after, start_line, end_line in zip(*columns, strict=True):
        assert before == after or (after > before) == (end_line > start_line)
