"""Under ever other weights only what they tell anew is compiled again, and what is known still holds of every number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from benchmarks.assessment import assessment
from benchmarks.by_baton import outcome_of, published
from benchmarks.generator import draw_sheet
from benchmarks.outcome import same
from scoring import block, score
from scoring.rescoring import Rescoring
from scoring.results import Scoring
from scoring.tuning import Tuning, set_weight
from scoring.weights import with_weights
from tests.schemes import case

if TYPE_CHECKING:
    from scoring.branch_table import BranchMemory

OF = assessment(9)
SHEET = draw_sheet(OF, 150)


def moved(weight: str) -> dict[str, Decimal]:
    tuning = set_weight(OF.scheme, Tuning(), "I12", Decimal(weight))
    assert isinstance(tuning, Tuning)
    return dict(tuning.weights)


def memory_of(rescoring: Rescoring) -> BranchMemory:
    (branch,) = rescoring._branches.values()
    return branch.memory


def test_what_reads_a_changed_weight_is_compiled_once_for_weights_that_are_close() -> None:
    rescoring = Rescoring(OF.scheme, SHEET)
    rescoring.results(with_weights(OF.scheme, moved("1.51")))
    before = dict(memory_of(rescoring).compiled)
    assert {name.code for name in before} == {"indicators", "party", "total"}
    rescoring.results(with_weights(OF.scheme, moved("1.53")))
    after = memory_of(rescoring).compiled
    assert all(after[name] is kept for name, kept in before.items())


def test_what_a_table_knows_holds_under_all_weights_it_is_taken_again_for() -> None:
    rescoring, kept = Rescoring(OF.scheme, SHEET), set()
    weights = ("1.5", "1.53", "1.6", "0.02", "17.99", "0", "1.501")
    for weight in 2 * weights:
        scheme = with_weights(OF.scheme, moved(weight))
        results, fresh = rescoring.results(scheme), Scoring(scheme, SHEET).table.known
        memory = memory_of(rescoring)
        kept.add(memory.table)
        for name in (*memory.changed, *memory.compiled):
            found, own = results.known[name], fresh[name]
            assert found.lowest <= own.lowest <= own.highest <= found.highest
            assert found.error >= own.error
            assert found.varying >= own.varying
            assert found.common % own.common == 0
    # Ranges and denominators that are met once are known from then on.
    assert 1 < len(kept) <= len(weights)


def test_weights_far_from_those_before_are_learnt() -> None:
    rescoring = Rescoring(OF.scheme, SHEET)
    rescoring.results(with_weights(OF.scheme, moved("1.5")))
    (before,) = memory_of(rescoring).changed.values()
    scheme = with_weights(OF.scheme, moved("17.999"))
    results = published(rescoring.results(scheme))
    (after,) = memory_of(rescoring).changed.values()
    assert before.joined(after) == after != before
    same(outcome_of(results), outcome_of(published(score(scheme, SHEET))))


@pytest.mark.parametrize("rows", [1, 40, block.ROWS])
def test_whatever_weights_came_before_the_same_is_published(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "ROWS", rows)
    rescoring = Rescoring(OF.scheme, SHEET)
    for weight in ("1.5", "0.01", "17.99", "0", "1.5"):
        scheme = with_weights(OF.scheme, moved(weight))
        same(
            outcome_of(published(rescoring.results(scheme))),
            outcome_of(published(score(scheme, SHEET))),
        )


MEANS = """
scheme: means
title: 均值
groups: [{code: A, name: 甲}]
tree:
  - {code: T, name: 总分, points: 20}
  - {code: G, parent: T, name: 均值, points: 10, combine: geometric mean}
  - {code: P1, parent: G, name: 学习, points: 10, weight: 1, rule: {kind: direct}}
  - {code: P2, parent: G, name: 整改, points: 10, weight: 1, rule: {kind: direct}}
  - {code: P3, parent: T, name: 创新, points: 10, rule: {kind: direct}}
"""


def test_a_mean_that_no_longer_applies_to_anybody_is_left_out_by_what_was_compiled_before() -> None:
    values = {
        f"{unit} {part}.": points for unit in "uv" for part, points in (("P1", "4"), ("P2", "4"), ("P3", "6"))
    }
    found = case(MEANS, {"u": "A", "v": "A"}, values)

    def under(rescoring: Rescoring, weight: str) -> list[int]:
        weights = dict.fromkeys(("P1", "P2"), Decimal(weight))
        return [int(units) for units in rescoring.results(with_weights(found.scheme, weights)).total.units]

    used, fresh = Rescoring(found.scheme, found.sheet), Rescoring(found.scheme, found.sheet)
    assert under(used, "2") == [1_000, 1_000]
    assert under(used, "0") == under(fresh, "0") == [1_200, 1_200]
    assert under(used, "3") == [1_000, 1_000]
