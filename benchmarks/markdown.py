"""Tables in Markdown."""

from __future__ import annotations

_MILLISECOND = 1e-3


def table(headings: list[str], *rows: list[str]) -> str:
    """One line for the headings and one for each row."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows))


def short_time(seconds: float) -> str:
    """Three digits or so, in seconds or milliseconds."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= _MILLISECOND else f"{seconds * 1e3:.2f} ms"
