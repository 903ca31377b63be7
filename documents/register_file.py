"""The unit register as a file of its own."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from documents.file_reader import read_grids
from documents.inert_text import inert_field
from documents.intake.heading_words import ALIASES, GROUP, UNIT, UNIT_CODE
from documents.intake.headings import Headings, Layout
from documents.intake.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.units import Unit


def read_register(path: Path, scheme: Scheme) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of the registers a file holds, and everything that is wrong with them."""
    grids, problems = read_grids(path)
    register, headings, found = Register(), Headings(scheme), list(problems)
    for grid in grids:
        for layout, table in headings.find(grid):
            if layout is Layout.REGISTER:
                found += register.read(table, scheme)
    return tuple(register.units), tuple(found)


def write_register(units: Iterable[Unit], scheme: Scheme) -> bytes:
    """A register as CSV in UTF-8 with a byte order mark, as Excel expects it."""
    names = {group.code: group.name for group in scheme.groups}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((UNIT_CODE, UNIT, GROUP, ALIASES))
    for unit in units:
        fields = (unit.code, unit.name, names[unit.group], "、".join(unit.aliases))
        writer.writerow(map(inert_field, fields))
    return out.getvalue().encode("utf-8-sig")
