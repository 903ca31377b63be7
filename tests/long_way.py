"""Results worked out the long way, as the decisions are written.

It shares nothing with the code under test but the points of the indicators and the settings of the scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import TYPE_CHECKING, Any, NamedTuple

from indicators.parts import Indicator
from indicators.policies import Missing, NotApplicable, QuotaRounding, Ties
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators import Scheme
    from indicators.adjustments import Adjustments
    from indicators.parts import Composite
    from indicators.policies import Policies
    from scoring.sheet import ScoreSheet

Result = tuple[State, Fraction]
ABSENT = Fraction(0)
NOT_APPLICABLE: Result = (State.NOT_APPLICABLE, ABSENT)
NO_SCORE: Result = (State.NO_SCORE, ABSENT)


def rounded_half_up(value: Fraction, decimals: int) -> Fraction:
    """A value rounded half up, half away from zero below zero."""
    sign = -1 if value < 0 else 1
    return Fraction(sign * floor(abs(value) * 10**decimals + Fraction(1, 2)), 10**decimals)


def mean_by_powers(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The weighted geometric mean: the fraction whose powers prove it, else a decimal of 60 digits."""
    weights = [weight for _, weight in values]
    whole = lcm(*(weight.denominator for weight in weights))
    powers = [(value, int(weight * whole)) for value, weight in values]
    root = sum(power for _, power in powers)
    with localcontext(prec=80, Emin=-(10**9), Emax=10**9):
        logarithms = ((Decimal(v.numerator) / Decimal(v.denominator)).ln() * power for v, power in powers)
        found = Fraction((sum(logarithms, Decimal(0)) / root).exp())
    simple = found.limit_denominator(10**12)
    close = abs(simple - found) < Fraction(1, 10**50) and root <= 20_000
    proved = close and simple**root == prod((value**power for value, power in powers), start=Fraction(1))
    return simple if proved else found


class Spot(NamedTuple):
    """A part of the tree, in one of its periods if it, or a node above it, has any."""

    code: str
    period: str | None = None

    @classmethod
    def named(cls, name: str) -> Spot:
        """The spot of a name such as P1@Q1."""
        code, _, period = name.partition("@")
        return cls(code, period or None)

    @property
    def name(self) -> str:
        """How it is called where periods are written out."""
        return self.code if self.period is None else f"{self.code}@{self.period}"


@dataclass
class _Gathered:
    """What a sum finds below it: what applies, what was earned, whether any value is there or withheld."""

    applies: Fraction = Fraction(0)
    earned: Fraction = Fraction(0)
    present: bool = False
    withheld: bool = False
    anything: bool = False


