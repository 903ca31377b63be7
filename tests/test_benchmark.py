"""Our city among its rivals: totals by the chain, places, gaps, and gains against scoring anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import indicators
import sample_data
from indicators.catalogue import Catalogue
from indicators.catalogue_text import load_catalogue
from office.benchmark_edits import CityRow, Filled, misread_city, with_chain, with_cities, with_points
from sample_data.make_benchmark import CITIES, benchmark
from scoring.benchmark import Benchmark, standings
from scoring.benchmark_chain import Chain, Counted, chain_of, total_code
from scoring.benchmark_gains import gains, gaps, if_scored, place_among

if TYPE_CHECKING:
    from indicators import Scheme

STEP = Decimal("0.01")


def listed(**points: str) -> Catalogue:
    """Give a list of indicators: `A1=…` stands under A, `Q=…` alone."""
    above = dict.fromkeys(code[0] for code in points if len(code) > 1)
    return Catalogue.model_validate(
        {
            "catalogue": "list",
            "title": "清单",
            "status": "official",
            "document": "文件",
            "date": "2020-01-01",
            "items": [
                *({"code": code, "name": f"方面{code}"} for code in above),
                *(
                    {"code": code, "name": f"指标{code}", "points": value}
                    | ({"parent": code[0]} if len(code) > 1 else {})
                    for code, value in points.items()
                ),
            ],
        }
    )


CHAIN = Chain(
    (
        Counted("Q", "高质量", Decimal(1)),
        Counted("A", "党建", Decimal("0.9")),
        Counted("S", "党建", Decimal(1)),
    ),
    Decimal(80),
)
LIST = listed(Q="100", A1="60", A2="40", S="10")
#: Indicators, satisfaction and the other factor of four cities.
FIGURES = {
    "甲": ("96.50", "9.20", "92.00"),
    "乙": ("95.10", "9.60", "93.10"),
    "丙": ("97.80", "8.40", "90.20"),
    "丁": ("88.00", "8.90", "96.00"),
}


def four_cities() -> Benchmark:
    expected: dict[tuple[str, str], Decimal] = {}
    for city, (points, satisfaction, quality) in FIGURES.items():
        whole = Decimal(points)
        values = {"A1": whole - 38, "A2": Decimal(38), "S": Decimal(satisfaction), "Q": Decimal(quality)}
        expected |= {(city, code): value for code, value in values.items()}
    return Benchmark(LIST, CHAIN, tuple(FIGURES), "甲", expected)


def small(*rows: dict[str, str]) -> Benchmark:
    """Give cities 1, 2, …, the first one ours."""
    expected = {(str(n), code): Decimal(v) for n, row in enumerate(rows, 1) for code, v in row.items()}
    return Benchmark(LIST, CHAIN, tuple(str(n) for n in range(1, len(rows) + 1)), "1", expected)


# ---------------------------------------------------------------- worked figures


def test_totals_and_places_of_the_published_chain() -> None:
    found = {s.city: s for s in standings(four_cities())}
    assert {city: s.scores["党建"] for city, s in found.items()} == {
        "甲": (Decimal("96.05"), 2),
        "乙": (Decimal("95.19"), 3),
        "丙": (Decimal("96.42"), 1),
        "丁": (Decimal("88.10"), 4),
    }
    assert {city: (s.total, s.place) for city, s in found.items()} == {
        "甲": (Decimal("110.46"), 2),
        "乙": (Decimal("110.78"), 1),
        "丙": (Decimal("108.71"), 3),
        "丁": (Decimal("105.72"), 4),
    }
    assert [s.city for s in standings(four_cities())] == ["乙", "甲", "丙", "丁"]


def test_points_to_the_first_the_next_and_ahead() -> None:
    found = {s.city: (s.to_first, s.to_next, s.ahead) for s in standings(four_cities())}
    assert found["甲"] == (Decimal("0.32"), Decimal("0.32"), Decimal("1.75"))
    assert found["丙"] == (Decimal("2.07"), Decimal("1.75"), Decimal("2.99"))
    assert found["乙"] == (Decimal(0), None, Decimal("0.32"))
    assert found["丁"][2] is None


def test_the_multiplier_effect_is_exact() -> None:
    ours = next(s for s in standings(four_cities()) if s.city == "甲")
    assert ours.effects == {"党建": Fraction("92") * (Fraction("96.05") - 80) / 80}


def test_one_more_point_in_each_factor() -> None:
    """甲: 92 × 96.95 ÷ 80 = 111.4925; 92 × 96.85 ÷ 80 = 111.3775 (0.8 left of S); 93 × 96.05 ÷ 80 = 111.658125."""
    found = {gain.item.code: (gain.points, gain.adds, gain.place) for gain in gains(four_cities())}
    assert found == {
        "Q": (Decimal(1), Decimal("1.20"), 1),
        "A1": (Decimal(1), Decimal("1.03"), 1),
        "A2": (Decimal(1), Decimal("1.03"), 1),
        "S": (Decimal("0.80"), Decimal("0.92"), 1),
    }


def test_the_least_points_that_reach_the_first_place() -> None:
    """甲 needs 110.78: in S the party score must reach 96.33 (110.7795), from 96.05; in Q 92.27 (110.7817) from 92."""
    found = {gain.item.code: gain.to_be_first for gain in gains(four_cities())}
    assert found["S"] == Decimal("0.28")
    assert found["Q"] == Decimal("0.27")
    assert found["A1"] == Decimal("0.31")


def test_an_item_that_cannot_do_it_alone_says_so() -> None:
    found = {gain.item.code: gain.to_be_first for gain in gains(replace(four_cities(), ours="丁"))}
    assert found["S"] is None
    assert found["Q"] is None
    assert found["A1"] is not None


def test_gaps_to_full_best_mean_target_and_last_year() -> None:
    known = replace(four_cities(), targets={"S": Decimal("9.5")}, last_year={"S": Decimal("9.3")})
    found = {gap.item.code: gap for gap in gaps(known)}["S"]
    assert (found.own, found.lost) == (Decimal("9.20"), Decimal("0.80"))
    assert (found.best, found.best_cities, found.to_best) == (Decimal("9.60"), ("乙",), Decimal("0.40"))
    assert found.mean == Fraction("9.025")
    assert found.to_mean == Fraction("-0.175")
    assert (found.to_target, found.over_last_year) == (Decimal("0.30"), Decimal("-0.10"))


def test_what_if_is_scored_anew() -> None:
    assert if_scored(four_cities(), "Q", Decimal("92.26")) == (Decimal("110.77"), 2)
    assert if_scored(four_cities(), "Q", Decimal("92.27")) == (Decimal("110.78"), 1)


# ---------------------------------------------------------------- what is missing


def test_a_city_with_a_missing_score_has_no_place_and_moves_nobody() -> None:
    known = four_cities()
    without = replace(known, expected={k: v for k, v in known.expected.items() if k != ("乙", "S")})
    found = {s.city: (s.total, s.place) for s in standings(without)}
    assert found["乙"] == (None, None)
    assert found["甲"] == (Decimal("110.46"), 1)
    assert standings(without)[-1].city == "乙"
    assert without.missing("乙") == ("S",)
    # What is known of it still counts, item by item.
    assert {gap.item.code: gap.best for gap in gaps(without)}["Q"] == Decimal("96.00")


def test_our_city_with_a_missing_score_has_gaps_but_no_gains() -> None:
    known = four_cities()
    without = replace(known, expected={k: v for k, v in known.expected.items() if k != ("甲", "S")})
    assert gains(without) == ()
    assert if_scored(without, "Q", Decimal(95)) is None
    found = {gap.item.code: gap for gap in gaps(without)}
    assert found["S"].own is None
    assert found["S"].to_best is None
    assert found["Q"].lost == Decimal(8)


def test_a_zero_is_a_score() -> None:
    rows = [{"A1": "60", "A2": "40", "S": "0", "Q": "80"}, {"A1": "60", "A2": "40", "S": "10", "Q": "80"}]
    found = {s.city: s.total for s in standings(small(*rows))}
    assert found == {"1": Decimal("90.00"), "2": Decimal("100.00")}


def test_equal_totals_share_the_better_place() -> None:
    row = {"A1": "50", "A2": "40", "S": "8", "Q": "90"}
    found = standings(small(row, row, row | {"S": "7"}))
    assert [(s.city, s.place) for s in found] == [("1", 1), ("2", 1), ("3", 3)]
    assert {gain.to_be_first for gain in gains(small(row, row))} == {Decimal(0)}


def test_a_city_alone_at_full_points_has_nothing_to_gain() -> None:
    known = small({"A1": "60", "A2": "40", "S": "10", "Q": "100"})
    assert gains(known) == ()
    assert standings(known)[0].total == Decimal("125.00")
    assert {gap.best for gap in gaps(known)} == {None}


# ---------------------------------------------------------------- the chain


def sample_scheme() -> Scheme:
    scheme, _ = indicators.load(sample_data.SCHEME)
    assert scheme is not None
    return scheme


def test_the_chain_is_taken_from_the_citys_own_scheme() -> None:
    catalogue, _ = load_catalogue(sample_data.CARRIED_OVER)
    assert catalogue is not None
    chain = chain_of(catalogue, sample_scheme())
    assert chain.base == 80
    assert chain.scores == ("高质量发展成效得分", "党的建设得分")
    scales = {part.item: part.scale for part in chain.parts}
    assert scales["SN-Q"] == scales["SN-S"] == 1
    assert {scales[f"SN-{n}"] for n in range(1, 7)} == {Decimal("0.9")}


def test_without_a_chain_the_dimensions_add_up() -> None:
    chain = chain_of(LIST, None)
    assert not chain.multiplies
    known = replace(four_cities(), chain=chain)
    found = next(s for s in standings(known) if s.city == "甲")
    assert found.total == Decimal("197.70")
    assert found.effects == {}


def test_an_additive_scheme_gives_a_sum() -> None:
    scheme, _ = indicators.load(sample_data.ADDITIVE)
    assert not chain_of(LIST, scheme).multiplies


def test_items_may_have_any_code() -> None:
    catalogue = listed(Σ="50", T="50")
    assert total_code(catalogue) == "ΣΣ"
    chain = Chain((Counted("Σ", "甲", Decimal(1)), Counted("T", "乙", Decimal(1))), Decimal(40))
    known = Benchmark(catalogue, chain, ("市",), "市", {("市", "Σ"): Decimal(40), ("市", "T"): Decimal(30)})
    assert standings(known)[0].total == Decimal("30.00")


def test_three_factors_are_divided_by_the_base_twice() -> None:
    chain = Chain(tuple(Counted(code, code, Decimal(1)) for code in ("Q", "A", "S")), Decimal(10), decimals=3)
    known = replace(small({"A1": "20", "A2": "10", "S": "5", "Q": "7"}), chain=chain)
    assert standings(known)[0].total == Decimal("10.500")
    assert standings(known)[0].effects == {"A": Fraction(14), "S": Fraction("-10.5")}


# ---------------------------------------------------------------- properties

SCORES = {"A1": 6000, "A2": 4000, "S": 1000, "Q": 10_000}
rows = st.fixed_dictionaries(
    {code: st.integers(0, most).map(lambda units: str(Decimal(units) / 100)) for code, most in SCORES.items()}
)


def by_hand(row: dict[str, str]) -> Decimal:
    """The total in plain decimals, rounded half up at both places."""
    value = {code: Decimal(text) for code, text in row.items()}
    party = ((value["A1"] + value["A2"]) * Decimal("0.9") + value["S"]).quantize(STEP, "ROUND_HALF_UP")
    return (value["Q"] * party / 80).quantize(STEP, "ROUND_HALF_UP")


@given(st.lists(rows, min_size=1, max_size=5))
def test_totals_and_places_agree_with_plain_arithmetic(found: list[dict[str, str]]) -> None:
    totals = [by_hand(row) for row in found]
    known = {s.city: s for s in standings(small(*found))}
    for number, total in enumerate(totals, 1):
        assert known[str(number)].total == total
        assert known[str(number)].place == place_among(total, totals)
        assert known[str(number)].to_first == max(totals) - total


@settings(max_examples=25)
@given(st.lists(rows, min_size=1, max_size=4))
def test_a_gain_is_what_scoring_anew_gives(found: list[dict[str, str]]) -> None:
    known = small(*found)
    before = {s.city: s for s in standings(known)}["1"]
    for gain in gains(known):
        own = known.expected["1", gain.item.code]
        raised = with_points(known, {Filled("1", gain.item.code): own + gain.points})
        after = {s.city: s for s in standings(raised)}["1"]
        assert after.total is not None
        assert before.total is not None
        assert gain.adds == after.total - before.total
        assert gain.place == after.place


@settings(max_examples=25)
@given(st.lists(rows, min_size=2, max_size=4))
def test_the_points_to_be_first_do_it_and_a_step_less_does_not(found: list[dict[str, str]]) -> None:
    known = small(*found)
    for gain in gains(known):
        own = known.expected["1", gain.item.code]
        if gain.to_be_first is None:
            assert gain.item.points is not None
            reached = if_scored(known, gain.item.code, gain.item.points)
            assert reached is not None
            assert reached[1] > 1
            continue
        enough = if_scored(known, gain.item.code, own + gain.to_be_first)
        assert enough is not None
        assert enough[1] == 1
        if gain.to_be_first:
            short = if_scored(known, gain.item.code, own + gain.to_be_first - STEP)
            assert short is not None
            assert short[1] > 1


# ---------------------------------------------------------------- the sample


def test_the_sample_is_a_close_race() -> None:
    found = standings(benchmark())
    assert [(s.city, str(s.total)) for s in found] == [
        ("沧屿市", "109.35"),
        ("云江市", "108.65"),
        ("岚汀市", "108.23"),
        ("霁川市", "100.15"),
        ("梧屿市", "89.78"),
    ]
    able = {gain.item.code for gain in gains(benchmark()) if gain.to_be_first}
    assert able == {"SN-Q", "SN-6.1.2"}


# ---------------------------------------------------------------- edits


def test_other_points_leave_the_old_benchmark_as_it_was() -> None:
    known = benchmark()
    cleared, target = Filled("云江市", "SN-Q"), Filled("", "SN-Q", is_target=True)
    edited = with_points(known, {cleared: None, target: Decimal(95), Filled("", "SN-Q"): Decimal(90)})
    assert edited.own("SN-Q") is None
    assert edited.targets["SN-Q"] == 95
    assert edited.last_year["SN-Q"] == 90
    assert known.own("SN-Q") is not None


def test_scores_follow_a_city_that_is_renamed_and_leave_with_one_that_goes() -> None:
    known = benchmark()
    kept = [CityRow(city, city, city == "云江市", None) for city in CITIES if city != "梧屿市"]
    renamed = [
        kept[0]._replace(name="新江市"),
        *kept[1:],
        CityRow("", "添市", is_ours=False, last_total=None),
    ]
    edited, wrong = with_cities(known, renamed, None)
    assert wrong is None
    assert edited is not None
    assert edited.ours == "新江市"
    assert edited.own("SN-Q") == known.own("SN-Q")
    assert "梧屿市" not in {city for city, _ in edited.expected}
    assert edited.missing("添市") == tuple(item.code for item in known.catalogue.leaves)
    assert edited.last_totals == {}


@pytest.mark.parametrize(
    ("names", "ours", "said"),
    [
        (["甲", ""], [True, False], "没有名称"),
        (["甲", "甲"], [True, False], "写了两遍"),
        (["甲", "乙"], [False, False], "有 0 个"),
        (["甲", "乙"], [True, True], "有 2 个"),
        ([], [], "有 0 个"),
    ],
)
def test_cities_that_do_not_make_sense_are_refused(names: list[str], ours: list[bool], said: str) -> None:
    typed = [CityRow("", name, own, None) for name, own in zip(names, ours, strict=True)]
    edited, wrong = with_cities(benchmark(), typed, None)
    assert edited is None
    assert wrong is not None
    assert said in wrong.zh


def test_a_city_that_is_not_read_back_is_named() -> None:
    known = benchmark()
    assert misread_city(known, known) is None
    said = misread_city(replace(known, cities=(*known.cities, "满分")), known)
    assert said is not None
    assert "满分" in said.zh


def test_another_chain_makes_another_total() -> None:
    known = four_cities()
    added = with_chain(known, [part._replace(score="总分") for part in CHAIN.parts], Decimal(1), 1)
    assert {s.city: s.total for s in standings(added)}["甲"] == Decimal("188.1")
