"""Assessments in every state a page may meet: nothing in it, the sample, very many units, and broken in three ways."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from benchmarks.app_home import furnish
from office.desk import Desk
from records import Kind, assessments, open_records, versions
from records.location import FILE, of_file
from tests.page_world import ACTOR, SAMPLE, begin, begin_sample, table

if TYPE_CHECKING:
    from pathlib import Path

    from documents import SourceFile

UNITS, GROUPS = 3000, 9
#: A scheme of two groups and two indicators.
SMALL = """
scheme: small
title: 小城2020年度考核
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 4, rule: {kind: direct}}
  - {code: P2, parent: T, name: 整改, points: 6, rule: {kind: direct}}
"""
REGISTER = table(
    "名册.csv",
    [["单位代码", "单位", "组别"], ["01", "东县", "A"], ["02", "西县", "A"], ["03", "甲局", "B"]],
)
#: All states but that of very many units, which takes its time.
QUICK = ("empty", "sample", "unreadable", "blocked", "damaged")
STATES = (*QUICK, "large")
#: Those with results to look at.
SCORED = ("sample", "large")


def furnish_quickly(home: Path) -> dict[str, str]:
    """Puts an assessment in each state but the largest into an empty data folder; their numbers in links."""
    begin_sample(home)
    return {
        "sample": SAMPLE,
        "empty": begin_empty(home),
        "unreadable": _unreadable(home),
        "blocked": _blocked(home),
        "damaged": _damaged(home),
    }


def begin_empty(home: Path, title: str = "空白考核") -> str:
    """Puts an assessment with nothing in it into a data folder."""
    return str(assessments.start(_desk(home).records, ACTOR, title).id)


def begin_large(home: Path) -> str:
    """Puts 3,000 units with 60 indicators into a data folder."""
    furnish(home, UNITS, GROUPS)
    return str(assessments.listed(_desk(home).records)[0].id)


def _unreadable(home: Path) -> str:
    """Its newest scheme is none any more."""
    number = begin(home, SMALL, [REGISTER, _scores("1")])
    _replace_scheme(home, number, "scheme: x\n")
    return number


def _blocked(home: Path) -> str:
    """Its files do not fit the newest scheme."""
    number = begin(home, SMALL, [REGISTER, _scores("2")])
    _replace_scheme(home, number, SMALL.replace("P2", "P3"))
    return number


def _damaged(home: Path) -> str:
    """The bytes of a file it holds are not those that were handed in."""
    damaged = _scores("3")
    number = begin(home, SMALL, [REGISTER, damaged])
    with closing(sqlite3.connect(home / FILE)) as database:
        # A trigger would refuse what a failing disk does.
        database.execute("DROP TRIGGER content_update")
        database.execute("UPDATE content SET bytes = x'00' WHERE bytes = ?", [damaged.content])
        database.commit()
    return number


def _scores(points: str) -> SourceFile:
    """A sheet of the small scheme; of other points, other bytes."""
    return table(
        "成绩.csv", [["单位代码", "P1", "P2"], ["01", points, "5"], ["02", "4", "4"], ["03", "3", "6"]]
    )


def _replace_scheme(home: Path, number: str, text: str) -> None:
    records = _desk(home).records
    versions.add(records, ACTOR, int(number), Kind.SCHEME, "scheme.yaml", text.encode(), expected=1)


def _desk(home: Path) -> Desk:
    return Desk(open_records(of_file(home / FILE)))
