"""The live sheets of the result workbook, each of whose cells is worked out from figures and settings by formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.live.figures import add_figures
from documents.live.group_figures import statistics
from documents.live.guide import MOST_UNITS, guide_table, values_only_table
from documents.live.layout import Layout
from documents.live.names import DATA, NODES, POINTS, PUBLISHED, SHEETS
from documents.live.page import LONGEST
from documents.live.parameters import Parameters
from documents.live.settings_page import write_settings
from documents.live.stages import add_stages
from documents.live.standings import add_standings
from documents.live.writing import Writer
from indicators.formula import Scope
from indicators.words import Words
from scoring.cell_edges import Edges

if TYPE_CHECKING:
    from documents.result_report import Report
    from documents.table_book import Book

_ABOUT = {
    DATA: Words(
        "各单位填报的数和考核办的记录。浅黄色的格子可以改；清空按缺报计。",
        "What units reported and the office recorded. Light yellow cells may be changed; one that is cleared counts as missing.",
    ),
    POINTS: Words(
        "由“数据”按规则得分；灰色是中间步骤。",
        "Points by rule from “Data”; grey columns are steps on the way.",
    ),
    NODES: Words(
        "由“得分”逐级合成；适用满分是不适用项折算后的分母。",
        "Scores of nodes from “Points”; points that apply are what what does not apply is spread over.",
    ),
    PUBLISHED: Words(
        "取整后的得分、名次和等次；灰色是名次和等次的由来。",
        "Rounded scores, places and grades; grey columns show how places and grades come about.",
    ),
}
_GROUPS_ABOUT = Words(
    "组内比较用到的数，由各组所在的行得出。", "What groups are compared by, over the rows of each group."
)
_NAMES = (
    ("total", Words("总分", "Total")),
    ("group rank", Words("组内名次", "RankInGroup")),
    ("rank", Words("总名次", "OverallRank")),
    ("grade", Words("等次", "Grade")),
)


def add_live_sheets(book: Book, report: Report) -> None:
    """Adds them; with more units than spreadsheets can work out, one that says so."""
    results = report.results
    if len(results.sheet.units) > MOST_UNITS:
        book.add(values_only_table(report.remarks, len(results.sheet.units)))
        return
    titles = {name: report.say(name) for name in SHEETS}
    layout = Layout(results, report.language, titles, Parameters(results.plan, report.language))
    edges = Edges(results)
    add_figures(layout)
    add_stages(layout, edges)
    add_standings(layout, edges)
    groups = statistics(layout)
    texts = {
        sheet: [None if column.texts is None else column.texts() for column in layout.columns.get(sheet, [])]
        for sheet in (DATA, POINTS, NODES, PUBLISHED)
    }
    made = [text for of_sheet in texts.values() for text in of_sheet if text is not None]
    at_edge = sum(len(own) for _, own in made)
    too_long = sum(len(text) > LONGEST for text, _ in made)
    book.add(guide_table(report.remarks, at_edge, too_long))
    writer = Writer(book, layout, report.say(Words("；", "; ")).join(report.remarks))
    write_settings(writer)
    writer.units(DATA, _ABOUT[DATA], texts[DATA])
    writer.statistics(_GROUPS_ABOUT, groups)
    for sheet in (POINTS, NODES, PUBLISHED):
        writer.units(sheet, _ABOUT[sheet], texts[sheet])
    _name_ranges(book, layout)


def _name_ranges(book: Book, layout: Layout) -> None:
    """Names for what one looks for first."""
    for key, words in _NAMES:
        if key in layout.extra:
            book.name_range(words, layout.range(layout.extra[key], DATA, Scope.ALL))
