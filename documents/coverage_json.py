"""Lists and their coverage as JSON-ready records; shares are decimals where they are, else fractions such as `1/3`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from indicators.shares import plain

if TYPE_CHECKING:
    from fractions import Fraction

    from indicators.catalogue import Catalogue
    from indicators.coverage import Claim, Coverage, ItemCoverage, Tally
    from indicators.standing import Standing


def exact(number: Fraction) -> Decimal | str:
    """A number as a decimal if it is one, else as a fraction such as `1/3`."""
    said = plain(number)
    return said if "/" in said else Decimal(said)


def list_record(catalogue: Catalogue) -> dict[str, Any]:
    """Which list it is, and how far it is settled."""
    return {
        "code": catalogue.catalogue,
        "title": catalogue.title,
        "status": catalogue.status.value,
        "document": catalogue.document,
        "date": catalogue.date,
    }


def standing_record(standing: Standing) -> dict[str, Any]:
    """What results rest on."""
    coverage = standing.coverage
    return {
        "covers": standing.named,
        "provisional": standing.provisional,
        "list": None if coverage is None else list_record(coverage.catalogue),
        "coverage": None if coverage is None else _tally(coverage.overall),
    }


def coverage_record(coverage: Coverage) -> dict[str, Any]:
    """Coverage from the list to the scheme, with everything that is not in order by its code."""
    return {
        "list": list_record(coverage.catalogue),
        "direction": "province to city",
        **_tally(coverage.overall),
        "dimensions": [
            {"code": item.code, "name": item.name, **_tally(tally)} for item, tally in coverage.by_dimension
        ],
        "items": [_item(item) for item in coverage.items],
        "uncovered": [item.item.code for item in coverage.uncovered],
        "waived": [item.item.code for item in coverage.uncovered if item.waiver is not None],
        "doubly_covered": [item.item.code for item in coverage.doubly],
        "mapped_to_nothing": [
            {"indicator": claim.indicator.code, "item": claim.cover.item} for claim in coverage.astray
        ],
        "unmapped": [indicator.code for indicator in coverage.unmapped],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "indicators": tally.items,
        "covered": tally.covered,
        "in_count": exact(tally.in_count),
        "points": exact(tally.points),
        "covered_points": exact(tally.covered_points),
        "in_weight": exact(tally.in_weight),
    }


def _item(item: ItemCoverage) -> dict[str, Any]:
    return {
        "code": item.item.code,
        "name": item.item.name,
        "points": item.item.points,
        "certainty": item.item.certainty.value,
        "known": item.item.known,
        "share": exact(item.total),
        "covered": item.covered,
        "by": [_claim(claim) for claim in item.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "indicator": claim.indicator.code,
        "relation": claim.cover.relation.value,
        "share": exact(claim.cover.part),
        "counts": claim.idle is None,
    }
