"""Every page with sample, no, refused and hostile data, in both languages, without a browser."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from documents import SourceFile
from documents.record_words import KINDS
from tests import office_year
from ui import exports, reading, tables, text, trial
from ui.session import Session

if TYPE_CHECKING:
    from indicators import Language
    from ui.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["upload", "ranking", "weights", "export"]
LANGUAGES: list[Language] = ["zh", "en"]
HOSTILE = (
    '=1+1 **粗** :red[红] ![](http://example.com/x) $\\frac{1}{2}$ <img src=x onerror="alert(1)"> {name}'
)

# Streamlit remarks on a script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def sample() -> Reading:
    """Give the sample, read once."""
    return reading.read_sample()


def start(language: Language = "zh", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    if language == "en":
        app.segmented_control(key="language").set_value("en").run()
    return app


def open_page(app: AppTest, page: str, **parameters: str) -> AppTest:
    app.switch_page(f"ui/pages/{page}.py")
    app.query_params.update(parameters)
    return app.run()


def session_of(app: AppTest) -> Session:
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def seen(app: AppTest) -> str:
    """Everything a page says outside its grids."""
    parts = [
        *app.html,
        *app.markdown,
        *app.caption,
        *app.info,
        *app.error,
        *app.success,
        *app.warning,
        *app.subheader,
    ]
    return "\n".join(str(part.value) for part in parts)


def assert_calm(app: AppTest) -> None:
    assert not app.exception
    assert text.UNEXPECTED.zh not in seen(app)
    assert text.UNEXPECTED.en not in seen(app)


def upload(
    app: AppTest,
    files: list[tuple[str, bytes]],
    *,
    scheme: bytes | None = None,
    listed: bytes | None = None,
) -> AppTest:
    if scheme is not None:
        app.radio(key=f"own_scheme {session_of(app).uploads}").set_value(True).run()
        app.file_uploader[0].set_value(("scheme.yaml", scheme, "application/yaml")).run()
    if listed is not None:
        app.file_uploader[1].set_value(("list.yaml", listed, "application/yaml")).run()
    if files:
        app.file_uploader[-1].set_value([(name, content, "text/csv") for name, content in files]).run()
    return app


def files_of(paths: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in paths]


# ---------------------------------------------------------------- every page, every state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_on_the_sample(page: str, language: Language) -> None:
    app = open_page(start(language), page)
    assert_calm(app)
    assert text.SAMPLE.in_(language) in seen(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_without_data_says_so(page: str, language: Language) -> None:
    app = start(language)
    app.button(key="clear").click().run()
    open_page(app, page)
    assert_calm(app)
    assert text.NO_DATA_YET.in_(language) in seen(app)
    assert not app.dataframe


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_refused_sheet_leaves_the_data_and_every_page_as_they_were(page: str, language: Language) -> None:
    app = start(language)
    app.button(key="broken").click().run()
    assert_calm(app)
    assert "E3" in seen(app)
    assert app.button(key="adopt").disabled
    open_page(app, page)
    assert_calm(app)
    assert session_of(app).current is not None
    assert text.SAMPLE.in_(language) in seen(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_scheme_is_refused_at_its_lines(language: Language) -> None:
    content = sample_data.SCHEME.read_bytes().replace(b"points: 16", b"points: 17")
    app = upload(start(language), files_of(sample_data.DATA), scheme=content)
    assert_calm(app)
    assert len(app.error) == 1
    assert text.LINE_NUMBER.in_(language).partition("{line}")[0].strip() in seen(app)
    assert app.button(key="adopt").disabled


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"tree: [", b"a: 1"])
def test_a_file_that_is_no_scheme_is_a_problem(content: bytes) -> None:
    app = upload(start(), [], scheme=content)
    assert_calm(app)
    assert len(app.error) == 1


@pytest.mark.parametrize("name", ["成绩.xlsx", "成绩.csv"])
def test_a_file_that_cannot_be_opened_is_a_problem(name: str) -> None:
    app = upload(start(), [(name, b"\x00\x01\xff")])
    assert_calm(app)
    assert name in seen(app)
    assert app.button(key="adopt").disabled


def test_an_unexpected_failure_is_one_calm_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(tables, "standings", fail)
    app = open_page(start(), "ranking")
    assert not app.exception
    assert [error.value for error in app.error] == [text.UNEXPECTED.zh]


# ---------------------------------------------------------------- 填报


def test_uploaded_files_are_shown_first_and_used_only_when_adopted(sample: Reading) -> None:
    app = upload(start(), files_of(sample_data.DATA[:3] + sample_data.DATA[4:]))
    assert_calm(app)
    assert session_of(app).draft is not None
    before = session_of(app).current
    assert before is not None
    assert before.digest == sample.digest
    app.button(key="adopt").click().run()
    assert_calm(app)
    assert session_of(app).draft is None
    current = session_of(app).current
    assert current is not None
    assert current.digest != sample.digest
    assert text.OWN_DATA.zh in seen(app)
    app.button(key="sample").click().run()
    assert text.SAMPLE.zh in seen(app)


def test_an_own_scheme_with_data_is_adopted() -> None:
    app = upload(start(), files_of(sample_data.DATA), scheme=sample_data.SCHEME.read_bytes() + b"\n")
    assert_calm(app)
    app.button(key="adopt").click().run()
    assert text.OWN_DATA.zh in seen(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_results_are_provisional_and_why(page: str, language: Language) -> None:
    app = open_page(start(language), page)
    mark = text.PROVISIONAL.in_(language)
    assert f"{mark} · " in seen(app)
    assert {"zh": "省级清单为沿用上年", "en": "carried over"}[language] in seen(app)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (sample_data.OFFICIAL.read_bytes(), None),
        (
            sample_data.OFFICIAL.read_bytes().replace("status: 正式".encode(), "status: 征求意见稿".encode()),
            "征求意见稿",
        ),
        (sample_data.DRAFT.read_bytes(), "对照的不是方案写明的省级清单"),
        (None, "未见省级清单"),
    ],
    ids=["official", "draft", "another", "none"],
)
def test_an_own_scheme_is_held_against_the_list_that_comes_with_it(
    listed: bytes | None, said: str | None
) -> None:
    scheme = sample_data.SCHEME_OFFICIAL.read_bytes()
    app = upload(start(), files_of(sample_data.DATA), scheme=scheme, listed=listed)
    assert_calm(app)
    app.button(key="adopt").click().run()
    assert_calm(app)
    assert (text.PROVISIONAL.zh + " · " in seen(app)) == (said is not None)
    assert (said or "") in seen(app)
    tuned = session_of(app)
    tuned.weights = {"P1.1.1": Decimal(2), "P1.1.2": Decimal(3)}
    trial_run = tuned.trial_results()
    assert trial_run is not None
    assert trial_run.standing is not None
    assert trial_run.standing.provisional == (said is not None)


def test_a_broken_list_is_a_problem_at_its_line() -> None:
    app = upload(
        start(), files_of(sample_data.DATA), scheme=sample_data.SCHEME.read_bytes(), listed=b"catalogue: x"
    )
    assert_calm(app)
    assert "list.yaml" in seen(app)
    app.button(key="adopt").click().run()
    assert "未见省级清单" in seen(app)


def test_exported_tables_say_that_they_are_provisional(sample: Reading) -> None:
    assert sample.results is not None
    for content in (
        exports.ranking_csv(sample.results, "zh", on_trial=False),
        exports.detail_csv(sample.results, "zh", on_trial=False),
        exports.json_bytes(sample.results, (), "zh"),
    ):
        assert {
            "暂定" in content.decode("utf-8-sig"),
            '"provisional": true' in content.decode("utf-8-sig"),
        } == {
            True,
            False,
        }


def test_what_concerns_a_whole_column_is_shown_once_and_a_zip_is_read() -> None:
    rows = "单位,P1.1.1\n云澜区,１\n江屿区,２\n松岫区,３\n".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("成绩.csv", rows)
    app = upload(start(), [*files_of((sample_data.UNITS,)), ("报送.zip", buffer.getvalue())])
    assert_calm(app)
    assert "本列共 3 格：B2、B3、B4" in seen(app)
    assert "应报 69，已报 3" in seen(app)


def test_sheets_without_a_value_cannot_be_adopted() -> None:
    app = upload(start(), files_of((sample_data.UNITS,)))
    assert_calm(app)
    assert "没有读到任何数值" in seen(app)
    assert app.button(key="adopt").disabled


def test_all_problems_are_listed_blocking_ones_first() -> None:
    found = reading.read(reading.sample_scheme(), reading.broken_files())
    rows = tables.problem_rows(found.problems, "zh")
    severities = [row["severity"] for row in rows]
    assert severities == sorted(severities, key=[w.zh for w in text.SEVERITIES.values()].index)
    assert len(rows) == len(found.problems)
    assert found.results is None


# ---------------------------------------------------------------- 权重


def test_a_moved_weight_rescales_its_siblings_and_the_ranking_follows(sample: Reading) -> None:
    assert sample.results is not None
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.number_input(key="box P1").set_value(30.0).run()
    assert_calm(app)
    session = session_of(app)
    assert session.weights["P1"] == Decimal("30.00")
    now = trial.weights_below(sample.results.scheme, "indicators", session.weights)
    assert sum(now.values()) == Decimal(100)
    results = session.trial_results()
    assert results is not None
    frame = app.dataframe[0].value
    assert [Decimal(f"{total:.2f}") for total in frame["total_after"].dropna()] == [
        total for total in results.ranking()["total"] if total is not None
    ]
    assert session.current is not None
    assert session.current.results is not None
    assert session.current.results.total.units.tolist() == sample.results.total.units.tolist()
    app.button(key="reset_node").click().run()
    assert session_of(app).weights == {}


def test_slider_and_number_box_say_the_same() -> None:
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.slider(key="slide P2").set_value(20.37).run()
    assert app.number_input(key="box P2").value == 20.37
    assert session_of(app).weights["P2"] == Decimal("20.37")


def test_a_locked_weight_stays() -> None:
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.checkbox(key="lock P3").check().run()
    app.number_input(key="box P1").set_value(40.0).run()
    assert "P3" not in session_of(app).weights
    assert app.slider(key="slide P3").value == 32.0
    assert app.slider(key="slide P1").value == 40.0
    app.slider(key="slide P1").set_value(99.0).run()
    assert session_of(app).weights["P1"] == Decimal(68)
    assert app.slider(key="slide P1").value == app.number_input(key="box P1").value == 68.0
    assert app.number_input(key="box P3").disabled


@pytest.mark.parametrize(
    ("value", "weight"), [(0.1 + 0.2, "0.30"), (2.675, "2.68"), (33.33, "33.33"), (1e-9, "0.00")]
)
def test_a_typed_weight_is_the_decimal_one_sees(value: float, weight: str) -> None:
    assert str(trial.typed(value)) == weight


def test_weights_move_as_far_as_locks_allow_and_keep_their_sum() -> None:
    chance = random.Random(1)  # noqa: S311 - not for secrets
    for _ in range(300):
        weights = {str(i): Decimal(chance.randrange(0, 4000)) / 100 for i in range(chance.randrange(1, 7))}
        locked = {code for code in weights if chance.random() < 0.3}
        code = chance.choice(list(weights))
        after = trial.moved(weights, code, Decimal(chance.randrange(0, 20000)) / 100, locked)
        assert sum(after.values()) == sum(weights.values())
        assert all(after[c] == weights[c] for c in locked - {code})
        assert min(after.values()) >= 0


def test_the_trial_is_kept_from_page_to_page_and_marked_where_it_is_exported() -> None:
    app = open_page(start(), "weights")
    app.selectbox(key="tuned").set_value("indicators").run()
    app.number_input(key="box P1").set_value(30.0).run()
    open_page(app, "export")
    app.radio(key="export_trial").set_value(True).run()
    assert_calm(app)
    assert text.TRIAL_CHOSEN.zh in seen(app)
    results = session_of(app).trial_results()
    assert results is not None
    assert "调权试算" in results.scheme.title


# ---------------------------------------------------------------- bonuses and penalties, vetoes, awards, periods


def start_year(language: Language = "zh") -> AppTest:
    """Start with the office's year, uploaded and adopted."""
    files = [(file.name, file.content) for file in office_year.files()]
    app = upload(start(language), files, scheme=office_year.TEXT.encode())
    app.button(key="adopt").click().run()
    assert_calm(app)
    assert text.OWN_DATA.in_(language) in seen(app)
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_on_a_year_of_periods_and_records(language: Language) -> None:
    app = start_year(language)
    for page in PAGES:
        assert_calm(open_page(app, page))


