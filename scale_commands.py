"""Tables of very many units scored: sorted beside the result, streamed or handed to Spark, and told in a few lines."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from documents.intake.problem_log import ProblemLog
from documents.scheme_files import cannot_be_used, read_scheme_file, usable_list
from engines import score_file
from engines.result_csv import write_csv
from engines.result_summary import columns_of, summary_of
from engines.sheet_beside import is_made_for, scale_sheet, sheet_beside
from engines.spark import NoSpark, score_on_spark
from engines.spark_java import expect_spark
from engines.unpublishable import unpublishable
from indicators.standing import standing_of
from indicators.words import Words
from indicators.yaml_lines import why_not
from scale_options import CSV
from scale_text import csv_headings, states_in_csv, summary_lines
from scoring.results import TooLargeError
from terminal import cannot_be_written, fail, print_problems, progress_bar, refuse

if TYPE_CHECKING:
    from pathlib import Path

    from engines import SheetFile, Streamed
    from engines.sheet_beside import SheetBeside
    from indicators import Language, Problem, Scheme
    from scale_options import AtScale

#: The exit status of a program that was stopped from the keyboard.
STOPPED = 130
#: So many of the first units are printed.
FIRST = 10
#: So many rows a sheet of Excel or WPS has.
ROWS_OF_A_SPREADSHEET = 1_048_576
_SORTING, _SCORING = Words("整理", "sorting"), Words("计分", "scoring")
_REFUSED = Words("不能计分，没有写出任何文件", "cannot score; nothing was written")
_CANNOT_READ = Words("{path} 读不了：{why}。请核对文件名。", "{path} cannot be read: {why}. Check its name.")
_OTHER_SCHEME = Words(
    "{path} 是按另一个方案整理的（指标、数据项、分组或适用的组不同）。请给出原来的表，由程序重新整理。",
    "{path} was sorted for another scheme, with other indicators, figures or groups, or for other groups: give the table it was made of.",
)
_OTHER_VERSION = Words(
    "{path} 是另一个版本的程序整理的，用不了。请给出原来的表，由程序重新整理。",
    "{path} was sorted by another version of the program and cannot be used: give the table it was made of.",
)
_SORTED_ALREADY = Words(
    "{path} 是整理好的表，其中已有加减分、否决和豁免。请给出原来的表和这些记录，由程序重新整理。",
    "{path} is sorted already, with its own bonuses, vetoes and exemptions: give the table it was made of and the records.",
)
_TOO_LARGE = Words(
    "不能计分，没有写出任何文件：“{name}”的得分大得无法公布。请核对填报值和规则。",
    "cannot score; nothing was written: scores of “{name}” are too large to be published. Check the reported values and the"
    " rule.",
)
_STOPPED = Words(
    "已停止，没有写出结果。再运行同一条命令，接着往下算，算好的不必重算。",
    "stopped; no result was written. The same command goes on from here: what is done is not done again.",
)
_FOUND = Words(
    "表没有变，直接用整理好的 {path}", "the table has not changed: {path} is used, sorted as it is"
)
_KEPT = Words(
    "整理好的表留在 {path}：表不变，只改权重或规则再算时，直接用它；不用了可以删去。",
    "the sorted table stays at {path}: as long as the table does not change it is used again, whatever becomes of weights"
    " and rules. Delete it when it is no longer wanted.",
)
_RESUMED = Words("接着上次的算：有 {done} 段上次已经算好", "resumed: {done} stretches were done before")
_WRITTEN = Words("已写出 {path}", "written: {path}")
_MANY_ROWS = Words(
    "结果有 {units} 行，Excel 和 WPS 一张表只显示 1,048,576 行：请按组拆开，或用数据库、统计软件打开。",
    "the result has {units} rows, and a sheet of Excel or WPS shows 1,048,576: split it by group, or open it elsewhere.",
)
_CHECKSUM = Words(
    "校验和 {checksum}（同一方案、同一份数据，不论在哪台机器上、用哪种引擎算，校验和都相同）",
    "checksum {checksum} (the same scheme and data give the same one on every machine and engine)",
)


def score_at_scale(asked: AtScale) -> None:
    """Scores a table and writes the result; the command ends where that cannot be done."""
    language = asked.language
    scheme, said = read_scheme_file(asked.scheme)
    if scheme is None:
        refuse(cannot_be_used(asked.scheme), said, language)
    for path in (asked.table, *asked.records):
        try:
            path.open("rb").close()
        except OSError as error:
            fail(_CANNOT_READ.fill(path=path, why=why_not(error)), language)
    try:
        _score(asked, scheme, said)
    except NoSpark as error:
        refuse(_REFUSED, [error.problem], language)
    except TooLargeError as error:
        fail(_TOO_LARGE.fill(name=scheme.laid_out.by_code[error.code].name), language)
    except KeyboardInterrupt:
        click.echo(f"\n{_STOPPED.in_(language)}", err=True)
        sys.exit(STOPPED)
    except OSError as error:
        fail(cannot_be_written(asked.output, error), language)


def _score(asked: AtScale, scheme: Scheme, said: tuple[Problem, ...]) -> None:
    output, language = asked.output, asked.language
    if not output.parent.is_dir():
        raise FileNotFoundError
    if asked.master is not None:
        # Before the table is sorted, which takes a while.
        expect_spark()
    result = output.with_name(f"{output.name}.parquet") if output.suffix.lower() in CSV else output
    catalogue, of_list = usable_list(scheme, asked.scheme)
    problems = ProblemLog((*said, *of_list))
    sheet, made = _sheet(asked, scheme, result, problems)
    streamed = _streamed(asked, scheme, sheet, result)
    problems += unpublishable(scheme, result)
    if problems.blocked:
        _remove(result)
        refuse(_REFUSED, problems, language)
    summary = summary_of(result, FIRST)
    if output != result:
        write_csv(result, output, csv_headings(scheme, columns_of(result), language), states_in_csv(language))
        _remove(result)
    _say(_WRITTEN.fill(path=output), language)
    click.echo("\n".join(summary_lines(scheme, standing_of(scheme, catalogue), summary, language)))
    click.echo(f"\n{_CHECKSUM.fill(checksum=streamed.checksum).in_(language)}")
    if output != result and summary.units >= ROWS_OF_A_SPREADSHEET:
        _say(_MANY_ROWS.fill(units=f"{summary.units:,}"), language)
    if made is not None and asked.keep_sheet:
        _say(_KEPT.fill(path=made.path), language)
    elif made is not None:
        made.remove()
    print_problems(problems, language)


def _sheet(
    asked: AtScale, scheme: Scheme, result: Path, problems: ProblemLog
) -> tuple[SheetFile, SheetBeside | None]:
    """The table sorted; and what was made of it, unless it was handed in so."""
    language = asked.language
    try:
        given = scale_sheet(asked.table)
    except ValueError:
        fail(_OTHER_VERSION.fill(path=asked.table), language)
    if given is not None:
        if not is_made_for(scheme, given):
            fail(_OTHER_SCHEME.fill(path=asked.table), language)
        if asked.records:
            fail(_SORTED_ALREADY.fill(path=asked.table), language)
        return given, None
    with progress_bar(_SORTING, language) as progress:
        beside = sheet_beside(scheme, asked.table, asked.records, result, progress)
    problems += beside.problems
    if beside.sheet is None:
        refuse(_REFUSED, problems, language)
    if beside.found:
        _say(_FOUND.fill(path=beside.path), language)
    return beside.sheet, beside


def _streamed(asked: AtScale, scheme: Scheme, sheet: SheetFile, result: Path) -> Streamed:
    """The result written, by whichever engine was asked for."""
    with progress_bar(_SCORING, asked.language) as progress:
        if asked.master is None:
            streamed = score_file(scheme, sheet, result, cores=asked.cores, progress=progress)
        else:
            streamed = score_on_spark(scheme, sheet.path, result, master=asked.master, progress=progress)
    if streamed.resumed:
        _say(_RESUMED.fill(done=streamed.resumed), asked.language)
    return streamed


def _remove(result: Path) -> None:
    """A result, or a folder of its parts."""
    if result.is_dir():
        shutil.rmtree(result)
    else:
        result.unlink()


def _say(words: Words, language: Language) -> None:
    click.echo(words.in_(language), err=True)
