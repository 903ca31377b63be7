"""Rank stability against the bare matrix product it cannot do without, and against loops over draws in other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.bars import Bar, at_least, at_most
from benchmarks.by_mcdm import LOOPS, places
from benchmarks.markdown import table
from benchmarks.timing import Pairs, once, pairs
from indicators.formula import ColumnName, Stage
from indicators.scheme import Scheme
from indicators.units import Unit
from scoring.balance import Balance
from scoring.sheet import RawColumn, ScoreSheet, State
from scoring.stability import Stability, rank_stability
from scoring.weights import tunable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LEAVES, BRANCHES = 60, 6
SEED, SPREAD = 2020, Fraction(1, 5)
#: What is asked: so many products at most, so many times as fast as the loop at least.
AT_MOST, AT_LEAST = 6, 20
JUDGED_BY = "scikit-criteria"
_ASKED = f" (asked: {AT_LEAST} at least)"
_GRADES = [
    {"name": "优秀", "at_least": "55", "quota": "30%"},
    {"name": "良好", "at_least": "50", "quota": "50%"},
    {"name": "一般", "at_least": "40"},
    {"name": "较差"},
]


@dataclass(frozen=True, slots=True)
class StabilityTimes:
    """Our draws against a matrix product of the same shapes, and the seconds of one draw of each library."""

    draws: int
    units: int
    product: Pairs
    per_draw: dict[str, float]

    @property
    def products(self) -> float:
        """How many products our draws take."""
        return 1 / self.product.ratio

    def loop_ratio(self, library: str) -> float:
        """How many times as long all draws would take in a library's loop."""
        return self.per_draw[library] * self.draws / self.product.seconds[0]


def additive(units: int) -> tuple[Scheme, ScoreSheet]:
    """Sixty indicators in six parts, all added up; points with two decimals, all of them reported, in one group."""
    each = LEAVES // BRANCHES
    codes = [(f"I{number}", f"P{number // each}") for number in range(LEAVES)]
    leaves = [
        {"code": code, "parent": parent, "name": code, "points": "10", "rule": {"kind": "direct"}}
        for code, parent in codes
    ]
    parts = [
        {
            "code": f"P{number}",
            "parent": "total",
            "name": f"P{number}",
            "points": "100",
            "weight": str(weight),
        }
        for number, weight in enumerate((10, 15, 15, 20, 20, 20))
    ]
    content = {
        "scheme": "stability",
        "title": "名次稳定性测试方案",
        "groups": [{"code": "G", "name": "G"}],
        "grades": _GRADES,
        "tree": [{"code": "total", "name": "综合得分", "points": "100"}, *parts, *leaves],
    }
    random = np.random.default_rng(SEED)
    register = tuple(
        Unit.model_construct(code=f"U{number}", name=f"单位{number}", group="G", aliases=())
        for number in range(units)
    )
    state = np.full(units, State.VALUE, dtype=np.uint8)
    columns = {
        ColumnName(Stage.RAW, code): RawColumn(random.integers(0, 1001, units), 2, state) for code, _ in codes
    }
    return Scheme.model_validate(content), ScoreSheet(register, columns)


def time_stability(units: int, draws: int, repeats: int, loop_draws: int) -> StabilityTimes:
    """Times our draws, the bare product, and some draws in the loops, which must find the places we find.

    Raises:
        ValueError: If one does not, so that no time counts.
    """
    scheme, sheet = additive(units)
    points = np.stack([column.mantissas / 100 for column in sheet.columns.values()], axis=1)
    found = _stability(scheme, sheet, draws)
    weights = _of_leaves(scheme, found)
    few, per_draw = weights[:loop_draws], {}
    for library, loop in LOOPS.items():
        for draw, totals in enumerate(loop(points, few)):
            if not np.array_equal(places(totals), found.places[:, draw]):
                raise ValueError(f"{library}, draw {draw}: other places")
        per_draw[library] = once(partial(_run, loop, points, few)) / loop_draws
    product = pairs(lambda: _stability(scheme, sheet, draws), lambda: weights @ points.T, repeats)
    return StabilityTimes(draws, units, product, per_draw)


def _run(loop: Callable[[Array, Array], Iterator[Array]], points: Array, weights: Array) -> None:
    for totals in loop(points, weights):
        places(totals)


def stability_table(times: StabilityTimes) -> str:
    """What was measured against what is asked, as Markdown."""
    ours, product = times.product.seconds
    return table(
        [f"rank stability: {times.draws:,} draws × {times.units:,} units × {LEAVES}", "measured"],
        ["drawn, scored, ranked, graded, intervals of all units", f"{ours:.2f} s"],
        ["the bare matrix product of the same shapes", f"{product:.2f} s"],
        [f"**products it takes** (asked: {AT_MOST} at most)", f"**{times.products:.1f}**"],
        *(
            row
            for library, seconds in times.per_draw.items()
            for row in (
                [f"one draw of {library}'s weighted sum model", f"{seconds * 1000:.1f} ms"],
                [
                    f"**times as fast as its loop**{_ASKED if library == JUDGED_BY else ''}",
                    f"**{times.loop_ratio(library):.0f}**",
                ],
            )
        ),
    )


def stability_bars(times: StabilityTimes) -> tuple[Bar, ...]:
    """What is asked of all draws."""
    work = f"{times.draws:,} draws of weights × {times.units:,} units × {LEAVES}"
    return (
        at_most(f"{work}, against the bare matrix product", AT_MOST, times.products),
        at_least(f"{work}, against scikit-criteria's loop", AT_LEAST, times.loop_ratio(JUDGED_BY)),
    )


METHOD = """\
*Rank stability* is timed on sixty indicators in six parts, all added up, in one group, with one thread: drawing, scoring, ranking, grading
and the intervals of all units, against the product of the same points and weights, in pairs. The loops of scikit-criteria and pymcdm are
timed for a few draws; before that, the places that follow from their totals must be ours. A weighted sum of ready points
is what these libraries can do of the work on this page: they know no rules, so that points must be worked out beforehand; no absent
cells, peer groups, quotas or exact rounding; their places of ties are not those offices publish, so places are taken from their totals.
Of scoring again they could do nothing but the sums at the end, and no time of that would compare."""


def _stability(scheme: Scheme, sheet: ScoreSheet, draws: int) -> Stability:
    """Drawn, scored, ranked and graded; with the median and the 5–95 % interval of every unit."""
    nodes = tunable(scheme)
    found = rank_stability(scheme, sheet, Balance(), nodes, draws=draws, spread=SPREAD, seed=SEED)
    if not isinstance(found, Stability):
        raise TypeError(found.en)
    found.distribution.quantiles([Fraction(5, 100), Fraction(1, 2), Fraction(95, 100)])
    return found


def _of_leaves(scheme: Scheme, found: Stability) -> Array:
    """What one point of each leaf adds to the total under each draw, shape (n_draws, n_leaves)."""
    drawn = {node.code: node.steps / 10.0**node.decimals for node in found.weights.nodes}
    parts = drawn[scheme.root.code] / 100
    leaves = [drawn[part.code] / 10 for part in scheme.children[scheme.root.code]]
    return np.concatenate([parts[:, [at]] * own for at, own in enumerate(leaves)], axis=1)
