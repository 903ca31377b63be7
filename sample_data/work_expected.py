"""Works the sample's results without the engine, which must come to the same.

    python -m sample_data.work_expected [DATA_FOLDER [RESULT_FOLDER]]

Nothing of the engine is imported and the scheme file is not read: the rules are typed again in `worked_rules.py`,
and how points become totals, places and grades is written out here for this one scheme, so that an error in
reading or computing a scheme cannot repeat itself. All arithmetic is in fractions; rounding is half up, at
党的建设得分 and 综合得分 and wherever a figure is printed.
"""

# ruff: noqa: PLR2004 - the thresholds are the scheme's; a name for each would hide them

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from sample_data.worked_rules import (
    ALONE,
    CODES,
    COMPARED,
    DIMENSIONS,
    FULL,
    MISSING,
    NO_SCORE,
    NOT_APPLICABLE,
    PAPERS,
    Fields,
    Outcome,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Unit:
    """A line of the register."""

    code: str
    name: str
    group: str


# ———— Reading the office's workbooks ————


@dataclass
class Data:
    """The register, what was reported, and what the office has exempted."""

    units: list[Unit]
    reported: dict[tuple[str, str, str], Fraction]
    exempt: set[tuple[str, str]]


def _rows(path: Path) -> list[list[Sequence[object]]]:
    """The rows of every sheet."""
    book = load_workbook(path, read_only=True)
    sheets: list[list[Sequence[object]]] = [
        list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets
    ]
    book.close()
    return sheets


def _number(cell: object) -> Fraction | None:
    """A number as Excel shows it, to 15 digits; anything else holds no value."""
    if isinstance(cell, int | float):
        return Fraction(format(cell, ".15g"))
    if cell in (None, "—", "/"):
        return None
    raise ValueError(f"unexpected cell {cell!r}")


def read(folder: Path) -> Data:
    """Reads the workbooks of a complete run."""
    units, called = [], {}
    for code, name, group, aliases in _rows(folder / "units.xlsx")[0][1:]:
        units.append(Unit(str(code), str(name), str(group)))
        called.update(dict.fromkeys([str(name), *str(aliases or name).split("、")], str(code)))
    exempt = {
        (called[str(unit)], CODES.get(str(indicator), str(indicator)))
        for unit, indicator, _, _ in _rows(folder / "exemptions.xlsx")[0][1:]
    }
    reported = {}
    for of in ("districts", "departments", "firms-universities"):
        for headings, *rows in _rows(folder / f"scores-{of}.xlsx"):
            for row in rows:
                for heading, cell in zip(headings[1:], row[1:], strict=True):
                    indicator, _, field = str(heading).partition("|")
                    number = _number(cell)
                    if number is not None:
                        reported[called[str(row[0])], CODES.get(indicator, indicator), field] = number
    return Data(units, reported, exempt)


# ———— From values to points ————


def fields_of(data: Data, unit: Unit, code: str) -> Fields | str:
    """The reported figures of an indicator, or why they are not there."""
    paper = PAPERS[code]
    if unit.group not in paper.groups or (unit.code, code) in data.exempt:
        return NOT_APPLICABLE
    found = {field: data.reported.get((unit.code, code, field)) for field in paper.fields}
    present = {field: number for field, number in found.items() if number is not None}
    return present if len(present) == len(found) else MISSING


def leaf_points(data: Data) -> dict[tuple[str, str], Outcome]:
    """The points of every unit in every indicator, by (unit code, indicator)."""
    points: dict[tuple[str, str], Outcome] = {}
    for code, rule in ALONE.items():
        for unit in data.units:
            fields = fields_of(data, unit, code)
            points[unit.code, code] = fields if isinstance(fields, str) else rule(fields, unit.group)
    for code, (figure, rule_among) in COMPARED.items():
        figures: dict[str, Outcome] = {}
        for unit in data.units:
            fields = fields_of(data, unit, code)
            figures[unit.code] = fields if isinstance(fields, str) else figure(fields)
        for unit in data.units:
            own = figures[unit.code]
            peers = [figures[peer.code] for peer in data.units if peer.group == unit.group]
            numbers = [peer for peer in peers if isinstance(peer, Fraction)]
            if isinstance(own, Fraction):
                points[unit.code, code] = rule_among(own, numbers)
            else:
                points[unit.code, code] = Fraction(PAPERS[code].full) if own == FULL else own
    return points


# ———— From points to totals, places and grades ————


def hundredths(value: Fraction) -> Fraction:
    """Rounded half up to two decimals."""
    return Fraction(floor(abs(value) * 100 + Fraction(1, 2)), 100) * (1 if value >= 0 else -1)


def _earned(code: str, outcome: Outcome) -> Fraction | None:
    """What an indicator adds to its dimension; nothing where it is missing, but full marks for a blank P4.1.1."""
    paper = PAPERS[code]
    if isinstance(outcome, Fraction):
        return outcome * paper.counts / paper.full
    return Fraction(paper.counts) if outcome == MISSING and code == "P4.1.1" else None


def _dimension(own: dict[str, Outcome], dimension: str) -> Outcome:
    """A dimension's points as earned, not yet spread over what does not apply."""
    codes = [code for code, paper in PAPERS.items() if paper.dimension == dimension]
    if all(own[code] == NOT_APPLICABLE for code in codes):
        return NOT_APPLICABLE
    if "P5.1.1" in codes and own["P5.1.1"] == MISSING:
        return NO_SCORE
    earned = [points for code in codes if (points := _earned(code, own[code])) is not None]
    return sum(earned, Fraction(0)) if earned else MISSING


def work_unit(own: dict[str, Outcome]) -> dict[str, Outcome]:
    """Every node of one unit, from its points by indicator."""
    nodes: dict[str, Outcome] = {name: _dimension(own, name) for name in (*DIMENSIONS, "satisfaction")}
    if NO_SCORE in nodes.values():
        return {**nodes, **dict.fromkeys(("indicators", "indicators x 0.9", "party", "total"), NO_SCORE)}
    in_the_hundred = [code for code, paper in PAPERS.items() if paper.dimension in DIMENSIONS]
    applies = sum(PAPERS[code].counts for code in in_the_hundred if own[code] != NOT_APPLICABLE)
    earned = sum((_earned(code, own[code]) or Fraction(0) for code in in_the_hundred), Fraction(0))
    indicators = earned * 100 / applies
    votes = nodes["satisfaction"]
    if NOT_APPLICABLE in (own["S.1"], own["S.2"]) or not isinstance(votes, Fraction):
        raise ValueError("the sample has no unit whose satisfaction does not apply or is missing altogether")
    party = hundredths(indicators * Fraction("0.9") + votes)
    quality = own["quality"]
    total = party
    if isinstance(quality, Fraction):
        total = hundredths(quality * party / 80)
    elif quality == MISSING:
        raise ValueError("the sample has no district without 高质量发展成效得分")
    return {
        **nodes,
        "indicators": indicators,
        "indicators x 0.9": indicators * Fraction("0.9"),
        "party": party,
        "total": total,
    }


def place(own: Fraction, totals: list[Fraction]) -> int:
    """1, 2, 2, 4."""
    return 1 + sum(other > own for other in totals)


def grade(own: Fraction, totals: list[Fraction], assessed: int) -> str:
    """优秀 needs 90 and a place among 30 %, 良好 80 and among 80 %, 一般 70; a tie across the edge gets neither."""
    not_behind = sum(other >= own for other in totals)
    if own >= 90 and not_behind <= assessed * 30 // 100:
        return "优秀"
    if own >= 80 and not_behind <= assessed * 80 // 100:
        return "良好"
    return "一般" if own >= 70 else "较差"


# ———— Output ————

NODES = ("total", "party", "indicators", "indicators x 0.9", *DIMENSIONS, "satisfaction")


def printed(outcome: Outcome) -> str:
    """Two decimals, or the reason in words."""
    if isinstance(outcome, str):
        return outcome
    whole = int(hundredths(outcome) * 100)
    return f"{'-' if whole < 0 else ''}{abs(whole) // 100}.{abs(whole) % 100:02}"


def _comma_separated(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def work(data_folder: Path, result_folder: Path) -> None:
    """Writes leaf_points.csv and results.csv."""
    data = read(data_folder)
    points = leaf_points(data)
    leaves = [["code", "unit", "indicator", "state", "exact", "published"]]
    for unit in data.units:
        for code in PAPERS:
            outcome = points[unit.code, code]
            if isinstance(outcome, Fraction):
                leaves.append([unit.code, unit.name, code, "value", str(outcome), printed(outcome)])
            else:
                leaves.append([unit.code, unit.name, code, outcome, "", ""])
    nodes = {unit.code: work_unit({code: points[unit.code, code] for code in PAPERS}) for unit in data.units}
    results = [["code", "unit", "group", *NODES, "group rank", "grade"]]
    for unit in data.units:
        group = [peer.code for peer in data.units if peer.group == unit.group]
        totals = [total for code in group if isinstance(total := nodes[code]["total"], Fraction)]
        own = nodes[unit.code]["total"]
        standing = ["", ""]
        if isinstance(own, Fraction):
            standing = [str(place(own, totals)), grade(own, totals, len(group))]
        figures = [printed(nodes[unit.code][node]) for node in NODES]
        results.append([unit.code, unit.name, unit.group, *figures, *standing])
    result_folder.mkdir(parents=True, exist_ok=True)
    (result_folder / "leaf_points.csv").write_bytes(_comma_separated(leaves))
    (result_folder / "results.csv").write_bytes(_comma_separated(results))


if __name__ == "__main__":
    here = Path(__file__).parent
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    work(source, Path(sys.argv[2]) if len(sys.argv) > 2 else here / "expected")
