"""Rules which compare with others, with stated values or with a table: figures worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter, ValidationError

from indicators.formula import ColumnName, Flag, Stage
from indicators.rules import AnyRule, Rule
from scoring.results import score
from tests.schemes import case, scheme_of
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from scoring.results import Results
    from tests.random_rules import Content

LOWER = {"direction": "lower"}


def flagged(found: Results, flag: Flag) -> list[bool]:
    """Which units a flag is raised for."""
    count = len(found.sheet.units)
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags.get(flag)
    return [False] * count if raised is None else [bool(each) for each in raised]


def words_of(rule: Content, points: str = "100", **more: object) -> str:
    """The rule in Chinese, for one indicator."""
    indicator = {"code": "a", "name": "甲", "points": points, "rule": rule, **more}
    groups = [{"code": "A", "name": "A"}]
    content = {"scheme": "例", "title": "例", "groups": groups, "tree": [indicator]}
    return scheme_of(content).indicators[0].rule_words.zh


def rule_of(content: Content) -> Rule:
    """The rule alone, whether or not its parameters fit together."""
    return TypeAdapter[Rule](AnyRule).validate_python(content)


# ---------------------------------------------------------------- stated values

EFFICACY = {"kind": "absolute efficacy", "satisfactory": "12", "unacceptable": "6"}


def test_the_absolute_efficacy_line_goes_on_beyond_both_values() -> None:
    assert shown(points_of(EFFICACY, ["5.81", "6", "12", "15"])) == ["58.7333", "60", "100", "120"]
    limited = {**EFFICACY, "floor": "60", "cap": "100"}
    assert shown(points_of(limited, ["5.81", "6", "9", "15"])) == ["60", "60", "80", "100"]


def test_the_absolute_efficacy_of_a_count_falls_with_it() -> None:
    rule = {"kind": "absolute efficacy", "satisfactory": "2", "unacceptable": "10", "lowest": "50%"}
    assert shown(points_of(rule, ["2", "10", "6", "12", "0"], "10", **LOWER)) == [
        "10",
        "5",
        "7.5",
        "3.75",
        "11.25",
    ]


def test_satisfactory_values_can_differ_by_group() -> None:
    rule = {"kind": "absolute efficacy", "satisfactory": {"A": "10", "B": "20"}, "unacceptable": "0"}
    groups = [{"code": "A", "name": "A"}, {"code": "B", "name": "B"}]
    tree = [{"code": "a", "name": "甲", "points": "100", "rule": rule}]
    given_case = case(
        {"scheme": "例", "title": "例", "groups": groups, "tree": tree},
        {"u": "A", "v": "B"},
        {"u a.": "5", "v a.": "5"},
    )
    assert shown(score(given_case.scheme, given_case.sheet)) == ["80", "70"]


RETURN_ON_EQUITY = [
    {"from": "1.7", "points": "12"},
    {"from": "9.5", "points": "16"},
    {"from": "14", "points": "20"},
    {"from": "-5", "points": "4"},
]


def test_between_two_standard_values_the_points_are_interpolated() -> None:
    rule = {"kind": "bands", "bands": RETURN_ON_EQUITY, "between": "interpolate"}
    values = ["8", "1.7", "9.5", "14", "30", "-5", "-5.01", "-1.65"]
    assert shown(points_of(rule, values, "20")) == ["15.2308", "12", "16", "20", "20", "4", "0", "8"]
    assert "两档之间按比例插值" in words_of(rule, "20")


def test_a_share_of_votes_falls_into_its_band() -> None:
    bands = [
        {"from": start, "points": points} for start, points in [("90", "200"), ("80", "190"), ("70", "180")]
    ]
    rule = {"kind": "bands", "bands": [*bands, {"from": "60", "points": "170"}], "below": "160"}
    values = ["90", "89.99", "80", "70", "60", "59.9"]
    assert shown(points_of(rule, values, "200")) == ["200", "190", "190", "180", "170", "160"]


def test_goalposts_are_the_ends() -> None:
    rule = {"kind": "goalposts", "min": "20", "max": "80"}
    values = ["20", "35", "50", "80", "81", "-3"]
    assert shown(points_of(rule, values, "10")) == ["0", "2.5", "5", "10", "10", "0"]
    assert shown(points_of(rule, values, "10", **LOWER)) == ["10", "7.5", "5", "0", "0", "10"]


def test_goalposts_on_a_logarithmic_scale() -> None:
    rule = {"kind": "goalposts", "min": "100", "max": "75000", "scale": "log"}
    values = ["100", "1000", "5000", "75000", "90000", "0", "-1"]
    assert shown(points_of(rule, values)) == ["0", "34.7819", "59.0933", "100", "100", "0", "0"]
    rule = {"kind": "goalposts", "min": "1", "max": "1000", "scale": "log"}
    assert shown(points_of(rule, ["1", "10", "100", "1000"], "3")) == ["0", "1", "2", "3"]
    assert shown(points_of(rule, ["1", "10", "100", "1000"], "3", **LOWER)) == ["3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("event", "direction", "values", "expected"),
    [
        (
            ("25.4347", "18", "1.81"),
            "lower",
            ["10.39", "10.40", "11", "18", "18.5"],
            ["1001", "999", "861", "0", "0"],
        ),
        (("0.14354", "220", "1.4"), "higher", ["776", "220", "219"], ["1000", "0", "0"]),
        (("51.39", "1.5", "1.05"), "higher", ["18.4"], ["1000"]),
        (("1.53775", "82", "1.81"), "lower", ["46.17"], ["1000"]),
        (("0.03768", "480", "1.85"), "lower", ["233.79"], ["1000"]),
    ],
)
def test_the_tables_of_combined_events(
    event: tuple[str, str, str], direction: str, values: list[str], expected: list[str]
) -> None:
    rule = {"kind": "power points", "rounding": "down", **dict(zip("abc", event, strict=True))}
    assert shown(points_of(rule, values, "1200", direction=direction)) == expected


def test_power_points_are_rounded_as_stated() -> None:
    rule = {"kind": "power points", "a": "1", "b": "0", "c": "0.5"}
    values = ["2", "4", "6.25", "0", "-4"]
    assert shown(points_of(rule, values, "10")) == ["1.4142", "2", "2.5", "0", "0"]
    assert shown(points_of({**rule, "rounding": "up"}, values, "10")) == ["2", "2", "3", "0", "0"]
    assert shown(points_of({**rule, "rounding": "half up"}, values, "10")) == ["1", "2", "3", "0", "0"]
    halves = {**rule, "rounding": "half up", "decimals": "1", "floor": "1.5", "cap": "2.2"}
    assert shown(points_of(halves, values, "10")) == ["1.5", "2", "2.2", "1.5", "1.5"]


# ---------------------------------------------------------------- events


def test_missed_sessions_cost_until_nothing_is_left() -> None:
    rule = {"kind": "deduction", "events": [{"name": "缺勤", "lose": "0.167"}]}
    assert shown(points_of(rule, ["3", "30", "0"], "5")) == ["4.499", "0", "5"]


def test_one_kind_of_event_takes_off_no_more_than_its_cap() -> None:
    rule = {
        "kind": "deduction",
        "events": [{"name": "抽查", "lose": "1", "cap": "8"}, {"name": "用稿", "lose": "2"}],
    }
    values = ["3 0", "8 0", "11 0", "11 1", "0 6"]
    assert shown(points_of(rule, values, "10", fields=("抽查", "用稿"))) == ["7", "2", "2", "0", "0"]
    assert words_of(rule, "10") == "满分 10 分，抽查每次扣 1 分、扣满 8 分为止，用稿每次扣 2 分，扣完为止"


@pytest.mark.parametrize(
    ("events", "counts", "expected"),
    [
        ({"严重": "1.5", "一般": "0.5"}, "2 3", "-4.5"),
        ({"月度约谈": "0.5", "季度约谈": "1"}, "2 1", "-2"),
        ({"月度约谈": "0.5", "季度约谈": "1"}, "0 0", "0"),
        ({"月度约谈": "0.5", "季度约谈": "1"}, "0 200", "-100"),
    ],
)
def test_an_item_that_only_takes_off_goes_below_zero(
    events: dict[str, str], counts: str, expected: str
) -> None:
    listed = [{"name": name, "lose": lose} for name, lose in events.items()]
    rule = {"kind": "deduction", "events": listed, "base": "0", "floor": "-100"}
    assert shown(points_of(rule, [counts], "10", fields=tuple(events))) == [expected]
    assert "基本分 0 分" in words_of(rule, "10")
    assert "最低 -100 分" in words_of(rule, "10")


# ---------------------------------------------------------------- places


def test_a_table_gives_each_place_its_points() -> None:
    rule = {"kind": "rank points", "table": ["60", "57", "54", "51", "48"]}
    values = ["5", "4", "3", "2", "1", "0", "0"]
    assert shown(points_of(rule, values, "60")) == ["60", "57", "54", "51", "48", "0", "0"]
    assert shown(points_of({**rule, "beyond": "45"}, values, "60"))[-2:] == ["45", "45"]
    assert shown(points_of({**rule, "floor": "50"}, values, "60"))[-3:] == ["50", "50", "50"]
    assert shown(points_of(rule, ["3", "1", "2"], "60", **LOWER)) == ["54", "60", "57"]
    assert "第 1—5 名依次得 60/57/54/51/48 分，其后得 0 分" in words_of(rule, "60")


def test_equal_units_share_the_better_place_of_a_table() -> None:
    rule = {"kind": "rank points", "table": ["10", "8", "6", "4", "2"]}
    assert shown(points_of(rule, ["72", "71", "71", "71", "70"], "10")) == ["10", "8", "8", "8", "2"]
    found = points_of(rule, ["7"], "10")
    assert shown(found) == ["10"]
    assert flagged(found, Flag.ALONE) == [True]


@pytest.mark.parametrize(
    ("lose", "points", "count", "expected"),
    [
        ("5%", "30", 11, ["30", "28.5", "27", "25.5", "24", "22.5", "21", "19.5", "18", "16.5", "15"]),
        ("2%", "200", 6, ["200", "196", "192", "188", "184", "180"]),
        ("40%", "10", 4, ["10", "6", "2", "0"]),
    ],
)
def test_a_place_costs_a_share(lose: str, points: str, count: int, expected: list[str]) -> None:
    values = [str(count - place) for place in range(count)]
    assert shown(points_of({"kind": "rank points", "lose": lose}, values, points)) == expected


OVER_TARGET = {"kind": "rank over target", "target": "8", "base": "4", "pool": "6", "lose": "5%"}


def test_units_over_the_target_are_ranked_for_the_rest() -> None:
    found = points_of(OVER_TARGET, ["9.5", "8.8", "8.0", "7.2"], "10")
    assert shown(found) == ["10", "9.7", "4", "0"]
    assert flagged(found, Flag.ALONE) == [False] * 4
    assert shown(points_of(OVER_TARGET, ["9", "9", "8.5", "8", "8"], "10")) == ["10", "10", "9.4", "4", "4"]


def test_ranked_units_never_fall_below_the_base() -> None:
    found = points_of({**OVER_TARGET, "lose": "60%"}, ["12", "11", "10", "9", "8", "7"], "10")
    assert shown(found) == ["10", "6.4", "4", "4", "4", "0"]


def test_a_lower_target_is_beaten_from_below() -> None:
    found = points_of(OVER_TARGET, ["9", "8", "7", "6"], "10", **LOWER)
    assert shown(found) == ["0", "4", "9.7", "10"]


@pytest.mark.parametrize(
    ("value", "expected", "flag"), [("9", "10", True), ("8", "4", False), ("7", "0", False)]
)
def test_a_unit_alone_still_has_to_beat_the_target(value: str, expected: str, flag: bool) -> None:  # noqa: FBT001
    found = points_of(OVER_TARGET, [value], "10")
    assert shown(found) == [expected]
    assert flagged(found, Flag.ALONE) == [flag]


def test_points_fall_exponentially_with_the_place() -> None:
    rule = {"kind": "exponential rank"}
    values = [str(10 - place) for place in range(10)]
    found = shown(points_of(rule, values))
    assert [found[0], found[1], found[5]] == ["100", "50.4267", "15.6468"]
    steep = {"kind": "exponential rank", "k": "10"}
    assert shown(points_of(steep, ["1", "2", "3"], "30", **LOWER)) == ["30", "3.2956", "1.2163"]
    assert shown(points_of(steep, ["5", "5", "3"], "30")) == ["30", "30", "1.2163"]


def test_exponential_points_of_a_unit_alone_are_full_and_flagged() -> None:
    found = points_of({"kind": "exponential rank"}, ["5"], "30")
    assert shown(found) == ["30"]
    assert flagged(found, Flag.ALONE) == [True]


# ---------------------------------------------------------------- the best


@pytest.mark.parametrize(
    ("direction", "values", "expected"),
    [
        ("higher", ["80", "72", "60", "40", "20"], ["6", "5.4", "4.5", "3", "1.5"]),
        ("higher", ["0", "0", "-2"], ["0", "0", "0"]),
        ("higher", ["-1", "-2"], ["0", "0"]),
        ("higher", ["8", "0", "-4"], ["6", "0", "0"]),
        ("lower", ["2", "4", "3", "12"], ["6", "3", "4", "1"]),
        ("lower", ["0", "4", "0"], ["6", "0", "6"]),
        ("lower", ["-1", "4", "0"], ["6", "0", "6"]),
    ],
)
def test_points_in_proportion_to_the_best(direction: str, values: list[str], expected: list[str]) -> None:
    assert shown(points_of({"kind": "ratio to best"}, values, "6", direction=direction)) == expected


@pytest.mark.parametrize(
    ("direction", "value", "expected", "flag"),
    [
        ("higher", "5", "6", True),
        ("higher", "0", "0", False),
        ("lower", "5", "6", True),
        ("lower", "0", "6", True),
    ],
)
def test_a_unit_alone_is_the_best_if_it_has_anything(
    direction: str,
    value: str,
    expected: str,
    flag: bool,  # noqa: FBT001
) -> None:
    found = points_of({"kind": "ratio to best"}, [value], "6", direction=direction)
    assert shown(found) == [expected]
    assert flagged(found, Flag.ALONE) == [flag]


def test_after_difficulty_coefficients_the_first_gets_exactly_full_points() -> None:
    coefficients = {"u00": "1.35", "u01": "1.2", "u02": "1.25", "u03": "1.15", "u04": "1.1"}
    values = ["70", "84", "75.6", "80", "77", "90"]
    found = points_of({"kind": "ratio to best"}, values, "400", difficulty={"units": coefficients})
    # 94.5, 100.8, 94.5, 92, 84.7, 90
    assert shown(found) == ["375", "400", "375", "365.0794", "336.1111", "357.1429"]


# ---------------------------------------------------------------- mean and spread

SCORES = {"kind": "standardised", "centre": "70", "spread": "10"}


@pytest.mark.parametrize(
    ("dof", "values", "expected"),
    [
        (
            "population",
            ["2", "4", "4", "4", "5", "5", "7", "9"],
            ["55", "65", "65", "65", "70", "70", "80", "90"],
        ),
        ("sample", ["10", "20", "30"], ["60", "70", "80"]),
        ("population", ["1", "2", "3"], ["57.7526", "70", "82.2474"]),
        ("sample", ["0", "0", "0", "100"], ["65", "65", "65", "85"]),
    ],
)
def test_standard_scores_of_the_cohort(dof: str, values: list[str], expected: list[str]) -> None:
    assert shown(points_of({**SCORES, "dof": dof}, values)) == expected


def test_standard_scores_turn_round_where_lower_is_better() -> None:
    assert shown(points_of({**SCORES, "dof": "sample"}, ["10", "20", "30"], **LOWER)) == ["80", "70", "60"]


def test_standard_scores_stay_between_floor_and_cap() -> None:
    rule = {**SCORES, "dof": "sample", "spread": "50", "floor": "30"}
    assert shown(points_of(rule, ["10", "20", "30"])) == ["30", "70", "100"]
    assert shown(points_of({**rule, "cap": "90"}, ["10", "20", "30"])) == ["30", "70", "90"]


def test_standard_scores_against_a_stated_mean() -> None:
    rule = {"kind": "standardised", "centre": "20", "spread": "1", "mean": "5.5", "sd": "1.03"}
    found = points_of(rule, ["10", "5.5", "4.47"])
    assert shown(found) == ["24.3689", "20", "19"]
    assert shown(points_of(rule, ["10"])) == ["24.3689"]
    assert not points_of(rule, ["10"]).scheme.indicators[0].differs_by_group(["A"])
    assert "平均值 5.5" in words_of(rule)


@pytest.mark.parametrize("values", [["5", "5", "5"], ["-3"]])
@pytest.mark.parametrize(
    "rule",
    [{**SCORES, "dof": "sample"}, {**SCORES, "dof": "population"}, {**SCORES, "kind": "normal scores"}],
)
def test_where_all_are_equal_everybody_gets_full_points(rule: Content, values: list[str]) -> None:
    found = points_of(rule, values)
    assert shown(found) == ["100"] * len(values)
    assert flagged(found, Flag.ALL_EQUAL) == [True] * len(values)


NORMAL = {"kind": "normal scores", "centre": "70", "spread": "10"}


@pytest.mark.parametrize(
    ("more", "values", "expected"),
    [
        ({}, ["95", "90", "60"], ["78.6942", "70", "61.3058"]),
        ({"offset": "0"}, ["95", "90", "60"], ["76.7449", "70", "63.2551"]),
        ({"offset": "0.5"}, ["1", "-1"], ["76.7449", "63.2551"]),
        ({}, ["95", "95", "60"], ["78.6942", "78.6942", "61.3058"]),
        ({}, ["95", "90", "90", "60"], ["80.4913", "72.9931", "72.9931", "59.5087"]),
        ({"floor": "65", "cap": "75"}, ["95", "90", "60"], ["75", "70", "65"]),
    ],
)
def test_normal_scores_of_the_places(more: Content, values: list[str], expected: list[str]) -> None:
    assert shown(points_of({**NORMAL, **more}, values)) == expected


def test_normal_scores_turn_round_where_lower_is_better() -> None:
    found = points_of(NORMAL, ["95", "90", "60"], **LOWER)
    assert shown(found) == ["61.3058", "70", "78.6942"]
    assert flagged(found, Flag.ALONE) == [False] * 3
    assert flagged(points_of(NORMAL, ["95"]), Flag.ALONE) == [True]


# ---------------------------------------------------------------- who is compared


@pytest.mark.parametrize(
    ("rule", "in_group", "among_all"),
    [
        ({"kind": "rank points", "lose": "10%"}, ["10", "9", "10"], ["10", "8", "9"]),
        ({"kind": "ratio to best"}, ["10", "5", "10"], ["10", "5", "8"]),
        ({"kind": "relative efficacy", "lowest": "50%"}, ["10", "5", "10"], ["10", "5", "8"]),
        (
            {"kind": "rank over target", "target": "45", "base": "4", "pool": "6", "lose": "50%"},
            ["10", "7", "10"],
            ["10", "4", "7"],
        ),
        (
            {"kind": "standardised", "dof": "population", "centre": "5", "spread": "1"},
            ["6", "4", "10"],
            ["6.1355", "3.7022", "5.1622"],
        ),
        ({"kind": "exponential rank", "k": "10"}, ["10", "0.6931", "10"], ["10", "0.4054", "1.0985"]),
        (
            {"kind": "normal scores", "centre": "5", "spread": "1", "offset": "0"},
            ["5.4307", "4.5693", "10"],
            ["5.6745", "4.3255", "5"],
        ),
    ],
)
def test_units_are_compared_within_their_group_or_among_all(
    rule: Content, in_group: list[str], among_all: list[str]
) -> None:
    groups = [{"code": "A", "name": "A"}, {"code": "B", "name": "B"}]
    for cohort, expected in (("group", in_group), ("all", among_all)):
        indicator = {"code": "a", "name": "甲", "points": "10", "rule": {**rule, "cohort": cohort}}
        content = {
            "scheme": "例",
            "title": "例",
            "groups": groups,
            "tree": [indicator],
            "policies": {"decimals": 4},
        }
        values = {"u a.": "100", "v a.": "50", "w a.": "80"}
        given_case = case(content, {"u": "A", "v": "A", "w": "B"}, values)
        assert shown(score(given_case.scheme, given_case.sheet)) == expected
        assert ("全体" in scheme_of(content).indicators[0].rule_words.zh) is (cohort == "all")


# ---------------------------------------------------------------- what cannot be meant

BANDS = {"kind": "bands", "bands": [{"from": "0", "points": "5"}, {"from": "9", "points": "10"}]}


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({**EFFICACY, "satisfactory": "6"}, "satisfactory value"),
        ({**EFFICACY, "satisfactory": {"A": "8", "B": "6"}}, "satisfactory value"),
        (
            {**EFFICACY, "satisfactory": {"A": "8"}, "unacceptable": {"A": "8", "B": "6"}},
            "satisfactory value",
        ),
        ({**EFFICACY, "unacceptable": {"A": "8", "B": "12"}}, "satisfactory value"),
        ({**EFFICACY, "floor": "20", "cap": "15"}, "above the most"),
        ({**BANDS, "below": "11"}, "more than full points"),
        ({**BANDS, "between": "interpolate", "closed": "upper"}, "no edges"),
        ({**BANDS, "bands": BANDS["bands"][:1], "between": "interpolate"}, "two bands"),
        ({"kind": "rank points"}, "either lose or table"),
        ({"kind": "rank points", "lose": "5%", "table": ["10", "5"]}, "either lose or table"),
        ({"kind": "rank points", "lose": "5%", "beyond": "1"}, "without a table"),
        ({"kind": "rank points", "lose": "5%", "floor": "11"}, "more than full points"),
        ({"kind": "rank points", "table": ["9", "5"]}, "not full points"),
        ({"kind": "rank points", "table": ["10", "5", "6"]}, "worse place"),
        ({"kind": "rank points", "table": ["10", "5"], "beyond": "6"}, "worse place"),
        ({**OVER_TARGET, "pool": "5"}, "do not add up"),
        ({**OVER_TARGET, "target": {"A": "8"}, "cohort": "all"}, "within the group"),
        ({"kind": "deduction", "events": [{"name": "甲", "lose": "1"}], "base": "11"}, "do not rise"),
        (
            {"kind": "deduction", "events": [{"name": "甲", "lose": "1"}], "base": "0", "floor": "1"},
            "do not rise",
        ),
        ({"kind": "goalposts", "min": "8", "max": "8"}, "not below max"),
        ({"kind": "goalposts", "min": {"A": "1", "B": "9"}, "max": {"A": "2", "B": "8"}}, "not below max"),
        ({"kind": "goalposts", "min": "0", "max": "8", "scale": "log"}, "min above 0"),
        (SCORES, "either dof"),
        ({**SCORES, "dof": "sample", "mean": "1", "sd": "1"}, "either dof"),
        ({**SCORES, "mean": "1"}, "go together"),
        ({**SCORES, "dof": "sample", "floor": "11"}, "above the cap"),
        ({**NORMAL, "floor": "6", "cap": "5"}, "above the cap"),
        ({"kind": "power points", "a": "1", "b": "0", "c": "2", "decimals": "1"}, "without rounding"),
        ({"kind": "power points", "a": "1", "b": "0", "c": "2", "floor": "11"}, "above the cap"),
    ],
)
def test_parameters_which_cannot_all_be_meant_are_refused(rule: Content, why: str) -> None:
    contradictions = rule_of(rule).contradictions(Decimal(10))
    assert len(contradictions) == 1
    assert why in contradictions[0].en


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "power points", "a": "0", "b": "0", "c": "2"},
        {"kind": "power points", "a": "1", "b": "0", "c": "11"},
        {**NORMAL, "offset": "1"},
        {"kind": "exponential rank", "k": "0.5"},
        {"kind": "standardised", "dof": "sample", "centre": "1", "spread": "0"},
        {**EFFICACY, "lowest": "60"},
    ],
)
def test_numbers_beyond_their_range_are_refused(rule: Content) -> None:
    with pytest.raises(ValidationError):
        rule_of(rule)
