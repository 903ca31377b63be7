"""Random schemes and score sheets.

The schemes have every rule kind, node kind, policy and shape of tree, with periods, adjustments, vetoes and tie-breaks;
the data are prone to ties.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from indicators import Exemption, Scheme, Unit, read_scheme, write_scheme
from indicators.adjustments import AdjustmentRecord
from indicators.formula import ColumnName, Stage
from indicators.parts import Composite
from indicators.policies import Missing, NotApplicable, QuotaRounding, RankOn, Ties
from indicators.problems import blocking
from indicators.rules import kind_of
from indicators.structure import check_structure
from indicators.vetoes import VetoRecord
from scoring.field_values import objection
from scoring.sheet import ScoreSheet, build_sheet, raw_names
from tests.random_rules import DICE, STEPS, Content, Dice, rules, text
from tests.random_trees import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter

    from indicators.rules import RawField
    from tests.random_trees import RuleStrategy

    Make = Callable[[Dice], Decimal]

Values = dict[tuple[str, ColumnName], Decimal]


#: Profiles with more examples than this are for long runs.
_LONG = 1000


def times(factor: float, long: float | None = None) -> settings:
    """The loaded profile's number of examples, so many times, or `long` times in a long run."""
    examples = settings().max_examples
    return settings(max_examples=max(1, int(examples * (long if long and examples > _LONG else factor))))


@dataclass(frozen=True)
class Case:
    """A scheme, its units, what they reported and what the office decided beside it."""

    scheme: Scheme
    units: tuple[Unit, ...]
    values: Values
    exemptions: tuple[Exemption, ...] = ()
    adjustments: tuple[AdjustmentRecord, ...] = ()
    vetoes: tuple[VetoRecord, ...] = ()

    @property
    def sheet(self) -> ScoreSheet:
        """The score sheet of the case."""
        return build_sheet(
            self.scheme,
            self.units,
            self.values,
            self.exemptions,
            adjustments=self.adjustments,
            vetoes=self.vetoes,
        )

    def with_value(self, unit: str, name: ColumnName, value: Decimal) -> Case:
        """The same case with one other value."""
        return replace(self, values={**self.values, (unit, name): value})

    @property
    def fitting(self) -> Case:
        """The same case without the values that their fields cannot hold, which no file can hand in."""
        fields = {
            (indicator.code, field.name): (indicator, field)
            for indicator in self.scheme.laid_out.indicators
            for field in indicator.raw_fields
        }
        kept = {
            (unit, name): value
            for (unit, name), value in self.values.items()
            if objection(value, *fields[name.code, name.field]) is None
        }
        return replace(self, values=kept)

    def __repr__(self) -> str:
        """The call which builds the case again."""
        values = {
            f"{unit} {name.code}.{name.field}": text(value) for (unit, name), value in self.values.items()
        }
        groups = {unit.code: unit.group for unit in self.units}
        exempt = [(exemption.unit, exemption.indicator) for exemption in self.exemptions]
        adjust = [(a.unit, a.item, a.matter, text(a.points), a.approved) for a in self.adjustments]
        vetoed = [(veto.unit, veto.veto) for veto in self.vetoes]
        return f"case({write_scheme(self.scheme)!r}, {groups}, {values}, {exempt}, {adjust=}, {vetoed=})"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: FBT001 - a protocol
        assert not cycle
        printer.text(repr(self))


def case(
    content: Content | str,
    groups: dict[str, str],
    values: dict[str, str],
    exempt: Sequence[tuple[str, str]] = (),
    *,
    adjust: Sequence[tuple[str, str, str, str, bool]] = (),
    vetoed: Sequence[tuple[str, str]] = (),
) -> Case:
    """A case written out.

    Args:
        content: The scheme, as YAML or what YAML would give.
        groups: The group of each unit.
        values: By `unit indicator.field`.
        exempt: By (unit, indicator).
        adjust: By (unit, item, matter, points, approved).
        vetoed: By (unit, veto).
    """
    scheme = scheme_of(content)
    columns = {f"{name.code}.{name.field}": name for _, name in raw_names(scheme)}
    found = {}
    for key, value in values.items():
        unit, column = key.split(" ", 1)
        found[unit, columns[column]] = Decimal(value)
    return Case(
        scheme,
        tuple(Unit(code=code, name=code, group=group) for code, group in groups.items()),
        found,
        tuple(_exemption(unit, indicator) for unit, indicator in exempt),
        tuple(_adjustment(*record) for record in adjust),
        tuple(_veto(unit, veto) for unit, veto in vetoed),
    )


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


def _adjustment(unit: str, item: str, matter: str, points: str, approved: bool) -> AdjustmentRecord:  # noqa: FBT001
    return AdjustmentRecord(unit=unit, item=item, matter=matter, points=Decimal(points), approved=approved)


def _veto(unit: str, veto: str) -> VetoRecord:
    return VetoRecord(unit=unit, veto=veto, reason="查实", decided_by="考核办")


# ---------------------------------------------------------------- what goes beside the tree


