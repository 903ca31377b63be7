"""Random assessments for the live workbook, changes made to them in the workbook, and the same changes made to the scheme."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from openpyxl import load_workbook

from documents.live.book import add_live_sheets
from documents.live.names import DATA, GROUPS, NODES, PARAMETERS, POINTS, PUBLISHED
from documents.live.parameters import Parameters
from documents.result_report import Report
from documents.table_book import Book
from indicators.parts import Composite, Indicator, common_weight
from indicators.problems import blocking
from indicators.structure import check_structure
from scoring.results import score
from tests.recalculated import cells
from tests.test_scoring_properties import rebuilt

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from random import Random

    from hypothesis.strategies import SearchStrategy
    from openpyxl.worksheet.worksheet import Worksheet

    from indicators.formula import ColumnName
    from scoring.results import Results
    from tests.schemes import Case

#: A cell by its sheet, row and column, counted from one; and what two workbooks show there.
Place = tuple[str, int, int]
Difference = tuple[Place, object, object]

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)
LIVE = tuple(name.zh for name in (PARAMETERS, DATA, GROUPS, POINTS, NODES, PUBLISHED))
#: The row of the first unit, and of codes in the headings; columns that say who a row is.
FIRST, CODES, NAMED = 8, 4, 3


def drawn(strategy: SearchStrategy[Case], count: int, number: int) -> list[Case]:
    """So many cases of a strategy, the same each time."""
    found: list[Case] = []

    @seed(number)
    @settings(
        max_examples=count + 1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(case: Case) -> None:
        found.append(case)

    draw()
    # The first is the plainest of all.
    return found[1:] or found


def live_sheets(results: Results) -> bytes:
    """The live sheets alone, which is quicker than the whole workbook."""
    book = Book("zh", results.scheme.title, made_at=MADE_AT)
    add_live_sheets(book, Report(results, "zh"))
    return book.close()


def differences(
    ours: bytes, theirs: bytes, sheets: tuple[str, ...] = LIVE, but: Collection[Place] = ()
) -> list[Difference]:
    """Every cell of some sheets which shows something else, `but` a few; what is published in any digit."""
    one, other = cells(ours, sheets), cells(theirs, sheets)
    keys = sorted((one.keys() | other.keys()) - set(but))
    return [
        (key, one.get(key), other.get(key))
        for key in keys
        if not _agree(key[0], one.get(key), other.get(key))
    ]


def _agree(sheet: str, one: object, other: object) -> bool:
    if one == other:
        return True
    if not (isinstance(one, int | float) and isinstance(other, int | float)):
        return False
    # Published figures agree in all of the fifteen digits that spreadsheets keep.
    loose = 1e-14 if sheet == PUBLISHED.zh else 2e-9
    return abs(one - other) <= loose * max(1 if sheet != PUBLISHED.zh else 0, abs(one), abs(other))


# ---------------------------------------------------------------- changes


@dataclass(frozen=True)
class Change:
    """What is typed into cells of the workbook, and the case that says the same."""

    case: Case
    typed: Mapping[Place, float | None]


def changed_value(case: Case, content: bytes, random: Random) -> Change | None:
    """Another figure in the place of one of a unit, or one that was missing, or none any more."""
    results = score(case.scheme, case.sheet)
    places = _figures(results, content)
    page = cells(content, (DATA.zh,))
    own = [key for key in case.values if key in places and page[places[key]] != "不适用"]
    if not own:
        return None
    unit, name = random.choice(own)
    others = sorted({value for (_, column), value in case.values.items() if column == name})
    kind = random.choice(["another", "another", "nudged", "none"])
    at = places[unit, name]
    if kind == "none":
        values = {key: value for key, value in case.values.items() if key != (unit, name)}
        return Change(replace(case, values=values), {at: None})
    value = (
        random.choice(others)
        if kind == "another"
        else case.values[unit, name] + random.choice([Decimal(1), Decimal("0.01"), Decimal("-0.5")])
    )
    return Change(case.with_value(unit, name, value), {at: float(value)})


def changed_weight(case: Case, content: bytes, random: Random) -> Change | None:
    """The weights of two parts of a sum in each other's place, or any weight of a mean."""
    scheme = case.scheme
    settings_page = cells(content, (PARAMETERS.zh,))
    rows = {
        (code, settings_page.get((PARAMETERS.zh, row, 3))): row
        for (_, row, column), code in settings_page.items()
        if column == 1
    }
    nodes = [
        part
        for part in scheme.tree
        if isinstance(part, Composite) and not _in_periods(scheme.laid_out.by_code, part)
    ]
    random.shuffle(nodes)
    for node in nodes:
        children = [child for child in scheme.children[node.code] if common_weight(child) is not None]
        if node.combine == "sum" and len(children) > 1:
            one, other = random.sample(children, 2)
            new = {one.code: common_weight(other), other.code: common_weight(one)}
        elif node.combine in {"weighted mean", "geometric mean"} and children:
            new = {random.choice(children).code: Decimal(random.choice(["1", "2.5", "7", "20"]))}
        else:
            continue
        typed = {}
        for code, weight in new.items():
            row = rows[code, f"在“{node.name}”中的权重"]
            typed[PARAMETERS.zh, row, 4] = float(weight or 0)
        tree = tuple(
            part.model_copy(update={"weight": new[part.code]}) if part.code in new else part
            for part in scheme.tree
        )
        return Change(replace(case, scheme=rebuilt(scheme, tree=tree)), typed)
    return None


