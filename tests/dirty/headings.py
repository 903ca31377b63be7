"""How offices head their tables: titles above, headings over two rows, names and codes and full points in one cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.book import Number, Sheet, workbook
from tests.dirty.case import Case, accepted, noted, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.dirty.book import Cell
    from tests.dirty.case import File

#: Name, the column headed, its heading. The column is taken as it is.
TAKEN: tuple[tuple[str, str, Cell], ...] = (
    ("by the indicator's name", "1.1", "党建述职"),
    ("code, name and full points", "1.1", "1.1 党建述职（满分30分）"),
    ("code and name without a space", "P2.3", "P2.3专题学习次数"),
    ("name and full points in half-width brackets", "1.1", "党建述职(30分)"),
    ("name and full points in full-width brackets", "1.1", "党建述职（30分）"),
    ("name and unit of measure", "2.1", "党员教育覆盖率（%）"),
    ("name over two lines", "1.1", "党建\n述职"),
    ("name and full points over two lines", "2.1", "党员教育覆盖率\n（满分11分）"),
    ("name padded with ideographic spaces", "1.1", "党建　述职"),
    ("name with spaces around", "1.1", "  党建述职 "),
    ("name with a no-break space behind", "1.1", "党建述职\u00a0"),
)
#: Name, the column headed, its heading, the code of the problem, what is proposed. The column is refused.
REFUSED: tuple[tuple[str, str, Cell, str, str], ...] = (
    ("of no indicator", "1.1", "文明创建", "column-unknown", ""),
    ("nearly an indicator's name", "1.1", "党建述识", "column-unknown", "党建述职"),
    ("between two near names", "2.1", "党员覆盖率", "column-unknown", ""),
    ("a code that is not in the scheme", "P2.3", "P2.5", "column-unknown", ""),
    ("a code that another begins with", "1.1", "1", "column-unknown", ""),
    ("a code with the name of another indicator", "1.1", "1.1 党员教育覆盖率", "", ""),
    ("a code with a name of nothing", "1.1", "1.1 文明创建", "", ""),
    ("a code as a number, which two codes look like", "1.1", Number("1.1"), "", ""),
    ("an indicator of several fields without its field", "1.1", "1.10", "column-unknown", ""),
    ("an indicator of several periods without its period", "1.1", "P5.1", "heading-period-missing", ""),
    ("a period that does not exist", "1.1", "P5.1@H3", "column-unknown", ""),
    ("a field that does not exist", "1.1", "1.10|未整改", "column-unknown", ""),
    ("left blank over content", "1.1", None, "heading-blank", ""),
    ("spaces over content", "1.1", "　 ", "heading-blank", ""),
    ("of an unknown adjustment", "1.1", "加分", "column-unknown", ""),
)


def cases() -> Iterator[Case]:
    """Headings one by one, then whole tables."""
    for name, column, heading in TAKEN:
        make = partial(office.book, office.rows(headings={column: heading}))
        yield accepted(f"heading: {name}", make)
    for name, column, heading, code, proposed in REFUSED:
        at = office.place(f"{'BCDEFG'[office.USUAL.index(column)]}1")
        yield refused(
            f"heading: {name}",
            partial(office.book, office.rows(headings={column: heading})),
            {at: code},
            values=office.values([other for other in office.USUAL if other != column]),
            said={at: proposed} if proposed else {},
        )
    yield from _about_headings()
    yield from _tables()


def _about_headings() -> Iterator[Case]:
    names = {column: office.NAMES[column] for column in office.USUAL}
    yield accepted("heading: all by name", partial(office.book, office.rows(headings=names)))
    yield accepted(
        "heading: full points other than the scheme's",
        partial(office.book, office.rows(headings={"1.1": "党建述职（满分20分）"})),
        warned={office.place("B1")},
    )
    yield accepted(
        "heading: a compatibility ideograph in a name",
        partial(office.book, office.rows(headings={"2.1": "党员教育覆盖\uf961"})),
        warned={office.place("C1")},
    )
    twice = office.rows(("1.1", "2.1", "1.1"), headings={})
    twice[0][3] = "党建述职"
    yield refused(
        "heading: the same indicator by code and by name",
        partial(office.book, twice),
        {office.place("D1"): "column-repeated"},
        values=office.values(("1.1", "2.1")),
        undecided=tuple(f"{unit}|1.1" for unit in office.UNITS),
    )
    fields = ("1.10|已整改", "1.10|查摆问题")
    for name, headings in (
        ("fields by code", {}),
        ("fields by name", dict(zip(fields, ("问题整改率|已整改", "问题整改率|查摆问题"), strict=True))),
        (
            "fields behind a full-width bar",
            dict(zip(fields, ("1.10｜已整改", "1.10｜查摆问题"), strict=True)),
        ),
    ):
        make = partial(office.book, office.rows(fields, headings=headings))
        yield accepted(f"heading: {name}", make, values=office.values(fields))
    one_blank = office.rows()
    one_blank[0].append(None)
    one_blank[3].append("已核")
    yield refused(
        "heading: none over one stray word",
        partial(office.book, one_blank),
        {office.place("H1"): "heading-blank"},
    )


def _tables() -> Iterator[Case]:
    clean = office.rows()
    title: list[list[Cell]] = [
        ["江湾市2020年度党建考核成绩表"],
        ["填报单位：市考核办　　填报日期：2021年1月5日"],
    ]
    yield _taken("a title and a note above", [*title, *clean])
    yield _taken("blank rows above", [[], [], [], *clean])
    yield _taken("blank columns before", [[None, None, *row] for row in clean])
    yield _taken("a title, blank rows and blank columns", [title[0], [], *([None, *row] for row in clean)])
    yield from _over_two_rows(clean)
    yield from _arranged(clean)
    yield from _hidden_and_merged(clean)
    merged = Sheet([title[0], *clean], merges=("A1:G1",))
    yield accepted("table: a title merged across", partial(_file, merged))
    long_note: list[Cell] = ["说明：" + "单位和指标按名册填写，没有数据的留空。" * 40]
    yield _taken("a long note above", [long_note, *clean])
    yield _taken(
        "notes and signatures below", [*clean, [], ["注：数据截至12月31日。"], ["填报人：　　审核人："]]
    )


def _over_two_rows(clean: list[list[Cell]]) -> Iterator[Case]:
    theme: list[Cell] = [None, "党的建设", None, "工作实绩", None, "基础保障", None]
    names: list[Cell] = ["单位", *(office.NAMES[column] for column in office.USUAL)]
    merges = ("B1:C1", "D1:E1", "F1:G1")
    themed = Sheet([theme, names, *clean[1:]], merges)
    yield accepted("table: a row of themes above the names", partial(_file, themed))
    themed = Sheet([["单位", *theme[1:]], [None, *names[1:]], *clean[1:]], (*merges, "A1:A2"))
    yield accepted("table: a row of themes, 单位 merged over both rows", partial(_file, themed))
    columns = ("1.10|已整改", "1.10|查摆问题", "1.1")
    body = office.rows(columns)[1:]
    two: list[list[Cell]] = [
        ["单位", "问题整改率", None, "党建述职"],
        [None, "已整改", "查摆问题", None],
        *body,
    ]
    yield accepted(
        "table: fields under the name of their indicator",
        partial(_file, Sheet(two, ("A1:A2", "B1:C1", "D1:D2"))),
        values=office.values(columns),
    )
    periods = ("P5.1@H1", "P5.1@H2")
    two = [["单位", "督查考核", None], [None, "上半年", "下半年"], *office.rows(periods)[1:]]
    yield accepted(
        "table: periods under the name of their indicator",
        partial(_file, Sheet(two, ("A1:A2", "B1:C1"))),
        values=office.values(periods),
    )


def _arranged(clean: list[list[Cell]]) -> Iterator[Case]:
    yield _taken("columns in another order", [[row[0], *reversed(row[1:])] for row in clean])
    yield _taken("the units' column last", [[*row[1:], row[0]] for row in clean])
    yield _taken("rows in another order", [clean[0], *reversed(clean[1:])])
    yield _taken("blank rows between", [line for row in clean for line in (row, [])])
    groups: list[Cell] = ["组别", *(["县区"] * 4), *(["市直部门"] * 2)]
    numbered: list[list[Cell]] = [
        [n or "序号", group, *row] for n, (group, row) in enumerate(zip(groups, clean, strict=True))
    ]
    yield _taken("numbers and groups before", numbered)
    yield _taken("remarks behind", [[*row, "备注" if n == 0 else "已核实"] for n, row in enumerate(clean)])
    yield _taken("headings again in the middle", [*clean[:4], clean[0], *clean[4:]])
    sections: list[list[Cell]] = [clean[0], ["一、县区"], *clean[1:5], ["二、市直部门"], *clean[5:]]
    yield accepted(
        "table: rows of sections merged across", partial(_file, Sheet(sections, ("A2:G2", "A7:G7")))
    )
    yield _taken("rows of sections", sections)
    beside = [[*a, None, *b] for a, b in zip(office.rows(("1.1",)), office.rows(("2.1",)), strict=True)]
    yield refused(
        "table: two tables side by side",
        partial(office.book, beside),
        {office.place("D1"): ""},
        values=office.values(("1.1",)),
        undecided=tuple(f"{unit}|2.1" for unit in office.UNITS),
    )
    below = [*office.rows(("1.1",)), [], *office.rows(("2.1",))]
    yield accepted(
        "table: two tables one below the other",
        partial(office.book, below),
        values=office.values(("1.1", "2.1")),
    )
    yield _taken("a hundred blank columns behind", [[*row, *[""] * 100] for row in clean])


def _hidden_and_merged(clean: list[list[Cell]]) -> Iterator[Case]:
    hidden = Sheet(clean, hidden_rows=frozenset({3, 5}), hidden_columns=(3,))
    yield noted(accepted("table: hidden rows and a hidden column", partial(_file, hidden)), "隐藏")
    yield accepted("table: 单位 merged over two columns", partial(_file, _with_wide_units(clean)))
    over_units = Sheet([*clean[:2], [clean[2][0], None, *clean[2][2:]], *clean[3:]], ("B2:B3",))
    yield refused(
        "table: a value merged over two units",
        partial(_file, over_units),
        {office.place("B3"): "cell-merged"},
        values=office.values(changes={"甲县|1.1": None, "乙县|1.1": None}),
        undecided=("甲县|1.1",),
    )
    over_indicators = Sheet([clean[0], [*clean[1][:3], 12, None, *clean[1][5:]], *clean[2:]], ("D2:E2",))
    yield refused(
        "table: a value merged over two indicators",
        partial(_file, over_indicators),
        {office.place("E2"): "cell-merged"},
        values=office.values(changes={"甲县|P2.3": None, "甲县|P2.4": None}),
        undecided=("甲县|P2.3",),
    )


def _with_wide_units(clean: Sequence[Sequence[Cell]]) -> Sheet:
    table = [[row[0], None, *row[1:]] for row in clean]
    return Sheet(table, tuple(f"A{number}:B{number}" for number in range(1, len(table) + 1)))


def _taken(name: str, table: Sequence[Sequence[Cell]]) -> Case:
    return accepted(f"table: {name}", partial(office.book, table))


def _file(sheet: Sheet) -> list[File]:
    return [(office.FILE, workbook({office.SHEET: sheet}))]
