"""Several items in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a cell says that states a list, or numbers by group, without any: a blank cell states nothing at all.
NONE = "（无）"
_BETWEEN = re.compile(r"[、，,；;]")
_ITEM = re.compile(r"「((?:[^」]|」」)*)」(?=\n|$)|([^\n]+)")


def written(items: Sequence[str]) -> str:
    """The items one to a line; in 「」 where a reader would otherwise see several, or none."""
    if not items:
        return NONE
    return "\n".join(
        "「{}」".format(item.replace("」", "」」")) if _would_be_misread(item, len(items)) else item
        for item in items
    )


def _would_be_misread(item: str, count: int) -> bool:
    alone = count == 1 and (item.isdigit() or _BETWEEN.search(item) is not None)
    return alone or item in {"", NONE} or "\n" in item or item.startswith("「")


def items_of(text: str) -> list[str]:
    """The items of a cell: its lines or, where it has one line only, what stands between 、 and ；."""
    if text == NONE:
        return []
    found = _ITEM.findall(text)
    if len(found) == 1 and found[0][1]:
        return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return [
        plain.strip() or quoted.replace("」」", "」") for quoted, plain in found if plain.strip() or not plain
    ]


def counted(items: Sequence[str]) -> str:
    """The items of a list which may be numbered through: how many they are, or each of them."""
    numbered = [str(number) for number in range(1, len(items) + 1)]
    return str(len(items)) if items and list(items) == numbered else written(items)


def count_or_items_of(text: str) -> str | list[str]:
    """The number of items, as it was typed, or the items."""
    return text if text.isdigit() else items_of(text)
