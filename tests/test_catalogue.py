"""Reading the provincial list: what is right comes back as it was typed, what is wrong is said at its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from indicators import Severity, catalogue_problems
from indicators.catalogue_text import (
    catalogue_beside,
    decode_catalogue,
    load_catalogue,
    write_catalogue,
)
from sample_data import CATALOGUES, FOLDER, SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.catalogue import Catalogue
    from indicators.problems import Problem

HEAD = """catalogue: list
title: 清单
status: 征求意见稿
document: 文件
date: 2020-05-18
items:
"""


def read(text: str) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    return decode_catalogue((HEAD + text).encode(), "清单.yaml")


# Lines count from the head, which ends with line 6.
WRONG = {
    "list-code-repeated": ("- {code: a, name: 甲, points: 1}\n- {code: a, name: 乙, points: 1}", 8),
    "list-parent-unknown": ("- {code: a, parent: b, name: 甲, points: 1}", 7),
    "list-cycle": (
        "- {code: a, parent: b, name: 甲}\n- {code: b, parent: a, name: 乙}\n- {code: c, name: 丙, points: 1}",
        7,
    ),
    "list-points-missing": ("- {code: a, name: 甲}", 7),
    "scheme-field-missing": ("- {code: a, points: 1}", 7),
    "scheme-field-unknown": ("- {code: a, name: 甲, point: 1}", 7),
    "scheme-value-wrong": ("- {code: a, name: 甲, points: 一分}", 7),
    "scheme-unreadable": ("- {code: a", 8),
}


@pytest.mark.parametrize("code", WRONG)
def test_each_mistake_is_said_at_its_line(code: str) -> None:
    text, line = WRONG[code]
    found, problems = read(text)
    assert found is None
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, line)]
    assert problems[0].place.file == "清单.yaml"
    assert "“方案”" not in problems[0].in_words("zh")


def test_what_the_province_added_up_wrongly_is_said_and_kept() -> None:
    found, problems = read("- {code: a, name: 甲, points: 5}\n- {code: b, parent: a, name: 乙, points: 4}")
    assert found is not None
    assert found.by_code["a"].points == 5
    (problem,) = problems
    assert (problem.code, problem.severity) == ("list-points-do-not-add-up", Severity.WARNING)
    assert "相差 1 分" in problem.message.zh


def test_points_add_up_over_levels_that_state_none() -> None:
    items = "- {code: a, name: 甲, points: 10}\n- {code: b, parent: a, name: 乙}\n- {code: c, parent: b, name: 丙, points: 6}"
    assert read(f"{items}\n- {{code: d, parent: a, name: 丁, points: 4}}")[1] == ()
    (problem,) = read(f"{items}\n- {{code: d, parent: a, name: 丁, points: 3}}")[1]
    assert "相差 1 分" in problem.message.zh


@pytest.mark.parametrize(
    "content", [SCHEME.read_bytes(), b"tree: 1", HEAD.encode() + b"- {code: a}\ntree: [{code: t}]"]
)
def test_a_scheme_in_place_of_a_list_is_said_to_be_one(content: bytes) -> None:
    found, problems = decode_catalogue(content, "x.yaml")
    assert found is None
    if b"catalogue:" not in content:
        assert [problem.code for problem in problems] == ["list-is-a-scheme"]


def test_a_circle_names_those_in_it_and_nobody_who_hangs_below() -> None:
    _, problems = read(
        "- {code: a, parent: b, name: 甲}\n- {code: b, parent: a, name: 乙}\n- {code: d, parent: b, name: 丁, points: 1}"
    )
    assert "：a、b。" in problems[0].message.zh


def test_every_kind_of_problem_of_a_list_is_provoked() -> None:
    # Above, below, and where a scheme is scored.
    elsewhere = {"list-points-do-not-add-up", "list-is-a-scheme", "list-unusable"}
    assert {kind.code for kind in catalogue_problems.KINDS} == {
        c for c in WRONG if c.startswith("list-")
    } | elsewhere


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_list_written_and_read_again_is_the_same(path: Path) -> None:
    found, problems = load_catalogue(path)
    assert problems == ()
    assert found is not None
    assert found.catalogue == path.stem
    assert decode_catalogue(write_catalogue(found).encode(), "x")[0] == found


def test_codes_are_text_and_the_leaves_are_what_has_nothing_below() -> None:
    found, _ = read("- {code: 1, name: 甲}\n- {code: 1.10, parent: 1, name: 乙, points: 2.50}")
    assert found is not None
    assert [item.code for item in found.leaves] == ["1.10"]
    assert str(found.leaves[0].points) == "2.50"
    assert found.dimension_of(found.leaves[0]).code == "1"


def test_a_list_cannot_be_changed_once_it_is_read() -> None:
    found, _ = load_catalogue(CATALOGUES[0])
    assert found is not None
    for record, field in ((found, "title"), (found.items[0], "points")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, field, None)


def test_a_list_is_looked_for_by_its_code_beside_the_scheme_and_nowhere_else(tmp_path: Path) -> None:
    assert catalogue_beside(FOLDER, "province-2020") == FOLDER / "catalogues" / "province-2020.yaml"
    assert catalogue_beside(tmp_path, "province-2020") is None
    (tmp_path / "list.yaml").touch()
    assert catalogue_beside(tmp_path, "list") == tmp_path / "list.yaml"


def test_the_certainty_of_what_is_known_may_be_written_in_chinese() -> None:
    found, _ = read("- {code: a, name: 甲, points: 1, known: 电话询问, certainty: 尚不清楚}")
    assert found is not None
    assert found.items[0].certainty.value == "unclear"
    assert re.search(r"certainty: unclear", write_catalogue(found))
