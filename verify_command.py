"""The command `verify`: a result workbook, or a run in the records, held against what its snapshot gives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents.verification.verdict import verify_workbook
from documents.verification.verdict_json import basis_record, changed_records, verdict_record
from documents.verification.verdict_text import basis_lines, changed_lines, verdict_lines
from indicators.words import Words
from office.desk import Desk
from office.running import replay
from records import assessments, runs
from records_commands import of_database, opened
from terminal import REFUSED, fail, print_json, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators import Language
    from office.running import Replay
    from records import Records

#: The exit status where nothing differs, but not all could be compared.
_IN_PART = 3
_ONE_OF_BOTH = Words(
    "请给出一个结果工作簿，或用 --run 给出留存的计分次数，二者取一。",
    "Give either a result workbook or, with --run, the number of a run that was kept.",
)
_CANNOT = Words("{file} 无法核验", "{file} cannot be verified")
_SEVERAL = Words(
    "第 {run} 次计分在 {count} 个考核中都有，请用 --assessment 指明：",
    "there is a run {run} in {count} assessments; say with --assessment which:",
)
_NONE = Words("记录中没有第 {run} 次计分。", "there is no run {run} in the records.")
_RUN_HOLDS = Words(
    "相符：第 {run} 次计分按留存的快照重新计算，{units} 个单位的全部得分、名次、等次逐位一致。",
    "holds: run {run} scored again from its snapshot gives the points, places and grades of all {units} units bit for bit.",
)
_RUN_DIFFERS = Words(
    "不相符：第 {run} 次计分按留存的快照重新计算，有 {count} 个数不同。",
    "does not hold: run {run} scored again from its snapshot gives {count} figures otherwise.",
)
_UNSEALED = Words(
    "不相符：第 {run} 次计分与审计日志所记的不同，记录可能被改动过。请保留数据文件夹并告诉管理员。",
    "does not hold: run {run} is not what the audit log says of it; the records may have been tampered with. Keep the data"
    " folder and tell the administrator.",
)


@click.command("verify")
@click.argument("workbook", type=click.Path(path_type=Path), required=False)
@click.option("--run", "number", type=click.IntRange(min=1), help="留存的第几次计分 / number of a run kept")
@click.option("--assessment", type=click.IntRange(min=1), help="哪个考核 / of which assessment")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print JSON")
@of_database
def verify_command(
    *,
    workbook: Path | None,
    number: int | None,
    assessment: int | None,
    as_json: bool,
    home: Path | None,
    database: str | None,
    language: Language,
) -> None:
    """核验结果工作簿或留存的计分：重新计算，逐数对照。 / Verify a result workbook or a run: score again, compare all."""
    if (workbook is None) == (number is None):
        fail(_ONE_OF_BOTH, language)
    if workbook is not None:
        _verify_workbook(workbook, language, as_json=as_json)
    elif number is not None:
        with opened(home, database, language) as records:
            whose = _assessment(records, number, language) if assessment is None else assessment
            _verify_run(records, whose, number, language, as_json=as_json)


def _verify_workbook(path: Path, language: Language, *, as_json: bool) -> None:
    def said(words: Words) -> None:
        if sys.stderr.isatty():
            click.echo(f"{words.in_(language)}……", err=True)

    verdict, problems = verify_workbook(path, said)
    if verdict is None:
        refuse(_CANNOT.fill(file=path), problems, language)
    if as_json:
        print_json(verdict_record(verdict, language))
    status = 0 if verdict.holds else _IN_PART if verdict.agrees else REFUSED
    _tell(verdict_lines(verdict, path.name, language), status, silent=as_json)


def _verify_run(records: Records, assessment: int, number: int, language: Language, *, as_json: bool) -> None:
    found = replay(Desk(records), assessment, number)
    if as_json:
        print_json(_record(found))
    _tell(_lines(found, language), 0 if found.holds else REFUSED, silent=as_json)


def _assessment(records: Records, number: int, language: Language) -> int:
    """The one assessment that has a run of this number."""
    having = [
        one
        for one in assessments.listed(records)
        if any(run.number == number for run in runs.listed(records, one.id))
    ]
    if not having:
        fail(_NONE.fill(run=number), language)
    if len(having) > 1:
        listed = [f"    --assessment {one.id}  {one.title}" for one in having]
        fail(_SEVERAL.fill(run=number, count=len(having)), language, listed)
    return having[0].id


def _lines(found: Replay, language: Language) -> Iterable[str]:
    run = found.reopened.run
    if not found.sealed:
        yield _UNSEALED.fill(run=run.number).in_(language)
    elif found.changed:
        yield _RUN_DIFFERS.fill(run=run.number, count=len(found.changed)).in_(language)
    else:
        yield _RUN_HOLDS.fill(run=run.number, units=run.units).in_(language)
    yield from changed_lines(found.changed, found.reopened.results.scheme, language)
    yield from basis_lines(run.engine, found.fingerprints, language)


def _record(found: Replay) -> dict[str, object]:
    return {
        "format": 1,
        "holds": found.holds,
        "run": found.reopened.run.number,
        "sealed": found.sealed,
        **basis_record(found.reopened.run.engine, found.fingerprints),
        "changed": changed_records(found.changed),
    }


def _tell(lines: Iterable[str], status: int, *, silent: bool) -> None:
    """What holds is told on the output, what does not as a refusal."""
    if not silent or status:
        click.echo("\n".join(lines), err=bool(status))
    if status:
        sys.exit(status)
