"""Whether the parts of a scheme fit together: codes, parents, points, groups, measures, grades."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators import scheme_problems as kinds
from indicators.measure import MeasureError
from indicators.policies import Missing
from indicators.problems import Place
from indicators.scheme import Composite, Indicator, Scheme, full_points, weight_of
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.problems import Problem, ProblemKind

#: Where in the file a problem sits: the keys and list positions that lead there.
Path = tuple[str | int, ...]
Found = tuple[Path, "Problem"]

#: More levels or factors than these are a mistake, and too much for recursion and the range of floats.
DEEPEST = 30
MOST_FACTORS = 10


def check_structure(scheme: Scheme) -> tuple[Found, ...]:
    """Every reason why the parts of the scheme do not fit together, each with its path in the file.

    Checks of sums, groups and grades walk the tree, so they run only once the tree is one.
    """
    found = [*_codes(scheme), *_parents(scheme)]
    if not found:
        found = [problem for check in _CHECKS for problem in check(scheme)]
    return tuple(found)


def _found(path: Path, kind: ProblemKind, indicator: str | None = None, **values: object) -> Found:
    return path, kind.at(Place(indicator=indicator), **values)


def _hint(wrong: str, known: list[str]) -> Words:
    close = get_close_matches(wrong, known, 1)
    return Words(f"（是否为“{close[0]}”）", f" (is it “{close[0]}”?)") if close else Words("", "")


def _codes(scheme: Scheme) -> Iterator[Found]:
    first: set[str] = set()
    for index, part in enumerate(scheme.tree):
        if part.code in first:
            yield _found(("tree", index, "code"), kinds.REPEATED_CODE, code=part.code)
        first.add(part.code)
    titles = [title for group in scheme.groups for title in dict.fromkeys((group.code, group.name))]
    for title, count in Counter(titles).items():
        if count > 1:
            yield _found(("groups",), kinds.REPEATED_GROUP, title=title)


def _parents(scheme: Scheme) -> Iterator[Found]:
    nodes = [part.code for part in scheme.tree if isinstance(part, Composite)]
    roots = [part.code for part in scheme.tree if part.parent is None]
    if len(roots) != 1:
        yield _found(("tree",), kinds.ROOTS, count=len(roots), codes="、".join(roots) or "—")
    for index, part in enumerate(scheme.tree):
        if part.parent is None:
            continue
        path: Path = ("tree", index, "parent")
        parent = scheme.by_code.get(part.parent)
        if parent is None:
            hint = _hint(part.parent, nodes)
            yield _found(path, kinds.UNKNOWN_PARENT, code=part.code, parent=part.parent, hint=hint)
        elif isinstance(parent, Indicator):
            yield _found(path, kinds.PARENT_IS_LEAF, code=part.code, parent=part.parent)
    for circle in _circles(scheme):
        index = next(i for i, part in enumerate(scheme.tree) if part.code == circle[0])
        yield _found(("tree", index, "parent"), kinds.CYCLE, circle=" → ".join((*circle, circle[0])))


def _circles(scheme: Scheme) -> list[tuple[str, ...]]:
    """Each circle of parents once."""
    circles: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for part in scheme.tree:
        path: dict[str, None] = {}
        code: str | None = part.code
        while code is not None and code in scheme.by_code and code not in settled:
            if code in path:
                steps = list(path)
                circles.append(tuple(steps[steps.index(code) :]))
                break
            path[code] = None
            code = scheme.by_code[code].parent
        settled.update(path)
    return circles


def _sums(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        if isinstance(part, Indicator):
            continue
        children = scheme.children[part.code]
        if not children:
            yield _found(("tree", index), kinds.NO_CHILDREN, code=part.code)
        elif part.combine == "sum":
            total = sum((weight_of(child) for child in children), Decimal(0))
            if part.points is None:
                yield _found(("tree", index), kinds.NO_POINTS, code=part.code, sum=total)
            elif part.points != total:
                yield _found(
                    ("tree", index, "points"),
                    kinds.POINTS_DO_NOT_ADD_UP,
                    code=part.code,
                    points=part.points,
                    sum=total,
                    difference=abs(part.points - total),
                )


def _nodes(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index)
        if isinstance(part, Indicator):
            continue
        if part.combine == "product" and part.base is None:
            yield _found(path, kinds.PRODUCT_WITHOUT_BASE, code=part.code)
        if part.combine == "sum" and part.base is not None:
            why = Words("求和没有基准值", "a sum has no base")
            yield _found((*path, "base"), kinds.NOT_FOR_THIS_NODE, code=part.code, field="base", why=why)
        if part.scale != 1 and (part.combine == "product" or not scheme.is_in_sum(part)):
            why = Words("只有计入求和节点的求和节点才乘系数", "only a sum that is part of a sum is scaled")
            yield _found((*path, "scale"), kinds.NOT_FOR_THIS_NODE, code=part.code, field="scale", why=why)

        if part.combine == "product" and len(scheme.children[part.code]) > MOST_FACTORS:
            count = len(scheme.children[part.code])
            yield _found(path, kinds.TOO_MANY_FACTORS, code=part.code, count=count, limit=MOST_FACTORS)
        if part.scale != 1 and part.weight is not None:
            yield _found(
                (*path, "scale"), kinds.SCALE_OUTDONE, code=part.code, weight=part.weight, scale=part.scale
            )


def _depths(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        depth, above = 1, part.parent
        while above is not None:
            depth, above = depth + 1, scheme.by_code[above].parent
        if depth > DEEPEST:
            yield _found(("tree", index), kinds.TOO_DEEP, code=part.code, depth=depth, limit=DEEPEST)


def _limits(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator):
            continue
        path: Path = ("tree", index, "limits")
        lowest, highest = part.limits.lowest, part.limits.highest
        if part.measure is not None and (lowest is not None or highest is not None):
            why = Words("算式的值由数据项算出", "its value comes from a measure")
            yield _found(path, kinds.NOT_FOR_THIS_NODE, part.code, code=part.code, field="limits", why=why)
        elif lowest is not None and highest is not None and lowest > highest:
            values = {"low": lowest, "high": highest}
            yield _found(path, kinds.LIMITS_CROSSED, part.code, code=part.code, **values)


def _rules(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        if isinstance(part, Indicator):
            for why in part.rule.contradictions(part.points):
                path: Path = ("tree", index, "rule")
                yield _found(path, kinds.RULE_CONTRADICTS_ITSELF, part.code, code=part.code, why=why)


def _weights(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index, "weight")
        in_sum = scheme.is_in_sum(part)
        if part.weight is not None and part.weight < 0:
            yield _found(path, kinds.NEGATIVE_WEIGHT, code=part.code, weight=part.weight)
        elif part.weight is not None and not in_sum:
            yield _found(path, kinds.WEIGHT_NOT_USED, code=part.code)
        if in_sum and full_points(part) is None and isinstance(part, Composite) and part.combine == "product":
            yield _found(("tree", index), kinds.PRODUCT_WEIGHT, code=part.code)


def _rounding(scheme: Scheme) -> Iterator[Found]:
    for index, code in enumerate(scheme.policies.round_at):
        if code not in scheme.by_code:
            hint = _hint(code, list(scheme.by_code))
            yield _found(("policies", "round_at", index), kinds.UNKNOWN_NODE, code=code, hint=hint)


def _groups(scheme: Scheme) -> Iterator[Found]:
    known = "、".join(scheme.group_codes)
    for index, part in enumerate(scheme.tree):
        named = set(part.groups or ())
        if not scheme.groups_of(part.code) and named <= set(scheme.group_codes):
            yield _found(("tree", index), kinds.APPLIES_TO_NOBODY, part.code, code=part.code)
        numbers = part.rule.group_numbers() if isinstance(part, Indicator) else ()
        for number in numbers:
            named |= set(number)
            for group in sorted(scheme.groups_of(part.code) - set(number)):
                path: Path = ("tree", index, "rule")
                yield _found(path, kinds.GROUP_CONSTANT_MISSING, part.code, code=part.code, group=group)
        for group in sorted(named - set(scheme.group_codes)):
            yield _found(("tree", index), kinds.UNKNOWN_GROUP, code=part.code, group=group, known=known)


def _measures(scheme: Scheme) -> Iterator[Found]:
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator) or part.measure is None:
            continue
        path: Path = ("tree", index, "measure")
        measure = part.measure
        if {field.name for field in part.rule.fields(part.points)} != {""}:
            yield _found(path, kinds.MEASURE_NEEDS_ONE_VALUE, part.code, code=part.code)
            continue
        try:
            parsed = part.parsed_measure
        except MeasureError as error:
            yield _found(
                path,
                kinds.WRONG_MEASURE,
                part.code,
                code=part.code,
                measure=measure,
                position=error.position,
                reason=error.reason,
            )
            continue
        if parsed is not None and not parsed.fields:
            yield _found(path, kinds.MEASURE_WITHOUT_FIELDS, part.code, code=part.code, measure=measure)
        if parsed is not None and parsed.divisors() and part.zero_denominator is None:
            yield _found(path, kinds.ZERO_DENOMINATOR_MISSING, part.code, code=part.code)


def _missing(scheme: Scheme) -> Iterator[Found]:
    """Full points for a blank would swallow what the indicator's other cells report."""
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator) or scheme.missing_policy(part) is not Missing.FULL:
            continue
        try:
            several = len(part.raw_fields) > 1
        except MeasureError:
            continue
        if several:
            yield _found(("tree", index), kinds.FULL_FOR_SEVERAL_FIELDS, part.code, code=part.code)
        if not scheme.is_in_sum(part):
            yield _found(("tree", index), kinds.FULL_OUTSIDE_SUM, part.code, code=part.code)


def _grades(scheme: Scheme) -> Iterator[Found]:
    thresholds = [grade.at_least for grade in scheme.grades if grade.at_least is not None]
    for name, count in Counter(grade.name for grade in scheme.grades).items():
        if count > 1:
            why = Words("名称重复", "the name is used twice")
            yield _found(("grades",), kinds.GRADE_UNREACHABLE, grade=name, why=why)
    quotas = [grade.quota for grade in scheme.grades if grade.quota is not None]
    if sum(quotas, Decimal(0)) > 100:  # noqa: PLR2004 - percent
        why = Words("名额比例合计超过 100%", "the quotas add up to more than 100%")
        yield _found(("grades",), kinds.GRADE_UNREACHABLE, grade=scheme.grades[0].name, why=why)
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
        yield _found(("grades", index), kinds.GRADE_UNREACHABLE, grade=grade.name, why=why)


_CHECKS = (
    _depths,
    _sums,
    _nodes,
    _weights,
    _rounding,
    _groups,
    _limits,
    _rules,
    _measures,
    _missing,
    _grades,
)
