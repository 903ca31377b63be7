"""`score` over tables of very many units, as a person at a terminal meets it."""

from __future__ import annotations

import csv
import errno
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import cli
from documents.scheme_files import read_scheme_file
from engines import ingest
from engines.checksum import checksum_of
from sample_data import DATA, SCHEME
from scoring import score
from scoring.sheet import State
from terminal import cannot_be_written
from tests import scale_tables
from tests.schemes import scheme_of

if TYPE_CHECKING:
    from click.testing import Result

    from scoring.results import Results

UNITS = 2_000
LARGEST = """
scheme: largest
title: 最大的数
groups: [{code: A, name: 甲组}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 10, rule: {kind: direct}}
"""
GROUPS = 300
SLOW = (
    "scheme: slow\ntitle: 分段\ngroups: ["
    + ", ".join(f"{{code: G{at}, name: 第{at}组}}" for at in range(GROUPS))
    + "]\ntree:\n  - {code: T, name: 总分, points: 10}\n"
    + "  - {code: P1, parent: T, name: 学习, points: 10, rule: {kind: direct}}\n"
)


def baton(*arguments: object) -> Result:
    done = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@cache
def in_memory() -> Results:
    return score(scale_tables.sample()[0], scale_tables.many(UNITS))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "大表.csv"
    path.write_text(scale_tables.table(UNITS), encoding="utf-8-sig", newline="")
    return path


