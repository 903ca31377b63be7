"""What a typed cell means: taken where it is unambiguous, with what was changed; refused where it is not."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.grid import Cell
from documents.intake import value_problems
from documents.intake.asked import asked_of
from documents.intake.cell_values import CellState, understand
from documents.intake.finding import shown
from documents.intake.typed_number import read_typed_number
from indicators.problems import Place, Severity
from indicators.words import visible
from scoring.field_values import objection
from tests import office_year
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from documents.intake.asked import Asked
    from documents.intake.cell_values import Understood
    from indicators.problems import Problem

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 90}
  - {code: 率, parent: total, name: 合格率, points: 10, unit: "%", rule: {kind: target, target: 95, lose: 1, part_step: pro rata}}
  - {code: 件, parent: total, name: 办结件数, points: 10, unit: 件, limits: {min: 0}, rule: {kind: target, target: 95, lose: 1, part_step: pro rata}}
  - {code: 额, parent: total, name: 投资额, points: 10, unit: 亿元, rule: {kind: rank points, lose: 10%}}
  - {code: 分, parent: total, name: 评分, points: 10, rule: {kind: imported, out_of: 100}}
  - {code: 改, parent: total, name: 整改率, points: 10, unit: "%", measure: 已整改 / 查摆问题 * 100, zero_denominator: full,
     rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: 销, parent: total, name: 销号率, points: 10, unit: "%", decimals: 0, measure: 已销号 / 应销号 * 100,
     zero_denominator: full, rule: {kind: target, target: 100, lose: 0.1, part_step: pro rata}}
  - {code: 违, parent: total, name: 违纪, points: 10, rule: {kind: deduction, events: [{name: 起, lose: 1}]}}
  - {code: 制, parent: total, name: 制度, points: 10, rule: {kind: checklist, items: [{name: 建立, points: 10}]}}
  - {code: 质, parent: total, name: 质量, points: 10,
     rule: {kind: rubric, levels: [{name: 好, points: 10}, {name: 一般 (B), points: 6}, {name: 无, points: 0}]}}
"""
)
ASKED = {asked.indicator.code: asked for asked in reversed(asked_of(SCHEME).values())}


def asked_for(code: str, field: str = "") -> Asked:
    return next(
        asked
        for asked in asked_of(SCHEME).values()
        if asked.indicator.code == code and field in {"", asked.field.name}
    )


def typed(text: str, code: str = "分", *, applies: bool = True) -> Understood:
    return understand(Cell(text), ASKED[code], applies=applies)


def said(understood: Understood) -> Problem:
    assert understood.finding is not None
    return understood.finding.at(Place())


TAKEN = {
    "９２．５": ("分", "92.5", "value-number-as-text"),
    " 92.5　": ("分", "92.5", "value-number-as-text"),
    "\u00a092.5\u200b": ("分", "92.5", "value-number-as-text"),
    "\ufeff92.5": ("分", "92.5", "value-number-as-text"),
    "+3": ("分", "3", "value-number-as-text"),
    "＋３": ("分", "3", "value-number-as-text"),
    "－３": ("额", "-3", "value-number-as-text"),
    "−3": ("额", "-3", "value-number-as-text"),
    "007": ("件", "7", "value-number-as-text"),
    "97%": ("率", "97", "value-percent-text"),
    "97 ％": ("率", "97", "value-percent-text"),
    "９７.５％": ("率", "97.5", "value-percent-text"),
    "25.5分": ("分", "25.5", "value-unit-typed"),
    "25.5 分 ": ("分", "25.5", "value-unit-typed"),
    "3件": ("件", "3", "value-unit-typed"),
    "5个": ("件", "5", "value-unit-typed"),
    "3起": ("违", "3", "value-unit-typed"),
    "１０ 人次": ("违", "10", "value-unit-typed"),
    "17个": ("销", "17", "value-unit-typed"),
    "20户": ("销", "20", "value-unit-typed"),
    "1,200 亿元": ("额", "1200", "value-unit-typed"),
    "1,234,567.8": ("额", "1234567.8", "value-thousands-separators"),
    "1，234": ("额", "1234", "value-thousands-separators"),
    "-1,234": ("额", "-1234", "value-thousands-separators"),
}


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_unambiguous_is_taken_and_shown_before_and_after(text: str) -> None:
    code, value, problem = TAKEN[text]
    understood = typed(text, code)
    assert understood.state is CellState.VALUE
    assert understood.value == Decimal(value)
    finding = said(understood)
    assert (finding.code, finding.severity) == (problem, Severity.WARNING)
    for message in finding.message:
        assert visible(shown(text)) in message
        assert re.search(rf"\b{re.escape(str(Decimal(value)))}\b|{value}", message)


