"""A scheme, or a list of the superior, laid out over the sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.authoring.dictionary import WORDS
from documents.authoring.fields import Form, fields_of
from documents.authoring.fingerprint import fingerprint_of
from documents.authoring.guide import GUIDE, RULES, guide_rows, rule_rows, word_rows
from documents.authoring.listed import written
from documents.authoring.rule_rows import rows_of
from documents.authoring.settings import CAPTIONS, LIST_SETTINGS, SCHEME_SETTINGS, block_of, label_of
from documents.authoring.sheet_writer import CAPTION_LOOK, AuthoringBook, Row
from documents.authoring.tables import (
    CATALOGUE,
    COVERS,
    ITEMS,
    PARAMETERS,
    RECORDS,
    TREE,
    UNITS,
)
from indicators.catalogue_text import catalogue_content
from indicators.parts import Composite, Indicator
from indicators.scheme_text import as_typed, scheme_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from documents.authoring.fields import Field
    from documents.authoring.settings import Settings
    from documents.authoring.tables import Table
    from indicators.catalogue import Catalogue
    from indicators.model import Model
    from indicators.scheme import Scheme
    from indicators.units import Unit

_PART_FIELDS = {each.name: each for model in (Composite, Indicator) for each in fields_of(model)}


def write_authoring(scheme: Scheme, units: Sequence[Unit] = (), catalogue: Catalogue | None = None) -> bytes:
    """A workbook in which an office edits the whole scheme; the same scheme gives the same bytes.

    Args:
        scheme: What is edited.
        units: The register, to be edited beside it.
        catalogue: The superior's list, to be looked at and chosen from, not to be changed.
    """
    content = _stated(scheme, scheme_content(scheme))
    names = {} if catalogue is None else {item.code: item.name for item in catalogue.items}
    beside = [rows_of(part, _PART_FIELDS) for part in content["tree"]]
    sheets: dict[Table, list[Row]] = {
        SCHEME_SETTINGS.table: list(_setting_rows(SCHEME_SETTINGS, content)),
        **{table: list(_record_rows(table, _at(content, table.name))) for table in RECORDS},
        TREE: list(_tree_rows(scheme, content["tree"])),
        PARAMETERS: [row for rows in beside for row in rows.parameters],
        ITEMS: [row for rows in beside for row in rows.items],
        COVERS: list(_cover_rows(content["tree"], names)),
        UNITS: [Row(_unit_cells(unit)) for unit in units],
    }
    if catalogue is not None:
        sheets[CATALOGUE] = _catalogue_rows(catalogue)
    return _book(scheme.title, sheets, fingerprint_of(scheme))


def write_catalogue_workbook(catalogue: Catalogue) -> bytes:
    """A workbook in which the list itself is edited; the same list gives the same bytes."""
    settings = list(_setting_rows(LIST_SETTINGS, catalogue_content(catalogue)))
    return _book(catalogue.title, {LIST_SETTINGS.table: settings, CATALOGUE: _catalogue_rows(catalogue)})


def _book(title: str, sheets: Mapping[Table, list[Row]], fingerprint: str = "") -> bytes:
    book = AuthoringBook(title, list(sheets))
    book.add(GUIDE, list(guide_rows(list(sheets), fingerprint)))
    for table, rows in sheets.items():
        page = book.add(table, rows)
        if table is TREE:
            book.shade(page, table, len(rows), without="rule.kind")
        if table is CATALOGUE and SCHEME_SETTINGS.table in sheets:
            page.protect()
    if TREE in sheets:
        book.add(RULES, list(rule_rows()))
    book.add(WORDS, list(word_rows()))
    return book.close()


def _stated(scheme: Scheme, content: dict[str, Any]) -> dict[str, Any]:
    """The content with every setting that holds, defaults included: an office sees what it decides about."""

    def all_of(model: Model) -> dict[str, Any]:
        dumped = model.model_dump(mode="json", by_alias=True, exclude_none=True)
        return {name: as_typed(value) for name, value in dumped.items()}

    content["policies"] = all_of(scheme.policies)
    for name, model in (("adjustments", scheme.adjustments), ("eligibility", scheme.eligibility)):
        if model is not None:
            content[name] = all_of(model)
    for part in content["tree"]:
        if part.get("liaison") == {}:
            part["liaison"] = {"state": "not contacted"}
    return content


def _at(content: Any, name: str) -> Any:
    """What a content says under a name such as `adjustments.items`; nothing if it does not."""
    for key in name.split("."):
        content = content.get(key) if isinstance(content, dict) else None
    return content


def _cells(fields: Sequence[Field], content: Mapping[str, Any]) -> dict[str, str]:
    """The text of every field a record states."""
    found = {}
    for each in fields:
        name = f"{each.name}.kind" if each.form is Form.RULE else each.name
        value = _at(content, name)
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, list) and each.form is Form.LIST:
            found[name] = written(value)
    return found


def _setting_rows(settings: Settings, content: Mapping[str, Any]) -> Iterator[Row]:
    cells = _cells(settings.fields, content)
    block = None
    for each in settings.fields:
        if block_of(each.name) != block:
            block = block_of(each.name)
            yield Row({"label": CAPTIONS[block]}, look=CAPTION_LOOK)
        # A list which says nothing is left blank here: none of the settings tells an empty one from none.
        value = cells.get(each.name, "") if _at(content, each.name) else ""
        said = {"label": label_of(each), "value": value, "meaning": each.meaning, "name": each.name}
        yield Row(said, form=each.form, choices=each.choices)


def _record_rows(table: Table, records: list[Any] | None) -> Iterator[Row]:
    for record in records or ():
        yield Row({name: record[name] for name in table.names if name in record})


def _tree_rows(scheme: Scheme, tree: list[dict[str, Any]]) -> Iterator[Row]:
    depths = {part.code: depth for depth, part in scheme.outline}
    for part in tree:
        yield Row(_cells(tuple(_PART_FIELDS.values()), part), indent=depths[part["code"]])


def _cover_rows(tree: list[dict[str, Any]], names: Mapping[str, str]) -> Iterator[Row]:
    for part in tree:
        for cover in part.get("covers", ()):
            called = {
                "code": part["code"],
                "indicator": part["name"],
                "item_name": names.get(cover["item"], ""),
            }
            yield Row({**called, **cover})


def _unit_cells(unit: Unit) -> dict[str, str]:
    aliases = written(unit.aliases) if unit.aliases else ""
    return {"code": unit.code, "name": unit.name, "group": unit.group, "aliases": aliases}


def _catalogue_rows(catalogue: Catalogue) -> list[Row]:
    return list(_record_rows(CATALOGUE, catalogue_content(catalogue)["items"]))
