"""What differs between two versions of the provincial list, and what a scheme must prove anew because of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.catalogue import CERTAINTY_WORDS, STATUS_WORDS, Certainty, Status
from indicators.difference import Difference, Kind, presence
from indicators.mapping import RELATION_WORDS
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.catalogue import Catalogue, Item
    from indicators.mapping import Cover
    from indicators.parts import Indicator
    from indicators.scheme import Scheme

_FIELDS = (
    (Kind.POINTS, "points", Words("分值", "points")),
    (Kind.RULE, "rule", Words("评分细则", "rule")),
    (Kind.MOVED, "parent", Words("上级", "parent")),
    (Kind.OTHER, "department", Words("省级主管部门", "provincial department")),
    (Kind.OTHER, "known", Words("了解到的情况", "what is known")),
    (Kind.OTHER, "certainty", Words("把握程度", "certainty")),
)
_HEADER = (
    ("title", Words("标题", "title")),
    ("status", Words("状态", "status")),
    ("document", Words("依据文件", "document")),
    ("date", Words("日期", "date")),
    ("supersedes", Words("取代的清单", "supersedes")),
    ("note", Words("说明", "note")),
)


def catalogue_differences(before: Catalogue, after: Catalogue) -> tuple[Difference, ...]:
    """Every difference, the list's own data last."""
    return tuple(_differences(before, after))


def _differences(before: Catalogue, after: Catalogue) -> Iterator[Difference]:
    yield from presence(
        {item.code: item.name for item in before.items}, {item.code: item.name for item in after.items}
    )
    for item in after.items:
        old = before.by_code.get(item.code)
        for kind, field, title in () if old is None else _FIELDS:
            was, now = _shown(old, field), _shown(item, field)
            if was != now:
                yield Difference(kind, item.code, item.name, field, was, now, title)
    for field, title in _HEADER:
        was, now = _shown(before, field), _shown(after, field)
        if was != now:
            yield Difference(Kind.OTHER, after.catalogue, after.title, field, was, now, title)


def _shown(of: Catalogue | Item | None, field: str) -> Words | None:
    value = getattr(of, field)
    if value is None:
        return None
    match value:
        case Status():
            return STATUS_WORDS[value]
        case Certainty():
            return CERTAINTY_WORDS[value]
        case Decimal():
            return same(f"{value.normalize():f}")
        case _:
            return same(str(value))


@dataclass(frozen=True, slots=True)
class Reproof:
    """What must be proved or decided anew: about which item, by whom of the city's indicators, why, and what to do."""

    item: str
    name: str
    indicators: tuple[str, ...]
    why: Words
    remedy: Words
    #: Whether a relation that held can no longer be relied on.
    broken: bool

    @property
    def words(self) -> Words:
        """The whole as a line."""
        by = "、".join(self.indicators)
        zh = f"（{by}）" if by else ""
        en = f" ({', '.join(self.indicators)})" if by else ""
        return Words(
            f"{self.item} {self.name}{zh}：{self.why.zh}。{self.remedy.zh}。",
            f"{self.item} {self.name}{en}: {self.why.en}. {self.remedy.en}.",
        )


def reproofs(scheme: Scheme, before: Catalogue, after: Catalogue) -> tuple[Reproof, ...]:
    """What a scheme that was proved against one version must prove anew against another, in the order of the lists."""
    differences = catalogue_differences(before, after)
    claims: dict[str, list[tuple[Indicator, Cover]]] = {}
    for indicator in scheme.indicators:
        for cover in indicator.covers:
            claims.setdefault(cover.item, []).append((indicator, cover))
    waived = {waiver.item for waiver in scheme.waivers}
    return tuple(_reproofs(before, after, differences, claims, waived))


def _reproofs(
    before: Catalogue,
    after: Catalogue,
    differences: tuple[Difference, ...],
    claims: dict[str, list[tuple[Indicator, Cover]]],
    waived: set[str],
) -> Iterator[Reproof]:
    old, new = {item.code for item in before.leaves}, {item.code for item in after.leaves}
    recoded = [difference for difference in differences if difference.kind is Kind.RECODED]
    by_item: dict[str, list[Difference]] = {}
    for difference in differences:
        by_item.setdefault(difference.code, []).append(difference)
    for code in dict.fromkeys([item.code for item in before.items] + [item.code for item in after.items]):
        held = claims.get(code, [])
        by = tuple(indicator.code for indicator, _ in held)
        item = after.by_code.get(code) or before.by_code[code]
        of_item = by_item.get(code, [])
        if code in new - old and not held and code not in waived:
            origins = [difference for difference in recoded if difference.became == code]
            why = _NO_HEADING_ANY_MORE if code in before.by_code else _APPEARED
            yield Reproof(code, item.name, by, why, _to_cover(origins, claims), broken=False)
        elif held and code not in new:
            yield Reproof(code, item.name, by, *_gone(code, before, after, recoded), broken=True)
        elif held:
            for difference in of_item:
                yield from _changed(difference, by, held)
        elif code in waived and (code not in new or any(d.kind in _MATTERS for d in of_item)):
            yield Reproof(code, item.name, by, _WAIVED, _DECIDE_ANEW, broken=False)


