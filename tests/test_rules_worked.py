"""Published rules with figures worked by hand: what a unit gets for its values, and the chain up to the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from indicators.formula import ColumnName, Flag, Stage
from scoring.results import Results, score
from scoring.sheet import State
from tests.schemes import case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.random_rules import Content


def points_of(rule: Content, values: Sequence[str], points: str = "100", **more: object) -> Results:
    """One indicator, as many units of one group as there are values."""
    fields = more.pop("fields", None)
    content = {
        "scheme": "例",
        "title": "例",
        "policies": {"decimals": 4},
        "groups": [{"code": "A", "name": "A"}],
        "tree": [
            {"code": "T", "name": "总分", "points": points},
            {"code": "a", "name": "甲", "parent": "T", "points": points, "rule": rule, **more},
        ],
    }
    names = list(fields) if isinstance(fields, tuple) else [""]
    cells = {
        f"u{unit:02} a.{name}": text
        for unit, value in enumerate(values)
        for name, text in zip(names, value.split(), strict=True)
    }
    given_case = case(content, {f"u{unit:02}": "A" for unit in range(len(values))}, cells)
    return score(given_case.scheme, given_case.sheet)


def shown(found: Results, code: str = "a") -> list[str]:
    """The published points without trailing zeros."""
    values = [found.published(code).value(unit) for unit in range(len(found.sheet.units))]
    return ["—" if value is None else f"{value.normalize():f}" for value in values]


STEPS = {"kind": "target", "target": "20", "lose": "0.1", "per": "1"}


@pytest.mark.parametrize(
    ("part_step", "values", "expected"),
    [
        ("pro rata", ["25", "20", "19", "15.5", "10", "5"], ["1", "1", "0.9", "0.55", "0", "0"]),
        ("whole", ["19.5", "19", "15.5"], ["1", "0.9", "0.6"]),
        ("started", ["19.5", "19", "15.5"], ["0.9", "0.9", "0.5"]),
    ],
)
def test_each_step_below_the_target_costs_as_stated(
    part_step: str, values: list[str], expected: list[str]
) -> None:
    assert shown(points_of({**STEPS, "part_step": part_step}, values, "1")) == expected


def test_part_steps_in_tenths_count_as_people_count_them() -> None:
    rule = {"kind": "target", "target": "0.3", "lose": "1", "per": "0.1", "part_step": "whole"}
    assert shown(points_of(rule, ["0.3", "0.2", "0.1", "0", "0.25"], "10")) == ["10", "9", "8", "7", "10"]
    assert shown(points_of({**rule, "part_step": "started"}, ["0.2", "0.1", "0.25"], "10")) == ["9", "8", "9"]


def test_all_or_nothing_at_the_target() -> None:
    assert shown(points_of({"kind": "target", "target": "8"}, ["8", "8.3", "7.9"], "10")) == ["10", "10", "0"]


def test_a_rank_gained_earns_less_than_a_rank_lost_costs_both_limited() -> None:
    rule = {"kind": "target", "target": "0", "base": "0", "lose": "0.1", "gain": "0.05"}
    rule |= {"part_step": "whole", "floor": "-2", "cap": "0.5"}
    found = points_of(rule, ["0", "3", "10", "15", "-4", "-20", "-25"], "0.5")
    assert shown(found) == ["0", "0.15", "0.5", "0.5", "-0.4", "-2", "-2"]


def test_a_deviation_from_the_target_is_capped_above() -> None:
    rule = {"kind": "target", "target": "0", "base": "15", "cap": "18", "lose": "1", "gain": "1"}
    rule |= {"part_step": "pro rata"}
    assert shown(points_of(rule, ["0", "1", "3", "5", "-1.5"], "18")) == ["15", "16", "18", "18", "13.5"]


def test_a_lower_target_is_missed_from_above() -> None:
    rule = {"kind": "target", "target": "34.6", "lose": "0.5", "per": "1", "part_step": "started"}
    found = points_of(rule, ["34.6", "30", "34.61", "36.6"], "2", direction="lower")
    assert shown(found) == ["2", "2", "1.5", "1"]


@pytest.mark.parametrize(
    ("values", "points", "lose", "expected"),
    [
        (
            [str(20 - place) for place in range(11)],
            "30",
            "5%",
            ["30", "28.5", "27", "25.5", "24", "22.5", "21", "19.5", "18", "16.5", "15"],
        ),
        (["9", "8", "7", "6", "5", "4"], "200", "2%", ["200", "196", "192", "188", "184", "180"]),
        (["5", "4", "3", "2", "1"], "60", "5%", ["60", "57", "54", "51", "48"]),
        (["9", "8", "8", "7"], "6", "5%", ["6", "5.7", "5.7", "5.1"]),
    ],
)
def test_each_place_costs_a_share_of_the_points(
    values: list[str], points: str, lose: str, expected: list[str]
) -> None:
    assert shown(points_of({"kind": "rank points", "lose": lose}, values, points)) == expected


def test_the_eighth_place_of_a_ladder_of_five_percent() -> None:
    found = points_of(
        {"kind": "rank points", "lose": "5%"}, [str(place) for place in range(8)], "6", direction="lower"
    )
    assert shown(found) == ["6", "5.7", "5.4", "5.1", "4.8", "4.5", "4.2", "3.9"]


def test_bands_take_the_value_on_their_edge() -> None:
    bands = [
        {"from": "90", "points": "200"},
        {"from": "80", "points": "190"},
        {"from": "60", "points": "170"},
    ]
    values = ["90", "89.99", "80", "79.99", "60", "59.99"]
    found = points_of({"kind": "bands", "bands": bands, "below": "160"}, values, "200")
    assert shown(found) == ["200", "190", "190", "170", "170", "160"]
    found = points_of({"kind": "bands", "bands": bands, "below": "160", "closed": "upper"}, values, "200")
    assert shown(found) == ["190", "190", "170", "170", "160", "160"]


@pytest.mark.parametrize(
    ("direction", "values", "expected"),
    [
        ("higher", ["12", "7", "2"], ["100", "80", "60"]),
        ("lower", ["12", "7", "2"], ["60", "80", "100"]),
        ("higher", ["5", "5", "5"], ["100", "100", "100"]),
        ("higher", ["9.6", "8.1", "10.2", "7.5"], ["91.1111", "68.8889", "100", "60"]),
        ("higher", ["7"], ["100"]),
    ],
)
def test_the_best_gets_full_points_and_the_last_sixty_percent(
    direction: str, values: list[str], expected: list[str]
) -> None:
    found = points_of({"kind": "relative efficacy"}, values, direction=direction)
    assert shown(found) == expected
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags.get(Flag.ALL_EQUAL, np.zeros(1, dtype=bool))
    assert bool(raised.all()) == (len(set(values)) == 1)


def test_sessions_missed_cost_until_nothing_is_left() -> None:
    rule = {"kind": "deduction", "events": [{"name": "缺勤", "lose": "0.167"}]}
    assert shown(points_of(rule, ["3", "0", "30", "29"], "5")) == ["4.499", "5", "0", "0.157"]


def test_a_ratio_of_sessions_held_is_exact() -> None:
    rule = {"kind": "imported", "out_of": "1"}
    found = points_of(
        rule,
        ["27 30", "0 30", "2 4"],
        "5",
        measure="实到 / 应到",
        zero_denominator="missing",
        fields=("实到", "应到"),
    )
    assert shown(found) == ["4.5", "0", "2.5"]


def test_events_of_each_kind_cost_their_own() -> None:
    rule = {"kind": "deduction", "events": [{"name": "重", "lose": "1.5"}, {"name": "轻", "lose": "0.5"}]}
    assert shown(points_of(rule, ["2 3", "0 0", "7 0"], "10", fields=("重", "轻"))) == ["5.5", "10", "0"]
    rule = {
        "kind": "deduction",
        "events": [{"name": "月度约谈", "lose": "0.5"}, {"name": "季度约谈", "lose": "1"}],
    }
    assert shown(points_of(rule, ["2 1"], "10", fields=("月度约谈", "季度约谈"))) == ["8"]


def test_the_threshold_share_is_read_off_a_measured_percentage() -> None:
    rule = {"kind": "target", "target": "90", "lose": "0.05", "per": "1", "part_step": "pro rata"}
    assert shown(points_of(rule, ["86.95"], "2")) == ["1.8475"]


def test_the_multiplier_chain_from_indicators_to_the_total() -> None:
    content = {
        "scheme": "乘数",
        "title": "乘数",
        "policies": {"round_at": ["party", "total"]},
        "groups": [{"code": "A", "name": "A"}],
        "tree": [
            {"code": "total", "name": "综合得分", "combine": "product", "base": "80"},
            {
                "code": "quality",
                "name": "高质量",
                "parent": "total",
                "points": "100",
                "rule": {"kind": "imported"},
            },
            {"code": "party", "name": "党建", "parent": "total", "points": "100"},
            {"code": "items", "name": "指标", "parent": "party", "points": "100", "scale": "0.9"},
            {"code": "i", "name": "指标得分", "parent": "items", "points": "100", "rule": {"kind": "direct"}},
            {"code": "s", "name": "满意度", "parent": "party", "points": "10", "rule": {"kind": "direct"}},
        ],
    }
    cities = {
        "甲": "96.50 9.20 92.00",
        "乙": "95.10 9.60 93.10",
        "丙": "97.80 8.40 90.20",
        "丁": "88.00 8.90 96.00",
    }
    values = {
        f"{city} {code}.": text
        for city, row in cities.items()
        for code, text in zip(("i", "s", "quality"), row.split(), strict=True)
    }
    given_case = case(content, dict.fromkeys(cities, "A"), values)
    found = score(given_case.scheme, given_case.sheet)
    assert [str(found.published("party").value(unit)) for unit in range(4)] == [
        "96.05",
        "95.19",
        "96.42",
        "88.10",
    ]
    assert [str(found.total.value(unit)) for unit in range(4)] == ["110.46", "110.78", "108.71", "105.72"]
    assert found.group_rank.tolist() == [2, 1, 3, 4]


@pytest.mark.parametrize(
    ("points", "earned", "total"),
    [(["85", "15"], "80.75", "95"), (["50", "15"], "46", "59.8")],
)
def test_what_does_not_apply_is_spread_over_what_does(points: list[str], earned: str, total: str) -> None:
    full = str(sum(int(part) for part in points))
    content = {
        "scheme": "缺项",
        "title": "缺项",
        "groups": [{"code": "A", "name": "A"}],
        "tree": [
            {"code": "T", "name": "总分", "points": full},
            {"code": "a", "name": "甲", "parent": "T", "points": points[0], "rule": {"kind": "direct"}},
            {"code": "b", "name": "乙", "parent": "T", "points": points[1], "rule": {"kind": "direct"}},
        ],
    }
    given_case = case(content, {"u": "A", "v": "A"}, {"u a.": earned}, [("u", "b"), ("v", "a"), ("v", "b")])
    found = score(given_case.scheme, given_case.sheet)
    assert shown(found, "T") == [total, "—"]
    assert found.total.states.tolist() == [State.VALUE, State.NOT_APPLICABLE]
