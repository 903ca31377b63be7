"""Reading a scheme: what is right comes back as it was typed, what is wrong is said at its line with the remedy."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import indicators
from indicators import mapping_problems, scheme_problems
from indicators.catalogue_text import decode_catalogue
from indicators.checks import Case, check
from indicators.parts import Indicator
from indicators.problems import Severity
from sample_data import SCHEME
from tests.sheets import HEAD, scheme_of

GUIDE = (Path(__file__).parent.parent / "docs" / "user-guide.zh-CN.md").read_text(encoding="utf-8")
SOUND = """
tree:
  - {code: total, name: 总分, points: 10}
  - {code: "1.1", parent: total, name: 甲, points: 4, rule: {kind: direct}}
  - {code: 1.10, parent: total, name: 乙, points: 6.0, rule: {kind: rank points, lose: 5%}}
"""


def problems_of(text: str) -> list[tuple[str, int | None]]:
    scheme, problems = indicators.read_scheme(HEAD + text, "方案.yaml")
    assert scheme is None
    for problem in problems:
        assert problem.remedy.zh
        assert problem.remedy.en
        assert problem.place.file == "方案.yaml"
    return [(problem.code, problem.place.line) for problem in problems]


def test_codes_are_text_and_numbers_keep_their_digits() -> None:
    scheme = scheme_of(SOUND)
    assert [part.code for part in scheme.tree] == ["total", "1.1", "1.10"]
    assert str(scheme.indicators[1].points) == "6.0"


def test_the_sample_written_and_read_again_is_the_same() -> None:
    scheme, problems = indicators.load(SCHEME)
    assert problems == ()
    assert scheme is not None
    again, problems = indicators.read_scheme(indicators.write_scheme(scheme))
    assert problems == ()
    assert again == scheme


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_what_yaml_writes_for_nothing_is_nothing(nothing: str) -> None:
    scheme = scheme_of(
        f"tree:\n  - code: t\n    name: 总\n    points: 1\n    rule: {{kind: direct}}\n    owner: {nothing}"
    )
    assert scheme.indicators[0].owner is None


def test_a_word_that_yaml_takes_for_nothing_is_written_so_that_it_stays_one() -> None:
    scheme = scheme_of('tree: [{code: t, name: "null", points: 1, rule: {kind: direct}, owner: "~"}]')
    assert indicators.read_scheme(indicators.write_scheme(scheme))[0] == scheme


def test_a_strange_line_break_within_a_text_stays_what_it_is() -> None:
    scheme = scheme_of(SOUND)
    scheme = scheme.model_copy(update={"note": "甲\x85乙"})
    assert indicators.read_scheme(indicators.write_scheme(scheme))[0] == scheme


def test_a_parent_named_by_its_name_is_proposed_by_its_code() -> None:
    leaf = "{code: a, parent: 组织建设, name: 甲, points: 8, rule: {kind: direct}}"
    _, problems = indicators.read_scheme(HEAD + f"tree: [{{code: P3, name: 组织建设, points: 8}}, {leaf}]")
    assert "是否为“P3”" in problems[0].remedy.zh


@pytest.mark.parametrize(
    ("setting", "leaf", "told"),
    [
        ("policies: {missing: 算零}\n", "", "缺报不得分（no points）"),
        ("policies: {rounding: 进一}\n", "", "以下之一：half up"),
        ("", ", zero_denominator: 满分", "以下之一：full、not applicable、missing"),
    ],
)
def test_choices_are_told_in_the_words_of_what_is_asked(setting: str, leaf: str, told: str) -> None:
    tree = f"tree: [{{code: t, name: 总, points: 8, rule: {{kind: direct}}{leaf}}}]"
    _, (problem,) = indicators.read_scheme(HEAD + setting + tree)
    assert told in problem.remedy.zh


def test_a_tiny_number_is_written_as_it_was_typed() -> None:
    scheme = scheme_of(
        "tree: [{code: t, name: 总, points: 0.0000001, rule: {kind: rank points, lose: 0.0000001%}}]"
    )
    text = indicators.write_scheme(scheme)
    assert "points: 0.0000001" in text
    assert "lose: 0.0000001%" in text
    assert indicators.read_scheme(text)[0] == scheme


def test_settings_may_be_written_in_chinese() -> None:
    scheme = scheme_of(SOUND + "policies: {missing: 缺报不出总分, ties: dense}")
    assert scheme.policies.missing.value == "no score"


LEAF = "tree: [{code: t, name: 总, points: 8, rule: {kind: direct}}]"
PERIODS = "periods: [{code: Q1, name: 一季度, weight: 1}]\n"
QUARTERLY = """tree:
  - {code: t, name: 总, points: 8, periods: [Q1]}
  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}
