"""Fifty people hand in sixty rows each at once: nobody is turned away, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from office import upload
from office.desk import Desk
from records import Kind, assessments, audit, location, open_records, submissions, versions
from tests.page_world import table

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE, ROWS = 50, 60
SCHEME = "\n".join(
    [
        "scheme: parallel",
        "title: 并行报送",
        "groups: [{code: A, name: 甲组}]",
        "tree:",
        f"  - {{code: total, name: 总分, points: {2 * PEOPLE}}}",
        *(
            f"  - {{code: P{n}, parent: total, name: 指标{n}, points: 2, rule: {{kind: direct}}}}"
            for n in range(1, PEOPLE + 1)
        ),
    ]
)
REGISTER = table(
    "名册.csv", [["单位代码", "单位", "组别"], *([f"U{n}", f"第{n}街道", "甲组"] for n in range(1, ROWS + 1))]
)


def reported(person: int, unit: int) -> str:
    return f"{(person * unit) % 200 / 100:.2f}"


def test_fifty_upload_at_once_and_every_value_arrives(tmp_path: Path) -> None:
    records = open_records(location.address(tmp_path))
    started = assessments.start(records, "考核办", "并行报送").id
    versions.add(records, "考核办", started, Kind.SCHEME, "scheme.yaml", SCHEME.encode(), expected=0)
    # As two programs over the same records.
    desks = Desk(records), Desk(open_records(location.address(tmp_path)))
    upload.adopt(desks[0], "考核办", upload.draft(desks[0], desks[0].heads(started), [REGISTER]))
    shown = desks[0].heads(started)

    def hand_in(person: int) -> int:
        rows = [[f"第{unit}街道", reported(person, unit)] for unit in range(1, ROWS + 1)]
        file = table(f"P{person}.csv", [["单位", f"P{person}"], *rows])
        desk = desks[person % 2]
        return upload.adopt(desk, f"经办{person}", upload.draft(desk, shown, [file])).number

    with ThreadPoolExecutor(PEOPLE) as pool:
        numbers = list(pool.map(hand_in, range(1, PEOPLE + 1)))
    assert sorted(numbers) == list(range(2, PEOPLE + 2))
    for person in range(1, PEOPLE + 1):
        ((submission, change),) = submissions.history(records, started, "U7", f"P{person}")
        assert (change.value, submission.made_by) == (reported(person, 7), f"经办{person}")
        assert submission.changed == ROWS
    reading = desks[0].reading(desks[0].heads(started))
    assert reading is not None
    assert reading.intake is not None
    assert len(reading.intake.values) == PEOPLE * ROWS
    assert audit.first_broken(records) is None
