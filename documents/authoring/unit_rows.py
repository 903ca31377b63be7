"""The register of units beside a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.authoring.sheet_reader import content_of, records
from documents.authoring.tables import UNITS
from documents.intake import sheet_problems
from indicators.units import Unit

if TYPE_CHECKING:
    from documents.authoring.assembly import Assembly
    from documents.grid import Grid

_CODE, _NAME, _GROUP, _ALIASES = UNITS.columns


def read_units(grid: Grid, assembly: Assembly) -> tuple[Unit, ...]:
    """The units of the register; groups are written by their codes or names."""
    groups = _groups(assembly)
    found: list[Unit] = []
    titles: dict[str, str] = {}
    for record in records(grid, UNITS, assembly.report):
        said = {}
        for column in record:
            said[column] = content_of(record.cell(column), column, record.place(column), assembly.report)
        for column in (_CODE, _NAME, _GROUP):
            if column not in said:
                place = record.place(column)
                assembly.report(sheet_problems.UNIT_INCOMPLETE.at(place, field=column.heading))
        code, name, title = (said.get(column) for column in (_CODE, _NAME, _GROUP))
        if not (isinstance(code, str) and isinstance(name, str) and isinstance(title, str)):
            continue
        group = groups.get(title)
        if group is None:
            known, place = "、".join(groups), record.place(_GROUP)
            assembly.report(sheet_problems.GROUP_UNKNOWN.at(place, group=title, known=known))
            continue
        aliases = tuple(str(alias) for alias in said.get(_ALIASES) or ())
        for called in dict.fromkeys((code, name, *aliases)):
            if called in titles:
                other, place = titles[called], record.place(_NAME)
                assembly.report(sheet_problems.UNIT_REPEATED.at(place, name=called, other=other))
            titles[called] = f"‹{grid.sheet}›!{record.place(_NAME).cell}"
        found.append(Unit(code=code, name=name, group=group, aliases=aliases))
    return tuple(found)


def _groups(assembly: Assembly) -> dict[str, str]:
    """The code of a group by its name or code; a code wins over another group's name."""
    content = assembly.written.value
    listed = content.get("groups") if isinstance(content, dict) else None
    codes, names = {}, {}
    for group in listed if isinstance(listed, list) else ():
        if isinstance(group, dict) and isinstance(code := group.get("code"), str):
            codes[code] = code
            names[str(group.get("name"))] = code
    return names | codes
