"""Why a weight was not moved: what stands in the way, and the nearest weight that can be had."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.shares import plain
from indicators.words import Words, listed, same
from scoring.balance import total
from scoring.weights import weights_below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from indicators.scheme import Scheme
    from scoring.apportion import Span
    from scoring.balance import Balance, Bound

#: More names than this in one sentence are counted instead.
_MOST_NAMES = 4

_OUT_OF_REACH = Words(
    "“{part}”不能调到 {weight}：{why}，{reach}。权重都没有动。请改填可以的数，或先解锁、放宽上下限。",
    "“{part}” cannot weigh {weight}: {why}; {reach}. No weight has moved. Type a weight that can be, or unlock or"
    " widen bounds first.",
)
_NO_OTHER_FREE = Words(
    "“{part}”不能调到 {weight}：同级其余各项都已锁定，没有谁来分摊。权重都没有动。请先解锁一项。",
    "“{part}” cannot weigh {weight}: all others of the node are locked, so nobody can take the rest. No weight has"
    " moved. Unlock one first.",
)
_LOCKED = Words(
    "“{part}”已锁定在 {weight}。要调整，请先解锁。",
    "“{part}” is locked at {weight}. Unlock it to change it.",
)
_OUTSIDE_BOUNDS = Words(
    "“{part}”现在的权重是 {weight}，不在要设的上下限（{bound}）之内。上下限没有改。请先把权重调进这个范围，再设上下限。",
    "“{part}” weighs {weight} now, which is outside these bounds ({bound}). They were not set. Move the weight into"
    " that range first, then set the bounds.",
)
_NOT_A_WEIGHT = Words(
    "“{typed}”不是权重。请填 0 以上的数，如 12.5；小数不超过 {decimals} 位。",
    "“{typed}” is not a weight. Type a number of 0 or more, such as 12.5, with at most {decimals} decimals.",
)
_AT_MOST = Words("最多 {weight}", "at most {weight}")
_AT_LEAST = Words("最少 {weight}", "at least {weight}")
_ONLY = Words("只能是 {weight}", "it can only be {weight}")
_SUM = Words("各项合计 {weight}", "all add up to {weight}")
_NOT_NEGATIVE = Words("权重不能小于 0", "no weight is below 0")
_OWN_MOST = Words("它的上限是 {weight}", "its upper bound is {weight}")
_OWN_LEAST = Words("它的下限是 {weight}", "its lower bound is {weight}")
_LOCKED_OTHERS = Words("已锁定{parts}", "{parts} locked")
_MOST_OF_OTHERS = Words("{parts}有上限", "{parts} bounded above")
_LEAST_OF_OTHERS = Words("{parts}有下限", "{parts} bounded below")
_AND_MORE = Words("{parts}等 {count} 项", "{parts} and others, {count} in all")


@dataclass(frozen=True)
class Refusal:
    """Why an act changed nothing; `nearest` is the nearest weight that can be had, where one was asked for."""

    words: Words
    nearest: Decimal | None = None


def not_a_weight(typed: str, decimals: int) -> Refusal:
    """What was typed is no number, or not one a weight can be."""
    return Refusal(_NOT_A_WEIGHT.fill(typed=typed, decimals=decimals))


def locked(scheme: Scheme, code: str, weight: Decimal) -> Refusal:
    """A locked weight does not move."""
    return Refusal(_LOCKED.fill(part=scheme.by_code[code].name, weight=plain(Fraction(weight))), weight)


def outside_bounds(scheme: Scheme, code: str, weight: Decimal, bound: Bound) -> Refusal:
    """The present weight does not keep to the bounds asked for."""
    said = [
        words.fill(weight=plain(Fraction(limit)))
        for words, limit in ((_AT_LEAST, bound.least), (_AT_MOST, bound.most))
        if limit is not None
    ]
    part = scheme.by_code[code].name
    return Refusal(_OUTSIDE_BOUNDS.fill(part=part, weight=plain(Fraction(weight)), bound=listed(said)))


def no_other_free(scheme: Scheme, code: str, weight: Decimal, present: Decimal) -> Refusal:
    """Nobody is left to take what the part gives or takes."""
    return Refusal(
        _NO_OTHER_FREE.fill(part=scheme.by_code[code].name, weight=plain(Fraction(weight))), present
    )


def out_of_reach(
    scheme: Scheme, balance: Balance, code: str, weight: Decimal, reach: Span, nearest: Decimal
) -> Refusal:
    """Bounds or locks do not let the part weigh so much, or so little."""
    too_much = weight > reach.most
    limit = _ONLY if reach.least == reach.most else _AT_MOST if too_much else _AT_LEAST
    words = _OUT_OF_REACH.fill(
        part=scheme.by_code[code].name,
        weight=plain(Fraction(weight)),
        why=_joined(list(_why(scheme, balance, code, weight, too_much=too_much))),
        reach=limit.fill(weight=plain(Fraction(nearest))),
    )
    return Refusal(words, nearest)


def _why(scheme: Scheme, balance: Balance, code: str, weight: Decimal, *, too_much: bool) -> Iterator[Words]:
    """What holds the weight on this side: its own bound, or else the locks and bounds of the others and the sum."""
    own = balance.bound(code)
    if weight < 0:
        yield _NOT_NEGATIVE
    elif too_much and own.most is not None and weight > own.most:
        yield _OWN_MOST.fill(weight=plain(Fraction(own.most)))
    elif not too_much and own.least is not None and weight < own.least:
        yield _OWN_LEAST.fill(weight=plain(Fraction(own.least)))
    else:
        yield from _why_of_others(scheme, balance, code, too_much=too_much)


def _why_of_others(scheme: Scheme, balance: Balance, code: str, *, too_much: bool) -> Iterator[Words]:
    official = weights_below(scheme, scheme.by_code[code].parent or "", {})
    held = [c for c in official if c != code and c in balance.locked]
    free = [c for c in official if c != code and c not in balance.locked]
    if held:
        yield _LOCKED_OTHERS.fill(parts=_names(scheme, held))
    if too_much:
        bounded, words = [c for c in free if balance.bound(c).least], _LEAST_OF_OTHERS
    else:
        bounded, words = [c for c in free if balance.bound(c).most is not None], _MOST_OF_OTHERS
    if bounded:
        yield words.fill(parts=_names(scheme, bounded))
    yield _SUM.fill(weight=plain(total(official)))


def _joined(clauses: list[Words]) -> Words:
    return Words("，".join(clause.zh for clause in clauses), ", ".join(clause.en for clause in clauses))


def _names(scheme: Scheme, codes: list[str]) -> Words:
    named = listed([same(f"“{scheme.by_code[code].name}”") for code in codes[:_MOST_NAMES]])
    return named if len(codes) <= _MOST_NAMES else _AND_MORE.fill(parts=named, count=len(codes))
