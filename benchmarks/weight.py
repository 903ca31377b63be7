"""One weight changed: what lies above it computed again, against every column computed anew."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

import psutil

from benchmarks.assessment import assessment
from benchmarks.by_baton import outcome_of, published, rescore
from benchmarks.measure import Contest, Size, in_own_process, needed
from benchmarks.narrow_sheet import draw_narrow_sheet
from benchmarks.outcome import same
from benchmarks.timing import in_turn, once
from scoring.rescoring import Rescoring
from scoring.results import Scoring
from scoring.tuning import Tuning, set_weight
from scoring.weights import with_weights

if TYPE_CHECKING:
    from benchmarks.measure import Sides
    from benchmarks.outcome import Outcome
    from indicators.scheme import Scheme
    from scoring import Results

#: The indicator whose weight is changed; it lies as deep in the tree as any, among ten others.
CHANGED = "I12"
#: The weights it is given in turn, in hundredths of a point.
WEIGHTS = tuple(range(120, 281, 7))
BRANCH, FULL = "the changed branch", "every column"


def weighing(sizes: tuple[Size, ...]) -> tuple[Contest, ...]:
    """Each size in a process of its own.

    Raises:
        ValueError: If the branch does not publish what everything computed anew does.
    """
    return tuple(in_own_process(partial(one_weight_changed, size), 1) for size in sizes)


def one_weight_changed(size: Size) -> Contest:
    """A weight changed again and again, and a scoring under one such weight that was compiled before.

    Raises:
        ValueError: If they do not publish the same under this weight.
    """
    of = assessment(size.groups)
    sheet = draw_narrow_sheet(of, size.units)
    moves = [_moved(of.scheme, Decimal(hundredths) / 100) for hundredths in WEIGHTS]
    waiting, scheme = cycle(moves), with_weights(of.scheme, moves[0])
    anew: list[Outcome] = []
    first = once(lambda: anew.append(outcome_of(rescore(Scoring(scheme, sheet)))))
    rescoring, scoring = Rescoring(of.scheme, sheet), Scoring(scheme, sheet)
    # The same arrays in blocks of its own, so that the largest sheet need not be held twice.
    scoring.arranged = rescoring.scoring.arranged.beside({})

    def branch() -> Results:
        return published(rescoring.results(with_weights(of.scheme, next(waiting))))

    sides: Sides = {BRANCH: branch, FULL: partial(rescore, scoring)}
    checksum = same(*anew, outcome_of(rescoring.results(scheme)), outcome_of(rescore(scoring)))
    megabytes = {name: needed(run) for name, run in sides.items()}
    before = psutil.getloadavg()[0]
    times = in_turn(sides, size.rounds, size.warm)
    return Contest(size, first, times, megabytes, (before, psutil.getloadavg()[0]), checksum)


def _moved(scheme: Scheme, weight: Decimal) -> dict[str, Decimal]:
    """The weights where one is set and those beside it share the rest, as on the page of weights."""
    tuning = set_weight(scheme, Tuning(), CHANGED, weight)
    if not isinstance(tuning, Tuning):
        raise TypeError(tuning.words.en)
    return dict(tuning.weights)
