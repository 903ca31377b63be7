"""What all tests share: the --long option, Hypothesis profiles, system parts and the browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

import machine

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from records import Records
    from tests.postgres import Server

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

#: Set by `CI=true run.py test`: a skipped test is then a failure, so that green means all ran.
REQUIRE_ALL = os.environ.get("BATON_REQUIRE_ALL") == "1"

#: As root Chromium refuses its sandbox; the rest keeps it from calling home.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Deadlines measure the machine, not the code. Random examples belong to the long run: a gate must
# not turn red by chance.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2_000, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run tests marked long, with full counts")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--hypothesis-profile", default=None):
        hypothesis.settings.load_profile("long" if config.getoption("--long") else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect long tests, which is not skipping them: they belong to another run."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        need(*marker.args)


def need(*names: str) -> None:
    """Skip the current test, with how to get it, if a system part is missing."""
    known = {part.name: part for part in machine.SYSTEM_PARTS}
    for name in names:
        if not known[name].is_present():
            pytest.skip(known[name].remedy)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _refuse_skip(report)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _refuse_skip(report)


def _refuse_skip(report: Report) -> Report:
    """Turn a skip into a failure where everything must run; an expected failure is no skip."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"BATON_REQUIRE_ALL: {reason}"
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a PostgreSQL server, the machine's own, for as long as tests run."""
    from tests.postgres import running  # noqa: PLC0415 - other tests do without a database, and its libraries

    need("postgresql")
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite3'}"
    server: Server = request.getfixturevalue("server")
    return server.fresh()


@pytest.fixture
def records(database: str) -> Iterator[Records]:
    """Give opened records, on each kind of database."""
    from records import open_records  # noqa: PLC0415 - the same

    records = open_records(database)
    yield records
    records.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium, the machine's own.

    Per module, not per session: while it is open its event loop runs in this thread, where other
    tests could not start one.
    """
    need("chromium", "chinese-font")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.chromium(), args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
