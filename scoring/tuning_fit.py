"""Whether weights from elsewhere fit a scheme: from a link, a proposal, or made before the scheme was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.shares import plain
from indicators.words import Words
from scoring.balance import total
from scoring.tuning import begun_with
from scoring.weights import tunable, weights_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme
    from scoring.balance import Balance
    from scoring.tuning import Tuning

_UNKNOWN = Words(
    "“{code}”：方案中没有这一项，或者它的权重不能调整",
    "“{code}”: the scheme has no such part, or its weight cannot be tuned",
)
_NEGATIVE = Words("“{node}”：下级权重不能小于 0", "“{node}”: no weight below it may be less than 0")
_SUM = Words(
    "“{node}”：下级权重合计应为 {total}，现为 {sum}",
    "“{node}”: the weights below must add up to {total}, not {sum}",
)
_BOUNDS = Words("“{part}”：权重不在上下限之内", "“{part}”: its weight is not within its bounds")


@dataclass(frozen=True)
class Misfit:
    """Parts of which something was said that does not fit the scheme, and why."""

    codes: frozenset[str]
    words: Words


def misfits(scheme: Scheme, balance: Balance) -> tuple[Misfit, ...]:
    """Everything about a balance which does not fit, node by node."""
    return tuple(_misfits(scheme, balance))


def _misfits(scheme: Scheme, balance: Balance) -> Iterator[Misfit]:
    children = {node: frozenset(part.code for part in scheme.children[node]) for node in tunable(scheme)}
    for code in sorted(balance.codes - frozenset().union(*children.values())):
        yield Misfit(frozenset({code}), _UNKNOWN.fill(code=code))
    for node, codes in children.items():
        said = codes & balance.codes
        words = _misfit_below(scheme, balance, node) if said else None
        if words is not None:
            yield Misfit(said, words)


def _misfit_below(scheme: Scheme, balance: Balance, node: str) -> Words | None:
    name = scheme.by_code[node].name
    weights = weights_below(scheme, node, balance.weights)
    expected, found = total(weights_below(scheme, node, {})), total(weights)
    if min(weights.values()) < 0:
        return _NEGATIVE.fill(node=name)
    if found != expected:
        return _SUM.fill(node=name, total=plain(expected), sum=plain(found))
    for code, weight in weights.items():
        if not balance.bound(code).allows(weight):
            return _BOUNDS.fill(part=scheme.by_code[code].name)
    return None


def carried_over(scheme: Scheme, tuning: Tuning) -> tuple[Tuning, tuple[Misfit, ...]]:
    """A tuning of another version of the scheme as far as it fits this one, and what does not; nothing to undo."""
    found = misfits(scheme, tuning.now)
    lost = frozenset().union(*(misfit.codes for misfit in found))
    return begun_with(scheme, tuning.now.without(lost)), found
