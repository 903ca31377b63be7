"""The bulletin as LibreOffice renders it: 22 lines of 28 characters, page numbers outside, marks; one page for a unit."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

from documents.bulletin import read_template, write_bulletin
from documents.bulletin.standard import standard_parts
from documents.notice import Notice, mark_of
from documents.unit_report_docx import write_unit_pages
from documents.word.package import packed
from office.reading import read_sample
from office.unit_books import unit_page
from office.unit_report import unit_report
from tests.libreoffice import PDF, converted

if TYPE_CHECKING:
    from pathlib import Path

    from scoring import Results

pytestmark = pytest.mark.needs("libreoffice", "libreoffice-writer", "poppler", "chinese-font")

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)
NOTICE = Notice(3, "2021-01-25 09:30", "考核办", "会议纪要〔2021〕3号", ("缺报 14 项",), f"41:{'a' * 64}")
POINTS_OF_A_MILLIMETRE = 72 / 25.4
LEFT, TOP, WIDTH, HEIGHT = (round(mm * POINTS_OF_A_MILLIMETRE, 2) for mm in (28, 37, 156, 225))
#: 3号 letters are 16 points; a line is a 22nd of the height.
LETTER, PITCH = 16, HEIGHT / 22
NUMBER = re.compile(r"— (\d+) —")


class Line(NamedTuple):
    """A line on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    text: str


@cache
def sample() -> Results:
    reading = read_sample()
    assert reading.results is not None
    return reading.results


def rendered(content: bytes, folder: Path) -> list[list[Line]]:
    """The lines of each page, from above."""
    (folder / "b.pdf").write_bytes(converted({"b.docx": content}, PDF, folder / "office")["b.docx"])
    command = ["pdftotext", "-bbox-layout", str(folder / "b.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return [lines_of(page) for page in said.split("<page ")[1:]]


def lines_of(page: str) -> list[Line]:
    number = r'="([\d.]+)"'
    found = []
    for start, inside in re.findall(r"<line (.*?)>(.*?)</line>", page, re.DOTALL):
        left, top, right = (float(re.findall(name + number, start)[0]) for name in ("xMin", "yMin", "xMax"))
        found.append(Line(left, top, right, " ".join(re.findall(r">([^<>]+)</word>", inside))))
    return sorted(found, key=lambda line: line.top)


def in_the_text(lines: list[Line]) -> list[Line]:
    """The lines between the margins above and below."""
    return [line for line in lines if TOP - 1 <= line.top < TOP + HEIGHT]


def test_a_full_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    parts = standard_parts()
    han = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
    long = (han * 70).encode()
    template, problems = read_template(
        packed(
            parts | {"word/document.xml": parts["word/document.xml"].replace("各有关单位：".encode(), long)}
        )
    )
    assert template is not None, problems
    pages = rendered(write_bulletin(sample(), made_at=MADE_AT, template=template), tmp_path)
    full = [in_the_text(lines) for lines in pages[1:3]]
    for lines in full:
        assert [len(line.text) for line in lines] == [28] * 22
        assert all(abs(line.left - LEFT) < 1 for line in lines)
        assert all(LEFT + WIDTH - LETTER / 2 < line.right <= LEFT + WIDTH for line in lines)
        steps = [after.top - before.top for before, after in pairwise(lines)]
        assert all(abs(step - PITCH) < 0.15 for step in steps)
        assert lines[0].top >= TOP
        assert lines[-1].top + LETTER <= TOP + HEIGHT


def test_every_page_of_a_bulletin_keeps_to_the_layout(tmp_path: Path) -> None:
    pages = rendered(write_bulletin(sample(), made_at=MADE_AT), tmp_path)
    assert len(pages) > 5
    for number, lines in enumerate(pages, start=1):
        said = next(line for line in lines if NUMBER.fullmatch(line.text))
        assert said.text == f"— {number} —"
        assert said.top > TOP + HEIGHT
        outside = LEFT + WIDTH - said.right if number % 2 else said.left - LEFT
        assert abs(outside - 14) < 2
        assert "试算 · 暂定" in "".join(line.text for line in lines if line.top < TOP)
        body = in_the_text(lines)
        assert all(line.left >= LEFT - 1 for line in body)
        # A stop may hang over the edge, nothing else.
        assert all(line.right <= LEFT + WIDTH + 1 or line.text[-1] in "，。；：、”）" for line in body)
    texts = [lines for lines in pages if not any("排名（" in line.text for line in lines)]
    assert all(len(in_the_text(lines)) <= 22 for lines in texts)


def test_what_is_published_carries_no_trial_mark_but_its_standing(tmp_path: Path) -> None:
    pages = rendered(write_bulletin(sample(), made_at=MADE_AT, notice=NOTICE), tmp_path)
    said = ["".join(line.text for line in lines) for lines in pages]
    assert all("暂定" in page and "试算" not in page for page in said)
    assert "公布时间2021年1月25日" in "".join(said).replace(" ", "")


def test_a_unit_has_one_page_of_a4_whatever_stands_on_it(tmp_path: Path) -> None:
    results = sample()
    chosen = (0, 12, 40, 66)
    pages = [unit_page(results, unit_report(results, position)) for position in chosen]
    mark = mark_of(results.standing, None)
    content = write_unit_pages(pages, results.scheme.title, language="zh", made_at=MADE_AT, mark=mark)
    printed = rendered(content, tmp_path)
    assert len(printed) == len(chosen)
    for position, lines in zip(chosen, printed, strict=True):
        said = "".join(line.text for line in lines)
        assert "试算" in said
        assert f"{results.sheet.units[position].name} 考核结果" in said
        assert all(indicator.name[:4] in said.replace(" ", "") for indicator in results.scheme.indicators[:5])
        assert "2021-01-25 09:30" in lines[-1].text


@pytest.mark.parametrize("rows", [3, 110])
def test_few_rows_and_many_leave_it_one_page(rows: int, tmp_path: Path) -> None:
    page = unit_page(sample(), unit_report(sample(), 0))
    long = replace(page, table=replace(page.table, rows=(page.table.rows * 4)[:rows]))
    content = write_unit_pages([long, long], "考核", language="zh", made_at=MADE_AT, mark=None)
    assert len(rendered(content, tmp_path)) == 2
