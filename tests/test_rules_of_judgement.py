"""Rules of judgement, with figures worked by hand: votes, raters, lists, deadlines, and rules within rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import indicators
from indicators.formula import ColumnName, Flag, Stage
from scoring import explain, score
from scoring.sheet import State
from tests.schemes import scheme_of
from tests.sheets import sheet_of
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from scoring.results import Results


def written(rule: str, points: str = "100", **more: str) -> str:
    """A scheme of one indicator `a`, in text."""
    fields = "".join(f"\n    {name}: {value}" for name, value in more.items())
    return f"""
scheme: 例
title: 例
policies: {{decimals: 4}}
groups: [{{code: A, name: 甲组}}]
tree:
  - {{code: T, name: 总分, points: {points}}}
  - code: a
    parent: T
    name: 甲
    points: {points}{fields}
    rule: {rule}
"""


def scored(rule: str, table: str, points: str = "100", **more: str) -> Results:
    """The scores of units whose reports are drawn as a table with one column for each field, in their order."""
    scheme = scheme_of(written(rule, points, **more))
    names = [f"a|{raw.name}" if raw.name else "a" for raw in scheme.indicators[0].raw_fields]
    rows = [f"u{row} | {' | '.join(line.split())}" for row, line in enumerate(table.strip().splitlines())]
    return score(scheme, sheet_of(scheme, "\n".join([" | ".join(["unit", *names]), *rows])))


def problems_of(rule: str, points: str = "10", **more: str) -> list[str]:
    scheme, problems = indicators.read_scheme(written(rule, points, zero_denominator="missing", **more))
    assert scheme is None
    return [problem.in_words("zh") for problem in problems]


# ---------------------------------------------------------------- votes

FOUR = "[{name: 优秀, points: 100}, {name: 称职, points: 80}, {name: 基本称职, points: 60}, {name: 不称职, points: 40}]"
THREE = "[{name: 满意, points: 100}, {name: 基本满意, points: 75}, {name: 不满意, points: 55}]"


def test_votes_are_worth_the_mean_of_their_levels() -> None:
    found = scored(
        f"{{kind: votes, levels: {FOUR}}}", "42 30 6 2\n1 0 0 0\n0 0 0 3", zero_denominator="missing"
    )
    assert shown(found) == ["88", "100", "40"]


def test_votes_which_do_not_count_change_nothing_and_need_not_be_reported() -> None:
    rule = f"{{kind: votes, levels: {THREE}, excluded: [不了解]}}"
    found = scored(rule, "620 230 50 100\n620 230 50 0\n620 230 50 .", zero_denominator="missing")
    assert shown(found) == ["91.1111"] * 3


def test_two_ways_of_asking_are_weighted_unrounded() -> None:
    rule = f"""
      kind: votes
      levels: {THREE}
      excluded: [不了解]
      sources: [{{name: 电话, weight: 6}}, {{name: 问卷, weight: 4}}]
