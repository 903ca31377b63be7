"""The least change of weights that swaps two units, in a sentence and as a list of the weights that can do it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import streamlit as st

from indicators.parts import Indicator
from indicators.shares import plain
from scoring.swap import single_swaps, transfer
from scoring.swap_duel import Duel
from scoring.weights import with_weights
from ui import tables
from ui.fields import choose
from ui.frame import calm, html_list, show_html
from ui.session import here, say
from ui.weights.stability_view import SwapFound, stability_view
from ui.wording import stability as text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from indicators import Scheme
    from indicators.words import Words
    from scoring import Results
    from scoring.swap import Swap

#: So many units it takes.
_TWO = 2


def show_swap(scheme: Scheme, official: Results, group: str) -> None:
    """The choice of two units of a group, or of all for an empty code, and the answer once it is asked for."""
    middle = here().trial_results() or official
    places = _places(middle, group)
    shown = [at for at, place in enumerate(places) if place and group in {"", middle.sheet.units[at].group}]
    shown.sort(key=lambda at: (places[at], middle.sheet.units[at].code))
    if len(shown) < _TWO:
        return
    st.markdown(f"**{say(text.SWAP)}**")
    st.caption(say(text.SWAP_NOTE))
    view = stability_view()
    one, other = view.pair = _settled(view.pair, shown)
    choices = {at: f"{places[at]}　{middle.sheet.units[at].name}" for at in shown}
    first, second, act = st.columns([4, 4, 2], gap="small", vertical_alignment="bottom")
    with first:
        choose(text.ONE_UNIT, choices, one, "swap_one", on_change=_take, args=("swap_one",))
    with second:
        others = {at: said for at, said in choices.items() if at != one}
        choose(text.OTHER_UNIT, others, other, "swap_other", on_change=_take, args=("swap_other",))
    with act:
        st.button(say(text.FIND), key="swap_find", on_click=_ask, width="stretch")
    if view.comparing:
        view.comparing = False
        with st.spinner(say(text.FINDING)):
            view.swap = _found(scheme, middle, places, one, other)
    current, found = here().current, view.swap
    if (
        found is not None
        and current is not None
        and found.answers(current.digest, here().tuning.now, one, other)
    ):
        _show_answer(scheme, found)


def _places(middle: Results, group: str) -> list[int]:
    found = middle.group_rank if group or middle.rank is None else middle.rank
    return [int(place) for place in found]


def _settled(pair: tuple[int, int] | None, shown: list[int]) -> tuple[int, int]:
    """The chosen pair; at first, and where it is none any more, a unit and the one after it."""
    one, other = pair or (-1, -1)
    one = one if one in shown else shown[0]
    if other in shown and other != one:
        return one, other
    at = shown.index(one)
    return one, shown[at + 1] if at + 1 < len(shown) else shown[at - 1]


@calm()
def _take(key: str) -> None:
    view = stability_view()
    one, other = view.pair or (-1, -1)
    chosen = st.session_state[key]
    view.pair = (chosen, other) if key == "swap_one" else (one, chosen)


@calm()
def _ask() -> None:
    stability_view().comparing = True


def _found(scheme: Scheme, middle: Results, places: Sequence[int], one: int, other: int) -> SwapFound:
    current, balance = here().current, here().tuning.now
    digest = "" if current is None else current.digest
    keys = middle.rank_keys
    ahead, behind = (one, other) if keys[one] >= keys[other] else (other, one)
    if keys[ahead] == keys[behind]:
        return SwapFound(digest, balance, middle, places, ahead, behind)
    duel = Duel(with_weights(scheme, balance.weights), middle.sheet, ahead, behind)
    return SwapFound(
        digest, balance, middle, places, ahead, behind, single_swaps(duel, balance), transfer(duel, balance)
    )


def _show_answer(scheme: Scheme, found: SwapFound) -> None:
    show_html('<p class="bt-note" role="status">{words}</p>', words=say(answer(scheme, found)))
    if found.singles:
        show_html(
            '<table class="bt-table"><tr>{headings}</tr>{rows}</table>',
            headings=html_list(
                "<th>{0}</th>", [(say(one),) for one in (text.MOVED, text.NOW, text.NEEDED, text.CHANGE)]
            ),
            rows=html_list(
                "<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td></tr>",
                [
                    (
                        _part(scheme, swap.part),
                        _weight(swap.before),
                        _weight(swap.after),
                        _signed(swap.change),
                    )
                    for swap in found.singles
                ],
            ),
        )
        st.caption(say(text.CHECKED))


def answer(scheme: Scheme, found: SwapFound) -> Words:
    """What swaps the two, in a sentence or two."""
    units = found.middle.sheet.units
    names = {"ahead": units[found.ahead].name, "behind": units[found.behind].name}
    keys = found.middle.rank_keys
    if keys[found.ahead] == keys[found.behind]:
        return text.LEVEL_NOW.fill(one=names["ahead"], other=names["behind"])
    ranks = {"first": found.places[found.ahead], "second": found.places[found.behind]}
    if not found.singles:
        said = text.NEVER.fill(**names, **ranks)
    else:
        least = found.singles[0]
        said = text.SINGLE.fill(
            **names,
            **ranks,
            part=_part(scheme, least.part),
            before=_weight(least.before),
            after=_weight(least.after),
            change=_signed(least.change),
        )
    return said if found.transfer is None else _with_transfer(scheme, said, found.transfer)


def _with_transfer(scheme: Scheme, said: Words, transfer: Swap) -> Words:
    more = text.TRANSFER.fill(
        giver=_part(scheme, transfer.part),
        taker=_part(scheme, transfer.taker or transfer.part),
        amount=_weight(abs(transfer.change)),
    )
    return type(said)(said.zh + more.zh, f"{said.en} {more.en}")


def _part(scheme: Scheme, code: str) -> str:
    part = scheme.by_code[code]
    return tables.named(code, part.name) if isinstance(part, Indicator) else part.name


def _weight(weight: Decimal) -> str:
    return plain(Fraction(weight))


def _signed(change: Decimal) -> str:
    return ("+" if change > 0 else "−") + plain(Fraction(abs(change)))
