"""What pydantic says of a person's text, said again as problems: where, what, and what to write instead."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from indicators import scheme_problems as kinds
from indicators.expected import expected, in_both
from indicators.parts import Composite, Indicator
from indicators.rules import RULES, Rule, kind_of
from indicators.words import Words

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from indicators.problems import Problem
    from indicators.written import Path, Value, Written

#: What is quoted of a wrong value; the rest is cut.
LONGEST_SHOWN = 40
#: The fields that hold a rule.
RULE_FIELDS = frozenset({"rule", "then"})


def problems_of(
    error: ValidationError, written: Written, model: type[BaseModel], whole: Words
) -> tuple[Problem, ...]:
    """Every reason why what was written is no such model, each at its place.

    Args:
        error: What pydantic said of it.
        written: What was written.
        model: What it should have been.
        whole: What a person calls the whole of it.
    """
    found: dict[tuple[Path, bool], Problem] = {}
    for details in error.errors():
        # A value that is none of several things is wrong once.
        key = _keys(details["loc"], written.value, model), details["type"] in _OF_A_FIELD
        if not _echo(details):
            found.setdefault(key, _problem(details, written, model, whole))
    return tuple(dict.fromkeys(found.values()))


#: These are about a field that is there or not, whatever it says.
_OF_A_FIELD = frozenset({"missing", "extra_forbidden"})


def _echo(details: ErrorDetails) -> bool:
    """A list all of whose items are wrong is reported as too short as well; the items say it better."""
    return details["type"] == "too_short" and bool(details["input"])


def _keys(location: tuple[str | int, ...], value: Value, model: type[BaseModel]) -> Path:
    """A pydantic location without the tags of unions, which are not keys of the file."""
    keys: list[str | int] = []
    tags = {index for index, key in enumerate(location) if index and location[index - 1] in RULE_FIELDS}
    if location[:1] == ("tree",) and "tree" in model.model_fields:
        tags.add(2)
    here: Any = value
    for index, key in enumerate(location):
        last = index == len(location) - 1
        inside = isinstance(here, dict | list) and (
            key in here if isinstance(here, dict) else isinstance(key, int) and key < len(here)
        )
        if index in tags or not (inside or (last and isinstance(here, dict))):
            continue
        keys.append(key)
        here = here[key] if inside else None
    return tuple(keys)


def _problem(details: ErrorDetails, written: Written, model: type[BaseModel], whole: Words) -> Problem:
    path = _keys(details["loc"], written.value, model)
    place = written.place_of(path)
    field = str(path[-1]) if path else whole
    where = _name_of(path[:-1], written.value, whole)
    match details["type"]:
        case "missing":
            return kinds.MISSING_FIELD.at(place, where=where, field=field)
        case "union_tag_not_found":
            return kinds.MISSING_FIELD.at(place, where=_name_of(path, written.value, whole), field="kind")
        case "extra_forbidden":
            known = _known_fields(details["loc"], model)
            close: list[str] = get_close_matches(str(field), known, 1)
            known = [*close, *(name for name in known if name not in close)]
            return kinds.UNKNOWN_FIELD.at(place, where=where, field=field, known="、".join(known))
        case "union_tag_invalid":
            choices = in_both([kind_of(rule) for rule in RULES])
            context = details.get("ctx", {})
            return kinds.WRONG_VALUE.at(
                written.place_of((*path, "kind")),
                where=_name_of(path, written.value, whole),
                field="kind",
                value=context.get("tag"),
                expected=Words(f"以下之一：{choices.zh}", f"one of {choices.en}"),
            )
        case _:
            return kinds.WRONG_VALUE.at(
                place, where=where, field=field, value=_shown(details["input"]), expected=expected(details)
            )


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "[…]" if isinstance(value, list) else "{…}"
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _name_of(path: Path, value: Value, whole: Words) -> Words:
    """The thing around a field as a person knows it: the part's code, or its place in the file."""
    here: Any = value
    code = ""
    for key in path:
        here = here[key]
        if isinstance(here, dict) and isinstance(title := here.get("code", here.get("name")), str):
            code = title
    if code:
        return Words(f"“{code}”", f"“{code}”")
    names = ".".join(str(key + 1) if isinstance(key, int) else key for key in path)
    return Words(f"“{names}”", f"“{names}”") if names else whole


def _known_fields(location: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    if "rule" in location[:-1]:
        kinds_of_rule = {kind_of(rule): rule for rule in RULES}
        for above, key in pairwise(location[location.index("rule") : -1]):
            model = kinds_of_rule.get(str(key), Rule) if above in RULE_FIELDS else _model_of(model, key)
    elif location[:1] == ("tree",) and "tree" in model.model_fields:
        _, _, tag, *inside = location
        model = Indicator if tag == "indicator" else Composite
        for key in inside[:-1]:
            model = _model_of(model, key)
    else:
        for key in location[:-1]:
            model = _model_of(model, key)
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_of(model: type[BaseModel], key: str | int) -> type[BaseModel]:
    """The model of one field, looking through tuples and optional values."""
    if not isinstance(key, str):
        return model
    info = next((i for name, i in model.model_fields.items() if key in {name, i.alias}), None)
    pending: list[Any] = [] if info is None else [info.annotation]
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
            return annotation
        pending.extend(getattr(annotation, "__args__", ()))
    return model
