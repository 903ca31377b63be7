"""Every value a workbook shows is traced to the file, sheet and cell it was read from, and the file to its bytes."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from documents import SourceFile, read_intake
from documents.result_workbook import write_results
from documents.verification import sources_sheet
from office.reading import read_sample
from sample_data import DATA, SCHEME
from scoring import explain, score
from tests import office_year
from tests.sandbox_files import zipped
from tests.test_cli import baton

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)


@cache
def book() -> openpyxl.Workbook:
    results = read_sample().results
    assert results is not None
    return openpyxl.load_workbook(io.BytesIO(write_results(results, (), made_at=MADE_AT)))


def rows_of(sheet: str, first: str, of: openpyxl.Workbook | None = None) -> list[dict[str, Any]]:
    rows = list((of or book())[sheet].iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if row[0] == first)
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :]]


def test_each_value_is_what_stands_in_the_cell_that_is_named() -> None:
    found = rows_of("来源", "单位代码")
    results = read_sample().results
    assert results is not None
    assert len(found) == len(results.sheet.places)
    files = {path.name: openpyxl.load_workbook(path) for path in DATA if path.suffix == ".xlsx"}
    for row in found:
        read = files[row["文件"]][row["工作表"]][row["单元格"]].value
        shown = row["填报值"]
        if isinstance(shown, (int, float)) and isinstance(read, (int, float)):
            assert shown == pytest.approx(read, abs=1e-9)


def test_each_file_is_named_with_the_digest_of_its_bytes_and_the_range_of_its_values() -> None:
    found = rows_of("来源文件", "文件")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in DATA}
    assert found
    for row in found:
        assert row["文件摘要（SHA-256）"] == digests[row["文件"]]
        assert ":" in row["所在范围"]
    assert sum(row["填报值个数"] for row in found) == len(rows_of("来源", "单位代码"))


def test_beyond_a_city_only_files_and_ranges_are_listed_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources_sheet, "MOST_VALUES", 10)
    content = write_results(office_year.results(), (), made_at=MADE_AT)
    found = openpyxl.load_workbook(io.BytesIO(content))
    assert "来源" not in found.sheetnames
    said = [str(cell) for row in found["来源文件"].iter_rows(max_row=6, values_only=True) for cell in row]
    assert any("填报值超过 10 个" in text for text in said)
    (row,) = rows_of("来源文件", "文件", found)
    assert (row["填报值个数"], row["所在范围"]) == (47, "B2:I7")


def test_a_file_within_a_zip_is_named_with_its_own_digest() -> None:
    (inner,) = office_year.files()
    outer = SourceFile("报送.zip", zipped({inner.name: inner.content}))
    sheet = read_intake(office_year.SCHEME, [outer]).sheet()
    assert sheet is not None
    digest = hashlib.sha256(inner.content).hexdigest()
    assert sheet.digests == {f"报送.zip/{inner.name}": digest}
    explanation = explain(score(office_year.SCHEME, sheet).exact, "F1", 0)
    assert [one.sha256 for one in explanation.reported] == [digest]


def test_explain_names_the_clause_the_cell_and_the_digest_of_the_file() -> None:
    done = baton("explain", SCHEME, *DATA, "--unit", "0101", "--indicator", "P1.1.3")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any(line.strip().startswith("依据：") for line in lines)
    file = next(Path(path) for path in DATA if "districts" in path.name)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert f"来源文件 {file.name}  SHA-256 {digest}" in lines
    record = json.loads(
        baton("explain", SCHEME, *DATA, "--unit", "0101", "--indicator", "P1.1.3", "--json").stdout
    )
    (part,) = record["parts"]
    assert part["clause"]
    assert {one["sha256"] for one in part["reported"]} == {digest}
