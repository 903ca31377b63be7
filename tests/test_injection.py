"""Whatever a name says, it stays text in every file that is written: no formula, link, field, markup or command."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

import openpyxl
import pytest
import simplejson

from documents import SourceFile, read_intake
from documents.authoring.writer import write_authoring, write_catalogue_workbook
from documents.benchmark_book import write_benchmark
from documents.bulletin import write_bulletin
from documents.check_json import check_record, difference_record
from documents.check_text import check_lines
from documents.difference_book import write_differences
from documents.difference_text import difference_lines
from documents.group_workbook import write_group
from documents.intake.audience import Audience
from documents.intake_text import reconciliation_lines
from documents.json_output import explanation_record, results_record
from documents.marked_copy import marked_copy
from documents.notice import Notice
from documents.register_file import write_register
from documents.result_workbook import write_results
from documents.sandbox.archive import is_plain
from documents.system.book import write_system
from documents.templates.issue import Issue
from documents.templates.parcel import forms, sheets, write_zip
from documents.text_output import explanation_lines, ranking_lines
from documents.unit_report_docx import write_unit_pages
from documents.unit_report_page import write_unit_page
from documents.zipped import zipped
from indicators import Scheme
from indicators.catalogue import Catalogue
from indicators.checks.case import Case
from indicators.problems import Place
from indicators.scheme_difference import scheme_differences
from indicators.words import visible
from office.reading import read_sample
from office.unit_books import unit_page, unit_reports
from office.unit_report import unit_report
from sample_data.make_benchmark import benchmark
from scoring import explain, score
from scoring.findings import findings
from tests.sheets import workbook
from ui import exports
from ui.benchmark.awards import Listed, awards_csv
from ui.wording import export as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indicators import Problem
    from scoring import Results

#: As the office's clock shows it, which is all that a template prints.
MADE_AT = datetime(2021, 1, 25, 9, 30)  # noqa: DTZ001
PAYLOADS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","x")',
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    "</w:t></w:r><w:br/><f>1+1</f>",
    "# 标题 [甲](javascript:alert(1)) **粗** ![](http://example.invalid/x)",
    "$\\frac{1}{2}$ \\input{/etc/passwd}",
    "甲\u202e县\u2066乙\u200f",
    "甲\x01\x0b\x1b[31m县",
    "甲\ufffe\uffff县",
    "<r><t>假</t></r>",
    "_x0041_",
    "]]>&amp;&#x3c;",
    "{{总排名}}{0}%s",
    "../../etc/passwd",
    "CON",
)
#: What makes a spreadsheet take a text in a CSV file for a formula.
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: What no formula of ours says.
ACTING = re.compile(r"cmd|HYPERLINK|example|SUM\(1\)|script|WEBSERVICE|DDE|1\+1", re.IGNORECASE)
#: The fields of a Word document that only count pages.
COUNTING = re.compile(r"\s*(PAGE|NUMPAGES)\s*")


class World(NamedTuple):
    """The sample with every name in it written by somebody hostile."""

    results: Results
    case: Case
    problems: tuple[Problem, ...]


def renamed(listed: Catalogue) -> Catalogue:
    names = itertools.cycle(PAYLOADS)
    items = tuple(
        item.model_copy(update={"name": f"{next(names)}{n}", "rule": next(names)})
        for n, item in enumerate(listed.items)
    )
    return Catalogue.model_construct(**{**dict(listed), "items": items, "title": PAYLOADS[0]})


@cache
def world() -> World:
    reading = read_sample()
    assert reading.results is not None
    assert reading.catalogue is not None
    names = itertools.cycle(PAYLOADS)
    base = reading.results.scheme
    tree = tuple(part.model_copy(update={"name": f"{next(names)}{n}"}) for n, part in enumerate(base.tree))
    tree = tuple(
        part.model_copy(update={"owner": next(names), "clause": next(names)})
        if hasattr(part, "owner")
        else part
        for part in tree
    )
    groups = tuple(group.model_copy(update={"name": next(names)}) for group in base.groups)
    scheme = Scheme.model_construct(
        **{**dict(base), "tree": tree, "groups": groups, "title": PAYLOADS[0], "note": PAYLOADS[1]}
    )
    catalogue = renamed(reading.catalogue)
    sheet = reading.results.sheet
    units = tuple(unit.model_copy(update={"name": f"{next(names)}{n}"}) for n, unit in enumerate(sheet.units))
    exemptions = tuple(
        each.model_copy(update={"reason": next(names), "approved_by": next(names)})
        for each in sheet.exemptions
    )
    results = score(scheme, replace(sheet, units=units, exemptions=exemptions), catalogue)
    return World(results, Case(scheme, catalogue, base), findings(results))


# ---------------------------------------------------------------- what is written


def system(found: World) -> bytes:
    return write_system(found.case, found.problems, made_at=MADE_AT)


def differences(found: World) -> bytes:
    before, after = found.case.previous, found.case.scheme
    assert before is not None
    titles = before.title, after.title
    said = scheme_differences(before, after)
    return write_differences(titles, said, (), None, language="zh", made_at=MADE_AT)


def marked(found: World) -> bytes:
    name = f"{visible(PAYLOADS[0])}.xlsx"
    source = SourceFile(name, workbook({"得分": [["单位", *PAYLOADS], [PAYLOADS[0], 1]]}))
    problems = [each.placed(Place(file=name, sheet="得分", cell="B2")) for each in found.problems]
    content = marked_copy(source, problems, "zh", name, found.results.scheme)
    assert content is not None
    return content


def rivals(_: World) -> bytes:
    known = benchmark()
    cities = tuple(PAYLOADS[: len(known.cities)])
    known = replace(known, catalogue=renamed(known.catalogue))
    return write_benchmark(
        replace(known, cities=cities, ours=cities[0], expected={}, last_totals={}), MADE_AT
    )


def issue(found: World) -> Issue:
    return Issue(found.results.scheme, MADE_AT)


def one_page(found: World) -> bytes:
    page = unit_page(found.results, unit_report(found.results, 3))
    return write_unit_page(page, found.results.scheme.title, language="zh", made_at=MADE_AT, mark=None)


NOTICE = Notice(3, "2021-01-25 09:30", PAYLOADS[0], PAYLOADS[7], PAYLOADS)
WORKBOOKS: dict[str, Callable[[World], bytes]] = {
    "results": lambda w: write_results(w.results, w.problems, made_at=MADE_AT),
    "published results": lambda w: write_results(w.results, w.problems, made_at=MADE_AT, notice=NOTICE),
    "group": lambda w: write_group(w.results, w.results.scheme.groups[0], made_at=MADE_AT),
    "unit report": one_page,
    "form": lambda w: forms(issue(w), w.results.sheet.units[:1])[0].content(),
    "group sheet": lambda w: sheets(issue(w), w.results.sheet.units, Audience.ALL)[0].content(),
    "authoring": lambda w: write_authoring(w.results.scheme, w.results.sheet.units, w.case.catalogue),
    "authored list": lambda w: write_catalogue_workbook(catalogue_of(w)),
    "system": system,
    "differences": differences,
    "benchmark": rivals,
    "marked copy": marked,
}
DOCUMENTS: dict[str, Callable[[World], bytes]] = {
    "bulletin": lambda w: write_bulletin(w.results, made_at=MADE_AT),
    "published bulletin": lambda w: write_bulletin(w.results, made_at=MADE_AT, notice=NOTICE),
    "unit pages": lambda w: write_unit_pages(
        [unit_page(w.results, unit_report(w.results, at)) for at in range(len(PAYLOADS))],
        w.results.scheme.title,
        language="zh",
        made_at=MADE_AT,
        mark=None,
    ),
}
TABLES: dict[str, Callable[[World], bytes]] = {
    "register": lambda w: write_register(w.results.sheet.units, w.results.scheme),
    "ranking": lambda w: exports.ranking_csv(w.results, words.TRIAL_MARK, "zh"),
    "detail": lambda w: exports.detail_csv(w.results, words.TRIAL_MARK, "zh"),
    "problems": lambda w: exports.problems_csv(w.problems, "zh"),
    "awards": lambda w: awards_csv(awarded(w), "zh"),
}
LINES: dict[str, Callable[[World], Iterator[str]]] = {
    "ranking": lambda w: ranking_lines(w.results, "zh"),
    "explanation": lambda w: itertools.chain.from_iterable(
        explanation_lines(explain(w.results.exact, part.code, 3), "zh") for part in w.results.scheme.tree
    ),
    "checks": lambda w: check_lines(w.case, w.problems, "zh"),
    "differences": lambda w: difference_lines(
        (previous(w).title, w.case.scheme.title), scheme_differences(previous(w), w.case.scheme), "zh"
    ),
}
RECORDS: dict[str, Callable[[World], Any]] = {
    "results": lambda w: results_record(w.results, w.problems, "zh"),
    "explanation": lambda w: explanation_record(explain(w.results.exact, "total", 3), "zh"),
    "checks": lambda w: check_record(w.case, w.problems, "zh"),
    "differences": lambda w: [
        difference_record(each, "zh") for each in scheme_differences(previous(w), w.case.scheme)
    ],
}


def catalogue_of(found: World) -> Catalogue:
    assert found.case.catalogue is not None
    return found.case.catalogue


def previous(found: World) -> Scheme:
    assert found.case.previous is not None
    return found.case.previous


def awarded(found: World) -> list[Listed]:
    units = found.results.sheet.units
    return [
        Listed(found.results.scheme.groups[0].name, 1, units[at].code, units[at].name, None, award)
        for at, award in enumerate(found.results.eligibility())
    ]


# ---------------------------------------------------------------- how it is looked at


def parts(content: bytes) -> dict[str, str]:
    """The parts of a package that are XML, each of which is sound."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                part = package.read(name)
                expat.ParserCreate().Parse(part, True)  # noqa: FBT003 - as expat takes it
                found[name] = part.decode()
    return found