class LongWay:
    """The tree of a scheme over the units of a sheet, from the points of its indicators."""

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, leaf: Callable[[str, int], Result]) -> None:
        self.scheme = scheme
        self.sheet = sheet
        self.leaf = leaf
        self._found: dict[tuple[str, Spot, int], Result] = {}

    # ------------------------------------------------------------ the tree, period by period

    def part(self, spot: Spot) -> Indicator | Composite:
        """What the scheme says of a spot."""
        return self.scheme.by_code[spot.code]

    def is_mean_of_periods(self, spot: Spot) -> bool:
        """Whether a spot is the mean of itself in each of its periods."""
        return spot.period is None and self.part(spot).periods is not None

    def children(self, spot: Spot) -> list[Spot]:
        """What a spot is combined from."""
        if self.is_mean_of_periods(spot):
            return [Spot(spot.code, period) for period in self.part(spot).periods or ()]
        return [Spot(child.code, spot.period) for child in self.scheme.children[spot.code]]

    def parent(self, spot: Spot) -> Spot | None:
        """What a spot goes into."""
        part = self.part(spot)
        if spot.period is not None and part.periods is not None:
            return Spot(spot.code)
        return None if part.parent is None else Spot(part.parent, spot.period)

    def combine(self, spot: Spot) -> str:
        """How a spot is combined from its children."""
        part = self.part(spot)
        if self.is_mean_of_periods(spot):
            return "weighted mean"
        return "leaf" if isinstance(part, Indicator) else part.combine

    def full(self, spot: Spot) -> Fraction:
        """Full points."""
        return Fraction(self.part(spot).points or 0)

    def weight(self, spot: Spot, unit: int) -> Fraction:
        """How much a spot counts in the one above it."""
        part = self.part(spot)
        if spot.period is not None and part.periods is not None:
            return Fraction(next(p.weight for p in self.scheme.periods if p.code == spot.period))
        if isinstance(part.weight, dict):
            return Fraction(part.weight.get(self.sheet.units[unit].group, 0))
        if part.weight is not None:
            return Fraction(part.weight)
        return self.full(spot) * (1 if isinstance(part, Indicator) else Fraction(part.scale))

    def missing(self, spot: Spot) -> Missing:
        """What a missing value is worth, as the nearest node says."""
        part: Indicator | Composite | None = self.part(spot)
        while part is not None:
            if part.missing is not None:
                return part.missing
            part = self.scheme.by_code[part.parent] if part.parent else None
        return self.scheme.policies.missing

    def not_applicable(self, spot: Spot) -> NotApplicable:
        """What becomes of a spot that does not apply, as the nearest node says."""
        part: Indicator | Composite | None = self.part(spot)
        while part is not None:
            if part.not_applicable is not None:
                return part.not_applicable
            part = self.scheme.by_code[part.parent] if part.parent else None
        return self.scheme.policies.not_applicable

    def is_adjusted(self, spot: Spot) -> bool:
        """Whether bonuses and penalties go into a spot."""
        setting = self.scheme.adjustments
        return setting is not None and setting.in_total and spot == Spot(setting.at or self.scheme.root.code)

    # ------------------------------------------------------------ values

    def passed_up(self, spot: Spot, unit: int) -> Result:
        """The state and value of a spot as the one above it and the reader see it."""
        state, value = self.exact(spot, unit)
        if spot.code in self.scheme.policies.round_at:
            value = rounded_half_up(value, self.scheme.policies.decimals)
        return state, value

    def exact(self, spot: Spot, unit: int) -> Result:
        """The same before rounding, with bonuses and penalties."""
        return self._once("exact", self._adjusted, spot, unit)

    def combined(self, spot: Spot, unit: int) -> Result:
        """The same before adjustments."""
        return self._once("combined", self._combined, spot, unit)

    def _once(self, stage: str, work: Callable[[Spot, int], Result], spot: Spot, unit: int) -> Result:
        key = (stage, spot, unit)
        if key not in self._found:
            self._found[key] = work(spot, unit)
        return self._found[key]

    def _combined(self, spot: Spot, unit: int) -> Result:
        match self.combine(spot):
            case "leaf":
                return self.leaf(spot.name, unit)
            case "sum" | "weighted mean":
                return self.sum(spot, unit)
            case _:
                return self.joint(spot, unit)

    def _adjusted(self, spot: Spot, unit: int) -> Result:
        state, value = self.combined(spot, unit)
        setting = self.scheme.adjustments
        if setting is None or state != State.VALUE or not self.is_adjusted(spot):
            return state, value
        bonus, penalty = self.granted(unit)
        if setting.only_if is not None:
            guard = Spot(setting.only_if.node)
            _, reached = self.combined(guard, unit) if guard == spot else self.passed_up(guard, unit)
            bonus = bonus if reached >= Fraction(setting.only_if.at_least) else ABSENT
        value += bonus - penalty
        if setting.highest is not None:
            value = min(value, Fraction(setting.highest))
        if setting.lowest is not None:
            value = max(value, Fraction(setting.lowest))
        return state, value

    def granted(self, unit: int) -> tuple[Fraction, Fraction]:
        """Bonus and penalty of a unit: of a matter the highest bonus, then the caps."""
        setting = self.scheme.adjustments
        assert setting is not None
        totals = {"bonus": ABSENT, "penalty": ABSENT}
        for item in setting.items:
            of_item = ABSENT
            own = [
                record
                for record in self.sheet.adjustments
                if record.approved and record.item == item.code and record.unit == self.sheet.units[unit].code
            ]
            if item.kind == "penalty":
                of_item += sum(Fraction(record.points) for record in own)
            for matter in {record.matter for record in own} if item.kind == "bonus" else ():
                of_item += self.award(setting, unit, item.code, matter)
            totals[item.kind] += of_item if item.cap is None else min(of_item, Fraction(item.cap))
        for kind, cap in (("bonus", setting.bonus_cap), ("penalty", setting.penalty_cap)):
            if cap is not None:
                totals[kind] = min(totals[kind], Fraction(cap))
        return totals["bonus"], totals["penalty"]

    def award(self, setting: Adjustments, unit: int, item: str, matter: str) -> Fraction:
        """What an item gives for a matter: the highest bonus of the matter, by the first item that gives so much."""
        code, best, by = self.sheet.units[unit].code, ABSENT, ""
        for other in setting.items:
            for record in self.sheet.adjustments:
                is_meant = (record.unit, record.item, record.matter) == (code, other.code, matter)
                if other.kind == "bonus" and is_meant and record.approved and record.points > best:
                    best, by = Fraction(record.points), other.code
        return best if by == item else ABSENT

    # ------------------------------------------------------------ nodes

    def joint(self, spot: Spot, unit: int) -> Result:
        """Of the applicable: Π ÷ base^(n−1), the geometric mean, the lowest or the highest."""
        part = self.part(spot)
        assert not isinstance(part, Indicator)
        found = [(self.passed_up(child, unit), self.weight(child, unit)) for child in self.children(spot)]
        applicable = [
            (state, value, weight) for (state, value), weight in found if state != State.NOT_APPLICABLE
        ]
        if not applicable:
            return NOT_APPLICABLE
        if any(state != State.VALUE for state, _, _ in applicable):
            return NO_SCORE
        values = [value for _, value, _ in applicable]
        if part.combine in {"min", "max"}:
            return State.VALUE, min(values) if part.combine == "min" else max(values)
        if any(value < 0 for value in values):
            return NO_SCORE
        if part.combine == "product":
            return State.VALUE, prod(values, start=Fraction(1)) / Fraction(part.base or 1) ** (
                len(values) - 1
            )
        weighed = [(value, weight) for _, value, weight in applicable if weight]
        if not weighed:
            return NOT_APPLICABLE
        return State.VALUE, ABSENT if any(value == 0 for value, _ in weighed) else mean_by_powers(weighed)

    def sum(self, spot: Spot, unit: int) -> Result:
        """A3 · A1 ÷ A2, of a mean as of a sum."""
        found = self.gather(spot, unit, Fraction(1))
        if not found.anything:
            return NOT_APPLICABLE
        if found.withheld:
            return NO_SCORE
        if found.applies == 0:
            return NOT_APPLICABLE
        if self.too_few(spot, unit):
            return NO_SCORE
        if not found.present:
            return State.MISSING, ABSENT
        if self.combine(spot) == "sum" and not self.rescales(spot):
            return State.VALUE, found.earned
        return State.VALUE, found.earned * self.full(spot) / found.applies

    def too_few(self, spot: Spot, unit: int) -> bool:
        """Whether less than the stated share of what was asked of the unit has a value."""
        part = self.part(spot)
        if self.is_mean_of_periods(spot) or isinstance(part, Indicator) or part.min_present is None:
            return False
        weights = [
            (self.passed_up(child, unit)[0], self.weight(child, unit)) for child in self.children(spot)
        ]
        present = sum((weight for state, weight in weights if state == State.VALUE), ABSENT)
        asked = sum((weight for state, weight in weights if state != State.NOT_APPLICABLE), ABSENT)
        return present * 100 < asked * Fraction(part.min_present)

    def rescales(self, spot: Spot) -> bool:
        """Whether what does not apply is spread here rather than further up."""
        part, above = self.part(spot), self.parent(spot)
        further_up = (
            self.combine(spot) == "sum"
            and above is not None
            and self.combine(above) == "sum"
            and not isinstance(part, Indicator)
            and part.scale == 1
            and self.not_applicable(spot) is not NotApplicable.RESCALE_AT_PARENT
            and not any(
                isinstance(child, Indicator) and child.not_applicable is NotApplicable.RESCALE_AT_PARENT
                for child in self.scheme.tree
                if child.parent == part.code
            )
            and spot.code not in self.scheme.policies.round_at
            and not self.is_adjusted(spot)
        )
        return not further_up

    def gather(self, spot: Spot, unit: int, share: Fraction) -> _Gathered:
        """All that counts in a sum, through the sums below that leave rescaling to it; `share` for each point."""
        found = _Gathered()
        for child in self.children(spot):
            state, value = self.passed_up(child, unit)
            weight = share * self.weight(child, unit)
            found.anything |= state != State.NOT_APPLICABLE
            found.withheld |= state == State.NO_SCORE or (
                state == State.MISSING
                and self.combine(child) == "leaf"
                and self.missing(child) is Missing.NO_SCORE
            )
            filled = self.filled(child, unit, state)
            if filled is not None:
                value = filled
            if state == State.NOT_APPLICABLE and filled is None:
                continue
            if not self.rescales(child) and filled is None:
                inner = self.gather(child, unit, weight / self.full(child))
                found.applies += inner.applies
                found.earned += inner.earned if state == State.VALUE else 0
            else:
                found.applies += weight
                found.earned += weight * value / self.full(child)
            found.present |= state == State.VALUE or filled is not None
        return found

    def filled(self, spot: Spot, unit: int, state: State) -> Fraction | None:
        """What the policies put in the place of an absent value, in points of the part; None for nothing."""
        if state == State.NOT_APPLICABLE:
            match self.not_applicable(spot):
                case NotApplicable.FULL:
                    return self.full(spot)
                case NotApplicable.NO_POINTS:
                    return ABSENT
                case NotApplicable.GROUP_MEAN:
                    return self.group_mean(spot, unit)
        if state == State.MISSING and self.combine(spot) == "leaf":
            match self.missing(spot):
                case Missing.FULL:
                    return self.full(spot)
                case Missing.GROUP_MEAN:
                    return self.group_mean(spot, unit)
        return None

    def group_mean(self, spot: Spot, unit: int) -> Fraction | None:
        """The mean of the units of the group that have a value."""
        own = self.sheet.units[unit].group
        results = [self.passed_up(spot, n) for n, other in enumerate(self.sheet.units) if other.group == own]
        values = [value for state, value in results if state == State.VALUE]
        return sum(values, ABSENT) / len(values) if values else None


