"""Publishing is an act: proved, acknowledged point by point, frozen; superseded or withdrawn, never edited."""

from __future__ import annotations

import io
import re
import threading
from typing import TYPE_CHECKING

import openpyxl
import pytest

from documents.marks import result_mark
from documents.result_workbook import write_results
from office import log
from office.next_steps import next_steps
from office.obstacles import Obstacle, obstacles
from office.publishing import notice_of, publish, record_export, withdraw
from office.running import keep_run, outcome_of, reopen
from records import Act, ConflictError, RecordsError, audit, publications, runs
from scoring.certificate import Certificate, Differing
from tests.small_office import ACTOR, COMPLETE, LIST, SCHEME, SmallOffice, table
from ui import exports

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents.notice import Notice
    from office.heads import Heads
    from office.reading import Reading
    from records import Publication, Records
    from records.runs import Outcome
    from scoring import Results

REASON = "考核领导小组会议纪要〔2021〕3号"


@pytest.fixture
def office(records: Records) -> SmallOffice:
    """Give an office with everything in it, one value missing and one item waived."""
    return SmallOffice(records).fill()


def found(office: SmallOffice) -> tuple[Obstacle, ...]:
    return obstacles(office.heads, office.reading)


def publish_all(office: SmallOffice, reason: str = REASON) -> Publication:
    heads = office.heads
    return publish(office.desk, ACTOR, heads, office.desk.reading(heads), found(office), reason)


def published(office: SmallOffice) -> list[tuple[int, Act]]:
    return [(one.run, one.act) for one in publications.listed(office.desk.records, office.assessment)]


# ---------------------------------------------------------------- what stands in the way


def test_without_a_scheme_data_or_results_there_is_one_thing_to_do_first(records: Records) -> None:
    office = SmallOffice(records)
    assert [(one.page, one.may_stay) for one in found(office)] == [("indicators", False)]
    office.take(SCHEME)
    assert [(one.page, one.may_stay) for one in found(office)] == [("intake", False)]
    with pytest.raises(RecordsError, match="还不能公布"):
        publish_all(office)
    assert published(office) == []


def test_results_that_problems_block_cannot_be_published(records: Records) -> None:
    office = SmallOffice(records).fill()
    office.take(
        SCHEME.replace("name: 整改, points: 6", "name: 整改, points: 5").replace("points: 10}", "points: 9}")
    )
    (obstacle,) = found(office)
    assert not obstacle.may_stay
    assert obstacle.page == "intake"
    assert "必须改正" in obstacle.words.zh


def test_every_missing_value_and_every_waiver_is_listed_to_be_acknowledged(office: SmallOffice) -> None:
    waived, missing = found(office)
    assert waived.may_stay
    assert [line.zh for line in waived.about] == ["S3 港口：本市没有港口（市委组织部 2020-05-01）"]
    assert missing.may_stay
    assert "区县：1 个单位缺报 1 项" in missing.words.zh
    assert [line.zh for line in missing.about] == ["P2 整改（缺报不得分）1 个单位：西县"]


@pytest.mark.parametrize(
    ("scheme", "listed", "said"),
    [
        (SCHEME.replace("waivers:", "note: x\n#"), LIST, "省级指标有 1 项没有覆盖"),
        (SCHEME, None, "没有证明"),
        (SCHEME, LIST.replace("catalogue: province", "catalogue: other"), "没有证明"),
        (SCHEME.replace("covers: province\n", ""), LIST, "没有证明"),
    ],
    ids=["open", "no list", "another list", "names none"],
)
def test_coverage_that_is_not_proved_or_not_whole_bars_publication(
    records: Records, scheme: str, listed: str | None, said: str
) -> None:
    office = SmallOffice(records).fill(scheme, listed)
    barred = [one for one in found(office) if not one.may_stay]
    assert [one.page for one in barred] == ["indicators"]
    assert said in barred[0].words.zh
    with pytest.raises(RecordsError, match=said):
        publish_all(office)
    assert published(office) == []


def test_a_list_that_is_not_official_may_stay_but_must_be_acknowledged(records: Records) -> None:
    office = SmallOffice(records).fill(SCHEME, LIST.replace("正式", "征求意见稿"))
    assert any("暂定" in one.words.zh and one.may_stay for one in found(office))


def test_publishing_is_a_next_step_wherever_it_is_possible_and_says_what_stays(records: Records) -> None:
    office = SmallOffice(records).fill(listed=LIST.replace("正式", "征求意见稿"))

    def steps() -> str:
        return " ".join(step.words.zh for step in next_steps(office.heads, office.reading))

    reading = office.reading
    assert reading is not None
    keep_run(office.desk, ACTOR, office.heads, reading)
    assert "公布第 1 次计分。须逐条确认，公布后仍标“暂定”。" in steps()
    publish_all(office)
    assert "公布第 1 次计分" not in steps()
    office.take(LIST)
    reading = office.reading
    assert reading is not None
    keep_run(office.desk, ACTOR, office.heads, reading)
    assert "要以第 2 次取代它，请重新公布。" in steps()
    assert "暂定" not in steps()


