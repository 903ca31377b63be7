"""Every kind of problem that sheets and files can have is provoked by some test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents import benchmark_problems, file_problems, last_year_problems
from documents.intake import (
    heading_problems,
    layout_problems,
    received_problems,
    sheet_problems,
    template_problems,
    value_problems,
)
from documents.verification import verification_problems
from engines import ingest_problems, spark_problems
from indicators.problems import ProblemKind
from scoring import reported_problems

if TYPE_CHECKING:
    from types import ModuleType

CATALOGUES = (
    benchmark_problems,
    ingest_problems,
    spark_problems,
    file_problems,
    heading_problems,
    last_year_problems,
    layout_problems,
    received_problems,
    sheet_problems,
    template_problems,
    reported_problems,
    value_problems,
    verification_problems,
)
SOURCES = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.rglob("*.py")))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.__name__.split(".")[-1])
def test_every_kind_of_problem_has_a_test_that_names_it(catalogue: ModuleType) -> None:
    module = catalogue.__name__.split(".")[-1]
    kinds = {name: kind for name, kind in vars(catalogue).items() if isinstance(kind, ProblemKind)}
    assert set(kinds.values()) == set(catalogue.KINDS)
    unnamed = [
        kind.code
        for name, kind in kinds.items()
        if f'"{kind.code}"' not in SOURCES and f"{module}.{name}" not in SOURCES
    ]
    assert unnamed == []


def test_codes_are_told_apart() -> None:
    codes = [kind.code for catalogue in CATALOGUES for kind in catalogue.KINDS]
    assert len(codes) == len(set(codes))
