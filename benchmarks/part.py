"""A part of the performance page: measured by itself, its last figures kept beside the code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.bars import Bar

FIGURES = Path(__file__).parent / "figures"

Found = TypeVar("Found")


def _nothing_asked(_: object) -> tuple[Bar, ...]:
    """The bars of what is measured for its own sake."""
    return ()


@dataclass(frozen=True, slots=True)
class Part(Generic[Found]):
    """What `measure` finds, of type `kind`, is shown by `table`; `method` tells how, and `bars` whether it is enough."""

    name: str
    kind: Any
    measure: Callable[[], Found]
    table: Callable[[Found], str]
    method: str = ""
    bars: Callable[[Found], tuple[Bar, ...]] = _nothing_asked


def keep(part: Part[Any], found: object, folder: Path = FIGURES) -> None:
    """Writes what was measured in place of what was measured before."""
    folder.mkdir(exist_ok=True)
    text = TypeAdapter(part.kind).dump_json(found).decode()
    (folder / f"{part.name}.json").write_text(f"{text}\n", encoding="utf-8")


def kept(part: Part[Found], folder: Path = FIGURES) -> Found | None:
    """What was measured last, if anything was.

    Raises:
        pydantic.ValidationError: If it was written when the part measured something else.
    """
    path = folder / f"{part.name}.json"
    if not path.exists():
        return None
    found: Found = TypeAdapter(part.kind).validate_json(path.read_text(encoding="utf-8"))
    return found
