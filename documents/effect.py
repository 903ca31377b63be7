"""What another scheme does to scores and places: the same data scored by both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import sheet_problems
from documents.intake.reader import read_intake
from indicators.formula import ColumnName, Stage
from indicators.periods import AT
from indicators.problems import Place
from scoring import score
from scoring.comparison import compare
from scoring.field_values import objection
from scoring.sheet import build_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from documents.intake.by_cell import Key
    from documents.intake.intake import Intake
    from indicators.catalogue import Catalogue
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.rules import RawField
    from indicators.scheme import Scheme
    from scoring import Results, ScoreSheet
    from scoring.comparison import Compared


class Version(NamedTuple):
    """A scheme with the list it names, if there is one."""

    scheme: Scheme
    catalogue: Catalogue | None = None


@dataclass(frozen=True)
class Effect:
    """The same units scored by two schemes."""

    before: Results
    after: Results
    #: The indicators of the old scheme whose values the new one does not ask for.
    unused: tuple[str, ...]
    #: The indicators of the new scheme for which these data hold nothing at all: missing for everybody.
    without_data: tuple[str, ...]
    #: The indicators with values that cannot be right under the new scheme, each with how many units: missing there.
    unfit: tuple[tuple[str, int], ...]

    def compared(self) -> list[Compared]:
        """Every unit with its places before and after."""
        return compare(self.before, self.after)


def effect_of(
    before: Version, after: Version, data: Sequence[Path]
) -> tuple[Effect | None, tuple[Problem, ...]]:
    """What the new scheme does to the data of the old one, or why they cannot be scored by both.

    The data are read by the old scheme. The new one gets what it asks for of them, as far as it can be right there;
    the rest is missing.
    """
    intake = read_intake(before.scheme, data)
    sheet = intake.sheet()
    problems = (*intake.problems, *_without_group(intake, after.scheme))
    if sheet is None or len(problems) > len(intake.problems):
        return None, problems
    fields = {name: (indicator, raw) for indicator, name, raw in _fields(after.scheme)}
    held = {name for _, name in intake.values}
    passed: dict[Key, Decimal] = {}
    unfit: set[tuple[str, str]] = set()
    for key, value in intake.values.items():
        asked = fields.get(key[1])
        if asked is not None and objection(value, *asked) is None:
            passed[key] = value
        elif asked is not None:
            unfit.add((key[1].code.partition(AT)[0], key[0]))
    counts = Counter(code for code, _ in unfit)
    found = Effect(
        score(before.scheme, sheet, before.catalogue),
        score(after.scheme, _passed_on(intake, after.scheme, passed), after.catalogue),
        _codes(name.code for name in held - fields.keys()),
        _codes(name.code for name in fields.keys() - held),
        tuple(sorted(counts.items())),
    )
    return found, problems


def _without_group(intake: Intake, scheme: Scheme) -> Iterable[Problem]:
    """A unit whose group the new scheme does not know has no place in it."""
    known = "、".join(group.code for group in scheme.groups)
    for unit in intake.units:
        if unit.group not in scheme.group_codes:
            yield sheet_problems.GROUP_UNKNOWN.at(Place(unit=unit.name), group=unit.group, known=known)


def _fields(scheme: Scheme) -> Iterable[tuple[Indicator, ColumnName, RawField]]:
    for indicator in scheme.laid_out.indicators:
        for raw in indicator.raw_fields:
            yield indicator, ColumnName(Stage.RAW, indicator.code, raw.name), raw


def _passed_on(intake: Intake, scheme: Scheme, values: dict[Key, Decimal]) -> ScoreSheet:
    """The data another scheme's intake took, as far as this scheme provides for them."""
    items = set() if scheme.adjustments is None else {item.code for item in scheme.adjustments.items}
    vetoes = {veto.code for veto in scheme.vetoes}
    codes = {*scheme.by_code, *scheme.laid_out.by_code}
    return build_sheet(
        scheme,
        intake.units,
        values,
        [exemption for exemption in intake.exemptions if exemption.indicator in codes],
        intake.places,
        intake.reasons,
        [record for record in intake.adjustments if record.item in items],
        [record for record in intake.vetoes if record.veto in vetoes],
    )


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code.partition(AT)[0] for code in codes}))
