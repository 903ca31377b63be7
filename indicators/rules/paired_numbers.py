"""Two parameters that belong together, each one number or one per group."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def pairs(
    first: Decimal | dict[str, Decimal], second: Decimal | dict[str, Decimal]
) -> tuple[tuple[Decimal, Decimal], ...]:
    """The two numbers of each group; a single pair where neither differs by group.

    A group which one of them leaves out has no pair: that every group is named is checked elsewhere.
    """
    if isinstance(first, dict):
        others = second if isinstance(second, dict) else dict.fromkeys(first, second)
        return tuple((number, others[group]) for group, number in first.items() if group in others)
    if isinstance(second, dict):
        return tuple((first, number) for number in second.values())
    return ((first, second),)
