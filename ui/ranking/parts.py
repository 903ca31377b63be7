"""The indicators below a node, branch by branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.parts import Indicator

if TYPE_CHECKING:
    from indicators import Scheme


def indicators_below(scheme: Scheme, node: str) -> tuple[Indicator, ...]:
    """The indicators of a part of the tree in its order; of an indicator, itself."""
    part = scheme.by_code[node]
    if isinstance(part, Indicator):
        return (part,)
    return tuple(found for child in scheme.children[node] for found in indicators_below(scheme, child.code))


def branch_runs(scheme: Scheme, indicators: tuple[Indicator, ...]) -> tuple[tuple[str, int], ...]:
    """The names of the nodes right above these indicators, each with how many follow one another below it."""
    runs: list[tuple[str, int]] = []
    last = None
    for indicator in indicators:
        above = "" if indicator.parent is None else scheme.by_code[indicator.parent].name
        if indicator.parent == last and runs:
            runs[-1] = (above, runs[-1][1] + 1)
        else:
            runs.append((above, 1))
        last = indicator.parent
    return tuple(runs)
