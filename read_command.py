"""The command `read`: a dry run of intake, what it would change, and what is wrong cell by cell."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents import read_intake
from documents.file_reader import shown_names
from documents.intake.clean_units import with_clean_units_only
from documents.intake.problem_log import ProblemLog
from documents.intake_json import intake_record, refusal_record
from documents.intake_text import change_lines, counts_line, reconciliation_lines
from documents.marked_copy import marked_copy
from documents.scheme_files import cannot_be_used, read_scheme_file
from documents.templates.file_names import safe_name
from indicators.words import Words
from indicators.yaml_lines import why_not
from terminal import LANGUAGE, fail, json_line, print_problems, progress_bar, refuse, write_file

if TYPE_CHECKING:
    from datetime import datetime

    from documents import Intake
    from indicators import Language

_READING = Words("读取", "reading")
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
    with progress_bar(_READING, language) as progress:
        intake = read_intake(found, data, due=None if due is None else due.date(), progress=progress)
    if clean_units:
        intake = with_clean_units_only(intake)
    earlier = read_intake(found, against, registers=intake.registers) if against else None
    sound = earlier if earlier is not None and earlier.accepted else None
    if as_json:
        click.echo(json_line(intake_record(intake, language, sound, said)))
    else:
        click.echo(counts_line(intake).in_(language))
        click.echo("\n".join(reconciliation_lines(intake, language)))
        if sound is not None:
            click.echo("\n".join(change_lines(sound, intake, language)))
    if marked is not None:
        _write_marked(marked, data, intake, language)
    if earlier is not None and sound is None:
        refuse(Words("以前的数据不能采用", "the earlier data cannot be used"), earlier.problems, language)
    problems = ProblemLog(said)
    problems += intake.problems
    if not intake.accepted:
        refuse(Words("成绩表不能采用", "the sheets cannot be used"), problems, language)
    print_problems(problems, language)


def _write_marked(folder: Path, data: tuple[Path, ...], intake: Intake, language: Language) -> None:
    """Writes a copy of every file in which something is wrong, its cells marked; nothing that was handed in is touched."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = why_not(error)
        fail(Words(f"{folder} 建不了：{why.zh}。", f"{folder} cannot be made: {why.en}."), language)
    sources = dict(zip(shown_names(data), data, strict=True))
    taken = {path.resolve() for path in data}
    for name in dict.fromkeys(problem.place.file for problem in intake.problems):
        source = next(
            (shown for shown in sources if name == shown or (name or "").startswith(f"{shown}/")), None
        )
        content = (
            None
            if source is None
            else marked_copy(sources[source], intake.problems, language, name, intake.scheme)
        )
        if content is not None:
            path = _free(
                folder, f"{safe_name(str(Path(str(name)).with_suffix('')))}-{_MARKED.in_(language)}", taken
            )
            write_file(path, content, language)


def _free(folder: Path, stem: str, taken: set[Path]) -> Path:
    """A path in a folder that is neither a file handed in nor another copy, which it becomes."""
    paths = (folder / f"{stem}{f' ({number})' if number > 1 else ''}.xlsx" for number in count(1))
    path = next(path for path in paths if path.resolve() not in taken)
    taken.add(path.resolve())
    return path
