"""What every command says and writes alike: refusals, problems, JSON, and files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click
import simplejson

from documents.gathered import gathered
from documents.intake.problem_log import MOST_SHOWN, ProblemLog
from indicators.problems import Severity
from indicators.words import Words
from indicators.yaml_lines import why_not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from indicators import Language, Problem

LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", help="消息所用语言 / language of messages"
)
#: Refused because of what was handed in; 1 is our own fault.
REFUSED = 2


def check_outputs(
    output: Path | None, json_file: Path | None, inputs: Iterable[Path], language: Language
) -> None:
    """Refuses to write over what was handed in, or one result over the other."""
    expect_apart((output, json_file), inputs, language)
    expect_suffix(output, ".xlsx", language)


def expect_apart(outputs: Iterable[Path | None], inputs: Iterable[Path], language: Language) -> None:
    """Refuses to write over an input, or one output over another; `-` is no file."""
    taken = {path.resolve() for path in inputs}
    for path in outputs:
        if path is None or str(path) == "-":
            continue
        if path.resolve() in taken:
            fail(
                Words(
                    f"{path} 是输入文件或另一个输出，不会被覆盖。请换一个文件名。",
                    f"{path} is an input or the other output and is not written over. Choose another name.",
                ),
                language,
            )
        taken.add(path.resolve())


def expect_suffix(output: Path | None, suffix: str, language: Language) -> None:
    """Refuses a name under which no program would open the file."""
    if output is not None and output.suffix.lower() != suffix:
        fail(
            Words(
                f"文件名应以 {suffix} 结尾，而不是“{output.name}”。",
                f"the file's name must end in {suffix}, not “{output.name}”.",
            ),
            language,
        )


def refuse(what: Words, problems: Iterable[Problem], language: Language) -> NoReturn:
    """Says in one sentence that nothing was done, then every reason with its place and remedy."""
    log = _logged(problems)
    count = log.counts[Severity.BLOCKING]
    sentence = Words(
        f"{what.zh}：有 {count} 个问题必须改正。",
        f"{what.en}: {count} problem{'s' * (count != 1)} must be corrected.",
    )
    click.echo(sentence.in_(language), err=True)
    print_problems(log, language)
    sys.exit(REFUSED)


def fail(sentence: Words, language: Language, more: Iterable[str] = ()) -> NoReturn:
    """Says in one sentence why nothing was done, and then what belongs to it line by line."""
    click.echo("\n".join((sentence.in_(language), *more)), err=True)
    sys.exit(REFUSED)


def print_problems(problems: Iterable[Problem], language: Language) -> None:
    """Blocking problems first; a flood is cut, and the exact number said."""
    log = _logged(problems)
    found = gathered(log)
    for problem in found[:MOST_SHOWN]:
        severity = problem.severity.words.in_(language)
        click.echo(f"[{severity}] {problem.in_words(language)} ({problem.code})", err=True)
    if len(found) > MOST_SHOWN or log.total > len(log):
        cut = Words(
            f"只列出前 {MOST_SHOWN} 个问题，共 {log.total} 个。",
            f"the first {MOST_SHOWN} of {log.total} problems are listed.",
        )
        click.echo(cut.in_(language), err=True)


def _logged(problems: Iterable[Problem]) -> ProblemLog:
    return problems if isinstance(problems, ProblemLog) else ProblemLog(problems)


def json_text(record: dict[str, Any]) -> str:
    """A record as JSON; decimals keep their digits."""
    return simplejson.dumps(record, use_decimal=True, ensure_ascii=False, indent=2)


def json_line(record: dict[str, Any]) -> str:
    """A record as JSON on one line."""
    return simplejson.dumps(record, use_decimal=True, ensure_ascii=False)


def print_json(record: dict[str, Any]) -> None:
    """Prints a record as JSON."""
    click.echo(json_text(record))


def write_file(path: Path, content: bytes, language: Language) -> None:
    """Writes a file whole or not at all, and says so."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
        click.echo(Words(f"已写出 {path}", f"written: {path}").in_(language), err=True)
    except OSError as error:
        draft.unlink(missing_ok=True)
        fail(cannot_be_written(path, error), language)


def cannot_be_written(path: Path, error: OSError) -> Words:
    """Why there is no such file now."""
    why = why_not(error)
    return Words(
        f"{path} 写不进去：{why.zh}。请换一个文件夹，或关闭正在打开它的程序。",
        f"{path} cannot be written: {why.en}. Choose another folder, or close the program which has it open.",
    )


@contextmanager
def progress_bar(what: Words, language: Language) -> Iterator[Callable[[int, int], None]]:
    """How much is done, and of how much, on one line of a terminal; nothing where the output goes elsewhere."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=0, label=what.in_(language), show_pos=True, file=sys.stderr, hidden=hidden
    ) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress
