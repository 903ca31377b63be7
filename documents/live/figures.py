"""The sheet of figures: what units reported and the office recorded, to be changed at will."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake.asked import asked_of
from documents.live.checks import check_of_figure
from documents.live.columns import Column, values_of
from documents.live.names import DATA
from indicators.vetoes import VetoEffect
from indicators.words import Words
from scoring.grading import vetoed_units
from scoring.sheet import BONUS, PENALTY

if TYPE_CHECKING:
    from documents.live.layout import Layout
    from indicators.formula import ColumnName

#: Keys of columns that are no column of the plan.
UNIT_ORDER, OUT, BEST, LOWER = "order of codes", "out", "best", "lower"
YES = Words("是", "yes")


def add_figures(layout: Layout) -> None:
    """Gives every reported field, and every record with an effect, its place."""
    asked = asked_of(layout.results.scheme)
    for name in _in_order(layout):
        check = check_of_figure(asked.get(name), layout.language)
        layout.own[name] = layout.add(DATA, replace(_reported(layout, name), check=check))
    add_vetoes(layout)


def _in_order(layout: Layout) -> list[ColumnName]:
    place = {part.code: number for number, (_, part) in enumerate(layout.results.scheme.outline)}
    raw = layout.results.plan.raw
    return sorted(raw, key=lambda name: place.get(name.code, len(place)))


def _reported(layout: Layout, name: ColumnName) -> Column:
    values = values_of(layout, name)
    if name in {BONUS, PENALTY}:
        title = Words("加分", "bonus") if name == BONUS else Words("减分", "penalty")
        what = Words("审核通过、限额后", "approved, within caps")
        return Column("", layout.say(title), layout.say(what), "input", values)
    part = layout.results.scheme.by_code[name.code]
    return Column(part.code, part.name, name.field or layout.say(Words("填报值", "figure")), "input", values)


def add_vetoes(layout: Layout) -> None:
    """What vetoes do to each unit, and the order of the units' codes."""
    results = layout.results
    effects = {veto.effect for veto in results.scheme.vetoes}
    vetoed = vetoed_units(results.scheme, results.sheet)
    title, yes = layout.say(Words("否决", "veto")), layout.say(YES)

    def add(key: str, effect: VetoEffect, what: Words, values: list[object]) -> None:
        if effect in effects:
            layout.extra[key] = layout.add(DATA, Column("", title, layout.say(what), "input", values))  # type: ignore[arg-type]

    add(
        OUT,
        VetoEffect.OUT_OF_RANKING,
        Words("不参加排名", "out of the ranking"),
        _yes(vetoed.out.tolist(), yes),
    )
    best = Words("最高可评第几等", "best grade possible, by number")
    add(
        BEST,
        VetoEffect.CAP_GRADE,
        best,
        [position + 1 if position else None for position in vetoed.best.tolist()],
    )
    add(LOWER, VetoEffect.LOWER_GRADE, Words("降一等", "one grade lower"), _yes(vetoed.lower.tolist(), yes))
    units = results.sheet.units
    by_code = sorted(range(len(units)), key=lambda at: units[at].code)
    order = {position: place for place, position in enumerate(by_code, start=1)}
    name = Words("单位代码顺序", "order of unit codes")
    what = layout.say(Words("不改", "leave as it is"))
    layout.extra[UNIT_ORDER] = layout.add(
        DATA, Column("", layout.say(name), what, "step", [order[position] for position in range(len(units))])
    )


def _yes(flags: list[bool], yes: str) -> list[object]:
    return [yes if flag else None for flag in flags]
