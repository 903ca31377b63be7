"""The page a unit fills in: whose it is, one row for each value, and lines to sign below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.inert_text import write_text
from documents.intake.heading_words import UNIT_CODE
from documents.intake.template_identity import PAGE
from documents.table_style import HEADING, TITLE, Look, height
from documents.templates import template_book
from documents.templates.form_rows import FormRows
from indicators.words import same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.quick_page import QuickPage
    from documents.templates.form_rows import Block, Line
    from documents.templates.template_book import TemplateBook
    from indicators.units import Unit

#: All of a form's own words are Chinese in every language: whoever reads it back knows it by them.
SHEET = same(PAGE)
SIGNATURES = ("填报人：", "审核人：", "负责人：", "填报日期：")
SEAL = "（盖章）"
_HEAD_LINE = Look(size=12, bordered=False, wrapped=False)
_HEADINGS = 2
_HEADINGS_HEIGHT, _UNIT_HEIGHT = 24, 22
_SIGNATURE_HEIGHTS = (10, 26, 22)
_TITLE_SIZE_TO_WIDTH = 11 / 18
#: The points of height that are planned with on a lying A4 page: other fonts and printers take a little more.
_PAGE = 505.0


def add_form(book: TemplateBook, unit: Unit, group: str, lines: Sequence[Line]) -> None:
    """Adds the page of one unit.

    Args:
        book: Whose subject is the scheme's title.
        unit: Who fills it in.
        group: The name of its group.
        lines: What is asked of it, with last year's value, which stands beside the cell to fill in.
    """
    page = book.sheet(SHEET, unit.name)
    rows = FormRows(book, lines)
    for column, width in enumerate(rows.widths):
        page.set_column(column, column, width)
    above = _put_head(book, page, unit, group, rows.widths)
    for column, heading in enumerate(rows.headings):
        book.put(page, (_HEADINGS, column), heading, HEADING)
    page.set_row(_HEADINGS, _HEADINGS_HEIGHT)
    first = _HEADINGS + 1
    blocks = rows.put(page, first)
    bottom = blocks[-1].after if blocks else first
    _put_signatures(book, page, bottom, rows.widths)
    room = _PAGE - _HEADINGS_HEIGHT
    # The height stays free, or LibreOffice would not heed the breaks.
    page.set_h_pagebreaks(_breaks(blocks, room - above, room))
    page.freeze_panes(first, 2)
    page.repeat_rows(_HEADINGS)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, bottom + len(_SIGNATURE_HEIGHTS) - 1, len(rows.widths) - 1)


def _breaks(blocks: Sequence[Block], first: float, others: float) -> list[int]:
    """The rows that pages begin with: a page takes what it has room for, and the last block its signatures along."""
    breaks, left = [], first
    for block in blocks:
        tall = block.tall + (sum(_SIGNATURE_HEIGHTS) if block is blocks[-1] else 0)
        if tall > left and block is not blocks[0]:
            breaks.append(block.first)
            left = others
        left -= tall
    return breaks


def _put_head(book: TemplateBook, page: QuickPage, unit: Unit, group: str, widths: list[float]) -> int:
    """Writes the title and whose form it is; how tall that is."""
    last = len(widths) - 1
    title = f"{book.subject}填报表"
    tall = height([title], [sum(widths) * _TITLE_SIZE_TO_WIDTH], least=32, line=24)
    book.put_across(page, (0, 0), (0, last), title, TITLE)
    page.set_row(0, tall)
    book.put_across(page, (1, 0), (1, 1), f"填报单位：{unit.name}", _HEAD_LINE)
    book.put_across(page, (1, 2), (1, 3), f"{UNIT_CODE}：{unit.code}", _HEAD_LINE)
    book.put_across(page, (1, 4), (1, last), f"组别：{group}", _HEAD_LINE)
    page.set_row(1, _UNIT_HEIGHT)
    return tall + _UNIT_HEIGHT


def _put_signatures(book: TemplateBook, page: QuickPage, row: int, widths: list[float]) -> None:
    """Four lines to sign, about equally wide, and room for the seal below the last."""
    look = book.unlocked(template_book.LINE)
    edges = _quarters(widths)
    for text, start, stop in zip(SIGNATURES, edges, [*edges[1:], len(widths)], strict=True):
        if stop - start > 1:
            page.merge_range(row + 1, start, row + 1, stop - 1, "", look)
        write_text(page, row + 1, start, text, look)
    book.put(page, (row + 2, edges[-1]), SEAL, template_book.LINE)
    for offset, tall in enumerate(_SIGNATURE_HEIGHTS):
        page.set_row(row + offset, tall)


def _quarters(widths: list[float]) -> list[int]:
    """The columns that begin nearest to each quarter of the width, each at another column."""
    edges = [sum(widths[:column]) for column in range(len(widths))]
    found: list[int] = []
    for share in range(len(SIGNATURES)):
        wanted = sum(widths) * share / len(SIGNATURES)
        nearest = min(range(len(widths)), key=lambda column: abs(edges[column] - wanted))
        found.append(max(nearest, found[-1] + 1) if found else nearest)
    return found
