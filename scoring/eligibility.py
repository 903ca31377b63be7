"""Who may be proposed for awards 评先评优, and what keeps the others from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.results import Results


@dataclass(frozen=True, slots=True)
class Award:
    """One unit, by its position in the sheet, and everything that keeps it from being proposed."""

    position: int
    reasons: tuple[Words, ...]

    @property
    def eligible(self) -> bool:
        """Whether nothing does."""
        return not self.reasons


def eligibility(results: Results) -> tuple[Award, ...]:
    """Every unit of the sheet with the reasons against it; nobody where the scheme sets no conditions."""
    if results.scheme.eligibility is None:
        return ()
    return tuple(Award(unit, tuple(_reasons(results, unit))) for unit in range(len(results.sheet.units)))


def _reasons(results: Results, unit: int) -> Iterator[Words]:
    setting, scheme = results.scheme.eligibility, results.scheme
    assert setting is not None
    vetoes = {veto.code: veto.name for veto in scheme.vetoes}
    for record in results.vetoes_of(unit) if setting.no_veto else ():
        name = vetoes[record.veto]
        yield Words(f"有否决事项：{name}（{record.reason}）", f"veto: {name} ({record.reason})")
    missing = int(results.missing_count[unit])
    if setting.no_missing and missing:
        yield Words(f"有 {missing} 项缺报", f"{missing} indicators not reported")
    for condition in setting.conditions:
        name, least = scheme.by_code[condition.node].name, condition.at_least
        score = results.published(condition.node).value(unit)
        if score is None:
            yield Words(
                f"{name}无得分，要求不低于 {least}", f"{name} has no score; at least {least} is asked"
            )
        elif score < least:
            yield Words(f"{name} {score}，低于 {least}", f"{name} {score}, below {least}")
    place = int(results.group_rank[unit])
    if setting.group_rank is not None and not 0 < place <= setting.group_rank:
        shown = Words(f"第 {place}", f"{place}") if place else Words("无", "none")
        last = setting.group_rank
        yield Words(
            f"组内名次{shown.zh}，要求前 {last}", f"place in the group {shown.en}; the first {last} are asked"
        )
    if setting.grade is not None:
        grade, names = results.grades[unit], [grade.name for grade in scheme.grades]
        if grade is None:
            yield Words(f"无等次，要求不低于{setting.grade}", f"no grade; at least {setting.grade} is asked")
        elif names.index(grade) > names.index(setting.grade):
            yield Words(f"等次为{grade}，低于{setting.grade}", f"grade {grade}, below {setting.grade}")
