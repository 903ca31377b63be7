"""Adjustments 加分与减分: what is granted or taken off beside the indicators, by approved and capped records."""

from __future__ import annotations

from dataclasses import dataclass
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
    """达到此条件的单位才加分，没有得分的按 0 分比较 / bonuses only for units whose node reaches this; no score is compared
    as zero"""
    lowest: Number | None = Field(default=None, alias="min")
    """加减分后的下限 / the least the score can be afterwards"""
    highest: Number | None = Field(default=None, alias="max")
    """加减分后的上限 / the most the score can be afterwards"""


class AdjustmentRecord(Model):
    """One bonus or penalty of one unit.

    Of the bonuses of one matter 事项 only the highest counts, under whichever items it was rewarded; penalties all count.
    """

    unit: str
    item: str
    matter: str = Field(min_length=1)
    points: Positive
    approved: bool
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one unit's approved bonuses, or its penalties, come to after each step; all zero or more.

    `gross` adds up all of them, `by_matter` those that count, `by_item` what the caps of the items leave, and
    `granted` what the cap of all leaves.
    """

    gross: Decimal
    by_matter: Decimal
    by_item: Decimal
    granted: Decimal


def counting(setting: Adjustments, records: Iterable[AdjustmentRecord]) -> tuple[AdjustmentRecord, ...]:
    """Those of one unit's records that count, but for caps: approved, and of the bonuses of a matter the highest."""
    place = {item.code: number for number, item in enumerate(setting.items)}
    bonuses = {item.code for item in setting.items if item.kind == "bonus"}
    approved = [record for record in records if record.approved]
    highest: dict[str, AdjustmentRecord] = {}
    for record in approved:
        if record.item in bonuses:
            best = highest.setdefault(record.matter, record)
            # Of equal bonuses under several items that of the first item counts, in whatever order they are listed.
            if (record.points, -place[record.item]) > (best.points, -place[best.item]):
                highest[record.matter] = record
    return tuple(
        record for record in approved if record.item not in bonuses or record is highest[record.matter]
    )


def tally(
    setting: Adjustments, kind: Literal["bonus", "penalty"], records: Iterable[AdjustmentRecord]
) -> Tally:
    """What one unit's records of a kind come to, step by step."""
    records = tuple(records)
    counted = counting(setting, records)
    gross = by_matter = by_item = Decimal(0)
    for item in setting.items:
        if item.kind == kind:
            gross += sum((r.points for r in records if r.approved and r.item == item.code), Decimal(0))
            own = sum((record.points for record in counted if record.item == item.code), Decimal(0))
            by_matter += own
            by_item += _capped(own, item.cap)
    cap = setting.bonus_cap if kind == "bonus" else setting.penalty_cap
    return Tally(gross, by_matter, by_item, _capped(by_item, cap))


def granted(setting: Adjustments, records: Iterable[AdjustmentRecord]) -> tuple[Decimal, Decimal]:
    """The bonus and the penalty of one unit, both zero or more, by its own approved records.

    Within a matter the highest bonus only; then the cap of the item; then the cap of all bonuses, and of all
    penalties.
    """
    records = tuple(records)
    return tally(setting, "bonus", records).granted, tally(setting, "penalty", records).granted


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)