def test_the_upload_counts_records() -> None:
    said = seen(start_year())
    assert f"<span>{text.ADJUSTMENTS.zh}</span><b>7</b>" in said
    assert f"<span>{text.VETOES.zh}</span><b>2</b>" in said


def test_the_ranking_shows_bonuses_penalties_and_vetoes_only_where_there_are_any() -> None:
    app = open_page(start_year(), "ranking", group="A")
    frame = app.dataframe[0].value.set_index("unit")
    assert frame["bonus"].fillna(0).to_dict() == {"东县": 3, "西县": 0, "北县": 0, "南县": 0}
    assert frame["penalty"]["南县"] == 0.5
    assert (frame["vetoes"]["南县"], frame["remark"]["南县"]) == ("数据造假", text.OUT_OF_RANKING.zh)
    assert str(frame["place"]["南县"]) == "<NA>"
    assert {"bonus", "penalty", "vetoes"} <= set(app.dataframe[0].proto.column_order)
    plain = open_page(start(), "ranking", group="政府")
    assert not {"bonus", "penalty", "vetoes"} & set(plain.dataframe[0].proto.column_order)


def test_a_unit_shows_its_records_and_what_became_of_them() -> None:
    said = seen(open_page(start_year(), "ranking", unit="U1", part="total"))
    assert "92.05 + 3 − 0 = 95.05" in said
    assert "同一事项取最高，本条不计" in said
    assert "省发〔2020〕1号" in said
    assert text.ELIGIBLE.zh in said
    south = seen(open_page(start_year(), "ranking", unit="U3"))
    assert "市统计局" in south
    assert "有否决事项：数据造假（瞒报 2 起）" in south
    assert text.MATTER.zh not in seen(open_page(start_year(), "ranking", unit="U5"))


