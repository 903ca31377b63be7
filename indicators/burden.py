"""The burden of reporting 报送负担: what a scheme asks of each unit of a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.periods import AT
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.parts import Indicator
    from indicators.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Burden:
    """What one unit of a group is asked for in a year, each a number of things."""

    indicators: int
    #: Cells it fills in itself, in every period; scores and votes of others are not among them.
    fields: int
    #: Pieces of evidence, in every period.
    evidence: int
    #: Reports of different names, in every period; one that serves several indicators is written once.
    reports: int


#: What each number counts.
BURDEN_WORDS = {
    "indicators": Words("指标", "indicators"),
    "fields": Words("数据项", "fields"),
    "evidence": Words("佐证材料", "pieces of evidence"),
    "reports": Words("报表和总结", "reports"),
}


def burden_of(scheme: Scheme) -> dict[str, Burden]:
    """What is asked of each unit, by the code of its group, in the order of the scheme."""
    laid_out = scheme.laid_out
    applies = [(indicator, laid_out.groups_of(indicator.code)) for indicator in laid_out.indicators]
    asked = {group: [i for i, groups in applies if group in groups] for group in scheme.group_codes}
    return {
        group: Burden(
            len({indicator.code.partition(AT)[0] for indicator in indicators}),
            sum(len(indicator.raw_fields) for indicator in indicators if indicator.is_reported),
            sum(len(indicator.evidence) for indicator in indicators),
            len({(report, _period(indicator)) for indicator in indicators for report in indicator.reports}),
        )
        for group, indicators in asked.items()
    }


def _period(indicator: Indicator) -> str:
    return indicator.code.partition(AT)[2]
