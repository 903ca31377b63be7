"""The levels of a tree as the merged cells at the left of a printed table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.table_style import Column, Joined
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from documents.table_style import Cell

#: What hangs under these parts, from the top down.
Path = tuple[str, ...]
_Folded = tuple[Path, ...]

#: More columns than these leave no room for the rule; deeper levels share the last one.
MOST_LEVELS = 4
_ORDINALS = "一二三四五"


def depth_of(paths: Iterable[Path]) -> int:
    """How many columns the levels take."""
    return min(max(map(len, paths), default=0), MOST_LEVELS)


def level_columns(depth: int, widest: int, over: Words | None = None) -> tuple[Column, ...]:
    """The columns of so many levels."""
    return tuple(
        Column(level_title(level), "center", bold=not level, widest=widest, over=over)
        for level in range(depth)
    )


def level_title(level: int) -> Words:
    """What the parts of a level are called, the top one being level 0."""
    return Words(f"{_ORDINALS[level]}级指标", f"Level {level + 1}")


def level_cells(paths: Sequence[Path], depth: int, show: Callable[[str], Words]) -> list[tuple[Cell, ...]]:
    """The cells of each row: a part stands in the first of its rows and reaches over all of them.

    A part with nothing but rows directly below it reaches over the levels it does not have; a row directly below
    one that has deeper levels too shows a dash there.

    Args:
        paths: What each row hangs under, in the order of the tree.
        depth: How many columns there are.
        show: What stands for a part.
    """
    folded = [_fold(path, depth) for path in paths]
    deeper = {path[:length] for path in folded for length in range(len(path))}

    def cell(path: _Folded, above: _Folded | None, column: int) -> Cell:
        if above is not None and above[: column + 1] == path[: column + 1]:
            return Joined.ABOVE
        if column < len(path):
            return _under_one_another([show(part) for part in path[column]])
        own_dash = column == 0 or (column == len(path) and path in deeper)
        return None if own_dash else Joined.LEFT

    above: list[_Folded | None] = [None, *folded]
    return [
        tuple(cell(path, last, column) for column in range(depth))
        for path, last in zip(folded, above, strict=False)
    ]


def _fold(path: Path, depth: int) -> _Folded:
    """One entry for each column, the last of them with all that is deeper."""
    last = depth - 1
    return tuple((part,) for part in path[:last]) + ((path[last:],) if len(path) > last >= 0 else ())


def _under_one_another(parts: list[Words]) -> Words:
    return Words(" ›\n".join(words.zh for words in parts), " ›\n".join(words.en for words in parts))
