"""One person at the screen: from a key pressed on a slider to the new ranking drawn, and from start to the first page."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.app_server import served
from playwright.sync_api import sync_playwright

import machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.app_server import Served
    from playwright.sync_api import Page

_PATIENCE = 60_000
#: The cells of a grid, which is drawn on a canvas, also stand in a table for readers of the screen.
_WATCH = """() => {
  const grid = () => document.querySelector('[data-testid=stDataFrame] canvas');
  const rows = () => [...grid().querySelectorAll('td')].map(cell => cell.textContent).join('|');
  window.moved = new Promise(done => {
    addEventListener('keydown', () => {
      const start = performance.now(), before = rows();
      const look = () => rows() === before ? requestAnimationFrame(look) : done(performance.now() - start);
      look();
    }, {capture: true, once: true});
  });
}"""
"""Pressed between the moves that are timed, so that each starts from a page at rest."""
_AT_REST = """() => !document.querySelector('[data-stale=true]')
  && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') !== 'running'"""


class Screen(NamedTuple):
    """Median seconds from the key to the ranking, and from the start of the server to the first page."""

    move: float
    first_page: float


def screen(home: Path, moves: int) -> Screen:
    """Starts the app on a data folder and moves the first weight so many times."""
    start = perf_counter()
    with served(home) as app, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=machine.chromium())
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        page.set_default_timeout(_PATIENCE)
        page.goto(app.address)
        page.get_by_test_id("stTopNavLink").first.wait_for()
        page.locator(".bt-head").wait_for()
        first_page = perf_counter() - start
        times = list(_moves(page, app, moves))
        browser.close()
    return Screen(median(times), first_page)


def _moves(page: Page, app: Served, moves: int) -> Iterator[float]:
    page.goto(f"{app.address}/weights")
    page.get_by_test_id("stDataFrame").first.wait_for()
    slider = page.get_by_role("slider").first
    for move in range(moves + 1):
        page.wait_for_function(_AT_REST)
        page.wait_for_timeout(500)
        slider.focus()
        page.evaluate(_WATCH)
        page.keyboard.press("PageUp" if move % 2 else "PageDown")
        seconds = page.evaluate("() => window.moved") / 1000
        # The first one also compiles the plan.
        if move:
            yield seconds
