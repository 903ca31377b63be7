"""The command `read`: a dry run of intake, what it would change, and what is wrong cell by cell."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents import read_intake
from documents.intake.changes import changes
from documents.intake.clean_units import with_clean_units_only
from documents.intake.problem_log import ProblemLog
from documents.intake_json import intake_record, refusal_record
from documents.intake_text import change_lines, counts_line, reconciliation_lines
from documents.marked_copy import marked_copy
from documents.scheme_files import cannot_be_used, read_scheme_file
from indicators.words import Words
from terminal import LANGUAGE, fail, json_line, print_problems, refuse, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from documents import Intake
    from indicators import Language, Scheme

_MARKED = Words("标注", "marked")
_PATH = click.Path(path_type=Path)


@click.command("read")
@click.argument("scheme", type=_PATH)
@click.argument("data", type=_PATH, nargs=-1)
@click.option(
    "--against",
    type=_PATH,
    multiple=True,
    help="以前的数据，可多次给出：列出会改变什么 / earlier data: what would change",
)
@click.option(
    "--clean-units", is_flag=True, help="只采用没有问题的单位 / take only the units without problems"
)
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="报送截止日期 / last day to hand in")
@click.option(
    "--marked", type=_PATH, help="标出问题的副本写到这个文件夹 / folder for copies with the cells marked"
)
@click.option("--json", "as_json", is_flag=True, help="以一行 JSON 输出 / print one line of JSON")
@LANGUAGE
def read_command(
    *,
    scheme: Path,
    data: tuple[Path, ...],
    against: tuple[Path, ...],
    clean_units: bool,
    due: datetime | None,
    marked: Path | None,
    as_json: bool,
    language: Language,
) -> None:
    """试读成绩表：列出问题和将要采用的数值，不计分。 / Dry run of intake: problems and the values that would be used."""
    found, said = read_scheme_file(scheme)
    if found is None:
        if as_json:
            click.echo(json_line(refusal_record(ProblemLog(said), language)))
        refuse(cannot_be_used(scheme), said, language)
    with _progress(language) as progress:
        intake = read_intake(found, data, due=None if due is None else due.date(), progress=progress)
    if clean_units:
        intake = with_clean_units_only(intake)
    changed = list(changes(_earlier(found, against, intake, language), intake)) if against else None
    if marked is not None:
        _write_marked(marked, data, intake, language)
    if as_json:
        click.echo(json_line(intake_record(intake, language, changed)))
    else:
        click.echo(counts_line(intake).in_(language))
        click.echo("\n".join(reconciliation_lines(intake, language)))
        if changed is not None:
            click.echo("\n".join(change_lines(changed, language)))
    problems = ProblemLog(said)
    problems += intake.problems
    if not intake.accepted:
        refuse(Words("成绩表不能采用", "the sheets cannot be used"), problems, language)
    print_problems(problems, language)


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None]]:
    """How many files are read, on one line of a terminal; nothing where the output goes elsewhere."""
    label = Words("读取", "reading").in_(language)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=0, label=label, show_pos=True, file=sys.stderr, hidden=hidden) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _earlier(scheme: Scheme, against: tuple[Path, ...], intake: Intake, language: Language) -> Intake:
    """The data handed in before, which must be sound; units as they are now where they bring no register."""
    earlier = read_intake(scheme, against, registers=intake.registers)
    if not earlier.accepted:
        refuse(Words("以前的数据不能采用", "the earlier data cannot be used"), earlier.problems, language)
    return earlier


def _write_marked(folder: Path, data: tuple[Path, ...], intake: Intake, language: Language) -> None:
    """Writes a copy of every file in which something is wrong, its cells marked."""
    if folder.exists() and not folder.is_dir():
        fail(Words(f"{folder} 不是文件夹。", f"{folder} is not a folder."), language)
    folder.mkdir(parents=True, exist_ok=True)
    names = dict.fromkeys(problem.place.file for problem in intake.problems if problem.place.cell is not None)
    for name in filter(None, names):
        source = next(path for path in data if name == path.name or name.startswith(f"{path.name}/"))
        content = marked_copy(source, intake.problems, language, name)
        if content is not None:
            copy = Path(name.replace("/", "-"))
            write_file(folder / f"{copy.stem}-{_MARKED.in_(language)}.xlsx", content, language)
