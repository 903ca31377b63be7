"""Puts the columns of the live sheets on paper: headings, what may be changed, and row by row the formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from documents.inert_text import write_text
from documents.live.group_figures import FIRST
from documents.live.layout import IDENTITY, TOP
from documents.live.names import GROUPS, PUBLISHED
from documents.live.page import LONGEST, MOST_DIGITS, LivePage, escaped
from documents.result_report import CODE, GROUP, UNIT
from documents.table_style import (
    BAND_FILL,
    HEADING,
    NODE_FILL,
    NUMBER_FONT,
    REMARK,
    STATE_COLOURS,
    TITLE,
    Look,
    text_width,
)
from indicators.words import Words
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.format import Format

    from documents.live.columns import Column, Kind, Shown, Texts
    from documents.live.group_figures import Statistic
    from documents.live.layout import Layout
    from documents.table_book import Book

#: What may be changed.
INPUT_FILL = "#FFF8DC"
_STEP_FILL = "#F0F0F0"
_SMALL = replace(HEADING, size=9)
_FILLS: dict[Kind, str | None] = {
    "input": INPUT_FILL,
    "step": _STEP_FILL,
    "points": None,
    "node": NODE_FILL,
    "published": None,
    "place": NODE_FILL,
}
_WIDTH, _NARROW = 9.5, 8.5
_UNIT_WIDTH = 26
#: Rows of the heading: codes, names, what a column is, how it is worked out.
_LOW, _MIDDLE, _TALL = 16, 28, 42
_HEADINGS = 4
_FIRST_HEADING = TOP - _HEADINGS
_ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True}


@dataclass
class Writer:
    """Writes pages into a workbook; all carry the same remarks under their title."""

    book: Book
    layout: Layout
    remark: str

    def page(self, name: Words, about: Words) -> LivePage:
        """A new page with its title, the settings behind every figure, and what the page is for."""
        page: LivePage = self.book.sheet(name, name, LivePage)
        for row, (text, look) in enumerate(
            (
                (self.book.titled(name), replace(TITLE, size=14, align="left", wrapped=False)),
                (self.remark, REMARK),
                (self.layout.say(about), REMARK),
            )
        ):
            write_text(page, row, 0, text, self.book.format(replace(look, wrapped=False)))
        page.set_row(0, 24)
        page.protect("", _ALLOWED)
        page.fit_to_pages(1, 0)
        return page

    def units(self, name: Words, about: Words, texts: list[Texts | None]) -> None:
        """A page with a row for each unit; the texts are those of its columns."""
        page = self.page(name, about)
        if name == PUBLISHED:
            page.digits = MOST_DIGITS
        columns = self.layout.columns.get(name, [])
        self._identity(page)
        for number, (column, text) in enumerate(zip(columns, texts, strict=True), start=IDENTITY):
            self._heading(page, number, column)
            look = self._look(column)
            if text is None or len(text[0]) > LONGEST:
                self._typed(page, number, column, look)
                self._check(page, number, column)
            else:
                page.put_formulas(number, self._cells(column, text), look)
        brief = _TALL if any(column.brief for column in columns) else _LOW
        for number, tall in enumerate((_LOW, _TALL, _MIDDLE, brief)):
            page.set_row(_FIRST_HEADING + number, tall)
        page.freeze_panes(TOP, IDENTITY)
        page.repeat_rows(_FIRST_HEADING, TOP - 1)
        self._colour_states(page, (TOP, IDENTITY), (self.layout.last, IDENTITY + max(len(columns), 1) - 1))

    def _identity(self, page: LivePage) -> None:
        layout = self.layout
        for column, words in enumerate((GROUP, CODE, UNIT)):
            self.book.put_across(
                page, (_FIRST_HEADING, column), (TOP - 1, column), layout.say(words), HEADING
            )
        names = {group.code: group.name for group in layout.results.scheme.groups}
        looks = [self.book.format(replace(_plain(row), wrapped=False)) for row in (0, 1)]
        widest = 8
        for group in layout.groups:
            for row, position in enumerate(group.units, start=group.first):
                unit = layout.results.sheet.units[position]
                for column, text in enumerate((names[group.code], unit.code, unit.name)):
                    write_text(page, row, column, text, looks[row % 2])
                widest = max(widest, text_width(unit.name))
        page.set_column(0, 0, min(6 + max(map(text_width, names.values())), 18))
        page.set_column(1, 1, 10)
        page.set_column(2, 2, min(widest + 3, _UNIT_WIDTH))

    def _heading(self, page: LivePage, number: int, column: Column) -> None:
        bold = column.kind in {"node", "published", "place"}
        look = replace(_SMALL, bold=bold, fill=_FILLS[column.kind] or HEADING.fill)
        texts = (column.code, column.name, column.what, column.brief)
        for row, text in enumerate(texts, start=_FIRST_HEADING):
            write_text(
                page, row, number, text, self.book.format(replace(look, size=8) if row == TOP - 1 else look)
            )
        if column.note and column.note != column.brief:
            page.write_comment(TOP - 1, number, column.note, {"x_scale": 2.5, "y_scale": 1.6})
        page.set_column(number, number, _NARROW if column.kind == "step" else _WIDTH)

    def _look(self, column: Column) -> Format:
        kind = column.kind
        look = Look(
            NUMBER_FONT,
            size=10 if kind == "step" else 11,
            bold=kind in {"node", "place"},
            align="center" if kind == "place" else "right",
            number=column.number,
            fill=_FILLS[kind],
            colour="#606060" if kind == "step" else "#000000",
            wrapped=False,
        )
        return self.book.unlocked(look) if kind == "input" else self.book.format(look)

    def _typed(self, page: LivePage, number: int, column: Column, look: Format) -> None:
        for row, position in enumerate(self.layout.order, start=TOP):
            value = column.values[position]
            if isinstance(value, str):
                write_text(page, row, number, value, look)
            elif value is None:
                page.write_blank(row, number, None, look)
            else:
                page.put_numbers(number, [(row, value)], look)

    def _check(self, page: LivePage, number: int, column: Column) -> None:
        """Refuses what cannot be meant, and marks it where it was pasted."""
        if column.check is None:
            return
        first, cell = TOP, xl_rowcol_to_cell(TOP, number)
        page.data_validation(first, number, self.layout.last, number, column.check.at(cell))
        fill, colour = STATE_COLOURS[State.NO_SCORE]
        mark = {
            "type": "formula",
            "criteria": f"={column.check.other_text.format(cell=cell)}",
            "format": self.book.differing({"bg_color": fill, "font_color": colour}),
        }
        page.conditional_format(first, number, self.layout.last, number, mark)

    def _cells(self, column: Column, texts: Texts) -> Iterator[tuple[int, str, Shown]]:
        """Each formula with its row and what it shows."""
        common, own = escaped(texts[0]), {position: escaped(text) for position, text in texts[1].items()}
        for places, group in zip(self._places(), self.layout.groups, strict=True):
            of_group = common.format(row="{row}", **places)
            for row, position in enumerate(group.units, start=group.first):
                text = own[position].format(row="{row}", **places) if position in own else of_group
                yield row, text.replace("{row}", str(row + 1)), column.values[position]

    def _places(self) -> list[Mapping[str, object]]:
        """What stands for each group in a template."""
        layout = self.layout
        return [
            {
                "first": group.first + 1,
                "last": group.last + 1,
                "group": layout.group_row(number) + 1,
                "letter": layout.letter(group.code),
            }
            for number, group in enumerate(layout.groups)
        ]

    def statistics(self, about: Words, columns: list[Statistic]) -> None:
        """The page with a row for all units and one for each group."""
        page, layout = self.page(GROUPS, about), self.layout
        names = {group.code: group.name for group in layout.results.scheme.groups}
        for column, words in enumerate((GROUP, Words("组代码", "code"))):
            self.book.put_across(
                page, (_FIRST_HEADING, column), (TOP - 1, column), layout.say(words), HEADING
            )
        text = self.book.format(replace(_plain(0), wrapped=False))
        write_text(page, layout.all_row, 0, layout.say(Words("全体", "all units")), text)
        write_text(page, layout.all_row, 1, "", text)
        for number, group in enumerate(layout.groups):
            write_text(page, layout.group_row(number), 0, names[group.code], text)
            write_text(page, layout.group_row(number), 1, group.code, text)
        look = self.book.format(Look(NUMBER_FONT, align="right", number="0.######", wrapped=False))
        blank = self.book.format(Look(NUMBER_FONT, fill=_STEP_FILL))
        every = {"first": TOP + 1, "last": layout.last + 1, "group": layout.all_row + 1}
        for column, statistic in enumerate(columns, start=FIRST):
            heading = (statistic.code, statistic.name, statistic.what, "")
            for row, said in enumerate(heading, start=_FIRST_HEADING):
                write_text(page, row, column, said, self.book.format(_SMALL))
            made = escaped(statistic.text)
            rows = [(layout.all_row, every, statistic.of_all)]
            rows += [(layout.group_row(n), p, statistic.of_groups) for n, p in enumerate(self._places())]  # type: ignore[misc]
            cells = [
                (row, made.format(**places), value)
                for (row, places, holds), value in zip(rows, statistic.values, strict=True)
                if holds
            ]
            for row, _, holds in rows:
                if not holds:
                    page.write_blank(row, column, None, blank)
            page.put_formulas(column, cells, look)
            page.set_column(column, column, _WIDTH + 2)
        page.set_column(0, 0, min(6 + max(map(text_width, names.values())), 24))
        for number, tall in enumerate((_LOW, _TALL, _MIDDLE, _LOW)):
            page.set_row(_FIRST_HEADING + number, tall)
        page.freeze_panes(TOP, FIRST)
        page.repeat_rows(_FIRST_HEADING, TOP - 1)

    def _colour_states(self, page: LivePage, first: tuple[int, int], last: tuple[int, int]) -> None:
        """What has no value is seen at once, whatever it becomes."""
        for state in (State.MISSING, State.NOT_APPLICABLE, State.NO_SCORE):
            fill, colour = STATE_COLOURS[state]
            look = self.book.differing({"bg_color": fill, "font_color": colour})
            word = self.layout.say(STATE_WORDS[state])
            page.conditional_format(
                *first, *last, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            )


def _plain(row: int) -> Look:
    return Look(fill=BAND_FILL if row % 2 else None, indent=1)
