"""Coverage equals its definition: of what the province asks, how much do the city's indicators answer for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue import Catalogue
from indicators.checks import Case, check
from indicators.coverage import coverage_of
from indicators.mapping import Relation
from indicators.scheme_text import as_typed, compose_scheme
from indicators.shares import percent
from indicators.standing import standing_of
from indicators.written import Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn

    from indicators import Scheme
    from indicators.coverage import Coverage

GROUPS = ("A", "B")


def list_of(*items: Mapping[str, str], status: str = "正式", code: str = "list") -> Catalogue:
    return Catalogue.model_validate(
        {
            "catalogue": code,
            "title": "省级清单",
            "status": status,
            "document": "文件",
            "date": "2020-01-01",
            "items": items,
        }
    )


def leaf(code: str, **more: object) -> dict[str, object]:
    return {"code": code, "parent": "t", "name": f"指标{code}", "points": "10", **more}


def composed(content: dict[str, object]) -> Scheme:
    scheme, problems = compose_scheme(
        Written(value={name: as_typed(value) for name, value in content.items()})
    )
    assert scheme is not None, [problem.in_words("en") for problem in problems]
    return scheme


def scheme_with(*leaves: dict[str, object], covers: str = "list", **more: object) -> Scheme:
    points = sum(Fraction(str(part.get("weight", part["points"]))) for part in leaves)
    tree: list[dict[str, object]] = [{"code": "t", "name": "总分", "points": str(points)}]
    tree += [{"rule": {"kind": "direct"}, **part} for part in leaves]
    return composed(
        {
            "scheme": "s",
            "title": "方案",
            "covers": covers,
            "groups": [{"code": group, "name": group} for group in GROUPS],
            "tree": tree,
            **more,
        }
    )


# ---------------------------------------------------------------- against the definition


@st.composite
def mappings(draw: DrawFn) -> tuple[Scheme, Catalogue]:
    """A city's indicators mapped many to many onto a list with headings, some of them to nothing."""
    headings = draw(st.integers(0, 3))
    count = draw(st.integers(1, 8))
    items = [{"code": f"H{i}", "name": f"方面{i}"} for i in range(headings)]
    for number in range(count):
        item = {"code": f"S{number}", "name": f"省{number}", "points": str(draw(st.integers(1, 40)))}
        if headings:
            item["parent"] = f"H{draw(st.integers(0, headings - 1))}"
        items.append(item)
    above = {item.get("parent") for item in items}
    items = [item for item in items if item["code"] in above or "points" in item]
    codes = [f"S{number}" for number in range(count)] + ["S99", "H0"]
    leaves = []
    for number in range(draw(st.integers(1, 8))):
        covers = [
            {
                "item": code,
                "relation": (relation := draw(st.sampled_from(list(Relation)))).value,
                **(
                    {"share": f"{draw(st.integers(0, 100))}%"}
                    if relation in {Relation.PARTIAL, Relation.REFINED} or draw(st.booleans())
                    else {}
                ),
            }
            for code in draw(st.lists(st.sampled_from(codes), max_size=4, unique=True))
        ]
        groups = draw(st.sampled_from([["A"], ["B"], ["A", "B"], None]))
        weight = draw(st.sampled_from(["10", "10", "5", "0"]))
        part = leaf(f"c{number}", weight=weight, covers=covers)
        leaves.append(part if groups is None else part | {"groups": groups})
    leaves.append(leaf("rest"))
    return scheme_with(*leaves), list_of(*items)


def brute_force(scheme: Scheme, catalogue: Catalogue) -> tuple[dict[str, Fraction], Fraction, Fraction]:
    """The shares of every leaf, and both coverages, straight from the words of the definition."""
    parents = {item.parent for item in catalogue.items}
    shares = {item.code: Fraction(0) for item in catalogue.items if item.code not in parents}
    for code in shares:
        for indicator in scheme.indicators:
            for cover in indicator.covers:
                if cover.item == code and indicator.weight != 0 and indicator.groups != ():
                    shares[code] += 1 if cover.share is None else Fraction(str(cover.share)) / 100
    points = {item.code: Fraction(str(item.points)) for item in catalogue.items if item.points is not None}
    in_count = Fraction(sum(share >= 1 for share in shares.values()), len(shares))
    reached = sum((points[code] * min(Fraction(1), share) for code, share in shares.items()), Fraction(0))
    return shares, in_count, reached / sum((points[code] for code in shares), Fraction(0))


def expect_the_definition(scheme: Scheme, catalogue: Catalogue) -> None:
    coverage = coverage_of(scheme, catalogue)
    shares, in_count, in_weight = brute_force(scheme, catalogue)
    assert {item.item.code: item.total for item in coverage.items} == shares
    assert coverage.overall.in_count == in_count
    assert coverage.overall.in_weight == in_weight
    assert [item.item.code for item in coverage.uncovered] == [c for c, share in shares.items() if share < 1]
    assert [item.item.code for item in coverage.doubly] == [c for c, share in shares.items() if share > 1]
    assert [(claim.indicator.code, claim.cover.item) for claim in coverage.astray] == [
        (indicator.code, cover.item)
        for indicator in scheme.indicators
        for cover in indicator.covers
        if cover.item not in shares
    ]


@settings(max_examples=3_000)
@given(mappings())
def test_coverage_is_what_its_definition_says(case: tuple[Scheme, Catalogue]) -> None:
    expect_the_definition(*case)


