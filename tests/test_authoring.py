"""A scheme as a workbook and back: nothing is lost, whatever a scheme says and whichever program saved it."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import indicators
from documents import SourceFile
from documents.authoring import read_authoring, write_authoring, write_catalogue_workbook
from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.dictionary import dictionaries
from documents.authoring.fields import Form, fields_of, parameters_of
from documents.authoring.listed import NONE, count_or_items_of, counted, items_of
from documents.authoring.listed import written as in_one_cell
from documents.authoring.parameter_names import choices_of_parameter, is_of_the_part
from documents.authoring.tables import TREE
from documents.file_reader import read_grids
from indicators.catalogue import Catalogue
from indicators.catalogue_text import compose_catalogue, is_catalogue, load_catalogue, write_catalogue
from indicators.parts import Composite, Indicator
from indicators.scheme_text import compose_scheme, write_scheme
from indicators.units import Unit
from sample_data import CATALOGUES, PRESETS, SCHEME, SCHEME_LAST_YEAR, SCHEME_OFFICIAL
from tests import office_year
from tests.libreoffice import resaved
from tests.schemes import schemes
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators import Scheme
    from indicators.model import Model
    from indicators.problems import Problem
    from indicators.written import Path as Keys
    from indicators.written import Value

SCHEMES = (SCHEME, SCHEME_OFFICIAL, SCHEME_LAST_YEAR, *PRESETS)
UNITS = (
    Unit(code="U1", name="东县", group="A", aliases=("东", "东县（区）")),
    Unit(code="007", name="甲局", group="B", aliases=("甲、局",)),
)
TEXTS = (
    *(
        "=1+1",
        "+1",
        "-",
        "'",
        "@SUM(A1)",
        "1.10",
        "007",
        "1E3",
        "0.1",
        "20%",
        "12月20日",
        "2020-01-01",
        "TRUE",
    ),
    *(
        "是",
        "（无）",
        "「引」",
        "甲、乙；丙",
        "一行\n二行",
        "_x0041_",
        "<r>x</r>",
        "<b>&amp;",
        '"',
        "\ufeff字",
        "😀",
    ),
)
#: What offices seldom write and nothing may lose.
ODD = scheme_of(f"""
scheme: "007"
title: "=1+1"
note: "第一行\\n第二行"
groups: [{{code: "1.10", name: "2020"}}, {{code: "甲、乙", name: 两字带顿号}}]
policies: {{decimals: 0, round_at: ["1.10"], tie_break: ["1.1"]}}
eligibility: {{}}
tree:
  - {{code: T, name: 总分, points: 15.10}}
  - {{code: "1.1", parent: T, name: "1.10", points: 5.0, groups: ["甲、乙"], liaison: {{}},
     unit: "%", evidence: {json.dumps(TEXTS, ensure_ascii=False)}, support: ["甲、乙"], reports: ["3"], task: "=A1",
     rule: {{kind: raters, classes: [{{name: "1", weight: 0.50, raters: 3}}, {{name: 乙, weight: 2, raters: ["3"]}},
       {{name: 丙, weight: 123456789012345.6, raters: [甲, 乙]}}]}}}}
  - {{code: "1.10", parent: T, name: 级别, points: 10.10, weight: {{"1.10": 10.10, 甲、乙: 10.10}},
     rule: {{kind: gate, needs: ["1", "007", "1.10"], then: {{kind: rubric, levels: [{{name: "1", points: 1.10}},
       {{name: "2", percent: 12.50%}}]}}}}}}
  - {{code: "1e3", parent: T, name: 难度, points: 1, weight: 0, difficulty: {{}}, rule: {{kind: direct}}}}
