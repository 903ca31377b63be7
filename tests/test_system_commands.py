"""Check, diff and author as a person at a terminal meets them: real processes, real files."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import indicators
from sample_data import (
    CARRIED_OVER,
    DATA,
    DRAFT,
    OFFICIAL,
    SCHEME,
    SCHEME_LAST_YEAR,
    SCHEME_OFFICIAL,
    UNITS,
)
from tests.test_cli import baton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Which indicators of the official list last year's mapping no longer reaches, and what leads nowhere now.
UNCOVERED = ["SN-2.3.1", "SN-3.2.5", "SN-3.4.1", "SN-4.2.2", "SN-5.2.3", "SN-5.2.4"]
ASTRAY = ["P2.2.2", "P3.1.2", "P3.2.2", "P3.2.4", "P5.2.1"]


def checked(*arguments: object, status: int = 0) -> dict[str, Any]:
    done = baton("check", *arguments, "--json")
    assert done.returncode == status, done.stderr
    record: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal)
    return record


# ---------------------------------------------------------------- check


def test_the_sample_covers_the_list_that_was_carried_over() -> None:
    done = baton("check", SCHEME)
    assert done.returncode == 0, done.stderr
    assert "29/29 项（100%），210/210 分（100%）" in done.stdout
    assert done.stdout.splitlines()[0].endswith("（暂定：省级清单为沿用上年）")
    assert done.stdout.splitlines()[-1] == "没有必须改正的问题，但结果只能是暂定：省级清单为沿用上年"
    record = checked(SCHEME)
    assert record["outcome"] == "ready"
    assert record["coverage"]["in_count"] == record["coverage"]["in_weight"] == 1
    assert record["coverage"]["list"]["status"] == "carried over"
    assert record["local"]["shares"]["区县"] == Decimal("0.1")
    assert record["local"]["bounds"] == ["3%", "15%"]


def test_against_the_official_list_it_says_exactly_what_broke() -> None:
    done = baton("check", SCHEME, "--against", OFFICIAL)
    assert done.returncode == 2
    first = done.stderr.splitlines()[0]
    assert first == "指标体系还不能发布：有 11 个问题必须改正。"
    assert "24/30 项（80%），189/210 分（90%）" in done.stdout
    for item in UNCOVERED:
        assert f"省级指标“{item}" in done.stderr
    record = checked(SCHEME, "--against", OFFICIAL, status=2)
    assert record["outcome"] == "blocked"
    coverage = record["coverage"]
    assert coverage["uncovered"] == UNCOVERED
    assert sorted(claim["indicator"] for claim in coverage["mapped_to_nothing"]) == ASTRAY
    assert coverage["doubly_covered"] == coverage["unmapped"] == []
    assert (coverage["in_count"], coverage["in_weight"]) == (Decimal("0.8"), Decimal("0.9"))


def test_after_the_fix_everything_is_covered_again() -> None:
    record = checked(SCHEME_OFFICIAL)
    assert record["outcome"] == "ready"
    assert record["coverage"]["list"]["status"] == "official"
    assert record["coverage"]["in_count"] == record["coverage"]["in_weight"] == 1
    assert record["coverage"]["uncovered"] == []


def test_a_problem_of_an_indicator_names_its_line() -> None:
    done = baton("check", SCHEME, "--against", OFFICIAL)
    text = SCHEME.read_text(encoding="utf-8").splitlines()
    line = next(number for number, said in enumerate(text, 1) if "code: P2.2.2" in said)
    assert f"scheme.yaml 第{line}行 · P2.2.2：" in done.stderr


def test_a_list_that_is_not_there_blocks_and_says_where_to_put_it(tmp_path: Path) -> None:
    shutil.copy(SCHEME, tmp_path)
    done = baton("check", tmp_path / "scheme.yaml")
    assert done.returncode == 2
    assert "province-2019.yaml" in done.stderr
    (tmp_path / "catalogues").mkdir()
    shutil.copy(CARRIED_OVER, tmp_path / "catalogues")
    assert baton("check", tmp_path / "scheme.yaml").returncode == 0


def test_a_broken_list_is_refused_with_its_lines(tmp_path: Path) -> None:
    shutil.copy(SCHEME, tmp_path)
    wrong = tmp_path / "province-2019.yaml"
    wrong.write_text(
        CARRIED_OVER.read_text(encoding="utf-8").replace("status: 沿用上年", "status: 大概"), encoding="utf-8"
    )
    done = baton("check", tmp_path / "scheme.yaml")
    assert done.returncode == 2
    assert "province-2019.yaml 第" in done.stderr
    assert "没有找到" not in done.stderr
    scored = baton("score", tmp_path / "scheme.yaml", *DATA)
    assert scored.returncode == 0, scored.stderr
    assert "暂定" in scored.stdout
    assert "list-unusable" in scored.stderr


def test_burden_is_held_against_last_year() -> None:
    done = baton("check", SCHEME, "--last-year", SCHEME_LAST_YEAR)
    assert "上年" in done.stdout
    done = baton("check", SCHEME_LAST_YEAR, "--last-year", SCHEME)
    assert "burden-risen" in done.stderr


def test_printed_tables_are_written_and_inputs_never_written_over(tmp_path: Path) -> None:
    out = tmp_path / "体系.xlsx"
    assert baton("check", SCHEME, "-o", out).returncode == 0
    assert {"指标体系表", "对照表"} <= set(openpyxl.load_workbook(out).sheetnames)
    assert baton("check", SCHEME, "-o", SCHEME).returncode == 2


# ---------------------------------------------------------------- provisional results


@pytest.mark.parametrize(
    ("scheme", "provisional"), [(SCHEME, True), (SCHEME_OFFICIAL, False)], ids=["carried over", "official"]
)
def test_results_say_whether_they_are_provisional(scheme: Path, tmp_path: Path, *, provisional: bool) -> None:
    out = tmp_path / "结果.xlsx"
    done = baton("score", scheme, *DATA, "--json", tmp_path / "r.json", "-o", out)
    assert done.returncode == 0, done.stderr
    assert ("暂定" in done.stdout) == provisional
    record = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert record["rests_on"]["provisional"] == provisional
    seen = [sheet for sheet in openpyxl.load_workbook(out) if sheet.sheet_state == "visible"]
    for sheet in seen:
        assert ("暂定" in str(sheet["A1"].value)) == provisional
        assert sheet.oddHeader is not None
        assert ("暂定" in str(sheet.oddHeader.right.text)) == provisional
    told = baton("explain", scheme, *DATA, "--unit", "霁溪区").stdout
    assert ("暂定" in told) == provisional


# ---------------------------------------------------------------- diff


def test_two_lists_differ_in_words_and_in_json() -> None:
    done = baton("diff", CARRIED_OVER, OFFICIAL, "--scheme", SCHEME)
    assert done.returncode == 0, done.stderr
    assert "? SN-2.1.2 基层宣讲覆盖率：疑似改名" in done.stdout
    assert "! SN-2.2.2" in done.stdout
    assert "29/29 项，210/210 分（100%）" in done.stdout
    assert "24/30 项，189/210 分（90%）" in done.stdout
    record = json.loads(baton("diff", CARRIED_OVER, OFFICIAL, "--scheme", SCHEME, "--json").stdout)
    kinds = {difference["kind"] for difference in record["differences"]}
    assert kinds == {"added", "removed", "renamed", "recoded", "moved", "points", "rule", "other"}
    assert all(d["proposed"] == (d["kind"] in {"renamed", "recoded"}) for d in record["differences"])
    assert [coverage["in_weight"] for coverage in record["coverage"]] == [1, 0.9]
    assert {again["item"] for again in record["to_prove"] if again["broken"]} >= {"SN-3.1.2", "SN-5.2.1"}
    assert baton("diff", DRAFT, DRAFT).stdout.splitlines()[-1] == "没有差别。"


def test_two_schemes_differ_and_the_effect_on_scores_is_told() -> None:
    done = baton("diff", SCHEME, SCHEME_OFFICIAL, *DATA)
    assert done.returncode == 0, done.stderr
    assert "P4.2.2 基层干部减负认可率：新增" in done.stdout
    assert "新方案要求而数据中没有的（按缺报处理）: P4.2.2" in done.stdout
    record = json.loads(baton("diff", SCHEME, SCHEME_OFFICIAL, *DATA, "--json").stdout, parse_float=Decimal)
    units = {unit["code"]: unit for unit in record["effect"]["units"]}
    scored = json.loads(baton("score", SCHEME_OFFICIAL, *DATA, "--json", "-").stdout, parse_float=Decimal)
    before = json.loads(baton("score", SCHEME, *DATA, "--json", "-").stdout, parse_float=Decimal)
    assert len(units) == 69
    for old in before["units"]:
        assert units[old["code"]]["total"][0] == old["total"]
    for new in scored["units"]:
        assert units[new["code"]]["total"][1] == new["total"]
        assert units[new["code"]]["place"][1] == new["group_rank"]


def test_the_differences_are_written_as_a_workbook_to_hand_on(tmp_path: Path) -> None:
    lists = tmp_path / "清单变化.xlsx"
    assert baton("diff", CARRIED_OVER, OFFICIAL, "--scheme", SCHEME, "-o", lists).returncode == 0
    book = openpyxl.load_workbook(lists)
    assert book.sheetnames == ["变化", "须重新证明"]
    cells = [cell.value for row in book["须重新证明"].iter_rows() for cell in row]
    assert cells.count("已失效") == 5
    schemes = tmp_path / "方案变化.xlsx"
    assert baton("diff", SCHEME, SCHEME_OFFICIAL, *DATA, "-o", schemes).returncode == 0
    book = openpyxl.load_workbook(schemes)
    assert book.sheetnames == ["变化", "对得分的影响"]
    assert len([row for row in book["对得分的影响"].iter_rows() if row[0].value == "区县"]) == 11
    assert baton("diff", SCHEME, SCHEME_OFFICIAL, "-o", SCHEME).returncode == 2


def test_a_list_and_a_scheme_cannot_be_compared() -> None:
    done = baton("diff", SCHEME, OFFICIAL)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


# ---------------------------------------------------------------- author


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a scheme to work on, its list beside it, and the scheme as a workbook."""
    shutil.copy(SCHEME, tmp_path)
    shutil.copytree(CARRIED_OVER.parent, tmp_path / "catalogues")
    done = baton("author", tmp_path / "scheme.yaml", "--units", UNITS, "-o", tmp_path / "方案.xlsx")
    assert done.returncode == 0, done.stderr
    return tmp_path


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def cell_of(book: openpyxl.Workbook, code: str, column: str) -> Any:
    sheet = book["指标体系"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = next(row for row in rows if "code" in row)
    row = next(number for number, cells in enumerate(rows, 1) if cells[names.index("code")] == code)
    return sheet.cell(row, names.index(column) + 1)


def test_a_weight_changed_in_the_workbook_changes_one_line_and_keeps_every_comment(office: Path) -> None:
    def swap(book: openpyxl.Workbook) -> None:
        cell_of(book, "P1.1.3", "weight").value = 3
        cell_of(book, "P1.2.2", "weight").value = 4

    before = SCHEME.read_text(encoding="utf-8").splitlines()
    edit(office / "方案.xlsx", swap)
    done = baton("author", office / "方案.xlsx", "-o", office / "scheme.yaml")
    assert done.returncode == 0, done.stderr
    after = (office / "scheme.yaml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.split("#")[0].strip(), new.split("#")[0].strip()) for old, new in changed] == [
        ("weight: 4", "weight: 3"),
        ("weight: 3", "weight: 4"),
    ]
    assert changed[0][1].partition("#")[2] == changed[0][0].partition("#")[2] != ""
    assert "P1.1.3 述职评议查摆问题整改率：权重变化，4 → 3" in done.stdout


def test_a_workbook_that_was_not_touched_changes_nothing(office: Path) -> None:
    done = baton("author", office / "方案.xlsx", "-o", office / "scheme.yaml", "--units", office / "名册.csv")
    assert done.returncode == 0, done.stderr
    assert "没有差别。" in done.stdout
    assert (office / "scheme.yaml").read_bytes() == SCHEME.read_bytes()
    scored = baton("score", office / "scheme.yaml", office / "名册.csv", *DATA[1:])
    assert scored.stdout == baton("score", SCHEME, *DATA).stdout


def test_a_new_file_holds_the_same_scheme(office: Path) -> None:
    assert baton("author", office / "方案.xlsx", "-o", office / "新.yaml").returncode == 0
    assert indicators.load(office / "新.yaml")[0] == indicators.load(SCHEME)[0]


def test_a_mistake_in_the_workbook_is_refused_at_its_cell_and_nothing_is_written(office: Path) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        cell_of(book, "P1.1.3", "points").value = "五分"

    edit(office / "方案.xlsx", spoil)
    done = baton("author", office / "方案.xlsx", "-o", office / "scheme.yaml")
    assert done.returncode == 2
    assert "方案.xlsx ‹指标体系›!" in done.stderr
    assert (office / "scheme.yaml").read_bytes() == SCHEME.read_bytes()


def test_a_workbook_can_be_checked_and_scored_as_it_stands(office: Path) -> None:
    done = baton("check", office / "方案.xlsx")
    assert done.returncode == 0, done.stderr
    assert "29/29 项" in done.stdout
    assert baton("score", office / "方案.xlsx", *DATA).stdout == baton("score", SCHEME, *DATA).stdout


def test_an_existing_workbook_is_never_written_over(office: Path) -> None:
    before = (office / "方案.xlsx").read_bytes()
    done = baton("author", office / "scheme.yaml", "-o", office / "方案.xlsx")
    assert done.returncode == 2
    assert (office / "方案.xlsx").read_bytes() == before


def test_a_list_is_only_ever_followed_by_another_version(office: Path) -> None:
    book = office / "清单.xlsx"
    assert baton("author", CARRIED_OVER, "-o", book).returncode == 0
    copy = office / "catalogues" / CARRIED_OVER.name
    assert baton("author", book, "-o", copy).returncode == 0

    def raise_points(workbook: openpyxl.Workbook) -> None:
        for sheet in workbook:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "澄岳省2019年度设区市党的建设考核指标（样例）":
                        cell.value = "改过的清单"

    edit(book, raise_points)
    before = copy.read_bytes()
    done = baton("author", book, "-o", copy)
    assert done.returncode == 2
    assert "只能新增版本" in done.stderr
    assert copy.read_bytes() == before


def test_an_old_workbook_does_not_undo_newer_changes(office: Path) -> None:
    scheme = office / "scheme.yaml"
    newer = scheme.read_text(encoding="utf-8").replace("title: 云江市", "title: 新云江市")
    scheme.write_text(newer, encoding="utf-8")
    done = baton("author", office / "方案.xlsx", "-o", scheme)
    assert done.returncode == 2
    assert "--replace" in done.stderr.splitlines()[0]
    assert "新云江市2020" in done.stderr
    assert scheme.read_text(encoding="utf-8") == newer
    assert baton("author", office / "方案.xlsx", "-o", scheme, "--replace").returncode == 0
    assert scheme.read_bytes() == SCHEME.read_bytes()


def test_a_register_is_written_as_csv_and_a_list_under_its_own_name(office: Path) -> None:
    done = baton("author", office / "方案.xlsx", "-o", office / "b.yaml", "--units", office / "名册.xlsx")
    assert done.returncode == 2
    assert ".csv" in done.stderr
    assert not (office / "名册.xlsx").exists()
    assert baton("author", CARRIED_OVER, "-o", office / "清单.xlsx").returncode == 0
    done = baton("author", office / "清单.xlsx", "-o", office / "正式.yaml")
    assert done.returncode == 2
    assert "province-2019.yaml" in done.stderr
    assert not (office / "正式.yaml").exists()


def test_two_files_of_one_kind_are_no_authoring(office: Path) -> None:
    done = baton("author", office / "scheme.yaml", "-o", office / "b.yaml")
    assert done.returncode == 2
    assert not (office / "b.yaml").exists()
