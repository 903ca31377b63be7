"""Plausibility 合理性: values that may be right and look wrong, so that somebody should check them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake.asked import asked_of
from documents.intake.cell_number import plain
from indicators.formula import ColumnName, Stage
from indicators.periods import AT
from indicators.plausible import is_seldom_up_to_one, share_of
from indicators.words import Words
from scoring.reported_problems import PART_ABOVE_WHOLE, UP_TO_ONE_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.by_cell import Key
    from documents.intake.intake import Intake
    from indicators.problems import Place, Problem

_DIGITS = "0123456789"


def plausibility(intake: Intake) -> Iterator[Problem]:
    """Warnings about values that were taken, each at a cell."""
    yield from _up_to_one_percent(intake)
    yield from _parts_above_their_whole(intake)


# ---------------------------------------------------------------- 0.97 where 97 may be meant


def _up_to_one_percent(intake: Intake) -> Iterator[Problem]:
    """One warning for the values of a column, or of an indicator where values stand row by row."""
    high = {
        name
        for name, asked in asked_of(intake.scheme).items()
        if is_seldom_up_to_one(asked.indicator, asked.field)
    }
    columns: dict[tuple[str | None, ...], list[Key]] = {}
    for name, values in intake.values.columns.items():
        if name not in high:
            continue
        for code, value in values.items():
            if 0 < value <= 1:
                key = code, name
                columns.setdefault(_column_of(key, intake.places[key]), []).append(key)
    for keys in columns.values():
        place, value = intake.places[keys[0]], intake.values[keys[0]]
        cells = Words(f"{place.cell} ", f"{place.cell} is")
        if len(keys) > 1:
            cells = Words(
                f"{place.cell} 等 {len(keys)} 格", f"{place.cell} and {len(keys) - 1} more cells are"
            )
            place = replace(place, unit=None)
        yield UP_TO_ONE_PERCENT.at(place, cells=cells, value=plain(value), hundredfold=plain(value * 100))


def _column_of(key: Key, place: Place) -> tuple[str | None, ...]:
    """What values must share to be named together; periods of an indicator may stand in one column."""
    letters = (place.cell or "").rstrip(_DIGITS)
    return place.file, place.sheet, letters, key[1].code.partition(AT)[0], key[1].field


# ---------------------------------------------------------------- more mended than found


def _parts_above_their_whole(intake: Intake) -> Iterator[Problem]:
    for indicator in intake.scheme.laid_out.indicators:
        share = share_of(indicator)
        if share is None:
            continue
        part_name, whole_name = (ColumnName(Stage.RAW, indicator.code, field) for field in share)
        parts, wholes = intake.values.column(part_name), intake.values.column(whole_name)
        for unit in intake.units:
            part, whole = parts.get(unit.code), wholes.get(unit.code)
            if part is not None and whole is not None and part > whole:
                said = {"part": share.part, "value": plain(part), "whole": share.whole}
                place = intake.places[unit.code, part_name]
                yield PART_ABOVE_WHOLE.at(place, of_whole=plain(whole), name=indicator.name, **said)
