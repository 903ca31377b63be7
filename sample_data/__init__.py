"""An invented city's assessment with worked results and a deliberately broken sheet; and presets to start from."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
SCHEME = FOLDER / "scheme.yaml"
#: The same city's scheme after the official list came out, and its scheme of the year before.
SCHEME_OFFICIAL = FOLDER / "scheme-official.yaml"
SCHEME_LAST_YEAR = FOLDER / "last-year-scheme.yaml"
#: The province's lists in the order they came: last year's carried over, the consultation draft, the official one.
CARRIED_OVER = FOLDER / "catalogues" / "province-2019.yaml"
DRAFT = FOLDER / "catalogues" / "province-2020-draft.yaml"
OFFICIAL = FOLDER / "catalogues" / "province-2020.yaml"
CATALOGUES: tuple[Path, ...] = (CARRIED_OVER, DRAFT, OFFICIAL)
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
#: Expected provincial scores of the city and its rivals; and the city's units' results of the year before.
BENCHMARK = FOLDER / "benchmark.xlsx"
LAST_YEAR_RESULTS = FOLDER / "last-year-results.csv"
#: Results worked by `work_expected.py`, which shares no code with the engine.
EXPECTED_POINTS = FOLDER / "expected" / "leaf_points.csv"
EXPECTED_RESULTS = FOLDER / "expected" / "results.csv"
#: Schemes to copy and edit: the multiplier chain, and weighted parts added up.
MULTIPLIER_CHAIN = FOLDER / "presets" / "multiplier-chain.yaml"
ADDITIVE = FOLDER / "presets" / "additive.yaml"
PRESETS: tuple[Path, ...] = (MULTIPLIER_CHAIN, ADDITIVE)
