"""What a scoring rule is: a model with parameters, a formula over the unit's value, and its own words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self

from indicators import formula
from indicators.decimals import Number
from indicators.model import Model
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A number which is the same for all, or one per peer group.
GroupNumber = Number | dict[str, Number]


class Direction(StrEnum):
    """Which way an achievement is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class RawField:
    """One cell a unit fills in for an indicator; `name` is empty where the indicator has a single value.

    With `choices` the cell holds one of these words (or the number it stands for).
    """

    name: str
    lowest: Decimal | None = None
    highest: Decimal | None = None
    whole: bool = False
    choices: tuple[tuple[str, Decimal], ...] = ()


#: A cell that is filled in with yes or no.
YES_OR_NO = (
    ("是", Decimal(1)),
    ("否", Decimal(0)),
    ("yes", Decimal(1)),
    ("no", Decimal(0)),
    ("√", Decimal(1)),
)


@dataclass(frozen=True, slots=True)
class Worked:
    """A number worked out from an indicator's fields before the rule reads it, so that units can be compared on it."""

    field: str
    tree: formula.Node


@dataclass(frozen=True, slots=True)
class MeanOfPresent:
    """Σ weight · value ÷ Σ weight over those of the columns that hold a value; missing only where none does."""

    field: str
    of: tuple[tuple[formula.ColumnName, Fraction], ...]
    label: Words


Derived = Worked | MeanOfPresent


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is applied to: the columns that hold the unit's values, and the indicator's full points."""

    fields: Mapping[str, formula.ColumnName]
    points: Decimal
    direction: Direction
    unit: str = ""
    code: str = ""

    @property
    def column(self) -> formula.ColumnName:
        """The column of the one value a rule over a single value reads."""
        return self.fields[""]

    @property
    def value(self) -> formula.Field:
        """The unit's single value."""
        return formula.Field(self.column)

    @property
    def full(self) -> formula.Constant:
        """Full points as a constant."""
        return formula.constant(self.points)

    def derived(self, field: str) -> formula.ColumnName:
        """The column of a number which the rule works out first."""
        return formula.ColumnName(formula.Stage.MEASURE, self.code, field)

    def reading(self, column: formula.ColumnName) -> Subject:
        """The same subject with that column as its single value, for a rule within the rule."""
        return replace(self, fields={"": column})


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a rule: all units of one group, each with what it reports and the points it gets.

    The points are worked by hand; the reference prints them and a test runs them.
    """

    rule: str
    points: str
    rows: tuple[tuple[tuple[str, ...], str], ...]
    direction: Direction = Direction.HIGHER
    #: What a zero divisor means, for rules which divide.
    zero_denominator: str | None = None


class Rule(Model, ABC):
    """How a value becomes points.

    A new kind is one file with one subclass, which states its `kind`, its parameters, its formula and its
    words, and one entry in `indicators/rules/__init__.py`.
    """

    title: ClassVar[Words]
    source: ClassVar[str]
    example: ClassVar[Example]
    #: Whether a better value can never earn fewer points; None where the rule is not about better and worse.
    monotone: ClassVar[bool] = True
    #: Whether the data alone show if the formula has a value, as where a person wrote it.
    may_be_undefined: ClassVar[bool] = False
    #: Whether the unit itself reports the values; otherwise the office, raters or another assessment do.
    reported_by_units: ClassVar[bool] = True
    #: Whether whoever scores writes a reason beside the score.
    gives_reasons: ClassVar[bool] = False

    @abstractmethod
    def tree(self, subject: Subject) -> formula.Node:
        """The points as a tree over the subject's columns."""

    @abstractmethod
    def words(self, subject: Subject) -> Words:
        """The rule as an official would write it, with its parameters."""

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        """The cells a unit fills in where the indicator declares no measure of its own."""
        del points
        return (RawField(""),)

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        """What is worked out from the fields first, each from fields and from those before it."""
        del subject
        return ()

    def inner(self) -> tuple[Rule, ...]:
        """The rules this one is made of."""
        return ()

    @property
    def can_be_undefined(self) -> bool:
        """Whether the formula of this rule, or of one within it, may lack a value."""
        return self.may_be_undefined or any(rule.can_be_undefined for rule in self.inner())

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        """What of the parameters cannot all be meant, for an indicator of so many full points."""
        del points
        return ()

    def stated_floor(self, points: Decimal) -> Decimal | None:
        """The least points the rule promises somebody could get; None where it states none worth a word."""
        del points
        return None

    def asks_for(self) -> Words:
        """What a single cell holds where the indicator's name does not say it, such as the event counted; else empty."""
        return Words("", "")

    def named_values(self) -> tuple[GroupNumber, ...]:
        """The values a rule over a single value speaks of: a target, the ends of a scale, the starts of bands."""
        return ()

    def narrowed(self, group: str) -> Self:
        """The rule as it is for one peer group: what differs by group is that group's number."""
        narrowed: Self = _narrowed(self, group)
        return narrowed

    def group_numbers(self) -> tuple[dict[str, Decimal], ...]:
        """The parameters which differ by peer group; each must name every group the indicator applies to."""
        values = (getattr(self, name) for name in type(self).model_fields)
        own = tuple(value for value in values if isinstance(value, dict))
        return own + tuple(number for rule in self.inner() for number in rule.group_numbers())


def _narrowed(part: Any, group: str) -> Any:
    """A part of a rule, with all in it that differs by group as it is for one."""
    if isinstance(part, Model):
        own = {name: getattr(part, name) for name in type(part).model_fields}
        return part.model_copy(update={name: _narrowed(value, group) for name, value in own.items()})
    if isinstance(part, tuple):
        return tuple(_narrowed(each, group) for each in part)
    return part.get(group, part) if isinstance(part, dict) else part


def group_node(number: Decimal | dict[str, Decimal]) -> formula.Node:
    """A parameter as a node."""
    if isinstance(number, dict):
        return formula.GroupConstant(tuple((group, Fraction(value)) for group, value in number.items()))
    return formula.constant(number)


def group_words(number: Decimal | dict[str, Decimal], unit: str) -> Words:
    """A parameter in words, with its unit of measure."""
    if not isinstance(number, dict):
        return same(f"{number}{unit}")
    parts = [f"{group} {value}{unit}" for group, value in number.items()]
    return Words("、".join(parts), ", ".join(parts))
