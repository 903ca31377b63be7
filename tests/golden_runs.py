"""Golden runs: what the engine gave for cases of every kind when it was released, kept so that no later one alters it unsaid.

Run as a script it adds the file of the present engine; a file that is there is never written anew.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings

from documents.verification.snapshot import Edition, edition_of, edition_record
from indicators.parts import Indicator
from indicators.rules import kind_of
from office.reading import read_sample
from scoring import score
from scoring.packing import packed, unpacked
from scoring.version import ENGINE
from tests import office_year
from tests.schemes import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring import Results

_MADE_AT = datetime(2021, 1, 25, 9, 30)  # noqa: DTZ001 - as the office's clock shows it
FOLDER = Path(__file__).parent / "golden"
#: Random cases that are looked at, and how many of them are kept for each kind of rule.
_DRAWN, _EACH = 3_000, 4


def golden(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """The engine of a file, and its editions with the results of their time."""
    record = unpacked(path.read_bytes())
    return record["engine"], record["editions"]


def rescored(record: dict[str, Any]) -> Results:
    """The results that the present engine gives."""
    return edition_of(record).results


def kinds_in(results: Results) -> set[str]:
    """The kinds of rules and of nodes that results come from."""
    tree = results.scheme.tree
    return {kind_of(type(part.rule)) if isinstance(part, Indicator) else part.combine for part in tree}


def _drawn() -> Iterator[Results]:
    """Random cases, as long as some kind of rule has too few."""
    found: list[Case] = []

    @settings(
        max_examples=_DRAWN,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def draw(one: Case) -> None:
        found.append(one)

    draw()
    counts: Counter[str] = Counter()
    for one in found:
        results = score(one.scheme, one.sheet)
        kinds = kinds_in(results)
        if any(counts[kind] < _EACH for kind in kinds):
            counts.update(kinds)
            yield results


def main() -> None:
    """Writes the file of the present engine."""
    sample = read_sample().results
    assert sample is not None
    runs = (sample, office_year.results(), *_drawn())
    editions = [edition_record(Edition(results, (), "zh", _MADE_AT)) for results in runs]
    path = FOLDER / f"engine-{ENGINE}.z"
    assert not path.exists(), "what an engine gave is never written anew"
    path.write_bytes(packed({"format": 1, "engine": ENGINE, "editions": editions}))


if __name__ == "__main__":
    main()
