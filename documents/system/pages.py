"""Where the pages of a printed table start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: No page starts here unless there is no other way.
NEVER = 1000.0


def page_starts(heights: Sequence[int], costs: Sequence[float], first: float, others: float) -> list[int]:
    """The lines pages start with: breaks where they cost least, and pages about equally full.

    What is made small is Σ (free share of the page)² + Σ cost of the break, by going back from the last line.

    Args:
        heights: Of each line, in points.
        costs: Of starting a page with each line; a quarter of an empty page counts 1/16.
        first: The room on the first page, in points.
        others: The room on each of the others.

    Returns:
        Positions of lines in order, the first one not among them. A line taller than a page has one for itself.
    """
    count = len(heights)
    best = [0.0] * (count + 1)
    follows = [count] * (count + 1)
    for start in range(count - 1, -1, -1):
        room = others if start else first
        best[start], used = float("inf"), 0
        for stop in range(start + 1, count + 1):
            used += heights[stop - 1]
            if used > room and stop > start + 1:
                break
            ahead = best[stop] + costs[stop] if stop < count else 0.0
            cost = (1 - used / room) ** 2 + ahead
            if cost < best[start]:
                best[start], follows[start] = cost, stop
    starts, start = [], follows[0]
    while start < count:
        starts.append(start)
        start = follows[start]
    return starts
