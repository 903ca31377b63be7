"""Rank stability against the bare matrix product it cannot do without, and against a loop over draws in scikit-criteria."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

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
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LEAVES, BRANCHES = 60, 6
SEED, SPREAD = 2020, Fraction(1, 5)
#: What is asked: so many products at most, so many times as fast as the loop at least.
AT_MOST, AT_LEAST = 6, 20
_GRADES = [
    {"name": "优秀", "at_least": "55", "quota": "30%"},
    {"name": "良好", "at_least": "50", "quota": "50%"},
    {"name": "一般", "at_least": "40"},
    {"name": "较差"},
]


@dataclass(frozen=True, slots=True)
class StabilityTimes:
    """Our draws against a matrix product of the same shapes, and the seconds of one draw of scikit-criteria."""

    draws: int
    units: int
    product: Pairs
    per_draw: float

    @property
    def loop_ratio(self) -> float:
        """How many times as long all draws would take in a loop."""
        return self.per_draw * self.draws / self.product.seconds[0]


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
    """Times our draws, the bare product, and some draws in a loop, which must find the places we find.

    Raises:
        ValueError: If it does not, so that no time counts.
    """
    scheme, sheet = additive(units)
    points = np.stack([column.mantissas / 100 for column in sheet.columns.values()], axis=1)
    found = _stability(scheme, sheet, draws)
    weights = _of_leaves(scheme, found)
    for draw, rank in enumerate(_loop(points, weights[:loop_draws])):
        if not np.array_equal(rank, found.places[:, draw]):
            raise ValueError(f"draw {draw}: the loop finds other places")
    product = pairs(lambda: _stability(scheme, sheet, draws), lambda: weights @ points.T, repeats)
    return StabilityTimes(
        draws, units, product, once(lambda: _loop(points, weights[:loop_draws])) / loop_draws
    )


def stability_table(times: StabilityTimes) -> str:
    """What was measured against what is asked, as Markdown."""
    ours, product = times.product.seconds
    return table(
        [f"rank stability: {times.draws:,} draws × {times.units:,} units × {LEAVES}", "measured"],
        ["drawn, scored, ranked, graded, intervals of all units", f"{ours:.2f} s"],
        ["the bare matrix product of the same shapes", f"{product:.2f} s"],
        [f"**products it takes** (asked: {AT_MOST} at most)", f"**{1 / times.product.ratio:.1f}**"],
        ["one draw of scikit-criteria's weighted sum model", f"{times.per_draw * 1000:.1f} ms"],
        [f"**times as fast as its loop** (asked: {AT_LEAST} at least)", f"**{times.loop_ratio:.0f}**"],
    )


METHOD = """\
*Rank stability* is timed on sixty indicators in six parts, all added up, in one group, with one thread: drawing, scoring, ranking, grading
and the intervals of all units, against the product of the same points and weights, in pairs. Scikit-criteria's loop is timed for a
few draws; before that, its places must be ours."""


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


def _loop(points: Array, weights: Array) -> list[NDArray[np.int64]]:
    """One decision matrix for each draw, as its users write it; totals are rounded and equals share the better place."""
    from skcriteria import mkdm  # noqa: PLC0415 - whoever does not measure need not have it
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415

    model, found = WeightedSumModel(), []
    objectives = [max] * points.shape[1]
    for own in weights:
        result = model.evaluate(mkdm(points, objectives, weights=own))
        found.append(_places(np.floor(result.e_.score * 100 + 0.5 + 1e-7)))
    return found


def _places(totals: Array) -> NDArray[np.int64]:
    """Competition places; those of the library do not share the better place as offices do."""
    return np.searchsorted(np.sort(-totals), -totals) + 1
