"""The unit of measure of a whole table, as `单位：万元` above its headings says it.

It is that of the indicators which measure the same: what is counted in 起 or % is nobody's money.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.intake import layout_problems
from documents.intake.finding import Finding, shown
from documents.intake.heading_words import MEASURE_UNIT, UNIT, fixed
from documents.intake.stated import Statements
from indicators.normal_form import LONGEST
from indicators.unit_of_measure import unit_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.intake.table import Table
    from indicators.parts import Indicator
    from indicators.scheme import Scheme

_LABELLED = re.compile(r"单\s*位\s*[:：]\s*([^\s:：（）()]+)")
_BETWEEN = re.compile(r"[,;，；、]")
_MAGNITUDE = re.compile(r"^[十百千万亿]+(?=.)")
#: Units of measure of one quantity, beside those that differ by a magnitude only, as 元 and 万元 do.
_QUANTITIES = ("% ‰", "克 斤 公斤 吨", "平方米 平方公里 亩 公顷", "米 公里", "小时 天 日 月 年")
_QUANTITY = {unit: units for units in _QUANTITIES for unit in units.split()}


class TableMeasures:
    """Tells in which units of measure tables say their values are."""

    def __init__(self, scheme: Scheme) -> None:
        self._statements = Statements(part.unit for part in scheme.indicators)

    def of(self, table: Table) -> tuple[str, ...]:
        """What a table states above its headings, behind a label, in the cell beside one or in brackets."""
        return tuple(
            unit for row, at, text in table.texts_above() for unit in self._stated(table, row, at, text)
        )

    def _stated(self, table: Table, row: int, position: int, text: str) -> Iterator[str]:
        if len(text) > LONGEST:
            return
        yield from self._statements.taken_off(text)[1].units
        said = [found[1] for found in _LABELLED.finditer(text)]
        if fixed(text.rstrip(":： ")) in {UNIT, MEASURE_UNIT}:
            said += [
                cell.text for at, cell in enumerate(table.grid.rows[row]) if at > position and cell.text
            ][:1]
        for one in said:
            yield from (unit for unit in _BETWEEN.split(one) if self._statements.is_unit(unit))


def other_measure(stated: Iterable[str], indicator: Indicator) -> Finding | None:
    """What is to be said where a table states another unit of measure for what an indicator measures."""
    expected = unit_form(indicator.unit)
    alike = [unit for unit in stated if _quantity(unit) == _quantity(expected)]
    if not expected or not alike or expected in map(unit_form, alike):
        return None
    said = {"stated": shown(alike[0]), "indicator": indicator.name, "unit": indicator.unit}
    return Finding(layout_problems.TABLE_MEASURE_DIFFERS, **said)


def _quantity(unit: str) -> str:
    """What a unit of measure measures, by the unit itself without 万 or 亿 where it is known of none other."""
    form = unit_form(unit)
    base = _MAGNITUDE.sub("", form)
    return _QUANTITY.get(form) or _QUANTITY.get(base, base)