def changed_rule(case: Case, random: Random) -> Change | None:
    """Another number in the text of a rule, or other full points of an indicator."""
    plan = score(case.scheme, case.sheet).plan
    parameters = Parameters(plan, "zh")
    numbers = [
        row for row in parameters.rows if row.key[0] == "rule" and str(row.key[1]) in case.scheme.by_code
    ]
    random.shuffle(numbers)
    for number in numbers:
        assert isinstance(number.content, Fraction)
        value = Decimal(number.content.numerator) / number.content.denominator
        value = random.choice([value / 2, value * 2, value + 1])
        code = str(number.key[1])
        indicator = case.scheme.by_code[code]
        if number.key[0] == "points":
            new = indicator.model_copy(update={"points": value})
        else:
            rule = _with_number(indicator.rule, number.key[2:], value)  # type: ignore[union-attr]
            new = indicator.model_copy(update={"rule": rule})
        tree = [new if part.code == code else part for part in case.scheme.tree]
        scheme = rebuilt(case.scheme, tree=tuple(tree))
        if not blocking(problem for _, problem in check_structure(scheme)):
            at = (PARAMETERS.zh, parameters.row(number.key) + 1, 4)
            return Change(replace(case, scheme=scheme), {at: float(value)})
    return None


def _with_number(rule: Any, path: Sequence[object], value: Decimal) -> Any:
    """A rule with another number at a place."""
    if not path:
        return value
    first, *others = path
    if isinstance(rule, tuple):
        return tuple(
            _with_number(each, others, value) if at == first else each for at, each in enumerate(rule)
        )
    return rule.model_copy(update={str(first): _with_number(getattr(rule, str(first)), others, value)})


def _in_periods(laid_out: Mapping[str, Indicator | Composite], node: Composite) -> bool:
    """Whether a node stands in the workbook once for each period, or is the mean of periods."""
    return node.code not in laid_out or node.periods is not None


def _figures(results: Results, content: bytes) -> dict[tuple[str, ColumnName], tuple[str, int, int]]:
    """Where each figure of each unit stands."""
    page = cells(content, (DATA.zh,))
    rows = {value: row for (_, row, column), value in page.items() if column == 2 and row >= FIRST}
    columns = {
        (value, page.get((DATA.zh, CODES + 2, column))): column
        for (_, row, column), value in page.items()
        if row == CODES
    }
    return {
        (unit.code, name): (DATA.zh, rows[unit.code], columns[name.code, name.field or "填报值"])
        for unit in results.sheet.units
        for name in results.plan.raw
        if (name.code, name.field or "填报值") in columns
    }


def typed_in(content: bytes, typed: Mapping[Place, float | None]) -> bytes:
    """The workbook after somebody typed into it; its formulas lose the values they had."""
    book = load_workbook(io.BytesIO(content))
    for (sheet, row, column), value in typed.items():
        page: Worksheet = book[sheet]
        page.cell(row, column).value = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