REFUSED = {
    "٢٥": ("分", "value-not-a-number"),
    "Ⅳ": ("分", "value-not-a-number"),
    "〇": ("分", "value-not-a-number"),
    "九十": ("分", "value-not-a-number"),
    "②": ("分", "value-not-a-number"),
    "㈠": ("分", "value-not-a-number"),
    "½": ("分", "value-not-a-number"),
    "5½": ("分", "value-not-a-number"),
    "9²": ("分", "value-not-a-number"),
    "9 2": ("分", "value-not-a-number"),
    "12 000": ("额", "value-not-a-number"),
    "1.234,5": ("额", "value-not-a-number"),
    "1,23": ("额", "value-not-a-number"),
    "12,34,567": ("额", "value-not-a-number"),
    "1234,567": ("额", "value-not-a-number"),
    "0,123": ("额", "value-not-a-number"),
    "1e1": ("分", "value-not-a-number"),
    "2_5": ("分", "value-not-a-number"),
    "+ 3": ("分", "value-not-a-number"),
    "5-8": ("分", "value-not-a-number"),
    "约90": ("分", "value-not-a-number"),
    "90?": ("分", "value-not-a-number"),
    "'90": ("分", "value-not-a-number"),
    "x": ("分", "value-not-a-number"),
    "暂无": ("分", "value-not-a-number"),
    "待定": ("分", "value-not-a-number"),
    "未报": ("分", "value-not-a-number"),
    "缺": ("分", "value-not-a-number"),
    "null": ("分", "value-not-a-number"),
    "None": ("分", "value-not-a-number"),
    "nan": ("分", "value-not-a-number"),
    "#": ("分", "value-not-a-number"),
    "?": ("分", "value-not-a-number"),
    "9" * 31: ("分", "value-not-a-number"),
    "无": ("分", "value-none-ambiguous"),
    " 无　": ("分", "value-none-ambiguous"),
    "97%": ("件", "value-unit-differs"),
    "3%": ("分", "value-unit-unknown"),
    "25.5万元": ("额", "value-unit-differs"),
    "95分": ("率", "value-unit-differs"),
    "5‰": ("率", "value-unit-differs"),
    "3万件": ("件", "value-unit-differs"),
    "3天": ("违", "value-unit-unknown"),
    "2万人": ("违", "value-unit-unknown"),
    "1.5个": ("违", "value-not-whole"),
    "3户": ("件", "value-unit-differs"),
    "5个": ("额", "value-unit-differs"),
    "90个": ("分", "value-unit-unknown"),
    "95个": ("率", "value-unit-differs"),
    "9分": ("销", "value-unit-unknown"),
    "9元": ("销", "value-unit-unknown"),
    "9%": ("销", "value-unit-unknown"),
    "3分": ("违", "value-unit-unknown"),
    "95% ": ("改", "value-unit-unknown"),
    "25件": ("改", "value-unit-unknown"),
    "2024-01-05": ("分", "value-date"),
    "2024/1/5 00:00:00": ("分", "value-date"),
    "1月5日": ("分", "value-date"),
    "08:30": ("分", "value-date"),
    "TRUE": ("分", "value-true-or-false"),
    "False": ("分", "value-true-or-false"),
    "#DIV/0!": ("分", "value-error-cell"),
    "#N/A": ("分", "value-error-cell"),
    "１０１": ("分", "value-out-of-range"),
    "101分": ("分", "value-out-of-range"),
    "120,000,000,000,000": ("额", "value-out-of-range"),
    "97.555%": ("率", "value-too-precise"),
    "０.５": ("违", "value-not-whole"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_ambiguous_is_refused_with_its_reason(text: str) -> None:
    code, problem = REFUSED[text]
    understood = typed(text, code)
    assert (understood.state, understood.value) == (CellState.REJECTED, None)
    assert (said(understood).code, said(understood).severity) == (problem, Severity.BLOCKING)


def test_another_unit_of_measure_is_refused_with_both_named() -> None:
    message = said(typed("25.5万元", "额")).message.zh
    assert "“万元”" in message
    assert "“亿元”" in message


def test_what_is_quoted_is_one_short_line_on_which_everything_is_seen() -> None:
    assert "“约 90 分”" in said(typed("约 90\n分", "件")).message.zh
    assert "“9[U+202E]0[U+200B]”" in said(typed("9\u202e0\u200b", "件")).message.zh
    assert shown("九" * 41) == "九" * 40 + "…"


def test_a_range_is_said_with_its_unit_of_measure() -> None:
    assert "≥ 0，计量单位 件" in said(typed("-1", "件")).message.zh
    assert "0—100" in said(typed("101")).message.zh


@pytest.mark.parametrize(
    ("stored", "value"), [("0.97", "97"), ("0.9755", "97.55"), ("0", "0"), ("1", "100"), ("97", "9700")]
)
def test_a_cell_shown_as_a_percentage_is_what_it_shows_where_percent_are_asked_for(
    stored: str, value: str
) -> None:
    understood = understand(Cell(stored, Decimal(stored), is_percent=True), ASKED["率"], applies=True)
    assert str(understood.value) == value
    finding = said(understood)
    assert (finding.code, finding.severity) == ("value-percent-cell", Severity.WARNING)
    assert f"存的是 {stored}" in finding.message.zh
    assert f"按 {value} 读取" in finding.message.zh


@pytest.mark.parametrize("code", ["件", "分", "改", "质", "制"])
def test_a_cell_shown_as_a_percentage_is_refused_everywhere_else(code: str) -> None:
    understood = understand(Cell("0.97", Decimal("0.97"), is_percent=True), ASKED[code], applies=True)
    assert understood.state is CellState.REJECTED
    assert said(understood).code == "value-percent-ambiguous"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("#DIV/0!", is_error=True), "value-error-cell"),
        (Cell(is_uncalculated=True, is_formula=True), "value-formula-not-calculated"),
        (Cell(merged_range="B2:B3"), "cell-merged"),
        (Cell("2024-01-05 00:00:00", is_date=True), "value-date"),
        (Cell("45296", Decimal(45296), is_date=True), "value-date"),
    ],
)
def test_what_is_no_typed_value_is_never_a_number_and_never_missing(cell: Cell, code: str) -> None:
    for asked in (ASKED["分"], ASKED["额"]):
        understood = understand(cell, asked, applies=True)
        assert understood.state is CellState.REJECTED
        assert said(understood).code == code