def test_a_scheme_that_answers_for_no_list_says_so(records: Records) -> None:
    free = re.sub(r"covers: (province\n|\[.*?\])|, covers: \[.*?\]|waivers: .*\n", "", SCHEME)
    office = SmallOffice(records).fill(free, None)
    assert [one.words.zh for one in found(office) if one.page == "indicators"] == [
        "方案没有对应的省级清单，不作覆盖检查。"
    ]


# ---------------------------------------------------------------- the act


def test_what_is_not_acknowledged_bars_and_so_does_what_has_changed_since(office: SmallOffice) -> None:
    heads, reading = office.heads, office.reading
    seen = found(office)
    with pytest.raises(RecordsError, match="还有 1 条没有确认"):
        publish(office.desk, ACTOR, heads, reading, seen[:1], REASON)
    other = [Obstacle(one.words, one.page, one.may_stay, one.about[:0]) for one in seen]
    with pytest.raises(RecordsError, match="还有 2 条没有确认"):
        publish(office.desk, ACTOR, heads, reading, other, REASON)
    with pytest.raises(RecordsError, match="没有写明依据"):
        publish(office.desk, ACTOR, heads, reading, seen, "  ")
    assert published(office) == []


def test_publishing_freezes_a_run_with_everything_acknowledged(office: SmallOffice) -> None:
    told: list[tuple[int, int]] = []
    heads = office.heads
    act = publish(
        office.desk, ACTOR, heads, office.reading, found(office), REASON, lambda *at: told.append(at)
    )
    assert told[-1] == (3, 3)
    assert published(office) == [(act.run, Act.PUBLISHED)]
    assert office.heads.is_public
    waived, missing, certified = act.acknowledged
    assert "S3 港口：本市没有港口（市委组织部 2020-05-01）" in waived
    assert missing.endswith("P2 整改（缺报不得分）1 个单位：西县")
    assert certified.startswith("逐数核验：18 个数")
    assert reopen(office.desk, office.assessment, act.run).same
    (obstacle,) = found(office)
    assert "不必再公布" in obstacle.words.zh


