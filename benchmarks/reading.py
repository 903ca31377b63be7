"""The command `read`, whole, in a process of its own: a clean sheet, one full of mistakes, and a zip of forms."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from benchmarks.timing import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parent.parent
SEED = 20202
INDICATORS, UNITS, BAD_CELLS, FORMS = 60, 3_000, 500, 500

Rows = list[list[object]]


class Reading(NamedTuple):
    """Medians of the seconds that `read` takes from start to end."""

    clean: float
    bad_cells: float
    forms: float


def scheme_text() -> str:
    """A scheme of plain indicators: what is timed is reading."""
    lines = ["scheme: reading", "title: 读数", "groups: [{code: A, name: 区县}]", "tree:"]
    lines.append(f"  - {{code: total, name: 总分, points: {100 * INDICATORS}}}")
    lines += [
        f"  - {{code: P{n}, parent: total, name: 指标{n}, points: 100, rule: {{kind: direct}}}}"
        for n in range(INDICATORS)
    ]
    return "\n".join(lines)


def _workbook(sheets: dict[str, Rows]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def _register(units: int) -> Rows:
    rows: Rows = [[f"U{n:04}", f"单位{n:04}", "区县"] for n in range(units)]
    return [["单位代码", "单位", "组别"], *rows]


def _scores(units: int, dice: random.Random) -> Rows:
    head: list[object] = ["单位", *(f"P{n}" for n in range(INDICATORS))]
    rows: Rows = [
        [f"单位{n:04}", *(dice.randrange(10001) / 100 for _ in range(INDICATORS))] for n in range(units)
    ]
    return [head, *rows]


def _with_mistakes(rows: Rows, dice: random.Random) -> Rows:
    cells = [(row, column) for row in range(1, len(rows)) for column in range(1, INDICATORS + 1)]
    for row, column in dice.sample(cells, BAD_CELLS):
        rows[row][column] = "九十"
    return rows


def _form(unit: int, dice: random.Random) -> bytes:
    head: list[object] = ["指标代码", "指标", "计量单位", "填报值"]
    rows: Rows = [["填报表"], [f"填报单位：单位{unit:04}"], head]
    rows += [[f"P{n}", f"指标{n}", "", dice.randrange(10001) / 100] for n in range(INDICATORS)]
    return _workbook({"填报表": rows})


def _zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def time_reading(repeats: int) -> Reading:
    """Times the three.

    Raises:
        ValueError: If the command does not find just what was put into the files.
    """
    dice = random.Random(SEED)  # noqa: S311 - figures to measure with, not secrets
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scheme.yaml").write_text(scheme_text(), encoding="utf-8")
        clean = {"名册": _register(UNITS), "得分": _scores(UNITS, dice)}
        (folder / "clean.xlsx").write_bytes(_workbook(clean))
        bad = {"名册": _register(FORMS), "得分": _with_mistakes(_scores(FORMS, dice), dice)}
        (folder / "bad.xlsx").write_bytes(_workbook(bad))
        (folder / "register.xlsx").write_bytes(_workbook({"名册": _register(FORMS)}))
        (folder / "forms.zip").write_bytes(_zip((f"单位{n:04}.xlsx", _form(n, dice)) for n in range(FORMS)))
        return Reading(
            _time(folder, ["clean.xlsx"], repeats, {"outcome": "accept", "received": UNITS, "blocking": 0}),
            _time(
                folder,
                ["bad.xlsx"],
                repeats,
                {"outcome": "reject_cells", "received": FORMS, "blocking": BAD_CELLS},
            ),
            _time(
                folder,
                ["register.xlsx", "forms.zip"],
                repeats,
                {"outcome": "accept", "received": FORMS, "blocking": 0},
            ),
        )


def _time(folder: Path, files: Sequence[str], repeats: int, expected: dict[str, object]) -> float:
    seconds = []
    for _ in range(repeats):
        with undisturbed():
            start = perf_counter()
            paths = [str(folder / file) for file in ("scheme.yaml", *files)]
            command = [sys.executable, "-m", "cli", "read", "--json", *paths]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - our own
            seconds.append(perf_counter() - start)
        record = json.loads(done.stdout.splitlines()[-1])
        found = {
            "outcome": record["outcome"],
            "received": record["reconciliation"]["received"],
            "blocking": record["problem_counts"]["blocking"],
        }
        if found != expected:
            raise ValueError(f"{files}: {found}, not {expected}")
    return median(seconds)
