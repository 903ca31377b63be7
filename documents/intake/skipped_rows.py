"""Rows that are no units: totals, averages, notes, signatures, section titles and headings repeated on every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.intake import heading_problems
from documents.intake.finding import shown
from documents.intake.normal_form import compact
from indicators.problems import blocking
from indicators.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.grid import Cell
    from documents.intake.header import Header
    from documents.intake.problem_log import ProblemLog
    from documents.intake.table import Table
    from indicators.problems import Problem

_TOTAL = re.compile(
    r".{0,10}(合计|总计|小计|共计|平均|平均分|平均值|平均数|均值|汇总|满分|权重|最高|最低|最高分|最低分|最高值|最低值|中位数)(\(.*\))?:?"
)
_NOTE = re.compile(r"[*※★]*(备注|注|附注|注释|说明|填表说明|填报说明|编制说明|数据来源|资料来源)([:(\d].*)?")
_SIGNATURE = re.compile(
    r"((填报|填表|审核|审批|复核|制表|经办|负责|单位负责|主要负责|分管负责|联系)人?(\(?(签字|签名|盖章|签章)\)?)?"
    r"|分管领导|主要领导|联系电话|联系方式|电话|(填报|填表|报送|上报)(日期|时间|单位)|日期"
    r"|(单位)?\(?(盖章|公章|签章|签字|签名)\)?|.{1,20}\((盖章|公章|签章)\))([:(_].*)?"
)
_DATE = re.compile(r"[0-9]{2,4}年[0-9]{0,2}月([0-9]{0,2}日)?|年月日")
_SECTION = re.compile(
    r"([一二三四五六七八九十]+[,.:]|\([一二三四五六七八九十0-9]+\)|[0-9]+[,.)](?![0-9])|第[一二三四五六七八九十]+(部分|类|组)).+"
)
#: Rows named in one note; the count is always complete.
_MOST_NAMED = 20


def data_rows(
    header: Header, keys: Sequence[str], known: Callable[[str], bool], problems: list[Problem] | ProblemLog
) -> Iterator[int]:
    """The rows with content that are not told to be something else; the others are named in one note at the end.

    Args:
        header: Of the table.
        keys: The columns that say what a row is about, such as `UNIT_CODE` and `UNIT`.
        known: Whether there is a unit (or whatever the keys name) of that name or code; such a row is never skipped.
        problems: Where the note goes, and what is wrong with a row that is both.
    """
    problems.extend(_above(header, keys, known))
    skipped: list[tuple[int, str]] = []
    is_empty, in_notes = True, False
    for row in header.rows():
        is_empty = False
        named = [text for key in keys if (text := header.text(row, key))]
        known_names = [text for text in named if known(text)]
        if len(named) == len(known_names) > 0:
            in_notes = False
            yield row
            continue
        word = skip_word(header.table, row, named) or (None if named else _unread(header, row))
        if word is None and in_notes:
            # The lines of a note go on as they please.
            word = _lone_text(header.table.grid.rows[row])
        in_notes = word is not None and (in_notes or _is_note(word))
        if word is None:
            yield row
        elif known_names:
            kind = heading_problems.TOTAL_NAMES_UNIT
            problems.append(kind.at(header.place(row, keys[0]), word=word, unit=known_names[0]))
        else:
            skipped.append((row, word))
    if skipped and not header.table.issued:
        problems.append(_note(header, skipped))
    if is_empty and not blocking(header.problems):
        problems.append(heading_problems.TABLE_EMPTY.at(header.table.start))


def _above(header: Header, keys: Sequence[str], known: Callable[[str], bool]) -> Iterator[Problem]:
    """Rows of data above the headings, as where a sheet was sorted together with them."""
    positions = set(header.columns.values())
    for row in header.table.above:
        filled = sum(not header.table.grid.rows[row][position].blank for position in positions)
        if filled * 2 >= len(positions) > 1 and any(known(header.text(row, key)) for key in keys):
            yield heading_problems.CONTENT_ABOVE.at(header.place(row, keys[0]), row=row + 1)


def _unread(header: Header, row: int) -> str | None:
    """The first text of a row with content in none of the columns that are read, such as a number made beforehand."""
    positions = {
        *header.columns.values(),
        *(column.position for column in header.table.columns if not column.texts),
    }
    cells = header.table.grid.rows[row]
    if any(not cells[position].blank or cells[position].is_merged for position in positions):
        return None
    return next((cell.text for cell in cells if cell.text), None)


def _is_note(text: str) -> bool:
    return any(shape.fullmatch(compact(text)) for shape in (_NOTE, _SIGNATURE))


def _lone_text(cells: Sequence[Cell]) -> str | None:
    """The text of a row that holds nothing else, and no number."""
    written = [cell for cell in cells if not cell.blank]
    if len(written) != 1 or written[0].number is not None:
        return None
    return written[0].text if any(map(str.isalpha, written[0].text)) else None


def skip_word(table: Table, row: int, named: Sequence[str] = ()) -> str | None:
    """The text by which a row is told to be no data; None if it may be data.

    Args:
        table: The table.
        row: Counted from zero.
        named: What the row says in its key columns; if nothing, its first text counts.
    """
    cells = table.grid.rows[row]
    texts = [cell.text for cell in cells if cell.text]
    if not texts:
        return None
    for text in named or texts[:1]:
        form = compact(text)
        if any(shape.fullmatch(form) for shape in (_TOTAL, _NOTE, _SIGNATURE)):
            return text
    lone = _lone_text(cells)
    if lone is not None and _stands_alone(table, row, lone):
        return lone
    return texts[0] if _repeats_headings(table, cells) else None


def _stands_alone(table: Table, row: int, text: str) -> bool:
    """Whether the only text of a row is a section's title, a line of notes or the title of the sheet once more."""
    return (
        _SECTION.fullmatch(compact(text)) is not None
        or _DATE.fullmatch(compact(text)) is not None
        or any(mark in text for mark in "。；")
        or any(text == above for _, _, above in table.texts_above())
        or _spans(table, table.grid.rows[row])
    )


def _spans(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether a row with one text has it merged over most of the table."""
    merged = sum(cell.is_merged for cell in cells)
    return len(table.columns) > 1 and (merged + 1) * 2 > len(table.columns)


def _repeats_headings(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether every text of a row is a heading of its column."""
    said = {column.position: column.texts for column in table.columns}
    return all(cell.text in said.get(position, ()) for position, cell in enumerate(cells) if cell.text)


def _note(header: Header, skipped: Sequence[tuple[int, str]]) -> Problem:
    named = listed(
        [
            Words(f"第{row + 1}行“{shown(text)}”", f"row {row + 1} “{shown(text)}”")
            for row, text in skipped[:_MOST_NAMED]
        ]
    )
    place = header.place(skipped[0][0], "")
    return heading_problems.ROWS_SKIPPED.at(place, count=len(skipped), rows=named)
