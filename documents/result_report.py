"""What all sheets of the result workbook share: the order of units, the settings in one line, headings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.decimals import from_units
from indicators.words import Words
from scoring.listing import listed
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.table_style import Cell
    from indicators.parts import Composite, Indicator
    from indicators.units import Group
    from indicators.words import Language
    from scoring.results import Published, Results

#: More first-level parts than these would push the total off the page; the detail has them all.
_MOST_PARTS = 6

_HAS_VALUE = int(State.VALUE)
#: The settings whoever reads a table must know to check it.
_NAMED_POLICIES = ("decimals", "rounding", "round_at", "tie_break", "ties", "missing", "not_applicable")

GROUP = Words("组别", "Group")
CODE = Words("单位代码", "Unit code")
UNIT = Words("单位", "Unit")
REMARK = Words("备注", "Remark")
GROUP_RANK = Words("组内名次", "Rank in group")
GRADE = Words("等次", "Grade")
VETOES = Words("否决", "Vetoes")
INDICATOR_CODE = Words("指标代码", "Code")
INDICATOR = Words("指标", "Indicator")
OWNER = Words("责任单位", "Owner")
MISSING_POLICY = Words("缺报处理", "If missing")


def number_format(decimals: int) -> str:
    """The number format which shows so many decimals."""
    return "0." + "0" * decimals if decimals else "0"


@dataclass(frozen=True)
class Report:
    """Results in the order and the words in which all sheets show them."""

    results: Results
    language: Language

    def say(self, words: Words) -> str:
        """The text in the report's language."""
        return words.in_(self.language)

    @cached_property
    def policy_line(self) -> str:
        """The settings behind every figure, in one line."""
        colon, stop = self.say(Words("：", ": ")), self.say(Words("；", "; "))
        scheme = self.results.scheme
        said = {
            name: f"{self.say(title)}{colon}{self.say(value)}"
            for name, title, value in scheme.printed_policies()
        }
        if any(indicator.missing is not None for indicator in scheme.indicators):
            own = Words("（部分指标另有规定，见“指标”表）", " (some indicators differ: see Indicators)")
            said["missing"] += self.say(own)
        return stop.join(said[name] for name in _NAMED_POLICIES if name in said)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What stands under every title: the list the results rest on, where there is one, and the settings."""
        standing = self.results.standing
        return (self.policy_line,) if standing is None else (self.say(standing.line), self.policy_line)

    @property
    def score_format(self) -> str:
        """How published scores are shown: with all of their decimals."""
        return number_format(self.results.scheme.policies.decimals)

    @cached_property
    def adjustment_format(self) -> str:
        """How bonuses and penalties are shown: with the decimals of the finest of them."""
        results = self.results
        shown = (*results.bonus, *results.penalty, *(record.points for record in results.sheet.adjustments))
        finest = min((int(points.normalize().as_tuple().exponent) for points in shown), default=0)
        return number_format(max(0, -finest))

    @cached_property
    def group_names(self) -> dict[str, str]:
        """The name of every group by its code."""
        return {group.code: group.name for group in self.results.scheme.groups}

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """The positions of all units: group by group, the best first."""
        return listed(self.results)

    @cached_property
    def by_group(self) -> dict[str, tuple[int, ...]]:
        """The positions of each group's units, the best first."""
        found: dict[str, list[int]] = {code: [] for code in self.group_names}
        for position in self.ranked:
            found[self.results.sheet.units[position].group].append(position)
        return {code: tuple(positions) for code, positions in found.items()}

    def group_title(self, group: Group) -> str:
        """A group's name with the number of its units."""
        count = len(self.by_group[group.code])
        return self.say(Words(f"{group.name}（{count} 个单位）", f"{group.name} ({count} units)"))

    @cached_property
    def first_parts(self) -> tuple[Indicator | Composite, ...]:
        """The parts right below the total, unless they are too many."""
        scheme = self.results.scheme
        parts = scheme.children[scheme.root.code]
        return parts if len(parts) <= _MOST_PARTS else ()

    def cells(self, published: Published, positions: Iterable[int]) -> list[Cell]:
        """The published numbers of some units, or the states of their cells."""
        units, states, decimals = published.units.tolist(), published.states.tolist(), published.decimals
        return [
            from_units(units[position], decimals)
            if states[position] == _HAS_VALUE
            else State(states[position])
            for position in positions
        ]
