"""A result workbook is what its snapshot gives, also after another program saved it; whatever was altered is named."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.notice import Notice
from documents.result_workbook import write_results
from documents.verification import hidden_sheet, verification_problems
from documents.verification import verdict as verdict_module
from documents.verification.differences import How, What
from documents.verification.verdict import Verdict, verify_workbook
from indicators import Place
from office.reading import read_sample
from scoring import score
from scoring.certificate import certify
from scoring.packing import canonical, squeezed
from tests import office_year
from tests.libreoffice import Typing, resaved, typed
from tests.schemes import Case, cases, times
from tests.sheets import scheme_of, sheet_of
from tests.tampered import cells, find, with_cached, with_swapped_rows, with_value, without_row
from tests.test_cli import baton

if TYPE_CHECKING:
    from pathlib import Path

    from documents.verification.differences import Difference
    from indicators.problems import Problem, ProblemKind

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)
HEAD = f"12:{'ab' * 32}"
NOTICE = Notice(3, "2021-01-25 09:30", "考核办", "会议纪要〔2021〕3号", ("甲\n乙", "丙"), HEAD)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "@x",
    "<script>",
    "a_x000D_b",
    "\u202e甲",
    "'引号",
    "_x005F_",
    "é\u0301",
]


@cache
def sample() -> bytes:
    """The sample city, certified."""
    reading = read_sample()
    results = reading.results
    assert results is not None
    return write_results(results, tuple(reading.problems), made_at=MADE_AT, certificate=certify(results))


@cache
def year() -> bytes:
    """A year with periods, adjustments, vetoes and awards, in English and public."""
    return write_results(office_year.results(), (), language="en", made_at=MADE_AT, notice=NOTICE)


@cache
def small() -> bytes:
    """The same year in Chinese, on trial."""
    return write_results(office_year.results(), (), made_at=MADE_AT)


@cache
def hostile() -> bytes:
    """Names that spreadsheet programs may take for something else."""
    scheme = scheme_of("tree: [{code: t, name: '=1+1', points: 10, rule: {kind: direct}}]")
    units = "\n".join(f"u{number} | {number}.5" for number in range(len(HOSTILE)))
    sheet = sheet_of(scheme, f"unit | t\n{units}")
    named = tuple(
        unit.model_copy(update={"name": name}) for unit, name in zip(sheet.units, HOSTILE, strict=True)
    )
    return write_results(score(scheme, replace(sheet, units=named)), (), made_at=MADE_AT)


def verdict_on(content: bytes, folder: Path) -> Verdict:
    path = folder / "结果.xlsx"
    path.write_bytes(content)
    verdict, problems = verify_workbook(path)
    assert verdict is not None, [problem.in_words("en") for problem in problems]
    return verdict


def refusal_of(content: bytes, folder: Path) -> tuple[Problem, ...]:
    path = folder / "结果.xlsx"
    path.write_bytes(content)
    verdict, problems = verify_workbook(path)
    assert verdict is None
    return problems


def the_only(verdict: Verdict) -> Difference:
    assert not verdict.holds
    (difference,) = verdict.comparison.named
    assert verdict.comparison.total == 1
    return difference


# ---------------------------------------------------------------- what holds


@pytest.mark.parametrize("content", [sample, year, hostile])
def test_a_workbook_as_it_was_exported_is_equal_in_every_cell(content: Any, tmp_path: Path) -> None:
    verdict = verdict_on(content(), tmp_path)
    assert verdict.holds, [difference.words.en for difference in verdict.comparison.named]
    assert verdict.comparison.cells == sum(
        1 for cell in cells(content()) if cell.sheet not in {"快照", "Snapshot"} and str(cell.value).strip()
    )


@pytest.mark.needs("libreoffice")
def test_a_workbook_saved_again_by_another_program_is_still_equal(tmp_path: Path) -> None:
    given = {"a.xlsx": sample(), "b.xlsx": year(), "c.xlsx": hostile()}
    for name, content in resaved(given, tmp_path / "office").items():
        assert content != given[name]
        verdict = verdict_on(content, tmp_path)
        assert verdict.holds, [difference.words.en for difference in verdict.comparison.named]


@given(cases())
@times(0.03)
def test_any_results_are_written_read_back_and_equal(
    tmp_path_factory: pytest.TempPathFactory, given_case: Case
) -> None:
    content = write_results(score(given_case.scheme, given_case.sheet), (), made_at=MADE_AT)
    verdict = verdict_on(content, tmp_path_factory.mktemp("any"))
    assert verdict.holds, [difference.words.en for difference in verdict.comparison.named]
    assert verdict.edition.results.scheme.stated == given_case.scheme


def test_the_verdict_names_the_edition_it_was_written_as(tmp_path: Path) -> None:
    edition = verdict_on(year(), tmp_path).edition
    assert (edition.language, edition.made_at, edition.notice) == ("en", MADE_AT, NOTICE)
    assert edition.certificate is None
    certificate = verdict_on(sample(), tmp_path).edition.certificate
    assert certificate is not None
    assert certificate.holds
    assert certificate.figures == 3_174


# ---------------------------------------------------------------- what was altered


@pytest.mark.parametrize(
    ("sheet", "row_has", "heading", "value", "what", "unit", "indicator"),
    [
        ("来源", "F1", "填报值", 1, What.RAW, "东县", "F1 重点任务"),
        ("来源", "F1", "填报值", "不适用", What.RAW, "东县", "F1 重点任务"),
        ("数据", "西县", "F1", 1, What.RAW, "西县", "F1 重点任务"),
        ("数据", "甲局", "F1", "不适用", What.RAW, "甲局", "F1 重点任务"),
        ("指标", "final", "权重", 45, What.WEIGHT, None, "final 年终考核"),
        ("指标", "F1", "满分", 50, What.FULL_POINTS, None, "F1 重点任务"),
        ("指标", "F1", "缺报处理", "缺报得满分", What.POLICY, None, "F1 重点任务"),
        ("参数", "F1", "各组相同", 50, What.FULL_POINTS, None, "F1 重点任务"),
        ("参数", "在“平时考核”中的权重", "各组相同", 50, What.WEIGHT, None, "daily@H1 平时考核（上半年）"),
        ("参数", "总分不低于", "各组相同", 80, What.PARAMETER, None, None),
        ("计分办法", "missing", "内容", "缺报得满分", What.POLICY, None, None),
        ("计分办法", "tie_break", "内容", "依次比较重点任务", What.POLICY, None, None),
        ("排名", "西县", "总分", 85.01, What.SCORE, "西县", None),
        ("排名", "西县", "组内名次", 1, What.PLACE, "西县", None),
        ("排名", "西县", "等次", "一般", What.GRADE, "西县", None),
        ("得分明细", "U2", "1.1@H1\n整改率（上半年）", 9.5, What.SCORE, "西县", "1.1@H1 整改率（上半年）"),
        ("来源文件", "年度.xlsx", "文件摘要（SHA-256）", "0" * 64, What.CONTENT, None, None),
        ("校验", "引擎版本", "内容", "9.9.9", What.CONTENT, None, None),
    ],
)
def test_a_cell_that_was_altered_is_named_with_what_it_is_and_both_contents(
    *,
    sheet: str,
    row_has: str,
    heading: str,
    value: object,
    what: What,
    unit: str | None,
    indicator: str | None,
    tmp_path: Path,
) -> None:
    address = find(small(), sheet, row_has, heading)
    before = next(cell.value for cell in cells(small(), sheet) if cell.address == address)
    difference = the_only(verdict_on(with_value(small(), sheet, address, value), tmp_path))
    assert (difference.what, difference.how) == (what, How.CHANGED)
    assert (difference.place.file, difference.place.sheet, difference.place.cell) == (
        "结果.xlsx",
        sheet,
        address,
    )
    assert (difference.place.unit, difference.place.indicator) == (unit, indicator)
    assert (difference.before, difference.after) == (str(before), str(value))


def test_a_formula_that_shows_another_result_is_named_and_one_replaced_by_a_constant_is_told_from_it(
    tmp_path: Path,
) -> None:
    address = find(small(), "公布", "东县", "total")
    lied = the_only(verdict_on(with_cached(small(), "公布", address, 99.99), tmp_path))
    assert (lied.what, lied.how, lied.place.cell) == (What.SCORE, How.CHANGED, address)
    assert (lied.before, lied.after) == ("95.05", "99.99")
    replaced = the_only(verdict_on(with_value(small(), "公布", address, 95.05), tmp_path))
    assert (replaced.what, replaced.how, replaced.place.unit) == (What.SCORE, How.NO_FORMULA, "东县")


def test_a_policy_altered_in_the_line_under_a_title_is_named_as_one(tmp_path: Path) -> None:
    found = next(cell for cell in cells(small(), "排名") if str(cell.value).startswith("公布小数位"))
    altered = with_value(small(), *found[:2], str(found.value).replace("四舍五入", "截尾"))
    assert the_only(verdict_on(altered, tmp_path)).what is What.POLICY


def test_two_rows_exchanged_are_named_each_with_the_row_it_came_from(tmp_path: Path) -> None:
    rows = {cell.value: int(cell.address[1:]) for cell in cells(small(), "排名") if cell.address[0] == "D"}
    first, second = rows["西县"], rows["甲局"]
    verdict = verdict_on(with_swapped_rows(small(), "排名", first, second), tmp_path)
    assert not verdict.holds
    named = verdict.comparison.named
    assert {(one.what, one.how) for one in named} == {(What.ROW, How.MOVED)}
    moved = {one.place.unit: (one.before, one.place.cell) for one in named}
    assert moved == {"西县": (str(first), f"A{second}"), "甲局": (str(second), f"A{first}")}


def test_two_units_that_exchanged_their_scores_are_both_named(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(io.BytesIO(small()))["排名"]
    one, other = (find(small(), "排名", name, "总分") for name in ("西县", "东县"))
    altered = with_value(small(), "排名", one, page[other].value)
    altered = with_value(altered, "排名", other, page[one].value)
    named = verdict_on(altered, tmp_path).comparison.named
    assert {(one.what, one.place.unit) for one in named} == {
        (What.SCORE, "西县"),
        (What.SCORE, "东县"),
    }


def test_a_row_that_was_deleted_is_named_and_the_rest_stays_equal(tmp_path: Path) -> None:
    row = int(find(small(), "排名", "东县", "总分")[1:])
    difference = the_only(verdict_on(without_row(small(), "排名", row), tmp_path))
    assert (difference.what, difference.how) == (What.ROW, How.GONE)
    assert (difference.place.unit, difference.place.cell) == ("东县", f"A{row}")
    assert "东县" in difference.before


def test_a_sheet_that_is_gone_and_one_that_was_added_are_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hostile()))
    del book["问题"]
    book.create_sheet("附表")["A1"] = "另加"
    out = io.BytesIO()
    book.save(out)
    named = [one for one in verdict_on(out.getvalue(), tmp_path).comparison.named if one.what is What.SHEET]
    assert [(one.how, one.place.sheet) for one in named] == [(How.GONE, "问题"), (How.NEW, "附表")]


def test_causes_are_named_before_what_follows_from_them(tmp_path: Path) -> None:
    altered = with_value(small(), "排名", find(small(), "排名", "西县", "总分"), 1)
    altered = with_value(altered, "来源", find(small(), "来源", "F1", "填报值"), 9)
    altered = with_value(altered, "指标", find(small(), "指标", "final", "权重"), 9)
    named = verdict_on(altered, tmp_path).comparison.named
    assert [one.what for one in named] == [What.RAW, What.WEIGHT, What.SCORE]


@given(st.data())
@settings(max_examples=10)
def test_whichever_cell_is_altered_just_that_one_is_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    shown = [cell for cell in cells(year()) if cell.sheet != "Snapshot" and str(cell.value).strip()]
    cell = data.draw(st.sampled_from(shown))
    value = data.draw(st.sampled_from([7_654_321, "另一内容"]))
    verdict = verdict_on(with_value(year(), cell.sheet, cell.address, value), tmp_path_factory.mktemp("one"))
    difference = the_only(verdict)
    assert difference.place.sheet == cell.sheet
    assert difference.place.cell == cell.address or difference.what is What.ROW
    assert difference.after == str(value)


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_a_value_and_a_weight_changed_by_a_person_and_recalculated_are_named_before_all_they_change(
    tmp_path: Path,
) -> None:
    value, weight = find(small(), "数据", "西县", "F1"), find(small(), "参数", "在“总分”中的权重", "各组相同")
    edits = {"值.xlsx": ("数据", value, "37"), "权重.xlsx": ("参数", weight, "50")}
    asked = {name: Typing(small(), {(sheet, cell): text}) for name, (sheet, cell, text) in edits.items()}
    for name, done in typed(asked, tmp_path / "office").items():
        sheet, cell, text = edits[name]
        named = verdict_on(done.content, tmp_path).comparison.named
        first, *rest = named
        assert (first.place.sheet, first.place.cell, first.after) == (sheet, cell, text)
        assert first.what is (What.RAW if sheet == "数据" else What.WEIGHT)
        assert {one.place.sheet for one in rest if one.what is What.SCORE} >= {"得分", "汇总", "公布"} - {
            "得分" if sheet == "参数" else ""
        }


# ---------------------------------------------------------------- the snapshot itself


def with_snapshot(content: bytes, edit: Any) -> bytes:
    """The workbook with another record in its snapshot, sealed as if it were the program's own."""
    rows = [str(cell.value) for cell in cells(content, "快照")]
    record = json.loads(zlib.decompress(base64.b64decode("".join(rows[2:]))))
    (header, _, *chunks) = sealed(squeezed(canonical(edit(record))))
    assert len(chunks) == len(rows) - 2 == 1
    content = with_value(content, "快照", "A1", header)
    return with_value(content, "快照", "A3", chunks[0])


