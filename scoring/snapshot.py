"""A score sheet as plain data and back: what a run was scored from, kept so that it can be scored again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.adjustments import AdjustmentRecord
from indicators.formula import ColumnName, Stage
from indicators.problems import Place
from indicators.units import Exemption, Unit
from indicators.vetoes import VetoRecord
from scoring.sheet import RawColumn, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.model import Model

#: Changed whenever the form changes; the program reads every earlier one.
FORMAT = 1


def sheet_record(sheet: ScoreSheet) -> dict[str, Any]:
    """Everything a sheet holds, as JSON can: columns as whole numbers with their decimals, places as they are named."""
    units = {unit.code: position for position, unit in enumerate(sheet.units)}
    return {
        "format": FORMAT,
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
        "places": _places_record(sheet.places, units),
    }


def _plain(model: Model) -> dict[str, Any]:
    return model.model_dump(mode="json")


def _places_record(
    places: Mapping[tuple[str, ColumnName], Place], units: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The places sheet by sheet and column by column: a row of units, and a row of their cells."""
    found: dict[tuple[str | None, str | None, ColumnName], tuple[list[int], list[str | None]]] = {}
    for (unit, name), place in places.items():
        at, cells = found.setdefault((place.file, place.sheet, name), ([], []))
        at.append(units[unit])
        cells.append(place.cell)
    return [
        {"file": file, "sheet": sheet, "code": name.code, "field": name.field, "units": at, "cells": cells}
        for (file, sheet, name), (at, cells) in found.items()
    ]


def sheet_of(record: Mapping[str, Any]) -> ScoreSheet:
    """The sheet a record holds, equal to the one it was made of in everything that is scored.

    Raises:
        ValueError: If it is a form of a later program.
    """
    if record["format"] != FORMAT:
        raise ValueError(f"snapshot format {record['format']} is not known here")
    units = tuple(Unit.model_validate(unit) for unit in record["units"])
    return ScoreSheet(
        units=units,
        columns={
            ColumnName(Stage.RAW, column["code"], column["field"]): RawColumn(
                np.array(column["mantissas"], dtype=np.int64),
                column["decimals"],
                np.array(column["states"], dtype=np.uint8),
            )
            for column in record["columns"]
        },
        exemptions=tuple(Exemption.model_validate(one) for one in record["exemptions"]),
        places=dict(_places(record["places"], units)),
        reasons={(unit, indicator): reason for unit, indicator, reason in record["reasons"]},
        adjustments=tuple(AdjustmentRecord.model_validate(one) for one in record["adjustments"]),
        vetoes=tuple(VetoRecord.model_validate(one) for one in record["vetoes"]),
    )


def _places(records: list[dict[str, Any]], units: tuple[Unit, ...]) -> Any:
    for record in records:
        name = ColumnName(Stage.RAW, record["code"], record["field"])
        for position, cell in zip(record["units"], record["cells"], strict=True):
            unit = units[position]
            place = Place(record["file"], record["sheet"], cell, unit=unit.name, indicator=record["code"])
            yield (unit.code, name), place