#: What a decision not to cover an item was about.
_MATTERS = frozenset({Kind.RENAMED, Kind.POINTS, Kind.RULE})
_WAIVED = Words("经批准不设，而清单的内容已经变化", "waived, and what the list says has changed")
_DECIDE_ANEW = Words("请重新研究不设的决定", "Decide on the waiver anew")
_NO_HEADING_ANY_MORE = Words(
    "由上级指标改为具体指标，尚无市级指标对应",
    "a heading before and an indicator now, and nothing covers it yet",
)
#: More new items than these beside one that is gone say nothing.
_MOST_NAMED = 5
_APPEARED = Words("清单新增，尚无市级指标对应", "new on the list, and nothing covers it yet")


def _to_cover(origins: list[Difference], claims: dict[str, list[tuple[Indicator, Cover]]]) -> Words:
    """What to do about an item that nothing covers: who covered what it may have come from answers for it."""
    held = list(dict.fromkeys(i.code for d in origins for i, _ in claims.get(d.code, ())))
    if not held:
        return Words("请增设对应指标，或写明由哪项指标承接", "Add an indicator for it, or map one")
    was, by = "、".join(d.code for d in origins), "、".join(held)
    return Words(
        f"疑似由 {was} 改来，确认后由 {by} 承接；不是的请增设对应指标",
        f"It may have come from {was}; once confirmed, map {by} to it, else add an indicator",
    )


def _gone(code: str, before: Catalogue, after: Catalogue, recoded: list[Difference]) -> tuple[Words, Words]:
    if code in after.by_code:
        why = Words("已分成几项，不再是具体指标", "it was split up and is no longer an indicator")
        return why, Words("请逐项写明由哪项指标承接及份额", "Map each of its parts, with shares")
    why = Words("已从清单中取消", "it is gone from the list")
    guesses = [d.after.zh for d in recoded if d.code == code and d.after is not None]
    if not guesses:
        parent = before.by_code[code].parent
        new = [i for i in after.leaves if i.code not in before.by_code and i.parent == parent is not None]
        beside = "、".join(f"{item.code} {item.name}" for item in new[:_MOST_NAMED])
        zh, en = "请删去对应，或改设为个性化指标", "Remove the mapping, or make it a local indicator"
        if beside:
            zh = f"同一上级下新增了 {beside}，如由它拆分或改成，请把 covers 改过去；确已取消的，{zh}"
            en = f"New beside it: {beside}; map to them if it was split or changed into them. If it is gone: {en}"
        return why, Words(zh, en)
    return why, Words(
        f"疑似改为“{'”“'.join(guesses)}”，确认后把 covers 改为新代码",
        f"It may now be “{'”, “'.join(guesses)}”; once confirmed, map to the new code",
    )


def _changed(
    difference: Difference, by: tuple[str, ...], held: list[tuple[Indicator, Cover]]
) -> Iterator[Reproof]:
    before, after = difference.before or same("—"), difference.after or same("—")
    change = Words(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")
    item = difference.code, difference.name, by
    match difference.kind:
        case Kind.RENAMED:
            why = Words(f"疑似改名（{change.zh}）", f"it may have been renamed ({change.en})")
            remedy = Words("请确认是否仍是同一项", "Confirm that it is still the same")
            yield Reproof(*item, why, remedy, broken=False)
        case Kind.POINTS:
            why = Words(f"分值 {change.zh}", f"its points: {change.en}")
            remedy = Words("请核对市级分值是否相应调整", "Decide whether the city's points follow")
            yield Reproof(*item, why, remedy, broken=False)
        case Kind.RULE:
            relations = [RELATION_WORDS[relation] for relation in dict.fromkeys(c.relation for _, c in held)]
            relation = Words("”“".join(r.zh for r in relations), "”, “".join(r.en for r in relations))
            why = Words(f"评分细则改为“{after.zh}”", f"its rule is now “{after.en}”")
            remedy = Words(
                f"对应关系“{relation.zh}”须重新确认，规则须相应修改",
                f"Confirm the relation “{relation.en}” anew and change the rule accordingly",
            )
            yield Reproof(*item, why, remedy, broken=False)
        case Kind.MOVED:
            why = Words(f"归属由 {before.zh} 调到 {after.zh}", f"moved from {before.en} to {after.en}")
            remedy = Words("请核对是否相应调整归属", "Decide whether the city's tree follows")
            yield Reproof(*item, why, remedy, broken=False)
        case Kind.OTHER if difference.field == "department":
            why = Words(f"省级主管部门 {change.zh}", f"its department: {change.en}")
            remedy = Words("请与新的主管部门对接", "Get in touch with the new department")
            yield Reproof(*item, why, remedy, broken=False)
