"""What an engine published it publishes for ever: a later one that alters any number says so, or these tests refuse it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from indicators.rules import RULES, kind_of
from scoring.kept_results import results_record
from scoring.replay import Changed, replayed
from scoring.version import CHANGES, ENGINE, Change
from tests.golden_runs import FOLDER, golden, kinds_in, rescored

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = sorted(FOLDER.glob("engine-*.z"))
NODES = {"sum", "weighted mean", "geometric mean", "product", "min", "max"}


def number(engine: str) -> tuple[int, ...]:
    return tuple(map(int, engine.split(".")))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_no_number_is_altered_unless_a_later_version_of_the_engine_declares_it(path: Path) -> None:
    engine, editions = golden(path)
    changed = [
        one for record in editions for one in replayed(record["results"], results_record(rescored(record)))
    ]
    declared = [change for change in CHANGES if number(engine) < number(change.engine) <= number(ENGINE)]
    assert not changed or declared, changed[:20]
    assert changed or not declared, "a change was declared that alters nothing"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_runs_have_every_kind_of_rule_and_node(path: Path) -> None:
    results = [rescored(record) for record in golden(path)[1]]
    found = set().union(*map(kinds_in, results))
    assert found >= {kind_of(rule) for rule in RULES} | NODES
    schemes = [one.scheme for one in results]
    assert any(scheme.vetoes for scheme in schemes)
    assert any(scheme.adjustments for scheme in schemes)
    assert any(scheme.periods for scheme in schemes)
    assert any(scheme.policies.tie_break for scheme in schemes)
    assert len({str(scheme.policies) for scheme in schemes}) > 20


def test_the_present_engine_has_golden_runs_and_changes_are_declared_in_their_order() -> None:
    assert FOLDER / f"engine-{ENGINE}.z" in GOLDEN, "run: python -m tests.golden_runs"
    versions = [number(change.engine) for change in CHANGES]
    assert versions == sorted(set(versions))
    assert all(version <= number(ENGINE) for version in versions)
    assert all(isinstance(change, Change) for change in CHANGES)


def test_a_number_that_an_engine_alters_is_named_with_its_unit_and_part() -> None:
    record = golden(GOLDEN[0])[1][0]
    now = results_record(rescored(record))
    assert not list(replayed(record["results"], now))
    part = record["results"]["parts"][3]["code"]
    for path, value, figure, was in (
        (("parts", 3, "units", 2), 999, part, "9.99"),
        (("parts", 3, "states", 2), 2, part, "missing"),
        (("group_rank", 2), 77, "place", "77"),
        (("grades", 2), "甲等", "grade", "甲等"),
    ):
        kept: dict[str, Any] = copy.deepcopy(record["results"])
        target: Any = kept
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
        (found,) = replayed(kept, now)
        assert (found.unit, found.figure, found.kept) == (kept["units"][2][0], figure, was)
    kept = copy.deepcopy(record["results"])
    kept["units"].pop()
    assert list(replayed(kept, now)) == [Changed("", "", "68 × 44", "69 × 44")]
