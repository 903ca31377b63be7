"""What only all stretches of a run together can say: places among all, and in groups larger than a stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.block_scoring import are_ranked_together
from engines.group_places import GroupPlaces
from engines.levels import Levels
from engines.overall import Asked, Overall

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engines.block_scoring import BlockScoring, Scored
    from engines.run_folder import RunFolder
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.scheme import Scheme


class Places:
    """The places of a run whose stretches are all scored; may be sent to other processes."""

    def __init__(self, scheme: Scheme, sheet: SheetFile, folder: RunFolder, scoring: BlockScoring) -> None:
        """Puts the tallies of all stretches together.

        Args:
            scheme: With its periods written out.
            sheet: What was scored.
            folder: Where the stretches are kept.
            scoring: By which single units are asked about where floats cannot tell them apart.
        """
        self._folder, stretches = folder, scoring.stretches
        self._overall = None
        if are_ranked_together(scheme) and stretches:
            self._overall = Overall(sheet, folder, scoring, scheme.policies.ties)
        cut: dict[int, dict[int, Stretch]] = {}
        for at, stretch in enumerate(stretches):
            if stretch.part_of is not None:
                cut.setdefault(stretch.part_of, {})[at] = stretch
        self._groups = {}
        for group, own in cut.items():
            first, after = min(own), max(own) + 1
            if self._overall is not None:
                levels = self._overall.levels.of_part(first, after)
            else:
                exact = Asked(stretches, scoring).number
                levels = Levels.of_tallies(first, [folder.tally(at) for at in own], exact)
            self._groups[group] = GroupPlaces(scheme, sheet.layout, own, levels, folder)

    def of(self, at: int, stretch: Stretch) -> tuple[Scored, NDArray[np.int32] | None]:
        """A stretch with all its places and grades: those in groups, and those among all if there are any."""
        scored = self._folder.scored(at)
        ranks = None if self._overall is None else self._overall.places(at, scored.lines)
        if stretch.part_of is not None:
            scored = self._groups[stretch.part_of].scored(at, scored)
        return scored, ranks
