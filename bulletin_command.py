"""The command that writes the bulletin of an assessment, and the template it is written by."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents.bulletin import read_template, standard_template, write_bulletin
from documents.intake.problem_log import ProblemLog
from indicators.words import Words
from indicators.yaml_lines import why_not
from score_commands import results_of
from terminal import LANGUAGE, expect_apart, expect_suffix, fail, print_problems, refuse, write_file

if TYPE_CHECKING:
    from documents.bulletin import Template
    from indicators import Language

_FILE = click.Path(path_type=Path)
_NOTHING_ASKED = Words(
    "没有说明要写什么。请写明方案和数据，并用 -o 写明通报的文件名；或用 --template-out 导出标准模板。",
    "nothing to write: name a scheme, its data and -o for the bulletin; or --template-out for the standard template.",
)


@click.command("bulletin")
@click.argument("scheme", type=_FILE, required=False)
@click.argument("data", type=_FILE, nargs=-1)
@click.option("-o", "--output", type=_FILE, help="通报 .docx / the bulletin")
@click.option(
    "--template", "template_file", type=_FILE, help="本单位的模板 .docx / the office's own template"
)
@click.option(
    "--template-out",
    type=_FILE,
    help="把标准模板写到这里，可在 Word 或 WPS 中修改 / write the standard template",
)
@LANGUAGE
def bulletin_command(
    *,
    scheme: Path | None,
    data: tuple[Path, ...],
    output: Path | None,
    template_file: Path | None,
    template_out: Path | None,
    language: Language,
) -> None:
    """写出考核结果的通报（试算稿），版式按 GB/T 9704。

    The bulletin of the results (of a trial run) as a Word document in the layout of GB/T 9704.
    """
    inputs = [path for path in (scheme, *data, template_file) if path is not None]
    expect_apart((output, template_out), inputs, language)
    for path in (output, template_out):
        expect_suffix(path, ".docx", language)
    if template_out is not None:
        write_file(template_out, standard_template(), language)
    if output is None or scheme is None:
        if template_out is None or scheme is not None or output is not None:
            fail(_NOTHING_ASKED, language)
        return
    template, left_out = None, ProblemLog()
    if template_file is not None:
        template, left_out = _template(template_file, language)
    results, problems = results_of(scheme, data, language)
    content = write_bulletin(results, made_at=datetime.now().astimezone(), template=template)
    write_file(output, content, language)
    problems += left_out
    print_problems(problems, language)


def _template(path: Path, language: Language) -> tuple[Template, ProblemLog]:
    try:
        content = path.read_bytes()
    except OSError as error:
        why = why_not(error)
        fail(
            Words(
                f"{path.name} 读不了：{why.zh}。请核对文件名和位置。",
                f"{path.name} cannot be read: {why.en}. Check its name and place.",
            ),
            language,
        )
    template, problems = read_template(content, path.name)
    if template is None:
        refuse(
            Words(f"模板 {path.name} 不能使用", f"the template {path.name} cannot be used"),
            problems,
            language,
        )
    return template, ProblemLog(problems)
