"""Templates filled in by LibreOffice as a person would, and read back: the same values, and nothing else."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import Phase, given, settings

import sample_data
from documents import SourceFile, read_intake
from documents.file_problems import SHEET_HIDDEN
from documents.intake import template_problems
from documents.intake.asked import asked_of
from documents.intake.audience import Audience, asked_by
from documents.intake.heading_problems import COLUMNS_NOT_READ, ROWS_SKIPPED, SHEET_NOT_READ
from documents.register_file import write_register
from documents.scheme_files import read_scheme_file
from documents.templates.entries import entries_of
from documents.templates.issue import Issue
from indicators import Unit
from indicators.formula import ColumnName, Stage
from scoring.field_values import objection
from tests.libreoffice import Typing, typed
from tests.schemes import Case, cases
from tests.sheets import file_of
from tests.template_world import MADE_AT, SCHEME, UNIT, book_of, changed, form, group_cells, input_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from documents import Intake
    from documents.intake.asked import Asked
    from indicators import Exemption, Scheme

_REASON = "据实评定"
_SHEET = "填报表"
#: Nothing of the kind is said of a template that was only filled in: not that it is old, hidden or not read.
_OF_TEMPLATES = {kind.code for kind in template_problems.KINDS} | {
    kind.code for kind in (SHEET_HIDDEN, SHEET_NOT_READ, ROWS_SKIPPED, COLUMNS_NOT_READ)
}
#: The digits that Excel keeps of a number.
_DIGITS = 15


class World(NamedTuple):
    """What units and office have to say by a scheme."""

    scheme: Scheme
    units: Sequence[Unit]
    values: Mapping[tuple[str, ColumnName], Decimal]
    exemptions: Sequence[Exemption] = ()


def written(asked: Asked, value: Decimal) -> str:
    """A value as one types it: a choice by its word."""
    words = {number: name for name, number in reversed(asked.field.choices)}
    return words.get(value) or format(value, "f")


def forms(world: World) -> dict[str, Typing]:
    """The forms of all units, and what each types."""
    issue = Issue(world.scheme, MADE_AT, exemptions=world.exemptions)
    found = {}
    for unit in world.units:
        exempt = {exemption.indicator for exemption in world.exemptions if exemption.unit == unit.code}
        entries = entries_of(world.scheme, Audience.UNITS, unit.group, exempt)
        if not entries:
            continue
        content = issue.form(unit)
        cells = input_cells(content)
        assert len(cells) == len(entries)
        typed_text = {
            (_SHEET, cells[entry.indicator.code, entry.asked.field.name, entry.period]): written(
                entry.asked, value
            )
            for entry in entries
            if (value := world.values.get((unit.code, entry.asked.name))) is not None
        }
        found[f"form-{unit.code}.xlsx"] = Typing(content, typed_text)
    return found


def group_sheets(world: World) -> dict[str, Typing]:
    """The sheets the office fills in, and what it types."""
    issue = Issue(world.scheme, MADE_AT, exemptions=world.exemptions)
    found = {}
    for number, group in enumerate(world.scheme.group_codes):
        fields = {asked.name: asked for asked in asked_by(world.scheme, Audience.OFFICE, group)}
        units = [unit for unit in world.units if unit.group == group]
        if not fields or not units:
            continue
        content = issue.group_sheet(group, units, Audience.OFFICE)
        texts = {}
        for unit, code, field, address in group_cells(
            content, {period.name: period.code for period in world.scheme.periods}
        ):
            name = ColumnName(Stage.RAW, code, field)
            if name in fields and (unit, name) in world.values:
                texts[_SHEET, address] = written(fields[name], world.values[unit, name])
            elif name not in fields and any(key[0] == unit and key[1].code == code for key in world.values):
                texts[_SHEET, address] = _REASON
        found[f"office-{number}.xlsx"] = Typing(content, texts)
    return found


def read_back(world: World, files: Mapping[str, bytes]) -> Intake:
    register = SourceFile("units.csv", write_register(world.units, world.scheme))
    exempt: list[list[object]] = [[e.unit, e.indicator, e.reason, e.approved_by] for e in world.exemptions]
    records = (
        [file_of("exempt.xlsx", {"豁免": [["单位", "指标", "理由", "批准人"], *exempt]})] if exempt else []
    )
    filled = [SourceFile(name, content) for name, content in files.items()]
    return read_intake(world.scheme, [register, *records, *filled])


def goes_round(worlds: Sequence[World], folder: Path) -> None:
    """Types everything in one run of LibreOffice, and holds what is read against what was typed."""
    files = {
        f"{number}-{name}": typing
        for number, world in enumerate(worlds)
        for name, typing in (forms(world) | group_sheets(world)).items()
    }
    made = typed(files, folder)
    for number, world in enumerate(worlds):
        intake = read_back(
            world, {name: each.content for name, each in made.items() if name.startswith(f"{number}-")}
        )
        assert dict(intake.values) == dict(world.values), [p.in_words("zh") for p in intake.problems][:5]
        assert intake.accepted, [p.in_words("zh") for p in intake.problems][:5]
        said = {problem.code for problem in intake.problems}
        assert not said & _OF_TEMPLATES


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_a_locked_cell_refuses_and_an_open_one_takes_what_is_typed(tmp_path: Path) -> None:
    value = input_cells(form())["1.10", "", ""]
    cells = {
        (_SHEET, "A5"): "9.9",
        (_SHEET, "B5"): "改名",
        (_SHEET, "A2"): "填报单位：乙县",
        (_SHEET, value): "97.5",
    }
    shown = typed({"a.xlsx": Typing(form(), cells)}, tmp_path)["a.xlsx"].shown
    assert list(shown.values()) == ["1.1", "整改率", "填报单位：甲县", "97.5"]


def test_a_form_with_another_units_name_written_over_its_own_is_refused() -> None:
    neighbour = Unit(code="008", name="丙县", group="A")
    book = book_of(form())
    book[_SHEET]["A2"], book[_SHEET]["C2"] = "填报单位：丙县", "单位代码：008"
    buffer = io.BytesIO()
    book.save(buffer)
    intake = read_back(World(SCHEME, [UNIT, neighbour], {}), {"a.xlsx": buffer.getvalue()})
    assert not intake.accepted
    assert template_problems.TEMPLATE_OF_OTHER_UNIT.code in {problem.code for problem in intake.problems}


def test_last_years_form_is_refused() -> None:
    intake = read_back(World(changed("scheme: small", "scheme: next"), [UNIT], {}), {"a.xlsx": form()})
    assert not intake.accepted
    assert [p.code for p in intake.problems if p.code in _OF_TEMPLATES] == [
        template_problems.TEMPLATE_OF_OTHER_SCHEME.code
    ]


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_a_small_form_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    values = {
        ("1.1", "已改"): "9",
        ("1.1", "应改"): "10",
        ("1.10", ""): "97.5",
        ("1.2", "警告"): "0",
        ("2.1@H1", ""): "3",
        ("2.1@H2", ""): "4",
        ("2.2", ""): "1",
        ("2.3", ""): "6",
        ("2.4", ""): "8.5",
        ("2.5", "本年"): "-1.25",
        ("2.5", "上年"): "0.1",
    }
    reported = {("007", ColumnName(Stage.RAW, *key)): Decimal(value) for key, value in values.items()}
    goes_round([World(SCHEME, [UNIT], reported)], tmp_path)


def sample(most_of_a_group: int) -> World:
    """The sample with so many units of each group, among them those with exemptions."""
    scheme, _ = read_scheme_file(sample_data.SCHEME)
    assert scheme is not None
    reported = read_intake(scheme, sample_data.DATA)
    exempt = [exemption.unit for exemption in reported.exemptions]
    units = [
        unit
        for group in scheme.group_codes
        for of_group in [[unit for unit in reported.units if unit.group == group]]
        for unit in sorted(of_group, key=lambda unit: unit.code not in exempt)[:most_of_a_group]
    ]
    codes = {unit.code for unit in units}
    values = {key: value for key, value in reported.values.items() if key[0] in codes}
    exemptions = [exemption for exemption in reported.exemptions if exemption.unit in codes]
    assert exemptions
    return World(scheme, units, values, exemptions)


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_every_indicator_of_the_sample_comes_back(tmp_path: Path) -> None:
    world = sample(2)
    assert {name for _, name in world.values} == set(asked_of(world.scheme))
    goes_round([world], tmp_path)


@pytest.mark.long
@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_the_forms_of_all_units_of_the_sample_come_back(tmp_path: Path) -> None:
    goes_round([sample(1000)], tmp_path)


def world_of(case: Case) -> World:
    """A case with those of its values that are asked of their unit and that a sheet may hold."""
    scheme = case.scheme
    exemptions = {(each.unit, each.indicator): each for each in case.exemptions}
    values = {
        (unit.code, asked.name): value
        for unit in case.units
        for asked in asked_by(
            scheme, Audience.ALL, unit.group, {code for exempt, code in exemptions if exempt == unit.code}
        )
        if (value := case.values.get((unit.code, asked.name))) is not None
        and objection(value, asked.indicator, asked.field) is None
        and len(value.as_tuple().digits) <= _DIGITS
    }
    return World(scheme, case.units, values, list(exemptions.values()))


def random_worlds(count: int) -> list[World]:
    found: list[World] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None)
    @given(cases(most_units=3))
    def collect(case: Case) -> None:
        found.append(world_of(case))

    collect()
    return found


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_templates_of_random_schemes_come_back_as_they_were_filled_in(tmp_path: Path) -> None:
    goes_round(random_worlds(12), tmp_path)


@pytest.mark.long
@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_templates_of_many_random_schemes_come_back_as_they_were_filled_in(tmp_path: Path) -> None:
    goes_round(random_worlds(150), tmp_path)
