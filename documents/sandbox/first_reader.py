"""The first reader: openpyxl's parser, held to what a spreadsheet program writes."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast
from xml.etree.ElementTree import ParseError, iterparse

from openpyxl.cell.text import Text
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import (
    CELL_TAG,
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from documents.sandbox.trouble import Trouble, damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from documents.sandbox.limits import Limits

_TEXT_TAG = VALUE_TAG.replace("}v", "}t")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\s*")
_LONGEST_NUMBER = 1_000
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: The letter of the column after so many; past those of any table, none.
_LETTERS = [*map(get_column_letter, range(1, 501)), *[""] * (_LAST_COLUMN - 499)]
#: Excel's own limit.
LONGEST_TEXT = 32_767
_TRUE = {"1": True, "true": True, "0": False, "false": False}
#: The kind of a formula whose result is not there.
UNWORKED = "unworked"


class OutOfCalendar(str):
    """A number in the format of a date that is none."""

    __slots__ = ()


class Written(NamedTuple):
    """A cell with content: its column, the kind of value the file says it is, the value, and its text in the file.

    The kinds are those of the file, `n` `s` `str` `inlineStr` `b` `e` `d`, and `UNWORKED`.
    """

    column: int
    kind: str
    value: object
    text: str
    style: int
    is_formula: bool


class Merged(NamedTuple):
    """A merged range, counted from one, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """As in Excel."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"


class SheetParser(WorkSheetParser):
    """Openpyxl's parser of one sheet, which gives only cells with content and refuses what is out of order."""

    def __init__(
        self,
        title: str,
        source: IO[bytes],
        strings: list[str],
        formats: Sequence[str],
        limits: Limits,
        *,
        unworked: bool,
        **dates: object,
    ) -> None:
        super().__init__(source, strings, data_only=True, **dates)  # type: ignore[arg-type]
        self.title = title
        self.strings = strings
        self.formats = formats
        self.limits = limits
        self.unworked = unworked
        self.count = 0
        self.characters = 0
        self.merged: list[Merged] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        #: What is done with elements beside the rows.
        self.beside: dict[str, Callable[[Element], None]] = {COL_TAG: self._columns, MERGE_TAG: self._merges}

    def rows(self) -> Iterator[tuple[int, list[Written]]]:
        """Row by row, those with content.

        Raises:
            Trouble: At the first cell that is not what a spreadsheet program writes, or lies too far away.
        """
        try:
            for _, element in iterparse(self.source):  # noqa: S314 - document types are refused before
                if element.tag == ROW_TAG:
                    row = self._row(element)
                    if row:
                        yield self.row_counter, row
                    element.clear()
                elif element.tag in self.beside:
                    self.beside[element.tag](element)
        except ParseError as error:
            raise damaged("xml", self.title) from error

    def looks(self) -> dict[str, object]:
        """What is sent beside the cells once all are read; nothing."""
        return {}

    def _row(self, element: Element) -> list[Written]:
        number = element.get("r", str(self.row_counter + 1))
        if not number.isascii() or not number.isdigit() or not 0 < int(number[:9]) <= _LAST_ROW:
            raise Trouble("cell-damaged", self.title, why="reference")
        if int(number) <= self.row_counter:
            raise Trouble("cell-damaged", self.title, f"A{int(number)}", why="order")
        self.row_counter, self.col_counter = int(number), 0
        found = self._cells(element)
        if found and element.get("hidden") in {"1", "true"}:
            self.hidden_rows.add(self.row_counter)
        self.count += len(found)
        if self.count > self.limits.cells:
            raise too_large("cells", self.count, self.limits.cells, self.title)
        if self.characters > self.limits.characters:
            raise too_large("text", self.characters, self.limits.characters, self.title)
        return found

    def _cells(self, element: Element) -> list[Written]:
        """The cells of a row that have content."""
        return [cell for child in element.iter(CELL_TAG) if (cell := self._cell(child)) is not None]

    def _cell(self, element: Element) -> Written | None:
        self._place(element.get("r"))
        kind, style = element.get("t", "n"), element.get("s", "0")
        if not style.isdigit() or int(style) >= len(self.formats):
            raise self._trouble("style")
        parts = {child.tag: child for child in element}
        if len(parts) < len(element):
            raise self._trouble("value")
        text = (parts[VALUE_TAG].text or "") if VALUE_TAG in parts else ""
        is_formula = FORMULA_TAG in parts
        value: object = text
        if kind == "inlineStr":
            value = self._inline(parts.get(INLINE_STRING))
        elif text:
            value = self._value(kind, text, int(style))
        elif is_formula and kind != "str":
            # A result that is an empty text keeps its type; a result never worked out has none.
            kind = UNWORKED
        if isinstance(value, str) and kind != UNWORKED and not self._counted(value).strip():
            return None
        if self.unworked and is_formula and kind == "n" and value == 0:
            kind = UNWORKED
        if self.col_counter > self.limits.columns or self.row_counter > self.limits.rows:
            rows, columns = self.limits.rows, self.limits.columns
            raise Trouble("cell-too-far", self.title, self._name, rows=rows, columns=columns)
        return Written(self.col_counter, kind, value, text, int(style), is_formula)

    def _counted(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            raise too_large("cell-text", len(text), LONGEST_TEXT, self.title, self._name)
        self.characters += len(text)
        return text

    def _place(self, reference: str | None) -> None:
        before = self.col_counter
        if reference is None or reference == f"{_LETTERS[before]}{self.row_counter}":
            self.col_counter += 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self.row_counter:
                raise self._trouble("reference")
            self.col_counter = column_index_from_string(match[1])
        if self.col_counter <= before:
            raise self._trouble("order")
        if self.col_counter > _LAST_COLUMN:
            raise self._trouble("reference")

    def _inline(self, child: Element | None) -> str:
        if child is not None and len(child) == 1 and child[0].tag == _TEXT_TAG:
            # What openpyxl makes of a plain text, in a tenth of the time.
            return child[0].text or ""
        return "" if child is None else str(cast("Any", Text).from_tree(child).content)

    def _value(self, kind: str, text: str, style: int) -> object:
        if kind == "n":
            return self._number(text, style)
        if kind == "s":
            if not text.isascii() or not text.isdigit() or int(text[:10]) >= len(self.strings):
                raise self._trouble("string")
            return self.strings[int(text)]
        if kind == "b" and text in _TRUE:
            return _TRUE[text]
        if kind in {"str", "e"}:
            return text
        if kind == "d":
            try:
                return cast("object", from_ISO8601(text))  # type: ignore[no-untyped-call]
            except ValueError:
                raise self._trouble("value") from None
        raise self._trouble("value")

    def _number(self, text: str, style: int) -> object:
        if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            raise self._trouble("value")
        number = int(text) if text.lstrip("+-").isdigit() else float(text)
        if style not in self.date_formats:
            return number
        try:
            return from_excel(number, self.epoch, timedelta=style in self.timedelta_formats)
        except (OverflowError, ValueError):
            # Excel shows a date before or after all dates as ####: no number either.
            return OutOfCalendar(text)

    @property
    def _name(self) -> str:
        return f"{get_column_letter(max(1, self.col_counter))}{self.row_counter}"

    def _trouble(self, why: str) -> Trouble:
        return Trouble("cell-damaged", self.title, self._name, why=why)

    def _columns(self, element: Element) -> None:
        if element.get("hidden") in {"1", "true"}:
            first, last = element.get("min", ""), element.get("max", "")
            if first.isdigit() and last.isdigit():
                self.hidden_columns.append((int(first[:9]), int(last[:9])))

    def _merges(self, element: Element) -> None:
        for child in element:
            match = _RANGE.fullmatch(child.get("ref", ""))
            if match is None:
                raise Trouble("cell-damaged", self.title, why="merge")
            left, right = column_index_from_string(match[1]), column_index_from_string(match[3] or match[1])
            top, bottom = int(match[2]), int(match[4] or match[2])
            if not (top <= bottom <= _LAST_ROW and left <= right <= _LAST_COLUMN):
                raise Trouble("cell-damaged", self.title, why="merge")
            self.merged.append(Merged(top, left, bottom, right))
        area = sum((one.bottom - one.top + 1) * (one.right - one.left + 1) for one in self.merged)
        if area > self.limits.merged:
            raise too_large("merged", area, self.limits.merged, self.title)
