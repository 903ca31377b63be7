"""What a person sees of a result workbook beside the contents of its cells is verified too, and what it says of itself."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from documents.result_workbook import write_results
from documents.sandbox.sent_looks import looks_of
from documents.sandbox.sent_rows import Forged
from documents.verification import verdict as verdict_module
from documents.verification import verification_problems
from documents.verification.certified import Certified, figure_count
from documents.verification.differences import How, What
from documents.verification.verdict_text import verdict_lines
from indicators import Place
from scoring.certificate import Certificate, certify
from scoring.version import CHANGES, ENGINE
from tests import office_year
from tests.golden_runs import FOLDER
from tests.libreoffice import resaved
from tests.tampered import _path_of, find, with_cached, with_swapped_rows, with_value
from tests.test_cli import baton
from tests.test_verify_workbook import (
    MADE_AT,
    NOTICE,
    refusal_of,
    small,
    the_only,
    verdict_on,
    with_snapshot,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from documents.verification.differences import Difference

MAIN = b"application/vnd.openxmlformats-officedocument"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"'
    ' t="inlineStr"><is><t>{}</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>西县 99.00</t></is></c></row>'
    "</sheetData></worksheet>"
)
TEXT_BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>8</xdr:col>'
    "<xdr:row>5</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>99.00</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "</xdr:twoCellAnchor></xdr:wsDr>"
)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def edited(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The workbook with the first match in one part replaced; a part is its name or the title of a sheet."""
    parts = parts_of(content)
    name = part if part in parts else _path_of(content, part)
    changed, count = re.subn(pattern, replacement, parts[name].decode(), count=1, flags=re.DOTALL)
    assert count == 1
    return packed({**parts, name: changed.encode()})


def with_format(content: bytes, sheet: str, address: str, code: str) -> bytes:
    """One cell with another number format, all else as it was."""
    book = parts_of(content)
    styles, page = book["xl/styles.xml"].decode(), book[_path_of(content, sheet)].decode()
    style = re.search(rf'<c r="{address}" s="(\d+)"', page)
    listed = re.search(r'<cellXfs count="\d+">(.*?)</cellXfs>', styles, re.DOTALL)
    assert style is not None
    assert listed is not None
    forms = re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", listed[1], re.DOTALL)
    form = re.sub(r'numFmtId="\d+"', 'numFmtId="777"', forms[int(style[1])], count=1)
    content = edited(content, "xl/styles.xml", "</cellXfs>", f"{form}</cellXfs>")
    listing = rf'\1<numFmt numFmtId="777" formatCode="{code}"/>'
    content = edited(content, "xl/styles.xml", r"(<numFmts[^>]*>)", listing)
    return edited(content, sheet, rf'<c r="{address}" s="\d+"', f'<c r="{address}" s="{len(forms)}"')


def with_part(content: bytes, kind: str, name: str, part: str, *, of: str = "xl/workbook.xml") -> bytes:
    """One more part, of that kind, related to another one under the id `more`."""
    parts = parts_of(content)
    folder, _, last = of.rpartition("/")
    relations = f"{folder}/_rels/{last}.rels"
    none = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    relation = b'<Relationship Id="more" Type="%s/%s" Target="/%s"/></Relationships>' % (
        OFFICE,
        kind.encode(),
        name.encode(),
    )
    parts[relations] = parts.get(relations, none).replace(b"</Relationships>", relation)
    return packed({**parts, name: part.encode()})


def with_sheet(content: bytes, first_cell: str, kind: str = "worksheet") -> bytes:
    """One more sheet, the text in its first cell as given and a forged score below."""
    content = with_part(content, kind, "xl/worksheets/sheet99.xml", SHEET.format(first_cell))
    return edited(
        content, "xl/workbook.xml", "</sheets>", '<sheet name="排名公布" sheetId="99" r:id="more"/></sheets>'
    )


def named(content: bytes, folder: Path) -> list[tuple[What, How, str | None, str | None]]:
    verdict = verdict_on(content, folder)
    assert not verdict.holds
    return [(one.what, one.how, one.place.sheet, one.place.cell) for one in verdict.comparison.named]


def score() -> str:
    return find(small(), "排名", "西县", "总分")


# ---------------------------------------------------------------- sheets


