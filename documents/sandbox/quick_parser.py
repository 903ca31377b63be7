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

from documents.sandbox.first_reader import LONGEST_TEXT, SheetParser, Written
from documents.sandbox.trouble import Trouble

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Comments and the like, in which something that looks like a row need not be one.
_OPAQUE = (b"<!", b"<?")
_DECLARATION = re.compile(rb"<\?xml\s[^<>?]*\?>")
_STYLE, _KIND, _TEXT = rb"[0-9]{1,5}", rb"[ns]", rb"[0-9.eE+-]{1,30}"
_ROW = re.compile(
    rb'(<row r="([1-9][0-9]{0,6})"[^<>/]*)>'
    rb'((?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="' + _STYLE + rb'")?(?: t="' + _KIND + rb'")?><v>'
    rb"" + _TEXT + rb"</v></c>){1,16384}+)(</row>)"
)
_REST = re.compile(rb'(?: s="(' + _STYLE + rb')")?(?: t="(' + _KIND + rb')")?><v>(' + _TEXT + rb")</v></c>")
_CELL = b'<c r="'
_NAMESPACE = ROW_TAG.removesuffix("row").strip("{}").encode()
_COLUMNS = {get_column_letter(number).encode(): number for number in range(1, 501)}


class _Fact(NamedTuple):
    """What cells with the same bytes behind their reference say, and how many characters each of them counts."""

    #: As in `Written`, without the column; None where there is nothing but blanks.
    said: tuple[str, object, str, int, bool] | None
    characters: int


class QuickParser(SheetParser):
    """The parser of a sheet, which finds just what it would find parsing every cell."""

    def __init__(self, title: str, source: IO[bytes], *arguments: Any, **named: Any) -> None:
        self._plain: dict[int, bytes] = {}
        #: What tells a row whose cells were taken out; it stands nowhere else in the sheet.
        self._mark = "plain"
        self._facts: dict[bytes, _Fact] = {}
        super().__init__(title, io.BytesIO(self._taken_out(source.read())), *arguments, **named)

    def _taken_out(self, part: bytes) -> bytes:
        """The part without the cells of plain rows."""
        declared = _DECLARATION.match(part)
        if any(part.find(mark, declared.end() if declared is not None else 0) >= 0 for mark in _OPAQUE):
            return part
        while self._mark.encode() in part:
            self._mark *= 2
        return _ROW.sub(self._take_out, part)

    def _take_out(self, row: re.Match[bytes]) -> bytes:
        number = int(row[2])
        if number in self._plain:
            return row[0]
        self._plain[number] = row[3]
        return b'%b %b="">%b' % (row[1], self._mark.encode(), row[4])

    def _cells(self, element: Element) -> list[Written]:
        if element.get(self._mark) is None:
            return super()._cells(element)
        content = self._plain[self.row_counter]
        found = self._quickly(content)
        if found is None:
            found = super()._cells(fromstring(b'<row xmlns="%b">%b</row>' % (_NAMESPACE, content)))  # noqa: S314 - plain
        return found

    def _quickly(self, content: bytes) -> list[Written] | None:
        """The cells of a plain row; None where something is to be said of one of them."""
        number = b"%d" % self.row_counter
        digits, before, characters, facts = len(number), 0, 0, self._facts
        found = []
        for piece in content.split(_CELL)[1:]:
            reference, _, rest = piece.partition(b'"')
            column = _COLUMNS.get(reference[:-digits], 0)
            fact = facts.get(rest) or self._fact(rest)
            if column <= before or fact is None or reference[-digits:] != number:
                return None
            before = column
            characters += fact.characters
            if fact.said is not None:
                found.append(Written(column, *fact.said))
        if found and (found[-1].column > self.limits.columns or self.row_counter > self.limits.rows):
            return None
        self.characters += characters
        return found

    def _fact(self, rest: bytes) -> _Fact | None:
        """What a cell says that was not seen before; None where it is refused."""
        match = _REST.fullmatch(rest)
        style, kind, text = (
            ((part or b"").decode() for part in match.groups()) if match is not None else ("", "", "")
        )
        number = int(style or "0")
        if match is None or number >= len(self.formats):
            return None
        try:
            value = self._value(kind or "n", text, number)
        except Trouble:
            return None
        length = len(value) if isinstance(value, str) else 0
        if length > LONGEST_TEXT:
            return None
        is_blank = isinstance(value, str) and not value.strip()
        fact = _Fact(None if is_blank else (kind or "n", value, text, number, False), length)
        self._facts[rest] = fact
        return fact
