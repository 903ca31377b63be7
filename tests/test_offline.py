"""Without any network: the app starts, its pages open, and nothing in it names a place outside."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.browser import ROOT

if TYPE_CHECKING:
    from pathlib import Path

#: Starts the app, a browser beside it, and opens every page; all of it on a machine that has only itself.
VISIT = """
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
import machine
from tests.browser import serving, settled, visiting
from tests.conftest import CHROMIUM_FLAGS
from ui import text

with serving(Path(sys.argv[1])) as address, sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=machine.chromium(), args=list(CHROMIUM_FLAGS))
    with visiting(browser) as page:
        page.goto(address)
        page.locator(".bt-head").wait_for()
        for link in page.get_by_test_id("stTopNavLink").all():
            link.click()
            settled(page)
            assert text.UNEXPECTED.zh not in page.content(), link.inner_text()
            print(link.inner_text())
    browser.close()
"""


def can_unshare() -> bool:
    """Whether a process may have a network of its own here."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.needs("chromium", "chinese-font")
@pytest.mark.skipif(
    not can_unshare(), reason="this system lets nobody have a network namespace (unshare, ip)"
)
def test_the_first_start_and_every_page_need_no_network(tmp_path: Path) -> None:
    script = tmp_path / "visit.py"
    script.write_text(VISIT, "utf-8")
    alone = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "alone"]
    done = subprocess.run(
        [*alone, sys.executable, script, tmp_path / "home"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "排名" in done.stdout


def test_settings_keep_everything_on_this_machine() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["logger"]["hideWelcomeMessage"] is True  # it would ask for this machine's outside address
    assert all(face["url"].startswith("app/static/") for face in settings["theme"]["fontFaces"])


@pytest.mark.parametrize("kind", ["py", "css", "toml"])
def test_nothing_of_the_app_names_a_place_outside(kind: str) -> None:
    files = [*ROOT.glob(f"ui/**/*.{kind}"), *ROOT.glob(f".streamlit/*.{kind}"), *ROOT.glob(f"app.{kind}")]
    named = {
        str(path): found
        for path in files
        if (found := re.findall(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s'\"]*", path.read_text("utf-8")))
    }
    assert named == {}
