"""What the page says about one weight changed: the bars, the table, and how it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.bars import Bar, at_least
from benchmarks.markdown import short_time, table
from benchmarks.rescoring_page import beside, heading
from benchmarks.weight import BRANCH, CHANGED, FULL

if TYPE_CHECKING:
    from benchmarks.measure import Contest

#: At least so many times as fast; and about so many seconds, by the number of units.
AT_LEAST = 2.5
ABOUT = {3_000: "1 ms", 100_000: "15 ms", 5_250_000: "0.6 s"}

METHOD = f"""\
*One weight changed* is the way of the page of weights, with one thread: the points of all indicators are kept of an earlier scoring; a
weight of {CHANGED}, which lies as deep in the tree as any, takes another value each time, and the others of its node share
the rest. Timed is from these weights to published totals, places and grades: a scheme with them, the plan of the six columns above
them compiled anew, and these computed. Held against it is the full tree, every column computed anew, by a plan that was compiled
beforehand for just such a weight, so that it has nothing to compile. Before a time counts, both must publish the same, and so must a
scoring that starts from the scheme and the sheet. At the largest size the sheet is held in whole numbers of two bytes, and the register in its groups.
"""


def weight_table(found: tuple[Contest, ...]) -> str:
    """One column for each size."""
    return table(
        [
            "one weight changed, points kept, one thread: processor time",
            *(heading(one.size) for one in found),
        ],
        *(
            [f"{side} computed", *(short_time(one.middle(side).processor) for one in found)]
            for side in (BRANCH, FULL)
        ),
        [
            f"**times as fast** (by the clock); asked ≥ {AT_LEAST}",
            *(
                f"**{ratio.processor:.3g}** ({ratio.clock:.3g}): {'met' if ratio.processor >= AT_LEAST else 'missed'}"
                for ratio in (one.ratio(FULL, BRANCH) for one in found)
            ),
        ],
        ["about so much was expected of the branch", *(ABOUT.get(one.size.units, "") for one in found)],
        [
            "a scoring that starts from the scheme, compiling included, by the clock",
            *(short_time(one.first) for one in found),
        ],
        *beside(found, (BRANCH, FULL)),
    )


def weight_bars(found: tuple[Contest, ...]) -> tuple[Bar, ...]:
    """One for each size."""
    return tuple(
        at_least(
            f"one weight changed, {one.size.units:,} units: the branch against the full tree",
            AT_LEAST,
            one.ratio(FULL, BRANCH).processor,
        )
        for one in found
    )
