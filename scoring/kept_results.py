"""What came out of a run as plain data: every published number, place and grade, whoever reads it later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indicators.decimals import from_units
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from scoring.results import Results


def results_record(results: Results) -> dict[str, Any]:
    """Everything published, as JSON can hold it; rows follow the units of the sheet.

    Points are whole numbers of the last decimal, with a state for each; places are 0 where there is none.
    """
    root = results.scheme.root.code
    return {
        "root": root,
        "decimals": results.total.decimals,
        "groups": [[group.code, group.name] for group in results.scheme.groups],
        "units": [[unit.code, unit.name, unit.group] for unit in results.sheet.units],
        "parts": [_part(results, part.code) for _, part in results.scheme.outline],
        "group_rank": results.group_rank.tolist(),
        "rank": None if results.rank is None else results.rank.tolist(),
        "tied": results.standings(root).tied.tolist(),
        "out_of_ranking": results.out_of_ranking.tolist(),
        "grades": list(results.grades),
        "cut_by_tie": results.cut_by_tie.tolist(),
        "bonus": [str(points) for points in results.bonus],
        "penalty": [str(points) for points in results.penalty],
        "eligible": [[award.position, award.eligible] for award in results.eligibility()],
    }


def _part(results: Results, code: str) -> dict[str, Any]:
    published = results.published(code)
    return {
        "code": code,
        "decimals": published.decimals,
        "units": published.units.tolist(),
        "states": published.states.tolist(),
    }


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """One unit as it was published, with the name of its group; whatever it did not have is None."""

    code: str
    name: str
    group: str
    total: Decimal | None
    place: int | None
    grade: str | None


@dataclass(frozen=True)
class KeptResults:
    """A record of results, opened.

    Raises:
        KeyError, ValueError, TypeError: When it is read and parts of it are not as they were written.
    """

    record: Mapping[str, Any]

    @cached_property
    def units(self) -> dict[str, KeptUnit]:
        """Every unit by its code."""
        record = self.record
        groups = dict(record["groups"])
        total = next(part for part in record["parts"] if part["code"] == record["root"])
        rows = zip(
            record["units"],
            total["units"],
            total["states"],
            record["group_rank"],
            record["grades"],
            strict=True,
        )
        return {
            code: KeptUnit(
                code,
                name,
                groups[group],
                from_units(points, total["decimals"]) if state == State.VALUE else None,
                place or None,
                grade,
            )
            for (code, name, group), points, state, place, grade in rows
        }
