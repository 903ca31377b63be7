"""A template that comes back is known: by which scheme, for whom, and what has changed since."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

import pytest

from documents import SourceFile
from documents.file_reader import read_grids
from documents.intake import template_problems
from documents.intake.audience import Audience
from documents.intake.template_check import identity_problems, missing_rows
from documents.intake.template_identity import (
    SHEET,
    Identity,
    filled_in,
    is_identity,
    read_identity,
    worth_saying,
)
from documents.marked_copy import LIST_TITLE, marked_copy
from documents.templates.issue import Issue
from indicators import Exemption, Unit
from indicators.formula import ColumnName, Stage
from indicators.problems import Place
from tests.libreoffice import resaved
from tests.sheets import workbook
from tests.template_world import MADE_AT, OTHER, SCHEME, UNIT, book_of, changed, form, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from indicators import Language, Problem, Scheme


def identity_of(content: bytes) -> Identity | None:
    grids, _ = read_grids(SourceFile("表.xlsx", content))
    return read_identity(grids)


def found_in(
    content: bytes,
    scheme: Scheme = SCHEME,
    units: tuple[Unit, ...] = (UNIT,),
    exemptions: tuple[Exemption, ...] = (),
) -> list[Problem]:
    identity = identity_of(content)
    assert identity is not None
    return identity_problems(identity, scheme, units, exemptions)


def edited(content: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    book = book_of(content)
    edit(book[SHEET])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(address: str, text: str | None, page: Worksheet) -> None:
    page[address] = text


def exempt(code: str) -> Exemption:
    return Exemption(unit=UNIT.code, indicator=code, reason="撤并", approved_by="考核办")


@pytest.mark.parametrize("content", [form(), sheet_of(), sheet_of(Audience.OFFICE), form(OTHER)])
def test_of_todays_template_nothing_is_said(content: bytes) -> None:
    assert found_in(content, units=(OTHER,) if content == form(OTHER) else (UNIT,)) == []


def test_the_identity_is_hidden_and_its_sheet_is_told_from_those_people_write() -> None:
    assert book_of(form())[SHEET].sheet_state == "veryHidden"
    grids, problems = read_grids(SourceFile("表.xlsx", form()))
    assert [grid.sheet for grid in grids if is_identity(grid)] == [SHEET]
    assert [problem.place.sheet for problem in problems] == [SHEET]
    assert worth_saying(problems) == []
    assert [grid.sheet for grid in filled_in(grids)] == ["填报表"]


def test_in_a_file_that_is_no_template_every_sheet_is_somebodys() -> None:
    rows: list[list[object]] = [["单位", "1.10"], ["甲县", 97]]
    grids, _ = read_grids(SourceFile("表.xlsx", workbook({"得分": rows, "填报说明": rows})))
    assert filled_in(grids) == grids


def test_a_sheet_of_the_offices_own_has_no_identity() -> None:
    assert identity_of(workbook({"得分": [["单位", "1.10"], ["甲县", 97]]})) is None


@pytest.mark.needs("libreoffice")
def test_the_identity_survives_being_saved_by_another_program(tmp_path: Path) -> None:
    made = resaved({"a.xlsx": form(), "b.xlsx": sheet_of()}, tmp_path)
    assert [found_in(content) for content in made.values()] == [[], []]


def test_an_unknown_unit_is_left_to_whoever_reads_the_sheet() -> None:
    assert found_in(form(), units=()) == []


def test_another_schemes_form_is_refused_by_name() -> None:
    problems = found_in(form(), changed("scheme: small", "scheme: next"))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_OF_OTHER_SCHEME.code]
    assert "某市2020年度考核指标体系（small）" in problems[0].message.zh


def test_a_renamed_form_of_another_unit_names_both() -> None:
    neighbour = Unit(code="008", name="丙县", group="A")
    problems = found_in(form(), units=(neighbour,))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_OF_OTHER_UNIT.code]
    assert "甲县（007）" in problems[0].message.zh
    assert "丙县（008）" in problems[0].message.zh


def test_a_groups_sheet_with_a_unit_of_another_group_names_it() -> None:
    problems = found_in(sheet_of(), units=(UNIT, OTHER))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_OF_OTHER_GROUP.code]
    assert "甲组" in problems[0].message.zh
    assert "乙局" in problems[0].message.zh


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("unit: 起", "unit: 件", "1.2|警告", "计量单位由“起”改为“件”"),
        ('"%", decimals: 1', '"%", decimals: 0', "1.10", "小数位数由“1”改为“0”"),
        ("name: 满意率", "name: 群众满意率", "1.10", "指标名称由“满意率”改为“群众满意率”"),
        ("name: 上半年", "name: 前六个月", "2.1@H1", "指标名称由“党课（上半年）”改为“党课（前六个月）”"),
    ],
)
def test_what_means_something_else_now_is_refused_with_before_and_after(
    old: str, new: str, key: str, said: str
) -> None:
    problems = found_in(form(), changed(old, new))
    assert {problem.code for problem in problems} == {template_problems.TEMPLATE_FIELD_CHANGED.code}
    assert problems[0].place.indicator == key
    assert problems[0].place.file == "表.xlsx"
    assert said in problems[0].message.zh
    assert "填报表是旧的" in problems[0].message.zh


def test_other_answers_are_refused() -> None:
    problems = found_in(sheet_of(), changed("{name: 差, points: 0}", "{name: 不好, points: 0}"))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_FIELD_CHANGED.code]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("max: 100}", "max: 200}", "可填范围"), ("只计当年查摆的问题", "上年的也计", "口径和计算办法")],
)
def test_another_range_or_way_of_measuring_asks_for_a_look(old: str, new: str, what: str) -> None:
    problems = found_in(form(), changed(old, new))
    assert {problem.code for problem in problems} == {template_problems.TEMPLATE_FIELD_ADJUSTED.code}
    assert what in problems[0].message.zh


def test_a_new_name_of_a_group_or_another_title_changes_nothing() -> None:
    assert found_in(form(), changed("name: 甲组", "name: 第一组")) == []
    assert found_in(form(), changed("title: 某市2020", "title: 某市二〇二〇")) == []


def test_items_that_came_and_went_are_listed() -> None:
    moved = changed("name: 移送, lose: 1", "name: 开除, lose: 1")
    problems = found_in(form(), moved)
    assert [problem.code for problem in problems] == [
        template_problems.TEMPLATE_FIELDS_ADDED.code,
        template_problems.TEMPLATE_FIELDS_DROPPED.code,
    ]
    assert "党员违纪·开除" in problems[0].message.zh
    assert "党员违纪·移送" in problems[1].message.zh


def test_where_an_exemption_may_have_been_forgotten_it_is_asked_for() -> None:
    asks = "如下发时登记了豁免，请把豁免登记表一并给出"
    withdrawn = found_in(Issue(SCHEME, MADE_AT, exemptions=[exempt("2.1@H1")]).form(UNIT))
    assert [asks in problem.remedy.zh for problem in withdrawn] == [True]
    # A single field is never left out for an exemption, and a group's sheet leaves nothing out.
    field = changed("{name: 移送, lose: 1}", "{name: 移送, lose: 1}, {name: 开除, lose: 2}")
    assert [asks in problem.remedy.zh for problem in found_in(form(), field)] == [False]
    without = changed("name: 按期换届, points: 10", "name: 按期换届, points: 10, groups: [B]")
    sheet = Issue(without, MADE_AT).group_sheet("A", (UNIT,), Audience.ALL)
    assert [asks in problem.remedy.zh for problem in found_in(sheet)] == [False]


def test_rows_taken_out_of_a_form_are_named() -> None:
    identity = identity_of(form())
    assert identity is not None
    gone = {ColumnName(Stage.RAW, "1.10"), ColumnName(Stage.RAW, "1.2", "警告"), ColumnName(Stage.RAW, "2.3")}
    problems = missing_rows(identity, UNIT, gone, SCHEME)
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_ITEMS_GONE.code]
    assert (problems[0].place.file, problems[0].place.unit) == ("表.xlsx", "甲县")
    assert "少了 2 项" in problems[0].message.zh
    assert "满意率、党员违纪·警告。" in problems[0].message.zh
    assert missing_rows(identity, UNIT, set(), SCHEME) == []
    assert missing_rows(identity, UNIT, gone, changed("scheme: small", "scheme: next")) == []
    assert missing_rows(Identity("表.xlsx", None), UNIT, gone, SCHEME) == []


def test_of_many_rows_taken_out_twenty_are_named_and_all_counted() -> None:
    events = ", ".join(f"{{name: 事{number}, lose: 1}}" for number in range(30))
    scheme = changed("{name: 警告, lose: 0.5}, {name: 移送, lose: 1}", events)
    identity = identity_of(Issue(scheme, MADE_AT).form(UNIT))
    assert identity is not None
    gone = {ColumnName(Stage.RAW, "1.2", f"事{number}") for number in range(30)}
    problem = missing_rows(identity, UNIT, gone, scheme)[0]
    assert "少了 30 项" in problem.message.zh
    assert "党员违纪·事19……" in problem.message.zh


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "content",
    [form(), workbook({"得分": [["单位", "1.10"], ["甲县", 97]]})],
    ids=["template", "plain sheet"],
)
def test_the_list_of_a_marked_copy_is_nobodys_data(content: bytes, language: Language) -> None:
    source = SourceFile("表.xlsx", content)
    problem = template_problems.TEMPLATE_NOT_RECOGNISED.at(Place("表.xlsx"))
    copy = marked_copy(source, [problem], language)
    assert copy is not None
    grids, _ = read_grids(SourceFile("表.xlsx", copy))
    before, _ = read_grids(source)
    assert len(grids) == len(before) + 1
    assert [grid.sheet for grid in filled_in(grids)] == [grid.sheet for grid in filled_in(before)]


def test_a_sheet_that_is_only_called_like_the_list_is_somebodys() -> None:
    rows: list[list[object]] = [["单位", "1.10"], ["甲县", 97]]
    grids, _ = read_grids(SourceFile("表.xlsx", workbook({LIST_TITLE.zh: rows})))
    assert filled_in(grids) == grids


def test_exemptions_since_and_before_are_minded() -> None:
    before = Issue(SCHEME, MADE_AT, exemptions=[exempt("1.1")]).form(UNIT)
    assert found_in(before, exemptions=(exempt("1.1"),)) == []
    withdrawn = found_in(before)
    assert [problem.code for problem in withdrawn] == [template_problems.TEMPLATE_FIELDS_ADDED.code]
    since = found_in(form(), exemptions=(exempt("2.1"),))
    assert [problem.code for problem in since] == [template_problems.TEMPLATE_FIELDS_DROPPED.code]


def test_a_unit_that_moved_to_another_group_is_asked_what_that_group_is_asked() -> None:
    moved = Unit(code="007", name="甲县", group="B")
    problems = found_in(form(), units=(moved,))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_FIELDS_DROPPED.code]
    assert "气温变化" in problems[0].message.zh


@pytest.mark.parametrize(
    "edit",
    [
        partial(put, "B2", "another"),
        partial(put, "D3", "008"),
        partial(put, "D8", "件"),
        partial(put, "A1", "baton template 99"),
        partial(put, "A7", None),
        lambda page: page.delete_rows(8),
    ],
)
def test_an_edited_identity_is_not_believed(edit: Callable[[Worksheet], object]) -> None:
    problems = found_in(edited(form(), edit))
    assert [problem.code for problem in problems] == [template_problems.TEMPLATE_NOT_RECOGNISED.code]


def test_a_wiped_identity_is_no_identity() -> None:
    assert identity_of(edited(form(), lambda page: page.delete_rows(1, 99))) is None


def test_every_problem_says_what_to_do_in_both_languages() -> None:
    for kind in template_problems.KINDS:
        for words in (kind.message, kind.remedy):
            assert words.zh.endswith("。")
            assert words.en.endswith(".")
