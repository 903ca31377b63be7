"""The page of a group: all its units as rows, everything that is asked of them as columns."""

from __future__ import annotations

from itertools import accumulate, groupby
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.heading_words import REASON, UNIT, UNIT_CODE, VALUE
from documents.intake.reasons import asks_for_reasons
from documents.intake.template_identity import PAGE
from documents.table_book import A3, PAGE_WIDTH
from documents.table_style import HEADING, NUMBER_FONT, STATE_COLOURS, TITLE, Look, height, text_width
from documents.templates import template_book
from documents.templates.entries import measured_in
from indicators.periods import AT
from indicators.words import same
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from documents.intake.asked import Asked
    from documents.quick_page import QuickPage
    from documents.templates.entries import Entry
    from documents.templates.template_book import TemplateBook
    from indicators.units import Group, Unit

SHEET = same(PAGE)
NOT_APPLICABLE, REMARK = "不适用", "备注"
_CODE = Look(NUMBER_FONT, align="center")
_NAME = Look(indent=1)
_OUT = Look(align="center", fill=STATE_COLOURS[State.NOT_APPLICABLE][0])
_NARROW, _CODE_WIDTH, _REASON_WIDTH, _MOST_NAME = 13.0, 12.0, 24.0, 36
_TOP, _LEAST_HEADING = 1, 24
#: The columns that say which unit a row is about.
_KEYS = 2
_LONGEST_ON_ONE_PAGE = 1.15


class _Column(NamedTuple):
    """A column to fill in: what stands over it, from upper to lower, and its field; none over reasons."""

    texts: tuple[str, str, str]
    code: str
    asked: Asked | None


def add_group(
    book: TemplateBook,
    group: Group,
    units: Sequence[Unit],
    entries: Sequence[Entry],
    exempt: Mapping[str, Collection[str]],
) -> None:
    """Adds the page; what a unit is exempt from is locked.

    Args:
        book: Whose subject is the scheme's title.
        group: Whose units they are.
        units: One row each.
        entries: What is asked of the group.
        exempt: Codes of indicators by code of the unit.
    """
    page = book.sheet(SHEET, group.name)
    columns = list(_columns(entries))
    last = _KEYS + len(columns)
    names = max((text_width(unit.name) for unit in units), default=0)
    widths = [_CODE_WIDTH, min(max(names, 12), _MOST_NAME) + 4.0]
    widths += [_NARROW if column.asked is not None else _REASON_WIDTH for column in columns]
    widths.append(20.0)
    for position, width in enumerate(widths):
        page.set_column(position, position, width)
    # Over the first page only, so that it stands in its middle.
    across = sum(1 for total in accumulate(widths) if total <= PAGE_WIDTH) - 1
    book.put_across(page, (0, 0), (0, max(across, 1)), f"{book.subject}填报表（{group.name}）", TITLE)
    page.set_row(0, 40)
    first = _put_headings(book, page, columns, widths)
    for row, unit in enumerate(units, start=first):
        book.put(page, (row, 0), unit.code, _CODE)
        book.put(page, (row, 1), unit.name, _NAME)
        page.write_blank(row, last, None, book.unlocked(template_book.REMARK))
        page.set_row(row, height([unit.name], [widths[1]], least=24))
        for position, column in enumerate(columns, start=_KEYS):
            _put_cell(book, page, (row, position), column, exempt.get(unit.code, ()))
    bottom = first + max(len(units), 1) - 1
    for position, column in enumerate(columns, start=_KEYS):
        if column.asked is not None:
            book.check(page, (first, bottom), position, column.asked)
    page.set_paper(A3)
    page.freeze_panes(first, _KEYS)
    page.repeat_rows(_TOP, first - 1)
    page.repeat_columns(0, _KEYS - 1)
    page.fit_to_pages(ceil(sum(widths) / PAGE_WIDTH / _LONGEST_ON_ONE_PAGE), 0)
    page.print_area(0, 0, bottom, last)


def _columns(entries: Sequence[Entry]) -> Iterator[_Column]:
    """Indicator, period and field, each where there is one; values beside reasons say what they are."""
    for code, lines in groupby(entries, key=lambda entry: entry.asked.indicator.code):
        of_one = list(lines)
        entry = of_one[0]
        reasons = asks_for_reasons(entry.indicator.rule)
        title = _title(of_one)
        for each in of_one:
            field = each.asked.field.name or (VALUE if reasons else "")
            yield _Column((title, each.period, field), code, each.asked)
        if reasons:
            yield _Column((title, entry.period, REASON), code, None)


def _title(lines: Sequence[Entry]) -> str:
    """The heading of an indicator: code, name, and the unit of measure where all its fields have it."""
    indicator = lines[0].indicator
    units = {measured_in(entry.asked) for entry in lines}
    unit = units.pop() if len(units) == 1 else ""
    return f"{indicator.code} {indicator.name}" + (f"（{unit}）" if unit else "")


def _put_cell(
    book: TemplateBook, page: QuickPage, at: tuple[int, int], column: _Column, exempt: Collection[str]
) -> None:
    code = column.code
    if {code, code.partition(AT)[0]} & set(exempt):
        book.put(page, at, NOT_APPLICABLE, _OUT)
    else:
        look = template_book.REMARK if column.asked is None else template_book.VALUE
        page.write_blank(*at, None, book.unlocked(look))


def _put_headings(book: TemplateBook, page: QuickPage, columns: list[_Column], widths: list[float]) -> int:
    """Writes the headings in as many rows as some column needs; the row after them."""
    tiers = [tier for tier in range(len(columns[0].texts)) if any(column.texts[tier] for column in columns)]
    bottom = _TOP + len(tiers) - 1
    for position, heading in ((0, UNIT_CODE), (1, UNIT), (_KEYS + len(columns), REMARK)):
        book.put_across(page, (_TOP, position), (bottom, position), heading, HEADING)
    for row, tier in enumerate(tiers, start=_TOP):
        tall, position = _LEAST_HEADING, _KEYS
        for texts, below in groupby(columns, key=lambda column: column.texts[: tier + 1]):
            first, position = position, position + len(list(below))
            if texts[-1]:
                lower = any(
                    any(column.texts[tier + 1 :]) for column in columns[first - _KEYS : position - _KEYS]
                )
                last = row if lower else bottom
                book.put_across(page, (row, first), (last, position - 1), texts[-1], HEADING)
                room = sum(widths[first:position])
                tall = max(tall, height([texts[-1]], [room]) // (last - row + 1))
        page.set_row(row, tall)
    return bottom + 1
