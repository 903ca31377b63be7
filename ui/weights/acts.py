"""What the widgets of the tuning do: each takes a change back into the session, and draws nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from scoring import tuning as acts
from scoring.balance import Bound
from scoring.tuning import Tuning
from scoring.tuning_refusals import Refusal
from ui import trial
from ui.frame import calm
from ui.session import here
from ui.weights.view import weights_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.scheme import Scheme

    Act = Callable[[Scheme, Tuning], Tuning | Refusal]


@calm()
def _do(act: Act, code: str = "") -> None:
    """Does one act on the present scheme; on another than the tuning rests on nothing is done, the page asks first."""
    session, view = here(), weights_view()
    current = session.current
    if current is None or current.scheme is None or not session.tuning.rests_on(current.scheme):
        return
    found = act(current.scheme, session.tuning)
    if isinstance(found, Refusal):
        _refuse(found, code)
    else:
        view.say()
        session.tuning = found


def _refuse(refusal: Refusal, code: str) -> None:
    view = weights_view()
    view.say()
    view.refusal, view.refused = refusal, code


def choose_node() -> None:
    """Turns to another node."""
    here().tuned = st.session_state["tuned"]
    weights_view().say()


def take_box(code: str, key: str) -> None:
    """Takes what was typed, exactly."""
    typed = st.session_state[key]
    # Python writes the smallest with an exponent, which nobody types.
    weight = acts.read_weight("" if typed is None else format(Decimal(repr(typed)), "f"))
    if isinstance(weight, Refusal):
        _refuse(weight, code)
    else:
        take_weight(code, weight)


def take_slider(code: str, key: str) -> None:
    """Takes where a slider was left."""
    take_weight(code, trial.slid(st.session_state[key]))


def take_weight(code: str, weight: Decimal) -> None:
    """Gives a part a weight."""
    _do(lambda scheme, tuning: acts.set_weight(scheme, tuning, code, weight), code)


def toggle_lock(code: str) -> None:
    """Locks or unlocks a weight."""
    turn = acts.unlock if code in here().tuning.now.locked else acts.lock
    _do(lambda scheme, tuning: turn(scheme, tuning, code))


def take_bounds() -> None:
    """Takes the bounds of the part chosen in their form; a field left empty is no bound."""
    state = st.session_state
    code, least, most = state["bound_part"], _limit(state["bound_least"]), _limit(state["bound_most"])
    if isinstance(least, Refusal):
        _refuse(least, code)
    elif isinstance(most, Refusal):
        _refuse(most, code)
    else:
        bound = Bound(least, most)
        _do(lambda scheme, tuning: acts.bind(scheme, tuning, code, bound), code)


def _limit(typed: str) -> Decimal | Refusal | None:
    return acts.read_weight(typed) if typed.strip() else None


def reset(codes: Iterable[str]) -> None:
    """Takes parts back to the official weights."""
    _do(lambda scheme, tuning: acts.reset(scheme, tuning, codes))


def undo() -> None:
    """Takes the last act back."""
    _do(lambda _, tuning: acts.undo(tuning))


def redo() -> None:
    """Does it again."""
    _do(lambda _, tuning: acts.redo(tuning))


def dismiss() -> None:
    """Takes a message away."""
    weights_view().say()


def keep(tuning: Tuning) -> None:
    """Goes on with what fits the new version of the scheme."""
    here().tuning = tuning
    weights_view().say()


def drop() -> None:
    """Goes back to the official weights of the new version."""
    keep(Tuning())
