"""The scoring rules, one kind a file; this tuple is where a kind is registered."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from indicators.rules.absolute_efficacy import AbsoluteEfficacyRule
from indicators.rules.additive import AdditiveRule
from indicators.rules.bands import BandsRule
from indicators.rules.base import Direction, GroupNumber, RawField, Rule, Subject
from indicators.rules.change import ChangeRule
from indicators.rules.checklist import ChecklistRule
from indicators.rules.custom import FormulaRule
from indicators.rules.deduction import DeductionRule
from indicators.rules.direct import DirectRule
from indicators.rules.exponential_rank import ExponentialRankRule
from indicators.rules.gate import GateRule
from indicators.rules.goalposts import GoalpostsRule
from indicators.rules.imported import ImportedRule
from indicators.rules.mix import MixPart, MixRule
from indicators.rules.normal_scores import NormalScoresRule
from indicators.rules.pass_or_fail import PassOrFailRule
from indicators.rules.per_head import PerHeadRule
from indicators.rules.power_points import PowerPointsRule
from indicators.rules.rank_over_target import RankOverTargetRule
from indicators.rules.rank_points import RankPointsRule
from indicators.rules.rank_votes import RankVotesRule
from indicators.rules.raters import RatersRule
from indicators.rules.ratio_to_best import RatioToBestRule
from indicators.rules.relative_efficacy import RelativeEfficacyRule
from indicators.rules.rubric import RubricRule
from indicators.rules.standardised import StandardisedRule
from indicators.rules.target import TargetRule
from indicators.rules.timeliness import TimelinessRule
from indicators.rules.votes import VotesRule

RULES: tuple[type[Rule], ...] = (
    TargetRule,
    RelativeEfficacyRule,
    AbsoluteEfficacyRule,
    BandsRule,
    RankPointsRule,
    RankOverTargetRule,
    RatioToBestRule,
    GoalpostsRule,
    StandardisedRule,
    NormalScoresRule,
    ExponentialRankRule,
    PowerPointsRule,
    DeductionRule,
    DirectRule,
    ImportedRule,
    FormulaRule,
    VotesRule,
    RatersRule,
    RubricRule,
    ChecklistRule,
    AdditiveRule,
    PassOrFailRule,
    TimelinessRule,
    RankVotesRule,
    GateRule,
    ChangeRule,
    PerHeadRule,
    MixRule,
)

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[reduce(or_, RULES), Field(discriminator="kind")]

# Rules which hold another rule, and so could not be finished before all kinds were known.
for _holder in (MixPart, GateRule, ChangeRule, PerHeadRule, MixRule):
    _holder.model_rebuild(_types_namespace={"AnyRule": AnyRule})


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
