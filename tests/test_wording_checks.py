"""Checks of wording: indicators that only count, copied texts, the same thing measured twice."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import Catalogue
from indicators.checks import Case, wording_problems
from indicators.checks.copying import LEAST_PASSAGE, copied
from indicators.checks.counting import counting_share, counts_only
from indicators.checks.repetition import measured_twice
from indicators.counting import counted, counting
from indicators.counting import words as counting_words
from indicators.counting.words import EFFECT_OF, FORM_WORDS, LEXICON, Form
from indicators.problems import Severity
from indicators.similarity import Index, Likeness, Wording
from tests.counting_cases import COUNTS, MEASURES
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from indicators import Problem

IMPORTED = "rule: {kind: imported}"


def deduction(*names: str) -> str:
    """A rule that takes points off for each of such events."""
    events = ", ".join(f"{{name: {name}, lose: 0.2}}" for name in names)
    return f"direction: lower, rule: {{kind: deduction, events: [{events}]}}"


def checklist(*names: str) -> str:
    """A rule that gives points for each of two such items."""
    items = ", ".join(f"{{name: {name}, points: 0.5}}" for name in names)
    return f"rule: {{kind: checklist, items: [{items}]}}"


def case_of(*indicators: str, items: tuple[dict[str, str], ...] = ()) -> Case:
    """A scheme of such indicators, each the inside of a mapping, against a list of such items."""
    lines = [f"  - {{code: T, name: 总分, points: {len(indicators)}}}"]
    lines += [f"  - {{code: a{n}, parent: T, points: 1, {text}}}" for n, text in enumerate(indicators)]
    listed = {"catalogue": "c", "title": "清单", "status": "official", "document": "文件", "date": "2020"}
    numbered = [{"code": f"I{n}", "points": "1", **item} for n, item in enumerate(items)]
    catalogue = Catalogue.model_validate({**listed, "items": numbered}) if items else None
    return Case(scheme_of("\n".join(["tree:", *lines])), catalogue)


def codes(problems: list[Problem]) -> list[str | None]:
    return [problem.place.indicator for problem in problems]


# ---------------------------------------------------------------- counting: texts


@pytest.mark.parametrize("text", COUNTS)
def test_a_text_that_only_counts_what_was_held_or_issued_is_known(text: str) -> None:
    found = counted(text)
    assert found is not None
    assert found.noun in text
    assert found.passage in re.sub(r"[ “”]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("text", MEASURES)
def test_a_text_that_measures_an_effect_is_left_alone(text: str) -> None:
    assert counted(text) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("召开会议次数", Form.MEETINGS),
        ("印发文件份数", Form.DOCUMENTS),
        ("制定方案个数", Form.PLANS),
        ("建立制度项数", Form.RULES),
        ("开展活动场次", Form.ACTIVITIES),
        ("举办培训期数", Form.STUDY),
        ("走访慰问户数", Form.VISITS),
        ("报送简报篇数", Form.PUBLICITY),
        ("开展督查次数", Form.INSPECTIONS),
        ("建立台账本数", Form.RECORDS),
        ("签订责任书份数", Form.PLEDGES),
        ("平台积分", Form.ONLINE),
    ],
)
def test_each_form_of_work_is_told_and_has_an_effect_measure(text: str, form: Form) -> None:
    found = counted(text)
    assert found is not None
    assert found.form is form
    assert found.effect == EFFECT_OF[form]


def test_every_effect_measure_that_is_suggested_would_itself_pass() -> None:
    assert {form for form in Form if counted(EFFECT_OF[form].zh) is not None} == set()
    assert set(EFFECT_OF) == set(FORM_WORDS) == set(Form)


def test_no_word_has_two_roles() -> None:
    lists = [*counting_words._FORMS.values(), *counting_words._WORDS.values()]
    assert len([word for words in lists for word in words.split()]) == len(LEXICON)


@given(st.sampled_from(COUNTS), st.sampled_from(["合格率达到95%", "群众满意率", "较上年精简"]))
def test_what_also_measures_an_effect_does_not_only_count(text: str, effect: str) -> None:
    assert counted(f"{text}；{effect}") is None


@given(st.sampled_from(COUNTS), st.sampled_from(["“{}”", " {} ", "{}。", "一、{}"]))
def test_quotation_marks_blanks_and_numbering_change_nothing(text: str, around: str) -> None:
    assert counted(around.format(text)) is not None


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("".join(sorted({*"".join(LEXICON)}))))
def test_any_text_can_be_judged(text: str) -> None:
    found = counted(text)
    assert found is None or found.noun in unicodedata.normalize("NFKC", text)


# ---------------------------------------------------------------- counting: indicators


@pytest.mark.parametrize(
    ("text", "noun", "passage"),
    [
        (f"name: 主题党日, unit: 次, {IMPORTED}", "主题党日", "主题党日"),
        (f"name: 召开会议次数, unit: 次, {IMPORTED}", "会议", "召开会议次数"),
        (
            f"name: 组织保障, unit: 分, basis: 制定方案得1分，召开会议得1分, {IMPORTED}",
            "方案",
            "制定方案得1分",
        ),
        (
            "name: 党委抓党建, unit: 次, " + deduction("全年四次会议中缺少的"),
            "会议",
            "全年四次会议中缺少的",
        ),
        (
            "name: 中心组学习, unit: 次, " + deduction("应学未学的专题"),
            "学习",
            "应学未学的专题",
        ),
        (
            "name: 宣传工作, unit: 分, rule: {kind: additive, base: 0, items: [{name: 刊发稿件, points: 0.1}]}",
            "稿件",
            "刊发稿件",
        ),
        (
            "name: 责任落实, unit: 分, " + checklist("制定方案", "会议记录"),
            "方案",
            "制定方案",
        ),
        (
            f"name: 人均学习次数, unit: 次, measure: 学习次数 / 党员数, zero_denominator: full, {IMPORTED}",
            "学习",
            "人均学习次数",
        ),
    ],
)
def test_an_indicator_counts_by_its_name_its_basis_or_its_rule(text: str, noun: str, passage: str) -> None:
    ((_, found),) = counting(case_of(text).scheme)
    assert (found.noun, found.passage) == (noun, passage)


@pytest.mark.parametrize(
    "text",
    [
        f'name: 主题党日开展情况, unit: "%", measure: 已开展 / 应开展 * 100, zero_denominator: full, {IMPORTED}',
        f"name: 会议效果, unit: 次, {IMPORTED}",
        f"name: 开展活动情况, unit: 分, basis: 按参与群众满意率计分, {IMPORTED}",
        f"name: 文件数量, unit: 件, direction: lower, {IMPORTED}",
        "name: 会议次数, unit: 次, direction: lower, rule: {kind: rank points, lose: 4%}",
        "name: 督查通报情况, unit: 次, " + deduction("督查提醒", "督查通报"),
        "name: 违反规定的问题, unit: 起, " + deduction("查实的问题"),
        "name: 责任落实, unit: 分, " + checklist("制定方案", "问题全部销号"),
        f"name: 帮助就业人数, unit: 人, {IMPORTED}",
    ],
)
def test_rates_burdens_faults_and_results_are_no_counting(text: str) -> None:
    assert counting(case_of(text).scheme) == ()


def test_a_local_indicator_that_counts_is_a_warning_and_a_provincial_one_a_note() -> None:
    counts = f"name: 召开会议次数, unit: 次, {IMPORTED}"
    covers = "covers: [{item: I0, relation: equal}]"
    found = list(counts_only(case_of(f"{counts}, local: 理由", counts, f"{counts}, {covers}")))
    assert [(problem.code, problem.severity) for problem in found] == [
        ("counting-local", Severity.WARNING),
        ("counting-local", Severity.WARNING),
        ("counting-provincial", Severity.NOTE),
    ]
    assert "召开会议次数" in found[0].message.zh
    assert "议定事项按期落实率" in found[0].remedy.zh


# ---------------------------------------------------------------- copying

RULE = "对照年度责任清单逐项核查，每发现一项未落到实处的扣零点五分，扣完为止"
OWN = "新兴领域流动性大，以随机走访的实际覆盖情况衡量"


def copies(indicator: str, *items: dict[str, str]) -> list[Problem]:
    return list(copied(case_of(f"{indicator}, {IMPORTED}", items=items)))


def test_a_local_name_that_is_nearly_one_of_the_list_is_copied() -> None:
    (found,) = copies(f"name: 巡视巡察反馈问题整改完成率, local: {OWN}", {"name": "巡视反馈问题整改完成率"})
    assert found.code == "wording-copied"
    assert found.severity is Severity.WARNING
    assert "名称" in found.message.zh
    assert "巡视反馈问题整改完成率" in found.message.zh
    assert "91.67%" in found.message.zh


@pytest.mark.parametrize("field", ["local", "effect", "basis"])
def test_a_text_half_of_which_is_one_passage_of_the_list_is_copied(field: str) -> None:
    passage = "年度责任清单逐项核查，每发现一项未落到实处"
    own = {"local": OWN, field: f"{passage}就要说明"}
    text = ", ".join(f"{name}: {value}" for name, value in own.items())
    (found,) = copies(f"name: 网格工作, {text}", {"name": "责任落实", "rule": RULE})
    assert passage in found.message.zh


def test_a_long_text_with_one_borrowed_phrase_is_not_copied() -> None:
    text = f"年度责任清单逐项核查，每发现一项，{OWN}，随机抽取若干楼宇，由第三方独立访问后汇总测算"
    assert copies(f"name: 网格工作, local: {text}", {"name": "责任落实", "rule": RULE}) == []


@pytest.mark.parametrize("relation", ["refined", "merged", "partial"])
def test_what_refines_or_merges_may_keep_the_terms_but_not_the_very_words(relation: str) -> None:
    covers = f"covers: [{{item: I0, relation: {relation}, share: 50%}}]"
    item = {"name": "软弱涣散党组织整顿销号率", "rule": RULE}
    assert copies(f"name: 农村软弱涣散党组织整顿销号率, {covers}", item) == []
    assert len(copies(f"name: 软弱涣散党组织整顿销号率, {covers}", item)) == 1
    assert copies(f"name: 软弱涣散党组织整顿销号率, {covers}", {"name": "党组织整顿"}, item) == []
    assert len(copies(f"name: 农村整顿销号率, basis: {RULE}, {covers}", item)) == 1


def test_an_equal_mapping_is_never_a_copy() -> None:
    covers = "covers: [{item: I0, relation: equal}]"
    assert copies(f"name: 责任落实, basis: {RULE}, {covers}", {"name": "责任落实", "rule": RULE}) == []


def test_an_unmapped_indicator_and_one_without_a_list_are_not_judged() -> None:
    assert copies("name: 责任落实", {"name": "责任落实"}) == []
    assert list(copied(case_of(f"name: 责任落实, local: 理由, {IMPORTED}"))) == []


def test_names_of_one_pattern_are_not_copies() -> None:
    assert copies(f"name: 互联网企业党组织覆盖率, local: {OWN}", {"name": "国有企业党组织覆盖率"}) == []


# ---------------------------------------------------------------- twice


def twice(*indicators: str) -> list[Problem]:
    return list(measured_twice(case_of(*(f"{text}, {IMPORTED}" for text in indicators))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("按期换届率", "按期换届率（党组织）"),
        ("党组织按期换届率", "按期换届党组织占比"),
        ("党员教育培训覆盖率", "党员教育培训的覆盖情况"),
        ("党费收缴情况", "我市党费收缴工作完成情况"),
    ],
)
def test_names_that_differ_by_fillers_brackets_or_order_are_the_same(one: str, other: str) -> None:
    (found,) = twice(f"name: {one}", f"name: {other}")
    assert found.code == "measured-twice"
    assert found.severity is Severity.WARNING
    assert found.place.indicator == "a1"
    assert one in found.message.zh
    assert other in found.message.zh


@pytest.mark.parametrize(
    ("one", "other"), [("全省表彰数", "全市表彰数"), ("上级对下级评价", "下级对上级评价")]
)
def test_another_level_or_direction_is_another_thing(one: str, other: str) -> None:
    assert twice(f"name: {one}", f"name: {other}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("商务楼宇商圈党组织覆盖率", "互联网企业党组织覆盖率"),
        ("35岁以下科级干部占比", "乡镇班子35岁以下占比"),
        ("满意度（党员）", "满意度（群众）"),
        ("城市社区党组织覆盖率", "农村社区党组织覆盖率"),
        ("工作情况", "完成情况"),
    ],
)
def test_names_of_different_things_are_not_the_same(one: str, other: str) -> None:
    assert twice(f"name: {one}", f"name: {other}") == []


def measured(name: str, measure: str) -> str:
    return f"name: {name}, measure: {measure}, zero_denominator: full"


def test_the_same_measure_is_the_same_thing_whatever_it_is_called() -> None:
    (found,) = twice(
        measured("整改率", "已整改 / 查摆问题 * 100"), measured("对账成色", "已整改/查摆问题*100")
    )
    assert "已整改/查摆问题*100" in found.message.zh


def test_a_measure_of_words_that_fit_everything_tells_nothing() -> None:
    assert twice(measured("整改", "完成数 / 任务数 * 100"), measured("换届", "完成数 / 任务数 * 100")) == []


def test_what_is_measured_for_groups_without_a_common_unit_is_not_measured_twice() -> None:
    assert twice("name: 换届率, groups: [A]", "name: 换届率, groups: [B]") == []
    assert len(twice("name: 换届率, groups: [A]", "name: 换届率, groups: [B]", "name: 换届率")) == 1


def test_same_name_and_measure_are_said_once() -> None:
    same = measured("整改率", "已整改 / 查摆问题 * 100")
    assert codes(twice(same, same, same)) == ["a1", "a2"]


def test_every_kind_of_wording_problem_is_provoked_by_a_small_scheme() -> None:
    counts = f"name: 召开会议次数, unit: 次, {IMPORTED}"
    case = case_of(
        f"{counts}, local: {OWN}",
        f"{counts}, covers: [{{item: I0, relation: equal}}]",
        items=({"name": "召开会议次数"},),
    )
    found = {
        problem.code
        for look in (counts_only, counting_share, copied, measured_twice)
        for problem in look(case)
    }
    assert found == {kind.code for kind in wording_problems.KINDS}


# ---------------------------------------------------------------- similarity

SIGNS = [chr(0x4E00 + number) for number in range(200)]
#: No character twice, so that every piece of a text is its own.
DISTINCT = st.lists(st.sampled_from(SIGNS), min_size=LEAST_PASSAGE, max_size=60, unique=True).map("".join)


def found_in(text: str, others: list[str], least: int = LEAST_PASSAGE) -> list[tuple[str, Likeness]]:
    index = Index([Wording(other) for other in others], least)
    return [(others[number], likeness) for number, likeness in index.like(Wording(text), least)]


@given(DISTINCT, st.lists(DISTINCT, max_size=10), st.integers(0, 10))
def test_a_text_that_was_copied_whole_is_always_found(text: str, others: list[str], at: int) -> None:
    others.insert(at, f"《{text}》。")
    ((_, likeness),) = found_in(text, others)
    assert likeness.ratio == likeness.share == 1
    assert likeness.passage == text


@given(DISTINCT, st.text("甲乙丙", max_size=20), st.text("子丑寅", max_size=20))
def test_a_passage_within_other_words_is_found_and_shown(passage: str, before: str, after: str) -> None:
    own = f"{before}、{passage}"
    ((_, likeness),) = found_in(own, [f"{after}{passage}；{before[::-1]}", "风马牛不相及" * 4])
    assert passage in likeness.passage
    assert likeness.share >= Fraction(len(passage), len(Wording(own)))


@given(DISTINCT, st.text("ABCDEFG甲乙丙丁", max_size=40))
def test_a_text_without_a_common_character_is_never_found(text: str, other: str) -> None:
    assert found_in(text, [other]) == []


@given(DISTINCT, st.lists(DISTINCT, min_size=2, max_size=8, unique=True), st.data())
def test_the_order_of_the_others_does_not_matter(text: str, others: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(others))
    expected = [(other, likeness.ratio) for other, likeness in found_in(text, others, 3)]
    assert [(other, likeness.ratio) for other, likeness in found_in(text, shuffled, 3)] == expected


@given(DISTINCT, DISTINCT)
def test_the_ratio_reaches_exactly_what_it_is(text: str, other: str) -> None:
    likeness = Likeness(Wording(text), Wording(other))
    assert likeness.reaches(likeness.ratio)
    assert not likeness.reaches(likeness.ratio + Fraction(1, 1000))


def test_digits_blanks_punctuation_and_full_width_letters_are_alike() -> None:
    assert Wording("不少于１２次，Ａ类").plain == Wording("不少于 30 次 (a类)").plain


def test_a_passage_is_shown_as_it_was_written() -> None:
    own = "首先：逐项核查、每发现 1 处（含）扣分；其余另行规定"
    ((_, likeness),) = found_in(own, ["逐项核查每发现5处含扣分者记录在案"])
    assert likeness.passage == "逐项核查、每发现 1 处（含）扣分"


@pytest.mark.parametrize("text", ["", "。，", "短"])
def test_a_text_without_letters_or_too_short_finds_nothing(text: str) -> None:
    assert found_in(text, ["", "逐项核查每发现一处扣分"]) == []


def test_an_index_needs_passages_of_three_characters() -> None:
    with pytest.raises(ValueError, match="at least 3"):
        Index([], 2)


def test_a_wording_that_hundreds_share_is_still_found_beside_one_of_them() -> None:
    boilerplate = "由评分单位会同有关部门组织随机抽查并如实记录"
    ((other, likeness),) = found_in(f"网格{boilerplate}", [boilerplate] * 300)[:1]
    assert other == boilerplate
    assert likeness.share > Fraction(9, 10)
