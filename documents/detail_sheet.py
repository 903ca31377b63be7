"""The detail of a result: every unit by every part of the tree, the levels of the tree as merged headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from documents.brush import Brush
from documents.result_report import CODE, GROUP, GROUP_RANK, UNIT
from documents.table_book import PAGE_WIDTH
from documents.table_style import (
    BAND_FILL,
    HEADING,
    NODE_FILL,
    NUMBER_FONT,
    PADDING,
    PRINT_WIDTH,
    REMARK,
    TITLE,
    Look,
    height,
    state_look,
    text_width,
)
from indicators.decimals import from_units
from indicators.parts import Composite, full_points
from indicators.words import Words
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from documents.quick_page import QuickPage
    from documents.result_report import Report
    from documents.table_book import Book
    from indicators.parts import Indicator

NAME = Words("得分明细", "Detail")
#: What stands over a node's own column, and in place of full points it does not have.
_COMBINED = {
    "sum": Words("小计", "Sum"),
    "weighted mean": Words("加权平均", "Mean"),
    "geometric mean": Words("几何平均", "Geometric mean"),
    "product": Words("连乘", "Product"),
    "min": Words("取最低", "Lowest"),
    "max": Words("取最高", "Highest"),
}
_POINTS_WIDTH = 8.5
#: A page may be shrunk to seven tenths of full size; wider tables run over several pages.
_SHRUNK_PAGE = PAGE_WIDTH / 0.7
#: Up to here rows are shrunk onto one page rather than left on a second one.
_ROWS_OF_ONE_PAGE = 56
_SMALL = replace(HEADING, size=9)
_LEGEND = replace(REMARK, wrapped=False, shrunk=True)
_WITHOUT_POINTS = Look(size=10, wrapped=False, shrunk=True)
_DEEPEST_OUTLINE = 7
_MOST_CENTRED = 10
#: Excel keeps fifteen digits of a number; longer ones are written as text.
_TOO_LONG = 10**15


@dataclass(frozen=True)
class _Grid:
    """Where the parts of the tree stand: one column each, parents before their children."""

    outline: tuple[tuple[int, Indicator | Composite], ...]
    #: The row of the first heading and the column of the first part.
    top: int
    left: int

    @property
    def levels(self) -> int:
        """How many rows the levels below the root take."""
        return max(1, *(depth for depth, _ in self.outline))

    @property
    def points_row(self) -> int:
        """The row of the full points, the last of the heading."""
        return self.top + self.levels

    def last_below(self, index: int) -> int:
        """The place of a part's last descendant in the outline."""
        depth = self.outline[index][0]
        below = index + 1
        while below < len(self.outline) and self.outline[below][0] > depth:
            below += 1
        return below - 1


def add_detail(book: Book, report: Report) -> None:
    """Adds the sheet; it prints one page wide, or over as many as keep it legible, units repeated on each."""
    page = book.sheet(NAME, NAME)
    grid = _Grid(report.results.scheme.outline, top=2, left=4)
    width = _points_width(report)
    repeated = _set_identity_widths(page, report)
    _set_points_widths(page, grid, width)
    _put_title(book, page, report, repeated)
    _put_identity_heading(book, page, grid)
    for index in range(len(grid.outline)):
        _put_heading(book, page, grid, index)
    bottom = _put_units(book, page, report, grid)
    for index in range(len(grid.outline)):
        _put_points(book, page, report, grid, index)
    page.freeze_panes(grid.points_row + 1, grid.left)
    page.repeat_rows(grid.top, grid.points_row)
    page.repeat_columns(0, grid.left - 1)
    pages = ceil(len(grid.outline) * width / (_SHRUNK_PAGE - repeated))
    page.fit_to_pages(pages, 1 if bottom < _ROWS_OF_ONE_PAGE else 0)
    if bottom > grid.points_row:
        page.autofilter(grid.points_row, 0, bottom, grid.left - 1)


def _put_title(book: Book, page: QuickPage, report: Report, width: float) -> None:
    """The title stands in the columns that neither scroll away nor are left out of the other pages."""
    title = book.titled(NAME)
    book.put_across(page, (0, 0), (0, 3), title, replace(TITLE, size=14, align="left"))
    # A character of the title is a third wider than one of the table.
    page.set_row(0, height([title], [width * 3 / 4], line=20))
    book.put(page, (0, 4), book.say(Words("；", "; ")).join(report.remarks), replace(REMARK, wrapped=False))
    book.put(page, (1, 0), book.say(Words("无得分的标记", "without points")), _LEGEND)
    for column, state in enumerate((State.NOT_APPLICABLE, State.MISSING, State.NO_SCORE), start=1):
        book.put(page, (1, column), state, _WITHOUT_POINTS)


def _put_identity_heading(book: Book, page: QuickPage, grid: _Grid) -> None:
    last = grid.points_row - 1
    for column, words in enumerate((GROUP, GROUP_RANK, CODE, UNIT)):
        book.put_across(page, (grid.top, column), (last, column), book.say(words), HEADING)
        book.put(page, (grid.points_row, column), "", HEADING)
    book.put(
        page, (grid.points_row, 3), book.say(Words("满分", "Full points")), replace(_SMALL, align="right")
    )


