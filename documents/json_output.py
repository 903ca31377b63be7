"""Results and explanations as JSON-ready records; numbers keep the decimals they were typed or rounded with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.coverage_json import standing_record
from documents.record_words import UnitAdjustments
from scoring.listing import listed
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.problems import Place, Problem
    from indicators.words import Language
    from scoring.explanation import Explanation
    from scoring.results import Results

#: Changed whenever a key changes its meaning.
FORMAT = 1

_STATES = {
    State.NOT_APPLICABLE: "not applicable",
    State.MISSING: "missing",
    State.NO_SCORE: "no score",
}


def problem_record(problem: Problem, language: Language) -> dict[str, Any]:
    """One problem: code, severity, message, remedy, and whatever is known of its place."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **_place(problem.place),
        "message": problem.message.in_(language),
        "remedy": problem.remedy.in_(language),
    }


def _place(place: Place) -> dict[str, Any]:
    known = {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "unit": place.unit,
        "indicator": place.indicator,
    }
    return {name: value for name, value in known.items() if value is not None}


def results_record(
    results: Results, problems: Iterable[Problem], language: Language, *, trial: bool = True
) -> dict[str, Any]:
    """A scored sheet: `units` in the order of the ranking, `policies`, `problems`.

    `trial` is false only for the run that is public.

    `rests_on` names the list the scheme must cover, how far it is settled, and whether results are provisional.

    A unit's `nodes` holds the published value of every part of the tree, null where there is none; `states` says
    why. `rank` is null where groups must not be compared, both ranks are where a veto keeps a unit out of the ranking.

    Units have `bonus` and `penalty`, what counts of each after all caps and conditions, where the scheme has
    adjustments; `vetoes`, a list of codes, where it has vetoes. `eligibility`, in the same order, is there where it
    sets conditions for awards.
    """
    order = listed(results)
    codes = [part.code for _, part in results.scheme.outline]
    return {
        "format": FORMAT,
        "scheme": results.scheme.scheme,
        "title": results.scheme.title,
        "trial": trial,
        "rests_on": rests_on(results),
        "units": [_unit(results, position, codes) for position in order],
        **_eligibility(results, order, language),
        "policies": {
            name: {"title": title.in_(language), "value": value.in_(language)}
            for name, title, value in results.scheme.printed_policies()
        },
        "problems": [problem_record(problem, language) for problem in problems],
    }


def rests_on(results: Results) -> dict[str, Any] | None:
    """The list the scheme must cover, how far it is settled and covered; None where there is none."""
    return None if results.standing is None else standing_record(results.standing)


def _unit(results: Results, position: int, codes: list[str]) -> dict[str, Any]:
    unit = results.sheet.units[position]
    published = {code: results.published(code) for code in codes}
    return {
        "code": unit.code,
        "name": unit.name,
        "group": unit.group,
        "nodes": {code: part.value(position) for code, part in published.items()},
        "states": {
            code: _STATES[State(part.states[position])]
            for code, part in published.items()
            if part.states[position] != State.VALUE
        },
        "total": results.total.value(position),
        "rank": None if results.rank is None else _place_or_none(int(results.rank[position])),
        "group_rank": _place_or_none(int(results.group_rank[position])),
        "tied": bool(results.standings(results.scheme.root.code).tied[position]),
        "grade": results.grades[position],
        **_beside(results, position),
    }


def _beside(results: Results, position: int) -> dict[str, Any]:
    """What was decided beside the indicators, where the scheme provides for it."""
    found: dict[str, Any] = {}
    if results.scheme.adjustments is not None:
        found |= {"bonus": results.bonus[position], "penalty": results.penalty[position]}
    if results.scheme.vetoes:
        found["vetoes"] = [record.veto for record in results.vetoes_of(position)]
    return found


def _eligibility(results: Results, order: Sequence[int], language: Language) -> dict[str, Any]:
    if results.scheme.eligibility is None:
        return {}
    awards = {award.position: award for award in results.eligibility()}
    rows = [
        {
            "code": results.sheet.units[position].code,
            "eligible": awards[position].eligible,
            "reasons": [reason.in_(language) for reason in awards[position].reasons],
        }
        for position in order
    ]
    return {"eligibility": rows}


def unit_records(results: Results, position: int, language: Language) -> dict[str, Any]:
    """The `adjustments` of a unit, with what became of each, and its `vetoes`, where the scheme provides for them."""
    found: dict[str, Any] = {}
    setting = results.scheme.adjustments
    if setting is not None:
        unit = UnitAdjustments(results, position, setting)
        found["adjustments"] = [
            {
                "item": record.item,
                "kind": unit.item(record).kind,
                "matter": record.matter,
                "points": record.points,
                "approved": record.approved,
                "counts": unit.fate(record).in_(language),
                "evidence": record.evidence,
            }
            for record in unit.records
        ]
    if results.scheme.vetoes:
        found["vetoes"] = [
            {"veto": record.veto, "reason": record.reason, "decided_by": record.decided_by}
            for record in results.vetoes_of(position)
        ]
    return found


def _place_or_none(place: int) -> int | None:
    return place or None


def explanation_record(explanation: Explanation, language: Language) -> dict[str, Any]:
    """One part of one unit's score, with its calculation in words and where its values were read."""
    return {
        "code": explanation.code,
        "name": explanation.name,
        "rule": explanation.rule.in_(language),
        "clause": explanation.clause,
        "state": _STATES.get(explanation.state, "value"),
        "published": explanation.published.in_(language),
        "calculation": [clause.text.in_(language) for clause in explanation.clauses],
        "reported": [
            {
                "field": reported.field,
                "value": reported.shown.in_(language),
                **({} if reported.place is None else _place(reported.place)),
                **({} if reported.sha256 is None else {"sha256": reported.sha256}),
            }
            for reported in explanation.reported
        ],
    }
