"""An office's database with a scheme and a register in it, and what people hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import SourceFile
from indicators.formula import ColumnName, Stage
from office import upload
from office.desk import Desk
from records import Kind, assessments, open_records, versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from office.upload import Draft
    from records import Submission

UNITS, INDICATORS = 60, 50
CODES = [f"P{number}" for number in range(1, INDICATORS + 1)]
SCHEME = (
    "scheme: many\ntitle: 多人报送\ngroups: [{code: A, name: 甲组}]\ntree:\n"
    f"  - {{code: T, name: 总分, points: {10 * INDICATORS}}}\n"
    + "".join(
        f"  - {{code: {code}, parent: T, name: 指标{code}, points: 10, rule: {{kind: direct}}}}\n"
        for code in CODES
    )
).encode()


def csv_of(name: str, *rows: Sequence[object]) -> SourceFile:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return SourceFile(name, "\n".join(lines).encode())


def unit(number: int) -> str:
    return f"单位{number:02}"


REGISTER = csv_of(
    "名册.csv",
    ["单位代码", "单位", "组别"],
    *([f"U{number:02}", unit(number), "甲组"] for number in range(1, UNITS + 1)),
)


class Office:
    """An office's database with a scheme and a register in it."""

    def __init__(self, folder: Path) -> None:
        self.address = f"sqlite:///{folder / 'office.db'}"
        self.desk = Desk(open_records(self.address))
        self.number = assessments.start(self.desk.records, "甲", "考核").id
        self.scheme(SCHEME)
        self.store(REGISTER)

    def scheme(self, text: bytes) -> None:
        """Put in a scheme."""
        number = len(versions.listed(self.desk.records, self.number, Kind.SCHEME))
        versions.add(self.desk.records, "甲", self.number, Kind.SCHEME, "方案.yaml", text, expected=number)

    def draft(self, *files: SourceFile, removed: tuple[str, ...] = ()) -> Draft:
        """Read files on top of what there is."""
        return upload.draft(self.desk, self.desk.heads(self.number), files, removed)

    def adopt(self, draft: Draft, actor: str = "甲") -> Submission:
        """Store a draft."""
        return upload.adopt(self.desk, actor, draft)

    def store(self, *files: SourceFile, actor: str = "甲") -> Submission:
        """Read and store files."""
        return self.adopt(self.draft(*files), actor)

    def value(self, number: int, code: str) -> Decimal | None:
        """Give what a unit reported on an indicator."""
        reading = self.desk.reading(self.desk.heads(self.number))
        assert reading is not None
        assert reading.intake is not None
        return reading.intake.values.get((f"U{number:02}", ColumnName(Stage.RAW, code)))

    def names(self) -> list[str]:
        """Give the names of the files in use."""
        return [file.name for file in self.desk.heads(self.number).files]


def scores(name: str, number: int, **values: object) -> SourceFile:
    return csv_of(name, ["单位", *values], [unit(number), *values.values()])
