"""Every published number, place and grade of the table reading is the exact one."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from indicators import formula
from indicators.formula import ColumnName, Flag, Stage
from indicators.policies import RankOn, Ties
from indicators.rules import RULES, kind_of
from indicators.trees import walk
from scoring import results as results_module
from scoring import table as table_module
from scoring.plan import Formula, GeometricMean, Product, Sum
from scoring.results import Results, score
from scoring.rounding import round_half_up
from scoring.sheet import State, build_sheet
from tests.long_way import Grades, LongWay, Result, Spot, places_the_long_way, rounded_half_up
from tests.schemes import Case, case, cases, times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.block import Values
    from scoring.bounds import Known
    from scoring.exact import Cell
    from scoring.plan import Column
    from scoring.run import Run
    from tests.random_rules import Content

DIRECT = {"kind": "direct"}


def scheme_with(*tree: Content, **policies: object) -> Content:
    """A scheme of one group."""
    return {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "policies": policies,
        "tree": list(tree),
    }


def node(code: str, points: str, parent: str | None = None, **more: object) -> Content:
    return {"code": code, "name": code, "points": points, "parent": parent, **more}


def indicator(code: str, rule: Content, points: str = "10", parent: str = "T", **more: object) -> Content:
    return {"code": code, "name": code, "points": points, "parent": parent, "rule": rule, **more}


# ---------------------------------------------------------------- the check


def passed_up(found: Results, code: str, unit: int) -> Cell:
    """What a part passes up, from the exact reading."""
    return found.exact.cell(found.plan.passed_up(code), unit)


def exact_totals(found: Results) -> list[Fraction | None]:
    """The published totals, from the exact reading."""
    root, decimals = found.scheme.root.code, found.scheme.policies.decimals
    cells = [passed_up(found, root, unit) for unit in range(len(found.sheet.units))]
    return [rounded_half_up(cell.number, decimals) if cell.present else None for cell in cells]


def exact_keys(found: Results) -> list[tuple[object, ...] | None]:
    """What places are taken on, from the exact reading: the score and then each node of the chain; None without one."""
    policies, root = found.scheme.policies, found.scheme.root.code
    keys: list[tuple[object, ...] | None] = []
    for unit, total in enumerate(exact_totals(found)):
        chain = [found.exact.cell(found.plan.exact_name(code), unit) for code in policies.tie_break]
        exact = found.exact.cell(found.plan.exact_name(root), unit).number
        first = total if policies.rank_on is RankOn.PUBLISHED else exact
        keys.append(None if total is None else (first, *((cell.present, cell.number) for cell in chain)))
    return keys


def expect_exact(found: Results) -> None:
    """Every published number, state, place, grade and flag is what the exact reading gives."""
    decimals = found.scheme.policies.decimals
    for _, part in found.scheme.outline:
        published = found.published(part.code)
        for unit in range(len(found.sheet.units)):
            cell = passed_up(found, part.code, unit)
            assert (part.code, unit, State(published.states[unit])) == (part.code, unit, cell.state)
            value = published.value(unit)
            expected = rounded_half_up(cell.number, decimals) if cell.present else None
            assert (part.code, unit, None if value is None else Fraction(value)) == (
                part.code,
                unit,
                expected,
            )
    expect_exact_places_and_grades(found)
    expect_exact_flags(found)


def expect_exact_places_and_grades(found: Results) -> None:
    """Ties decided by the chain, units out of the ranking left out, quotas and vetoes as the decisions say."""
    keys = exact_keys(found)
    way = Grades(found.scheme, found.sheet, exact_totals(found), keys)
    ranked = [None if out else key for key, out in zip(keys, way.out, strict=True)]
    codes, ties = [unit.code for unit in found.sheet.units], found.scheme.policies.ties
    assert found.group_rank.tolist() == places_the_long_way(ranked, way.groups, codes, ties)
    if found.rank is not None:
        assert found.rank.tolist() == places_the_long_way(ranked, ["" for _ in codes], codes, ties)
    grades = [way.of(unit) for unit in range(len(codes))]
    assert list(zip(found.grades, found.cut_by_tie.tolist(), strict=True)) == grades


def expect_exact_flags(found: Results) -> None:
    """Special cases are reported for exactly those units which are one."""
    nobody = np.zeros(len(found.sheet.units), dtype=bool)
    for column in found.plan.columns:
        flags = found.columns[column.name].flags
        for unit in range(len(found.sheet.units)):
            raised = {flag for flag, units in flags.items() if units[unit]}
            assert (column.name, unit, raised) == (column.name, unit, exact_flags(found, column, unit))
        assert all(units.shape == nobody.shape for units in flags.values())


def exact_flags(found: Results, column: Column, unit: int) -> set[Flag]:
    """The flags of a unit, from the exact reading."""
    cell = found.exact.cell
    match column:
        case Formula():
            complete = all(cell(field, unit).present for field in column.fields)
            if not complete or any(found.exact.holds(condition, unit) for condition in column.undefined):
                return set()
            flagged = [node for node in walk(column.tree) if isinstance(node, formula.Flagged)]
            return {node.flag for node in flagged if found.exact.holds(node.when, unit)}
        case Sum() if cell(column.name, unit).state is State.NOT_APPLICABLE:
            return {Flag.NOTHING_APPLIES}
        case Product():
            states = {cell(factor, unit).state for factor in column.factors}
            return {Flag.NEUTRAL_FACTOR} if State.NOT_APPLICABLE in states and len(states) > 1 else set()
        case _:
            return set()


#: Geometric means are decimals of many digits, here as there.
CLOSE = Fraction(1, 10**40)


def expect_the_long_way(found_case: Case, found: Results) -> None:
    """Every node is what the decisions say of its indicators' points."""

    def leaf(code: str, unit: int) -> Result:
        cell = found.exact.cell(ColumnName(Stage.POINTS, code), unit)
        return cell.state, cell.number

    way = LongWay(found_case.scheme, found.sheet, leaf)
    means = any(isinstance(column, GeometricMean) for column in found.plan.columns)
    for unit in range(len(found.sheet.units)):
        for _, part in found.scheme.outline:
            state, value = way.passed_up(Spot.named(part.code), unit)
            cell = passed_up(found, part.code, unit)
            assert (part.code, unit, cell.state) == (part.code, unit, state)
            if cell.present and means:
                assert abs(cell.number - value) <= CLOSE * max(Fraction(1), abs(value)), (part.code, unit)
            elif cell.present:
                assert (part.code, unit, cell.number) == (part.code, unit, value)


