"""A small office on records of its own: two groups, two indicators, a list it covers, and files that are quickly read."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from documents import SourceFile
from office import schemes, upload
from office.desk import Desk
from records import assessments

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading
    from records import Records

SCHEME = """
scheme: small
title: 小城2020年度考核
covers: province
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
grades: [{name: 优秀, at_least: 9}, {name: 一般}]
waivers: [{item: S3, reason: 本市没有港口, approved_by: 市委组织部, date: 2020-05-01}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 4, rule: {kind: direct}, covers: [{item: S1, relation: equal}]}
  - {code: P2, parent: T, name: 整改, points: 6, rule: {kind: direct}, covers: [{item: S2, relation: equal}]}
"""
LIST = """
catalogue: province
title: 省级清单
status: 正式
document: 省发〔2020〕1号
date: 2020-03-01
items:
  - {code: S1, name: 学习, points: 40}
  - {code: S2, name: 整改, points: 50}
  - {code: S3, name: 港口, points: 10}
"""
REGISTER = [["单位代码", "单位", "组别"], ["01", "东县", "A"], ["02", "西县", "A"], ["03", "甲局", "B"]]
SCORES = [["单位代码", "P1", "P2"], ["01", "3", "5.5"], ["02", "4", "×"], ["03", "4", "5.25"]]
COMPLETE = [["单位代码", "P1", "P2"], ["01", "3", "5.5"], ["02", "4", "6"], ["03", "4", "5.25"]]
ACTOR = "考核办"


def table(name: str, rows: list[list[str]]) -> SourceFile:
    """Rows as a file that is handed in."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SourceFile(name, out.getvalue().encode())


class SmallOffice:
    """One assessment at a desk, and what its people do."""

    def __init__(self, records: Records) -> None:
        self.desk = Desk(records)
        self.assessment = assessments.start(records, ACTOR, "小城考核").id

    @property
    def heads(self) -> Heads:
        """The newest of everything."""
        return self.desk.heads(self.assessment)

    @property
    def reading(self) -> Reading | None:
        """What that holds."""
        return self.desk.reading(self.heads)

    def take(self, text: str) -> None:
        """Stores a scheme or a list."""
        file = SourceFile("方案.yaml", text.encode())
        schemes.store(self.desk, ACTOR, self.heads, schemes.take(self.desk, self.heads, file))

    def hand_in(self, *files: SourceFile) -> None:
        """Stores files of data."""
        upload.adopt(self.desk, ACTOR, upload.draft(self.desk, self.heads, files))

    def fill(self, scheme: str = SCHEME, listed: str | None = LIST) -> SmallOffice:
        """Everything: the list, the scheme, the register and scores of which one is missing."""
        if listed is not None:
            self.take(listed)
        self.take(scheme)
        self.hand_in(table("名册.csv", REGISTER), table("得分.csv", SCORES))
        return self
