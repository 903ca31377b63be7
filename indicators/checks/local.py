"""Whether what a city adds of its own is suitable: with an effect, within bounds, and only added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.checks import local_problems as kinds
from indicators.counting import counted
from indicators.problems import Place
from indicators.shares import percent
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from indicators.checks.case import Case
    from indicators.problems import Problem


#: What people write where they have nothing to say.
_NOTHING_SAID = frozenset(
    ["无", "暂无", "没有", "—", "——", "-", "/", "待定", "略", "同上", "none", "n/a", "tbd"]
)


def effect(case: Case) -> Iterator[Problem]:
    """Each says what shows its effect; the reason stands in `local` itself."""
    for indicator in case.scheme.indicators:
        if indicator.local is None:
            continue
        if indicator.effect is None or indicator.effect.strip("。 ") in _NOTHING_SAID:
            yield kinds.WITHOUT_EFFECT.about(indicator.code, name=indicator.name)
        elif (found := counted(indicator.effect)) is not None:
            values = {"effect": indicator.effect, "noun": found.noun, "better": found.effect}
            yield kinds.EFFECT_COUNTS.about(indicator.code, name=indicator.name, **values)


def share(case: Case) -> Iterator[Problem]:
    """Their share of points lies within the declared bounds, for every group by what applies to it."""
    scheme, bounds = case.scheme, case.scheme.local_share
    local = [indicator.code for indicator in scheme.indicators if indicator.local is not None]
    if case.shares.node is None:
        return
    values = {"node": case.shares.node_name}
    if bounds is None:
        if local:
            yield kinds.NO_BOUNDS.at(Place(), **values, count=len(local), share=case.shares.told(local))
        return
    found: dict[Fraction, list[str]] = {}
    for group in scheme.groups:
        if case.shares.applies_to(group.code):
            found.setdefault(case.shares.of(local, group.code), []).append(group.name)
    for share, names in found.items():
        if not bounds.lowest <= share * 100 <= bounds.highest:
            shown = (
                Words(f"（{'、'.join(names)}）", f" ({', '.join(names)})")
                if len(found) > 1
                else Words("", "")
            )
            limits = {"low": bounds.lowest, "high": bounds.highest}
            yield kinds.SHARE_OUTSIDE.at(Place(), **values, share=percent(share), group=shown, **limits)
    for code in case.shares.outside(local):
        yield kinds.OUTSIDE_BOUNDS.about(code, name=scheme.by_code[code].name, **values)


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
