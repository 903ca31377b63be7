"""Things told apart by their names: levels of a vote, items of a list, classes of raters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """What it is called, and the field it is reported in."""


#: A name which stands in a list by itself.
Name = Annotated[str, Field(min_length=1)]
Things = TypeVar("Things", bound="Sequence[Named | str]")


def told_apart(things: Things) -> Things:
    """The same things, if no two bear one name.

    Raises:
        PydanticCustomError: If two do.
    """
    names = [thing if isinstance(thing, str) else thing.name for thing in things]
    if len(set(names)) < len(names):
        raise PydanticCustomError("names_repeat", "two bear the same name")
    return things


#: Of a list in a scheme: no name twice.
TOLD_APART = AfterValidator(told_apart)
