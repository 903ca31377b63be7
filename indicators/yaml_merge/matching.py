"""Which entries of two lists are the same: those with the same code, wherever they stand and whatever else they say."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

#: What tells the entries of a list apart, the first that all of them have.
_IDENTITIES = ("code", "item", "name", "node", "from")


def same_form(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two records have the same fields, so that defaults written out in the text still fit.

    Rules differ by their kind, the parts of the tree by having a rule or none.
    """
    return before.get("kind") == after.get("kind") and ("rule" in before) == ("rule" in after)


class Matching:
    """The entries of one list found again in another.

    Attributes:
        staying: By position in the new list, the position in the old one of those that keep their order.
        moved: The same of the others that are in both.
    """

    def __init__(self, before: Sequence[Any], after: Sequence[Any]) -> None:
        old, new = _keys(before, after)
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        self.staying = {block.b + step: block.a + step for block in blocks for step in range(block.size)}
        left: dict[Hashable, list[int]] = defaultdict(list)
        for position in sorted(set(range(len(old))) - set(self.staying.values()), reverse=True):
            left[old[position]].append(position)
        self.moved = {
            position: left[key].pop()
            for position, key in enumerate(new)
            if position not in self.staying and left[key]
        }


def _keys(before: Sequence[Any], after: Sequence[Any]) -> tuple[list[Hashable], list[Hashable]]:
    identity = _identity([*before, *after])
    return [_key(entry, identity) for entry in before], [_key(entry, identity) for entry in after]


def _identity(entries: Sequence[Any]) -> str | None:
    """The field that names the entries, if they are records that all have one."""
    if not all(isinstance(entry, dict) for entry in entries):
        return None
    return next((name for name in _IDENTITIES if all(name in entry for entry in entries)), None)


def _key(entry: Any, identity: str | None) -> Hashable:
    return repr(entry) if identity is None else (repr(entry[identity]), entry.get("kind"), "rule" in entry)
