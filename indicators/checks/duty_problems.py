"""What keeps an indicator from being carried out, supervised and assessed 可落实、可监督、可考核."""

from __future__ import annotations

from indicators.checks.kind import CheckKind
from indicators.problems import Severity
from indicators.words import Words

_DUTY = Words(
    "可落实、可监督、可考核的要求", "the demand that work can be carried out, supervised and assessed"
)
_LIAISON = Words("主动与省对口单位对接的要求", "the demand to keep in touch with the provincial counterpart")
_AWARDS = Words("奖项不能掩盖工作不实的提醒", "the warning that awards must not hide weak work")
_BURDEN = Words("为基层松绑减负的要求", "the demand to lighten the load of those below")


def _missing(code: str, zh: str, en: str, field: str, source: Words = _DUTY) -> CheckKind:
    return CheckKind(
        code,
        Severity.WARNING,
        Words(f"没有写明{zh}的有 {{count}} 项：{{codes}}。", f"not stating {en}: {{count}} ({{codes}})."),
        Words(f"请写上 {field}。", f"Write {field}."),
        source,
    )


NO_OWNER = _missing("duty-owner-missing", "市责任单位", "the responsible department", "owner")
NO_COUNTERPART = _missing(
    "duty-counterpart-missing", "省对口单位", "its provincial counterpart", "counterpart", _LIAISON
)
NO_DEADLINE = _missing("duty-deadline-missing", "完成时限", "its deadline", "deadline")
NO_DATA_SOURCE = _missing("duty-data-source-missing", "数据来源", "where the data come from", "data_source")
NOT_MEASURABLE = CheckKind(
    "duty-rule-not-measurable",
    Severity.WARNING,
    Words(
        "由评分人直接打分、没有写明凭什么打分的有 {count} 项，无法复核：{codes}。",
        "scored directly without saying by what, so that nobody can review it: {count} ({codes}).",
    ),
    Words(
        "请写上 basis（评分口径），或改用清单、等级、扣分等规则。",
        "Write basis (what the score goes by), or use a checklist, a rubric or deductions.",
    ),
    _DUTY,
)
BONUS_WITHOUT_CAP = CheckKind(
    "bonus-without-cap",
    Severity.WARNING,
    Words(
        "加分项“{name}”没有上限，奖项多的单位可以靠它补上工作的失分。",
        "the bonus “{name}” has no cap: with enough awards it makes up for weak work.",
    ),
    Words("请给本项写 cap，或给全部加分写 bonus_cap。", "Write a cap for it, or bonus_cap for all of them."),
    _AWARDS,
)
BURDEN_RISEN = CheckKind(
    "burden-risen",
    Severity.WARNING,
    Words(
        "对“{group}”各单位的要求比上年多：{what}。",
        "more is asked of each unit of “{group}” than last year: {what}.",
    ),
    Words(
        "请核对新增的每一项是否必要，能从系统取数的不要基层报。",
        "Ask of each addition whether it is needed; do not collect what a system already holds.",
    ),
    _BURDEN,
)
KINDS = tuple(value for value in globals().values() if isinstance(value, CheckKind))
