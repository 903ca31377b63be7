"""Whether the records are what the log says of them: a chain that holds proves its entries, not yet the rows beside it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records.submissions import HeldFile, files_digest
from records.tables import (
    assessment,
    audit_entry,
    proposal,
    publication,
    run,
    submission,
    submission_file,
    version,
)
from records.versions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from records.database import Records

#: An act, and the assessment it belongs to.
Whose = tuple[str, int]
Facts = dict[str, Any]

#: What of a row stands in its entry: by the act, the table, and the facts by their names in both, the entry's first.
_SAID: Mapping[str, tuple[sa.Table, Mapping[str, str]]] = {
    "assessment started": (assessment, {"title": "title"}),
    "proposal stored": (
        proposal,
        {name: name for name in ("name", "reason", "scheme", "weights")} | {"proposal": "number"},
    ),
    "run stored": (
        run,
        {
            name: name
            for name in ("scheme", "catalogue", "submission", "engine", "snapshot", "results", "units")
        }
        | {"run": "number"},
    ),
    "data stored": (
        submission,
        {name: name for name in ("scheme", "changed", "note", "files_digest")} | {"submission": "number"},
    ),
    **{
        f"{kind.value} stored": (
            version,
            {name: name for name in ("name", "sha256", "note", "proposal")} | {"version": "number"},
        )
        for kind in Kind
    },
    **{
        f"run {act}": (publication, {name: name for name in ("run", "reason", "acknowledged")})
        for act in ("published", "superseded", "withdrawn")
    },
}
#: Columns of JSON.
_JSON = {"acknowledged", "weights"}


class Unsealed(NamedTuple):
    """A record that is not what the log says, or of which the log says nothing, or an act without its record."""

    #: The number of the entry, if there is one.
    entry: int | None
    act: str
    assessment: int
    how: Words


_OTHER = Words("记录与日志所记不同", "the record is not what the log says")
_NO_RECORD = Words("日志有记，记录已不在", "the log has it, the record is gone")
_NO_ENTRY = Words("有记录，日志没有记", "the record is there, the log does not have it")


def unsealed(records: Records) -> Iterator[Unsealed]:
    """Every record that does not agree with the log, act by act in their order."""
    with records.reading() as connection:
        entries, rows = _entries(connection), _rows(connection)
        for whose in sorted(entries.keys() | rows.keys()):
            yield from _disagreements(whose, entries.get(whose, []), rows.get(whose, []))


def is_sealed(records: Records, of_assessment: int, number: int) -> bool:
    """Whether a run is just what the log says of it."""
    whose = "run stored", of_assessment
    with records.reading() as connection:
        said = [facts for _, facts in _entries(connection).get(whose, []) if facts["run"] == number]
        kept = [facts for facts in _rows(connection).get(whose, []) if facts["run"] == number]
    return said == kept and len(said) == 1


def _disagreements(whose: Whose, entries: list[tuple[int, Facts]], rows: list[Facts]) -> Iterator[Unsealed]:
    known, left = list(rows), []
    for number, facts in entries:
        if facts in known[:1]:
            known.pop(0)
        elif facts in known:
            known.remove(facts)
        else:
            left.append(number)
    for at, number in enumerate(left):
        yield Unsealed(number, *whose, _OTHER if at < len(known) else _NO_RECORD)
    for _ in known[len(left) :]:
        yield Unsealed(None, *whose, _NO_ENTRY)


def _entries(connection: sa.Connection) -> dict[Whose, list[tuple[int, Facts]]]:
    """What the log says, in its order."""
    columns = audit_entry.c
    wanted = (
        sa.select(columns.number, columns.act, columns.assessment, columns.actor, columns.details)
        .where(columns.act.in_(_SAID))
        .order_by(columns.number)
    )
    found: defaultdict[Whose, list[tuple[int, Facts]]] = defaultdict(list)
    for number, act, of_assessment, actor, details in connection.execute(wanted):
        said = json.loads(details)
        facts = {name: said.get(name) for name in _SAID[act][1]}
        found[act, of_assessment].append((number, {**facts, "by": actor}))
    return dict(found)


def _rows(connection: sa.Connection) -> dict[Whose, list[Facts]]:
    """What is kept, in the order in which it was stored."""
    digests = _digests(connection)
    found: defaultdict[Whose, list[Facts]] = defaultdict(list)
    for table in dict.fromkeys(table for table, _ in _SAID.values()):
        for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings():
            act = _act(table, row)
            known = {**row, "files_digest": digests.get(row["id"], files_digest(()))}
            facts = {
                said: json.loads(known[name]) if name in _JSON else known[name]
                for said, name in _SAID[act][1].items()
            }
            found[act, row.get("assessment", row["id"])].append({**facts, "by": row["made_by"]})
    return dict(found)


def _act(table: sa.Table, row: sa.RowMapping) -> str:
    """The act by which a row was stored."""
    if table is version:
        return f"{row['kind']} stored"
    if table is publication:
        return f"run {row['act']}"
    return next(act for act, (its, _) in _SAID.items() if its is table)


def _digests(connection: sa.Connection) -> dict[int, str]:
    """The digest of all files of each submission, by its key."""
    file = submission_file.c
    files: defaultdict[int, list[HeldFile]] = defaultdict(list)
    wanted = sa.select(submission_file).order_by(file.submission, file.position)
    for row in connection.execute(wanted).mappings():
        files[row["submission"]].append(HeldFile(*(row[name] for name in HeldFile._fields)))
    return {key: files_digest(held) for key, held in files.items()}