def _grades(dice: Dice) -> list[Content]:
    """Grades by threshold, quota or both."""
    limits = sorted(dice.several(range(41), 0, 3), reverse=True)
    found = []
    for position, limit in enumerate(limits):
        grade: Content = {"name": f"第{position + 1}等"}
        by_quota = dice.happens(2)
        if by_quota:
            grade["quota"] = dice.one_of(["10%", "20%", "30%", "33.3%"])
        if not by_quota or dice.happens(2):
            grade["at_least"] = f"{limit * 5 // 2}.{limit % 10}"
        found.append(grade)
    thresholds = [Decimal(grade["at_least"]) for grade in found if "at_least" in grade]
    if sorted(set(thresholds), reverse=True) != thresholds:
        return []
    return [*found, {"name": "末等"}] if found else []


def _adjustments(dice: Dice, tree: Tree) -> Content:
    """Bonuses and penalties, mostly on the total."""
    yearly = tree.yearly()
    possible = [part for part in yearly if "periods" not in part]
    if not possible or not dice.happens(3):
        return {}
    caps = ["1", "2.5", "0.5"]
    items = [
        {"code": f"{kind}{number}", "name": f"{kind}{number}", "kind": kind}
        | ({"cap": dice.one_of(caps)} if dice.happens(3) else {})
        for kind in ("bonus", "penalty")
        for number in range(dice.one_of([1, 2]))
    ]
    setting: Content = {"items": items}
    at = possible[0] if possible[0] is tree.parts[0] and not dice.happens(4) else dice.one_of(possible)
    if at is not tree.parts[0] or dice.happens(2):
        setting["at"] = at["code"]
    if dice.happens(6):
        setting["in_total"] = False
    for cap in ("bonus_cap", "penalty_cap"):
        if dice.happens(3):
            setting[cap] = dice.one_of([*caps, "0"])
    if dice.happens(2):
        below = [part["code"] for part in yearly if part is at or at in tree.above(part)]
        setting["only_if"] = {
            "node": dice.one_of(below),
            "at_least": dice.one_of(["10", "0", "5", "2.5", "-1"]),
        }
    if dice.happens(3):
        setting["min"] = dice.one_of(["0", "-1", "5"])
    if dice.happens(3):
        setting["max"] = dice.one_of(["100", "30", "10"])
    return {"adjustments": setting}


def _vetoes(dice: Dice, grades: list[Content]) -> Content:
    """A veto of each effect, or none."""
    if not dice.happens(3):
        return {}
    found: list[Content] = [
        {"code": effect[:3], "name": effect, "effect": effect} for effect in ("lower grade", "out of ranking")
    ]
    if grades:
        capped = dice.one_of(grades)["name"]
        found.append({"code": "cap", "name": "限等", "effect": "cap grade", "grade": capped})
    return {"vetoes": found}


def _eligibility(dice: Dice, grades: list[Content], yearly: list[str]) -> Content:
    if not dice.happens(3):
        return {}
    nodes = dice.several(yearly, 0, 2)
    setting: Content = {"conditions": [{"node": n, "at_least": dice.one_of(["5", "0", "60"])} for n in nodes]}
    if grades and dice.happens(2):
        setting["grade"] = dice.one_of(grades)["name"]
    if dice.happens(2):
        setting["group_rank"] = dice.one_of(["1", "3"])
    return {"eligibility": setting | {"no_veto": dice.happens(2), "no_missing": dice.happens(2)}}


@st.composite
def schemes(draw: DrawFn, rule: RuleStrategy = rules, levels: int = 8) -> Scheme:
    """A scheme of any shape, seldom deeper than four levels."""
    dice = draw(DICE)
    groups = list("ABCD"[: draw(st.integers(1, 4))])
    deepest = draw(st.sampled_from([level for level in (1, 2, 2, 3, 3, 4, 8) if level <= levels]))
    periods = [
        {"code": code, "name": code, "weight": dice.one_of(STEPS)}
        for code in (["Q1", "Q2", "Q3"][: dice.one_of([2, 3])] if dice.happens(3) else [])
    ]
    missing = dice.one_of([Missing.NO_POINTS, *Missing])
    tree = Tree(draw, groups, [period["code"] for period in periods], deepest, missing, rule)
    codes, yearly = [part["code"] for part in tree.parts], [part["code"] for part in tree.yearly()]
    policies = {
        "decimals": dice.one_of([2, 0, 1, 2, 1, 0, 3, 4]),
        "round_at": dice.several(codes, 0, 3),
        "rank_on": dice.one_of(list(RankOn)).value,
        "ties": dice.one_of(list(Ties)).value,
        "tie_break": dice.several(yearly, 0, 3) if dice.happens(2) else [],
        "missing": missing.value,
        "not_applicable": dice.one_of([*NotApplicable, NotApplicable.RESCALE]).value,
        "rank_across_groups": dice.happens(2),
        "quota_rounding": dice.one_of(list(QuotaRounding)).value,
    }
    grades = _grades(dice)
    content: Content = {
        "scheme": "随机",
        "title": "随机",
        "policies": policies,
        "groups": [{"code": group, "name": group} for group in groups],
        "periods": periods,
        "grades": grades,
        "tree": tree.parts,
    }
    content |= _adjustments(dice, tree) | _vetoes(dice, grades) | _eligibility(dice, grades, yearly)
    return scheme_of(content)


