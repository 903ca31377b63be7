"""The headers of sheets whose headings are fixed words: registers, records, values row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.header import Header, Reading
from documents.intake.heading_words import column_for_people, fixed_of, heading_text, is_printed, is_remark
from documents.intake.nearest import Nearest
from documents.intake.titles import normal
from indicators.normal_form import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.intake.table import Column, Table


def fixed_header(table: Table, *headings: str) -> Header:
    """The header of a table that has these columns, and others for people only if they are known as such."""
    return Header(table, lambda column: fixed_reading(table, column, headings))


def fixed_reading(table: Table, column: Column, headings: Sequence[str]) -> Reading:
    """The meaning of one column of such a table."""
    word = fixed_of(column)
    if word in headings:
        return Reading(word)
    if column_for_people(column):
        return Reading(aside=not (is_remark(column.texts[-1]) or is_printed(column.texts[-1])))
    heading, place = heading_text(column), table.grid.place(column.row, column.position)
    close = Nearest(headings).hint(heading)
    return Reading(problems=(sheet_problems.COLUMN_UNKNOWN.at(place, heading=heading, hint=close),))


def open_header(table: Table) -> Header:
    """The header of a sheet of records, where an office may have columns of its own, which change nothing.

    Such a column may even bear a synonym of a fixed heading, if that has a column too.
    """
    exact = {
        word
        for column in table.columns
        if (word := fixed_of(column)) is not None and compact(column.heading) == compact(word)
    }

    def read(column: Column) -> Reading:
        word, heading = fixed_of(column), normal(column.heading)
        if is_remark(column.texts[-1]):
            return Reading()
        if word is None or (word in exact and compact(heading) != compact(word)):
            return Reading(heading)
        return Reading(word)

    return Header(table, read)