@given(mappings())
def test_checks_and_standing_say_what_coverage_is(case: tuple[Scheme, Catalogue]) -> None:
    coverage = coverage_of(*case)
    dimensions = [tally for _, tally in coverage.by_dimension]
    overall = coverage.overall
    assert sum(tally.items for tally in dimensions) == overall.items
    assert sum(tally.covered for tally in dimensions) == overall.covered
    assert sum(tally.covered_points for tally in dimensions) == overall.covered_points
    codes = [problem.code for problem in check(Case(*case))]
    assert codes.count("coverage-uncovered") + codes.count("coverage-partly-covered") == (
        overall.items - overall.covered
    )
    assert codes.count("coverage-doubly") == len(coverage.doubly)
    assert codes.count("coverage-mapped-to-nothing") == len(coverage.astray)
    standing = standing_of(*case)
    assert standing is not None
    assert standing.provisional == (not overall.full)


# ---------------------------------------------------------------- the cases that are decided


ONE = ({"code": "S1", "name": "省一", "points": "4"}, {"code": "S2", "name": "省二", "points": "6"})


def both(*covers: dict[str, str], **more: object) -> Coverage:
    whole = leaf("c2", covers=[{"item": "S2", "relation": "equal"}])
    return coverage_of(scheme_with(leaf("c1", covers=list(covers), **more), whole), list_of(*ONE))


def test_a_part_counts_in_weight_and_not_in_count() -> None:
    coverage = both({"item": "S1", "relation": "partial", "share": "50%"})
    assert coverage.overall.in_count == Fraction(1, 2)
    assert coverage.overall.in_weight == Fraction(8, 10)
    assert not coverage.overall.full


def test_what_weighs_nothing_or_applies_to_nobody_covers_nothing() -> None:
    equal = {"item": "S1", "relation": "equal"}
    assert both(equal).overall.full
    idles: list[dict[str, object]] = [{"weight": "0"}, {"groups": []}]
    for idle in idles:
        coverage = both(equal, **idle)
        assert [item.item.code for item in coverage.uncovered] == ["S1"]
        assert coverage.overall.in_weight == Fraction(6, 10)


def test_what_hangs_under_a_node_of_no_weight_covers_nothing() -> None:
    scheme = composed(
        {
            "scheme": "s",
            "title": "方案",
            "groups": [{"code": "A", "name": "A"}],
            "tree": [
                {"code": "t", "name": "总分", "points": "10"},
                {"code": "n", "parent": "t", "name": "零", "points": "5", "weight": "0"},
                {
                    "code": "a",
                    "parent": "n",
                    "name": "甲",
                    "points": "5",
                    "rule": {"kind": "direct"},
                    "covers": [{"item": "S1", "relation": "equal"}],
                },
                {"code": "b", "parent": "t", "name": "乙", "points": "10", "rule": {"kind": "direct"}},
            ],
        }
    )
    assert not coverage_of(scheme, list_of(ONE[0])).overall.full


def test_weight_in_one_of_the_groups_is_enough() -> None:
    scheme = composed(
        {
            "scheme": "s",
            "title": "方案",
            "groups": [{"code": group, "name": group} for group in GROUPS],
            "tree": [
                {"code": "t", "name": "总分", "points": "10"},
                leaf("c1", weight={"A": "0", "B": "4"}, covers=[{"item": "S1", "relation": "equal"}])
                | {"rule": {"kind": "direct"}},
                leaf("c2", weight={"A": "10", "B": "6"}) | {"rule": {"kind": "direct"}},
            ],
        }
    )
    assert coverage_of(scheme, list_of(ONE[0])).overall.full


def test_a_waiver_is_printed_and_lets_publication_pass() -> None:
    waiver = {"item": "S2", "reason": "我市没有这类单位", "approved_by": "市考核委"}
    scheme = scheme_with(leaf("c1", covers=[{"item": "S1", "relation": "equal"}]), waivers=[waiver])
    coverage = coverage_of(scheme, list_of(*ONE))
    assert [item.item.code for item in coverage.uncovered] == ["S2"]
    assert coverage.open == ()
    standing = standing_of(scheme, list_of(*ONE))
    assert standing is not None
    assert not standing.provisional
    assert "经批准不设 1 项" in standing.line.zh


def test_the_standing_says_why_results_are_provisional() -> None:
    scheme = scheme_with(leaf("c1", covers=[{"item": "S1", "relation": "equal"}]))
    said = {
        "征求意见稿": standing_of(scheme, list_of(ONE[0], status="征求意见稿")),
        "有 1 项未覆盖": standing_of(scheme, list_of(*ONE)),
        "未见省级清单": standing_of(scheme, None),
    }
    for words, standing in said.items():
        assert standing is not None
        assert standing.provisional
        assert words in standing.why.zh
        assert standing.line.zh.startswith("暂定")
    settled = standing_of(scheme, list_of(ONE[0]))
    assert settled is not None
    assert not settled.provisional
    assert settled.why.zh == ""


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        ("1", "100%"),
        ("9999999/10000000", "99.99%"),
        ("10000001/10000000", "100.01%"),
        ("1/10000000", "0.01%"),
        ("0", "0%"),
        ("1/3", "33.33%"),
        ("59/60", "98.33%"),
        ("3/2", "150%"),
    ],
)
def test_only_the_whole_is_printed_as_the_whole(share: str, printed: str) -> None:
    assert percent(Fraction(share)) == printed
