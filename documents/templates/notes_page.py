"""The notes of a template: how cells are filled in, and what each indicator means and earns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from documents.intake.template_identity import NOTES
from documents.system.phrases import DATA_SOURCE, DEADLINE, content_words, department_words, stacked
from documents.table_style import HEADING, NUMBER_FONT, TITLE, Look, height
from documents.templates.prompts import EXCUSED, demand, percent_words
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.table_style import Cell
    from documents.templates.entries import Entry
    from documents.templates.template_book import TemplateBook
    from indicators.scheme import Scheme

_HOW = (
    Words(
        "只填浅黄色的格子，其余单元格已锁定；选中一格会提示填什么。请不要增删行列，不要改表头和代码。",
        "Fill in the light yellow cells only; all others are locked. A selected cell says what belongs there. Add and"
        " remove no rows or columns, and leave headings and codes as they are.",
    ),
    Words(
        "数量为零的填 0；没有数据的留空或填“—”，按缺报处理。0 和没有数据是两回事，不要互相代替。",
        "Write 0 where the number is zero; leave the cell blank, or write —, where there are no data: it counts as"
        " missing. Zero and no data are two things.",
    ),
    Words(
        f"不要用“/”“无”“不适用”代替数据。{EXCUSED.zh}",
        f"“/”, “无” and “不适用” are no data. {EXCUSED.en}",
    ),
    Words(
        "计量单位是 % 的，填百分之几的数：百分之九十七点五填 97.5，不填 0.975，也不用写 %。",
        "Where the unit of measure is %, write the number of percent: 97.5, neither 0.975 nor a sign.",
    ),
    Words(
        "填好后由填报人、审核人、负责人签字，盖章；电子表按原文件名、原格式（.xlsx）报回。",
        "Have it signed and sealed; hand the file in under its own name as .xlsx.",
    ),
)
_COLUMNS = (
    (Words("指标代码", "Code"), 11.0),
    (Words("指标", "Indicator"), 22.0),
    (Words("填什么", "What to fill in"), 32.0),
    (Words("口径与评分", "How it is measured and judged"), 38.0),
    (DATA_SOURCE, 14.0),
    (DEADLINE, 12.0),
    (Words("责任部门", "Department"), 15.0),
)
_TEXT, _CODE = Look(indent=1), Look(NUMBER_FONT, align="center")
_PLAIN = Look(size=12, bordered=False)
_TITLE_SIZE_TO_WIDTH = 11 / 18
_PLAIN_SIZE_TO_WIDTH = 11 / 12


def add_notes(book: TemplateBook, scheme: Scheme, entries: Sequence[Entry]) -> None:
    """Adds the page of notes on everything a template asks."""
    page = book.sheet(NOTES, NOTES)
    widths = [width for _, width in _COLUMNS]
    last = len(widths) - 1
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    book.put_across(page, (0, 0), (0, last), book.titled(NOTES), TITLE)
    page.set_row(0, height([book.titled(NOTES)], [sum(widths) * _TITLE_SIZE_TO_WIDTH], least=36, line=24))
    for row, words in enumerate(_HOW, start=1):
        text = f"{row}. {book.say(words)}"
        book.put_across(page, (row, 0), (row, last), text, _PLAIN)
        page.set_row(row, height([text], [sum(widths) * _PLAIN_SIZE_TO_WIDTH], least=20, line=18))
    top = len(_HOW) + 2
    for column, (heading, _) in enumerate(_COLUMNS):
        book.put(page, (top, column), heading, HEADING)
    page.set_row(top, 30)
    row = top
    for _, lines in groupby(entries, key=lambda entry: entry.indicator.code):
        row += 1
        cells = _cells(scheme, list(lines))
        for column, cell in enumerate(cells):
            book.put(page, (row, column), cell, _TEXT if column else _CODE)
        page.set_row(row, height([book.shown(cell) for cell in cells], [width - 1 for width in widths]))
    page.freeze_panes(top + 1, 2)
    page.repeat_rows(top)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, row, last)


def _cells(scheme: Scheme, lines: list[Entry]) -> tuple[Cell, ...]:
    indicator = lines[0].indicator
    return (
        indicator.code,
        indicator.name,
        stacked(dict.fromkeys(_asked(entry) for entry in lines)),
        content_words(scheme, indicator),
        indicator.data_source or "",
        indicator.deadline or "",
        department_words(indicator) or "",
    )


def _asked(entry: Entry) -> Words:
    """What belongs into a cell; alike in every period."""
    what, how = demand(entry.asked), percent_words(entry.asked)
    name = same(entry.asked.field.name)
    said = Words(f"{what.zh}。{how.zh}".removesuffix("。"), f"{what.en}. {how.en}".strip().removesuffix("."))
    return Words(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}") if name.zh else said
