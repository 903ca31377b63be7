"""Rank stability against the bare matrix product it cannot do without, and against a loop over draws in scikit-criteria."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np

from benchmarks.timing import Pairs, once, pairs
from indicators.formula import ColumnName, Stage
from indicators.scheme import Scheme
from indicators.units import Unit
from scoring.balance import Balance
from scoring.sheet import RawColumn, ScoreSheet, State
from scoring.stability import Stability, rank_stability
from scoring.weights import tunable

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LEAVES, BRANCHES = 60, 6
SEED, SPREAD = 2020, Fraction(1, 5)
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
        {"code": f"P{number}", "parent": "total", "name": f"P{number}", "points": "100", "weight": str(weight)}
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
    """Times both, and that the loop finds the places we find."""
    scheme, sheet = additive(units)
    points = np.stack([column.mantissas / 100 for column in sheet.columns.values()], axis=1)
    found = stability_of(scheme, sheet, draws)
    weights = leaf_weights(scheme, found)
    by_loop = loop(points, weights[:loop_draws])
    assert_same_places(found, by_loop)
    product = pairs(
        lambda: summary(stability_of(scheme, sheet, draws)), lambda: weights @ points.T, repeats
    )
    return StabilityTimes(draws, units, product, once(lambda: loop(points, weights[:loop_draws])) / loop_draws)
