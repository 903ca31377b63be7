"""What notices a fault: cases scored and held against the certificate, the golden figures, and all that is claimed of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from indicators import decode_scheme
from scoring import block, score
from scoring.certificate import certify
from scoring.exact import Exact
from scoring.kept_results import results_record
from scoring.oracle import Oracle
from scoring.packing import canonical
from scoring.rescoring import Rescoring
from scoring.snapshot import sheet_of
from scoring.tuning import Tuning, set_weight
from scoring.weights import tunable, with_weights
from tests.golden_runs import FOLDER, golden
from tests.live_cases import drawn
from tests.proofs import expect_proved
from tests.random_rules import KINDS, rules_of
from tests.schemes import cases, schemes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators import Scheme
    from indicators.formula import ColumnName
    from scoring import Results, ScoreSheet
    from scoring.exact import Cell

#: How many random cases of any shape there are, and of each kind of rule.
_ANY, _OF_A_KIND = 60, 2
_SEED = 11
#: Of so many cases one is scored in small blocks.
_IN_BLOCKS = 3


@dataclass(frozen=True)
class Made:
    """All that is made of a case: its figures and what was known of them, as one text, and how many cells were asked."""

    figures: str
    asked: int


@dataclass(frozen=True)
class Trial:
    """A scheme with its score sheet; the figures kept of it where it is a golden run; how many rows a block has."""

    scheme: Scheme
    sheet: ScoreSheet
    kept: dict[str, Any] | None = None
    rows: int = block.ROWS

    def fault(self, made: Made) -> str | None:
        """What notices a fault in this process; None where nothing does.

        What makes just what is made without a fault needs no proof: that was proved, as `test_mutation.py` does.
        """
        try:
            now, results, again = self._made()
            return None if now == made else self._noticed(made, now, results, again)
        except Exception:  # noqa: BLE001 - whatever a fault leads to
            return "stops"

    def made(self) -> Made:
        """What is made of the case in this process."""
        return self._made()[0]

    def _noticed(self, made: Made, now: Made, results: Results, again: Results) -> str | None:
        proofs: dict[str, Callable[[], bool]] = {
            "certificate": lambda: certify(results).holds and certify(again).holds,
            "figures": lambda: (
                self.kept is None or canonical(results_record(results)) == canonical(self.kept)
            ),
            "claims": lambda: expect_proved(results) is None,  # type: ignore[func-returns-value]
        }
        for stage, holds in proofs.items():
            try:
                if not holds():
                    return stage
            except Exception:  # noqa: BLE001 - the same
                return stage
        return None if now.asked == made.asked else "asked"

    def _made(self) -> tuple[Made, Results, Results]:
        """The same, with the results and those under other weights."""
        block.ROWS = self.rows
        asked = 0

        def compute(oracle: Exact, name: ColumnName, unit: int) -> Cell:
            nonlocal asked
            asked += 1
            return Exact._compute(oracle, name, unit)

        Oracle._compute = compute  # type: ignore[assignment,method-assign]
        results = score(self.scheme, self.sheet)
        again = self._under_other_weights(results)
        told = sha256()
        for one in (results,) if again is results else (results, again):
            told.update(canonical(results_record(one)))
            for column in one.plan.columns:
                values = one.columns[column.name]
                told.update(repr((column.name, one.known[column.name])).encode())
                told.update(values.numbers.tobytes())
                told.update(b"" if values.states is None else values.states.tobytes())
                raised = [(flag.name, rows.tolist()) for flag, rows in values.flags.items() if rows.any()]
                told.update(repr(sorted(raised)).encode())
        return Made(told.hexdigest(), asked), results, again

    def _under_other_weights(self, results: Results) -> Results:
        nodes = tunable(self.scheme)
        if not nodes:
            return results
        child = self.scheme.children[nodes[-1]][0].code
        tuning = set_weight(self.scheme, Tuning(), child, Decimal("0.37"))
        weights = tuning.weights if isinstance(tuning, Tuning) else {}
        return Rescoring(self.scheme, self.sheet).results(with_weights(self.scheme, weights))


def trials() -> Iterator[Trial]:
    """The golden runs, random cases of any shape, and some of each kind of rule."""
    yield from golden_trials()
    found = drawn(cases(most_units=13), _ANY, _SEED)
    for kind in KINDS:
        found += drawn(cases(schemes(rules_of(kind), levels=2), most_units=8), _OF_A_KIND, _SEED)
    for number, case in enumerate(found):
        yield Trial(case.scheme, case.sheet, rows=block.ROWS if number % _IN_BLOCKS else 3)


def golden_trials() -> Iterator[Trial]:
    """What engines gave when they were released."""
    for path in sorted(FOLDER.glob("engine-*.z")):
        for record in golden(path)[1]:
            scheme, _ = decode_scheme(record["scheme"].encode(), "scheme.yaml")
            assert scheme is not None
            yield Trial(scheme, sheet_of(record["sheet"]), record["results"])
