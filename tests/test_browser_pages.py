"""Every page in every state of an assessment, in both languages, as a visitor's browser draws it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests import worlds
from tests.browser import LONGEST, NARROW, SCREEN, Watch, go, said, serving, settled, visiting
from tests.page_world import SAMPLE
from ui import text
from ui.wording import benchmark, frame, history, indicators, overview
from ui.wording import frame as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from indicators import Language, Words

pytestmark = [pytest.mark.needs("chromium", "chinese-font")]

#: What a person gives something to, or chooses something by.
CONTROLS = frozenset(
    (
        *("button", "checkbox", "combobox", "link", "radio", "searchbox"),
        *("slider", "spinbutton", "switch", "tab", "textbox"),
    )
)
#: The page is no wider than the window.
_FITS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .every(one => one.scrollWidth <= one.clientWidth)"""
#: What stands on a page that has results to show: a part of it, or words.
SHOWN: dict[str, str | Words] = {
    "overview": overview.ENDS,
    "indicators": ".bt-tree, .bt-table",
    "intake": ".bt-facts",
    "ranking": "[data-testid=stDataFrame]",
    "unit": "[data-testid=stDataFrame]",
    "benchmark": ".bt-table",
    "weights": "input[type=range]",
    "export": "[data-testid=stDownloadButton]",
    "history": history.PUBLISH_HEADING,
}
#: What stands there instead where there is nothing to show, or where it is broken.
INSTEAD: dict[str, dict[str, str | Words]] = {
    "large": {"benchmark": benchmark.NO_LIST},
    "empty": {
        "overview": overview.IMPORT,
        "indicators": indicators.FROM_PRESET,
        "intake": ".bt-empty",
        "benchmark": ".bt-empty",
        "history": history.MUST_BE_SOLVED,
    },
    "unreadable": {
        "overview": overview.NO_RANKING,
        "indicators": ".bt-problems",
        "ranking": frame.BLOCKED.fill(count=3, page=text.PAGES["indicators"]),
        "benchmark": benchmark.NO_LIST,
        "history": history.MUST_BE_SOLVED,
    },
    "blocked": {
        "overview": overview.NO_RANKING,
        "ranking": frame.BLOCKED.fill(count=1, page=text.PAGES["intake"]),
        "benchmark": benchmark.NO_LIST,
        "history": history.MUST_BE_SOLVED,
    },
}
#: Pages that show nothing but the way out where there are no results.
NEED_RESULTS = ("ranking", "unit", "weights", "export")


class Visit(NamedTuple):
    """One visitor, who opened an assessment in one state."""

    page: Page
    watch: Watch
    state: str
    language: Language


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Start the app on an assessment in each state; its address, and their numbers."""
    folder = tmp_path_factory.mktemp("served") / "home"
    folder.mkdir()
    numbers = worlds.furnish_quickly(folder) | {"large": worlds.begin_large(folder)}
    with serving(folder) as address:
        yield address, numbers


@pytest.fixture(
    scope="module", params=[f"{state} {language}" for state in worlds.STATES for language in ("zh", "en")]
)
def visit(
    request: pytest.FixtureRequest, browser: Browser, home: tuple[str, dict[str, str]]
) -> Iterator[Visit]:
    """Open an assessment by a link that names it and the language."""
    address, numbers = home
    state, language = request.param.split()
    with visiting(browser) as page:
        watch = Watch(page)
        page.goto(f"{address}/?assessment={numbers[state]}&lang={language}")
        page.get_by_test_id("stTopNavLink").first.wait_for()
        settled(page)
        yield Visit(page, watch, state, language)


@pytest.mark.parametrize("name", text.PAGES)
def test_a_page_comes_up_calm_whole_and_in_place(visit: Visit, name: str) -> None:
    page = visit.page
    go(page, name)
    assert_shown(visit, name)
    settled(page)
    said = page.get_by_test_id("stMain").inner_text()
    assert "Traceback" not in said
    assert text.UNEXPECTED.zh not in said
    assert text.UNEXPECTED.en not in said
    assert (page.locator(".bt-failure").count() > 0) == (visit.state == "damaged")
    assert page.get_by_test_id("stException").count() == 0
    for width, height in (NARROW, SCREEN):
        page.set_viewport_size({"width": width, "height": height})
        # A grid takes a moment to fit a smaller window.
        page.wait_for_function(_FITS)
    assert nameless(page) == []
    visit.watch.assert_quiet()


def assert_shown(visit: Visit, name: str) -> None:
    """The page's main thing is there, or what stands in its place."""
    expected = SHOWN[name]
    if visit.state == "damaged":
        expected = ".bt-failure"
    elif name in NEED_RESULTS and visit.state not in worlds.SCORED:
        expected = ".bt-empty"
    expected = INSTEAD.get(visit.state, {}).get(name, expected)
    main = visit.page.get_by_test_id("stMain")
    if isinstance(expected, str):
        main.locator(expected).first.wait_for(timeout=LONGEST)
    else:
        main.get_by_text(expected.in_(visit.language)).first.wait_for(timeout=LONGEST)


