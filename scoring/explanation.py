"""Why this score: one unit's number opened into its parts, down to what was reported and where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import from_units, half_up, written
from indicators.formula import ColumnName, Stage
from indicators.policies import WORDS, Missing
from indicators.scheme import Indicator
from indicators.words import Words, same
from scoring.contributions import Contribution, decompose
from scoring.plan import Formula, Product, Sum
from scoring.sentence import Clause, Sentence, equation, number
from scoring.sheet import State

if TYPE_CHECKING:
    from indicators.problems import Place
    from scoring.exact import Exact
    from scoring.plan import Column, Term

STATE_WORDS = {
    State.NOT_APPLICABLE: Words("不适用", "not applicable"),
    State.MISSING: Words("缺报", "missing"),
    State.NO_SCORE: Words("无分", "no score"),
    State.ZERO_DENOMINATOR: Words("分母为零", "zero denominator"),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """One raw cell of the unit: its field, what it holds and where it was read."""

    field: str
    shown: Words
    place: Place | None


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
    clauses = _leaf(exact, part, unit) if isinstance(part, Indicator) else _node(exact, code, unit)
    return Explanation(
        code,
        part.name,
        Fraction(part.points) if part.points is not None else None,
        part.rule_words
        if isinstance(part, Indicator)
        else _combination(exact.plan.by_name[exact.plan.exact_name(code)]),
        cell.state,
        cell.number if cell.present else None,
        published,
        _reported(exact, part, unit) if isinstance(part, Indicator) else (),
        (*clauses, _ending(exact, code, unit, published)),
        () if leaf else decompose(exact, code, unit),
    )


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
        shown = number(cell.number) if cell.present else STATE_WORDS[cell.state]
        place = exact.sheet.places.get((exact.sheet.units[unit].code, name))
        found.append(Reported(raw.name, shown, place))
    return tuple(found)


def _leaf(exact: Exact, indicator: Indicator, unit: int) -> tuple[Clause, ...]:
    name = exact.plan.exact_name(indicator.code)
    column = exact.plan.by_name[name]
    assert isinstance(column, Formula)
    if indicator.measure is not None:
        measure = exact.cell(ColumnName(Stage.MEASURE, indicator.code), unit)
        if measure.state is State.ZERO_DENOMINATOR:
            return (Clause(Words("分母为零，按规定得满分", "zero denominator: full points by rule")),)
    cell = exact.cell(name, unit)
    if not cell.present:
        return _absent(exact, indicator, unit, cell.state)
    sentence = Sentence(exact, unit)
    if indicator.measure is not None:
        tree = exact.plan.by_name[ColumnName(Stage.MEASURE, indicator.code)]
        assert isinstance(tree, Formula)
        sentence.clauses.append(Clause(same(f"{indicator.name} = {_as_printed(indicator.measure)}")))
        sentence.tell(tree.tree, same(indicator.unit))
    sentence.tell(column.tree, Words(" 分", " points"))
    if not sentence.clauses[-1].expression:
        sentence.clauses.pop()  # a bare number, which the published points say again
    return tuple(sentence.clauses)


def _as_printed(measure: str) -> str:
    return measure.replace("*", "×").replace("/", "÷")


def _absent(exact: Exact, indicator: Indicator, unit: int, state: State) -> tuple[Clause, ...]:
    if state is State.MISSING:
        policy = WORDS[exact.plan.scheme.missing_policy(indicator)]
        return (Clause(Words(f"未报送，按“{policy.zh}”处理", f"not reported, treated as “{policy.en}”")),)
    member = exact.sheet.units[unit]
    if member.group not in exact.plan.scheme.groups_of(indicator.code):
        return (Clause(Words("本组不考核此项", "not assessed in this group")),)
    for exemption in exact.sheet.exemptions:
        if (exemption.unit, exemption.indicator) == (member.code, indicator.code):
            words = Words(
                f"经批准豁免：{exemption.reason}（{exemption.approved_by}）",
                f"exempted: {exemption.reason} ({exemption.approved_by})",
            )
            return (Clause(words),)
    return (Clause(Words("分母为零，按规定不适用", "zero denominator: not applicable by rule")),)


def _combination(column: Column) -> Words:
    if isinstance(column, Product):
        base = number(column.base)
        return Words(f"各项相乘，以 {base.zh} 为基准", f"product with base {base.en}")
    assert isinstance(column, Sum)
    return Words("各项得分之和", "sum of its parts")


def _node(exact: Exact, code: str, unit: int) -> tuple[Clause, ...]:
    column = exact.plan.by_name[exact.plan.exact_name(code)]
    if not exact.cell(column.name, unit).present:
        return ()
    if isinstance(column, Product):
        return _product(exact, column, unit)
    assert isinstance(column, Sum)
    return _sum(exact, column, unit)


def _sum(exact: Exact, column: Sum, unit: int) -> tuple[Clause, ...]:
    parts, clauses = [], []
    missing, absent = [], []
    for term in column.terms:
        cell = exact.cell(term.column, unit)
        if cell.state is State.NOT_APPLICABLE:
            absent.append(term.column.code)
        elif cell.state is State.MISSING:
            missing.append(term.column.code)
            if term.missing is Missing.FULL:
                parts.append(number(term.weight))
        elif term.coefficient == 1:
            parts.append(_operand(number(cell.number)))
        else:
            parts.append(_weighted(number(cell.number), term))
    if missing:
        codes = "、".join(missing)
        clauses.append(Clause(Words(f"{codes} 缺报", f"{codes} missing")))
    earned = sum(
        (found for term in column.terms if (found := exact.earned(term, unit)) is not None), Fraction(0)
    )
    clauses.append(_clause(Words(" + ".join(p.zh for p in parts), " + ".join(p.en for p in parts)), earned))
    applicable = exact.applicable(column, unit)
    if absent and not column.rescales:
        codes = "、".join(absent)
        clauses.append(
            Clause(Words(f"{codes} 不适用，在上级一并折算", f"{codes} not applicable, rescaled further up"))
        )
    if column.rescales and applicable != column.points:
        clauses.append(_rescaled(column, earned, applicable))
        earned = earned * column.points / applicable
    return tuple(clauses)


def _operand(words: Words) -> Words:
    return Words(f"({words.zh})", f"({words.en})") if words.en.startswith("-") else words


def _weighted(value: Words, term: Term) -> Words:
    """The child's points times what each of them counts: one factor if it can be written, else weight ÷ full."""
    value = _operand(value)
    factor = written(term.coefficient, at_most=4)
    if factor is None:
        factor = f"{number(term.weight).en} ÷ {number(term.full).en}"
    return Words(f"{value.zh} × {factor}", f"{value.en} × {factor}")


