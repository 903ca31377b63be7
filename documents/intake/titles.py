"""The titles things go by in sheets: their code, or a name only one of them has; for an indicator, its period too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from indicators.periods import AT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.adjustments import AdjustmentItem
    from indicators.parts import Indicator
    from indicators.scheme import Scheme
    from indicators.vetoes import Veto

Titled = TypeVar("Titled")

#: Before a field and before a period, as typed with either kind of keyboard.
_SEPARATORS = str.maketrans({"｜": "|", "＠": AT})

Titles = dict[str, "Indicator"]


def normal(title: str) -> str:
    """A title as it is compared: one kind of separators, no blanks around them."""
    return "|".join(part.strip() for part in title.translate(_SEPARATORS).split("|"))


def whole_year_titles(scheme: Scheme) -> tuple[Titles, ...]:
    """Every indicator as the scheme states it, by name and then by code; a later title wins over an earlier one."""
    return (
        _unambiguous((indicator.name, indicator) for indicator in scheme.indicators),
        _unambiguous((indicator.code, indicator) for indicator in scheme.indicators),
    )


def reported_titles(scheme: Scheme) -> tuple[Titles, ...]:
    """Every indicator in each of its periods, as in `P1@Q1` or `整改率@一季度`.

    Codes come last: a later title wins over an earlier one, so that a name which is another indicator's code never
    takes that one's column.
    """
    names = {period.code: period.name for period in scheme.periods}
    codes = {code: code for code in names}
    return tuple(
        _unambiguous(
            (f"{title}{AT}{periods[period]}" if period else title, indicator)
            for indicator in scheme.laid_out.indicators
            for code, _, period in [indicator.code.partition(AT)]
            for title in [code if by_code else scheme.by_code[code].name]
        )
        for by_code in (False, True)
        for periods in (names, codes)
    )


def group_titles(scheme: Scheme) -> dict[str, str]:
    """The code of a group by its name or code; a code wins over another group's name."""
    names = {group.name: group.code for group in scheme.groups}
    return names | {group.code: group.code for group in scheme.groups}


def kind_titles(kinds: Iterable[AdjustmentItem] | Iterable[Veto]) -> dict[str, str]:
    """The codes of adjustment items or vetoes by code or name."""
    names = _unambiguous((kind.name, kind.code) for kind in kinds)
    return names | _unambiguous((kind.code, kind.code) for kind in kinds)


def _unambiguous(titled: Iterable[tuple[str, Titled]]) -> dict[str, Titled]:
    pairs = [(normal(title), thing) for title, thing in titled]
    count = Counter(title for title, _ in pairs)
    return {title: thing for title, thing in pairs if count[title] == 1}
