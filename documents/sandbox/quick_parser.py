"""The first reader where a row is written as nearly all rows are: numbers and shared strings, and nothing else.

Such a row is told by its bytes. Its cells are taken out before the XML is parsed, so that the parser sees the row empty and
judges all that is around them; each different cell is then judged once, however often it occurs.
"""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import ROW_TAG

from documents.sandbox.first_reader import SheetParser, Written

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Comments and the like, in which something that looks like a row need not be one.
_OPAQUE = (b"<!", b"<?")
_DECLARATION = re.compile(rb"<\?xml\s[^<>?]*\?>")
_STYLE, _KIND, _TEXT = rb"[0-9]{1,5}", rb"[ns]", rb"[0-9.eE+-]{1,30}"
_ROW = re.compile(
    rb'(<row r="([1-9][0-9]{0,6})"[^<>/]*>)'
    rb'((?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="' + _STYLE + rb'")?(?: t="' + _KIND + rb'")?><v>'
    rb"" + _TEXT + rb"</v></c>){1,16384}+)(</row>)"
)
_REST = re.compile(rb'(?: s="(' + _STYLE + rb')")?(?: t="(' + _KIND + rb')")?><v>(' + _TEXT + rb")</v></c>")
_CELL = b'<c r="'
_NAMESPACE = ROW_TAG.removesuffix("row").strip("{}").encode()
_COLUMNS = {get_column_letter(number).encode(): number for number in range(1, 501)}


class _Fact(NamedTuple):
    """What cells with the same bytes behind their reference say."""

    kind: str
    value: object
    text: str
    style: int
    #: How many characters each of them counts, and whether there is nothing but blanks.
    characters: int
    is_blank: bool


class QuickParser(SheetParser):
    """The parser of a sheet, which finds just what it would find parsing every cell."""

    def __init__(self, title: str, source: IO[bytes], *arguments: Any, **named: Any) -> None:
        self._plain: dict[int, bytes] = {}
        self._facts: dict[bytes, _Fact] = {}
        super().__init__(title, io.BytesIO(self._taken_out(source.read())), *arguments, **named)

    def _taken_out(self, part: bytes) -> bytes:
        """The part without the cells of plain rows."""
        declared = _DECLARATION.match(part)
        if any(part.find(mark, declared.end() if declared is not None else 0) >= 0 for mark in _OPAQUE):
            return part
        return _ROW.sub(self._take_out, part)

    def _take_out(self, row: re.Match[bytes]) -> bytes:
        number = int(row[2])
        if number in self._plain:
            return row[0]
        self._plain[number] = row[3]
        return row[1] + row[4]

    def _cells(self, element: Element) -> list[Written]:
        content = self._plain.get(self.row_counter)
        if content is None or len(element):
            return super()._cells(element)
        found = self._quickly(content)
        if found is None:
            found = super()._cells(fromstring(b'<row xmlns="%b">%b</row>' % (_NAMESPACE, content)))  # noqa: S314 - plain
        return found

    def _quickly(self, content: bytes) -> list[Written] | None:
        """The cells of a plain row; None where something is to be said of one of them."""
        number = b"%d" % self.row_counter
        digits, before, characters = len(number), 0, 0
        found = []
        for piece in content.split(_CELL)[1:]:
            reference, _, rest = piece.partition(b'"')
            column = _COLUMNS.get(reference[:-digits], 0)
            fact = self._facts.get(rest) or self._fact(rest)
            if column <= before or fact is None or reference[-digits:] != number:
                return None
            before = column
            characters += fact.characters
            if not fact.is_blank:
                found.append(Written(column, fact.kind, fact.value, fact.text, fact.style, is_formula=False))
        if found and (found[-1].column > self.limits.columns or self.row_counter > self.limits.rows):
            return None
        self.characters += characters
        return found

    def _fact(self, rest: bytes) -> _Fact | None:
        match = _REST.fullmatch(rest)
        ...
