"""The commands as a person at a terminal meets them: real processes, real files."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sample_data import BROKEN, DATA, SCHEME, UNITS
from tests import office_year
from tests.sheets import HEAD, REGISTER, workbook

ROOT = Path(__file__).parent.parent


def baton(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@cache
def sample_json() -> dict[str, Any]:
    done = baton("score", SCHEME, *DATA, "--json", "-")
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal)
    return record


def test_score_writes_a_workbook_and_json_and_prints_the_ranking(tmp_path: Path) -> None:
    out, record = tmp_path / "结果.xlsx", tmp_path / "结果.json"
    done = baton("score", SCHEME, *DATA, "-o", out, "--json", record)
    assert done.returncode == 0, done.stderr
    assert "试算" in done.stdout
    assert openpyxl.load_workbook(out).sheetnames
    assert json.loads(record.read_text(encoding="utf-8"), parse_float=Decimal) == sample_json()


def test_json_has_what_is_promised_of_each_unit() -> None:
    record = sample_json()
    units = record["units"]
    assert isinstance(units, list)
    assert len(units) == 69
    for unit in units:
        assert set(unit) == {
            "code",
            "name",
            "group",
            "nodes",
            "states",
            "total",
            "rank",
            "group_rank",
            "tied",
            "grade",
        }
        assert unit["nodes"]["total"] == unit["total"]
        assert unit["rank"] is None
    policies = record["policies"]
    assert isinstance(policies, dict)
    assert {"decimals", "round_at", "ties", "missing", "not_applicable", "rank_on"} <= set(policies)


def test_numbers_keep_the_decimals_they_were_rounded_with() -> None:
    done = baton("score", SCHEME, *DATA, "--json", "-")
    record = json.loads(done.stdout, parse_float=str)
    totals = [unit["total"] for unit in record["units"] if unit["total"] is not None]
    assert totals
    assert all(len(total.partition(".")[2]) == 2 for total in totals)


def test_read_is_a_dry_run_with_states_and_values() -> None:
    done = baton("read", SCHEME, *DATA, "--json")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert record["outcome"] == "accept"
    assert set(record["states"].values()) == {"value", "zero", "not applicable", "missing"}
    assert set(record["values"]) == set(record["states"])


def test_read_of_the_broken_sheet_lists_every_problem_with_its_cell() -> None:
    done = baton("read", SCHEME, UNITS, BROKEN, "--json")
    record = json.loads(done.stdout)
    assert done.returncode == 2
    assert record["outcome"] == "reject_cells"
    assert "rejected" in record["states"].values()
    blocking = [problem for problem in record["problems"] if problem["severity"] == "blocking"]
    assert len(blocking) == 9
    assert all(problem["file"] == "broken.xlsx" and problem["cell"] for problem in blocking)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_tells_every_part_of_a_unit(language: str) -> None:
    unit = sample_json()["units"][0]
    done = baton("explain", SCHEME, *DATA, "--unit", unit["name"], "--language", language)
    assert done.returncode == 0, done.stderr
    assert str(unit["total"]) in done.stdout
    assert "scores-districts.xlsx" in done.stdout
    record = json.loads(baton("explain", SCHEME, *DATA, "--unit", unit["code"], "--json").stdout)
    assert {part["code"]: part["published"] for part in record["parts"] if part["state"] == "value"} == {
        code: str(value) for code, value in unit["nodes"].items() if value is not None
    }


def year(tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs a command over the office's year; the second argument is where scheme and data go."""
    scheme, data = tmp_path / "year.yaml", tmp_path / "年度.xlsx"
    scheme.write_text(office_year.TEXT, encoding="utf-8")
    data.write_bytes(office_year.files()[0].content)
    command, *options = arguments
    return baton(command, scheme, data, *options)


def test_score_says_what_was_granted_taken_off_and_vetoed(tmp_path: Path) -> None:
    done = year(tmp_path, "score")
    assert done.returncode == 0, done.stderr
    lines = {line.split()[1]: line for line in done.stdout.splitlines() if line.startswith(" ")}
    assert lines["东县"].endswith("95.05  优秀  加分 3")
    assert lines["南县"].split() == ["—", "南县", "95.50", "—", "减分", "0.5", "否决", "数据造假"]
    assert "有 1 条加减分没有审核通过" in done.stderr


