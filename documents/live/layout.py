"""Where everything stands on the live sheets: units in the same row of each, groups one below the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from documents.live.names import GROUPS, PARAMETERS
from indicators.formula import CohortOperation, Scope
from scoring.cell_formula_column import ColumnFormulas
from scoring.cell_states import possible_states
from scoring.cell_text import literal, quoted
from scoring.explanation import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from documents.live.columns import Column
    from documents.live.parameters import Parameters
    from indicators.formula import Cohort, ColumnName, Constant, GroupConstant, UnitConstant
    from indicators.words import Language, Words
    from scoring.cell_states import States
    from scoring.results import Results
    from scoring.sheet import State

#: Rows above the first unit, on every sheet; and columns that say who a row is.
TOP, IDENTITY = 7, 3
_RANKS = {CohortOperation.RANK_FROM_HIGHEST: 0, CohortOperation.RANK_FROM_LOWEST: 1}


@dataclass(frozen=True, slots=True)
class Group:
    """A group with units: its code, its units' positions in the score sheet and the first of their rows."""

    code: str
    units: tuple[int, ...]
    first: int

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + len(self.units) - 1


@dataclass
class Layout:
    """The places of columns, filled sheet by sheet; rows and columns are counted from zero, references from one.

    References are templates: `{row}` stands for the unit's row, `{first}` and `{last}` for those of its group, `{group}` for
    the group's row among the statistics, `{letter}` for its column among the settings.
    """

    results: Results
    language: Language
    titles: Mapping[Words, str]
    parameters: Parameters
    own: dict[ColumnName, tuple[Words, int]] = field(default_factory=dict)
    #: The columns in which numbers are kept that are compared with those of other units.
    compared: dict[ColumnName, tuple[Words, int]] = field(default_factory=dict)
    applicable: dict[ColumnName, tuple[Words, int]] = field(default_factory=dict)
    limits: dict[int, int] = field(default_factory=dict)
    statistics: dict[Cohort, int] = field(default_factory=dict)
    #: What is no column of the plan, by names of its own.
    extra: dict[str, tuple[Words, int]] = field(default_factory=dict)
    columns: dict[Words, list[Column]] = field(default_factory=dict)

    def add(self, sheet: Words, column: Column) -> tuple[Words, int]:
        """Gives a column the next place on a sheet."""
        listed = self.columns.setdefault(sheet, [])
        listed.append(column)
        return sheet, IDENTITY + len(listed) - 1

    @cached_property
    def states(self) -> States:
        """What beside a number the cells of each column may hold."""
        return possible_states(self.results.plan)

    def formulas(self, sheet: Words, column: ColumnName, unit: str | None = None) -> ColumnFormulas:
        """The formulas of a column as its sheet writes them, for all units or for one with numbers of its own."""
        return ColumnFormulas(self.results.plan, self.states, View(self, sheet, column, unit))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have units, in the order of the scheme; within each its units by their codes."""
        units = self.results.sheet.units
        found: dict[str, list[int]] = {code: [] for code in self.results.scheme.group_codes}
        for position in sorted(range(len(units)), key=lambda at: units[at].code):
            found[units[position].group].append(position)
        groups, row = [], TOP
        for code, members in found.items():
            if members:
                groups.append(Group(code, tuple(members), row))
                row += len(members)
        return tuple(groups)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The positions of all units in the order of their rows."""
        return tuple(position for group in self.groups for position in group.units)

    @property
    def last(self) -> int:
        """The row of the last unit."""
        return TOP + len(self.order) - 1

    @property
    def all_row(self) -> int:
        """The row of the statistics of all units, above those of the groups."""
        return TOP

    def group_row(self, number: int) -> int:
        """The row of a group's statistics."""
        return TOP + 1 + number

    def letter(self, code: str) -> str:
        """The column of a group's settings."""
        return self.parameters.letter(code)

    def say(self, words: Words) -> str:
        """The text in the workbook's language."""
        return words.in_(self.language)

    def sheet(self, name: Words, seen_from: Words) -> str:
        """What goes before a reference to a sheet; nothing within the sheet itself."""
        if name == seen_from:
            return ""
        title = self.titles[name]
        return f"{title}!" if title.isalpha() else f"'{title}'!"

    def range(self, place: tuple[Words, int], seen_from: Words, scope: Scope) -> str:
        """A column over a unit's group, or over all units."""
        sheet, column = place
        letter = xl_col_to_name(column, col_abs=True)
        first, last = ("{first}", "{last}") if scope is Scope.GROUP else (TOP + 1, self.last + 1)
        return f"{self.sheet(sheet, seen_from)}{letter}${first}:{letter}${last}"

    def cell(self, place: tuple[Words, int], seen_from: Words) -> str:
        """A unit's own cell in a column."""
        sheet, column = place
        return f"{self.sheet(sheet, seen_from)}${xl_col_to_name(column)}{{row}}"

    def statistic(self, node: Cohort, seen_from: Words) -> str:
        """A cell among the statistics."""
        row = "{group}" if node.scope is Scope.GROUP else self.all_row + 1
        column = xl_col_to_name(self.statistics[node], col_abs=True)
        return f"{self.sheet(GROUPS, seen_from)}{column}${row}"

    def limit(self, number: int, seen_from: Words) -> str:
        """How many of a unit's group may have a grade or a better one."""
        column = xl_col_to_name(self.limits[number], col_abs=True)
        return f"{self.sheet(GROUPS, seen_from)}{column}${{group}}"

    def compared_at(self, name: ColumnName) -> tuple[Words, int]:
        """Where a column is compared: reported numbers as they are, others where they are guarded."""
        return self.compared.get(name, self.own[name])


