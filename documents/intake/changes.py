"""What a set of files would change in data handed in before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from documents.intake.cell_values import CellState
    from documents.intake.intake import Intake
    from indicators.formula import ColumnName
    from indicators.units import Unit


class Said(NamedTuple):
    """What a cell says: its state, and its value if it has one."""

    state: CellState
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says something else than before; `before` is None where the unit was not there."""

    unit: Unit
    name: ColumnName
    before: Said | None
    after: Said


def changes(before: Intake, after: Intake) -> Iterator[Change]:
    """Every cell which the later files hold and which says something else than before, unit by unit.

    What the later files have no cell for keeps what was said before.
    """
    known = {unit.code for unit in before.units}
    names = list(dict.fromkeys(name for _, name in after.states))
    for unit in after.units:
        for name in names:
            key = unit.code, name
            if key in after.unreported:
                continue
            said = Said(after.states[key], after.values.get(key))
            earlier = Said(before.states[key], before.values.get(key)) if unit.code in known else None
            if said != earlier:
                yield Change(unit, name, earlier, said)