# ---------------------------------------------------------------- data


def _multiples_of_five(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(21)) * 5)


def _two_decimals(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(10_001))) / 100


def _few_two_decimals(dice: Dice) -> Decimal:
    few = ["0.1", "0.2", "0.3", "0.7", "12.34", "12.35", "89.99", "90", "95.5", "2.675", "1.005"]
    return Decimal(dice.one_of(few))


def _small(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(5)))


def _count(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(1, 400)))


def _negative(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(-40, 41))) / 4


def _halves_of_cents(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(2001))) * 5 / 1000


def _large(dice: Dice) -> Decimal:
    return Decimal(dice.one_of(range(10**16, 10**17))) / 10**6


_USUAL: list[Make] = [
    _multiples_of_five,
    _two_decimals,
    _few_two_decimals,
    _small,
    _small,
    _count,
    _halves_of_cents,
]
#: Rules under which a value without bounds stays within what can be published.
_BOUNDED = {
    "target",
    "relative efficacy",
    "rank points",
    "bands",
    "goalposts",
    "standardised",
    "imported",
    "direct",
}


def _maker(dice: Dice, field: RawField, *, bounded: bool) -> Make:
    """What makes the values of one field, mostly within what it allows."""
    if field.choices:
        return lambda dice: dice.one_of([number for _, number in field.choices])
    if field.whole:
        start = 0 if field.lowest is not None else -3
        most = dice.one_of([4, 4, 12, 60])
        return lambda dice: Decimal(dice.one_of(range(start, most)))
    if field.highest is not None and dice.happens(2):
        highest = field.highest
        return lambda dice: highest * dice.one_of(range(21)) / 20
    if dice.happens(12):
        return _large if bounded and dice.happens(2) else _negative
    return dice.one_of(_USUAL)


def _column(dice: Dice, kind: str, make: Make, units: int) -> list[Decimal | None]:
    """Values of one field, None where a unit reported none."""
    blanks = dice.one_of([0, 0, 20, 3])
    first = make(dice)
    return [
        None
        if kind == "blank" or (blanks and dice.happens(blanks))
        else first
        if kind == "constant"
        else make(dice)
        for _ in range(units)
    ]


def _reported(draw: DrawFn, scheme: Scheme, units: Sequence[Unit], blank: set[str]) -> Values:
    multiplied = any(
        isinstance(part, Composite) and part.combine in {"product", "geometric mean"} for part in scheme.tree
    )
    values: Values = {}
    for indicator in scheme.laid_out.indicators:
        kind = draw(
            st.sampled_from(["usual", "usual", "usual", "usual", "usual", "usual", "constant", "blank"])
        )
        dice = draw(DICE)
        bounded = not multiplied and indicator.measure is None and kind_of(type(indicator.rule)) in _BOUNDED
        for field in indicator.raw_fields:
            make = _maker(dice, field, bounded=bounded and indicator.difficulty is None)
            name = ColumnName(Stage.RAW, indicator.code, field.name)
            for unit, value in zip(units, _column(dice, kind, make, len(units)), strict=True):
                if value is not None and unit.code not in blank:
                    values[unit.code, name] = value
    return values


@st.composite
def cases(draw: DrawFn, of: SearchStrategy[Scheme] | None = None, most_units: int = 40) -> Case:
    """A scheme with what its units reported."""
    scheme = draw(schemes() if of is None else of)
    count = draw(st.sampled_from([n for n in (1, 2, 3, 5, 8, 13, 20, 30, 40) if n <= most_units]))
    dice = draw(DICE)
    groups = scheme.group_codes
    units = [
        Unit(
            code=f"u{number:02}", name=f"单位{number}", group=dice.one_of(groups[: 1 + number % len(groups)])
        )
        for number in range(count)
    ]
    codes = [unit.code for unit in units]
    blank = {code for code in codes if dice.happens(20)}
    exemptions = [
        _exemption(dice.one_of(codes), dice.one_of(scheme.laid_out.indicators).code)
        for _ in range(dice.one_of([0, 1, 2, 3]))
    ]
    return Case(
        scheme,
        tuple(units),
        _reported(draw, scheme, units, blank),
        tuple(exemptions),
        tuple(_adjusted(dice, scheme, codes)),
        tuple(
            _veto(dice.one_of(codes), dice.one_of(scheme.vetoes).code)
            for _ in range(count // 4)
            if scheme.vetoes
        ),
    )


def _adjusted(dice: Dice, scheme: Scheme, codes: list[str]) -> list[AdjustmentRecord]:
    """Records, several in one matter, not all approved."""
    if scheme.adjustments is None:
        return []
    return [
        _adjustment(
            dice.one_of(codes),
            dice.one_of(scheme.adjustments.items).code,
            dice.one_of(["甲事", "乙事"]),
            dice.one_of(["1", "0.5", "2", "0.005", "3.3"]),
            not dice.happens(4),
        )
        for _ in range(2 * len(codes))
    ]
