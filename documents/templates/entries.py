"""The lines of a template: what is asked, in the order and under the captions of the tree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.audience import asked_by
from indicators.formula import Add, Field, Step, Subtract
from indicators.periods import AT
from indicators.rules.rank_over_target import RankOverTargetRule
from indicators.rules.target import TargetRule
from indicators.trees import walk
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    from documents.intake.asked import Asked
    from documents.intake.audience import Audience
    from indicators.parts import Indicator
    from indicators.scheme import Scheme

_SUMS = (Add, Subtract, Field, Step)


class Entry(NamedTuple):
    """One value that is asked for."""

    asked: Asked
    #: As the scheme states it for the whole year.
    indicator: Indicator
    #: The nodes it is listed under; empty where there is one for everything.
    caption: str
    #: The name of its period; empty where it is asked for once a year.
    period: str
    #: What its rule wants to be reached, with the indicator's unit of measure.
    target: str


def entries_of(
    scheme: Scheme, audience: Audience, group: str, exempt: Collection[str] = frozenset()
) -> tuple[Entry, ...]:
    """The lines of a template for units of a group; `exempt` are codes of indicators not asked of one of them."""
    fields = asked_by(scheme, audience, group, exempt)
    yearly = {indicator.code: indicator for indicator in scheme.indicators}
    codes = [asked.indicator.code.partition(AT) for asked in fields]
    captions = _captions(scheme, list(dict.fromkeys(code for code, _, _ in codes)))
    return tuple(
        Entry(asked, yearly[code], captions[code], _period(scheme, period), _target(yearly[code], group))
        for asked, (code, _, period) in zip(fields, codes, strict=True)
    )


def measured_in(asked: Asked) -> str:
    """The unit of measure of a field; empty for choices, and where only what is made of it has one."""
    measure = asked.indicator.parsed_measure
    # What is only added up has the unit of the sum; of what is divided nobody says what it was counted in.
    known = measure is None or all(isinstance(node, _SUMS) for node in walk(measure.tree))
    return asked.indicator.unit if known and not asked.field.choices else ""


def counted(asked: Asked) -> Words:
    """What a field without a name holds where the indicator's name does not say it; else empty."""
    named = asked.field.name or asked.indicator.measure is not None
    return Words("", "") if named else asked.indicator.rule.asks_for()


def _captions(scheme: Scheme, codes: list[str]) -> dict[str, str]:
    """What each indicator is listed under: the node above, and those above it that do not hold most of the rest."""
    paths = {code: _path(scheme, code) for code in codes}
    held = Counter(node for path in paths.values() for node in path)
    alone = len({path[-1] for path in paths.values() if path}) <= 1
    return {
        code: ""
        if alone or not path
        else " · ".join(
            scheme.by_code[node].name for node in path if node == path[-1] or 2 * held[node] <= len(codes)
        )
        for code, path in paths.items()
    }


def _path(scheme: Scheme, code: str) -> list[str]:
    """The nodes above a part, from the root down."""
    found: list[str] = []
    above = scheme.by_code[code].parent
    while above is not None:
        found.insert(0, above)
        above = scheme.by_code[above].parent
    return found


def _period(scheme: Scheme, code: str) -> str:
    """The name of a period; its code where another has the same name."""
    names = [period.name for period in scheme.periods if period.code == code]
    alike = [period for period in scheme.periods if period.name in names]
    return names[0] if len(alike) == 1 else code


def _target(indicator: Indicator, group: str) -> str:
    rule = indicator.rule
    target: Decimal | dict[str, Decimal] | None = (
        rule.target if isinstance(rule, TargetRule | RankOverTargetRule) else None
    )
    number = target.get(group) if isinstance(target, dict) else target
    return "" if number is None else f"{number:f}{indicator.unit}"
