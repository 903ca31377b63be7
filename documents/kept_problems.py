"""Problems as plain data and back, kept beside the results they were found with."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indicators.problems import Place, Problem, Severity
from indicators.words import Words


def problem_record(problem: Problem) -> dict[str, Any]:
    """A problem as JSON can hold it, in both languages."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "place": {name: value for name, value in asdict(problem.place).items() if value is not None},
        "message": list(problem.message),
        "remedy": list(problem.remedy),
    }


def problem_of(record: dict[str, Any]) -> Problem:
    """The problem a record holds.

    Raises:
        ValueError, LookupError or TypeError: If it is not what was written.
    """
    return Problem(
        record["code"],
        Severity(record["severity"]),
        Place(**record["place"]),
        Words(*record["message"]),
        Words(*record["remedy"]),
    )
