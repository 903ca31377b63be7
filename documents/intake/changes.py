"""What a set of files would change in data handed in before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.cell_values import CellState
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from documents.intake.intake import Intake
    from indicators.formula import ColumnName
    from indicators.units import Unit


_NOTHING_SAID = frozenset({CellState.MISSING, CellState.NOT_APPLICABLE})
_EXEMPTION = Words("豁免", "exemption")
_ADJUSTMENT = Words("加减分", "bonus or penalty")
_VETO = Words("否决", "veto")


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


class DroppedUnit(NamedTuple):
    """A unit which the register no longer has, and how many values of it go with it."""

    unit: Unit
    values: int


def dropped_units(before: Intake, after: Intake) -> Iterator[DroppedUnit]:
    """The units of which nothing counts any more since the later register is without them."""
    left = {unit.code for unit in after.units}
    values = Counter(code for code, _ in before.values)
    return (DroppedUnit(unit, values[unit.code]) for unit in before.units if unit.code not in left)


def changes(before: Intake, after: Intake) -> Iterator[Change]:
    """Every cell which the later files hold and which says something else than before, unit by unit.

    What the later files have no cell for keeps what was said before, unless it does not apply any more. Units that were
    left out keep everything.
    """
    for change in differences(before, after):
        is_silent = (change.unit.code, change.name) in after.unreported
        if change.unit.code not in after.left_out and (
            not is_silent or change.after.state is CellState.NOT_APPLICABLE
        ):
            yield change


def differences(before: Intake, after: Intake) -> Iterator[Change]:
    """Every cell that says something else, unit by unit, where the later intake is all there is from then on.

    What is not reported any more has gone missing; of a new unit only what is reported counts.
    """
    known = {unit.code for unit in before.units}
    changed: dict[str, list[Change]] = {unit.code: [] for unit in after.units}
    units = {unit.code: unit for unit in after.units}
    for key, state in after.states.items():
        value = after.values.get(key)
        if before.states.get(key) is state and before.values.get(key) == value:
            continue
        code, name = key
        if code in known:
            earlier = Said(before.states[key], before.values.get(key))
        elif state in _NOTHING_SAID:
            continue
        else:
            earlier = None
        changed[code].append(Change(units[code], name, earlier, Said(state, value)))
    order = {name: position for position, name in enumerate(dict.fromkeys(name for _, name in after.states))}
    for of_unit in changed.values():
        yield from sorted(of_unit, key=lambda change: order[change.name])


def record_changes(before: Intake, after: Intake) -> Iterator[Words]:
    """Units and records that the later files add, and units their register no longer has.

    Records that later files do not repeat stay as they were.
    """
    old, new = ({unit.code: unit.name for unit in intake.units} for intake in (before, after))
    for code in sorted(new.keys() - old.keys()):
        yield Words(f"名册增加 {new[code]}", f"new in the register: {new[code]}")
    for code in sorted(old.keys() - new.keys()):
        yield Words(f"名册不再有 {old[code]}", f"no longer in the register: {old[code]}")
    for words, about in _records_only_in(after, before, new):
        yield Words(f"新增{words.zh} {about}", f"new {words.en}: {about}")


def record_differences(before: Intake, after: Intake) -> Iterator[Words]:
    """The same where the later intake is all there is from then on: also units that changed, and records that are gone."""
    old = {unit.code: unit for unit in before.units}
    groups = {group.code: group.name for intake in (before, after) for group in intake.scheme.groups}
    for unit in after.units:
        earlier = old.get(unit.code)
        if earlier is not None and earlier.name != unit.name:
            yield Words(f"{earlier.name} 改称 {unit.name}", f"{earlier.name} is now called {unit.name}")
        if earlier is not None and earlier.group != unit.group:
            moved = f"{groups[earlier.group]} → {groups[unit.group]}"
            yield Words(f"{unit.name} 改组别：{moved}", f"{unit.name} changes its group: {moved}")
    yield from record_changes(before, after)
    for words, about in _records_only_in(before, after, {code: unit.name for code, unit in old.items()}):
        yield Words(f"不再有{words.zh} {about}", f"no longer there, {words.en}: {about}")


def _records_only_in(one: Intake, other: Intake, names: Mapping[str, str]) -> Iterator[tuple[Words, str]]:
    """What kind of record it is, and what about; the names are those of the units."""
    for exemption in one.exemptions:
        if exemption not in other.exemptions:
            yield _EXEMPTION, f"{names[exemption.unit]} {exemption.indicator}"
    for adjustment in one.adjustments:
        if adjustment not in other.adjustments:
            yield _ADJUSTMENT, f"{names[adjustment.unit]} {adjustment.item} {adjustment.points}"
    for veto in one.vetoes:
        if veto not in other.vetoes:
            yield _VETO, f"{names[veto.unit]} {veto.veto}"
