"""Stability in a real browser: drawn by a button, shown in both languages, and nothing waits for it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import first_visit, go, picture, said, serving, settled, speak, visiting
from tests.page_world import begin_sample
from ui.wording import stability as text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from indicators import Language

pytestmark = [pytest.mark.needs("chromium", "chinese-font")]
#: High enough for the weights and the section below them.
_SCREEN = (1440, 1700)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("stability")
    begin_sample(home)
    with serving(home) as found:
        yield found


def draw(page: Page) -> None:
    page.locator(".st-key-stability_draw button").click()
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").last.wait_for()
    settled(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_intervals_and_the_swap_are_drawn(address: str, browser: Browser, language: Language) -> None:
    with visiting(browser, screen=_SCREEN) as page:
        first_visit(page, address)
        if language == "en":
            speak(page, "en")
        go(page, "weights")
        settled(page)
        draw(page)
        expect(said(page, text.LEGEND, language)).to_be_visible()
        facts = page.locator(".bt-stability-facts")
        expect(facts).to_contain_text("1,000")
        expect(facts).to_contain_text("2020")
        page.locator(".st-key-swap_find button").click()
        expect(said(page, text.CHECKED, language)).to_be_visible()
        settled(page)
        if language == "zh":
            facts.scroll_into_view_if_needed()
            picture(page, "stability")


def test_a_weight_moves_while_the_draws_stay_and_say_that_they_are_from_before(
    address: str, browser: Browser
) -> None:
    with visiting(browser, screen=_SCREEN) as page:
        first_visit(page, address)
        go(page, "weights")
        settled(page)
        draw(page)
        slider = page.locator("[role=slider], input[type=range]").first
        slider.focus()
        slider.press("ArrowLeft")
        settled(page)
        expect(page.locator(".bt-stability-facts")).to_be_visible()
        page.locator(".st-key-stability_seed input").fill("7")
        page.locator(".st-key-stability_seed input").press("Enter")
        settled(page)
        expect(said(page, text.OUTDATED)).to_be_visible()
        draw(page)
        expect(page.locator(".bt-stability-facts")).to_contain_text("7")
