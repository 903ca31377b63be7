"""What another scheme does to scores and places: the same data scored by both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.intake import read_intake
from indicators.periods import AT
from scoring import score
from scoring.comparison import compare
from scoring.sheet import build_sheet, raw_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from documents.intake import Intake
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from scoring import Results
    from scoring.comparison import Compared
    from scoring.sheet import ScoreSheet


@dataclass(frozen=True)
class Effect:
    """The same units scored by two schemes."""

    before: Results
    after: Results
    #: The indicators of the old scheme whose values the new one does not ask for.
    unused: tuple[str, ...]
    #: The indicators of the new scheme for which these data hold nothing at all: missing for everybody.
    without_data: tuple[str, ...]

    def compared(self) -> list[Compared]:
        """Every unit with its places before and after."""
        return compare(self.before, self.after)


def effect_of(
    before: Scheme, after: Scheme, data: Sequence[Path]
) -> tuple[Effect | None, tuple[Problem, ...]]:
    """What the new scheme does to the data of the old one, or why the old one cannot take them.

    The data are read by the old scheme; the new one gets what it asks for of them, and the rest is missing there.
    """
    intake = read_intake(before, data)
    sheet = intake.sheet()
    known = {group.code for group in after.groups}
    if sheet is None or not {unit.group for unit in intake.units} <= known:
        return None, tuple(intake.problems)
    asked = {name for _, name in raw_names(after)}
    held = {name for _, name in intake.values}
    unused = _codes(name.code for name in held - asked)
    without = _codes(indicator.code for indicator, name in raw_names(after) if name not in held)
    found = Effect(score(before, sheet), score(after, _passed_on(intake, after)), unused, without)
    return found, tuple(intake.problems)


def _passed_on(intake: Intake, scheme: Scheme) -> ScoreSheet:
    """The data another scheme's intake took, as far as this scheme provides for them."""
    asked = {name for _, name in raw_names(scheme)}
    items = set() if scheme.adjustments is None else {item.code for item in scheme.adjustments.items}
    vetoes = {veto.code for veto in scheme.vetoes}
    return build_sheet(
        scheme,
        intake.units,
        {key: value for key, value in intake.values.items() if key[1] in asked},
        [exemption for exemption in intake.exemptions if exemption.indicator in scheme.laid_out.by_code],
        intake.places,
        intake.reasons,
        [record for record in intake.adjustments if record.item in items],
        [record for record in intake.vetoes if record.veto in vetoes],
    )


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code.partition(AT)[0] for code in codes}))
