"""The command that turns a scheme or list into a workbook to edit, and such a workbook back into YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from documents.authoring import (
    fingerprint_of,
    read_authoring,
    write_authoring,
    write_catalogue_workbook,
)
from documents.difference_text import difference_lines
from documents.register_file import read_register, write_register
from documents.scheme_files import cannot_be_used, is_workbook, usable_list
from indicators.catalogue_text import compose_catalogue, is_catalogue, load_catalogue, write_catalogue
from indicators.problems import blocking
from indicators.scheme_difference import scheme_differences
from indicators.scheme_text import compose_scheme, decode_scheme, load, scheme_content, write_scheme
from indicators.words import Words
from indicators.yaml_lines import read_file
from indicators.yaml_merge import merge_yaml
from terminal import LANGUAGE, fail, print_problems, refuse, write_file

if TYPE_CHECKING:
    from documents.authoring import Authored
    from indicators import Language, Scheme

_FILE = click.Path(path_type=Path)


@click.command("author")
@click.argument("source", type=_FILE)
@click.option(
    "-o", "--output", type=_FILE, required=True, help="写出的 .xlsx 或 .yaml / the .xlsx or .yaml to write"
)
@click.option(
    "--units",
    type=_FILE,
    help="导出时：放进工作簿的单位名册；导入时：写出的名册 .csv / the register to put in, or the .csv to write",
)
@click.option(
    "--replace",
    is_flag=True,
    help="方案在导出以后改过也照写 / write even if the scheme changed since the export",
)
@LANGUAGE
def author_command(source: Path, output: Path, units: Path | None, replace: bool, language: Language) -> None:
    """方案或省级清单 → 可编辑的工作簿；改好的工作簿 → 方案（原有注释保留）。

    A scheme or list as a workbook to edit; an edited workbook as a scheme, its comments kept.
    """
    if is_workbook(source) == is_workbook(output):
        fail(
            Words(
                "一个应是 .xlsx 工作簿，另一个应是 .yaml 文件。",
                "one of the two is a .xlsx workbook, the other a .yaml file.",
            ),
            language,
        )
    if is_workbook(output):
        _to_workbook(source, output, units, language)
    else:
        if units is not None and units.suffix.lower() != ".csv":
            fail(
                Words(
                    f"名册写成 .csv 文件，而不是“{units.name}”。",
                    f"the register is written as a .csv file, not “{units.name}”.",
                ),
                language,
            )
        _to_text(source, output, units, language, replace=replace)


def _to_workbook(source: Path, output: Path, units: Path | None, language: Language) -> None:
    if output.exists():
        fail(
            Words(
                f"{output} 已经存在，可能有人正在里面修改，不会被覆盖。请换一个文件名。",
                f"{output} exists and may hold somebody's edits; it is not written over. Choose another name.",
            ),
            language,
        )
    written = read_file(source)
    if is_catalogue(written):
        catalogue, problems = compose_catalogue(written)
        if catalogue is None:
            refuse(cannot_be_used(source), problems, language)
        write_file(output, write_catalogue_workbook(catalogue), language)
        return
    scheme, problems = compose_scheme(written)
    if scheme is None:
        refuse(cannot_be_used(source), problems, language)
    listed, said = usable_list(scheme, source)
    register, wrong = ((), ()) if units is None else read_register(units, scheme)
    if units is not None and blocking(wrong):
        refuse(cannot_be_used(units), wrong, language)
    write_file(output, write_authoring(scheme, register, listed), language)
    print_problems((*problems, *said, *wrong), language)


def _to_text(source: Path, output: Path, units: Path | None, language: Language, *, replace: bool) -> None:
    authored = read_authoring(source)
    if is_catalogue(authored.written):
        _write_list(source, authored, output, language)
    else:
        _write_scheme(source, authored, output, units, language, replace=replace)


def _write_list(source: Path, authored: Authored, output: Path, language: Language) -> None:
    """A list is only ever added: a new version is a new file."""
    catalogue, problems = compose_catalogue(authored.written)
    if catalogue is None:
        refuse(cannot_be_used(source), problems, language)
    if output.stem != catalogue.catalogue:
        fail(
            Words(
                f"清单代码是“{catalogue.catalogue}”，文件名应为 {catalogue.catalogue}.yaml，否则方案找不到它。",
                f"the list's code is “{catalogue.catalogue}”: name the file {catalogue.catalogue}.yaml, or no scheme finds it.",
            ),
            language,
        )
    if output.exists() and load_catalogue(output)[0] != catalogue:
        fail(
            Words(
                f"{output} 已经有内容；省级清单只能新增版本，不能改动。请用新的清单代码和文件名。",
                f"{output} holds something else; a list is never changed, only followed by another version. Give it"
                " another code and file name.",
            ),
            language,
        )
    write_file(output, write_catalogue(catalogue).encode(), language)
    print_problems(problems, language)


def _write_scheme(
    source: Path, authored: Authored, output: Path, units: Path | None, language: Language, *, replace: bool
) -> None:
    scheme, found = compose_scheme(authored.written)
    listed = None if scheme is None else usable_list(scheme, output)[0]
    if listed is not None:
        # Only now is it known which list the workbook carries along, and whether somebody has edited it there.
        authored = read_authoring(source, listed)
        scheme, found = compose_scheme(authored.written)
    if scheme is None:
        refuse(cannot_be_used(source), found, language)
    if output.exists():
        _update(output, scheme, None if replace else authored.exported or "", language)
    else:
        write_file(output, write_scheme(scheme).encode(), language)
    if units is not None:
        write_file(units, write_register(authored.units, scheme), language)
    elif authored.units:
        count = len(authored.units)
        note = Words(
            f"工作簿里的单位名册（{count} 个单位）不属于方案；要写出来，请加 --units 名册.csv。",
            f"the workbook's register ({count} units) is no part of the scheme; to write it, add --units FILE.csv.",
        )
        click.echo(note.in_(language))
    print_problems(found, language)


def _update(output: Path, scheme: Scheme, exported: str | None, language: Language) -> None:
    """Changes in an existing file what has changed, so that its comments stay.

    `exported` is the scheme the workbook was made from; None if that does not matter.
    """
    before, problems = load(output)
    if before is None:
        refuse(
            Words(
                f"{output.name} 已经存在，但不是能用的方案，不会被覆盖",
                f"{output.name} exists and is no sound scheme",
            ),
            problems,
            language,
        )
    differences = scheme_differences(before, scheme)
    lines = [*difference_lines((before.title, scheme.title), differences, language)]
    if exported is not None and differences and exported != fingerprint_of(before):
        fail(
            Words(
                f"{output.name} 在导出这本工作簿以后改过，写回会盖掉那些改动，没有写。"
                "请重新导出再改；确认要按工作簿写的（下列各处都会改），加 --replace。",
                f"{output.name} has changed since this workbook was exported; nothing was written. Export it anew, or add"
                " --replace to make these changes.",
            ),
            language,
            lines,
        )
    text = output.read_bytes().decode()
    merged = merge_yaml(text, scheme_content(before), scheme_content(scheme))
    if merged is None or decode_scheme(merged.encode(), output.name)[0] != scheme:
        merged = write_scheme(scheme)
        note = Words(
            "原文件的写法特殊，无法原位修改：已重新写出，注释没有保留。",
            "the file is written too unusually to be changed in place: it was written anew without its comments.",
        )
        click.echo(note.in_(language))
    write_file(output, merged.encode(), language)
    click.echo("\n".join(lines))
