"""A branch of a plan compiled under other weights: again only where these tell anything new of a column."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from scoring import bounds
from scoring.plan import Sum
from scoring.sums import Applying, Weighing, is_spread
from scoring.table import Step, Table, sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from fractions import Fraction

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import Column, Formula, Joint, Plan, PresentMean, Rounded, Term
    from scoring.table import Compute, Profile

    Computable = Formula | PresentMean | Sum | Joint | Rounded

#: The share of its range by which a column is taken to reach further than it does, so that the next weights find room.
_ROOM = 0.25
#: Denominators of weights beyond this are forgotten once others come.
_FINEST = 2**40


_NOTHING = Weighing(bounds.whole(0, 0), bounds.whole(0, 0))


class _Facts(NamedTuple):
    """What is known of a column, and whether some units lack it or may have no score in it.

    Of a sum also how much of it applies.
    """

    known: Known
    partly: bool
    withheld: bool
    applying: Applying | None

    def with_room(self) -> _Facts:
        """The same of a column which reaches a little further."""
        applying = self.applying
        if applying is not None:
            applying = Applying(
                _with_room(applying.known),
                applying.least * (1 - _ROOM),
                applying.most * (1 + _ROOM),
                applying.error * (1 + _ROOM),
            )
        return self._replace(known=_with_room(self.known), applying=applying)

    def joined(self, other: _Facts) -> _Facts:
        """What holds of a column of which the one or the other is known."""
        both = _Facts(
            bounds.either(self.known, other.known),
            self.partly or other.partly,
            self.withheld or other.withheld,
            None,
        )
        one, two = self.applying, other.applying
        if one is None or two is None:
            return both
        known = bounds.either(one.known, two.known)
        found = Applying(known, min(one.least, two.least), max(one.most, two.most), max(one.error, two.error))
        return both._replace(applying=found)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A column compiled against the facts of what it reads, and what followed from them."""

    of: tuple[_Facts, ...]
    compute: Compute
    found: _Facts


class BranchMemory:
    """What is common to a branch under whatever weights; may be shared by threads."""

    def __init__(self) -> None:
        #: The last that was compiled.
        self.table: BranchTable | None = None
        self.changed: dict[ColumnName, _Facts] = {}
        self.compiled: dict[ColumnName, _Compiled] = {}


class BranchTable(Table):
    """A branch under certain weights, which takes over what was compiled before and still holds.

    Of a column with other weights is known what holds under all weights there were, and a little more. So what
    reads it seldom learns anything new, and is then taken as it was compiled.
    """

    def __init__(
        self, plan: Plan, profile: Profile, whole: Plan, changed: Collection[ColumnName], memory: BranchMemory
    ) -> None:
        """Compiles what is new.

        Args:
            plan: What is to be computed, and what it reads as if it had been reported.
            profile: Of the sheet, with all columns of the whole plan.
            whole: The plan that this is a branch of.
            changed: The columns with other weights.
            memory: That of all branches in which these are the columns with other weights.
        """
        self._changed, self._branch = changed, memory
        self._before = {} if memory.table is None else memory.table._rooms  # noqa: SLF001 - of its own kind
        #: The weights for which this table holds, of each sum with other weights.
        self._rooms: dict[ColumnName, tuple[Weighing, ...]] = {}
        super().__init__(plan, profile, whole)
        memory.table = self

    def under(self, whole: Plan, columns: Iterable[Column]) -> BranchTable | None:
        """This table under other weights; None where something it takes for granted of weights does not hold.

        Args:
            whole: The whole plan under the other weights.
            columns: What is to be computed of it, in the same order; what weighs as before is the very same object.
        """
        steps = [
            step if step.column is column else self._reweighed(column)
            for step, column in zip(self._steps, columns, strict=True)
        ]
        if None in steps:
            return None
        other = copy(self)
        other._whole_plan = whole  # noqa: SLF001 - a copy of this very object
        other._steps = [step for step in steps if step is not None]  # noqa: SLF001
        return other

    def _reweighed(self, column: Column) -> Step | None:
        if not (isinstance(column, Sum) and self._holds(column)):
            return None
        return Step(column, self._sum(column).run)

    def _holds(self, column: Sum) -> bool:
        """Whether what is known of a sum is so under these weights as well."""
        sums, name = self._sum_bounds, column.name
        return (
            name in self._rooms
            and all(map(_is_within, column.terms, self._rooms[name]))
            and sums.least_applicable(column, self._partly) >= sums.applying[name].least
        )

    def _weighings(self, column: Sum) -> Iterable[Weighing]:
        """With room for other weights, unless the least that applies matters."""
        name, own = column.name, tuple(super()._weighings(column))
        if name not in self._changed or is_spread(column, self._partly):
            return own
        before = self._before.get(name, (_NOTHING,) * len(own))
        self._rooms[name] = room = tuple(map(_room_for, own, before))
        return room

    def _compile(self, column: Computable) -> Compute:
        name, branch = column.name, self._branch
        if name in self._changed:
            compute = super()._compile(column)
            facts, before = self._facts(name), branch.changed.get(name)
            branch.changed[name] = all_ = facts.with_room() if before is None else before.joined(facts)
            self._take(name, all_)
            return compute
        of = tuple(self._facts(source) for names in sources(column) for source in names)
        kept = branch.compiled.get(name)
        if kept is None or kept.of != of:
            branch.compiled[name] = kept = _Compiled(of, super()._compile(column), self._facts(name))
        self._take(name, kept.found)
        return kept.compute

    def _facts(self, name: ColumnName) -> _Facts:
        sums = self._sum_bounds
        return _Facts(
            self.known[name],
            name in self._partly,
            name in self._withheld,
            sums.applying.get(name),
        )

    def _take(self, name: ColumnName, facts: _Facts) -> None:
        """Puts this in place of what is known of a column."""
        self.known[name] = facts.known
        if facts.partly:
            self._partly.add(name)
        if facts.withheld:
            self._withheld.add(name)
        if facts.applying is not None:
            self._sum_bounds.applying[name] = facts.applying


def _room_for(own: Weighing, before: Weighing) -> Weighing:
    """What is known of any weight that is hardly higher than these, with no denominator that theirs do not divide into."""
    return Weighing(*map(_up_to, own, before))


def _up_to(own: Known, before: Known) -> Known:
    common = lcm(own.common, before.common)
    common = own.common if common > _FINEST else common
    highest = before.highest if own.highest <= before.highest else own.highest * (1 + _ROOM)
    return bounds.Known(0.0, highest, highest * bounds.ROUNDOFF, common, 1, bounds.ROUNDOFF)


def _is_within(term: Term, room: Weighing) -> bool:
    """Whether a child has a weight for which there is room, the same for all groups."""
    return (
        term.is_common
        and _is_up_to(term.coefficients[0], room.coefficient)
        and _is_up_to(term.weights[0], room.weight)
    )


def _is_up_to(number: Fraction, known: Known) -> bool:
    return float(number) <= known.highest and known.common % number.denominator == 0


def _with_room(known: Known) -> Known:
    room = _ROOM * known.magnitude
    return known._replace(
        lowest=known.lowest - room,
        highest=known.highest + room,
        error=known.error * (1 + _ROOM),
        varying=known.varying + known.varying // 4,
        relative=known.relative * (1 + _ROOM),
        numerator=1,
    )
