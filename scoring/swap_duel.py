"""Two units under changed weights, compared exactly and as the ranking compares them."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from indicators.decimals import half_up
from indicators.periods import AT
from indicators.policies import RankOn
from scoring.exact_reweighed import Reweighed, moved_columns
from scoring.layout import reweighed_plan
from scoring.rescoring import Rescoring
from scoring.results import Scoring
from scoring.sheet import State
from scoring.weights import with_weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from indicators.formula import ColumnName
    from indicators.parts import Composite, Indicator
    from indicators.scheme import Scheme
    from scoring.exact import Exact
    from scoring.sheet import ScoreSheet


class Standing(NamedTuple):
    """How two units compare: whether the one behind has drawn level, and by how much its total is higher."""

    is_level: bool
    lead: Fraction


class Duel:
    """Two units of one group, of which one is ahead of the other under the weights at hand.

    Attributes:
        scheme: With the weights at hand.
        ahead: Position in the sheet of the unit that is ahead.
        behind: Of the one that is behind.
    """

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, ahead: int, behind: int) -> None:
        scoring = Scoring(scheme, sheet)
        self.scheme, self.ahead, self.behind = scheme, ahead, behind
        #: One unit of the last published decimal.
        self.unit = Fraction(1, 10**scheme.policies.decimals)
        self._sheet, self._plan = sheet, scoring.plan
        self._exact: Exact = scoring.everything().oracle
        self._moved: dict[str, frozenset[ColumnName]] = {}

    def under(self, node: str, weights: Mapping[str, Decimal]) -> Standing | None:
        """How they compare where children of a node have other weights; None where one of them has no total."""
        plan = reweighed_plan(self._plan, with_weights(self.scheme, weights))
        exact = Reweighed(self._exact, plan, self._moved_by(node))
        keys = [self._key(exact, unit) for unit in (self.behind, self.ahead)]
        if None in keys:
            return None
        name = plan.exact_name(plan.scheme.root.code)
        behind, ahead = (exact.cell(name, unit).number for unit in (self.behind, self.ahead))
        first, other = keys
        assert first is not None
        assert other is not None
        return Standing(first >= other, behind - ahead)

    def is_settled_by(self, weights: Mapping[str, Decimal]) -> bool:
        """Whether the unit behind is level or ahead where everything is scored again under other weights."""
        keys = self._rescoring.results(with_weights(self.scheme, weights)).rank_keys
        return bool(keys[self.behind] >= keys[self.ahead])

    @cached_property
    def _rescoring(self) -> Rescoring:
        return Rescoring(self.scheme, self._sheet)

    def _key(self, exact: Exact, unit: int) -> tuple[Fraction, ...] | None:
        """What the ranking orders by; codes that order equal units are left aside."""
        plan, policies = exact.plan, exact.plan.scheme.policies
        total = exact.cell(plan.exact_name(plan.scheme.root.code), unit)
        if not total.present:
            return None
        first = total.number
        if policies.rank_on is RankOn.PUBLISHED:
            first = Fraction(half_up(first, policies.decimals), 10**policies.decimals)
        chain = (exact.cell(plan.exact_name(code), unit) for code in policies.tie_break)
        # Who has no value in a node of the chain comes after all who have.
        return (first, *(n for c in chain for n in (Fraction(c.state is State.VALUE), c.number)))

    def _moved_by(self, node: str) -> frozenset[ColumnName]:
        def is_below(part: Indicator | Composite) -> bool:
            return part.parent is not None and part.parent.partition(AT)[0] == node

        if node not in self._moved:
            self._moved[node] = moved_columns(self._plan, is_below)
        return self._moved[node]
