"""The identity of a template: hidden cells that say for which scheme and unit it was issued and what it asked.

It tells honest mistakes: last year's form, a neighbour's form, one from before a change. It is no proof of anything:
whoever wants to can write it anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.file_problems import SHEET_HIDDEN
from documents.intake.audience import Audience
from documents.marked_copy import is_problem_list
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.grid import Grid
    from documents.intake.asked import Asked
    from indicators.problems import Problem
    from indicators.scheme import Scheme

#: The hidden sheet. Its cells are text, so that it survives whatever program saves the file again.
SHEET = "_baton"
#: The sheet that is filled in.
PAGE = "填报表"
#: The sheet of notes, as it is called in each language.
NOTES = Words("填报说明", "Notes")
_FORMAT = "baton template 1"
_SCHEME, _ISSUED, _SEAL, _FIELDS = "scheme", "issued to", "seal", "field"
_DIGITS = 16
_HEAD_ROWS = 5


class Meaning(NamedTuple):
    """What a field meant when the template was issued, each as text."""

    key: str
    name: str
    field: str
    unit: str
    decimals: str
    choices: str
    limits: str
    basis: str

    @property
    def title(self) -> str:
        """The field as a person calls it."""
        return f"{self.name}·{self.field}" if self.field else self.name


#: Where a difference makes the value another one.
CHANGED = {
    "name": Words("指标名称", "indicator's name"),
    "unit": Words("计量单位", "unit of measure"),
    "decimals": Words("小数位数", "number of decimals"),
    "choices": Words("可选内容", "answers"),
}
#: Where a difference asks for a look.
ADJUSTED = {
    "limits": Words("可填范围", "range"),
    "basis": Words("口径和计算办法", "way it is measured"),
}


class Issued(NamedTuple):
    """Who a template was issued to: a unit, or (with no unit) a whole group, by code and name."""

    audience: Audience
    group: str
    group_name: str
    unit: str = ""
    unit_name: str = ""


class Stated(NamedTuple):
    """What a sound identity says."""

    scheme: str
    title: str
    issued: Issued
    fields: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity found in a file; `stated` is None where it is damaged or was edited."""

    file: str
    stated: Stated | None

    @property
    def of_a_unit(self) -> bool:
        """Whether it was issued to one unit, as far as it says."""
        return self.stated is not None and bool(self.stated.issued.unit)


def plain(text: str) -> str:
    """A text on one line: programs differ in how they keep line breaks and blanks at the ends."""
    return " ".join(text.split())


def key_of(asked: Asked) -> str:
    """A field as headings name it: `P1`, `P1|field`, `P1@Q1|field`."""
    return plain(asked.indicator.code + (f"|{asked.field.name}" if asked.field.name else ""))


def code_in(key: str) -> str:
    """The indicator, of one period where it has several, that a key names."""
    return key.partition("|")[0]


def meanings_of(fields: Iterable[Asked]) -> tuple[Meaning, ...]:
    """What fields mean today, as an identity states it."""
    return tuple(
        Meaning(
            key_of(asked),
            plain(asked.indicator.name),
            plain(asked.field.name),
            plain(asked.indicator.unit),
            str(0 if asked.field.whole else asked.indicator.decimals),
            plain("、".join(f"{name}={value:f}" for name, value in asked.field.choices)),
            _limits(asked),
            _digest([asked.indicator.basis or "", asked.indicator.measure or ""]),
        )
        for asked in fields
    )


def identity_rows(scheme: Scheme, issued: Issued, fields: Iterable[Asked]) -> list[tuple[str, ...]]:
    """The cells of the hidden sheet of a template."""
    head = [(_FORMAT,), (_SCHEME, plain(scheme.scheme), plain(scheme.title))]
    head.append((_ISSUED, issued.audience.value, *map(plain, issued[1:])))
    body = [(_FIELDS, *Meaning._fields[1:]), *meanings_of(fields)]
    return [*head, (_SEAL, _seal([*head, *body])), *body]


def is_identity(grid: Grid) -> bool:
    """Whether a sheet is the hidden one of a template."""
    return grid.sheet == SHEET


def filled_in(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets of one file that people write into.

    All but the identity and the notes that a template brings, and the list of problems of a marked copy.
    """
    own = {SHEET, *NOTES} if any(map(is_identity, grids)) else set()
    return tuple(grid for grid in grids if grid.sheet not in own and not is_problem_list(grid))


def worth_saying(problems: Iterable[Problem]) -> list[Problem]:
    """What was found in a file, but for the note that a template hides its identity."""
    return [
        problem for problem in problems if problem.code != SHEET_HIDDEN.code or problem.place.sheet != SHEET
    ]


def read_identity(grids: Iterable[Grid]) -> Identity | None:
    """The identity among the sheets of one file; None where it is no template."""
    grid = next(filter(is_identity, grids), None)
    return None if grid is None else Identity(grid.file, _read(grid))


def _read(grid: Grid) -> Stated | None:
    width = max(len(Meaning._fields), len(Issued._fields) + 1)
    rows = [(*(cell.text for cell in row[:width]), *("",) * (width - len(row))) for row in grid.rows]
    if len(rows) < _HEAD_ROWS or rows[0][0] != _FORMAT:
        return None
    head, seal, body = rows[:3], rows[3], rows[4:]
    if seal[:2] != (_SEAL, _seal([*head, *body])) or head[2][1] not in set(Audience):
        return None
    issued = Issued(Audience(head[2][1]), *head[2][2 : len(Issued._fields) + 1])
    fields = tuple(Meaning(*row[: len(Meaning._fields)]) for row in body[1:])
    return Stated(head[1][1], head[1][2], issued, fields)


def _seal(rows: Sequence[Sequence[str]]) -> str:
    """The same for rows which say the same, however many blank cells follow."""
    return _digest("\x1f".join(row).rstrip("\x1f") for row in rows)


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(texts).encode()).hexdigest()[:_DIGITS]


def _limits(asked: Asked) -> str:
    low, high = asked.field.lowest, asked.field.highest
    return f"{'' if low is None else f'{low:f}'}~{'' if high is None else f'{high:f}'}"
