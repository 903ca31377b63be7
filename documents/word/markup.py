"""Paragraphs and tables as WordprocessingML. Text is text, whatever it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from indicators.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.table_style import Align

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Twips in a point, and half-points, in which sizes of letters are given.
TWIPS = 20
HALF_POINTS = 2


class Span(NamedTuple):
    """Text of one look within a paragraph: a style's id, or properties of its own."""

    text: str
    style: str = ""
    properties: str = ""


class Cell(NamedTuple):
    """A cell of a table: its text, how it is set, and how far from the edge, in points."""

    text: str
    align: Align = "center"
    properties: str = ""
    indent: float = 0


class TableLook(NamedTuple):
    """How a table is set: ids of the styles of the table and of its cells; letters, rows and lines in points.

    Rows are at least as tall as `row`. Lines are exactly as tall as `line`, and cells leave `padding` free above and
    below, or as the styles say where these are 0.
    """

    style: str
    cell_style: str
    size: float
    row: float
    line: float = 0
    padding: float = 0


def inert(text: str) -> str:
    """Text as it may stand in a part: what nobody would see, or XML cannot hold, under its number."""
    return escape(visible(text))


def paragraph(style: str, *spans: Span, before: str = "") -> str:
    """A paragraph.

    Args:
        style: Its style's id.
        spans: Its text.
        before: Properties of its own, as markup.
    """
    runs = "".join(map(_run, spans))
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{before}</w:pPr>{runs}</w:p>"


def _run(span: Span) -> str:
    style = f"<w:rStyle w:val={quoteattr(span.style)}/>" if span.style else ""
    own = style + span.properties
    properties = f"<w:rPr>{own}</w:rPr>" if own else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{inert(span.text)}</w:t></w:r>'


def letters(size: float, *, bold: bool = False, font: str = "") -> str:
    """The properties of letters of a size in points, bold or not, in the style's font unless another is named."""
    fonts = f"<w:rFonts w:eastAsia={quoteattr(font)}/>" if font else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    half = round(size * HALF_POINTS)
    return f'{fonts}{weight}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def table(look: TableLook, widths: Sequence[int], rows: Iterable[Sequence[Cell]], headings: int) -> str:
    """A table whose first rows are repeated on every page.

    Args:
        look: How it is set.
        widths: Of the columns, in twips.
        rows: Cells from the left, together as wide as the table.
        headings: How many rows are repeated.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(look, widths, cells, heading=number < headings) for number, cells in enumerate(rows))
    free = f'w:w="{round(look.padding * TWIPS)}" w:type="dxa"'
    padding = f"<w:tblCellMar><w:top {free}/><w:bottom {free}/></w:tblCellMar>" if look.padding else ""
    return (
        f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(look.style)}/>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{padding}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(look: TableLook, widths: Sequence[int], cells: Sequence[Cell], *, heading: bool) -> str:
    height = f'<w:trHeight w:val="{round(look.row * TWIPS)}" w:hRule="atLeast"/>'
    repeated = "<w:tblHeader/>" if heading else ""
    found = (_cell(look, width, cell, heading=heading) for width, cell in zip(widths, cells, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{''.join(found)}</w:tr>"


def _cell(look: TableLook, width: int, cell: Cell, *, heading: bool) -> str:
    # The heading stays with the first row below it.
    before = "<w:keepNext/>" if heading else ""
    if look.line:
        before += f'<w:spacing w:line="{round(look.line * TWIPS)}" w:lineRule="exact"/>'
    if cell.indent:
        before += f'<w:ind w:left="{round(cell.indent * TWIPS)}"/>'
    if cell.align != "center":
        before += f'<w:jc w:val="{cell.align}"/>'
    text = paragraph(
        look.cell_style, Span(cell.text, properties=cell.properties or letters(look.size)), before=before
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
    )
