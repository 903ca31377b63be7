"""The tests of the project that notice faults in the compiler and in rules, collected once and run one by one."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.children import wind_up
from tests.mutation.planting import ROOT, reached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FILES = (
    "test_rules",
    "test_rules_worked",
    "test_rules_of_comparison",
    "test_rules_of_judgement",
    "test_rules_at_an_edge",
    "test_rule_cells",
    "test_rule_parameters",
    "test_rule_checks",
    "test_custom_formula",
    "test_formulas_without_a_value",
    "test_places_counted",
    "test_places_of_close_floats",
    "test_ranking",
    "test_grading",
    "test_grades_beside_vetoes",
    "test_grades_of_capped_units",
    "test_bounds",
    "test_claims_of_bounds",
    "test_curves",
    "test_floats_in_doubt",
    "test_shapes_of_formulas",
    "test_programs_compiled",
    "test_factors_near_zero",
    "test_sums_of_children",
    "test_joints_at_an_edge",
    "test_sums_of_cohorts",
    "test_cohorts_compared",
    "test_what_applies",
    "test_numbers_beyond_bounds",
    "test_exactness",
    "test_oracle_at_an_edge",
    "test_parts_of_blocks",
    "test_rescoring",
    "test_scoring_properties",
    "test_lines_of_formulas",
    "test_conditions_always_so",
    "test_numbers_of_groups",
    "test_gains_beyond_a_target",
    "test_engines_cohorts",
    "test_shares_of_places",
    "test_what_is_left_out",
)
#: Left out: thousands of random schemes held against the exact reading, as the trials are.
_POPULATION = "publishes_what_the_exact_reading_gives"
_ARGUMENTS = (
    *("-q", "-p", "no:cacheprovider", "--hypothesis-profile", "few"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


class _Session:
    """A plugin of pytest that does something with the tests it has collected instead of running them."""

    def __init__(self, act: Callable[[Tests], None]) -> None:
        self._act = act

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._act(Tests(session.items))
        return True


def with_tests(act: Callable[[Tests], None]) -> None:
    """Has pytest collect the tests and does something with them."""
    files = [str(path) for name in FILES if (path := ROOT / f"tests/{name}.py").exists()]
    pytest.main([*_ARGUMENTS, "-k", f"not {_POPULATION}", *files], plugins=[_Session(act)])


class Tests:
    """Collected tests."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self._items = {item.nodeid: item for item in items}

    def reach(self) -> dict[str, tuple[float, list[tuple[str, str]]]]:
        """How long each test takes that passes, and the functions it runs; they must be watched."""
        found = {}
        for name in self._items:
            reached.clear()
            begun = process_time()
            if self.passes(name):
                found[name] = process_time() - begun, sorted(reached)
        return found

    def passes(self, name: str) -> bool:
        """Whether a test passes in this process."""
        return all(report.passed for report in runtestprotocol(self._items[name], log=False, nextitem=None))


class _First:
    """A plugin of pytest that notes which test fails first."""

    def __init__(self) -> None:
        self.failed: str | None = None

    def pytest_runtest_setup(self) -> None:
        wind_up()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


def failing_anew() -> str | None:
    """The first of the tests of rules that fails after everything was imported anew."""
    first = _First()
    files = [str(path) for path in sorted((ROOT / "tests").glob("test_rule*.py"))]
    pytest.main([*_ARGUMENTS, "-x", *files], plugins=[first])
    return first.failed
