"""Makes last year's results of the invented city from this year's worked ones; run twice, it writes the same bytes.

    python -m sample_data.make_last_year [FOLDER]

As in a real office's table, one unit bears its old name, one has been dissolved since, one is new this year and not in
it, and one indicator was only last year's.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sample_data import EXPECTED_POINTS, EXPECTED_RESULTS
from sample_data.make_sample import SEED, SHEETS, comma_separated

NAME = "last-year-results.csv"
_RENAMED = {"市委网信办": "市网信办（旧）", "市城市管理局": "市城管局"}
_NEW_THIS_YEAR = frozenset({"云江工程技术学院"})
_DISSOLVED = ("0399", "市接待办公室", "84.36", "29", "一般", "1.50")
#: This year's local indicators which nobody was asked for last year, and last year's only one.
_NOT_YET = frozenset({"L2", "L5"})
_NO_LONGER = "L6 党建信息采用篇数"
_NUMBER = re.compile(r"[0-9]+\.[0-9]+")
_CENT = Decimal("0.01")
#: From the best down: what share of a group gets a grade, added up, and the least total it takes.
_GRADES = (("优秀", Decimal("0.3"), 90), ("良好", Decimal("0.8"), 80), ("一般", Decimal(1), 70))
_WORST = "较差"


def make(folder: Path) -> None:
    """Writes the table into the folder."""
    with EXPECTED_RESULTS.open(encoding="utf-8", newline="") as file:
        results = [row for row in csv.DictReader(file) if row["unit"] not in _NEW_THIS_YEAR]
    names = {item.code: item.name for items in SHEETS.values() for item in items}
    codes = [code for code in names if code not in _NOT_YET]
    points = _points()
    before = {
        (unit["code"], code): _before(unit["code"], code, points)
        for unit in results
        for code in codes
        if (unit["code"], code) in points
    }
    totals = {
        unit["code"]: _total(unit, before, points) for unit in results if _NUMBER.fullmatch(unit["total"])
    }
    rows = [["单位代码", "单位", "总分", "名次", "等次", _NO_LONGER, *(f"{c} {names[c]}" for c in codes)]]
    for unit in results:
        code = unit["code"]
        own = [_shown(before.get((code, indicator))) for indicator in codes]
        also = str(_random(code, _NO_LONGER).choice((1, Decimal("1.5"), 2)))
        name = _RENAMED.get(unit["unit"], unit["unit"])
        rows.append([code, name, _shown(totals.get(code)), *_standing(code, totals), also, *own])
    rows.append([*_DISSOLVED, *("" for _ in codes)])
    (folder / NAME).write_bytes(comma_separated([list(row) for row in rows]))


def _random(*key: str) -> random.Random:
    return random.Random("|".join((SEED, "上年", *key)))  # noqa: S311 - sample data, not secrets


def _points() -> dict[tuple[str, str], Decimal]:
    """This year's published points by unit and indicator, of those who have any."""
    with EXPECTED_POINTS.open(encoding="utf-8", newline="") as file:
        return {
            (row["code"], row["indicator"]): Decimal(row["published"])
            for row in csv.DictReader(file)
            if row["state"] == "value"
        }


def _before(unit: str, code: str, points: dict[tuple[str, str], Decimal]) -> Decimal:
    """Last year's points: this year's, moved a little within what anybody has got."""
    best = max(number for (_, indicator), number in points.items() if indicator == code)
    moved = best * Decimal(_random(unit, code).randint(-5, 5)) / 100
    return min(max(points[unit, code] + moved, Decimal(0)), best).quantize(_CENT, ROUND_HALF_UP)


def _total(
    unit: dict[str, str],
    before: dict[tuple[str, str], Decimal],
    points: dict[tuple[str, str], Decimal],
) -> Decimal:
    """Last year's total, by as much lower or higher as the points are."""
    code = unit["code"]
    moved = {c: before[code, c] - points[code, c] for u, c in before if u == code}
    share = {c: Decimal(1) if c.startswith("S.") else Decimal("0.9") for c in moved if c != "quality"}
    party = Decimal(unit["party"]) + sum(moved[c] * weight for c, weight in share.items())
    if (code, "quality") in before:
        party *= before[code, "quality"] / 80
    return party.quantize(_CENT, ROUND_HALF_UP)


def _standing(code: str, totals: dict[str, Decimal]) -> tuple[str, str]:
    """The place within the group, which the first two digits of the code tell, and the grade."""
    if code not in totals:
        return "", ""
    peers = [total for other, total in totals.items() if other[:2] == code[:2]]
    place = 1 + sum(total > totals[code] for total in peers)
    for grade, share, least in _GRADES:
        if place <= int(share * len(peers)) and totals[code] >= least:
            return str(place), grade
    return str(place), _WORST


def _shown(number: Decimal | None) -> str:
    return "" if number is None else str(number)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
