"""Proposals 权重方案: weights somebody suggests, with a name and a reason; the scheme stays until one is applied."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, moment
from records.errors import not_found
from records.tables import proposal as table
from records.tables import version
from records.versions import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from records.database import Records


class Proposal(NamedTuple):
    """The weights that differ from those of a scheme version."""

    number: int
    name: str
    reason: str
    scheme: int
    weights: dict[str, Decimal]
    made_by: str
    made_at: datetime
    #: The scheme version that applies it.
    applied_in: int | None


def add(
    records: Records,
    actor: str,
    assessment: int,
    name: str,
    reason: str,
    weights: Mapping[str, Decimal],
    *,
    scheme: int,
) -> Proposal:
    """Keeps a proposal; weights keep every digit that was typed."""
    with records.writing() as connection:
        last = connection.execute(
            sa.select(sa.func.max(table.c.number)).where(table.c.assessment == assessment)
        ).scalar_one()
        said = {code: str(weight) for code, weight in weights.items()}
        row = {
            "number": (last or 0) + 1,
            "name": name,
            "reason": reason,
            "scheme": scheme,
            "weights": json.dumps(said, ensure_ascii=False),
            "made_by": actor,
            "made_at": moment.now(),
        }
        connection.execute(table.insert().values(assessment=assessment, **row))
        audit.append(
            connection,
            actor,
            "proposal stored",
            assessment,
            proposal=row["number"],
            name=name,
            reason=reason,
            scheme=scheme,
            weights=said,
        )
        return _proposal({**row, "applied_in": None})


def listed(records: Records, assessment: int) -> tuple[Proposal, ...]:
    """All proposals, the newest first."""
    with records.reading() as connection:
        return tuple(map(_proposal, connection.execute(_of(assessment)).mappings()))


def numbered(records: Records, assessment: int, number: int) -> Proposal:
    """One proposal.

    Raises:
        RecordsError: If it is not there.
    """
    with records.reading() as connection:
        row = connection.execute(_of(assessment).where(table.c.number == number)).mappings().one_or_none()
    if row is None:
        raise not_found(Words(f"权重方案 {number}", f"proposal {number}"))
    return _proposal(row)


def _of(assessment: int) -> sa.Select[Any]:
    applied = (
        sa.select(sa.func.max(version.c.number))
        .where(
            version.c.assessment == assessment,
            version.c.kind == Kind.SCHEME.value,
            version.c.proposal == table.c.number,
        )
        .scalar_subquery()
    )
    return (
        sa.select(table, applied.label("applied_in"))
        .where(table.c.assessment == assessment)
        .order_by(table.c.number.desc())
    )


def _proposal(row: Any) -> Proposal:
    weights = {code: Decimal(weight) for code, weight in json.loads(row["weights"]).items()}
    return Proposal(
        row["number"],
        row["name"],
        row["reason"],
        row["scheme"],
        weights,
        row["made_by"],
        moment.read(row["made_at"]),
        row["applied_in"],
    )
