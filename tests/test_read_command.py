"""The command `read`: reconciliation, what would change, clean units, marked copies, and how a flood is said."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.sheets import HEAD, REGISTER, workbook
from tests.test_cli import baton

if TYPE_CHECKING:
    from pathlib import Path

TREE = """
tree:
  - {code: total, name: 总分, points: 20}
  - {code: P1, parent: total, name: 整改, points: 10, rule: {kind: direct}}
  - {code: P2, parent: total, name: 评分, points: 10, rule: {kind: direct}}
"""
Rows = list[list[object]]
CLEAN: Rows = [["单位", "P1", "P2"], ["甲县", 1, 2], ["乙县", 3, 4], ["丙局", 5, 6]]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a scheme, a register and a clean sheet."""
    (tmp_path / "方案.yaml").write_text(HEAD + TREE, encoding="utf-8")
    put(tmp_path, "名册.xlsx", REGISTER)
    put(tmp_path, "一.xlsx", CLEAN)
    return tmp_path


def put(folder: Path, name: str, rows: Rows) -> Path:
    path = folder / name
    path.write_bytes(workbook({"表": rows}))
    return path


def test_read_says_what_came_of_every_unit(office: Path) -> None:
    done = baton("read", office / "方案.yaml", office / "名册.xlsx", office / "一.xlsx")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "可以采用：名册 3 个单位，读到 6 个数值。",
        "收报对账：应报 3，已报 3，未报 0，迟报 0，重复 0；认不出单位的文件 0，内容相同的文件 0",
    ]


def test_files_after_the_last_day_are_late(office: Path) -> None:
    for name, day in (("甲.xlsx", 15), ("乙.xlsx", 16)):
        path = put(office, name, [CLEAN[0], CLEAN[1 if name == "甲.xlsx" else 2]])
        moment = datetime(2021, 1, day, 23, 59).timestamp()  # noqa: DTZ001 - local, as file systems keep it
        os.utime(path, (moment, moment))
    files = [office / name for name in ("名册.xlsx", "甲.xlsx", "乙.xlsx")]
    done = baton("read", office / "方案.yaml", *files, "--due", "2021-01-15", "--json")
    record = json.loads(done.stdout.splitlines()[-1])
    arrivals = {unit["name"]: unit["arrival"] for unit in record["reconciliation"]["units"]}
    assert arrivals == {"甲县": "received", "乙县": "late", "丙局": "missing"}
    assert record["outcome"] == "accept_warn"


def test_what_would_change_is_listed(office: Path) -> None:
    later = put(office, "二.xlsx", [CLEAN[0], ["甲县", 1, 9]])
    done = baton(
        "read", office / "方案.yaml", office / "名册.xlsx", later, "--against", office / "一.xlsx", "--json"
    )
    record = json.loads(done.stdout)
    assert record["changes"] == [
        {
            "key": "甲县|P2",
            "before": {"state": "value", "value": 2},
            "after": {"state": "value", "value": 9},
        }
    ]


def test_units_with_problems_are_left_out_only_on_request(office: Path) -> None:
    mixed = put(office, "二.xlsx", [CLEAN[0], ["甲县", "九", 2], *CLEAN[2:]])
    files = office / "方案.yaml", office / "名册.xlsx", mixed
    assert baton("read", *files).returncode == 2
    done = baton("read", *files, "--clean-units", "--json")
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["outcome"] == "accept_warn"
    assert record["values"]["甲县|P2"] is None
    assert record["states"]["甲县|P2"] == "rejected"
    assert record["values"]["乙县|P2"] == 4


def test_copies_with_the_cells_marked_are_written_beside(office: Path) -> None:
    put(office, "坏.xlsx", [CLEAN[0], ["甲县", "九", 2], *CLEAN[2:]])
    with zipfile.ZipFile(office / "几份.zip", "w") as archive:
        archive.writestr("乙/又坏.xlsx", workbook({"表": [CLEAN[0], ["甲县", 1, "十"]]}))
    files = [office / name for name in ("名册.xlsx", "坏.xlsx", "几份.zip")]
    done = baton("read", office / "方案.yaml", *files, "--marked", office / "退回")
    assert done.returncode == 2
    names = sorted(path.name for path in (office / "退回").iterdir())
    assert names == ["几份.zip_乙_又坏-标注.xlsx", "坏-标注.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO((office / "退回" / "坏-标注.xlsx").read_bytes()))
    cell = book["表"]["B2"]
    assert cell.value == "九"
    assert cell.comment is not None
    assert "不是数字" in cell.comment.text
    assert book.sheetnames[0] == "问题清单"


def test_a_flood_is_cut_and_its_total_said(office: Path) -> None:
    units: Rows = [[f"U{n}", f"单位{n}", "A"] for n in range(250)]
    rows: Rows = [[f"单位{n}", "九", "十"] for n in range(250)]
    register: Rows = [["单位代码", "单位", "组别"], *units]
    bad: Rows = [["单位", "P1", "P2"], *rows]
    files = put(office, "大名册.xlsx", register), put(office, "错.xlsx", bad)
    done = baton("read", office / "方案.yaml", *files)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[0] == "成绩表不能采用：有 500 个问题必须改正。"
    assert lines[-1] == "只列出前 100 个问题，共 500 个。"
    assert len(lines) == 102


def test_copies_never_replace_what_was_handed_in_or_each_other(office: Path) -> None:
    folder = office / "一处"
    folder.mkdir()
    bad: Rows = [CLEAN[0], ["甲县", "九", 2]]
    first, corrected = put(folder, "报.xlsx", bad), put(folder, "报-标注.xlsx", [CLEAN[0], ["乙县", 1, 2]])
    text = folder / "报.csv"
    text.write_text("单位,P1,P2\n丙局,十,2\n", encoding="utf-8")
    before = corrected.read_bytes()
    files = office / "名册.xlsx", first, corrected, text
    baton("read", office / "方案.yaml", *files, "--marked", folder)
    assert corrected.read_bytes() == before
    copies = {path.name for path in folder.iterdir()} - {path.name for path in files}
    assert copies == {"报-标注 (2).xlsx", "报-标注 (3).xlsx"}


def test_files_of_one_name_are_told_apart_by_their_folders(office: Path) -> None:
    for folder, rows in (("a", CLEAN), ("b", [CLEAN[0], ["甲县", "九", 2]])):
        (office / folder).mkdir()
        put(office / folder, "x.xlsx", rows)
    files = office / "名册.xlsx", office / "a" / "x.xlsx", office / "b" / "x.xlsx"
    done = baton("read", office / "方案.yaml", *files, "--marked", office / "退回", "--json")
    record = json.loads(done.stdout)
    assert {problem["file"] for problem in record["problems"] if "file" in problem} == {"b/x.xlsx"}
    assert [path.name for path in (office / "退回").iterdir()] == ["b_x-标注.xlsx"]


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(office: Path) -> None:
    done = baton(
        "read",
        office / "方案.yaml",
        office / "名册.xlsx",
        office / "一.xlsx",
        "--marked",
        office / "一.xlsx",
        "--json",
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["outcome"] == "accept"


def test_earlier_data_must_be_sound(office: Path) -> None:
    wrong = put(office, "旧.xlsx", [CLEAN[0], ["甲县", "九", 2]])
    done = baton(
        "read", office / "方案.yaml", office / "名册.xlsx", office / "一.xlsx", "--against", wrong, "--json"
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "以前的数据不能采用：有 1 个问题必须改正。"
    assert "changes" not in json.loads(done.stdout)
