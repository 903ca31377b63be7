"""Measures everything and writes docs/performance.md."""

from __future__ import annotations

from pathlib import Path

from benchmarks.app import time_app
from benchmarks.checking import time_check
from benchmarks.live_workbook import time_live_workbook
from benchmarks.measure import Size, from_excel_to_excel, rescoring
from benchmarks.page import page
from benchmarks.reading import time_reading
from benchmarks.trust import time_trust

PROVINCE = Size(units=3_000, groups=100, against_pandas=41, against_copy=41)
LARGE = Size(units=1_000_000, groups=300, against_pandas=3, against_copy=7)
WORKBOOKS = 3
LISTED, INDICATORS, CHECKS = 2_000, 3_000, 7
READS = 5
APP_MOVES, APP_STARTS = 15, 5
ENTRIES, TRUSTED = 100_000, 1
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def main() -> None:
    """Prints the page as well."""
    rescorings = rescoring(PROVINCE), rescoring(LARGE)
    checking = time_check(LISTED, INDICATORS, CHECKS)
    reading = time_reading(READS)
    app = time_app(APP_MOVES, APP_STARTS)
    workbooks = from_excel_to_excel(PROVINCE, WORKBOOKS)
    live = time_live_workbook(PROVINCE.units, PROVINCE.groups, WORKBOOKS)
    trust = time_trust(PROVINCE.units, PROVINCE.groups, ENTRIES, TRUSTED)
    text = page(
        rescorings,
        workbooks,
        PROVINCE.units,
        checking=checking,
        reading=reading,
        app=app,
        live=live,
        trust=trust,
    )
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
