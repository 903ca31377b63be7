"""Schemes as YAML text: reading with every problem at its line, writing, and the JSON Schema for editors."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from indicators import scheme_problems as kinds
from indicators.parts import Composite, Indicator
from indicators.problems import Place, blocking
from indicators.rules import RULES, Rule, kind_of
from indicators.scheme import Scheme
from indicators.structure import check_structure
from indicators.words import Words, same
from indicators.yaml_lines import read_yaml

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from indicators.problems import Problem
    from indicators.structure.found import Path as KeyPath
    from indicators.yaml_lines import Document, Value


#: What is quoted of a wrong value; the rest is cut.
LONGEST_SHOWN = 40
#: The fields that hold a rule.
RULE_FIELDS = frozenset({"rule", "then"})


def load(path: Path | str) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a YAML file holds, or None and every problem that keeps it from being one."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, (kinds.FILE_UNREADABLE.at(Place(file=path.name), why=_why(error)),)
    return decode_scheme(content, path.name)


def decode_scheme(content: bytes, file: str) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a file's bytes hold, or None and every problem that keeps it from being one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, (kinds.NOT_UTF8.at(Place(file=file)),)
    return read_scheme(text, file)


def _why(error: OSError) -> Words:
    match error:
        case FileNotFoundError():
            return Words("没有这个文件", "there is no such file")
        case IsADirectoryError():
            return Words("这是一个文件夹", "it is a folder")
        case PermissionError():
            return Words("没有读取权限", "there is no permission to read it")
        case _:
            return same(error.strerror or type(error).__name__)


def read_scheme(text: str, file: str | None = None) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a YAML text states, or None and every problem that keeps it from being one."""
    document = read_yaml(text, file)
    if document.problems:
        return None, tuple(document.problems)
    try:
        scheme = Scheme.model_validate(document.value)
    except ValidationError as error:
        found = [_problem(details, document, file) for details in error.errors() if not _echo(details)]
        return None, tuple(dict.fromkeys(found))
    problems = tuple(_placed(problem, path, document, file) for path, problem in check_structure(scheme))
    return (None if blocking(problems) else scheme), problems


def _echo(details: ErrorDetails) -> bool:
    """A list all of whose items are wrong is reported as too short as well; the items say it better."""
    return details["type"] == "too_short" and bool(details["input"])


def write_scheme(scheme: Scheme) -> str:
    """The scheme as YAML text; reading it back gives the same scheme."""
    content = scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for part, written in zip(scheme.tree, content["tree"], strict=True):
        if isinstance(part, Indicator):
            written["rule"] = {"kind": kind_of(type(part.rule)), **_rule_parameters(part.rule)}
    return yaml.dump(_as_typed(content), Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110)


class _PlainDumper(yaml.SafeDumper):
    """Writes every value as the plain text it is read back as: codes and numbers without quotes."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - that is how PyYAML declares it


def _as_typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_typed(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _rule_parameters(rule: Rule) -> dict[str, Any]:
    parameters = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: value for name, value in parameters.items() if name != "kind"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scheme file, for editors that check while one types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scheme.model_json_schema()}


def _placed(problem: Problem, path: KeyPath, document: Document, file: str | None) -> Problem:
    place = Place(file=file, line=document.line_of(path), indicator=problem.place.indicator)
    return type(problem)(problem.code, problem.severity, place, problem.message, problem.remedy)


def _keys(location: tuple[str | int, ...], value: Value) -> KeyPath:
    """A pydantic location without the tags of unions, which are not keys of the file."""
    keys: list[str | int] = []
    tags = {index for index, key in enumerate(location) if index and location[index - 1] in RULE_FIELDS}
    if location[:1] == ("tree",):
        tags.add(2)
    here: Any = value
    for index, key in enumerate(location):
        last = index == len(location) - 1
        inside = isinstance(here, dict | list) and (
            key in here if isinstance(here, dict) else isinstance(key, int) and key < len(here)
        )
        if index in tags or not (inside or (last and isinstance(here, dict))):
            continue
        keys.append(key)
        here = here[key] if inside else None
    return tuple(keys)


def _problem(details: ErrorDetails, document: Document, file: str | None) -> Problem:
    path = _keys(details["loc"], document.value)
    place = Place(file=file, line=document.line_of(path))
    field = str(path[-1]) if path else "scheme"
    around = path[:-1]
    where = _name_of(around, document.value)
    match details["type"]:
        case "missing":
            return kinds.MISSING_FIELD.at(place, where=where, field=field)
        case "union_tag_not_found":
            return kinds.MISSING_FIELD.at(place, where=_name_of(path, document.value), field="kind")
        case "extra_forbidden":
            known = _known_fields(details["loc"])
            close = get_close_matches(field, known, 1)
            known = [*close, *(name for name in known if name not in close)]
            return kinds.UNKNOWN_FIELD.at(place, where=where, field=field, known="、".join(known))
        case "union_tag_invalid":
            expected = "、".join(kind_of(rule) for rule in RULES)
            context = details.get("ctx", {})
            line = Place(file=file, line=document.line_of((*path, "kind")))
            return kinds.WRONG_VALUE.at(
                line,
                where=_name_of(path, document.value),
                field="kind",
                value=context.get("tag"),
                expected=Words(f"以下之一：{expected}", f"one of {expected}"),
            )
        case _:
            return kinds.WRONG_VALUE.at(
                place, where=where, field=field, value=_shown(details["input"]), expected=_expected(details)
            )


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "[…]" if isinstance(value, list) else "{…}"
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _name_of(path: KeyPath, value: Value) -> Words:
    """The thing around a field as a person knows it: the part's code, or its place in the file."""
    here: Any = value
    code = ""
    for key in path:
        here = here[key]
        if isinstance(here, dict) and isinstance(here.get("code"), str):
            code = str(here["code"])
    if code:
        return Words(f"“{code}”", f"“{code}”")
    names = ".".join(str(key + 1) if isinstance(key, int) else key for key in path)
    return Words(f"“{names}”", f"“{names}”") if names else Words("方案", "the scheme")


