"""Writes the generated pages of docs/ from the models: `python docs/make_reference.py`.

A test compares what this writes with what is committed, so that the reference cannot drift.
"""

from __future__ import annotations

import inspect
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined

sys.path.insert(0, str(Path(__file__).parent.parent))

import indicators
from documents import benchmark_problems, file_problems, last_year_problems
from documents.authoring import problems as authoring_problems
from documents.bulletin import template_problems as bulletin_problems
from documents.intake import (
    heading_problems,
    layout_problems,
    received_problems,
    sheet_problems,
    template_problems,
    value_problems,
)
from documents.verification import verification_problems
from engines import ingest_problems, spark_problems
from indicators import catalogue_problems, mapping_problems, policies, scheme_problems
from indicators.adjustments import AdjustmentItem, Adjustments, Condition
from indicators.catalogue import Catalogue, Item
from indicators.checks import coverage_problems, duty_problems, local_problems, wording_problems
from indicators.liaison import Liaison
from indicators.mapping import Cover, Waiver
from indicators.meanings import meanings
from indicators.model import Model
from indicators.parts import Composite, Difficulty, Indicator, Limits, Part
from indicators.periods import Period
from indicators.policies import Policies
from indicators.rules import RULES, Rule, kind_of
from indicators.scheme import Grade, LocalShare, Scheme
from indicators.units import Group
from indicators.vetoes import Eligibility, Veto
from scoring import reported_problems, rule_check_problems, score_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from indicators.checks.kind import CheckKind
    from indicators.problems import ProblemKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
CHECK_KINDS: tuple[CheckKind, ...] = (
    *coverage_problems.KINDS,
    *local_problems.KINDS,
    *duty_problems.KINDS,
    *wording_problems.KINDS,
    *rule_check_problems.KINDS,
)
FOLDER = Path(__file__).parent
GENERATED = "<!-- 由 docs/make_reference.py 生成，请勿手改 / generated, do not edit -->\n"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "**必填 / required**"
    value = info.default
    if value is None or value is PydanticUndefined or value in ((), ""):
        return "—"
    if isinstance(value, StrEnum):
        return f"`{value.value}`"
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    return "—" if isinstance(value, Policies | Limits) else f"`{value}`"


def _fields(model: type[BaseModel], leave_out: Iterable[str] = ()) -> Iterator[str]:
    yield "| 项 / field | 含义 / meaning | 默认 / default |"
    yield "|---|---|---|"
    for name, info in model.model_fields.items():
        if name not in leave_out:
            yield f"| `{info.alias or name}` | {meanings(model).get(name, '')} | {_default(info)} |"
    yield ""


def _settings() -> Iterator[str]:
    yield "各项约定可写英文或中文 / settings may be written in either language:"
    yield ""
    for setting in (
        policies.RankOn,
        policies.Ties,
        policies.Missing,
        policies.NotApplicable,
        policies.QuotaRounding,
    ):
        choices: list[StrEnum] = list(setting)
        yield "- " + "；".join(f"`{choice.value}` {policies.WORDS[choice].zh}" for choice in choices)
    yield ""


def _rule(rule: type[Rule]) -> Iterator[str]:
    example = rule.example
    yield f"### `{kind_of(rule)}` {rule.title.zh} / {rule.title.en}"
    yield ""
    yield inspect.cleandoc(rule.__doc__ or "")
    yield ""
    yield from _fields(rule, ["kind"])
    for name, nested in _nested(rule):
        yield f"`{name}`:"
        yield ""
        yield from _fields(nested)
    scheme, _ = indicators.read_scheme(example_scheme(rule))
    assert scheme is not None
    indicator = scheme.indicators[0]
    yield f"例（满分 {example.points}） / worked example ({example.points} points):"
    yield ""
    yield f"```yaml\nrule: {example.rule}\n```"
    yield ""
    yield f"> {indicator.rule_words.zh}。"
    yield ">"
    yield f"> {indicator.rule_words.en}."
    yield ""
    names = [raw.name or "填报值 / value" for raw in indicator.raw_fields]
    yield "| " + " | ".join([*names, "得分 / points"]) + " |"
    yield "|" + "---|" * (len(names) + 1)
    for reported, points in example.rows:
        yield "| " + " | ".join([*reported, points]) + " |"
    yield ""
    yield f"出处 / source: {rule.source}"
    yield ""


