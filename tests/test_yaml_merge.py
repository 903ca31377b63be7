"""New content in an existing text: what is read back is the new content, and the rest of the text stays as it is."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.authoring import write_authoring
from indicators import write_scheme
from indicators.scheme_text import decode_scheme, scheme_content
from indicators.yaml_merge import merge_yaml
from sample_data import ADDITIVE, MULTIPLIER_CHAIN, SCHEME, SCHEME_LAST_YEAR, SCHEME_OFFICIAL
from tests.schemes import schemes
from tests.test_cli import baton
from tests.yaml_layouts import CONTENTS, comments_of, content_of, fate_of_comments, layouts

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Scheme

FILES = [SCHEME, SCHEME_OFFICIAL, SCHEME_LAST_YEAR, ADDITIVE, MULTIPLIER_CHAIN]
HEADING = re.compile(r"^  # ———— .*", re.MULTILINE)


def scheme_in(text: str) -> Scheme:
    scheme, problems = decode_scheme(text.encode(), "方案.yaml")
    assert scheme is not None, [problem.in_words("en") for problem in problems]
    return scheme


def merged(text: str, after: Scheme) -> str:
    found = merge_yaml(text, scheme_content(scheme_in(text)), scheme_content(after))
    assert found is not None
    return found


def edited(text: str, after: Any) -> str:
    """A text changed into one that says something else, as it is read back."""
    found = merge_yaml(text, content_of(text), after)
    assert found is not None
    assert content_of(found) == after
    return found


def without(content: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}


# ---------------------------------------------------------------- whole schemes


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
def test_what_is_read_back_is_the_new_scheme(before: Scheme, after: Scheme) -> None:
    assert scheme_in(merged(write_scheme(before), after)) == after


@given(schemes(), schemes(), st.data())
def test_any_layout_takes_the_new_scheme_and_keeps_the_comments_of_what_stays(
    before: Scheme, after: Scheme, data: st.DataObject
) -> None:
    old, new = scheme_content(before), scheme_content(after)
    text = data.draw(layouts(old))
    found = merged(text, after)
    assert scheme_in(found) == after
    stay, _ = fate_of_comments(text, old, new)
    assert stay <= comments_of(found) <= comments_of(text)


@given(st.sampled_from(FILES), st.data())
def test_a_changed_value_changes_its_own_line_only(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    scheme = scheme_in(text)
    changed = data.draw(st.sampled_from(scheme.tree))
    tree = tuple(
        part.model_copy(update={"name": "改了的名称"}) if part is changed else part for part in scheme.tree
    )
    after = merged(text, scheme.model_copy(update={"tree": tree}))
    pairs = zip(text.splitlines(), after.splitlines(), strict=True)
    differing = [(old, new) for old, new in pairs if old != new]
    assert differing == [(old, old.replace(changed.name, "改了的名称")) for old, _ in differing]
    assert len(differing) == 1


def test_without_any_one_indicator_all_headings_stay() -> None:
    text = SCHEME.read_text(encoding="utf-8")
    content = content_of(text)
    headings = HEADING.findall(text)
    assert len(headings) == 9
    for number, part in enumerate(content["tree"]):
        tree = content["tree"][:number] + content["tree"][number + 1 :]
        found = edited(text, {**content, "tree": tree})
        assert HEADING.findall(found) == headings, part["code"]


@pytest.mark.parametrize("name", ["clause", "rule", "covers", "support", "points", "parent"])
def test_a_field_taken_from_all_indicators_leaves_all_headings(name: str) -> None:
    text = SCHEME.read_text(encoding="utf-8")
    content = content_of(text)
    found = edited(text, {**content, "tree": [without(part, name) for part in content["tree"]]})
    assert HEADING.findall(found) == HEADING.findall(text)


def test_three_thousand_indicators_take_seconds() -> None:
    fields = "".join(f"    field{number}: 一些文字和数字 {number}\n" for number in range(12))
    text = "tree:\n" + "".join(
        f"  # 第{n}项\n  - code: c{n}\n{fields}    points: 5   # 满分\n\n" for n in range(3000)
    )
    after = {"tree": [{**part, "points": "6", "more": ["x"]} for part in reversed(content_of(text)["tree"])]}
    start = time.perf_counter()
    found = edited(text, after)
    assert time.perf_counter() - start < 20  # 3 s on an idle machine
    assert found.count("# 满分") == found.count("# 第") == 3000


# ---------------------------------------------------------------- any content


@given(CONTENTS, CONTENTS, st.data())
def test_any_text_takes_any_content_and_keeps_its_layout(
    before: dict[str, Any], after: dict[str, Any], data: st.DataObject
) -> None:
    text = data.draw(layouts(before))
    found = merge_yaml(text, before, after)
    assert found is not None
    assert content_of(found.removeprefix("\ufeff")) == after
    stay, gone = fate_of_comments(text, before, after)
    assert stay <= comments_of(found) <= comments_of(text) - gone
    assert found.startswith("\ufeff") == text.startswith("\ufeff")
    assert found.endswith("\n") == text.endswith("\n")
    assert "\r\n" not in text or "\n" not in found.replace("\r\n", "")


@given(CONTENTS, st.data())
def test_what_does_not_change_keeps_every_byte_in_any_layout(
    content: dict[str, Any], data: st.DataObject
) -> None:
    text = data.draw(layouts(content))
    assert merge_yaml(text, content, content) == text


#: Each is what a person might write, with `points: 8` in it once.
ODD_LAYOUTS = {
    "blank lines before the first dash": "tree:\n\n\n# 甲\n- code: a\n\n  points: 8\n",
    "fields over several lines": "a: {x: 1,   # 一\n    # 二\n    points: 8,\n    y: [1,\n      2]   # 三\n   }\n",
    "comments after the end": "%YAML 1.1\n---  # 始\npoints: 8\n...\n# 终\n",
    "values that other readers resolve": "a: TRUE\nb: +5\nc: ~\nd: 2001-12-14 21:59:43.10\npoints: 8\ne: 0o17\nf:\n",
    "tabs before comments": "a: 1\t# 一\npoints: 8\t\t# 二\n",
    "windows line ends": "a: 1\r\n\r\n# 一\r\npoints: 8  # 二\r\nb:\r\n- x\r\n",
    "old line ends": "a:\r- x   # 一\rpoints: 8\rb: 1\r",
    "a byte order mark": "\ufeffpoints: 8\na: 1\n",
    "no last line end": "a: 1\npoints: 8",
    "letters beyond the first plane": "a: 😀𠮷   # 😀\n𠮷: [𠮷, 😀]\npoints: 8\n",
    "texts over several lines": 'a: >-\n  一\n  # 不是注释\n\n  二\n# 是\npoints: 8\nb: "x\n\n  # y"\nc: |+\n  z\n\n\n',
    "tags and anchors": "a: &x !!str 1\nb: !!map {c: 1}\npoints: 8\n",
    "a dash alone": "tree:\n    -\n      # 一\n      code: a\n      points: 8\n    -   code: b   # 二\n",
    "lists in lists": "a:\n- - 1\n  # 一\n  - 2\n-\n  - 3\nb: {points: 8}\n",
    "keys in quotes": '"a": 1\n\'b\' : {"c":1,"points": 8}\n',
}


@pytest.mark.parametrize("text", ODD_LAYOUTS.values(), ids=ODD_LAYOUTS)
def test_in_an_odd_layout_only_the_changed_value_changes(text: str) -> None:
    wanted = text.replace("points: 8", "points: 95.5").replace('"points": 8', '"points": 95.5')
    before = content_of(text.removeprefix("\ufeff"))
    assert wanted != text
    assert merge_yaml(text, before, content_of(wanted.removeprefix("\ufeff"))) == wanted


# ---------------------------------------------------------------- one edit each

TREE = """\
tree:   # 全部
  # ———— 甲类 ————

  - code: a   # 甲
    # 满分
    points: 8
    rule: {kind: x, by: 1}   # 规则

  # ———— 乙类 ————
  - code: b   # 乙
    points: 7
  # 乙类完

  - {code: c, points: 1}   # 丙
