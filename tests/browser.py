"""The app in a real browser, for the tests of its pages: a server with records of its own, and a watchful visitor.

`BATON_PICTURES=1` also writes docs/pictures/*.png anew.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
from playwright.sync_api import expect

from ui import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from indicators import Language, Words

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures" if os.environ.get("BATON_PICTURES") else None
LOCAL_HOST = "127.0.0.1"
#: The office's screen.
SCREEN = (1440, 900)
#: The smallest on which it must still be at hand.
NARROW = (1280, 720)
#: Geometry of a grid: its heading.
HEADING = 32
#: Seconds for a server to start or to end, and milliseconds for a page to come up, on a machine that is busy.
PATIENCE = 60
LONGEST = 60_000
#: Nothing is computed or drawn, and has not been for so many milliseconds: a click takes a moment to reach the server.
_AT_REST = """(quiet) => {
  const app = document.querySelector('[data-testid=stApp]');
  const busy = !app || app.dataset.testScriptState !== 'notRunning' || document.querySelector(
    '[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]');
  if (busy || !window.quietSince) window.quietSince = busy ? 0 : performance.now();
  return !busy && performance.now() - window.quietSince > quiet;
}"""
_QUIET = 400


@contextmanager
def serving(home: Path, database: str | None = None) -> Iterator[str]:
    """Start the app as `serve` does, on a free port, with its records in a folder; gives its address.

    Args:
        home: The data folder.
        database: A database elsewhere, by its URL.
    """
    port = free_port()
    command = [sys.executable, "-P", "-m", "serving", "--no-browser", f"--port={port}", f"--home={home}"]
    command += [] if database is None else [f"--database={database}"]
    log = home.parent / f"{home.name}.log"
    settings = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=home.parent, env=settings, stdout=out, stderr=out) as server,
    ):
        try:
            address = f"http://{LOCAL_HOST}:{port}"
            wait_until_healthy(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE)
    said = log.read_text("utf-8", "replace")
    assert "Traceback" not in said, said


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((LOCAL_HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server and its database answer."""
    end = time.monotonic() + PATIENCE
    opener = build_opener(ProxyHandler({}))
    while time.monotonic() < end and server.poll() is None:
        try:
            with opener.open(f"{address}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the app did not start: {log.read_text('utf-8', 'replace')}")


class Watch:
    """What a page asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        page.on("console", lambda said: self._hear(said.type, said.text, said.location.get("url", "")))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, said: str, url: str) -> None:
        # Opened at a page's own address, Streamlit looks for its server beneath that page before it looks above.
        if kind == "error" and not ("404" in said and "/_stcore/" in url):
            self.complaints.append(f"{said} {url}")

    def assert_quiet(self) -> None:
        """Nothing left this machine (`None` is data: and blob:), nothing went wrong."""
        assert self.hosts <= {LOCAL_HOST, None}, self.hosts
        assert self.complaints == [], self.complaints


@contextmanager
def visiting(browser: Browser, *, screen: tuple[int, int] = SCREEN) -> Iterator[Page]:
    """Give a visitor's page, in a context of its own; what it asked for and complained of is checked in the end."""
    width, height = screen
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True
    )
    try:
        context.set_default_timeout(LONGEST)
        expect.set_options(timeout=LONGEST)
        page = context.new_page()
        watch = Watch(page)
        yield page
    finally:
        context.close()
    watch.assert_quiet()


def go(page: Page, name: str) -> None:
    """Open a page by its place among the pages, by its Chinese name or its English one."""
    title = re.compile(f"^({text.PAGES[name].zh}|{text.PAGES[name].en})$")
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()


def first_visit(page: Page, address: str) -> None:
    """Open the app, on its first page, and wait for what stands around every page."""
    page.goto(address)
    page.locator(".bt-head").wait_for()


def said(page: Page, words: Words, language: Language = "zh") -> Locator:
    """Give the first place where the page says something."""
    return page.get_by_test_id("stMain").get_by_text(words.in_(language)).first


def speak(page: Page, language: Language) -> None:
    """Switch the language."""
    page.locator(".st-key-who").get_by_text(text.LANGUAGES[language], exact=True).click()


def put_files(page: Page, *files: Path) -> None:
    """Put files into the page's field for them."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)


def settled(page: Page) -> None:
    """Wait until nothing is being computed or drawn."""
    page.evaluate("window.quietSince = 0")
    page.wait_for_function(_AT_REST, arg=_QUIET)


def picture(page: Page, name: str) -> None:
    """Take a picture for the documentation, where they are asked for."""
    if PICTURES is not None:
        page.mouse.move(SCREEN[0] - 5, SCREEN[1] - 5)
        settled(page)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def grid(page: Page, number: int) -> Locator:
    """Give a grid by its order on the page."""
    return page.get_by_test_id("stDataFrame").nth(number)


def cell(page: Page, number: int, column: int, row: int) -> Locator:
    """Give a cell of a grid from its accessible table; columns count from the first after the row markers."""
    return grid(page, number).get_by_test_id(f"glide-cell-{column}-{row}")


def as_read(number: Decimal | str) -> re.Pattern[str]:
    """What the accessible table says of a number: it leaves out the zeros which the grid draws at the end."""
    return re.compile(rf"^{re.escape(f'{Decimal(number).normalize():f}')}(\.?0*)$")


def choose(where: Page | Locator, option: str) -> None:
    """Choose from the first list of choices by typing what it is called."""
    field = where.get_by_test_id("stSelectbox").first.locator("input")
    field.fill(option)
    field.press("Enter")


def click_row(page: Page, number: int, row: int, height: int) -> None:
    """Choose a row of a grid whose rows are so high."""
    surface = grid(page, number).locator(".dvn-scroller").first
    surface.click(position={"x": 17, "y": HEADING + height * row + height / 2})
