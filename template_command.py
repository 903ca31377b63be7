"""The command that writes templates to fill in: a form for each unit, or a sheet for each group."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents import read_intake
from documents.intake import received_problems
from documents.intake.audience import Audience
from documents.scheme_files import cannot_be_used, read_scheme_file
from documents.templates.choice import chosen_units
from documents.templates.file_names import safe_name
from documents.templates.issue import Issue
from documents.templates.last_year import LastYear
from documents.templates.parcel import forms, sheets, write_each, write_zip
from indicators.words import Words
from indicators.yaml_lines import why_not
from scale_template import table_files
from terminal import LANGUAGE, fail, print_problems, refuse, write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents import Intake
    from indicators import Language, Problem, Scheme

_FILE = click.Path(path_type=Path)
#: Where a register is looked for that nobody named.
REGISTERS = ("units.xlsx", "units.csv", "单位名册.xlsx", "单位名册.csv")
_MOST_NAMED = 20
_NO_REGISTER = Words(
    "没有单位名册，不知道填报表发给谁。请用 --units 给出含“单位代码、单位、组别”三列的 .xlsx 或 .csv。",
    "there is no register of units: give one with --units, an .xlsx or .csv with the columns 单位代码, 单位 and 组别.",
)
_NOTHING = Words(
    "所选的单位没有需要填报的内容，没有写出任何文件。请核对 --unit、--group 和 --for。",
    "nothing is asked of these units; no file was written. Look at --unit, --group and --for.",
)

_TABLE_IS_EMPTY = Words(
    "大表（--by table）只有列名，由业务系统填：请去掉单位、豁免、上年值和 --zip 这些选项。",
    "--by table has headings only, to be filled by another system: leave out units, exemptions, last year and --zip.",
)


@click.command("template")
@click.argument("scheme", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True, help="写到哪个文件夹 / the folder to write to")
@click.option(
    "--units", type=_FILE, help="单位名册；不写则用方案旁边的 / the register; else the one beside the scheme"
)
@click.option(
    "--exemptions", type=_FILE, multiple=True, help="豁免登记表，免报的不列入 / recorded exemptions, left out"
)
@click.option(
    "--unit", "only_units", multiple=True, help="只要这个单位（代码或名称） / this unit only, by code or name"
)
@click.option(
    "--group",
    "only_groups",
    multiple=True,
    help="只要这个组（代码或名称） / this group only, by code or name",
)
@click.option(
    "--by",
    type=click.Choice(["unit", "group", "table"]),
    default="unit",
    help="每个单位一份，每组一张宽表，或一份空的大表 / a form for each unit, a sheet for each group, or an empty table for"
    " very many units",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice([each.value for each in Audience]),
    default="units",
    help="按组时：单位填的、考核办填的或全部 / by group: what units, the office or both fill in",
)
@click.option(
    "--last-year", type=_FILE, multiple=True, help="上年成绩表和名册 / last year's sheets and register"
)
@click.option("--last-year-scheme", type=_FILE, help="上年方案 / last year's scheme")
@click.option("--zip", "as_zip", is_flag=True, help="打成一个 .zip / as one .zip file")
@LANGUAGE
def template_command(
    scheme: Path,
    output: Path,
    units: Path | None,
    exemptions: tuple[Path, ...],
    only_units: tuple[str, ...],
    only_groups: tuple[str, ...],
    by: str,
    audience: str,
    last_year: tuple[Path, ...],
    last_year_scheme: Path | None,
    as_zip: bool,
    language: Language,
) -> None:
    """生成填报表：单位、指标、计量单位、目标值、上年值已填好，只留要填的格子。

    Templates to fill in: everything but the values is there, and only the cells to fill in can be changed.
    """
    if by != "group" and audience != "units":
        fail(
            Words(
                "考核办和责任部门填的内容按组出表，请加 --by group。",
                "what the office fills in comes as a sheet for each group: add --by group.",
            ),
            language,
        )
    found, said = read_scheme_file(scheme)
    if found is None:
        refuse(cannot_be_used(scheme), said, language)
    if by == "table":
        if any((units, exemptions, only_units, only_groups, last_year, last_year_scheme, as_zip)):
            fail(_TABLE_IS_EMPTY, language)
        _write_table(output, table_files(found, language), language)
        print_problems(said, language)
        return
    register = units or _register_beside(scheme, language)
    intake, noted = _register(found, register, exemptions, language)
    before = _last_year(last_year, last_year_scheme, language)
    issue = Issue(found, datetime.now().astimezone(), language, intake.exemptions, before)
    chosen = chosen_units(found, intake.units, only_units, only_groups)
    if isinstance(chosen, Words):
        fail(chosen, language)
    templates = forms(issue, chosen) if by == "unit" else sheets(issue, chosen, Audience(audience))
    if not templates:
        fail(_NOTHING, language)
    archive = output / f"{safe_name(found.scheme)}-填报表.zip"
    written = [archive] if as_zip else [output / template.name for template in templates]
    inputs = [scheme, register, *exemptions, *last_year, *filter(None, [last_year_scheme])]
    _check_overwriting(written, inputs, language)
    try:
        output.mkdir(parents=True, exist_ok=True)
        if as_zip:
            write_zip(archive, templates, issue.made_at)
        else:
            write_each(output, templates)
    except OSError as error:
        fail(_cannot_write(output, error), language)
    click.echo(_done(len(templates), register, archive if as_zip else output).in_(language), err=True)
    spared = [unit.name for unit in chosen if by == "unit" and not issue.asks(unit)]
    if spared:
        click.echo(_spared(spared).in_(language), err=True)
    print_problems((*said, *noted), language)


def _check_overwriting(written: Sequence[Path], inputs: Sequence[Path], language: Language) -> None:
    taken = {path.resolve() for path in inputs}
    for path in written:
        if path.resolve() in taken:
            fail(
                Words(
                    f"{path} 是输入文件，不会被覆盖。请换一个文件夹。",
                    f"{path} is an input and is not written over. Choose another folder.",
                ),
                language,
            )


def _write_table(folder: Path, files: dict[str, bytes], language: Language) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(_cannot_write(folder, error), language)
    for name, content in files.items():
        write_file(folder / name, content, language)


def _cannot_write(folder: Path, error: OSError) -> Words:
    why = why_not(error)
    return Words(
        f"{folder} 写不进去：{why.zh}。请换一个文件夹，或关闭正在打开其中文件的程序。",
        f"{folder} cannot be written to: {why.en}. Choose another folder, or close the program which has a file of it open.",
    )


def _done(count: int, register: Path, where: Path) -> Words:
    return Words(
        f"已按名册 {register.name} 写出 {count} 份填报表：{where}",
        f"{count} template{'s' * (count != 1)} written by the register {register.name}: {where}",
    )


def _spared(names: Sequence[str]) -> Words:
    more = "……" if len(names) > _MOST_NAMED else ""
    listed = "、".join(names[:_MOST_NAMED]) + more
    return Words(
        f"{len(names)} 个单位没有需要自己填报的指标，没有生成：{listed}。",
        f"{len(names)} units have nothing to report themselves and got no form: {listed}.",
    )


def _register_beside(scheme: Path, language: Language) -> Path:
    """The one register in the folder of the scheme."""
    found = [path for name in REGISTERS if (path := scheme.parent / name).is_file()]
    if len(found) == 1:
        return found[0]
    names = "、".join(path.name for path in found)
    several = Words(
        f"方案旁边有几份单位名册（{names}），请用 --units 写明用哪一份。",
        f"there are several registers beside the scheme ({names}): name one with --units.",
    )
    return fail(several if found else _NO_REGISTER, language)


def _register(
    scheme: Scheme, register: Path, exemptions: Sequence[Path], language: Language
) -> tuple[Intake, list[Problem]]:
    """The units and their exemptions; that no unit has handed anything in yet is no problem."""
    intake = read_intake(scheme, [register, *exemptions])
    of_what_came = {kind.code for kind in received_problems.KINDS}
    problems = [problem for problem in intake.problems if problem.code not in of_what_came]
    if not intake.accepted:
        refuse(cannot_be_used(register), problems, language)
    return intake, problems


def _last_year(data: Sequence[Path], scheme_path: Path | None, language: Language) -> LastYear | None:
    if not data and scheme_path is None:
        return None
    if not data or scheme_path is None:
        fail(
            Words(
                "要带上年值，请同时写明 --last-year 上年成绩表（和名册）与 --last-year-scheme 上年方案。",
                "last year's values take both --last-year (sheets and register) and --last-year-scheme.",
            ),
            language,
        )
    scheme, problems = read_scheme_file(scheme_path)
    if scheme is None:
        refuse(cannot_be_used(scheme_path), problems, language)
    intake = read_intake(scheme, data)
    if not intake.accepted:
        refuse(Words("上年成绩表不能使用", "last year's sheets cannot be used"), intake.problems, language)
    return LastYear(scheme, intake.values)