@pytest.mark.parametrize("first", ["baton-snapshot", "baton-snapshot 1 1 " + "0" * 64, "名次"])
def test_an_added_sheet_is_named_whatever_it_begins_with(first: str, tmp_path: Path) -> None:
    assert named(with_sheet(small(), first), tmp_path) == [(What.SHEET, How.NEW, "排名公布", None)]


def test_an_added_sheet_without_cells_is_named(tmp_path: Path) -> None:
    assert named(with_sheet(small(), "", "chartsheet"), tmp_path) == [(What.SHEET, How.NEW, "排名公布", None)]


@pytest.mark.parametrize("cell", ["B1", "C2", "A9"])
def test_what_stands_beside_the_snapshot_on_its_sheet_is_named(cell: str, tmp_path: Path) -> None:
    more = f'<c r="{cell}" t="inlineStr"><is><t>西县 99.00</t></is></c>'
    row = cell[1:]
    pattern, put = (
        (rf'(<row r="{row}"[^>]*>.*?)</row>', rf"\1{more}</row>")
        if row != "9"
        else ("</sheetData>", f'<row r="9">{more}</row></sheetData>')
    )
    found = named(edited(small(), "快照", pattern, put), tmp_path)
    assert {(what, how, sheet) for what, how, sheet, _ in found} <= {
        (What.CONTENT, How.NEW, "快照"),
        (What.ROW, How.NEW, "快照"),
    }
    assert len(found) == 1


def test_a_sheet_that_was_hidden_is_named_and_a_snapshot_less_hidden_than_it_was_is_not(
    tmp_path: Path,
) -> None:
    hidden = edited(small(), "xl/workbook.xml", 'name="排名" ', 'name="排名" state="veryHidden" ')
    assert named(hidden, tmp_path) == [(What.VISIBILITY, How.HIDDEN, "排名", None)]
    assert verdict_on(
        edited(small(), "xl/workbook.xml", 'state="veryHidden"', 'state="hidden"'), tmp_path
    ).holds


# ---------------------------------------------------------------- formulas


def formula_of(content: bytes, sheet: str, address: str) -> str:
    return str(openpyxl.load_workbook(io.BytesIO(content))[sheet][address].value)


@pytest.mark.needs("libreoffice")
def test_a_formula_that_was_rewritten_is_named_though_its_stored_result_is_still_right(
    tmp_path: Path,
) -> None:
    address = find(small(), "公布", "东县", "total")
    forged = edited(small(), "公布", rf'(<c r="{address}"[^>]*><f>)([^<]*)</f>', r"\1\2+5</f>")
    difference = the_only(verdict_on(forged, tmp_path))
    assert (difference.what, difference.how, difference.place.cell) == (What.FORMULA, How.REWRITTEN, address)
    assert difference.place.unit == "东县"
    recalculated = with_cached(forged, "公布", address, 100.05)
    assert {what for what, *_ in named(recalculated, tmp_path)} == {What.FORMULA, What.SCORE}
    again = resaved({"a.xlsx": forged}, tmp_path / "office")["a.xlsx"]
    assert (What.FORMULA, How.REWRITTEN, "公布", address) in named(again, tmp_path)


def test_blanks_in_a_formula_change_nothing_and_an_empty_cell_turned_formula_is_named(tmp_path: Path) -> None:
    address = find(small(), "公布", "东县", "total")
    blanks = edited(small(), "公布", rf'(<c r="{address}"[^>]*><f>)([^<]*),', r"\1 \2 ,")
    assert verdict_on(blanks, tmp_path).holds
    unseen = '<row r="60"><c r="D60" t="str"><f>"99.00"&amp;""</f><v></v></c></row></sheetData>'
    assert named(edited(small(), "排名", "</sheetData>", unseen), tmp_path) == [
        (What.FORMULA, How.REWRITTEN, "排名", "D60")
    ]


def test_formulas_saved_without_results_are_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(small())).save(out)
    verdict = verdict_on(out.getvalue(), tmp_path)
    assert not verdict.holds
    (told,) = [one for one in verdict.comparison.named if one.how is How.UNCALCULATED]
    assert int(told.after) > 100
    assert "打开、保存后再核验" in told.words.zh
    assert not any(one.how is How.CHANGED and one.what is What.SCORE for one in verdict.comparison.named)


# ---------------------------------------------------------------- appearance