def _put_heading(book: Book, page: QuickPage, grid: _Grid, index: int) -> None:
    """A leaf's heading goes down to the full points; a node's spans its children, its own column is its sum."""
    depth, part = grid.outline[index]
    column = grid.left + index
    row = grid.top + max(depth - 1, 0)
    last = grid.points_row - 1
    text = f"{part.code}\n{part.name}"
    if depth and isinstance(part, Composite):
        across = grid.left + grid.last_below(index)
        # In the middle of many columns a heading would be seen by nobody who looks at the first of them.
        align = replace(HEADING, align="left", indent=1) if across - column > _MOST_CENTRED else HEADING
        book.put_across(page, (row, column), (row, across), f"{part.code} {part.name}", align)
        row += 1
        text = book.say(_COMBINED[part.combine])
    leaf = not isinstance(part, Composite)
    look = _SMALL if leaf else replace(_SMALL, bold=True, fill=NODE_FILL)
    book.put_across(page, (row, column), (last, column), text, look)
    points = full_points(part)
    shown = book.say(_COMBINED[part.combine]) if isinstance(part, Composite) and points is None else points
    book.put(page, (grid.points_row, column), shown, replace(look, number="General"))


def _put_units(book: Book, page: QuickPage, report: Report, grid: _Grid) -> int:
    """Writes who the rows are; the last row written."""
    results = report.results
    row = grid.points_row
    looks = [Look(fill=fill, wrapped=False, indent=1) for fill in (None, BAND_FILL)]
    names = [Brush(book, look) for look in looks]
    others = [Brush(book, replace(look, align="center", indent=0)) for look in looks]
    for row, position in enumerate(report.ranked, start=grid.points_row + 1):
        unit, centred = results.sheet.units[position], others[row % 2]
        centred.put(page, row, 0, report.group_names[unit.group])
        centred.put(page, row, 1, int(results.group_rank[position]) or None)
        centred.put(page, row, 2, unit.code)
        names[row % 2].put(page, row, 3, unit.name)
        page.set_row(row, 20)
    return row


def _put_points(book: Book, page: QuickPage, report: Report, grid: _Grid, index: int) -> None:
    """One column of published points; the widest loop of the workbook, so all it needs is fetched before it."""
    part = grid.outline[index][1]
    published = report.results.published(part.code)
    states, units, scale = published.states.tolist(), published.units.tolist(), 10**published.decimals
    has_value, top = int(State.VALUE), grid.points_row + 1
    formats = _points_formats(book, report.score_format, node=isinstance(part, Composite))
    without = {
        int(state): (book.say(words), book.format(state_look(_WITHOUT_POINTS, state)))
        for state, words in STATE_WORDS.items()
    }
    cells = []
    for row, position in enumerate(report.ranked, start=top):
        value, look = units[position], formats[row % 2]
        if states[position] != has_value:
            cells.append(page.text(*without[states[position]]))
        elif abs(value) < _TOO_LONG:
            # The float nearest to the decimal, as any division of whole numbers so small.
            cells.append(page.number(value / scale, look))
        else:
            cells.append(page.text(str(from_units(value, published.decimals)), look))
    page.put_down(top, grid.left + index, cells)


def _points_formats(book: Book, number: str, *, node: bool) -> tuple[Format, Format]:
    """The formats of odd and even rows; a node's column is one shade from top to bottom."""
    look = Look(NUMBER_FONT, bold=node, align="right", number=number, wrapped=False, indent=1)
    fills = (NODE_FILL, NODE_FILL) if node else (None, BAND_FILL)
    return book.format(replace(look, fill=fills[0])), book.format(replace(look, fill=fills[1]))


def _points_width(report: Report) -> float:
    """Wide enough for the longest of all published figures; Excel shows one that does not fit as ####."""
    published = [report.results.published(part.code) for _, part in report.results.scheme.outline]
    digits = max(len(str(max(map(abs, column.units.tolist()), default=0))) for column in published)
    return max(_POINTS_WIDTH, digits + 4.0)


def _set_identity_widths(page: QuickPage, report: Report) -> float:
    """Sets the widths of the columns that say who a row is; their sum."""
    units = report.results.sheet.units
    shown = (
        [report.say(GROUP), *report.group_names.values()],
        [report.say(GROUP_RANK)],
        [report.say(CODE), *(unit.code for unit in units)],
        [report.say(UNIT), *(unit.name for unit in units)],
    )
    widths = [min(max(map(text_width, texts)), 30) * PRINT_WIDTH + PADDING for texts in shown]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    return sum(widths)


def _set_points_widths(page: QuickPage, grid: _Grid, width: float) -> None:
    """One width for all points, foldable level by level; the last heading as tall as its longest name needs."""
    for index, (depth, _) in enumerate(grid.outline):
        level = {"level": min(depth, _DEEPEST_OUTLINE)}
        page.set_column(grid.left + index, grid.left + index, width, None, level)
    # A node stands left of its children, and so does the button that folds them.
    page.outline_settings(symbols_right=False)
    tall = dict.fromkeys(range(grid.top, grid.points_row), 20)
    for index, (depth, part) in enumerate(grid.outline):
        if depth and isinstance(part, Composite):
            row, span = grid.top + depth - 1, (grid.last_below(index) - index + 1) * width
            tall[row] = max(tall[row], height([f"{part.code} {part.name}"], [span], least=20))
    for row, points in tall.items():
        page.set_row(row, points)
    # Small print: a quarter more of it fits into a line.
    names = [f"{part.code}\n{part.name}" for _, part in grid.outline]
    page.set_row(grid.points_row - 1, max(height([name], [width * 5 / 4], line=13) for name in names))
    page.set_row(grid.points_row, 20)
