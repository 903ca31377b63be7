"""Two people at once, each in a browser of their own: nobody sees or stores what is stale, or somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser import (
    as_read,
    cell,
    choose,
    first_visit,
    go,
    put_files,
    said,
    serving,
    settled,
    visiting,
)
from tests.page_world import begin, table
from tests.worlds import REGISTER, SMALL, begin_empty
from ui import text
from ui.wording import indicators, intake, weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.needs("chromium", "chinese-font")]

CODES = ("01", "02", "03")
#: Points of the small scheme's two indicators, which count 4 and 6.
BEFORE = (("4", "1"), ("1", "5"), ("2", "2"))
#: In B's tuning the first one counts 7.
WEIGHT = "7"
#: Columns: of names in the ranking, and of totals there and beside the weights.
NAME, TOTAL = 3, 4


class Office(NamedTuple):
    """One server, its data folder, an assessment at work and an empty one, and the two people at it."""

    folder: Path
    number: str
    other: str
    a: Page
    b: Page

    def sheet(self, name: str, rows: Sequence[Sequence[str]]) -> Path:
        """Writes a sheet of points, as somebody has it on their disk."""
        named = [[code, *row] for code, row in zip(CODES, rows, strict=True)]
        file = self.folder / name
        file.write_bytes(table(name, [["单位代码", "P1", "P2"], *named]).content)
        return file


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Iterator[Office]:
    """Two people who open the same assessment."""
    home = tmp_path / "home"
    home.mkdir()
    other = begin_empty(home, "另一项考核")
    scores = table(
        "成绩.csv", [["单位代码", "P1", "P2"], *([c, *r] for c, r in zip(CODES, BEFORE, strict=True))]
    )
    number = begin(home, SMALL, [REGISTER, scores])
    with serving(home) as address, visiting(browser) as a, visiting(browser) as b:
        for page in (a, b):
            first_visit(page, f"{address}/?assessment={number}")
            settled(page)
        yield Office(tmp_path, number, other, a, b)


def tune(page: Page) -> None:
    """Gives the first indicator more weight."""
    go(page, "weights")
    box = page.get_by_role("spinbutton").first
    box.wait_for()
    settled(page)
    box.fill(WEIGHT)
    box.press("Enter")
    page.get_by_text("已调整 2 项权重").wait_for()
    settled(page)


def try_out(page: Page, file: Path) -> None:
    """Uploads a file and stops at what was read."""
    go(page, "intake")
    page.get_by_text(intake.VIEWS["upload"].zh, exact=True).click()
    said(page, intake.HOW[0]).wait_for()
    put_files(page, file)
    said(page, intake.DRY_RUN).wait_for()
    settled(page)


def store(page: Page) -> None:
    """Stores what was read."""
    page.get_by_role("button", name=intake.STORE.zh, exact=True).click()


def stored(page: Page, number: int) -> None:
    """Waits until the page shows a submission as the present one."""
    page.locator(".bt-facts").get_by_text(intake.NTH.fill(number=number).zh).wait_for()
    settled(page)


def assert_shows(page: Page, totals: Sequence[str]) -> None:
    """The ranking, or that of the trial weights, lists these totals, the best first."""
    for row, total in enumerate(totals):
        expect(cell(page, 0, TOTAL, row)).to_have_text(as_read(total))


# ---------------------------------------------------------------- one uploads, the other tunes


def test_who_tunes_goes_on_with_their_weights_on_the_data_another_has_just_stored(office: Office) -> None:
    tune(office.b)
    # 7 of 10 for the first: 4 × 7/4 + 1 × 3/6, 2 × 7/4 + 2 × 3/6 and 1 × 7/4 + 5 × 3/6.
    assert_shows(office.b, ["7.5", "4.5", "4.25"])
    try_out(office.a, office.sheet("更正.csv", (("1", "1"), ("4", "6"), ("2", "2"))))
    store(office.a)
    stored(office.a, 2)
    office.b.get_by_text(weights.BY_CHANGE.zh, exact=True).click()
    assert_shows(office.b, ["10", "4.5", "2.25"])
    assert office.b.get_by_role("spinbutton").first.input_value() == WEIGHT
    go(office.b, "ranking")
    assert_shows(office.b, ["10", "4", "2"])
    go(office.a, "weights")
    said(office.a, text.UNCHANGED).wait_for()


def test_a_dry_run_on_weights_that_were_replaced_meanwhile_is_refused_and_read_again(office: Office) -> None:
    try_out(office.a, office.sheet("更正.csv", (("1", "1"), ("4", "6"), ("2", "2"))))
    tune(office.b)
    apply(office.b)
    store(office.a)
    office.a.locator(".bt-failure", has_text="换了新版").wait_for()
    settled(office.a)
    go(office.b, "intake")
    stored(office.b, 1)
    office.a.get_by_role("button", name=intake.READ_AGAIN.zh).first.click()
    office.a.locator(".bt-failure").wait_for(state="detached")
    settled(office.a)
    store(office.a)
    stored(office.a, 2)
    go(office.a, "ranking")
    assert_shows(office.a, ["10", "4.5", "2.25"])


def apply(page: Page) -> None:
    """Saves the tuning and makes it the scheme's second version."""
    page.get_by_label(weights.NAME.zh, exact=True).fill("加重")
    page.get_by_label(weights.WHY.zh, exact=True).fill("会议决定")
    page.get_by_role("button", name=weights.SAVE.zh).click()
    said(page, weights.SAVED.fill(number=1, name="加重")).wait_for()
    settled(page)
    page.get_by_role("button", name=weights.APPLY.zh).click()
    page.get_by_text(weights.CONFIRM.zh, exact=True).click()
    page.get_by_role("button", name=weights.APPLY_NOW.zh).click()
    said(page, weights.APPLIED_NOW.fill(name="加重", number=2)).wait_for()


