"""The numbers of rules as settings: which constants of a formula follow from which number of the rule's own text.

A rule makes its formula from its numbers, and nothing in the formula says which is which. So each number is nudged, and the
constants that move with it are its own. One that moves anything else, such as the shape of the formula, stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from indicators import formula, trees
from indicators.formula import ColumnName, Stage
from indicators.meanings import meanings
from indicators.model import Model
from indicators.rules.base import Worked
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.formula import Condition, Node
    from indicators.parts import Indicator
    from indicators.rules import Rule
    from indicators.rules.base import Subject
    from scoring.plan import Plan

    Key = tuple[object, ...]
    Part = Node | Condition

_NUDGE = Decimal("0.0000001")
#: Where the meaning of a number goes into detail.
_FURTHER_ZH, _FURTHER_EN = re.compile("[，；。（]"), re.compile("[,;(]")
_PERCENT = Fraction(1, 100)


class RuleNumber(NamedTuple):
    """A number of a rule: where it stands in the rule, what it is and what it is now."""

    key: Key
    what: Words
    value: Fraction


class Link(NamedTuple):
    """A constant as the product of settings and a factor."""

    keys: tuple[Key, ...]
    factor: Fraction


@dataclass
class RuleNumbers:
    """The numbers of one indicator's rule that may be tuned, and the constants of its formulas that follow from them."""

    plan: Plan
    indicator: Indicator
    numbers: list[RuleNumber] = field(default_factory=list)
    #: By the identity of a constant within the plan.
    links: dict[int, Link] = field(default_factory=dict)

    @property
    def points(self) -> Key:
        """The key of full points."""
        return "points", self.indicator.code

    @property
    def full_points_follow(self) -> bool:
        """Whether the whole rule follows where full points are changed."""
        return self._follow

    def __post_init__(self) -> None:
        """Nudges one number after the other."""
        rule, subject = self.indicator.rule, self.indicator.subject
        full = Fraction(self.indicator.points)
        asked = [
            RuleNumber(self.points, Words("满分", "full points"), full),
            *_numbers(rule, self.indicator.code),
        ]
        moved: dict[Key, dict[int, Fraction]] = {}
        for number in asked:
            if number.key == self.points:
                found = self._moved(rule, replace(subject, points=subject.points + _NUDGE))
            else:
                found = self._moved(_nudged(rule, number.key[2:]), subject)
            if found is not None:
                moved[number.key] = found
        values = {number.key: number.value for number in asked}
        while (wrong := self._not_linked(moved, values)) is not None:
            del moved[wrong]
        self._follow = self.points in moved
        percents = {key for link in self.links.values() if link.factor == _PERCENT for key in link.keys}
        for number in asked[1:]:
            if moved.get(number.key):
                what = number.what
                if number.key in percents:
                    what = Words(f"{what.zh}（%）", f"{what.en} (%)")
                self.numbers.append(number._replace(what=what))

    def _nodes(self, rule: Rule, subject: Subject) -> list[Part]:
        """Every part of the rule's formulas, in the same order each time."""
        worked = [derived.tree for derived in rule.derived(subject) if isinstance(derived, Worked)]
        return [node for tree in (*worked, rule.tree(subject)) for node in trees.walk(tree)]

    def _in_plan(self) -> list[Part]:
        """The same parts as the plan holds them."""
        subject, rule = self.indicator.subject, self.indicator.rule
        names = [subject.derived(one.field) for one in rule.derived(subject) if isinstance(one, Worked)]
        names.append(ColumnName(Stage.POINTS, self.indicator.code))
        columns = (self.plan.by_name[name] for name in names)
        return [node for column in columns for node in trees.walk(column.tree)]  # type: ignore[union-attr]

    def _moved(self, rule: Rule, subject: Subject) -> dict[int, Fraction] | None:
        """How fast each constant moves, by its place; None where anything else moves."""
        before, after = self._in_plan(), self._nodes(rule, subject)
        own = [
            one for one in self.indicator.rule.derived(self.indicator.subject) if not isinstance(one, Worked)
        ]
        if len(before) != len(after) or own != [
            one for one in rule.derived(subject) if not isinstance(one, Worked)
        ]:
            return None
        found = {}
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if isinstance(old, formula.Constant) and isinstance(new, formula.Constant):
                if old.value != new.value:
                    found[place] = (new.value - old.value) / Fraction(_NUDGE)
            elif _scalars(old) != _scalars(new):
                return None
        return found

    def _not_linked(
        self, moved: Mapping[Key, Mapping[int, Fraction]], values: Mapping[Key, Fraction]
    ) -> Key | None:
        """A number with a constant that is no product of such numbers; none if all are, and then the links are made."""
        nodes, self.links = self._in_plan(), {}
        places: dict[int, list[Key]] = {}
        for key, found in moved.items():
            for place in found:
                places.setdefault(place, []).append(key)
        for place, keys in places.items():
            node = nodes[place]
            constant = node.value if isinstance(node, formula.Constant) else None
            others = [
                prod((values[other] for other in keys if other != key), start=Fraction(1)) for key in keys
            ]
            if any(
                value * moved[key][place] != constant for key, value in ((key, values[key]) for key in keys)
            ):
                return keys[-1]
            if not all(others):
                return keys[-1]
            self.links[id(node)] = Link(tuple(keys), moved[keys[0]][place] / others[0])
        return None


def _scalars(node: Part) -> object:
    """What a part says beside its parts: all but the words."""
    match node:
        case formula.Lookup():
            return node.thresholds, node.values, node.below, node.inclusive
        case formula.Interpolated():
            return node.thresholds, node.values, node.below
        case formula.GroupConstant(by_group):
            return by_group
        case formula.UnitConstant(by_unit, _):
            return by_unit
        case formula.Power(_, exponent):
            return exponent
        case formula.Round(_, how, decimals, _):
            return how, decimals
        case formula.Field(column):
            return column
        case formula.Cohort() | formula.Constant():
            return node
        case formula.Compare(comparison=comparison):
            return comparison
        case _:
            return type(node)


def _numbers(rule: Model, code: str) -> Iterator[RuleNumber]:
    """Every decimal number of a rule, with those of what it is made of."""

    def walk(model: Model, path: tuple[object, ...], within: Words) -> Iterator[RuleNumber]:
        said = meanings(type(model))
        named = getattr(model, "name", None)
        if isinstance(named, str):
            within = Words(f"{within.zh}{named}：", f"{within.en}{named}: ")
        for name in type(model).model_fields:
            value = getattr(model, name)
            if isinstance(value, Decimal):
                zh, _, en = " ".join(said.get(name, name).split()).partition(" / ")
                zh, en = _FURTHER_ZH.split(zh)[0], _FURTHER_EN.split(en or name)[0]
                what = Words(f"{within.zh}{zh}", f"{within.en}{en}")
                yield RuleNumber(("rule", code, *path, name), what, Fraction(value))
            elif isinstance(value, Model):
                yield from walk(value, (*path, name), within)
            elif isinstance(value, tuple):
                for place, each in enumerate(value):
                    if isinstance(each, Model):
                        yield from walk(each, (*path, name, place), within)

    yield from walk(rule, (), Words("规则：", "rule: "))


def _nudged(rule: Any, path: Sequence[object]) -> Any:
    """The rule, or a part of it, with one number a little larger."""
    if not path:
        return rule + _NUDGE
    first, *others = path
    if isinstance(rule, tuple):
        return tuple(_nudged(each, others) if place == first else each for place, each in enumerate(rule))
    name = str(first)
    return rule.model_copy(update={name: _nudged(getattr(rule, name), others)})
