"""Each check is provoked by one minimal example, and says nothing where all is in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import indicators
import sample_data
from indicators import Severity
from indicators.catalogue import Catalogue
from indicators.catalogue_text import load_catalogue
from indicators.checks import Case, check, coverage_problems, duty_problems, local_problems
from scoring.rule_checks import check_rules
from tests.sheets import HEAD, scheme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SOUND = "owner: 甲局, deadline: 12月, data_source: 台账"
PROVINCIAL = f"{SOUND}, counterpart: 省甲厅, covers: [{{item: S1, relation: equal}}]"
LIST = {
    "catalogue": "list",
    "title": "省级清单",
    "status": "正式",
    "document": "文件",
    "date": "2020-01-01",
    "items": [
        {"code": "S", "name": "方面"},
        {"code": "S1", "parent": "S", "name": "甲", "points": "4"},
    ],
}


def case_of(
    *leaves: str, head: str = "covers: list\n", listed: object = LIST, last_year: Sequence[str] | None = None
) -> Case:
    """A scheme with these leaves of eight points, all of them in one sum."""

    def scheme(parts: Sequence[str]) -> indicators.Scheme:
        lines = [f"  - {{code: t, name: 总, points: {8 * len(parts)}}}"]
        for number, part in enumerate(parts):
            rule = "" if "rule:" in part else ", rule: {kind: imported}"
            code = "" if "code:" in part else f"code: c{number}, "
            lines.append(f"  - {{{code}parent: t, name: 指标{'甲乙丙丁'[number]}, points: 8, {part}{rule}}}")
        return scheme_of(HEAD + head + "tree:\n" + "\n".join(lines))

    catalogue = None if listed is None else Catalogue.model_validate(listed)
    return Case(scheme(leaves), catalogue, None if last_year is None else scheme(last_year))


def draft(**changes: object) -> object:
    return LIST | changes


TWO = draft(items=[*LIST["items"], {"code": "S2", "parent": "S", "name": "乙", "points": "6"}])
LOCAL = f"{SOUND}, local: 本市特色, effect: 看变化"
BOUNDS = "covers: list\nlocal_share: {min: 10%, max: 40%}\n"
BONUS = "adjustments: {items: [{code: J, name: 获奖, kind: bonus}]}\n"

PROVOKED = {
    "coverage-list-missing": case_of(PROVINCIAL, listed=None),
    "coverage-list-not-named": case_of(LOCAL, head="local_share: {max: 100%}\n", listed=None),
    "coverage-list-not-named-but-mapped": case_of(PROVINCIAL, head="", listed=None),
    "coverage-other-list": case_of(PROVINCIAL, head="covers: other\n"),
    "coverage-list-not-official": case_of(PROVINCIAL, listed=draft(status="征求意见稿")),
    "coverage-uncovered": case_of(PROVINCIAL, listed=TWO),
    "coverage-partly-covered": case_of(
        PROVINCIAL.replace("relation: equal", "relation: partial, share: 60%")
    ),
    "coverage-waived": case_of(
        PROVINCIAL,
        head="covers: list\nwaivers: [{item: S2, reason: 没有这类单位, approved_by: 市考核委}]\n",
        listed=TWO,
    ),
    "coverage-waiver-astray": case_of(
        PROVINCIAL, head="covers: list\nwaivers: [{item: S1, reason: 甲, approved_by: 乙}]\n"
    ),
    "coverage-doubly": case_of(PROVINCIAL, PROVINCIAL),
    "coverage-mapped-to-nothing": case_of(
        PROVINCIAL, PROVINCIAL.replace("item: S1", "item: S").replace("code: c1", "")
    ),
    "coverage-idle": case_of(PROVINCIAL, PROVINCIAL + ", groups: []"),
    "coverage-unmapped": case_of(PROVINCIAL, f"{SOUND}, counterpart: 省乙厅"),
    "local-effect-missing": case_of(PROVINCIAL, f"{SOUND}, local: 本市特色", head=BOUNDS.replace("40", "60")),
    "local-effect-counts": case_of(
        PROVINCIAL, f"{SOUND}, local: 本市特色, effect: 举办培训班期数", head=BOUNDS.replace("40", "60")
    ),
    "local-share-outside": case_of(PROVINCIAL, LOCAL, head=BOUNDS),
    "local-outside-bounds": Case(
        scheme_of(
            HEAD
            + "covers: list\nlocal_share: {at: n, min: 0%, max: 15%}\ntree:\n  - {code: t, name: 总, points: 16}\n"
            + "  - {code: n, parent: t, name: 省定, points: 8}\n"
            + f"  - {{code: a, parent: n, name: 指标甲, points: 8, {PROVINCIAL}, rule: {{kind: imported}}}}\n"
            + f"  - {{code: b, parent: t, name: 指标乙, points: 8, {LOCAL}, rule: {{kind: imported}}}}\n"
        ),
        Catalogue.model_validate(LIST),
    ),
    "local-share-not-bounded": case_of(PROVINCIAL, LOCAL),
    "local-takes-provincial-code": case_of(PROVINCIAL, f"code: s1, {LOCAL}", head=BOUNDS.replace("40", "60")),
    "duty-owner-missing": case_of(PROVINCIAL.replace("owner: 甲局, ", "")),
    "duty-counterpart-missing": case_of(PROVINCIAL.replace(", counterpart: 省甲厅", "")),
    "duty-deadline-missing": case_of(PROVINCIAL.replace(", deadline: 12月", "")),
    "duty-data-source-missing": case_of(PROVINCIAL.replace(", data_source: 台账", "")),
    "duty-rule-not-measurable": case_of(PROVINCIAL + ", rule: {kind: direct}"),
    "bonus-without-cap": case_of(PROVINCIAL, head=f"covers: list\n{BONUS}"),
    "burden-risen": case_of(PROVINCIAL + ", reports: [总结]", last_year=[PROVINCIAL]),
}


@pytest.mark.parametrize("code", PROVOKED)
def test_a_minimal_example_provokes_each_check_and_nothing_else(code: str) -> None:
    found = check(PROVOKED[code])
    assert {problem.code for problem in found} == {code}
    for problem in found:
        for words in (problem.message, problem.remedy):
            assert words.zh
            assert words.en


def test_every_kind_of_check_has_its_example_and_its_source() -> None:
    kinds = (*coverage_problems.KINDS, *local_problems.KINDS, *duty_problems.KINDS)
    assert {kind.code for kind in kinds} == set(PROVOKED)
    for kind in kinds:
        assert kind.source.zh
        assert kind.source.en


def test_a_sound_scheme_provokes_nothing() -> None:
    assert check(case_of(PROVINCIAL)) == ()
    assert check(case_of(PROVINCIAL, LOCAL, head=BOUNDS.replace("40", "50"))) == ()


def test_the_message_of_an_uncovered_item_says_which_and_what_to_do() -> None:
    (problem,) = check(PROVOKED["coverage-uncovered"])
    assert problem.severity is Severity.BLOCKING
    assert "S2 乙" in problem.message.zh
    assert "6 分" in problem.message.zh
    assert "covers" in problem.remedy.zh


def test_bounds_hold_for_what_applies_to_a_group() -> None:
    scheme = scheme_of(
        HEAD
        + "covers: list\nlocal_share: {min: 5%, max: 15%}\ntree:\n  - {code: t, name: 总, points: 10}\n"
        + f"  - {{code: a, parent: t, name: 指标甲, points: 9, groups: [A], {PROVINCIAL}, rule: {{kind: imported}}}}\n"
        + f"  - {{code: b, parent: t, name: 指标乙, points: 1, {LOCAL}, rule: {{kind: imported}}}}\n"
    )
    (problem,) = check(Case(scheme, Catalogue.model_validate(LIST)))
    assert problem.code == "local-share-outside"
    assert "100%（乙组）" in problem.message.zh


@pytest.mark.parametrize("nothing", ["无", "待定", "—", "略。"])
def test_a_word_for_nothing_is_no_effect(nothing: str) -> None:
    case = case_of(PROVINCIAL, LOCAL.replace("看变化", nothing), head=BOUNDS.replace("40", "50"))
    assert [problem.code for problem in check(case)] == ["local-effect-missing"]


def test_what_many_indicators_lack_is_one_problem() -> None:
    bare = PROVINCIAL.replace("owner: 甲局, ", "")
    (problem,) = check(case_of(bare, bare.replace("S1", "S2"), listed=TWO))
    assert problem.code == "duty-owner-missing"
    assert "2 项：c0、c1" in problem.message.zh


def test_a_lead_department_alone_is_responsible() -> None:
    assert check(case_of(PROVINCIAL.replace("owner: 甲局", "lead: 甲局"))) == ()


def test_a_code_typed_in_another_way_is_proposed_and_one_of_another_item_is_not() -> None:
    typo = case_of(PROVINCIAL, PROVINCIAL.replace("item: S1", "item: s-1"))
    (problem,) = check(typo)
    assert "是否为“S1”" in problem.remedy.zh
    other = case_of(PROVINCIAL, PROVINCIAL.replace("item: S1", "item: S3"))
    (problem,) = check(other)
    assert "是否为" not in problem.remedy.zh


def test_bounds_hold_for_every_group_that_is_weighed_differently() -> None:
    scheme = scheme_of(
        HEAD
        + "covers: list\nlocal_share: {min: 10%, max: 40%}\ntree:\n"
        + "  - {code: t, name: 总, points: 10}\n"
        + f"  - {{code: a, parent: t, name: 指标甲, points: 8, weight: {{A: 8, B: 5}}, {PROVINCIAL}, rule: {{kind: imported}}}}\n"
        + f"  - {{code: b, parent: t, name: 指标乙, points: 2, weight: {{A: 2, B: 5}}, {LOCAL}, rule: {{kind: imported}}}}\n"
    )
    (problem,) = check(Case(scheme, Catalogue.model_validate(LIST)))
    assert problem.code == "local-share-outside"
    assert "50%（乙组）" in problem.message.zh


#: What merely counts, and cannot be removed because the province asks for it.
COUNTING = [("counting-provincial", code) for code in ("P1.1.1", "P1.1.2", "P2.1.1", "P3.1.3")]
SAMPLES = {
    "carried over": (sample_data.SCHEME, sample_data.CARRIED_OVER, [("coverage-list-not-official", None)]),
    "official": (sample_data.SCHEME_OFFICIAL, sample_data.OFFICIAL, []),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_has_exactly_the_listed_notes_and_no_warning(name: str) -> None:
    scheme_file, list_file, notes = SAMPLES[name]
    scheme, _ = indicators.load(scheme_file)
    catalogue, _ = load_catalogue(list_file)
    assert scheme is not None
    case = Case(scheme, catalogue)
    found = (*check(case), *check_rules(case))
    assert [p.in_words("zh") for p in found if p.severity is not Severity.NOTE] == []
    assert [(problem.code, problem.place.indicator) for problem in found] == [
        *notes,
        *COUNTING,
        ("counting-share", None),
    ]
