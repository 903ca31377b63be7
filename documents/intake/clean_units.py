"""Taking only the clean units of a set of files: an explicit choice, since by default it is taken whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake import received_problems
from documents.intake.by_cell import ByCell
from documents.intake.cell_values import CellState
from indicators.problems import Place, Severity
from indicators.words import Words

if TYPE_CHECKING:
    from documents.intake.intake import Intake
    from indicators.problems import Problem


def with_clean_units_only(intake: Intake) -> Intake:
    """The intake without the data and records of units that have problems which must be corrected.

    The values of such a unit are all rejected, and its problems stop nothing any more. Problems that belong to no unit
    stay as they are: nobody can tell whose data they concern.
    """
    left_out = [unit for unit in intake.units if unit.name in intake.problems.blocked_units]
    if not left_out:
        return intake
    codes = frozenset(unit.code for unit in left_out)
    problems = intake.problems.without_units(_not_stopping)
    names = "、".join(unit.name for unit in left_out)
    problems.append(received_problems.UNITS_NOT_TAKEN.at(Place(), count=len(left_out), names=names))

    states: ByCell[CellState] = ByCell()
    for key, known in intake.states.items():
        taken = key[0] not in codes or known in {CellState.NOT_APPLICABLE, CellState.MISSING}
        states[key] = known if taken else CellState.REJECTED
    return replace(
        intake,
        values=intake.values.without(codes),
        states=states,
        places=intake.places.without(codes),
        reasons={key: reason for key, reason in intake.reasons.items() if key[0] not in codes},
        adjustments=tuple(record for record in intake.adjustments if record.unit not in codes),
        vetoes=tuple(record for record in intake.vetoes if record.unit not in codes),
        problems=problems,
        left_out=codes,
    )


def _not_stopping(problem: Problem) -> Problem:
    said = Words(f"未采用：{problem.message.zh}", f"not taken: {problem.message.en}")
    return replace(problem, severity=Severity.WARNING, message=said)
