"""Each fault in a process of its own: planted, then tried until something notices it."""

from __future__ import annotations

import select
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, Any

from tests.mutation.children import Child, answer_of, start, wind_up
from tests.mutation.existing_tests import failing_anew
from tests.mutation.judge import Made, trials
from tests.mutation.planting import MODULES, ROOT, look_round, outermost, plant, reached, watch_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.mutation.existing_tests import Tests
    from tests.mutation.judge import Trial
    from tests.mutation.planting import Mutant

Function = tuple[str, str]

SURVIVES = "survives"
#: Seconds of trials, and again of tests, by what they take without a fault, that are spent on one fault.
PATIENCE = 8.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How long each trial and each test takes, the functions it runs, and what is made of each trial."""

    trials: list[tuple[float, set[Function]]]
    made: list[Made]
    tests: dict[str, tuple[float, set[Function]]]


class Hunt:
    """Faults tried one by one against trials and tests."""

    def __init__(self, tests: Tests, patience: float = PATIENCE) -> None:
        #: What it took to import everything and to collect the tests.
        self._imported = process_time()
        self._trials = list(trials())
        self._tests = tests
        self._patience = patience
        look_round()
        self._reach = _reach_of(self._trials, tests)
        #: How often each trial has noticed a fault: those that notice most, for the time they take, come first.
        self._noticed = [0] * len(self._trials)
        sources = {file: (ROOT / file).read_text("utf-8") for file in MODULES}
        self._functions = {
            file: {name for name, _ in outermost(compile(source, file, "exec"))}
            for file, source in sources.items()
        }

    def verdicts(self, mutants: Iterable[Mutant], jobs: int) -> Iterator[tuple[Mutant, str]]:
        """What notices each fault, or `SURVIVES`; so many at a time, in the order in which they are done."""
        waiting = iter(mutants)
        running: dict[int, tuple[Child, Mutant]] = {}
        while True:
            while len(running) < jobs and (mutant := next(waiting, None)) is not None:
                child = self._start(mutant)
                running[child.pipe] = child, mutant
            if not running:
                return
            for pipe in select.select(list(running), [], [])[0]:
                child, mutant = running.pop(pipe)
                yield mutant, self._learnt(answer_of(child))

    def _start(self, mutant: Mutant) -> Child:
        return start(lambda: self._verdict(mutant))

    def _learnt(self, answer: Any) -> str:
        if answer is None:
            return "hangs"
        verdict, at = answer
        if at is not None:
            self._noticed[at] += 1
        return str(verdict)

    def _verdict(self, mutant: Mutant) -> tuple[str, int | None]:
        """What notices a fault, and which trial if one does."""
        wind_up(self._imported)
        try:
            anew = plant(mutant)
            tried = _golden_trials_anew() if anew else self._trials
        except Exception:  # noqa: BLE001 - whatever a fault leads to
            return "stops", None
        function = self._function(mutant)
        for at in self._trials_of(function, len(tried)):
            wind_up(self._reach.trials[at][0])
            found = tried[at].fault(self._reach.made[at])
            if found is not None:
                return found, at
        wind_up(self._imported)
        failing = failing_anew() if anew else self._failing(function)
        return (SURVIVES if failing is None else f"test {failing}"), None

    def _function(self, mutant: Mutant) -> Function | None:
        """The outermost function a fault is in; None where it is in none."""
        parts = mutant.site.scope
        names = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        own = next((name for name in names if name in self._functions[mutant.file]), None)
        return None if own is None else (mutant.file, own)

    def _trials_of(self, function: Function | None, count: int) -> Iterator[int]:
        """Trials that run a function, the most promising first, for as long as one has patience."""
        reach, total = self._reach.trials, 0.0
        for at in sorted(range(count), key=lambda at: -(1 + self._noticed[at]) / reach[at][0]):
            took, functions = reach[at]
            if function is None or function in functions:
                total += took
                if total > self._patience:
                    return
                yield at

    def _failing(self, function: Function | None) -> str | None:
        """The first test to fail of those that run a function, the quickest first, for as long as one has patience."""
        total = 0.0
        for name, (took, functions) in sorted(self._reach.tests.items(), key=lambda test: test[1][0]):
            if function is None or function in functions:
                total += took
                if total > self._patience:
                    return None
                wind_up(took)
                if not self._tests.passes(name):
                    return name
        return None


def _reach_of(all_trials: Sequence[Trial], tests: Tests) -> Reach:
    """What every trial and test runs, found out in processes of their own: in this one nothing is scored."""

    def of_trials() -> list[Any]:
        watch_all()
        found = []
        for trial in all_trials:
            reached.clear()
            begun = process_time()
            made = trial.made()
            found.append([process_time() - begun, sorted(reached), made.figures, made.asked])
        return found

    def of_tests() -> Any:
        watch_all()
        return tests.reach()

    by_trial, by_test = (answer_of(child) for child in (start(of_trials), start(of_tests)))
    return Reach(
        [(took, set(map(tuple, functions))) for took, functions, _, _ in by_trial],
        [Made(figures, asked) for _, _, figures, asked in by_trial],
        {name: (took, set(map(tuple, functions))) for name, (took, functions) in by_test.items()},
    )


def _golden_trials_anew() -> list[Trial]:
    """The golden runs after everything was imported anew; they are the first of all trials."""
    from tests.mutation.judge import golden_trials  # noqa: PLC0415 - as it is now

    return list(golden_trials())
