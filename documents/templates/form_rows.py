"""The rows of a form: one for each value, those of an indicator with one target and one explanation beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from documents.brush import put_number
from documents.intake.heading_words import FIELD, INDICATOR, INDICATOR_CODE, MEASURE_UNIT, PERIOD, VALUE
from documents.table_style import CAPTION, NUMBER_FONT, TEXT_SIZE, Look, height
from documents.templates import template_book
from documents.templates.entries import counted, measured_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from documents.quick_page import QuickPage
    from documents.templates.entries import Entry
    from documents.templates.template_book import TemplateBook

    #: An entry with what the unit reported a year ago.
    Line = tuple[Entry, Decimal | None]

TARGET, LAST_YEAR, EXPLANATION, REMARK = "目标值", "上年值", "说明", "备注"
_TEXT = Look(size=10, indent=1)
_CENTRED = Look(size=10, align="center")
_FIGURE = Look(NUMBER_FONT, 10, align="center")
_SMALL = Look(size=9, indent=1)
_CAPTION = replace(CAPTION, size=10)
_LEAST, _CAPTION_HEIGHT = 20, 18
#: The heights of lines of text, and how many signs of a size take the room of one of the usual size.
_LINE, _SMALL_LINE = 14, 12
_SIGNS_FOR_ONE, _SMALL_SIGNS_FOR_ONE = TEXT_SIZE / _TEXT.size, TEXT_SIZE / _SMALL.size
#: The width of a form in units of column widths: a lying A4 page holds 138 at full size, and the form is printed
#: a twentieth smaller. Explanations take what others leave.
_ROOM, _LEAST_EXPLANATION = 146.0, 26.0
_VALUE_WIDTH, _REMARK_WIDTH, _OPTIONAL_WIDTH = 13.0, 11.0, 9.0
_SIGNS = str.maketrans("*/-", "×÷−")


class Column(NamedTuple):
    """One column of a form; `width` in Excel's units."""

    heading: str
    width: float
    look: Look
    text: Callable[[Entry], str]


_COLUMNS = (
    Column(INDICATOR_CODE, 9, _FIGURE, lambda entry: entry.indicator.code),
    Column(INDICATOR, 31, _TEXT, lambda entry: entry.indicator.name),
    Column(FIELD, 19, _TEXT, lambda entry: entry.asked.field.name),
    Column(PERIOD, 9, _CENTRED, lambda entry: entry.period),
    Column(MEASURE_UNIT, 9, _CENTRED, lambda entry: measured_in(entry.asked)),
)
_ALWAYS = frozenset({INDICATOR_CODE, INDICATOR, FIELD, MEASURE_UNIT})


class Block(NamedTuple):
    """Rows that stay on one page: from where to before where, and how tall they are together, in points."""

    first: int
    after: int
    tall: int


def explanation_of(entries: Sequence[Entry]) -> str:
    """What is counted, how an indicator is measured, and the evidence that is asked for."""
    indicator = entries[0].indicator
    said = [
        f"填报内容：{what}" for what in dict.fromkeys(counted(entry.asked).zh for entry in entries) if what
    ]
    if indicator.basis:
        said.append(indicator.basis)
    if indicator.measure is not None:
        said.append(f"算式：{indicator.measure.translate(_SIGNS)}")
    if indicator.evidence:
        said.append("佐证：" + "；".join(indicator.evidence))
    return "\n".join(said)


class FormRows:
    """The columns a form needs for its lines, and the rows below their headings."""

    def __init__(self, book: TemplateBook, lines: Sequence[Line]) -> None:
        self._book = book
        self._lines = lines
        entries = [entry for entry, _ in lines]
        told = [c for c in _COLUMNS if c.heading in _ALWAYS or any(map(c.text, entries))]
        optional = (
            (TARGET, any(entry.target for entry in entries)),
            (LAST_YEAR, any(value is not None for _, value in lines)),
        )
        self._told = told
        self.headings = [column.heading for column in told]
        self.headings += [heading for heading, wanted in optional if wanted]
        self.widths = [column.width for column in told]
        self.widths += [_OPTIONAL_WIDTH] * (len(self.headings) - len(told))
        left = _ROOM - sum(self.widths) - _VALUE_WIDTH - _REMARK_WIDTH
        self.widths += [_VALUE_WIDTH, max(left, _LEAST_EXPLANATION), _REMARK_WIDTH]
        self.headings += [VALUE, EXPLANATION, REMARK]
        self._at = {heading: position for position, heading in enumerate(self.headings)}

    def put(self, page: QuickPage, row: int) -> list[Block]:
        """Writes all rows from this one on: each indicator a block, the first below a caption with the caption."""
        blocks: list[Block] = []
        for caption, below in groupby(self._lines, key=lambda line: line[0].caption):
            above = _CAPTION_HEIGHT if caption else 0
            if caption:
                last = len(self.widths) - 1
                self._book.put_across(page, (row, 0), (row, last), caption, _CAPTION)
                page.set_row(row, above)
            for _, of_one in groupby(below, key=lambda line: line[0].indicator.code):
                lines = list(of_one)
                tall = self._put_indicator(page, row + (above > 0), lines)
                after = row + (above > 0) + len(lines)
                blocks.append(Block(row, after, above + tall))
                row, above = after, 0
        return blocks

    def _put_indicator(self, page: QuickPage, first: int, lines: list[Line]) -> int:
        """Writes the rows of an indicator; how tall they are."""
        entry = lines[0][0]
        last, explanation = first + len(lines) - 1, explanation_of([line for line, _ in lines])
        room = [self.widths[self._at[EXPLANATION]] * _SMALL_SIGNS_FOR_ONE]
        share = ceil(height([explanation], room, line=_SMALL_LINE) / len(lines))
        widths = [column.width * _SIGNS_FOR_ONE for column in self._told]
        total = 0
        for row, (line, value) in enumerate(lines, start=first):
            self._put_line(page, row, line, value)
            texts = [column.text(line) for column in self._told]
            tall = max(height(texts, widths, least=_LEAST, line=_LINE), share)
            page.set_row(row, tall)
            total += tall
        joined = {EXPLANATION: (explanation, _SMALL), TARGET: (entry.target, _FIGURE)}
        for heading, (text, look) in joined.items():
            if heading in self._at:
                at = self._at[heading]
                self._book.put_across(page, (first, at), (last, at), text, look)
        return total

    def _put_line(self, page: QuickPage, row: int, entry: Entry, before: Decimal | None) -> None:
        book = self._book
        for position, column in enumerate(self._told):
            book.put(page, (row, position), column.text(entry), column.look)
        if LAST_YEAR in self._at:
            at = self._at[LAST_YEAR]
            if before is None:
                book.put(page, (row, at), "", _FIGURE)
            else:
                put_number(page, row, at, before, book.format(_FIGURE))
        book.put_input(page, row, self._at[VALUE], entry.asked)
        page.write_blank(row, self._at[REMARK], None, book.unlocked(template_book.REMARK))
