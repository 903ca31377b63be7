"""The terminal front door: read, score, explain."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
import simplejson

import indicators
from documents import read_intake
from documents.intake import MOST_PROBLEMS
from documents.json_output import (
    explanation_record,
    intake_record,
    refusal_record,
    results_record,
    unit_records,
)
from documents.result_workbook import write_results
from documents.text_output import explanation_lines, ranking_lines, record_lines
from indicators.problems import Severity, blocking
from indicators.words import Words
from scoring import Results, explain, score
from scoring.findings import findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents import Intake
    from indicators import Language, Problem, Scheme

#: Refused because of what was handed in; 1 is our own fault.
REFUSED = 2

SCHEME = click.argument("scheme", type=click.Path(path_type=Path))
DATA = click.argument("data", type=click.Path(path_type=Path), nargs=-1)
LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", help="消息所用语言 / language of messages"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """指挥棒：考核计分、排名与说明。 / Baton: assessment scores, ranks and the reasons for them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


@main.command()
@SCHEME
@DATA
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print JSON")
@LANGUAGE
def read(scheme: Path, data: tuple[Path, ...], as_json: bool, language: Language) -> None:
    """试读成绩表：列出问题和将要采用的数值，不计分。 / Dry run of intake: problems and the values that would be used."""
    found, problems = indicators.load(scheme)
    if found is None:
        if as_json:
            _print_json(refusal_record(problems, language))
        _refuse_scheme(scheme, problems, language)
    intake = read_intake(found, data)
    if as_json:
        _print_json(intake_record(intake, language))
    elif intake.accepted:
        click.echo(_counts(intake).in_(language))
    if not intake.accepted:
        _refuse(Words("成绩表不能采用", "the sheets cannot be used"), intake.problems, language)
    _print_problems((*problems, *intake.problems), language)


def _counts(intake: Intake) -> Words:
    """How much was read, records only where there are any."""
    records = (
        (len(intake.exemptions), "条豁免", "exemptions"),
        (len(intake.adjustments), "条加减分", "bonuses and penalties"),
        (len(intake.vetoes), "条否决", "vetoes"),
    )
    zh = "".join(f"，{count} {what}" for count, what, _ in records if count)
    en = "".join(f", {count} {what}" for count, _, what in records if count)
    units, values = len(intake.units), len(intake.values)
    return Words(
        f"可以采用：{units} 个单位，{values} 个数值{zh}。",
        f"can be used: {units} units, {values} values{en}.",
    )


@main.command("score")
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
    _check_outputs(output, json_file, (scheme, *data), language)
    results, problems = _results(scheme, data, language)
    if output is not None:
        workbook = write_results(results, problems, language=language, made_at=datetime.now().astimezone())
        _write(output, workbook, language)
    if json_file is not None:
        text = _json_text(results_record(results, problems, language))
        if str(json_file) == "-":
            click.echo(text)
        else:
            _write(json_file, text.encode(), language)
    if json_file is None or str(json_file) != "-":
        click.echo("\n".join(ranking_lines(results, language)))
    _print_problems(problems, language)


@main.command("explain")
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
        _fail(Words(f"名册中没有单位“{unit}”。", f"there is no unit “{unit}” in the register."), language)
    if indicator is not None and indicator not in results.scheme.by_code:
        _fail(Words(f"方案中没有代码“{indicator}”。", f"the scheme has no code “{indicator}”."), language)
    codes = [part.code for _, part in results.scheme.outline] if indicator is None else [indicator]
    explanations = [explain(results.exact, code, position) for code in codes]
    if as_json:
        record = {
            "unit": results.sheet.units[position].code,
            "parts": [explanation_record(explanation, language) for explanation in explanations],
        }
        _print_json(record if indicator is not None else record | unit_records(results, position, language))
        return
    lines = [line for explanation in explanations for line in explanation_lines(explanation, language)]
    if indicator is None:
        lines += record_lines(results, position, language)
    click.echo("\n".join(lines))


