"""Contents as YAML in many layouts, with comments in between, and which of these an edit may take away."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from indicators.yaml_lines import read_yaml
from tests.random_rules import DICE, Dice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

#: From where to where: positions in a text.
Span = tuple[int, int]

COMMENT = re.compile(r"# c\d+\b")


class Plain(yaml.SafeDumper):
    """Leaves out quotes wherever the reader, to whom all is text, needs none."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - that is how PyYAML declares it


def _written_text(dumper: Plain, text: str) -> yaml.ScalarNode:
    """Any of the styles a text can be read back from, always the same for the same text."""
    if set(text) & set("\x85\u2028\u2029"):
        style: str | None = '"'
    elif text in {"~", "null"}:
        style = "'"
    else:
        style = [None, None, None, "'", '"', "|", ">"][sum(map(ord, text)) % 7]
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Plain.add_representer(str, _written_text)


def content_of(text: str) -> Any:
    """What a text says."""
    written = read_yaml(text)
    assert written.problems == []
    return written.value


def root_of(text: str) -> yaml.Node:
    """The node of a text that says something."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is not None
    return root


def comments_of(text: str) -> Counter[str]:
    """The sprinkled comments of a text."""
    return Counter(COMMENT.findall(text))


@st.composite
def layouts(draw: DrawFn, content: Any) -> str:
    """The content in some layout, with comments and blank lines between and behind its lines."""
    dice = draw(DICE)
    text = yaml.dump(
        content,
        Dumper=Plain,
        allow_unicode=True,
        sort_keys=False,
        width=dice.one_of([10**6, 80, 20]),
        default_flow_style=dice.one_of([False, None, False, True]),
        indent=dice.one_of([2, 4]),
    )
    assume(content_of(text) == content)  # PyYAML breaks some lines that it cannot read again
    text = sprinkled(text, dice)
    if dice.happens(3):
        text = text.removesuffix("\n")
    if dice.happens(3):
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if dice.happens(3) else text


def sprinkled(text: str, dice: Dice) -> str:
    """The text with numbered comments and blank lines, wherever there may be some."""
    texts = list(_texts_within(root_of(text)))
    inside = {line for node in texts for line in _lines_after_first(node)}
    blocks = {line for node in texts if node.style in {"|", ">"} for line in _lines_after_first(node)}
    found: list[str] = []
    count = 0
    for number, line in enumerate(text.splitlines()):
        if number not in inside:
            for _ in range(dice.one_of([0, 0, 0, 1, 2])):
                count += 1
                indent = dice.one_of(["", line[: len(line) - len(line.lstrip())]])
                found.append(dice.one_of(["", f"{indent}# c{count}", f"{indent}# c{count}"]))
        if number not in blocks and number + 1 not in inside and dice.happens(3):
            count += 1
            found.append(line + dice.one_of([" ", "   ", "\t"]) + f"# c{count}")
        else:
            found.append(line)
    return "\n".join([*found, "# c0: the end", ""])


def _texts_within(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for child in children(node):
            yield from _texts_within(child)


def _lines_after_first(node: yaml.ScalarNode) -> range:
    return range(node.start_mark.line + 1, node.end_mark.line + (node.end_mark.column > 0))


def children(node: yaml.Node) -> list[yaml.Node]:
    """Keys and values of a mapping, or the items of a list."""
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def end_of(node: yaml.Node) -> int:
    """Where the last thing within a node ends."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return end_of(children(node)[-1])
    return int(node.end_mark.index)


def changed_spans(node: yaml.Node, before: Any, after: Any) -> Iterator[Span]:
    """What does not stay in the text: entries that go and values replaced as a whole; a list with equal items is one."""
    if before == after:
        return
    if _both(dict, before, after) and _sort(before) == _sort(after):
        for key, value in node.value:
            if key.value in after:
                yield from changed_spans(value, before[key.value], after[key.value])
            else:
                yield key.start_mark.index, end_of(value)
        return
    if _both(list, before, after):
        name = next((name for name in NAMES if all(_has(name, entry) for entry in [*before, *after])), None)
        was, now = (
            [(entry[name], _sort(entry)) if name else repr(entry) for entry in e] for e in (before, after)
        )
        if len(set(was)) == len(was) and len(set(now)) == len(now):
            others = dict(zip(now, after, strict=True))
            for item, key, entry in zip(node.value, was, before, strict=True):
                if key in others:
                    yield from changed_spans(item, entry, others[key])
                else:
                    yield item.start_mark.index, end_of(item)
            return
    yield node.start_mark.index, end_of(node)


