"""The catalogue of what can be wrong with what a scheme says of the provincial list."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind

IS_A_LIST = blocking_kind(
    "scheme-is-a-list",
    "这是一份省级清单，不是方案。",
    "this is a provincial list, not a scheme.",
    "请给出方案文件；清单用 --against 或 diff。",
    "Give the scheme's file; lists go with --against or diff.",
)
COVER_REPEATED = blocking_kind(
    "scheme-cover-repeated",
    "“{code}”两次写明对应省级指标“{item}”。",
    "“{code}” states twice how it covers “{item}”.",
    "请合并为一条。",
    "Keep one of them.",
)
SHARE_MISSING = blocking_kind(
    "scheme-cover-share-missing",
    "“{code}”只覆盖省级指标“{item}”的一部分，或几项共同细化它，但没有写明份额。",
    "“{code}” covers “{item}” in part, or with others, but does not say how much of it.",
    "请写上份额，如 share: 60%；几项细化的，份额合计应为 100%。",
    "Write the share, such as share: 60%; the shares of those that refine one item add up to 100%.",
)
LOCAL_COVERS = blocking_kind(
    "scheme-local-covers",
    "“{code}”写明是个性化指标，又写明对应省级指标 {items}。",
    "“{code}” is said to be local and to cover {items}.",
    "个性化指标只能增加，不能代替或改动省级指标：请去掉设置理由（local）或对应关系（covers）。",
    "A local indicator only adds and takes no provincial one's place: remove local or covers.",
)
WAIVER_REPEATED = blocking_kind(
    "scheme-waiver-repeated",
    "省级指标“{item}”两次写明不要求覆盖。",
    "“{item}” is waived twice.",
    "请只保留一条。",
    "Keep one of them.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
