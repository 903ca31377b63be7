"""The scoring rules, one kind a file; this tuple is where a kind is registered."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from indicators.rules.bands import BandsRule
from indicators.rules.base import Direction, GroupNumber, RawField, Rule, Subject
from indicators.rules.deduction import DeductionRule
from indicators.rules.direct import DirectRule
from indicators.rules.imported import ImportedRule
from indicators.rules.rank_points import RankPointsRule
from indicators.rules.relative_efficacy import RelativeEfficacyRule
from indicators.rules.target import TargetRule

RULES: tuple[type[Rule], ...] = (
    TargetRule,
    RelativeEfficacyRule,
    BandsRule,
    RankPointsRule,
    DeductionRule,
    DirectRule,
    ImportedRule,
)

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[reduce(or_, RULES), Field(discriminator="kind")]


def kind_of(rule: type[Rule]) -> str:
    """The word a scheme file uses for this kind of rule."""
    kind: Any = rule.model_fields["kind"].default
    return str(kind)


__all__ = [
    "RULES",
    "AnyRule",
    "Direction",
    "GroupNumber",
    "RawField",
    "Rule",
    "Subject",
    "kind_of",
]
