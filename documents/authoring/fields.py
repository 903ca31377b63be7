"""The fields of a scheme's models as a sheet needs them: what may be written, how it is chosen and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from documents.authoring.choice_words import RULE_KINDS, YES_NO, Choices, choices_of
from indicators.meanings import meanings
from indicators.model import Model
from indicators.rules import RULES, Rule, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAUSE = re.compile(r"[，；：。、（]")


class Form(Enum):
    """What kind of content a field takes."""

    TEXT = "文字"
    NUMBER = "数字"
    NUMBER_OR_TEXT = "数字或文字"
    CHOICE = "选项"
    LIST = "多个，换行分隔"
    COUNT = "个数，或换行分隔的名单"
    RECORDS = "多行"
    RULE = "赋分规则"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name with those of the records around it, as in `liaison.state`, and what it takes."""

    name: str
    meaning: str
    form: Form
    required: bool = False
    choices: Choices = field(default_factory=dict)
    #: Of records, their model.
    model: type[Model] | None = None

    @property
    def heading(self) -> str:
        """The first clause of what it means."""
        return _CLAUSE.split(self.meaning)[0]


@cache
def fields_of(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a model; those of a record within it follow in its place."""
    return tuple(_fields(model, ""))


def _fields(model: type[Model], around: str) -> Iterator[Field]:
    for key, info in model.model_fields.items():
        types = list(_types(info.annotation))
        name = around + (info.alias or key)
        meaning = " ".join(meanings(model).get(key, "").split()).partition(" / ")[0]
        inner = next((t for t in types if isinstance(t, type) and issubclass(t, Model)), None)
        if inner is not None and not issubclass(inner, Rule):
            yield from _fields(inner, f"{name}.")
        elif not (issubclass(model, Rule) and key == "kind"):
            form, choices, record = _form(types)
            yield Field(name, meaning, form, info.is_required(), choices, record)


def _types(annotation: Any) -> Iterator[Any]:
    """The types a value may have, without what merely marks them; a literal stands for itself."""
    if get_origin(annotation) is Annotated:
        yield from _types(get_args(annotation)[0])
    elif get_origin(annotation) in {None, tuple, dict, Literal}:
        yield annotation
    else:
        for each in get_args(annotation):
            yield from _types(each)


def _form(types: list[Any]) -> tuple[Form, Choices, type[Model] | None]:
    for each in types:
        if get_origin(each) is Literal:
            return Form.CHOICE, choices_of(get_args(each)), None
        if get_origin(each) is tuple:
            item = next(_types(get_args(each)[0]))
            if isinstance(item, type) and issubclass(item, Model):
                return Form.RECORDS, {}, item
            return Form.LIST, {}, None
        if not isinstance(each, type):
            continue
        if each is bool:
            return Form.CHOICE, YES_NO, None
        if issubclass(each, StrEnum):
            return Form.CHOICE, choices_of(choice.value for choice in each), None
        if issubclass(each, Decimal | int):
            return Form.NUMBER, {}, None
        if issubclass(each, Rule):
            return Form.RULE, RULE_KINDS, None
    return Form.TEXT, {}, None


_RULES = {kind_of(rule): rule for rule in RULES}


@cache
def parameters_of(kind: str) -> dict[str, Field]:
    """The parameters of a kind of rule by their names; none of a kind there is not."""
    rule = _RULES.get(kind)
    return {} if rule is None else {each.name: each for each in fields_of(rule)}
