"""Text files: encodings, separators, quotes, and what spreadsheets would run."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.case import Case, accepted, contained, damaged, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.dirty.case import File

FILE = "成绩.csv"


def cases() -> Iterator[Case]:
    """Text files that are read, text files that are not, and cells."""
    yield from _read()
    yield from _not_read()
    yield from _cells()


def _read() -> Iterator[Case]:
    plain = text(office.rows())
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk"):
        yield accepted(f"csv: {encoding}", partial(_file, plain.encode(encoding)))
    noted = [[*row, "备注" if n == 0 else "镕\u3400\u4dae"] for n, row in enumerate(office.rows())]
    yield accepted(
        "csv: GB18030 with characters of four bytes", partial(_file, text(noted).encode("gb18030"))
    )
    yield accepted("csv: line ends of Windows", partial(_file, plain.replace("\n", "\r\n").encode()))
    yield accepted("csv: line ends of old Macs", partial(_file, plain.replace("\n", "\r").encode()))
    yield accepted("csv: no line end at the end", partial(_file, plain.rstrip("\n").encode()))
    yield accepted("csv: blank lines", partial(_file, plain.replace("\n", "\n\n").encode()))
    yield accepted("csv: every field in quotes", partial(_file, text(office.rows(), csv.QUOTE_ALL).encode()))
    yield accepted("csv: semicolons for commas", partial(_file, plain.replace(",", ";").encode()))
    yield accepted("csv: a title above", partial(_file, ("2020年度成绩\n" + plain).encode()))
    yield accepted("csv: spare commas behind", partial(_file, plain.replace("\n", ",,,\n").encode()))
    yield accepted("csv: its extension in capitals", lambda: [("成绩.CSV", plain.encode())])
    short = plain.replace("市审计局,25.5,97.75,11,2,是,5", "市审计局,25.5,97.75")
    yield accepted(
        "csv: a row shorter than the headings",
        partial(_file, short.encode()),
        values=office.values(changes={f"市审计局|{column}": None for column in office.USUAL[2:]}),
        states={"市审计局|P2.3": "missing", "市审计局|P3.3": "missing"},
    )


def _not_read() -> Iterator[Case]:
    plain = text(office.rows())
    utf, gb = plain.encode(), plain.encode("gb18030")
    half = utf.index("丙".encode())
    for name, content in (
        ("UTF-16 with its mark", plain.encode("utf-16")),
        ("UTF-16 without its mark", plain.encode("utf-16-le")),
        ("UTF-32", plain.encode("utf-32")),
        ("half UTF-8, half GB18030", utf[:half] + gb[gb.index("丙".encode("gb18030")) :]),
        ("bytes of no encoding", utf + b"\xff\xfe\xff\n"),
        ("NUL bytes", utf.replace(b"28.5", b"28\x00.5")),
        ("only NUL bytes", b"\x00" * 4096),
        ("only a byte order mark", b"\xef\xbb\xbf"),
        ("a quote that is never closed", utf.replace("乙县".encode(), '"乙县'.encode())),
        ("600 columns", b"\n".join(line + b",1" * 600 for line in utf.splitlines())),
    ):
        yield damaged(f"csv: {name}", partial(_file, content), file=FILE)
    for name, count in (("more than 20,000 rows", 20_001), ("more than ten megabytes", 480_000)):
        yield damaged(f"csv: {name}", partial(_with_rows, "庚县,1,1,1,1,是,1\n", count), file=FILE)
    yield damaged("csv: nothing", partial(_file, b""), file=FILE, code="file-empty")


def _cells() -> Iterator[Case]:
    key = "甲县|1.1"
    for name, typed, code in (
        ("a formula", "=1+1", ""),
        ("a call", "@SUM(1)", ""),
        ("a formula behind a plus", "+1+1", ""),
        ("a command", "=cmd|' /C calc'!A0", ""),
        ("a formula behind a tab", "\t=1+1", ""),
        ("a control sequence", "\x1b[31m28.5", "value-not-a-number"),
        ("a bell", "28.5\x07", ""),
        ("300 kilobytes in one cell", "9" * 300_000, ""),
        ("half a megabyte of words", "党建" * 90_000, "value-not-a-number"),
        ("an error as it is written out", "#DIV/0!", ""),
    ):
        table = office.rows(cells={("甲县", "1.1"): typed})
        yield refused(
            f"csv: {name}",
            partial(_file, text(table).encode()),
            {f"{FILE}!B2": code},
            values=office.values(changes={key: None}),
            states={key: "rejected"},
        )
    for name, typed, number in (
        ("full-width digits", "２８．５", "28.5"),
        ("thousands in quotes", "1,234", "1234"),
    ):
        column = "1.1" if number == "28.5" else "P2.4"
        table = office.rows(cells={("甲县", column): typed})
        yield accepted(
            f"csv: {name}",
            partial(_file, text(table).encode()),
            values=office.values(changes={f"甲县|{column}": number}),
            warned={f"{FILE}!{'B' if column == '1.1' else 'E'}2"},
        )
    spare = text(office.rows()).replace("甲县,28.5,96.2,12,35.6,是,0", "甲县,28.5,96.2,12,35.6,是,1,234")
    yield refused(
        "csv: thousands without quotes make a row too long",
        partial(_file, spare.encode()),
        {f"{FILE}!H2": "row-too-long"},
        undecided=("甲县|",),
    )
    unit = text(office.rows(headings={"甲县": "=1+1"}))
    yield refused(
        "csv: a formula for a unit",
        partial(_file, unit.encode()),
        {f"{FILE}!A2": "unit-unknown"},
        values=office.values(units=office.UNITS[1:]),
    )
    below = partial(_with_rows, ",,,,,,\n", 100_000)
    yield contained(accepted("csv: a hundred thousand blank lines below", below))


def _with_rows(row: str, count: int) -> list[File]:
    return _file((text(office.rows()) + row * count).encode())


def text(table: Sequence[Sequence[object]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    """A table as comma-separated text."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return buffer.getvalue()


def _file(content: bytes) -> list[File]:
    return [(FILE, content)]
