"""The chart of what a score is made of: which bars it has, what they are called, and how far its axis reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring import decompose
from tests.test_presets import counties
from ui import charts

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = ["daily@Q1", "daily@Q2", "daily@Q3", "daily@Q4"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_HOME", str(tmp_path))


def test_all_quarters_are_drawn_or_none() -> None:
    scheme = counties().scheme
    assert charts.bars_below(scheme, "total") == ["total", "goals", "appraisal", "daily", *QUARTERS]
    assert charts.bars_below(scheme, "daily") == ["daily", *QUARTERS]
    assert charts.bars_below(scheme, "daily@Q3") == ["daily@Q3"]


def test_periods_are_named_in_words() -> None:
    results = counties()
    frame = charts.composition_frame(results, 0, ["daily", *QUARTERS])
    assert not frame[["bar", "label", "short"]].stack().str.contains("@").any()
    quarters = frame[frame["bar"] == "日常考核"]
    assert list(quarters["short"]) == ["一季度", "二季度", "三季度", "四季度"]
    assert set(frame["bar"]) >= {"日常考核（一季度）", "日常考核（四季度）"}


@pytest.mark.parametrize("node", ["goals", "daily", "total"])
def test_the_axis_reaches_the_full_points(node: str) -> None:
    results = counties()
    position = results.sheet.index[next(unit.code for unit in results.sheet.units if unit.name == "丁县")]
    assert sum(part.amount for part in decompose(results.exact, node, position)) < 80
    chart = charts.composition_chart(charts.composition_frame(results, position, [node])).to_dict()
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domainMax"] == 100
