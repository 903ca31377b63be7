"""A newcomer's whole way in a real browser, from the first start to a workbook of published results.

`BATON_PICTURES=1 python3 run.py test tests/test_browser.py` also writes docs/pictures/*.png anew.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

import sample_data
from indicators import decode_scheme
from indicators.catalogue_text import decode_catalogue
from office import reading
from scoring import score
from scoring.weights import with_weights
from tests.browser import (
    PICTURES,
    as_read,
    cell,
    click_row,
    first_visit,
    go,
    grid,
    picture,
    put_files,
    said,
    serving,
    settled,
    speak,
    visiting,
)
from ui import text
from ui.wording import export, frame, history, indicators, intake, overview, ranking, unit, weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from indicators import Words
    from scoring import Results

pytestmark = [pytest.mark.needs("chromium", "chinese-font")]

TITLE = "云江市试评"
#: The sample with one workbook replaced by its CSV twin: other files, the same values.
DATA = (*(path for path in sample_data.DATA if "firms" not in path.name), sample_data.CSV)
#: The group the ranking opens with, and heights of the rows of two grids.
GROUP, RANKING_ROW, PARTS_ROW = "区县", 28, 26
WEIGHTS = {"indicators": Decimal("60.5"), "satisfaction": Decimal("39.5")}
NO_SCORE = "无分"
PROPOSAL, REASON = "满意度加重", "考核领导小组会议纪要〔2026〕3号"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app for the first time, with nothing in its folder, and give its address."""
    with serving(tmp_path_factory.mktemp("served") / "home") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page of its own session, whose requests and complaints are checked in the end."""
    with visiting(browser) as page:
        yield page


@pytest.fixture(scope="module")
def official() -> Results:
    """Give what the engine itself makes of the files the newcomer uploads."""
    read = reading.read(
        reading.sample_scheme(), tuple(reading.file_of(path) for path in DATA), reading.sample_list()
    )
    assert read.results is not None
    return read.results


@pytest.fixture(scope="module")
def applied(official: Results) -> Results:
    """Give the same with the weights the newcomer decides on."""
    scheme, _ = decode_scheme(sample_data.SCHEME.read_bytes(), "scheme.yaml")
    listed, _ = decode_catalogue(sample_data.CARRIED_OVER.read_bytes(), "list.yaml")
    assert scheme is not None
    return score(with_weights(scheme, WEIGHTS), official.sheet, listed)


def test_the_whole_way_from_the_first_start_to_a_published_workbook(
    page: Page, address: str, official: Results, applied: Results
) -> None:
    first_visit(page, address)
    start_an_assessment(page)
    import_the_scheme_and_its_list(page)
    hand_in(page)
    look_at_the_ranking(page, official)
    look_into_a_unit(page, official)
    switch_the_language(page)
    tune(page, official, applied)
    decide_on_the_weights(page)
    assert_ranking_is(page, applied)
    assert_workbook_is(page, applied, "试算", export.PRESENT)
    publish(page)
    assert_workbook_is(page, applied, "已公布", export.PUBLIC_RUN)


def start_an_assessment(page: Page) -> None:
    """The sample is there; beside it an assessment of one's own is begun."""
    said(page, overview.SAMPLE_LINE).wait_for()
    settled(page)
    picture(page, "overview")
    if PICTURES is not None:
        go(page, "benchmark")
        picture(page, "benchmark")
        go(page, "overview")
        said(page, overview.SAMPLE_LINE).wait_for()
    page.get_by_role("button", name=overview.START_OWN.zh).click()
    page.get_by_label(overview.TITLE.zh, exact=True).fill(TITLE)
    page.get_by_test_id("stForm").get_by_role("button", name=overview.START_NOW.zh).click()
    said(page, overview.WELCOME_EMPTY.fill(title=TITLE)).wait_for()


