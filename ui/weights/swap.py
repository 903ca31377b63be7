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
    from decimal import Decimal

    from indicators import Scheme
    from indicators.words import Words
    from scoring import Results
    from scoring.swap import Swap


def show_swap(scheme: Scheme, official: Results) -> None:
    """The choice of two units of one group, and the answer once it is asked for."""
    middle = here().trial_results() or official
    placed = [at for at in range(len(middle.sheet.units)) if middle.group_rank[at]]
    placed.sort(
        key=lambda at: (int(middle.groups[at]), int(middle.group_rank[at]), middle.sheet.units[at].code)
    )
    several = [at for at in placed if sum(middle.groups[at] == middle.groups[other] for other in placed) > 1]
    if not several:
        return
    st.markdown(f"**{say(text.SWAP)}**")
    st.caption(say(text.SWAP_NOTE))
    view = stability_view()
    one, other = _settled(middle, several)
    first, second, act = st.columns([4, 4, 2], gap="small", vertical_alignment="bottom")
    with first:
        choices = {at: _choice(middle, at) for at in several}
        choose(text.ONE_UNIT, choices, one, "swap_one", on_change=_take_one)
    with second:
        rivals = {at: _choice(middle, at) for at in several if _are_rivals(middle, one, at)}
        choose(text.OTHER_UNIT, rivals, other, "swap_other", on_change=_take_other)
    with act:
        st.button(say(text.FIND), key="swap_find", on_click=_ask, width="stretch")
    if view.comparing:
        view.comparing = False
        with st.spinner(say(text.FINDING)):
            view.swap = _found(scheme, middle, one, other)
    current, found = here().current, view.swap
    if (
        found is not None
        and current is not None
        and found.answers(current.digest, here().tuning.now, one, other)
    ):
        _show_answer(scheme, found)


def _settled(middle: Results, several: list[int]) -> tuple[int, int]:
    """The chosen pair; at first, and where it is none any more, the first two of a group."""
    view = stability_view()
    one = view.pair[0] if view.pair is not None and view.pair[0] in several else several[0]
    rivals = [at for at in several if _are_rivals(middle, one, at)]
    after = [at for at in rivals if several.index(at) > several.index(one)]
    other = view.pair[1] if view.pair is not None and view.pair[1] in rivals else (after or rivals)[0]
    view.pair = one, other
    return view.pair


def _are_rivals(middle: Results, one: int, other: int) -> bool:
    return one != other and bool(middle.groups[one] == middle.groups[other])


def _choice(middle: Results, at: int) -> str:
    return f"{middle.group_rank[at]}　{middle.sheet.units[at].name}"


@calm()
def _take_one() -> None:
    view = stability_view()
    view.pair = st.session_state["swap_one"], view.pair[1] if view.pair is not None else -1


@calm()
def _take_other() -> None:
    view = stability_view()
    view.pair = view.pair[0] if view.pair is not None else -1, st.session_state["swap_other"]


@calm()
def _ask() -> None:
    stability_view().comparing = True


def _found(scheme: Scheme, middle: Results, one: int, other: int) -> SwapFound:
    current, balance = here().current, here().tuning.now
    digest = "" if current is None else current.digest
    keys = middle.rank_keys
    ahead, behind = (one, other) if keys[one] >= keys[other] else (other, one)
    if keys[ahead] == keys[behind]:
        return SwapFound(digest, balance, middle, ahead, behind)
    duel = Duel(with_weights(scheme, balance.weights), middle.sheet, ahead, behind)
    return SwapFound(
        digest, balance, middle, ahead, behind, single_swaps(duel, balance), transfer(duel, balance)
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
    units, places = found.middle.sheet.units, found.middle.group_rank
    names = {"ahead": units[found.ahead].name, "behind": units[found.behind].name}
    keys = found.middle.rank_keys
    if keys[found.ahead] == keys[found.behind]:
        return text.LEVEL_NOW.fill(one=names["ahead"], other=names["behind"])
    ranks = {"first": int(places[found.ahead]), "second": int(places[found.behind])}
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
