"""Under other weights, what lies above them is computed again: the same results as if everything were."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import block, score
from scoring.rescoring import Rescoring
from scoring.tuning import Tuning, set_weight
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, with_weights
from tests.schemes import Case, case, cases, schemes, times
from tests.test_tuning import TYPED

if TYPE_CHECKING:
    from scoring import Results


@times(1)
@given(cases(schemes().filter(tunable)), st.sampled_from([1, 5, block.ROWS]), st.data())
def test_a_branch_computed_again_gives_what_everything_computed_anew_gives(
    case: Case, rows: int, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "ROWS", rows)
        scheme, sheet, tuning = case.scheme, case.sheet, Tuning()
        rescoring = Rescoring(scheme, sheet)
        codes = [part.code for node in tunable(scheme) for part in scheme.children[node]]
        for _ in range(3):
            found = set_weight(scheme, tuning, data.draw(st.sampled_from(codes)), data.draw(TYPED))
            tuning = tuning if isinstance(found, Refusal) else found
            other = with_weights(scheme, tuning.weights)
            assert_same(rescoring.results(other), score(other, sheet))


FAR_OFF = """
scheme: 远
title: 远
groups: [{code: A, name: A}]
tree:
- {code: T, name: T, points: 25}
- {code: T.1, name: T.1, parent: T, points: 10, rule: {kind: direct}}
- {code: T.2, name: T.2, parent: T, points: 10, rule: {kind: direct}}
- code: T.3
  name: T.3
  parent: T
  points: 5
  measure: (甲 / 乙) / (丙 / 丁 + 甲 / 丁)
  zero_denominator: not applicable
  difficulty: {units: {u1: 0.05}}
  rule: {kind: direct}
"""


def test_points_far_from_what_is_known_of_them_are_made_of_their_measure_again() -> None:
    of_units = (("2.5", "10", "-2", "90"), ("0.5", "100", "2.5", "0.7"), ("-10", "50", "0.25", "0.3"))
    values = {
        f"u{unit} T.3.{field}": value
        for unit, of_unit in enumerate(of_units)
        for field, value in zip("甲乙丙丁", of_unit, strict=True)
    }
    found = case(FAR_OFF, {f"u{unit}": "A" for unit in range(len(of_units))}, values)
    rescoring = Rescoring(found.scheme, found.sheet)
    other = with_weights(found.scheme, {"T.1": Decimal(5), "T.2": Decimal(15), "T.3": Decimal(5)})
    assert any(values.wild is not None for values in rescoring.scoring.everything().columns.values())
    assert_same(rescoring.results(other), score(other, found.sheet))


def assert_same(one: Results, other: Results) -> None:
    """Equal in all that is published, and in what is remarked on the way."""
    for _, part in other.scheme.outline:
        left, right = one.published(part.code), other.published(part.code)
        assert left.units.tolist() == right.units.tolist()
        assert left.states.tolist() == right.states.tolist()
    assert one.group_rank.tolist() == other.group_rank.tolist()
    assert (one.rank is None) == (other.rank is None)
    assert one.rank is None or other.rank is None or one.rank.tolist() == other.rank.tolist()
    assert one.grades == other.grades
    assert one.bonus == other.bonus
    assert one.missing_count.tolist() == other.missing_count.tolist()
    assert flags_of(one) == flags_of(other)


def flags_of(results: Results) -> set[tuple[object, ...]]:
    """What was raised for whom; a flag nobody has may be there or not."""
    assert all(name in results.columns for name in results.plan.by_name)
    return {
        (name, flag, position)
        for name, flag, raised in results.columns.flags()
        for position in raised.nonzero()[0].tolist()
    }
