"""Choices that a person may write in Chinese, as the office prints them, or by their English names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BeforeValidator, WithJsonSchema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from indicators.words import Words


def by_either_name(choices: type[StrEnum], words: Mapping[StrEnum, Words]) -> Any:
    """Reads a choice by its English name or by its Chinese words."""
    chinese = {words[choice].zh: choice.value for choice in choices}
    names = [choice.value for choice in choices]
    return (
        BeforeValidator(lambda value: chinese.get(value, value) if isinstance(value, str) else value),
        WithJsonSchema({"enum": [*names, *chinese]}),
    )
