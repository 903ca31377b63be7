"""Templates: what a form asks, what may be typed into it, how it prints, and how many are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_data
from documents.intake.asked import asked_of
from documents.intake.audience import Audience
from documents.scheme_files import read_scheme_file
from documents.templates.entries import entries_of
from documents.templates.file_names import file_names
from documents.templates.issue import Issue
from documents.templates.last_year import LastYear
from documents.templates.parcel import Template, forms, write_each, write_zip
from documents.templates.prompts import LONGEST_ALERT, LONGEST_PROMPT, LONGEST_TITLE
from indicators import Exemption, Unit
from indicators.formula import ColumnName, Stage
from tests.libreoffice import PDF, converted
from tests.schemes import times
from tests.sheets import scheme_of
from tests.template_world import (
    ASKED,
    MADE_AT,
    OTHER,
    PERIODS,
    SCHEME,
    TEXT,
    UNIT,
    book_of,
    changed,
    form,
    group_cells,
    headings,
    input_cells,
    sheet_of,
    texts,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


PICTURES = Path(__file__).parent.parent / "docs" / "pictures" if os.environ.get("BATON_PICTURES") else None


def page_of(content: bytes) -> Worksheet:
    return book_of(content)["填报表"]


def check_at(content: bytes, key: tuple[str, str, str]) -> DataValidation:
    address = input_cells(content)[key]
    found = [each for each in page_of(content).data_validations.dataValidation if address in each.sqref]
    assert len(found) == 1
    check: DataValidation = found[0]
    return check


# ---------------------------------------------------------------- what a form asks


def test_a_form_asks_what_its_unit_reports_in_the_order_of_the_tree() -> None:
    assert list(input_cells(form())) == ASKED


def test_a_form_leaves_out_what_does_not_apply_to_the_group() -> None:
    assert {code for code, _, _ in input_cells(form(OTHER))} == {"1.1", "1.10", "1.2", "2.1", "2.2"}


def test_a_form_leaves_out_what_the_unit_is_exempt_from_in_the_year_or_in_a_period() -> None:
    exempt = [
        Exemption(unit="007", indicator=code, reason="撤并", approved_by="考核办")
        for code in ("1.1", "2.1@H1")
    ]
    issue = Issue(SCHEME, MADE_AT, exemptions=exempt)
    left = [key for key in ASKED if key[0] != "1.1" and key[2] != "上半年"]
    assert list(input_cells(issue.form(UNIT))) == left
    assert "1.1" in {code for code, _, _ in input_cells(issue.form(OTHER))}


def test_entries_of_every_group_are_what_the_scheme_asks() -> None:
    for group in SCHEME.group_codes:
        both = [*entries_of(SCHEME, Audience.UNITS, group), *entries_of(SCHEME, Audience.OFFICE, group)]
        everything = entries_of(SCHEME, Audience.ALL, group)
        assert {entry.asked.name for entry in both} == {entry.asked.name for entry in everything}
        assert len(both) == len(everything)


def test_a_form_says_whose_it_is() -> None:
    page = page_of(form())
    assert page["A1"].value == "某市2020年度考核指标体系填报表"
    assert [page.cell(2, column).value for column in (1, 3, 5)] == [
        "填报单位：甲县",
        "单位代码：007",
        "组别：甲组",
    ]


def test_codes_stay_the_texts_they_are() -> None:
    page = page_of(form())
    codes = [cell for cell in page["A"] if cell.value == "1.10"]
    assert len(codes) == 1
    assert codes[0].data_type == "s"


def test_rows_stand_under_the_names_of_their_nodes() -> None:
    column = [str(cell.value) for cell in page_of(form())["A"] if cell.value]
    assert column.index("政治建设") < column.index("1.1") < column.index("组织建设") < column.index("2.1")


def test_targets_are_those_of_the_group_and_of_the_measure() -> None:
    assert {code: texts(form(), "目标值")[code] for code in ("1.1", "1.10", "2.1")} == {
        "1.1": "100%",
        "1.10": "90%",
        "2.1": "4次",
    }
    assert texts(form(OTHER), "目标值")["1.10"] == "80%"


def test_a_unit_of_measure_is_not_shown_for_what_a_rate_is_worked_out_from() -> None:
    units = texts(form(), "计量单位")
    assert (units["1.1"], units["1.10"], units["1.2"], units["2.2"]) == ("", "%", "起", "")


def test_what_is_only_added_up_has_the_unit_of_the_sum() -> None:
    summed = changed(
        'unit: "%", decimals: 0, measure: 已改 / 应改 * 100',
        "unit: 件, decimals: 0, measure: 已改 - 重复 + 补改",
    )
    cells = Issue(summed, MADE_AT).form(UNIT)
    assert texts(cells, "计量单位")["1.1"] == "件"
    assert "单位：件" in str(check_at(cells, ("1.1", "补改", "")).prompt)


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("{kind: deduction, events: [{name: 应学未学的专题, lose: 0.5}]}", "应学未学的专题"),
        ("{kind: timeliness, lose_per_day: 1}", "逾期天数（按时的填 0）"),
        (
            "{kind: gate, needs: [有计划], then: {kind: deduction, events: [{name: 缺课, lose: 1}]}}",
            "缺课",
        ),
    ],
)
def test_what_is_counted_is_said_where_the_indicator_does_not_name_it(rule: str, what: str) -> None:
    scheme = changed("{kind: deduction, events: [{name: 警告, lose: 0.5}, {name: 移送, lose: 1}]}", rule)
    content = Issue(scheme, MADE_AT).form(UNIT)
    assert texts(content, "说明")["1.2"] == f"填报内容：{what}"
    check = check_at(content, ("1.2", "", ""))
    assert str(check.prompt).startswith(f"填{what}：整数")
    assert str(check.error).startswith(f"这里只能填{what}：整数")
    notes = {str(row[0].value): str(row[2].value) for row in book_of(content)["填报说明"].iter_rows()}
    assert f"{what}：整数" in notes["1.2"]


def test_where_each_event_has_a_row_of_its_name_nothing_more_is_said() -> None:
    assert texts(form(), "说明")["1.2"] == ""
    assert str(check_at(form(), ("1.2", "警告", "")).prompt).startswith("填整数")


def test_the_office_is_told_that_it_fills_in_points() -> None:
    checks = page_of(sheet_of(Audience.OFFICE)).data_validations.dataValidation
    assert [str(check.prompt)[:6] for check in checks if check.type == "decimal"] == ["填评定的得分"]


def test_evidence_and_measure_are_explained_beside_the_cell() -> None:
    explained = texts(form(), "说明")["1.1"]
    assert explained == "只计当年查摆的问题\n算式：已改 ÷ 应改 × 100\n佐证：整改清单；销号单"


def test_columns_without_content_are_left_out() -> None:
    assert "上年值" not in headings(page_of(form()))
    without = changed("periods: [H1, H2],", "")
    assert "时期" not in headings(page_of(Issue(without, MADE_AT).form(UNIT)))


def test_last_years_values_are_found_by_name_and_unit_of_measure() -> None:
    last = changed('code: "1.2", parent: S1', 'code: "9.9", parent: S1')
    last_year = LastYear(
        last,
        {
            ("007", ColumnName(Stage.RAW, "9.9", "警告")): Decimal(3),
            ("007", ColumnName(Stage.RAW, "1.10")): Decimal("97.5"),
        },
    )
    page = page_of(Issue(SCHEME, MADE_AT, last_year=last_year).form(UNIT))
    at = headings(page)
    shown = {
        (str(row[0].value), str(row[at["数据项"] - 1].value or "")): row[at["上年值"] - 1].value
        for row in page.iter_rows(min_row=5)
    }
    assert (shown["1.2", "警告"], shown["1.10", ""], shown["1.2", "移送"]) == (3, 97.5, None)
    renamed = LastYear(
        changed("unit: 起", "unit: 件"), {("007", ColumnName(Stage.RAW, "1.2", "警告")): Decimal(3)}
    )
    asked = asked_of(SCHEME)[ColumnName(Stage.RAW, "1.2", "警告")]
    assert renamed.value(UNIT, asked) is None


# ---------------------------------------------------------------- what may be typed


def test_only_values_remarks_and_signatures_can_be_changed() -> None:
    book = book_of(form())
    page, notes = book["填报表"], book["填报说明"]
    at = headings(page)
    open_cells = {
        (cell.row or 0, cell.column) for row in page.iter_rows() for cell in row if not cell.protection.locked
    }
    rows = {int(page[address].row) for address in input_cells(form()).values()}
    inputs = {(row, at[heading]) for row in rows for heading in ("填报值", "备注")}
    assert inputs <= open_cells
    signed = {row for row, _ in open_cells - inputs}
    assert len(signed) == 1
    assert min(signed) > max(rows)
    assert page.protection.sheet
    assert page.protection.password is None
    assert all(cell.protection.locked for row in notes.iter_rows() for cell in row)
    assert notes.protection.sheet


@pytest.mark.parametrize(
    ("key", "kind", "lowest", "highest"),
    [
        (("1.1", "已改", ""), "whole", "0", "999999999999"),
        (("1.10", "", ""), "decimal", "0", "100"),
        (("1.2", "警告", ""), "whole", "0", "999999999999"),
        (("2.5", "本年", ""), "decimal", "-999999999999", "999999999999"),
    ],
)
def test_numbers_are_checked_while_they_are_typed(
    key: tuple[str, str, str], kind: str, lowest: str, highest: str
) -> None:
    check = check_at(form(), key)
    assert (check.type, check.formula1, check.formula2) == (kind, lowest, highest)
    assert check.operator in {None, "between"}
    assert check.errorStyle in {None, "stop"}


def test_choices_come_from_a_list() -> None:
    check = check_at(form(), ("2.2", "", ""))
    assert check.type == "list"
    assert listed(form(), check) == ["是", "否"]


def listed(content: bytes, check: DataValidation) -> list[str]:
    sheet, _, cells = str(check.formula1).partition("!")
    return [cell.value for row in book_of(content)[sheet.strip("'")][cells.replace("$", "")] for cell in row]


def test_choices_with_commas_are_still_one_choice_each() -> None:
    content = sheet_of(Audience.OFFICE)
    checks = [c for c in page_of(content).data_validations.dataValidation if c.type == "list"]
    assert [listed(content, check) for check in checks] == [["好", "较好，有不足", "差"]]


def test_a_percentage_says_how_it_is_written() -> None:
    check = check_at(form(), ("1.10", "", ""))
    assert check.prompt == (
        "填数字，最多 1 位小数，0—100，单位：%。填百分之几的数，如 97.5，不要填 0.975。没有数据的留空，不要填 0。"
    )
    assert check.error == (
        "这里只能填数字，最多 1 位小数，0—100，单位：%。没有数据的留空，不要填 0。确不适用的，请报考核办登记豁免。"
    )
    assert check.showInputMessage
    assert check.showErrorMessage


def test_every_cell_to_fill_in_says_in_chinese_what_belongs_there() -> None:
    for key in ASKED:
        check = check_at(form(), key)
        assert re.fullmatch(r"填.+没有数据的留空，不要填 0。", str(check.prompt))
        assert re.fullmatch(r"这里只能填.+请报考核办登记豁免。", str(check.error))


@times(0.3)
@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text("字母ab😀（）", min_size=1, max_size=400))
def test_no_name_makes_what_a_cell_says_too_long(name: str, unit: str) -> None:
    base = SCHEME.by_code["1.10"].model_copy(update={"name": name, "unit": unit})
    tree = tuple(base if part.code == base.code else part for part in SCHEME.tree)
    scheme = SCHEME.model_copy(update={"tree": tree})
    check = check_at(Issue(scheme, MADE_AT).form(UNIT), ("1.10", "", ""))
    lengths = [
        len(str(said or "").encode("utf-16-le")) // 2
        for said in (check.promptTitle, check.prompt, check.error)
    ]
    assert all(map(int.__le__, lengths, (LONGEST_TITLE, LONGEST_PROMPT, LONGEST_ALERT)))


@pytest.mark.parametrize(
    "name", ["=1+1", "@SUM(A1)", "+1", "<r>县</r>", '=HYPERLINK("http://x.test")', "<b>&amp;", "\u202e县"]
)
def test_a_name_is_only_ever_text(name: str) -> None:
    unit = Unit(code="=2", name=name, group="A")
    for content in (Issue(SCHEME, MADE_AT).form(unit), sheet_of(Audience.UNITS, (unit,))):
        book = book_of(content)
        assert not [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]
        said = [str(c.value) for page in book for row in page.iter_rows() for c in row if c.value is not None]
        assert any(name in text for text in said)


# ---------------------------------------------------------------- groups, notes, English


def test_a_groups_sheet_has_its_units_as_rows_and_every_field_as_a_column() -> None:
    cells = list(
        group_cells(sheet_of(Audience.ALL, (UNIT, Unit(code="008", name="丙县", group="A"))), PERIODS)
    )
    assert {unit for unit, _, _, _ in cells} == {"007", "008"}
    asked = [(code, field) for unit, code, field, _ in cells if unit == "007"]
    expected = [(name.code, name.field) for name in asked_of(SCHEME)]
    position = expected.index(("2.3", ""))
    assert asked == [*expected[:position], ("2.3", ""), ("2.3", "理由"), *expected[position + 1 :]]


def test_the_office_gets_what_units_do_not_report() -> None:
    codes = {code for _, code, _, _ in group_cells(sheet_of(Audience.OFFICE), PERIODS)}
    assert codes == {"2.3", "2.4"}


def test_in_a_groups_sheet_what_a_unit_is_exempt_from_is_locked() -> None:
    exemption = Exemption(unit="007", indicator="1.10", reason="撤并", approved_by="考核办")
    issue = Issue(SCHEME, MADE_AT, exemptions=[exemption])
    content = issue.group_sheet("A", [UNIT], Audience.UNITS)
    assert "1.10" not in {code for _, code, _, _ in group_cells(content, PERIODS)}
    assert "不适用" in [cell.value for row in page_of(content).iter_rows() for cell in row]


def test_notes_say_what_each_mark_means_and_how_each_indicator_counts() -> None:
    notes = book_of(form())["填报说明"]
    said = "\n".join(str(cell.value) for row in notes.iter_rows() for cell in row if cell.value)
    for words in (
        "数量为零的填 0",
        "“/”",
        "不适用",
        "97.5",
        "整改台账",
        "12月10日",
        "市委党建办",
        "每低 1% 扣 0.1 分",
    ):
        assert words in said


def test_notes_tell_a_unit_the_targets_of_its_own_group_only() -> None:
    for unit, own, others in ((UNIT, "90", "80"), (OTHER, "80", "90")):
        rows = {str(row[0].value): str(row[3].value) for row in book_of(form(unit))["填报说明"].iter_rows()}
        assert f"{own}%" in rows["1.10"]
        assert f"{others}%" not in rows["1.10"]


def test_targets_within_a_rule_of_several_parts_are_the_groups_own_too() -> None:
    part = "{kind: target, target: {A: 90, B: 80}, lose: 0.1, part_step: pro rata}"
    mixed = changed(
        part,
        f"{{kind: mix, parts: [{{name: 静态, share: 50%, of: 本年, then: {part}}},"
        f" {{name: 动态, share: 50%, of: 本年 - 上年, then: {part}}}]}}",
    )
    content = Issue(mixed, MADE_AT).form(UNIT)
    said = {str(row[0].value): str(row[3].value) for row in book_of(content)["填报说明"].iter_rows()}["1.10"]
    assert said.count("90") == 2
    assert "80" not in said


def test_nothing_tells_a_unit_to_write_a_dash() -> None:
    book = book_of(form())
    said = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]
    said += [str(check.prompt) for check in book["填报表"].data_validations.dataValidation]
    assert [text for text in said if "“—”" in text] == [
        "3. 不要用“/”“—”“无”“不适用”代替数据。确不适用的，请报考核办登记豁免。"
    ]


def test_in_english_the_notes_are_english_and_the_headings_stay() -> None:
    book = book_of(Issue(SCHEME, MADE_AT, "en").form(UNIT))
    assert set(headings(book["填报表"])) >= {"指标代码", "填报值"}
    assert "Write 0 where the number is zero" in str(book["Notes"]["A3"].value)


def test_the_same_template_has_the_same_bytes() -> None:
    assert Issue(SCHEME, MADE_AT).form(UNIT) == form()


# ---------------------------------------------------------------- on paper


def test_pages_are_a4_lying_one_page_wide_with_headings_and_numbers_on_each() -> None:
    book = book_of(form())
    for name, heading in (("填报表", "$3:$3"), ("填报说明", "$8:$8")):
        page = book[name]
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)
        assert page.print_title_rows == heading
        footer = str(page.HeaderFooter.oddFooter)
        assert "第 &P 页，共 &N 页" in footer
        assert "某市2020年度考核指标体系" in footer
        assert page.freeze_panes is not None


def test_pages_break_only_where_one_is_full_and_never_within_an_indicator() -> None:
    many = "".join(
        f"  - {{code: X{number}, parent: S2, name: 事项{number}, points: 1, unit: 起, decimals: 0,\n"
        f"     rule: {{kind: deduction, events: [{{name: 甲, lose: 1}}, {{name: 乙, lose: 1}}]}}}}\n"
        for number in range(40)
    )
    scheme = scheme_of(
        f"{TEXT.rstrip()}\n{many}".replace("points: 50}", "points: 90}").replace("80}", "120}")
    )
    page = page_of(Issue(scheme, MADE_AT).form(UNIT))
    breaks = [each.id for each in page.row_breaks.brk]
    heights = {row: page.row_dimensions[row].height or 15 for row in range(1, page.max_row + 1)}
    starts = [4, *(last + 1 for last in breaks)]
    used = [
        sum(heights[row] for row in range(start, after))
        for start, after in zip(starts, [*starts[1:], page.max_row + 1], strict=True)
    ]
    assert len(used) > 3
    assert all(380 < tall < 500 for tall in used[:-1])
    assert all(page.cell(last, 1).value != page.cell(last + 1, 1).value for last in breaks)
    assert all(page.cell(last, 2).value for last in breaks)


@pytest.mark.needs("libreoffice", "poppler", "chinese-font")
def test_a_form_prints_with_nothing_cut(tmp_path: Path) -> None:
    scheme, _ = read_scheme_file(sample_data.SCHEME)
    assert scheme is not None
    unit = Unit(code="0101", name="云澜区", group="区县")
    content = Issue(scheme, MADE_AT).form(unit)
    printed = tmp_path / "form.pdf"
    printed.write_bytes(converted({"form.xlsx": content}, PDF, tmp_path / "office")["form.xlsx"])
    first = ["-f", "1", "-l", "1", str(printed)]
    text = subprocess.run(
        ["pdftotext", "-layout", *first, "-"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    assert "填报单位：云澜区" in text
    assert "###" not in text
    command = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "1600", "-scale-to-y", "-1", *first]
    subprocess.run([*command, str(tmp_path / "template")], check=True)
    picture = tmp_path / "template.png"
    assert 20_000 < picture.stat().st_size < 400_000
    if PICTURES is not None:
        shutil.copy(picture, PICTURES)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("U1", "甲县", "U1-甲县.xlsx"),
        ("区县", "区县", "区县.xlsx"),
        ("CON", "CON", "_CON.xlsx"),
        ("..", "..", "_.xlsx"),
        ("1.10", "市委/市府", "1.10-市委_市府.xlsx"),
        ("..", "../../etc/passwd", "_-.._.._etc_passwd.xlsx"),
        ("-rf", "县\n局", "_-rf-县_局.xlsx"),
        ("C:", "a\\b|c?", "C_-a_b_c_.xlsx"),
    ],
)
def test_file_names_are_safe_everywhere(code: str, name: str, expected: str) -> None:
    assert file_names([(code, name)]) == [expected]


def test_file_names_differ_by_more_than_case() -> None:
    names = file_names([("a", "X"), ("A", "x"), ("a", "X"), ("a", "X(2)")])
    assert len({name.casefold() for name in names}) == 4


@given(st.lists(st.tuples(st.text(), st.text()), max_size=8))
def test_any_code_and_name_make_a_file_name(things: list[tuple[str, str]]) -> None:
    names = file_names(things)
    assert len({name.casefold() for name in names}) == len(things)
    for name in names:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        assert not name.startswith((".", "-", " "))
        assert len(name.encode()) <= 255


def test_a_zip_holds_one_template_in_memory_at_a_time(tmp_path: Path) -> None:
    dice = Random(1)  # noqa: S311 - not for secrets
    templates = [Template(f"{number}.xlsx", lambda: dice.randbytes(2**20)) for number in range(60)]
    tracemalloc.start()
    write_zip(tmp_path / "all.zip", templates, MADE_AT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 2**20
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 60


def test_the_forms_of_500_units_make_one_zip(tmp_path: Path) -> None:
    units = [Unit(code=f"{number:03}", name=f"第{number}街道", group="A") for number in range(500)]
    write_zip(tmp_path / "all.zip", forms(Issue(SCHEME, MADE_AT), units), MADE_AT)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist()[7] == "007-第7街道.xlsx"
        assert len(archive.namelist()) == 500
        last = archive.read("499-第499街道.xlsx")
    assert page_of(last)["A2"].value == "填报单位：第499街道"


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def fails() -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_each(tmp_path, [Template("a.xlsx", fails)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.xlsx": b"old"}
