"""The tables; every row is written once and stays as it is (triggers refuse the rest)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from records.errors import unkeepable

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Text(sa.types.TypeDecorator[str]):
    """Text, which both databases give back to the letter; what one of them cannot keep neither takes."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Refuses NUL, which PostgreSQL cannot keep, and half characters, which are no UTF-8."""
        if value is not None and ("\0" in value or not _is_whole(value)):
            raise unkeepable(value)
        return value


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _assessment() -> sa.Column[int]:
    return sa.Column("assessment", sa.ForeignKey("assessment.id"), nullable=False, index=True)


def _content(name: str = "sha256", *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.ForeignKey("content.sha256"), nullable=nullable)


def _made() -> tuple[sa.Column[str], sa.Column[str]]:
    """Who made a row, and when: ISO 8601 in UTC, alike in every database."""
    return sa.Column("made_by", Text, nullable=False), sa.Column("made_at", sa.String(32), nullable=False)


content = sa.Table(
    "content",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
)

assessment = sa.Table(
    "assessment",
    metadata,
    _key(),
    sa.Column("title", Text, nullable=False),
    sa.Column("sample", sa.Boolean(name="sample"), nullable=False),
    *_made(),
)

version = sa.Table(
    "version",
    metadata,
    _key(),
    _assessment(),
    sa.Column("kind", Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("name", Text, nullable=False),
    _content(),
    sa.Column("note", Text, nullable=False),
    #: The proposal of weights it applies.
    sa.Column("proposal", sa.Integer),
    *_made(),
    sa.UniqueConstraint("assessment", "kind", "number"),
    sa.ForeignKeyConstraint(
        ["assessment", "proposal"], ["proposal.assessment", "proposal.number"], name="fk_version_proposal"
    ),
)

submission = sa.Table(
    "submission",
    metadata,
    _key(),
    _assessment(),
    sa.Column("number", sa.Integer, nullable=False),
    #: The scheme version by which its files were judged.
    sa.Column("scheme", sa.Integer, nullable=False),
    sa.Column("note", Text, nullable=False),
    #: How many cells and records it changed.
    sa.Column("changed", sa.Integer, nullable=False),
    *_made(),
    sa.UniqueConstraint("assessment", "number"),
)

#: The files which make up the data as of a submission, those handed in earlier included.
submission_file = sa.Table(
    "submission_file",
    metadata,
    sa.Column("submission", sa.ForeignKey("submission.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", Text, nullable=False),
    _content(),
    sa.Column("size", sa.Integer, nullable=False),
    #: The submission it came with, and when.
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("received", sa.String(32), nullable=False),
    sa.Column("received_from", Text, nullable=False),
)

#: What a submission changed, cell by cell, with the place the new value was read from.
reported_value = sa.Table(
    "reported_value",
    metadata,
    _key(),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False, index=True),
    sa.Column("unit", Text, nullable=False),
    sa.Column("indicator", Text, nullable=False),
    sa.Column("field", Text, nullable=False),
    #: States are words; a value is decimal text as it was read, null where there is none.
    sa.Column("state_before", Text),
    sa.Column("value_before", Text),
    sa.Column("state", Text, nullable=False),
    sa.Column("value", Text),
    sa.Column("file", Text),
    sa.Column("sheet", Text),
    sa.Column("cell", Text),
)
# By hash, where there is such a thing: a code may be longer than what a tree of PostgreSQL holds.
sa.Index("ix_reported_value_unit", reported_value.c.unit, postgresql_using="hash")

#: What a submission changed besides: units, exemptions, adjustments and vetoes that came, changed or went, in words.
record_change = sa.Table(
    "record_change",
    metadata,
    sa.Column("submission", sa.ForeignKey("submission.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("zh", Text, nullable=False),
    sa.Column("en", Text, nullable=False),
)

run = sa.Table(
    "run",
    metadata,
    _key(),
    _assessment(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("scheme", sa.Integer, nullable=False),
    sa.Column("catalogue", sa.Integer),
    sa.Column("submission", sa.Integer, nullable=False),
    sa.Column("engine", Text, nullable=False),
    #: All it was scored from, and what came out.
    _content("snapshot"),
    _content("results"),
    sa.Column("units", sa.Integer, nullable=False),
    sa.Column("provisional", sa.Boolean(name="provisional"), nullable=False),
    *_made(),
    sa.UniqueConstraint("assessment", "number"),
)

#: What was done with runs towards the outside: published, superseded, withdrawn.
publication = sa.Table(
    "publication",
    metadata,
    _key(),
    _assessment(),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("act", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    #: JSON: what was acknowledged in words when publishing.
    sa.Column("acknowledged", Text, nullable=False),
    *_made(),
    sa.ForeignKeyConstraint(
        ["assessment", "run"], ["run.assessment", "run.number"], name="fk_publication_run"
    ),
)

proposal = sa.Table(
    "proposal",
    metadata,
    _key(),
    _assessment(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    #: The scheme version it starts from.
    sa.Column("scheme", sa.Integer, nullable=False),
    #: JSON: decimal text by code.
    sa.Column("weights", Text, nullable=False),
    *_made(),
    sa.UniqueConstraint("assessment", "number"),
)

audit_entry = sa.Table(
    "audit_entry",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", Text, nullable=False),
    sa.Column("act", Text, nullable=False),
    sa.Column("assessment", sa.Integer),
    #: Canonical JSON.
    sa.Column("details", Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

#: All of them: no row is ever changed or deleted.
WRITTEN_ONCE = tuple(table.name for table in metadata.sorted_tables)
