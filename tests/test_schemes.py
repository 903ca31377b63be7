"""Schemes and lists taken in, looked at before they are stored, and stored as versions; what there is to do next."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import sample_data
from documents import SourceFile
from documents.authoring import write_authoring, write_catalogue_workbook
from indicators import Severity, decode_scheme
from indicators.catalogue_text import decode_catalogue
from indicators.policies import Missing
from office.desk import Desk
from office.examining import examine
from office.first_start import load_sample
from office.kept import list_of, lists, scheme_of
from office.next_steps import Page, next_steps
from office.overview import MOST, MOST_TIED, ends, run_before, units_of, weakest
from office.reading import file_of, read
from office.running import keep_run
from office.scheme_preview import preview
from office.schemes import store, take
from office.starting import PRESETS, blank_workbook
from office.upload import adopt, draft
from records import (
    ConflictError,
    Kind,
    Records,
    RecordsError,
    assessments,
    open_records,
    publications,
    versions,
)
from records.location import of_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from office.heads import Heads
    from records import Version

ACTOR, OTHER = "经办人甲", "经办人乙"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a database with the sample in it."""
    file = tmp_path_factory.mktemp("furnished") / "baton.sqlite3"
    load_sample(Desk(open_records(of_file(file))), ACTOR)
    return file


@pytest.fixture
def records(furnished: Path, tmp_path: Path) -> Records:
    """Give a database of the test's own."""
    return open_records(of_file(Path(shutil.copy(furnished, tmp_path))))


@pytest.fixture
def desk(records: Records) -> Desk:
    """Give a desk."""
    return Desk(records)


@pytest.fixture
def sample() -> int:
    """Give the sample's assessment."""
    return 1


@pytest.fixture
def empty(desk: Desk) -> int:
    """Give an assessment with nothing in it."""
    return assessments.start(desk.records, ACTOR, "空白").id


def workbook(desk: Desk, heads: Heads, edit: Callable[[openpyxl.Workbook], None]) -> SourceFile:
    """The authoring workbook of the present scheme with something edited in it."""
    reading = desk.reading(heads)
    assert reading is not None
    assert reading.scheme is not None
    content = write_authoring(reading.scheme, (), reading.catalogue)
    return edited(SourceFile("改好的.xlsx", content), edit)


def edited(file: SourceFile, edit: Callable[[openpyxl.Workbook], None]) -> SourceFile:
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return SourceFile(file.name, out.getvalue())


def in_tree(code: str, column: str, value: str | int) -> Callable[[openpyxl.Workbook], None]:
    """An edit of one cell of the sheet of indicators."""

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["指标体系"]
        columns = [cell.value for cell in sheet[3]]
        row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == code)
        row[columns.index(column)].value = value

    return edit


def without_cover(code: str) -> Callable[[openpyxl.Workbook], None]:
    """An edit that takes out what one indicator covers."""

    def edit(book: openpyxl.Workbook) -> None:
        for row in book["对应关系"].iter_rows(min_row=4):
            if row[0].value == code:
                for cell in row:
                    cell.value = None

    return edit


def store_file(desk: Desk, assessment: int, file: SourceFile, note: str = "") -> Version:
    heads = desk.heads(assessment)
    return store(desk, ACTOR, heads, take(desk, heads, file), note)


# ---------------------------------------------------------------- to begin with


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_a_preset_becomes_the_first_version(desk: Desk, empty: int, number: int) -> None:
    file = PRESETS[number][0]
    seen = preview(desk, desk.heads(empty), file)
    assert seen.can_be_stored
    assert seen.before is None
    version = store_file(desk, empty, file, "从模板开始")
    assert (version.kind, version.number, version.made_by, version.note) == (
        Kind.SCHEME,
        1,
        ACTOR,
        "从模板开始",
    )
    assert desk.file_of(version).content == file.content


def test_a_blank_workbook_says_nothing_an_office_must_take_out_to_begin(desk: Desk, empty: int) -> None:
    file = SourceFile("空白方案.xlsx", blank_workbook())
    seen = preview(desk, desk.heads(empty), file)
    assert seen.taken.scheme is not None
    assert [indicator.code for indicator in seen.taken.scheme.indicators] == ["A1"]
    version = store_file(desk, empty, file)
    assert version.name == "my-scheme.yaml"
    assert scheme_of(desk.records, version) == seen.taken.scheme


# ---------------------------------------------------------------- a scheme


