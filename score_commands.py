"""The commands that score: `score` and `explain`."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents import read_intake
from documents.intake.problem_log import ProblemLog
from documents.json_output import (
    explanation_record,
    rests_on,
    results_record,
    unit_records,
)
from documents.result_workbook import write_results, write_values
from documents.scheme_files import cannot_be_used, read_scheme_file, usable_list
from documents.text_output import explanation_lines, ranking_lines, record_lines, standing_lines
from documents.trace_text import file_lines
from documents.verification.figures import figure_words
from documents.verification.verdict_json import certificate_record
from documents.verification.verdict_text import basis_lines
from indicators.words import Words
from scale_options import or_at_scale
from scoring import Results, explain, score
from scoring.certificate import certify
from scoring.findings import findings
from scoring.fingerprints import fingerprints
from scoring.version import ENGINE
from terminal import (
    LANGUAGE,
    check_outputs,
    fail,
    json_text,
    print_json,
    print_problems,
    progress_bar,
    refuse,
    write_file,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Language, Problem, Scheme
    from scoring.certificate import Certificate

#: The program's own fault, where 2 is that of what was handed in.
OUR_FAULT = 1
_CERTIFYING = Words("逐数核验", "certifying")
_CERTIFIED = Words(
    "逐数核验通过：{count} 个数（得分、名次、等次）用分数运算重新计算，0 个不同。",
    "certified: {count} figures (points, places, grades) were worked out again by fractions; 0 differ.",
)
_NOT_CERTIFIED = Words(
    "逐数核验没有通过：{count} 个数与分数运算的结果不同，没有写出任何文件。这是程序的问题，请把方案和数据交给维护人员。",
    "not certified: {count} figures are not what fractions give; nothing was written. The fault is the program's: hand the"
    " scheme and the data to whoever maintains it.",
)
_NO_WORKBOOK = Words(
    "--values 说的是结果工作簿：请用 -o 写明它的文件名。",
    "--values is about the result workbook: name its file with -o.",
)
SCHEME = click.argument("scheme", type=click.Path(path_type=Path))
DATA = click.argument("data", type=click.Path(path_type=Path), nargs=-1)


@click.command("score")
@SCHEME
@DATA
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="结果工作簿 .xlsx；大表的结果 .parquet 或 .csv / result workbook; of very many units .parquet or .csv",
)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, allow_dash=True), help="结果 JSON / result JSON"
)
@click.option(
    "--values",
    "values_alone",
    is_flag=True,
    help="结果工作簿只写数值，不带公式和核验依据 / the workbook without formulas and what verify needs",
)
@click.option(
    "--certify",
    "certified",
    is_flag=True,
    help="逐数核验：每个数用分数运算再算一遍 / work every figure out again by fractions",
)
@or_at_scale
@LANGUAGE
def score_command(
    *,
    scheme: Path,
    data: tuple[Path, ...],
    output: Path | None,
    json_file: Path | None,
    values_alone: bool,
    certified: bool,
    language: Language,
) -> None:
    """计分、排名、定等次，导出结果（试算）。 / Score, rank, grade and export (a trial run)."""
    check_outputs(output, json_file, (scheme, *data), language)
    if values_alone and output is None:
        fail(_NO_WORKBOOK, language)
    results, problems = results_of(scheme, data, language)
    certificate = _certificate(results, language) if certified else None
    if output is not None:
        write = write_values if values_alone else partial(write_results, certificate=certificate)
        made_at = datetime.now().astimezone()
        write_file(output, write(results, tuple(problems), language=language, made_at=made_at), language)
    if json_file is not None:
        record = results_record(results, problems, language)
        if certificate is not None:
            record["certificate"] = certificate_record(certificate, results)
        text = json_text(record)
        if str(json_file) == "-":
            click.echo(text)
        else:
            write_file(json_file, text.encode(), language)
    if json_file is None or str(json_file) != "-":
        click.echo("\n".join(ranking_lines(results, language)))
    print_problems(problems, language)


@click.command("explain")
@SCHEME
@DATA
@click.option("--unit", required=True, help="单位代码或名称 / unit code or name")
@click.option("--indicator", help="指标或节点代码 / indicator or node code")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print JSON")
@LANGUAGE
def explain_command(
    scheme: Path,
    data: tuple[Path, ...],
    unit: str,
    indicator: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """把一个单位的得分逐项说清楚。 / Tell how a unit's score came about, part by part."""
    results, _ = results_of(scheme, data, language)
    position = next(
        (i for i, u in enumerate(results.sheet.units) if unit in {u.code, u.name, *u.aliases}), None
    )
    if position is None:
        fail(Words(f"名册中没有单位“{unit}”。", f"there is no unit “{unit}” in the register."), language)
    if indicator is not None and indicator not in results.scheme.by_code:
        fail(Words(f"方案中没有代码“{indicator}”。", f"the scheme has no code “{indicator}”."), language)
    codes = [part.code for _, part in results.scheme.outline] if indicator is None else [indicator]
    explanations = [explain(results.exact, code, position) for code in codes]
    if as_json:
        record = {
            "trial": True,
            "rests_on": rests_on(results),
            "unit": results.sheet.units[position].code,
            "parts": [explanation_record(explanation, language) for explanation in explanations],
        }
        print_json(record if indicator is not None else record | unit_records(results, position, language))
        return
    lines = [line for explanation in explanations for line in explanation_lines(explanation, language)]
    lines += file_lines(explanations, language)
    if indicator is None:
        lines += record_lines(results, position, language)
    lines = [*standing_lines(results, language), *lines]
    click.echo("\n".join(lines))


def _certificate(results: Results, language: Language) -> Certificate:
    """The certificate that every figure is what exact arithmetic gives; the command ends where one is not."""
    with progress_bar(_CERTIFYING, language) as progress:
        certificate = certify(results, progress)
    if not certificate.holds:
        click.echo(_NOT_CERTIFIED.fill(count=len(certificate.differing)).in_(language), err=True)
        names = {unit.code: unit.name for unit in results.sheet.units}
        for one in certificate.differing:
            figure = figure_words(results.scheme, one.figure).in_(language)
            click.echo(f"{one.unit} {names[one.unit]} — {figure}", err=True)
        sys.exit(OUR_FAULT)
    click.echo(_CERTIFIED.fill(count=f"{certificate.figures:,}").in_(language), err=True)
    for line in basis_lines(ENGINE, fingerprints(results), language):
        click.echo(line, err=True)
    return certificate


def _scheme(path: Path, language: Language) -> tuple[Scheme, tuple[Problem, ...]]:
    """A scheme that can be used, and what deserves a look in it."""
    scheme, problems = read_scheme_file(path)
    if scheme is None:
        refuse(cannot_be_used(path), problems, language)
    return scheme, problems


def results_of(scheme_path: Path, data: Sequence[Path], language: Language) -> tuple[Results, ProblemLog]:
    """The results of files, and what was found on the way; the command ends where they cannot be scored."""
    scheme, warnings = _scheme(scheme_path, language)
    intake = read_intake(scheme, data)
    sheet = intake.sheet()
    if sheet is None:
        refuse(
            Words("不能计分，没有写出任何文件", "cannot score; nothing was written"),
            intake.problems,
            language,
        )
    catalogue, said = usable_list(scheme, scheme_path)
    results = score(scheme, sheet, catalogue)
    problems = ProblemLog((*warnings, *said))
    problems += intake.problems
    problems += findings(results)
    if problems.blocked:
        refuse(Words("不能计分，没有写出任何文件", "cannot score; nothing was written"), problems, language)
    return results, problems
