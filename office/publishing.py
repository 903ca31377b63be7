"""Publication 公布: the present results are proved figure by figure, frozen as a run and made public, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.notice import Notice
from indicators.words import Words
from office.obstacles import Obstacle, obstacles
from office.running import outcome_of
from records import Act, RecordsError, audit, contents, publications, runs
from records.publications import Newest
from scoring.certificate import certify
from scoring.fingerprints import fingerprints
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from office.desk import Desk
    from office.heads import Heads
    from office.reading import Reading
    from records import Publication
    from scoring.certificate import Certificate

#: Figures that are named where the certificate does not hold.
_MOST_NAMED = 5

_NOT_READY = Words(
    "公布：还不能公布，没有改动。{why}", "Publication: not possible yet; nothing was changed. {why}"
)
_NOT_ACKNOWLEDGED = Words(
    "公布：还有 {count} 条没有确认，没有改动。请逐条看过并勾选：{first}",
    "Publication: {count} points are not acknowledged; nothing was changed. Look through each and confirm it: {first}",
)
_NO_REASON = Words(
    "{what}：没有写明依据，没有改动。请写明依据，例如会议纪要或批准文号。",
    "{what}: no reason is given; nothing was changed. Say on whose decision, such as the number of a document.",
)
_PUBLICATION, _WITHDRAWAL = Words("公布", "Publication"), Words("撤回", "Withdrawal")
_DIFFERS = Words(
    "公布：逐数核验没有通过，{count} 个数与精确计算不同（如 {first}），没有改动。这是程序的问题，请告诉管理员。",
    "Publication: {count} figures are not what exact arithmetic gives (such as {first}); nothing was changed. The fault is"
    " the program's: tell the administrator.",
)
_CERTIFIED = Words(
    "逐数核验：{count} 个数（得分、名次、等次）全部与精确计算一致。引擎 {engine}；方案摘要 {scheme}；数据摘要 {data}；计分设置摘要 {policies}。",
    "Certificate: all {count} figures (points, places, grades) are what exact arithmetic gives. Engine {engine}; scheme {scheme};"
    " data {data}; settings {policies}.",
)
_NOTHING_PUBLIC = Words(
    "撤回：现在没有公布的结果，没有改动。",
    "Withdrawal: nothing is public now; nothing was changed.",
)


def publish(
    desk: Desk,
    actor: str,
    heads: Heads,
    reading: Reading | None,
    acknowledged: Collection[Obstacle],
    reason: str,
    progress: Callable[[int, int], None] | None = None,
) -> Publication:
    """Proves the present results, keeps them as a run and makes it public; what was public is superseded.

    Args:
        desk: Where the records are.
        actor: Who publishes.
        heads: What the person saw.
        reading: Of those heads.
        acknowledged: Of the obstacles that may stay, those the person has acknowledged, just as they are now.
        reason: On whose decision.
        progress: Told how many units are proved, and of how many.

    Raises:
        ConflictError: If somebody changed what is published, or what it is made of, meanwhile.
        RecordsError: If anything stands in the way, is not acknowledged or not proved; nothing is public then.
    """
    found = obstacles(heads, reading)
    _expect_clear(found, acknowledged)
    _expect_reason(_PUBLICATION, reason)
    if reading is None or reading.results is None:
        raise AssertionError("without results there is an obstacle")
    certificate = certify(reading.results, progress)
    if not certificate.holds:
        raise RecordsError(_DIFFERS.fill(count=len(certificate.differing), first=_first(certificate)))
    digests = fingerprints(reading.results)._asdict()
    certified = _CERTIFIED.fill(count=certificate.figures, engine=ENGINE, **digests)
    acknowledgements = (*(obstacle.as_kept for obstacle in found), certified.zh)
    outcome, assessment = outcome_of(heads, reading), heads.assessment.id
    # One transaction: what is frozen is what is newest, and no run is kept of what is refused.
    with desk.records.writing() as connection:
        publications.expect_newest(connection, assessment, _seen(heads))
        run = runs.put(connection, actor, assessment, outcome).number
        return publications.publish(
            connection, actor, assessment, run, reason.strip(), acknowledgements, supersedes=heads.public
        )


def withdraw(desk: Desk, actor: str, heads: Heads, reason: str) -> Publication:
    """Takes back what the person saw to be public; the run stays in the records.

    Raises:
        RecordsError: If nothing was public, or it is not public any more, or no reason is given.
    """
    if heads.public is None:
        raise RecordsError(_NOTHING_PUBLIC)
    _expect_reason(_WITHDRAWAL, reason)
    return publications.withdraw(desk.records, actor, heads.assessment.id, heads.public, reason.strip())


def notice_of(desk: Desk, heads: Heads) -> Notice | None:
    """What is printed with the run that is public, with the head of the log as it is now; None where none is."""
    acts = publications.listed(desk.records, heads.assessment.id)
    found = next((act for act in acts if act.act is Act.PUBLISHED and act.run == heads.public), None)
    if found is None:
        return None
    moment = found.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    number, seal = audit.head(desk.records)
    return Notice(found.run, moment, found.made_by, found.reason, found.acknowledged, f"{number}:{seal}")


def record_export(
    desk: Desk, actor: str, assessment: int, run: int, file: str, content: bytes | None = None
) -> None:
    """Notes in the log that a file of a public run was taken away, and the SHA-256 of what was in it."""
    sha256 = None if content is None else contents.digest(content)
    with desk.records.writing() as connection:
        audit.append(connection, actor, "run exported", assessment, run=run, file=file, sha256=sha256)


def _expect_clear(found: Collection[Obstacle], acknowledged: Collection[Obstacle]) -> None:
    barred = [obstacle.words for obstacle in found if not obstacle.may_stay]
    if barred:
        raise RecordsError(_NOT_READY.fill(why=barred[0]))
    left = [obstacle.words for obstacle in found if obstacle not in acknowledged]
    if left:
        raise RecordsError(_NOT_ACKNOWLEDGED.fill(count=len(left), first=left[0]))


def _expect_reason(what: Words, reason: str) -> None:
    if not reason.strip():
        raise RecordsError(_NO_REASON.fill(what=what))


def _seen(heads: Heads) -> Newest:
    """Of the lists it is the newest that counts, which another scheme or none may name."""
    newest_list = heads.catalogues[0].number if heads.catalogues else 0
    return Newest(heads.scheme_number, newest_list, heads.submission_number)


def _first(certificate: Certificate) -> str:
    named = certificate.differing[:_MOST_NAMED]
    return "、".join(f"{one.unit} {one.figure}" for one in named)
