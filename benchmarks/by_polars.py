"""Another side: the same scheme by hand in Polars, one set of expressions run in three ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl

from benchmarks.assessment import BRANCHES, GRADES, QUALITY_TYPES
from benchmarks.by_pandas import GRADE, GROUP_RANK, RANK, TOTAL, spread
from benchmarks.frame_headings import GROUP, TYPE
from benchmarks.outcome import Outcome
from benchmarks.pandas_rules import GUARD
from benchmarks.polars_rules import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from benchmarks.assessment import Assessment

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

WAYS = EAGER, LAZY, STREAMING = "Polars, eager", "Polars, lazy", "Polars, streaming"
#: How many of the group are as good or better, ties included; and how many the group has.
_DOWN_TO, _SIZE = "down to", "size"


def polars_frame(frame: pd.DataFrame) -> pl.DataFrame:
    """The wide frame with null where there is no value; of the group its position, the smallest and fastest key."""
    codes = frame[GROUP].cat.codes.to_numpy().astype(np.uint32)
    fields = {name: pl.Series(frame[name].to_numpy(), nan_to_null=True) for name in frame.columns[2:]}
    types = frame[TYPE].to_numpy().astype(np.uint8)
    made = pl.DataFrame({GROUP: codes, TYPE: types, **fields})
    return made.set_sorted(GROUP) if made[GROUP].is_sorted() else made


def ways(of: Assessment, frame: pl.DataFrame) -> dict[str, Callable[[], pl.DataFrame]]:
    """The ways to run the plan, by what they are called."""
    plan = score(of, frame.lazy())
    return {
        EAGER: lambda: score(of, frame),
        LAZY: lambda: plan.collect(engine="in-memory"),
        STREAMING: lambda: plan.collect(engine="streaming"),
    }


def score(of: Assessment, frame: Frame) -> Frame:
    """Scores, ranks and grades; one row per unit with totals in hundredths, places and the grade's position.

    What a unit did not report earns nothing; what does not apply to its type of group is spread over what does.
    """
    points = frame.select(
        GROUP,
        TYPE,
        "quality",
        *(points_of(leaf.entry).alias(leaf.code) for leaf in of.leaves if leaf.code != "quality"),
    )
    total = pl.col(TOTAL)
    ranked = points.select(GROUP, _total(of).alias(TOTAL)).select(
        TOTAL,
        total.rank("min", descending=True).over(GROUP).alias(GROUP_RANK),
        total.rank("min", descending=True).alias(RANK),
        total.rank("max", descending=True).over(GROUP).alias(_DOWN_TO),
        pl.len().over(GROUP).alias(_SIZE),
    )
    return ranked.select(TOTAL, GROUP_RANK, RANK, _grade().alias(GRADE))


def outcome_of(result: pl.DataFrame) -> Outcome:
    """What is published of it."""
    total, group_rank, rank, grade = (
        result[name].fill_null(0).to_numpy().astype(np.int64) for name in (TOTAL, GROUP_RANK, RANK, GRADE)
    )
    return Outcome(total, group_rank, rank, grade)


def _total(of: Assessment) -> pl.Expr:
    earned = pl.sum_horizontal(_sum(of, f"P{number}") for number in range(1, BRANCHES + 1))
    first, second, last = spread(of)
    factor = pl.when(pl.col(TYPE) == 0).then(first).when(pl.col(TYPE) == 1).then(second).otherwise(last)
    party = _half_up(earned * factor * 0.9 + _sum(of, "satisfaction")) / 100
    by_product = pl.col("quality") * party / 80
    return _half_up(pl.when(pl.col(TYPE).is_in(QUALITY_TYPES)).then(by_product).otherwise(party))


def _sum(of: Assessment, code: str) -> pl.Expr:
    """What is missing adds nothing."""
    shares = ((pl.col(leaf.code), leaf.weight / leaf.points) for leaf in of.below(code))
    return pl.sum_horizontal(points if share == 1 else points * share for points, share in shares)


def _half_up(scores: pl.Expr) -> pl.Expr:
    """Whole hundredths of scores that are not negative."""
    return (scores * 100 + (0.5 + GUARD)).floor()


def _grade() -> pl.Expr:
    """Threshold and quota of each grade; of a tie which the quota does not hold as a whole, nobody gets it."""
    total, size = pl.col(TOTAL), pl.col(_SIZE)
    share = 0.0
    grade: Any = pl.when(total.is_null()).then(-1)
    for position, stated in enumerate(GRADES[:-1]):
        reached = total >= float(stated["at_least"]) * 100
        if "quota" in stated:
            share += float(stated["quota"].rstrip("%"))
            reached &= pl.col(_DOWN_TO) <= (size * (share / 100) + GUARD).floor()
        grade = grade.when(reached).then(position)
    position_of: pl.Expr = grade.otherwise(len(GRADES) - 1)
    return position_of
