"""Checks of an indicator system: small functions, each with its problem's code and source.

What is found here stops publication (blocking), asks for a look (warning) or informs (note); it never stops a trial.
Checks that must evaluate a rule are in `scoring.rule_checks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.checks import copying, counting, duty, list_coverage, local, repetition
from indicators.checks.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.problems import Problem

CHECKS: tuple[Callable[[Case], Iterable[Problem]], ...] = (
    list_coverage.known_list,
    list_coverage.uncovered,
    list_coverage.doubly_covered,
    list_coverage.astray,
    list_coverage.idle,
    list_coverage.unmapped,
    local.effect,
    local.share,
    local.own_codes,
    duty.owner,
    duty.counterpart,
    duty.deadline,
    duty.data_source,
    duty.measurable,
    duty.capped_bonus,
    duty.burden,
    counting.counts_only,
    counting.counting_share,
    copying.copied,
    repetition.measured_twice,
)


def check(case: Case) -> tuple[Problem, ...]:
    """Everything the checks find, in their order."""
    return tuple(problem for look in CHECKS for problem in look(case))


__all__ = ["CHECKS", "Case", "check"]