"""
    found = scored(rule, "620 230 50 100 70 25 5 0\n620 230 50 100 . 25 5 0", zero_denominator="missing")
    assert shown(found) == ["91.2667", "—"]
    assert found.published("a").states.tolist() == [State.VALUE, State.MISSING]


def test_signed_coefficients_may_take_off_more_than_there_is() -> None:
    levels = (
        "[{name: 优, points: 100}, {name: 称, points: 80}, {name: 基, points: -50}, {name: 不, points: -100}]"
    )
    votes = "50 30 15 5\n0 0 0 10\n10 0 0 0"
    found = scored(f"{{kind: votes, levels: {levels}}}", votes, "20", zero_denominator="missing")
    assert shown(found) == ["12.3", "0", "20"]
    found = scored(f"{{kind: votes, levels: {levels}, floor: -5}}", votes, "20", zero_denominator="missing")
    assert shown(found) == ["12.3", "-5", "20"]


@pytest.mark.parametrize(
    ("zero", "expected", "state"),
    [
        ("full", "100", State.VALUE),
        ("not applicable", "—", State.NOT_APPLICABLE),
        ("missing", "—", State.MISSING),
    ],
)
def test_without_a_valid_vote_the_zero_denominator_decides(zero: str, expected: str, state: State) -> None:
    rule = f"{{kind: votes, levels: {THREE}, excluded: [不了解]}}"
    found = scored(rule, "0 0 0 0\n0 0 0 20", zero_denominator=zero)
    assert shown(found) == [expected, expected]
    assert found.published("a").states.tolist() == [state, state]


def test_a_source_without_a_valid_vote_leaves_the_mean_without_a_value() -> None:
    rule = (
        f"{{kind: votes, levels: {THREE}, sources: [{{name: 电话, weight: 6}}, {{name: 问卷, weight: 4}}]}}"
    )
    found = scored(rule, "0 0 0 70 25 5", zero_denominator="missing")
    assert found.published("a").states.tolist() == [State.MISSING]


def test_votes_say_what_no_vote_at_all_means() -> None:
    scheme, problems = indicators.read_scheme(written(f"{{kind: votes, levels: {THREE}}}"))
    assert scheme is None
    assert [problem.code for problem in problems] == ["scheme-zero-denominator-missing"]


# ---------------------------------------------------------------- raters


def test_classes_of_raters_count_by_their_weights() -> None:
    classes = "[{name: 一, weight: 15, raters: 1}, {name: 二, weight: 25, raters: 1}, "
    classes += "{name: 三, weight: 25, raters: 1}, {name: 四, weight: 35, raters: 1}]"
    assert shown(scored(f"{{kind: raters, classes: {classes}}}", "90 92 88 95")) == ["91.75"]


def test_ratings_are_converted_to_full_points() -> None:
    classes = "[{name: 人大, weight: 3, raters: 1}, {name: 群众, weight: 6, raters: 1}, "
    classes += "{name: 部门, weight: 3, raters: 1}, {name: 乡镇, weight: 3, raters: 1}]"
    rule = f"{{kind: raters, out_of: 100, classes: {classes}}}"
    assert shown(scored(rule, "90 85 95 88", "15")) == ["13.29"]


CLASSES = "[{name: 领导, weight: 20, raters: 3}, {name: 职工, weight: 40, raters: [东组, 西组]}, "
CLASSES += "{name: 考核组, weight: 40, raters: 1}]"


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("80 85 90 70 90 95", "87"),  # 0.2 × 85 + 0.4 × 80 + 0.4 × 95
        ("80 . 90 70 90 95", "87"),  # the mean of those who rated
        ("0 . 90 70 90 95", "79"),  # a zero is a rating: 0.2 × 45 + 70
        ("80 85 90 . . 95", "91.6667"),  # (20 × 85 + 40 × 95) ÷ 60
        (". . . . . 95", "95"),
        (". . . . . .", "—"),
    ],
)
def test_only_the_raters_and_classes_present_count(ratings: str, expected: str) -> None:
    assert shown(scored(f"{{kind: raters, classes: {CLASSES}}}", ratings)) == [expected]


def test_nobody_at_all_having_rated_is_missing_and_not_zero() -> None:
    found = scored(f"{{kind: raters, classes: {CLASSES}}}", ". . . . . .\n0 0 0 0 0 0")
    assert found.published("a").states.tolist() == [State.MISSING, State.VALUE]


def test_raters_are_a_number_or_a_list() -> None:
    names = [
        raw.name
        for raw in scheme_of(written(f"{{kind: raters, classes: {CLASSES}}}")).indicators[0].raw_fields
    ]
    assert names == ["领导.1", "领导.2", "领导.3", "职工.东组", "职工.西组", "考核组.1"]


# ---------------------------------------------------------------- lists and levels


def test_a_level_is_worth_its_points_or_its_share_of_them() -> None:
    rule = (
        "{kind: rubric, levels: [{name: 好, points: 4}, {name: 一般, percent: 62.5%}, {name: 差, points: 0}]}"
    )
    raw = scheme_of(written(rule, "4")).indicators[0].raw_fields[0]
    assert [(name, str(worth)) for name, worth in raw.choices] == [("好", "4"), ("一般", "2.5"), ("差", "0")]
    assert shown(scored(rule, "4\n2.5\n0\n.", "4")) == ["4", "2.5", "0", "—"]


def test_each_item_done_earns_its_points() -> None:
    items = "[{name: 小分队, points: 1}, {name: 宣讲, points: 2}, {name: 阵地, points: 2.5}]"
    assert shown(scored(f"{{kind: checklist, items: {items}}}", "1 1 1\n0 1 0\n0 0 0", "6")) == [
        "5.5",
        "2",
        "0",
    ]


def test_events_add_and_take_up_to_their_caps() -> None:
    items = "[{name: 活动, points: 2, cap: 5}, {name: 未办, points: -2, cap: 3}, {name: 通报, points: -1}]"
    rule = f"{{kind: additive, base: 3, items: {items}}}"
    table = "0 0 0\n1 0 0\n9 0 0\n0 1 0\n0 9 0\n0 9 1\n9 9 1\n9 0 9"
    assert shown(scored(rule, table, "10")) == ["3", "5", "8", "1", "0", "0", "4", "0"]
    table = "9 0 0\n0 9 9"
    assert shown(scored(rule.replace("base: 3", "base: 3, floor: -4, cap: 6"), table, "10")) == ["6", "-4"]


def test_passing_earns_all_and_failing_what_is_stated() -> None:
    assert shown(points_of({"kind": "pass or fail"}, ["1", "0"], "5")) == ["5", "0"]
    assert shown(points_of({"kind": "pass or fail", "fail": "-1"}, ["1", "0"], "5")) == ["5", "-1"]


# ---------------------------------------------------------------- deadlines


def test_each_length_of_delay_costs_at_once() -> None:
    steps = [
        {"from_days": "5", "lose": "50"},
        {"from_days": "0", "lose": "1"},
        {"from_days": "3", "lose": "5"},
        {"from_days": "8", "lose": "100"},
    ]
    days = ["-1", "0", "2", "3", "4", "5", "7", "8", "30"]
    found = points_of({"kind": "timeliness", "steps": steps}, days)
    assert shown(found) == ["100", "99", "99", "95", "95", "50", "50", "0", "0"]


def test_each_day_late_costs_and_being_early_earns_nothing() -> None:
    found = points_of(
        {"kind": "timeliness", "lose_per_day": "0.5", "floor": "1"}, ["-3", "0", "1", "8", "9"], "5"
    )
    assert shown(found) == ["5", "5", "4.5", "1", "1"]


# ---------------------------------------------------------------- rules within rules


def test_whoever_fails_the_gate_gets_nothing_and_nobody_moves_up() -> None:
    rule = "{kind: gate, needs: [前置], then: {kind: rank points, table: [0.5, 0.3, 0.1]}}"
    assert shown(scored(rule, "1 98\n0 97\n1 96\n1 95", "0.5")) == ["0.5", "0", "0.1", "0"]


def test_who_fails_the_gate_still_sets_the_scale_of_the_others() -> None:
    rule = "{kind: gate, needs: [甲, 乙], otherwise: 1, then: {kind: relative efficacy, lowest: 60%}}"
    assert shown(scored(rule, "1 1 12\n1 1 2\n1 0 22\n0 1 7", "10")) == ["8", "6", "1", "1"]


def test_a_gate_may_stand_before_a_rule_of_several_fields() -> None:
    events = "[{name: 轻, lose: 1}, {name: 重, lose: 5}]"
    rule = f"{{kind: gate, needs: [已报送], then: {{kind: deduction, events: {events}}}}}"
    assert shown(scored(rule, "1 2 0\n0 0 0\n1 0 3", "10")) == ["8", "0", "0"]
    rule = f"{{kind: gate, needs: [已公示], then: {{kind: votes, levels: {THREE}}}}}"
    assert shown(scored(rule, "1 70 25 5\n0 70 25 5", zero_denominator="missing")) == ["91.5", "0"]


def test_growth_is_measured_in_percent_of_last_year() -> None:
    rule = "{kind: change, as: percent, then: {kind: target, target: 8, lose: 0.5, part_step: pro rata}}"
    found = scored(rule, "108 100\n53 50\n99 100\n10 .", "4", zero_denominator="missing")
    assert shown(found) == ["4", "3", "0", "—"]


def test_fewer_meetings_than_last_year_are_better_where_lower_is_better() -> None:
    rule = "{kind: change, as: difference, then: {kind: relative efficacy, lowest: 60%}}"
    found = scored(rule, "30 40\n40 40\n50 40", "10", direction="lower")
    assert shown(found) == ["10", "8", "6"]


@pytest.mark.parametrize(("zero", "expected"), [("full", "4"), ("not applicable", "—"), ("missing", "—")])
def test_growth_from_nothing_is_what_the_zero_denominator_says(zero: str, expected: str) -> None:
    rule = "{kind: change, as: percent, then: {kind: relative efficacy}}"
    assert shown(scored(rule, "3 0\n12 10\n10 10", "4", zero_denominator=zero)) == [expected, "4", "2.4"]


def test_a_difference_needs_no_word_on_zero_denominators() -> None:
    scheme_of(written("{kind: change, as: difference, then: {kind: target, target: 0}}"))


def test_level_and_growth_count_by_their_shares() -> None:
    inner = "then: {kind: imported, out_of: 100}"
    rule = f"{{kind: mix, parts: [{{name: 静, share: 40%, of: 静态, {inner}}}, {{name: 动, share: 60%, of: 动态, {inner}}}]}}"
    assert shown(scored(rule, "80 100\n100 60")) == ["92", "76"]
    highest = [raw.highest for raw in scheme_of(written(rule)).indicators[0].raw_fields]
    assert highest == [100, 100]


def test_each_part_of_a_mix_compares_units_on_its_own_figure() -> None:
    rule = """
      kind: mix
      parts:
        - {name: 静态, share: 40%, of: 本年, then: {kind: relative efficacy, lowest: 0%}}
        - {name: 动态, share: 60%, of: (本年 - 上年) / 上年 * 100, then: {kind: relative efficacy, lowest: 0%}}
