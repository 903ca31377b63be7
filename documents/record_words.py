"""The records of a unit in words: what became of each bonus and penalty, what they come to, and its vetoes."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from indicators.adjustments import counting, tally
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from indicators.adjustments import AdjustmentItem, AdjustmentRecord, Adjustments
    from scoring.results import Results

Kind = Literal["bonus", "penalty"]

KINDS: dict[Kind, Words] = {"bonus": Words("加分", "Bonus"), "penalty": Words("减分", "Penalty")}
APPROVAL = {True: Words("通过", "approved"), False: Words("未通过", "not approved")}

_NOT_APPROVED = Words("未审核通过，不计", "not approved, does not count")
_NOT_HIGHEST = Words("同一事项取最高，本条不计", "a higher one of the same matter counts instead")
_CONDITION = Words("未达到加分条件，不计", "the condition for bonuses is not met, does not count")
_ITEM_CAP = Words(
    "计入；本项合计超过上限，按 {cap} 分计", "counts; beyond the item's cap, {cap} points in all"
)
_CAP = Words(
    "计入；各项合计超过上限，按 {cap} 分计", "counts; beyond the cap of all items, {cap} points in all"
)
_COUNTS = Words("计入", "counts")
_SHOWN = Words("列示，不计入总分", "shown, not part of the score")


def plain(points: Decimal) -> str:
    """Points with no more decimals than they need."""
    return f"{points.normalize():f}"


class UnitAdjustments:
    """The bonuses and penalties of one unit, approved or not."""

    def __init__(self, results: Results, position: int, setting: Adjustments) -> None:
        self._setting = setting
        #: What counts in the end, after caps and conditions.
        self.granted: dict[Kind, Decimal] = {
            "bonus": results.bonus[position],
            "penalty": results.penalty[position],
        }
        self._items = {item.code: item for item in setting.items}
        code = results.sheet.units[position].code
        self.records = tuple(record for record in results.sheet.adjustments if record.unit == code)

    def item(self, record: AdjustmentRecord) -> AdjustmentItem:
        """The item a record belongs to."""
        return self._items[record.item]

    @cached_property
    def _counting(self) -> tuple[AdjustmentRecord, ...]:
        return counting(self._setting, self.records)

    def fate(self, record: AdjustmentRecord) -> Words:
        """Whether one of the records counts, or why not."""
        if not record.approved:
            return _NOT_APPROVED
        if not any(record is other for other in self._counting):
            return _NOT_HIGHEST
        item = self.item(record)
        sums = tally(self._setting, item.kind, self.records)
        if self.granted[item.kind] < sums.granted:
            return _CONDITION
        if not self._setting.in_total:
            return _SHOWN
        own = sum((other.points for other in self._counting if other.item == item.code), Decimal(0))
        if item.cap is not None and own > item.cap:
            return _ITEM_CAP.fill(cap=plain(item.cap))
        return _CAP.fill(cap=plain(sums.granted)) if sums.granted < sums.by_item else _COUNTS

    def steps(self, kind: Kind) -> Words | None:
        """What the records of a kind come to, step by step; None if there are none."""
        if not any(self.item(record).kind == kind for record in self.records):
            return None
        sums, granted = tally(self._setting, kind, self.records), self.granted[kind]
        if not sums.gross:
            return Words("没有审核通过的，计 0", "none approved, counts 0")
        gross, by_matter, by_item = plain(sums.gross), plain(sums.by_matter), plain(sums.by_item)
        zh, en = [f"审核通过合计 {gross}"], [f"approved {gross}"]
        if kind == "bonus":
            zh.append(f"同一事项取最高后 {by_matter}")
            en.append(f"highest of each matter {by_matter}")
        zh += [f"各项限额后 {by_item}", f"合计限额后 {plain(sums.granted)}"]
        en += [f"within the caps of items {by_item}", f"within the cap of all {plain(sums.granted)}"]
        if granted < sums.granted:
            zh.append(f"未达到加分条件，计 {plain(granted)}")
            en.append(f"condition for bonuses not met, counts {plain(granted)}")
        return Words("；".join(zh), "; ".join(en))


def veto_names(results: Results, position: int) -> Words:
    """The names of the vetoes recorded for a unit, each once; empty if there are none."""
    names = {veto.code: veto.name for veto in results.scheme.vetoes}
    found = dict.fromkeys(names[record.veto] for record in results.vetoes_of(position))
    return listed([same(name) for name in found])
