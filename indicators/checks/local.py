"""Whether what a city adds of its own is suitable: with an effect, within bounds, and only added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.checks import local_problems as kinds
from indicators.parts import weight_of
from indicators.problems import Place
from indicators.shares import percent
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.checks.case import Case
    from indicators.problems import Problem
    from indicators.scheme import Scheme


def effect(case: Case) -> Iterator[Problem]:
    """Each says what shows its effect; the reason stands in `local` itself."""
    for indicator in case.scheme.indicators:
        if indicator.local is not None and indicator.effect is None:
            yield kinds.WITHOUT_EFFECT.about(indicator.code, name=indicator.name)


def share(case: Case) -> Iterator[Problem]:
    """Their share of points lies within the declared bounds, for every group where groups weigh differently."""
    scheme, bounds = case.scheme, case.scheme.local_share
    local = [indicator.code for indicator in scheme.indicators if indicator.local is not None]
    if case.shares.node is None:
        return
    values = {"node": case.shares.node_name}
    for group, shown in _kinds_of_group(scheme):
        found = case.shares.of(local, group)
        if bounds is not None and not bounds.lowest <= found * 100 <= bounds.highest:
            limits = {"low": bounds.lowest, "high": bounds.highest}
            yield kinds.SHARE_OUTSIDE.at(Place(), **values, share=percent(found), group=shown, **limits)
    if bounds is None and local:
        found = case.shares.of(local)
        yield kinds.NO_BOUNDS.at(Place(), **values, count=len(local), share=percent(found))


def _kinds_of_group(scheme: Scheme) -> Iterator[tuple[str, Words]]:
    """One group of each kind that is weighed alike, with how it is named; unnamed where all are alike."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for group in scheme.groups:
        weights = tuple(weight_of(part, group.code) for part in scheme.tree)
        alike.setdefault(weights, []).append(group.code)
    names = {group.code: group.name for group in scheme.groups}
    for codes in alike.values():
        if len(alike) == 1:
            yield codes[0], Words("", "")
        else:
            listed = [names[code] for code in codes]
            yield codes[0], Words(f"（{'、'.join(listed)}）", f" ({', '.join(listed)})")


def own_codes(case: Case) -> Iterator[Problem]:
    """None takes the code of a provincial indicator."""
    if case.catalogue is None:
        return
    items = {item.code.casefold(): item for item in case.catalogue.items}
    for indicator in case.scheme.indicators:
        item = items.get(indicator.code.casefold())
        if indicator.local is not None and item is not None:
            shown = f"{item.code} {item.name}"
            yield kinds.PROVINCIAL_CODE.about(indicator.code, name=indicator.name, item=shown)
