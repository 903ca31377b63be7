"""The rows of the indicator table: nodes with what they add up to, indicators with rule, duty and details."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.system.phrases import department_words, group_words, weight_cell
from indicators.liaison import LIAISON_WORDS
from indicators.mapping import RELATION_WORDS
from indicators.parts import Indicator, full_points
from indicators.policies import WORDS as POLICY_WORDS
from indicators.responsibility import liaison_state
from indicators.shares import percent
from indicators.words import Words, listed, same
from ui.frame import Html, html
from ui.indicators.html_table import row
from ui.session import say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.table_style import Cell
    from indicators import Composite, Scheme

_WIDTH = 8
#: Deeper parts are not indented further.
_DEEPEST = 4


def part_row(scheme: Scheme, part: Indicator | Composite, depth: int) -> Html:
    """One part of the tree."""
    points = full_points(part)
    numbers = (_number(points), _number(weight_cell(scheme, part)))
    if isinstance(part, Indicator):
        return row(
            (
                _indicator(scheme, part, depth),
                *numbers,
                _direction(part),
                say(group_words(scheme, part)),
                _origin(scheme, part),
                _duty(part),
                part.deadline or "",
            )
        )
    name = html(
        '<div class="bt-node bt-depth{depth}"><b>{name}</b> <i>{code} · {combined}</i></div>',
        depth=str(min(depth, _DEEPEST)),
        name=part.name,
        code=part.code,
        combined=say(part.combination_words),
    )
    return row((name, *numbers, *("",) * (_WIDTH - len((name, *numbers)))), "bt-node-row")


def _number(cell: Cell) -> str:
    if isinstance(cell, Words):
        return say(cell)
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else ""


def _indicator(scheme: Scheme, indicator: Indicator, depth: int) -> Html:
    """Name and rule, which open into everything else that is said of the indicator."""
    details = Html(
        "".join(
            html("<dt>{term}</dt><dd>{said}</dd>", term=say(words.DETAILS[name]), said=said)
            for name, said in _said(scheme, indicator)
            if said
        )
    )
    return html(
        '<details class="bt-leaf bt-depth{depth}"><summary><b>{star}{name}</b> <i>{code}</i>'
        "<span>{rule}</span></summary><dl>{details}</dl></details>",
        depth=str(min(depth, _DEEPEST)),
        star="" if indicator.local is None else "★ ",
        name=indicator.name,
        code=indicator.code,
        rule=say(indicator.rule_words),
        details=details,
    )


def _said(scheme: Scheme, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Everything else that is said of an indicator, empty where nothing is."""
    yield "basis", indicator.basis or ""
    yield "measure", indicator.measure or ""
    yield "local", indicator.local or ""
    yield "effect", indicator.effect or ""
    yield "task", indicator.task or ""
    if indicator.counterpart:
        liaison = indicator.liaison
        more = () if liaison is None else (liaison.date, liaison.note)
        yield "liaison", " ".join(filter(None, (say(LIAISON_WORDS[liaison_state(indicator)]), *more)))
    yield "data_source", indicator.data_source or ""
    yield "clause", indicator.clause or ""
    yield "evidence", say(listed([same(each) for each in indicator.evidence]))
    yield "reports", say(listed([same(each) for each in indicator.reports]))
    yield "missing", say(POLICY_WORDS[scheme.missing_policy(indicator)])
    yield "periods", _periods(scheme, indicator)


def _periods(scheme: Scheme, part: Indicator | Composite) -> str:
    while part.periods is None:
        if part.parent is None:
            return ""
        part = scheme.by_code[part.parent]
    names = {period.code: period.name for period in scheme.periods}
    return say(listed([same(names[code]) for code in part.periods]))


def _direction(indicator: Indicator) -> Html:
    return html(
        "{direction}<small>{unit}</small>",
        direction=say(words.DIRECTIONS[indicator.direction]),
        unit=indicator.unit,
    )


def _origin(scheme: Scheme, indicator: Indicator) -> Html:
    """What it covers, or that it is the city's own; what is neither is to be seen where there is a list to cover."""
    rests_on_list = scheme.covers is not None or scheme.is_mapped
    if rests_on_list and not indicator.covers and indicator.local is None:
        return html('<em class="bt-open">{unmapped}</em>', unmapped=say(words.UNMAPPED))
    lines = [
        say(words.COVERS.fill(item=c.item, relation=RELATION_WORDS[c.relation], share=percent(c.part)))
        for c in indicator.covers
    ]
    if indicator.local is not None:
        lines.append(say(words.LOCAL))
    return Html("".join(html("<div>{line}</div>", line=line) for line in lines))


def _duty(indicator: Indicator) -> Html:
    said = department_words(indicator)
    counterpart = say(words.COUNTERPART.fill(name=indicator.counterpart)) if indicator.counterpart else ""
    return html(
        '<div class="bt-lines">{duty}</div><small>{counterpart}</small>',
        duty="" if said is None else say(said),
        counterpart=counterpart,
    )
