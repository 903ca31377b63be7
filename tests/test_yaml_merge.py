"""New content in an existing text: what is read back is the new content, and the rest of the text stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import read_scheme, write_scheme
from indicators.scheme_text import scheme_content
from indicators.yaml_merge import merge_yaml
from sample_data import ADDITIVE, MULTIPLIER_CHAIN, SCHEME, SCHEME_LAST_YEAR, SCHEME_OFFICIAL
from tests.schemes import schemes

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Scheme

FILES = [SCHEME, SCHEME_OFFICIAL, SCHEME_LAST_YEAR, ADDITIVE, MULTIPLIER_CHAIN]


def scheme_in(text: str) -> Scheme:
    scheme, problems = read_scheme(text)
    assert scheme is not None, [problem.in_words("en") for problem in problems]
    return scheme


def merged(text: str, after: Scheme) -> str:
    found = merge_yaml(text, scheme_content(scheme_in(text)), scheme_content(after))
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_content_leaves_every_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert merged(text, scheme_in(text)) == text


@pytest.mark.parametrize("before", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("after", FILES, ids=lambda path: path.name)
def test_any_scheme_can_be_written_into_the_text_of_another(before: Path, after: Path) -> None:
    text, wanted = before.read_text(encoding="utf-8"), scheme_in(after.read_text(encoding="utf-8"))
    assert scheme_in(merged(text, wanted)) == wanted


@given(schemes(), schemes())
def test_what_is_read_back_is_the_new_content(before: Scheme, after: Scheme) -> None:
    assert scheme_in(merged(write_scheme(before), after)) == after


@given(st.sampled_from(FILES), st.data())
def test_a_changed_value_changes_its_own_line_only(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    scheme = scheme_in(text)
    code = data.draw(st.sampled_from([part.code for part in scheme.tree]))
    tree = tuple(
        part.model_copy(update={"name": "改了的名称"}) if part.code == code else part for part in scheme.tree
    )
    after = merged(text, scheme.model_copy(update={"tree": tree}))
    pairs = zip(text.splitlines(), after.splitlines(), strict=True)
    assert [new for old, new in pairs if old != new] == [
        new for new in after.splitlines() if "改了的名称" in new
    ]
    assert after.count("改了的名称") == 1
    assert [line for line in text.splitlines() if "#" in line and "name:" not in line] == [
        line for line in after.splitlines() if "#" in line and "name:" not in line
    ]


INDENTED = """scheme: a
title: 甲      # 标题
groups:
- {code: A, name: 甲组}   # 只有一组
tree:
# 总分
- code: t
  name: 总
  points: 8
# 唯一的指标
- code: a
  parent: t
  name: 甲
  points: 8     # 八分
  rule:
    kind: target
    target: 95
    lose: 0.5
    per: 1
    part_step: whole
"""


def test_the_layout_of_lists_and_all_comments_stay() -> None:
    scheme = scheme_in(INDENTED)
    tree = [part.model_copy(update={"points": scheme.indicators[0].points / 2}) for part in scheme.tree]
    after = merged(INDENTED, scheme.model_copy(update={"tree": tuple(tree)}))
    assert after == INDENTED.replace("points: 8", "points: 4").replace("points: 4     #", "points: 4     #")


def test_another_kind_of_rule_leaves_nothing_of_the_old_one() -> None:
    wanted = scheme_in(
        INDENTED.replace(
            "kind: target\n    target: 95\n    lose: 0.5\n    per: 1\n    part_step: whole", "kind: direct"
        )
    )
    assert scheme_in(merged(INDENTED, wanted)) == wanted


def test_a_text_too_unusual_is_left_alone() -> None:
    assert merge_yaml("a: !!python/object:x {}\nb: [", {"a": "1"}, {"a": "2"}) is None
