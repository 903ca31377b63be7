"""How a node's score came about, in words: sums with what is missing or does not apply, and products."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import written
from indicators.policies import Missing
from indicators.words import Words, same
from scoring.plan import Product, Sum
from scoring.printed import Clause
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.exact import Exact
    from scoring.plan import Term
    from scoring.printed import Printer

NOTHING = same("")


class NodeSentence:
    """Tells one unit's calculation of sums and products."""

    def __init__(self, exact: Exact, unit: int, printer: Printer) -> None:
        self._exact = exact
        self._unit = unit
        self._printer = printer

    def tell(self, column: Sum | Product) -> tuple[Clause, ...]:
        """The clauses of a node; where it has no value, those that say why."""
        if not self._exact.cell(column.name, self._unit).present:
            return self._why_absent(column)
        return self._product(column) if isinstance(column, Product) else self._sum(column)

    def _state(self, term: Term) -> State:
        return self._exact.cell(term.column, self._unit).state

    def _why_absent(self, column: Sum | Product) -> tuple[Clause, ...]:
        """Names the children that leave the node without a value."""
        names = column.factors if isinstance(column, Product) else [term.column for term in column.terms]
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
        if negative and isinstance(column, Product):
            clauses.append(Clause(_about(negative, Words("为负数", "negative"))))
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
        full = [term.column.code for term in missing if term.missing is Missing.FULL]
        none = [term.column.code for term in missing if term.missing is not Missing.FULL]
        absent = [term.column.code for term in column.terms if self._state(term) is State.NOT_APPLICABLE]
        remarks = [
            (none, Words("缺报，不得分", "missing, no points")),
            (full, Words("缺报，按规定得满分", "missing, full points by rule")),
            (
                [] if column.rescales else absent,
                Words("不适用，在上级一并折算", "not applicable, rescaled further up"),
            ),
        ]
        return [Clause(_about(codes, words)) for codes, words in remarks if codes]

    def _part(self, term: Term) -> Words:
        """A child's points times what each of them counts: one factor if it can be written, else weight ÷ full."""
        cell = self._exact.cell(term.column, self._unit)
        if not cell.present:
            return self._printer.operand(term.weight)
        value = self._printer.operand(cell.number)
        if term.coefficient == 1:
            return value
        factor = written(term.coefficient, at_most=4)
        if factor is None:
            factor = f"{self._printer.number(term.weight).en} ÷ {self._printer.number(term.full).en}"
        return Words(f"{value.zh} × {factor}", f"{value.en} × {factor}")

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

    def _product(self, column: Product) -> tuple[Clause, ...]:
        cells = {name.code: self._exact.cell(name, self._unit) for name in column.factors}
        neutral = [code for code, cell in cells.items() if cell.state is State.NOT_APPLICABLE]
        factors = [self._printer.number(cell.number) for cell in cells.values() if cell.present]
        divided = f" ÷ {self._printer.number(column.base).en}" * (len(factors) - 1)
        expression = Words(
            " × ".join(f.zh for f in factors) + divided, " × ".join(f.en for f in factors) + divided
        )
        value = self._exact.cell(column.name, self._unit).number
        clause = self._printer.clause(expression, value, NOTHING, NOTHING)
        words = Words("不适用，不增不减", "not applicable, neutral")
        return (Clause(_about(neutral, words)), clause) if neutral else (clause,)


def _about(codes: Iterable[str], words: Words) -> Words:
    named = list(codes)
    return Words(f"{'、'.join(named)} {words.zh}", f"{', '.join(named)} {words.en}")
