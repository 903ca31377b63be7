"""The page of figures, docs/performance.md: what was last found of every part, and how."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from benchmarks.part import FIGURES, kept
from benchmarks.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.part import Part

_START = """\
# Performance

`python -m benchmarks`, run from the project's folder, measures everything on this page and writes it; `python -m benchmarks PART …`
measures the parts that are named ({names}) and keeps the last figures of the others. It needs
`pip install -e .[bench,spark]`."""


def page(parts: Iterable[Part[Any]], folder: Path = FIGURES) -> str:
    """The whole page; a part that was never measured is not on it."""
    parts = tuple(parts)
    found = [(part, figures) for part in parts if (figures := kept(part, folder)) is not None]
    measured = {part.name for part, _ in found}
    waiting = [part.name for part in parts if part.name not in measured]
    names = ", ".join(f"`{part.name}`" for part in parts)
    return "\n\n".join(
        (
            _START.format(names=names),
            *filter(None, [summary(found, waiting)]),
            *(part.table(figures) for part, figures in found),
            "## How it is measured",
            *(part.method.rstrip() for part, _ in found if part.method),
            f"The machine has {os.cpu_count()} cores; seconds are its own, ratios carry over better.\n",
        )
    )
