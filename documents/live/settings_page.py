"""The sheet of settings: every number one may tune, with what it belongs to and what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.inert_text import write_text
from documents.live.checks import check_of_setting
from documents.live.names import PARAMETERS
from documents.live.page import escaped
from documents.live.parameters import COMMON, FIRST_GROUP, TOP, shown
from documents.live.writing import INPUT_FILL
from documents.result_report import INDICATOR, INDICATOR_CODE
from documents.table_style import BAND_FILL, HEADING, NUMBER_FONT, TEXT_FONT, Look, text_width
from indicators.words import Words

if TYPE_CHECKING:
    from documents.live.page import LivePage
    from documents.live.parameters import Content
    from documents.live.writing import Writer

_ABOUT = Words(
    "浅黄色的格子可以改，改后各表随之重算；灰色的由公式得出。权重改动后，末尾各行须为“相符”，方案才成立。",
    "Light yellow cells may be changed, and every sheet follows; grey ones are worked out. After a change of weights the rows "
    "at the end must say “agree”, or the scheme does not hold together.",
)
_HEADINGS = (INDICATOR_CODE, INDICATOR, Words("项目", "Setting"), Words("各组相同", "All groups"))
_FORMULA_FILL = "#F0F0F0"


def write_settings(writer: Writer) -> None:
    """Writes the page."""
    book, layout = writer.book, writer.layout
    parameters, groups = layout.parameters, layout.results.scheme.groups
    page = writer.page(PARAMETERS, _ABOUT)
    by_group = any(isinstance(row.content, dict) for row in parameters.rows)
    headings = [layout.say(words) for words in _HEADINGS]
    headings += [group.name for group in groups] if by_group else []
    for column, heading in enumerate(headings):
        write_text(page, TOP - 1, column, heading, book.format(HEADING))
    for row, parameter in enumerate(parameters.rows, start=TOP):
        look = Look(fill=BAND_FILL if row % 2 else None, indent=1, wrapped=False)
        for column, text in enumerate((parameter.code, parameter.name, layout.say(parameter.what))):
            write_text(page, row, column, text, book.format(look))
        if isinstance(parameter.content, dict):
            page.write_blank(row, COMMON, None, book.format(look))
            for number, group in enumerate(groups):
                _put(
                    writer,
                    page,
                    (row, FIRST_GROUP + number),
                    parameter.content[group.code],
                    follows=parameter.follows,
                )
        else:
            _put(writer, page, (row, COMMON), parameter.content, follows=parameter.follows)
    names = [parameter.name for parameter in parameters.rows]
    whats = [layout.say(parameter.what) for parameter in parameters.rows]
    for column, texts, most in ((0, [p.code for p in parameters.rows], 16), (1, names, 40), (2, whats, 44)):
        page.set_column(column, column, min(max(map(text_width, [*texts, headings[column]])) + 4, most))
    page.set_column(COMMON, FIRST_GROUP + len(groups), 12)
    page.set_row(TOP - 1, 30)
    page.freeze_panes(TOP, FIRST_GROUP)
    page.repeat_rows(TOP - 1)


def _put(writer: Writer, page: LivePage, at: tuple[int, int], content: Content, *, follows: bool) -> None:
    book, (row, column), value = writer.book, at, shown(content)
    look = Look(NUMBER_FONT, align="right", wrapped=False, fill=_FORMULA_FILL if follows else INPUT_FILL)
    if isinstance(value, str):
        look = replace(look, font=TEXT_FONT, align="center")
    made = book.format(look) if follows else book.unlocked(look)
    if isinstance(content, tuple):
        cell = value if isinstance(value, str) else float(value)
        page.put_formulas(column, [(row, escaped(content[0]), cell)], made)
    elif isinstance(value, str):
        write_text(page, row, column, value, made)
    else:
        page.put_numbers(column, [(row, float(value))], made)
        page.data_validation(row, column, row, column, check_of_setting(writer.layout.language))
