"""The other side: the same scheme by hand in vectorised pandas, from a wide frame to totals, ranks and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.assessment import BRANCHES, GRADES, QUALITY_TYPES, TYPES
from benchmarks.frame_headings import GROUP, TYPE
from benchmarks.outcome import Outcome
from benchmarks.pandas_rules import GUARD, points_of

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from benchmarks.assessment import Assessment

    Series = pd.Series[float]

TOTAL, GROUP_RANK, RANK, GRADE = "total", "group rank", "rank", "grade"


def score(of: Assessment, frame: pd.DataFrame) -> pd.DataFrame:
    """Scores, ranks and grades; one row per unit with totals in hundredths, places and the grade's position."""
    return standing(frame, tree(of, frame, points(of, frame)))


def points(of: Assessment, frame: pd.DataFrame) -> pd.DataFrame:
    """The points of every leaf, NaN where there are none; one row per unit."""
    return pd.DataFrame({leaf.code: points_of(frame, leaf.entry) for leaf in of.leaves})


def tree(of: Assessment, frame: pd.DataFrame, leaves: pd.DataFrame) -> dict[str, Series]:
    """The points of the nodes by code; those of `party` and `total` are whole hundredths.

    What a unit did not report earns nothing; what does not apply to its type of group is spread over what does.
    """
    parts = leaves.fillna(0.0)
    branches = {f"P{number}": _sum(of, f"P{number}", parts) for number in range(1, BRANCHES + 1)}
    earned: Any = sum(branches.values())
    indicators: Series = earned * frame[TYPE].map(dict(enumerate(spread(of))))
    satisfaction = _sum(of, "satisfaction", parts)
    party = _half_up(indicators * 0.9 + satisfaction)
    by_product = frame["quality"] * (party / 100) / 80
    total = _half_up(by_product.where(frame[TYPE].isin(QUALITY_TYPES), party / 100))
    return {
        **branches,
        "indicators": indicators,
        "satisfaction": satisfaction,
        "party": party,
        "total": total,
    }


def standing(frame: pd.DataFrame, nodes: dict[str, Series]) -> pd.DataFrame:
    """Places and grades by the totals."""
    total = nodes["total"]
    by_group = total.groupby(frame[GROUP], observed=True)
    return pd.DataFrame(
        {
            TOTAL: total,
            GROUP_RANK: by_group.rank(method="min", ascending=False),
            RANK: total.rank(method="min", ascending=False),
            GRADE: _grades(frame, total, by_group.rank(method="max", ascending=False)),
        }
    )


def outcome_of(result: pd.DataFrame) -> Outcome:
    """What is published of it."""
    places = result[[TOTAL, GROUP_RANK, RANK]].fillna(0).to_numpy().astype(np.int64)
    return Outcome(places[:, 0], places[:, 1], places[:, 2], result[GRADE].to_numpy().astype(np.int64))


def _sum(of: Assessment, code: str, parts: pd.DataFrame) -> Series:
    leaves = of.below(code)
    shares = pd.Series({leaf.code: leaf.weight / leaf.points for leaf in leaves})
    return parts[list(shares.index)].dot(shares)


def spread(of: Assessment) -> list[float]:
    """For each type of group, full points ÷ those of what applies to it."""
    leaves = [leaf for number in range(1, BRANCHES + 1) for leaf in of.below(f"P{number}")]
    return [100 / sum(leaf.weight for leaf in leaves if type_ in leaf.types) for type_ in range(TYPES)]


def _half_up(scores: Series) -> Series:
    """Whole hundredths of scores that are not negative."""
    whole: Any = np.floor(scores * 100 + 0.5 + GUARD)
    hundredths: Series = whole
    return hundredths


def _grades(frame: pd.DataFrame, total: Series, down_to: Series) -> NDArray[np.int64]:
    """Threshold and quota of each grade; of a tie which the quota does not hold as a whole, nobody gets it."""
    size = frame.groupby(GROUP, observed=True)[GROUP].transform("size")
    share, conditions = 0.0, []
    for grade in GRADES[:-1]:
        reached = total >= float(grade["at_least"]) * 100
        if "quota" in grade:
            share += float(grade["quota"].rstrip("%"))
            reached &= down_to <= np.floor(size * share / 100 + GUARD)
        conditions.append(reached)
    last = len(GRADES) - 1
    return np.select([total.isna(), *conditions], [-1, *range(last)], last)
