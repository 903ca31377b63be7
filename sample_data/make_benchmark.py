"""Makes the sample's benchmark workbook: 云江市 and four rivals, all invented, on last year's provincial list.

python -m sample_data.make_benchmark [FILE]
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import indicators
import sample_data
from documents.benchmark_book import write_benchmark
from indicators.catalogue_text import load_catalogue
from scoring.benchmark import Benchmark
from scoring.benchmark_chain import chain_of

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2021, 1, 15, 9, 0, 0)  # noqa: DTZ001 - Excel keeps local time without a zone
CITIES = ("云江市", "沧屿市", "岚汀市", "霁川市", "梧屿市")
#: Last year's published totals, in the order of the cities, and what ours is to reach.
LAST_TOTALS = ("108.36", "107.62", "108.95", "100.87", "91.43")
TARGET_TOTAL = "110.5"
#: For each item the points each city loses, then what our target and our last year's score lack.
LOST = """
SN-1.1.1  0    0    0    0.75 0.75  0    0
SN-1.1.2  0    0    0    0    1     0    0
SN-1.1.3  0.15 0.08 0.22 0.31 0.46  0    0.24
SN-1.2.1  0.2  0    0.2  0.5  0.8   0    0.5
SN-1.2.2  0.12 0.04 0.16 0.22 0.4   0.1  0.2
SN-2.1.1  0    0    0.5  0    0.5   0    0
SN-2.1.2  0.1  0.25 0.15 0.3  0.35  0    0.15
SN-2.2.1  0    0.5  0    0.5  0.5   0    0
SN-2.2.2  0.5  0    0.5  1    0.5   0    0.5
SN-3.1.1  0.27 0.15 0.33 0    0.42  0.2  0.36
SN-3.1.2  0.06 0.3  0.18 0.24 0.39  0    0.12
SN-3.1.3  0    0    0    0    0     0    0
SN-3.2.1  0.42 0.15 0.6  0.35 0.9   0.2  0.66
SN-3.2.2  0.05 0.02 0    0.1  0.12  0    0.06
SN-3.2.3  0.18 0.24 0.09 0.3  0.36  0.1  0.21
SN-3.2.4  0.01 0    0.02 0.01 0.03  0    0.01
SN-3.3.1  0.35 0.2  0.28 0.45 0.6   0.25 0.4
SN-4.1.1  0    1    0    1    2     0    1
SN-4.1.2  0.6  0.2  0.8  0.4  1.2   0.2  0.8
SN-4.2.1  0.48 0.16 0.64 0.32 0.96  0.32 0.48
SN-5.1.1  0.21 0.18 0.3  0.36 0.54  0.15 0.27
SN-5.1.2  0.5  1.5  0.5  2    2.5   0.5  1
SN-5.2.1  0.3  0    0.3  0.6  0.6   0    0.3
SN-5.2.2  0    0    0.25 0.25 0.5   0    0.25
SN-6.1.1  0.16 0.12 0.08 0.32 0.4   0.1  0.24
SN-6.1.2  0.8  0    0.8  0.8  1.6   0    0.8
SN-S.1    0.41 0.36 0.52 0.44 0.63  0.3  0.47
SN-S.2    0.28 0.33 0.24 0.37 0.42  0.2  0.31
SN-Q      7.92 7.65 6.93 10.2 12.85 6.5  8.1
"""


def benchmark() -> Benchmark:
    """The sample's benchmark as it was typed."""
    catalogue, _ = load_catalogue(sample_data.CARRIED_OVER)
    scheme, _ = indicators.load(sample_data.SCHEME)
    if catalogue is None:
        raise ValueError("the sample's list cannot be read")
    full = {item.code: item.points or Decimal(0) for item in catalogue.leaves}
    expected: dict[tuple[str, str], Decimal] = {}
    targets: dict[str, Decimal] = {}
    last_year: dict[str, Decimal] = {}
    for line in LOST.split("\n"):
        if line:
            code, *lost = line.split()
            *points, targets[code], last_year[code] = [full[code] - Decimal(text) for text in lost]
            expected |= {(city, code): value for city, value in zip(CITIES, points, strict=True)}
    last_totals = dict(zip(CITIES, map(Decimal, LAST_TOTALS), strict=True))
    return Benchmark(
        catalogue,
        chain_of(catalogue, scheme),
        CITIES,
        CITIES[0],
        expected,
        targets,
        last_year,
        last_totals,
        Decimal(TARGET_TOTAL),
    )


def make(folder: Path) -> None:
    """Writes the workbook."""
    (folder / sample_data.BENCHMARK.name).write_bytes(write_benchmark(benchmark(), MADE))


if __name__ == "__main__":
    make(sample_data.FOLDER)