#: What tells the records of a list apart.
NAMES = ("code", "item", "name", "node", "from")


def _both(kind: type, before: Any, after: Any) -> bool:
    return isinstance(before, kind) and isinstance(after, kind) and bool(before) and bool(after)


def _has(name: str, entry: Any) -> bool:
    return isinstance(entry, dict) and name in entry


def _sort(record: dict[str, Any]) -> tuple[Any, bool]:
    """Records of different sorts have nothing in common, not even their defaults."""
    return record.get("kind"), "rule" in record


def fate_of_comments(text: str, before: Any, after: Any) -> tuple[Counter[str], Counter[str]]:
    """The comments that must stay and those that must go, with what they stand in.

    One that stands behind what changes, on its last line, may do either.
    """
    body = text.removeprefix("\ufeff")
    spans = list(changed_spans(root_of(body), before, after))
    stay, go = Counter[str](), Counter[str]()
    for comment in COMMENT.finditer(body):
        place = comment.start()
        line = body.rfind("\n", 0, place) + 1
        follows = body[line:place].strip() != ""
        if any(start < place < end for start, end in spans):
            go[comment[0]] += 1
        elif not (follows and any(line <= end <= place for _, end in spans)):
            stay[comment[0]] += 1
    return stay, go


_SIGNS = "ab 甲:#,[]{}-'\"|>&*!%@`?~\n\\\t😀\u3000\u2028\x850."
_WORDS = ["1", "0.50", "TRUE", "+5", "null", "~", "2001-12-14", "是", "a: b", "- a", "# a", "长" * 120]
#: Texts without blanks around them, as the models hold them.
TEXTS = st.one_of(
    st.sampled_from(_WORDS),
    st.text(st.sampled_from(_SIGNS), min_size=1, max_size=12).map(str.strip).filter(bool),
)
CODES = st.sampled_from(["a", "b", "c", "d", "1.10"])


def _records(fields: dict[str, Any], optional: dict[str, Any], most: int = 3) -> SearchStrategy[list[Any]]:
    """Lists of records, no two of the same code or name or content."""
    record = st.fixed_dictionaries(fields, optional=optional)
    return st.lists(
        record, max_size=most, unique_by=lambda found: found.get("code") or found.get("name") or repr(found)
    )


_KINDS = st.sampled_from(["x", "y"])
_LEAVES = st.one_of(
    TEXTS, TEXTS, st.lists(TEXTS, max_size=3, unique=True), st.dictionaries(CODES, TEXTS, max_size=3)
)
_RULES = st.fixed_dictionaries({"kind": _KINDS}, optional={"by": _LEAVES, "to": TEXTS})
_PARTS: dict[str, Any] = {
    "name": TEXTS,
    "kind": _KINDS,
    "more": _LEAVES,
    "rule": _RULES,
    "events": _records({"name": CODES}, {"lose": TEXTS}),
    "steps": _records({"x": TEXTS}, {"y": TEXTS}),
    "pairs": st.lists(st.lists(TEXTS, max_size=2), max_size=3, unique_by=repr),
}
_FIELDS: dict[str, Any] = {
    "note": TEXTS,
    "tree": _records({"code": CODES}, _PARTS, 5),
    "grades": _records({"name": CODES}, {"at": TEXTS}, 4),
    "policies": st.dictionaries(CODES, _LEAVES, max_size=3),
}
#: What reading gives: mappings and lists of texts, some of them records with names, as in a scheme.
CONTENTS: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({"scheme": TEXTS}, optional=_FIELDS).flatmap(
    lambda content: st.permutations(list(content.items())).map(dict)
)
