"""An authoring workbook read back: what was written in it, with the cell of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.assembly import Assembly
from documents.authoring.fingerprint import read_fingerprint
from documents.authoring.reference import report_changes
from documents.authoring.scheme_reader import SchemeSheets, read_records
from documents.authoring.setting_reader import read_settings
from documents.authoring.settings import LIST_SETTINGS, SCHEME_SETTINGS
from documents.authoring.sheet_names import is_one_of, report_sheets
from documents.authoring.tables import (
    CATALOGUE,
    COVERS,
    ITEMS,
    PARAMETERS,
    RECORDS,
    TREE,
    UNITS,
)
from documents.authoring.unit_rows import read_units
from documents.file_reader import read_grids
from indicators.problems import Place, blocking
from indicators.written import Written

if TYPE_CHECKING:
    from pathlib import Path

    from documents.grid import Grid
    from documents.source_file import SourceFile
    from indicators.catalogue import Catalogue
    from indicators.units import Unit

_OF_A_SCHEME = (SCHEME_SETTINGS.table, *RECORDS, TREE, PARAMETERS, ITEMS, COVERS, UNITS)
_OF_A_LIST = (LIST_SETTINGS.table, CATALOGUE)


@dataclass(frozen=True, slots=True)
class Authored:
    """What an authoring workbook holds.

    `written` is the content of a scheme or a catalogue, as its YAML reader would give it, with the problems of the
    workbook.
    """

    written: Written
    units: tuple[Unit, ...] = ()
    #: Which scheme it was made from; None where the workbook does not say.
    exported: str | None = None


def read_authoring(source: SourceFile | Path, catalogue: Catalogue | None = None) -> Authored:
    """What a workbook made by `write_authoring` or `write_catalogue_workbook` says now.

    Args:
        source: The workbook.
        catalogue: The superior's list as it is; changes of its sheet are then pointed out.
    """
    grids, found = read_grids(source)
    if blocking(found):
        return Authored(Written(source.name, problems=list(found)))
    assembly = Assembly(source.name)
    assembly.written.problems += found
    by_title = {str(grid.sheet): grid for grid in grids}
    if not any(is_one_of(grid, (*_OF_A_SCHEME, *_OF_A_LIST)) for grid in grids):
        assembly.report(kinds.NOT_AUTHORING.at(Place(file=source.name)))
        return Authored(assembly.written)
    if LIST_SETTINGS.table.title in by_title and SCHEME_SETTINGS.table.title not in by_title:
        report_sheets(by_title, _OF_A_LIST, assembly)
        _read_list(by_title, assembly)
        return Authored(assembly.written)
    report_sheets(by_title, _OF_A_SCHEME, assembly)
    _read_scheme(by_title, assembly)
    units = read_units(by_title[UNITS.title], assembly) if UNITS.title in by_title else ()
    if catalogue is not None and CATALOGUE.title in by_title:
        report_changes(by_title[CATALOGUE.title], catalogue, assembly)
    return Authored(assembly.written, units, read_fingerprint(by_title))


def _read_list(grids: dict[str, Grid], assembly: Assembly) -> None:
    grid = grids[LIST_SETTINGS.table.title]
    read_settings(grid, LIST_SETTINGS, assembly)
    # By its code a list is told from a scheme, even by an empty one.
    assembly.put(("catalogue",), "", Place(grid.file, grid.sheet))
    if CATALOGUE.title in grids:
        read_records(grids[CATALOGUE.title], CATALOGUE, ("items",), assembly)


def _read_scheme(grids: dict[str, Grid], assembly: Assembly) -> None:
    if SCHEME_SETTINGS.table.title in grids:
        read_settings(grids[SCHEME_SETTINGS.table.title], SCHEME_SETTINGS, assembly)
    for table in RECORDS:
        if table.title in grids:
            read_records(grids[table.title], table, tuple(table.name.split(".")), assembly)
    sheets = SchemeSheets(assembly)
    # The tree comes first, since all the others name its codes; then lists, since parameters may belong to their items.
    for table, read in (
        (TREE, sheets.read_tree),
        (ITEMS, sheets.read_items),
        (PARAMETERS, sheets.read_parameters),
        (COVERS, sheets.read_covers),
    ):
        if table.title in grids:
            read(grids[table.title])
