"""What the office decided beside the figures comes with a table of very many units as it does with an office's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines import SheetFile, ingest, score_file
from engines.checksum import checksum_of
from indicators.problems import blocking
from scoring import score
from tests.schemes import Case, cases, scheme_of, times
from tests.test_engines_ingest import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEME = scheme_of("""
scheme: small
title: 小城2020年度考核
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
grades: [{name: 优, at_least: 8}, {name: 良}]
vetoes: [{code: V, name: 责任事故, effect: cap grade, grade: 良}]
adjustments:
  items: [{code: J1, name: 表彰, kind: bonus, cap: 2}, {code: J2, name: 通报, kind: penalty}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 4, rule: {kind: direct}}
  - {code: P2, parent: T, name: 整改, points: 6, rule: {kind: direct}, groups: [A]}
""")


def table_of(headings: str, records: Iterable[Iterable[str]]) -> pa.Table:
    names = headings.split(",")
    columns = zip(*records, strict=True)
    return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})


def records_of(found: Case, folder: Path) -> list[Path]:
    """Files of what was decided, those that record nothing left out."""
    sheet = found.sheet
    tables: Mapping[str, tuple[str, list[tuple[str, ...]]]] = {
        "adjustments.csv": (
            "单位代码,加减分项,事项,分值,审核,依据",
            [
                (of.unit, of.item, of.matter, format(of.points, "f"), "通过" if of.approved else "", "文号")
                for of in {(a.unit, a.item, a.matter, a.points): a for a in sheet.adjustments}.values()
            ],
        ),
        "vetoes.parquet": (
            "unit,veto,reason,decided_by",
            [(of.unit, of.veto, f"{at}", of.decided_by) for at, of in enumerate(sheet.vetoes)],
        ),
        "exemptions.csv": (
            "单位代码,指标代码,理由,批准人",
            [
                (of.unit, of.indicator, of.reason, of.approved_by)
                for of in {(e.unit, e.indicator): e for e in sheet.exemptions}.values()
            ],
        ),
    }
    for name, (headings, records) in tables.items():
        if records:
            write = pq.write_table if name.endswith("parquet") else pa_csv.write_csv
            write(table_of(headings, records), folder / name)
    return [folder / name for name, (_, records) in tables.items() if records]


@times(0.5, long=1)
@given(cases(), st.integers(0, 99), st.sampled_from((1, 7, 4096)))
def test_records_beside_a_table_count_as_they_do_in_the_sheet_it_was_made_of(
    found: Case, seed: int, rows: int
) -> None:
    # A record that is there twice is refused in a file; here only the first of them is meant.
    once = {(of.unit, of.item, of.matter, of.points): of for of in found.adjustments}
    found = replace(found.fitting, adjustments=tuple(once.values()))
    bare = Case(found.scheme, found.units, found.values)
    columns = {title: cells for title, cells in columns_of(bare, seed).items() if not title.startswith("@")}
    with TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(pa.table(columns), folder / "table.parquet")
        layout, problems = ingest(
            found.scheme,
            folder / "table.parquet",
            folder / "sheet.parquet",
            rows,
            records=records_of(found, folder),
        )
        assert layout is not None, problems
        streamed = score_file(found.scheme, SheetFile(folder / "sheet.parquet"), folder / "result.parquet")
    assert streamed.checksum == checksum_of(score(found.scheme, found.sheet))


# ---------------------------------------------------------------- what is wrong

ADJUSTMENTS = "单位代码,加减分项,事项,分值,审核\n"
VETOES = "unit,veto,reason,decided_by\n"
EXEMPTIONS = "单位代码,指标代码,理由,批准人\n"


def told(
    records: str, folder: Path, table: str = "unit,group,P1,P2\n1,A,1,2\n2,B,3,\n"
) -> list[tuple[str, int | None, str | None]]:
    (folder / "table.csv").write_text(table, encoding="utf-8")
    (folder / "records.csv").write_text(records, encoding="utf-8")
    layout, problems = ingest(
        SCHEME, folder / "table.csv", folder / "sheet.parquet", records=[folder / "records.csv"]
    )
    assert (layout is None) == bool(blocking(problems)) == (not (folder / "sheet.parquet").exists())
    return [(problem.code, problem.place.line, problem.place.unit) for problem in problems]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (f"{ADJUSTMENTS}1,J1,甲事,1.5,通过\n2,通报,乙事,0.5,通过", []),
        (f"{ADJUSTMENTS}1,J1,甲事,1.5,\n1,J1,乙事,1,未通过", [("scale-records-not-approved", None, None)]),
        (f"{ADJUSTMENTS}9,J1,甲事,1,通过", [("scale-record-of-unknown-unit", 2, "9")]),
        (f"{ADJUSTMENTS}1,J9,甲事,1,通过", [("scale-record-of-unknown-entry", 2, "1")]),
        (f"{ADJUSTMENTS}1,J1,,1,通过", [("scale-record-incomplete", 2, "1")]),
        (f"{ADJUSTMENTS},J1,甲事,1,通过", [("scale-record-incomplete", 2, None)]),
        (f"{ADJUSTMENTS}1,J1,甲事,-1,通过", [("scale-record-without-points", 2, "1")]),
        (f"{ADJUSTMENTS}1,J1,甲事,1e1,通过", [("scale-record-without-points", 2, "1")]),
        (f"{ADJUSTMENTS}1,J1,甲事,0.0000001,通过", [("scale-record-without-points", 2, "1")]),
        (f"{ADJUSTMENTS}1,J1,甲事,1,同意", [("scale-record-approval", 2, "1")]),
        (f"{ADJUSTMENTS}1,J1,甲事,1,通过\n1,表彰,甲事,1.0,通过", [("scale-record-twice", 3, "1")]),
        ("单位代码,加减分项,事项,分值\n1,J1,甲事,1", [("scale-column-missing", None, None)]),
        (f"{VETOES}1,V,火灾,安监局\n2,责任事故,塌方,安监局", []),
        (f"{VETOES}1,V,火灾,安监局\n1,V,火灾,应急局", [("scale-record-twice", 3, "1")]),
        (f"{VETOES}1,X,火灾,安监局", [("scale-record-of-unknown-entry", 2, "1")]),
        (f"{EXEMPTIONS}1,P2,机构改革,考核办", [("scale-exempt", None, None)]),
        (f"{EXEMPTIONS}2,P2,机构改革,考核办", []),
        (f"{EXEMPTIONS}1,P9,机构改革,考核办", [("scale-record-of-unknown-entry", 2, "1")]),
        ("单位代码,备注\n1,无", [("scale-no-records", None, None)]),
        ("", [("scale-not-readable", None, None)]),
    ],
)
def test_what_is_wrong_with_a_record_is_named_at_its_place(
    records: str, expected: list[tuple[str, int | None, str | None]], tmp_path: Path
) -> None:
    assert told(records, tmp_path) == expected


def test_records_beside_a_column_of_the_same_are_refused(tmp_path: Path) -> None:
    table = "unit,group,P1,P2,@bonus\n1,A,1,2,0.5\n"
    assert told(f"{ADJUSTMENTS}1,J1,甲事,1,通过", tmp_path, table) == [
        ("scale-adjustments-twice", None, None)
    ]


def test_records_a_scheme_does_not_know_of_are_refused(tmp_path: Path) -> None:
    plain = scheme_of("""
