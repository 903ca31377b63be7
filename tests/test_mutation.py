"""Faults planted in the table compiler and in the rules: where they go, which are argued to change nothing; the long run plants them."""

from __future__ import annotations

import subprocess
import sys

import hypothesis
import pytest

from tests.mutation.equivalent import equivalent
from tests.mutation.planting import COMPILER, MODULES, ROOT, mutants


def planted(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Plants faults in processes started afresh, where nothing has been scored yet."""
    command = [sys.executable, "-m", "tests.mutation", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_sample_of_faults_is_noticed() -> None:
    # Whatever time the machine takes, everything is tried on each of them.
    done = planted("--sample", "16", "--seed", "29", "--patience", "1000")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_every_fault_is_noticed() -> None:
    done = planted()
    assert done.returncode == 0, done.stdout + done.stderr


def test_faults_are_planted_in_every_module_and_told_apart() -> None:
    found = list(mutants())
    assert {mutant.file for mutant in found} == set(MODULES)
    assert len({mutant.name for mutant in found}) == len(found)
    assert all((ROOT / file).exists() for file in COMPILER)


def test_those_listed_as_changing_nothing_can_still_be_planted_and_have_a_reason() -> None:
    listed = equivalent()
    assert listed.keys() <= {mutant.name for mutant in mutants()}
    assert all(len(why.split()) > 3 for why in listed.values())


def test_planting_leaves_the_other_tests_their_examples(pytestconfig: pytest.Config) -> None:
    profile = "long" if pytestconfig.getoption("--long") else "ci"
    assert hypothesis.settings.get_current_profile_name() == profile
    assert hypothesis.settings().max_examples == {"ci": 100, "long": 2_000}[profile]
