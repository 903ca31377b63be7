"""Results held against the exact reading, together with all that is claimed of columns before they are computed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from tests.test_bounds import expect_claims_to_hold
from tests.test_exactness import expect_exact
from tests.test_rules_worked import points_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.bounds import Known
    from scoring.results import Results
    from tests.random_rules import Content


def expect_claims(numbers: list[float], exact: list[Fraction], known: Known) -> None:
    """What is claimed of floats holds, also of their error as a share of the value."""
    expect_claims_to_hold(numbers, exact, known)
    if np.isfinite(known.relative):
        for number, value in zip(numbers, exact, strict=True):
            assert abs(Fraction(number) - value) <= Fraction(known.relative) * abs(value), (
                number,
                value,
                known,
            )


def expect_proved(found: Results) -> None:
    """Everything published is exact, and whatever is claimed of a column before it is computed holds."""
    expect_exact(found)
    for name, values in found.columns.items():
        cells = [found.exact.cell(name, unit) for unit in range(len(found.sheet.units))]
        sure = [
            (float(values.numbers[unit]), cell.number)
            for unit, cell in enumerate(cells)
            if cell.present and (values.wild is None or not values.wild[unit])
        ]
        expect_claims([one for one, _ in sure], [other for _, other in sure], found.known[name])


def measured(measure: str, values: Sequence[str], rule: Content, **more: object) -> Results:
    """One indicator of ten points over one or two fields, held against the exact reading."""
    fields = tuple("甲乙"[: len(values[0].split())])
    settings: dict[str, object] = {"zero_denominator": "missing", **more}
    found = points_of(rule, values, "10", measure=measure, fields=fields, **settings)
    expect_proved(found)
    return found
