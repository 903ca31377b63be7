"""Random schemes and score sheets, and results worked out the long way.

The schemes have every rule kind, policy and shape of tree; the data are prone to ties. The long way shares nothing
with the code under test but the points of the indicators and the decimals of the scheme.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from indicators import Exemption, Scheme, Unit, read_scheme, write_scheme
from indicators.formula import ColumnName, Stage
from indicators.parts import Composite, Indicator, common_weight, full_points
from indicators.policies import Missing, NotApplicable, QuotaRounding, RankOn, Ties
from indicators.problems import blocking
from indicators.structure import check_structure
from scoring.sheet import ScoreSheet, State, build_sheet, raw_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter

Values = dict[tuple[str, ColumnName], Decimal]
Content = dict[str, Any]


def times(factor: float) -> settings:
    """The loaded profile's number of examples, so many times."""
    return settings(max_examples=max(1, int(settings().max_examples * factor)))


@dataclass(frozen=True)
class Case:
    """A scheme, its units and what they reported."""

    scheme: Scheme
    units: tuple[Unit, ...]
    values: Values
    exemptions: tuple[Exemption, ...] = ()

    @property
    def sheet(self) -> ScoreSheet:
        """The score sheet of the case."""
        return build_sheet(self.scheme, self.units, self.values, self.exemptions)

    def with_value(self, unit: str, name: ColumnName, value: Decimal) -> Case:
        """The same case with one other value."""
        return replace(self, values={**self.values, (unit, name): value})

    def __repr__(self) -> str:
        """The call which builds the case again."""
        values = {
            f"{unit} {name.code}.{name.field}": text(value) for (unit, name), value in self.values.items()
        }
        groups = {unit.code: unit.group for unit in self.units}
        exempt = [(exemption.unit, exemption.indicator) for exemption in self.exemptions]
        return f"case({write_scheme(self.scheme)!r}, {groups}, {values}, {exempt})"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: FBT001 - a protocol
        assert not cycle
        printer.text(repr(self))


def case(
    content: Content, groups: dict[str, str], values: dict[str, str], exempt: Sequence[tuple[str, str]] = ()
) -> Case:
    """A case written out: values by `unit indicator.field`, exemptions by (unit, indicator)."""
    scheme = scheme_of(content)
    units = tuple(Unit(code=code, name=code, group=group) for code, group in groups.items())
    found = {}
    for key, value in values.items():
        unit, column = key.split(" ")
        code, field = column.rsplit(".", 1)
        found[unit, ColumnName(Stage.RAW, code, field)] = Decimal(value)
    return Case(scheme, units, found, tuple(_exemption(unit, indicator) for unit, indicator in exempt))


def scheme_of(content: Content | str) -> Scheme:
    """The scheme of a content as YAML would give it, or of YAML; its parts must fit together."""
    if isinstance(content, str):
        scheme, problems = read_scheme(content)
        assert scheme is not None, problems
        return scheme
    scheme = Scheme.model_validate(content)
    problems = blocking(problem for _, problem in check_structure(scheme))
    assert not problems, problems
    return scheme


def _exemption(unit: str, indicator: str) -> Exemption:
    return Exemption(unit=unit, indicator=indicator, reason="合并", approved_by="考核办")


def text(number: Decimal) -> str:
    """A decimal as one types it."""
    return format(number, "f")


# ---------------------------------------------------------------- numbers

FULL_POINTS = ["1", "2", "3", "5", "5", "7", "10", "10", "12.5", "15", "20", "20", "25", "30", "0.35"]
WEIGHTS = ["0", "1", "2.5", "3", "5", "10", "10", "15", "20", "33.33", "0.05"]
PERCENTS = ["0%", "2%", "5%", "10%", "12.5%", "33.3%", "60%", "100%"]
STEPS = ["1", "1", "2", "5", "0.1", "0.3", "3", "7", "0.05"]
LOSSES = ["0.1", "0.5", "1", "0.25", "0.05", "2", "0.03", "0"]
TARGETS = ["0.3", "0.8", "50", "80", "90", "95.5", "100", "0", "12.34", "2.5", "-1.5"]


def one_of(values: list[str]) -> SearchStrategy[str]:
    """One of some typed numbers."""
    return st.sampled_from(values)


def up_to(points: str, values: list[str]) -> SearchStrategy[str]:
    """One of those typed numbers that full points allow, or full points."""
    return one_of([*(value for value in values if Decimal(value) <= Decimal(points)), points])


# ---------------------------------------------------------------- rules