"""

# Lines count from the head, which ends with line 4.
WRONG = {
    "unknown field": ("tree:\n  - {code: t, name: 总分, point: 10}", [("scheme-field-unknown", 6)]),
    "missing field": ("tree:\n  - {code: t, points: 3, rule: {kind: direct}}", [("scheme-field-missing", 6)]),
    "unknown rule": (
        "tree:\n  - code: t\n    name: 总分\n    points: 3\n    rule: {kind: directt}",
        [("scheme-value-wrong", 9)],
    ),
    "rule without kind": (
        "tree:\n  - {code: t, name: 总, points: 3, rule: {lose: 1}}",
        [("scheme-field-missing", 6)],
    ),
    "number as words": (
        "tree:\n  - {code: t, name: 总, points: 九十, rule: {kind: direct}}",
        [("scheme-value-wrong", 6)],
    ),
    "steps without part_step": (
        "tree:\n  - {code: t, name: 总, points: 9, rule: {kind: target, target: 5, lose: 1}}",
        [("scheme-value-wrong", 6)],
    ),
    "float notation": (
        "tree:\n  - {code: t, name: 总, points: 1e3, rule: {kind: direct}}",
        [("scheme-value-wrong", 6)],
    ),
    "percent without sign": (
        "tree:\n  - {code: t, name: 总, points: 9, rule: {kind: rank points, lose: 5}}",
        [("scheme-value-wrong", 6)],
    ),
    "points do not add up": (
        "tree:\n  - {code: t, name: 总, points: 9}\n  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-points-do-not-add-up", 6)],
    ),
    "sum without points": (
        "tree:\n  - {code: t, name: 总}\n  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-points-missing", 6)],
    ),
    "negative weight": (
        (
            "tree:\n  - {code: t, name: 总, points: 8}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, weight: 9, rule: {kind: direct}}\n"
            "  - {code: b, parent: t, name: 乙, points: 8, weight: -1, rule: {kind: direct}}"
        ),
        [("scheme-weight-negative", 8)],
    ),
    "cycle": (
        "tree:\n  - {code: t, name: 总, points: 8, parent: u}\n  - {code: u, name: 又, points: 8, parent: t}",
        [("scheme-roots", 5), ("scheme-cycle", 6)],
    ),
    "unknown parent": (
        "tree:\n  - {code: t, name: 总, points: 8}\n  - {code: a, parent: tt, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-parent-unknown", 7)],
    ),
    "repeated code": (
        (
            "tree:\n  - {code: t, name: 总, points: 8}\n"
            "  - {code: a, parent: t, name: 甲, points: 4, rule: {kind: direct}}\n"
            "  - {code: a, parent: t, name: 乙, points: 4, rule: {kind: direct}}"
        ),
        [("scheme-code-repeated", 8)],
    ),
    "an item covered twice": (
        (
            "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}, "
            "covers: [{item: S1, relation: equal}, {item: S1, relation: 合并}]}"
        ),
        [("scheme-cover-repeated", 6)],
    ),
    "a part of an item without its share": (
        (
            "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}, "
            "covers: [{item: S1, relation: partial}]}"
        ),
        [("scheme-cover-share-missing", 6)],
    ),
    "several that refine one item without shares": (
        (
            "tree:\n  - {code: t, name: 总, points: 8}\n"
            "  - {code: a, parent: t, name: 甲, points: 4, rule: {kind: direct}, covers: [{item: S, relation: refined}]}\n"
            "  - {code: b, parent: t, name: 乙, points: 4, rule: {kind: direct}, "
            "covers: [{item: S, relation: refined, share: 40%}]}"
        ),
        [("scheme-cover-share-missing", 7)],
    ),
    "a local indicator in a provincial one's place": (
        (
            "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}, local: 特色, "
            "covers: [{item: S1, relation: equal}]}"
        ),
        [("scheme-local-covers", 6)],
    ),
    "a reason that is blank": (
        'tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}, local: " "}',
        [("scheme-value-wrong", 6)],
    ),
    "a list in place of a scheme": ("catalogue: list\nitems: []", [("scheme-is-a-list", 5)]),
    "a list whose code leads elsewhere": ("covers: ../list\n" + LEAF, [("scheme-value-wrong", 5)]),
    "an item waived twice": (
        "waivers: [{item: S, reason: 甲, approved_by: 乙}, {item: S, reason: 丙, approved_by: 乙}]\n" + LEAF,
        [("scheme-waiver-repeated", 5)],
    ),
    "a share of local points within nothing": (
        "local_share: {at: x, max: 15%}\n" + LEAF,
        [("scheme-node-unknown", 5)],
    ),
    "a share of local points within an indicator": (
        "local_share: {min: 5%, max: 15%}\n" + LEAF,
        [("scheme-field-not-used", 5)],
    ),
    "crossed bounds of local points": (
        "local_share: {min: 16%, max: 15%}\n" + LEAF,
        [("scheme-field-not-used", 5), ("scheme-limits-crossed", 5)],
    ),
    "repeated field": ("tree: []\ntree: []", [("scheme-field-repeated", 6)]),
    "alias": ("tree: &x [a]\nnote: *x", [("scheme-alias-used", 5)]),
    "broken text": ("tree: [", [("scheme-unreadable", 6)]),
    "measure that cannot be read": (
        "tree:\n  - {code: t, name: 总, points: 8, measure: 甲 / , rule: {kind: direct}}",
        [("scheme-measure-unreadable", 6)],
    ),
    "division without zero_denominator": (
        "tree:\n  - {code: t, name: 总, points: 8, measure: 甲 / 乙, rule: {kind: direct}}",
        [("scheme-zero-denominator-missing", 6)],
    ),
    "group constant lacks a group": (
        "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: target, target: {A: 5}}}",
        [("scheme-group-constant-missing", 6)],
    ),
    "unknown group": (
        "tree:\n  - {code: t, name: 总, points: 8, groups: [C], rule: {kind: direct}}",
        [("scheme-group-unknown", 6)],
    ),
    "round_at names nothing": (
        "policies: {round_at: [x]}\ntree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}}",
        [("scheme-node-unknown", 5)],
    ),
    "product without base": (
        "tree:\n  - {code: t, name: 总, combine: product}\n  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-base-missing", 6)],
    ),
    "grade nobody reaches": (
        "grades: [{name: 优}, {name: 良}]\ntree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}}",
        [("scheme-grades-wrong", 5)],
    ),
    "parent is an indicator": (
        (
            "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-parent-is-indicator", 7)],
    ),
    "node without children": ("tree:\n  - {code: t, name: 总, points: 8}", [("scheme-node-empty", 6)]),
    "base at a sum": (
        "tree:\n  - {code: t, name: 总, points: 8, base: 80}\n  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-field-not-used", 6)],
    ),
    "weight at a factor": (
        (
            "tree:\n  - {code: t, name: 总, combine: product, base: 80}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, weight: 3, rule: {kind: direct}}"
        ),
        [("scheme-weight-not-used", 7)],
    ),
    "product in a sum without points": (
        (
            "tree:\n  - {code: t, name: 总, points: 8}\n  - {code: p, parent: t, name: 积, combine: product, base: 1, weight: 8}\n"
            "  - {code: a, parent: p, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-product-in-sum", 7)],
    ),
    "scaled factor of a product": (
        (
            "tree:\n  - {code: t, name: 总, combine: product, base: 80}\n"
            "  - {code: s, parent: t, name: 和, points: 8, scale: 0.9}\n"
            "  - {code: a, parent: s, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-field-not-used", 7)],
    ),
    "full points for one blank of several": (
        (
            "tree:\n  - {code: t, name: 总, points: 8}\n  - {code: a, parent: t, name: 甲, points: 8, missing: full, "
            "rule: {kind: deduction, events: [{name: 甲, lose: 1}, {name: 乙, lose: 2}]}}"
        ),
        [("scheme-missing-full-several-fields", 7)],
    ),
    "full points for a blank factor": (
        "tree:\n  - {code: t, name: 总, points: 8, missing: full, rule: {kind: direct}}",
        [("scheme-missing-full-outside-sum", 6)],
    ),
    "crossed limits": (
        "tree:\n  - {code: t, name: 总, points: 8, limits: {min: 9, max: 1}, rule: {kind: direct}}",
        [("scheme-limits-crossed", 6)],
    ),
    "limits beside a measure": (
        "tree:\n  - {code: t, name: 总, points: 8, measure: 甲 + 乙, limits: {max: 1}, rule: {kind: direct}}",
        [("scheme-field-not-used", 6)],
    ),
    "a rule that is a list": (
        "tree:\n  - {code: t, name: 总, points: 8, rule: [direct]}",
        [("scheme-value-wrong", 6)],
    ),
    "a key that is a list": ("? [a]\n: b\ntree: x", [("scheme-unreadable", 5)]),
    "a rule that contradicts itself": (
        "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: bands, bands: [{from: 1, points: 9}]}}",
        [("scheme-rule-contradiction", 6)],
    ),
    "too deep": (
        "tree:\n"
        + "".join(
            f"  - {{code: n{i}, name: 层, points: 8{f', parent: n{i - 1}' if i else ''}}}\n"
            for i in range(30)
        )
        + "  - {code: a, parent: n29, name: 甲, points: 8, rule: {kind: direct}}",
        [("scheme-too-deep", 36)],
    ),
    "too many factors": (
        "tree:\n  - {code: t, name: 总, combine: product, base: 80}\n"
        + "".join(
            f"  - {{code: a{i}, parent: t, name: 甲, points: 8, rule: {{kind: direct}}}}\n" for i in range(11)
        ),
        [("scheme-too-many-factors", 6)],
    ),
    "measure without fields": (
        "tree:\n  - {code: t, name: 总, points: 8, measure: 1 + 2, rule: {kind: direct}}",
        [("scheme-measure-without-fields", 6)],
    ),
    "measure under a rule of several fields": (
        (
            "tree:\n  - {code: t, name: 总, points: 8, measure: 甲 + 乙, "
            "rule: {kind: deduction, events: [{name: 甲, lose: 1}, {name: 乙, lose: 2}]}}"
        ),
        [("scheme-measure-not-used", 6)],
    ),
    "formula that cannot be read": (
        'tree:\n  - {code: t, name: 总, points: 8, rule: {kind: formula, text: "满分 +"}}',
        [("scheme-formula-unreadable", 6)],
    ),
    "mean without points": (
        (
            "tree:\n  - {code: t, name: 总, combine: weighted mean}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-mean-without-points", 6)],
    ),
    "mean whose weights are all zero for a group": (
        (
            "tree:\n  - {code: t, name: 总, combine: weighted mean, points: 8}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, weight: {A: 1, B: 0}, rule: {kind: direct}}"
        ),
        [("scheme-mean-without-weight", 6)],
    ),
    "factor of a geometric mean without weight": (
        (
            "tree:\n  - {code: t, name: 总, combine: geometric mean}\n  - {code: p, parent: t, name: 高, combine: max}\n"
            "  - {code: a, parent: p, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-factor-without-weight", 7)],
    ),
    "tie-break by a node that has a score in each period": (
        PERIODS + "policies: {tie_break: [a]}\n" + QUARTERLY,
        [("scheme-node-in-period", 6)],
    ),
    "a period listed twice": (
        "periods: [{code: Q1, name: 一季度, weight: 1}, {code: Q1, name: 二季度, weight: 1}]\n" + QUARTERLY,
        [("scheme-period-repeated", 5)],
    ),
    "a period used twice": (
        PERIODS + "tree:\n  - {code: t, name: 总, points: 8, periods: [Q1, Q1], rule: {kind: direct}}",
        [("scheme-period-repeated", 7)],
    ),
    "a period that is not listed": (
        PERIODS + "tree:\n  - {code: t, name: 总, points: 8, periods: [Q2], rule: {kind: direct}}",
        [("scheme-period-unknown", 7)],
    ),
    "periods within periods": (
        PERIODS + QUARTERLY.replace("甲, ", "甲, periods: [Q1], "),
        [("scheme-periods-nested", 8)],
    ),
    "periods of a node without points": (
        (
            PERIODS + "tree:\n  - {code: t, name: 总, combine: max, periods: [Q1]}\n"
            "  - {code: a, parent: t, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-periods-without-points", 7)],
    ),
    "an adjustment listed twice": (
        (
            "adjustments: {items: [{code: J, name: 表彰, kind: bonus}, {code: J, name: 通报, kind: penalty}]}\n"
            + LEAF
        ),
        [("scheme-adjustment-repeated", 5)],
    ),
    "bonuses on a condition that is not below them": (
        (
            "adjustments:\n  at: s\n  only_if: {node: t, at_least: 5}\n"
            "  items: [{code: J, name: 表彰, kind: bonus}]\n"
            "tree:\n  - {code: t, name: 总, points: 8}\n  - {code: s, parent: t, name: 和, points: 8}\n"
            "  - {code: a, parent: s, name: 甲, points: 8, rule: {kind: direct}}"
        ),
        [("scheme-adjustment-condition", 7)],
    ),
    "crossed limits of adjustments": (
        "adjustments: {min: 9, max: 1, items: [{code: J, name: 表彰, kind: bonus}]}\n" + LEAF,
        [("scheme-limits-crossed", 5)],
    ),
    "a veto listed twice": (
        (
            "vetoes: [{code: V, name: 案件, effect: lower grade}, {code: V, name: 事故, effect: lower grade}]\n"
            + LEAF
        ),
        [("scheme-veto-repeated", 5)],
    ),
    "a veto that caps no grade": (
        "vetoes: [{code: V, name: 案件, effect: cap grade}]\n" + LEAF,
        [("scheme-veto-grade", 5)],
    ),
    "a veto with a grade it does not use": (
        "vetoes: [{code: V, name: 案件, effect: lower grade, grade: 优}]\n" + LEAF,
        [("scheme-veto-grade", 5)],
    ),
    "a veto that caps at a grade nobody knows": (
        "grades: [{name: 优, at_least: 5}, {name: 良}]\n"
        "vetoes: [{code: V, name: 案件, effect: cap grade, grade: 中}]\n" + LEAF,
        [("scheme-grade-unknown", 6)],
    ),
    "awards for a grade nobody knows": ("eligibility: {grade: 优}\n" + LEAF, [("scheme-grade-unknown", 5)]),
    "awards on a node nobody knows": (
        "eligibility: {conditions: [{node: x, at_least: 5}]}\n" + LEAF,
        [("scheme-node-unknown", 5)],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_scheme_gives_its_problems_at_their_lines(case: str) -> None:
    text, expected = WRONG[case]
    assert problems_of(text) == expected


def test_every_kind_of_problem_is_provoked() -> None:
    provoked = {code for text, _ in WRONG.values() for code, _ in problems_of(text)}
    elsewhere = {
        "scheme-applies-to-nobody",
        "scheme-scale-not-used",
        "scheme-group-repeated",
        "scheme-file-unreadable",
        "scheme-not-utf-8",
    }
    assert provoked == {kind.code for kind in (*scheme_problems.KINDS, *mapping_problems.KINDS)} - elsewhere


def test_an_indicator_for_nobody_is_a_warning() -> None:
    scheme, problems = indicators.read_scheme(
        HEAD + "tree:\n  - {code: t, name: 总, points: 8, groups: [], rule: {kind: direct}}"
    )
    assert scheme is not None
    assert [(problem.code, problem.place.line) for problem in problems] == [("scheme-applies-to-nobody", 6)]


def test_groups_of_one_name_are_refused() -> None:
    text = HEAD.replace("乙组", "甲组") + "tree:\n  - {code: t, name: 总, points: 8, rule: {kind: direct}}"
    _, problems = indicators.read_scheme(text)
    assert [problem.code for problem in problems] == ["scheme-group-repeated"]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("标题".encode("gb18030"))
    for path, code in (
        (tmp_path / "none.yaml", "scheme-file-unreadable"),
        (tmp_path, "scheme-file-unreadable"),
        (latin, "scheme-not-utf-8"),
    ):
        _, problems = indicators.load(path)
        assert [problem.code for problem in problems] == [code]


def test_a_field_left_empty_is_as_if_it_were_not_there() -> None:
    scheme = scheme_of(
        "policies:\ntree:\n  - {code: t, name: 总, points: 8, weight: , groups: , rule: {kind: direct}}"
    )
    assert scheme.indicators[0].weight is None


def test_limits_only_narrow_what_a_rule_allows() -> None:
    scheme = scheme_of(
        "tree:\n  - {code: t, name: 总, points: 8, limits: {min: 2, max: 100}, rule: {kind: direct}}"
    )
    (field,) = scheme.indicators[0].raw_fields
    assert (field.lowest, field.highest) == (Decimal(2), Decimal(8))


def test_a_weight_that_outdoes_a_scale_is_a_warning() -> None:
    scheme, problems = indicators.read_scheme(
        HEAD
        + "tree:\n  - {code: t, name: 总, points: 9}\n"
        + "  - {code: s, parent: t, name: 和, points: 8, scale: 0.5, weight: 9}\n"
        + "  - {code: a, parent: s, name: 甲, points: 8, rule: {kind: direct}}"
    )
    assert scheme is not None
    assert [(problem.code, problem.place.line) for problem in problems] == [("scheme-scale-not-used", 7)]


def test_all_problems_come_at_once_and_say_what_to_write() -> None:
    scheme, problems = indicators.read_scheme(
        HEAD + "tree:\n  - {code: t, name: 总, pionts: 8}\n  - {code: u, nam: 又, rule: {kind: targt}}"
    )
    assert scheme is None
    assert len(problems) == 5
    text = " ".join(problem.in_words("en") for problem in problems)
    assert "points" in text
    assert "target" in text


def test_the_schema_for_editors_describes_every_field() -> None:
    schema = indicators.json_schema()
    definition = schema["$defs"]["Indicator"]["properties"]
    assert set(definition) == {info.alias or name for name, info in Indicator.model_fields.items()}
    assert all("description" in field or "$ref" in field for field in definition.values())


@pytest.mark.parametrize("rule", re.findall(r"^\|.*\| `(\{kind: .*\})` \|$", GUIDE, re.MULTILINE))
def test_a_rule_of_the_users_guide_can_be_copied(rule: str) -> None:
    scheme = scheme_of(f"tree: [{{code: t, name: 总, points: 10, zero_denominator: missing, rule: {rule}}}]")
    assert scheme.indicators[0].rule_words.zh


GUIDE_LIST, _ = decode_catalogue(
    next(
        f for f in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if f.startswith("catalogue:")
    ).encode(),
    "x",
)
# The parts which the fragments of the guide name, for those that have no tree of their own.
PARTS = """
tree:
  - {code: total, name: 总分, points: 100}
  - {code: goals, parent: total, name: 责任目标, points: 60, rule: {kind: direct}}
  - {code: appraisal, parent: total, name: 民主测评, points: 40, rule: {kind: direct}}
"""


@pytest.mark.parametrize("fragment", re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL))
def test_a_fragment_of_the_users_guide_can_be_copied(fragment: str) -> None:
    if fragment.startswith("catalogue:"):
        assert decode_catalogue(fragment.encode(), "list.yaml") == (GUIDE_LIST, ())
        return
    scheme = scheme_of(HEAD + fragment + ("" if "tree:" in fragment else PARTS))
    if scheme.covers is not None:
        assert [p.code for p in check(Case(scheme, GUIDE_LIST)) if p.severity is Severity.BLOCKING] == []


def test_schemes_are_compared_by_what_they_state_and_not_by_what_was_worked_out_since() -> None:
    one, other = (indicators.load(SCHEME)[0] for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.laid_out is one
    assert other.laid_out is other
    assert one == other
    assert one != other.model_copy(update={"title": "另一个"})
    assert one != "方案"
