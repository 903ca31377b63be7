"""An office's own template: filled in wherever it is sound; nothing in it can act, and what is wrong with it is said."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents.bulletin import (
    check_template,
    read_template,
    standard_template,
    template_problems,
    write_bulletin,
)
from documents.bulletin.standard import standard_parts
from documents.sandbox.limits import MIB
from documents.word.package import CONTENT_TYPES, packed
from indicators.problems import blocking
from tests.test_bulletin import MADE_AT, NOTICE, body, paragraphs, sample, small

if TYPE_CHECKING:
    from indicators.problems import ProblemKind

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
RELATIONS, SETTINGS = "word/_rels/document.xml.rels", "word/settings.xml"
KINDS_OF_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def edited(part: str, *changes: tuple[str, str], **others: bytes) -> bytes:
    """The standard template with some changes in one of its parts."""
    parts = standard_parts()
    content = parts[part].decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return packed(parts | others | {part: content.encode()})


def related(kind: str, target: str, mode: str = "Internal") -> bytes:
    relation = (
        f'<Relationship Id="x" Type="{KINDS_OF_RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )
    return edited(RELATIONS, ("</Relationships>", f"{relation}</Relationships>"))


def with_field(*pieces: str) -> bytes:
    """A field whose instruction is cut into pieces."""
    said = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return edited(DOCUMENT, ("<w:r><w:t>各有关单位：</w:t></w:r>", field))


def is_refused_as(content: bytes, kind: ProblemKind) -> bool:
    template, problems = read_template(content, "模板.docx")
    return template is None and kind.code in {problem.code for problem in blocking(problems)}


def bulletin(content: bytes) -> bytes:
    template, problems = read_template(content)
    assert template is not None, [problem.in_words("en") for problem in problems]
    return write_bulletin(sample(), made_at=MADE_AT, template=template)


def test_the_standard_template_is_sound_and_filled_in_like_any_other() -> None:
    assert check_template(standard_template()) == ()
    assert bulletin(standard_template()) == write_bulletin(sample(), made_at=MADE_AT)


def test_an_office_can_change_the_words_and_the_order() -> None:
    own = edited(
        DOCUMENT,
        ("各有关单位：", "各县（市、区）委：{{ 单位数 }}家，｛｛日期｝｝。"),
        ("{{考核结果}}", "{{x}}"),
        ("{{主要成绩}}", "{{考核结果}}"),
        ("{{x}}", "{{主要成绩}}"),
    )
    said = paragraphs(bulletin(own))
    assert "各县（市、区）委：69家，2021年1月5日。" in said
    assert said.index("（一）得分率较高的指标") < said.index(
        "参加考核的单位共69个，分5组：区县11个、市直党群部门16个、市直政府部门28个、国有企业8个、高等院校6个。"
    )


def test_a_place_that_word_has_cut_into_runs_is_found() -> None:
    cut = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    own = edited(
        DOCUMENT, ("{{单位数}}", f"{{{cut}{{单{cut}位数}}{cut}}}"), ("{{存在问题}}", f"{{{{存在{cut}问题}}}}")
    )
    said = paragraphs(bulletin(own))
    assert any("对69个单位进行了考核" in line for line in said)
    assert "（一）得分率较低的指标" in said
    assert not any("{" in line for line in said)


def test_places_in_headers_and_footers_are_filled_in() -> None:
    own = edited("word/footer-odd.xml", ("<w:t>1</w:t>", "<w:t>{{考核}}</w:t>"))
    with zipfile.ZipFile(io.BytesIO(bulletin(own))) as package:
        assert "云江市2020年度党的建设综合考核（样例）" in package.read("word/footer-odd.xml").decode()


def test_what_names_say_is_not_taken_for_a_place() -> None:
    results = small()
    results.scheme.by_code["a"].__dict__["name"] = "{{总排名}}"
    assert any("“{{总排名}}”" in line for line in paragraphs(write_bulletin(results, made_at=MADE_AT)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (edited(DOCUMENT, ("各有关单位", "{{单位总数}}")), template_problems.UNKNOWN),
        (edited(DOCUMENT, ("{{有关说明}}", "说明")), template_problems.NO_CAVEATS),
        (edited(DOCUMENT, ("{{主要成绩}}", "成绩：{{主要成绩}}")), template_problems.NOT_ALONE),
        (edited(DOCUMENT, ("{{主要成绩}}", "{{存在问题}}")), template_problems.NOT_ALONE),
        (
            edited("word/footer-odd.xml", ("<w:t>1</w:t>", "<w:t>{{总排名}}</w:t>")),
            template_problems.NOT_ALONE,
        ),
        (edited(STYLES, ("通报表格", "我的表格")), template_problems.NO_STYLE),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_what_cannot_be_filled_in_is_said(content: bytes, kind: ProblemKind) -> None:
    assert is_refused_as(content, kind)


def test_a_part_may_be_left_out_and_that_is_said() -> None:
    own = edited(DOCUMENT, ("{{主要成绩}}", "从略"))
    (problem,) = check_template(own, "我的.docx")
    assert problem.code == template_problems.LEFT_OUT.code
    assert problem.in_words("zh").startswith("我的.docx：模板中没有“{{主要成绩}}”，通报将不含这一部分。")
    assert "（一）得分率较高的指标" not in paragraphs(bulletin(own))


@pytest.mark.parametrize(
    "content",
    [
        related("vbaProject", "vbaProject.bin"),
        related("attachedTemplate", "http://example.invalid/t.dotm", "External"),
        related("image", "http://example.invalid/i.png", "External"),
        related("image", "file:///c:/i.png"),
        related("oleObject", "embeddings/o.bin"),
        related("hyperlink", "http://example.invalid/", "External"),
        related("aFChunk", "chunk.html"),
        related("comments", "comments.xml"),
        with_field(" INCLUDEPICTURE &quot;http://example.invalid/&quot; "),
        with_field(" DDE", "AUTO c:\\\\x "),
        with_field(" PAGE ", " \\* DDEAUTO &quot;x&quot;"),
        edited(DOCUMENT, ("<w:r><w:t>各有关单位：</w:t></w:r>", '<w:fldSimple w:instr="MACROBUTTON x"/>')),
        edited(DOCUMENT, ("<w:sectPr>", '<w:altChunk r:id="rId1"/><w:sectPr>')),
        edited(DOCUMENT, ("<w:sectPr>", '<w:p><w:r><w:pict><i src="\\\\host\\x"/></w:pict></w:r></w:p><w:sectPr>')),
        edited(SETTINGS, ("<w:compat>", "<w:mailMerge/><w:compat>")),
    ],
)  # fmt: skip
def test_whatever_could_act_or_leads_out_is_refused(content: bytes) -> None:
    assert is_refused_as(content, template_problems.ACTIVE)


def bomb() -> bytes:
    return packed(standard_parts() | {"word/media/x.png": b"\0" * 20 * MIB})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7",
        standard_template()[:-40],
        edited(CONTENT_TYPES, ("document.main+xml", "document.macroEnabled.main+xml")),
        edited(DOCUMENT, ("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document')),
        edited(DOCUMENT, ("</w:body>", "")),
        edited(DOCUMENT, ("<w:body>", "<w:body>" + "<w:p>" * 300 + "</w:p>" * 300)),
        edited("_rels/.rels", ("document.xml", "none.xml")),
        edited(DOCUMENT, ("wordprocessingml/2006/main", "wordprocessingml/1999/main")),
        packed(standard_parts() | {"../x.xml": b"<a/>"}),
        related("header", "none.xml"),
        edited(RELATIONS, ("styles.xml", "none.xml")),
        edited(RELATIONS, ("footer-odd.xml", "footer.bin"), **{"word/footer.bin": b"<w:ftr/>"}),
        edited(DOCUMENT, ("<w:sectPr>", "<w:x>"), ("</w:sectPr>", "</w:x>")),
        edited(DOCUMENT, ("<w:body>", "<w:x>"), ("</w:body>", "</w:x>")),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    assert is_refused_as(content, template_problems.NOT_WORD)


@pytest.mark.parametrize(
    "content",
    [
        b"PK" + b"\0" * 6 * MIB,
        bomb(),
        packed(standard_parts() | {f"customXml/{n}.xml": b"<a/>" for n in range(250)}),
        edited(DOCUMENT, ("各有关单位：", "长" * MIB)),
    ],
    ids=["file", "bomb", "members", "text"],
)
def test_what_is_too_large_is_refused(content: bytes) -> None:
    assert is_refused_as(content, template_problems.TOO_LARGE)


def test_instructions_to_programs_are_dropped_and_not_taken_for_ours() -> None:
    said = body(bulletin(edited(DOCUMENT, ("各有关单位：", "各有<?baton-markup 0?>关单位："))))
    assert "各有关单位：" in said
    assert "<?baton" not in said


def headers(content: bytes) -> dict[str, str]:
    """What is printed at the head of each kind of page."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        targets = dict(
            re.findall(
                r'<Relationship [^>]*?Id="(\w+)"[^>]*?Target="/?([^"]+)"', package.read(RELATIONS).decode()
            )
        )
        found = {}
        for reference in re.findall(r"<w:headerReference[^>]*>", package.read(DOCUMENT).decode()):
            kind, target = (re.findall(rf'\b{name}="(\w+)"', reference)[0] for name in ("w:type", "r:id"))
            path = targets[target]
            name = path if path in package.namelist() else f"word/{path}"
            found[kind] = package.read(name).decode()
        return found


