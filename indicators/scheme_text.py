"""Schemes as YAML text: reading with every problem at its line, writing, and the JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from indicators.mapping_problems import IS_A_LIST
from indicators.model_problems import problems_of
from indicators.parts import Indicator
from indicators.problems import blocking
from indicators.rules import Rule, kind_of
from indicators.scheme import Scheme
from indicators.structure import check_structure
from indicators.words import Words
from indicators.yaml_lines import NOTHING, decode_yaml, read_file, read_yaml

if TYPE_CHECKING:
    from indicators.problems import Problem
    from indicators.written import Written

_NEXT_LINE = "\x85"
_SCHEME = Words("方案", "the scheme")


def load(path: Path | str) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a YAML file holds, or None and every problem that keeps it from being one."""
    return compose_scheme(read_file(Path(path)))


def decode_scheme(content: bytes, file: str) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a file's bytes hold, or None and every problem that keeps it from being one."""
    return compose_scheme(decode_yaml(content, file))


def read_scheme(text: str, file: str | None = None) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a YAML text states, or None and every problem that keeps it from being one."""
    return compose_scheme(read_yaml(text, file))


def compose_scheme(written: Written) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme that was written, or None and every problem that keeps it from being one."""
    noted = tuple(written.problems)
    if blocking(noted):
        return None, noted
    if isinstance(written.value, dict) and "catalogue" in written.value and "tree" not in written.value:
        return None, (*noted, IS_A_LIST.at(written.place_of(("catalogue",))))
    try:
        scheme = Scheme.model_validate(written.value)
    except ValidationError as error:
        return None, (*noted, *problems_of(error, written, Scheme, _SCHEME))
    problems = (
        *noted,
        *(problem.placed(written.place_of(path)) for path, problem in check_structure(scheme)),
    )
    return (None if blocking(problems) else scheme), problems


def scheme_content(scheme: Scheme) -> dict[str, Any]:
    """What a scheme says, without defaults, as mappings and lists of texts: what reading gives the same scheme from."""
    content = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for part, written in zip(scheme.tree, content["tree"], strict=True):
        if isinstance(part, Indicator):
            written["rule"] = {"kind": kind_of(type(part.rule)), **_rule_parameters(part.rule)}
    return {name: as_typed(value) for name, value in content.items()}


def write_scheme(scheme: Scheme) -> str:
    """The scheme as YAML text; reading it back gives the same scheme."""
    return write_yaml(scheme_content(scheme))


def write_yaml(content: Any) -> str:
    """Mappings and lists of texts as YAML; numbers and codes without quotes."""
    return yaml.dump(content, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110)


class _PlainDumper(yaml.SafeDumper):
    """Writes every value as the plain text it is read back as: codes and numbers without quotes."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - that is how PyYAML declares it


def _written_text(dumper: _PlainDumper, text: str) -> yaml.ScalarNode:
    style = "'" if text in NOTHING else None
    if _NEXT_LINE in text:
        # Only within double quotes PyYAML writes it so that it is not read back as a line break.
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PlainDumper.add_representer(str, _written_text)


def as_typed(value: Any) -> Any:
    """A dumped model with every value as the text a person would type."""
    if isinstance(value, dict):
        return {key: as_typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_typed(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _rule_parameters(rule: Rule) -> dict[str, Any]:
    parameters = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: value for name, value in parameters.items() if name != "kind"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scheme file, for editors that check while one types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scheme.model_json_schema()}