@pytest.mark.parametrize("code", ["&quot;99.00&quot;", "&quot;1&quot;0.00", "0.00%", ";;;", "0.0"])
def test_another_number_format_is_named_with_both(code: str, tmp_path: Path) -> None:
    difference = the_only(verdict_on(with_format(small(), "排名", score(), code), tmp_path))
    assert (difference.what, difference.place.cell, difference.place.unit) == (What.FORMAT, score(), "西县")
    assert (difference.before, difference.after) == ("0.00", code.replace("&quot;", '"'))


def test_a_format_that_shows_another_text_is_named(tmp_path: Path) -> None:
    grade = find(small(), "排名", "西县", "等次")
    forged = with_format(small(), "排名", grade, "General;General;General;&quot;优秀&quot;")
    assert the_only(verdict_on(forged, tmp_path)).what is What.FORMAT


TRUE_RULE = '<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'


@pytest.mark.parametrize(
    ("pattern", "put", "what", "how", "cell"),
    [
        ('<row r="7"', '<row r="7" hidden="1"', What.VISIBILITY, How.HIDDEN, "A7"),
        ('(<row r="7"[^>]*) ht="[^"]*"', r'\1 ht="0.1"', What.VISIBILITY, How.HIDDEN, "A7"),
        ("<col ", '<col hidden="1" ', What.VISIBILITY, How.HIDDEN, "A1"),
        ("<sheetView ", '<sheetView showZeros="0" ', What.VISIBILITY, How.HIDDEN, None),
        ("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ', What.VISIBILITY, How.HIDDEN, None),
        (
            "</sheetData>",
            f'</sheetData><conditionalFormatting sqref="I6">{TRUE_RULE}</conditionalFormatting>',
            What.CONDITION,
            How.NEW,
            "I6",
        ),
        ("<oddHeader>.*?</oddHeader>", "<oddHeader>西县 99.00</oddHeader>", What.HEADER, How.CHANGED, None),
        ("<oddHeader>.*?</oddHeader>", "", What.HEADER, How.GONE, None),
    ],
)
def test_what_is_hidden_or_shown_otherwise_is_named(
    *, pattern: str, put: str, what: What, how: How, cell: str | None, tmp_path: Path
) -> None:
    assert named(edited(small(), "排名", pattern, put), tmp_path) == [(what, how, "排名", cell)]


def test_a_number_format_added_to_a_condition_that_was_there_is_named(tmp_path: Path) -> None:
    forged = edited(
        small(), "xl/styles.xml", "<dxf>", '<dxf><numFmt numFmtId="780" formatCode="&quot;99.00&quot;"/>'
    )
    assert {what for what, *_ in named(forged, tmp_path)} == {What.CONDITION}


def test_a_text_box_over_a_score_and_a_control_are_named_and_a_comment_that_was_changed(
    tmp_path: Path,
) -> None:
    page = _path_of(small(), "排名")
    boxed = with_part(small(), "drawing", "xl/drawings/drawing9.xml", TEXT_BOX, of=page)
    difference = the_only(verdict_on(boxed, tmp_path))
    assert (difference.what, difference.place.cell, difference.after) == (What.DRAWING, "I6", "99.00")
    control = edited(small(), "xl/drawings/vmlDrawing1.vml", 'ObjectType="Note"', 'ObjectType="Label"')
    assert [what for what, *_ in named(control, tmp_path)] == [What.DRAWING]
    comment = edited(small(), "xl/comments1.xml", "<t[^>]*>[^<]*</t>", "<t>随意</t>")
    difference = the_only(verdict_on(comment, tmp_path))
    assert (difference.what, difference.how, difference.after) == (What.COMMENT, How.CHANGED, "随意")


# ---------------------------------------------------------------- what it says of itself


def engine_named(engine: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda record: {**record, "engine": engine}


def test_an_engine_that_never_was_is_refused_and_all_that_were_are_known(tmp_path: Path) -> None:
    kind = verification_problems.ENGINE_UNKNOWN
    forged = with_snapshot(small(), engine_named("0.0.9"))
    assert refusal_of(forged, tmp_path) == (kind.at(Place(file="结果.xlsx"), engine="0.0.9"),)
    golden = {path.stem.removeprefix("engine-") for path in FOLDER.glob("engine-*.z")}
    assert golden | {ENGINE, *(change.engine for change in CHANGES)} <= verdict_module.ENGINES


def test_nothing_that_was_not_compared_is_ever_said_to_hold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(verdict_module, "ENGINES", verdict_module.ENGINES | {"0.0.9"})
    heading = next(
        cell.coordinate
        for row in openpyxl.load_workbook(io.BytesIO(small()))["排名"].iter_rows()
        for cell in row
        if cell.value == "等次"
    )
    forged = with_value(with_value(small(), "排名", score(), 99), "排名", heading, "等级")
    verdict = verdict_on(with_snapshot(forged, engine_named("0.0.9")), tmp_path)
    assert (verdict.holds, verdict.agrees) == (False, True)
    assert "排名" in verdict.skipped
    first, *_, last = verdict_lines(verdict, "结果.xlsx", "zh")
    assert first.startswith("只能部分核验")
    assert "排名" in first
    assert last.startswith("怎么办：没有核对的表不要采信")


@pytest.mark.parametrize("figures", [999_999, None])
def test_a_certificate_is_done_again_and_a_false_one_does_not_hold(
    figures: int | None, tmp_path: Path
) -> None:
    results = office_year.results()
    true = certify(results)
    assert true.figures == figure_count(results)
    told = true if figures is None else Certificate(figures, ())
    verdict = verdict_on(write_results(results, (), made_at=MADE_AT, certificate=told), tmp_path)
    assert verdict.holds is (figures is None)
    assert verdict.certified is (Certified.AGAIN if figures is None else Certified.WRONG)
    lines = list(verdict_lines(verdict, "结果.xlsx", "zh"))
    assert any(line.startswith("所附核验书不实：称核验了 999,999 个数") for line in lines) is (
        figures is not None
    )


def test_that_it_was_published_is_told_as_what_the_workbook_says_of_itself(tmp_path: Path) -> None:
    content = write_results(office_year.results(), (), made_at=MADE_AT, notice=NOTICE)
    lines = list(verdict_lines(verdict_on(content, tmp_path), "结果.xlsx", "zh"))
    said = next(line for line in lines if line.startswith("工作簿自称公布于 2021-01-25 09:30"))
    assert "python3 run.py verify --run 3" in said
    assert any(line.startswith("快照本身可能被整体替换") for line in lines)


# ---------------------------------------------------------------- words


def test_both_of_two_neighbours_exchanged_are_named(tmp_path: Path) -> None:
    first = int(find(small(), "排名", "东县", "总分")[1:])
    found: list[Difference] = verdict_on(
        with_swapped_rows(small(), "排名", first, first + 1), tmp_path
    ).comparison.named
    assert {(one.how, one.place.unit) for one in found} == {(How.MOVED, "东县"), (How.MOVED, "西县")}


def test_a_number_made_text_says_so(tmp_path: Path) -> None:
    difference = the_only(verdict_on(with_value(small(), "排名", score(), "85"), tmp_path))
    assert difference.how is How.AS_TEXT
    assert "由数字变为文本" in difference.words.zh


def test_a_check_of_weights_is_no_weight(tmp_path: Path) -> None:
    heading = "各组相同"
    address = find(small(), "参数", "下级权重之和与满分", heading)
    assert the_only(verdict_on(with_value(small(), "参数", address, "相符"), tmp_path)).what is What.PARAMETER


def test_the_last_line_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    path.write_bytes(with_value(small(), "排名", score(), 99))
    done = baton("verify", path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("怎么办：以重新计算的结果为准，不要采信本文件")
    assert "python3 run.py verify --run" in done.stderr
    assert "baton verify" not in done.stderr


# ---------------------------------------------------------------- the wire


@pytest.mark.parametrize(
    "forged",
    [
        {"looks": ["<script>"]},
        {"looks": [7]},
        {"formats": {"x": "0.00"}},
        {"marks": [["comment", "A1"]]},
        {"marks": [["anything", "A1", ""]]},
        {"marks": [["comment", "=A1", ""]]},
    ],
)
def test_looks_that_the_reading_process_does_not_send_are_forged(forged: dict[str, object]) -> None:
    sent: dict[str, object] = {"hidden": False, "looks": [":"], "formats": {}, "marks": []}
    assert looks_of("表", sent).lines == (":",)
    with pytest.raises(Forged):
        looks_of("表", sent | forged)
