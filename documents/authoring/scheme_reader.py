"""The sheets of a scheme, put together as what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.fields import Form, parameters_of
from documents.authoring.listed import NONE
from documents.authoring.parameter_names import is_of_the_part, path_of
from documents.authoring.sheet_reader import content_of, hint, records
from documents.authoring.tables import COVERS, ITEMS, PARAMETERS, TREE
from indicators import scheme_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from documents.authoring.assembly import Assembly
    from documents.authoring.sheet_reader import Record
    from documents.authoring.tables import Column, Table
    from documents.grid import Cell, Grid
    from indicators.problems import Place
    from indicators.written import Path, Value


def read_records(grid: Grid, table: Table, path: Path, assembly: Assembly) -> None:
    """Reads a sheet whose rows are the records of one list."""
    for number, record in enumerate(records(grid, table, assembly.report)):
        _put_record((*path, number), record, assembly)


def _put_record(path: Path, record: Record, assembly: Assembly) -> None:
    """Puts the cells of a row at a path, which is there even if none of them can be used."""
    cells = list(record)
    assembly.put(path, {}, cells[0][2])
    for column, cell, place in cells:
        value = content_of(cell, column, place, assembly.report)
        if value is not None:
            assembly.put((*path, *column.name.split(".")), value, place)


class SchemeSheets:
    """Reads the tree, and then the sheets whose rows belong to one of its parts."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._parts: dict[str, int] = {}
        #: Whether some code could not be read, so that nobody can say which ones there are not.
        self._codes_unread = False

    def read_tree(self, grid: Grid) -> None:
        """Reads the parts, one per row."""
        assembly = self._assembly
        for number, record in enumerate(records(grid, TREE, assembly.report)):
            _put_record(("tree", number), record, assembly)
            code = assembly.text_at(("tree", number, "code"))
            place = record.place(TREE.columns[0])
            if code is None:
                self._codes_unread = True
            elif code in self._parts:
                assembly.report(scheme_problems.REPEATED_CODE.at(place, code=code))
            else:
                self._parts[code] = number

    def read_items(self, grid: Grid) -> None:
        """Reads what rules list; outer lists come before those within their items."""
        found: list[tuple[Path, Record, str]] = []
        for record in records(grid, ITEMS, self._assembly.report):
            owner = self._owner(record, _LIST)
            if owner is not None:
                found.append((*owner[:1], record, owner[1]))
        counts: dict[Path, int] = {}
        for path, record, name in sorted(found, key=lambda each: len(each[0])):
            counts[path] = counts.get(path, -1) + 1
            self._put_item((*path, counts[path]), record, name)

    def _put_item(self, path: Path, record: Record, name: str) -> None:
        assembly = self._assembly
        if not self._is_reached(path, record.place(_LIST), name):
            return
        cells = {column: (cell, place) for column, cell, place in record if column not in {_CODE, _LIST}}
        alone = list(cells) == [_ITEM_VALUE]
        if not alone:
            self._put(path, {}, record.place(_LIST), name)
        for column, (cell, place) in cells.items():
            value = content_of(cell, column, place, assembly.report)
            if value is not None:
                self._put(path if alone else (*path, column.name), value, place, name)

    def read_parameters(self, grid: Grid) -> None:
        """Reads single numbers and choices."""
        for record in records(grid, PARAMETERS, self._assembly.report):
            owner = self._owner(record, _PARAMETER)
            if owner is not None:
                self._put_parameter(*owner, record)

    def _put_parameter(self, path: Path, name: str, record: Record) -> None:
        report = self._assembly.report
        cells = {column: (cell, place) for column, cell, place in record}
        place = record.place(_VALUE)
        if _VALUE not in cells:
            code = cells[_CODE][0].text
            report(kinds.PARAMETER_BLANK.at(place, code=code, name=name))
            return
        value = content_of(*_translated(cells[_VALUE], name), report)
        key = content_of(cells[_KEY][0], _KEY, cells[_KEY][1], report) if _KEY in cells else ""
        if value is not None and isinstance(key, str) and self._is_reached(path, place, name):
            within = (*path, key) if key else path
            self._put(within, {} if value == NONE else value, place, name)

    def read_covers(self, grid: Grid) -> None:
        """Reads which indicators of the list the parts cover."""
        counts: dict[int, int] = {}
        for record in records(grid, COVERS, self._assembly.report):
            number = self._part(record)
            if number is not None:
                counts[number] = counts.get(number, -1) + 1
                _put_record(("tree", number, "covers", counts[number]), record, self._assembly, _CODE)

    def _owner(self, record: Record, named: Column) -> tuple[Path, str] | None:
        """The path which a row speaks of, and the name it has there; None, and why, if it cannot be told."""
        number, report = self._part(record), self._assembly.report
        name = next((cell.text for column, cell, _ in record if column is named), "")
        path = path_of(name)
        if path is None:
            report(kinds.PARAMETER_UNREADABLE.at(record.place(named), name=name))
        if path is None or number is None:
            return None
        if not is_of_the_part(path[0]) and not self._assembly.holds(("tree", number, "rule")):
            code = self._assembly.text_at(("tree", number, "code"))
            report(kinds.NODE_WITHOUT_RULE.at(record.place(named), code=code, name=name))
            return None
        return ("tree", number, *path), name

    def _part(self, record: Record) -> int | None:
        """The part of the tree whose code a row states; None, and why, if there is none."""
        report = self._assembly.report
        found = next(((cell, place) for column, cell, place in record if column is _CODE), None)
        if found is None:
            report(kinds.CODE_BLANK.at(record.place(_CODE)))
            return None
        code = content_of(found[0], _CODE, found[1], report)
        if not isinstance(code, str):
            return None
        if code not in self._parts and not self._codes_unread:
            report(kinds.CODE_UNKNOWN.at(found[1], code=code, hint=hint(code, list(self._parts))))
        return self._parts.get(code)

    def _is_reached(self, path: Path, place: Place, name: str) -> bool:
        """Whether the items which a path goes through are there; says so if not."""
        for depth, key in enumerate(path[:-1]):
            if depth > 1 and isinstance(key, int) and not self._assembly.holds(path[: depth + 1]):
                code = self._assembly.text_at((*path[:2], "code"))
                self._assembly.report(kinds.LIST_ITEM_UNKNOWN.at(place, code=code, name=name))
                return False
        return True

    def _put(self, path: Path, value: Value, place: Place, name: str) -> None:
        other = self._assembly.put(path, value, place)
        if other is not None:
            code = self._assembly.text_at((*path[:2], "code"))
            where = other.in_words("zh").removeprefix(other.file or "").strip()
            self._assembly.report(kinds.PARAMETER_REPEATED.at(place, code=code, name=name, other=where))
