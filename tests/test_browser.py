"""The app in a real browser: the whole way from upload to export, and the pictures of the documentation.

`BATON_PICTURES=1 python3 run.py test tests/test_browser.py` also writes docs/pictures/*.png anew.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

import sample_data
from tests.browser import cell, click_row, go, picture, serving, settled, visiting
from ui import reading, text, trial
from ui.reading import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from scoring import Results
    from ui.reading import Reading

pytestmark = [pytest.mark.needs("chromium", "chinese-font")]

#: The sample with one workbook replaced by its CSV twin: other files, the same values.
DATA = (*(path for path in sample_data.DATA if "firms" not in path.name), sample_data.CSV)
#: Heights of the rows of the ranking and of the parts.
RANKING_ROW, PARTS_ROW = 28, 26


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app with records of its own and give its address."""
    with serving(tmp_path_factory.mktemp("served") / "home") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page of its own session, whose requests and complaints are checked in the end."""
    with visiting(browser) as page:
        yield page


@pytest.fixture(scope="module")
def read() -> Reading:
    """Give what the engine itself reads and scores."""
    return reading.read(reading.sample_scheme(), tuple(file_of(path) for path in DATA), reading.sample_list())


@pytest.fixture(scope="module")
def official(read: Reading) -> Results:
    """Give the engine's own results."""
    assert read.results is not None
    return read.results


def test_the_whole_way_from_upload_to_export(
    page: Page, address: str, read: Reading, official: Results
) -> None:
    page.goto(address)
    page.get_by_text(text.CURRENT_SAMPLE.zh).wait_for()
    settled(page)
    picture(page, "data")

    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(DATA))
    page.get_by_text("可以采用").wait_for()
    page.get_by_role("button", name=text.ADOPT.zh, exact=True).click()
    page.get_by_text(text.OWN_DATA.zh).wait_for()

    go(page, "ranking")
    best = official.ranking().query("group == '区县'")
    for row in range(3):
        cell(page, 0, 3, row).get_by_text(str(best["total"].iloc[row])).wait_for(state="attached")
        assert cell(page, 0, 2, row).text_content() == best["name"].iloc[row]
    click_row(page, 0, 1, RANKING_ROW)
    page.locator(".bt-score .bt-name b", has_text=best["name"].iloc[1]).wait_for()
    assert str(best["total"].iloc[1]) in page.locator(".bt-score").inner_text()
    page.wait_for_url(f"**unit={best['code'].iloc[1]}*")

    click_row(page, 1, 5, PARTS_ROW)
    page.locator(".bt-calc", has_text="P1.1.1 党委专题研究党建").wait_for()
    said = page.locator(".bt-calc").inner_text()
    assert "scores-districts.xlsx" in said

    go(page, "weights")
    box = page.locator("[class*='st-key-box-indicators'] input")
    box.wait_for()
    settled(page)
    box.fill("80")
    box.press("Enter")
    page.get_by_text("已调整 2 项权重").wait_for()
    weights = {"indicators": Decimal("80.00"), "satisfaction": Decimal("20.00")}
    tuned = trial.rescored(read, weights, "zh")
    assert tuned is not None
    first = tuned.ranking()
    for row in range(3):
        cell(page, 0, 5, row).get_by_text(str(first["total"].iloc[row])).wait_for(state="attached")

    go(page, "export")
    page.get_by_text(text.POLICIES.zh).wait_for()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=text.DOWNLOAD.zh).first.click()
    assert_workbook_holds(waiting.value.path(), official)
    page.get_by_text(text.TRIAL_WEIGHTS.zh, exact=True).click()
    page.get_by_text(text.TRIAL_CHOSEN.zh).wait_for()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=text.DOWNLOAD.zh).first.click()
    assert text.TRIAL_WEIGHTS.zh in waiting.value.suggested_filename
    assert_workbook_holds(waiting.value.path(), tuned)


