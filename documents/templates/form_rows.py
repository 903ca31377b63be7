"""The rows of a form: one for each value, those of an indicator with one target and one explanation beside them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.heading_words import FIELD, INDICATOR, INDICATOR_CODE, MEASURE_UNIT, PERIOD, VALUE
from documents.system.pages import NEVER
from documents.table_book import put_number
from documents.table_style import CAPTION, NUMBER_FONT, Look, height
from documents.templates import template_book
from documents.templates.entries import measured_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from xlsxwriter.worksheet import Worksheet

    from documents.templates.entries import Entry
    from documents.templates.template_book import TemplateBook

    #: An entry with what the unit reported a year ago.
    Line = tuple[Entry, Decimal | None]

TARGET, LAST_YEAR, EXPLANATION, REMARK = "目标值", "上年值", "说明", "备注"
_TEXT = Look(indent=1)
_CENTRED = Look(align="center")
_FIGURE = Look(NUMBER_FONT, align="center")
_LEAST, _CAPTION_HEIGHT = 26, 24
#: Before a caption a page may well begin.
_BEFORE_CAPTION = -0.1
#: The room of a lying A4 page in units of column widths; explanations take what others leave.
_ROOM, _LEAST_EXPLANATION = 138.0, 26.0
_SIGNS = str.maketrans("*/-", "×÷−")


class Column(NamedTuple):
    """One column of a form; `width` in Excel's units."""

    heading: str
    width: float
    look: Look
    text: Callable[[Entry], str]


_COLUMNS = (
    Column(INDICATOR_CODE, 11, _FIGURE, lambda entry: entry.indicator.code),
    Column(INDICATOR, 25, _TEXT, lambda entry: entry.indicator.name),
    Column(FIELD, 20, _TEXT, lambda entry: entry.asked.field.name),
    Column(PERIOD, 9, _CENTRED, lambda entry: entry.period),
    Column(MEASURE_UNIT, 10, _CENTRED, lambda entry: measured_in(entry.asked)),
)
_ALWAYS = frozenset({INDICATOR_CODE, INDICATOR, FIELD, MEASURE_UNIT})


def explanation_of(entry: Entry) -> str:
    """How an indicator is measured, and the evidence that is asked for."""
    indicator = entry.indicator
    said = [indicator.basis] if indicator.basis else []
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
        self.widths = [column.width for column in told] + [12.0] * (len(self.headings) - len(told))
        self.widths += [14.0, max(_ROOM - sum(self.widths) - 30, _LEAST_EXPLANATION), 16.0]
        self.headings += [VALUE, EXPLANATION, REMARK]
        self._at = {heading: position for position, heading in enumerate(self.headings)}
        #: Of each row that was put, its height in points and what it costs to start a page with it.
        self.heights: list[int] = []
        self.costs: list[float] = []

    def put(self, page: Worksheet, row: int) -> int:
        """Writes all rows from this one on; the row after them."""
        for caption, below in groupby(self._lines, key=lambda line: line[0].caption):
            if caption:
                last = len(self.widths) - 1
                self._book.put_across(page, (row, 0), (row, last), caption, CAPTION)
                self._grow(page, row, _CAPTION_HEIGHT, _BEFORE_CAPTION)
                row += 1
            kept = bool(caption)
            for _, lines in groupby(below, key=lambda line: line[0].indicator.code):
                row = self._put_indicator(page, row, list(lines), NEVER if kept else 0.0)
                kept = False
        return row

    def _put_indicator(self, page: Worksheet, first: int, lines: list[Line], cost: float) -> int:
        entry = lines[0][0]
        after, explanation = first + len(lines), explanation_of(entry)
        tall = height([explanation], [self.widths[self._at[EXPLANATION]] - 2])
        share = -(-tall // len(lines))
        for row, (line, value) in enumerate(lines, start=first):
            self._put_line(page, row, line, value)
            texts = [column.text(line) for column in self._told]
            tall = max(height(texts, self.widths[: len(texts)], least=_LEAST), share)
            self._grow(page, row, tall, cost if row == first else NEVER)
        joined = {EXPLANATION: (explanation, _TEXT), TARGET: (entry.target, _FIGURE)}
        for heading, (text, look) in joined.items():
            if heading in self._at:
                at = self._at[heading]
                self._book.put_across(page, (first, at), (after - 1, at), text, look)
        return after

    def _put_line(self, page: Worksheet, row: int, entry: Entry, before: Decimal | None) -> None:
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

    def _grow(self, page: Worksheet, row: int, tall: int, cost: float) -> None:
        page.set_row(row, tall)
        self.heights.append(tall)
        self.costs.append(cost)
