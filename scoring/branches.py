"""What a score is made of, branch by branch: contributions carried down to the nodes right above the indicators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.parts import Composite
from indicators.words import Words
from scoring.contributions import decompose

if TYPE_CHECKING:
    from indicators.scheme import Scheme
    from scoring.contributions import Contribution
    from scoring.exact import Exact

MULTIPLIER = Words("乘数效应：{name}", "multiplier: {name}")
_ADDS_UP = frozenset({"sum", "weighted mean"})


def branches(exact: Exact, code: str, unit: int) -> tuple[Contribution, ...]:
    """What the branches below a node add to its score; the amounts add up to it exactly.

    A child that is itself a sum with nodes below it is opened into these, its amount shared among them as its own
    points are. What a further factor of a product adds, its multiplier effect, stays one part.

    Args:
        exact: The exact reading.
        code: A node or indicator.
        unit: Position of the unit in the sheet.

    Returns:
        The parts; empty for an indicator and where the node has no value.
    """
    scheme = exact.plan.scheme
    found: list[Contribution] = []
    parts = decompose(exact, code, unit)
    node = scheme.by_code[code]
    multiplies = isinstance(node, Composite) and node.combine == "product"
    for index, part in enumerate(parts):
        if multiplies and index > 0 and part.code is not None:
            found.append(replace(part, label=MULTIPLIER.fill(name=part.label)))
            continue
        if part.code is None or not _opens(scheme, part.code):
            found.append(part)
            continue
        whole = exact.cell(exact.plan.passed_up(part.code), unit).number
        below = branches(exact, part.code, unit) if whole else ()
        found += [replace(piece, amount=part.amount * piece.amount / whole) for piece in below] or [part]
    return tuple(found)


def _opens(scheme: Scheme, code: str) -> bool:
    part = scheme.by_code[code]
    is_sum = isinstance(part, Composite) and part.combine in _ADDS_UP
    return is_sum and any(isinstance(child, Composite) for child in scheme.children[code])