def _known_fields(location: tuple[str | int, ...]) -> list[str]:
    model: type[BaseModel] = Scheme
    if "rule" in location[:-1]:
        kinds_of_rule = {kind_of(rule): rule for rule in RULES}
        for above, key in pairwise(location[location.index("rule") : -1]):
            model = kinds_of_rule.get(str(key), Rule) if above in RULE_FIELDS else _model_of(model, key)
    elif location[:1] == ("tree",):
        _, _, tag, *inside = location
        model = Indicator if tag == "indicator" else Composite
        for key in inside[:-1]:
            model = _model_of(model, key)
    else:
        for key in location[:-1]:
            model = _model_of(model, key)
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_of(model: type[BaseModel], key: str | int) -> type[BaseModel]:
    """The model of one field, looking through tuples and optional values."""
    if not isinstance(key, str):
        return model
    info = next((i for name, i in model.model_fields.items() if key in {name, i.alias}), None)
    pending: list[Any] = [] if info is None else [info.annotation]
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
            return annotation
        pending.extend(getattr(annotation, "__args__", ()))
    return model


def _expected(details: ErrorDetails) -> Words:
    """What to write instead."""
    context = details.get("ctx", {})
    template = _EXPECTED.get(details["type"])
    if template is None:
        return same(details["msg"])
    return template.fill(**{name: str(value).replace("'", "") for name, value in context.items()})


_NUMBER = Words("普通的十进制数，如 12.5", "a plain decimal number such as 12.5")
_CHOICE = Words("以下之一：{expected}", "one of {expected}")
_WHOLE = Words("整数", "a whole number")
_YES_NO = Words("yes 或 no", "yes or no")
_LIST = Words("列表（每项以 - 开头）", "a list (each item starts with -)")
_FIELDS = Words("“项: 值”的形式", "“field: value” pairs")
_SOMETHING = Words("非空的内容", "something, not empty")
_EXPECTED = {
    "number": _NUMBER,
    "decimal_type": _NUMBER,
    "number_too_large": Words("不超过 16 位整数的数", "a number of at most sixteen whole digits"),
    "percent": Words("带百分号的数，如 20%", "a percentage such as 20%"),
    "greater_than": Words("大于 {gt} 的数", "a number above {gt}"),
    "greater_than_equal": Words("不小于 {ge} 的数", "a number of at least {ge}"),
    "less_than_equal": Words("不大于 {le} 的数", "a number of at most {le}"),
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "string_pattern_mismatch": Words("不含空格、| 和 @ 的代码", "a code without spaces, | and @"),
    "string_too_short": _SOMETHING,
    "too_short": _SOMETHING,
    "tuple_type": _LIST,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "string_type": Words("文字", "text"),
    "part_step_missing": Words(
        "写明 part_step: pro rata（按比例）、whole（不足一步不计）或 started（不足一步按一步计）的规则",
        "a rule which states part_step: pro rata, whole or started",
    ),
    "bands_overlap": Words("起点各不相同的分档", "bands which start at different values"),
    "events_repeat": Words("名称各不相同的事项", "events of different names"),
    "names_repeat": Words("各不相同的名称", "names which all differ"),
    "raters": Words("人数（1—100）或名单", "a number of raters, 1 to 100, or a list of them"),
    "points_or_percent": Words("只写 points 或 percent 之一的等级", "a level with either points or percent"),
    "steps_or_days": Words(
        "只写 steps 或 lose_per_day 之一的规则", "a rule with either steps or lose_per_day"
    ),
    "rule_of_several": Words("只看一个数值的规则", "a rule which reads one number"),
    "measure": Words(
        "能读的算式；第 {position} 个字符处：{zh}", "a readable measure; at character {position}: {en}"
    ),
}