def _check_outputs(
    output: Path | None, json_file: Path | None, inputs: Iterable[Path], language: Language
) -> None:
    """Refuses to write over what was handed in, or one result over the other."""
    taken = {path.resolve() for path in inputs}
    for path in (output, json_file):
        if path is None or str(path) == "-":
            continue
        if path.resolve() in taken:
            _fail(
                Words(
                    f"{path} 是输入文件或另一个输出，不会被覆盖。请换一个文件名。",
                    f"{path} is an input or the other output and is not written over. Choose another name.",
                ),
                language,
            )
        taken.add(path.resolve())
    if output is not None and output.suffix.lower() != ".xlsx":
        _fail(
            Words(
                f"结果工作簿的文件名应以 .xlsx 结尾，而不是“{output.name}”。",
                f"the result workbook's name must end in .xlsx, not “{output.name}”.",
            ),
            language,
        )


def _scheme(path: Path, language: Language) -> tuple[Scheme, tuple[Problem, ...]]:
    """A scheme that can be used, and what deserves a look in it."""
    scheme, problems = indicators.load(path)
    if scheme is None:
        _refuse_scheme(path, problems, language)
    return scheme, problems


def _refuse_scheme(path: Path, problems: Iterable[Problem], language: Language) -> NoReturn:
    what = Words(f"方案文件 {path.name} 不能使用", f"the scheme {path.name} cannot be used")
    _refuse(what, problems, language)


def _results(
    scheme_path: Path, data: Sequence[Path], language: Language
) -> tuple[Results, tuple[Problem, ...]]:
    scheme, warnings = _scheme(scheme_path, language)
    intake = read_intake(scheme, data)
    sheet = intake.sheet()
    if sheet is None:
        _refuse(
            Words("不能计分，没有写出任何文件", "cannot score; nothing was written"),
            intake.problems,
            language,
        )
    results = score(scheme, sheet)
    problems = (*warnings, *intake.problems, *findings(results))
    if blocking(problems):
        _refuse(Words("不能计分，没有写出任何文件", "cannot score; nothing was written"), problems, language)
    return results, problems


def _refuse(what: Words, problems: Iterable[Problem], language: Language) -> NoReturn:
    """Says in one sentence that nothing was done, then every reason with its place and remedy."""
    problems = tuple(problems)
    count = len(blocking(problems))
    sentence = Words(
        f"{what.zh}：有 {count} 个问题必须改正。",
        f"{what.en}: {count} problem{'s' * (count != 1)} must be corrected.",
    )
    click.echo(sentence.in_(language), err=True)
    _print_problems(problems, language)
    sys.exit(REFUSED)


def _fail(sentence: Words, language: Language) -> NoReturn:
    click.echo(sentence.in_(language), err=True)
    sys.exit(REFUSED)


def _print_problems(problems: Sequence[Problem], language: Language) -> None:
    """Blocking problems first; a flood is cut, and said to be."""
    order = list(Severity)
    ordered = sorted(problems, key=lambda problem: order.index(problem.severity))
    for problem in ordered[:MOST_PROBLEMS]:
        severity = problem.severity.words.in_(language)
        click.echo(f"[{severity}] {problem.in_words(language)} ({problem.code})", err=True)
    if len(ordered) > MOST_PROBLEMS:
        cut = Words(
            f"只列出前 {MOST_PROBLEMS} 个问题，共 {len(ordered)} 个。",
            f"the first {MOST_PROBLEMS} of {len(ordered)} problems are listed.",
        )
        click.echo(cut.in_(language), err=True)


def _json_text(record: dict[str, Any]) -> str:
    return simplejson.dumps(record, use_decimal=True, ensure_ascii=False, indent=2)


def _print_json(record: dict[str, Any]) -> None:
    click.echo(_json_text(record))


def _write(path: Path, content: bytes, language: Language) -> None:
    """Writes a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        _fail(
            Words(
                f"{path} 写不进去：{error.strerror}。请换一个文件夹，或关闭正在打开它的程序。",
                f"{path} cannot be written: {error.strerror}. Choose another folder, or close the program which has it open.",
            ),
            language,
        )


if __name__ == "__main__":
    main(prog_name="baton")