def scored(given_case: Case) -> Results:
    found = score(given_case.scheme, given_case.sheet)
    expect_exact(found)
    return found


# ---------------------------------------------------------------- the population


@dataclass
class Census:
    """What a random population held, so that a population which tests nothing is noticed."""

    schemes: int = 0
    published: int = 0
    on_edge: int = 0
    asked: int = 0
    asked_between: int = 0
    between: int = 0
    ranked: int = 0
    shared_ranks: int = 0
    graded: int = 0
    rescaled: int = 0
    adjusted: int = 0
    vetoed: int = 0
    in_periods: int = 0
    irrational: int = 0
    kinds: set[str] = field(default_factory=set)

    def count(self, found: Results) -> None:
        """Adds a scored case."""
        self.schemes += 1
        decimals, units = found.scheme.policies.decimals, range(len(found.sheet.units))
        for _, part in found.scheme.outline:
            for unit in units:
                cell = passed_up(found, part.code, unit)
                self.published += cell.present
                self.on_edge += cell.present and (cell.number * 10**decimals * 2) % 2 == 1
                self.irrational += cell.present and cell.number.denominator > 10**30
                self.in_periods += cell.present and "@" in part.code
        keys = [
            (unit.group, key) for unit, key in zip(found.sheet.units, exact_keys(found), strict=True) if key
        ]
        self.ranked += len(keys)
        self.shared_ranks += sum(keys.count(key) > 1 for key in keys)
        self.graded += sum(grade is not None for grade in found.grades)
        self.vetoed += len({veto.unit for veto in found.sheet.vetoes})
        for column in found.plan.columns:
            if isinstance(column, Sum) and column.rescales:
                parts = [found.exact.applicable(column, unit) for unit in units]
                self.rescaled += sum(0 < part < column.points for part in parts)
            if column.name.stage is Stage.ADJUSTED:
                before = found.plan.combined_name(column.name.code)
                pairs = [
                    [found.exact.cell(name, unit).number for name in (column.name, before)] for unit in units
                ]
                self.adjusted += sum(one != other for one, other in pairs)
        self.kinds |= {kind_of(type(leaf.rule)) for leaf in found.scheme.indicators}

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Counts how often the exact reading is asked, for published numbers and for columns between."""
        settled = table_module._settled

        def rounding(
            numbers: NDArray[np.float64], known: Known, decimals: int
        ) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None]:
            units, doubt = round_half_up(numbers, known, decimals)
            self.asked += 0 if doubt is None else int(doubt.sum())
            return units, doubt

        def settling(name: ColumnName, values: Values, known: Known, run: Run) -> Values:
            self.between += len(values.numbers)
            self.asked_between += 0 if run.doubt is None else int(np.sum(run.doubt))
            return settled(name, values, known, run)

        monkeypatch.setattr(results_module, "round_half_up", rounding)
        monkeypatch.setattr(table_module, "_settled", settling)


def test_the_table_reading_publishes_what_the_exact_reading_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    census = Census()
    census.watch(monkeypatch)

    @times(4, long=10)
    @given(cases())
    def agree(found_case: Case) -> None:
        found = score(found_case.scheme, found_case.sheet)
        expect_exact(found)
        census.count(found)

    agree()
    print(census)
    assert census.on_edge > census.published / 200, census
    assert census.shared_ranks > census.ranked / 10, census
    assert census.graded > census.ranked / 5, census
    assert min(census.rescaled, census.adjusted, census.vetoed, census.in_periods) > census.schemes / 5, (
        census
    )
    assert census.kinds == {kind_of(rule) for rule in RULES}, census


@times(1, long=10)
@given(cases(most_units=8))
def test_every_node_is_what_the_decisions_say_of_its_indicators(found_case: Case) -> None:
    expect_the_long_way(found_case, score(found_case.scheme, found_case.sheet))


# ---------------------------------------------------------------- cases that were wrong, or nearly


def test_a_value_just_below_an_edge_is_decided_exactly() -> None:
    ratios = {
        "a": ("5", "17", "57"),
        "b": ("4", "102", "251"),
        "c": ("5", "110", "164"),
        "d": ("3", "40", "312"),
    }
    rule = {"kind": "imported", "out_of": "1"}
    leaves = [
        indicator(code, rule, points, measure="完成 / 应完成", zero_denominator="missing")
        for code, (points, _, _) in ratios.items()
    ]
    values: dict[str, str] = {}
    for code, (_, done, due) in ratios.items():
        values |= {f"u {code}.完成": done, f"u {code}.应完成": due}
    found = scored(case(scheme_with(node("T", "17"), *leaves), {"u": "A"}, values))
    assert str(found.total.value(0)) == "6.85"
    exact = found.exact.cell(found.plan.passed_up("T"), 0).number
    assert 0 < Fraction("6.855") - exact < Fraction(1, 10**9)


def test_a_divisor_within_a_divisor_may_be_zero() -> None:
    content = scheme_with(
        node("T", "10"),
        indicator("a", {"kind": "relative efficacy"}, measure="甲 / (乙 / 丙)", zero_denominator="missing"),
    )
    found = scored(case(content, {"u": "A", "v": "A"}, {"u a.甲": "1", "u a.乙": "1", "u a.丙": "0"}))
    assert found.total.states.tolist() == [State.MISSING, State.MISSING]


def test_a_divisor_of_nothing_but_zeros_is_zero_however_small_its_units() -> None:
    tiny = "乙 * 0.0000000001 * 0.0000000001 * 0.0000000001"
    content = scheme_with(
        node("T", "10"), indicator("a", DIRECT, measure=f"甲 / ({tiny})", zero_denominator="full")
    )
    found = scored(
        case(content, {"u": "A", "v": "A"}, {"u a.甲": "1", "u a.乙": "0", "v a.甲": "2", "v a.乙": "0"})
    )
    assert [str(found.total.value(unit)) for unit in (0, 1)] == ["10.00", "10.00"]


def test_a_constant_divisor_in_doubt_is_settled_for_every_unit() -> None:
    tiny = "0.0000000001 * 0.0000000001 * 0.000000000"
    measure = f"甲 / ({tiny}3 - 0.0000000003 * 0.0000000001 * 0.0000000001)"
    content = scheme_with(node("T", "10"), indicator("a", DIRECT, measure=measure, zero_denominator="full"))
    found = scored(case(content, {"u": "A", "v": "A"}, {"u a.甲": "1", "v a.甲": "1"}))
    assert [str(found.total.value(unit)) for unit in (0, 1)] == ["10.00", "10.00"]


def test_a_withheld_score_stays_withheld_where_nothing_else_applies() -> None:
    content = scheme_with(
        node("T", "10"), indicator("a", DIRECT, weight="0", missing="no score"), indicator("b", DIRECT)
    )
    found = scored(case(content, {"u": "A", "v": "A"}, {"v a.": "1", "v b.": "2"}, [("u", "b")]))
    assert found.total.states.tolist() == [State.NO_SCORE, State.VALUE]


def test_a_rounded_node_without_a_value_adds_nothing_above_it() -> None:
    content = scheme_with(
        node("T", "110"),
        node("S", "110", "T"),
        node("N", "100", "S"),
        indicator("o", DIRECT, parent="S"),
        node("M", "33.33", "N", weight="40"),
        node("L", "66.67", "N", weight="60"),
        indicator("a", DIRECT, "13.11", "M"),
        indicator("b", DIRECT, "20.22", "M"),
        indicator("c", DIRECT, "60.01", "L"),
        indicator("d", DIRECT, "6.66", "L"),
        round_at=["N"],
    )
    values = {"u o.": "5", "v o.": "5", "v a.": "0.01", "v b.": "3", "v c.": "60", "w a.": "7.77"}
    found = scored(case(content, {"u": "A", "v": "A", "w": "A"}, values, [("v", "a")]))
    assert str(found.published("S").value(0)) == "5.00"


def test_bands_between_equal_points_are_not_overlooked() -> None:
    rule = {"kind": "bands", "bands": [{"from": "0.9", "points": "10"}, {"from": "1", "points": "0"}]}
    content = scheme_with(
        node("T", "10"), indicator("a", rule, measure="甲 / (乙 / 丙 + 丁 / 戊)", zero_denominator="missing")
    )
    values = {"甲": "190.03", "乙": "99.87", "丙": "1.01", "丁": "98.11", "戊": "0.99"}
    cells = {f"{unit} a.{field}": value for unit in "uv" for field, value in values.items()}
    found = scored(case(content, {"u": "A", "v": "A"}, cells | {"v a.丙": "0.01", "v a.戊": "0.07"}))
    assert str(found.total.value(0)) == "10.00"


def test_a_flag_is_raised_where_floats_cannot_tell_that_all_are_equal() -> None:
    content = scheme_with(
        node("T", "10"),
        indicator(
            "a",
            {"kind": "relative efficacy"},
            measure="甲 / 乙 + 丙 / 丁 + 戊 / 己",
            zero_denominator="missing",
        ),
    )
    equal = {
        "u": "1 10 2 10 0 10",
        "v": "3 10 0 10 0 10",
        "w": "100.01 333.37 9999.99 9999.97 8888.81 7777.77",
    }
    cells = {
        f"{unit} a.{field}": value
        for unit, values in equal.items()
        for field, value in zip("甲乙丙丁戊己", values.split(), strict=True)
    }
    content["groups"].append({"code": "B", "name": "B"})
    found = scored(case(content, {"u": "A", "v": "A", "w": "B"}, cells))
    flags = found.columns[ColumnName(Stage.POINTS, "a")].flags
    assert flags[Flag.ALL_EQUAL].tolist() == [True, True, True]
    assert found.total.value(0) == found.total.value(1) == 10


@pytest.mark.parametrize("unit_with_large_divisors", [False, True])
def test_a_target_is_reached_where_floats_fall_just_short(*, unit_with_large_divisors: bool) -> None:
    measure = "甲 / 乙 + 丙 / 丁 + 戊 / 己"
    values = {
        "u": "1 10 7 10 0 10",
        "v": "1 10 6.99 10 0 10",
        "w": "100.01 333.37 9999.99 9999.97 8888.81 7777.77",
    }
    cells = {
        f"{unit} a.{field}": value
        for unit, row in values.items()
        for field, value in zip("甲乙丙丁戊己", row.split(), strict=True)
        if unit != "w" or unit_with_large_divisors
    }
    assert 1 / 10 + 7 / 10 < 0.8
    units = "uvw" if unit_with_large_divisors else "uv"
    rule = {"kind": "target", "target": "0.8"}
    content = scheme_with(node("T", "10"), indicator("a", rule, measure=measure, zero_denominator="missing"))
    found = scored(case(content, dict.fromkeys(units, "A"), cells))
    assert [str(found.total.value(unit)) for unit in range(2)] == ["10.00", "0.00"]


def test_a_group_of_nearly_equal_values_is_told_apart_exactly() -> None:
    content = scheme_with(node("T", "10"), indicator("a", {"kind": "relative efficacy"}), decimals=4)
    content["groups"].append({"code": "B", "name": "B"})
    values = {
        "u a.": "999999999.9370",
        "v a.": "999999999.9480",
        "w a.": "999999999.9492",
        "x a.": "0",
        "y a.": "5",
    }
    found = scored(case(content, {"u": "A", "v": "A", "w": "A", "x": "B", "y": "B"}, values))
    assert [str(found.total.value(unit)) for unit in range(5)] == [
        "6.0000",
        "9.6066",
        "10.0000",
        "6.0000",
        "10.0000",
    ]


def test_an_ordinary_scheme_seldom_asks_the_exact_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio = {"measure": "甲 / 乙 * 100", "zero_denominator": "not applicable"}
    content = scheme_with(
        node("T", "100"),
        node("P", "60", "T", scale="0.9", weight="54"),
        indicator("a", {"kind": "relative efficacy"}, "20", "P", **ratio),
        indicator("b", {"kind": "rank points", "lose": "2%"}, "20", "P", **ratio),
        indicator("c", {"kind": "imported", "out_of": "100"}, "20", "P"),
        indicator("d", {"kind": "relative efficacy"}, "46"),
        round_at=["P"],
    )
    random = Random(7)  # noqa: S311 - not for secrets
    values: dict[str, str] = {}
    for unit in range(400):
        for code in "ab":
            values |= {
                f"u{unit} {code}.甲": str(random.randrange(300)),
                f"u{unit} {code}.乙": str(random.randrange(300)),
            }
        values |= {
            f"u{unit} c.": str(random.randrange(101)),
            f"u{unit} d.": f"{random.randrange(10_001) / 100}",
        }
    census = Census()
    census.watch(monkeypatch)
    found = scored(case(content, {f"u{unit}": "A" for unit in range(400)}, values))
    census.count(found)
    assert census.asked + census.asked_between <= census.published // 100, census


def test_places_on_the_exact_score_look_behind_a_rounded_total() -> None:
    content = scheme_with(
        node("T", "10"), indicator("a", DIRECT), round_at=["T"], rank_on="exact", decimals=0
    )
    found = scored(case(content, {"u": "A", "v": "A"}, {"u a.": "8.9", "v a.": "9.1"}))
    assert [str(found.total.value(unit)) for unit in (0, 1)] == ["9", "9"]
    assert found.group_rank.tolist() == [2, 1]


@pytest.mark.parametrize("ties", list(Ties))
def test_a_sheet_without_units_has_empty_results(ties: Ties) -> None:
    rule = {"kind": "rank points", "lose": "5%"}
    content = scheme_with(node("T", "10"), indicator("a", rule), ties=ties.value, rank_on="exact")
    found = scored(case(content, {}, {}))
    assert found.ranking().empty


def test_group_numbers_of_an_indicator_for_nobody_are_not_needed() -> None:
    rule: Content = {"kind": "target", "target": {}}
    content = scheme_with(node("T", "10"), indicator("a", rule, groups=[]))
    found = scored(case(content, {"u": "A"}, {"u a.": "1"}))
    assert found.total.states.tolist() == [State.NOT_APPLICABLE]


def test_what_does_not_apply_deep_down_is_rescaled_where_everybody_has_values() -> None:
    content = scheme_with(
        node("T", "20"),
        node("S", "10", "T"),
        indicator("a", DIRECT, "5", "S"),
        indicator("b", DIRECT, "5", "S"),
        indicator("c", DIRECT, "10"),
    )
    found = scored(case(content, {"u": "A"}, {"u b.": "5", "u c.": "4"}, [("u", "a")]))
    assert str(found.total.value(0)) == "12.00"


def test_full_points_for_a_zero_divisor_do_not_depend_on_the_blanks_of_others() -> None:
    parts = [
        {"name": "静态", "share": "40%", "of": "本年", "then": {"kind": "imported"}},
        {"name": "动态", "share": "60%", "of": "本年 / 上年", "then": {"kind": "imported"}},
    ]
    leaf = indicator("a", {"kind": "mix", "parts": parts}, zero_denominator="full")
    found = scored(
        case(scheme_with(node("T", "10"), leaf), {"u": "A", "v": "A"}, {"u a.本年": "3", "u a.上年": "0"})
    )
    assert str(found.total.value(0)) == "10.00"


def test_a_node_nothing_of_which_applies_is_flagged_whatever_its_children_would_be_filled_with() -> None:
    content = scheme_with(node("T", "10"), indicator("a", DIRECT), not_applicable="full points")
    found = scored(case(content, {"u": "A"}, {}, [("u", "a")]))
    assert found.total.states.tolist() == [State.NOT_APPLICABLE]


def test_a_tie_break_looks_behind_rounded_nodes() -> None:
    content = scheme_with(
        node("T", "20"),
        indicator("a", DIRECT),
        indicator("b", DIRECT),
        round_at=["a", "b"],
        decimals=0,
        tie_break=["a"],
    )
    found = scored(
        case(content, {"u": "A", "v": "A"}, {"u a.": "4.1", "u b.": "5", "v a.": "4.2", "v b.": "5"})
    )
    assert [str(found.total.value(unit)) for unit in (0, 1)] == ["9", "9"]
    assert found.group_rank.tolist() == [2, 1]


def test_a_bonus_whose_condition_has_no_score_is_shown_as_it_counts() -> None:
    content = scheme_with(node("T", "20"), indicator("a", DIRECT), indicator("b", DIRECT))
    item = {"code": "x", "name": "x", "kind": "bonus"}
    content["adjustments"] = {"items": [item], "only_if": {"node": "a", "at_least": "0"}}
    found = scored(case(content, {"u": "A"}, {"u b.": "5"}, adjust=[("u", "x", "某事", "2", True)]))
    assert str(found.total.value(0)) == "7.00"
    assert [str(bonus) for bonus in found.bonus] == ["2"]


@pytest.mark.parametrize(("large", "small"), [("999999999999", "0.00000001"), ("1000000000000", "1")])
def test_values_that_cannot_be_held_exactly_are_refused(large: str, small: str) -> None:
    given_case = case(scheme_with(node("T", "10"), indicator("a", DIRECT)), {"u": "A", "v": "A"}, {})
    values = case(
        scheme_with(node("T", "10"), indicator("a", DIRECT)), {}, {"u a.": large, "v a.": small}
    ).values
    with pytest.raises(ValueError, match="held exactly"):
        build_sheet(given_case.scheme, given_case.units, values)


@pytest.mark.parametrize("large", ["4503599627370497", "9007199254740993", "2251799813685249"])
def test_whole_numbers_at_the_edge_of_floats_stay_whole(large: str) -> None:
    rule = {
        "kind": "target",
        "target": "0",
        "base": "0",
        "gain": "1",
        "part_step": "whole",
        "cap": "9" * 16,
    }
    number = int(large)
    for low, high in ((number // 65537, 65537), (number // 3, 3)):
        content = scheme_with(
            node("T", "10"), indicator("a", rule, measure=f"甲 * {high} + {number - low * high}"), decimals=0
        )
        scored(
            case(
                content,
                {"u": "A", "v": "A"},
                {"u a.甲": f"{low % 10**12}", "v a.甲": f"{(low - 1) % 10**12}"},
            )
        )


def test_a_score_too_large_to_be_held_is_refused() -> None:
    content = scheme_with(node("T", "10"), indicator("a", DIRECT, measure="甲 * 5000"), decimals=6)
    found_case = case(content, {"u": "A"}, {"u a.甲": "999999999999"})
    with pytest.raises(ValueError, match="too large"):
        score(found_case.scheme, found_case.sheet).ranking()


def test_large_values_with_six_decimals_are_published_exactly() -> None:
    content = scheme_with(
        node("T", "10"), indicator("a", DIRECT), indicator("b", DIRECT, weight="0"), decimals=6
    )
    values = {"u a.": "999999999999.999999", "v a.": "-999999999999.999999"}
    found = scored(case(content, {"u": "A", "v": "A"}, values))
    assert [str(found.total.value(unit)) for unit in (0, 1)] == [
        "999999999999.999999",
        "-999999999999.999999",
    ]
