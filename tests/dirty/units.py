"""How offices write their units: padded, abbreviated, mistyped, twice; and the rows that are no units."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.book import Error, Formula, Number, workbook
from tests.dirty.case import Case, accepted, refused, warned_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.dirty.book import Cell
    from tests.dirty.case import File

#: Name, the unit, how it is written; it is known at once.
KNOWN: tuple[tuple[str, str, Cell], ...] = (
    ("by an alias", "甲县", "甲"),
    ("by another alias", "丙区（新区）", "丙新区"),
    ("by its code", "乙县", "0102"),
    ("by a formula over another sheet", "甲县", Formula("名册!B2", "甲县", "str")),
)
#: Name, the unit, how it is written; it is beyond doubt, and said.
LOOKS_ALIKE: tuple[tuple[str, str, Cell], ...] = (
    ("padded with an ideographic space", "甲县", "甲　县"),
    ("padded with spaces", "甲县", " 甲 县 "),
    ("padded with a no-break space", "甲县", "甲\u00a0县"),
    ("with a line break", "市统计局", "市统\n计局"),
    ("with half-width brackets", "丙区（新区）", "丙区(新区)"),
    ("with a space before its bracket", "丙区（新区）", "丙区 （新区）"),
    ("with a zero-width space", "甲县", "甲\u200b县"),
    ("with a Kangxi radical", "乙县", "\u2f04县"),
    ("with a bullet for its middle dot", "丁·戊县", "丁•戊县"),
    ("with a katakana dot for its middle dot", "丁·戊县", "丁・戊县"),
)
#: Name, the unit meant, what is written, the name that is proposed.
UNKNOWN: tuple[tuple[str, str, Cell, str], ...] = (
    ("nobody on the register", "甲县", "庚县", ""),
    ("one character off", "市统计局", "市统记局", "市统计局"),
    ("between two near names", "市统计局", "市计局", ""),
    ("with a suffix", "市审计局", "市审计局机关", "市审计局"),
    ("without its first character", "市统计局", "统计局", "市统计局"),
    ("with a note mark", "甲县", "甲县*", "甲县"),
    ("with a number before", "甲县", "1.甲县", "甲县"),
    ("without its brackets", "丙区（新区）", "丙区", "丙新区"),
    ("a code that lost its zeros", "甲县", Number("101"), ""),
    ("a name that begins like a total", "甲县", "合计县", ""),
    ("two units in one cell", "甲县", "甲县、乙县", ""),
    ("only a dash", "甲县", "—", ""),
)
#: Rows that are no units, whatever stands beside.
NO_UNITS = ("合计", "合　计", "总计", "小计", "平均", "平均分", "最高", "最高分", "最低", "最低分", "备注")


def cases() -> Iterator[Case]:
    """A case for each way of writing a unit, then rows."""
    for name, unit, written in KNOWN:
        yield accepted(f"unit: {name}", partial(office.book, office.rows(headings={unit: written})))
    for name, unit, written in LOOKS_ALIKE:
        make = partial(office.book, office.rows(headings={unit: written}))
        yield accepted(f"unit: {name}", make, warned={_cell_of(unit)})
    for name, unit, written, proposed in UNKNOWN:
        yield _refused(name, unit, written, "unit-unknown", proposed)
    yield _refused("an error", "甲县", Error("#N/A"), "", "")
    yield _refused("left blank beside values", "甲县", None, "unit-blank", "")
    for word in NO_UNITS:
        table = [*office.rows(), _beside(word)]
        yield accepted(f"row: {word}, with numbers", partial(office.book, table))
    for word in ("填报人：", "审核人", "注：以上数据已核实", "市考核办（盖章）"):
        yield accepted(f"row: {word}", partial(office.book, [*office.rows(), [word]]))
    first = office.rows()
    yield accepted(
        "row: an average above the units", partial(office.book, [first[0], _beside("平均"), *first[1:]])
    )
    yield from _rows()


def _rows() -> Iterator[Case]:
    for name, written in (("alike", "甲县"), ("by an alias", "甲"), ("padded", "甲　县")):
        again = office.rows(units=("甲县",), headings={"甲县": written})[1]
        yield refused(
            f"unit: twice, {name}",
            partial(office.book, [*office.rows(), again]),
            {office.place("A8"): "unit-repeated"},
            undecided=("甲县|",),
            warned={office.place("A8")} if name == "padded" else (),
        )
    yield _with_codes(
        "its code is another unit's", {2: "0101"}, {"B3": "unit-mismatch"}, undecided=("乙县|",)
    )
    yield _with_codes("its code is nobody's", {2: "0999"}, {"A3": ""}, undecided=("乙县|",))
    clean = office.rows()
    codes: list[Cell] = [row[0] for row in office.REGISTER]
    yield accepted(
        "unit: codes and names beside each other",
        partial(office.book, [[code, *row] for code, row in zip(codes, clean, strict=True)]),
    )
    only = [[code, *row[1:]] for code, row in zip(codes, clean, strict=True)]
    yield accepted("unit: codes only", partial(office.book, only))
    groups: list[Cell] = ["组别", *(str(row[2]) for row in office.REGISTER[1:])]
    groups[2] = "市直部门"
    grouped = [[row[0], group, *row[1:]] for group, row in zip(groups, clean, strict=True)]
    yield refused(
        "unit: its group is not that of the register",
        partial(office.book, grouped),
        {office.place("B3"): "unit-group-mismatch"},
        undecided=("乙县|",),
    )
    some = office.UNITS[:4]
    yield warned_of(
        accepted(
            "unit: two of the register without a row",
            partial(office.book, office.rows(units=some)),
            values=office.values(units=some),
            states={"市统计局|1.1": "missing"},
        )
    )
    empty = office.rows(cells={("甲县", column): None for column in office.USUAL})
    yield warned_of(
        accepted(
            "unit: a row of nothing but its name",
            partial(office.book, empty),
            values=office.values(units=office.UNITS[1:]),
            states={"甲县|1.1": "missing", "甲县|P2.3": "missing"},
        )
    )
    yield from _several_sheets()


def _several_sheets() -> Iterator[Case]:
    clean = office.rows()
    first, second = office.rows(office.USUAL[:3]), office.rows(office.USUAL[3:])
    books: tuple[tuple[str, dict[str, Sequence[Sequence[Cell]]]], ...] = (
        ("an empty sheet beside", {office.SHEET: clean, "Sheet2": [], "Sheet3": []}),
        ("a sheet of blank texts beside", {office.SHEET: clean, "Sheet2": [["", " "], ["　"]]}),
        ("several with an indicator each", {"党建": first, "实绩": second}),
        ("several with some units each", {"县区": clean[:5], "部门": [clean[0], *clean[5:]]}),
    )
    for name, sheets in books:
        yield accepted(f"sheets: {name}", partial(_file, sheets))
    yield warned_of(
        accepted(
            "sheets: headings and nothing below",
            partial(office.book, clean[:1]),
            values={},
            states={"甲县|1.1": "missing"},
        )
    )
    conflicting = {"初报": office.rows(("1.1",)), "复核": office.rows(("1.1",), cells={("乙县", "1.1"): 28})}
    yield refused(
        "sheets: the same value twice, and not alike",
        partial(_file, conflicting),
        {office.place("B3", sheet="复核"): "value-conflict"},
        values=office.values(("1.1",)),
        undecided=("乙县|1.1",),
        warned={office.place(f"B{row}", sheet="复核") for row in (2, 4, 5, 6, 7)},
    )


def _refused(name: str, unit: str, written: Cell, code: str, proposed: str) -> Case:
    at = _cell_of(unit)
    return refused(
        f"unit: {name}",
        partial(office.book, office.rows(headings={unit: written})),
        {at: code},
        values=office.values(units=[other for other in office.UNITS if other != unit]),
        states={f"{unit}|1.1": "missing"},
        said={at: proposed} if proposed else {},
    )


def _with_codes(name: str, wrong: dict[int, str], at: dict[str, str], undecided: tuple[str, ...]) -> Case:
    codes: list[Cell] = [wrong.get(number, row[0]) for number, row in enumerate(office.REGISTER)]
    table = [[code, *row] for code, row in zip(codes, office.rows(), strict=True)]
    places = {office.place(cell): code for cell, code in at.items()}
    return refused(f"unit: {name}", partial(office.book, table), places, undecided=undecided)


def _beside(word: str) -> list[Cell]:
    return [word, 27, 97, 12, 10, None, None]


def _cell_of(unit: str) -> str:
    return office.place(f"A{office.UNITS.index(unit) + 2}")


def _file(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> list[File]:
    return [(office.FILE, workbook(sheets))]
