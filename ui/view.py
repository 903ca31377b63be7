"""What the ranking and the unit page show, and its address: a link opens the same view again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui.session import View, here
from ui.wording.ranking import DISPLAYS, ONLY_CHOICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import Results

RANKING = ("group", "node", "unit", "part", "grade", "only", "display")
UNIT = ("unit", "part")
#: In the place of a grade: units that have none.
NO_GRADE = "-"


def read_address(results: Results) -> bool:
    """Takes over what a link says that this session did not write itself; False if part of it is unknown.

    An address is a stranger's text: only codes which the present data has are taken.
    """
    view, scheme = here().view, results.scheme
    known = {
        "group": {*scheme.group_codes, ""},
        "node": set(scheme.by_code),
        "unit": set(results.sheet.index),
        "part": set(scheme.by_code),
        "grade": {*(grade.name for grade in scheme.grades), NO_GRADE},
        "only": set(ONLY_CHOICES),
        "display": set(DISPLAYS),
    }
    asked = {name: st.query_params.get(name, "") for name in RANKING}
    new = {name: code for name, code in asked.items() if code and code != view.address.get(name)}
    for name, code in new.items():
        if code in known[name]:
            setattr(view, name, code)
    if new.get("unit") in known["unit"] and "group" not in new:
        view.group = "" if results.rank is not None else group_of(results, view.unit)
    return all(code in known[name] for name, code in new.items())


def group_of(results: Results, unit: str) -> str:
    """The group of a unit, by its code."""
    return results.sheet.units[results.sheet.index[unit]].group


def settle(results: Results) -> View:
    """Replaces what the present data does not have, or what nobody has chosen, by the default."""
    view, scheme = here().view, results.scheme
    if view.group not in scheme.group_codes:
        view.group = "" if results.rank is not None else first_group(results)
    if view.node not in scheme.by_code:
        view.node = scheme.root.code
    if view.unit not in results.sheet.index:
        view.unit = ""
    if view.part not in scheme.by_code:
        view.part = ""
    if view.grade not in {*(grade.name for grade in scheme.grades), NO_GRADE}:
        view.grade = ""
    if view.display not in DISPLAYS:
        view.display = next(iter(DISPLAYS))
    return view


def first_group(results: Results) -> str:
    """The first group of the scheme that has units."""
    present = {unit.group for unit in results.sheet.units}
    return next(
        (code for code in results.scheme.group_codes if code in present), results.scheme.group_codes[0]
    )


def write_address(names: Sequence[str]) -> None:
    """Puts these parts of the view into the address bar."""
    session = here()
    address = {name: value for name in names if (value := str(getattr(session.view, name)))}
    if address.get("display") == next(iter(DISPLAYS)):
        del address["display"]
    if session.language != "zh":
        address["lang"] = session.language
    session.view.address = address
    kept = {
        name: value for name, value in st.query_params.to_dict().items() if name not in {*RANKING, "lang"}
    }
    if st.query_params.to_dict() != kept | address:
        st.query_params.from_dict(kept | address)