def test_the_tree_shows_every_period_under_its_node() -> None:
    app = open_page(start_year(), "ranking", unit="U1", part="1.1@H2")
    parts = [str(part).strip() for part in app.dataframe[1].value["part"]]
    assert parts[1:4] == ["平时考核", "平时考核（上半年）", "1.1@H1 整改率（上半年）"]
    assert "9 ÷ 10 × 100 = 90%" in seen(app)


def test_one_weight_is_tuned_for_all_periods_and_weights_by_group_are_not() -> None:
    app = open_page(start_year(), "weights")
    nodes = app.selectbox(key="tuned")
    assert nodes.options == ["总分（total）", "\u3000平时考核（daily）"]
    nodes.set_value("daily").run()
    app.number_input(key="box 1.1").set_value(30.0).run()
    assert_calm(app)
    session = session_of(app)
    assert session.weights == {"1.1": Decimal("30.00"), "1.10": Decimal("30.00")}
    results = session.trial_results()
    assert results is not None
    # First half 20/20 and 38/40, second half 15/20 and 36/40, each half now 30 + 30.
    halves = [results.published(f"daily@{half}").value(0) for half in ("H1", "H2")]
    assert halves == [Decimal("58.50"), Decimal("49.50")]
    assert trial.factors(results, "daily") == {"1.1": Fraction(30, 20), "1.10": Fraction(30, 40)}
    assert results.total.value(0) == Decimal("94.35")


