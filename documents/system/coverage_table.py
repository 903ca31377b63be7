"""The coverage table 对照表: every indicator of the provincial list, and what of the city's answers for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.system.coverage_rest import Rest
from documents.system.level_cells import depth_of, level_cells, level_columns
from documents.system.phrases import (
    CODE,
    NAME,
    POINTS,
    REMARK,
    SIGNATURES,
    WEIGHT,
    list_words,
    stacked,
    weight_cell,
)
from documents.table_style import Alert, Block, Column, Joined, Row, Table
from indicators.catalogue import CERTAINTY_WORDS, Certainty
from indicators.mapping import RELATION_WORDS
from indicators.shares import percent, plain
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from documents.system.level_cells import Path
    from documents.table_style import Cell
    from indicators.catalogue import Catalogue, Item
    from indicators.coverage import Claim, Coverage, ItemCoverage, Tally
    from indicators.scheme import Scheme

TITLE = Words("对照表", "Coverage")
_DIRECTION = Words(
    "方向：省级清单 → 本市指标体系，即省里每一项指标由市里哪些指标承接；份额合计达到 100% 才算覆盖。",
    "Direction: from the provincial list to the city's indicators, that is, what of the city's answers for each"
    " provincial indicator; it is covered when the shares reach 100%.",
)
_PROVINCE = Words("省级清单", "Provincial list")
_CITY = Words("本市指标体系", "The city's indicators")
_ITEM_BY_ITEM = Words("一、逐项对照", "1. Item by item")
_TOTAL = Words("合计", "Total")
_YES, _WAIVED = Words("是", "yes"), Words("经批准不设", "waived")
_PARTLY, _NO = Alert(Words("部分", "partly")), Alert(Words("否", "no"))


def coverage_table(scheme: Scheme, coverage: Coverage) -> Table:
    """Every leaf of the list, a tally for each dimension and in all, and whatever does not fit together."""
    by_dimension = _by_dimension(coverage)
    depth = depth_of(path for lines in by_dimension.values() for path, _ in lines)
    rows = (*_item_rows(scheme, coverage, by_dimension, depth), _tally_row(_TOTAL, coverage.overall, depth))
    total = _tally_words(coverage.overall)
    return Table(
        TITLE,
        TITLE,
        _columns(depth),
        blocks=(Block(_ITEM_BY_ITEM, rows), *Rest(scheme, coverage, depth).blocks()),
        remarks=(
            list_words(coverage.catalogue),
            _DIRECTION,
            Words(f"总体：{total.zh}。", f"In all: {total.en}."),
        ),
        frozen_columns=depth + 2,
        signatures=SIGNATURES,
    )


def _columns(depth: int) -> tuple[Column, ...]:
    return (
        *level_columns(depth, widest=14, over=_PROVINCE),
        Column(CODE, "center", widest=14, over=_PROVINCE),
        Column(NAME, widest=24, over=_PROVINCE),
        Column(POINTS, "center", widest=8, over=_PROVINCE),
        Column(Words("评分细则", "Rule"), widest=44, over=_PROVINCE),
        Column(Words("省级部门", "Department"), "center", widest=16, over=_PROVINCE),
        Column(CODE, "center", widest=14, over=_CITY),
        Column(NAME, widest=24, over=_CITY),
        Column(WEIGHT, "center", widest=14, over=_CITY),
        Column(Words("对应关系", "Relation"), "center", widest=10, over=_CITY),
        Column(Words("份额", "Share"), "center", widest=10, over=_CITY),
        Column(Words("是否覆盖", "Covered"), "center", widest=12),
        Column(REMARK, widest=30),
    )


def _by_dimension(coverage: Coverage) -> dict[Path, list[tuple[Path, ItemCoverage]]]:
    """The items with what they stand under, each dimension's together; those without one under no code."""
    found: dict[Path, list[tuple[Path, ItemCoverage]]] = {}
    for item in coverage.items:
        path = _path(coverage.catalogue, item.item)
        found.setdefault(path[:1], []).append((path, item))
    return found


def _path(catalogue: Catalogue, item: Item) -> Path:
    found: list[str] = []
    while item.parent is not None:
        item = catalogue.by_code[item.parent]
        found.append(item.code)
    return tuple(reversed(found))


