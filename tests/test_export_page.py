"""The export page and its files: marked as what they are, inert, whole, and named so that every system takes them."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import simplejson
from hypothesis import given
from hypothesis import strategies as st

from documents.bulletin import standard_template
from documents.group_workbook import write_group
from documents.live.names import SHEETS
from documents.notice import Notice
from documents.record_words import KINDS
from documents.zipped import safe_name, zipped
from indicators import Unit, Words
from office import log
from office.examining import examine
from office.obstacles import obstacles
from office.publishing import notice_of, publish, withdraw
from office.reading import read_sample
from office.running import reopen
from office.unit_account import printed_title
from office.unit_books import unit_reports
from office.unit_report import unit_report
from scoring import build_sheet, score
from scoring.balance import Balance
from scoring.tuning import Tuning
from tests import office_year
from tests.libreoffice import PDF, XLSX, converted
from tests.page_world import (
    ACTOR,
    SAMPLE,
    assert_calm,
    begin,
    begin_sample,
    open_page,
    seen,
    session_of,
    table,
)
from tests.sheets import scheme_of
from ui import exports, text
from ui.export import offers
from ui.export.sources import Source, of_old_run, of_public
from ui.wording import export as words

if TYPE_CHECKING:
    from pathlib import Path

    from indicators import Language
    from office.reading import Reading
    from scoring import Results

LANGUAGES: list[Language] = ["zh", "en"]
MARK = Words("试算；暂定：省级清单为沿用上年", "trial; provisional: the provincial list is carried over")
NOTICE = Notice(3, "2021-01-25 09:30", "考核办", "会议纪要〔2021〕3号", ("甲\n乙", "丙"))
HOSTILE = '=1+1 :red[红] ![](http://example.com/x) $x$ <img src=x onerror="alert(1)"> {name}'
HOSTILE_SCHEME = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}, {{code: H, name: CON}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: A, parent: T, name: {HOSTILE + "a"!r}, points: 4, rule: {{kind: direct}}}}
  - {{code: B, parent: T, name: {HOSTILE + "b"!r}, points: 6, rule: {{kind: direct}}}}
"""

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of this test's own."""
    monkeypatch.setenv("BATON_HOME", str(tmp_path))
    monkeypatch.delenv("BATON_DATABASE", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def sample() -> Reading:
    """Give the sample, read once."""
    return read_sample()


@pytest.fixture(scope="module")
def results(sample: Reading) -> Results:
    """Give the sample's results."""
    assert sample.results is not None
    return sample.results


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(content: bytes) -> list[object]:
    """All values; formulas are on the live sheets alone."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    live = {name.zh for name in SHEETS} | {name.en for name in SHEETS}
    printed = [page for page in book if page.title not in live]
    assert not any(cell.data_type == "f" for page in printed for row in page.iter_rows() for cell in row)
    return [value for page in book for row in page.iter_rows(values_only=True) for value in row]


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_offers_every_file_and_says_what_it_is(home: Path, language: Language) -> None:
    begin_sample(home)
    app = open_page("export", language)
    assert_calm(app)
    said = seen(app)
    titles = [title for title, _ in text.EXPORTS.values()]
    others = (words.SYSTEM, words.BULLETIN, words.GROUP_TABLES, words.UNIT_REPORTS)
    for title in (*titles, *(title for title, _ in others)):
        assert f"<b>{title.in_(language)}</b>" in said
    # Besides these the indicator system, the bulletin and its template.
    assert len(app.get("download_button")) == len(titles) + 3
    assert words.TRIAL_MEANS.in_(language).split("“")[0] in said
    assert words.NOT_TUNED.in_(language) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_the_page_shows_the_way_to_it(home: Path, language: Language) -> None:
    app = open_page("export", language, begin(home, HOSTILE_SCHEME, []))
    assert_calm(app)
    assert text.NO_DATA_YET.in_(language) in seen(app)
    assert not app.get("download_button")


def test_group_tables_and_unit_reports_are_made_when_asked_for(home: Path) -> None:
    begin_sample(home)
    app = open_page("export")
    before = len(app.get("download_button"))
    app.button(key="make_groups").click().run()
    assert_calm(app)
    assert words.MADE.fill(count=5).zh in seen(app)
    assert len(app.get("download_button")) == before + 1
    app.selectbox(key="export_units_group").set_value("区县").run()
    app.button(key="make_units").click().run()
    assert words.MADE.fill(count=11).zh in seen(app)
    app.selectbox(key="export_units_form").set_value("docx").run()
    app.button(key="make_units").click().run()
    assert_calm(app)
    assert words.MADE.fill(count=11).zh in seen(app)


def test_results_are_certified_when_asked_for_and_the_workbook_says_so(home: Path) -> None:
    begin_sample(home)
    app = open_page("export")
    assert_calm(app)
    app.button(key="certify").click().run()
    assert_calm(app)
    session = session_of(app)
    assert session.current is not None
    assert session.current.results is not None
    certificate = session.certificate_of(session.current.results)
    assert certificate is not None
    assert certificate.holds
    assert words.CERTIFIED.fill(count=f"{certificate.figures:,}").zh in seen(app)
    book = exports.workbook_bytes(session.current.results, (), "zh", certificate=certificate)
    assert str(certificate.figures) in cells_of(book)


def test_the_offices_own_template_is_checked_before_a_bulletin_is_written_by_it(home: Path) -> None:
    begin_sample(home)
    app = open_page("export")
    used = words.TEMPLATE_USED.fill(name="模板.docx")
    for content, said in ((standard_template(), used), (b"PK", words.TEMPLATE_REFUSED)):
        app.file_uploader(key="bulletin_template 1").set_value(("模板.docx", content, "")).run()
        assert_calm(app)
        assert said.zh in seen(app)


def test_trial_weights_are_exported_only_on_purpose(home: Path) -> None:
    begin_sample(home)
    app = open_page("export")
    weights = {"indicators": Decimal(70), "satisfaction": Decimal(30)}
    session_of(app).tuning = Tuning(Balance(weights))
    app.run()
    radio = app.radio(key="export_source")
    assert radio.value == "present"
    assert words.TUNED_MEANS.zh not in seen(app)
    radio.set_value("tuned").run()
    assert_calm(app)
    assert words.TUNED_MEANS.zh in seen(app)
    tuned = session_of(app).trial_results()
    assert tuned is not None
    assert "调权试算" in tuned.scheme.title


def test_the_public_run_is_offered_as_it_was_beside_newer_results(home: Path) -> None:
    register = [["单位代码", "单位", "组别"], ["01", "甲", "G"], ["02", "乙", "G"]]
    scores = [["单位代码", "A", "B"], ["01", "3", "5"], ["02", "4", "4"]]
    number = begin(home, HOSTILE_SCHEME, [table("名册.csv", register), table("得分.csv", scores)])
    app = open_page("export", assessment=number)
    session = session_of(app)
    desk, heads = session.desk, session.desk.heads(int(number))
    reading = desk.reading(heads)
    publish(desk, ACTOR, heads, reading, obstacles(heads, reading), "会议纪要")
    app.run()
    assert app.radio(key="export_source").options == [words.PUBLIC_RUN.fill(run=1).zh]
    assert "会议纪要" in seen(app)
    assert words.TRIAL_MEANS.zh not in seen(app)
    app.button(key="make_groups").click().run()
    assert_calm(app)
    withdraw(desk, ACTOR, desk.heads(int(number)), "有误")
    app.run()
    assert app.radio(key="export_source").options == [words.PRESENT.zh]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_drawn_as_text(home: Path, language: Language) -> None:
    register = [["单位代码", "单位", "组别"], ["01", HOSTILE, "G"], ["02", "乙", "H"]]
    scores = [["单位代码", "A", "B"], ["01", "3", "5"], ["02", "4", "4"]]
    number = begin(home, HOSTILE_SCHEME, [table("名册.csv", register), table("得分.csv", scores)])
    app = open_page("export", language, number)
    app.button(key="make_groups").click().run()
    app.button(key="make_units").click().run()
    assert_calm(app)
    assert not any("<img" in str(part.value) for part in app.html)
    assert not any("example.com" in str(part.value) for part in (*app.markdown, *app.caption))


def test_three_thousand_units_are_offered_at_once(home: Path) -> None:
    units = [f"{number:04}" for number in range(3000)]
    chance = random.Random(2)  # noqa: S311 - not for secrets
    register = [["单位代码", "单位", "组别"], *([u, f"单位{u}", "GH"[int(u) % 2]] for u in units)]
    scores: list[list[object]] = [
        ["单位代码", "A", "B"],
        *([u, chance.randrange(5), chance.randrange(7)] for u in units),
    ]
    number = begin(home, HOSTILE_SCHEME, [table("名册.csv", register), table("得分.csv", scores)])
    app = open_page("export", assessment=number)
    assert_calm(app)
    app.button(key="make_groups").click().run()
    assert_calm(app)
    assert words.MADE.fill(count=2).zh in seen(app)


# ---------------------------------------------------------------- what is public is noted


def test_an_export_of_the_public_run_is_noted_in_the_log_when_it_is_taken_and_others_are_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_sample(home)
    session = session_of(open_page("export"))
    desk, heads = session.desk, session.desk.heads(int(SAMPLE))
    reading = desk.reading(heads)
    publish(desk, ACTOR, heads, reading, obstacles(heads, reading), "会议纪要")
    notice = notice_of(desk, desk.heads(int(SAMPLE)))
    assert notice is not None
    opened = reopen(desk, int(SAMPLE), notice.run)
    public, old = of_public(opened, notice), of_old_run(opened)
    assert "试算" not in public.basis.zh
    assert "试算" in old.basis.zh
    assert [word.zh for word in public.in_names] == ["已公布-第1次", "暂定"]
    monkeypatch.setattr(offers, "here", lambda: session)

    def noted() -> int:
        return len(list(log.entries(desk.records, int(SAMPLE), act="run exported")))

    take = offers.noted(public, words.GROUP_TABLES[0], lambda: b"content")
    assert noted() == 0
    assert take() == b"content"
    assert offers.noted(old, words.GROUP_TABLES[0], lambda: b"content")() == b"content"
    assert noted() == 1


# ---------------------------------------------------------------- CSV and JSON


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_export_speaks_the_language_it_is_told(
    sample: Reading, results: Results, language: Language
) -> None:
    rows = rows_of(exports.ranking_csv(results, MARK, language))
    assert len(rows) == len(results.sheet.units)
    assert {row[words.BASIS.in_(language)] for row in rows} == {MARK.in_(language)}
    totals = {row[text.UNIT_CODE.in_(language)]: row[text.TOTAL.in_(language)] for row in rows}
    expected = results.ranking()
    assert totals == {
        c: "" if t is None else str(t) for c, t in zip(expected["code"], expected["total"], strict=True)
    }
    detail = rows_of(exports.detail_csv(results, MARK, language))
    assert {row[words.BASIS.in_(language)] for row in detail} == {MARK.in_(language)}
    assert text.SEVERITY.in_(language) in exports.problems_csv(sample.problems, language).decode("utf-8-sig")
    assert exports.workbook_bytes(results, sample.problems, language)[:2] == b"PK"
    examined = examine(sample)
    assert examined is not None
    assert exports.system_bytes(examined, language)[:2] == b"PK"


@pytest.mark.parametrize("notice", [None, replace(NOTICE, head=f"7:{'a' * 64}")])
def test_only_public_results_are_no_trial_in_json_and_carry_the_head_of_the_log(
    results: Results, notice: Notice | None
) -> None:
    record = simplejson.loads(exports.json_bytes(results, (), "zh", notice))
    assert record["trial"] is (notice is None)
    assert record["rests_on"]["provisional"] is True
    assert record.get("published", {}).get("log_head") == (notice and notice.head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exports_hold_bonuses_penalties_and_vetoes(language: Language) -> None:
    rows = rows_of(exports.ranking_csv(office_year.results(), MARK, language))
    by_name = {row[text.UNIT.in_(language)]: row for row in rows}
    assert by_name["东县"][KINDS["bonus"].in_(language)] == "3"
    assert by_name["南县"][KINDS["penalty"].in_(language)] == "0.5"
    assert by_name["南县"][text.VETOES.in_(language)] == "数据造假"


def test_csv_holds_every_cell_and_no_formula() -> None:
    content = exports.csv_bytes(
        [["=1", " +1", "@x", "-1", "-5.50", "-1+1", "正常", Decimal("-1.50"), 3, None]], "zh"
    )
    assert content.startswith(b"\xef\xbb\xbf")
    row = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert row == ["'=1", "' +1", "'@x", "-1", "-5.50", "'-1+1", "正常", "-1.50", "3", ""]


# ---------------------------------------------------------------- names


def test_file_names_are_taken_by_any_system() -> None:
    assert exports.file_name('a/b:"c"', "试算", suffix="csv") == "a_b_c_-试算.csv"


@given(st.text(max_size=200))
def test_any_text_becomes_a_name_every_system_takes(text_: str) -> None:
    name = safe_name(text_)
    assert name
    assert len(name.encode("utf-8", "surrogatepass")) <= 255
    assert not set(name) & set('\\/:*?"<>|\0')
    assert name == name.strip(" .")
    assert name.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


def test_files_of_one_name_are_told_apart_and_none_leaves_its_folder() -> None:
    files = [
        (("../甲", "CON"), "xlsx", b"1"),
        (("..甲", "con"), "xlsx", b"2"),
        (("甲", "a/../b"), "xlsx", b"3"),
    ]
    found = members(zipped(files))
    assert list(found.values()) == [b"1", b"2", b"3"]
    assert len({name.casefold() for name in found}) == 3
    assert not any(part in {"", ".", ".."} for name in found for part in name.split("/"))
    assert zipped(files) == zipped(files)


# ---------------------------------------------------------------- group tables, unit reports


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_of_a_group_holds_its_units_and_no_others(results: Results, language: Language) -> None:
    group = results.scheme.groups[0]
    values = cells_of(write_group(results, group, language=language, made_at=exports.now()))
    own = {unit.code for unit in results.sheet.units if unit.group == group.code}
    others = {unit.code for unit in results.sheet.units} - own
    assert own <= set(values)
    assert not others & set(values)
    missing = sum(
        int(count)
        for unit, count in zip(results.sheet.units, results.missing_count, strict=True)
        if unit.code in own
    )
    said = {"zh": f"缺报 {missing} 项", "en": f"{missing} values"}[language]
    assert any(said in str(value) for value in values)


@pytest.mark.parametrize("notice", [None, NOTICE])
def test_every_unit_of_the_chosen_groups_has_a_page_with_its_own_figures(
    results: Results, notice: Notice | None
) -> None:
    told: list[tuple[int, int]] = []
    content = unit_reports(
        results,
        ["区县"],
        language="zh",
        made_at=exports.now(),
        notice=notice,
        progress=lambda *at: told.append(at),
    )
    found = members(content)
    units = [unit for unit in results.sheet.units if unit.group == "区县"]
    assert list(found) == [f"区县/{unit.code} {unit.name}.xlsx" for unit in units]
    assert told == [(done, len(units)) for done in range(1, len(units) + 1)]
    for unit, page in zip(units, found.values(), strict=True):
        values = cells_of(page)
        position = results.sheet.index[unit.code]
        report = unit_report(results, position)
        assert float(report.facts.total or 0) in values
        assert {
            line.name if not line.is_indicator else printed_title(line.code, line.name)
            for line in report.lines
        } <= set(values)
        marked = [value for value in values if "试算" in str(value)]
        assert bool(marked) == (notice is None)
        assert any("暂定" in str(value) for value in values)
        assert not any(other.name in str(values) for other in units if other is not unit)


def test_a_unit_without_a_total_has_a_page_too(results: Results) -> None:
    position = next(at for at, scored in enumerate(results.scored) if not scored)
    group = results.sheet.units[position].group
    content = unit_reports(results, [group], language="en", made_at=exports.now())
    unit = results.sheet.units[position]
    (page,) = (page for name, page in members(content).items() if unit.code in name)
    assert "—" in cells_of(page)


@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_them_and_prints_a_unit_on_one_page(results: Results, tmp_path: Path) -> None:
    units = members(unit_reports(results, ["高校"], language="zh", made_at=exports.now(), notice=NOTICE))
    files = {f"{number}.xlsx": page for number, page in enumerate(units.values())}
    group = write_group(results, results.scheme.groups[0], made_at=exports.now())
    public = exports.workbook_bytes(results, (), "zh", NOTICE)
    for content in converted(files, PDF, tmp_path / "pdf").values():
        assert content.count(b"/Type/Page/") == 1
    again = converted({"group.xlsx": group, "public.xlsx": public}, XLSX, tmp_path / "xlsx")
    assert set(cells_of(group)) - {None} <= set(cells_of(again["group.xlsx"]))
    assert NOTICE.reason in cells_of(again["public.xlsx"])


def test_hostile_names_stay_text_in_every_file() -> None:
    scheme = scheme_of(HOSTILE_SCHEME)
    units = [Unit(code="=1", name=HOSTILE, group="G"), Unit(code="02", name="=cmd|' /C calc'!A0", group="H")]
    results = score(scheme, build_sheet(scheme, units, {}))
    for group in scheme.groups:
        cells_of(write_group(results, group, made_at=exports.now()))
    pages = members(unit_reports(results, scheme.group_codes, language="zh", made_at=exports.now()))
    assert [cells_of(page) is not None for page in pages.values()] == [True, True]
    assert [name.split("/")[0] for name in pages][1] == "_CON"
    source = Source("present", words.PRESENT, text.TRIAL, words.TRIAL_MARK, words.TRIAL_MEANS, results, ())
    for content in (exports.ranking_csv, exports.detail_csv):
        said = content(results, source.basis, "zh").decode("utf-8-sig")
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for row in csv.reader(io.StringIO(said)) for cell in row
        )