def import_the_scheme_and_its_list(page: Page) -> None:
    """Each is shown before it is stored."""
    page.get_by_role("button", name=overview.GO_TO_IMPORT.zh).click()
    said(page, indicators.BEGIN.fill(title=TITLE)).wait_for()
    store_version(page, sample_data.SCHEME, "方案：云江市2020年度")
    page.get_by_text(indicators.SECTIONS["exchange"].zh, exact=True).click()
    said(page, indicators.UPLOAD_LINE).wait_for()
    settled(page)
    store_version(page, sample_data.CARRIED_OVER, "省级清单：")
    page.get_by_text(indicators.SECTIONS["coverage"].zh, exact=True).click()
    said(page, indicators.IN_COUNT).wait_for()
    settled(page)
    picture(page, "indicators")


def store_version(page: Page, file: Path, what: str) -> None:
    put_files(page, file)
    page.locator(".bt-what", has_text=what).wait_for()
    page.get_by_role("button", name=indicators.STORE.fill(number=1).zh).click()
    page.locator(".bt-what").wait_for(state="detached")
    settled(page)


def hand_in(page: Page) -> None:
    """Files are read and shown; nothing is stored before one says so."""
    go(page, "intake")
    said(page, intake.HOW[0]).wait_for()
    settled(page)
    put_files(page, *DATA)
    said(page, intake.DRY_RUN).wait_for()
    page.get_by_text("可以存入").wait_for()
    settled(page)
    picture(page, "intake")
    go(page, "ranking")
    said(page, text.NO_DATA_YET).wait_for()
    go(page, "intake")
    page.get_by_role("button", name=intake.STORE.zh, exact=True).click()
    said(page, intake.NTH.fill(number=1)).wait_for()


def look_at_the_ranking(page: Page, official: Results) -> None:
    """The engine's own totals, and every mark of what they are."""
    assert_ranking_is(page, official)
    head = page.locator(".bt-head").inner_text()
    assert text.TRIAL.zh in head
    assert text.PROVISIONAL.zh in head
    click_row(page, 0, 1, RANKING_ROW)
    second = official.ranking().query("group == @GROUP").iloc[1]
    page.locator(".bt-score .bt-name b", has_text=second["name"]).wait_for()
    assert str(second["total"]) in page.locator(".bt-score").inner_text()
    settled(page)
    picture(page, "ranking")


def assert_ranking_is(page: Page, results: Results) -> None:
    """The first of a group stand there with their totals."""
    go(page, "ranking")
    said(page, ranking.DISPLAYS["table"]).wait_for()
    first = results.ranking().query("group == @GROUP").head(5)
    for row, (name, total) in enumerate(zip(first["name"], first["total"], strict=True)):
        expect(cell(page, 0, 3, row)).to_have_text(as_read(total))
        expect(cell(page, 0, 2, row)).to_have_text(name)


def look_into_a_unit(page: Page, official: Results) -> None:
    """One unit, down to the cell a number was read from."""
    second = official.ranking().query("group == @GROUP").iloc[1]
    page.get_by_text(ranking.OPEN_REPORT.zh).click()
    said(page, unit.LIFTS).wait_for()
    grid(page, 0).wait_for()
    settled(page)
    picture(page, "unit")
    codes = [part.code for _, part in official.scheme.outline]
    click_row(page, 0, codes.index("P1.1.1"), PARTS_ROW)
    calculation = page.locator(".bt-calc", has_text="P1.1.1 党委专题研究党建")
    calculation.wait_for()
    told = calculation.inner_text()
    place = official.sheet.units[official.sheet.index[second["code"]]]
    assert place.name in page.get_by_test_id("stMain").inner_text()
    assert "scores-districts.xlsx" in told
    assert text.SOURCE.zh in told


def switch_the_language(page: Page) -> None:
    """In place: the same unit stays open."""
    name = page.locator(".bt-facts b").first.inner_text()
    speak(page, "en")
    said(page, unit.LIFTS, "en").wait_for()
    settled(page)
    assert page.locator(".bt-facts b").first.inner_text() == name
    go(page, "ranking")
    said(page, text.RANK_BY, "en").wait_for()
    settled(page)
    picture(page, "ranking-en")
    speak(page, "zh")
    said(page, text.RANK_BY).wait_for()


