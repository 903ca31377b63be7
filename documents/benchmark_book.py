"""The benchmark workbook 对标表: the list with a column for each city, and how the total comes about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.benchmark_titles import (
    BASE,
    CHAIN_SHEET,
    DECIMALS,
    LAST_TOTAL,
    OURS_MARK,
    SCORES_SHEET,
    TARGET_TOTAL,
    Title,
)
from documents.brush import put_number
from documents.inert_text import write_text
from documents.table_style import HEADING, REMARK, TITLE, Look, height
from documents.templates import template_book
from documents.templates.template_book import TemplateBook
from indicators.words import same
from scoring.benchmark import Benchmark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from documents.quick_page import QuickPage
    from indicators.catalogue import Catalogue
    from scoring.benchmark_chain import Chain

#: What a template calls the cities until somebody names them.
BLANK_CITIES = ("城市1", "城市2", "城市3", "城市4", "城市5")
_SUBJECT = "对标表"
_LEAD = (Title.CODE, Title.BRANCH, Title.NAME, Title.FULL)
_TAIL = (Title.TARGET, Title.LAST_YEAR)
_LEAD_WIDTHS = (12, 27, 36, 8)
_CITY_WIDTH = 16
_HEAD = 2
#: A list of so many items is shrunk onto one page rather than left with a few rows on a second one.
_ONE_PAGE = 40
_HOW_TO_FILL = (
    "只填黄色格：各市预计得分不高于满分，没有数的留空，不要填 0；表头可改成城市名称，本市名称后须有“（本市）”。"
    "“本市上年”按今年满分折算后填写；“目标总分”只填本市。"
)
_HOW_IT_COUNTS = "每个一级指标按“系数”计入一个得分；得分有两个以上的，总分＝各得分连乘，每多乘一个除以一次基准；只有一个的，它就是总分。"


def blank_benchmark(catalogue: Catalogue, chain: Chain) -> Benchmark:
    """Nothing known yet, of five cities without a name."""
    return Benchmark(catalogue, chain, BLANK_CITIES, BLANK_CITIES[0], {})


def write_benchmark(benchmark: Benchmark, made_at: datetime) -> bytes:
    """The workbook with everything that is known, to be filled in further and read back.

    Args:
        benchmark: Whose full points, names and codes are locked, and whose cities and figures are not.
        made_at: Printed in the footer.
    """
    book = TemplateBook("zh", _SUBJECT, made_at=made_at)
    _add_scores(book, benchmark)
    _add_chain(book, benchmark)
    return book.close()


def _add_scores(book: TemplateBook, benchmark: Benchmark) -> None:
    page = book.sheet(same(SCORES_SHEET), SCORES_SHEET)
    catalogue, cities = benchmark.catalogue, benchmark.cities
    widths = [*_LEAD_WIDTHS, *[_CITY_WIDTH] * (len(cities) + len(_TAIL))]
    _put_head(book, page, f"{catalogue.title}{_SUBJECT}", _HOW_TO_FILL, widths)
    names = [f"{city}{OURS_MARK}" if city == benchmark.ours else city for city in cities]
    for column, text in enumerate([*(t.written for t in _LEAD), *names, *(t.written for t in _TAIL)]):
        is_city = len(_LEAD) <= column < len(_LEAD) + len(cities)
        write_text(page, _HEAD, column, text, book.unlocked(HEADING) if is_city else book.format(HEADING))
    for row, item in enumerate(catalogue.leaves, start=_HEAD + 1):
        branch = catalogue.dimension_of(item)
        above = "" if branch == item else branch.name
        _put_lead(book, page, row, (item.code, above, item.name), item.points)
        known = [benchmark.expected.get((city, item.code)) for city in cities]
        beside = (benchmark.targets.get(item.code), benchmark.last_year.get(item.code))
        for column, value in enumerate([*known, *beside], start=len(_LEAD)):
            _put_input(book, page, (row, column), value)
        page.data_validation(
            row, len(_LEAD), row, len(widths) - 1, _between_zero_and(f"{item.points or 0:f}")
        )
    below = _HEAD + 1 + len(catalogue.leaves)
    _put_totals(book, page, below, LAST_TOTAL[0], [benchmark.last_totals.get(city) for city in cities])
    target = [benchmark.target_total if city == benchmark.ours else None for city in cities]
    _put_totals(book, page, below + 1, TARGET_TOTAL[0], target)
    page.freeze_panes(_HEAD + 1, len(_LEAD) - 1)
    page.repeat_rows(_HEAD)
    page.fit_to_pages(1, 1 if len(catalogue.leaves) <= _ONE_PAGE else 0)


def _add_chain(book: TemplateBook, benchmark: Benchmark) -> None:
    page = book.sheet(same(CHAIN_SHEET), CHAIN_SHEET)
    titles, widths = (Title.CODE, Title.BRANCH, Title.SCORE, Title.SCALE), [14, 34, 30, 14]
    _put_head(book, page, CHAIN_SHEET, _HOW_IT_COUNTS, widths)
    for column, title in enumerate(titles):
        write_text(page, _HEAD, column, title.written, book.format(HEADING))
    row = _HEAD + 1
    for part in benchmark.chain.parts:
        name = benchmark.catalogue.by_code[part.item].name
        for column, text in enumerate((part.item, name)):
            book.put(page, (row, column), text, Look())
        write_text(page, row, 2, part.score, book.unlocked(template_book.REMARK))
        _put_input(book, page, (row, 3), part.scale)
        row += 1
    for label, number in (
        (BASE[0], benchmark.chain.base),
        (DECIMALS[0], Decimal(benchmark.chain.decimals)),
    ):
        for column, text in enumerate(("", label, "")):
            book.put(page, (row, column), text, Look())
        _put_input(book, page, (row, 3), number)
        row += 1


def _put_head(book: TemplateBook, page: QuickPage, title: str, how: str, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    last = len(widths) - 1
    book.put_across(page, (0, 0), (0, last), title, TITLE)
    page.set_row(0, 34)
    book.put_across(page, (1, 0), (1, last), how, REMARK)
    page.set_row(1, height([how], [sum(widths)], least=18))
    page.set_row(_HEAD, 32)


def _put_lead(
    book: TemplateBook, page: QuickPage, row: int, texts: tuple[str, str, str], points: Decimal | None
) -> None:
    for column, text in enumerate(texts):
        book.put(page, (row, column), text, Look())
    page.set_row(row, height(list(texts), list(_LEAD_WIDTHS[: len(texts)])))
    book.put(page, (row, len(texts)), points if points is not None else "", Look(align="center"))


def _put_totals(
    book: TemplateBook, page: QuickPage, row: int, label: str, values: Sequence[Decimal | None]
) -> None:
    _put_lead(book, page, row, ("", "", label), None)
    for column, value in enumerate(values, start=len(_LEAD)):
        _put_input(book, page, (row, column), value)


def _put_input(book: TemplateBook, page: QuickPage, at: tuple[int, int], value: Decimal | None) -> None:
    look = book.unlocked(template_book.VALUE)
    if value is None:
        page.write_blank(*at, None, look)
    else:
        put_number(page, *at, value, look)


def _between_zero_and(full: str) -> dict[str, object]:
    """What Excel checks while somebody types."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": "0",
        "maximum": full,
        "error_title": "不能这样填",
        "error_message": f"请填 0 到 {full} 之间的分数；没有数的留空。",
    }
