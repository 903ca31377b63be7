"""Every dirty and hostile sheet comes out as its case says, and a file that starts to work fails as well."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import documents
import indicators
from documents import SourceFile
from documents.file_problems import OF_WHOLE_FILES
from documents.intake_json import intake_record
from tests.dirty import office
from tests.dirty.case import REJECT_FILE
from tests.dirty.corpus import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators import Scheme
    from tests.dirty.case import Case

BY_NAME = {case.name: case for case in CASES}
MOST_BYTES = 11 * 1024 * 1024


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    read, problems = indicators.load(office.SCHEME)
    assert read is not None, problems
    return read


@pytest.mark.parametrize("name", BY_NAME)
def test_a_dirty_sheet_comes_out_as_its_case_says(name: str, scheme: Scheme) -> None:
    case = BY_NAME[name]
    intake = documents.read_intake(scheme, [SourceFile(*file) for file in case.files])
    record = intake_record(intake, "zh")
    assert record["outcome"] in case.outcomes, problems_of(record)
    assert taken(record, case) == expected_values(record, case), problems_of(record)
    assert {key: record["states"][key] for key in case.states} == case.states
    assert states_disagreeing(record) == []
    if case.blocking is not None:
        assert places(record, "blocking") == case.blocking, problems_of(record)
        assert {at for at in places(record, "warning") if "!" in at} == case.warned, problems_of(record)
    for at, code in case.codes.items():
        assert code in {problem["code"] for problem in problems_at(record, at)}
    for at, words in case.said.items():
        assert any(words in problem["message"] + problem["remedy"] for problem in problems_at(record, at))
    assert_harmless(record, case)


def taken(record: Mapping[str, Any], case: Case) -> dict[str, Decimal]:
    """The values of the record that are decided."""
    held = {key: value for key, value in record["values"].items() if value is not None}
    return {key: Decimal(str(value)) for key, value in held.items() if not key.startswith(case.undecided)}


def expected_values(record: Mapping[str, Any], case: Case) -> dict[str, Decimal]:
    """The values there should be; none of a file that might have been taken and was not."""
    if len(case.outcomes) > 1 and record["outcome"] == REJECT_FILE:
        return {}
    return {key: Decimal(value) for key, value in case.values.items() if not key.startswith(case.undecided)}


def states_disagreeing(record: Mapping[str, Any]) -> list[str]:
    """Keys whose state is not that of their value: nothing without a value is a zero, and the other way round."""
    of_value = {None: {"missing", "not applicable", "rejected"}, True: {"value"}, False: {"zero"}}
    held = {key: None if value is None else bool(value) for key, value in record["values"].items()}
    return [key for key, state in record["states"].items() if state not in of_value[held.get(key)]]


def place(problem: Mapping[str, Any]) -> str:
    """Where a problem stands: its cell, or its file where it has none or is no longer a file."""
    whole = problem["code"] in OF_WHOLE_FILES or not problem.get("cell")
    parts = ("file",) if whole else ("file", "sheet", "cell")
    return "!".join(str(problem[part]) for part in parts if problem.get(part))


def places(record: Mapping[str, Any], severity: str) -> set[str]:
    return {place(problem) for problem in record["problems"] if problem["severity"] == severity}


def problems_at(record: Mapping[str, Any], at: str) -> list[Mapping[str, Any]]:
    return [problem for problem in record["problems"] if at in {"", place(problem)}]


def problems_of(record: Mapping[str, Any]) -> list[str]:
    """The first problems in short, for whoever reads a failure."""
    listed = [f"{problem['severity']} {problem['code']} {place(problem)}" for problem in record["problems"]]
    return [*listed[:20], f"{len(listed)} in all"]


def assert_harmless(record: Mapping[str, Any], case: Case) -> None:
    """No secret, and no character that acts on whatever shows it, is in what people read."""
    for problem in record["problems"]:
        shown = problem["message"] + problem["remedy"]
        assert not any(secret in shown for secret in case.never), shown[:200]
        acting = [character for character in shown if acts(character)]
        assert not acting, (problem["code"], acting[:5])
        assert len(shown) < 2_000, problem["code"]


def acts(character: str) -> bool:
    """Whether a character breaks lines, commands a terminal or turns the text around it."""
    controls = {"Cc", "Cs", "Zl", "Zp"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return unicodedata.category(character) in controls or unicodedata.bidirectional(character) in turning


def test_cases_are_many_and_differ() -> None:
    assert len(BY_NAME) == len(CASES)
    assert len(CASES) >= 170
    assert sum(case.container for case in CASES) >= 60
    open_ended = [case for case in CASES if len(case.outcomes) > 1]
    assert len(open_ended) <= 10
    assert all(case.container for case in open_ended)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_says_how_many_there_are(readme: str) -> None:
    said = (Path(__file__).parent.parent / readme).read_text(encoding="utf-8")
    assert f"{len(CASES)} " in said


@pytest.mark.parametrize("name", BY_NAME)
def test_the_files_of_a_case_are_small_and_always_the_same(name: str) -> None:
    first, second = BY_NAME[name].files, BY_NAME[name].files
    assert first == second
    assert sum(len(content) for _, content in first) < MOST_BYTES