def as_rows(results: Results) -> dict[str, tuple[str | None, ...]]:
    """What is published of each unit: total, parts below it, place in the group and grade."""
    root = results.scheme.root
    parts = (root, *results.scheme.children[root.code])
    return {
        unit.code: (
            unit.group,
            *(_text(results.published(part.code).value(at)) for part in parts),
            _text(int(results.group_rank[at]) or None),
            results.grades[at],
        )
        for at, unit in enumerate(results.sheet.units)
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ---------------------------------------------------------------- from a table to a result


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_gives_what_the_same_units_give_in_memory(kind: str, table: Path, tmp_path: Path) -> None:
    if kind == "parquet":
        pq.write_table(pa_csv.read_csv(table, convert_options=ALL_TEXT), table.with_suffix(".parquet"))
        table.unlink()
        table = table.with_suffix(".parquet")
    done = baton("score", SCHEME, table, "-o", tmp_path / "结果.parquet")
    assert done.exit_code == 0, done.stderr
    found = pq.read_table(tmp_path / "结果.parquet").drop_columns(["state", "rank"])
    rows = zip(*found.to_pydict().values(), strict=True)
    assert {row[0]: tuple(map(_text, row[1:])) for row in rows} == as_rows(in_memory())
    assert left_in(tmp_path) == {table.name, "结果.parquet"}
    assert str(checksum_of(in_memory())) in done.stdout


#: Codes with zeros in front, as systems export them.
ALL_TEXT = pa_csv.ConvertOptions(column_types={"单位代码": "string"}, strings_can_be_null=True)


def test_what_came_of_it_is_told_in_a_few_lines(table: Path, tmp_path: Path) -> None:
    done = baton("score", SCHEME, table, "-o", tmp_path / "结果.parquet", "--cores", 1)
    results = in_memory()
    scored = sum(results.total.states == State.VALUE)
    assert "（试算" in done.stdout.splitlines()[0]
    assert f"2,000 个单位：有总分的 {scored:,} 个，没有的 {UNITS - scored:,} 个" in done.stdout
    best = [line for line in done.stdout.splitlines() if line.startswith("    1")]
    assert len(best) == len(results.scheme.groups)
    for group in range(len(results.scheme.groups)):
        first = (results.groups == group) & (results.group_rank == 1)
        line = next(line for line in best if results.scheme.groups[group].name in line)
        assert str(results.total.value(int(first.argmax()))) in line
        assert f"（并列 {first.sum()} 个）" in line
    for name in {grade for grade in results.grades if grade}:
        assert f"{name} {list(results.grades).count(name):,} 个" in done.stdout


def test_units_that_are_all_compared_are_listed_from_the_first_place_on(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(LARGEST.replace("points: 10", "points: 20"), encoding="utf-8")
    rows = "".join(f"U{at:02},A,{at % 15}\n" for at in range(30))
    (tmp_path / "大表.csv").write_text(f"unit,group,P1\n{rows}", encoding="utf-8")
    done = baton(
        "score", tmp_path / "方案.yaml", tmp_path / "大表.csv", "-o", tmp_path / "r.csv", "--language", "en"
    )
    assert done.exit_code == 0, done.stderr
    told = done.stdout.splitlines()
    at = told.index("the first 10 of all")
    places = [line.split()[:2] for line in told[at + 1 : at + 11]]
    assert places[:4] == [["1=", "U14"], ["1=", "U29"], ["3=", "U13"], ["3=", "U28"]]
    assert len(places) == 10


def test_a_result_as_csv_is_for_people(table: Path, tmp_path: Path) -> None:
    done = baton("score", SCHEME, table, "-o", tmp_path / "结果.csv")
    assert done.exit_code == 0, done.stderr
    with (tmp_path / "结果.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    assert headings[:3] == ["单位代码", "组别", "总分"]
    assert headings[-4:] == ["有无总分", "组内名次", "总名次", "等次"]
    assert "party 党的建设得分" in headings
    expected = as_rows(in_memory())
    assert {row[0]: tuple(cell or None for cell in row[1:-4]) for row in rows} == {
        code: row[:-2] for code, row in expected.items()
    }
    assert {row[-4] for row in rows if not row[2]} == {"不出分"}
    assert left_in(tmp_path) == {table.name, "结果.csv"}


def test_texts_of_a_result_as_csv_are_no_formulas(tmp_path: Path) -> None:
    below_zero = LARGEST.replace("rule:", "measure: a - b, rule:")
    (tmp_path / "方案.yaml").write_text(below_zero, encoding="utf-8")
    (tmp_path / "大表.csv").write_text("unit,group,P1|a,P1|b\n=1+1,A,0,3\n@x,A,2,0\n", encoding="utf-8")
    done = baton("score", tmp_path / "方案.yaml", tmp_path / "大表.csv", "-o", tmp_path / "结果.csv")
    assert done.exit_code == 0, done.stderr
    with (tmp_path / "结果.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [row[:3] for row in rows] == [["'=1+1", "A", "-3.00"], ["'@x", "A", "2.00"]]


RECORDED = """
scheme: recorded
title: 加减分
groups: [{code: A, name: 甲组}]
grades: [{name: 优, at_least: 5}, {name: 良}]
adjustments: {items: [{code: J1, name: 表彰, kind: bonus, cap: 3}]}
vetoes: [{code: V1, name: 事故, effect: out of ranking}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 6, rule: {kind: direct}}
  - {code: P2, parent: T, name: 整改, points: 4, rule: {kind: direct}}
"""


def test_what_the_office_decided_beside_the_figures_counts(tmp_path: Path) -> None:
    texts = {
        "方案.yaml": RECORDED,
        "大表.csv": "unit,group,P1,P2\n1,A,3,1\n2,A,3,2\n3,A,2,\n",
        "加分.csv": "unit,item,matter,points,approval\n1,表彰,获奖,2,yes\n",
        "否决.csv": "unit,veto,reason,decided_by\n2,事故,停产,安委会\n",
        "豁免.csv": "unit,indicator,reason,approved_by\n3,P2,新设,考核办\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    scheme, *data = (tmp_path / name for name in texts)
    done = baton("score", scheme, *data, "-o", tmp_path / "结果.parquet", "--keep-sheet")
    assert done.exit_code == 0, done.stderr
    found = pq.read_table(tmp_path / "结果.parquet", columns=["unit", "total", "group_rank"]).to_pydict()
    assert list(map(str, found["total"])) == ["6.00", "5.00", "3.33"]
    assert found["group_rank"] == [1, None, 2]
    (tmp_path / "加分.csv").write_text(texts["加分.csv"].replace(",2,", ",1,"), encoding="utf-8")
    again = baton("score", scheme, *data, "-o", tmp_path / "结果.parquet")
    assert "表没有变" not in again.stderr
    assert pq.read_table(tmp_path / "结果.parquet")["total"].to_pylist()[0] == 5
    assert left_in(tmp_path) == {*texts, "结果.parquet"}


# ---------------------------------------------------------------- the template


def test_a_table_filled_in_under_the_headings_of_the_template_is_taken(tmp_path: Path) -> None:
    done = baton("template", SCHEME, "--by", "table", "-o", tmp_path)
    assert done.exit_code == 0, done.stderr
    path = tmp_path / "yunjiang-2020-大表.csv"
    (headings,) = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["001", "高校", "一所高校", *["1"] * (len(headings) - 3)])
    layout, problems = ingest(scale_tables.sample()[0], path, tmp_path / "sheet.parquet")
    assert layout is not None
    assert {problem.code for problem in problems} <= {"scale-not-applicable", "value-up-to-one-percent"}
    with (tmp_path / "yunjiang-2020-大表列说明.csv").open(encoding="utf-8-sig", newline="") as file:
        guide = list(csv.reader(file))
    assert [row[0] for row in guide[1:]] == headings
    said = {row[0]: row[1:] for row in guide}
    assert said["P1.1.3|已整改"] == ["述职评议查摆问题整改率 · 已整改", "整数，不小于 0", "各组"]
    assert said["quality"][-1] == "区县"


def test_words_to_choose_from_are_told_as_the_numbers_they_stand_for(tmp_path: Path) -> None:
    rule = "rule: {kind: pass or fail}"
    (tmp_path / "方案.yaml").write_text(LARGEST.replace("rule: {kind: direct}", rule), encoding="utf-8")
    done = baton("template", tmp_path / "方案.yaml", "--by", "table", "-o", tmp_path, "--language", "en")
    assert done.exit_code == 0, done.stderr
    guide = (tmp_path / "largest-columns.csv").read_text(encoding="utf-8-sig")
    assert "1 = 是, 0 = 否" in guide


def test_records_are_taken_under_the_headings_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(RECORDED, encoding="utf-8")
    done = baton("template", tmp_path / "方案.yaml", "--by", "table", "-o", tmp_path)
    assert done.exit_code == 0, done.stderr
    names = ["大表", "加减分记录", "否决记录", "豁免记录"]
    data = [tmp_path / f"recorded-{name}.csv" for name in names]
    rows = ["1,A,一,2,3", "1,表彰,获奖,2,通过,文号", "1,事故,停产,安委会", "1,P2,新设,考核办"]
    for path, row in zip(data, rows, strict=True):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    _, problems = ingest(scheme_of(RECORDED), data[0], tmp_path / "sheet", records=data[1:])
    assert [problem.code for problem in problems] == ["scale-exempt"]


def test_a_table_is_not_made_for_single_units(tmp_path: Path) -> None:
    done = baton("template", SCHEME, "--by", "table", "--unit", "甲", "-o", tmp_path)
    assert done.exit_code == 2
    assert "只有列名" in done.stderr
    assert left_in(tmp_path) == set()


# ---------------------------------------------------------------- what is refused


def test_what_is_wrong_with_a_table_is_told_as_everywhere(table: Path, tmp_path: Path) -> None:
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    lines[2] = lines[2].replace("高校", "大学", 1).replace("政府", "大学", 1).replace("国企", "大学", 1)
    lines[5] = f"{lines[5]}九"
    table.write_text("\n".join(lines), encoding="utf-8")
    done = baton("score", SCHEME, table, "-o", tmp_path / "结果.parquet")
    assert done.exit_code == 2
    told = done.stderr.splitlines()
    assert told[0] == "不能计分，没有写出任何文件：有 2 个问题必须改正。"
    assert any("大表.csv 第3行" in line and "scale-group-unknown" in line for line in told)
    assert any("大表.csv 第6行" in line and "scale-no-number" in line for line in told)
    assert left_in(tmp_path) == {table.name}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{table}", "-o", "{there}/r.xlsx", "--engine", "local"], "结果写成 .parquet 或 .csv"),
        (["{table}", "--engine", "local"], "请用 -o 写明结果文件"),
        (["{table}", "{units}", "-o", "{there}/r.parquet"], "先给一份 .csv 或 .parquet 的大表"),
        (["{units}", "-o", "{there}/r.parquet"], "先给一份 .csv 或 .parquet 的大表"),
        (["--engine", "local", "-o", "{there}/r.parquet"], "先给一份 .csv 或 .parquet 的大表"),
        (["{table}", "-o", "{there}/r.parquet", "--json", "-"], "没有 --json"),
        (["{table}", "-o", "{there}/r.parquet", "--values"], "没有 --values"),
        (["{table}", "-o", "{there}/r.parquet", "--certify"], "没有 --certify"),
        (["{table}", "-o", "{there}/r.parquet", "--master", "local[2]"], "--master 只用于 --engine spark"),
        (["{table}", "-o", "{there}/r.csv", "--engine", "spark", "--cores", "2"], "请去掉 --cores"),
        (["{units}", "--cores", "2"], "--cores 只用于大表计分"),
        (["{table}", "-o", "{there}/none/r.parquet"], "没有这个文件或文件夹"),
        (["{there}/none.parquet", "-o", "{there}/r.parquet"], "没有这个文件或文件夹"),
        (["{there}/folder.parquet", "-o", "{there}/r.parquet"], "这是一个文件夹"),
        (["{table}", "-o", "{table}"], "是输入文件"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    arguments: list[str], said: str, table: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.parquet").mkdir()
    places = {"table": table, "there": tmp_path, "units": DATA[0]}
    done = baton("score", SCHEME, *(argument.format(**places) for argument in arguments))
    assert done.exit_code == 2
    assert said in done.stderr
    assert left_in(tmp_path) == {table.name, "folder.parquet"}


JUDGED = """
scheme: judged
title: 判断
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
periods: [{code: Q1, name: 一季度, weight: 50}, {code: Q2, name: 二季度, weight: 50}]
tree:
  - {code: T, name: 总分, points: 60}
  - {code: P1, parent: T, name: 学习, points: 10, rule: {kind: direct}, groups: [A]}
  - {code: P2, parent: T, name: 达标, points: 10, rule: {kind: pass or fail}}
  - {code: P3, parent: T, name: 投入, points: 10, unit: 万元, decimals: 1, limits: {min: -2.5, max: 99},
     rule: {kind: target, target: 9}, periods: [Q1, Q2]}
  - {code: P4, parent: T, name: 整改率, points: 10, unit: "%", measure: 已整改 / 查摆问题 * 100, zero_denominator: full,
     rule: {kind: target, target: 100}}
  - {code: P5, parent: T, name: 办结率, points: 10, unit: "%", rule: {kind: target, target: 100}}
  - {code: P6, parent: T, name: 测评, points: 10, rule: {kind: votes, levels: [{name: 好, points: 100}, {name: 差, points: 0}]},
     zero_denominator: missing}
"""
JUDGED_HEADINGS = [
    "unit",
    "group",
    "P1",
    "P2",
    "P3@Q1",
    "P3@Q2",
    "P4|已整改",
    "P4|查摆问题",
    "P5",
    "P6|好",
    "P6|差",
]
FINE = ["1", "A", "10", "1", "99", "-2.5", "16", "16", "97.5", "30", "0"]


def judged(rows: list[list[str]], folder: Path, kind: str, *options: str) -> Result:
    """Rows scored by a scheme with ranges, choices and shares, from a CSV or from Parquet with columns of numbers."""
    (folder / "方案.yaml").write_text(JUDGED, encoding="utf-8")
    table = folder / "大表.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([JUDGED_HEADINGS, *rows])
    if kind == "parquet":
        pq.write_table(pa_csv.read_csv(table), table.with_suffix(".parquet"))
        table = table.with_suffix(".parquet")
    return baton(
        "score", folder / "方案.yaml", table, "-o", folder / "结果.parquet", "--language", "en", *options
    )


def told_of(done: Result) -> list[str]:
    """The lines in which something is said of the table."""
    return [line for line in done.stderr.splitlines() if "大表." in line]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_a_value_cannot_be_is_told_as_of_an_office_s_own_sheets(kind: str, tmp_path: Path) -> None:
    wrong = {
        "P1": ("10.5", "value-out-of-range", "10.5 is outside its range (0—10)."),
        "P2": ("2", "value-not-a-choice", "“2” is none of the answers."),
        "P3@Q1": ("99.1", "value-out-of-range", "99.1 is outside its range (-2.5—99, in 万元)."),
        "P3@Q2": ("1.25", "value-too-precise", "1.25 has 2 decimals; at most 1 are allowed."),
        "P4|查摆问题": ("-1", "value-out-of-range", "-1 is outside its range (≥ 0)."),
        "P6|差": ("2.5", "value-not-whole", "2.5 is not a whole number."),
    }
    rows = [FINE]
    for at, (title, (text, _, _)) in enumerate(wrong.items(), 2):
        row = [str(at), *FINE[1:]]
        row[JUDGED_HEADINGS.index(title)] = text
        rows.append(row)
    # What does not apply to a unit, and what is empty, is not judged.
    rows += [["8", "B", "999", *FINE[3:]], ["9", "A", *[""] * 9]]
    done = judged(rows, tmp_path, kind)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0].endswith("6 problems must be corrected.")
    first = 2 if kind == "csv" else 1
    expected = [
        (f"大表.{kind} line {first + at} · {at + 1} · {title}: ", said, f"({code})")
        for at, (title, (_, code, said)) in enumerate(wrong.items(), 1)
    ]
    found = told_of(done)
    for place, said, code in expected:
        assert [line for line in found if place in line and said in line and code in line], (place, said)
    assert left_in(tmp_path) <= {"方案.yaml", "大表.csv", "大表.parquet"}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_looks_wrong_is_taken_with_a_warning(kind: str, tmp_path: Path) -> None:
    rows = [[str(at), *FINE[1:]] for at in range(1, 40)]
    part, small = JUDGED_HEADINGS.index("P4|已整改"), JUDGED_HEADINGS.index("P5")
    for row in rows[5:30]:
        row[part] = "17"
    rows[7][small], rows[9][small], rows[10][small] = "0.97", "1", "0"
    done = judged(rows, tmp_path, kind, "--keep-sheet")
    assert done.exit_code == 0, done.stderr
    first = 2 if kind == "csv" else 1
    found = told_of(done)
    (share,) = (line for line in found if "value-up-to-one-percent" in line)
    assert f"line {first + 7} · P5: 2 cells of this column are between 0 and 1 (such as 0.97)" in share
    assert "If 97% is meant, write 97." in share
    above = [line for line in found if "value-part-above-whole" in line]
    assert len(above) == 20
    assert f"line {first + 5} · 6 · P4|已整改: 已整改, 17, is more than 查摆问题, 16" in above[0]
    (more,) = (line for line in found if "scale-and-more-warnings" in line)
    assert "5 more of this kind are not listed" in more
    # A single one is named with its unit.
    rows[9][small] = "98"
    (share,) = (line for line in told_of(judged(rows, tmp_path, kind)) if "value-up-to-one-percent" in line)
    assert f"line {first + 7} · 8 · P5: this cell is between 0 and 1 (such as 0.97)" in share


def test_a_table_is_looked_at_again_when_its_values_may_be_others(tmp_path: Path) -> None:
    (tmp_path / "大表.csv").write_text("unit,group,P1\n1,A,9\n", encoding="utf-8")
    wanted = (
        "score",
        tmp_path / "方案.yaml",
        tmp_path / "大表.csv",
        "-o",
        tmp_path / "r.parquet",
        "--keep-sheet",
    )
    (tmp_path / "方案.yaml").write_text(LARGEST, encoding="utf-8")
    assert baton(*wanted).exit_code == 0
    (tmp_path / "方案.yaml").write_text(LARGEST.replace("points: 10", "points: 8"), encoding="utf-8")
    done = baton(*wanted)
    assert done.exit_code == 2
    assert "9 超出范围（0—8）" in done.stderr


FACTORS = """
scheme: factors
title: 乘积
groups: [{code: A, name: 甲组}]
tree:
  - {code: T, name: 总分, combine: product, base: 10}
  - {code: P1, parent: T, name: 学习, points: 10, measure: c - d, rule: {kind: direct}}
  - {code: P2, parent: T, name: 整改, points: 10, measure: a * b, rule: {kind: direct}}
"""


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("0,1,2,3", "“学习”为负数，不能作乘积的因子，涉及 2 个单位：1、2。"),
        ("2,0,9999999999,999", "“整改”的得分大得无法公布，涉及 2 个单位：1、2。"),
        ("2,0,99999999999,99999999999", "的得分大得无法公布"),
    ],
)
def test_scores_that_must_not_be_published_are_refused_as_in_memory(
    figures: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "方案.yaml").write_text(FACTORS, encoding="utf-8")
    rows = "".join(f"{unit},A,{figures}\n" for unit in (1, 2))
    (tmp_path / "大表.csv").write_text(
        f"unit,group,P1|c,P1|d,P2|a,P2|b\n{rows}3,A,1,0,1,1\n", encoding="utf-8"
    )
    done = baton("score", tmp_path / "方案.yaml", tmp_path / "大表.csv", "-o", tmp_path / "结果.csv")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "没有写出任何文件" in done.stderr
    assert not [*tmp_path.glob("结果.csv")]
    assert not [*tmp_path.glob("*.parquet")]


def test_a_sheet_of_another_scheme_is_refused(tmp_path: Path) -> None:
    scheme = scheme_of(LARGEST)
    ingest(scheme, _small(tmp_path), tmp_path / "整理好.parquet")
    done = baton("score", SCHEME, tmp_path / "整理好.parquet", "-o", tmp_path / "结果.parquet")
    assert done.exit_code == 2
    assert "按另一个方案整理" in done.stderr
    (tmp_path / "方案.yaml").write_text(LARGEST, encoding="utf-8")
    done = baton(
        "score", tmp_path / "方案.yaml", tmp_path / "整理好.parquet", "-o", tmp_path / "结果.parquet"
    )
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "整理好.parquet").exists()


def test_a_sheet_made_for_other_groups_of_an_indicator_is_refused(tmp_path: Path) -> None:
    two = LARGEST.replace("{code: A, name: 甲组}", "{code: A, name: 甲组}, {code: B, name: 乙组}")
    two += "  - {code: P2, parent: T, name: 整改, points: 5, rule: {kind: direct}}\n"
    two = two.replace("name: 学习, points: 10", "name: 学习, points: 5")
    narrow = two.replace(
        "points: 5, rule: {kind: direct}}\n  - {code: P2",
        "points: 5, rule: {kind: direct}, groups: [A]}\n  - {code: P2",
    )
    assert narrow != two
    (tmp_path / "大表.csv").write_text("unit,group,P1,P2\n1,A,3,1\n2,B,4,1\n", encoding="utf-8")
    for made_for, scored_by in ((two, narrow), (narrow, two)):
        ingest(scheme_of(made_for), tmp_path / "大表.csv", tmp_path / "整理好.parquet")
        (tmp_path / "方案.yaml").write_text(scored_by, encoding="utf-8")
        done = baton(
            "score", tmp_path / "方案.yaml", tmp_path / "整理好.parquet", "-o", tmp_path / "结果.parquet"
        )
        assert done.exit_code == 2
        assert "按另一个方案整理" in done.stderr


def test_a_sheet_of_another_version_is_refused(tmp_path: Path) -> None:
    ingest(scheme_of(LARGEST), _small(tmp_path), tmp_path / "整理好.parquet")
    table = pq.read_table(tmp_path / "整理好.parquet")
    old = table.replace_schema_metadata({b"baton.scale_sheet": b'{"format": 0}'})
    pq.write_table(old, tmp_path / "整理好.parquet")
    (tmp_path / "方案.yaml").write_text(LARGEST, encoding="utf-8")
    done = baton(
        "score", tmp_path / "方案.yaml", tmp_path / "整理好.parquet", "-o", tmp_path / "结果.parquet"
    )
    assert done.exit_code == 2
    assert "另一个版本的程序" in done.stderr


def _small(folder: Path) -> Path:
    (folder / "大表.csv").write_text("unit,group,P1\n1,A,3\n", encoding="utf-8")
    return folder / "大表.csv"


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    said = cannot_be_written(tmp_path, OSError(errno.ENOSPC, "No space left on device"))
    assert "磁盘满了" in said.zh
    assert "the disk is full" in said.en


# ---------------------------------------------------------------- again, and on from where it stopped


def test_a_table_is_sorted_once_however_often_weights_change(table: Path, tmp_path: Path) -> None:
    wanted = ("score", tmp_path / "方案.yaml", table, "-o", tmp_path / "结果.parquet", "--keep-sheet")
    text = SCHEME.read_text(encoding="utf-8")
    (tmp_path / "方案.yaml").write_text(text, encoding="utf-8")
    first = baton(*wanted)
    (kept,) = tmp_path.glob("*.sheet")
    made = kept.stat().st_mtime_ns
    assert str(kept) in first.stderr
    (tmp_path / "方案.yaml").write_text(text.replace("base: 80", "base: 90"), encoding="utf-8")
    again = baton(*wanted)
    assert again.exit_code == 0, again.stderr
    assert kept.stat().st_mtime_ns == made
    assert "表没有变" in again.stderr
    assert again.stdout != first.stdout
    other, _ = read_scheme_file(tmp_path / "方案.yaml")
    assert other is not None
    assert str(checksum_of(score(other, scale_tables.many(UNITS)))) in again.stdout
    table.write_text(table.read_text(encoding="utf-8").replace("001999,", "009999,"), encoding="utf-8")
    assert baton(*wanted).exit_code == 0
    assert not kept.exists()
    assert len([*tmp_path.glob("*.sheet")]) == 1


def test_what_was_said_of_a_table_is_said_again_with_each_result(table: Path, tmp_path: Path) -> None:
    lines = [line.split(",") for line in table.read_text(encoding="utf-8-sig").splitlines()]
    without = "\n".join(",".join(line[:2] + line[3:]) for line in lines)
    table.write_text(without, encoding="utf-8")
    wanted = ("score", SCHEME, table, "-o", tmp_path / "结果.parquet", "--keep-sheet")
    first, again = baton(*wanted), baton(*wanted)
    assert "scale-column-not-handed-in" in first.stderr
    assert "表没有变" in again.stderr
    problems = [line for line in first.stderr.splitlines() if "scale-" in line]
    assert problems == [line for line in again.stderr.splitlines() if "scale-" in line]


def test_a_run_stopped_from_the_keyboard_goes_on_by_the_same_command(tmp_path: Path) -> None:
    scheme = scheme_of(SLOW)
    (tmp_path / "方案.yaml").write_text(SLOW, encoding="utf-8")
    rows = "".join(f"{at:05},G{at % GROUPS},{at % 7}\n" for at in range(3_000))
    (tmp_path / "大表.csv").write_text(f"unit,group,P1\n{rows}", encoding="utf-8")
    # Cut small, so that there are very many stretches.
    ingest(scheme, tmp_path / "大表.csv", tmp_path / "整理好.parquet", rows=5)
    names = [str(tmp_path / name) for name in ("方案.yaml", "整理好.parquet", "结果.parquet")]
    command = [sys.executable, "-m", "cli", "score", *names[:2], "-o", names[2], "--cores", "1"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(cli.__file__).parent,
    )
    while not [*tmp_path.glob("*.run/*.units")] and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.strip()) == (
        130,
        "已停止，没有写出结果。再运行同一条命令，接着往下算，算好的不必重算。",
    )
    done = len([*tmp_path.glob("*.run/*.units")])
    assert 0 < done < GROUPS
    assert not Path(names[2]).exists()
    again = baton("score", *names[:2], "-o", names[2])
    assert again.exit_code == 0, again.stderr
    assert f"接着上次的算：有 {done} 段上次已经算好" in again.stderr
    assert left_in(tmp_path) == {"方案.yaml", "大表.csv", "整理好.parquet", "结果.parquet"}


# ---------------------------------------------------------------- Spark


def test_without_java_spark_says_what_to_install_before_anything_is_sorted(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    done = baton("score", SCHEME, table, "-o", tmp_path / "结果.parquet", "--engine", "spark")
    assert done.exit_code == 2
    assert "spark-no" in done.stderr
    assert left_in(tmp_path) == {table.name}


@pytest.mark.needs("java")
def test_spark_gives_the_very_same_result(table: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="python3 run.py spark")
    command = [
        sys.executable,
        "-m",
        "cli",
        "score",
        str(SCHEME),
        str(table),
        "-o",
        str(tmp_path / "集群.csv"),
    ]
    done = subprocess.run(
        [*command, "--engine", "spark", "--master", "local[2]"],
        cwd=Path(cli.__file__).parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    local = baton("score", SCHEME, table, "-o", tmp_path / "本机.csv")
    assert done.stdout == local.stdout
    assert (tmp_path / "集群.csv").read_bytes() == (tmp_path / "本机.csv").read_bytes()
    assert left_in(tmp_path) == {table.name, "集群.csv", "本机.csv"}
