"""Bars: what is asked of a figure, and whether what was measured is enough."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing asked: of which work, how much, and whether what was measured is enough."""

    work: str
    asked: str
    measured: str
    met: bool

    @property
    def word(self) -> str:
        """What the page says of it."""
        return "met" if self.met else "**missed**"


def at_least(work: str, asked: float, *measured: float) -> Bar:
    """A ratio that must reach something, in each of its measurements."""
    return Bar(work, f"≥ {asked:g}×", _listed(measured), min(measured) >= asked)


def at_most(work: str, asked: float, *measured: float) -> Bar:
    """A ratio that must not exceed something, in any of its measurements."""
    return Bar(work, f"≤ {asked:g}×", _listed(measured), max(measured) <= asked)


def _listed(measured: tuple[float, ...]) -> str:
    return ", ".join(f"{ratio:.3g}×" for ratio in measured)
