"""Why this score: one unit's number opened into its parts, down to what was reported and where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import from_units, half_up
from indicators.formula import ColumnName, Stage
from indicators.parts import Indicator
from indicators.periods import AT
from indicators.policies import WORDS
from indicators.words import Words, same
from scoring.contributions import Contribution, decompose
from scoring.node_sentence import NodeSentence
from scoring.plan import Formula, PresentMean, Raw, Rounded
from scoring.printed import PLACES, Clause, Printer
from scoring.sentence import Sentence
from scoring.sheet import State

if TYPE_CHECKING:
    from indicators.parts import Composite
    from indicators.problems import Place
    from indicators.rules import RawField
    from scoring.exact import Exact
    from scoring.plan import Column

NOTHING = same("")
STATE_WORDS = {
    State.NOT_APPLICABLE: Words("不适用", "not applicable"),
    State.MISSING: Words("缺报", "missing"),
    State.NO_SCORE: Words("无分", "no score"),
    State.ZERO_DENOMINATOR: Words("分母为零", "zero denominator"),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """One raw cell of the unit: its field, what it holds, where it was read, and the SHA-256 of that file if it is known."""

    field: str
    shown: Words
    place: Place | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One part of one unit's score.

    `value` is the exact value the part passes up, None unless its state is VALUE; `published` is what tables show.
    The last clause states `published`.
    """

    code: str
    name: str
    full: Fraction | None
    rule: Words
    #: Where the rule is laid down, as the scheme cites it.
    clause: str | None
    state: State
    value: Fraction | None
    published: Words
    reported: tuple[Reported, ...]
    clauses: tuple[Clause, ...]
    contributions: tuple[Contribution, ...]

    def in_words(self) -> Words:
        """The calculation as one line."""
        clauses = [clause.text for clause in self.clauses]
        return Words("；".join(c.zh for c in clauses), "; ".join(c.en for c in clauses))


def explain(exact: Exact, code: str, unit: int) -> Explanation:
    """The explanation of one part of the tree for one unit.

    Numbers that cannot be written out are shortened only so far that whoever redoes the printed arithmetic rounds to
    the same result.

    Args:
        exact: The exact reading of the run.
        code: Code of an indicator or node.
        unit: Position of the unit in the sheet.
    """
    part = exact.plan.scheme.by_code[code]
    cell = exact.cell(exact.plan.passed_up(code), unit)
    decimals = exact.plan.scheme.policies.decimals
    published = STATE_WORDS.get(cell.state) or same(str(from_units(half_up(cell.number, decimals), decimals)))
    leaf = isinstance(part, Indicator)
    tellings = (_clauses(exact, part, unit, Printer(places)) for places in PLACES)
    clauses = next(told for told in tellings if all(clause.can_be_redone(decimals) for clause in told))
    return Explanation(
        code,
        part.name,
        Fraction(part.points) if part.points is not None else None,
        part.rule_words if isinstance(part, Indicator) else part.combination_words,
        part.clause if isinstance(part, Indicator) else None,
        cell.state,
        cell.number if cell.present else None,
        published,
        _reported(exact, part, unit) if isinstance(part, Indicator) else (),
        # A clause that is a bare number would only be said again by the ending.
        (*(c for c in clauses if c.expression or c.value is None), _ending(exact, code, unit, published)),
        () if leaf else decompose(exact, code, unit),
    )


def _clauses(exact: Exact, part: Indicator | Composite, unit: int, printer: Printer) -> tuple[Clause, ...]:
    if isinstance(part, Indicator):
        clauses = _leaf(exact, part, unit, printer)
    else:
        column = exact.plan.by_name[exact.plan.combined_name(part.code)]
        assert not isinstance(column, Raw | Formula | PresentMean | Rounded)
        clauses = NodeSentence(exact, unit, printer).tell(column)
    return (*clauses, *_adjusted(exact, part.code, unit, printer))


def _adjusted(exact: Exact, code: str, unit: int, printer: Printer) -> tuple[Clause, ...]:
    """What bonuses and penalties make of a score, if they go into it."""
    name = exact.plan.exact_name(code)
    column = exact.plan.by_name[name]
    if name.stage is not Stage.ADJUSTED or not exact.cell(name, unit).present:
        return ()
    assert isinstance(column, Formula)
    sentence = Sentence(exact, unit, printer)
    sentence.tell(column.tree, NOTHING)
    return tuple(sentence.clauses)


def _ending(exact: Exact, code: str, unit: int, published: Words) -> Clause:
    """The published value; a value that had to be shortened for it is said to be rounded."""
    name = exact.plan.passed_up(code)
    before = exact.cell(exact.plan.exact_name(code), unit)
    if not before.present:
        return Clause(published)
    shown = exact.cell(name, unit).number
    decimals = exact.plan.scheme.policies.decimals
    rounded = Fraction(half_up(shown, decimals), 10**decimals)
    if rounded == before.number:
        return Clause(Words(f"得 {published.zh} 分", f"{published.en} points"), value=rounded)
    words = Words(
        f"四舍五入保留 {decimals} 位小数，得 {published.zh} 分",
        f"rounded half up to {decimals} decimals: {published.en} points",
    )
    return Clause(words, value=rounded)


