"""The scheme 指标体系: one year's tree of nodes and indicators, its groups, policies and grades."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from indicators.adjustments import Adjustments
from indicators.decimals import Amount, Percent
from indicators.mapping import ListCode, Waiver
from indicators.model import Model, Text
from indicators.parts import Composite, Indicator, Part, TreeEntry
from indicators.periods import AT, Period, lay_out
from indicators.policies import Missing, NotApplicable, Policies
from indicators.units import Group
from indicators.vetoes import Eligibility, Veto

if TYPE_CHECKING:
    from indicators.words import Words


class Grade(Model):
    """One grade 等次; listed from the best down, and the last one, without conditions, takes whoever is left."""

    name: str = Field(min_length=1)
    """等次名称 / name"""
    at_least: Amount | None = None
    """总分不低于 / least published total"""
    quota: Percent | None = None
    """占本组单位的比例，各等次累计 / share of the group's units, added up from the best grade down"""


class LocalShare(Model):
    """The bounds of 适当增加: how much of a node's points local indicators may have."""

    at: str | None = None
    """在哪个节点之内计算，默认总分 / the node within which the share is taken, the root unless stated"""
    lowest: Percent = Field(default=Decimal(0), alias="min")
    """占比下限 / the least share"""
    highest: Percent = Field(alias="max")
    """占比上限 / the largest share"""


class Scheme(Model):  # noqa: PLW1641 - it holds mappings, and could never be hashed
    """The indicator system of one year."""

    scheme: str = Field(min_length=1)
    """方案代码 / code of the scheme"""
    title: str = Field(min_length=1)
    """标题，印在各表上 / title, printed on every table"""
    covers: ListCode | None = None
    """须全覆盖的省级清单 / the provincial list it must cover"""
    waivers: tuple[Waiver, ...] = ()
    """经批准不要求覆盖的省级指标 / provincial indicators which need not be covered, by a recorded decision"""
    local_share: LocalShare | None = None
    """个性化指标的分值占比范围 / the bounds of the share of points that local indicators may have"""
    note: Text | None = None
    """说明 / remarks"""
    policies: Policies = Policies()
    """计分办法的各项约定 / the named settings"""
    groups: tuple[Group, ...] = Field(min_length=1)
    """同类组 / peer groups"""
    periods: tuple[Period, ...] = ()
    """分期考核的各期 / the periods of the year"""
    grades: tuple[Grade, ...] = ()
    """等次，从高到低 / grades, from the best down"""
    adjustments: Adjustments | None = None
    """加分与减分 / bonuses and penalties"""
    vetoes: tuple[Veto, ...] = ()
    """否决事项 / events with consequences for grade and rank"""
    eligibility: Eligibility | None = None
    """评先评优资格 / who may be proposed for awards"""
    tree: tuple[TreeEntry, ...] = Field(min_length=1)
    """指标体系：写 rule 的是指标，其余是节点 / the tree: an entry with a rule is an indicator, else a node"""

    _stated: Scheme | None = PrivateAttr(default=None)

    def __eq__(self, other: object) -> bool:
        """Whether both state the same; what either has worked out since, which may be the scheme itself, is left out."""
        if not isinstance(other, Scheme):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Scheme.model_fields)

    @cached_property
    def laid_out(self) -> Scheme:
        """The same scheme with its periods written out, as it is reported and computed; itself if it has none."""
        if all(part.periods is None for part in self.tree):
            return self
        fields = {name: getattr(self, name) for name in Scheme.model_fields}
        tree = tuple(lay_out(self.tree, self.periods))
        listed = frozenset(self.policies.round_at)
        rounded = tuple(part.code for part in tree if part.code.partition(AT)[0] in listed)
        policies = self.policies.model_copy(update={"round_at": rounded})
        found = Scheme.model_construct(**{**fields, "tree": tree, "policies": policies})
        found._stated = self  # noqa: SLF001 - another of its own kind
        return found

    @property
    def stated(self) -> Scheme:
        """The scheme as it was written, of one whose periods are written out; of any other, itself."""
        return self._stated or self

    @property
    def is_mapped(self) -> bool:
        """Whether anything is said of a list to be covered."""
        return bool(self.waivers) or any(indicator.covers for indicator in self.indicators)

    @cached_property
    def by_code(self) -> dict[str, Indicator | Composite]:
        """Every part of the tree by its code."""
        return {part.code: part for part in self.tree}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The leaves, in the order of the file."""
        return tuple(part for part in self.tree if isinstance(part, Indicator))

    @cached_property
    def root(self) -> Indicator | Composite:
        """The part everything adds up to."""
        return next(part for part in self.tree if part.parent is None)

    @cached_property
    def children(self) -> dict[str, tuple[Indicator | Composite, ...]]:
        """The children of every node, in the order of the file."""
        found: dict[str, list[Indicator | Composite]] = {part.code: [] for part in self.tree}
        for part in self.tree:
            if part.parent is not None:
                found[part.parent].append(part)
        return {code: tuple(parts) for code, parts in found.items()}

    @cached_property
    def outline(self) -> tuple[tuple[int, Indicator | Composite], ...]:
        """The tree as it is read aloud: each part with its depth, parents before their children."""

        def walk(part: Indicator | Composite, depth: int) -> list[tuple[int, Indicator | Composite]]:
            below = [entry for child in self.children[part.code] for entry in walk(child, depth + 1)]
            return [(depth, part), *below]

        return tuple(walk(self.root, 0))

    @cached_property
    def group_codes(self) -> tuple[str, ...]:
        """The peer groups, in the order of the file."""
        return tuple(group.code for group in self.groups)

    def printed_policies(self) -> tuple[tuple[str, Words, Words], ...]:
        """Every setting as (name, title, value), in the order and the words it is printed in."""
        return tuple(self.policies.printed({part.code: part.name for part in self.tree}))

    def groups_of(self, code: str) -> frozenset[str]:
        """The groups a part applies to, the limits of its ancestors included."""
        groups = frozenset(self.group_codes)
        part: Indicator | Composite | None = self.by_code[code]
        while part is not None:
            if part.groups is not None:
                groups &= frozenset(part.groups)
            part = self._above(part)
        return groups

    def is_in_sum(self, part: Part) -> bool:
        """Whether the node above adds up points: a sum, or a mean by weights."""
        parent = self._above(part)
        return isinstance(parent, Composite) and parent.combine in {"sum", "weighted mean"}

    def missing_policy(self, part: Part) -> Missing:
        """What a missing value is worth here: as the part or the nearest node above says, else as in the policies."""
        above: Part | None = part
        while above is not None and above.missing is None:
            above = self._above(above)
        return self.policies.missing if above is None or above.missing is None else above.missing

    def not_applicable_policy(self, part: Part) -> NotApplicable:
        """What becomes of a part that does not apply: as it or the nearest node above says, else as in the policies."""
        above: Part | None = part
        while above is not None and above.not_applicable is None:
            above = self._above(above)
        found = None if above is None else above.not_applicable
        return self.policies.not_applicable if found is None else found

    def _above(self, part: Part) -> Indicator | Composite | None:
        return None if part.parent is None else self.by_code[part.parent]

    @property
    def groups_are_comparable(self) -> bool:
        """Whether totals of different groups mean the same.

        They do if there is one group only, or if every part applies to every group, with the same parameters and
        without comparing a unit with its own group.
        """
        if len(self.groups) == 1:
            return True
        return all(
            part.groups is None and not isinstance(part.weight, dict) for part in self.tree
        ) and not any(indicator.differs_by_group(self.group_codes) for indicator in self.indicators)
