"""Workbooks whose XML attacks whoever parses it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import edited, zipped
from tests.dirty.book import DECLARATION, MAIN, RELATIONS, SHEET_1, STRINGS, STYLES, TYPES, WORKBOOK
from tests.dirty.case import Case, contained, damaged, either
from tests.dirty.case import accepted as taken
from tests.dirty.wrong_files import clean_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.dirty.case import File

#: A file whose content must never be read into anything.
CANARY = Path(__file__).with_name("canary.txt")
_SECRET = CANARY.read_text(encoding="utf-8").strip()
_ROOT = {
    SHEET_1: "worksheet",
    STRINGS: "sst",
    STYLES: "styleSheet",
    WORKBOOK: "workbook",
    TYPES: "Types",
    RELATIONS: "Relationships",
}
_TEN = "0123456789"


def cases() -> Iterator[Case]:
    """Entities, encodings, and documents that are too deep, too broad or not sound."""
    for part in _ROOT:
        yield _damaged(f"billion laughs in {part}", partial(_with_dtd, part, _laughs(), "&l9;"))
        yield _damaged(f"an entity which reads a file in {part}", partial(_with_dtd, part, _reading(), "&x;"))
    yield from _entities()
    yield from _encodings()
    yield from _shapes()
    yield from _not_sound()


def _entities() -> Iterator[Case]:
    quadratic = f'<!ENTITY q "{"q" * 60_000}">'
    yield _damaged("quadratic blow-up", partial(_with_dtd, STRINGS, quadratic, "&q;" * 20_000))
    remote = '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'
    yield _damaged("an entity which asks the network", partial(_with_dtd, STRINGS, remote, "&x;"))
    parameter = f'<!ENTITY % f SYSTEM "{CANARY.as_uri()}"><!ENTITY % d "<!ENTITY x \'%f;\'>">%d;'
    yield _damaged("parameter entities", partial(_with_dtd, SHEET_1, parameter, ""))
    yield _damaged("an entity of a single letter", partial(_with_dtd, STRINGS, '<!ENTITY x "x">', "&x;"))
    yield _damaged("entities that name each other", partial(_with_dtd, STRINGS, _circle(), "&a;"))
    yield _damaged("an empty DTD", partial(_with_dtd, SHEET_1, "", ""))
    outside = edited(
        clean_parts(),
        SHEET_1,
        "<worksheet ",
        '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x">\n<worksheet ',
    )
    yield _damaged("a DTD elsewhere", partial(zipped, outside))
    unknown = edited(clean_parts(), STRINGS, "甲县", "甲县&nbsp;")
    yield _damaged("an entity nobody declared", partial(zipped, unknown))
    sheet = "<worksheet "
    style = edited(
        clean_parts(), SHEET_1, sheet, f'<?xml-stylesheet type="text/xsl" href="{CANARY.as_uri()}"?>{sheet}'
    )
    yield either("xml: a stylesheet", lambda: _file(zipped(style)))
    include = edited(
        clean_parts(),
        STRINGS,
        "甲县",
        f'甲县<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{CANARY.as_uri()}" parse="text"/>',
    )
    included = either("xml: an inclusion of a file", lambda: _file(zipped(include)))
    yield replace(included, never=(_SECRET, "CANARY"))


def _encodings() -> Iterator[Case]:
    plain = clean_parts()[STRINGS].decode()
    sheet = clean_parts()[SHEET_1].decode()
    wide = sheet.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    yield _damaged("a sheet in UTF-16", partial(zipped, {**clean_parts(), SHEET_1: wide}))
    hidden = _with_dtd_text(STRINGS, _laughs(), "&l9;").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    for coding in ("utf-16", "utf-16-be", "utf-16-le"):
        content = hidden.encode(coding)
        yield _damaged(f"billion laughs in {coding}", partial(zipped, {**clean_parts(), STRINGS: content}))
    for name, coding in (("UTF-7", "utf-7"), ("cp037", "cp037"), ("UTF-32", "utf-32")):
        told = _with_dtd_text(STRINGS, _reading(), "&x;").replace("UTF-8", name)
        content = told.encode(coding, "xmlcharrefreplace")
        yield _damaged(f"an entity hidden in {name}", partial(zipped, {**clean_parts(), STRINGS: content}))
    for name in ("cp037", "no-such-coding"):
        claimed = {**clean_parts(), STRINGS: plain.replace("UTF-8", name).encode()}
        yield _damaged(f"strings that claim to be {name}", partial(zipped, claimed))
    marked = b"\xef\xbb\xbf" + plain.encode()
    yield contained(
        taken(
            "xml: strings with a byte order mark", partial(_file, zipped({**clean_parts(), STRINGS: marked}))
        )
    )
    undeclared = plain.removeprefix(DECLARATION).encode()
    changed = {**clean_parts(), STRINGS: undeclared}
    yield contained(taken("xml: strings without a declaration", partial(_file, zipped(changed))))


def _shapes() -> Iterator[Case]:
    """Sound documents that no office wrote."""
    deep = "<a>" * 100_000 + "</a>" * 100_000
    yield _damaged("elements 100,000 deep in a sheet", partial(_in_sheet, deep))
    yield _damaged("elements 100,000 deep in the strings", partial(_in_strings, f"<si>{deep}</si>"))
    many = " ".join(f'a{number}="1"' for number in range(100_000))
    yield _borne("an element of 100,000 attributes", f"<a {many}/>")
    yield _damaged("an attribute of ten megabytes", _with_a_long_attribute)
    spaces = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(20_000))
    yield _borne("20,000 namespaces", f"<a {spaces}/>")
    name = "a" * 2_000_000
    yield _damaged("a name of two million letters", partial(_in_sheet, f"<{name}/>"))


def _not_sound() -> Iterator[Case]:
    clean = clean_parts()
    strings, sheet = clean[STRINGS], clean[SHEET_1]
    for name, part, content in (
        ("a NUL in a string", STRINGS, strings.replace("甲县".encode(), "甲\0县".encode())),
        ("a reference to NUL", STRINGS, strings.replace("甲县".encode(), "甲县&#0;".encode())),
        (
            "a reference to a lone surrogate",
            STRINGS,
            strings.replace("甲县".encode(), "甲县&#xD800;".encode()),
        ),
        ("bytes that are no UTF-8", STRINGS, strings.replace("甲县".encode(), b"\xbc\xd7\xcf\xd8")),
        ("a lone surrogate in UTF-8", STRINGS, strings.replace("甲县".encode(), b"\xed\xa0\x80")),
        ("an overlong less-than sign", STRINGS, strings.replace("甲县".encode(), b"\xc0\xbc")),
        ("a tag that is never closed", SHEET_1, sheet.replace(b"</sheetData>", b"")),
        (
            "tags closed crosswise",
            SHEET_1,
            sheet.replace(b"</sheetData></worksheet>", b"</worksheet></sheetData>"),
        ),
        ("two roots", SHEET_1, sheet + b"<worksheet/>"),
        ("an attribute twice", SHEET_1, sheet.replace(b'<row r="1"', b'<row r="1" r="2"')),
        ("half of its sheet", SHEET_1, sheet[: len(sheet) // 2]),
        ("a sheet of nothing", SHEET_1, b""),
        ("a sheet of text", SHEET_1, "单位,1.1\n甲县,28\n".encode()),
        ("a sheet of another namespace", SHEET_1, sheet.replace(MAIN.encode(), b"urn:other")),
        ("strings of nothing", STRINGS, b""),
        ("a workbook part of nothing", WORKBOOK, b""),
        ("styles of nothing", STYLES, b""),
    ):
        assert content != clean[part], name
        yield _damaged(name, partial(zipped, {**clean, part: content}))


def _laughs() -> str:
    lines = ['<!ENTITY l0 "lol">']
    lines += [f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)]
    return "".join(lines)


def _circle() -> str:
    return '<!ENTITY a "&b;"><!ENTITY b "&a;">'


def _reading() -> str:
    return f'<!ENTITY x SYSTEM "{CANARY.as_uri()}">'


def _with_dtd_text(part: str, entities: str, use: str) -> str:
    """A part with these entities declared and used: within a string, else as text below its root."""
    text, root = clean_parts()[part].decode(), _ROOT[part]
    text = text.replace(f"<{root} ", f"<!DOCTYPE {root} [{entities}]>\n<{root} ", 1)
    if part == STRINGS:
        return text.replace("甲县", f"甲县{use}", 1)
    return text.replace(f"</{root}>", f"{use}</{root}>", 1)


def _with_dtd(part: str, entities: str, use: str) -> bytes:
    return zipped({**clean_parts(), part: _with_dtd_text(part, entities, use).encode()})


def _in_sheet(inner: str) -> bytes:
    return zipped(edited(clean_parts(), SHEET_1, "<sheetData>", f"<sheetData>{inner}"))


def _in_strings(inner: str) -> bytes:
    return zipped(edited(clean_parts(), STRINGS, "</sst>", f"{inner}</sst>"))


def _with_a_long_attribute() -> bytes:
    noise = "".join(str(number) for number in range(1_600_000))[: 10 << 20]
    return _in_sheet(f'<row spans="{noise}"/>')


def _damaged(name: str, make: Callable[[], bytes]) -> Case:
    return damaged(f"xml: {name}", lambda: _file(make()), never=(_SECRET, "CANARY"))


def _borne(name: str, element: str) -> Case:
    return contained(taken(f"xml: {name}", lambda: _file(_in_sheet(element))))


def _file(content: bytes) -> list[File]:
    return [(office.FILE, content)]
