"""The names of parameters and lists of rules in a workbook, such as `then.target` or `parts[2].then.kind`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.fields import Form, parameters_of

if TYPE_CHECKING:
    from documents.authoring.choice_words import Choices
    from indicators.written import Path

_KEY = re.compile(r"([^\s.\[\]]+)(?:\[([1-9][0-9]{0,3})\])?")
#: What indicators and nodes state beside their row of the tree; every other name belongs to the rule.
_OF_THE_PART = frozenset({"weight", "difficulty"})


def path_of(name: str) -> Path | None:
    """The path a name stands for within an indicator or node; None if it cannot be read."""
    path: list[str | int] = []
    for key in name.split("."):
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        path.append(found[1])
        if found[2]:
            path.append(int(found[2]) - 1)
    return tuple(path) if is_of_the_part(tuple(path)) else ("rule", *path)


def is_of_the_part(path: Path) -> bool:
    """Whether a path has nothing to do with a rule."""
    return path[0] in _OF_THE_PART


@cache
def choices_of_parameter(name: str) -> Choices:
    """What a parameter of this name can be chosen from, in whichever rules have it; nothing if it is a number or text."""
    last = name.rpartition(".")[2]
    if last == "kind":
        return RULE_KINDS
    found: Choices = {}
    for kind in RULE_KINDS:
        parameter = parameters_of(kind).get(last)
        found |= parameter.choices if parameter and parameter.form is Form.CHOICE else {}
    return found
