"""An invented city's assessment with worked results and a deliberately broken sheet; and presets to start from."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
SCHEME = FOLDER / "scheme.yaml"
UNITS = FOLDER / "units.xlsx"
EXEMPTIONS = FOLDER / "exemptions.xlsx"
#: Every file of a complete run, apart from the scheme.
DATA: tuple[Path, ...] = (
    UNITS,
    FOLDER / "scores-districts.xlsx",
    FOLDER / "scores-departments.xlsx",
    FOLDER / "scores-firms-universities.xlsx",
    EXEMPTIONS,
)
#: The same values as `scores-firms-universities.xlsx`, as one table in UTF-8 with a byte order mark.
CSV = FOLDER / "scores-firms-universities.csv"
#: A sheet with one of each mistake, and good rows in between.
BROKEN = FOLDER / "broken.xlsx"
#: Results worked by `work_expected.py`, which shares no code with the engine.
EXPECTED_POINTS = FOLDER / "expected" / "leaf_points.csv"
EXPECTED_RESULTS = FOLDER / "expected" / "results.csv"
#: Schemes to copy and edit: the multiplier chain, and weighted parts added up.
MULTIPLIER_CHAIN = FOLDER / "presets" / "multiplier-chain.yaml"
ADDITIVE = FOLDER / "presets" / "additive.yaml"
PRESETS: tuple[Path, ...] = (MULTIPLIER_CHAIN, ADDITIVE)
