"""What differs between two versions, and what must be proved anew; a renaming is proposed and never assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indicators
import sample_data
from indicators.catalogue import Catalogue
from indicators.catalogue_difference import catalogue_differences, reproofs
from indicators.catalogue_text import load_catalogue
from indicators.difference import Kind, recoded
from indicators.mapping import Waiver
from indicators.scheme_difference import scheme_differences
from tests.schemes import schemes
from tests.sheets import HEAD, scheme_of

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Scheme

ITEMS = [
    {"code": "A", "name": "政治建设"},
    {"code": "B", "name": "组织建设"},
    {"code": "A1", "parent": "A", "name": "问题整改率", "points": "5", "rule": "每低一个点扣一分"},
    {"code": "A2", "parent": "A", "name": "按期换届率", "points": "3"},
]


def listed(*items: dict[str, str], **changes: str) -> Catalogue:
    about = {"catalogue": "old", "title": "旧", "status": "沿用上年", "document": "文件", "date": "2019"}
    return Catalogue.model_validate({**about, **changes, "items": items or ITEMS})


def items_with(old: str, **changes: str) -> list[dict[str, str]]:
    """The old items with one of them changed, or taken off the list if nothing is said of it."""
    return [
        item | changes if item["code"] == old else item for item in ITEMS if changes or item["code"] != old
    ]


CHANGES: dict[str, tuple[list[dict[str, str]], list[tuple[Kind, str]]]] = {
    "nothing": (items_with(""), []),
    "an item added": (
        [*items_with(""), {"code": "B1", "parent": "B", "name": "软弱涣散整顿", "points": "4"}],
        [(Kind.ADDED, "B1")],
    ),
    "an item removed": (items_with("A2"), [(Kind.REMOVED, "A2")]),
    "another name": (items_with("A1", name="问题整改完成率"), [(Kind.RENAMED, "A1")]),
    "another code": (
        items_with("A2", code="A3", name="按期换届完成率"),
        [(Kind.ADDED, "A3"), (Kind.REMOVED, "A2"), (Kind.RECODED, "A2")],
    ),
    "other points": (items_with("A1", points="6"), [(Kind.POINTS, "A1")]),
    "another rule": (items_with("A1", rule="每低一个点扣两分"), [(Kind.RULE, "A1")]),
    "another place": (items_with("A1", parent="B"), [(Kind.MOVED, "A1")]),
    "another department": (items_with("A1", department="省委组织部"), [(Kind.OTHER, "A1")]),
    "less sure than before": (items_with("A1", certainty="尚不清楚"), [(Kind.OTHER, "A1")]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_way_a_list_can_change_is_told(name: str) -> None:
    items, expected = CHANGES[name]
    found = catalogue_differences(listed(), listed(*items))
    assert [(difference.kind, difference.code) for difference in found] == expected
    for difference in found:
        assert difference.code in difference.words.zh
        assert difference.words.en


def test_a_guess_is_marked_as_one() -> None:
    found = catalogue_differences(listed(), listed(*items_with("A1", name="问题整改完成率")))
    assert [difference.proposed for difference in found] == [True]
    found = catalogue_differences(listed(), listed(*items_with("A2", code="A3")))
    assert [difference.proposed for difference in found] == [False, False, True]


def test_a_change_of_status_and_document_is_told() -> None:
    found = catalogue_differences(listed(), listed(status="正式", document="新文件"))
    assert [(difference.field, difference.words.zh.rpartition("，")[2]) for difference in found] == [
        ("status", "沿用上年 → 正式"),
        ("document", "文件 → 新文件"),
    ]


def test_a_split_and_a_merger_show_as_several_pairs() -> None:
    split = {"甲": "巡视反馈问题整改完成率"}, {"乙": "巡视反馈问题集中整改率", "丙": "巡视反馈问题长期整改率"}
    assert [(d.code, d.after.zh[0] if d.after else "") for d in recoded(*split)] == [
        ("甲", "乙"),
        ("甲", "丙"),
    ]
    assert [(d.code, d.after.zh[0] if d.after else "") for d in recoded(*reversed(split))] == [
        ("乙", "甲"),
        ("丙", "甲"),
    ]


def test_names_that_have_little_in_common_are_no_pair() -> None:
    assert list(recoded({"甲": "党费足额缴纳率"}, {"乙": "网络舆情处置及时率"})) == []


CITY = scheme_of(
    HEAD
    + """
covers: old
tree:
  - {code: t, name: 总, points: 8}
  - {code: c1, parent: t, name: 甲, points: 5, rule: {kind: direct}, covers: [{item: A1, relation: equal}]}
  - {code: c2, parent: t, name: 乙, points: 3, rule: {kind: direct}, covers: [{item: A2, relation: refined}]}
