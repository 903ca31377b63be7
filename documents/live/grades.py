"""How grades come about: thresholds, quotas and what vetoes change."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from documents.live.figures import BEST, LOWER, YES
from documents.live.names import PUBLISHED
from documents.live.order import ORDER
from documents.live.published import NONE
from indicators.formula import Scope
from indicators.words import Words
from scoring.cell_text import guarded, quoted
from scoring.cell_values import before_lowering

if TYPE_CHECKING:
    from documents.live.columns import Shown
    from documents.live.published import Published
    from indicators.scheme import Grade

_NUMBER, _RIVALS, _USED = "grade number", "rivals", "places used"


def add_grades(page: Published) -> None:
    """Lists the grades themselves."""
    grades = [grade or NONE for grade in page.results.grades]

    def text() -> str:
        before = number = page.cell(_NUMBER)
        count = len(page.results.scheme.grades)
        if page.has(LOWER):
            lower = f"({page.cell(LOWER)}={quoted(page.layout.say(YES))})"
            number = f"MIN({before}+{lower},{count})"
        first, last = page.setting(("grade", 1)), page.setting(("grade", count)).rpartition("!")[2]
        return f"IF({before}=0,{quoted(NONE)},INDEX({first}:{last},{number}))"

    page.place("grade", Words("等次", "grade"), grades, text)


def add_grading(page: Published) -> None:
    """Lists the columns that lead from the order to the grades."""
    grades = page.results.scheme.grades
    if any(grade.quota is not None for grade in grades):
        _add_places_used(page)
    what = Words("第几等（降等前）", "grade by number, before it is lowered")
    page.step(_NUMBER, what, before_lowering(page.results), lambda: _number(page))


def _number(page: Published) -> str:
    """The first grade whose conditions all hold, by its number; 0 for none."""
    found = "0"
    for number, grade in reversed(list(enumerate(page.results.scheme.grades, start=1))):
        asked = _conditions(page, number, grade)
        condition = asked[0] if len(asked) == 1 else f"AND({','.join(asked)})"
        found = f"IF({condition},{number},{found})" if asked else str(number)
    return f"IF(ISNUMBER({page.cell(ORDER)}),{found},0)"


def _conditions(page: Published, number: int, grade: Grade) -> list[str]:
    asked = []
    if page.has(BEST):
        asked.append(f"N({page.cell(BEST)})<={number}")
    if grade.at_least is not None:
        above = guarded(f"{page.cell('total')}-{page.setting(('at least', number))}")
        asked.append(f"{above}>=0")
    if grade.quota is not None:
        asked.append(f"{page.cell(_USED)}<={page.layout.limit(number, PUBLISHED)}")
    return asked


def _add_places_used(page: Published) -> None:
    """How many places of a quota are used down to each unit: a unit whose grade is capped uses none but asks for one."""
    order, key = page.values(ORDER), ORDER
    capped = [False] * len(order)
    if page.has(BEST):
        key = _RIVALS
        capped = [isinstance(best, int) and best > 1 for best in page.values(BEST)]
        values = [NONE if out else place for out, place in zip(capped, order, strict=True)]
        own = f"IF(N({page.cell(BEST)})>1,{quoted(NONE)},{page.cell(ORDER)})"
        page.step(_RIVALS, Words("占名额的次序", "order of those who use a place"), values, lambda: own)

    def text() -> str:
        found = f'COUNTIF({page.among(key, Scope.GROUP)},"<="&{page.cell(ORDER)})'
        asks = f"+IF(ISNUMBER({page.cell(_RIVALS)}),0,1)" if key == _RIVALS else ""
        return page.if_number(ORDER, found + asks)

    page.step(_USED, Words("名额内位次", "places used down to here"), _used(page, capped), text)


def _used(page: Published, capped: list[bool]) -> list[Shown]:
    order = page.values(ORDER)
    found: list[Shown] = [NONE] * len(order)
    for group in page.layout.groups:
        keys = {at: place for at in group.units if isinstance(place := order[at], int)}
        counted = sorted(place for at, place in keys.items() if not capped[at])
        for at, place in keys.items():
            found[at] = bisect_right(counted, place) + capped[at]
    return found
