"""Adjustments 加分与减分: what is granted or taken off beside the indicators, by approved and capped records."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from indicators.decimals import Amount, Number, Positive
from indicators.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable


class AdjustmentItem(Model):
    """A kind of bonus or penalty the method provides for."""

    code: str = Field(min_length=1)
    """代码 / code"""
    name: str = Field(min_length=1)
    """名称 / name"""
    kind: Literal["bonus", "penalty"]
    """加分（bonus）或减分（penalty） / whether it adds or takes off"""
    cap: Positive | None = None
    """本项每个单位最多多少分 / the most one unit can get, or lose, by this item"""


class Condition(Model):
    """A node whose score must reach a number."""

    node: str = Field(min_length=1)
    """节点或指标代码 / code of a node or indicator"""
    at_least: Number
    """不低于 / the least score"""


class Adjustments(Model):
    """How bonuses and penalties enter the score."""

    items: tuple[AdjustmentItem, ...] = Field(min_length=1)
    """加减分项 / the items"""
    at: str | None = None
    """计入哪个节点，默认总分 / the node they are added to, the root unless stated"""
    in_total: bool = True
    """是否计入总分；否则只列示 / whether they count, or are only shown beside the score"""
    bonus_cap: Amount | None = None
    """每个单位加分合计上限（不抵扣减分） / the most one unit can gain in all, penalties apart"""
    penalty_cap: Amount | None = None
    """每个单位减分合计上限 / the most one unit can lose in all"""
    only_if: Condition | None = None
    """达到此条件的单位才加分 / bonuses only for units whose node reaches this"""
    lowest: Number | None = Field(default=None, alias="min")
    """加减分后的下限 / the least the score can be afterwards"""
    highest: Number | None = Field(default=None, alias="max")
    """加减分后的上限 / the most the score can be afterwards"""


class AdjustmentRecord(Model):
    """One bonus or penalty of one unit.

    Of the bonuses of one matter 事项 only the highest counts; penalties all count.
    """

    unit: str
    item: str
    matter: str = Field(min_length=1)
    points: Positive
    approved: bool
    evidence: str = ""


def granted(setting: Adjustments, records: Iterable[AdjustmentRecord]) -> tuple[Decimal, Decimal]:
    """The bonus and the penalty of one unit, both zero or more, by its own approved records.

    Within a matter the highest bonus only; then the cap of the item; then the cap of all bonuses, and of all
    penalties.
    """
    by_item: dict[str, dict[str, list[Decimal]]] = {}
    for record in records:
        if record.approved:
            by_item.setdefault(record.item, {}).setdefault(record.matter, []).append(record.points)
    totals = {"bonus": Decimal(0), "penalty": Decimal(0)}
    for item in setting.items:
        matters = by_item.get(item.code, {}).values()
        counts = (max(points) if item.kind == "bonus" else sum(points, Decimal(0)) for points in matters)
        totals[item.kind] += _capped(sum(counts, Decimal(0)), item.cap)
    return _capped(totals["bonus"], setting.bonus_cap), _capped(totals["penalty"], setting.penalty_cap)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)
