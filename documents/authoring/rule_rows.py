"""A rule laid out in rows: its numbers and choices, one per row, and what it lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.fields import Form, fields_of, parameters_of
from documents.authoring.listed import NONE, counted
from documents.authoring.sheet_writer import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from documents.authoring.fields import Field


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for the sheet of parameters and for the sheet of items."""

    parameters: list[Row]
    items: list[Row]


def rows_of(part: Mapping[str, Any], fields: Mapping[str, Field]) -> Rows:
    """The rows of an indicator or node, beside the one it has in the tree.

    Args:
        part: What a scheme says of it, as `scheme_content` gives it.
        fields: What indicators and nodes can state, by name.
    """
    rows = Rows([], [])
    head = {"code": str(part["code"]), "indicator": str(part["name"])}
    if isinstance(part.get("weight"), dict):
        rows.parameters.extend(_parameter(head, "weight", part["weight"], fields["weight"]))
    difficulty = part.get("difficulty")
    if difficulty == {}:
        rows.parameters.append(Row({**head, "parameter": "difficulty", "value": NONE}))
    for name, value in (difficulty or {}).items():
        called = f"difficulty.{name}"
        rows.parameters.extend(_parameter(head, called, value, fields[called]))
    if "rule" in part:
        _add_rule(rows, head, "", part["rule"])
    return rows


def _parameter(head: Mapping[str, str], name: str, value: Any, meant: Field) -> Iterator[Row]:
    """The rows of one parameter: one row, or one for each group or unit."""
    stated = {"": NONE} if value == {} else value if isinstance(value, dict) else {"": value}
    for key, each in stated.items():
        cells = {**head, "parameter": name, "meaning": meant.meaning, "key": str(key), "value": str(each)}
        form = Form.NUMBER if meant.form is Form.TEXT and isinstance(value, dict) else meant.form
        yield Row(cells, form=form, choices=meant.choices)


def _add_rule(rows: Rows, head: Mapping[str, str], around: str, rule: Mapping[str, Any]) -> None:
    known = parameters_of(rule["kind"])
    for name, value in rule.items():
        if name == "kind":
            continue
        meant, called = known[name], around + name
        if meant.form is Form.RULE:
            _add_inner(rows, head, called, meant.meaning, value)
        elif meant.form in {Form.LIST, Form.RECORDS}:
            _add_list(rows, head, called, value, meant)
        else:
            rows.parameters.extend(_parameter(head, called, value, meant))


def _add_inner(
    rows: Rows, head: Mapping[str, str], called: str, meaning: str, rule: Mapping[str, Any]
) -> None:
    cells = {**head, "parameter": f"{called}.kind", "meaning": meaning, "value": str(rule["kind"])}
    rows.parameters.append(Row(cells, form=Form.CHOICE, choices=RULE_KINDS))
    _add_rule(rows, head, f"{called}.", rule)


def _add_list(rows: Rows, head: Mapping[str, str], called: str, items: list[Any], meant: Field) -> None:
    inner: list[tuple[str, Field, Mapping[str, Any]]] = []
    for number, item in enumerate(items, 1):
        cells = {**head, "list": called, "meaning": meant.meaning}
        if meant.model is None:
            cells["value"] = str(item)
        for each in fields_of(meant.model) if meant.model else ():
            value = item.get(each.name)
            if each.form is Form.RULE:
                inner.append((f"{called}[{number}].{each.name}", each, value))
            elif value is not None:
                cells[each.name] = counted(value) if each.form is Form.LIST else str(value)
        rows.items.append(Row(cells))
    for place, each, rule in inner:
        _add_inner(rows, head, place, each.meaning, rule)
