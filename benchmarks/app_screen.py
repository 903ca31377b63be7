"""One person at the screen: from a key pressed on a slider to the new ranking drawn, and from start to the first page."""

from __future__ import annotations

from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize, sync_playwright

import machine
from benchmarks.app_server import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.app_server import Served

_PATIENCE = 60_000
_SIZE: ViewportSize = {"width": 1440, "height": 900}
#: A grid is drawn on a canvas, whose points tell when it is; its table for readers of the screen follows later.
_WATCH = """() => {
  const canvas = document.querySelector('[data-testid=stDataFrame] canvas');
  const drawn = () => {
    const points = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (let at = 0; at < points.length; at += 4) sum = (sum * 31 + points[at]) | 0;
    return sum;
  };
  window.moved = new Promise(done => {
    addEventListener('keydown', () => {
      const start = performance.now(), before = drawn();
      const look = () => drawn() === before ? requestAnimationFrame(look) : done(performance.now() - start);
      look();
    }, {capture: true, once: true});
  });
}"""
#: Waited for between the moves that are timed, so that each starts from a page at rest.
_AT_REST = """() => !document.querySelector('[data-stale=true]')
  && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') !== 'running'"""


def first_page(home: Path, starts: int) -> float:
    """Median seconds from the start of the server to the first page at rest, of so many starts after one that compiles."""
    times = []
    with _browser() as browser:
        for _ in range(1 + starts):
            page = browser.new_page(viewport=_SIZE, locale="zh-CN")
            start = perf_counter()
            with served(home) as app:
                page.goto(app.address)
                page.locator(".bt-head").wait_for()
                page.wait_for_function(_AT_REST)
                times.append(perf_counter() - start)
                # What other pages need is imported, and with it compiled, a moment later.
                page.wait_for_timeout(0 if len(times) > 1 else 8_000)
            page.close()
    return median(times[1:])


def screen(home: Path, moves: int) -> float:
    """Median seconds from a key on a slider to the ranking drawn, of so many moves."""
    with served(home) as app, _browser() as browser:
        page = browser.new_page(viewport=_SIZE, locale="zh-CN")
        page.set_default_timeout(_PATIENCE)
        return median(_moves(page, app, moves))


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=machine.chromium())
        yield browser
        browser.close()


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
