"""The notes of a template: how cells are filled in, and what each indicator means and earns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from documents.intake.template_identity import NOTES
from documents.system.phrases import DATA_SOURCE, DEADLINE, content_words, department_words, stacked
from documents.table_style import HEADING, NUMBER_FONT, TEXT_SIZE, TITLE, Look, height
from documents.templates.prompts import EXCUSED, demand
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        "数量为零的填 0；没有数据的留空，按缺报处理。0 和没有数据是两回事，不要互相代替。",
        "Write 0 where the number is zero; leave the cell blank where there are no data: it counts as missing. Zero"
        " and no data are two things.",
    ),
    Words(
        f"不要用“/”“—”“无”“不适用”代替数据。{EXCUSED.zh}",
        f"“/”, “—”, “无” and “不适用” are no data. {EXCUSED.en}",
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
    (Words("指标代码", "Code"), 9.0),
    (Words("指标", "Indicator"), 21.0),
    (Words("填什么", "What to fill in"), 31.0),
    (Words("口径与评分", "How it is measured and judged"), 45.0),
    (DATA_SOURCE, 13.0),
    (DEADLINE, 9.0),
    (Words("责任部门", "Department"), 14.0),
)
_TEXT, _CODE = Look(size=9, indent=1), Look(NUMBER_FONT, 9, align="center")
_PLAIN = Look(size=10, bordered=False)
_LINE = 12
#: How many signs of a size take the room of one of the usual size.
_SIGNS_FOR_ONE, _PLAIN_SIGNS_FOR_ONE, _TITLE_SIGNS_FOR_ONE = (
    TEXT_SIZE / look.size for look in (_TEXT, _PLAIN, TITLE)
)


def add_notes(book: TemplateBook, scheme: Scheme, group: str, entries: Sequence[Entry]) -> None:
    """Adds the page of notes on everything a template asks.

    Args:
        book: Whose subject is the scheme's title.
        scheme: Says how each indicator counts.
        group: The code of the group it counts so for.
        entries: What is asked.
    """
    page = book.sheet(NOTES, NOTES)
    widths = [width for _, width in _COLUMNS]
    last = len(widths) - 1
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    book.put_across(page, (0, 0), (0, last), book.titled(NOTES), TITLE)
    page.set_row(0, height([book.titled(NOTES)], [sum(widths) * _TITLE_SIGNS_FOR_ONE], least=32, line=24))
    for row, words in enumerate(_HOW, start=1):
        text = f"{row}. {book.say(words)}"
        book.put_across(page, (row, 0), (row, last), text, _PLAIN)
        page.set_row(row, height([text], [sum(widths) * _PLAIN_SIGNS_FOR_ONE], least=17, line=14))
    top = len(_HOW) + 2
    page.set_row(top - 1, 6)
    for column, (heading, _) in enumerate(_COLUMNS):
        book.put(page, (top, column), heading, HEADING)
    page.set_row(top, 22)
    row = top
    for _, lines in groupby(entries, key=lambda entry: entry.indicator.code):
        row += 1
        cells = [_in_a_line(cell) for cell in _cells(scheme, group, list(lines))]
        for column, cell in enumerate(cells):
            book.put(page, (row, column), cell, _TEXT if column else _CODE)
        shown = [book.shown(cell) for cell in cells]
        page.set_row(row, height(shown, [width * _SIGNS_FOR_ONE for width in widths], least=18, line=_LINE))
    page.freeze_panes(top + 1, 2)
    page.repeat_rows(top)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, row, last)


def _cells(scheme: Scheme, group: str, lines: list[Entry]) -> tuple[Words, ...]:
    indicator = lines[0].indicator
    theirs = indicator.model_copy(update={"rule": indicator.rule.narrowed(group)})
    return (
        same(indicator.code),
        same(indicator.name),
        stacked(_asked(lines)),
        content_words(scheme, theirs),
        same(indicator.data_source or ""),
        same(indicator.deadline or ""),
        department_words(indicator) or same(""),
    )


def _asked(lines: list[Entry]) -> Iterator[Words]:
    """What belongs into the cells of an indicator, once for fields of the same kind; alike in every period."""
    names: dict[Words, dict[str, None]] = {}
    for entry in lines:
        names.setdefault(demand(entry.asked), {})[entry.asked.field.name] = None
    for said, fields in names.items():
        name = listed([same(field) for field in fields])
        yield Words(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}") if name.zh else said


def _in_a_line(said: Words) -> Words:
    """What stands one under another, one after another."""
    return Words("；".join(said.zh.splitlines()), "; ".join(said.en.splitlines()))
