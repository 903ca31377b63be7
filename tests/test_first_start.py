"""The first start: one sample, whoever starts at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from documents import SourceFile
from office.desk import Desk
from office.first_start import first_start
from office.reading import digest_of
from records import assessments, open_records, runs, submissions

if TYPE_CHECKING:
    import pytest

    from records import Assessment, Records


def test_two_programs_that_start_at_once_put_one_whole_sample_there(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [open_records(database) for _ in range(2)]
    gate, seen = Barrier(2), assessments.listed

    def at_once(records: Records) -> tuple[Assessment, ...]:
        found = seen(records)
        if not found:  # each has seen that there is none before either begins
            gate.wait(20)
        return found

    monkeypatch.setattr(assessments, "listed", at_once)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(first_start, map(Desk, both)))
    monkeypatch.undo()
    (sample,) = assessments.listed(both[0])
    assert len(submissions.listed(both[0], sample.id)) == 1
    assert len(runs.listed(both[0], sample.id)) == 1
    for records in both:
        records.close()


def test_files_whose_names_hold_half_a_character_have_a_digest_of_their_own() -> None:
    names = ("\ud83d.csv", "\udc00.csv", "?.csv")
    assert len({digest_of(SourceFile(name, b""), None, ()) for name in names}) == len(names)
