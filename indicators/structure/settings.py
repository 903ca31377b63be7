"""Whether what a scheme says beside its tree names what is there: periods, adjustments, vetoes, grades."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators import scheme_problems as kinds
from indicators.parts import Composite, Indicator, full_points
from indicators.structure.found import Found, found, hint
from indicators.vetoes import VetoEffect
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme
    from indicators.written import Path


def _named_nodes(scheme: Scheme) -> Iterator[tuple[Path, str, str]]:
    """Every place where a scheme names parts of its tree, with the setting and the code."""
    policies = scheme.policies
    for index, code in enumerate(policies.tie_break):
        yield ("policies", "tie_break", index), "tie_break", code
    setting = scheme.adjustments
    if setting is not None and setting.at is not None:
        yield ("adjustments", "at"), "adjustments.at", setting.at
    if setting is not None and setting.only_if is not None:
        yield ("adjustments", "only_if"), "adjustments.only_if", setting.only_if.node
    if scheme.eligibility is not None:
        for index, condition in enumerate(scheme.eligibility.conditions):
            yield ("eligibility", "conditions", index), "eligibility", condition.node


def names(scheme: Scheme) -> Iterator[Found]:
    """Named parts exist, and have one score for the year rather than one for each period."""
    rounded = [
        (("policies", "round_at", index), "round_at", code)
        for index, code in enumerate(scheme.policies.round_at)
    ]
    named: list[tuple[Path, str, str]] = [*rounded, *_named_nodes(scheme)]
    for path, where, code in named:
        if code not in scheme.by_code:
            close = hint(code, list(scheme.by_code))
            yield found(path, kinds.UNKNOWN_NODE, where=where, code=code, hint=close)
        elif where != "round_at" and any(part.periods for part in _above(scheme, code)):
            yield found(path, kinds.NODE_IN_PERIOD, where=where, code=code)


def _above(scheme: Scheme, code: str) -> Iterator[Indicator | Composite]:
    parent = scheme.by_code[code].parent
    while parent is not None:
        yield scheme.by_code[parent]
        parent = scheme.by_code[parent].parent


def periods(scheme: Scheme) -> Iterator[Found]:
    """Periods exist, once each, and never within one another."""
    known = [period.code for period in scheme.periods]
    for code, count in Counter(known).items():
        if count > 1:
            yield found(("periods",), kinds.PERIOD_REPEATED, period=code)
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index, "periods")
        for code, count in Counter(part.periods or ()).items():
            if code not in known:
                listed = "、".join(known) or "—"
                yield found(path, kinds.UNKNOWN_PERIOD, code=part.code, period=code, known=listed)
            elif count > 1:
                yield found(path, kinds.PERIOD_REPEATED, period=code)
        outer = next((above for above in _above(scheme, part.code) if above.periods), None)
        if part.periods and outer is not None:
            yield found(path, kinds.PERIODS_WITHIN_PERIODS, code=part.code, outer=outer.code)
        if part.periods and full_points(part) is None:
            yield found(path, kinds.PERIODS_WITHOUT_POINTS, code=part.code)


def adjustments(scheme: Scheme) -> Iterator[Found]:
    """Items are distinct, limits not crossed, and the condition lies below the node it guards."""
    setting = scheme.adjustments
    if setting is None:
        return
    for code, count in Counter(item.code for item in setting.items).items():
        if count > 1:
            yield found(("adjustments", "items"), kinds.ADJUSTMENT_REPEATED, code=code)
    if setting.lowest is not None and setting.highest is not None and setting.lowest > setting.highest:
        low, high = setting.lowest, setting.highest
        yield found(("adjustments",), kinds.LIMITS_CROSSED, code="adjustments", low=low, high=high)
    at = scheme.root.code if setting.at is None else setting.at
    guard = setting.only_if.node if setting.only_if is not None else at
    known = {at, guard} <= set(scheme.by_code)
    if known and guard != at and at not in {part.code for part in _above(scheme, guard)}:
        yield found(("adjustments", "only_if"), kinds.GUARD_NOT_BELOW, code=guard, at=at)
    if known and scheme.by_code[at].periods:
        yield found(("adjustments", "at"), kinds.NODE_IN_PERIOD, where="adjustments.at", code=at)


def vetoes(scheme: Scheme) -> Iterator[Found]:
    """Vetoes are distinct and name grades that exist."""
    grades = [grade.name for grade in scheme.grades]
    listed = "、".join(grades) or "—"
    for code, count in Counter(veto.code for veto in scheme.vetoes).items():
        if count > 1:
            yield found(("vetoes",), kinds.VETO_REPEATED, code=code)
    for index, veto in enumerate(scheme.vetoes):
        caps = veto.effect is VetoEffect.CAP_GRADE
        if caps != (veto.grade is not None):
            yield found(("vetoes", index), kinds.VETO_GRADE, code=veto.code)
        elif caps and veto.grade not in grades:
            yield found(("vetoes", index), kinds.UNKNOWN_GRADE, grade=veto.grade, known=listed)
    wanted = scheme.eligibility.grade if scheme.eligibility is not None else None
    if wanted is not None and wanted not in grades:
        yield found(("eligibility", "grade"), kinds.UNKNOWN_GRADE, grade=wanted, known=listed)


def grades(scheme: Scheme) -> Iterator[Found]:
    """Every unit gets a grade, and every grade can be reached."""
    thresholds = [grade.at_least for grade in scheme.grades if grade.at_least is not None]
    for name, count in Counter(grade.name for grade in scheme.grades).items():
        if count > 1:
            why = Words("名称重复", "the name is used twice")
            yield found(("grades",), kinds.GRADE_UNREACHABLE, grade=name, why=why)
    quotas = [grade.quota for grade in scheme.grades if grade.quota is not None]
    if sum(quotas, Decimal(0)) > 100:  # noqa: PLR2004 - percent
        why = Words("名额比例合计超过 100%", "the quotas add up to more than 100%")
        yield found(("grades",), kinds.GRADE_UNREACHABLE, grade=scheme.grades[0].name, why=why)
    falling = all(higher > lower for higher, lower in pairwise(thresholds))
    for index, grade in enumerate(scheme.grades):
        last = index == len(scheme.grades) - 1
        if not last and grade.at_least is None and grade.quota is None:
            why = Words(
                "既无分数线也无名额，其后的等次无人可得",
                "it has neither threshold nor quota, so nobody gets those below",
            )
        elif last and (grade.quota is not None or grade.at_least is not None):
            why = Words(
                "最后一等不能限名额或分数线，否则有单位无等次",
                "the last grade cannot have a quota or threshold, or some units get none",
            )
        elif index == 0 and not falling:
            why = Words("分数线没有逐等降低", "the thresholds do not fall from grade to grade")
        else:
            continue
        yield found(("grades", index), kinds.GRADE_UNREACHABLE, grade=grade.name, why=why)
