"""A wide table of any order becomes a sheet that says the same; what is wrong with it is named at its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines import SheetFile, ingest, score_file, table_source
from engines.checksum import checksum_of
from engines.sheet_layout import heading
from indicators.problems import Place, blocking
from indicators.shares import plain
from scoring import score
from scoring.field_values import objection
from scoring.sheet import State, raw_names
from tests.schemes import Case, cases, scheme_of, times

if TYPE_CHECKING:
    from indicators.problems import Problem

SCHEME = """
scheme: small
title: 小城2020年度考核
policies: {rank_across_groups: yes}
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 4, decimals: 6, rule: {kind: target, target: 9}}
  - {code: P2, parent: T, name: 整改, points: 6, decimals: 6, rule: {kind: target, target: 9}, groups: [A]}
"""


def columns_of(found: Case, seed: int) -> dict[str, list[str | None]]:
    """The case as texts, its units in any order."""
    sheet, order = found.sheet, list(range(len(found.units)))
    Random(seed).shuffle(order)  # noqa: S311 - not for secrets
    columns: dict[str, list[str | None]] = {
        "单位代码": [found.units[at].code for at in order],
        "组别": [found.units[at].group for at in order],
    }
    for name, column in sheet.columns.items():
        cells: list[str | None] = []
        for at in order:
            state = State(column.states[at])
            number = Decimal(int(column.mantissas[at])).scaleb(-column.decimals)
            shown = {State.VALUE: f"{number:f}", State.NOT_APPLICABLE: "不适用"}
            cells.append(shown.get(state))
        columns[heading(name)] = cells
    return columns


def written(table: pa.Table, path: Path) -> Path:
    if path.suffix == ".csv":
        pa_csv.write_csv(table, path)
    else:
        pq.write_table(table, path)
    return path


@times(0.5, long=1)
@given(cases(), st.integers(0, 99), st.sampled_from(("csv", "parquet")), st.sampled_from((1, 7, 4096)))
def test_a_table_in_any_order_scores_like_the_sheet_it_was_made_of(
    found: Case, seed: int, kind: str, rows: int
) -> None:
    without_vetoes = replace(found.fitting, vetoes=())
    table = pa.table(columns_of(without_vetoes, seed))
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = written(table, folder / f"table.{kind}")
        layout, problems = ingest(found.scheme, source, folder / "sheet.parquet", rows)
        assert layout is not None, problems
        streamed = score_file(
            found.scheme, SheetFile(folder / "sheet.parquet"), folder / "result.parquet", cores=1
        )
    assert streamed.checksum == checksum_of(score(found.scheme, without_vetoes.sheet))


# No more units than are listed of a kind.
@times(0.5, long=1)
@given(cases(most_units=20), st.integers(0, 99), st.sampled_from(("csv", "parquet")), st.integers(1, 30))
def test_columns_are_judged_as_their_values_are_one_by_one(
    found: Case, seed: int, kind: str, rows_of_a_batch: int
) -> None:
    fields = {
        name: (of, raw)
        for of, name in raw_names(found.scheme)
        for raw in of.raw_fields
        if raw.name == name.field
    }
    columns = columns_of(found, seed)
    expected = []
    for name in found.sheet.columns:
        for line, (unit, text) in enumerate(zip(columns["单位代码"], columns[heading(name)], strict=True)):
            if name in fields and text not in {None, "不适用"}:
                why = objection(Decimal(plain(Fraction(str(text)))), *fields[name])
                said = None if why is None else why.kind.at(Place(), **why.said).message
                expected += [] if why is None else [(line, unit, heading(name), why.kind.code, said)]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_source, "ROWS_OF_A_BATCH", rows_of_a_batch)
        source = written(pa.table(columns), Path(folder) / f"table.{kind}")
        _, problems = ingest(found.scheme, source, Path(folder) / "sheet.parquet")
    first = 2 if kind == "csv" else 1
    told = [
        ((of.place.line or 0) - first, of.place.unit, of.place.indicator, of.code, of.message)
        for of in blocking(problems)
        if not of.code.startswith("scale-")
    ]
    assert sorted(told) == sorted(expected)


@pytest.mark.parametrize("groups", [32_768, 32_769])
def test_there_may_be_more_groups_than_16_bits_count(groups: int, tmp_path: Path) -> None:
    named = ", ".join(f"{{code: G{at}, name: 第{at}组}}" for at in range(groups))
    scheme = scheme_of(
        f"scheme: many\ntitle: 很多组\ngroups: [{named}]\ntree:\n"
        "  - {code: T, name: 总分, points: 9}\n"
        "  - {code: P1, parent: T, name: 学习, points: 9, rule: {kind: direct}}\n"
    )
    rows = "".join(f"{at:05},G{at % groups},{at % 7 + 1}\n" for at in range(groups + 3))
    (tmp_path / "table.csv").write_text(f"unit,group,P1\n{rows}", encoding="utf-8")
    layout, problems = ingest(scheme, tmp_path / "table.csv", tmp_path / "sheet.parquet")
    assert layout is not None, problems
    assert [size for _, size in layout.groups] == [2, 2, 2, *[1] * (groups - 3)]
    score_file(scheme, SheetFile(tmp_path / "sheet.parquet"), tmp_path / "result.parquet")
    found = pq.read_table(tmp_path / "result.parquet", columns=["unit", "group", "total", "group_rank"])
    last = f"{groups - 1:05}"
    assert found.slice(found.num_rows - 1).to_pylist() == [
        {"unit": last, "group": f"G{groups - 1}", "total": (groups - 1) % 7 + 1, "group_rank": 1}
    ]


# ---------------------------------------------------------------- what is wrong

SMALL = scheme_of(SCHEME)


def problems_of(text: str | bytes, folder: Path) -> list[Problem]:
    """What is wrong with a CSV, of which nothing is made if anything blocks."""
    table, target = folder / "table.csv", folder / "sheet.parquet"
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    layout, problems = ingest(SMALL, table, target)
    assert (layout is None) == (not target.exists()) == bool(blocking(problems))
    assert {path.name for path in folder.iterdir()} <= {"table.csv", "sheet.parquet"}
    return list(problems)


def told(text: str | bytes, folder: Path) -> list[tuple[str, int | None, str | None, str | None]]:
    return [
        (problem.code, problem.place.line, problem.place.unit, problem.place.indicator)
        for problem in problems_of(text, folder)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1,A,4,5\n2,C,1,1", [("scale-group-unknown", 3, "2", None)]),
        ("1,A,4,5\n,B,1,", [("scale-no-code", 3, None, None)]),
        ("1,A,4,5\n2,A,1,1\n1,B,1,", [("scale-unit-twice", 2, "1", None)]),
        ("1,A,四,5", [("scale-no-number", 2, "1", "P1")]),
        ("1,A,4,5\n2,A,1e3,1", [("scale-no-number", 3, "2", "P1")]),
        ("1,A,1_0,nan", [("scale-no-number", 2, "1", "P2"), ("scale-no-number", 2, "1", "P1")]),
        ("1,A,1000000000000,5", [("scale-too-large", 2, "1", "P1")]),
        ("1,A,0.1234567890123456,5", [("scale-too-large", 2, "1", "P1")]),
        (
            "1,A,99999999999,5\n2,A,0.000000000000001,5",
            [("scale-too-large", 2, "1", "P1"), ("value-too-precise", 3, "2", "P1")],
        ),
        ("1,B,4,5", [("scale-not-applicable", None, None, "P2")]),
        ("1,A,4,5\n2,区县,1,1\n3,部门,2,", []),
        ("1,A, 4.50 ,不适用\n2,A,,-0.5", []),
    ],
)
def test_what_is_wrong_is_named_at_its_place(
    rows: str, expected: list[tuple[str, int | None, str | None, str | None]], tmp_path: Path
) -> None:
    assert told(f"单位代码,组别,P1,P2\n{rows}\n", tmp_path) == expected


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ("单位,组别,P1,P2", ["scale-column-missing"]),
        ("unit,P1,P2,P1", ["scale-column-twice", "scale-column-missing"]),
        ("unit,单位代码,group,P1", ["scale-column-twice", "scale-column-not-handed-in"]),
        ("unit,group,P1,P9", ["scale-column-unknown", "scale-column-not-handed-in"]),
        ("unit,group,name,P1", ["scale-column-not-handed-in"]),
    ],
)
def test_headings_that_are_missing_twice_or_unknown_are_named(
    headings: str, codes: list[str], tmp_path: Path
) -> None:
    assert [code for code, *_ in told(f"{headings}\n1,A,1,2\n", tmp_path)] == codes


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    assert [code for code, *_ in told("单位代码,组别,P1,P2\n1,A,4\n", tmp_path)] == ["scale-not-readable"]
    assert [code for code, *_ in told("", tmp_path)] == ["scale-not-readable"]
    layout, (problem,) = ingest(SMALL, tmp_path / "nothing.csv", tmp_path / "sheet.parquet")
    assert (layout, problem.code) == (None, "scale-not-readable")


def test_a_flood_of_mistakes_is_counted_to_the_last_one(tmp_path: Path) -> None:
    rows = "".join(f"{unit},A,x,1\n" for unit in range(500))
    *listed, last = problems_of(f"单位代码,组别,P1,P2\n{rows}", tmp_path)
    assert {problem.code for problem in listed} == {"scale-no-number"}
    assert (len(listed), last.code) == (20, "scale-and-more")
    assert "480" in last.message.en


def test_a_csv_in_the_encoding_of_old_systems_is_read(tmp_path: Path) -> None:
    assert problems_of("单位代码,组别,P1,P2\n甲,区县,4,5\n".encode("gb18030"), tmp_path) == []
    assert SheetFile(tmp_path / "sheet.parquet").layout.groups == (("A", 1), ("B", 0))


@pytest.mark.parametrize(
    "column",
    [
        pa.array([4, None, 3], pa.int8()),
        pa.array([4.0, None, 3.0], pa.float32()),
        pa.array([4.0, float("nan"), 3.0]),
        pa.array([Decimal(4), None, Decimal(3)], pa.decimal128(38, 18)),
        pa.array(["4", "", "3.000"]).dictionary_encode(),
        pa.array(["4", None, "3"], pa.large_string()),
    ],
    ids=str,
)
def test_numbers_of_every_type_are_taken_as_the_decimals_they_are(column: pa.Array, tmp_path: Path) -> None:
    assert cells(column, tmp_path) == (0, [4, None, 3])


def cells(column: pa.Array, folder: Path) -> tuple[int, list[int | None]]:
    """The decimals and the mantissas a column is kept with."""
    units = pa.array(["1", "2", "3"])
    table = pa.table([units, pa.array(["A"] * 3), column, pa.array([1, 1, 1])], ["unit", "group", "P1", "P2"])
    pq.write_table(table, folder / "table.parquet")
    layout, problems = ingest(SMALL, folder / "table.parquet", folder / "sheet.parquet")
    assert layout is not None, problems
    (decimals,) = (field.decimals for field in layout.fields if field.name.code == "P1")
    return decimals, pq.read_table(folder / "sheet.parquet")["P1"].to_pylist()


def test_decimals_are_as_many_as_the_numbers_have(tmp_path: Path) -> None:
    assert cells(pa.array([0.1, 0.25, 3.0]), tmp_path) == (2, [10, 25, 300])
    assert cells(pa.array([0.1, 0.3, 3.0], pa.float32()), tmp_path) == (1, [1, 3, 30])
    assert cells(pa.array(["0.10", "-7", "0.125"]), tmp_path) == (3, [100, -7000, 125])
    assert cells(pa.array([123456, 999999999999, 5]), tmp_path) == (0, [123456, 999999999999, 5])


def test_a_column_of_dates_is_refused(tmp_path: Path) -> None:
    dates = pa.array([0, 1, 2], pa.date32())
    table = pa.table([pa.array(["1", "2", "3"]), pa.array(["A"] * 3), dates], ["unit", "group", "P1"])
    pq.write_table(table, tmp_path / "table.parquet")
    layout, problems = ingest(SMALL, tmp_path / "table.parquet", tmp_path / "sheet.parquet")
    assert layout is None
    assert {problem.code for problem in problems} == {"scale-column-not-handed-in", "scale-no-numbers"}


def test_numbers_that_cannot_be_held_exactly_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_source, "ROWS_OF_A_BATCH", 1)
    numbers = pa.array(["99999999999", "0.000000000000001", "1"])
    units = pa.array(["1", "2", "3"])
    table = pa.table([units, pa.array(["A"] * 3), numbers, units], ["unit", "group", "P1", "P2"])
    pq.write_table(table, tmp_path / "table.parquet")
    layout, problems = ingest(SMALL, tmp_path / "table.parquet", tmp_path / "sheet.parquet")
    assert layout is None
    told = [(problem.code, problem.place.indicator) for problem in problems]
    assert told == [("value-too-precise", "P1"), ("scale-too-many-digits", "P1")]


def test_a_part_is_held_against_its_whole_whatever_stands_in_cells_that_do_not_count(tmp_path: Path) -> None:
    scheme = scheme_of(
        SCHEME.replace(
            "groups: [A]}", 'groups: [A], unit: "%", measure: a / b * 100, zero_denominator: full}'
        ).replace("target: 9}, groups", "target: 90}, groups")
    )
    for beside in ("", "0.123456789"):
        rows = f"1,A,1,12000000000,1\n2,A,1,0.5,0.25\n3,B,1,,{beside}\n"
        (tmp_path / "table.csv").write_text(f"unit,group,P1,P2|a,P2|b\n{rows}", encoding="utf-8")
        _, problems = ingest(scheme, tmp_path / "table.csv", tmp_path / "sheet.parquet")
        told = [(of.place.unit, of.place.line) for of in problems if of.code == "value-part-above-whole"]
        assert told == [("1", 2), ("2", 3)]
