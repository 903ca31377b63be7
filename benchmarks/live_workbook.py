"""The result workbook with live formulas: how long it takes to write, how large it is, and how long LibreOffice works on it.

`python -m benchmarks.live_workbook`, run from the project's folder, prints the figures.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.timing import once, undisturbed
from documents.live.book import add_live_sheets
from documents.result_report import Report
from documents.result_workbook import write_results
from documents.table_book import Book
from scoring.results import Results, score

UNITS, GROUPS, REPEATS = 3_000, 100, 3
_MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)
_VALUE = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
_RESAVED = "xlsx:Calc MS Excel 2007 XML"


@dataclass(frozen=True, slots=True)
class LiveTimes:
    """Median seconds to write the whole workbook and its live sheets alone, its size, and LibreOffice's seconds.

    `resaved` is the time to open the workbook and save it again.
    """

    whole: float
    live: float
    megabytes: float
    resaved: float


def time_live_workbook(units: int = UNITS, groups: int = GROUPS, repeats: int = REPEATS) -> LiveTimes:
    """Writes the assessment's workbook so many times and has LibreOffice open it once."""
    of = assessment(groups)
    results = score(of.scheme, draw_sheet(of, units))
    contents: list[bytes] = []
    with undisturbed():
        whole = [once(lambda: contents.append(_whole(results))) for _ in range(repeats)]
        live = [once(lambda: _live(results)) for _ in range(repeats)]
    return LiveTimes(median(whole), median(live), len(contents[0]) / 1e6, once(lambda: _resave(contents[0])))


def _whole(results: Results) -> bytes:
    return write_results(results, (), made_at=_MADE_AT)


def _live(results: Results) -> bytes:
    book = Book("zh", results.scheme.title, made_at=_MADE_AT)
    add_live_sheets(book, Report(results, "zh"))
    return book.close()


def _resave(content: bytes) -> None:
    """Opens a workbook in LibreOffice, which works out what is not its own, and saves it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / "live.xlsx"
        given.write_bytes(_uncalculated(content))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        made = ["--convert-to", _RESAVED, "--outdir", str(folder / "made"), str(given)]
        command = ["soffice", profile, "--headless", *made]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own


def _uncalculated(content: bytes) -> bytes:
    """The workbook without the values beside its formulas, so that all of them must be worked out."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in package.namelist():
            new.writestr(name, _VALUE.sub(rb"\1", package.read(name)))
    return made.getvalue()


def main() -> None:
    """Prints the figures."""
    found = time_live_workbook()
    print(f"{UNITS:,} units, {GROUPS} groups, median of {REPEATS}")
    print(f"whole workbook written in {found.whole:.1f} s, its live sheets alone in {found.live:.1f} s")
    print(f"{found.megabytes:.1f} MB; opened, worked out and saved by LibreOffice in {found.resaved:.1f} s")


if __name__ == "__main__":
    main()
