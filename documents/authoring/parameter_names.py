"""The names of parameters and lists in a workbook, such as `then.target` or `parts[2].then.kind`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    return tuple(path) if is_of_the_part(path[0]) else ("rule", *path)


def is_of_the_part(key: str | int) -> bool:
    """Whether a path begins with what has nothing to do with a rule."""
    return key in _OF_THE_PART
