"""The command `template`, and its forms on paper."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sample_data import SCHEME as SAMPLE
from sample_data import UNITS
from template_command import template_command
from tests.libreoffice import PDF, converted
from tests.sheets import workbook
from tests.template_world import TEXT, texts

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def templates(*arguments: object) -> Result:
    return CliRunner().invoke(template_command, [*map(str, arguments)])


def templates_of_sample(folder: Path, *arguments: object) -> Result:
    return templates(SAMPLE, "--units", UNITS, "-o", folder, *arguments)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a scheme and a register beside it."""
    (tmp_path / "scheme.yaml").write_text(TEXT, encoding="utf-8")
    register: list[list[object]] = [
        ["单位代码", "单位", "组别"],
        ["007", "甲县", "甲组"],
        ["U2", "乙局", "乙组"],
    ]
    (tmp_path / "units.xlsx").write_bytes(workbook({"名册": register}))
    return tmp_path


def test_a_form_for_each_unit_by_the_register_beside_the_scheme(office: Path) -> None:
    done = templates(office / "scheme.yaml", "-o", office / "out")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (office / "out").iterdir()) == ["007-甲县.xlsx", "U2-乙局.xlsx"]
    assert "units.xlsx" in done.output
    assert "2 份" in done.output


def test_without_a_register_one_sentence_says_what_to_give(office: Path) -> None:
    (office / "units.xlsx").unlink()
    done = templates(office / "scheme.yaml", "-o", office / "out")
    assert done.exit_code == 2
    assert done.output == (
        "没有单位名册，不知道填报表发给谁。请用 --units 给出含“单位代码、单位、组别”三列的 .xlsx 或 .csv。\n"
    )
    assert not (office / "out").exists()


def test_of_several_registers_none_is_chosen(office: Path) -> None:
    (office / "单位名册.csv").write_text("单位代码,单位,组别\n1,丁,甲组\n", encoding="utf-8")
    done = templates(office / "scheme.yaml", "-o", office / "out")
    assert done.exit_code == 2
    assert "units.xlsx、单位名册.csv" in done.output
    assert (
        templates(office / "scheme.yaml", "--units", office / "units.xlsx", "-o", office / "out").exit_code
        == 0
    )


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--unit", "甲县"], ["007-甲县.xlsx"]),
        (["--unit", "007", "--unit", "乙局"], ["007-甲县.xlsx", "U2-乙局.xlsx"]),
        (["--group", "乙组"], ["U2-乙局.xlsx"]),
        (["--by", "group"], ["A-甲组.xlsx", "B-乙组.xlsx"]),
        (["--by", "group", "--group", "A", "--for", "office"], ["A-甲组.xlsx"]),
        (["--zip"], ["small-填报表.zip"]),
    ],
)
def test_what_is_written_is_what_was_asked_for(office: Path, arguments: list[str], names: list[str]) -> None:
    done = templates(office / "scheme.yaml", "-o", office / "out", *arguments)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (office / "out").iterdir()) == names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--unit", "丁县"],
            "名册中没有单位“丁县”（是否为“甲县”？）。--unit 后面请写名册中的单位名称或代码。",
        ),
        (["--unit", "某厂"], "名册中没有单位“某厂”。--unit 后面请写名册中的单位名称或代码。"),
        (["--group", "丙组"], "方案中没有“丙组”这个组。方案中的组有：甲组、乙组。"),
        (["--for", "office"], "请加 --by group"),
        (["--unit", "007", "--group", "B"], "没有写出任何文件"),
        (["--last-year-scheme", "x.yaml"], "--last-year"),
        (["--units", "no.xlsx"], "no.xlsx"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(office: Path, arguments: list[str], said: str) -> None:
    done = templates(office / "scheme.yaml", "-o", office / "out", *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output
    assert not (office / "out").exists()


def test_an_input_is_never_written_over(office: Path) -> None:
    register = office / "007-甲县.xlsx"
    (office / "units.xlsx").rename(register)
    before = register.read_bytes()
    done = templates(office / "scheme.yaml", "--units", register, "-o", office)
    assert done.exit_code == 2
    assert "不会被覆盖" in done.output
    assert register.read_bytes() == before


def test_an_output_that_is_no_folder_is_refused(office: Path) -> None:
    done = templates(office / "scheme.yaml", "-o", office / "scheme.yaml")
    assert done.exit_code == 2
    assert "写不进去" in done.output


def test_last_years_values_come_from_its_own_scheme_and_sheets(office: Path) -> None:
    (office / "last.yaml").write_text(TEXT, encoding="utf-8")
    (office / "last.xlsx").write_bytes(
        workbook(
            {
                "名册": [["单位代码", "单位", "组别"], ["007", "甲县", "甲组"]],
                "得分": [["单位", "1.10"], ["甲县", 97.5]],
            }
        )
    )
    done = templates(
        office / "scheme.yaml",
        *("-o", office / "out"),
        *("--last-year", office / "last.xlsx", "--last-year-scheme", office / "last.yaml"),
    )
    assert done.exit_code == 0, done.output
    assert texts((office / "out" / "007-甲县.xlsx").read_bytes(), "上年值")["1.10"] == "97.5"


def test_the_sample_gives_every_unit_a_form(tmp_path: Path) -> None:
    done = templates_of_sample(tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "out").iterdir())) == 69


# ---------------------------------------------------------------- on paper


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout


@pytest.mark.needs("libreoffice", "poppler", "chinese-font")
def test_a_form_prints_with_its_headings_on_every_page_and_no_indicator_cut_in_two(tmp_path: Path) -> None:
    runner = templates_of_sample(tmp_path / "forms", "--unit", "0101")
    assert runner.exit_code == 0, runner.output
    content = (tmp_path / "forms" / "0101-云澜区.xlsx").read_bytes()
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(converted({"form.xlsx": content}, PDF, tmp_path / "office")["form.xlsx"])
    assert "(A4)" in run("pdfinfo", pdf)
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    forms_pages = [page for page in pages if "填报值" in page]
    assert 2 <= len(forms_pages) <= 3
    assert 5 <= len(pages[:-1]) <= 7
    for page in pages[:-1]:
        assert "指标代码" in page
        assert re.search(r"第 \d+ 页", page)
        assert "###" not in page
    codes = [set(re.findall(r"^\s*(P\d\.\d\.\d|L\d)\s", page, re.MULTILINE)) for page in forms_pages]
    assert sum(map(len, codes)) == len(set.union(*codes)) > 20
    assert "填报人：" in forms_pages[-1]
