"""What is checked: a scheme, the list it must cover, and last year's scheme, where they are at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.counting import Counting, counting
from indicators.coverage import Coverage, coverage_of
from indicators.tree_weights import PointShares

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.parts import Indicator
    from indicators.scheme import Scheme


@dataclass(frozen=True)
class Case:
    """A scheme under examination."""

    scheme: Scheme
    #: The list to be covered; None where there is none, or it could not be read.
    catalogue: Catalogue | None = None
    #: Last year's scheme, to compare the burden with.
    previous: Scheme | None = None
    #: Whether there is a file of the list that is not sound; its own problems say why.
    list_unsound: bool = False

    @cached_property
    def shares(self) -> PointShares:
        """How many points go where."""
        return PointShares(self.scheme)

    @cached_property
    def counting(self) -> tuple[tuple[Indicator, Counting], ...]:
        """The indicators that only count papers and events."""
        return counting(self.scheme)

    @cached_property
    def coverage(self) -> Coverage | None:
        """How the list is covered, if there is one."""
        return None if self.catalogue is None else coverage_of(self.scheme, self.catalogue)
