"""The commands that score: `score` and `explain`."""

from __future__ import annotations

from datetime import datetime
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
from documents.result_workbook import write_results
from documents.scheme_files import cannot_be_used, read_scheme_file, usable_list
from documents.text_output import explanation_lines, ranking_lines, record_lines, standing_lines
from indicators.words import Words
from scoring import Results, explain, score
from scoring.findings import findings
from terminal import (
    LANGUAGE,
    check_outputs,
    fail,
    json_text,
    print_json,
    print_problems,
    refuse,
    write_file,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Language, Problem, Scheme

SCHEME = click.argument("scheme", type=click.Path(path_type=Path))
DATA = click.argument("data", type=click.Path(path_type=Path), nargs=-1)


@click.command("score")
@SCHEME
@DATA
@click.option("-o", "--output", type=click.Path(path_type=Path), help="结果工作簿 .xlsx / result workbook")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, allow_dash=True), help="结果 JSON / result JSON"
)
@LANGUAGE
def score_command(
    scheme: Path, data: tuple[Path, ...], output: Path | None, json_file: Path | None, language: Language
) -> None:
    """计分、排名、定等次，导出结果（试算）。 / Score, rank, grade and export (a trial run)."""
    check_outputs(output, json_file, (scheme, *data), language)
    results, problems = _results(scheme, data, language)
    if output is not None:
        workbook = write_results(
            results, tuple(problems), language=language, made_at=datetime.now().astimezone()
        )
        write_file(output, workbook, language)
    if json_file is not None:
        text = json_text(results_record(results, problems, language))
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
    results, _ = _results(scheme, data, language)
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
    if indicator is None:
        lines += record_lines(results, position, language)
    lines = [*standing_lines(results, language), *lines]
    click.echo("\n".join(lines))


def _scheme(path: Path, language: Language) -> tuple[Scheme, tuple[Problem, ...]]:
    """A scheme that can be used, and what deserves a look in it."""
    scheme, problems = read_scheme_file(path)
    if scheme is None:
        refuse(cannot_be_used(path), problems, language)
    return scheme, problems


def _results(scheme_path: Path, data: Sequence[Path], language: Language) -> tuple[Results, ProblemLog]:
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