def _nested(rule: type[Rule]) -> Iterator[tuple[str, type[Model]]]:
    """The records a rule holds lists of, by the name of the list."""
    for name, info in rule.model_fields.items():
        for inner in getattr(info.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, Model) and not issubclass(inner, Rule):
                yield name, inner


def example_scheme(rule: type[Rule]) -> str:
    """A scheme of one indicator scored by the worked example of a rule."""
    example = rule.example
    zero = f"    zero_denominator: {example.zero_denominator}\n" if example.zero_denominator else ""
    return f"""
scheme: example
title: 例
groups: [{{code: A, name: 甲组}}]
policies: {{decimals: 4}}
tree:
  - {{code: total, name: 总分, points: {example.points}}}
  - code: X
    parent: total
    name: 指标
    points: {example.points}
    direction: {example.direction}
{zero}    rule: {example.rule}
"""


def _beside_the_tree() -> Iterator[str]:
    yield "## 组与等次 / `groups`, `grades`"
    yield ""
    yield from _fields(Group)
    yield from _fields(Grade)
    for title, model in (
        ("个性化指标占比 / `local_share`", LocalShare),
        ("不要求覆盖的省级指标 / `waivers`", Waiver),
        ("分期 / `periods`", Period),
        ("加减分 / `adjustments`", Adjustments),
        ("否决事项 / `vetoes`", Veto),
        ("评先评优资格 / `eligibility`", Eligibility),
    ):
        yield f"## {title}"
        yield ""
        yield from _fields(model)
        if model is Adjustments:
            yield "`items`:"
            yield ""
            yield from _fields(AdjustmentItem)
            yield "`only_if`, `eligibility.conditions`:"
            yield ""
            yield from _fields(Condition)


def _tree() -> Iterator[str]:
    yield "## 体系 / `tree`"
    yield ""
    yield "每一项有代码、名称和上级；写了 `rule` 的是指标，其余是节点。"
    yield "Every entry has a code, a name and a parent; one with a `rule` is an indicator, the others are nodes."
    yield ""
    yield from _fields(Part)
    yield "### 节点 / nodes"
    yield ""
    yield from _fields(Composite, Part.model_fields)
    yield "### 指标 / indicators"
    yield ""
    yield from _fields(Indicator, Part.model_fields)
    for name, nested in (
        ("limits", Limits),
        ("covers", Cover),
        ("liaison", Liaison),
        ("difficulty", Difficulty),
    ):
        yield f"`{name}`:"
        yield ""
        yield from _fields(nested)
    yield "`measure` 与 `formula` 规则的写法见 [formula-syntax.md](formula-syntax.md)；含除法、对数或开方时必须写"
    yield "`zero_denominator`：`full` 满分、`not applicable` 不适用、`missing` 缺报。"
    yield ""
    yield "How a `measure` and a `formula` rule are written: [formula-syntax.md](formula-syntax.md). With a division,"
    yield "logarithm or root, `zero_denominator` must say what it is worth without a value."
    yield ""


def _reference() -> Iterator[str]:
    yield GENERATED
    yield "# 方案文件参考 / Scheme reference"
    yield ""
    yield "方案是一个 YAML 文件。所有值按文本读取：代码 `1.10` 就是 `1.10`，`0.1` 就是十分之一。"
    yield "百分比写百分号（`20%`）。编辑器可用 [scheme.schema.json](scheme.schema.json) 边写边查。"
    yield ""
    yield "A scheme is a YAML file whose values are read as text: the code `1.10` stays `1.10`, and `0.1` is one tenth."
    yield "Shares carry their sign (`20%`). Editors can check against [scheme.schema.json](scheme.schema.json)."
    yield ""
    yield "## 方案 / scheme"
    yield ""
    yield from _fields(Scheme)
    yield "## 计分办法 / `policies`"
    yield ""
    yield from _fields(Policies)
    yield from _settings()
    yield from _beside_the_tree()
    yield from _tree()
    yield "## 赋分规则 / rules"
    yield ""
    for rule in RULES:
        yield from _rule(rule)