scheme: plain
title: 无加减分
groups: [{code: A, name: 区县}]
tree:
  - {code: T, name: 总分, points: 4}
  - {code: P1, parent: T, name: 学习, points: 4, rule: {kind: direct}}
""")
    (tmp_path / "table.csv").write_text("unit,group,P1\n1,A,1\n", encoding="utf-8")
    for at, text in enumerate((f"{ADJUSTMENTS}1,J1,甲事,1,通过", f"{VETOES}1,V,火灾,安监局")):
        (tmp_path / f"{at}.csv").write_text(text, encoding="utf-8")
    files = [tmp_path / "0.csv", tmp_path / "1.csv"]
    layout, problems = ingest(plain, tmp_path / "table.csv", tmp_path / "sheet.parquet", records=files)
    assert layout is None
    assert [problem.code for problem in problems] == ["scale-records-not-in-scheme"] * 2


def test_progress_is_told_and_may_stop_the_work(tmp_path: Path) -> None:
    rows = "".join(f"{unit},A,1,2\n" for unit in range(50))
    (tmp_path / "table.csv").write_text(f"unit,group,P1,P2\n{rows}", encoding="utf-8")
    told: list[tuple[int, int]] = []
    ingest(
        SCHEME,
        tmp_path / "table.csv",
        tmp_path / "sheet.parquet",
        10,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 4), (4, 4))
    (tmp_path / "sheet.parquet").unlink()

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(SCHEME, tmp_path / "table.csv", tmp_path / "sheet.parquet", 10, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
