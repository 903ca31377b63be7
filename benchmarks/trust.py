"""Trust at the size of a province: the certificate, the verification of a result workbook, and a long audit log."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.timing import once, undisturbed
from documents.result_workbook import write_results
from documents.verification.verdict import verify_workbook
from indicators import Place
from records import audit, location, open_records
from records.sealed import unsealed
from records.tables import audit_entry
from scoring import score
from scoring.certificate import certify

if TYPE_CHECKING:
    from scoring import Results


@dataclass(frozen=True, slots=True)
class Trust:
    """Seconds: of the certificate, of verifying the workbook, of verifying the log; and how large what was verified is."""

    figures: int
    certifying: float
    workbook_bytes: int
    cells: int
    verifying: float
    entries: int
    auditing: float


def time_trust(units: int, groups: int, entries: int, repeats: int) -> Trust:
    """The median of each.

    Raises:
        ValueError: If anything does not hold.
    """
    results = _results(units, groups)
    with TemporaryDirectory() as folder, undisturbed():
        certificate = certify(results)
        path = Path(folder) / "result.xlsx"
        path.write_bytes(write_results(results, (), made_at=datetime(2021, 1, 25, tzinfo=UTC)))
        verdict, _ = verify_workbook(path)
        log = Path(folder) / "log.sqlite3"
        _write_log(log, entries)
        if not certificate.holds or verdict is None or not verdict.holds or not _is_whole(log):
            raise ValueError("something does not hold")
        return Trust(
            certificate.figures,
            median(once(lambda: certify(results)) for _ in range(repeats)),
            path.stat().st_size,
            verdict.comparison.cells,
            median(once(lambda: verify_workbook(path)) for _ in range(repeats)),
            entries,
            median(once(lambda: _is_whole(log)) for _ in range(repeats)),
        )


def _results(units: int, groups: int) -> Results:
    of = assessment(groups)
    sheet = draw_sheet(of, units)
    places = {
        (unit.code, name): Place("报送.xlsx", "得分", f"D{row}", unit=unit.name, indicator=name.code)
        for name in sheet.columns
        for row, unit in enumerate(sheet.units, start=3)
    }
    return score(of.scheme, replace(sheet, places=places))


def _write_log(path: Path, count: int) -> None:
    rows, previous = [], audit.START
    details = json.dumps({"file": "结果工作簿", "run": 1, "sha256": "a" * 64}, ensure_ascii=False)
    for number in range(1, count + 1):
        entry = {
            "number": number,
            "at": "2021-01-25T09:30:00.000000+00:00",
            "actor": "考核办",
            "act": "run exported",
            "assessment": 1,
            "details": details,
            "previous": previous,
        }
        previous = audit.seal(entry)
        rows.append({**entry, "hash": previous})
    records = open_records(location.of_file(path))
    with records.writing() as connection:
        connection.execute(audit_entry.insert(), rows)
    records.close()


def _is_whole(path: Path) -> bool:
    records = open_records(location.of_file(path))
    whole = audit.first_broken(records) is None and not list(unsealed(records))
    records.close()
    return whole
