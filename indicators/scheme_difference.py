"""What differs between two schemes: parts of the tree, and the settings beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.difference import Difference, Kind, presence
from indicators.liaison import LIAISON_WORDS
from indicators.mapping import RELATION_WORDS
from indicators.meanings import meanings
from indicators.model import Model
from indicators.parts import Composite, Indicator
from indicators.scheme import Scheme
from indicators.scheme_text import scheme_content
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    Part = Indicator | Composite

_KINDS = {
    "parent": Kind.MOVED,
    "points": Kind.POINTS,
    "weight": Kind.WEIGHT,
    "scale": Kind.WEIGHT,
    "rule": Kind.RULE,
    "measure": Kind.RULE,
    "direction": Kind.RULE,
    "combine": Kind.RULE,
    "base": Kind.RULE,
    "zero_denominator": Kind.RULE,
    "difficulty": Kind.RULE,
    "covers": Kind.RELATION,
}


def scheme_differences(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """Every difference: settings first, then the tree in the order of the new scheme."""
    return (*_settings(before, after), *_tree(before, after))


def _settings(before: Scheme, after: Scheme) -> Iterator[Difference]:
    old, new = scheme_content(before), scheme_content(after)
    for name in Scheme.model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name == "tree" or was == now:
            continue
        if isinstance(was, Model) and isinstance(now, Model):
            for field in _differing(was, now):
                before_it, after_it = (_plain(content.get(name, {}).get(field)) for content in (old, new))
                yield Difference(Kind.OTHER, name, field, field, before_it, after_it)
        else:
            title = _title(Scheme, name)
            yield Difference(Kind.OTHER, name, "", name, _plain(old.get(name)), _plain(new.get(name)), title)


def _differing(was: Model, now: Model) -> Iterator[str]:
    """The fields, as they are written, in which two records differ."""
    for name, info in {**type(was).model_fields, **type(now).model_fields}.items():
        if getattr(was, name, None) != getattr(now, name, None):
            yield info.alias or name


def _tree(before: Scheme, after: Scheme) -> Iterator[Difference]:
    yield from presence(
        {part.code: part.name for part in before.tree}, {part.code: part.name for part in after.tree}
    )
    old, new = (
        {entry["code"]: entry for entry in scheme_content(scheme)["tree"]} for scheme in (before, after)
    )
    for part in after.tree:
        was = before.by_code.get(part.code)
        for field in () if was is None else _differing(was, part):
            if was is not None and field != "name":
                yield Difference(
                    _KINDS.get(field, Kind.OTHER),
                    part.code,
                    part.name,
                    field,
                    _shown(was, field, old[part.code].get(field)),
                    _shown(part, field, new[part.code].get(field)),
                    _title(type(part), field),
                )


def _title(model: type[BaseModel], field: str) -> Words:
    """What a field is called: the first clause of its description in either language."""
    name = next((name for name, info in model.model_fields.items() if field in {name, info.alias}), field)
    zh, _, en = meanings(model).get(name, "").partition(" / ")
    for stop in ("，", "：", "；"):
        zh = zh.partition(stop)[0]
    return Words(zh or field, en.partition(",")[0].partition(";")[0] or field)


def _shown(part: Part, field: str, value: Any) -> Words | None:
    if isinstance(part, Indicator) and field == "rule":
        return part.rule_words
    if isinstance(part, Indicator) and field == "covers":
        covers = part.covers
        zh = [f"{c.item} {RELATION_WORDS[c.relation].zh}{_share(c.share)}" for c in covers]
        en = [f"{c.item} {RELATION_WORDS[c.relation].en}{_share(c.share)}" for c in covers]
        return Words("、".join(zh), ", ".join(en)) if covers else None
    if isinstance(part, Indicator) and field == "liaison" and part.liaison is not None:
        state = LIAISON_WORDS[part.liaison.state]
        more = " ".join(filter(None, (part.liaison.date, part.liaison.note)))
        return Words(f"{state.zh} {more}".rstrip(), f"{state.en} {more}".rstrip())
    if field == "weight" and value is None:
        return Words("同满分", "as full points")
    return _plain(value)


def _share(share: object) -> str:
    return "" if share is None else f" {share}%"


def _plain(value: Any) -> Words | None:
    """A setting as it is typed, on one line."""
    return None if value is None else same(_one_line(value))


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_one_line(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "; ".join(_one_line(item) for item in value)
    return " ".join(str(value).split())
