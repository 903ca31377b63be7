"""Tuning 调权: what was typed stays, the others of the node share the rest, and every act can be undone.

A tuning is never changed. Each act gives a new one, or a refusal which says what stands in the way, and then nothing
moves. Weights move within a node, whose sum stays what it is in the scheme.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import parse_decimal
from indicators.parts import common_weight
from scoring import tuning_refusals as refusals
from scoring.apportion import Span, apportion, decimal
from scoring.balance import UNBOUND, Balance, total
from scoring.weights import weights_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from indicators.scheme import Scheme
    from scoring.balance import Bound
    from scoring.tuning_refusals import Refusal

#: More decimals than these are no weight anybody would decide on.
MOST_DECIMALS = 6


@dataclass(frozen=True)
class Tuning:
    """A balance with those before it and those undone, the nearest last; `basis` tells the scheme's weights."""

    now: Balance = field(default_factory=Balance)
    past: tuple[Balance, ...] = ()
    undone: tuple[Balance, ...] = ()
    basis: str = ""

    @property
    def weights(self) -> Mapping[str, Decimal]:
        """The weights which differ from the scheme's."""
        return self.now.weights

    def rests_on(self, scheme: Scheme) -> bool:
        """Whether it was made of this scheme's weights, or says nothing yet."""
        return self.basis in {"", basis_of(scheme)}


def basis_of(scheme: Scheme) -> str:
    """The same for schemes whose trees and weights are alike, whatever else differs: 16 hexadecimal digits."""
    weights = [(part, common_weight(part)) for part in scheme.tree]
    parts = [
        (part.code, part.parent or "", "" if weight is None else str(Fraction(weight)))
        for part, weight in weights
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def read_weight(typed: str) -> Decimal | Refusal:
    """The weight a person typed, with the decimals it was typed with; full-width digits are read as digits."""
    weight = parse_decimal(unicodedata.normalize("NFKC", typed).strip())
    if weight is None or weight < 0 or -int(weight.as_tuple().exponent) > MOST_DECIMALS:
        return refusals.not_a_weight(typed, MOST_DECIMALS)
    return weight


def set_weight(scheme: Scheme, tuning: Tuning, code: str, weight: Decimal) -> Tuning | Refusal:
    """Gives a child of a tunable node a weight, exactly as typed; the others which are not locked share the rest.

    They share it in proportion to what they weigh (to the scheme's weights where they weigh nothing), in steps of
    0.01, and whoever would pass a bound is held at it.
    """
    balance = tuning.now
    present = _siblings(scheme, balance, code)
    if weight == present[code]:
        return tuning
    if code in balance.locked:
        return refusals.locked(scheme, code, present[code])
    free = [c for c in present if c != code and c not in balance.locked]
    if not free:
        return refusals.no_other_free(scheme, code, weight, present[code])
    reach = reach_of(scheme, balance, code)
    if reach.hold(Fraction(weight)) != weight:
        nearest = decimal(reach.hold(Fraction(weight)))
        return refusals.out_of_reach(scheme, balance, code, weight, reach, nearest)
    basis = present if any(present[c] for c in free) else _siblings(scheme, Balance(), code)
    rest = Fraction(present[code]) + sum(Fraction(present[c]) for c in free) - Fraction(weight)
    spans = [balance.bound(c).span(total(present)) for c in free]
    shares = map(decimal, apportion(rest, [Fraction(basis[c]) for c in free], spans))
    moved = {**balance.weights, code: weight, **dict(zip(free, shares, strict=True))}
    return _after(scheme, tuning, replace(balance, weights=_differing(scheme, moved)))


def reach_of(scheme: Scheme, balance: Balance, code: str) -> Span:
    """The least and the most a part can weigh while locks and bounds hold; its present weight lies between."""
    present = _siblings(scheme, balance, code)
    whole = total(present)
    own = balance.bound(code).span(whole)
    others = [
        Span(Fraction(weight), Fraction(weight)) if c in balance.locked else balance.bound(c).span(whole)
        for c, weight in present.items()
        if c != code
    ]
    least = whole - sum(span.most for span in others)
    most = whole - sum(span.least for span in others)
    return Span(max(own.least, least), min(own.most, most))


def lock(scheme: Scheme, tuning: Tuning, code: str) -> Tuning:
    """Holds a weight where it is until it is unlocked."""
    return _after(scheme, tuning, replace(tuning.now, locked=tuning.now.locked | {code}))


def unlock(scheme: Scheme, tuning: Tuning, code: str) -> Tuning:
    """Lets a weight move again."""
    return _after(scheme, tuning, replace(tuning.now, locked=tuning.now.locked - {code}))


def bind(scheme: Scheme, tuning: Tuning, code: str, bound: Bound) -> Tuning | Refusal:
    """Says how little and how much a part may weigh; its present weight must keep to it already."""
    weight = _siblings(scheme, tuning.now, code)[code]
    if not bound.allows(weight):
        return refusals.outside_bounds(scheme, code, weight, bound)
    bounds = {**tuning.now.bounds, code: bound}
    kept = {c: said for c, said in bounds.items() if said != UNBOUND}
    return _after(scheme, tuning, replace(tuning.now, bounds=kept))


def reset(scheme: Scheme, tuning: Tuning, codes: Iterable[str]) -> Tuning:
    """Takes these parts back to what the scheme says, without locks and bounds; the parts are whole nodes' children."""
    return _after(scheme, tuning, tuning.now.without(frozenset(codes)))


def take(scheme: Scheme, tuning: Tuning, balance: Balance) -> Tuning:
    """Goes on from a balance that came from elsewhere, one which fits the scheme."""
    return _after(scheme, tuning, begun_with(scheme, balance).now)


def begun_with(scheme: Scheme, balance: Balance) -> Tuning:
    """A tuning which starts from a balance that fits the scheme, with nothing to undo."""
    return Tuning(replace(balance, weights=_differing(scheme, balance.weights)), basis=basis_of(scheme))


def undo(tuning: Tuning) -> Tuning:
    """Takes the last act back; the same where there is none."""
    if not tuning.past:
        return tuning
    return replace(tuning, now=tuning.past[-1], past=tuning.past[:-1], undone=(*tuning.undone, tuning.now))


def redo(tuning: Tuning) -> Tuning:
    """Does again what was undone last; the same where nothing was."""
    if not tuning.undone:
        return tuning
    return replace(tuning, now=tuning.undone[-1], past=(*tuning.past, tuning.now), undone=tuning.undone[:-1])


def _after(scheme: Scheme, tuning: Tuning, balance: Balance) -> Tuning:
    if balance == tuning.now:
        return tuning
    return Tuning(balance, (*tuning.past, tuning.now), (), basis_of(scheme))


def _siblings(scheme: Scheme, balance: Balance, code: str) -> dict[str, Decimal]:
    """The weights of a part and of the others of its node, in the order of the file."""
    node = scheme.by_code[code].parent
    assert node is not None, "the root has no weight"
    return weights_below(scheme, node, balance.weights)


def _differing(scheme: Scheme, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {code: weight for code, weight in weights.items() if weight != common_weight(scheme.by_code[code])}
