"""Units' reports as a Word document: the facts of `unit_report_page`, one A4 page for each unit."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from documents.bulletin.standard import standard_parts
from documents.table_style import text_width
from documents.word.markup import (
    MAIN,
    TWIPS,
    Cell,
    Span,
    TableLook,
    letters,
    paragraph,
    table,
)
from documents.word.package import packed
from documents.word.tables import HEADING_FONT, shown, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from documents.table_style import Align, Column, Mark, Row
    from documents.unit_report_page import UnitPage
    from indicators.words import Language, Words

#: A4, its margins, and what is left between them, in twips.
_WIDTH, _HEIGHT, _MARGIN = 11906, 16838, 850
_ROOM = _WIDTH - 2 * _MARGIN
#: Ids of the standard template's styles.
_CELL, _TABLE, _MARK = "Cell", "Ranking", "Mark"
#: Letters in points: of the tables the largest that fit.
_SIZES = tuple(half / 2 for half in range(20, 4, -1))
_MARK_SIZE, _TITLE_SIZE, _REMARK_SIZE, _GAP = 12.0, 18.0, 8.0, 4.0
#: Lines are exactly so many times as tall as their letters, so that no font makes a page longer.
_LINE = 1.25
#: What a cell leaves free above and below, as a share of its letters; at both sides, and for a rule, in points.
_PADDING, _SIDES, _RULE = 0.15, 6.0, 0.7
_ABOVE_THE_TABLES = (_MARK_SIZE + _TITLE_SIZE) * _LINE + 20
#: Shares of the page's width.
_NOTE_WIDTHS = (17, 83)
_NAME_WIDTH, _FIGURE_WIDTH = 37, 9


def write_unit_pages(
    pages: Sequence[UnitPage], subject: str, *, language: Language, made_at: datetime, mark: Mark | None
) -> bytes:
    """The pages as one .docx file, to be printed and handed out; the same input gives the same bytes.

    Args:
        pages: What each says; one at least.
        subject: The title of the assessment.
        language: Of headings; names stay as they were given.
        made_at: The time printed below, as the office's clock shows it.
        mark: What the results are, if they are not the last word.
    """
    made = f"{subject} · {made_at:%Y-%m-%d %H:%M}"
    corner = "" if mark is None else mark.corner.in_(language)
    body = "".join(
        _page(page, corner, made, language, is_first=number == 0) for number, page in enumerate(pages)
    )
    size = f'<w:pgSz w:w="{_WIDTH}" w:h="{_HEIGHT}"/>'
    margins = "".join(f' w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    section = f'<w:sectPr>{size}<w:pgMar{margins} w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    document = f'<w:document xmlns:w="{MAIN}"><w:body>{body}{section}</w:body></w:document>'
    return packed(standard_parts() | {"word/document.xml": document.encode()})


class _Grid(NamedTuple):
    """A table of a page: rows of cells, and the widths of columns in twips."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: list[int]

    def height(self, size: float) -> float:
        """How tall it is in letters of a size, in points; names of full-width letters break anywhere."""
        free = 2 * _PADDING * size + _RULE
        return sum(
            max(_lines(cell, width, size) for cell, width in zip(row, self.widths, strict=True))
            * size
            * _LINE
            + free
            for row in self.rows
        )


def _lines(cell: Cell, width: int, size: float) -> int:
    room = width / TWIPS - _SIDES - cell.indent
    return max(1, ceil(text_width(cell.text) * size / 2 / (room - size)))


def _page(page: UnitPage, corner: str, made: str, language: Language, *, is_first: bool) -> str:
    """Everything on a page, in the largest letters that leave it one page."""
    title, *remarks = (_said(text, language) for text in (page.table.title, *page.table.remarks))
    small = [_line(text, _REMARK_SIZE, "left") for text in (*remarks, made)]
    used = sum(_Grid(((Cell(text),),), [_ROOM]).height(_REMARK_SIZE) for text in (*remarks, made))
    room = (_HEIGHT - 2 * _MARGIN) / TWIPS - used - _ABOVE_THE_TABLES
    size = next((size for size in _SIZES if _height(page, language, size) <= room), _SIZES[-1])
    look = TableLook(_TABLE, _CELL, size, 0, line=size * _LINE, padding=size * _PADDING)
    tables = (table(look, grid.widths, grid.rows, 0) for grid in _grids(page, language, size))
    return "".join((
        paragraph(_MARK, Span(corner), before=("" if is_first else "<w:pageBreakBefore/>") + _exactly(_MARK_SIZE)),
        _line(title, _TITLE_SIZE, "center"),
        *small[:-1],
        # Without a paragraph between them two tables would be one.
        _line("", _GAP, "left").join(tables),
        small[-1],
    ))  # fmt: skip


def _height(page: UnitPage, language: Language, size: float) -> float:
    return sum(grid.height(size) + _GAP * _LINE for grid in _grids(page, language, size))


def _line(text: str, size: float, align: Align) -> str:
    font = HEADING_FONT if size == _TITLE_SIZE else ""
    span = Span(text, properties=letters(size, font=font))
    return paragraph(_CELL, span, before=f'{_exactly(size)}<w:jc w:val="{align}"/>')


def _exactly(size: float) -> str:
    return f'<w:spacing w:line="{round(size * _LINE * TWIPS)}" w:lineRule="exact"/>'


def _grids(page: UnitPage, language: Language, size: float) -> tuple[_Grid, ...]:
    """The tables of a page from above: where the unit stands, what made its total if anything, and every part."""
    columns = page.table.columns

    def heading(text: str | Words) -> Cell:
        return Cell(_said(text, language), properties=letters(size, font=HEADING_FONT))

    facts = (
        tuple(heading(label) for label, _ in page.facts),
        tuple(
            Cell(shown(value, columns[0], language), properties=letters(size, bold=True))
            for _, value in page.facts
        ),
    )
    notes = tuple((heading(label), Cell(_said(text, language), "left")) for label, text in page.notes)
    parts = (
        tuple(heading(column.heading) for column in columns),
        *(_part(columns, row, language, size) for row in page.table.rows),
    )
    return (
        _Grid(facts, spread([1] * len(page.facts), _ROOM)),
        *((_Grid(notes, spread(_NOTE_WIDTHS, _ROOM)),) if notes else ()),
        _Grid(parts, spread([_NAME_WIDTH, *[_FIGURE_WIDTH] * (len(columns) - 1)], _ROOM)),
    )


def _part(columns: Sequence[Column], row: Row, language: Language, size: float) -> tuple[Cell, ...]:
    look = letters(size, bold=row.bold)
    name, *figures = (shown(value, spec, language) for value, spec in zip(row.cells, columns, strict=True))
    return (Cell(name, "left", look, row.indent * size), *(Cell(text, properties=look) for text in figures))


def _said(text: str | Words, language: Language) -> str:
    return text if isinstance(text, str) else text.in_(language)
