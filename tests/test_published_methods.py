"""Published composite results come out of scheme files alone, with every figure their sources print."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "published"
PAGE = ROOT / "docs" / "published-methods.md"

#: Every figure the sources print, by method and part of the tree.
PUBLISHED = {
    "human-development": {
        "life": "0.844",
        "mean-years": "0.573",
        "expected-years": "0.644",
        "education": "0.621",
        "income": "0.618",
        "hdi": "0.687",
    },
    "ten-events": {
        "m100": "963",
        "long-jump": "1010",
        "shot-put": "851",
        "high-jump": "850",
        "m400": "889",
        "hurdles": "1007",
        "discus": "882",
        "pole-vault": "1051",
        "javelin": "918",
        "m1500": "705",
        "total": "9126",
    },
    "air-quality": {"o3": "126", "pm25": "102", "co": "90", "aqi": "126"},
}


def scored(method: str) -> dict[str, str]:
    """The published points of every part of the tree, by the real command."""
    files = [FOLDER / method / "scheme.yaml", FOLDER / "units.csv", FOLDER / method / "values.csv"]
    command = [sys.executable, "-m", "cli", "score", *map(str, files), "--json", "-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout, parse_float=str, parse_int=str)
    (unit,) = record["units"]
    assert isinstance(unit["nodes"], dict)
    return unit["nodes"]


@pytest.mark.parametrize("method", PUBLISHED)
def test_every_published_figure_comes_out(method: str) -> None:
    nodes = scored(method)
    assert {code: nodes[code] for code in PUBLISHED[method]} == PUBLISHED[method]


@pytest.mark.parametrize("method", PUBLISHED)
def test_the_page_shows_the_figures_side_by_side(method: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"](published/{method}/scheme.yaml)")[2]
    rows = re.findall(
        r"^\| `([\w-]+)` \|.*\| ([\d.]+) \| ([\d.]+) \|$", section.partition("\n## ")[0], re.MULTILINE
    )
    assert {code: ours for code, _, ours in rows} == PUBLISHED[method]
    assert all(Decimal(theirs) == Decimal(ours) for _, theirs, ours in rows)
