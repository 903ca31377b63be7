"""How the results are to be read 有关说明: what must not be compared, what did not apply, settings, and their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.bulletin.brief import MOST_NAMED, dated, enumerated, quoted
from documents.bulletin.pieces import Text
from documents.notice import state_of
from indicators.policies import WORDS, NotApplicable
from scoring.missing import rule_for_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece
    from documents.notice import Notice

_NOT_ACROSS = "各组考核的指标、权重、目标或比较范围不同，得分不宜跨组比较，只排组内名次，不排总名次。"
_ACROSS = "各组考核的指标、权重、目标或比较范围不同，总名次按方案规定跨组排列，仅供参考。"
_RATE = "得分率为公布得分与满分之比；平均得分率按有得分的单位计算。"
#: What a line on the standing of results begins with, in a table's head; a sentence says it in its own way.
_PROVISIONAL = "暂定："
_TRIAL = "本通报为试算稿，仅供核对：覆盖、问题、缺报尚未按公布程序逐项确认，不得作为正式结果使用或对外公布。"


def caveats(brief: Brief) -> Iterator[Piece]:
    """Everything a reader must know before comparing or quoting a figure."""
    said = [
        *_comparison(brief),
        *_not_applicable(brief),
        _RATE,
        *_settings(brief),
        *_standing(brief),
        *_publication(brief),
    ]
    for number, text in enumerate(said, start=1):
        yield Text(f"{number}.{text}")


def _comparison(brief: Brief) -> Iterator[str]:
    scheme = brief.results.scheme
    if scheme.groups_are_comparable:
        return
    yield _NOT_ACROSS if brief.results.rank is None else _ACROSS
    limited = [
        f"{quoted(part.name)}只考核{'、'.join(brief.group_names[code] for code in scheme.group_codes if code in groups)}"
        for _, part in scheme.outline
        if (groups := scheme.groups_of(part.code)) < frozenset(scheme.group_codes)
        and (part.parent is None or scheme.groups_of(part.parent) != groups)
    ]
    if limited:
        more = f"；另有{len(limited) - MOST_NAMED}项也只考核部分组" if len(limited) > MOST_NAMED else ""
        yield "；".join(limited[:MOST_NAMED]) + more + "。"


def _not_applicable(brief: Brief) -> Iterator[str]:
    exemptions = brief.results.sheet.exemptions
    if exemptions:
        index = brief.results.sheet.index
        units = dict.fromkeys(index[each.unit] for each in exemptions if each.unit in index)
        names = enumerated(brief.unit_names(units))
        yield f"经认定不适用{len(exemptions)}项，涉及{names}，按方案规定处理，与其他单位比较时应予注意。"
    if brief.undefined:
        names = enumerated(brief.unit_names(dict.fromkeys(at for at, _ in brief.undefined)))
        more = "另有" if exemptions else "有"
        yield f"{more}{len(brief.undefined)}项因分母为零不适用，涉及{names}，{_undefined_count(brief)}。"


def _undefined_count(brief: Brief) -> str:
    """How those count whose denominator is zero."""
    scheme = brief.results.scheme
    found = {scheme.not_applicable_policy(indicator) for _, indicator in brief.undefined}
    if found == {NotApplicable.RESCALE}:
        return "按适用项满分折算，各项得分相加不一定等于总分"
    return "按方案规定处理，与其他单位比较时应予注意"


def _settings(brief: Brief) -> Iterator[str]:
    scheme = brief.results.scheme
    said = (f"{title.zh}：{value.zh}" for _, title, value in scheme.printed_policies())
    yield f"计分设置：{'；'.join(said)}。"
    own: dict[str, list[str]] = {}
    for indicator in scheme.indicators:
        policy = rule_for_missing(scheme, indicator)
        if policy != scheme.policies.missing:
            own.setdefault(WORDS[policy].zh, []).append(quoted(indicator.name))
    if own:
        found = (f"{enumerated(names)}按{policy}处理" for policy, names in own.items())
        yield f"缺报另有规定的指标：{'；'.join(found)}。"


def _standing(brief: Brief) -> Iterator[str]:
    standing = brief.results.standing
    if standing is not None:
        said = standing.line.zh.removeprefix(_PROVISIONAL)
        yield f"{'结果暂定。' if standing.provisional else ''}{dated(said)}。"


def _publication(brief: Brief) -> Iterator[str]:
    notice = brief.notice
    yield _TRIAL if notice is None else _published(brief, notice)
    if notice is not None and notice.acknowledged:
        points = "；".join(text.partition("\n")[0].rstrip("。") for text in notice.acknowledged[:MOST_NAMED])
        more = f"等{len(notice.acknowledged)}条" if len(notice.acknowledged) > MOST_NAMED else ""
        yield f"公布时确认的事项：{points}{more}。"
    if notice is not None and notice.head:
        yield f"审计日志末条：{notice.head}。据此可查出此前的记录是否被改动。"


def _published(brief: Brief, notice: Notice) -> str:
    state = state_of(brief.results.standing, notice)[0].zh
    return f"本次结果为第{notice.run}次计分，{state}，公布时间{dated(notice.moment)}，依据：{notice.reason.rstrip('。')}。"
