"""What people type into a cell: every form of a value, the one that is taken beside the one that is not."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.book import Error, Formula, Number, Style, Text, Xml
from tests.dirty.case import Case, accepted, refused, warned_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.dirty.book import Cell

MISSING = "missing"
REFUSED = "refused"
NOT_A_NUMBER = "refused value-not-a-number"
ERROR = "refused value-error-cell"
RANGE = "refused value-out-of-range"
TYPED = "refused value-not-applicable-typed"

DIRECT, SHARE, COUNT, MONEY, YES, DAYS = office.USUAL
LEVEL = "P3.2"

#: Name, indicator, what the cell of 甲县 holds, and what must come of it: a number that is taken, `warned` and a
#: number, `missing`, or `refused` with the code of the problem.
FORMS: tuple[tuple[str, str, Cell, str], ...] = (
    # Text that is a number beyond doubt.
    ("digits as text", SHARE, "95.5", "warned 95.5"),
    ("digits in a text cell", SHARE, Text("95.5", Style.TEXT), "warned 95.5"),
    ("digits behind an apostrophe", SHARE, Text("95.5", Style.QUOTED), "warned 95.5"),
    ("full-width digits", SHARE, "９５．５", "warned 95.5"),
    ("a full-width minus", MONEY, "－5", "warned -5"),
    ("a true minus sign", MONEY, "\u22125.5", "warned -5.5"),
    ("a no-break space behind", SHARE, "95.5\u00a0", "warned 95.5"),
    ("an ideographic space before", SHARE, "\u300095.5", "warned 95.5"),
    ("a zero-width space behind", SHARE, "95.5\u200b", "warned 95.5"),
    ("a byte order mark before", SHARE, "\ufeff95.5", "warned 95.5"),
    ("a line break behind", SHARE, "95.5\n", "warned 95.5"),
    ("thousands separated", MONEY, "1,234.5", "warned 1234.5"),
    ("thousands separated by a full-width comma", MONEY, "1，234", "warned 1234"),
    ("trailing zeros of a count as text", COUNT, "12.00", "warned 12"),
    # Text that could be several numbers, or none.
    ("a comma not at thousands", MONEY, "1,23", REFUSED),
    ("commas at odd places", MONEY, "12,34.5", REFUSED),
    ("a comma for the point", MONEY, "95,5", REFUSED),
    ("point and comma the other way round", MONEY, "1.234,5", REFUSED),
    ("a space within", SHARE, "9 5.5", NOT_A_NUMBER),
    ("two points", SHARE, "95..5", NOT_A_NUMBER),
    ("an ideographic full stop for the point", SHARE, "95。5", NOT_A_NUMBER),
    ("a line break within", SHARE, "95\n.5", NOT_A_NUMBER),
    ("Chinese numerals", SHARE, "九十五", NOT_A_NUMBER),
    ("Chinese numerals with a point", DIRECT, "二十八点五", NOT_A_NUMBER),
    ("a Chinese zero", COUNT, "零", NOT_A_NUMBER),
    ("about", SHARE, "约95", NOT_A_NUMBER),
    ("at least", SHARE, "≥90", NOT_A_NUMBER),
    ("a span with a hyphen", SHARE, "95-96", NOT_A_NUMBER),
    ("a span with a wave", SHARE, "95～96", NOT_A_NUMBER),
    ("a fraction", SHARE, "95/100", NOT_A_NUMBER),
    ("more or less", SHARE, "95左右", NOT_A_NUMBER),
    ("an underscore which Python takes", COUNT, "2_5", NOT_A_NUMBER),
    ("an exponent as text", MONEY, "1e3", NOT_A_NUMBER),
    ("a hexadecimal number", COUNT, "0x10", NOT_A_NUMBER),
    ("nan", SHARE, "nan", NOT_A_NUMBER),
    ("inf", MONEY, "inf", NOT_A_NUMBER),
    ("minus infinity", MONEY, "-Infinity", NOT_A_NUMBER),
    ("null", SHARE, "null", NOT_A_NUMBER),
    ("Arabic-Indic digits", SHARE, "\u0669\u0665", NOT_A_NUMBER),
    ("a superscript", SHARE, "9\u00b2", NOT_A_NUMBER),
    ("circled digits", COUNT, "\u2468", NOT_A_NUMBER),
    ("a vulgar fraction", COUNT, "\u00bd", NOT_A_NUMBER),
    ("a Roman numeral", COUNT, "\u2164", NOT_A_NUMBER),
    ("digits turned round", SHARE, "\u202e5.59", NOT_A_NUMBER),
    ("a negative in brackets as text", MONEY, "(5)", REFUSED),
    ("a negative in full-width brackets", MONEY, "（5）", REFUSED),
    ("a question mark", SHARE, "?", NOT_A_NUMBER),
    ("a text of 32,767 characters", SHARE, "九" * 32_767, NOT_A_NUMBER),
    ("a text of 32,767 digits", MONEY, "9" * 32_767, REFUSED),
    # Percentages.
    ("97% as text where percent are asked", SHARE, "97%", "warned 97"),
    ("full-width 97% where percent are asked", SHARE, "９７％", "warned 97"),
    ("97 % with a space where percent are asked", SHARE, "97 %", "warned 97"),
    ("97% as text where points are asked", DIRECT, "27%", REFUSED),
    ("97% as text where a count is asked", COUNT, "97%", REFUSED),
    ("per mille where percent are asked", SHARE, "97‰", REFUSED),
    ("0.97 shown as 97% where percent are asked", SHARE, Number("0.97", Style.PERCENT), "warned 97"),
    ("0.975 shown as 97.50% where percent are asked", SHARE, Number("0.975", Style.PERCENT_2), "warned 97.5"),
    (
        "0.97 shown as 97% where points are asked",
        DIRECT,
        Number("0.97", Style.PERCENT),
        "refused value-percent-ambiguous",
    ),
    (
        "1 shown as 100% where a count is asked",
        COUNT,
        Number("1", Style.PERCENT),
        "refused value-percent-ambiguous",
    ),
    ("97 shown as 9700% where percent are asked", SHARE, Number("97", Style.PERCENT), REFUSED),
    ("97 with a percent sign that is only text", SHARE, Number("97", Style.LITERAL_PERCENT), "97"),
    # Units of measure.
    ("the unit of measure behind", DIRECT, "25.5分", "warned 25.5"),
    ("the unit of measure behind a space", DIRECT, "25.5 分", "warned 25.5"),
    ("the unit of measure behind a count", COUNT, "12次", "warned 12"),
    ("the unit of measure in hundreds of millions", MONEY, "35.6亿元", "warned 35.6"),
    ("another unit of measure", MONEY, "35.6万元", REFUSED),
    ("the measure word for anything", COUNT, "12个", "warned 12"),
    ("the unit of measure as a number format", DIRECT, Number("28.5", Style.POINTS), "28.5"),
    # Numbers as Excel keeps and shows them.
    ("noise above", SHARE, Number("95.500000000000014"), "95.5"),
    ("noise below", DIRECT, Number("28.499999999999996"), "28.5"),
    ("a tenth and two tenths", MONEY, Number("0.30000000000000004"), "0.3"),
    ("an exponent as Excel writes it", MONEY, Number("1E3"), "1000"),
    ("a small exponent as Excel writes it", MONEY, Number("2.5E-1"), "0.25"),
    ("thousands separated by a number format", MONEY, Number("1234.5", Style.THOUSANDS), "1234.5"),
    ("a negative in brackets by a number format", MONEY, Number("-5", Style.NEGATIVE_IN_BRACKETS), "-5"),
    ("more decimals than are shown", SHARE, Number("95.6", Style.WHOLE), "95.6"),
    ("a whole number with a point", COUNT, Number("12.0"), "12"),
    ("minus zero", MONEY, Number("-0"), "0"),
    ("zero", COUNT, 0, "0"),
    # Numbers that cannot be right.
    ("too many decimals", SHARE, Decimal("95.125"), "refused value-too-precise"),
    ("too many decimals as text", SHARE, "95.125", "refused value-too-precise"),
    ("twenty significant digits as text", SHARE, "95.123456789012345678", "refused value-too-precise"),
    ("half a count", COUNT, Decimal("12.5"), REFUSED),
    ("above the range", SHARE, 101, RANGE),
    ("above full points", DIRECT, Decimal("30.5"), RANGE),
    ("below zero points", DIRECT, -1, RANGE),
    ("just below the range", SHARE, Decimal("-0.01"), RANGE),
    ("a huge number", MONEY, Number("1E+20"), RANGE),
    ("the largest float", MONEY, Number("1.7976931348623157E+308"), RANGE),
    ("beyond the largest float", MONEY, Number("1E+400"), REFUSED),
    ("sixteen digits", MONEY, Number("1234567890123456"), RANGE),
    ("twenty digits as text", MONEY, "99999999999999999999", RANGE),
    # Truth, dates and times are no numbers.
    ("TRUE in a number cell", SHARE, True, REFUSED),
    ("FALSE in a number cell", COUNT, False, REFUSED),
    ("TRUE as text", SHARE, "TRUE", REFUSED),
    ("a date in a number cell", COUNT, Number("44197", Style.DATE), REFUSED),
    ("a small number shown as a date", COUNT, Number("12", Style.DATE), REFUSED),
    ("points shown as a Chinese date", DIRECT, Number("28.5", Style.CHINESE_DATE), REFUSED),
    ("a time in a number cell", SHARE, Number("0.5", Style.TIME), REFUSED),
    ("an ISO date cell", COUNT, Xml('<c r="{ref}" t="d"><v>2020-12-03</v></c>'), REFUSED),
    ("a date as text", COUNT, "2020-12-03", REFUSED),
    ("a Chinese date as text", COUNT, "12月3日", REFUSED),
    # Placeholders and nothing at all.
    ("an em dash", SHARE, "—", MISSING),
    ("an en dash", SHARE, "–", MISSING),
    ("a horizontal bar", SHARE, "―", MISSING),
    ("a Chinese dash", SHARE, "——", MISSING),
    ("a cross", SHARE, "×", MISSING),
    ("not counted", SHARE, "未统计", MISSING),
    ("a padded dash", SHARE, "　— ", MISSING),
    ("blank", SHARE, None, MISSING),
    ("an empty text", SHARE, "", MISSING),
    ("spaces only", SHARE, "   ", MISSING),
    ("ideographic spaces only", SHARE, "\u3000\u3000", MISSING),
    ("a zero-width space only", SHARE, "\u200b", MISSING),
    ("a slash", SHARE, "/", TYPED),
    ("a full-width slash", SHARE, "／", TYPED),
    ("N/A as text", SHARE, "N/A", TYPED),
    ("not applicable in words", SHARE, "不适用", TYPED),
    ("none", COUNT, "无", "refused value-none-ambiguous"),
    ("none for now", COUNT, "暂无", REFUSED),
    # Errors and formulas.
    ("a division by zero", SHARE, Error("#DIV/0!"), ERROR),
    ("an error of lookup", SHARE, Error("#N/A"), ERROR),
    ("a lost reference", SHARE, Error("#REF!"), ERROR),
    ("a wrong operand", SHARE, Error("#VALUE!"), ERROR),
    ("an unknown name", SHARE, Error("#NAME?"), ERROR),
    ("a number out of bounds", SHARE, Error("#NUM!"), ERROR),
    ("an error typed as text", SHARE, "#DIV/0!", REFUSED),
    (
        "a formula without its result",
        SHARE,
        Formula("AVERAGE(90,95)"),
        "refused value-formula-not-calculated",
    ),
    ("a formula with its result", SHARE, Formula("AVERAGE(90,95)", "92.5"), "92.5"),
    ("a formula with a noisy result", SHARE, Formula("C3*1", "95.500000000000014"), "95.5"),
    ("a formula over another workbook", SHARE, Formula("[1]Sheet1!A1", "95"), "95"),
    ("a formula whose result is an empty text", SHARE, Formula('IF(B2>99,1,"")', "", "str"), MISSING),
    ("a formula whose result is a dash", SHARE, Formula('IF(B2>99,1,"—")', "—", "str"), MISSING),
    (
        "a formula whose result is a percent text",
        SHARE,
        Formula('TEXT(0.97,"0%")', "97%", "str"),
        "warned 97",
    ),
    ("a formula whose result is an error", SHARE, Formula("1/0", "#DIV/0!", "e"), ERROR),
    ("a formula whose result is a truth", SHARE, Formula("1=1", "1", "b"), REFUSED),
    # Choices.
    ("a tick for yes", YES, "√", "1"),
    ("a word that is no yes", YES, "有", "refused value-not-a-choice"),
    ("a choice left blank", YES, None, MISSING),
    ("none for a choice", YES, "无", REFUSED),
    ("no days late", DAYS, 0, "0"),
    ("on time in words", DAYS, "按时", NOT_A_NUMBER),
)


def cases() -> Iterator[Case]:
    """A case for each form, in a sheet that is clean otherwise."""
    for name, indicator, cell, expected in FORMS:
        yield _case(f"value: {name}", indicator, cell, expected)
    yield from _not_applicable()
    yield from _levels()


def _case(name: str, indicator: str, cell: Cell, expected: str) -> Case:
    unit = office.UNITS[0]
    key, at = f"{unit}|{indicator}", office.place_of(unit, indicator)
    verdict, _, rest = expected.partition(" ")
    number = rest if verdict == "warned" else None if verdict in {MISSING, REFUSED} else verdict
    values = office.values(changes={key: number})
    table = office.rows(cells={(unit, indicator): cell})
    if verdict == REFUSED:
        return refused(name, partial(office.book, table), {at: rest}, values=values, states={key: "rejected"})
    state = MISSING if number is None else "value" if Decimal(number) else "zero"
    warned = {at} if verdict == "warned" else set()
    return accepted(name, partial(office.book, table), values=values, states={key: state}, warned=warned)


def _levels() -> Iterator[Case]:
    """Levels chosen by name, which someone should give reasons for: a warning about no cell."""
    columns, key = (LEVEL,), f"{office.UNITS[0]}|{LEVEL}"
    taken: tuple[tuple[Cell, str | None], ...] = (("较好", "3.2"), (Decimal("3.2"), "3.2"), (None, None))
    for cell, number in taken:
        yield warned_of(
            accepted(
                f"value: {cell or 'nothing'} for a level",
                partial(office.book, office.rows(columns, cells={(office.UNITS[0], LEVEL): cell})),
                values=office.values(columns, changes={key: number}),
                states={key: "value" if number else MISSING},
            )
        )
    for cell in ("优秀", 3):
        yield refused(
            f"value: {cell} for a level",
            partial(office.book, office.rows(columns, cells={(office.UNITS[0], LEVEL): cell})),
            {office.place("B2"): "value-not-a-choice"},
            values=office.values(columns, changes={key: None}),
            states={key: "rejected"},
        )


def _not_applicable() -> Iterator[Case]:
    """An indicator which departments do not have, and an exemption on record."""
    columns, unit = (SHARE, "2.2"), office.DEPARTMENTS[0]
    key, at = f"{unit}|2.2", office.place_of(unit, "2.2", columns)
    for cell in ("/", "不适用", "—", None):
        table = office.rows(columns, cells={(unit, "2.2"): cell})
        yield accepted(
            f"value: “{cell or 'blank'}” where the group has no such indicator",
            partial(office.book, table),
            values=office.values(columns),
            states={key: "not applicable"},
        )
    table = office.rows(columns, cells={(unit, "2.2"): 90})
    yield accepted(
        "value: a number where the group has no such indicator",
        partial(office.book, table),
        values=office.values(columns),
        states={key: "not applicable"},
        warned={at},
    )
