"""An indicator system under examination, and differences, as JSON-ready records."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from documents.coverage_json import coverage_record, exact
from documents.json_output import FORMAT, problem_record, rests_on
from indicators.burden import burden_of
from indicators.problems import blocking
from indicators.responsibility import liaison_state, open_liaison

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from documents.effect import Effect
    from indicators.catalogue_difference import Reproof
    from indicators.checks import Case
    from indicators.difference import Difference
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.words import Language


def check_record(case: Case, problems: Sequence[Problem], language: Language) -> dict[str, Any]:
    """An examination: `outcome` is `ready` where nothing blocks publication, else `blocked`."""
    scheme = case.scheme
    return {
        "format": FORMAT,
        "scheme": scheme.scheme,
        "title": scheme.title,
        "outcome": "blocked" if blocking(problems) else "ready",
        "coverage": None if case.coverage is None else coverage_record(case.coverage),
        "local": _local(case),
        "counting": _counting(case),
        "burden": {group: asdict(asked) for group, asked in burden_of(scheme).items()},
        "liaison_open": [
            {"department": talks.department, "indicators": [_liaison(i) for i in talks.open]}
            for talks in open_liaison(scheme)
        ],
        "problems": [problem_record(problem, language) for problem in problems],
    }


def unusable_record(problems: Sequence[Problem], language: Language) -> dict[str, Any]:
    """An examination that could not begin, because there is no scheme."""
    return {
        "format": FORMAT,
        "outcome": "refused",
        "problems": [problem_record(problem, language) for problem in problems],
    }


def _local(case: Case) -> dict[str, Any]:
    scheme = case.scheme
    codes = [indicator.code for indicator in scheme.indicators if indicator.local is not None]
    bounds = scheme.local_share
    return {
        "indicators": codes,
        "within": case.shares.node,
        "shares": _shares(case, codes),
        "bounds": None if bounds is None else [f"{bounds.lowest}%", f"{bounds.highest}%"],
    }


def _counting(case: Case) -> dict[str, Any]:
    codes = [indicator.code for indicator, _ in case.counting]
    return {"indicators": codes, "shares": _shares(case, codes)}


def _shares(case: Case, codes: list[str]) -> dict[str, Decimal | str]:
    """The share of points by group."""
    return {group: exact(case.shares.of(codes, group)) for group in case.scheme.group_codes}


def _liaison(indicator: Indicator) -> dict[str, Any]:
    liaison = indicator.liaison
    return {
        "code": indicator.code,
        "name": indicator.name,
        "counterpart": indicator.counterpart,
        "state": liaison_state(indicator).value,
        "date": None if liaison is None else liaison.date,
        "note": None if liaison is None else liaison.note,
    }


def difference_record(difference: Difference, language: Language) -> dict[str, Any]:
    """One difference; `proposed` where a person must say whether it is one."""
    before, after = difference.before, difference.after
    return {
        "kind": difference.kind.value,
        "proposed": difference.proposed,
        "code": difference.code,
        "name": difference.name,
        "field": difference.field or None,
        "before": None if before is None else before.in_(language),
        "after": None if after is None else after.in_(language),
    }


def reproof_record(reproof: Reproof, language: Language) -> dict[str, Any]:
    """What must be proved anew."""
    return {
        "item": reproof.item,
        "name": reproof.name,
        "indicators": list(reproof.indicators),
        "broken": reproof.broken,
        "why": reproof.why.in_(language),
        "remedy": reproof.remedy.in_(language),
    }


def effect_record(effect: Effect) -> dict[str, Any]:
    """What the new scheme does to every unit, in the order of its ranking."""
    before, after = effect.before, effect.after
    return {
        "trial": True,
        "rests_on": [rests_on(results) for results in (before, after)],
        "unfit": [{"indicator": code, "units": count} for code, count in effect.unfit],
        "unused": list(effect.unused),
        "without_data": list(effect.without_data),
        "units": [
            {
                "code": after.sheet.units[row.position].code,
                "name": after.sheet.units[row.position].name,
                "total": [before.total.value(row.position), after.total.value(row.position)],
                "place": [row.before, row.after],
                "grade": [before.grades[row.position], after.grades[row.position]],
            }
            for row in effect.compared()
        ],
    }
