"""What the office decided beside the figures, from files of one record a row: bonuses and penalties, vetoes, exemptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from engines import ingest_problems as kinds
from engines.intake_log import IntakeLog
from engines.table_source import TableSource
from engines.wide_columns import UNIT
from indicators.adjustments import AdjustmentRecord
from indicators.decimals import parse_decimal
from indicators.units import Exemption
from indicators.vetoes import VetoRecord
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from indicators.adjustments import AdjustmentItem
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.vetoes import Veto

    Titles = tuple[str, str]
    Row = dict[Titles, str]

#: How columns may be headed; the first is how they are named to people.
ITEM, MATTER, POINTS = ("加减分项", "item"), ("事项", "matter"), ("分值", "points")
APPROVAL, EVIDENCE = ("审核", "approval"), ("依据", "evidence")
VETO, REASON, DECIDED_BY = ("否决事项", "veto"), ("理由", "reason"), ("认定单位", "decided_by")
INDICATOR, APPROVED_BY = ("指标代码", "indicator"), ("批准人", "approved_by")
_NEEDED = {
    ITEM: (UNIT, ITEM, MATTER, POINTS, APPROVAL),
    VETO: (UNIT, VETO, REASON, DECIDED_BY),
    INDICATOR: (UNIT, INDICATOR, REASON, APPROVED_BY),
}
_MAY_BE_EMPTY = frozenset({APPROVAL, EVIDENCE})
_APPROVED, _NOT_APPROVED = {"通过", "yes"}, {"", "未通过", "不通过", "待审", "no"}
_MOST_POINTS, _MOST_DECIMALS = 10_000, 6
_ADJUSTMENTS, _VETOES = Words("加减分", "bonuses and penalties"), Words("否决事项", "vetoes")


@dataclass(slots=True)
class Records:
    """What all files record, and where each unit that has a record is named first: its file's log and the line."""

    adjustments: list[AdjustmentRecord] = field(default_factory=list)
    vetoes: list[VetoRecord] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)
    units: dict[str, tuple[IntakeLog, int]] = field(default_factory=dict)
    logs: list[IntakeLog] = field(default_factory=list)

    @property
    def blocks(self) -> bool:
        """Whether nothing can be made of them."""
        return any(log.blocks for log in self.logs)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with them."""
        return tuple(problem for log in self.logs for problem in log.problems)

    def expect_units(self, known: Iterable[str]) -> None:
        """Says which of the units are not among those the table has."""
        there = set(known)
        for code, (log, line) in self.units.items():
            if code not in there:
                log.add(kinds.UNKNOWN_UNIT, line, code)


def read_records(scheme: Scheme, files: Iterable[Path]) -> Records:
    """Reads files of records, CSV or Parquet; which is of what kind their headings tell."""
    found = Records()
    for path in files:
        log = IntakeLog(path.name)
        found.logs.append(log)
        try:
            _RecordFile(scheme, path, log, found).read()
        except (pa.ArrowInvalid, UnicodeDecodeError, FileNotFoundError) as error:
            log.add(kinds.NOT_READABLE, why=str(error).partition("\n")[0])
    return found


class _RecordFile:
    """One file of records."""

    def __init__(self, scheme: Scheme, path: Path, log: IntakeLog, found: Records) -> None:
        self._scheme, self._log, self._found = scheme, log, found
        self._source = TableSource(path)
        #: The line of each record.
        self._before: dict[tuple[str, ...], int] = {}

    def read(self) -> None:
        """Adds the records of the file, and what is wrong with them."""
        headings = self._source.headings
        about = next((titles for titles in _NEEDED if any(title in headings for title in titles)), None)
        if about is None:
            self._log.add(kinds.NO_RECORDS)
            return
        columns = {
            titles: title
            for titles in (*_NEEDED[about], EVIDENCE)
            if (title := next((own for own in titles if own in headings), None)) is not None
        }
        for titles in _NEEDED[about]:
            if titles not in columns:
                self._log.add(kinds.NO_COLUMN, title=titles[0])
        taken: dict[Titles, Callable[[Row, int], None]] = {
            ITEM: self._adjustment,
            VETO: self._veto,
            INDICATOR: self._exemption,
        }
        if (about is ITEM and self._scheme.adjustments is None) or (
            about is VETO and not self._scheme.vetoes
        ):
            self._log.add(kinds.NOT_IN_SCHEME, what=_ADJUSTMENTS if about is ITEM else _VETOES)
        if self._log.blocks:
            return
        for line, row in self._rows(columns):
            empty = [titles for titles, text in row.items() if not text and titles not in _MAY_BE_EMPTY]
            for titles in empty:
                self._log.add(kinds.EMPTY, line, row[UNIT] or None, title=titles[0])
            if not empty:
                taken[about](row, line)
        not_approved = sum(not record.approved for record in self._found.adjustments) if about is ITEM else 0
        if not_approved:
            self._log.add(kinds.NOT_APPROVED, count=not_approved)

    def _rows(self, columns: dict[Titles, str]) -> Iterator[tuple[int, Row]]:
        line = self._source.first_line
        for batch in self._source.batches([*columns.values()]):
            texts = [batch[title].cast(pa.string()).to_pylist() for title in columns.values()]
            for cells in zip(*texts, strict=True):
                yield (
                    line,
                    {titles: (text or "").strip() for titles, text in zip(columns, cells, strict=True)},
                )
                line += 1

    def _is_new(self, row: Row, line: int, *record: str) -> bool:
        """Whether a record is there for the first time; its unit is noted."""
        unit = row[UNIT]
        self._found.units.setdefault(unit, (self._log, line))
        before = self._before.setdefault((unit, *record), line)
        if before != line:
            self._log.add(kinds.RECORD_TWICE, line, unit, before=before)
        return before == line

    def _entry(
        self, titles: Titles, row: Row, line: int, entries: Iterable[AdjustmentItem | Veto]
    ) -> str | None:
        """The code of what a row names by its code or name."""
        text = row[titles]
        for entry in entries:
            if text in {entry.code, entry.name}:
                return entry.code
        self._log.add(kinds.UNKNOWN_ENTRY, line, row[UNIT], text=text, title=titles[0])
        return None

    def _adjustment(self, row: Row, line: int) -> None:
        setting = self._scheme.adjustments
        item = self._entry(ITEM, row, line, () if setting is None else setting.items)
        points = self._points(row, line)
        if row[APPROVAL] not in _APPROVED | _NOT_APPROVED:
            self._log.add(kinds.UNCLEAR_APPROVAL, line, row[UNIT], text=row[APPROVAL])
        elif item and points and self._is_new(row, line, item, row[MATTER], str(points.normalize())):
            self._found.adjustments.append(
                AdjustmentRecord.model_construct(
                    unit=row[UNIT],
                    item=item,
                    matter=row[MATTER],
                    points=points,
                    approved=row[APPROVAL] in _APPROVED,
                    evidence=row.get(EVIDENCE, ""),
                )
            )

    def _points(self, row: Row, line: int) -> Decimal | None:
        points = parse_decimal(row[POINTS])
        if points is not None and 0 < points <= _MOST_POINTS:
            decimals = -int(points.normalize().as_tuple().exponent)
            if decimals <= _MOST_DECIMALS:
                return points
        self._log.add(kinds.NO_POINTS, line, row[UNIT], text=row[POINTS])
        return None

    def _veto(self, row: Row, line: int) -> None:
        veto = self._entry(VETO, row, line, self._scheme.vetoes)
        if veto and self._is_new(row, line, veto, row[REASON]):
            self._found.vetoes.append(
                VetoRecord(unit=row[UNIT], veto=veto, reason=row[REASON], decided_by=row[DECIDED_BY])
            )

    def _exemption(self, row: Row, line: int) -> None:
        code = row[INDICATOR]
        if code not in {
            indicator.code for indicator in (*self._scheme.indicators, *self._scheme.laid_out.indicators)
        }:
            self._log.add(kinds.UNKNOWN_ENTRY, line, row[UNIT], text=code, title=INDICATOR[0])
        elif self._is_new(row, line, code):
            self._found.exemptions.append(
                Exemption(unit=row[UNIT], indicator=code, reason=row[REASON], approved_by=row[APPROVED_BY])
            )