@pytest.mark.parametrize(
    "mark", ["", " ", "　", "\u200b", "—", "–", "―", "─", "－", "-", "--", "——", "﹣", "×", " 未统计 ", "- -"]
)
def test_placeholders_are_missing_without_a_word(mark: str) -> None:
    for code in ASKED:
        assert typed(mark, code) == (CellState.MISSING, None, None)
        assert typed(mark, code, applies=False) == (CellState.NOT_APPLICABLE, None, None)


@pytest.mark.parametrize("mark", ["/", "／", "\\", "＼", "不适用", "N/A", "n/a", "NA", " / "])
def test_nobody_is_excused_by_typing_that_it_does_not_apply(mark: str) -> None:
    refused = typed(mark)
    assert (refused.state, said(refused).code) == (CellState.REJECTED, "value-not-applicable-typed")
    assert typed(mark, applies=False) == (CellState.NOT_APPLICABLE, None, None)


def test_what_is_typed_where_nothing_applies_is_not_used_and_said() -> None:
    for cell in (Cell("5", Decimal(5)), Cell("#N/A", is_error=True), Cell(is_uncalculated=True)):
        understood = understand(cell, ASKED["分"], applies=False)
        assert (understood.state, understood.value) == (CellState.NOT_APPLICABLE, None)
        assert said(understood).code == "value-not-used"


