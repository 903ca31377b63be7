"""The sheets of a scheme, put together as what was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.listed import NONE
from documents.authoring.parameter_names import choices_of_parameter, is_of_the_part, path_of
from documents.authoring.sheet_reader import content_of, hint, records
from documents.authoring.tables import COVERS, ITEMS, PARAMETERS, TREE
from indicators import scheme_problems

if TYPE_CHECKING:
    from documents.authoring.assembly import Assembly
    from documents.authoring.columns import Column
    from documents.authoring.sheet_reader import Record
    from documents.authoring.tables import Table
    from documents.grid import Grid
    from indicators.written import Path

_CODE = PARAMETERS.column("code")
_PARAMETER, _KEY, _VALUE = (PARAMETERS.column(name) for name in ("parameter", "key", "value"))
_LIST, _ALONE = ITEMS.column("list"), ITEMS.column("value")


def read_records(grid: Grid, table: Table, path: Path, assembly: Assembly) -> None:
    """Reads a sheet whose rows are the records of one list."""
    for number, record in enumerate(records(grid, table, assembly.report)):
        put_record((*path, number), record, list(record), assembly)


def put_record(path: Path, record: Record, columns: list[Column], assembly: Assembly) -> None:
    """Puts cells of a row at a path, which is there even if none of them can be used."""
    assembly.put(path, {}, record.place(columns[0]))
    for column in columns:
        place = record.place(column)
        value = content_of(record.cell(column), column, place, assembly.report)
        if value is not None:
            assembly.put((*path, *column.name.split(".")), value, place)


class SchemeSheets:
    """Reads the tree, and then the sheets whose rows belong to one of its parts."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._parts: dict[str, int] = {}
        #: Whether every code was read, so that one can say which ones there are not; and so for rules and their items.
        self._codes_read = self._rules_read = self._items_read = False
        self._without_rule: set[str] = set()

    def read_tree(self, grid: Grid) -> None:
        """Reads the parts, one per row."""
        assembly = self._assembly
        rows = list(records(grid, TREE, assembly.report))
        for number, record in enumerate(rows):
            put_record(("tree", number), record, list(record), assembly)
            code = assembly.text_at(("tree", number, "code"))
            if code in self._parts:
                place = record.place(TREE.column("code"))
                assembly.report(scheme_problems.REPEATED_CODE.at(place, code=code))
            elif code is not None:
                self._parts[code] = number
        ways = [("tree", number) for number in range(len(rows))]
        self._codes_read = bool(rows) and all(assembly.holds((*way, "code")) for way in ways)
        self._rules_read = any(assembly.holds((*way, "rule")) for way in ways)

    def read_items(self, grid: Grid) -> None:
        """Reads what rules list; outer lists come before those within their items."""
        found: list[tuple[Path, Record]] = []
        for record in records(grid, ITEMS, self._assembly.report):
            path = self._path(record, _LIST)
            if path is not None:
                found.append((path, record))
        counts: dict[Path, int] = {}
        for path, record in sorted(found, key=lambda each: len(each[0])):
            number = counts[path] = counts.get(path, -1) + 1
            self._items_read = True
            self._put_item((*path, number), record)

    def _put_item(self, path: Path, record: Record) -> None:
        columns = [column for column in record if column not in {_CODE, _LIST}]
        if columns == [_ALONE]:
            self._put(path, record, _LIST, _ALONE)
        elif self._is_reached(path, record, _LIST):
            put_record(path, record, columns or [_LIST], self._assembly)

    def read_parameters(self, grid: Grid) -> None:
        """Reads single numbers and choices."""
        for record in records(grid, PARAMETERS, self._assembly.report):
            path = self._path(record, _PARAMETER)
            if path is None:
                continue
            key = self._text(record, _KEY)
            if _VALUE not in record:
                said = {"code": record.cell(_CODE).text, "name": record.cell(_PARAMETER).text}
                self._assembly.report(kinds.PARAMETER_BLANK.at(record.place(_VALUE), **said))
            elif key is not None:
                self._put((*path, key) if key else path, record, _PARAMETER, _VALUE)

    def read_covers(self, grid: Grid) -> None:
        """Reads which indicators of the list the parts cover."""
        counts: dict[int, int] = {}
        for record in records(grid, COVERS, self._assembly.report):
            part = self._part(record)
            if part is not None:
                number = counts[part] = counts.get(part, -1) + 1
                columns = [column for column in record if column != _CODE]
                put_record(("tree", part, "covers", number), record, columns or [_CODE], self._assembly)

    def _path(self, record: Record, named: Column) -> Path | None:
        """The path of which a row speaks; None, and why, if it cannot be told."""
        part, name = self._part(record), self._text(record, named)
        if part is None or name is None:
            return None
        place, path = record.place(named), path_of(name)
        if path is None:
            self._assembly.report(kinds.PARAMETER_UNREADABLE.at(place, name=name))
            return None
        if not is_of_the_part(path) and not self._assembly.holds(("tree", part, "rule")):
            code = record.cell(_CODE).text
            if self._rules_read and code not in self._without_rule:
                self._without_rule.add(code)
                self._assembly.report(kinds.NODE_WITHOUT_RULE.at(place, code=code, name=name))
            return None
        return ("tree", part, *path)

    def _part(self, record: Record) -> int | None:
        """The part of the tree whose code a row states; None, and why, if there is none."""
        code, place = self._text(record, _CODE), record.place(_CODE)
        if code == "":
            self._assembly.report(kinds.CODE_BLANK.at(place))
        elif code is not None and code not in self._parts and self._codes_read:
            close = hint(code, list(self._parts))
            self._assembly.report(kinds.CODE_UNKNOWN.at(place, code=code, hint=close))
        return self._parts.get(code or "")

    def _text(self, record: Record, column: Column) -> str | None:
        """The text of a cell; None, and why, if it cannot be read."""
        if column not in record:
            return ""
        text = content_of(record.cell(column), column, record.place(column), self._assembly.report)
        return text if isinstance(text, str) else None

    def _put(self, path: Path, record: Record, named: Column, column: Column) -> None:
        """Puts the one value of a row, unless there is one already."""
        name, place = record.cell(named).text, record.place(column)
        if not self._is_reached(path, record, named):
            return
        translated = replace(column, choices=choices_of_parameter(name))
        value = content_of(record.cell(column), translated, place, self._assembly.report)
        if value is None:
            return
        other = self._assembly.put(path, {} if value == NONE else value, place)
        if other is not None:
            said = {"code": record.cell(_CODE).text, "name": name, "other": f"‹{other.sheet}›!{other.cell}"}
            self._assembly.report(kinds.PARAMETER_REPEATED.at(place, **said))

    def _is_reached(self, path: Path, record: Record, named: Column) -> bool:
        """Whether the items of lists which a path goes through are there; says so if not."""
        within = [path[: depth + 1] for depth, key in enumerate(path[:-1]) if isinstance(key, int)]
        if all(self._assembly.holds(item) for item in within):
            return True
        if self._items_read:
            said = {"code": record.cell(_CODE).text, "name": record.cell(named).text}
            self._assembly.report(kinds.LIST_ITEM_UNKNOWN.at(record.place(named), **said))
        return False
