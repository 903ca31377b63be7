"""Cells and ranges are called what openpyxl calls them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter, range_boundaries

from documents.cell_names import corners, letters

COLUMNS, ROWS = st.integers(1, 16_384), st.integers(1, 1_048_576)


@given(COLUMNS)
def test_a_column_has_its_letters(column: int) -> None:
    assert letters(column) == get_column_letter(column)


@given(COLUMNS, ROWS, COLUMNS, ROWS)
def test_a_range_has_its_corners(left: int, top: int, right: int, bottom: int) -> None:
    cell = f"{letters(left)}{top}"
    assert corners(cell) == range_boundaries(cell)
    assert corners(f"{cell}:{letters(right)}{bottom}") == (left, top, right, bottom)


@pytest.mark.parametrize("name", ["", "A", "1", "A1:", "A1:B", "a1", "A1:B2:C3", "A１"])
def test_what_is_no_range_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no range"):
        corners(name)
