"""Commands about an indicator system: check it, compare two versions, author it in Excel and back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from documents.check_json import (
    check_record,
    difference_record,
    effect_record,
    reproof_record,
    unusable_record,
)
from documents.check_text import check_lines
from documents.coverage_json import coverage_record, list_record
from documents.difference_book import write_differences
from documents.difference_text import difference_lines, effect_lines, reproof_lines
from documents.effect import Version, effect_of
from documents.json_output import FORMAT
from documents.scheme_files import cannot_be_used, named_list, read_list_file, read_written, usable_list
from documents.system import write_system
from indicators.catalogue_difference import catalogue_differences, reproofs
from indicators.catalogue_text import compose_catalogue, is_catalogue
from indicators.checks import Case, check
from indicators.coverage import coverage_of
from indicators.problems import blocking
from indicators.scheme_difference import scheme_differences
from indicators.scheme_text import compose_scheme
from indicators.words import Words
from scoring.rule_checks import check_rules
from terminal import LANGUAGE, check_outputs, fail, print_json, print_problems, refuse, write_file

if TYPE_CHECKING:
    from documents.effect import Effect
    from indicators import Language, Problem, Scheme
    from indicators.catalogue import Catalogue
    from indicators.catalogue_difference import Reproof
    from indicators.difference import Difference
    from indicators.written import Written

_FILE = click.Path(path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print JSON")


@click.command("check")
@click.argument("scheme", type=_FILE)
@click.option("--against", type=_FILE, help="对照的省级清单文件 / the list to hold it against")
@click.option(
    "--last-year", type=_FILE, help="上年方案，用于比较负担 / last year's scheme, to compare the burden"
)
@click.option("-o", "--output", type=_FILE, help="指标体系表等打印表 .xlsx / printed tables")
@_JSON
@LANGUAGE
def check_command(
    scheme: Path,
    against: Path | None,
    last_year: Path | None,
    output: Path | None,
    as_json: bool,
    language: Language,
) -> None:
    """检查指标体系：省级指标覆盖、个性化、责任、计数、照搬、负担。 / Check an indicator system: coverage and more."""
    check_outputs(output, None, [path for path in (scheme, against, last_year) if path is not None], language)
    written = read_written(scheme)
    city, problems = compose_scheme(written)
    if city is None:
        if as_json:
            print_json(unusable_record(problems, language))
        refuse(cannot_be_used(scheme), problems, language)
    catalogue, said = named_list(city, scheme) if against is None else _named(against, language)
    previous = None if last_year is None else _scheme(read_written(last_year), last_year, language)[0]
    case = Case(city, catalogue, previous, list_unsound=bool(blocking(said)))
    lines = {part.code: written.place_of(("tree", index)) for index, part in enumerate(city.tree)}
    found = tuple(
        problem.placed(lines[problem.place.indicator]) if problem.place.indicator in lines else problem
        for problem in (*problems, *said, *check(case), *check_rules(case))
    )
    if output is not None:
        made_at = datetime.now().astimezone()
        write_file(output, write_system(case, found, language=language, made_at=made_at), language)
    if as_json:
        print_json(check_record(case, found, language))
    else:
        click.echo("\n".join(check_lines(case, found, language)))
    if blocking(found):
        refuse(Words("指标体系还不能发布", "the indicator system cannot be published yet"), found, language)
    print_problems(found, language)


def _named(path: Path, language: Language) -> tuple[Catalogue, tuple[Problem, ...]]:
    """A list whose file was named, which must be sound."""
    catalogue, problems = read_list_file(path)
    if catalogue is None:
        refuse(cannot_be_used(path), problems, language)
    return catalogue, problems


def _scheme(written: Written, path: Path, language: Language) -> tuple[Scheme, tuple[Problem, ...]]:
    scheme, problems = compose_scheme(written)
    if scheme is None:
        refuse(cannot_be_used(path), problems, language)
    return scheme, problems


@click.command("diff")
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
@click.argument("data", type=_FILE, nargs=-1)
@click.option(
    "--scheme", type=_FILE, help="比较清单时：须重新证明的方案 / with lists: the scheme to be proved anew"
)
@click.option("-o", "--output", type=_FILE, help="变化表 .xlsx / the differences as a workbook")
@_JSON
@LANGUAGE
def diff_command(
    before: Path,
    after: Path,
    data: tuple[Path, ...],
    scheme: Path | None,
    output: Path | None,
    as_json: bool,
    language: Language,
) -> None:
    """比较两份省级清单，或两个方案；给出成绩数据时，列出对得分和名次的影响。

    Compare two lists, or two schemes; with data, also what becomes of scores and places.
    """
    inputs = [path for path in (before, after, scheme, *data) if path is not None]
    check_outputs(output, None, inputs, language)
    both = read_written(before), read_written(after)
    for path, written in zip((before, after), both, strict=True):
        if blocking(written.problems):
            refuse(cannot_be_used(path), written.problems, language)
    lists = [is_catalogue(written) for written in both]
    if lists[0] != lists[1]:
        fail(
            Words(
                "一个是省级清单，一个是方案，不能比较。请给出两份清单或两个方案。",
                "one is a list and the other a scheme: give two lists or two schemes.",
            ),
            language,
        )
    _refuse_unused(data if lists[0] else (), None if lists[0] else scheme, language)
    if lists[0]:
        old, new = (
            _list(written, path, language) for written, path in zip(both, (before, after), strict=True)
        )
        city = None if scheme is None else _scheme(read_written(scheme), scheme, language)[0]
        found = _compared_lists(old, new, city, language)
    else:
        was, now = (
            _version(written, path, language) for written, path in zip(both, (before, after), strict=True)
        )
        found = _compared_schemes(was, now, data, language)
    if output is not None:
        made_at = datetime.now().astimezone()
        tables = found.titles, found.differences, found.reproofs, found.effect
        write_file(output, write_differences(*tables, language=language, made_at=made_at), language)
    if as_json:
        print_json({"format": FORMAT, **found.record})
    else:
        click.echo("\n".join(found.lines))


class _Compared(NamedTuple):
    """A comparison, as JSON, as lines, and as what a workbook shows."""

    record: dict[str, Any]
    lines: list[str]
    titles: tuple[str, str]
    differences: tuple[Difference, ...]
    reproofs: tuple[Reproof, ...] = ()
    effect: Effect | None = None


def _list(written: Written, path: Path, language: Language) -> Catalogue:
    catalogue, problems = compose_catalogue(written)
    if catalogue is None:
        refuse(cannot_be_used(path), problems, language)
    return catalogue


def _compared_lists(old: Catalogue, new: Catalogue, city: Scheme | None, language: Language) -> _Compared:
    differences = catalogue_differences(old, new)
    record: dict[str, Any] = {
        "lists": [list_record(old), list_record(new)],
        "differences": [difference_record(difference, language) for difference in differences],
    }
    titles = old.title, new.title
    lines = [*difference_lines(titles, differences, language)]
    again: tuple[Reproof, ...] = ()
    if city is not None:
        coverages = coverage_of(city, old), coverage_of(city, new)
        again = reproofs(city, old, new)
        record["to_prove"] = [reproof_record(reproof, language) for reproof in again]
        record["coverage"] = [coverage_record(coverage) for coverage in coverages]
        lines += reproof_lines(*coverages, again, language)
    return _Compared(record, lines, titles, differences, again)


def _version(written: Written, path: Path, language: Language) -> Version:
    scheme, _ = _scheme(written, path, language)
    return Version(scheme, usable_list(scheme, path)[0])


def _refuse_unused(data: tuple[Path, ...], scheme: Path | None, language: Language) -> None:
    """What is handed in and would not be looked at is a mistake."""
    if data:
        fail(
            Words(
                f"比较清单时不用成绩数据（{data[0].name}）；请比较两个方案，或去掉它。",
                f"lists are compared without data ({data[0].name}): compare two schemes, or leave it out.",
            ),
            language,
        )
    if scheme is not None:
        fail(
            Words(
                f"比较两个方案时不用 --scheme（{scheme.name}）；请去掉它。",
                f"two schemes are compared without --scheme ({scheme.name}): leave it out.",
            ),
            language,
        )


def _compared_schemes(was: Version, now: Version, data: tuple[Path, ...], language: Language) -> _Compared:
    differences = scheme_differences(was.scheme, now.scheme)
    record: dict[str, Any] = {
        "schemes": [{"scheme": scheme.scheme, "title": scheme.title} for scheme, _ in (was, now)],
        "differences": [difference_record(difference, language) for difference in differences],
    }
    titles = was.scheme.title, now.scheme.title
    lines = [*difference_lines(titles, differences, language)]
    effect = None
    if data:
        effect, problems = effect_of(was, now, data)
        if effect is None:
            refuse(Words("成绩数据不能用于比较", "the data cannot be used"), problems, language)
        record["effect"] = effect_record(effect)
        lines += effect_lines(effect, language)
    return _Compared(record, lines, titles, differences, effect=effect)
