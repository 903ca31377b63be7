"""Rows that are no units: totals, averages, notes, signatures, section titles and headings repeated on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems
from documents.intake.finding import shown
from documents.intake.heading_words import INDICATOR, INDICATOR_CODE
from documents.intake.row_words import (
    announces_number,
    is_note,
    is_section,
    is_signature,
    is_total,
    is_total_of_some,
    unsealed,
)
from documents.intake.typed_number import read_typed_number
from indicators.problems import blocking
from indicators.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.grid import Cell
    from documents.intake.header import Header
    from documents.intake.problem_log import ProblemLog
    from documents.intake.table import Table
    from indicators.problems import Problem

_INDICATORS = frozenset({INDICATOR, INDICATOR_CODE})
#: Behind the number of a date.
_OF_A_DATE = ("年", "月", "日")
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
        word = _word(header, row, keys, named) or (None if named else _unread(header, row))
        if (
            word is not None
            and is_signature(word)
            and _holds_value(header, row, names_unit=known(unsealed(word)))
        ):
            word = None
        if word is None and in_notes:
            # The lines of a note go on as they please.
            word = _lone_text(header.table.grid.rows[row])
        in_notes = word is not None and (in_notes or is_note(word))
        if word is None:
            yield row
        elif known_names:
            kind = heading_problems.TOTAL_NAMES_UNIT
            problems.append(kind.at(header.place(row, keys[0]), word=word, unit=known_names[0]))
        else:
            skipped.append((row, word))
    if header.table.issued:
        # What is printed in a template needs no remark; what somebody wrote does.
        rows = header.table.grid.rows
        skipped = [
            (row, word) for row, word in skipped if any(_is_content(rows[row][at]) for at in header.values)
        ]
    if skipped:
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


def _word(header: Header, row: int, keys: Sequence[str], named: Sequence[str]) -> str | None:
    """The text by which a row with these texts in its key columns is told to be no data."""
    says_indicators = not _INDICATORS.isdisjoint(keys if named else header.columns)
    return skip_word(header.table, row, named, _is_bare_total if says_indicators else _has_total)


def _has_total(texts: Sequence[str]) -> bool:
    return any(map(is_total_of_some, texts))


def _is_bare_total(texts: Sequence[str]) -> bool:
    """Whether there is nothing but totals: 亩均收入平均值 is an indicator, and so is whatever stands beside a code."""
    return all(map(is_total, texts))


def _holds_value(header: Header, row: int, *, names_unit: bool) -> bool:
    """Whether a line of signatures holds what looks like a value: a number, or beside the name of a unit any text."""
    cells = header.table.grid.rows[row]
    for position in header.values:
        before = (cell.text for cell in cells[:position] if cell.text)
        if _is_number(cells[position]):
            if not any(map(announces_number, before)):
                return True
        elif names_unit and _is_content(cells[position]):
            return True
    return False


def _is_number(cell: Cell) -> bool:
    if cell.number is not None:
        return not cell.is_date
    typed = read_typed_number(cell.text)
    return typed is not None and not typed.unit.startswith(_OF_A_DATE)


def _is_content(cell: Cell) -> bool:
    return not cell.blank and not is_note(cell.text)


def _lone_text(cells: Sequence[Cell]) -> str | None:
    """The text of a row that holds nothing else, and no number."""
    written = [cell for cell in cells if not cell.blank]
    if len(written) != 1 or written[0].number is not None:
        return None
    return written[0].text if any(map(str.isalpha, written[0].text)) else None


def skip_word(
    table: Table,
    row: int,
    named: Sequence[str] = (),
    is_total: Callable[[Sequence[str]], bool] = _has_total,
) -> str | None:
    """The text by which a row is told to be no data; None if it may be data.

    Args:
        table: The table.
        row: Counted from zero.
        named: What the row says in its key columns; if nothing, its first text counts.
        is_total: Whether such texts are those of a row of totals.
    """
    cells = table.grid.rows[row]
    texts = [cell.text for cell in cells if cell.text]
    if not texts:
        return None
    said = named or texts[:1]
    remark = next((text for text in said if is_note(text)), None)
    if remark is not None:
        return remark
    if is_total(said):
        return next(text for text in said if is_total_of_some(text))
    lone = _lone_text(cells)
    if lone is not None and _stands_alone(table, row, lone):
        return lone
    return texts[0] if _repeats_headings(table, cells) else None


def _stands_alone(table: Table, row: int, text: str) -> bool:
    """Whether the only text of a row is a section's title, a line of notes or the title of the sheet once more."""
    return (
        is_section(text)
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