"""
)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (items_with("A2"), [("A2", ("c2",), True)]),
        (items_with("A1", name="问题整改完成率"), [("A1", ("c1",), False)]),
        (items_with("A1", points="6"), [("A1", ("c1",), False)]),
        (items_with("A1", rule="另一条"), [("A1", ("c1",), False)]),
        (items_with("A2", rule="另一条"), [("A2", ("c2",), False)]),
        (items_with("A2", code="A3"), [("A2", ("c2",), True), ("A3", (), False)]),
        (
            [*items_with(""), {"code": "A1.1", "parent": "A1", "name": "新", "points": "5"}],
            [("A1", ("c1",), True), ("A1.1", (), False)],
        ),
    ],
)
def test_what_must_be_proved_anew_and_what_no_longer_holds(
    items: list[dict[str, str]], expected: list[tuple[str, tuple[str, ...], bool]]
) -> None:
    found = reproofs(CITY, listed(), listed(*items))
    assert [(again.item, again.indicators, again.broken) for again in found] == expected
    for again in found:
        assert again.why.zh
        assert again.remedy.en


def test_a_waiver_is_heeded_and_decided_anew_where_its_item_changed() -> None:
    waiving = CITY.model_copy(update={"waivers": (Waiver(item="B1", reason="没有", approved_by="市考核委"),)})
    added = {"code": "B1", "parent": "B", "name": "新", "points": "5"}
    assert reproofs(waiving, listed(), listed(*ITEMS, added)) == ()
    (again,) = reproofs(waiving, listed(*ITEMS, added), listed(*ITEMS, added | {"points": "50"}))
    assert (again.item, again.indicators, again.broken) == ("B1", (), False)
    assert "不设" in again.why.zh


def test_a_heading_that_became_an_indicator_is_not_called_new() -> None:
    found = reproofs(CITY, listed(), listed(ITEMS[0] | {"points": "8"}, ITEMS[1] | {"points": "1"}))
    said = {again.item: again.why.zh for again in found}
    assert "上级指标改为具体指标" in said["A"]
    assert set(said) == {"A", "A1", "A2"}


def test_numbers_typed_with_other_digits_are_no_difference() -> None:
    text = """
covers: old
tree:
  - {code: t, name: 总, points: 8.0}
  - {code: c1, parent: t, name: 甲, points: 5.00, rule: {kind: direct}, covers: [{item: A1, relation: equal}]}
  - {code: c2, parent: t, name: 乙, points: 3, rule: {kind: direct}, covers: [{item: A2, relation: refined}]}
"""
    assert scheme_differences(CITY, scheme_of(HEAD + text)) == ()


def test_entries_that_swap_their_codes_are_paired_by_their_names() -> None:
    removed = {"A1": "党建指标1", "A2": "党建指标2"}
    added = {"B1": "党建指标2", "B2": "党建指标1"}
    assert [(d.code, d.after.zh[:2] if d.after else "") for d in recoded(removed, added)] == [
        ("A1", "B2"),
        ("A2", "B1"),
    ]


def test_other_remarks_and_predecessors_are_told() -> None:
    found = catalogue_differences(listed(), listed(note="另附说明", supersedes="older"))
    assert [difference.field for difference in found] == ["supersedes", "note"]


def test_a_scheme_does_not_differ_from_itself() -> None:
    assert scheme_differences(CITY, CITY) == ()


def test_each_part_of_a_scheme_that_changes_is_told() -> None:
    after = scheme_of(
        HEAD
        + """
covers: new
policies: {decimals: 3}
tree:
  - {code: t, name: 总, points: 9}
  - {code: c1, parent: t, name: 甲甲, points: 6, weight: 4, rule: {kind: imported}, covers: [{item: A1, relation: merged}]}
  - {code: c3, parent: t, name: 丙, points: 5, rule: {kind: direct}}
"""
    )
    found = scheme_differences(CITY, after)
    assert {(d.kind, d.code, d.field) for d in found} == {
        (Kind.OTHER, "covers", "covers"),
        (Kind.OTHER, "policies", "decimals"),
        (Kind.ADDED, "c3", ""),
        (Kind.REMOVED, "c2", ""),
        (Kind.RENAMED, "c1", "name"),
        (Kind.POINTS, "t", "points"),
        (Kind.POINTS, "c1", "points"),
        (Kind.RULE, "c1", "rule"),
        (Kind.RELATION, "c1", "covers"),
        (Kind.WEIGHT, "c1", "weight"),
    }
    relation = next(d for d in found if d.kind is Kind.RELATION)
    assert relation.before is not None
    assert relation.after is not None
    assert (relation.before.zh, relation.after.zh) == ("A1 相同", "A1 合并")


@given(schemes(), st.data())
def test_two_schemes_differ_just_where_they_are_not_equal(first: Scheme, data: st.DataObject) -> None:
    second = data.draw(st.one_of(st.just(first), schemes()))
    assert (scheme_differences(first, second) == ()) == (first == second)
    for difference in scheme_differences(first, second):
        assert difference.words.zh
        assert difference.words.en


def list_at(path: Path) -> Catalogue:
    catalogue, problems = load_catalogue(path)
    assert catalogue is not None, problems
    return catalogue


def test_what_broke_on_the_sample_when_the_official_list_came_out() -> None:
    scheme, _ = indicators.load(sample_data.SCHEME)
    assert scheme is not None
    carried_over, official = list_at(sample_data.CARRIED_OVER), list_at(sample_data.OFFICIAL)
    found = reproofs(scheme, carried_over, official)
    assert {again.item for again in found if again.broken} == {
        "SN-2.2.2",
        "SN-3.1.2",
        "SN-3.2.2",
        "SN-3.2.4",
        "SN-5.2.1",
    }
    again = {reproof.item: reproof.remedy.zh for reproof in found}
    assert "由 P2.2.2 承接" in again["SN-2.3.1"]
    assert {"SN-3.2.1", "SN-3.2.3", "SN-4.1.2"} <= {d.item for d in found if "规则须相应修改" in d.remedy.zh}
    appeared = {again.item for again in found if not again.indicators}
    assert appeared == {"SN-2.3.1", "SN-3.2.5", "SN-3.4.1", "SN-4.2.2", "SN-5.2.3", "SN-5.2.4"}
    after, _ = indicators.load(sample_data.SCHEME_OFFICIAL)
    assert after is not None
    assert reproofs(after, official, official) == ()
