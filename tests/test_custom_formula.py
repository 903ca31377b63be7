"""Formulas of the office's own: each function by hand in both readings, each mistake at its place, nothing else ever."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from docs.make_reference import example_scheme
from indicators import read_scheme
from indicators.decimals import from_units, half_up
from indicators.expression import DEEPEST, LONGEST, names_in, read_expression
from indicators.formula import ColumnName, Field, Stage
from indicators.functions import FUNCTIONS
from indicators.measure import Measure, MeasureError, parse_measure
from indicators.parts import Indicator
from indicators.rules.custom import FormulaRule
from indicators.trees import undefined, walk
from scoring.explanation import explain
from scoring.printed import evaluate
from scoring.results import Results, score
from scoring.sheet import State
from tests.schemes import case
from tests.sheets import HEAD, scheme_of
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from scoring.exact import Exact

SYNTAX = Path(__file__).parent.parent / "docs" / "formula-syntax.md"


def scored(text: str, values: list[str], fields: tuple[str, ...] = ("",)) -> Results:
    """What units get by a formula that is not clipped, for an indicator of 100 points."""
    rule = {"kind": "formula", "text": text, "floor": "-1000000", "cap": "1000000"}
    return points_of(rule, values, zero_denominator="missing", fields=fields)


def raw(name: str) -> ColumnName:
    return ColumnName(Stage.RAW, "a", name)


# ---------------------------------------------------------------- what the functions are worth

#: text → reported value → points, all worked by hand; roots and logarithms to four decimals.
ONE_CELL = {
    "IF(x >= 90, 满分, ROUND(x / 10, 1))": {"90": "100", "89.99": "9", "85.5": "8.6", "-85.5": "-8.6"},
    "if(X < 3, 7)": {"2.99": "7", "3": "0"},
    "IF(AND(x >= 60, x < 90), 1, 2)": {"59.9": "2", "60": "1", "89.9": "1", "90": "2"},
    "IF(OR(x = 1, x = 2, x = 3), 10, 20)": {"1": "10", "3": "10", "4": "20"},
    "IF(NOT(x = 0), 1, 2)": {"0": "2", "0.1": "1"},
    "IF(NOT(OR(x < 1, AND(x > 2, x <> 5))), 1)": {"0": "0", "1.5": "1", "3": "0", "5": "1"},
    "IF(x <= 5, 1, 0) + IF(x <> 5, 10, 0) + IF(x > 5, 100, 0)": {"4": "11", "5": "1", "6": "110"},
    "MIN(x, 10, 5)": {"3": "3", "7": "5", "12": "5"},
    "MAX(x, 10, 满分 / 5)": {"3": "20", "21": "21"},
    "SUM(x, 1, 2.5)": {"3": "6.5"},
    "SUM(x)": {"3": "3"},
    "AVERAGE(x, 10, 2)": {"3": "5", "4": "5.3333"},
    "ABS(x - 10)": {"3": "7", "12.5": "2.5", "10": "0"},
    "ROUND(x, 1)": {"2.25": "2.3", "-2.25": "-2.3", "2.2499": "2.2"},
    "ROUND(x, 0)": {"2.5": "3", "-2.5": "-3", "0.4": "0"},
    "ROUNDUP(x, 0)": {"2.1": "3", "2": "2", "-2.1": "-3"},
    "ROUNDUP(x, 2)": {"2.001": "2.01", "-2.001": "-2.01"},
    "ROUNDDOWN(x, 0)": {"2.9": "2", "-2.9": "-2"},
    "ROUNDDOWN(x, 1)": {"2.99": "2.9", "-2.99": "-2.9"},
    "INT(x)": {"2.9": "2", "-2.1": "-3", "5": "5"},
    "SQRT(x)": {"9": "3", "2": "1.4142", "0": "0", "-1": "—"},
    "POWER(x, 3)": {"2": "8", "-1.5": "-3.375"},
    "x^2": {"-3": "9", "0.5": "0.25"},
    "x^-1": {"4": "0.25", "0": "—"},
    "x^0.5": {"16": "4", "-4": "—"},
    "x^1.5": {"4": "8"},
    "LN(x)": {"1": "0", "2": "0.6931", "0": "—", "-1": "—"},
    "LOG10(x)": {"1000": "3", "0.01": "-2", "0": "—"},
    "LOG(x)": {"100": "2"},
    "LOG(x, 2)": {"8": "3", "0.25": "-2"},
    "EXP(x)": {"0": "1", "1": "2.7183", "-1": "0.3679", "201": "—"},
    "IF(x = 0, 5, 10 / x)": {"0": "5", "4": "2.5"},
    "100 / x": {"8": "12.5", "0": "—"},
    "x * 60% + FULL * 4%": {"10": "10"},
    "（x－10）×2": {"13": "6"},
    "IF（x≥3，x÷2，x＋1）": {"3": "1.5", "2": "3"},
    "IF(x≠3，1，2) + IF(x＜4，10，20) + IF(x≤4，100) + IF(x＝4，1000)": {"3": "112", "4": "1121"},
    "x＊4％／2 + x−1 + IF(x＞3，1)": {"100": "102"},
    "值 + x": {"4": "8"},
    # The strength of signs, as spreadsheets have it.
    "x + -2^2": {"0": "4"},
    "x - 2^2": {"0": "-4"},
    "x + 2^3^2": {"0": "64"},
    "x + 2^-1": {"0": "0.5"},
    "x + 2 + 3 * 4 - 6 / 4": {"0": "12.5"},
    "x + 8 / 4 / 2": {"0": "1"},
    "x + 8 / (4 / 2)": {"0": "4"},
    "x - 3 - 2": {"0": "-5"},
    "x - (3 - 2)": {"0": "-1"},
    "-x + +5": {"2": "3"},
    "--x": {"2": "2"},
    "-(x + 1)": {"2": "-3"},
    "x * 50% ^ 2": {"8": "2"},
    "((x))": {"8": "8"},
}


@pytest.mark.parametrize("text", ONE_CELL)
def test_a_formula_is_worth_what_a_hand_gets_in_both_readings(text: str) -> None:
    rows = ONE_CELL[text]
    found = scored(text, list(rows))
    assert shown(found) == list(rows.values())
    for unit, expected in enumerate(rows.values()):
        cell = found.exact.cell(found.plan.passed_up("a"), unit)
        assert cell.state is (State.MISSING if expected == "—" else State.VALUE)
        if cell.present:
            assert abs(cell.number - Fraction(expected)) <= Fraction(1, 20000)


def test_every_function_is_worked_by_hand() -> None:
    worked = " ".join([*ONE_CELL, *COMPARED]).upper()
    assert {name for name in FUNCTIONS if f"{name}(" not in worked and f"{name}（" not in worked} == set()


#: text → points of units reporting 10, 20, 20 in group A and 40, 0 in group B.
COMPARED = {
    "GROUPMIN(x)": ["10", "10", "10", "0", "0"],
    "GROUPMAX(x)": ["20", "20", "20", "40", "40"],
    "GROUPSUM(x)": ["50", "50", "50", "40", "40"],
    "GROUPMEAN(x)": ["16.6667", "16.6667", "16.6667", "20", "20"],
    "GROUPCOUNT(x)": ["3", "3", "3", "2", "2"],
    "GROUPRANK(x)": ["3", "1", "1", "1", "2"],
    "GROUPRANK(x, 1)": ["1", "2", "2", "2", "1"],
    "ALLMIN(x)": ["0"] * 5,
    "ALLMAX(x)": ["40"] * 5,
    "ALLSUM(x)": ["90"] * 5,
    "ALLMEAN(x)": ["18"] * 5,
    "ALLCOUNT(x)": ["5"] * 5,
    "ALLRANK(x)": ["4", "2", "2", "1", "5"],
    "ALLRANK(x, 0) + 10 * ALLRANK(x, 1)": ["24", "32", "32", "51", "15"],
    "满分 * (60% + 40% * (x - GROUPMIN(x)) / (GROUPMAX(x) - GROUPMIN(x)))": ["60", "100", "100", "100", "60"],
}


@pytest.mark.parametrize("text", COMPARED)
def test_units_are_compared_within_their_group_or_all_together(text: str) -> None:
    rule = {"kind": "formula", "text": text}
    content = {
        "scheme": "例",
        "title": "例",
        "policies": {"decimals": 4},
        "groups": [{"code": "A", "name": "A"}, {"code": "B", "name": "B"}],
        "tree": [{"code": "a", "name": "甲", "points": "100", "rule": rule, "zero_denominator": "missing"}],
    }
    groups = {"u0": "A", "u1": "A", "u2": "A", "u3": "B", "u4": "B"}
    values = dict(zip((f"{unit} a." for unit in groups), ("10", "20", "20", "40", "0"), strict=True))
    given = case(content, groups, values)
    found = score(given.scheme, given.sheet)
    assert shown(found) == COMPARED[text]
    assert given.scheme.groups_are_comparable == ("ALL" in text)


def test_a_measure_knows_the_same_functions() -> None:
    found = points_of(
        {"kind": "imported"},
        ["90 60 30", "0 0 1", "10 20 0"],
        measure="IF(总数 > 0, MAX(ROUND((甲 + 乙) / 总数, 1), 1), 50)",
        zero_denominator="missing",
        fields=("总数", "甲", "乙"),
    )
    assert shown(found) == ["1", "50", "2"]


# ---------------------------------------------------------------- the rule


def test_a_rule_has_one_cell_for_its_value_or_one_for_each_name() -> None:
    def cells(text: str) -> list[str]:
        rule = FormulaRule(text=text)
        return [cell.name for cell in rule.fields(FormulaRule.model_fields["floor"].default)]

    assert cells("x / 2") == [""]
    assert cells("值 + X * 满分") == [""]
    assert cells("甲 * x + 甲 - FULL + 2024年数") == ["甲", "x", "2024年数"]
    assert cells("甲 +") == [""]


def test_several_cells_and_the_limits_of_the_points() -> None:
    rule = {"kind": "formula", "text": "满分 - 1.5 * 通报 - 3 × 处分", "floor": "-5", "cap": "8"}
    found = points_of(rule, ["0 0", "2 0", "1 1", "9 9"], "10", fields=("通报", "处分"))
    assert shown(found) == ["8", "7", "5.5", "-5"]
    words = found.scheme.indicators[0].rule_words
    assert words.zh == "得分 = 满分 - 1.5 × 通报 - 3 × 处分；满分 10 分，最低 -5 分、最高 8 分"
    assert words.en == "points = 满分 - 1.5 × 通报 - 3 × 处分; full points 10, not below -5, at most 8"


def test_points_stay_between_nothing_and_full_points_unless_stated() -> None:
    assert shown(points_of({"kind": "formula", "text": "x"}, ["-3", "4", "101"])) == ["0", "4", "100"]


def test_with_a_measure_the_formula_reads_its_value() -> None:
    found = points_of(
        {"kind": "formula", "text": "x * 2"},
        ["3 4", "1 2"],
        measure="甲 * 乙",
        fields=("甲", "乙"),
    )
    assert shown(found) == ["24", "4"]


def problems_of(indicator: str) -> list[tuple[str, int | None, str, str]]:
    text = f"{HEAD}tree:\n  - {{code: t, name: 总, points: 10, {indicator}}}"
    _, problems = read_scheme(text)
    return [(p.code, p.place.line, p.message.zh, p.message.en) for p in problems]


def test_a_formula_that_cannot_be_read_is_a_problem_at_its_line_and_character() -> None:
    ((code, line, zh, en),) = problems_of('rule: {kind: formula, text: "x + "}')
    assert (code, line) == ("scheme-formula-unreadable", 6)
    assert "第 4 个字符" in zh
    assert "character 4" in en


def test_a_formula_must_use_a_field_and_only_the_value_where_there_is_a_measure() -> None:
    ((_, _, zh, _),) = problems_of('rule: {kind: formula, text: "满分 / 2"}')
    assert "没有用到任何数据项" in zh
    found = problems_of('measure: 甲 + 乙, rule: {kind: formula, text: "x + 丙"}')
    assert [(code, "第 5 个字符" in zh) for code, _, zh, _ in found if "formula" in code] == [
        ("scheme-formula-unreadable", True)
    ]


def test_limits_of_the_points_that_cross_are_a_contradiction() -> None:
    ((code, _, _, en),) = problems_of('rule: {kind: formula, text: "x", floor: 5, cap: 4}')
    assert code == "scheme-rule-contradiction"
    assert "floor 5 is above the cap, 4" in en


def test_a_formula_that_may_have_no_value_asks_what_counts_then() -> None:
    ((code, _, _, _),) = problems_of('rule: {kind: formula, text: "甲 / 乙"}')
    assert code == "scheme-zero-denominator-missing"
    assert problems_of('zero_denominator: full, rule: {kind: formula, text: "甲 / 乙"}') == []
    found = points_of(
        {"kind": "formula", "text": "甲 / 乙"}, ["6 3", "6 0"], zero_denominator="full", fields=("甲", "乙")
    )
    assert shown(found) == ["2", "100"]


def test_the_worked_example_loads() -> None:
    assert isinstance(scheme_of(example_scheme(FormulaRule)).indicators[0], Indicator)


# ---------------------------------------------------------------- mistakes

#: text → position of the mistake, words of its reason.
WRONG: dict[str, tuple[int, str, str]] = {
    "": (1, "结尾", "the end"),
    "   ": (4, "结尾", "the end"),
    "甲 +": (4, "结尾", "the end"),
    "甲 * / 乙": (5, "“/”", "“/”"),
    "(甲 + 1": (7, "缺少右括号", "closing bracket is missing"),
    "甲 + 1)": (6, "多了一个右括号", "one closing bracket too many"),
    "甲 乙": (3, "此处不应有“乙”", "unexpected “乙”"),
    "2甲 3": (4, "此处不应有“3”", "unexpected “3”"),
    "2(甲)": (2, "此处不应有“(”", "unexpected “(”"),
    "2x": (1, "既不是数字也不是名称", "neither a number nor a name"),
    "1e5": (1, "既不是数字也不是名称", "neither a number nor a name"),
    "1.2.3 + 甲": (1, "“1.2.3”不是数字", "“1.2.3” is not a number"),
    "甲 + 5.": (5, "“5.”不是数字", "“5.” is not a number"),
    "甲 * .5": (5, "“.5”不是数字", "“.5” is not a number"),
    "甲 + 1,000": (6, "此处不应有“,”", "unexpected “,”"),
    "甲 / 0": (5, "除数为 0", "division by zero"),
    "甲 / (0)": (6, "除数为 0", "division by zero"),
    "甲 + 10000000000000000": (5, "数字过长", "too long"),
    "甲 + 0.12345678901234567": (5, "数字过长", "too long"),
    "甲 + １２": (5, "“１”", "“１”"),
    "甲²": (2, "“²”", "“²”"),
    "=甲 + 1": (1, "去掉开头的等号", "remove the equals sign"),
    "甲 > 1": (3, "比较的结果不是数", "a comparison is no number"),
    "(甲 > 1) * 2": (4, "比较的结果不是数", "a comparison is no number"),
    "MAX(甲 = 1, 2)": (7, "比较的结果不是数", "a comparison is no number"),
    "AND(甲 > 1)": (1, "比较的结果不是数", "a comparison is no number"),
    "IF(1 < 甲 < 3, 1)": (10, "比较不能连写", "comparisons cannot be chained"),
    "IF(甲, 1, 2)": (4, "此处应为条件", "expected a condition"),
    "IF(甲 + 1, 1, 2)": (6, "此处应为条件", "expected a condition"),
    "IF(NOT(甲), 1, 2)": (8, "此处应为条件", "expected a condition"),
    "IF(甲 > 1)": (1, "IF 括号内应有 2—3 项，现有 1 项", "IF has 1 arguments instead of 2—3"),
    "ROUND(甲)": (1, "ROUND 括号内应有 2 项", "ROUND has 1 arguments instead of 2"),
    "SUM()": (1, "SUM 括号内应有 ≥ 1 项", "SUM has 0 arguments instead of ≥ 1"),
    "ROUND(甲, 7)": (10, "小数位数应为 0 到 6", "a whole number from 0 to 6"),
    "ROUND(甲, 1.5)": (10, "小数位数应为 0 到 6", "a whole number from 0 to 6"),
    "ROUND(甲, -1)": (10, "小数位数应为 0 到 6", "a whole number from 0 to 6"),
    "ROUND(甲, 乙)": (10, "此处只能写数字", "expected a plain number"),
    "甲 ^ 乙": (5, "此处只能写数字", "expected a plain number"),
    "甲 ^ 11": (5, "指数应在", "exponents lie between"),
    "甲 ^ 0.1234567": (5, "指数应在", "exponents lie between"),
    "((甲 ^ 10) ^ 10) ^ 10": (11, "数值会过大", "could become too large"),
    "POWER(甲, 10) ^ 3": (14, "数值会过大", "could become too large"),
    "0 ^ -1 + 甲": (1, "0 没有负数次方", "no negative powers"),
    "甲 + SQRT(-1)": (10, "负数不能开方", "a negative number has no root"),
    "LN(0) + 甲": (4, "只有正数有对数", "only positive numbers"),
    "LOG(甲, 1)": (8, "对数的底", "the base is a positive number"),
    "LOG10(甲, 2)": (1, "LOG10 括号内应有 1 项", "LOG10 has 2 arguments instead of 1"),
    "EXP(201) + 甲": (5, "EXP 的指数", "EXP takes exponents"),
    "GROUPMAX(甲 + 1)": (12, "先把算式写进 measure", "put the calculation into measure"),
    "GROUPMAX(5)": (10, "先把算式写进 measure", "put the calculation into measure"),
    "GROUPRANK(甲, 2)": (14, "次序写 0", "the order is 0 or 1"),
    "MXA(甲, 2)": (1, "没有函数“MXA”（是否为 MAX）", "there is no function “MXA” (is it MAX?)"),
    "甲(乙)": (1, "没有函数“甲”", "there is no function “甲”"),
    'IF(甲 = "是", 1)': (8, '“"”', '“"”'),
    "甲\x00": (2, "U+0000", "U+0000"),
    "甲 + \u202e乙": (5, "U+202E", "U+202E"),
    "甲；乙": (2, "“；”", "“；”"),
    "SUM(A1:A5)": (7, "缺少右括号", "a closing bracket is missing"),
    "(" * (DEEPEST + 2) + "甲": (DEEPEST + 2, "括号层数过多", "too many nested brackets"),
    "甲" + "+甲" * 220: (399, "过于复杂", "too many parts"),
    "ROUNDUP(" * 5 + "甲" + ", 0)" * 5: (9, "过于复杂", "too many parts"),
    "甲" * (LONGEST + 1): (LONGEST, "最多 500 个字符", "at most 500 characters"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_is_told_at_its_character_in_both_languages(text: str) -> None:
    position, zh, en = WRONG[text]
    with pytest.raises(MeasureError) as caught:
        parse_measure(text, raw)
    assert zh in caught.value.reason.zh
    assert en in caught.value.reason.en
    assert caught.value.position == position


def test_every_function_is_in_the_page_about_formulas() -> None:
    page = SYNTAX.read_text(encoding="utf-8")
    rows = " ".join(line for line in page.splitlines() if line.startswith("| `"))
    assert {name for name in FUNCTIONS if f"`{name}(" not in rows} == set()
    examples = re.findall(r"\| `([^`|]+)` \|$", page, re.MULTILINE)
    examples += re.findall(r"(?:^measure: |text: \")([^\"\n]+)", page, re.MULTILINE)
    assert len(examples) > 20
    for example in examples:
        parse_measure(example, raw)


# ---------------------------------------------------------------- anything at all

FIELDS = ("甲", "乙", "x")
HOSTILE = [
    "(" * 500,
    ")" * 500,
    "-" * 500,
    "-" * 499 + "甲",
    "(" * 250 + "甲" + ")" * 249,
    "甲" + "+甲" * 249,
    "甲" + "-甲+甲" * 120,
    "甲" + "^2" * 240,
    "IF(" * 200,
    "IF(甲>1," * 200 + "1" + ")" * 200,
    "ABS(" * 100 + "甲" + ")" * 100,
    "ROUNDUP(" * 19 + "甲" + ",0)" * 19,
    "9" * 499,
    "9" * 100_000,
    "0." + "0" * 400 + "1",
    "1" * 16 + "^10^10",
    "9999999999999999^10 * 甲",
    "__import__('os').system('id')",
    "甲.__class__.__mro__",
    "lambda: 甲",
    "=CMD|' /C calc'!A0",
    '=HYPERLINK("http://example.com")',
    "{{甲}}",
    "${甲}",
    "%s%n%d",
    "甲; DROP TABLE units",
    "\x00",
    "甲\x00乙",
    "\ud800",
    "😀 + 1",
    "甲\u200b+\u200e乙\u202e",
    "\ufeff甲",
    "٣ + ४",
    "１＋２",
    "Ⅳ + ½ + ①",
    "ıf(甲>1,1)",
    "ſum(甲)",
    "nan",
    "inf * 0",
    "1e400",
    "0x10",
    "1_000",
    "甲%%",
    "\n\t\r 甲 \n",
    "甲\n+\n乙",
]


def formula_text(random: Random, depth: int = 3) -> str:
    """A formula that means something, if perhaps nothing for some values."""
    if depth == 0 or random.random() < 0.2:
        return random.choice([*FIELDS, "1", "0.5", "60%", "100", "7.25"])
    one, other = formula_text(random, depth - 1), formula_text(random, depth - 1)
    condition = f"{one}{random.choice(['=', '<>', '<', '<=', '>', '>=', '≥', '＜'])}{other}"
    field = random.choice(FIELDS)
    return random.choice(
        [
            f"{one} + {other}",
            f"{one}-{other}",
            f"({one})×({other})",
            f"({one})/({other})",
            f"-({one})",
            f"({one})^{random.choice(['2', '-1', '0.5', '-1.5', '3', '0'])}",
            f"IF({condition}, {one}, {other})",
            f"IF(AND({condition}, NOT({other} > 1)), {other})",
            f"IF(OR({condition}), {one}, 2)",
            f"{random.choice(['MIN', 'max', 'SUM', 'Average'])}({one}, {other}, 3)",
            f"{random.choice(['ABS', 'INT', 'SQRT', 'LN', 'LOG10', 'LOG', 'EXP'])}({one})",
            f"{random.choice(['ROUND', 'ROUNDUP', 'ROUNDDOWN'])}({one}, {random.randrange(7)})",
            f"LOG({one}, 2)",
            f"POWER({one}, 2)",
            f"{random.choice(['GROUP', 'ALL'])}{random.choice(['MIN', 'MAX', 'MEAN', 'SUM', 'COUNT', 'RANK'])}({field})",
        ]
    )


def mutated(random: Random, text: str) -> str:
    """The text with a character dropped, doubled or replaced, or cut off."""
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(text) + 1)
        text = random.choice(
            [
                text[:at],
                text[:at] + text[at + 1 :],
                text[:at] + random.choice("(),+-*/^<>=%甲x1.（，\x00²😀\u202e") + text[at:],
                text[:at] + text[at : at + 3] + text[at:],
            ]
        )
    return text


def soup(random: Random) -> str:
    """Tokens in no order."""
    tokens = [*FUNCTIONS, *FIELDS, *"(),+-*/^=<>%", ">=", "1", "0.5", " ", "（", "，", "丙", "满分", "²"]
    return "".join(random.choice(tokens) for _ in range(random.randrange(40)))


def three_units() -> Exact:
    """The exact reading of three units which report 甲, 乙 and x."""
    rule = {"kind": "formula", "text": "甲 + 乙 + x"}
    return points_of(rule, ["0 0 0", "1 2.5 -3", "90 0.1 120"], fields=FIELDS).exact


def outcome(text: str) -> Measure | MeasureError:
    """What a text is read as; anything but these two is a failure."""
    try:
        return parse_measure(text, raw)
    except MeasureError as error:
        return error


def test_any_text_is_a_formula_with_a_number_or_a_mistake_at_a_place() -> None:
    random = Random(20)  # noqa: S311 - not for secrets
    valid = [formula_text(random) for _ in range(400)]
    texts = HOSTILE + valid + [mutated(random, text) for text in valid] + [soup(random) for _ in range(300)]
    exact = three_units()
    started = perf_counter()
    read = 0
    for text in texts:
        measure = outcome(text)
        if isinstance(measure, MeasureError):
            assert 1 <= measure.position <= len(text) + 1, text
            assert all(measure.reason), text
            continue
        read += 1
        assert measure.fields == names_in(read_expression(text)), text
        fields = {part.column for part in walk(measure.tree) if isinstance(part, Field)}
        assert fields <= {raw(name) for name in measure.fields}, text
        if not set(measure.fields) <= set(FIELDS):
            continue
        for unit in range(3):
            if not any(exact.holds(condition, unit) for condition in undefined(measure.tree)):
                assert isinstance(exact.number(measure.tree, unit), Fraction), text
    assert read > 300
    assert perf_counter() - started < 20


def test_what_can_be_read_is_scored_alike_by_the_table() -> None:
    random = Random(21)  # noqa: S311 - not for secrets
    texts = [f"0 * (甲 + 乙 + x) + ({formula_text(random)})" for _ in range(100)]
    formulas = [text for text in texts if isinstance(outcome(text), Measure)]
    assert len(formulas) > 60
    for text in formulas:
        found = scored(text, ["0 0 0", "1 2.5 -3", "90 0.1 120", "33.33 7 0.5"], fields=FIELDS)
        for unit in range(4):
            cell = found.exact.cell(found.plan.passed_up("a"), unit)
            published = found.published("a").value(unit)
            assert published == (from_units(half_up(cell.number, 4), 4) if cell.present else None), text


# ---------------------------------------------------------------- in words


@pytest.mark.parametrize(
    ("text", "value", "zh", "en"),
    [
        (
            "IF(x >= 90, 满分, ROUND(x / 10, 1))",
            "85.55",
            "85.55 < 90；85.55 ÷ 10 = 8.555，四舍五入保留 1 位小数，取 8.6；",
            "85.55 < 90; 85.55 ÷ 10 = 8.555, rounded half up to 1 decimal: 8.6; ",
        ),
        ("ABS(x - 10)", "3", "3 − 10 = -7，取绝对值，按 7 计；", "3 − 10 = -7, without its sign: 7 counts; "),
        (
            "ROUNDUP(x / 3, 0)",
            "-2.5",
            "≈ -0.8333，只入不舍取整，取 -1；",
            "rounded away from zero to a whole number: -1; ",
        ),
        (
            "MAX(x / 2, 5)",
            "3",
            "3 ÷ 2 = 1.5，取较大者，按 5 计；",
            "3 ÷ 2 = 1.5, the greater of both: 5 counts; ",
        ),
    ],
)
def test_a_formula_is_told_with_its_numbers(text: str, value: str, zh: str, en: str) -> None:
    words = explain(scored(text, [value]).exact, "a", 0).in_words()
    assert zh in words.zh
    assert en in words.en


def test_whoever_redoes_what_a_formula_prints_rounds_to_the_same() -> None:
    random = Random(22)  # noqa: S311 - not for secrets
    formulas = [
        text for text in (formula_text(random) for _ in range(60)) if isinstance(outcome(text), Measure)
    ]
    for text in formulas:
        found = scored(f"0 * (甲 + 乙 + x) + ({text})", ["1 2.5 -3", "90 0.1 120"], fields=FIELDS)
        for unit in range(2):
            clauses = explain(found.exact, "a", unit).clauses
            assert all(clause.can_be_redone(4) for clause in clauses), text


# ---------------------------------------------------------------- printed arithmetic


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2 − 6 × 0.5", "-1"),
        ("(−3) × (-4) − 1", "11"),
        ("−19.84 + 19.84", "0"),
        ("8 − 2 − 1 − 0.5", "4.5"),
        ("≈6.6133 × 3", "19.8399"),
        ("(约6.6133 + 1) ÷ 1", "7.6133"),
        ("(1 ÷ 3 + 12345678901234567890123456789012345 ÷ 3) × 3", "12345678901234567890123456789012346"),
        ("9 ^ 0.5 + 2 ^ 3 − 4 ^ (-1)", "10.75"),
        ("(−2) ^ 2", "4"),
        ("ln(1) + log(8, 2) + exp(0) + normsinv(0.5)", "4"),
    ],
)
def test_printed_arithmetic_is_worked_out_as_it_stands(printed: str, value: str) -> None:
    assert evaluate(printed) == Fraction(value)


def test_printed_roots_and_logarithms_have_fifty_digits() -> None:
    assert abs(evaluate("2 ^ 0.5") ** 2 - 2) < Fraction(1, 10**50)
    assert abs(evaluate("exp(ln(7) ÷ 2)") ** 2 - 7) < Fraction(1, 10**50)


def test_what_is_no_arithmetic_is_not_worked_out() -> None:
    with pytest.raises(ValueError, match="not plain arithmetic"):
        evaluate("甲 + 1")
