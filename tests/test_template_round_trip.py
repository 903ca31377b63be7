"""Templates filled in by LibreOffice as a person would, and read back: the same values, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import Phase, given, settings

import sample_data
from documents import SourceFile, read_intake
from documents.intake.audience import Audience, asked_by
from documents.intake.cell_values import fits
from documents.register_file import write_register
from documents.scheme_files import read_scheme_file
from documents.templates.entries import entries_of
from documents.templates.issue import Issue
from indicators.formula import ColumnName, Stage
from tests.libreoffice import Typing, typed
from tests.schemes import cases
from tests.template_world import MADE_AT, SCHEME, UNIT, form, group_cells, input_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from documents import Intake
    from documents.intake.asked import Asked
    from indicators import Exemption, Scheme, Unit
    from tests.schemes import Case, Values

_REASON = "据实评定"
_SHEET = "填报表"
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
    return read_intake(world.scheme, [register, *(SourceFile(*item) for item in files.items())])


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


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_every_indicator_of_the_sample_comes_back_for_every_unit(tmp_path: Path) -> None:
    scheme, _ = read_scheme_file(sample_data.SCHEME)
    assert scheme is not None
    reported = read_intake(scheme, sample_data.DATA)
    assert {name for _, name in reported.values} == {
        asked.name for group in scheme.group_codes for asked in asked_by(scheme, Audience.ALL, group)
    }
    goes_round([World(scheme, reported.units, reported.values)], tmp_path)


def possible(scheme: Scheme, units: Sequence[Unit], values: Values) -> Values:
    """Those of the values that a sheet may hold and that are asked of their unit."""
    groups = {unit.code: unit.group for unit in units}
    asked = {
        group: {a.name: a for a in asked_by(scheme, Audience.ALL, group)} for group in scheme.group_codes
    }
    return {
        (unit, name): value
        for (unit, name), value in values.items()
        if (field := asked[groups[unit]].get(name)) is not None
        and fits(value, field.indicator, field.field)
        and len(value.as_tuple().digits) <= _DIGITS
    }


def random_worlds(count: int) -> list[World]:
    found: list[World] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None)
    @given(cases(most_units=3))
    def collect(case: Case) -> None:
        found.append(World(case.scheme, case.units, possible(case.scheme, case.units, case.values)))

    collect()
    return found


@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_templates_of_random_schemes_come_back_as_they_were_filled_in(tmp_path: Path) -> None:
    goes_round(random_worlds(12), tmp_path)


@pytest.mark.long
@pytest.mark.needs("libreoffice", "libreoffice-python")
def test_templates_of_many_random_schemes_come_back_as_they_were_filled_in(tmp_path: Path) -> None:
    goes_round(random_worlds(150), tmp_path)
