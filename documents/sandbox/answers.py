"""What a reading process answered, believed only as far as it can be: facts in, grids and problems out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from documents import file_problems
from documents.cell_names import letters
from documents.grid import Grid
from documents.sandbox.archive import is_plain
from documents.sandbox.sent_looks import Looks, drawn, looks_of
from documents.sandbox.sent_rows import Forged, checked, cleaned, rows_of
from documents.sandbox.sent_words import facts_in_words
from indicators.problems import Place

if TYPE_CHECKING:
    from indicators.problems import Problem

_BY_CODE = {kind.code: kind for kind in file_problems.KINDS}
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LONGEST_TITLE = 255
_LONGEST_NAME = 255
#: Of a row or column in any sheet.
_LAST_ROW = 1_048_576
_MOST_SHEETS = 10_000
_MOST_TROUBLES = 1_000
_MOST_MEMBERS = 1_000_000
_UNSAFE = "unsafe"
_KINDS = {"sheet", "other", "archive", "repeated", _UNSAFE}
#: What a zip says where nobody set a time.
_NO_TIME = [1980, 1, 1, 0, 0, 0]


class Member(NamedTuple):
    """A file within a zip: where it stands, its name, what is done with it, and when it was last changed."""

    position: int
    name: str
    kind: str
    changed: datetime | None


class Answer(NamedTuple):
    """What one file holds; or, of a zip of files, its members."""

    digest: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...]
    members: tuple[Member, ...] | None = None
    #: How the sheets look, where that was asked for.
    looks: tuple[Looks, ...] = ()


def answer_of(file: str, answer: dict[str, object]) -> Answer:
    """An answer about the file of that name, checked.

    Raises:
        Forged: Where it is none that the reading process gives.
    """
    try:
        return _answer(file, answer)
    except (KeyError, ValueError, ArithmeticError) as error:
        raise Forged from error


def _answer(file: str, answer: dict[str, object]) -> Answer:
    digest = checked(answer.get("digest", ""), str)
    if not _DIGEST.fullmatch(digest):
        raise Forged
    if "members" in answer:
        return Answer(digest, (), (), tuple(map(_member, _list(answer["members"], _MOST_MEMBERS))))
    problems = [_problem(file, trouble) for trouble in _list(answer.get("troubles", []), _MOST_TROUBLES)]
    grids = []
    looks = []
    for sheet in _list(answer.get("sheets", []), _MOST_SHEETS):
        record = checked(sheet, dict)
        title = None if record["title"] is None else cleaned(checked(record["title"], str))[:_LONGEST_TITLE]
        rows, hidden = rows_of(record, is_text=title is None)
        if "looks" in record:
            looks.append(looks_of(str(title), record))
        if rows:
            grids.append(Grid(file, title, rows))
            problems += _notes(Place(file, title), record)
            problems += [
                file_problems.CELL_UNDER_MERGE.at(grids[-1].place(row - 1, column - 1))
                for row, column in hidden[:_MOST_TROUBLES]
            ]
    if not grids and not problems:
        problems.append(file_problems.FILE_EMPTY.at(Place(file=file)))
    looks += [drawn(checked(title, str)) for title in _list(answer.get("drawn", []), _MOST_SHEETS)]
    return Answer(digest, tuple(grids), tuple(problems), looks=tuple(looks))


def _member(sent: object) -> Member:
    record = checked(sent, dict)
    position, kind = checked(record["position"], int), checked(record["kind"], str)
    changed = [checked(part, int) for part in _list(record["changed"], 6)]
    if position < 0 or kind not in _KINDS:
        raise Forged
    name = checked(record["name"], str)
    if kind == _UNSAFE:
        # Its own name only: a name must lead nowhere, even if somebody saves a copy under it.
        name = cleaned(name.rpartition("/")[2])[-_LONGEST_NAME:]
        name = name if is_plain(name) else "?"
    if not is_plain(name):
        raise Forged
    return Member(position, name, kind, _moment(changed))


def _moment(parts: list[int]) -> datetime | None:
    """The local time of a member, of whatever place its zip was made in; zips say no more."""
    if parts == _NO_TIME:
        return None
    try:
        year, month, day, hour, minute, second = parts
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a zip knows no zone
    except ValueError:
        return None


def _problem(file: str, sent: object) -> Problem:
    trouble = checked(sent, dict)
    kind = _BY_CODE.get(checked(trouble["code"], str))
    sheet, cell = trouble["sheet"], trouble["cell"]
    if kind is None or not (cell is None or _CELL.fullmatch(checked(cell, str))):
        raise Forged
    title = None if sheet is None else cleaned(checked(sheet, str))[:_LONGEST_TITLE]
    try:
        return kind.at(Place(file, title, cell), **facts_in_words(checked(trouble["facts"], dict)))
    except KeyError as error:
        raise Forged from error


def _notes(place: Place, record: dict[str, object]) -> list[Problem]:
    """What a person may not see in their own sheet."""
    notes = []
    if checked(record["hidden"], bool):
        notes.append(file_problems.SHEET_HIDDEN.at(place, sheet=place.sheet))
    count, first = _numbers(record["hidden_rows"], 2)
    if count:
        there = replace(place, cell=f"A{first}")
        notes.append(file_problems.ROWS_HIDDEN.at(there, count=count, first=first))
    count, first = _numbers(record["hidden_columns"], 2)
    if count:
        letter = letters(first)
        notes.append(
            file_problems.COLUMNS_HIDDEN.at(replace(place, cell=f"{letter}1"), count=count, first=letter)
        )
    count, row, column = _numbers(record["formulas"], 3)
    if count:
        there = replace(place, cell=f"{letters(column)}{row}")
        notes.append(file_problems.FORMULAS_READ.at(there, count=count))
    return notes


def _numbers(sent: object, count: int) -> list[int]:
    numbers = [checked(number, int) for number in _list(sent, count)]
    if len(numbers) != count or not all(0 <= number <= _LAST_ROW for number in numbers[1:]):
        raise Forged
    # Where something is counted, it begins somewhere.
    if numbers[0] and not all(number > 0 for number in numbers[1:]):
        raise Forged
    return numbers


def _list(sent: object, most: int) -> list[object]:
    items = checked(sent, list)
    if len(items) > most:
        raise Forged
    return items
