"""The superior's list beside a scheme: shown for reference, and not changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.authoring import problems as kinds
from documents.authoring.assembly import Assembly
from documents.authoring.scheme_reader import read_records
from documents.authoring.tables import CATALOGUE
from indicators.catalogue_text import catalogue_content
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from documents.grid import Grid
    from indicators.catalogue import Catalogue


def report_changes(grid: Grid, catalogue: Catalogue, assembly: Assembly) -> None:
    """Points out every cell of the sheet that no longer says what the list does."""
    sheet = Assembly(grid.file)
    read_records(grid, CATALOGUE, ("items",), sheet)
    read: Any = sheet.written.value
    items = {item["code"]: item for item in catalogue_content(catalogue)["items"]}
    for number, row in enumerate(read.get("items", [])):
        code = row.get("code", "")
        item = items.pop(code, None)
        for name in CATALOGUE.names:
            if item is None or row.get(name) != item.get(name):
                place = sheet.written.place_of(("items", number, name))
                assembly.report(kinds.CATALOGUE_CHANGED.at(place, what=_change(code, name, item)))
                if item is None:
                    break
    for code in items:
        gone = Words(f"“{code}”被删去", f"“{code}” was removed")
        assembly.report(kinds.CATALOGUE_CHANGED.at(Place(grid.file, grid.sheet), what=gone))


def _change(code: str, name: str, item: dict[str, Any] | None) -> Words:
    if item is None:
        return Words(f"清单中没有“{code}”", f"the list has no “{code}”")
    heading = CATALOGUE.column(name).heading
    return Words(f"“{code}”的“{heading}”", f"“{name}” of “{code}”")
