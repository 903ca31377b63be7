"""Many files at once: zips of forms as offices pack them, and what lies beside the forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import ENCRYPTED, UTF_8, Member, archive
from tests.dirty.case import Case, accepted, contained, damaged, refused, warned_of
from tests.dirty.layouts import form_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.dirty.case import File

ZIP = "填报.zip"


def cases() -> Iterator[Case]:
    """Zips of the forms of all units."""
    forms = [Member(*form_file(unit)) for unit in office.UNITS]
    first = forms[0].content
    yield _taken("of forms", forms)
    yield _taken(
        "in a folder", [Member(f"2020年填报/县区/{form.raw_name.decode()}", form.content) for form in forms]
    )
    local = [Member(form.raw_name.decode().encode("gb18030"), form.content, flags=0) for form in forms]
    yield _taken("with names in GB18030", local)
    yield _taken("with folders as members of their own", [Member("填报/"), *forms])
    yield _taken(
        "backslashes between folders",
        [Member(b"\xcc\xee\xb1\xa8\\" + local[0].raw_name, first, 0), *local[1:]],
    )
    for name in (
        "__MACOSX/._甲县.xlsx",
        "~$甲县.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "填报/~$lock.xlsx",
    ):
        yield _taken(f"with {name} beside", [*forms, Member(name, b"\x00\x05\x16\x07" + bytes(40))])
    csvs = Member("得分.csv", _csv())
    yield _taken("of one text file", [csvs])
    yield warned_of(
        _taken("with one form twice under two names", [*forms, Member("甲县 - 副本.xlsx", first)])
    )
    yield from _refused(forms)


def _refused(forms: Sequence[Member]) -> Iterator[Case]:
    all_but_first = office.values(units=office.UNITS[1:])
    second = Member(*form_file("甲县", "甲县（改）.xlsx", cells={"1.1": 27}))
    yield damaged(
        "zip: two forms for one unit",
        partial(_file, [*forms, second]),
        file=f"{ZIP}/甲县（改）.xlsx",
        values=all_but_first,
        undecided=("甲县|",),
    )
    wrong = Member(*form_file("甲县", cells={"2.1": "约95"}))
    yield refused(
        "zip: one form with a value that is none",
        partial(_file, [wrong, *forms[1:]]),
        {f"{ZIP}/甲县.xlsx!填报表!E5": "value-not-a-number"},
        values=office.values(changes={"甲县|2.1": None}),
        states={"甲县|2.1": "rejected"},
    )
    stranger = Member(*form_file("庚县"))
    yield refused(
        "zip: a form of an unknown unit",
        partial(_file, [*forms, stranger]),
        {f"{ZIP}/庚县.xlsx!填报表!A2": "form-unit-unknown"},
    )
    for name, member in (
        ("a damaged form", Member("甲县.xlsx", forms[0].packed.data[:900])),
        ("an old workbook", Member("甲县.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))),
        ("a form behind a password", Member("甲县.xlsx", forms[0].content, UTF_8 | ENCRYPTED)),
        ("a zip of forms", Member("甲县.zip", archive(forms[:1]))),
    ):
        at = f"{ZIP}/{member.raw_name.decode()}"
        make = partial(_file, [member, *forms[1:]])
        yield damaged(f"zip: {name} among good ones", make, file=at, values=all_but_first)
    for name, members in (
        ("nothing in it", []),
        ("nothing but papers", [Member("通知.pdf", b"%PDF-1.7\n%%EOF\n"), Member("说明.txt", b"1")]),
        ("more than 5,000 members", [Member(f"{n}.csv") for n in range(5_001)]),
        ("a member outside its folder", [Member("../甲县.xlsx", forms[0].content)]),
    ):
        yield damaged(f"zip: {name}", partial(_file, members), file=ZIP)


def _taken(name: str, members: Sequence[Member]) -> Case:
    return contained(accepted(f"zip: {name}", partial(_file, members)))


def _csv() -> bytes:
    table = office.rows()
    return "\n".join(",".join(str(cell) for cell in row) for row in table).encode()


def _file(members: Sequence[Member]) -> list[File]:
    return [(ZIP, archive(members))]