def _item_rows(
    scheme: Scheme, coverage: Coverage, by_dimension: dict[Path, list[tuple[Path, ItemCoverage]]], depth: int
) -> Iterator[Row]:
    listed = coverage.catalogue.by_code
    tallies = {dimension.code: tally for dimension, tally in coverage.by_dimension}
    for dimension, lines in by_dimension.items():
        levels = level_cells([path for path, _ in lines], depth, lambda code: _level_words(listed[code]))
        for cells, (_, item) in zip(levels, lines, strict=True):
            yield from _rows_of(scheme, item, cells)
        for code in dimension:
            name = listed[code].name
            yield _tally_row(Words(f"{name} 小计", f"{name}: subtotal"), tallies[code], depth)


def _level_words(item: Item) -> Words:
    if item.points is None:
        return same(item.name)
    return Words(f"{item.name}\n{item.points} 分", f"{item.name}\n{item.points} points")


def _rows_of(scheme: Scheme, item: ItemCoverage, levels: tuple[Cell, ...]) -> Iterator[Row]:
    """One row for each claim, what is said of the item reaching over all of them."""
    listed = item.item
    said = (listed.code, listed.name, listed.points, listed.rule, listed.department)
    first = (*levels, *said)
    above: tuple[Cell, ...] = (Joined.ABOVE,) * len(first)
    claims = [_claim_cells(scheme, claim) for claim in item.claims] or [(None,) * 5]
    for number, claim in enumerate(claims):
        if number:
            yield Row((*above, *claim, Joined.ABOVE, Joined.ABOVE))
        else:
            yield Row((*first, *claim, _covered(item), _remark(item)))


def _claim_cells(scheme: Scheme, claim: Claim) -> tuple[Cell, ...]:
    indicator, cover = claim.indicator, claim.cover
    share = percent(cover.part)
    counted = Words(f"{share}\n不计", f"{share}\ndoes not count") if claim.idle else same(share)
    weight = weight_cell(scheme, indicator)
    return indicator.code, indicator.name, weight, RELATION_WORDS[cover.relation], counted


def _covered(item: ItemCoverage) -> Cell:
    if item.covered:
        return _YES
    if item.waiver is not None:
        return _WAIVED
    return _PARTLY if item.total else _NO


def _remark(item: ItemCoverage) -> Words | None:
    said = [
        Words(f"{claim.indicator.code} 不计：{claim.idle.zh}", f"{claim.indicator.code}: {claim.idle.en}")
        for claim in item.claims
        if claim.idle is not None
    ]
    if item.doubly:
        share = percent(item.total)
        said.append(Words(f"重复覆盖，合计 {share}", f"covered more than once, {share} in all"))
    elif item.total and not item.covered:
        share, rest = percent(item.total), percent(1 - item.total)
        said.append(Words(f"合计 {share}，还差 {rest}", f"{share} in all, {rest} left out"))
    if item.waiver is not None and not item.covered:
        by, why = item.waiver.approved_by, item.waiver.reason
        said.append(Words(f"{by}批准：{why}", f"waived by {by}: {why}"))
    if item.item.certainty is not Certainty.CONFIRMED:
        sure, known = CERTAINTY_WORDS[item.item.certainty], item.item.known
        zh, en = (f"：{known}", f": {known}") if known else ("", "")
        said.append(Words(f"省级内容{sure.zh}{zh}", f"what the list says is {sure.en}{en}"))
    return stacked(said) if said else None


def _tally_words(tally: Tally) -> Words:
    count, weight = percent(tally.in_count), percent(tally.in_weight)
    points, covered = _decimal(tally.points), _decimal(tally.covered_points)
    return Words(
        f"{tally.items} 项中覆盖 {tally.covered} 项（{count}）；{points} 分中覆盖 {covered} 分（{weight}）",
        f"{tally.covered} of {tally.items} indicators ({count}); {covered} of {points} points ({weight})",
    )


def _decimal(points: Fraction) -> Decimal:
    """Points and shares are decimals, and so are their products."""
    return Decimal(plain(points))


def _tally_row(label: Words, tally: Tally, depth: int) -> Row:
    points, said = _decimal(tally.points), _tally_words(tally)
    cells: tuple[Cell, ...] = (label, *[Joined.LEFT] * (depth + 1), points, said, *[Joined.LEFT] * 8)
    return Row(cells, shaded=True, bold=True)
