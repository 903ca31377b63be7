"""All cases."""

from __future__ import annotations

from tests.dirty import (
    bombs,
    csv_files,
    headings,
    injection,
    layouts,
    odd_workbooks,
    units,
    value_forms,
    wrong_files,
    xml_attacks,
    zip_damage,
    zips,
)

CASES = (
    *value_forms.cases(),
    *headings.cases(),
    *units.cases(),
    *layouts.cases(),
    *zips.cases(),
    *csv_files.cases(),
    *injection.cases(),
    *wrong_files.cases(),
    *odd_workbooks.cases(),
    *xml_attacks.cases(),
    *zip_damage.cases(),
    *bombs.cases(),
)