@pytest.mark.parametrize("language", LANGUAGES)
def test_exports_hold_bonuses_penalties_and_vetoes(language: Language) -> None:
    results = office_year.results()
    rows = list(
        csv.DictReader(
            io.StringIO(exports.ranking_csv(results, language, on_trial=False).decode("utf-8-sig"))
        )
    )
    by_name = {row[text.UNIT.in_(language)]: row for row in rows}
    assert by_name["东县"][KINDS["bonus"].in_(language)] == "3"
    assert by_name["南县"][KINDS["penalty"].in_(language)] == "0.5"
    assert by_name["南县"][text.VETOES.in_(language)] == "数据造假"
    app = open_page(start_year(language), "export")
    assert {"zh": "同分比较", "en": "tie-break"}[language] in seen(app)
    assert {"zh": "每个单位最多 2 分", "en": "at most 2 points a unit"}[language] in seen(app)


# ---------------------------------------------------------------- 导出, hostile text, language, size


def test_csv_holds_every_unit_and_no_formula(sample: Reading) -> None:
    assert sample.results is not None
    content = exports.csv_bytes([["=1", " +1", "@x", "-1", "正常", Decimal("-1.50"), 3, None]], "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    row = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert row == ["'=1", "' +1", "'@x", "'-1", "正常", "-1.50", "3", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_export_speaks_the_language_it_is_told(sample: Reading, language: Language) -> None:
    assert sample.results is not None
    ranking = exports.ranking_csv(sample.results, language, on_trial=True).decode("utf-8-sig")
    detail = exports.detail_csv(sample.results, language, on_trial=False).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(ranking)))
    assert len(rows) == len(sample.results.sheet.units)
    (basis,) = {row[text.BASIS.in_(language)] for row in rows}
    assert basis.startswith(text.TRIAL_WEIGHTS.in_(language))
    totals = {row[text.UNIT_CODE.in_(language)]: row[text.TOTAL.in_(language)] for row in rows}
    expected = sample.results.ranking()
    assert totals == {
        c: "" if t is None else str(t) for c, t in zip(expected["code"], expected["total"], strict=True)
    }
    assert detail.splitlines()[0].startswith(text.GROUP.in_(language))
    assert text.SEVERITY.in_(language) in exports.problems_csv(sample.problems, language).decode("utf-8-sig")
    assert exports.workbook_bytes(sample.results, sample.problems, language)[:2] == b"PK"
    assert b'"units"' in exports.json_bytes(sample.results, sample.problems, language)