@st.composite
def targets(draw: DrawFn, groups: list[str], points: str) -> Content:
    """A target rule, with floor ≤ base ≤ cap."""
    rule: Content = {"kind": "target", "target": draw(one_of(TARGETS))}
    if draw(st.booleans()) and len(groups) > 1:
        rule["target"] = {group: draw(one_of(TARGETS)) for group in groups}
    if draw(st.booleans()):
        rule["lose"] = draw(one_of(LOSSES))
    if draw(st.booleans()):
        rule["per"] = draw(one_of(STEPS))
    if draw(st.booleans()):
        rule["gain"] = draw(one_of(LOSSES))
        rule["gain_per"] = draw(one_of(STEPS))
    if "lose" in rule or "gain" in rule:
        rule["part_step"] = draw(st.sampled_from(["pro rata", "whole", "started"]))
    limits = [draw(one_of(["-5", "0", "0", "1", "2.5", "6"])), draw(one_of(["1", "3", "10"])), points]
    if draw(st.booleans()):
        rule |= zip(("floor", "base", "cap"), sorted(limits, key=Decimal), strict=True)
    return rule


@st.composite
def band_tables(draw: DrawFn, points: str) -> Content:
    """A bands rule, often on the very values of the data."""
    starts = draw(st.lists(one_of(TARGETS), min_size=1, max_size=4, unique=True))
    bands = [
        {"from": start, "points": draw(up_to(points, ["0", "5", "2.5", "10", "3.33"]))} for start in starts
    ]
    below = draw(up_to(points, ["0", "1", "5"]))
    return {
        "kind": "bands",
        "bands": bands,
        "below": below,
        "closed": draw(st.sampled_from(["lower", "upper"])),
    }


@st.composite
def rules(draw: DrawFn, groups: list[str], points: str) -> Content:
    """A rule of any kind."""
    kinds = [
        "target",
        "target",
        "relative efficacy",
        "bands",
        "rank points",
        "deduction",
        "direct",
        "imported",
    ]
    kind = draw(st.sampled_from(kinds))
    match kind:
        case "target":
            return draw(targets(groups, points))
        case "bands":
            return draw(band_tables(points))
        case "relative efficacy":
            return {"kind": kind, "lowest": draw(one_of(PERCENTS))}
        case "rank points":
            return {
                "kind": kind,
                "lose": draw(one_of(PERCENTS)),
                "floor": draw(up_to(points, ["0", "1", "2.5"])),
            }
        case "deduction":
            names = ["诫勉", "处分", "移送"][: draw(st.integers(1, 3))]
            return {
                "kind": kind,
                "events": [{"name": n, "lose": draw(one_of(["0.5", "1", "0.167", "3"]))} for n in names],
            }
        case "imported":
            return {
                "kind": kind,
                **({"out_of": draw(one_of(["100", "3", "7.5"]))} if draw(st.booleans()) else {}),
            }
        case _:
            return {"kind": kind}


MEASURES = [
    "整改 / 查摆 * 100",
    "整改 / 查摆 * 100",
    "甲 + 乙",
    "甲 * 0.1 + 乙 * 0.2",
    "甲 / (乙 - 丙)",
    "甲 / 乙 - 丙 / 乙",
    "(甲 + 乙) / (丙 + 乙) * 50",
    "甲 / (乙 / 丙)",
    "甲 / 乙 / 丙",
    "(甲 / 乙) / (丙 / 丁 + 甲 / 丁)",
    "甲 / 乙 + 丙 / 丁",
    "甲 - 乙 * 乙",
    "甲 / 3 + 乙 / 7",
]


# ---------------------------------------------------------------- trees


