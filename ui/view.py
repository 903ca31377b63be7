"""The ranking page's view and its address: a link with unit, group, node and part opens the same view again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui.session import View, here

if TYPE_CHECKING:
    from scoring import Results

_PARAMETERS = ("group", "node", "unit", "part")


def read_address(results: Results) -> bool:
    """Takes over what a link says that this session did not write itself; False if part of it is unknown.

    An address is a stranger's text: only codes which the present data has are taken.
    """
    view = here().view
    known = {
        "group": set(results.scheme.group_codes) | {""},
        "node": set(results.scheme.by_code),
        "unit": set(results.sheet.index),
        "part": set(results.scheme.by_code),
    }
    asked = {name: st.query_params.get(name, "") for name in _PARAMETERS}
    new = {name: code for name, code in asked.items() if code and code != view.address.get(name)}
    for name, code in new.items():
        if code in known[name]:
            setattr(view, name, code)
    if new.get("unit") in known["unit"] and "group" not in new:
        view.group = "" if results.rank is not None else _group_of(results, view.unit)
    return all(code in known[name] for name, code in new.items())


def _group_of(results: Results, unit: str) -> str:
    return results.sheet.units[results.sheet.index[unit]].group


def settle(results: Results) -> View:
    """Replaces what the present data does not have, or what nobody has chosen, by the default."""
    view, scheme = here().view, results.scheme
    if view.group not in scheme.group_codes:
        view.group = "" if results.rank is not None else _first_group(results)
    if view.node not in scheme.by_code:
        view.node = scheme.root.code
    return view


def _first_group(results: Results) -> str:
    """The first group of the scheme that has units."""
    present = {unit.group for unit in results.sheet.units}
    return next(
        (code for code in results.scheme.group_codes if code in present), results.scheme.group_codes[0]
    )


def write_address() -> None:
    """Puts the view into the address bar."""
    session = here()
    view = session.view
    address = {name: str(getattr(view, name)) for name in _PARAMETERS if getattr(view, name)}
    if session.language != "zh":
        address["lang"] = session.language
    view.address = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)
