"""A place among so many is at least one and at most so many: floats decide what is made of it, however many there are."""

from __future__ import annotations

import numpy as np
import pytest

from indicators import formula
from indicators.formula import ColumnName, Stage
from indicators.measure import parse_formula
from indicators.scheme import Scheme
from indicators.units import Unit
from scoring.results import Scoring
from scoring.shapes import is_share_of_places
from scoring.sheet import RawColumn, ScoreSheet, State

UNITS = 20_000


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "normal scores", "centre": "5", "spread": "1"},
        {"kind": "exponential rank"},
        {"kind": "standardised", "dof": "sample", "centre": "5", "spread": "1"},
    ],
    ids=lambda rule: rule["kind"],
)
def test_points_among_very_many_are_not_in_doubt(rule: dict[str, str]) -> None:
    tree = [
        {"code": "total", "name": "总分", "points": "10"},
        {"code": "P", "parent": "total", "name": "指标", "points": "10", "rule": rule},
    ]
    content = {"scheme": "places", "title": "名次", "groups": [{"code": "G", "name": "组"}], "tree": tree}
    unit = Unit.model_construct(code="U", name="单位", group="G", aliases=())
    column = RawColumn(np.arange(UNITS), 2, np.full(UNITS, State.VALUE, dtype=np.uint8))
    sheet = ScoreSheet((unit,) * UNITS, {ColumnName(Stage.RAW, "P"): column})
    known = Scoring(Scheme.model_validate(content), sheet).table.known[ColumnName(Stage.POINTS, "P")]
    assert known.error < 1e-8


@pytest.mark.parametrize(
    ("text", "is_share"),
    [
        ("(GROUPCOUNT(x) + 1 - GROUPRANK(x)) / GROUPCOUNT(x)", True),
        ("(ALLCOUNT(x) + 1 - ALLRANK(x, 1)) / ALLCOUNT(x)", True),
        ("(GROUPCOUNT(x) + 2 - GROUPRANK(x)) / GROUPCOUNT(x)", False),
        ("(GROUPCOUNT(x) + 1 - GROUPRANK(y)) / GROUPCOUNT(x)", False),
        ("(GROUPCOUNT(x) + 1 - ALLRANK(x)) / GROUPCOUNT(x)", False),
        ("(GROUPCOUNT(x) + 1 - GROUPRANK(x)) / GROUPCOUNT(y)", False),
        ("(GROUPCOUNT(x) + 1 - GROUPMAX(x)) / GROUPCOUNT(x)", False),
    ],
)
def test_only_a_place_among_its_own_cohort_is_a_share_of_it(text: str, is_share: bool) -> None:  # noqa: FBT001
    found = parse_formula(text, lambda name: formula.Field(ColumnName(Stage.RAW, "P", name)))
    assert isinstance(found, formula.Divide)
    assert is_share_of_places(found.left, found.right) is is_share