@pytest.mark.parametrize(
    ("text", "code", "value", "problem"),
    [
        ("是", "制", 1, None),
        ("√", "制", 1, None),
        (" 否　", "制", 0, "value-choice-read"),
        ("ＹＥＳ", "制", 1, "value-choice-read"),
        ("一般（Ｂ）", "质", 6, "value-choice-read"),
        ("无", "质", 0, None),
        ("１", "制", 1, "value-number-as-text"),
        ("10", "质", 10, "value-number-as-text"),
    ],
)
def test_a_choice_is_silent_as_it_stands_and_said_where_it_was_likened(
    text: str, code: str, value: int, problem: str | None
) -> None:
    understood = typed(text, code)
    assert understood.value == value
    assert understood.finding is None if problem is None else said(understood).code == problem


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("部分", "制", "value-not-a-choice"),
        ("TRUE", "制", "value-not-a-choice"),
        ("2", "制", "value-not-a-choice"),
        ("1分", "制", "value-not-a-choice"),
        ("无", "制", "value-none-ambiguous"),
        ("#REF!", "制", "value-error-cell"),
    ],
)
def test_what_is_none_of_the_choices_is_refused(text: str, code: str, problem: str) -> None:
    assert said(typed(text, code)).code == problem


def test_zero_has_no_sign() -> None:
    for cell in (Cell("-0", Decimal("-0")), Cell("－０．００"), Cell("-0分")):
        understood = understand(cell, ASKED["分"], applies=True)
        assert understood.state is CellState.ZERO
        assert str(understood.value).startswith("0")


def test_a_plain_number_is_taken_as_it_stands() -> None:
    for text in ("0.5", "92.50", "100", "92.500"):
        understood = understand(Cell(text, Decimal(text)), ASKED["分"], applies=True)
        assert (understood.value, understood.finding) == (Decimal(text), None)


def test_values_that_another_scheme_took_fit_by_the_same_measure() -> None:
    direct, judged = ASKED["分"], ASKED["质"]
    assert objection(Decimal("92.5"), direct.indicator, direct.field) is None
    assert objection(Decimal("92.555"), direct.indicator, direct.field) is not None
    assert objection(Decimal(101), direct.indicator, direct.field) is not None
    assert objection(Decimal(6), judged.indicator, judged.field) is None
    assert objection(Decimal(7), judged.indicator, judged.field) is not None


@pytest.mark.parametrize(
    ("points", "taken", "code"),
    [
        ("1.5分", ["1.5"], "value-unit-typed"),
        ("１．５", ["1.5"], "value-number-as-text"),
        ("150%", [], "value-unit-differs"),
        ("1万", [], "value-unit-differs"),
    ],
)
def test_points_of_a_bonus_are_read_like_any_number(points: str, taken: list[str], code: str) -> None:
    intake = office_year.read(
        加减分=[office_year.ADJUSTMENTS[0], ["东县", "J1", "试点", points, "通过", None]]
    )
    assert [str(record.points) for record in intake.adjustments] == taken
    assert (code, "D2") in [(problem.code, problem.place.cell) for problem in intake.problems]


# ---------------------------------------------------------------- properties

numbers = st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=2)
blanks = st.text(st.sampled_from(" \u00a0\u3000\u200b\t"), max_size=2)
WIDE = str.maketrans("0123456789+-.,", "０１２３４５６７８９＋－．，")


@given(
    numbers,
    st.sampled_from(["{:f}", "{:,f}"]),
    st.sampled_from([{}, WIDE]),
    blanks,
    st.sampled_from(["", "亿元"]),
)
def test_a_number_in_any_accepted_dress_is_that_very_number(
    number: Decimal, shape: str, width: dict[int, int], blank: str, unit: str
) -> None:
    text = blank + shape.format(number).translate(width) + blank + unit + blank
    understood = typed(text, "额")
    assert understood.value == number
    assert said(understood).severity is Severity.WARNING


