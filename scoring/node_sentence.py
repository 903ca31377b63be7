"""How a node's score came about, in words: sums with what is missing or does not apply, and products."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import written
from indicators.policies import WORDS, Missing
from indicators.words import Words, same
from scoring.plan import Extreme, GeometricMean, PresentMean, Product, Sum
from scoring.printed import Clause
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.exact import Exact
    from scoring.plan import Joint, Term
    from scoring.printed import Printer

NOTHING = same("")


class NodeSentence:
    """Tells one unit's calculation of nodes, and of means over those present."""

    def __init__(self, exact: Exact, unit: int, printer: Printer) -> None:
        self._exact = exact
        self._unit = unit
        self._printer = printer

    def tell(self, column: Sum | Joint) -> tuple[Clause, ...]:
        """The clauses of a node; where it has no value, those that say why."""
        if not self._exact.cell(column.name, self._unit).present:
            return self._why_absent(column)
        return self._sum(column) if isinstance(column, Sum) else self._joint(column)

    def tell_mean(self, column: PresentMean) -> tuple[Clause, ...]:
        """The clauses of a mean over those present, the others named."""
        cells = [(name, self._exact.cell(name, self._unit), weight) for name, weight in column.terms]
        absent = [name.field for name, cell, _ in cells if not cell.present]
        present = [(cell.number, weight) for _, cell, weight in cells if cell.present]
        number = self._printer.operand
        equal = len({weight for _, weight in present}) == 1
        parts = [
            number(value) if equal else _joined([number(value), number(weight)], " × ")
            for value, weight in present
        ]
        total = Fraction(len(present)) if equal else sum((weight for _, weight in present), Fraction(0))
        top, below = _joined(parts, " + "), number(total)
        expression = top
        if total != 1:
            expression = Words(f"({top.zh}) ÷ {below.zh}", f"({top.en}) ÷ {below.en}")
        value = self._exact.cell(column.name, self._unit).number
        label = Words(f"{column.label.zh} = ", f"{column.label.en} = ")
        clause = self._printer.clause(expression, value, label, NOTHING)
        missing = Words("未评，不计入平均", "absent, left out of the mean")
        return (Clause(_about(absent, missing)), clause) if absent else (clause,)

    def _state(self, term: Term) -> State:
        return self._exact.cell(term.column, self._unit).state

    def _why_absent(self, column: Sum | Joint) -> tuple[Clause, ...]:
        """Names the children that leave the node without a value."""
        names = [term.column for term in column.terms] if isinstance(column, Sum) else column.factors
        cells = {name.code: self._exact.cell(name, self._unit) for name in names}
        said = [
            (State.NO_SCORE, Words("无分", "without a score")),
            (State.MISSING, Words("缺报", "missing")),
            (State.NOT_APPLICABLE, Words("不适用", "not applicable")),
        ]
        clauses = [
            Clause(_about((code for code, cell in cells.items() if cell.state is state), words))
            for state, words in said
            if any(cell.state is state for cell in cells.values())
        ]
        negative = [code for code, cell in cells.items() if cell.present and cell.number < 0]
        if negative and isinstance(column, Product | GeometricMean):
            clauses.append(Clause(_about(negative, Words("为负数", "negative"))))
        if isinstance(column, Sum) and column.least_present is not None:
            share = self._printer.number(column.least_present * 100)
            if self._exact.too_few_present(column, self._unit):
                words = Words(
                    f"有数的下级不足 {share.zh}%，不出分", f"less than {share.en}% present: no score"
                )
                clauses.append(Clause(words))
        return tuple(clauses)

    def _sum(self, column: Sum) -> tuple[Clause, ...]:
        clauses = self._remarks(column)
        parts = [self._part(term) for term in column.terms if self._counts(term)]
        earned = sum(
            (found for term in column.terms if (found := self._exact.earned(term, self._unit)) is not None),
            Fraction(0),
        )
        expression = Words(" + ".join(p.zh for p in parts), " + ".join(p.en for p in parts))
        clauses.append(self._printer.clause(expression, earned, NOTHING, NOTHING))
        applicable = self._exact.applicable(column, self._unit)
        if column.rescales and applicable != column.points:
            clauses.append(self._rescaled(column, earned, applicable))
        return tuple(clauses)

    def _counts(self, term: Term) -> bool:
        return self._exact.earned(term, self._unit) is not None

    def _remarks(self, column: Sum) -> list[Clause]:
        """What of the children is missing or does not apply."""
        missing = [term for term in column.terms if self._state(term) is State.MISSING]
        absent = [term for term in column.terms if self._state(term) is State.NOT_APPLICABLE]
        remarks: dict[Words, list[str]] = {}
        for term in missing:
            policy = WORDS[term.missing] if self._counts(term) else WORDS[Missing.NO_POINTS]
            remarks.setdefault(policy, []).append(term.column.code)
        for term in absent:
            if self._counts(term):
                remarks.setdefault(WORDS[term.not_applicable], []).append(term.column.code)
            elif not column.rescales:
                words = Words("不适用，在上级一并折算", "not applicable, rescaled further up")
                remarks.setdefault(words, []).append(term.column.code)
        return [Clause(_about(codes, words)) for words, codes in remarks.items()]

    def _part(self, term: Term) -> Words:
        """A child's points times what each of them counts: one factor if it can be written, else weight ÷ full."""
        cell = self._exact.cell(term.column, self._unit)
        filled = None if cell.present else self._exact.filled(term, self._unit)
        value = self._printer.operand(cell.number if filled is None else filled)
        weight = self._exact.weight(term, self._unit)
        coefficient = weight / term.full
        if coefficient == 1:
            return value
        factor = written(coefficient, at_most=4)
        if factor is not None:
            return Words(f"{value.zh} × {factor}", f"{value.en} × {factor}")
        counts, full = self._printer.number(weight), self._printer.number(term.full)
        return Words(f"{value.zh} × {counts.zh} ÷ {full.zh}", f"{value.en} × {counts.en} ÷ {full.en}")

    def _rescaled(self, column: Sum, earned: Fraction, applicable: Fraction) -> Clause:
        number = self._printer.number
        got, full, part = number(earned), number(column.points), number(applicable)
        ratio = self._printer.equation(
            Words(f"{full.zh} ÷ {part.zh}", f"{full.en} ÷ {part.en}"), column.points / applicable
        )
        before = Words(
            f"不适用项按适用项满分折算（系数 {ratio.zh}）：",
            f"rescaled over what applies (factor {ratio.en}): ",
        )
        expression = Words(f"{got.zh} × {full.zh} ÷ {part.zh}", f"{got.en} × {full.en} ÷ {part.en}")
        return self._printer.clause(expression, earned * column.points / applicable, before, NOTHING)

    def _joint(self, column: Joint) -> tuple[Clause, ...]:
        cells = {name.code: self._exact.cell(name, self._unit) for name in column.factors}
        absent = [code for code, cell in cells.items() if cell.state is State.NOT_APPLICABLE]
        present = [cell.number for cell in cells.values() if cell.present]
        words = Words("不适用，不参与", "not applicable, left out")
        match column:
            case Product(base=base):
                words = Words("不适用，不增不减", "not applicable, neutral")
                factors = _joined([self._printer.operand(number) for number in present], " × ")
                divided = f" ÷ {self._printer.number(base).en}" * (len(present) - 1)
                expression = Words(factors.zh + divided, factors.en + divided)
            case GeometricMean():
                expression = self._geometric_mean(column)
            case _:
                expression = NOTHING
        value = self._exact.cell(column.name, self._unit).number
        if isinstance(column, Extreme):
            clause = self._extreme(column, present, value)
        else:
            clause = self._printer.clause(expression, value, NOTHING, NOTHING)
        return (Clause(_about(absent, words)), clause) if absent else (clause,)

    def _extreme(self, column: Extreme, present: list[Fraction], value: Fraction) -> Clause:
        label = Words("最低", "lowest") if column.lowest else Words("最高", "highest")
        numbers = _joined([self._printer.number(number) for number in present], "、")
        found = self._printer.number(value)
        return Clause(
            Words(f"{numbers.zh} 中取{label.zh} {found.zh}", f"{label.en} of {numbers.en}: {found.en}")
        )

    def _geometric_mean(self, column: GeometricMean) -> Words:
        """Factors to the power of their shares of the weight."""
        group = self._exact.group_number(self._unit)
        cells = [self._exact.cell(name, self._unit) for name in column.factors]
        weighed = [
            (cell.number, weights[group])
            for cell, weights in zip(cells, column.weights, strict=True)
            if cell.present and weights[group]
        ]
        total = sum((weight for _, weight in weighed), Fraction(0))
        number = self._printer.operand
        if len({weight for _, weight in weighed}) == 1:
            factors = _joined([number(value) for value, _ in weighed], " × ")
            return Words(f"({factors.zh}) ^ (1 ÷ {len(weighed)})", f"({factors.en}) ^ (1 ÷ {len(weighed)})")
        below = self._printer.number(total).en
        parts = [
            Words(
                f"{number(value).zh} ^ ({self._printer.number(weight).en} ÷ {below})",
                f"{number(value).en} ^ ({self._printer.number(weight).en} ÷ {below})",
            )
            for value, weight in weighed
        ]
        return _joined(parts, " × ")


def _joined(words: Iterable[Words], sign: str) -> Words:
    parts = list(words)
    return Words(sign.join(part.zh for part in parts), sign.join(part.en for part in parts))


def _about(codes: Iterable[str], words: Words) -> Words:
    named = list(codes)
    return Words(f"{'、'.join(named)} {words.zh}", f"{', '.join(named)} {words.en}")
