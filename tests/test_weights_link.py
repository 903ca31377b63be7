"""A link holds the whole tuning, and whatever else it holds is refused in words."""

from __future__ import annotations

import base64
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.words import Words
from scoring import tuning as acts
from scoring.balance import Balance, Bound
from scoring.tuning import Tuning
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, with_weights
from tests.schemes import schemes
from tests.test_tuning import SCHEME, TYPED
from ui.weights import link

if TYPE_CHECKING:
    from indicators import Scheme

BALANCE = Balance(
    {"a": Decimal("30.125"), "b": Decimal("39.875")},
    frozenset({"c", "d"}),
    {"a": Bound(Decimal(30), None), "b": Bound(None, Decimal("45.5"))},
)


def packed(*lines: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress("\n".join(lines).encode())).decode().rstrip("=")


def opened(found: link.Opened | Words) -> link.Opened:
    assert isinstance(found, link.Opened), found.zh
    return found


@given(schemes(levels=3).filter(tunable), st.data())
def test_what_is_written_is_read_again(scheme: Scheme, data: st.DataObject) -> None:
    tuning, nodes = Tuning(), tunable(scheme)
    codes = [part.code for node in nodes for part in scheme.children[node]]
    for _ in range(data.draw(st.integers(0, 5))):
        code = data.draw(st.sampled_from(codes))
        found = acts.set_weight(scheme, tuning, code, data.draw(TYPED))
        tuning = tuning if isinstance(found, Refusal) else found
        if data.draw(st.booleans()):
            tuning = acts.lock(scheme, tuning, data.draw(st.sampled_from(codes)))
        bound = acts.bind(scheme, tuning, code, Bound(Decimal(0), data.draw(st.none() | TYPED)))
        tuning = tuning if isinstance(bound, Refusal) else bound
    node = data.draw(st.sampled_from(nodes))
    text = link.written(scheme, tuning.now, node)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert link.read(scheme, text) == link.Opened(tuning.now, node, current=True)


def test_a_link_keeps_every_digit_and_is_short() -> None:
    text = link.written(SCHEME, BALANCE, "total")
    found = opened(link.read(SCHEME, text))
    assert repr(found.balance) == repr(BALANCE)
    assert len(text) < 200


def test_a_link_made_on_other_official_weights_says_so() -> None:
    later = with_weights(SCHEME, {"a": Decimal(35), "b": Decimal(35)})
    assert not opened(link.read(later, link.written(SCHEME, BALANCE, "total"))).current


@pytest.mark.parametrize(
    "line",
    [
        "w zz 1",
        "w total 1",
        "w a 50",
        "w a -1",
        "w a 1e3",
        "w a nan",
        "w a",
        "l zz",
        "b a 50 60",
        "b a 1",
        "b a 1 2 3",
        "x a 1",
        "w a １０",
        "",
    ],
)
def test_a_line_that_does_not_fit_is_refused(line: str) -> None:
    assert isinstance(link.read(SCHEME, packed(*_head(), line)), Words)


def _head() -> tuple[str, str]:
    return "baton-weights-1", f"{acts.basis_of(SCHEME)} total"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "====",
        "é",
        "😀",
        packed("other"),
        packed("baton-weights-1"),
        packed("baton-weights-1", "short total"),
        packed(*_head())[:-6],
        packed(*_head(), *["l a"] * 100_000),
        "A" * 100_000,
    ],
)
def test_what_is_no_link_is_refused(text: str) -> None:
    found = link.read(SCHEME, text)
    assert isinstance(found, Words)
    assert "读不出来" in found.zh


@given(
    st.text(max_size=300) | st.binary(max_size=200).map(lambda raw: base64.urlsafe_b64encode(raw).decode())
)
def test_no_text_whatever_is_more_than_refused(text: str) -> None:
    assert isinstance(link.read(SCHEME, text), Words)


@given(st.text(max_size=200))
def test_no_line_whatever_is_more_than_refused_or_fitting(line: str) -> None:
    found = link.read(SCHEME, packed(*_head(), line.encode(errors="replace").decode()))
    assert isinstance(found, Words | link.Opened)


def test_an_unknown_node_falls_back_to_the_first() -> None:
    assert opened(link.read(SCHEME, packed(_head()[0], f"{acts.basis_of(SCHEME)} zz"))).node == "total"