def assert_workbook_holds(path: Path, results: Results) -> None:
    """The first sheet has the title, every unit, and the engine's totals."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    values = {value for row in book.worksheets[0].iter_rows(values_only=True) for value in row}
    assert any(results.scheme.title in str(value) for value in values)
    ranking = results.ranking()
    assert set(ranking["name"]) <= values
    assert {float(total) for total in ranking["total"] if total is not None} <= values


def test_a_link_opens_the_same_view_and_a_broken_sheet_shows_its_problems(page: Page, address: str) -> None:
    page.goto(f"{address}/ranking?group=区县&unit=0102&part=P1.2.2")
    page.locator(".bt-calc", has_text="P1.2.2").wait_for()
    settled(page)
    picture(page, "ranking")

    go(page, "weights")
    page.get_by_text(text.UNCHANGED.zh).wait_for()
    page.get_by_test_id("stSelectbox").first.locator("input").fill("指标得分")
    page.keyboard.press("Enter")
    page.locator("[class*='st-key-box-P1'] input").wait_for()
    settled(page)
    box = page.locator("[class*='st-key-box-P1'] input")
    box.fill("25.5")
    box.press("Enter")
    page.get_by_text("已调整 6 项权重").wait_for()
    picture(page, "weights")
    go(page, "export")
    page.get_by_text(text.POLICIES.zh).wait_for()
    picture(page, "export")

    go(page, "upload")
    page.get_by_role("button", name=text.TRY_BROKEN.zh).click()
    page.locator(".bt-problems").wait_for()
    assert "E3" in page.locator(".bt-problems").inner_text()
    settled(page)
    picture(page, "problems")


def test_the_language_switch_works_in_place(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text(text.CURRENT_SAMPLE.zh).wait_for()
    page.get_by_text("English").click()
    page.get_by_text(text.CURRENT_SAMPLE.en).wait_for()
    page.get_by_test_id("stTopNavLink").filter(has_text=text.PAGES["ranking"].en).click()
    page.get_by_text(text.RANK_BY.en).wait_for()
    settled(page)
    picture(page, "ranking-en")


@pytest.mark.parametrize("name", ["ranking", "weights", "export", "upload"])
def test_hostile_names_fetch_nothing_and_run_nothing(
    page: Page, address: str, name: str, tmp_path: Path
) -> None:
    attack = "![](http://example.invalid/x) :red[x] <img src=http://example.invalid/y onerror=alert(1)> $x$"
    (tmp_path / "scheme.yaml").write_text(
        f"scheme: h\ntitle: '{attack}'\ncovers: list\ngroups: [{{code: G, name: '{attack}'}}]\ntree:\n"
        f"  - {{code: T, name: '{attack}', points: 10}}\n"
        f"  - {{code: A, parent: T, name: '{attack} a', points: 4, rule: {{kind: direct}}}}\n"
        f"  - {{code: B, parent: T, name: '{attack} b', points: 6, rule: {{kind: direct}}}}\n",
        "utf-8",
    )
    (tmp_path / "list.yaml").write_text(
        f"catalogue: list\ntitle: '{attack}'\nstatus: 沿用上年\ndocument: '{attack}'\ndate: '{attack}'\n"
        f"items: [{{code: S, name: '{attack}', points: 1}}]\n",
        "utf-8",
    )
    (tmp_path / "units.csv").write_text(f"单位代码,单位,组别\n01,{attack},G\n02,乙,G\n", "utf-8")
    (tmp_path / "scores.csv").write_text("单位代码,A,B\n01,3,5\n02,4,4\n", "utf-8")
    page.on("dialog", lambda _: pytest.fail("a name ran as a script"))
    page.goto(address)
    page.get_by_text(text.CURRENT_SAMPLE.zh).wait_for()
    page.get_by_text(text.OTHER_SCHEME.zh).click()
    fields = page.get_by_test_id("stFileUploaderDropzoneInput")
    fields.nth(2).wait_for(state="attached")
    fields.nth(0).set_input_files(tmp_path / "scheme.yaml")
    page.get_by_text(text.SCHEME_READY.zh).wait_for()
    fields.nth(1).set_input_files(tmp_path / "list.yaml")
    fields.nth(2).set_input_files([tmp_path / "units.csv", tmp_path / "scores.csv"])
    page.get_by_text("可以采用").wait_for()
    page.get_by_role("button", name=text.ADOPT.zh, exact=True).click()
    page.get_by_text(text.OWN_DATA.zh).wait_for()
    go(page, name)
    settled(page)
    assert page.locator("main img, [data-testid=stMain] img").count() == 0
    assert page.locator("[data-testid=stMain] .katex").count() == 0
    assert attack in page.locator("[data-testid=stMain]").inner_text()