@given(st.decimals(-100, 100, allow_nan=False, allow_infinity=False, places=4))
def test_a_percentage_is_read_as_percent_to_the_last_digit(number: Decimal) -> None:
    """Of the stored number, hundred times is what the cell shows; decimals beyond those allowed are refused."""
    cell = understand(Cell(str(number), number, is_percent=True), ASKED["率"], applies=True)
    assert cell.value == number * 100
    assert typed(f"{number:.2f}%", "率").value == Decimal(f"{number:.2f}")


#: What may at all become a value: one run of digits, soundly grouped or not, one point, one sign, one unit of measure.
ACCEPTED = re.compile(
    r"[+＋\-－−]?(?:[0-9０-９]+|[1-9１-９][0-9０-９]{0,2}(?:[,，][0-9０-９]{3})+)(?:[.．][0-9０-９]+)?(?:[%％件分个]|亿元)?"
)
pieces = st.sampled_from(
    [
        *"0123456789０５９٣²½①Ⅳ九,，.．-－−+%％‰/\\×—:e_ 　\u200b分件个月日",
        "亿元",
        "万元",
        "是",
        "无",
        "TRUE",
        "#",
        "1,234",
    ]
)


@given(
    st.one_of(st.text(max_size=12), st.lists(pieces, max_size=8).map("".join)), st.sampled_from(sorted(ASKED))
)
@example("1,2345", "额")
@example("1.5.2", "额")
@example("５٣", "分")
def test_no_other_text_ever_gives_a_value(text: str, code: str) -> None:
    understood = typed(text, code)
    if understood.value is None:
        assert understood.state not in {CellState.VALUE, CellState.ZERO}
    elif not ASKED[code].field.choices:
        seen = "".join(char for char in text if not char.isspace() and char != "\u200b")
        assert ACCEPTED.fullmatch(seen.strip("\u200c\u200d\u2060\ufeff"))
    assert typed(text, code, applies=False).value is None


@given(st.text())
def test_any_text_is_read_as_a_number_or_not_without_an_error(text: str) -> None:
    found = read_typed_number(text)
    assert found is None or found.number.is_finite()


FORMATTED = {
    "the unit of measure": ("额", Cell("9", Decimal(9), unit="亿元"), None),
    "points": ("分", Cell("9", Decimal(9), unit="分"), None),
    "a counter": ("销", Cell("9", Decimal(9), unit="户"), None),
    "another unit": ("额", Cell("9", Decimal(9), unit="元"), "value-unit-differs"),
    "a unit where none is stated": ("分", Cell("9", Decimal(9), unit="%"), "value-unit-unknown"),
    "another number": ("额", Cell("9", Decimal(9), shown="0.01"), "value-shown-otherwise"),
    "no number": ("额", Cell("9", Decimal(9), shown="—"), "value-hidden"),
    "nothing": ("分", Cell("9", Decimal(9), shown=""), "value-hidden"),
}


@pytest.mark.parametrize("case", FORMATTED)
def test_what_a_format_makes_of_a_number_is_judged_like_what_is_typed(case: str) -> None:
    code, cell, expected = FORMATTED[case]
    understood = understand(cell, ASKED[code], applies=True)
    assert understood.state is (CellState.VALUE if expected is None else CellState.REJECTED)
    assert (understood.finding.kind.code if understood.finding else None) == expected


def test_a_choice_that_nobody_sees_is_refused() -> None:
    name = ASKED["质"].field.choices[0][0]
    assert typed(name, "质").state is not CellState.REJECTED
    understood = understand(Cell(name, Decimal(9), shown=""), ASKED["质"], applies=True)
    assert said(understood).code == "value-hidden"


def test_every_kind_of_problem_with_a_value_has_a_test_that_provokes_it() -> None:
    source = "".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("test_cell_values.py", "test_layouts.py", "test_plausible.py")
    )
    assert [kind.code for kind in value_problems.KINDS if f'"{kind.code}"' not in source] == []
