"""What a set of files would change in data handed in before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.cell_values import CellState
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

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

    What the later files have no cell for keeps what was said before, unless it does not apply any more. Units that were
    left out keep everything.
    """
    known = {unit.code for unit in before.units}
    names = list(dict.fromkeys(name for _, name in after.states))
    for unit in after.units:
        if unit.code in after.left_out:
            continue
        for name in names:
            key = unit.code, name
            said = Said(after.states[key], after.values.get(key))
            if key in after.unreported and said.state is not CellState.NOT_APPLICABLE:
                continue
            earlier = Said(before.states[key], before.values.get(key)) if unit.code in known else None
            if said != earlier:
                yield Change(unit, name, earlier, said)


def record_changes(before: Intake, after: Intake) -> Iterator[Words]:
    """Units and records that the later files add, and units their register no longer has.

    Records that later files do not repeat stay as they were.
    """
    old, new = ({unit.code: unit.name for unit in intake.units} for intake in (before, after))
    for code in sorted(new.keys() - old.keys()):
        yield Words(f"名册增加 {new[code]}", f"new in the register: {new[code]}")
    for code in sorted(old.keys() - new.keys()):
        yield Words(f"名册不再有 {old[code]}", f"no longer in the register: {old[code]}")
    for exemption in after.exemptions:
        if exemption not in before.exemptions:
            about = f"{new[exemption.unit]} {exemption.indicator}"
            yield Words(f"新增豁免 {about}", f"new exemption: {about}")
    for adjustment in after.adjustments:
        if adjustment not in before.adjustments:
            about = f"{new[adjustment.unit]} {adjustment.item} {adjustment.points}"
            yield Words(f"新增加减分 {about}", f"new bonus or penalty: {about}")
    for veto in after.vetoes:
        if veto not in before.vetoes:
            about = f"{new[veto.unit]} {veto.veto}"
            yield Words(f"新增否决 {about}", f"new veto: {about}")
