"""Reasons: why a unit got its score, where a rule asks whoever scores to say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.intake.cell_values import MISSING_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.intake import Intake
    from indicators.parts import Indicator
    from indicators.rules import Rule


@dataclass(frozen=True, slots=True)
class ReasonFor:
    """The meaning of a column with the reasons for the scores of one indicator."""

    indicator: str


def asks_for_reasons(rule: Rule) -> bool:
    """Whether whoever scores by this rule, or by one within it, writes a reason beside the score."""
    return rule.gives_reasons or any(asks_for_reasons(inner) for inner in rule.inner())


def keep_reason(intake: Intake, unit: str, indicator: str, text: str) -> None:
    """Keeps a reason, if a cell holds one; of several from different sheets, all."""
    key = (unit, indicator)
    known = intake.reasons.get(key)
    if text not in MISSING_MARKS and text != known:
        intake.reasons[key] = text if known is None else f"{known}；{text}"


def unreasoned(intake: Intake) -> Iterator[tuple[Indicator, list[str]]]:
    """Each indicator that asks for reasons, with the names of the units scored without one."""
    for indicator in intake.scheme.laid_out.indicators:
        if asks_for_reasons(indicator.rule):
            columns = intake.values.columns.items()
            scored = {unit for name, values in columns if name.code == indicator.code for unit in values}
            yield (
                indicator,
                [
                    unit.name
                    for unit in intake.units
                    if unit.code in scored and (unit.code, indicator.code) not in intake.reasons
                ],
            )