@dataclass
class _Growing:
    """A tree while it is drawn."""

    draw: DrawFn
    groups: list[str]
    parts: list[Content]
    levels: int
    rule: Callable[[list[str], str], SearchStrategy[Content]]

    def some_groups(self) -> Content:
        if self.draw(st.integers(0, 6)):
            return {}
        return {"groups": self.draw(st.lists(st.sampled_from(self.groups), min_size=1, unique=True))}

    def is_sum(self, code: str | None) -> bool:
        """Whether a part added before is a sum."""
        return any(part["code"] == code and part.get("combine") != "product" for part in self.parts)

    def indicator(self, code: str, parent: str | None) -> Decimal:
        """Adds an indicator; returns its full points."""
        draw = self.draw
        points = draw(one_of(FULL_POINTS))
        part: Content = {
            "code": code,
            "name": code,
            "points": points,
            "rule": draw(self.rule(self.groups, points)),
        }
        part |= {"parent": parent} if parent else {}
        part |= self.some_groups()
        part["direction"] = draw(st.sampled_from(["higher", "lower"]))
        if len(part["rule"].get("events", [])) <= 1 and draw(st.booleans()):
            part["measure"] = draw(st.sampled_from(MEASURES))
            part["zero_denominator"] = draw(st.sampled_from(["full", "not applicable", "missing"]))
        one_field = "measure" not in part and len(part["rule"].get("events", [])) <= 1
        may_be_full = one_field and self.is_sum(parent)
        choices = list(Missing) if may_be_full else [Missing.NO_POINTS, Missing.NO_SCORE]
        if not may_be_full or not draw(st.integers(0, 4)):
            part["missing"] = draw(st.sampled_from(choices)).value
        self.parts.append(part)
        return Decimal(points)

    def node(self, code: str, parent: str | None, level: int) -> Decimal | None:
        """Adds a node and all below it; returns its full points, None for a product that states none."""
        draw = self.draw
        part: Content = {
            "code": code,
            "name": code,
            **({"parent": parent} if parent else {}),
            **self.some_groups(),
        }
        self.parts.append(part)
        in_sum = self.is_sum(parent)
        product = draw(st.integers(0, 3)) == 0
        if product:
            part |= {"combine": "product", "base": draw(one_of(["80", "100", "10", "0.8", "1", "7"]))}
        total = Decimal(0)
        for number in range(1, draw(st.integers(1, 4)) + 1):
            total += self.child(f"{code}.{number}", code, level + 1, weighted=not product)
        if product:
            if not in_sum:
                return None
            part["points"] = draw(one_of(["100", "80", "33.3"]))
            return Decimal(part["points"])
        if total == 0:
            total = self.child(f"{code}.9", code, self.levels, weighted=False)
        part["points"] = text(total)
        part["scale"] = draw(one_of(["1", "1", "1", "0.9", "0.5", "1.25", "0.3"])) if in_sum else "1"
        return total * Decimal(part["scale"])

    def child(self, code: str, parent: str, level: int, *, weighted: bool) -> Decimal:
        """Adds a child; returns what it counts in its parent."""
        at = len(self.parts)
        leaf = level >= self.levels or self.draw(st.booleans())
        full = self.indicator(code, parent) if leaf else self.node(code, parent, level)
        if full is None:
            return Decimal(0)
        if weighted and not self.draw(st.integers(0, 2)):
            self.parts[at]["weight"] = self.draw(one_of(WEIGHTS))
            return Decimal(self.parts[at]["weight"])
        return full


@st.composite
def grade_lists(draw: DrawFn) -> list[Content]:
    """Grades by threshold, quota or both."""
    limits = sorted(draw(st.lists(st.integers(0, 40), max_size=3, unique=True)), reverse=True)
    found = []
    for position, limit in enumerate(limits):
        grade: Content = {"name": f"第{position + 1}等"}
        by_quota = draw(st.booleans())
        if by_quota:
            grade["quota"] = draw(one_of(["10%", "20%", "30%", "33.3%"]))
        if not by_quota or draw(st.booleans()):
            grade["at_least"] = f"{limit * 5 // 2}.{limit % 10}"
        found.append(grade)
    thresholds = [Decimal(g["at_least"]) for g in found if "at_least" in g]
    if sorted(set(thresholds), reverse=True) != thresholds:
        return []
    return [*found, {"name": "末等"}] if found else []


@st.composite
def schemes(
    draw: DrawFn, rule: Callable[[list[str], str], SearchStrategy[Content]] = rules, levels: int = 4
) -> Scheme:
    """A scheme of any shape."""
    groups = list("ABCD"[: draw(st.integers(1, 4))])
    tree = _Growing(draw, groups, [], draw(st.integers(1, levels)), rule)
    tree.node("T", None, 0)
    codes = [part["code"] for part in tree.parts]
    policies = {
        "decimals": draw(st.sampled_from([0, 1, 2, 2, 2, 3, 4])),
        "round_at": draw(st.lists(st.sampled_from(codes), max_size=3, unique=True)),
        "rank_on": draw(st.sampled_from(list(RankOn))).value,
        "ties": draw(st.sampled_from(list(Ties))).value,
        "missing": draw(st.sampled_from([Missing.NO_POINTS, *Missing])).value,
        "not_applicable": draw(st.sampled_from(list(NotApplicable))).value,
        "rank_across_groups": draw(st.booleans()),
        "quota_rounding": draw(st.sampled_from(list(QuotaRounding))).value,
    }
    return scheme_of(
        {
            "scheme": "随机",
            "title": "随机",
            "policies": policies,
            "groups": [{"code": group, "name": group} for group in groups],
            "grades": draw(grade_lists()),
            "tree": tree.parts,
        }
    )