def test_json_has_bonus_penalty_vetoes_and_eligibility_where_the_scheme_has_them(tmp_path: Path) -> None:
    done = year(tmp_path, "score", "--json", "-")
    record = json.loads(done.stdout, parse_float=Decimal)
    units = {unit["code"]: unit for unit in record["units"]}
    assert {key: units["U1"][key] for key in ("bonus", "penalty", "vetoes")} == {
        "bonus": 3,
        "penalty": 0,
        "vetoes": [],
    }
    assert (units["U3"]["penalty"], units["U3"]["vetoes"], units["U3"]["group_rank"]) == (
        Decimal("0.5"),
        ["V2"],
        None,
    )
    assert {"daily", "daily@H1", "1.10@H2"} <= set(units["U1"]["nodes"])
    awards = {award["code"]: award for award in record["eligibility"]}
    assert [award["code"] for award in record["eligibility"]] == [unit["code"] for unit in record["units"]]
    assert awards["U1"] == {"code": "U1", "eligible": True, "reasons": []}
    assert awards["U5"] == {"code": "U5", "eligible": False, "reasons": ["有 1 项缺报"]}
    assert not {"bonus", "penalty", "vetoes"} & set(sample_json()["units"][0])


def test_explain_lists_the_records_of_a_unit_after_its_parts(tmp_path: Path) -> None:
    done = year(tmp_path, "explain", "--unit", "东县")
    assert "92.05 + 3 − 0 = 95.05" in done.stdout
    assert done.stdout.splitlines()[-1].strip() == "改革试点 · 试点: 2 — 计入；各项合计超过上限，按 3 分计"
    assert "[省发〔2020〕1号]" in done.stdout
    south = year(tmp_path, "explain", "--unit", "南县")
    assert south.stdout.splitlines()[-2:] == [
        "否决 数据造假 — 不参加排名和评等次",
        "    瞒报 2 起  [市统计局]",
    ]
    assert "改革试点" not in year(tmp_path, "explain", "--unit", "东县", "--indicator", "daily").stdout
    record = json.loads(year(tmp_path, "explain", "--unit", "南县", "--json").stdout)
    assert record["vetoes"] == [{"veto": "V2", "reason": "瞒报 2 起", "decided_by": "市统计局"}]
    (penalty,) = record["adjustments"]
    assert penalty == {
        "item": "K1",
        "kind": "penalty",
        "matter": "督查通报",
        "points": 0.5,
        "approved": True,
        "counts": "计入",
        "evidence": "",
    }


def test_read_counts_records_and_names_periods_in_its_keys(tmp_path: Path) -> None:
    assert "7 条加减分，2 条否决" in year(tmp_path, "read").stdout
    record = json.loads(year(tmp_path, "read", "--json").stdout)
    assert record["values"]["东县|1.1|已改@H2"] == 9
    assert record["states"]["甲局|F1"] == "missing"


TREE = "tree:\n  - {code: t, name: 总, points: 10}\n  - {code: a, parent: t, name: 甲项, points: 10, rule: {kind: direct}}\n"


def refused(tmp_path: Path, scheme: str, *data: object) -> str:
    """Runs `score` on something bad; checks that nothing is written and that the first line is one sentence."""
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + scheme, encoding="utf-8")
    out, record = tmp_path / "out.xlsx", tmp_path / "out.json"
    done = baton("score", path, *data, "-o", out, "--json", record)
    assert done.returncode == 2
    assert not out.exists()
    assert not record.exists()
    assert "Traceback" not in done.stderr
    first, *rest = done.stderr.splitlines()
    assert first.startswith(("不能计分", "文件 "))
    assert first.endswith("。")
    assert rest
    return done.stderr


def sheet_file(tmp_path: Path, rows: list[list[object]]) -> Path:
    path = tmp_path / "data.xlsx"
    path.write_bytes(workbook({"名册": REGISTER, "得分": rows}))
    return path