# 终
"""
A, B, C = content_of(TREE)["tree"]


#: The new tree, and the part of the text that changes, before and after.
EDITS = {
    "first item removed": (
        [B, C],
        "  - code: a   # 甲\n    # 满分\n    points: 8\n    rule: {kind: x, by: 1}   # 规则\n",
        "",
    ),
    "item removed": ([A, C], "  - code: b   # 乙\n    points: 7\n", ""),
    "last item removed": ([A, B], "  - {code: c, points: 1}   # 丙\n", ""),
    "item added": ([A, B, C, {"code": "d"}], "# 丙\n", "# 丙\n\n  - {code: d}\n"),
    "item added in front": ([{"code": "d"}, A, B, C], "  - code: a", "  - {code: d}\n\n  - code: a"),
    "item in place of another": (
        [A, {"code": "d"}, C],
        "  - code: b   # 乙\n    points: 7\n",
        "  - {code: d}\n",
    ),
    "field added": ([A, {**B, "name": "乙"}, C], "points: 7\n", "points: 7\n    name: 乙\n"),
    "field added between braces": ([A, B, {**C, "name": "丙"}], "points: 1}", "points: 1, name: 丙}"),
    "field removed": ([without(A, "points"), B, C], "    points: 8\n", ""),
    "field removed between braces": ([A, B, {"code": "c"}], "code: c, points: 1", "code: c"),
    "another kind of rule": ([{**A, "rule": {"kind": "y"}}, B, C], "{kind: x, by: 1}", "{kind: y}"),
    "record for a number": ([{**A, "points": {"甲": "1"}}, B, C], "points: 8", "points: {甲: 1}"),
    "lines for a number": (
        [{**A, "points": "一\n二"}, B, C],
        "points: 8",
        "points: |-\n      一\n      二",
    ),
    "a text that looks like nothing": ([A, {**B, "points": "null"}, C], "points: 7", "points: 'null'"),
}


@pytest.mark.parametrize(("tree", "before", "after"), EDITS.values(), ids=EDITS)
def test_an_edit_touches_its_own_lines(tree: list[Any], before: str, after: str) -> None:
    assert TREE.count(before) == 1
    assert edited(TREE, {"tree": tree}) == TREE.replace(before, after)


def test_a_moved_entry_takes_its_own_comments_and_no_heading() -> None:
    found = edited(TREE, {"tree": [B, A, C]})
    own = "  - code: b   # 乙\n    points: 7\n"
    assert found == TREE.replace(own, "").replace("  - code: a", own + "\n  - code: a")


def test_a_default_that_is_written_out_is_replaced_where_it_stands() -> None:
    text = "points: 8\ndirection: higher   # 越高越好\ndecimals: 2\n"
    found = merge_yaml(text, {"points": "8"}, {"points": "8", "direction": "lower"})
    assert found == text.replace("higher", "lower")


def test_the_field_behind_the_dash_leaves_its_place_to_the_next() -> None:
    text = "tree:\n- local: x   # 理由\n  # 代码\n  code: a   # 甲\n  points: 8\n"
    found = edited(text, {"tree": [{"code": "a", "points": "8"}]})
    assert found == "tree:\n- code: a   # 甲\n  # 代码\n  points: 8\n"


def test_nothing_of_a_rule_of_another_kind_stays_not_even_its_defaults() -> None:
    text = "rule:   # 规则\n  kind: x\n  by: default   # 默认\n  to: 1\n# 终\n"
    found = merge_yaml(text, {"rule": {"kind": "x", "to": "1"}}, {"rule": {"kind": "y"}})
    assert found == "rule:   # 规则\n  kind: y\n# 终\n"


def test_of_equal_items_as_many_stay_as_there_are_to_be() -> None:
    text = "a:\n- x\n# 一\n- x\n- y\n# 二\n- x\n"
    assert re.findall("# .", edited(text, {"a": ["x", "y", "y", "x"]})) == ["# 一", "# 二"]


@pytest.mark.parametrize("text", ["a: [b", "? a\n: 1\n", "[a]", "", "{a, b: 1}"])
def test_a_text_too_unusual_is_not_edited(text: str) -> None:
    assert merge_yaml(text, {"a": [{"b": "1"}]}, {"a": [{"b": "2"}]}) is None


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("prefix", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_an_import_that_changes_one_name_changes_one_line_of_the_file(
    tmp_path: Path, prefix: str, newline: str
) -> None:
    text = prefix + ADDITIVE.read_text(encoding="utf-8").replace("\n", newline)
    scheme = scheme_in(text)
    first, *others = scheme.tree
    renamed = scheme.model_copy(update={"tree": (first.model_copy(update={"name": "改了的名称"}), *others)})
    book, file = tmp_path / "方案.xlsx", tmp_path / "方案.yaml"
    book.write_bytes(write_authoring(renamed))
    file.write_bytes(text.encode())
    done = baton("author", book, "-o", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().decode() == text.replace(f"name: {first.name}", "name: 改了的名称", 1)
