"""Rules within rules: what a rule that prepares a value may hand it to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, SerializerFunctionWrapHandler, WrapSerializer
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from indicators.rules import AnyRule, Rule


def _with_kind(rule: Rule, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """A rule as it is written in a scheme; its kind is a default, which would be left out."""
    return {"kind": type(rule).model_fields["kind"].default, **write(rule)}


def _over_one_number(rule: Rule) -> Rule:
    if any(field.name or field.choices for field in rule.fields(Decimal(1))):
        raise PydanticCustomError("rule_of_several", "a rule which reads more than one number")
    return rule


#: Any rule, with cells of its own.
InnerRule = Annotated["AnyRule", WrapSerializer(_with_kind)]
#: A rule which reads one number, such as one that was worked out before.
RuleOverOneNumber = Annotated["AnyRule", AfterValidator(_over_one_number), WrapSerializer(_with_kind)]
