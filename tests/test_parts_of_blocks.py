"""Columns cut into blocks: each block has its own rows of them, whatever is known of the whole column."""

from __future__ import annotations

import numpy as np
import pytest

from indicators.formula import ColumnName, Stage
from scoring import block
from scoring.block import Arranged, Values
from scoring.sheet import MISSING, VALUE
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with

COLUMN = ColumnName(Stage.POINTS, "a")


@pytest.mark.parametrize("rows", [1, 2, 3, block.ROWS])
@pytest.mark.parametrize("absent_is_known", [False, True])
@pytest.mark.parametrize("missing", [[], [0], [2, 3], [5]])
def test_a_block_has_its_own_rows_of_a_column(
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    absent_is_known: bool,  # noqa: FBT001
    missing: list[int],
) -> None:
    monkeypatch.setattr(block, "ROWS", rows)
    found = case(scheme_with(node("T", "10"), indicator("a", DIRECT)), dict.fromkeys("uvwxyz", "A"), {})
    states = np.full(6, VALUE, dtype=np.uint8)
    states[missing] = MISSING
    absent = np.array(missing, dtype=np.intp) if absent_is_known else None
    column = Values(np.arange(6.0), states, absent=absent)
    arranged = Arranged(found.sheet, np.array([0, 0, 1, 2, 2, 4])).beside({COLUMN: column})
    blocks = arranged.blocks((COLUMN,), whole=False)
    assert [row for part, _ in blocks for row in range(part.rows.start, part.rows.stop)] == [0, 1, 2, 3, 4, 5]
    for part, columns in blocks:
        values = columns[COLUMN]
        assert values.numbers.tolist() == np.arange(6.0)[part.rows].tolist()
        own = states[part.rows]
        assert (
            np.full(part.height, VALUE) if values.states is None else values.states
        ).tolist() == own.tolist()
        assert values.absent is None or values.absent.tolist() == np.flatnonzero(own != VALUE).tolist()
