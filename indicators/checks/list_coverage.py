"""Whether every indicator of the provincial list is covered, once, and by something that counts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from indicators.catalogue import STATUS_WORDS
from indicators.checks import coverage_problems as kinds
from indicators.problems import Place
from indicators.shares import percent
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.checks.case import Case
    from indicators.coverage import Claim, ItemCoverage
    from indicators.problems import Problem

_NOT_LISTED = Words("清单中没有这一项", "the list has no such item")
_NOT_A_LEAF = Words(
    "它在清单中是一级或二级指标，不是具体指标", "on the list it is a heading, not an indicator"
)
_COVERED = Words("它已有指标覆盖", "it is covered")


def known_list(case: Case) -> Iterator[Problem]:
    """The list is named, at hand, the one that is named, and official."""
    named, listed = case.scheme.covers, case.catalogue
    if named is None:
        yield (kinds.NO_LIST_FOR_MAPPING if case.scheme.is_mapped else kinds.NO_LIST_NAMED).at(Place())
    elif listed is None and not case.list_unsound:
        yield kinds.NO_LIST.at(Place(), list=named)
    if listed is None:
        return
    if named is not None and named != listed.catalogue:
        yield kinds.OTHER_LIST.at(Place(), named=named, list=listed.catalogue)
    if not listed.is_official:
        yield kinds.NOT_OFFICIAL.at(
            Place(),
            title=listed.title,
            status=STATUS_WORDS[listed.status],
            document=listed.document,
            date=listed.date,
        )


def uncovered(case: Case) -> Iterator[Problem]:
    """Nothing is left out but by a recorded decision."""
    if case.coverage is None:
        return
    for item in case.coverage.uncovered:
        about = {"item": item.item.code, "name": item.item.name, "points": item.item.points}
        if item.waiver is not None:
            values = {
                "by": item.waiver.approved_by,
                "reason": item.waiver.reason,
                "share": percent(item.total),
            }
            yield kinds.WAIVED.at(Place(), **about, **values)
        elif item.total == 0:
            yield kinds.UNCOVERED.at(Place(), **about)
        else:
            yield kinds.PARTLY_COVERED.at(Place(), **about, share=percent(item.total), by=_claims(item))
    uncovered = {item.item.code for item in case.coverage.uncovered}
    listed = {item.item.code for item in case.coverage.items}
    for waiver in case.scheme.waivers:
        if waiver.item not in uncovered:
            why = _COVERED if waiver.item in listed else _NOT_LISTED
            yield kinds.WAIVER_ASTRAY.at(Place(), item=waiver.item, why=why)


def doubly_covered(case: Case) -> Iterator[Problem]:
    """No item is covered more than once."""
    for item in () if case.coverage is None else case.coverage.doubly:
        values = {"item": item.item.code, "name": item.item.name}
        yield kinds.DOUBLY.at(Place(), **values, by=_claims(item), share=percent(item.total))


def astray(case: Case) -> Iterator[Problem]:
    """Every mapping leads to an indicator of the list."""
    if case.coverage is None or case.catalogue is None:
        return
    spelled = {_spelling(item.code): item.code for item in case.catalogue.leaves}
    named = {item.name: item.code for item in case.catalogue.leaves}
    for claim in case.coverage.astray:
        item = claim.cover.item
        why = _NOT_A_LEAF if item in case.catalogue.by_code else _NOT_LISTED
        meant = spelled.get(_spelling(item)) or named.get(claim.indicator.name)
        hint = Words("", "") if meant is None else Words(f"（是否为“{meant}”）", f" (is it “{meant}”?)")
        yield kinds.ASTRAY.about(claim.indicator.code, item=item, why=why, hint=hint)


def _spelling(code: str) -> str:
    """A code without what people type differently: signs, case and width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code).casefold()))


def idle(case: Case) -> Iterator[Problem]:
    """What is mapped counts for somebody."""
    for item in () if case.coverage is None else case.coverage.items:
        for claim in item.claims:
            if claim.idle is not None:
                yield kinds.IDLE.about(claim.indicator.code, item=item.item.code, why=claim.idle)


def unmapped(case: Case) -> Iterator[Problem]:
    """Every indicator is provincial or local."""
    for indicator in () if case.coverage is None else case.coverage.unmapped:
        yield kinds.UNMAPPED.about(indicator.code, name=indicator.name)


def _claims(item: ItemCoverage) -> Words:
    """The indicators that cover an item, each with its share."""
    return Words("、".join(map(_claim, item.claims)), ", ".join(map(_claim, item.claims)))


def _claim(claim: Claim) -> str:
    return f"{claim.indicator.code} {percent(claim.share)}"
