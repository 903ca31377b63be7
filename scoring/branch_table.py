"""A branch of a plan compiled under other weights: again only where these tell anything new of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scoring import bounds
from scoring.table import Table, sources

if TYPE_CHECKING:
    from collections.abc import Collection

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import Formula, Joint, Plan, PresentMean, Rounded, Sum
    from scoring.table import Compute, Profile

    Computable = Formula | PresentMean | Sum | Joint | Rounded

#: The share of its range by which a column is taken to reach further than it does, so that the next weights find room.
_ROOM = 0.25


class _Facts(NamedTuple):
    """What is known of a column, and whether some units lack it or may have no score in it.

    Of a sum also how much of it applies, and the least that does.
    """

    known: Known
    partly: bool
    withheld: bool
    applicable: Known | None
    least: float | None

    def with_room(self) -> _Facts:
        """The same of a column which reaches a little further."""
        applicable = None if self.applicable is None else _with_room(self.applicable)
        least = None if self.least is None else self.least * (1 - _ROOM)
        return self._replace(known=_with_room(self.known), applicable=applicable, least=least)

    def joined(self, other: _Facts) -> _Facts:
        """What holds of a column of which the one or the other is known."""
        both = _Facts(
            bounds.either(self.known, other.known),
            self.partly or other.partly,
            self.withheld or other.withheld,
            None,
            None,
        )
        if self.applicable is None or other.applicable is None or self.least is None or other.least is None:
            return both
        applicable = bounds.either(self.applicable, other.applicable)
        return both._replace(applicable=applicable, least=min(self.least, other.least))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A column compiled against the facts of what it reads, and what followed from them."""

    of: tuple[_Facts, ...]
    compute: Compute
    found: _Facts


class BranchMemory:
    """What is common to a branch under whatever weights; may be shared by threads."""

    def __init__(self) -> None:
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
        super().__init__(plan, profile, whole)

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
            sums.applicable.get(name),
            sums.least.get(name),
        )

    def _take(self, name: ColumnName, facts: _Facts) -> None:
        """Puts this in place of what is known of a column."""
        self.known[name] = facts.known
        if facts.partly:
            self._partly.add(name)
        if facts.withheld:
            self._withheld.add(name)
        if facts.applicable is not None and facts.least is not None:
            self._sum_bounds.applicable[name] = facts.applicable
            self._sum_bounds.least[name] = facts.least


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