@pytest.mark.parametrize("name", WORKBOOKS)
def test_names_stay_text_in_workbooks(name: str) -> None:
    content = WORKBOOKS[name](world())
    for part, said in parts(content).items():
        formulas = re.findall(r"<(?:f|formula1|formula2|definedName)\b[^>]*>([^<]*)<", said)
        # A sheet's name is between quotes.
        assert not any(ACTING.search(re.sub("'[^']*'", "", formula)) for formula in formulas), part
        # Links lead to other cells only.
        assert not re.search(r"<hyperlink\b[^>]*r:id", said), part
        assert 'TargetMode="External"' not in said, part
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    written = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert any(text.startswith(("=", "+", "-", "@")) for text in written)
    assert any("<script>" in text for text in written)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_names_stay_text_in_documents(name: str) -> None:
    found = parts(DOCUMENTS[name](world()))
    for part, said in found.items():
        for instruction in re.findall(r"<w:instrText[^>]*>([^<]*)<", said):
            assert COUNTING.fullmatch(instruction), part
        assert not re.search(r"<w:(hyperlink|fldSimple|object|altChunk)\b|<f>", said), part
        assert 'TargetMode="External"' not in said, part
        assert all(sign.isprintable() or sign == "\n" for sign in said), part
    body = found["word/document.xml"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "甲[U+202E]县[U+2066]乙[U+200F]" in body
    assert "{{总排名}}{0}%s" in body


@pytest.mark.parametrize("name", TABLES)
def test_names_stay_text_in_tables_for_spreadsheets(name: str) -> None:
    rows = list(csv.reader(io.StringIO(TABLES[name](world()).decode("utf-8-sig"), newline="")))
    assert len(rows) > 1
    acting = [cell for row in rows for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]
    assert acting == []


@pytest.mark.parametrize("name", LINES)
def test_names_do_nothing_to_a_terminal(name: str) -> None:
    lines = list(LINES[name](world()))
    assert lines
    assert [line for line in lines if not all(sign.isprintable() or sign == "\n" for sign in line)] == []


@pytest.mark.parametrize("name", RECORDS)
def test_names_come_back_from_json_as_they_were(name: str) -> None:
    record = RECORDS[name](world())
    text = simplejson.dumps(record, use_decimal=True, ensure_ascii=False)
    again = json.loads(text)
    assert simplejson.dumps(again).count("cmd|") == simplejson.dumps(record, use_decimal=True).count("cmd|")


def test_files_in_an_archive_have_plain_names(tmp_path: Path) -> None:
    found = world()
    reports = unit_reports(
        found.results, found.results.scheme.group_codes[:2], language="zh", made_at=MADE_AT
    )
    write_zip(tmp_path / "t.zip", forms(issue(found), found.results.sheet.units[:25]), MADE_AT)
    named = zipped(((payload,), "xlsx", b"") for payload in PAYLOADS)
    for content in (reports, (tmp_path / "t.zip").read_bytes(), named):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        assert len(set(names)) == len(names) > 10
        assert all(map(is_plain, names))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_name_of_a_file_is_quoted_without_harm(payload: str) -> None:
    scheme = world().results.scheme
    intake = read_intake(scheme, [SourceFile(f"{payload}.xlsx", b"nothing")])
    said = [problem.in_words("zh") for problem in intake.problems]
    assert said
    assert all(line.isprintable() for line in said)
    assert all(line.isprintable() for line in reconciliation_lines(intake, "zh"))
    cells = csv.reader(io.StringIO(exports.problems_csv(tuple(intake.problems), "zh").decode("utf-8-sig")))
    assert not any(FORMULA.match(cell) for row in cells for cell in row)
