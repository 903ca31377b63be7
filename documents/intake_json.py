"""A dry run of intake as a JSON-ready record; numbers keep the decimals they were typed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.intake.changes import changes, record_changes
from documents.intake.outcome import Outcome, outcome_of
from documents.intake.problem_log import ProblemLog
from documents.json_output import FORMAT, problem_record
from indicators.periods import AT
from indicators.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.intake.changes import Said
    from documents.intake.intake import Intake
    from documents.intake.reconciliation import Reconciliation
    from indicators.formula import ColumnName
    from indicators.problems import Problem
    from indicators.units import Unit
    from indicators.words import Language


def intake_record(
    intake: Intake, language: Language, earlier: Intake | None = None, of_scheme: Iterable[Problem] = ()
) -> dict[str, Any]:
    """A dry run: `outcome`, `values` and `states` by 单位|指标[|数据项][@期], `problems`, `reconciliation`.

    Every cell that is asked for is in `values`, null where it holds none; its state says why. `problem_counts` are
    exact. `changes` is there where earlier data were given.

    Args:
        intake: What was read.
        language: Of messages.
        earlier: Data handed in before.
        of_scheme: Problems of the scheme it was read by.
    """
    names = {unit.code: unit.name for unit in intake.units}
    problems = ProblemLog(of_scheme)
    problems += intake.problems
    keys = {cell: _key(names[cell[0]], cell[1]) for cell in intake.states}
    record = {
        "format": FORMAT,
        "outcome": outcome_of(intake.problems).value,
        "values": {key: intake.values.get(cell) for cell, key in keys.items()},
        "states": {key: intake.states[cell].value for cell, key in keys.items()},
        **_problems(problems, language),
        "reconciliation": _reconciled(intake.reconciliation),
    }
    if earlier is not None:
        record["changes"] = [
            {
                "key": _key(change.unit.name, change.name),
                "before": None if change.before is None else _said(change.before),
                "after": _said(change.after),
            }
            for change in changes(earlier, intake)
        ]
        record["record_changes"] = [words.in_(language) for words in record_changes(earlier, intake)]
    return record


def refusal_record(problems: ProblemLog, language: Language) -> dict[str, Any]:
    """A dry run that could not begin, because the scheme cannot be used."""
    return {
        "format": FORMAT,
        "outcome": Outcome.REJECT_FILE.value,
        "values": {},
        "states": {},
        **_problems(problems, language),
    }


def cell_title(unit: Unit, name: ColumnName) -> str:
    """How a cell is called: 单位|指标[|数据项][@期]."""
    return _key(unit.name, name)


def _key(unit: str, column: ColumnName) -> str:
    code, at, period = column.code.partition(AT)
    return "|".join(part for part in (unit, code, column.field) if part) + at + period


def _said(said: Said) -> dict[str, Any]:
    return {"state": said.state.value, "value": said.value}


def _problems(problems: ProblemLog, language: Language) -> dict[str, Any]:
    return {
        "problem_counts": {severity.value: problems.counts[severity] for severity in Severity},
        "problems": [problem_record(problem, language) for problem in problems],
    }


def _reconciled(reconciliation: Reconciliation) -> dict[str, Any]:
    return {
        "expected": len(reconciliation.units),
        "received": reconciliation.received,
        "units": [
            {
                "code": arrived.unit.code,
                "name": arrived.unit.name,
                "arrival": arrived.arrival.value,
                "files": list(arrived.files),
                "missing": arrived.missing,
            }
            for arrived in reconciliation.units
        ],
        "unknown_files": list(reconciliation.unknown),
        "repeated_files": [{"file": file, "same_as": first} for file, first in reconciliation.repeated],
    }