def test_file_names_are_taken_by_any_system() -> None:
    assert exports.file_name('a/b:"c"', "试算", suffix="csv") == "a_b_c_-试算.csv"


def hostile_files() -> tuple[SourceFile, tuple[SourceFile, ...]]:
    """Give a tiny scheme and data whose every name is an attack."""
    scheme = f"""
scheme: hostile
title: {HOSTILE!r}
groups: [{{code: G, name: {HOSTILE!r}}}]
tree:
  - {{code: T, name: {HOSTILE!r}, points: 10}}
  - {{code: A, parent: T, name: {HOSTILE + "a"!r}, points: 4, rule: {{kind: direct}}}}
  - {{code: B, parent: T, name: {HOSTILE + "b"!r}, points: 6, rule: {{kind: direct}}}}
""".replace("\\\\", "\\")
    register = exports_free([["单位代码", "单位", "组别"], ["01", HOSTILE, "G"], ["02", "甲", "G"]])
    scores = exports_free([["单位代码", "A", "B"], ["01", "3", "5.5"], ["02", "4", "4.5"]])
    return SourceFile("scheme.yaml", scheme.encode()), (
        SourceFile("<b>名册</b>.csv", register),
        SourceFile("![](http://x)成绩.csv", scores),
    )


def exports_free(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_hostile_names_are_drawn_as_text() -> None:
    scheme, files = hostile_files()
    app = upload(start(), [(f.name, f.content) for f in files], scheme=scheme.content)
    app.button(key="adopt").click().run()
    assert text.OWN_DATA.zh in seen(app)
    for page in PAGES:
        open_page(app, page)
        assert_calm(app)
        assert not any("<img" in str(part.value) for part in app.html)
        drawn = [*app.markdown, *app.caption, *app.info, *app.success, *app.error]
        assert not any("example.com" in str(part.value) for part in drawn)


def test_the_language_switch_works_in_place_and_stays() -> None:
    app = open_page(start("en"), "ranking")
    assert app.selectbox(key="view_group").label == text.GROUP.en
    app.segmented_control(key="language").set_value("zh").run()
    assert app.selectbox(key="view_group").label == text.GROUP.zh


def test_a_link_can_name_the_language() -> None:
    assert text.CURRENT_SAMPLE.en in seen(start(lang="en"))


def test_three_thousand_units_stay_usable() -> None:
    units = [f"{number:04}" for number in range(3000)]
    chance = random.Random(2)  # noqa: S311 - not for secrets
    scheme, _ = hostile_files()
    register = exports_free([["单位代码", "单位", "组别"], *([u, f"单位{u}", "G"] for u in units)])
    rows = [[u, str(chance.randrange(401) / 100), str(chance.randrange(601) / 100)] for u in units]
    files = [("名册.csv", register), ("成绩.csv", exports_free([["单位代码", "A", "B"], *rows]))]
    app = upload(start(), files, scheme=scheme.content)
    app.button(key="adopt").click().run()
    for page in PAGES:
        open_page(app, page)
        assert_calm(app)
    open_page(app, "ranking")
    assert len(app.dataframe[0].value) == 3000
