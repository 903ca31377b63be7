"""How places come about: what is ranked, one tie-break after the other, and in the end one number for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.live.figures import OUT, UNIT_ORDER, YES
from documents.live.published import NONE
from indicators.formula import Scope
from indicators.policies import RankOn, Ties
from indicators.words import Words
from scoring.cell_text import quoted
from scoring.cell_values import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.live.columns import Shown
    from documents.live.published import Published

#: More than there are units: an order by one thing and then by another becomes one number.
_NEXT = 100_000
#: The key of the last order, the lowest first, equals for equals; and of the one in which there are no equals.
ORDER, WITHOUT_TIES = "order", "order without ties"


def add_order(page: Published) -> None:
    """Lists the columns that lead from scores to the order of all units."""
    _add_ranked(page)
    scheme, plan = page.results.scheme, page.results.plan
    keys = [page.compared(plan.exact_name(code)) for code in scheme.policies.tie_break]
    orders = [f"{ORDER} before {key}" for key in keys] + [ORDER]
    what = Words("次序", "order")
    page.step(
        orders[0],
        what,
        _dashed(places(page.values("ranked"), highest_first=True)),
        lambda: _rank(page, "ranked", 0),
    )
    for key, before, after in zip(keys, orders, orders[1:], strict=False):
        _add_tie_break(page, key, before, after)
    if scheme.policies.ties is Ties.ORDINAL:
        values = _joined(page.values(ORDER), page.values(UNIT_ORDER))
        what = Words("次序与单位代码", "order and unit code")
        page.step(WITHOUT_TIES, what, values, lambda: _with(page, ORDER, page.cell(UNIT_ORDER)))
    if scheme.policies.ties is Ties.DENSE:
        for scope in [Scope.GROUP, *([] if page.results.rank is None else [Scope.ALL])]:
            _add_first(page, scope)


def add_places(page: Published, key: str, what: Words, found: Sequence[int], scope: Scope) -> None:
    """Lists places within the group or among all units."""
    ties = page.results.scheme.policies.ties

    def text() -> str:
        if ties is Ties.DENSE:
            first = page.among(first_key(scope), scope)
            return page.if_number(
                ORDER, f'1+SUMIF({page.among(ORDER, scope)},"<"&{page.cell(ORDER)},{first})'
            )
        order = WITHOUT_TIES if ties is Ties.ORDINAL else ORDER
        return page.if_number(ORDER, f"RANK({page.cell(order)},{page.among(order, scope)},1)")

    page.place(key, what, [int(place) or NONE for place in found], text)


def first_key(scope: Scope) -> str:
    """The key of the column that marks the first unit of each place."""
    return f"first of its place, {scope}"


def _add_ranked(page: Published) -> None:
    """The score that is ranked; whoever is out of the ranking has none."""
    results, key = page.results, "total"
    if results.scheme.policies.rank_on is RankOn.EXACT:
        key = page.compared(results.plan.exact_name(results.scheme.root.code))
    ranked = (results.scored & ~results.out_of_ranking).tolist()
    values = [value if counts else NONE for value, counts in zip(page.values(key), ranked, strict=True)]

    def text() -> str:
        asked = f"ISNUMBER({page.cell(key)})"
        if page.has(OUT):
            asked = f"AND({asked},{page.cell(OUT)}<>{quoted(page.layout.say(YES))})"
        return f"IF({asked},{page.cell(key)},{quoted(NONE)})"

    page.step("ranked", Words("参加排名的得分", "score that is ranked"), values, text)


def _add_tie_break(page: Published, key: str, before: str, after: str) -> None:
    """An order in which equals are told apart by one more thing; who lacks it comes last."""
    compared, joined = page.values(key), f"{before}, joined"
    by_this = [len(compared) if place is None else place for place in places(compared, highest_first=True)]

    def text() -> str:
        among = page.among(key)
        behind = f"IF(ISNUMBER({page.cell(key)}),RANK({page.cell(key)},{among},0),ROWS({among}))"
        return _with(page, before, behind)

    what = Words("次序与同分比较", "order and tie-break")
    page.step(joined, what, _joined(page.values(before), by_this), text)
    what = Words("同分比较后次序", "order after it")
    page.step(
        after, what, _dashed(places(page.values(joined), highest_first=False)), lambda: _rank(page, joined, 1)
    )


def _add_first(page: Published, scope: Scope) -> None:
    """Marks the first unit of each place, so that different places can be counted."""
    order, groups = page.values(ORDER), page.results.groups
    seen: set[tuple[int, Shown]] = set()
    values: list[Shown] = [0] * len(order)
    for position in page.layout.order:
        key = 0 if scope is Scope.ALL else int(groups[position]), order[position]
        values[position] = int(order[position] != NONE and key not in seen)
        seen.add(key)

    def text() -> str:
        own = page.cell(ORDER)
        top = page.among(ORDER, scope).partition(":")[0]
        return f"IF(ISNUMBER({own}),IF(COUNTIF({top}:{own},{own})=1,1,0),0)"

    page.step(first_key(scope), Words("名次首次出现", "first of its place"), values, text)


def _rank(page: Published, key: str, order: int) -> str:
    return page.if_number(key, f"RANK({page.cell(key)},{page.among(key)},{order})")


def _with(page: Published, key: str, then: str) -> str:
    return page.if_number(key, f"{page.cell(key)}*{_NEXT}+{then}")


def _joined(order: Sequence[Shown], then: Sequence[Shown]) -> list[Shown]:
    return [
        one * _NEXT + other if isinstance(one, int) and isinstance(other, int) else NONE
        for one, other in zip(order, then, strict=True)
    ]


def _dashed(found: Sequence[int | None]) -> list[Shown]:
    return [NONE if place is None else place for place in found]
