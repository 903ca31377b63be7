"""The settings of a live workbook: every number an office may tune, one cell each, with what it means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from documents.live.rule_numbers import RuleNumbers
from indicators import trees
from indicators.formula import GroupConstant, UnitConstant
from indicators.parts import Composite, Indicator, common_weight, full_points, weight_of
from indicators.words import Words
from scoring.cell_text import GUARD, literal, quoted
from scoring.plan import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from documents.live.rule_numbers import Link
    from indicators.formula import Constant
    from indicators.scheme import Scheme
    from indicators.words import Language
    from scoring.plan import Plan

    Part = Indicator | Composite

#: The row of the first setting, and the columns of numbers: for all groups, and then for each.
TOP, COMMON, FIRST_GROUP = 4, 3, 4
_WEIGHTED = {"sum", "weighted mean", "geometric mean"}
Key = tuple[object, ...]
#: A number or a name that is typed in, or a formula with what it gives.
Content = Fraction | str | tuple[str, "Fraction | str"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row: what it belongs to, what it is, and its content for all groups or for each by its code."""

    key: Key
    code: str
    name: str
    what: Words
    content: Content | dict[str, Content]
    #: Whether it follows from others, so that nobody types over it.
    follows: bool = False


@dataclass
class Parameters:
    """The rows of the sheet, in the order of the scheme's tree."""

    plan: Plan
    language: Language
    rows: list[Parameter] = field(default_factory=list)
    #: The constants of formulas which follow from settings, by their identity.
    links: dict[int, Link] = field(default_factory=dict)
    _places: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lists them."""
        for row in self._listed():
            self._places[row.key] = TOP + len(self.rows)
            self.rows.append(row)

    @property
    def scheme(self) -> Scheme:
        """The scheme, its periods written out."""
        return self.plan.scheme

    def letter(self, group: str) -> str:
        """The column of a group."""
        return str(xl_col_to_name(FIRST_GROUP + self.scheme.group_codes.index(group)))

    def row(self, key: Key) -> int:
        """The row of a setting."""
        return self._places[key]

    def place(self, key: Key) -> str:
        """The reference to a setting, in which `{letter}` stands for the column of the unit's group."""
        row = self._places[key]
        by_group = isinstance(self.rows[row - TOP].content, dict)
        letter = "{letter}" if by_group else xl_col_to_name(COMMON)
        return f"${letter}${row + 1}"

    def linked(self, node: Constant) -> str | None:
        """A constant as the settings it follows from; None for one that stands in the formula itself."""
        link = self.links.get(id(node))
        if link is None:
            return None
        factors = [
            *(self.place(key) for key in link.keys),
            *([] if link.factor == 1 else [literal(link.factor)]),
        ]
        return factors[0] if len(factors) == 1 else f"({'*'.join(factors)})"

    def _listed(self) -> Iterator[Parameter]:
        columns: dict[str, list[Formula]] = {}
        for column in self.plan.columns:
            if isinstance(column, Formula):
                columns.setdefault(column.name.code, []).append(column)
        for _, part in self.scheme.outline:
            numbers = RuleNumbers(self.plan, part) if isinstance(part, Indicator) else None
            yield from self._of_part(part, follows=numbers is not None and not numbers.full_points_follow)
            yield from self._weight_of(part)
            if numbers is not None:
                self.links |= numbers.links
                for key, what, value in numbers.numbers:
                    yield Parameter(key, part.code, part.name, what, value)
            for column in columns.get(part.code, ()):
                yield from self._of_column(part, column)
        for _, part in self.scheme.outline:
            if isinstance(part, Composite):
                yield from self._of_weights(part)
        yield from self._grades()

    def _of_part(self, part: Part, *, follows: bool) -> Iterator[Parameter]:
        """What a part states; full points on which more depends than formulas can follow are not to be changed."""

        def one(key: str, what: Words, value: object) -> Parameter:
            return Parameter((key, part.code), part.code, part.name, what, Fraction(str(value)))

        points = full_points(part)
        if points is not None:
            yield replace(one("points", Words("满分", "full points"), points), follows=follows)
        if isinstance(part, Composite):
            if part.scale != 1:
                yield one("scale", Words("计入上级时乘的系数", "multiplied by on the way up"), part.scale)
            if part.combine == "product":
                yield one("base", Words("乘积的基准值", "base of the product"), part.base or 1)
            if part.min_present is not None:
                what = Words("有数下级的最低比例", "least share of the weight with a value")
                yield one("least", what, Fraction(part.min_present) / 100)

    def _of_column(self, part: Part, column: Formula) -> Iterator[Parameter]:
        """Numbers in a formula which differ by group or unit."""
        for node in dict.fromkeys(trees.walk(column.tree)):
            if isinstance(node, GroupConstant):
                what = Words("规则中按组规定的数", "number of the rule for each group")
                values: dict[str, Content] = dict(node.by_group)
                yield Parameter(("constant", column.name, node), part.code, part.name, what, values)
            elif isinstance(node, UnitConstant):
                for unit, value in node.by_unit:
                    what = Words(f"单位 {unit} 的系数", f"coefficient of unit {unit}")
                    yield Parameter(("unit", column.name, node, unit), part.code, part.name, what, value)

    # ------------------------------------------------------------ weights

    def _weight_of(self, child: Part) -> Iterator[Parameter]:
        """What a part counts in the node above, where that weighs."""
        node = self.scheme.by_code[child.parent] if child.parent is not None else None
        if isinstance(node, Composite) and node.combine in _WEIGHTED:
            what = Words(f"在“{node.name}”中的权重", f"weight in “{node.name}”")
            key = "weight" if node.combine == "weighted mean" else "counts"
            yield Parameter((key, node.code, child.code), child.code, child.name, what, self._weight(child))

    def _of_weights(self, node: Composite) -> Iterator[Parameter]:
        """What follows from the weights below a node."""
        children = self.scheme.children[node.code]
        if node.combine == "weighted mean":
            yield from self._shares(node, children)
        if node.combine == "sum":
            yield self._check(node, children)

    def _weight(self, child: Part) -> Content | dict[str, Content]:
        """As it is stated; one that is not follows full points."""
        if isinstance(child.weight, dict):
            return {group: Fraction(weight_of(child, group)) for group in self.scheme.group_codes}
        weight = Fraction(common_weight(child) or 0)
        if child.weight is not None or full_points(child) is None:
            return weight
        follows = self.place(("points", child.code))
        scaled = isinstance(child, Composite) and child.scale != 1
        return f"{follows}*{self.place(('scale', child.code))}" if scaled else follows, weight

    def _shares(self, node: Composite, children: tuple[Part, ...]) -> Iterator[Parameter]:
        """What weights of any size are as parts of full points."""
        rows = [("weight", node.code, child.code) for child in children]
        total = "+".join(self.place(key) for key in rows)
        points, full = self.place(("points", node.code)), Fraction(node.points or 0)
        for child, key in zip(children, rows, strict=True):
            text = f"IF({total}=0,0,{self.place(key)}*{points}/({total}))"

            def share(group: str, child: Part = child) -> Fraction:
                whole = sum((Fraction(weight_of(each, group)) for each in children), Fraction(0))
                return Fraction(weight_of(child, group)) * full / whole if whole else Fraction(0)

            what = Words(f"折成“{node.name}”的分值", f"as points of “{node.name}”")
            yield Parameter(
                ("counts", node.code, child.code),
                child.code,
                child.name,
                what,
                self._for_each(text, share),
                follows=True,
            )

    def _check(self, node: Composite, children: tuple[Part, ...]) -> Parameter:
        """Whether the weights of a sum add up to its full points, as they must."""
        added = "+".join(self.place(("counts", node.code, child.code)) for child in children)
        agree, differ = (
            words.in_(self.language) for words in (Words("相符", "agree"), Words("不相符", "do not agree"))
        )
        lacking = f"ROUND({added}-{self.place(('points', node.code))},{GUARD})=0"
        text = f"IF({lacking},{quoted(agree)},{quoted(differ)})"
        what = Words("下级权重之和与满分", "weights below and full points")
        content = self._for_each(text, lambda _: agree)
        return Parameter(("check", node.code), node.code, node.name, what, content, follows=True)

    def _for_each(self, text: str, value: Callable[[str], Fraction | str]) -> Content | dict[str, Content]:
        """A formula that is the same for all groups, or one for each."""
        groups = self.scheme.group_codes
        if "{letter}" not in text:
            return text, value(groups[0])
        return {group: (text.format(letter=self.letter(group)), value(group)) for group in groups}

    # ------------------------------------------------------------ grades

    def _grades(self) -> Iterator[Parameter]:
        for number, grade in enumerate(self.scheme.grades, start=1):
            ordinal = Words(f"第 {number} 等", f"grade {number}")
            yield Parameter(
                ("grade", number), "", ordinal.in_(self.language), Words("名称", "name"), grade.name
            )
        for number, grade in enumerate(self.scheme.grades, start=1):
            if grade.at_least is not None:
                what = Words("总分不低于", "least total")
                yield Parameter(("at least", number), "", grade.name, what, Fraction(grade.at_least))
            if grade.quota is not None:
                what = Words("占本组单位的比例", "share of the group's units")
                yield Parameter(("quota", number), "", grade.name, what, Fraction(grade.quota) / 100)


def shown(content: Content) -> Fraction | str:
    """What a cell shows."""
    return content[1] if isinstance(content, tuple) else content
