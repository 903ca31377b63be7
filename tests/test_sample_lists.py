"""The sample's provincial lists, and the invented city's schemes held against each of them.

What must be found is written here by hand from the lists, not copied from the output.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

import sample_data
from documents import read_data
from indicators import decode_scheme, load
from indicators.catalogue import Certainty, Status
from indicators.catalogue_text import load_catalogue
from indicators.coverage import Coverage, coverage_of
from indicators.liaison import LiaisonState
from indicators.mapping import Relation
from scoring.results import Results, score
from scoring.sheet import State

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from indicators import Scheme
    from indicators.catalogue import Catalogue, Item

SCHEMES = (sample_data.SCHEME, sample_data.SCHEME_OFFICIAL, sample_data.SCHEME_LAST_YEAR)
#: 210 points in every list: 100 of indicators, 10 of satisfaction, 100 of the other factor.
POINTS = 100 + 10 + 100
#: What the official list took away, and what it brought.
GONE = ["SN-2.2.2", "SN-3.1.2", "SN-3.2.2", "SN-3.2.4", "SN-5.2.1"]
NEW = ["SN-2.3.1", "SN-3.2.5", "SN-3.4.1", "SN-4.2.2", "SN-5.2.3", "SN-5.2.4"]
#: Where the city's mappings lead after that.
LED_TO = [
    ("P2.2.2", "SN-2.2.2"),
    ("P3.1.2", "SN-3.1.2"),
    ("P3.2.2", "SN-3.2.2"),
    ("P3.2.4", "SN-3.2.4"),
    ("P5.2.1", "SN-5.2.1"),
]


@cache
def listed(path: Path) -> Catalogue:
    found, problems = load_catalogue(path)
    assert problems == ()
    assert found is not None
    return found


@cache
def scheme(path: Path) -> Scheme:
    found, problems = load(path)
    assert problems == ()
    assert found is not None
    return found


def held_against(scheme_path: Path, list_path: Path) -> Coverage:
    return coverage_of(scheme(scheme_path), listed(list_path))


def points_of(item: Item) -> Decimal:
    assert item.points is not None
    return item.points


def gaps(coverage: Coverage) -> list[tuple[str, str]]:
    """Each uncovered item with the part of it that is covered."""
    return [(item.item.code, str(item.total)) for item in coverage.uncovered]


def tallies(coverage: Coverage) -> dict[str, str]:
    """For each dimension, covered of all indicators and covered of all points."""
    return {
        item.code: f"{tally.covered}/{tally.items} {tally.covered_points}/{tally.points}"
        for item, tally in coverage.by_dimension
    }


def astray(coverage: Coverage) -> list[tuple[str, str]]:
    return [(claim.indicator.code, claim.cover.item) for claim in coverage.astray]


def is_whole(coverage: Coverage) -> bool:
    faults = (coverage.uncovered, coverage.doubly, coverage.astray, coverage.unmapped)
    return coverage.overall.full and coverage.overall.in_weight == 1 and faults == ((), (), (), ())


def rebuilt(content: bytes) -> Scheme:
    found, problems = decode_scheme(content, "scheme.yaml")
    assert found is not None, [problem.in_words("en") for problem in problems]
    return found


@pytest.mark.parametrize("path", sample_data.CATALOGUES, ids=lambda path: path.stem)
def test_a_list_loads_and_its_points_add_up_at_every_level(path: Path) -> None:
    catalogue = listed(path)
    assert catalogue.catalogue == path.stem
    for item in catalogue.items:
        below = [points_of(child) for child in catalogue.items if child.parent == item.code]
        assert not below or sum(below) == points_of(item)
    dimensions = {item.code: points_of(item) for item in catalogue.items if item.parent is None}
    assert list(dimensions) == ["SN-1", "SN-2", "SN-3", "SN-4", "SN-5", "SN-6", "SN-S", "SN-Q"]
    assert sum(dimensions[f"SN-{number}"] for number in range(1, 7)) == 100
    assert dimensions["SN-S"] == 10
    assert dimensions["SN-Q"] == 100


def test_the_lists_follow_each_other_from_carried_over_to_official() -> None:
    chain = [listed(path) for path in sample_data.CATALOGUES]
    assert [catalogue.status for catalogue in chain] == [Status.CARRIED_OVER, Status.DRAFT, Status.OFFICIAL]
    assert [catalogue.supersedes for catalogue in chain] == [None, "province-2019", "province-2020-draft"]
    assert sorted(catalogue.date for catalogue in chain) == [catalogue.date for catalogue in chain]
    assert [len(catalogue.leaves) for catalogue in chain] == [29, 30, 30]


def test_what_is_unsure_is_said_to_be_so_until_the_list_is_official() -> None:
    def unsure(path: Path) -> dict[str, Certainty]:
        return {i.code: i.certainty for i in listed(path).items if i.certainty is not Certainty.CONFIRMED}

    assert unsure(sample_data.CARRIED_OVER) == {
        "SN-2.2.2": Certainty.LIKELY,
        "SN-3.1.2": Certainty.UNCLEAR,
        "SN-4.2.1": Certainty.UNCLEAR,
    }
    assert unsure(sample_data.DRAFT) == {
        "SN-3.2.3": Certainty.LIKELY,
        "SN-4.1.2": Certainty.LIKELY,
        "SN-4.2.2": Certainty.UNCLEAR,
        "SN-6.1.2": Certainty.UNCLEAR,
    }
    assert unsure(sample_data.OFFICIAL) == {}


def test_the_official_list_differs_in_every_way_a_list_can() -> None:
    old, new = listed(sample_data.CARRIED_OVER), listed(sample_data.OFFICIAL)
    assert [item.code for item in old.leaves if item.code not in new.by_code] == GONE
    assert [item.code for item in new.leaves if item.code not in old.by_code] == NEW
    both = [(item, new.by_code[item.code]) for item in old.leaves if item.code in new.by_code]
    assert [was.code for was, now in both if was.name != now.name] == ["SN-2.1.2"]
    assert {was.code: f"{was.points} → {now.points}" for was, now in both if was.points != now.points} == {
        "SN-3.3.1": "5 → 4",
        "SN-4.1.2": "4 → 3",
        "SN-4.2.1": "4 → 3",
    }
    assert [was.code for was, now in both if was.rule != now.rule] == ["SN-3.2.1", "SN-3.2.3", "SN-4.1.2"]
    assert [was.code for was, now in both if was.department != now.department] == ["SN-1.2.2"]
    assert [was.code for was, now in both if old.dimension_of(was).code != new.dimension_of(now).code] == [
        "SN-6.1.1"
    ]
    # Recoded: the same rule and points under another code, and nearly the same name.
    was, now = old.by_code["SN-2.2.2"], new.by_code["SN-2.3.1"]
    assert (was.rule, was.points, was.department) == (now.rule, now.points, now.department)
    assert sorted(was.name) == sorted(now.name)


@pytest.mark.parametrize(
    ("scheme_path", "list_path"),
    [
        (sample_data.SCHEME, sample_data.CARRIED_OVER),
        (sample_data.SCHEME_OFFICIAL, sample_data.OFFICIAL),
        (sample_data.SCHEME_LAST_YEAR, sample_data.CARRIED_OVER),
    ],
    ids=["carried over", "official", "last year"],
)
def test_each_scheme_covers_the_list_it_names_wholly_and_once(scheme_path: Path, list_path: Path) -> None:
    assert scheme(scheme_path).covers == listed(list_path).catalogue
    assert is_whole(held_against(scheme_path, list_path))


def test_against_the_carried_over_list_every_dimension_is_full() -> None:
    assert tallies(held_against(sample_data.SCHEME, sample_data.CARRIED_OVER)) == {
        "SN-1": "5/5 18/18",
        "SN-2": "4/4 18/18",
        "SN-3": "8/8 26/26",
        "SN-4": "3/3 12/12",
        "SN-5": "4/4 18/18",
        "SN-6": "2/2 8/8",
        "SN-S": "2/2 10/10",
        "SN-Q": "1/1 100/100",
    }


@pytest.mark.parametrize("path", [sample_data.SCHEME, sample_data.SCHEME_LAST_YEAR], ids=lambda p: p.stem)
def test_against_the_draft_only_the_new_indicator_is_open(path: Path) -> None:
    coverage = held_against(path, sample_data.DRAFT)
    assert gaps(coverage) == [("SN-4.2.2", "0")]
    assert (coverage.doubly, astray(coverage), coverage.unmapped) == ((), [], ())
    assert coverage.overall.in_count == Fraction(29, 30)
    assert coverage.overall.in_weight == Fraction(POINTS - 2, POINTS)
    assert tallies(coverage)["SN-4"] == "3/4 11/13"
    assert [item.code for item, tally in coverage.by_dimension if not tally.full] == ["SN-4"]


@pytest.mark.parametrize("path", [sample_data.SCHEME, sample_data.SCHEME_LAST_YEAR], ids=lambda p: p.stem)
def test_against_the_official_list_exactly_what_broke_is_open(path: Path) -> None:
    coverage = held_against(path, sample_data.OFFICIAL)
    assert gaps(coverage) == [(code, "0") for code in NEW]
    assert astray(coverage) == LED_TO
    assert (coverage.doubly, coverage.unmapped) == ((), ())
    assert coverage.overall.in_count == Fraction(24, 30)
    assert coverage.overall.in_weight == Fraction(POINTS - (5 + 4 + 4 + 3 + 3 + 2), POINTS)
    assert tallies(coverage) == {
        "SN-1": "6/6 22/22",
        "SN-2": "3/4 13/18",
        "SN-3": "5/7 17/25",
        "SN-4": "3/4 10/13",
        "SN-5": "3/5 13/18",
        "SN-6": "1/1 4/4",
        "SN-S": "2/2 10/10",
        "SN-Q": "1/1 100/100",
    }


def test_the_mended_scheme_no_longer_fits_the_lists_before() -> None:
    led_to = [
        ("P2.2.2", "SN-2.3.1"),
        ("P3.2.2", "SN-3.2.5"),
        ("P3.2.4", "SN-3.2.5"),
        ("L1", "SN-3.4.1"),
        ("L2", "SN-3.4.1"),
        ("P4.2.1", "SN-4.2.2"),
        ("P4.2.2", "SN-4.2.2"),
        ("P5.2.1", "SN-5.2.3"),
        ("P5.2.1", "SN-5.2.4"),
    ]
    for path in (sample_data.CARRIED_OVER, sample_data.DRAFT):
        coverage = held_against(sample_data.SCHEME_OFFICIAL, path)
        assert gaps(coverage) == [(code, "0") for code in GONE]
        known = listed(path).by_code
        assert astray(coverage) == [claim for claim in led_to if claim[1] not in known]
        assert coverage.overall.in_weight == Fraction(POINTS - (5 + 3 + 3 + 2 + 5), POINTS)


def test_the_mended_scheme_uses_every_relation() -> None:
    mended = scheme(sample_data.SCHEME_OFFICIAL)
    claims = {
        (indicator.code, cover.item): (cover.relation, cover.part)
        for indicator in mended.indicators
        for cover in indicator.covers
        if cover.relation is not Relation.EQUAL
    }
    assert claims == {
        ("P3.2.2", "SN-3.2.5"): (Relation.REFINED, Fraction(60, 100)),
        ("P3.2.4", "SN-3.2.5"): (Relation.REFINED, Fraction(40, 100)),
        ("L1", "SN-3.4.1"): (Relation.REFINED, Fraction(60, 100)),
        ("L2", "SN-3.4.1"): (Relation.REFINED, Fraction(40, 100)),
        ("P4.2.1", "SN-4.2.2"): (Relation.PARTIAL, Fraction(40, 100)),
        ("P4.2.2", "SN-4.2.2"): (Relation.PARTIAL, Fraction(60, 100)),
        ("P5.2.1", "SN-5.2.3"): (Relation.MERGED, Fraction(1)),
        ("P5.2.1", "SN-5.2.4"): (Relation.MERGED, Fraction(1)),
    }


def test_half_a_mending_leaves_a_part_open() -> None:
    content = sample_data.SCHEME_OFFICIAL.read_bytes()
    cover = b"    covers: [{item: SN-4.2.2, relation: partial, share: 60%}]\n"
    assert content.count(cover) == 1
    local = "    local: 省里没有要求\n    effect: 认可的比例\n".encode()
    coverage = coverage_of(rebuilt(content.replace(cover, local)), listed(sample_data.OFFICIAL))
    assert gaps(coverage) == [("SN-4.2.2", "2/5")]
    assert coverage.overall.in_count == Fraction(29, 30)
    assert coverage.overall.in_weight == 1 - Fraction(3, POINTS) * Fraction(60, 100)


def test_a_share_stated_too_large_covers_doubly() -> None:
    content = sample_data.SCHEME_OFFICIAL.read_bytes()
    share = b"[{item: SN-3.4.1, relation: refined, share: 40%}]"
    assert content.count(share) == 1
    larger = share.replace(b"40%", b"50%")
    coverage = coverage_of(rebuilt(content.replace(share, larger)), listed(sample_data.OFFICIAL))
    assert [(item.item.code, item.total) for item in coverage.doubly] == [("SN-3.4.1", Fraction(110, 100))]
    assert coverage.overall.full


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_who_answers_for_an_indicator_and_whom_they_ask_is_stated(path: Path) -> None:
    for indicator in scheme(path).indicators:
        assert indicator.task is not None
        assert indicator.owner is not None
        assert indicator.deadline is not None
        assert indicator.data_source is not None
        assert (indicator.counterpart is not None) == bool(indicator.covers), indicator.code
        assert (indicator.effect is not None) == (indicator.local is not None), indicator.code


def test_the_counterparts_are_the_departments_of_the_list() -> None:
    for scheme_path, list_path in (
        (sample_data.SCHEME, sample_data.CARRIED_OVER),
        (sample_data.SCHEME_OFFICIAL, sample_data.OFFICIAL),
        (sample_data.SCHEME_LAST_YEAR, sample_data.CARRIED_OVER),
    ):
        known = listed(list_path).by_code
        for indicator in scheme(scheme_path).indicators:
            departments = {known[cover.item].department for cover in indicator.covers}
            assert departments <= {indicator.counterpart}, indicator.code


def test_the_talks_with_the_province_are_in_every_state() -> None:
    def states(path: Path) -> dict[str, LiaisonState]:
        return {i.code: i.liaison.state for i in scheme(path).indicators if i.liaison is not None}

    before, after = states(sample_data.SCHEME), states(sample_data.SCHEME_OFFICIAL)
    assert {code for code, state in before.items() if state is LiaisonState.NOT_CONTACTED} == {
        "P3.2.2",
        "P3.2.4",
        "S.2",
    }
    assert {code for code, state in before.items() if state is LiaisonState.CONTACTED} == {
        "P1.2.2",
        "P2.1.2",
        "P3.1.2",
        "P3.1.3",
        "P3.2.1",
        "P3.2.3",
        "P4.1.2",
        "P4.2.1",
        "P5.2.1",
        "P6.1.2",
    }
    assert len(before) == 29
    assert {code for code, state in after.items() if state is not LiaisonState.CONFIRMED} == {"P4.2.2", "S.2"}


def results(path: Path) -> Results:
    sheet, problems = read_data(scheme(path), sample_data.DATA)
    # The mended scheme has one that nobody has reported on yet.
    expected = ["indicator-without-data"] if path == sample_data.SCHEME_OFFICIAL else []
    assert [problem.code for problem in problems] == expected
    assert sheet is not None
    return score(scheme(path), sheet)


def test_the_mended_scheme_scores_the_same_data() -> None:
    before, after = results(sample_data.SCHEME), results(sample_data.SCHEME_OFFICIAL)
    districts = [n for n, unit in enumerate(after.sheet.units) if unit.group == "区县"]
    # Nobody has been asked yet what the new indicator measures.
    states = after.published("P4.2.2").states
    assert {State(states[position]) for position in districts} == {State.MISSING}
    for code in ("P2", "P5", "P6", "satisfaction"):
        assert [after.published(code).value(n) for n in districts] == [
            before.published(code).value(n) for n in districts
        ]
    assert all(after.published("total").value(position) is not None for position in districts)