# ---------------------------------------------------------------- data


def _multiples_of_five(random: Random) -> Decimal:
    return Decimal(random.randrange(21) * 5)


def _two_decimals(random: Random) -> Decimal:
    return Decimal(random.randrange(10_001)) / 100


def _few_two_decimals(random: Random) -> Decimal:
    return Decimal(
        random.choice(["0.1", "0.2", "0.3", "0.7", "12.34", "12.35", "89.99", "90", "95.5", "2.675", "1.005"])
    )


def _small(random: Random) -> Decimal:
    return Decimal(random.randrange(5))


def _count(random: Random) -> Decimal:
    return Decimal(random.randrange(1, 400))


def _negative(random: Random) -> Decimal:
    return Decimal(random.randrange(-40, 41)) / 4


def _halves_of_cents(random: Random) -> Decimal:
    return Decimal(random.randrange(2001)) * 5 / 1000


def _large(random: Random) -> Decimal:
    return Decimal(random.randrange(10**16, 10**18)) / 10**6


_KINDS = [_multiples_of_five, _two_decimals, _few_two_decimals, _small, _small, _count, _halves_of_cents]


@st.composite
def columns(draw: DrawFn, units: int, *, multiplied: bool) -> list[Decimal | None]:
    """One column of values, None where a unit reported none; none too large where they are multiplied."""
    kind = draw(st.sampled_from(["constant", "blank", "rare", *["usual"] * 9]))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - not for secrets
    if kind == "blank":
        return [None] * units
    make = draw(
        st.sampled_from([_negative, _halves_of_cents if multiplied else _large] if kind == "rare" else _KINDS)
    )
    blanks = draw(st.sampled_from([0, 0, 0.05, 0.4]))
    first = make(random)
    return [
        None if random.random() < blanks else first if kind == "constant" else make(random)
        for _ in range(units)
    ]


