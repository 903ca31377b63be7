"""Whether every indicator has an owner, a date and a source, and can be measured; and what is asked of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.burden import BURDEN_WORDS, burden_of
from indicators.checks import duty_problems as kinds
from indicators.problems import Place
from indicators.responsibility import responsible_for
from indicators.rules.direct import DirectRule
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators.checks.case import Case
    from indicators.checks.kind import CheckKind
    from indicators.parts import Indicator
    from indicators.problems import Problem


def _lacking(case: Case, kind: CheckKind, lacks: Callable[[Indicator], bool]) -> Iterator[Problem]:
    """One problem for all of them: the same sentence over and over hides the others."""
    lacking = [indicator for indicator in case.scheme.indicators if lacks(indicator)]
    if len(lacking) == 1:
        yield kind.about(lacking[0].code, count=1, codes=f"{lacking[0].code} {lacking[0].name}")
    elif lacking:
        codes = listed([same(indicator.code) for indicator in lacking])
        yield kind.at(Place(), count=len(lacking), codes=codes)


def owner(case: Case) -> Iterator[Problem]:
    """Somebody is responsible."""
    return _lacking(case, kinds.NO_OWNER, lambda indicator: responsible_for(indicator) is None)


def counterpart(case: Case) -> Iterator[Problem]:
    """What covers the province's list has a counterpart there."""
    return _lacking(
        case, kinds.NO_COUNTERPART, lambda indicator: bool(indicator.covers) and not indicator.counterpart
    )


def deadline(case: Case) -> Iterator[Problem]:
    """There is a date."""
    return _lacking(case, kinds.NO_DEADLINE, lambda indicator: not indicator.deadline)


def data_source(case: Case) -> Iterator[Problem]:
    """The data come from somewhere."""
    return _lacking(case, kinds.NO_DATA_SOURCE, lambda indicator: not indicator.data_source)


def measurable(case: Case) -> Iterator[Problem]:
    """A score that is given directly says what it goes by."""
    return _lacking(
        case,
        kinds.NOT_MEASURABLE,
        lambda indicator: isinstance(indicator.rule, DirectRule) and not indicator.basis,
    )


def burden(case: Case) -> Iterator[Problem]:
    """No more is asked of units than last year."""
    if case.previous is None:
        return
    names = {group.code: group.name for group in case.scheme.groups}
    before = burden_of(case.previous)
    for group, asked in burden_of(case.scheme).items():
        was = before.get(group)
        risen = [
            (title, getattr(was, field), getattr(asked, field))
            for field, title in BURDEN_WORDS.items()
            if was is not None and getattr(asked, field) > getattr(was, field)
        ]
        if risen:
            zh = "，".join(f"{title.zh} {old} → {new}" for title, old, new in risen)
            en = ", ".join(f"{title.en} {old} → {new}" for title, old, new in risen)
            yield kinds.BURDEN_RISEN.at(Place(), group=names[group], what=Words(zh, en))


def capped_bonus(case: Case) -> Iterator[Problem]:
    """No bonus is without a cap."""
    setting = case.scheme.adjustments
    if setting is None or setting.bonus_cap is not None:
        return
    for item in setting.items:
        if item.kind == "bonus" and item.cap is None:
            yield kinds.BONUS_WITHOUT_CAP.about(item.code, name=item.name)
