"""Fields that show a value of the session's from the first moment at which a browser draws them.

A value set for a widget is sent once. A browser that is told of another page meanwhile draws the widget without it, at
its default, and hands this back as if somebody had chosen it; so the value is the default as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from ui.session import put, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.words import Words

T = TypeVar("T")


def choose(label: Words, choices: Mapping[T, str], value: T, key: str, **more: Any) -> T:
    """One of many, in a list that opens; `choices` are what each is called, `more` is as Streamlit takes it."""
    put(key, value)
    options = list(choices)
    chosen: T = st.selectbox(
        say(label),
        options,
        index=options.index(value),
        format_func=choices.__getitem__,
        key=key,
        **more,
    )
    return chosen


def switch(label: Words, choices: Mapping[T, str], value: T, key: str, **more: Any) -> T:
    """One of a few that lie side by side, of which one always holds."""
    put(key, value)
    chosen: T = st.segmented_control(
        say(label),
        list(choices),
        default=value,
        format_func=choices.__getitem__,
        required=True,
        key=key,
        **more,
    )
    return chosen


def choose_some(label: Words, choices: Mapping[T, str], value: Sequence[T], key: str, **more: Any) -> list[T]:
    """Any number of many."""
    put(key, list(value))
    return st.multiselect(
        say(label), list(choices), default=list(value), format_func=choices.__getitem__, key=key, **more
    )


def tick(label: Words, value: bool, key: str, **more: Any) -> None:  # noqa: FBT001 - what the field shows
    """Yes or no."""
    put(key, value)
    st.checkbox(say(label), value=value, key=key, **more)


def write(label: Words, value: str, key: str, **more: Any) -> None:
    """A line of text."""
    put(key, value)
    st.text_input(say(label), value=value, key=key, **more)