def test_every_kind_of_page_is_marked_whatever_the_template_has() -> None:
    plain = headers(write_bulletin(sample(), made_at=MADE_AT))
    assert set(plain) == {"default", "even"}
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:hdr>'
    parts = standard_parts()
    first = (
        parts[DOCUMENT]
        .decode()
        .replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="first" r:id="h"/>')
    )
    first = first.replace("<w:docGrid", "<w:titlePg/><w:docGrid")
    relation = f'<Relationship Id="h" Type="{KINDS_OF_RELATIONS}/header" Target="own.xml"/></Relationships>'
    own = packed(
        parts
        | {
            DOCUMENT: first.encode(),
            "word/own.xml": header.encode(),
            RELATIONS: parts[RELATIONS].decode().replace("</Relationships>", relation).encode(),
        }
    )
    marked = headers(bulletin(own))
    assert set(marked) == {"default", "even", "first"}
    assert all("试算 · 暂定" in said for said in (*plain.values(), *marked.values()))


def test_what_is_final_carries_no_mark() -> None:
    assert headers(write_bulletin(small(), made_at=MADE_AT, notice=NOTICE)) == {}


def test_every_kind_of_problem_has_a_test_that_names_it() -> None:
    said = Path(__file__).read_text(encoding="utf-8")
    names = [name for name, kind in vars(template_problems).items() if kind in template_problems.KINDS]
    assert [name for name in names if f"template_problems.{name}" not in said] == []