def _reported(exact: Exact, indicator: Indicator, unit: int) -> tuple[Reported, ...]:
    found = []
    for raw in indicator.raw_fields:
        name = ColumnName(Stage.RAW, indicator.code, raw.name)
        cell = exact.cell(name, unit)
        shown = _as_filled_in(raw, cell.number) if cell.present else STATE_WORDS[cell.state]
        place = exact.sheet.places.get((exact.sheet.units[unit].code, name))
        sha256 = None if place is None or place.file is None else exact.sheet.digests.get(place.file)
        found.append(Reported(raw.name, shown, place, sha256))
    return tuple(found)


def _as_filled_in(raw: RawField, value: Fraction) -> Words:
    """A reported number, or the word it was chosen by."""
    chosen = next((name for name, number in raw.choices if number == value), None)
    return Printer().number(value) if chosen is None else same(chosen)


def _leaf(exact: Exact, indicator: Indicator, unit: int, printer: Printer) -> tuple[Clause, ...]:
    """What was worked out first, then the rule; where there is no value, why."""
    name = exact.plan.combined_name(indicator.code)
    column = exact.plan.by_name[name]
    assert isinstance(column, Formula)
    states = {exact.cell(field, unit).state for field in column.fields}
    cell = exact.cell(name, unit)
    if cell.present and (State.ZERO_DENOMINATOR in states or _is_undefined(exact, column, unit)):
        return (Clause(Words("算不出（分母为零），按规定得满分", "zero denominator: full points by rule")),)
    if not cell.present:
        return _absent(exact, indicator, unit, cell.state)
    clauses: list[Clause] = []
    for before in exact.plan.columns:
        if before.name.stage is Stage.MEASURE and before.name.code == indicator.code:
            clauses += _worked(exact, indicator, before, unit, printer)
    sentence = Sentence(exact, unit, printer)
    sentence.tell(column.tree, Words(" 分", " points"))
    return (*clauses, *sentence.clauses, *_reason(exact, indicator, unit))


def _is_undefined(exact: Exact, column: Formula, unit: int) -> bool:
    return any(exact.holds(condition, unit) for condition in column.undefined)


def _worked(
    exact: Exact, indicator: Indicator, column: Column, unit: int, printer: Printer
) -> tuple[Clause, ...]:
    """How one number that the rule reads was worked out."""
    if not exact.cell(column.name, unit).present:
        return ()
    if isinstance(column, PresentMean):
        return NodeSentence(exact, unit, printer).tell_mean(column)
    assert isinstance(column, Formula)
    sentence = Sentence(exact, unit, printer)
    if indicator.measure is not None:
        sentence.clauses.append(Clause(same(f"{indicator.name} = {_as_printed(indicator.measure)}")))
    sentence.tell(column.tree, same(indicator.unit if indicator.is_measured else ""))
    return tuple(sentence.clauses)


def _reason(exact: Exact, indicator: Indicator, unit: int) -> tuple[Clause, ...]:
    reason = exact.sheet.reasons.get((exact.sheet.units[unit].code, indicator.code))
    return (Clause(Words(f"理由：{reason}", f"reason: {reason}")),) if reason else ()


def _as_printed(measure: str) -> str:
    return measure.replace("*", "×").replace("/", "÷")


def _absent(exact: Exact, indicator: Indicator, unit: int, state: State) -> tuple[Clause, ...]:
    if state is State.MISSING and not exact.plan.scheme.is_in_sum(indicator):
        return (Clause(Words("未报送，无分", "not reported, no score")),)
    if state is State.MISSING:
        policy = WORDS[exact.plan.scheme.missing_policy(indicator)]
        return (Clause(Words(f"未报送，按“{policy.zh}”处理", f"not reported, treated as “{policy.en}”")),)
    member = exact.sheet.units[unit]
    if member.group not in exact.plan.scheme.groups_of(indicator.code):
        return (Clause(Words("本组不考核此项", "not assessed in this group")),)
    codes = {indicator.code, indicator.code.partition(AT)[0]}
    for exemption in exact.sheet.exemptions:
        if exemption.unit == member.code and exemption.indicator in codes:
            words = Words(
                f"经批准豁免：{exemption.reason}（{exemption.approved_by}）",
                f"exempted: {exemption.reason} ({exemption.approved_by})",
            )
            return (Clause(words),)
    return (Clause(Words("分母为零，按规定不适用", "zero denominator: not applicable by rule")),)