@st.composite
def cases(draw: DrawFn, of: SearchStrategy[Scheme] | None = None, most_units: int = 40) -> Case:
    """A scheme with what its units reported."""
    scheme = draw(schemes() if of is None else of)
    count = draw(st.sampled_from([n for n in (1, 2, 3, 5, 8, 13, 20, 30, 40) if n <= most_units]))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - not for secrets
    groups = scheme.group_codes
    units = [
        Unit(
            code=f"u{number:02}",
            name=f"单位{number}",
            group=random.choice(groups[: 1 + number % len(groups)]),
        )
        for number in range(count)
    ]
    blank = {unit.code for unit in units if random.random() < draw(st.sampled_from([0, 0.1]))}
    products = any(isinstance(part, Composite) and part.combine == "product" for part in scheme.tree)
    values: Values = {}
    for indicator, name in raw_names(scheme):
        column = draw(columns(count, multiplied=products or indicator.measure is not None))
        for unit, value in zip(units, column, strict=True):
            if value is not None and unit.code not in blank:
                values[unit.code, name] = value
    exemptions = [
        _exemption(random.choice(units).code, random.choice(scheme.indicators).code)
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Case(scheme, tuple(units), values, tuple(exemptions))


# ---------------------------------------------------------------- the long way

Result = tuple[State, Fraction]
ABSENT = Fraction(0)


def rounded_half_up(value: Fraction, decimals: int) -> Fraction:
    """A value rounded half up, half away from zero below zero."""
    sign = -1 if value < 0 else 1
    return Fraction(sign * floor(abs(value) * 10**decimals + Fraction(1, 2)), 10**decimals)


@dataclass
class _Gathered:
    """What a sum finds below it: what applies, what was earned, whether any value is there or withheld."""

    applies: Fraction = Fraction(0)
    earned: Fraction = Fraction(0)
    present: bool = False
    withheld: bool = False
    anything: bool = False


class LongWay:
    """The tree of a scheme for one unit, worked out from its indicators' points as the decisions are written."""

    def __init__(self, scheme: Scheme, leaves: dict[str, Result]) -> None:
        self.scheme = scheme
        self.leaves = leaves

    def passed_up(self, code: str) -> Result:
        """The state and value of a part as its parent and the reader see it."""
        part = self.scheme.by_code[code]
        if isinstance(part, Indicator):
            state, value = self.leaves[code]
        else:
            state, value = self.product(part) if part.combine == "product" else self.sum(part)
        if code in self.scheme.policies.round_at:
            value = rounded_half_up(value, self.scheme.policies.decimals)
        return state, value

    def product(self, part: Composite) -> Result:
        """Π of the applicable, the others neutral."""
        factors = [self.passed_up(child.code) for child in self.scheme.children[part.code]]
        applicable = [factor for factor in factors if factor[0] != State.NOT_APPLICABLE]
        if not applicable:
            return State.NOT_APPLICABLE, ABSENT
        if any(state != State.VALUE or value < 0 for state, value in applicable):
            return State.NO_SCORE, ABSENT
        value = Fraction(part.base or 1)
        for _, factor in applicable:
            value = value * factor / Fraction(part.base or 1)
        return State.VALUE, value

    def sum(self, part: Composite) -> Result:
        """A3 · A1 ÷ A2."""
        found = self.gather(part, Fraction(1))
        if not found.anything:
            return State.NOT_APPLICABLE, ABSENT
        if found.withheld:
            return State.NO_SCORE, ABSENT
        if found.applies == 0:
            return State.NOT_APPLICABLE, ABSENT
        if not found.present:
            return State.MISSING, ABSENT
        share = Fraction(part.points or 0) / found.applies if self.rescales(part) else Fraction(1)
        return State.VALUE, found.earned * share

    def rescales(self, part: Composite) -> bool:
        """Whether what does not apply is spread here rather than further up."""
        above = self.scheme.by_code[part.parent] if part.parent else None
        further_up = (
            self.scheme.policies.not_applicable is NotApplicable.RESCALE
            and isinstance(above, Composite)
            and above.combine == "sum"
            and part.scale == 1
            and part.code not in self.scheme.policies.round_at
        )
        return not further_up

    def gather(self, part: Composite, share: Fraction) -> _Gathered:
        """All that counts in a sum, through the sums below that leave rescaling to it; `share` for each point."""
        found = _Gathered()
        for child in self.scheme.children[part.code]:
            weight = share * Fraction(common_weight(child) or 0)
            if isinstance(child, Composite) and child.combine == "sum" and not self.rescales(child):
                inner = self.gather(child, weight / Fraction(child.points or 0))
                if inner.anything and (inner.withheld or self.counts(child)):
                    found.anything = True
                    found.withheld |= inner.withheld
                    found.present |= inner.present
                    found.applies += inner.applies
                    found.earned += inner.earned
                continue
            state, value = self.passed_up(child.code)
            if state == State.NOT_APPLICABLE:
                continue
            found.anything = True
            found.applies += weight
            policy = self.scheme.missing_policy(child) if isinstance(child, Indicator) else Missing.NO_POINTS
            if state == State.VALUE:
                found.present = True
                found.earned += weight * value / Fraction(full_points(child) or 0)
            elif state == State.NO_SCORE or policy is Missing.NO_SCORE:
                found.withheld = True
            elif policy is Missing.FULL:
                found.present = True
                found.earned += weight
        return found

    def counts(self, part: Composite) -> bool:
        """Whether anything of weight applies below a sum."""
        return self.gather(part, Fraction(1)).applies > 0


def places_the_long_way(
    totals: Sequence[Fraction | None], groups: Sequence[str], codes: Sequence[str], ties: Ties
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
            found.append(1 + sum((t, code) > (total, c) for t, c in rivals))
    return found


def grades_the_long_way(
    scheme: Scheme,
    published: Sequence[Fraction | None],
    ranked_on: Sequence[Fraction | None],
    groups: Sequence[str],
) -> list[str | None]:
    """Each unit's grade: the best whose threshold it reaches and whose quota holds it and all not worse than it."""
    return [
        None
        if total is None or own is None
        else _grade(scheme, total, own, [r for r, g in zip(ranked_on, groups, strict=True) if g == group])
        for total, own, group in zip(published, ranked_on, groups, strict=True)
    ]


def _grade(scheme: Scheme, total: Fraction, own: Fraction, group: list[Fraction | None]) -> str | None:
    not_worse = sum(rival is not None and rival >= own for rival in group)
    share = Fraction(0)
    for grade in scheme.grades:
        share += Fraction(grade.quota or 0)
        places = share * len(group) / 100
        whole = {
            QuotaRounding.FLOOR: floor(places),
            QuotaRounding.HALF_UP: floor(places + Fraction(1, 2)),
            QuotaRounding.CEILING: ceil(places),
        }[scheme.policies.quota_rounding]
        reaches = grade.at_least is None or total >= Fraction(grade.at_least)
        if reaches and (grade.quota is None or not_worse <= whole):
            return grade.name
    return None
