"""A program that works on records beside the tests: it writes with others, is killed, runs out of space or of rights.

`python -m tests.records_worker WHAT ADDRESS [ARGUMENTS]`; what it did it says line by line, as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import sqlite3
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from records import (
    ConflictError,
    Kind,
    NewFile,
    Records,
    RecordsError,
    Submission,
    ValueChange,
    assessments,
    open_records,
    proposals,
    runs,
    submissions,
    versions,
)
from records.runs import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

#: The changes of an import.
CHANGES = 1_000


def say(**what: object) -> None:
    """Acknowledges: what is said is to last whatever happens next."""
    print(json.dumps(what), flush=True)


def noise(seed: str, size: int) -> bytes:
    return hashlib.shake_128(seed.encode()).digest(size)


def changes(who: str, many: int) -> list[ValueChange]:
    return [
        ValueChange(f"{who}-{n}", "P1", "value", None, None, "present", "7.125", f"{who}.xlsx", "一", f"C{n}")
        for n in range(many)
    ]


def hand_in(records: Records, who: str, content: bytes, many: int) -> Submission:
    """Adds a file to the data of the first assessment, on top of whatever others have handed in meanwhile."""
    while True:
        last = submissions.latest(records, 1)
        number = 0 if last is None else last.number
        held = submissions.files(records, 1, number)
        own = NewFile(f"{who}.xlsx", content, datetime.now(UTC))
        try:
            return submissions.add(
                records, who, 1, [*held[-5:], own], changes(who, many), expected=number, scheme=1
            )
        except ConflictError:
            continue


def crowd(address: str, many: str) -> None:
    """As many programs as are asked for, each with one upload of 60 rows, all at once."""
    for number in range(int(many)):
        if os.fork() == 0:
            take_part(address, f"w{number}")
            return
    for _ in range(int(many)):
        assert os.wait()[1] == 0


def take_part(address: str, who: str) -> None:
    records = open_records(address)
    say(submission=hand_in(records, who, noise(who, 5_000), 60).number)
    records.close()


def nursery(address: str) -> None:
    """A program at work for every line it is given, until that one is killed."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            toil(address, line.strip())
        _, status = os.waitpid(child, 0)
        say(gone=os.waitstatus_to_exitcode(status))


def toil(address: str, seed: str) -> None:
    """Acts of all kinds without an end, each acknowledged."""
    records = open_records(address)
    if not assessments.listed(records):
        assessments.start(records, "甲", "考核")
    chance = random.Random(seed)  # noqa: S311 - no secret
    say(born=os.getpid())
    for turn in count():
        own = f"{seed}-{turn}"
        match chance.randrange(3):
            case 0:
                content = noise(own, 100_000)
                say(
                    submission=hand_in(records, own, content, CHANGES).number,
                    sha256=hashlib.sha256(content).hexdigest(),
                )
            case 1:
                outcome = Outcome(
                    1, None, 1, "1", noise(own, 50_000), noise(own, 20_000), 69, provisional=True
                )
                say(run=runs.add(records, "甲", 1, outcome).number)
            case _:
                proposal = proposals.add(records, "甲", 1, own, "", {"P1": Decimal("7.125")}, scheme=1)
                say(proposal=proposal.number)
                last = versions.latest(records, 1, Kind.SCHEME)
                version = versions.add(
                    records,
                    "甲",
                    1,
                    Kind.SCHEME,
                    "s",
                    own.encode(),
                    expected=0 if last is None else last.number,
                    proposal=proposal.number,
                )
                say(version=version.number)


def fill(address: str, largest: str) -> None:
    """Imports until nothing more fits, then says what it was told; `largest` bounds a file where the disk is large."""
    records = open_records(address)
    assessments.start(records, "甲", "考核")
    if int(largest):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    for turn in range(1_000):
        before = submissions.latest(records, 1)
        try:
            hand_in(records, f"甲{turn}", noise(str(turn), 200_000), 100)
        except RecordsError as error:
            after = open_records(address)
            same = submissions.latest(after, 1) == before
            say(told=error.words.zh, turn=turn, same=same, whole=_is_whole(after))
            return


def _is_whole(records: Records) -> bool:
    with records.reading() as connection:
        return bool(connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok")


def without_rights(address: str) -> None:
    """Opens, reads and writes as an ordinary user."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    acts: dict[str, Callable[[], object]] = {
        "opened": lambda: open_records(address).shown,
        "read": lambda: [one.title for one in assessments.listed(open_records(address))],
        "written": lambda: assessments.start(open_records(address), "甲", "新").title,
    }
    for name, act in acts.items():
        try:
            say(**{name: act()})
        except RecordsError as error:
            say(**{name: None, "told": error.words.zh})


def hold(file: str, seconds: str) -> None:
    """Holds an embedded database, as a careless program would."""
    connection = sqlite3.connect(file)
    connection.execute("BEGIN EXCLUSIVE")
    say(held=True)
    time.sleep(float(seconds))
    connection.rollback()
    connection.close()


WHAT: dict[str, Callable[..., None]] = {
    "crowd": crowd,
    "nursery": nursery,
    "fill": fill,
    "without-rights": without_rights,
    "hold": hold,
}

if __name__ == "__main__":
    WHAT[sys.argv[1]](*sys.argv[2:])
