"""The sentence reading of a formula: the calculation in words, with the unit's own numbers in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from indicators import formula, trees
from indicators.formula import CohortOperation, Comparison, Flag, Scope
from indicators.words import Words, same
from scoring.printed import Clause

if TYPE_CHECKING:
    from fractions import Fraction

    from indicators.formula import Compare, Condition, Node
    from scoring.exact import Exact
    from scoring.printed import Printer

NOTHING = same("")

_COHORT_WORDS = {
    CohortOperation.LOWEST: Words("同组最低", "lowest of the group"),
    CohortOperation.HIGHEST: Words("同组最高", "highest of the group"),
    CohortOperation.COUNT: Words("同组有数值的单位数", "units of the group with a value"),
    CohortOperation.SUM: Words("同组合计", "sum of the group"),
    CohortOperation.MEAN: Words("同组平均", "mean of the group"),
    CohortOperation.VARIANCE: Words("同组方差", "variance of the group"),
    CohortOperation.SAMPLE_VARIANCE: Words("同组样本方差", "sample variance of the group"),
    CohortOperation.RANK_FROM_HIGHEST: Words("同组从高到低名次", "place in the group, highest first"),
    CohortOperation.RANK_FROM_LOWEST: Words("同组从低到高名次", "place in the group, lowest first"),
}
_FLAG_WORDS = {
    Flag.ALL_EQUAL: Words("同组全部相同，按规定得满分", "all of the group are equal: full points"),
    Flag.ALONE: Words(
        "同组只有本单位有数值，按规定得满分", "the only unit of the group with a value: full points"
    ),
}
_OPPOSITE = {Comparison.AT_LEAST: "<", Comparison.ABOVE: "≤", Comparison.EQUAL: "≠"}


@dataclass(frozen=True, slots=True)
class _Text:
    """An expression and how tightly it binds: 4 a number, 3 a power, 2 a product, 1 a sum, 0 a negative number."""

    words: Words
    binds: int = 4

    def inside(self, binds: int) -> Words:
        """The expression as an operand of something that binds so tightly."""
        if self.binds >= binds:
            return self.words
        return Words(f"({self.words.zh})", f"({self.words.en})")


def _flag_words(flag: Flag, when: Condition) -> Words:
    """What a flag says, of everybody where everybody was compared."""
    cohorts = (node for node in trees.walk(when) if isinstance(node, formula.Cohort))
    scope = Scope.ALL if any(node.scope is Scope.ALL for node in cohorts) else Scope.GROUP
    return _among(_FLAG_WORDS[flag], scope)


def _cohort_words(operation: CohortOperation, scope: Scope) -> Words:
    return _among(_COHORT_WORDS[operation], scope)


def _among(words: Words, scope: Scope) -> Words:
    if scope is Scope.GROUP:
        return words
    return Words(words.zh.replace("同组", "全体"), words.en.replace("the group", "all units"))


class Sentence:
    """Tells one unit's calculation of one tree."""

    def __init__(self, exact: Exact, unit: int, printer: Printer) -> None:
        self._exact = exact
        self._printer = printer
        self._unit = unit
        self.clauses: list[Clause] = []
        self._told: dict[Node, _Text] = {}

    def tell(self, tree: Node, unit_words: Words) -> Fraction:
        """Adds the clauses of a tree; the last one ends in its value and the words for its unit."""
        text = self._text(tree)
        value = self._number(tree)
        self._say(NOTHING, text, value, unit_words)
        return value

    def _number(self, node: Node) -> Fraction:
        return self._exact.number(node, self._unit)

    def _say(self, label: Words, text: _Text, value: Fraction, after: Words) -> None:
        """`label = expression = value` without what would only repeat itself."""
        before = Words(f"{label.zh} = " if label.zh else "", f"{label.en} = " if label.en else "")
        self.clauses.append(self._printer.clause(text.words, value, before, after))

    def _plain(self, value: Fraction) -> _Text:
        return _Text(self._printer.number(value), 4 if value >= 0 else 0)

    def _text(self, node: Node) -> _Text:
        if node not in self._told:
            self._told[node] = self._write(node)
        return self._told[node]

    def _write(self, node: Node) -> _Text:
        match node:
            case formula.Constant() | formula.GroupConstant() | formula.UnitConstant() | formula.Field():
                return self._plain(self._number(node))
            case formula.Cohort(operation, _, scope):
                return self._stated(_cohort_words(operation, scope), node)
            case formula.Add(terms):
                return self._joined(terms, " + ", 1)
            case formula.Multiply(factors):
                return self._joined(factors, " × ", 2)
            case formula.Subtract(left, right):
                return self._pair(left, " − ", right, 1)
            case formula.Divide(left, right):
                return self._pair(left, " ÷ ", right, 2)
            case formula.AtLeast(of, _, note) | formula.AtMost(of, _, note):
                return self._replaced(node, of, note, Words("按 {result} 计", "{result} counts"))
            case formula.Round(of, _, _, note):
                return self._replaced(node, of, note, Words("取 {result}", "{result}"))
            case formula.Power(of, exponent):
                base = self._text(of).inside(4)
                raised = self._printer.operand(exponent)
                return _Text(Words(f"{base.zh} ^ {raised.zh}", f"{base.en} ^ {raised.en}"), 3)
            case formula.Logarithm() | formula.Exponential() | formula.NormalQuantile():
                return self._function(node)
            case formula.If(when, then, otherwise):
                self._condition(when)
                return self._text(then if self._exact.holds(when, self._unit) else otherwise)
            case formula.Lookup():
                return self._looked_up(node)
            case formula.Interpolated():
                return self._interpolated(node)
            case formula.Step(label, of):
                return self._step(label, of)
            case formula.Flagged(of, when, flag):
                if self._exact.holds(when, self._unit):
                    self.clauses.append(Clause(_flag_words(flag, when)))
                return self._text(of)
            case _:
                assert_never(node)

    def _step(self, label: Words, of: Node) -> _Text:
        """A labelled clause; of a number that is there already, only what it is."""
        text, value = self._text(of), self._number(of)
        if text.words == self._plain(value).words:
            self.clauses.append(Clause(Words(f"{label.zh} {text.words.zh}", f"{label.en} {text.words.en}")))
            return text
        self._say(label, text, value, NOTHING)
        return self._plain(value)

    def _stated(self, label: Words, node: Node) -> _Text:
        text = self._plain(self._number(node))
        words = Words(f"{label.zh} {text.words.zh}", f"{label.en} {text.words.en}")
        self.clauses.append(Clause(words))
        return text

    def _joined(self, nodes: tuple[Node, ...], sign: str, binds: int) -> _Text:
        parts = [self._text(node) for node in nodes]
        first, rest = parts[0].inside(binds), [part.inside(binds + 1) for part in parts[1:]]
        words = [first, *rest]
        return _Text(Words(sign.join(w.zh for w in words), sign.join(w.en for w in words)), binds)

    def _pair(self, left: Node, sign: str, right: Node, binds: int) -> _Text:
        a, b = self._text(left).inside(binds), self._text(right).inside(binds + 1)
        return _Text(Words(f"{a.zh}{sign}{b.zh}", f"{a.en}{sign}{b.en}"), binds)

    def _replaced(self, node: Node, of: Node, note: Words, by: Words) -> _Text:
        """`of`, or the number that a bound or a whole step puts in its place, with the reason."""
        text = self._text(of)
        value, taken = self._number(of), self._number(node)
        if value == taken:
            return text
        result = self._plain(taken)
        said = by.fill(result=result.words)
        after = Words(f"，{note.zh}，{said.zh}", f", {note.en}: {said.en}")
        clause = self._printer.clause(text.words, value, NOTHING, after)
        self.clauses.append(clause if clause.expression else Clause(clause.text))
        return result

    def _function(self, node: formula.Logarithm | formula.Exponential | formula.NormalQuantile) -> _Text:
        operands = [self._text(node.of).words]
        if isinstance(node, formula.Logarithm) and node.base is not None:
            operands.append(self._text(node.base).words)
            name = "log"
        else:
            name = {formula.Logarithm: "ln", formula.Exponential: "exp"}.get(type(node), "normsinv")
        zh, en = ", ".join(words.zh for words in operands), ", ".join(words.en for words in operands)
        return _Text(Words(f"{name}({zh})", f"{name}({en})"))

    def _condition(self, when: Condition) -> None:
        """Says which way a condition went; of several only those that decide it."""
        match when:
            case formula.Not(condition):
                self._condition(condition)
            case formula.AllOf(parts) | formula.AnyOf(parts):
                wanted = self._exact.holds(when, self._unit)
                deciding = [part for part in parts if self._exact.holds(part, self._unit) is wanted]
                everything = wanted is isinstance(when, formula.AllOf)
                for part in deciding if everything else deciding[:1]:
                    self._condition(part)
            case formula.Compare():
                self._comparison(when)

    def _comparison(self, when: Compare) -> None:
        left, right = self._text(when.left).words, self._text(when.right).words
        sign = when.comparison.value
        if not self._exact.holds(when, self._unit):
            sign = _OPPOSITE[when.comparison]
        self.clauses.append(Clause(Words(f"{left.zh} {sign} {right.zh}", f"{left.en} {sign} {right.en}")))

    def _interpolated(self, node: formula.Interpolated) -> _Text:
        """The line between the two points, or the end of the line."""
        value, text = self._number(node.of), self._text(node.of)
        position = bisect_right(node.thresholds, value)
        if position in {0, len(node.thresholds)}:
            edge = self._printer.number(node.thresholds[max(position - 1, 0)])
            sign, words = (
                ("≥", Words("达到最高点", "at the top")) if position else ("<", Words("低于起点", "below"))
            )
            said = Words(
                f"{text.words.zh} {sign} {edge.zh}，{words.zh}",
                f"{text.words.en} {sign} {edge.en}, {words.en}",
            )
            self.clauses.append(Clause(said))
            return self._plain(node.at(value))
        left, right = (self._printer.operand(node.thresholds[at]) for at in (position - 1, position))
        start, end = (self._printer.operand(node.values[at]) for at in (position - 1, position))
        x = text.inside(1)
        self.clauses.append(
            Clause(Words(f"在 {left.zh} 与 {right.zh} 之间", f"between {left.en} and {right.en}"))
        )
        line = [
            f"{s} + ({v} − {a}) ÷ ({b} − {a}) × ({e} − {s})"
            for s, v, a, b, e in (
                (start.zh, x.zh, left.zh, right.zh, end.zh),
                (start.en, x.en, left.en, right.en, end.en),
            )
        ]
        return _Text(Words(*line), 1)

    def _looked_up(self, node: formula.Lookup) -> _Text:
        value = self._number(node.of)
        text = self._text(node.of).words
        points = self._plain(node.at(value))
        reached = [t for t in node.thresholds if (value >= t if node.inclusive else value > t)]
        if reached:
            edge = self._printer.number(reached[-1])
            sign = "≥" if node.inclusive else ">"
            words = Words(f"{text.zh} {sign} {edge.zh}，属该档", f"{text.en} {sign} {edge.en}, in that band")
        else:
            edge = self._printer.number(node.thresholds[0])
            sign = "<" if node.inclusive else "≤"
            words = Words(
                f"{text.zh} {sign} {edge.zh}，低于最低一档", f"{text.en} {sign} {edge.en}, below all bands"
            )
        self.clauses.append(Clause(words))
        return points