def _list_reference() -> Iterator[str]:
    yield GENERATED
    yield "# 省级清单文件参考 / List reference"
    yield ""
    yield "省级清单的一个版本是一个 YAML 文件，文件名就是清单代码，放在方案旁边或其 `catalogues` 文件夹里。"
    yield "方案的 `covers` 写清单代码。清单只能新增版本，不能改动。编辑器可用 [catalogue.schema.json](catalogue.schema.json)。"
    yield ""
    yield "One version of the superior's list is a YAML file named by the list's code, beside the scheme or in its folder"
    yield "`catalogues`. A scheme names it in `covers`. A list is never changed, only followed by another version."
    yield "Editors can check against [catalogue.schema.json](catalogue.schema.json)."
    yield ""
    yield "## 清单 / list"
    yield ""
    yield from _fields(Catalogue)
    yield "## 各项 / `items`"
    yield ""
    yield "没有下级的是指标，其余是一级、二级指标。覆盖按指标算。"
    yield "An item with nothing below is an indicator, the others are dimensions. Coverage is of indicators."
    yield ""
    yield from _fields(Item)


def _checks() -> Iterator[str]:
    yield "## 检查 / checks"
    yield ""
    yield "`check` 对指标体系的检查；`blocking` 的改正以前不能发布，但不影响试算。"
    yield "What `check` asks of an indicator system; `blocking` stops publication, never a trial."
    yield ""
    yield "| 代码 / code | 程度 / severity | 问题 / what | 怎么办 / do this | 出处 / source |"
    yield "|---|---|---|---|---|"
    for kind in CHECK_KINDS:
        cells = [f"{words.zh}<br>{words.en}" for words in (kind.message, kind.remedy, kind.source)]
        yield f"| `{kind.code}` | {kind.severity.value} | {' | '.join(cells)} |"
    yield ""


def _problems(title: str, kinds: Iterable[ProblemKind]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| 代码 / code | 程度 / severity | 问题 / what | 怎么办 / do this |"
    yield "|---|---|---|---|"
    for kind in kinds:
        what = f"{kind.message.zh}<br>{kind.message.en}".replace("|", "\\|")
        remedy = f"{kind.remedy.zh}<br>{kind.remedy.en}".replace("|", "\\|")
        yield f"| `{kind.code}` | {kind.severity.value} | {what} | {remedy} |"
    yield ""


def _catalogue() -> Iterator[str]:
    yield GENERATED
    yield "# 问题一览 / Problems"
    yield ""
    yield "`blocking` 必须改正；`warning` 请留意；`note` 说明。花括号处填入具体内容。"
    yield "`blocking` must be corrected; `warning` deserves a look; `note` informs. Braces are filled in."
    yield ""
    yield from _problems("方案 / schemes", (*scheme_problems.KINDS, *mapping_problems.KINDS))
    yield from _problems("省级清单 / lists", catalogue_problems.KINDS)
    yield from _problems("编制工作簿 / authoring workbooks", authoring_problems.KINDS)
    yield from _checks()
    yield from _problems("大量单位的表 / tables of very many units", ingest_problems.KINDS)
    yield from _problems("在 Spark 上计分 / scoring on Spark", spark_problems.KINDS)
    yield from _problems("文件 / files", file_problems.KINDS)
    yield from _problems("收报 / what was received", received_problems.KINDS)
    yield from _problems("表头 / headings", heading_problems.KINDS)
    yield from _problems("成绩表 / score sheets", (*sheet_problems.KINDS, *layout_problems.KINDS))
    yield from _problems("填报值 / values", (*reported_problems.KINDS, *value_problems.KINDS))
    yield from _problems("模板 / templates", template_problems.KINDS)
    yield from _problems("对标表 / benchmarks", benchmark_problems.KINDS)
    yield from _problems("上年结果 / last year's results", last_year_problems.KINDS)
    yield from _problems("计分结果 / results", score_problems.KINDS)
    yield from _problems("核验 / verification", verification_problems.KINDS)
    yield from _problems("通报模板 / templates of bulletins", bulletin_problems.KINDS)


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def pages() -> dict[str, str]:
    """The generated files by name."""
    return {
        "scheme-reference.md": "\n".join(_reference()),
        "list-reference.md": "\n".join(_list_reference()),
        "problems.md": "\n".join(_catalogue()),
        "scheme.schema.json": _json(indicators.json_schema()),
        "catalogue.schema.json": _json({"$schema": DRAFT, **Catalogue.model_json_schema()}),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