""")


@cache
def everyday() -> dict[str, Scheme]:
    """The schemes that go with the product, and two more."""
    found = {"odd": ODD, "year": office_year.SCHEME}
    for path in SCHEMES:
        scheme, problems = indicators.load(path)
        assert scheme is not None, problems
        found[path.stem] = scheme
    return found


def read(content: bytes) -> tuple[Scheme | None, list[Problem]]:
    """What a workbook says, and everything that is wrong with it."""
    authored = read_authoring(SourceFile("方案.xlsx", content))
    scheme, problems = compose_scheme(authored.written)
    return scheme, [*problems]


def same(content: bytes, scheme: Scheme) -> None:
    """Asserts that a workbook says exactly what a scheme does, down to the zeros of its numbers."""
    again, problems = read(content)
    _, expected = indicators.read_scheme(write_scheme(scheme))
    assert [problem.code for problem in problems] == [problem.code for problem in expected]
    assert again == scheme
    assert write_scheme(again) == write_scheme(scheme)


@pytest.mark.parametrize("name", ["odd", "year", *(path.stem for path in SCHEMES)])
def test_a_scheme_written_and_read_again_is_the_same(name: str) -> None:
    same(write_authoring(everyday()[name]), everyday()[name])


@given(schemes())
def test_any_scheme_written_and_read_again_is_the_same(scheme: Scheme) -> None:
    same(write_authoring(scheme), scheme)


def _random(count: int) -> dict[str, Scheme]:
    found: list[Scheme] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None)
    @given(schemes())
    def collect(scheme: Scheme) -> None:
        found.append(scheme)

    collect()
    return {f"random-{number}": scheme for number, scheme in enumerate(found)}


def _saved_by_libreoffice(chosen: dict[str, Scheme], folder: Path) -> None:
    files = {f"{name}.xlsx": write_authoring(scheme) for name, scheme in chosen.items()}
    for name, content in resaved(files, folder / "libreoffice").items():
        same(content, chosen[Path(name).stem])


@pytest.mark.needs("libreoffice")
def test_schemes_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    _saved_by_libreoffice(everyday() | _random(20), tmp_path)


@pytest.mark.long
@pytest.mark.needs("libreoffice")
def test_many_schemes_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    _saved_by_libreoffice(_random(300), tmp_path)


@pytest.mark.needs("libreoffice")
def test_a_list_and_units_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    catalogue = catalogue_of(CATALOGUES[0])
    scheme = write_authoring(office_year.SCHEME, UNITS, catalogue)
    files = resaved({"s.xlsx": scheme, "c.xlsx": write_catalogue_workbook(catalogue)}, tmp_path)
    beside = read_authoring(SourceFile("s.xlsx", files["s.xlsx"]), catalogue)
    assert (beside.units, beside.written.problems) == (UNITS, [])
    alone = read_authoring(SourceFile("c.xlsx", files["c.xlsx"]))
    assert compose_catalogue(alone.written)[0] == catalogue


def catalogue_of(path: Path) -> Catalogue:
    """A list of the sample."""
    catalogue, problems = load_catalogue(path)
    assert catalogue is not None, problems
    return catalogue


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_list_written_and_read_again_is_the_same(path: Path) -> None:
    catalogue = catalogue_of(path)
    authored = read_authoring(SourceFile("清单.xlsx", write_catalogue_workbook(catalogue)))
    again, _ = compose_catalogue(authored.written)
    assert again == catalogue
    assert write_catalogue(again) == write_catalogue(catalogue)
    assert (authored.written.problems, authored.units) == ([], ())


def test_a_list_without_its_code_is_still_a_list() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_catalogue_workbook(catalogue_of(CATALOGUES[0]))))
    cell = next(row[1] for row in book["清单设置"].iter_rows() if row[3].value == "catalogue")
    cell.value = None
    buffer = io.BytesIO()
    book.save(buffer)
    authored = read_authoring(SourceFile("清单.xlsx", buffer.getvalue()))
    assert is_catalogue(authored.written)
    _, problems = compose_catalogue(authored.written)
    assert [(problem.code, problem.place.sheet) for problem in problems] == [
        ("scheme-value-wrong", "清单设置")
    ]


def _leaves(value: Value, path: Keys = ()) -> Iterator[Keys]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from _leaves(each, (*path, index))
    else:
        yield path


@pytest.mark.parametrize("name", ["odd", "year", "scheme"])
def test_everything_that_was_written_has_a_cell_of_its_own(name: str) -> None:
    written = read_authoring(SourceFile("方案.xlsx", write_authoring(everyday()[name]))).written
    places = [written.places[path] for path in _leaves(written.value)]
    assert all(place.sheet and place.cell for place in places)
    assert len(set(places)) == len(places)


def test_units_and_the_list_stand_beside_the_scheme() -> None:
    catalogue = catalogue_of(CATALOGUES[0])
    content = write_authoring(office_year.SCHEME, UNITS, catalogue)
    authored = read_authoring(SourceFile("方案.xlsx", content), catalogue)
    assert authored.units == UNITS
    assert authored.written.problems == []
    assert compose_scheme(authored.written)[0] == office_year.SCHEME
    assert openpyxl.load_workbook(io.BytesIO(content))["省级清单"].protection.sheet


def test_the_same_scheme_gives_the_same_bytes() -> None:
    assert write_authoring(ODD, UNITS) == write_authoring(ODD, UNITS)


def test_nothing_a_scheme_says_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_authoring(ODD, UNITS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def _edited(sheet: str, edits: dict[str, object], number_format: str = "General") -> Scheme | None:
    book = openpyxl.load_workbook(io.BytesIO(write_authoring(office_year.SCHEME)))
    for address, value in edits.items():
        book[sheet][address].value = value
        book[sheet][address].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue())[0]


def test_choices_may_be_written_in_either_language() -> None:
    words = [("越低越好", "lower"), ("lower", "lower"), ("越高越好", "higher")]
    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[TREE.names.index("direction")]
    for word, meant in words:
        scheme = _edited("指标体系", {f"{column}6": word})
        assert scheme is not None
        assert scheme.indicators[0].direction.value == meant


@pytest.mark.parametrize(
    ("typed", "shown", "meant"),
    [("25%", "@", "25"), (0.25, "0%", "25"), (0.125, "0.00%", "12.50"), (0.5, "0.0%", "50.0")],
)
def test_a_percentage_may_be_typed_as_text_or_shown_as_one(typed: object, shown: str, meant: str) -> None:
    scheme = _edited("等次", {"C4": typed}, shown)
    assert scheme is not None
    assert str(scheme.grades[0].quota) == meant


def test_a_number_counts_as_it_is_and_not_as_it_is_shown() -> None:
    scheme = _edited("等次", {"B4": 85.25}, "0.0")
    assert scheme is not None
    assert str(scheme.grades[0].at_least) == "85.25"


# ---------------------------------------------------------------- several items in one cell

ITEMS = st.lists(st.text("甲乙、，；;,「」\n 13（无）a").map(str.strip), max_size=4)


@given(ITEMS)
def test_items_of_a_cell_are_read_as_they_were_written(items: list[str]) -> None:
    assert items_of(in_one_cell(items).strip()) == items
    number = count_or_items_of(counted(items).strip())
    assert number == (str(len(items)) if isinstance(number, str) else items)
    assert isinstance(number, list) or items == [str(one) for one in range(1, len(items) + 1)]


@pytest.mark.parametrize("text", ["甲、乙", "甲；乙", "甲;乙,", "甲，乙", "甲\n乙", "甲\n\n 乙 "])
def test_items_may_be_separated_as_offices_do(text: str) -> None:
    assert items_of(text) == ["甲", "乙"]


def test_lines_win_over_commas_and_brackets_over_both() -> None:
    assert items_of("甲、乙\n丙") == ["甲、乙", "丙"]
    assert items_of("「甲、乙」") == ["甲、乙"]
    assert items_of(NONE) == []


# ---------------------------------------------------------------- words

MODELS: tuple[type[Model], ...] = (indicators.Scheme, Catalogue, Indicator, Composite)


def _all_fields(model: type[Model]) -> list[tuple[str, dict[str, str]]]:
    fields = fields_of(model)
    inner = [each for field in fields if field.model for each in _all_fields(field.model)]
    return [*((field.name, field.choices) for field in fields if field.choices), *inner]


def test_every_choice_has_a_chinese_word_of_its_own() -> None:
    rules = [(field.name, field.choices) for kind in RULE_KINDS for field in parameters_of(kind).values()]
    for name, choices in (*(each for model in MODELS for each in _all_fields(model)), *rules):
        words = list(choices.values())
        assert len(set(words)) == len(words), name
        assert not any(word.isascii() for word in words), name


def test_a_word_means_one_thing_wherever_a_parameter_has_the_name() -> None:
    for kind in RULE_KINDS:
        for name, field in parameters_of(kind).items():
            if field.form is Form.CHOICE:
                together = choices_of_parameter(f"parts[1].then.{name}")
                assert {together[choice]: choice for choice in field.choices} == {
                    word: choice for choice, word in field.choices.items()
                }
                assert len(set(together.values())) == len(together)


def test_no_rule_has_a_parameter_that_would_be_taken_for_the_indicators_own() -> None:
    assert not any(is_of_the_part((name,)) for kind in RULE_KINDS for name in parameters_of(kind))


def test_drop_downs_show_the_words_of_the_dictionary() -> None:
    content = write_authoring(everyday()["scheme"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    words = [cell.value for cell in book["字典"]["B"]]
    shown = set()
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if "字典" in rule.formula1:
                first, last = (int(place.rpartition("$")[2]) for place in rule.formula1.split(":"))
                shown.add(tuple(words[first - 1 : last]))
    known = {tuple(choices.values()) for _, choices in dictionaries()}
    assert shown <= known
    assert tuple(RULE_KINDS.values()) in shown


def test_every_sheet_but_those_for_people_has_its_row_of_names() -> None:
    grids, problems = read_grids(SourceFile("方案.xlsx", write_authoring(everyday()["scheme"], UNITS)))
    assert problems == ()
    assert [grid.sheet for grid in grids][:2] == ["填写说明", "方案设置"]
    for grid in grids:
        assert all(cell.text.isascii() and cell.text for cell in grid.rows[2] if not cell.blank), grid.sheet
