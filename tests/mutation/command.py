"""Plants faults and says what noticed them; ends with 1 where one that is not listed survives."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutation.equivalent import equivalent
from tests.mutation.existing_tests import with_tests
from tests.mutation.hunt import PATIENCE, SURVIVES, Hunt
from tests.mutation.planting import MODULES, mutants

if TYPE_CHECKING:
    from tests.mutation.existing_tests import Tests
    from tests.mutation.planting import Mutant

_NOTICED = ("stops", "hangs", "certificate", "figures", "claims", "asked", "test", "listed", SURVIVES)


def main() -> None:
    """Reads what is asked for, plants, prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", help="modules, all unless named")
    parser.add_argument("--sample", type=int, help="so many of the faults, of each module in turn")
    parser.add_argument("--names", type=Path, help="only those whose names are the lines of a file")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn by")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds of trials for one fault")
    parser.add_argument("--listed-too", action="store_true", help="plant those that are listed as well")
    options = parser.parse_args()
    chosen = list(mutants(tuple(options.files) or MODULES))
    if options.names:
        names = set(options.names.read_text(encoding="utf-8").splitlines())
        chosen = [mutant for mutant in chosen if mutant.name in names]
    listed = set() if options.listed_too else equivalent().keys()
    if options.sample:
        chosen = _spread([mutant for mutant in chosen if mutant.name not in listed], options.seed)[
            : options.sample
        ]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant in chosen:
        counts[mutant.file]["listed"] += mutant.name in listed
    planted = [mutant for mutant in chosen if mutant.name not in listed]

    def hunt(tests: Tests) -> None:
        for mutant, verdict in Hunt(tests, options.patience).verdicts(planted, options.jobs):
            counts[mutant.file][verdict.partition(" ")[0]] += 1
            _say(mutant, verdict)

    with_tests(hunt)
    _print(counts)
    sys.exit(any(count[SURVIVES] for count in counts.values()))


def _spread(mutants: list[Mutant], seed: int) -> list[Mutant]:
    """Faults in an order without order, one of each module in turn; other faults leave that of a module as it is."""
    drawn = sorted(mutants, key=lambda mutant: sha256(f"{seed} {mutant.name}".encode()).digest())
    turns: Counter[str] = Counter()
    in_turn = []
    for mutant in drawn:
        in_turn.append((turns[mutant.file], mutant))
        turns[mutant.file] += 1
    return [mutant for _, mutant in sorted(in_turn, key=itemgetter(0))]


def _say(mutant: Mutant, verdict: str) -> None:
    print(f"{verdict}\t{mutant.name}\t{mutant.line}", flush=True)


def _print(counts: dict[str, Counter[str]]) -> None:
    """A table of what noticed how many faults of each module."""
    print("\t".join(("module", *_NOTICED)))
    for file, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        print("\t".join((file, *(str(count[name]) for name in _NOTICED))))