"""
    found = scored(rule, "120 100\n100 50\n80 80\n. 80", "10", zero_denominator="missing")
    assert shown(found) == ["5.2", "8", "0", "—"]  # 4 + 6 × 20 ÷ 100; 2 + 6; 0


def test_small_units_are_compared_per_head() -> None:
    rule = "{kind: per head, then: {kind: rank points, lose: 10%}}"
    found = scored(rule, "204 10\n165 5", "10", zero_denominator="missing")
    assert shown(found) == ["9", "10"]
    rule = "{kind: per head, then: {kind: imported, out_of: 40}}"
    found = scored(rule, "204 10\n165 5\n3 0", "40", zero_denominator="not applicable")
    assert shown(found) == ["20.4", "33", "—"]


def test_places_given_by_others_add_up_and_are_ranked() -> None:
    rule = "{kind: rank votes, levels: [4, 3, 2, 1], table: [10, 8, 6, 4]}"
    found = scored(rule, "3 0 1 0\n1 2 0 1\n0 1 2 1\n0 2 0 2\n0 0 1 3\n0 0 1 3", "10")
    assert shown(found) == ["10", "8", "6", "6", "0", "0"]  # sums 14, 11, 8, 8, 5, 5
    found = scored(rule.replace("4]}", "4], beyond: 2}"), "3 0 0 0\n2 0 0 0\n1 0 0 0\n0 1 0 0\n0 0 0 1", "10")
    assert shown(found) == ["10", "8", "6", "4", "2"]


def test_a_unit_alone_in_its_group_comes_first_and_is_flagged() -> None:
    found = scored("{kind: rank votes, levels: [4, 3], table: [10, 8]}", "0 0", "10")
    assert shown(found) == ["10"]
    assert found.columns[ColumnName(Stage.POINTS, "a")].flags[Flag.ALONE].tolist() == [True]


def test_a_rule_which_prepares_a_value_may_stand_behind_a_gate() -> None:
    inner = "{kind: change, as: percent, then: {kind: target, target: 5}}"
    rule = f"{{kind: gate, needs: [达标], then: {inner}}}"
    assert shown(scored(rule, "1 106 100\n0 106 100\n1 104 100", "3", zero_denominator="missing")) == [
        "3",
        "0",
        "0",
    ]


def test_rules_within_rules_are_written_and_read_again() -> None:
    inner = "{kind: change, as: percent, then: {kind: target, target: 5}}"
    scheme = scheme_of(written(f"{{kind: gate, needs: [达标], then: {inner}}}", zero_denominator="missing"))
    again, problems = indicators.read_scheme(indicators.write_scheme(scheme))
    assert problems == ()
    assert again == scheme


def test_groups_cannot_be_compared_where_a_rule_within_the_rule_compares_units() -> None:
    compares = [
        "{kind: per head, then: {kind: rank points, lose: 5%}}",
        "{kind: gate, needs: [达标], then: {kind: relative efficacy}}",
        "{kind: rank votes, levels: [1], table: [100]}",
    ]
    alone = [
        "{kind: per head, then: {kind: target, target: 5}}",
        "{kind: gate, needs: [达标], then: {kind: direct}}",
    ]
    for rule in (*compares, *alone):
        found = scheme_of(
            written(rule, zero_denominator="missing").replace("[{", "[{code: B, name: 乙组}, {", 1)
        )
        assert found.groups_are_comparable == (rule not in compares)


# ---------------------------------------------------------------- what is told


def told(found: Results, unit: int = 0) -> str:
    return explain(found.exact, "a", unit).in_words().zh


def test_a_mean_of_votes_is_told_with_its_counts() -> None:
    found = scored(f"{{kind: votes, levels: {THREE}}}", "70 25 5", "10", zero_denominator="missing")
    assert "有效票 = 70 + 25 + 5 = 100" in told(found)
    assert "平均分 = (70 × 100 + 25 × 75 + 5 × 55) ÷ 100 = 91.5；91.5 ÷ 100 × 10 = 9.15 分" in told(found)


def test_whoever_has_not_rated_is_named() -> None:
    found = scored(f"{{kind: raters, classes: {CLASSES}}}", "80 . 90 70 90 95")
    assert "领导.2" in told(found)
    assert "领导平均分 = (80 + 90) ÷ 2 = 85" in told(found)
    assert "加权平均分 = (85 × 20 + 80 × 40 + 95 × 40) ÷ 100 = 87" in told(found)


def test_what_is_worked_out_first_is_told_first() -> None:
    found = scored("{kind: per head, then: {kind: target, target: 20}}", "204 10", zero_denominator="missing")
    assert told(found).startswith("人均 = 204 ÷ 10 = 20.4；20.4 ≥ 20")


# ---------------------------------------------------------------- what cannot be meant

DIRECT = "then: {kind: direct}"
WRONG = {
    "a level worth more than the mean": (f"{{kind: votes, levels: {THREE}, out_of: 90}}", "超过 out_of"),
    "votes with a floor above full points": (f"{{kind: votes, levels: {THREE}, floor: 11}}", "最低分 11"),
    "a level both counted and not": (f"{{kind: votes, levels: {THREE}, excluded: [满意]}}", "各不相同的名称"),
    "fields which read alike": (
        "{kind: raters, classes: [{name: 甲, weight: 1, raters: [乙.丙]}, {name: 甲.乙, weight: 1, raters: [丙]}]}",
        "各不相同的名称",
    ),
    "a condition without a name": (f"{{kind: gate, needs: ['', 甲], {DIRECT}}}", "非空的内容"),
    "a class twice": (
        "{kind: raters, classes: [{name: 甲, weight: 1, raters: 1}, {name: 甲, weight: 1, raters: 1}]}",
        "各不相同的名称",
    ),
    "no number of raters": (
        "{kind: raters, classes: [{name: 甲, weight: 1, raters: 几个}]}",
        "人数（1—100）或名单",
    ),
    "no raters": ("{kind: raters, classes: [{name: 甲, weight: 1, raters: 0}]}", "人数（1—100）或名单"),
    "a level without points": (
        "{kind: rubric, levels: [{name: 好}, {name: 差, points: 1}]}",
        "points 或 percent",
    ),
    "a level above full points": (
        "{kind: rubric, levels: [{name: 好, points: 12}, {name: 差, points: 1}]}",
        "超过满分 10",
    ),
    "a list above full points": ("{kind: checklist, items: [{name: 甲, points: 11}]}", "合计 11 分"),
    "a base above the cap": ("{kind: additive, base: 11, items: [{name: 甲, points: 1}]}", "不是依次增大"),
    "failing better than passing": ("{kind: pass or fail, fail: 11}", "未达标得 11 分"),
    "failing the gate better than passing": (
        f"{{kind: gate, needs: [甲], otherwise: 11, {DIRECT}}}",
        "11 分",
    ),
    "a condition which is also a field": (
        "{kind: gate, needs: [甲], then: {kind: checklist, items: [{name: 甲, points: 1}]}}",
        "既是前置条件",
    ),
    "a contradiction within": (
        "{kind: gate, needs: [甲], then: {kind: pass or fail, fail: 11}}",
        "未达标得 11 分",
    ),
    "neither steps nor days": ("{kind: timeliness}", "steps 或 lose_per_day"),
    "a longer delay costing less": (
        "{kind: timeliness, steps: [{from_days: 1, lose: 5}, {from_days: 3, lose: 1}]}",
        "反比逾期 1 天少",
    ),
    "two steps at one day": (
        "{kind: timeliness, steps: [{from_days: 1, lose: 5}, {from_days: 1, lose: 6}]}",
        "起点各不相同",
    ),
    "a deadline with a floor above full points": (
        "{kind: timeliness, lose_per_day: 1, floor: 11}",
        "最低分 11",
    ),
    "a value which is no number": (
        "{kind: change, as: percent, then: {kind: pass or fail}}",
        "只看一个数值的规则",
    ),
    "a rule of several values on one": (
        "{kind: per head, then: {kind: change, as: percent, then: {kind: direct}}}",
        "只看一个数值的规则",
    ),
    "shares which are no whole": (
        f"{{kind: mix, parts: [{{name: 甲, share: 40%, of: 本年, {DIRECT}}}, {{name: 乙, share: 50%, of: 上年, {DIRECT}}}]}}",
        "合计 90%",
    ),
    "an unreadable part": (
        f"{{kind: mix, parts: [{{name: 甲, share: 40%, of: 本年 +, {DIRECT}}}, {{name: 乙, share: 60%, of: 上年, {DIRECT}}}]}}",
        "能读的算式；第 5 个字符处",
    ),
    "a part without a field": (
        f"{{kind: mix, parts: [{{name: 甲, share: 40%, of: 3, {DIRECT}}}, {{name: 乙, share: 60%, of: 上年, {DIRECT}}}]}}",
        "没有用到数据项",
    ),
    "a first place without full points": (
        "{kind: rank votes, levels: [2, 1], table: [9, 8]}",
        "不是满分 10 分",
    ),
    "a later place getting more": ("{kind: rank votes, levels: [1, 2], table: [10]}", "名次在后的得 2 分"),
    "an unknown setting within": (
        "{kind: gate, needs: [甲], then: {kind: rank points, lose: 5%, flor: 1}}",
        "没有“flor”这一项",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_meant_is_refused(case: str) -> None:
    rule, said = WRONG[case]
    assert any(said in problem for problem in problems_of(rule))
