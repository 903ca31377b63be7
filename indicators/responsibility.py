"""Who answers for what 责任分解, and what is still open with the provincial counterparts 对接."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.liaison import LiaisonState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.parts import Indicator
    from indicators.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Duties:
    """The indicators of one department, in the order of the scheme; None is where nobody is named."""

    department: str | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Talks:
    """How far one responsible department has come with the provincial counterparts of its indicators."""

    department: str | None
    #: Not contacted before contacted, each in the order of the scheme.
    open: tuple[Indicator, ...]
    confirmed: tuple[Indicator, ...]


def responsible_for(indicator: Indicator) -> str | None:
    """The city's responsible department; the lead one where only that is named."""
    return indicator.owner or indicator.lead


def lead_of(indicator: Indicator) -> str | None:
    """The lead department; the responsible one unless another is named."""
    return indicator.lead or indicator.owner


def liaison_state(indicator: Indicator) -> LiaisonState:
    """How far the talks about an indicator have come; what is not recorded has not begun."""
    return LiaisonState.NOT_CONTACTED if indicator.liaison is None else indicator.liaison.state


def with_counterpart(scheme: Scheme) -> tuple[Indicator, ...]:
    """The indicators to be talked over with the province: those that cover something of its list."""
    return tuple(indicator for indicator in scheme.indicators if indicator.covers)


def liaison_counts(scheme: Scheme) -> dict[LiaisonState, int]:
    """How many indicators are in each state; local ones have no counterpart and do not count."""
    counts = Counter(map(liaison_state, with_counterpart(scheme)))
    return {state: counts[state] for state in LiaisonState}


def liaison_by_department(scheme: Scheme) -> tuple[Talks, ...]:
    """Every responsible department with its talks, most open ones first, then in the order of the scheme."""
    found = (_talks(duties) for duties in _by(responsible_for, with_counterpart(scheme)))
    return tuple(sorted(found, key=lambda talks: -len(talks.open)))


def open_liaison(scheme: Scheme) -> tuple[Talks, ...]:
    """The departments which are not done with their counterparts, most open ones first."""
    return tuple(talks for talks in liaison_by_department(scheme) if talks.open)


def duties_by_lead(scheme: Scheme) -> tuple[Duties, ...]:
    """Every lead department with its indicators, in the order of the scheme; those without anybody last."""
    found = _by(lead_of, scheme.indicators)
    return tuple(sorted(found, key=lambda duties: duties.department is None))


def _talks(duties: Duties) -> Talks:
    order = list(LiaisonState)
    by_state = sorted(duties.indicators, key=lambda indicator: order.index(liaison_state(indicator)))
    confirmed = tuple(i for i in by_state if liaison_state(i) is LiaisonState.CONFIRMED)
    return Talks(duties.department, tuple(by_state[: len(by_state) - len(confirmed)]), confirmed)


def _by(department: Callable[[Indicator], str | None], indicators: Iterable[Indicator]) -> list[Duties]:
    found: dict[str | None, list[Indicator]] = {}
    for indicator in indicators:
        found.setdefault(department(indicator), []).append(indicator)
    return [Duties(name, tuple(theirs)) for name, theirs in found.items()]