@dataclass(frozen=True)
class View:
    """What the formulas of one column see: the layout from their sheet."""

    layout: Layout
    sheet: Words
    column: ColumnName
    #: The unit the formula is for, where it has numbers of its own.
    unit: str | None = None

    def own(self, column: ColumnName) -> str:
        """The unit's own cell in a column."""
        return self.layout.cell(self.layout.own[column], self.sheet)

    def row_of(self, columns: Sequence[ColumnName]) -> Sequence[str]:
        """The unit's own cells in several columns, those side by side as a range."""
        places = [self.layout.own[column] for column in columns]
        return [self._run(run) for run in _runs(places)]

    def _run(self, run: Sequence[tuple[Words, int]]) -> str:
        first = self.layout.cell(run[0], self.sheet)
        return first if len(run) == 1 else f"{first}:${xl_col_to_name(run[-1][1])}{{row}}"

    def cohort(self, node: Cohort) -> str:
        """A number about the unit's cohort, or the unit's place in it."""
        if node.operation not in _RANKS:
            return self.layout.statistic(node, self.sheet)
        place = self.layout.compared_at(node.column)
        among = self.layout.range(place, self.sheet, node.scope)
        return f"RANK({self.layout.cell(place, self.sheet)},{among},{_RANKS[node.operation]})"

    def constant(self, node: Constant) -> str:
        """A number of the scheme."""
        linked = self.layout.parameters.linked(node)
        if linked is None:
            return literal(node.value)
        sheet = self.layout.sheet(PARAMETERS, self.sheet)
        return linked.replace("$D$", f"{sheet}$D$")

    def group_constant(self, node: GroupConstant) -> str:
        """The number of the unit's group."""
        return self._parameter("constant", self.column, node)

    def unit_constant(self, node: UnitConstant) -> str | None:
        """The unit's own number; None for a unit that is not named."""
        if self.unit is None or self.unit not in dict(node.by_unit):
            return None
        return self._parameter("unit", self.column, node, self.unit)

    def state(self, state: State) -> str:
        """The words of a state."""
        return quoted(self.layout.say(STATE_WORDS[state])) if state in STATE_WORDS else quoted("")

    def applicable(self, total: ColumnName) -> str:
        """How many of a sum's full points apply to the unit."""
        return self.layout.cell(self.layout.applicable[total], self.sheet)

    def points(self, total: ColumnName) -> str:
        """The full points of a sum."""
        return self._parameter("points", total.code)

    def weight(self, node: ColumnName, child: ColumnName) -> str:
        """How much a child of a node counts for the unit's group."""
        return self._parameter("counts", node.code, child.code)

    def full(self, child: ColumnName) -> str:
        """What a child of a sum is worth at most."""
        return self._parameter("points", child.code)

    def base(self, product: ColumnName) -> str:
        """The neutral factor of a product."""
        return self._parameter("base", product.code)

    def least_present(self, total: ColumnName) -> str:
        """The share of a sum's applicable weight that must have a value."""
        return self._parameter("least", total.code)

    def _parameter(self, *key: object) -> str:
        return self.layout.sheet(PARAMETERS, self.sheet) + self.layout.parameters.place(key)


def _runs(places: Iterable[tuple[Words, int]]) -> list[list[tuple[Words, int]]]:
    """Places side by side."""
    found: list[list[tuple[Words, int]]] = []
    for place in places:
        if found and found[-1][-1] == (place[0], place[1] - 1):
            found[-1].append(place)
        else:
            found.append([place])
    return found