# ---------------------------------------------------------------- two dry runs


def test_changes_that_do_not_touch_are_stored_on_top_and_those_that_do_are_not(office: Office) -> None:
    try_out(office.a, office.sheet("甲更正.csv", (("3", "1"), ("1", "5"), ("2", "2"))))
    try_out(office.b, office.sheet("乙更正.csv", (("2", "1"), ("1", "5"), ("2", "2"))))
    store(office.a)
    stored(office.a, 2)
    store(office.b)
    office.b.locator(".bt-failure").wait_for()
    settled(office.b)
    go(office.a, "ranking")
    assert_shows(office.a, ["6", "4", "4"])


# ---------------------------------------------------------------- apart from each other


def test_another_assessment_opened_by_one_is_not_opened_for_the_other(office: Office) -> None:
    for page in (office.a, office.b):
        go(page, "ranking")
        assert_shows(page, ["6", "5", "4"])
    choose(office.a.locator(".st-key-header"), "另一项考核")
    said(office.a, text.NO_DATA_YET).wait_for()
    office.b.get_by_label(text.SEARCH.zh).fill("西县")
    office.b.keyboard.press("Enter")
    expect(cell(office.b, 0, NAME, 0)).to_have_text("西县")
    assert_shows(office.b, ["6"])
    settled(office.a)
    assert said(office.a, text.NO_DATA_YET).is_visible()


def test_of_two_who_edit_one_scheme_the_second_is_told_and_overwrites_nothing(office: Office) -> None:
    for page, name in ((office.a, "甲稿"), (office.b, "乙稿")):
        go(page, "indicators")
        page.get_by_text(indicators.SECTIONS["exchange"].zh, exact=True).click()
        said(page, indicators.UPLOAD_LINE).wait_for()
        draft = office.folder / f"{name}.yaml"
        draft.write_text(SMALL.replace("小城", name), "utf-8")
        put_files(page, draft)
        page.locator(".bt-what", has_text=name).wait_for()
        settled(page)
    # Of two clicks at the same moment the server may take either first.
    office.a.get_by_role("button", name=indicators.STORE.fill(number=2).zh).click()
    office.a.locator(".bt-what").wait_for(state="detached")
    office.b.get_by_role("button", name=indicators.STORE.fill(number=2).zh).click()
    office.b.locator(".bt-failure").wait_for()
    said(office.b, indicators.NEWER_MEANWHILE).wait_for()
    office.b.get_by_role("button", name=indicators.COMPARE_AGAIN.zh).click()
    office.b.get_by_role("button", name=indicators.STORE.fill(number=3).zh).wait_for()
    office.a.get_by_text(indicators.SECTIONS["tree"].zh, exact=True).click()
    said(office.a, indicators.SHOWN.fill(title="甲稿2020年度考核", count=2, shown=2)).wait_for()