def test_what_an_edited_workbook_changes_is_seen_before_it_is_stored(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    file = workbook(desk, heads, in_tree("P1.1.1", "deadline", "11月30日"))
    seen = preview(desk, heads, file)
    assert [(found.code, found.field) for found in seen.differences] == [("P1.1.1", "deadline")]
    assert not seen.is_outdated
    assert seen.can_be_stored
    assert seen.reading is not None
    assert not seen.reading.problems.blocked
    assert desk.heads(sample).scheme_number == 1
    version = store(desk, ACTOR, heads, seen.taken, "时限提前")
    assert version.number == 2
    present = desk.heads(sample).scheme
    assert present == version
    kept = desk.file_of(version).content.decode()
    assert "11月30日" in kept
    comments = [line for line in sample_data.SCHEME.read_text(encoding="utf-8").splitlines() if "# " in line]
    assert sum(line in kept for line in comments) >= len(comments) - 1


def test_a_workbook_made_from_an_older_version_is_told_with_its_number(desk: Desk, sample: int) -> None:
    old = workbook(desk, desk.heads(sample), in_tree("P1.1.1", "deadline", "11月30日"))
    newer = workbook(desk, desk.heads(sample), in_tree("P1.1.2", "deadline", "10月31日"))
    store_file(desk, sample, newer)
    seen = preview(desk, desk.heads(sample), old)
    assert seen.is_outdated
    assert seen.exported_from == 1
    assert {found.code for found in seen.differences} == {"P1.1.1", "P1.1.2"}


def test_a_workbook_without_its_fingerprint_is_of_no_known_version(desk: Desk, sample: int) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        in_tree("P1.1.1", "deadline", "11月30日")(book)
        del book["填写说明"]

    heads = desk.heads(sample)
    seen = preview(desk, heads, workbook(desk, heads, edit))
    assert seen.is_outdated
    assert seen.exported_from is None


def test_what_is_there_already_need_not_be_stored(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    for file in (
        file_of(sample_data.SCHEME),
        workbook(desk, heads, lambda _: None),
        file_of(sample_data.DRAFT),
    ):
        seen = preview(desk, heads, file)
        assert seen.is_repeated
        assert not seen.can_be_stored
        assert seen.differences == ()


def test_a_broken_workbook_is_refused_with_the_cell_of_its_mistake(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    file = workbook(desk, heads, in_tree("P1.1.1", "points", 30))
    seen = preview(desk, heads, file)
    assert not seen.can_be_stored
    wrong = [problem for problem in seen.taken.problems if problem.severity is Severity.BLOCKING]
    assert [(problem.code, problem.place.sheet) for problem in wrong] == [
        ("scheme-points-do-not-add-up", "指标体系")
    ]
    assert wrong[0].place.cell is not None
    with pytest.raises(RecordsError, match="1 个问题必须改正"):
        store(desk, ACTOR, heads, seen.taken)
    assert desk.heads(sample) == heads


@pytest.mark.parametrize(
    ("name", "content"),
    [("方案.yaml", b"\xff\xfe"), ("方案.yaml", b""), ("方案.xlsx", b"PK"), ("成绩.yaml", b"- 1\n- 2\n")],
)
def test_what_is_no_scheme_is_said_to_be_none(desk: Desk, empty: int, name: str, content: bytes) -> None:
    seen = preview(desk, desk.heads(empty), SourceFile(name, content))
    assert not seen.can_be_stored
    assert any(problem.severity is Severity.BLOCKING for problem in seen.taken.problems)


def test_a_scheme_which_the_data_do_not_fit_says_so_and_can_be_stored(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    seen = preview(desk, heads, workbook(desk, heads, in_tree("P1.1.1", "name", "另一项指标")))
    assert seen.reading is not None
    assert seen.reading.problems.counts[Severity.BLOCKING] > 0
    assert seen.can_be_stored
    store(desk, ACTOR, heads, seen.taken)
    reading = desk.reading(desk.heads(sample))
    assert reading is not None
    assert reading.problems.counts[Severity.BLOCKING] == seen.reading.problems.counts[Severity.BLOCKING]


def test_of_two_who_edit_one_scheme_the_second_hears_of_the_first(records: Records, sample: int) -> None:
    first, second = Desk(records), Desk(records)
    seen = [
        preview(
            desk,
            desk.heads(sample),
            workbook(desk, desk.heads(sample), in_tree(code, "deadline", "11月30日")),
        )
        for desk, code in ((first, "P1.1.1"), (second, "P1.1.2"))
    ]
    store(first, ACTOR, seen[0].heads, seen[0].taken, "先存的")
    with pytest.raises(ConflictError) as conflict:
        store(second, OTHER, seen[1].heads, seen[1].taken, "后存的")
    assert ACTOR in conflict.value.words.zh
    assert "第 2 版" in conflict.value.words.zh
    newest = versions.latest(records, sample, Kind.SCHEME)
    assert newest is not None
    assert newest.note == "先存的"
    again = preview(second, second.heads(sample), seen[1].taken.file)
    assert again.is_outdated
    assert {found.code for found in again.differences} == {"P1.1.1", "P1.1.2"}


# ---------------------------------------------------------------- a provincial list


def test_the_official_list_is_compared_with_the_one_it_supersedes(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    seen = preview(desk, heads, file_of(sample_data.OFFICIAL))
    official, _ = decode_catalogue(sample_data.OFFICIAL.read_bytes(), sample_data.OFFICIAL.name)
    assert official is not None
    assert seen.before is not None
    before = list_of(desk.records, seen.before)
    assert before is not None
    assert before.catalogue == official.supersedes
    assert seen.differences
    assert seen.reproofs
    assert seen.reading is None
    version = store(desk, ACTOR, heads, seen.taken)
    assert (version.kind, version.number) == (Kind.CATALOGUE, len(heads.catalogues) + 1)
    assert lists(desk.records, desk.heads(sample).catalogues)[0] == (version, official)


def test_a_list_edited_in_its_workbook_is_stored_under_its_code(desk: Desk, empty: int) -> None:
    listed, _ = decode_catalogue(sample_data.DRAFT.read_bytes(), sample_data.DRAFT.name)
    assert listed is not None
    version = store_file(desk, empty, SourceFile("清单.xlsx", write_catalogue_workbook(listed)))
    assert version.name == f"{listed.catalogue}.yaml"
    assert list_of(desk.records, version) == listed


# ---------------------------------------------------------------- what there is to do next


def test_an_empty_assessment_begins_with_its_indicators(desk: Desk, empty: int) -> None:
    steps = next_steps(desk.heads(empty), None)
    assert [step.page for step in steps] == [Page.INDICATORS]


def steps_in_words(desk: Desk, assessment: int) -> list[str]:
    heads = desk.heads(assessment)
    return [step.words.zh for step in next_steps(heads, desk.reading(heads))]


def test_with_a_scheme_the_register_is_asked_for(desk: Desk, empty: int) -> None:
    store_file(desk, empty, PRESETS[1][0])
    heads = desk.heads(empty)
    (step,) = next_steps(heads, desk.reading(heads))
    assert (step.page, "名册" in step.words.zh) == (Page.INTAKE, True)


def test_with_a_register_templates_are_issued_and_nothing_is_published(desk: Desk, empty: int) -> None:
    store_file(desk, empty, file_of(sample_data.OFFICIAL))
    store_file(desk, empty, file_of(sample_data.SCHEME_OFFICIAL))
    adopt(desk, ACTOR, draft(desk, desk.heads(empty), data_of_official()[:1]))
    assert steps_in_words(desk, empty) == ["生成填报表发给 1 个单位并催报，收回后上传。"]
    _keep(desk, desk.heads(empty))
    assert steps_in_words(desk, empty) == ["生成填报表发给 1 个单位并催报，收回后上传。"]


@pytest.mark.parametrize(
    ("policy", "worth"),
    [
        ("no points", "缺一项少一项的分"),
        ("full", "按“缺报得满分”处理"),
        ("no score", "按“缺报不出总分”处理"),
    ],
)
def test_what_missing_values_are_worth_is_said_as_the_policy_has_it(
    desk: Desk, empty: int, policy: str, worth: str
) -> None:
    store_file(desk, empty, SourceFile("scheme.yaml", TWO.replace("POLICY", policy).encode()))
    adopt(desk, ACTOR, draft(desk, desk.heads(empty), few_units(["U1,甲,5,", "U2,乙,6,"])))
    said = steps_in_words(desk, empty)
    assert f"核对缺报：2 个单位缺 2 格，{worth}。" in said
    assert any("留存下来" in step for step in said) == (policy != "no score")
    assert any("没有一个单位有总分" in step for step in said) == (policy == "no score")


TWO = """
scheme: two
title: 两项
groups: [{code: G, name: 组}]
policies: {missing: POLICY}
tree:
  - {code: T, name: 总分, points: 20}
  - {code: A, parent: T, name: 甲项, points: 10, rule: {kind: direct}}
  - {code: B, parent: T, name: 乙项, points: 10, rule: {kind: direct}}
"""


def few_units(rows: list[str]) -> list[SourceFile]:
    """A register, and a sheet with these rows of code, name, A and B."""
    register = "".join(f"{code},{name},G\n" for code, name, *_ in (row.split(",") for row in rows))
    return [
        SourceFile("名册.csv", f"单位代码,单位名称,组别\n{register}".encode()),
        SourceFile("成绩.csv", "\n".join(["单位代码,单位,A,B", *rows, ""]).encode()),
    ]


def test_a_list_that_was_never_imported_is_asked_for(desk: Desk, empty: int) -> None:
    store_file(desk, empty, file_of(sample_data.SCHEME))
    heads = desk.heads(empty)
    first, *others = next_steps(heads, desk.reading(heads))
    assert (first.page, first.section) == (Page.INDICATORS, "exchange")
    assert [step.page for step in others] == [Page.INTAKE]


def test_what_the_list_asks_for_and_nothing_covers_comes_first(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    store_file(desk, sample, workbook(desk, heads, without_cover("P1.2.1")))
    heads = desk.heads(sample)
    first = next_steps(heads, desk.reading(heads))[0]
    assert (first.page, first.section) == (Page.INDICATORS, "coverage")
    assert "1 项" in first.words.zh


def test_problems_of_the_data_stand_before_any_ranking(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    store_file(desk, sample, workbook(desk, heads, in_tree("P1.1.1", "name", "另一项指标")))
    heads = desk.heads(sample)
    reading = desk.reading(heads)
    assert reading is not None
    steps = next_steps(heads, reading)
    count = reading.problems.counts[Severity.BLOCKING]
    assert any(step.page is Page.INTAKE and str(count) in step.words.zh for step in steps)
    assert all(step.page is not Page.HISTORY for step in steps)


def test_units_that_have_not_reported_are_to_be_reminded(desk: Desk, empty: int) -> None:
    store_file(desk, empty, file_of(sample_data.SCHEME))
    few = [file_of(path) for path in (sample_data.UNITS, sample_data.DATA[1], sample_data.EXEMPTIONS)]
    adopt(desk, ACTOR, draft(desk, desk.heads(empty), few))
    heads = desk.heads(empty)
    reading = desk.reading(heads)
    assert reading is not None
    assert reading.intake is not None
    missing = len(reading.intake.units) - reading.intake.reconciliation.received
    assert missing
    assert any(f"{missing} 个单位未报" in step.words.zh for step in next_steps(heads, reading))


def test_a_sound_run_is_kept_then_published_then_handed_out(desk: Desk, empty: int) -> None:
    store_file(desk, empty, file_of(sample_data.OFFICIAL))
    store_file(desk, empty, file_of(sample_data.SCHEME_OFFICIAL))
    adopt(desk, ACTOR, draft(desk, desk.heads(empty), data_of_official()))
    pages = []
    for act in (_keep, _publish, None):
        heads = desk.heads(empty)
        reading = desk.reading(heads)
        assert reading is not None
        assert reading.results is not None
        pages.append(
            [step.page for step in next_steps(heads, reading) if step.page in {Page.HISTORY, Page.EXPORT}]
        )
        if act is not None:
            act(desk, heads)
    assert pages == [[Page.HISTORY], [Page.HISTORY], [Page.EXPORT]]


def data_of_official() -> list[SourceFile]:
    """The least a total of the official scheme can be had from: a register and what no total can do without."""
    scheme, _ = decode_scheme(sample_data.SCHEME_OFFICIAL.read_bytes(), "scheme.yaml")
    assert scheme is not None
    group = scheme.groups[0].code
    register = f"单位代码,单位名称,组别\nU1,甲区,{group}\n".encode()
    withheld = [i.code for i in scheme.indicators if scheme.missing_policy(i) is Missing.NO_SCORE]
    needed = ["quality", *withheld]
    return [
        SourceFile("名册.csv", register),
        SourceFile("成绩.csv", f"单位代码,单位,{','.join(needed)}\nU1,甲区{',1' * len(needed)}\n".encode()),
    ]


def _keep(desk: Desk, heads: Heads) -> None:
    reading = desk.reading(heads)
    assert reading is not None
    keep_run(desk, ACTOR, heads, reading)


def _publish(desk: Desk, heads: Heads) -> None:
    assert heads.run is not None
    with desk.records.writing() as connection:
        publications.publish(
            connection, ACTOR, heads.assessment.id, heads.run.number, "会议决定", (), supersedes=None
        )


# ---------------------------------------------------------------- who is first, who is last, what pulls down


def test_nobody_is_both_first_and_last_and_places_are_those_of_the_ranking(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    reading = desk.reading(heads)
    assert reading is not None
    results = reading.results
    assert results is not None
    found = ends(results, {})
    assert [group.group.code for group in found] == list(results.scheme.group_codes)
    ranking = results.ranking().set_index("code")
    for group in found:
        named = [*group.first.units, *group.last.units]
        assert len({unit.position for unit in named}) == len(named)
        assert 2 * MOST <= len(named) <= 2 * MOST_TIED
        assert [unit.place for unit in named] == sorted(unit.place for unit in named)
        for unit in named:
            row = ranking.loc[results.sheet.units[unit.position].code]
            assert (row["group"], row["group_rank"], row["total"]) == (
                group.group.code,
                unit.place,
                unit.total,
            )
            assert (unit.up, unit.gained) == (None, None)


def test_places_and_points_are_compared_with_the_run_before(desk: Desk, sample: int) -> None:
    heads = desk.heads(sample)
    assert run_before(desk, heads) is None
    store_file(desk, sample, workbook(desk, heads, in_tree("P1.1.1", "deadline", "11月30日")))
    heads = desk.heads(sample)
    before = run_before(desk, heads)
    assert before == heads.run
    assert before is not None
    reading = desk.reading(heads)
    assert reading is not None
    assert reading.results is not None
    for group in ends(reading.results, units_of(desk, before)):
        named = [*group.first.units, *group.last.units]
        assert {unit.up for unit in named} == {0}
        assert {unit.gained for unit in named} == {Decimal(0)}


@pytest.mark.parametrize(
    ("totals", "first", "last"),
    [
        # Four share the second place: all are named, and none of them again among the last.
        ([9, 8, 8, 8, 8, 7], ([1, 2, 2, 2, 2], 0, 2), ([6], 0, 6)),
        # Seven share the last place of the first three: six are named in all.
        ([9, 8, 8, 8, 8, 8, 8, 8, 1], ([1, 2, 2, 2, 2, 2], 2, 2), ([9], 0, 9)),
        # The same at the other end; those below the tie are named before it.
        ([9, 8, 7, 2, 2, 2, 2, 2, 2, 1, 0], ([1, 2, 3], 0, 3), ([4, 4, 4, 4, 10, 11], 2, 4)),
        ([5, 5], ([1, 1], 0, 1), ([], 0, 0)),
    ],
)
def test_a_tie_at_the_edge_of_the_first_and_the_last_is_not_cut(
    totals: list[int], first: tuple[list[int], int, int], last: tuple[list[int], int, int]
) -> None:
    rows = [f"U{number:02},单位{number:02},{total},0" for number, total in enumerate(totals)]
    scheme = SourceFile("scheme.yaml", TWO.replace("POLICY", "no score").encode())
    results = read(scheme, tuple(few_units([*rows, "U99,缺报,1,"]))).results
    assert results is not None
    (group,) = ends(results, {})
    assert (group.ranked, group.size) == (len(totals), len(totals) + 1)
    for end, expected in ((group.first, first), (group.last, last)):
        assert ([unit.place for unit in end.units], end.more, end.edge) == expected


def test_the_weakest_indicators_have_the_lowest_mean_rates(desk: Desk, sample: int) -> None:
    reading = desk.reading(desk.heads(sample))
    assert reading is not None
    results = reading.results
    assert results is not None
    found = weakest(results)
    means = {}
    for indicator in results.scheme.indicators:
        published = results.published(indicator.code)
        values = [published.value(position) for position in range(len(results.sheet.units))]
        known = [value for value in values if value is not None]
        if known:
            means[indicator.code] = float(sum(known, Decimal(0)) / len(known) / indicator.points)
    lowest = sorted(means.values())[:MOST]
    assert [float(rate.mean) for _, rate in found] == pytest.approx(lowest)


def test_checks_are_those_of_the_scheme_and_its_list(desk: Desk, sample: int) -> None:
    reading = desk.reading(desk.heads(sample))
    assert reading is not None
    examined = examine(reading)
    assert examined is not None
    assert examined.case.scheme == reading.scheme
    assert examined.case.catalogue == reading.catalogue
    assert "coverage-list-not-official" in {problem.code for problem in examined.problems}
    assert examine(reading) is examined
