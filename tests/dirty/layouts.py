"""The layouts offices use beside the wide sheet: forms, long sheets, votes, exemptions, periods."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.book import workbook
from tests.dirty.case import Case, accepted, damaged, refused, warned_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.dirty.book import Cell
    from tests.dirty.case import File

    Table = list[list[Cell]]

MEASURES = {"1.1": "分", "2.1": "%", "2.2": "%", "P2.3": "次", "P2.4": "亿元"}
FIELDS = ("1.10|已整改", "1.10|查摆问题")
PERIODS = ("P5.1@H1", "P5.1@H2")
VOTES = ("P4.1|满意", "P4.1|基本满意", "P4.1|不满意", "P4.1|不了解")


def parted(column: str) -> tuple[str, str, str]:
    """The code, field and period of a column."""
    rest, _, period = column.partition("@")
    code, _, named = rest.partition("|")
    return code, named, period


def form(
    unit: str,
    columns: Sequence[str] = office.USUAL,
    *,
    cells: Mapping[str, Cell] | None = None,
) -> Table:
    """A form of one unit, its values in column E from row 4 on; with a column of periods where it has any."""
    changes, timed = cells or {}, any("@" in column for column in columns)
    heading: list[Cell] = ["指标代码", "指标", "数据项", "计量单位", "填报值"]
    table: Table = [["2020年度考核填报表"], [f"填报单位：{unit}"], heading + (["时期"] if timed else [])]
    for column in columns:
        code, named, period = parted(column)
        value = changes.get(column, office.reported(unit, column) if unit in office.UNITS else 1)
        line: list[Cell] = [code, office.NAMES[code], named or None, MEASURES.get(code), value]
        table.append(line + ([period or None] if timed else []))
    return table


def long(columns: Sequence[str]) -> Table:
    """The long sheet of these columns: 单位, 指标, 数据项, 时期, 值."""
    table: Table = [["单位", "指标", "数据项", "时期", "值"]]
    for unit in office.UNITS:
        for column in columns:
            code, named, period = parted(column)
            value = office.reported(unit, column)
            if value is not None:
                table.append([unit, code, named or None, period or None, value])
    return table


def form_file(unit: str, name: str = "", *, cells: Mapping[str, Cell] | None = None) -> File:
    """The form of a unit as a file."""
    return name or f"{unit}.xlsx", workbook({"填报表": form(unit, cells=cells)})


def cases() -> Iterator[Case]:
    """All layouts, each as it should be and with what goes wrong in it."""
    yield from _forms()
    yield from _long()
    yield from _votes()
    yield from _exemptions()
    yield from _periods()
    yield from _several_files()


def _forms() -> Iterator[Case]:
    yield accepted("form: one from each unit", lambda: [form_file(unit) for unit in office.UNITS])
    alone = office.values(units=("甲县",))
    yield warned_of(accepted("form: from one unit only", lambda: [form_file("甲县")], values=alone))
    columns = (*office.USUAL, *FIELDS, *PERIODS)
    yield warned_of(
        accepted(
            "form: with fields and periods",
            lambda: [("甲县.xlsx", workbook({"填报表": form("甲县", columns)}))],
            values=office.values(columns, units=("甲县",)),
        )
    )
    lines: tuple[tuple[str, list[Cell]], ...] = (
        ("its unit in the cell beside", ["填报单位：", "甲县"]),
        ("its unit behind a half-width colon", ["填报单位:甲县"]),
        ("its unit by an alias", ["填报单位：甲"]),
        ("its unit with seal and date", ["填报单位（盖章）：甲县", None, None, "填报日期：2021年1月5日"]),
    )
    for name, line in lines:
        make = partial(_headed, line)
        yield warned_of(accepted(f"form: {name}", make, values=alone))
    at = office.place("A2", file="甲县.xlsx", sheet="填报表")
    padded = partial(_headed, ["填报单位：甲　县"])
    yield accepted("form: its unit padded", padded, values=alone, warned={at})
    yield refused(
        "form: its unit is unknown",
        partial(_headed, ["填报单位：庚县"]),
        {at: "form-unit-unknown"},
        values={},
    )
    yield refused("form: its unit is left blank", partial(_headed, ["填报单位："]), {at: ""}, values={})
    at = office.place("E5", file="甲县.xlsx", sheet="填报表")
    yield refused(
        "form: a value that is none",
        lambda: [form_file("甲县", cells={"2.1": "约95"})],
        {at: "value-not-a-number"},
        values=office.values(units=("甲县",), changes={"甲县|2.1": None}),
        states={"甲县|2.1": "rejected"},
    )
    unknown = form("甲县")
    unknown[4][:2] = ["2.9", "文明创建"]
    at = office.place("A5", file="甲县.xlsx", sheet="填报表")
    yield refused(
        "form: an indicator that is not in the scheme",
        lambda: [("甲县.xlsx", workbook({"填报表": unknown}))],
        {at: ""},
        values=office.values(units=("甲县",), changes={"甲县|2.1": None}),
    )
    signed: Table = [*form("甲县"), [], ["填报人：", None, "审核人：", None, "负责人："], ["（盖章）"]]
    yield warned_of(
        accepted(
            "form: lines to sign below",
            lambda: [("甲县.xlsx", workbook({"填报表": signed}))],
            values=alone,
        )
    )


def _headed(line: list[Cell]) -> list[File]:
    table = form("甲县")
    table[1] = line
    return [("甲县.xlsx", workbook({"填报表": table}))]


def _long() -> Iterator[Case]:
    columns = ("1.1", "2.1", *FIELDS, *PERIODS)
    values = office.values(columns)
    yield accepted("long: fields and periods", partial(office.book, long(columns)), values=values)
    simple = [[row[0], row[1], row[4]] for row in long(office.USUAL)]
    yield accepted("long: unit, indicator and value only", partial(office.book, simple))
    named = [[row[0], office.NAMES.get(str(row[1]), row[1]), row[2]] for row in simple]
    yield accepted("long: indicators by name", partial(office.book, named))
    added: tuple[tuple[str, list[Cell], str, str, tuple[str, ...]], ...] = (
        ("an unknown indicator", ["甲县", "9.9", None, None, 1], "B38", "", ()),
        ("an unknown field", ["甲县", "1.10", "未整改", None, 1], "C38", "", ()),
        ("an unknown period", ["甲县", "P5.1", None, "H3", 1], "D38", "", ()),
        ("no period where one is needed", ["甲县", "P5.1", None, None, 1], "D38", "", ()),
        ("an unknown unit", ["庚县", "1.1", None, None, 1], "A38", "unit-unknown", ()),
        ("a second value, not alike", ["甲县", "1.1", None, None, 1], "E38", "value-conflict", ("甲县|1.1",)),
    )
    for name, row, cell, code, keys in added:
        table = [*long(columns), row]
        assert len(table) == 38
        at = {office.place(cell): code}
        make = partial(office.book, table)
        yield refused(f"long: {name}", make, at, values=values, undecided=keys)
    twice: Table = [*long(columns), ["甲县", "1.1", None, None, office.reported("甲县", "1.1")]]
    yield accepted(
        "long: a second value, alike",
        partial(office.book, twice),
        values=values,
        warned={office.place("E38")},
    )


def _votes() -> Iterator[Case]:
    answers: list[Cell] = ["单位", "指标", "满意", "基本满意", "不满意", "不了解"]
    table: Table = [answers]
    for unit in office.UNITS:
        table.append([unit, "群众满意度", *(office.reported(unit, column) for column in VOTES)])
    values = office.values(VOTES)
    yield accepted("votes: a column for each answer", partial(office.book, table), values=values)
    half = [[*row] for row in table]
    half[1][2] = Decimal("40.5")
    yield refused(
        "votes: half a vote",
        partial(office.book, half),
        {office.place("C2"): ""},
        values=office.values(VOTES, changes={"甲县|P4.1|满意": None}),
    )
    blank = [[*row] for row in table]
    blank[1][5] = None
    yield accepted(
        "votes: an answer left blank is missing, not zero",
        partial(office.book, blank),
        values=office.values(VOTES, changes={"甲县|P4.1|不了解": None}),
        states={"甲县|P4.1|不了解": "missing", "乙县|P4.1|不了解": "zero"},
    )


def _exemptions() -> Iterator[Case]:
    heading: list[Cell] = ["单位", "指标", "理由", "批准人"]
    slashed = office.rows(cells={("甲县", "2.1"): "/"})
    values = office.values(changes={"甲县|2.1": None})

    def with_exemptions(*rows: list[Cell]) -> list[File]:
        return [*office.book(slashed), ("豁免.xlsx", workbook({"豁免": [heading, *rows]}))]

    yield accepted(
        "exemption: a slash where one is recorded",
        partial(with_exemptions, ["甲县", "2.1", "全年没有党员教育任务", "考核领导小组"]),
        values=values,
        states={"甲县|2.1": "not applicable"},
    )
    yield refused(
        "exemption: without its reason, and the slash stands alone",
        partial(with_exemptions, ["甲县", "2.1", None, "考核领导小组"]),
        {
            office.place("C2", file="豁免.xlsx", sheet="豁免"): "exemption-incomplete",
            office.place_of("甲县", "2.1"): "value-not-applicable-typed",
        },
        values=values,
        states={"甲县|2.1": "rejected"},
    )
    yield refused(
        "exemption: of another unit, and the slash stands alone",
        partial(with_exemptions, ["乙县", "2.1", "全年没有党员教育任务", "考核领导小组"]),
        {office.place_of("甲县", "2.1"): "value-not-applicable-typed"},
        values=office.values(changes={"甲县|2.1": None, "乙县|2.1": None}),
        states={"甲县|2.1": "rejected", "乙县|2.1": "not applicable"},
        warned={office.place_of("乙县", "2.1")},
    )


def _periods() -> Iterator[Case]:
    values = office.values(PERIODS)
    yield accepted("periods: in the headings", partial(office.book, office.rows(PERIODS)), values=values)
    by_column: Table = [["单位", "时期", "督查考核"]]
    for unit in office.UNITS:
        by_column += [[unit, period, office.reported(unit, f"P5.1@{period}")] for period in ("H1", "H2")]
    yield accepted("periods: in a column", partial(office.book, by_column), values=values)
    named = [[row[0], {"H1": "上半年", "H2": "下半年"}.get(str(row[1]), row[1]), row[2]] for row in by_column]
    yield accepted("periods: in a column, by name", partial(office.book, named), values=values)
    sheets = {
        "上半年": office.rows(PERIODS[:1], headings={"P5.1@H1": "督查考核"}),
        "下半年": office.rows(PERIODS[1:], headings={"P5.1@H2": "督查考核"}),
    }
    yield accepted("periods: a sheet for each", lambda: [(office.FILE, workbook(sheets))], values=values)
    half = office.values(PERIODS, changes={"甲县|P5.1@H2": None})
    yield accepted(
        "periods: one not reported is missing",
        partial(office.book, office.rows(PERIODS, cells={("甲县", "P5.1@H2"): None})),
        values=half,
        states={"甲县|P5.1@H1": "value", "甲县|P5.1@H2": "missing"},
    )


def _several_files() -> Iterator[Case]:
    clean = workbook({office.SHEET: office.rows()})
    yield warned_of(accepted("files: the same twice", lambda: [(office.FILE, clean)] * 2))
    renamed = [(office.FILE, clean), ("成绩 - 副本.xlsx", clean)]
    yield warned_of(accepted("files: the same twice under two names", lambda: renamed))
    corrected = form_file("甲县", "甲县（改）.xlsx", cells={"1.1": 27})
    both = [*(form_file(unit) for unit in office.UNITS), corrected]
    yield damaged(
        "files: two for one unit, not alike",
        lambda: both,
        file="甲县（改）.xlsx",
        values=office.values(units=office.UNITS[1:]),
        undecided=("甲县|",),
    )
    one, other = office.rows(("1.1",)), office.rows(("1.1",), cells={("乙县", "1.1"): 28})
    wide = [("初报.xlsx", workbook({"得分": one})), ("复核.xlsx", workbook({"得分": other}))]
    yield refused(
        "files: two wide sheets with one value that is not alike",
        lambda: wide,
        {office.place("B3", file="复核.xlsx"): ""},
        values=office.values(("1.1",)),
        undecided=("乙县|1.1",),
    )
    yield damaged(
        "files: a sheet of no meaning",
        lambda: [(office.FILE, workbook({"杂记": [["会议通知"], ["时间", "地点"], ["周三", "三楼"]]}))],
    )
    yield accepted(
        "files: a sheet of words beside a good one",
        lambda: [
            (
                office.FILE,
                workbook(
                    {office.SHEET: office.rows(), "杂记": [["通知"], ["时间", "地点"], ["周三", "三楼"]]}
                ),
            )
        ],
        values=office.values(),
    )
    good = office.book(office.rows())
    yield damaged(
        "files: a damaged one beside a good one",
        lambda: [*good, ("补充.xlsx", good[0][1][:1500])],
        file="补充.xlsx",
        values=office.values(),
    )
    yield damaged("files: no content at all", lambda: [(office.FILE, b"")], code="file-empty")
