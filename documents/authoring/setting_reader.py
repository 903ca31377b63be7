"""The sheet of settings read back."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.settings import label_of
from documents.authoring.sheet_reader import content_of, hint, records
from indicators.problems import Place

if TYPE_CHECKING:
    from documents.authoring.assembly import Assembly
    from documents.authoring.settings import Settings
    from documents.grid import Grid


def read_settings(grid: Grid, settings: Settings, assembly: Assembly) -> None:
    """Puts what the rows of a sheet of settings say; every row there was must still be there."""
    table, known = settings.table, {each.name: each for each in settings.fields}
    named, valued = table.column("name"), table.column("value")
    seen: dict[str, str | None] = {}
    proposed: set[str] = set()
    for record in records(grid, table, assembly.report):
        name, place = record.cell(named).text, record.place(named)
        if name in seen:
            assembly.report(kinds.SETTING_REPEATED.at(place, name=name, other=seen[name]))
        elif name not in known:
            assembly.report(kinds.SETTING_UNKNOWN.at(place, name=name, hint=hint(name, list(known))))
            proposed.update(get_close_matches(name, known, 1))
        else:
            seen[name] = place.cell
        if valued in record and name in known:
            each, at = known[name], record.place(valued)
            column = replace(valued, name=name, heading=label_of(each), form=each.form, choices=each.choices)
            value = content_of(record.cell(valued), column, at, assembly.report)
            if value is not None:
                assembly.put(tuple(name.split(".")), value, at)
    for name, each in known.items() if seen else ():
        if name not in seen and name not in proposed:
            place = Place(file=grid.file, sheet=grid.sheet)
            assembly.report(kinds.SETTING_ABSENT.at(place, name=name, label=label_of(each)))