BAD_SHEETS: dict[str, tuple[list[list[object]], str]] = {
    "unknown column": ([["单位", "a", "zz"], ["甲县", 1, 2]], "column-unknown"),
    "unknown unit": ([["单位", "a"], ["丁县", 1]], "unit-unknown"),
    "duplicate unit": ([["单位", "a"], ["甲县", 1], ["甲县", 2]], "unit-repeated"),
    "text in a number cell": ([["单位", "a"], ["甲县", "九十"]], "value-not-a-number"),
}


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_bad_sheets_are_refused_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    rows, code = BAD_SHEETS[case]
    assert code in refused(tmp_path, TREE, sheet_file(tmp_path, rows))


BAD_SCHEMES = {
    "points that do not add up": (
        TREE.replace("points: 10}", "points: 9}", 1),
        "scheme-points-do-not-add-up",
    ),
    "negative weight": (
        TREE.replace("甲项, points: 10", "甲项, points: 10, weight: -1"),
        "scheme-weight-negative",
    ),
    "cyclic parents": (TREE.replace("name: 总", "name: 总, parent: t"), "scheme-cycle"),
}


@pytest.mark.parametrize("case", BAD_SCHEMES)
def test_bad_schemes_are_refused_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    scheme, code = BAD_SCHEMES[case]
    assert code in refused(tmp_path, scheme, sheet_file(tmp_path, [["单位", "a"], ["甲县", 1]]))


def test_missing_empty_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    empty, broken = tmp_path / "empty.xlsx", tmp_path / "broken.xlsx"
    empty.touch()
    broken.write_bytes(b"not a workbook")
    said = refused(tmp_path, TREE, tmp_path / "nowhere.xlsx", empty, broken)
    assert all(code in said for code in ("file-missing", "file-empty", "file-unreadable"))
    assert baton("score", tmp_path / "nowhere.yaml", broken).returncode == 2
    assert baton("score", SCHEME).returncode == 2


def test_a_negative_factor_is_refused_after_scoring(tmp_path: Path) -> None:
    scheme = (
        "tree:\n  - {code: t, name: 总, combine: product, base: 80}\n"
        "  - {code: a, parent: t, name: 甲项, points: 10, rule: {kind: target, target: 9, lose: 9, part_step: whole, floor: -5}}\n"
    )
    path = sheet_file(tmp_path, [["单位", "a"], ["甲县", 1], ["乙县", 9], ["丙局", 9]])
    assert "score-factor-negative" in refused(tmp_path, scheme, path)


def test_an_output_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = baton("score", SCHEME, *DATA, "-o", tmp_path / "no such folder" / "out.xlsx")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "写不进去" in done.stderr


def test_an_unknown_unit_or_code_is_said_in_one_sentence() -> None:
    assert "没有单位" in baton("explain", SCHEME, *DATA, "--unit", "不存在").stderr
    unit = sample_json()["units"][0]
    done = baton("explain", SCHEME, *DATA, "--unit", unit["code"], "--indicator", "zz")
    assert done.returncode == 2
    assert "zz" in done.stderr


def test_results_never_replace_what_was_handed_in(tmp_path: Path) -> None:
    path = sheet_file(tmp_path, [["单位", "a"], ["甲县", 1], ["乙县", 2], ["丙局", 3]])
    scheme = tmp_path / "s.yaml"
    scheme.write_text(HEAD + TREE, encoding="utf-8")
    before = {file: file.read_bytes() for file in (path, scheme)}
    both = tmp_path / "both.xlsx"
    for options in (
        ["-o", path],
        ["--json", scheme],
        ["-o", both, "--json", both],
        ["-o", tmp_path / "s2.yaml"],
    ):
        done = baton("score", scheme, path, *options)
        assert done.returncode == 2, options
        assert "Traceback" not in done.stderr
    assert {file: file.read_bytes() for file in before} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data.xlsx", "s.yaml"]


def test_read_answers_in_json_even_where_the_scheme_is_wrong(tmp_path: Path) -> None:
    scheme = tmp_path / "s.yaml"
    scheme.write_text(HEAD + "tree: []", encoding="utf-8")
    done = baton("read", scheme, UNITS, "--json")
    assert done.returncode == 2
    record = json.loads(done.stdout)
    assert record["outcome"] == "reject_file"
    assert record["problems"][0]["code"]