# ---------------------------------------------------------------- places and grades

#: What units are compared by, the highest first.
Key = Any


def places_the_long_way(
    totals: Sequence[Key | None], groups: Sequence[str], codes: Sequence[str], ties: Ties
) -> list[int]:
    """Each unit's place within its group, 0 without a total."""
    found = []
    for total, group, code in zip(totals, groups, codes, strict=True):
        rivals = [
            (t, c) for t, g, c in zip(totals, groups, codes, strict=True) if g == group and t is not None
        ]
        if total is None:
            found.append(0)
        elif ties is Ties.COMPETITION:
            found.append(1 + sum(t > total for t, _ in rivals))
        elif ties is Ties.DENSE:
            found.append(1 + len({t for t, _ in rivals if t > total}))
        else:
            found.append(1 + sum(t > total or (t == total and code > c) for t, c in rivals))
    return found


class Grades:
    """Grades of all units of a sheet: from thresholds and quotas, then what vetoes change."""

    def __init__(
        self,
        scheme: Scheme,
        sheet: ScoreSheet,
        published: Sequence[Fraction | None],
        keys: Sequence[Key | None],
    ) -> None:
        self.grades = scheme.grades
        self.policies: Policies = scheme.policies
        self.published = published
        self.keys = keys
        self.groups = [unit.group for unit in sheet.units]
        effects = {veto.code: veto for veto in scheme.vetoes}
        names = [grade.name for grade in scheme.grades]
        vetoed = [[effects[v.veto] for v in sheet.vetoes if v.unit == unit.code] for unit in sheet.units]
        self.out = [any(veto.effect == "out of ranking" for veto in own) for own in vetoed]
        self.lowered = [any(veto.effect == "lower grade" for veto in own) for own in vetoed]
        self.best = [
            max((names.index(veto.grade) for veto in own if veto.grade), default=0) for own in vetoed
        ]

    def of(self, unit: int) -> tuple[str | None, bool]:
        """The grade of a unit, and whether a tie at the edge of a quota cost it one."""
        total, own = self.published[unit], self.keys[unit]
        if total is None or self.out[unit] or not self.grades:
            return None, False
        members = [n for n, group in enumerate(self.groups) if group == self.groups[unit] and not self.out[n]]
        others = [self.keys[n] for n in members if n != unit and self.best[n] == 0]
        rivals: list[Key] = [key for key in others if key is not None]
        better, not_worse = sum(key > own for key in rivals), 1 + sum(key >= own for key in rivals)
        cut = False
        for position, grade in enumerate(self.grades):
            if position < self.best[unit] or (
                grade.at_least is not None and total < Fraction(grade.at_least)
            ):
                continue
            places = self.places(position, len(members))
            if grade.quota is None or not_worse <= places:
                return self.grades[min(position + self.lowered[unit], len(self.grades) - 1)].name, cut
            cut |= better < places
        return None, cut

    def places(self, position: int, base: int) -> int:
        """How many units may have a grade or a better one."""
        share = (
            sum((Fraction(grade.quota or 0) for grade in self.grades[: position + 1]), ABSENT) * base / 100
        )
        return {
            QuotaRounding.FLOOR: floor(share),
            QuotaRounding.HALF_UP: floor(share + Fraction(1, 2)),
            QuotaRounding.CEILING: ceil(share),
        }[self.policies.quota_rounding]