def tune(page: Page, official: Results, applied: Results) -> None:
    """By slider and by typing; what is typed stays, the other one gives way, and places move at once."""
    go(page, "weights")
    said(page, text.UNCHANGED).wait_for()
    settled(page)
    sliders, boxes = page.get_by_role("slider"), page.get_by_role("spinbutton")
    sliders.first.focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("已调整 2 项权重").wait_for()
    settled(page)
    assert boxes.first.input_value() == "89.99"
    assert boxes.nth(1).input_value() == "10.01"
    boxes.nth(1).fill(str(WEIGHTS["satisfaction"]))
    boxes.nth(1).press("Enter")
    page.wait_for_function("() => document.querySelector('input[type=number]').value === '60.5'")
    settled(page)
    assert sliders.last.input_value() == "39.5"
    before, after = (results.ranking().query("group == @GROUP") for results in (official, applied))
    assert list(before["name"]) != list(after["name"])
    for row, total in enumerate(after["total"].head(5)):
        expect(cell(page, 0, 4, row)).to_have_text(as_read(total))
        expect(cell(page, 0, 0, row)).to_have_text(after["name"].iloc[row])
    picture(page, "weights")


def decide_on_the_weights(page: Page) -> None:
    """Kept with a reason, then applied on purpose: the scheme's second version."""
    page.get_by_label(weights.NAME.zh, exact=True).fill(PROPOSAL)
    page.get_by_label(weights.WHY.zh, exact=True).fill(REASON)
    page.get_by_role("button", name=weights.SAVE.zh).click()
    said(page, weights.SAVED.fill(number=1, name=PROPOSAL)).wait_for()
    settled(page)
    page.get_by_role("button", name=weights.APPLY.zh).click()
    page.get_by_text(weights.CONFIRM.zh, exact=True).click()
    page.get_by_role("button", name=weights.APPLY_NOW.zh).click()
    said(page, weights.APPLIED_NOW.fill(name=PROPOSAL, number=2)).wait_for()
    settled(page)


def publish(page: Page) -> None:
    """Every point is seen and confirmed, and the decision named."""
    go(page, "history")
    said(page, history.MUST_BE_CONFIRMED).wait_for()
    settled(page)
    picture(page, "history")
    assert page.get_by_role("button", name=history.PUBLISH.zh, exact=True).is_disabled()
    points = page.locator("[class*='st-key-confirm_']")
    for number in range(1, points.count() + 1):
        page.get_by_text(history.CONFIRM.fill(number=number).zh, exact=True).click()
        settled(page)
    reason = page.get_by_label(history.REASON.zh)
    reason.fill(REASON)
    reason.press("Enter")
    page.get_by_role("button", name=history.PUBLISH.zh, exact=True).and_(page.locator(":enabled")).click()
    said(page, history.PRESENT_IS_PUBLIC).wait_for()
    page.locator(".bt-head").get_by_text(frame.PUBLIC.zh).wait_for()


def assert_workbook_is(page: Page, results: Results, state: str, source: Words) -> None:
    """The workbook holds the engine's totals to the last digit, and says what they are, in its name too."""
    go(page, "export")
    page.get_by_test_id("stRadio").get_by_text(source.zh.partition("（")[0]).wait_for()
    settled(page)
    picture(page, "export")
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    download = waiting.value
    assert state in download.suggested_filename
    book = openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()), data_only=True)
    rows = list(book["排名"].iter_rows(values_only=True))
    heading = next(row for row in rows if row[0] == text.GROUP.zh)
    name, total = heading.index(text.UNIT.zh), heading.index(results.scheme.root.name)
    expected = results.ranking()
    written = {row[name]: row[total] for row in rows[rows.index(heading) + 1 :] if row[name]}
    assert set(written) == set(expected["name"])
    for unit_name, points in zip(expected["name"], expected["total"], strict=True):
        assert written[unit_name] == (NO_SCORE if points is None else float(points))
    everything = "".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    )
    assert results.scheme.title in everything
    assert (text.TRIAL.zh in str(rows[0])) == (state == "试算")
    assert text.PROVISIONAL.zh in str(rows[0])
    assert (REASON in everything) == (state == "已公布")
