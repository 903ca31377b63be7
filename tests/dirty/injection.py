"""Formulas, markup and commands typed as names, headings and values: refused, and quoted without harm."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.book import workbook
from tests.dirty.case import Case, accepted, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.dirty.case import File

PAYLOADS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"甲县")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "</td><script>alert(1)</script>",
    "&#x3c;b&#x3e;",
    "[甲县](javascript:alert(1))",
    "{{7*7}}${7*7}%s%n{0}",
    "'; DROP TABLE units; --",
    "../../../../etc/passwd",
    "_x001B_[31m甲县",
    "\u202e县甲",
)


def cases() -> Iterator[Case]:
    """Each payload as a unit, as a heading and as a value."""
    for payload in PAYLOADS:
        shown = payload.encode("unicode_escape").decode()
        yield refused(
            f"injection: {shown} as a unit",
            partial(office.book, office.rows(headings={"甲县": payload})),
            {office.place("A2"): "unit-unknown"},
            values=office.values(units=office.UNITS[1:]),
        )
        yield refused(
            f"injection: {shown} as a heading",
            partial(office.book, office.rows(headings={"1.1": payload})),
            {office.place("B1"): "column-unknown"},
            values=office.values(office.USUAL[1:]),
        )
        yield refused(
            f"injection: {shown} as a value",
            partial(office.book, office.rows(cells={("甲县", "1.1"): payload})),
            {office.place("B2"): "value-not-a-number"},
            values=office.values(changes={"甲县|1.1": None}),
            states={"甲县|1.1": "rejected"},
        )
    remarked = [[*row, "备注" if n == 0 else PAYLOADS[0]] for n, row in enumerate(office.rows())]
    yield accepted("injection: a command as a remark", partial(office.book, remarked))
    for sheet in ("得<b>分", "it's!得分"):
        content = workbook({sheet: office.rows(cells={("甲县", "1.1"): "约28"})})
        yield refused(
            f"injection: a value that is none on a sheet named {sheet}",
            partial(_file, content),
            {office.place("B2", sheet=sheet): "value-not-a-number"},
            values=office.values(changes={"甲县|1.1": None}),
        )


def _file(content: bytes) -> list[File]:
    return [(office.FILE, content)]