def sealed(packed: bytes) -> list[str]:
    letters = base64.b64encode(packed).decode()
    chunks = [letters[at : at + 32_000] for at in range(0, len(letters), 32_000)]
    return [f"baton-snapshot 1 {len(chunks)} {hashlib.sha256(packed).hexdigest()}", "", *chunks]


def with_first_cells(*texts: str) -> bytes:
    book = openpyxl.Workbook()
    for number, text in enumerate(texts, 1):
        book.worksheets[0].cell(number, 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DEEP = squeezed(b'{"format":1,"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}")
WIDE = squeezed(b'{"format":1,"x":[' + b"[]," * 2_000_000 + b"[]]}")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (with_first_cells("单位", "甲"), verification_problems.NO_SNAPSHOT),
        (with_first_cells("baton-snapshot too large", "", ""), verification_problems.SNAPSHOT_TOO_LARGE),
        (
            with_first_cells("baton-snapshot 1 1 " + "0" * 64, "", "eJw="),
            verification_problems.SNAPSHOT_DAMAGED,
        ),
        (with_first_cells("baton-snapshot 2", "", "eJw="), verification_problems.SNAPSHOT_DAMAGED),
        (
            with_first_cells("baton-snapshot 1 1 " + "0" * 64, "", "不是"),
            verification_problems.SNAPSHOT_DAMAGED,
        ),
        (with_first_cells(*sealed(b"no zlib")), verification_problems.SNAPSHOT_DAMAGED),
        (with_first_cells(*sealed(squeezed(b"{}"))), verification_problems.SNAPSHOT_DAMAGED),
        (with_first_cells(*sealed(squeezed(b'{"format":1}'))), verification_problems.SNAPSHOT_DAMAGED),
        (with_first_cells(*sealed(squeezed(b'{"format":9}'))), verification_problems.SNAPSHOT_LATER),
        (with_first_cells(*sealed(squeezed(b"0" * 70_000_000))), verification_problems.SNAPSHOT_DAMAGED),
        (with_first_cells(*sealed(DEEP)), verification_problems.SNAPSHOT_DAMAGED),
        (with_first_cells(*sealed(WIDE)), verification_problems.SNAPSHOT_DAMAGED),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_a_snapshot_that_is_gone_damaged_or_a_bomb_is_refused_with_what_to_do(
    content: bytes, kind: ProblemKind, tmp_path: Path
) -> None:
    assert refusal_of(content, tmp_path) == (kind.at(Place(file="结果.xlsx")),)


@given(st.data())
@settings(max_examples=10)
def test_a_snapshot_in_which_anything_is_another_is_never_taken_for_equal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    equal = []

    def edit(record: dict[str, Any]) -> dict[str, Any]:
        # What another engine wrote may hold as well as what this one wrote.
        name = data.draw(st.sampled_from(sorted(set(record) - {"format", "engine"})))
        value: Any = data.draw(st.sampled_from([None, [], {}, "", 7, "2021-01-01", {"a": 1}]))
        equal.append(record[name] == value)
        return {**record, name: value}

    path = tmp_path_factory.mktemp("other") / "结果.xlsx"
    path.write_bytes(with_snapshot(hostile(), edit))
    verdict, problems = verify_workbook(path)
    assert equal == [not problems and verdict is not None and verdict.holds]


def test_data_altered_in_the_snapshot_alone_show_in_every_cell_that_rests_on_them(tmp_path: Path) -> None:
    def edit(record: dict[str, Any]) -> dict[str, Any]:
        record["sheet"]["columns"][0]["mantissas"][0] = 99
        return record

    verdict = verdict_on(with_snapshot(hostile(), edit), tmp_path)
    assert [(one.unit, one.figure, one.kept, one.now) for one in verdict.changed][:1] == [
        ("u0", "t", "0.50", "9.90")
    ]
    assert any(one.what is What.SCORE for one in verdict.comparison.named)


def test_a_workbook_of_another_engine_is_verified_by_its_figures_and_the_engine_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def edit(record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "engine": "0.0.9"}

    monkeypatch.setattr(verdict_module, "ENGINES", verdict_module.ENGINES | {"0.0.9"})
    former = with_snapshot(hostile(), edit)
    reworded = next(cell for cell in cells(former, "排名") if str(cell.value).startswith("公布小数位"))
    former = with_value(former, *reworded[:2], "另一版本的说法")
    verdict = verdict_on(former, tmp_path)
    assert verdict.engine == "0.0.9"
    assert verdict.agrees
    assert not verdict.holds
    assert "问题" in verdict.skipped
    assert "排名" not in verdict.skipped
    altered = with_value(former, "排名", find(former, "排名", "u3", "=1+1"), 1)
    difference = the_only(verdict_on(altered, tmp_path))
    assert (difference.what, difference.place.sheet) == (What.SCORE, "排名")


def test_a_snapshot_too_large_to_be_read_again_is_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hidden_sheet, "BOUNDS", hidden_sheet.BOUNDS._replace(size=1_000))
    content = write_results(office_year.results(), (), made_at=MADE_AT)
    assert refusal_of(content, tmp_path) == (
        verification_problems.SNAPSHOT_TOO_LARGE.at(Place(file="结果.xlsx")),
    )


# ---------------------------------------------------------------- the command


def test_the_command_tells_what_holds_and_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "公布结果.xlsx"
    path.write_bytes(year())
    done = baton("verify", path)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[0].startswith("相符：公布结果.xlsx 的 ")
    assert f"所附审计日志末条：{HEAD}" in said
    assert sum(len(word) == 64 for line in said for word in line.split()) == 3
    record = json.loads(baton("verify", path, "--json").stdout)
    assert (record["holds"], record["run"], record["head"], record["different"]) == (True, 3, HEAD, 0)


def test_the_command_names_every_difference_and_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    path.write_bytes(with_value(small(), "指标", find(small(), "指标", "final", "权重"), 5))
    done = baton("verify", path)
    assert (done.returncode, done.stdout) == (2, "")
    first, second, *_ = done.stderr.splitlines()
    assert first == "不相符：结果.xlsx 有 1 处与按其快照重新计算的结果不同（先列原因，再列随之改变的结果）。"
    assert "‹指标›!E" in second
    assert second.endswith("final 年终考核：权重 写出时为“40”，现为“5”")
    done = baton("verify", path, "--json", "--language", "en")
    assert done.returncode == 2
    record = json.loads(done.stdout, parse_float=Decimal)
    (difference,) = record["differences"]
    assert {name: difference[name] for name in ("what", "how", "sheet", "written", "found")} == {
        "what": "weight",
        "how": "changed",
        "sheet": "指标",
        "written": "40",
        "found": "5",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "请给出一个结果工作簿"),
        (("a.xlsx", "--run", "1"), "二者取一"),
        (("nowhere.xlsx",), "nowhere.xlsx 无法核验"),
        (("README.md",), "README.md 无法核验"),
        (("sample_data/units.xlsx",), "sample_data/units.xlsx 无法核验"),
    ],
)
def test_the_command_refuses_what_cannot_be_verified_in_one_sentence(
    arguments: tuple[str, ...], said: str
) -> None:
    done = baton("verify", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