def test_a_figure_that_is_not_exact_keeps_all_from_being_published(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(results: Results, _: object) -> Certificate:
        return Certificate(len(results.sheet.units), (Differing("02", "P2"),))

    monkeypatch.setattr("office.publishing.certify", differs)
    with pytest.raises(RecordsError, match="02 P2"):
        publish_all(office)
    assert published(office) == []
    assert runs.latest(office.desk.records, office.assessment) is None


def test_new_results_supersede_and_what_is_withdrawn_can_be_published_again(office: SmallOffice) -> None:
    first = publish_all(office).run
    office.hand_in(table("得分.csv", COMPLETE))
    assert office.heads.public == first
    assert not office.heads.is_public
    second = publish_all(office).run
    assert published(office) == [(second, Act.PUBLISHED), (first, Act.SUPERSEDED), (first, Act.PUBLISHED)]
    with pytest.raises(RecordsError, match="没有写明依据"):
        withdraw(office.desk, ACTOR, office.heads, "")
    withdraw(office.desk, ACTOR, office.heads, "数据有误")
    assert published(office)[0] == (second, Act.WITHDRAWN)
    assert notice_of(office.desk, office.heads) is None
    with pytest.raises(RecordsError, match="没有公布的结果"):
        withdraw(office.desk, ACTOR, office.heads, "数据有误")
    assert publish_all(office).run == second
    assert audit.first_broken(office.desk.records) is None


def test_a_newer_list_makes_present_results_others_than_the_public_ones(office: SmallOffice) -> None:
    publish_all(office)
    office.take(LIST.replace("正式", "征求意见稿"))
    reading = office.reading
    assert reading is not None
    assert not office.heads.is_public
    assert any("暂定" in one.words.zh for one in found(office))


@pytest.mark.parametrize("meanwhile", ["data", "scheme", "list", "publication", "withdrawal"])
def test_whoever_looked_at_what_has_changed_since_hears_of_it(office: SmallOffice, meanwhile: str) -> None:
    if meanwhile == "withdrawal":
        publish_all(office)
        office.hand_in(table("得分.csv", COMPLETE))
    heads, reading, seen = office.heads, office.reading, found(office)
    changes: dict[str, Callable[[], object]] = {
        "data": lambda: office.hand_in(table("得分.csv", COMPLETE)),
        "scheme": lambda: office.take(SCHEME.replace("at_least: 9", "at_least: 8")),
        "list": lambda: office.take(LIST.replace("学习", "学习教育")),
        "publication": lambda: publish_all(office),
        "withdrawal": lambda: withdraw(office.desk, ACTOR, office.heads, "有误"),
    }
    changes[meanwhile]()
    before = published(office)
    with pytest.raises(ConflictError, match="没有改动"):
        publish(office.desk, "另一人", heads, reading, seen, REASON)
    assert published(office) == before
    if meanwhile == "publication":
        with pytest.raises(RecordsError, match="没有公布"):
            withdraw(office.desk, "另一人", heads, REASON)


@pytest.mark.parametrize("meanwhile", ["data", "scheme", "list"])
def test_what_is_stored_in_the_last_moment_keeps_what_it_replaced_from_being_frozen(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    changes: dict[str, Callable[[], object]] = {
        "data": lambda: office.hand_in(table("得分.csv", COMPLETE)),
        "scheme": lambda: office.take(SCHEME.replace("at_least: 9", "at_least: 8")),
        "list": lambda: office.take(LIST.replace("学习", "学习教育")),
    }

    def packed_slowly(heads: Heads, reading: Reading) -> Outcome:
        changes[meanwhile]()
        return outcome_of(heads, reading)

    monkeypatch.setattr("office.publishing.outcome_of", packed_slowly)
    with pytest.raises(ConflictError, match="没有改动"):
        publish_all(office)
    assert published(office) == []
    kept = runs.listed(office.desk.records, office.assessment)
    assert [run for run in kept if not office.heads.made(run)] == []


def test_results_of_another_engine_are_not_the_public_ones_and_can_be_published(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish_all(office).run
    for module in ("office.heads", "office.running"):
        monkeypatch.setattr(f"{module}.ENGINE", "9.9")
    heads = office.heads
    assert heads.run is not None
    assert not heads.made(heads.run)
    assert not heads.is_public
    second = publish_all(office).run
    assert second != first
    assert office.heads.is_public
    assert published(office)[0] == (second, Act.PUBLISHED)


def test_of_two_people_who_publish_at_once_one_does_and_one_hears_of_it(office: SmallOffice) -> None:
    heads, reading, seen = office.heads, office.reading, found(office)
    said: list[str] = []
    start = threading.Barrier(2)

    def act(name: str) -> None:
        start.wait()
        try:
            publish(office.desk, name, heads, reading, seen, REASON)
            said.append("published")
        except RecordsError as error:
            said.append(error.words.zh)

    people = [threading.Thread(target=act, args=(name,)) for name in ("甲", "乙")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    conflict, success = sorted(said, key="published".__eq__)
    assert success == "published"
    assert "没有改动" in conflict
    assert len(published(office)) == 1


# ---------------------------------------------------------------- marks, and the log


def words_of(results: Results, notice: Notice | None) -> list[str]:
    """Every text of the workbook, and what stands in the corner of its pages."""
    content = write_results(results, (), made_at=exports.now(), notice=notice)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell]
    return [*cells, *(str(header.right.text) for page in book if (header := page.oddHeader) is not None)]


def test_only_the_workbook_of_the_public_run_is_not_marked_as_a_trial(office: SmallOffice) -> None:
    publish_all(office)
    results = reopen(office.desk, office.assessment, 1).results
    assert any("试算" in text for text in words_of(results, None))
    public = words_of(results, notice_of(office.desk, office.heads))
    assert not any("试算" in text for text in public)
    assert {REASON, ACTOR, "S3 港口：本市没有港口（市委组织部 2020-05-01）"} <= set(public)
    assert any(text.startswith("已公布：第 1 次计分") for text in public)


def test_public_results_that_rest_on_an_unsettled_list_stay_provisional(records: Records) -> None:
    office = SmallOffice(records).fill(SCHEME, LIST.replace("正式", "征求意见稿"))
    publish_all(office)
    results = reopen(office.desk, office.assessment, 1).results
    public = words_of(results, notice_of(office.desk, office.heads))
    assert any("暂定" in text for text in public)
    assert not any("试算" in text for text in public)
    assert result_mark(results.standing).corner.zh.startswith("试算")


def test_the_log_names_what_was_published_and_exported_and_is_found_by_person_and_act(
    office: SmallOffice,
) -> None:
    run = publish_all(office).run
    record_export(office.desk, "另一人", office.assessment, run, "结果工作簿")
    known = office.desk.records

    def acts(actor: str = "", act: str = "") -> list[str]:
        return [entry.act for entry in log.entries(known, office.assessment, actor=actor, act=act)]

    assert acts()[:3] == ["run exported", "run published", "run stored"]
    assert acts(actor="另一") == ["run exported"]
    assert acts(act="run published") == ["run published"]
    assert acts(act="run published", actor="另一人") == []
    chain = log.chain(known)
    assert chain.broken is None
    assert chain.entries == len(acts())


def test_a_long_log_is_paged_to_its_first_entry(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    office = SmallOffice(records)
    for number in range(7):
        record_export(office.desk, ACTOR, office.assessment, number, "文件")
    monkeypatch.setattr(log, "_AT_ONCE", 3)
    numbers = [entry.number for entry in log.entries(records, office.assessment)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert len(numbers) == 8