def nameless(page: Page) -> list[str]:
    """The controls which a reader of the screen would have no name for."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
    assert len(seen) > len(text.PAGES)
    found = []
    for node in seen:
        if not node.get("name", {}).get("value", "").strip():
            of = session.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})["node"]
            found.append(f"{node['role']['value']} {of['nodeName']} {of.get('attributes')}")
    session.detach()
    return found


def test_who_clicks_before_a_page_is_drawn_stays_in_the_assessment_of_the_link(
    browser: Browser, home: tuple[str, dict[str, str]]
) -> None:
    address, numbers = home
    for _ in range(4):
        with visiting(browser) as page:
            # An old office computer: what the server sends is drawn later than the next click.
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
            page.goto(f"{address}/?assessment={numbers['sample']}")
            for name in ("overview", "ranking"):
                go(page, name)
            said(page, text.RANK_BY).wait_for()
            settled(page)
            assert page.locator(".st-key-header input").first.input_value().startswith("样例")


def test_a_page_that_is_loaded_again_keeps_the_assessment_and_the_name_of_who_acts(
    browser: Browser, home: tuple[str, dict[str, str]]
) -> None:
    address, numbers = home
    with visiting(browser) as page:
        page.goto(f"{address}/ranking?assessment={numbers['sample']}")
        settled(page)
        page.get_by_role("button", name=words.CHANGE.zh, exact=True).click()
        box = page.get_by_label(words.ACTOR_NAME.zh, exact=True)
        box.fill("经办人乙")
        box.press("Enter")
        page.locator(".bt-actor").filter(has_text="经办人乙").wait_for()
        go(page, "unit")
        settled(page)
        page.reload()
        page.locator(".bt-actor").filter(has_text="经办人乙").wait_for()
        settled(page)
        assert page.locator(".st-key-header input").first.input_value().startswith("样例")


# ---------------------------------------------------------------- by keyboard, and on paper


def test_the_weights_are_tuned_by_keyboard_alone(browser: Browser, home: tuple[str, dict[str, str]]) -> None:
    address, _ = home
    with visiting(browser) as page:
        page.goto(f"{address}/weights?assessment={SAMPLE}")
        page.get_by_role("slider").first.wait_for()
        settled(page)
        wanted = {"link": False, "button": False, "combobox": False, "spinbutton": False, "slider": False}
        for _ in range(60):
            page.keyboard.press("Tab")
            kind = focused(page)
            if kind in wanted and not wanted[kind]:
                assert shows_focus(page), kind
                wanted[kind] = True
            if kind == "slider":
                break
        assert all(wanted.values()), wanted
        before = page.get_by_role("slider").first.input_value()
        page.keyboard.press("ArrowLeft")
        page.get_by_role("button", name="撤销").and_(page.locator(":enabled")).wait_for()
        settled(page)
        assert page.get_by_role("slider").first.input_value() != before


def focused(page: Page) -> str:
    """The role of what has the focus."""
    role: str = page.evaluate(
        "() => { const on = document.activeElement; return on.getAttribute('role') || ({A: 'link', BUTTON: 'button'})[on.tagName]"
        " || ({number: 'spinbutton', radio: 'radio', range: 'slider'})[on.type] || on.tagName }"
    )
    return role


def shows_focus(page: Page) -> bool:
    """Whether what has the focus looks otherwise than without it."""
    around = page.evaluate_handle("() => document.activeElement.parentElement.parentElement").as_element()
    assert around is not None
    with_focus = around.screenshot()
    page.evaluate("() => { window.had = document.activeElement; had.blur() }")
    without = around.screenshot()
    page.evaluate("() => window.had.focus({focusVisible: true})")
    return with_focus != without


@pytest.mark.parametrize(("state", "most"), [("sample", 1), ("large", 2)])
def test_a_unit_report_prints_on_one_page_and_sixty_indicators_on_two(
    browser: Browser, home: tuple[str, dict[str, str]], state: str, most: int
) -> None:
    address, numbers = home
    with visiting(browser) as page:
        page.goto(f"{address}/unit?assessment={numbers[state]}")
        page.get_by_test_id("stDataFrame").first.wait_for()
        settled(page)
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) <= most
