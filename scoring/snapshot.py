"""A score sheet as plain data and back: what a run was scored from, kept so that it can be scored again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.adjustments import AdjustmentRecord
from indicators.formula import ColumnName, Stage
from indicators.problems import Place
from indicators.units import Exemption, Unit
from indicators.vetoes import VetoRecord
from scoring.sheet import RawColumn, ScoreSheet, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from indicators.model import Model

    Key = tuple[str, ColumnName]


def sheet_record(sheet: ScoreSheet) -> dict[str, Any]:
    """Everything a sheet holds, as JSON can: columns as whole numbers with their decimals, places as they are named."""
    return {
        **data_record(sheet),
        "places": _places_record(sheet),
        "digests": dict(sheet.digests),
    }


def data_record(sheet: ScoreSheet) -> dict[str, Any]:
    """What a sheet says, wherever it was read."""
    return {
        "units": [_plain(unit) for unit in sheet.units],
        "columns": [
            {
                "code": name.code,
                "field": name.field,
                "decimals": column.decimals,
                "mantissas": column.mantissas.tolist(),
                "states": column.states.tolist(),
            }
            for name, column in sheet.columns.items()
        ],
        "exemptions": [_plain(one) for one in sheet.exemptions],
        "adjustments": [_plain(one) for one in sheet.adjustments],
        "vetoes": [_plain(one) for one in sheet.vetoes],
        "reasons": [[unit, indicator, reason] for (unit, indicator), reason in sheet.reasons.items()],
    }


def _plain(model: Model) -> dict[str, Any]:
    return model.model_dump(mode="json")


def _places_record(sheet: ScoreSheet) -> list[dict[str, Any]]:
    """The places column by column and sheet by sheet: a row of units, and a row of their cells.

    However the mapping is ordered, the record is the same.
    """
    found: dict[tuple[ColumnName, str | None, str | None], dict[int, str | None]] = {}
    for (unit, name), place in sheet.places.items():
        if unit in sheet.index:
            found.setdefault((name, place.file, place.sheet), {})[sheet.index[unit]] = place.cell
    return [
        {
            "file": file,
            "sheet": page,
            "code": name.code,
            "field": name.field,
            "units": sorted(cells),
            "cells": [cells[at] for at in sorted(cells)],
        }
        for (name, file, page), cells in sorted(found.items(), key=lambda item: tuple(map(str, item[0])))
    ]


def sheet_of(record: Mapping[str, Any]) -> ScoreSheet:
    """The sheet a record holds, equal to the one it was made of in all that is scored and shown.

    Raises:
        ValueError: If it holds together in itself no more; other errors of lookups, if parts of it are gone.
    """
    units = tuple(Unit.model_validate(unit) for unit in record["units"])
    return ScoreSheet(
        units=units,
        columns={
            ColumnName(Stage.RAW, column["code"], column["field"]): _column(column, len(units))
            for column in record["columns"]
        },
        exemptions=tuple(Exemption.model_validate(one) for one in record["exemptions"]),
        places=KeptPlaces(record["places"], units),
        reasons={(unit, indicator): reason for unit, indicator, reason in record["reasons"]},
        adjustments=tuple(AdjustmentRecord.model_validate(one) for one in record["adjustments"]),
        vetoes=tuple(VetoRecord.model_validate(one) for one in record["vetoes"]),
        # Kept since files are named with their digests.
        digests={str(file): str(digest) for file, digest in record.get("digests", {}).items()},
    )


def _column(record: Mapping[str, Any], height: int) -> RawColumn:
    mantissas = _whole_numbers(record["mantissas"], height, np.int64)
    states = _whole_numbers(record["states"], height, np.uint8)
    if height and states.max() > max(State):
        raise ValueError(f"column {record['code']} has states that are none")
    return RawColumn(mantissas, int(record["decimals"]), states)


def _whole_numbers(numbers: Any, height: int, kind: type[np.integer[Any]]) -> NDArray[Any]:
    found = np.array(numbers, dtype=kind)
    if found.shape != (height,) or found.tolist() != numbers:
        raise ValueError("a column does not hold one whole number for each unit")
    return found


class KeptPlaces(Mapping["Key", Place]):
    """The places of values by (unit code, raw column); each is put together only when it is asked for."""

    def __init__(self, records: Iterable[Mapping[str, Any]], units: tuple[Unit, ...]) -> None:
        self._units = units
        self._positions = {unit.code: position for position, unit in enumerate(units)}
        #: By column: the file and sheet of some units, and their cells by the position of the unit.
        self._cells: dict[ColumnName, list[tuple[str, str, dict[int, str]]]] = {}
        for record in records:
            name = ColumnName(Stage.RAW, record["code"], record["field"])
            cells = dict(zip(record["units"], record["cells"], strict=True))
            if cells and not 0 <= min(cells) <= max(cells) < len(units):
                raise ValueError(f"column {name.code} has places of units that are not there")
            self._cells.setdefault(name, []).append((record["file"], record["sheet"], cells))

    def __getitem__(self, key: Key) -> Place:
        code, name = key
        position = self._positions[code]
        for file, sheet, cells in self._cells[name]:
            if position in cells:
                unit = self._units[position].name
                return Place(file, sheet, cells[position], unit=unit, indicator=name.code)
        raise KeyError(key)

    def __iter__(self) -> Iterator[Key]:
        for name, sheets in self._cells.items():
            for _, _, cells in sheets:
                yield from ((self._units[position].code, name) for position in cells)

    def __len__(self) -> int:
        return sum(len(cells) for sheets in self._cells.values() for _, _, cells in sheets)