def _rescaled(column: Sum, earned: Fraction, applicable: Fraction) -> Clause:
    got, full, part = number(earned), number(column.points), number(applicable)
    value = earned * column.points / applicable
    ratio = equation(Words(f"{full.zh} ÷ {part.zh}", f"{full.en} ÷ {part.en}"), column.points / applicable)
    expression = Words(f"{got.zh} × {full.zh} ÷ {part.zh}", f"{got.en} × {full.en} ÷ {part.en}")
    shown = equation(expression, value)
    words = Words(
        f"不适用项按适用项满分折算（系数 {ratio.zh}）：{shown.zh}",
        f"rescaled over what applies (factor {ratio.en}): {shown.en}",
    )
    return Clause(words, expression.en, value)


def _product(exact: Exact, column: Product, unit: int) -> tuple[Clause, ...]:
    clauses, factors = [], []
    value = exact.cell(column.name, unit).number
    base = number(column.base)
    for name in column.factors:
        cell = exact.cell(name, unit)
        if cell.state is State.NOT_APPLICABLE:
            words = Words(f"{name.code} 不适用，不增不减", f"{name.code} not applicable, neutral")
            clauses.append(Clause(words))
        else:
            factors.append(number(cell.number))
    divided = f" ÷ {base.en}" * (len(factors) - 1)
    expression = Words(
        " × ".join(f.zh for f in factors) + divided, " × ".join(f.en for f in factors) + divided
    )
    return (*clauses, _clause(expression, value))


def _clause(expression: Words, value: Fraction) -> Clause:
    words = equation(expression, value)
    return Clause(words, "" if words == expression else expression.en, value)
