"""Random trees of nodes and indicators, whose points and weights fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from indicators.parts import Indicator
from indicators.policies import Missing, NotApplicable
from tests.random_rules import DICE, MEASURES, STEPS, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tests.random_rules import Content, Dice

    RuleStrategy = Callable[[list[str], str], SearchStrategy[Content]]

FULL_POINTS = ["10", "1", "2", "3", "5", "5", "7", "10", "12.5", "15", "20", "20", "25", "30", "0.35"]
WEIGHTS = ["10", "0", "1", "2.5", "3", "5", "10", "15", "20", "33.33", "0.05"]
BASES = ["80", "100", "10", "0.8", "1", "7"]
COMBINE = [
    "sum",
    "sum",
    "sum",
    "sum",
    "weighted mean",
    "product",
    "weighted mean",
    "geometric mean",
    "min",
    "max",
]
#: More indicators than this make an example slow and show nothing more.
MOST_LEAVES = 22
_ADDING = {"sum", "weighted mean"}
_MEANS = {"weighted mean", "geometric mean"}
_ZERO_DENOMINATOR = ["missing", "full", "not applicable"]
_FILLED = {Missing.FULL, Missing.GROUP_MEAN}


@dataclass
class Tree:
    """A tree, drawn at once; `missing` is what the scheme says of missing values in general."""

    draw: DrawFn
    groups: list[str]
    periods: list[str]
    levels: int
    missing: Missing
    rule: RuleStrategy
    parts: list[Content] = field(default_factory=list)
    leaves: int = 0

    def __post_init__(self) -> None:
        """Draws it from the root down."""
        self._node("T", None, 1)

    def above(self, part: Content) -> list[Content]:
        """The nodes above a part, the nearest first."""
        by_code = {each["code"]: each for each in self.parts}
        found = []
        while "parent" in part:
            part = by_code[part["parent"]]
            found.append(part)
        return found

    def yearly(self) -> list[Content]:
        """The parts with one score for the year rather than one for each period."""
        return [part for part in self.parts if not any("periods" in above for above in self.above(part))]

    def _new(self, code: str, parent: Content | None, dice: Dice) -> Content:
        part: Content = {"code": code, "name": code} | ({} if parent is None else {"parent": parent["code"]})
        self.parts.append(part)
        if dice.happens(7):
            part["groups"] = dice.several(self.groups, 1, len(self.groups))
        if dice.happens(6):
            adds = parent is not None and parent["combine"] in _ADDING
            part["not_applicable"] = dice.one_of(
                list(NotApplicable) if adds else list(NotApplicable)[:2]
            ).value
        within = any("periods" in above for above in self.above(part))
        if self.periods and not within and dice.happens(5):
            part["periods"] = dice.several(self.periods, 1, len(self.periods))
        return part

    def _indicator(self, code: str, parent: Content) -> None:
        dice = self.draw(DICE)
        points = dice.one_of(FULL_POINTS)
        self.leaves += 1
        part = self._new(code, parent, dice)
        part |= {"points": points, "rule": self.draw(self.rule(self.groups, points))}
        part |= {
            "direction": dice.one_of(["higher", "lower"]),
            "zero_denominator": dice.one_of(_ZERO_DENOMINATOR),
        }
        one_number = {field.name for field in Indicator.model_validate(part).raw_fields} == {""}
        if one_number and dice.happens(2):
            part["measure"] = dice.one_of(MEASURES)
        if one_number and dice.happens(6):
            part["difficulty"] = {
                "groups": {group: dice.one_of(STEPS) for group in dice.several(self.groups, 0, 2)},
                "units": {unit: dice.one_of(STEPS) for unit in dice.several(["u00", "u01", "u04"], 0, 2)},
                "otherwise": dice.one_of(["1", "0.9"]),
            }
        if dice.happens(5):
            part["missing"] = dice.one_of(list(Missing)).value
        several = len(Indicator.model_validate(part).raw_fields) > 1
        policy = self._missing_policy(part)
        if (several and policy is Missing.FULL) or (parent["combine"] not in _ADDING and policy in _FILLED):
            part["missing"] = dice.one_of([Missing.NO_POINTS, Missing.NO_SCORE]).value

    def _missing_policy(self, part: Content) -> Missing:
        stated = (each["missing"] for each in (part, *self.above(part)) if "missing" in each)
        return Missing(next(stated, self.missing))

    def _node(self, code: str, parent: Content | None, level: int) -> None:
        draw, dice = self.draw, self.draw(DICE)
        part = self._new(code, parent, dice)
        part["combine"] = draw(st.sampled_from(COMBINE))
        if dice.happens(6):
            part["missing"] = dice.one_of(list(Missing)).value
        children = [
            self._child(f"{code}.{number}", part, level + 1)
            for number in range(1, draw(st.integers(1, 4)) + 1)
        ]
        adds, in_sum = part["combine"] in _ADDING, parent is not None and parent["combine"] == "sum"
        if adds and dice.happens(6):
            part["min_present"] = dice.one_of(["50%", "100%", "33.3%", "80%"])
        if adds and in_sum and dice.happens(3):
            part["scale"] = dice.one_of(["0.9", "0.5", "1.25", "0.3"])
        if part["combine"] == "product":
            part["base"] = dice.one_of(BASES)
        if part["combine"] == "sum":
            part["points"] = self._sum(children, dice)
            return
        if part["combine"] in _MEANS:
            self._mean(part, children, dice)
        needs_points = adds or "periods" in part or (parent is not None and parent["combine"] in _ADDING)
        if needs_points or dice.happens(3):
            part["points"] = dice.one_of(["100", "80", "33.3", "10"])

    def _child(self, code: str, parent: Content, level: int) -> Content:
        at = len(self.parts)
        if level > self.levels or self.leaves >= MOST_LEAVES or self.draw(st.booleans()):
            self._indicator(code, parent)
        else:
            self._node(code, parent, level)
        return self.parts[at]

    def _sum(self, children: list[Content], dice: Dice) -> str:
        """Weighs the children of a sum; returns what they add up to, for whatever group."""
        for child in children:
            if dice.happens(3):
                child["weight"] = dice.one_of(WEIGHTS)
        if not any(weight_for(child, "") for child in children):
            children[0]["weight"] = "5"
        weights = [weight_for(child, "") for child in children]
        if len(children) > 1 and dice.happens(5):
            by_group = {group: dice.several(weights, len(weights), len(weights)) for group in self.groups}
            for number, child in enumerate(children):
                child["weight"] = {group: text(shuffled[number]) for group, shuffled in by_group.items()}
        return text(sum(weights, Decimal(0)))

    def _mean(self, part: Content, children: list[Content], dice: Dice) -> None:
        """Gives children weights of any size, where points do not do or now and then."""
        by_group = dice.happens(5)
        for child in children:
            if by_group:
                child["weight"] = {group: dice.one_of(WEIGHTS) for group in self.groups}
            elif "points" not in child or dice.happens(2):
                child["weight"] = dice.one_of(WEIGHTS)
        weights = [sum(weight_for(child, group) for child in children) for group in self.groups]
        if part["combine"] == "weighted mean" and 0 in weights:
            children[0]["weight"] = "5"


def weight_for(part: Content, group: str) -> Decimal:
    """How much a part of a tree counts for a group."""
    weight = part.get("weight")
    if isinstance(weight, dict):
        return Decimal(weight[group])
    full = Decimal(part.get("points", 0)) * Decimal(part.get("scale", 1))
    return full if weight is None else Decimal(weight)
