"""The bundled font: it has every character that is written here, and pages are drawn with it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.browser import ROOT, serving, settled, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

FONTS = ROOT / "static"
MEGABYTE = 2**20
#: What is no character of a text: blanks of a file, and the sign for what could not be read.
NO_CHARACTERS = {"\t", "\n", "\ufffd"}
#: Where words are written that come onto a page.
LAYERS = ("indicators", "scoring", "documents", "records", "office", "ui")


def characters(weight: str) -> set[str]:
    """What a weight has, as the script that cut it wrote down."""
    return set((ROOT / "ui" / "fonts" / f"{weight}.txt").read_text("utf-8"))


def written() -> dict[str, str]:
    """Every character of our words, of our styles and of the sample, with a file that has it."""
    found: dict[str, str] = {}
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            found |= dict.fromkeys("".join(words_in(path)), str(path))
    for path in (
        *ROOT.glob("ui/**/*.css"),
        *ROOT.glob("sample_data/**/*.yaml"),
        *ROOT.glob("sample_data/**/*.csv"),
    ):
        found |= dict.fromkeys(path.read_text("utf-8-sig"), str(path))
    return found


def words_in(path: Path) -> Iterator[str]:
    """The texts of all `Words` of a module."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Words":
            for part in ast.walk(call):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_character_of_our_words_and_of_the_sample_is_in_the_font(weight: str) -> None:
    has = characters(weight) | NO_CHARACTERS
    missing = {sign: file for sign, file in written().items() if sign not in has}
    assert missing == {}


def test_rare_characters_of_names_are_in_the_font() -> None:
    assert set("䶮㛃㭎㳇堃珺玥翀喆昇祎赟昉嫚甯") <= characters("regular")


def test_the_fonts_come_with_their_licence_and_stay_small() -> None:
    fonts = sorted(FONTS.glob("*.woff2"))
    assert [font.name for font in fonts] == ["noto-sans-sc-bold.woff2", "noto-sans-sc-regular.woff2"]
    assert sum(font.stat().st_size for font in fonts) < 4.5 * MEGABYTE
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


@pytest.mark.needs("chromium", "chinese-font")
def test_pages_are_drawn_with_the_bundled_font(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "home") as address, visiting(browser) as page:
        page.goto(f"{address}/ranking")
        page.locator(".bt-head").wait_for()
        settled(page)
        loaded = page.evaluate(
            "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + ' ' + f.weight)"
        )
        assert {"Noto Sans SC Bundled 400", "Noto Sans SC Bundled 600 700"} <= set(loaded)
        # A glyph of the page is drawn by the font a system calls by another name.
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".bt-badge"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert fonts
        assert all(font["isCustomFont"] for font in fonts), fonts
