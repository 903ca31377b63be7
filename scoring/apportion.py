"""Sharing a sum out in proportion: nobody passes a bound, in whole steps, the largest remainders first."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Weights are moved in steps of this size.
STEP = Fraction(1, 100)
#: Digits enough for any weight and any sum of weights a scheme can hold.
_DIGITS = 80


class Span(NamedTuple):
    """The least and the most a share may be, both included."""

    least: Fraction
    most: Fraction

    def hold(self, share: Fraction) -> Fraction:
        """The share, or the bound it would pass."""
        return min(max(share, self.least), self.most)


def apportion(total: Fraction, basis: Sequence[Fraction], spans: Sequence[Span]) -> list[Fraction]:
    """`total` shared out as `basis` is, within the spans, adding up exactly.

    Whoever would pass a bound is held at it, and the others share what is left in proportion. They move in steps of
    0.01; the steps left over go to the largest remainders in the order given, and a part of a step to the next.

    Args:
        total: What is shared; between the sums of what is least and most.
        basis: In what proportion, zero or more each; if all are zero, equally.
        spans: What each share must keep to.
    """
    ideal = _within(total, basis, spans)
    shares = [_whole_steps(share, span) for share, span in zip(ideal, spans, strict=True)]
    left = total - sum(shares)
    for index in sorted(range(len(shares)), key=lambda index: (shares[index] - ideal[index], index)):
        more = min(STEP, spans[index].most - shares[index], left)
        shares[index] += more
        left -= more
    return shares


def _within(total: Fraction, basis: Sequence[Fraction], spans: Sequence[Span]) -> list[Fraction]:
    """The shares in proportion, held at their bounds, without steps."""
    shares = dict.fromkeys(range(len(basis)), Fraction(0))
    free, left = set(shares), total
    while free:
        whole = sum(basis[index] for index in free)
        ideal = {index: left * basis[index] / whole if whole else left / len(free) for index in sorted(free)}
        held = {index: spans[index].hold(share) for index, share in ideal.items()}
        over = sum(held.values()) - left
        # Held on both sides, only the side that weighs more is settled: the other may come free again.
        settled = [index for index in held if over == 0 or (held[index] - ideal[index]) * over > 0]
        shares.update((index, held[index]) for index in settled)
        left -= sum(held[index] for index in settled)
        free.difference_update(settled)
    return list(shares.values())


def _whole_steps(share: Fraction, span: Span) -> Fraction:
    return share if share in span else max(floor(share / STEP) * STEP, span.least)


def decimal(value: Fraction) -> Decimal:
    """A sum of decimals as the decimal it is."""
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)
