"""Files that are not what their names say, or of kinds that are not read."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import STORED, Member, Packed, archive, edited, with_zip64, without, zipped
from tests.dirty.book import BOOK_RELATIONS, MAIN, OFFICE, STRINGS, STYLES, TYPES, WORKBOOK, parts
from tests.dirty.case import Case, accepted, contained, damaged
from tests.dirty.csv_files import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.dirty.case import File

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def clean_parts() -> dict[str, bytes]:
    """The parts of the usual file."""
    return parts({office.SHEET: office.rows()})


def cases() -> Iterator[Case]:
    """Wrong kinds, wrong extensions, and workbooks with parts that are missing or of another kind."""
    yield from _kinds()
    yield from _named_wrongly()
    yield from _incomplete()
    yield from _file_names()


def _kinds() -> Iterator[Case]:
    book = zipped(clean_parts())
    encrypted = compound("EncryptionInfo", "EncryptedPackage")
    old = compound("Workbook")
    for name, file, content in (
        ("an encrypted workbook", office.FILE, encrypted),
        ("an old workbook", "成绩.xls", old),
        ("an old workbook of WPS", "成绩.et", old),
        ("an old workbook named .xlsx", office.FILE, old),
        ("a compound file without its sectors", "成绩.xls", old[:100]),
        ("an OpenDocument sheet", "成绩.ods", _open_document()),
        ("an OpenDocument sheet named .xlsx", office.FILE, _open_document()),
        ("a binary workbook", "成绩.xlsb", zipped(_binary_book())),
        ("a binary workbook named .xlsx", office.FILE, zipped(_binary_book())),
        ("a workbook with macros", "成绩.xlsm", zipped(_with_macros())),
        ("a workbook with macros named .xlsx", office.FILE, zipped(_with_macros())),
        ("a template", "成绩.xltx", zipped(_of_type("template.main+xml"))),
        ("a Strict workbook", office.FILE, zipped(_strict())),
        ("a document of Word named .xlsx", office.FILE, zipped(_word())),
        ("an old report of Excel as XML", "成绩.xls", _spreadsheet_xml()),
        ("an old report of Excel as XML named .xlsx", office.FILE, _spreadsheet_xml()),
        ("an archive of RAR", "成绩.rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(200))),
        ("an archive of 7-Zip named .zip", "成绩.zip", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200))),
        ("a file without an extension", "成绩", book),
        ("a program", "成绩.exe", b"MZ" + bytes(200)),
        ("two extensions", "成绩.xlsx.exe", book),
    ):
        yield damaged(f"kind: {name}", partial(_files, file, content), file=file)


def _named_wrongly() -> Iterator[Case]:
    book, plain = zipped(clean_parts()), text(office.rows()).encode()
    page = f"<html><body><table><tr><td>{'</td><td>'.join(plain.decode().split(','))}</td></tr></table></body></html>"
    for name, file, content in (
        ("a workbook named .csv", "成绩.csv", book),
        ("text named .xlsx", office.FILE, plain),
        ("a web page named .xls", "成绩.xls", page.encode()),
        ("a web page named .xlsx", office.FILE, page.encode()),
        ("a web page named .csv", "成绩.csv", page.encode()),
        ("a PDF named .xlsx", office.FILE, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
        ("a picture named .xlsx", office.FILE, _picture()),
        ("a picture named .csv", "成绩.csv", _picture()),
        ("a shortcut named .xlsx", office.FILE, b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100)),
        (
            "gzip named .xlsx",
            office.FILE,
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + zlib.compress(plain)[2:],
        ),
        ("NUL bytes named .xlsx", office.FILE, bytes(4096)),
        ("one byte named .xlsx", office.FILE, b"P"),
        ("four bytes named .xlsx", office.FILE, b"PK\x03\x04"),
        ("an empty zip named .xlsx", office.FILE, archive([])),
        ("a zip of other things named .xlsx", office.FILE, zipped({"说明.txt": b"none"})),
        ("a zip of a workbook named .xlsx", office.FILE, zipped({"成绩.xlsx": book})),
    ):
        yield damaged(f"named wrongly: {name}", partial(_files, file, content), file=file)


def _incomplete() -> Iterator[Case]:
    clean = clean_parts()
    inline = _inline()
    for name, missing in (
        ("no workbook part", WORKBOOK),
        ("no relations of the workbook", BOOK_RELATIONS),
        ("no relations of the package", "_rels/.rels"),
        ("no content types", TYPES),
        ("no strings where cells point at them", STRINGS),
        ("no sheet where the workbook lists one", "xl/worksheets/sheet1.xml"),
    ):
        yield damaged(f"parts: {name}", partial(_files, office.FILE, zipped(without(clean, [missing]))))
    yield _taken("no styles", without(clean, [STYLES]))
    yield _taken("no styles, nor a word of them", _unmentioned(clean, STYLES))
    yield _taken("no strings, all texts inline", _unmentioned(inline, STRINGS))
    yield _taken("texts inline", inline)
    yield _taken("an unused picture", {**clean, "xl/media/image1.png": _picture()})
    yield _taken("an unused custom part", {**clean, "customXml/item1.xml": b"<a/>"})
    yield contained(accepted("parts: stored, not compressed", partial(_files, office.FILE, _stored(clean))))
    yield contained(accepted("parts: as zip64 writes them", partial(_files, office.FILE, with_zip64(clean))))
    reordered = dict(reversed(list(clean.items())))
    yield _taken("in another order", reordered)
    absolute = edited(clean, BOOK_RELATIONS, '"worksheets/', '"/xl/worksheets/')
    yield _taken("an absolute target of a sheet", absolute)


def _file_names() -> Iterator[Case]:
    book = zipped(clean_parts())
    for file in (
        "../../成绩.xlsx",
        "/etc/成绩.xlsx",
        "..\\成绩.xlsx",
        "<b>成绩</b>.xlsx",
        "成\x07绩.xlsx",
        "成绩.XLSX",
    ):
        yield accepted(f"file name: {file.encode('unicode_escape').decode()}", partial(_files, file, book))
    for file in ("../../成绩.xlsx", "<b>成绩</b>.xlsx"):
        yield damaged(f"file name: {file}, and damaged", partial(_files, file, book[:900]), file=file)
    long_name = "绩" * 250 + ".xlsx"
    yield accepted("file name: 250 characters", partial(_files, long_name, book))


def _taken(name: str, changed: Mapping[str, bytes]) -> Case:
    return contained(accepted(f"parts: {name}", partial(_files, office.FILE, zipped(changed))))


def _files(name: str, content: bytes) -> list[File]:
    return [(name, content)]


def _stored(clean: Mapping[str, bytes]) -> bytes:
    members = [
        Member(name, Packed(content, len(content), zlib.crc32(content), STORED))
        for name, content in clean.items()
    ]
    return archive(members)


def _inline() -> dict[str, bytes]:
    """The usual file with its texts in the cells themselves."""
    clean = clean_parts()
    sheet, strings = clean["xl/worksheets/sheet1.xml"].decode(), clean[STRINGS].decode()
    texts = strings.split('<t xml:space="preserve">')[1:]
    for index, rest in enumerate(texts):
        inner = f"<is><t>{rest.partition('</t>')[0]}</t></is>"
        sheet = sheet.replace(f't="s"><v>{index}</v>', f't="inlineStr">{inner}')
    return {**clean, "xl/worksheets/sheet1.xml": sheet.encode()}


def _unmentioned(whole: Mapping[str, bytes], part: str) -> dict[str, bytes]:
    """The parts but for this one, which nothing points at any more."""
    rest = without(whole, [part])
    for pointing in (TYPES, BOOK_RELATIONS):
        elements = rest[pointing].decode().split("<")
        kept = [element for element in elements if part.removeprefix("xl/") not in element]
        rest[pointing] = "<".join(kept).encode()
    return rest


def _of_type(kind: str) -> dict[str, bytes]:
    return edited(clean_parts(), TYPES, "sheet.main+xml", kind)


def _with_macros() -> dict[str, bytes]:
    types = edited(
        clean_parts(),
        TYPES,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    related = edited(
        types,
        BOOK_RELATIONS,
        "</Relationships>",
        '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="vbaProject.bin"/></Relationships>',
    )
    return {**related, "xl/vbaProject.bin": compound("VBA", "PROJECT")}


def _strict() -> dict[str, bytes]:
    strict = "http://purl.oclc.org/ooxml"
    names = {MAIN: f"{strict}/spreadsheetml/main", OFFICE: f"{strict}/officeDocument/relationships"}
    changed = {}
    for name, content in clean_parts().items():
        inner = content.decode()
        for usual, other in names.items():
            inner = inner.replace(usual, other)
        changed[name] = inner.encode()
    return edited(changed, WORKBOOK, "<workbook ", '<workbook conformance="strict" ')


def _binary_book() -> dict[str, bytes]:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = clean_parts()[TYPES].decode().replace("/xl/workbook.xml", "/xl/workbook.bin")
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    relations = clean_parts()["_rels/.rels"].decode().replace("workbook.xml", "workbook.bin")
    return {
        TYPES: types.replace(usual, kind).encode(),
        "_rels/.rels": relations.encode(),
        "xl/workbook.bin": b"\x83\x01\x00\x9c\x01\x00\x84\x01\x00",
        "xl/worksheets/sheet1.bin": b"\x81\x01\x00\x82\x01\x00",
    }


def _word() -> dict[str, bytes]:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = clean_parts()[TYPES].decode().replace("/xl/workbook.xml", "/word/document.xml")
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    relations = clean_parts()["_rels/.rels"].decode().replace("xl/workbook.xml", "word/document.xml")
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    return {
        TYPES: types.replace(usual, kind).encode(),
        "_rels/.rels": relations.encode(),
        "word/document.xml": body.encode(),
    }


def _open_document() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = f'<o:document-content xmlns:o="{space}:office:1.0"><o:body><o:spreadsheet/></o:body></o:document-content>'
    manifest = f'<m:manifest xmlns:m="{space}:manifest:1.0"/>'
    return archive(
        [
            Member("mimetype", Packed(kind, len(kind), zlib.crc32(kind), STORED)),
            Member("content.xml", content.encode()),
            Member("META-INF/manifest.xml", manifest.encode()),
        ]
    )


def _spreadsheet_xml() -> bytes:
    return (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    )


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")


def compound(*streams: str) -> bytes:
    """An OLE2 compound file with these streams, each holding nothing but zeros."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109L", 0, *[_FREE] * 108)
    sectors = 8
    first = [2 + sectors * number for number in range(len(streams))]
    chains = [following for at in first for following in [*range(at + 1, at + sectors), _END]]
    table = struct.pack("<128L", *[_FAT, _END, *chains, *[_FREE] * (126 - len(chains))])
    entries = [_entry("Root Entry", 5, _END, 0, 1)]
    entries += [
        _entry(name, 2, at, sectors * _SECTOR, _FREE if at == first[-1] else number + 2)
        for number, (name, at) in enumerate(zip(streams, first, strict=True))
    ]
    directory = b"".join(entries).ljust(_SECTOR, b"\x00")
    return header + table + directory + bytes(len(streams) * sectors * _SECTOR)


def _entry(name: str, kind: int, start: int, size: int, following: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    below = (following, _FREE) if kind == 5 else (_FREE, following)
    child, right = below
    links = struct.pack("<3L", _FREE, right, child if kind == 5 else _FREE)
    return (
        coded.ljust(64, b"\x00")
        + struct.pack("<H2B", len(coded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<LQ", start, size)
    )
