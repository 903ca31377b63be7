"""The catalogue of what can be wrong with a scheme file."""

from __future__ import annotations

from indicators.problems import ProblemKind, Severity, blocking_kind
from indicators.words import Words

UNREADABLE_TEXT = blocking_kind(
    "scheme-unreadable",
    "这不是能读的 YAML 文本：{detail}。",
    "this is not readable YAML: {detail}.",
    "请在该行改正缩进、引号或冒号。",
    "Correct the indentation, quotes or colons at that line.",
)
FILE_UNREADABLE = blocking_kind(
    "scheme-file-unreadable",
    "文件打不开：{why}。",
    "the file cannot be opened: {why}.",
    "请核对文件名和路径。",
    "Check its name and path.",
)
NOT_UTF8 = blocking_kind(
    "scheme-not-utf-8",
    "文件不是 UTF-8 编码的文本。",
    "the file is not UTF-8 text.",
    "请用编辑器另存为 UTF-8 编码。",
    "Save it as UTF-8 in an editor.",
)
MISSING_FIELD = blocking_kind(
    "scheme-field-missing",
    "{where} 缺少“{field}”。",
    "{where} lacks “{field}”.",
    "请补上“{field}”。",
    "Add “{field}”.",
)
UNKNOWN_FIELD = blocking_kind(
    "scheme-field-unknown",
    "{where} 中没有“{field}”这一项。",
    "{where} has no field “{field}”.",
    "可用的项：{known}。",
    "Fields that can be used: {known}.",
)
WRONG_VALUE = blocking_kind(
    "scheme-value-wrong",
    "{where} 的“{field}”写成了“{value}”，不可用。",
    "“{field}” of {where} is “{value}”, which cannot be used.",
    "应为{expected}。",
    "It should be {expected}.",
)
REPEATED_FIELD = blocking_kind(
    "scheme-field-repeated",
    "“{field}”写了两次（首次在第 {first} 行）。",
    "“{field}” is written twice (first at line {first}).",
    "请只保留一处。",
    "Keep only one of them.",
)
ALIAS_USED = blocking_kind(
    "scheme-alias-used",
    "使用了 YAML 的锚点或别名（& 或 *）。",
    "a YAML anchor or alias (& or *) is used.",
    "各项须逐一写明，请写出完整内容。",
    "Everything is stated in full; write it out.",
)
REPEATED_CODE = blocking_kind(
    "scheme-code-repeated",
    "代码“{code}”重复。",
    "the code “{code}” is used twice.",
    "请给其中一项换一个代码。",
    "Give one of them another code.",
)
REPEATED_GROUP = blocking_kind(
    "scheme-group-repeated",
    "组的代码或名称“{title}”重复。",
    "“{title}” is the code or name of two groups.",
    "各组的代码和名称应互不相同。",
    "Codes and names of groups must all differ.",
)
APPLIES_TO_NOBODY = ProblemKind(
    "scheme-applies-to-nobody",
    Severity.WARNING,
    Words(
        "“{code}”对任何组都不适用，它的分摊到其他项上。",
        "“{code}” applies to no group at all; its points are spread over the others.",
    ),
    Words(
        "请核对它和上级的 groups；不用的项请删去。",
        "Check its groups and those of the nodes above, or remove it.",
    ),
)
LIMITS_CROSSED = blocking_kind(
    "scheme-limits-crossed",
    "“{code}”的范围下限 {low} 大于上限 {high}。",
    "the limits of “{code}” are crossed: {low} is above {high}.",
    "请对调或改正。",
    "Correct them.",
)
FULL_OUTSIDE_SUM = blocking_kind(
    "scheme-missing-full-outside-sum",
    "“{code}”不计入求和节点，不能“{policy}”。",
    "“{code}” is not part of a sum, so a missing value cannot be treated as “{policy}”.",
    "请给本指标写 missing: no score。",
    "Write missing: no score for this indicator.",
)
UNKNOWN_PARENT = blocking_kind(
    "scheme-parent-unknown",
    "“{code}”的上级“{parent}”不存在。",
    "the parent “{parent}” of “{code}” does not exist.",
    "请改为已有节点的代码{hint}。",
    "Write the code of a node in the tree{hint}.",
)
PARENT_IS_LEAF = blocking_kind(
    "scheme-parent-is-indicator",
    "“{code}”的上级“{parent}”是指标，不能有下级。",
    "the parent “{parent}” of “{code}” is an indicator and cannot have children.",
    "请改为节点的代码，或去掉“{parent}”的 rule。",
    "Write the code of a node, or remove the rule of “{parent}”.",
)
CYCLE = blocking_kind(
    "scheme-cycle",
    "上级关系成环：{circle}。",
    "the parents form a circle: {circle}.",
    "请把其中一项的 parent 改为环外的节点。",
    "Change one of these parents to a node outside the circle.",
)
ROOTS = blocking_kind(
    "scheme-roots",
    "体系应有且只有一个没有上级的总节点，现在有 {count} 个：{codes}。",
    "the tree needs exactly one node without a parent; it has {count}: {codes}.",
    "请给其余节点写上 parent。",
    "Give the others a parent.",
)
NO_CHILDREN = blocking_kind(
    "scheme-node-empty",
    "节点“{code}”没有下级。",
    "the node “{code}” has no children.",
    "请加上下级，或写上 rule 使它成为指标。",
    "Add children, or write a rule to make it an indicator.",
)
NO_POINTS = blocking_kind(
    "scheme-points-missing",
    "求和节点“{code}”没有写满分。",
    "the sum “{code}” does not state its full points.",
    "请写上“points: {sum}”（现有下级权重之和）。",
    "Write “points: {sum}” (what its children's weights add up to now).",
)
POINTS_DO_NOT_ADD_UP = blocking_kind(
    "scheme-points-do-not-add-up",
    "“{code}”的满分为 {points}，下级权重之和为 {sum}{group}，相差 {difference}。",
    "“{code}” has {points} full points, but its children's weights add up to {sum}{group}, {difference} off.",
    "请调整下级分值或节点满分，使两者相等。",
    "Change the children's points or the node's, so that both are equal.",
)
NEGATIVE_WEIGHT = blocking_kind(
    "scheme-weight-negative",
    "“{code}”的权重为 {weight}，是负数。",
    "the weight of “{code}” is {weight}, a negative number.",
    "权重应为 0 或正数；扣分请用扣分规则。",
    "Weights are zero or more; use a deduction rule to take points off.",
)
WEIGHT_NOT_USED = blocking_kind(
    "scheme-weight-not-used",
    "“{code}”的上级不按权重合成，或它本身是总节点，权重不起作用。",
    "“{code}” is the root, or the node above does not weigh its children, so a weight has no effect.",
    "请去掉 weight。",
    "Remove the weight.",
)
PRODUCT_WEIGHT = blocking_kind(
    "scheme-product-in-sum",
    "节点“{code}”计入求和节点，须写明满分。",
    "the node “{code}” is part of a sum and must state its full points.",
    "请写上 points（它最多多少分）。",
    "Write points (what it is at most).",
)
PRODUCT_WITHOUT_BASE = blocking_kind(
    "scheme-base-missing",
    "乘积节点“{code}”没有写基准值。",
    "the product “{code}” does not state its base.",
    "请写上“base: 80”一类的基准值：等于它的因子不增不减。",
    "Write a base such as “base: 80”: a factor equal to it changes nothing.",
)
NOT_FOR_THIS_NODE = blocking_kind(
    "scheme-field-not-used",
    "“{code}”的 {field} 在此不起作用：{why}。",
    "{field} of “{code}” has no effect here: {why}.",
    "请去掉 {field}。",
    "Remove {field}.",
)
UNKNOWN_NODE = blocking_kind(
    "scheme-node-unknown",
    "{where} 中的“{code}”不在体系中。",
    "“{code}” in {where} is not in the tree.",
    "请写已有节点的代码{hint}。",
    "Write the code of a node in the tree{hint}.",
)
UNKNOWN_GROUP = blocking_kind(
    "scheme-group-unknown",
    "“{code}”提到的组“{group}”未在 groups 中列出。",
    "the group “{group}” named by “{code}” is not listed in groups.",
    "请改为已列出的组：{known}。",
    "Write one of the listed groups: {known}.",
)
GROUP_CONSTANT_MISSING = blocking_kind(
    "scheme-group-constant-missing",
    "“{code}”按组规定的参数缺少“{group}”组。",
    "a parameter of “{code}” that differs by group lacks the group “{group}”.",
    "请为每个适用的组写一个数。",
    "Give one number for each group it applies to.",
)
WRONG_MEASURE = blocking_kind(
    "scheme-measure-unreadable",
    "“{code}”的算式“{measure}”在第 {position} 个字符处读不下去：{reason}。",
    "the measure “{measure}” of “{code}” cannot be read at character {position}: {reason}.",
    "写法见 formula-syntax.md。",
    "formula-syntax.md shows how measures are written.",
)
WRONG_FORMULA = blocking_kind(
    "scheme-formula-unreadable",
    "“{code}”的公式“{text}”在第 {position} 个字符处读不下去：{reason}。",
    "the formula “{text}” of “{code}” cannot be read at character {position}: {reason}.",
    "写法见 formula-syntax.md。",
    "formula-syntax.md shows how formulas are written.",
)
MEASURE_WITHOUT_FIELDS = blocking_kind(
    "scheme-measure-without-fields",
    "“{code}”的算式“{measure}”没有用到任何数据项。",
    "the measure “{measure}” of “{code}” uses no field.",
    "请写上填报的数据项，如“已整改 / 查摆问题 * 100”。",
    "Name the fields that are reported, such as `closed / found * 100`.",
)
ZERO_DENOMINATOR_MISSING = blocking_kind(
    "scheme-zero-denominator-missing",
    "“{code}”的算式含有除法、对数或开方，但没有说明分母为 0 或无意义时怎么办。",
    "“{code}” divides or takes a logarithm or root, but does not say what it is worth without a value.",
    "请写上 zero_denominator: full（满分）、not applicable（不适用）或 missing（缺报）。",
    "Write zero_denominator: full, not applicable or missing.",
)
RULE_CONTRADICTS_ITSELF = blocking_kind(
    "scheme-rule-contradiction",
    "“{code}”的规则自相矛盾：{why}。",
    "the rule of “{code}” contradicts itself: {why}.",
    "请核对规则中的分数。",
    "Check the points in the rule.",
)
TOO_DEEP = blocking_kind(
    "scheme-too-deep",
    "“{code}”在第 {depth} 层，最多 {limit} 层。",
    "“{code}” is at level {depth}; at most {limit} are possible.",
    "请合并中间层次。",
    "Merge levels in between.",
)
TOO_MANY_FACTORS = blocking_kind(
    "scheme-too-many-factors",
    "节点“{code}”有 {count} 个下级，这种合成方式最多 {limit} 个。",
    "“{code}” combines {count} children this way; at most {limit} are possible.",
    "请先把部分因子合成一个节点。",
    "Combine some of them in a node first.",
)
SCALE_OUTDONE = ProblemKind(
    "scheme-scale-not-used",
    Severity.WARNING,
    Words(
        "“{code}”写明了权重 {weight}，系数 {scale} 不起作用。",
        "“{code}” states its weight, {weight}, so its scale {scale} has no effect.",
    ),
    Words("请只保留其中一个。", "Keep only one of them."),
)
MEASURE_NEEDS_ONE_VALUE = blocking_kind(
    "scheme-measure-not-used",
    "“{code}”的规则直接读取多个数据项，不能再写算式。",
    "the rule of “{code}” reads several fields itself and cannot have a measure.",
    "请去掉 measure。",
    "Remove the measure.",
)
FULL_FOR_SEVERAL_FIELDS = blocking_kind(
    "scheme-missing-full-several-fields",
    "“{code}”有几个数据项，不能“缺报得满分”：一项留空会盖过其他项报出的扣分。",
    "“{code}” has several fields, so a missing one cannot earn full points: it would outdo what the others report.",
    "请给本指标写 missing: no points 或 no score。",
    "Write missing: no points or no score for this indicator.",
)
MEAN_WITHOUT_POINTS = blocking_kind(
    "scheme-mean-without-points",
    "加权平均节点“{code}”没有写满分。",
    "the weighted mean “{code}” does not state its full points.",
    "请写上“points: 100”一类的满分：各下级按得分率加权，再乘满分。",
    "Write points such as “points: 100”: the children's score rates are averaged and multiplied by it.",
)
MEAN_WITHOUT_WEIGHT = blocking_kind(
    "scheme-mean-without-weight",
    "加权平均节点“{code}”的下级对“{group}”组的权重全为 0。",
    "the weights of the weighted mean “{code}” are all zero for the group “{group}”.",
    "请至少给一个下级写上正的权重。",
    "Give at least one child a weight above zero.",
)
FACTOR_WITHOUT_WEIGHT = blocking_kind(
    "scheme-factor-without-weight",
    "“{code}”计入几何平均节点，须写明权重或满分。",
    "“{code}” is part of a geometric mean and must state its weight or its full points.",
    "请写上 weight。",
    "Write a weight.",
)
NODE_IN_PERIOD = blocking_kind(
    "scheme-node-in-period",
    "{where} 中的“{code}”分期计分，没有单一的全年得分。",
    "“{code}” in {where} is scored period by period and has no single score of the year.",
    "请改为分期节点以上的节点。",
    "Name a node above the one with periods.",
)
PERIOD_REPEATED = blocking_kind(
    "scheme-period-repeated",
    "期“{period}”写了两次。",
    "the period “{period}” is listed twice.",
    "请只保留一处。",
    "Keep only one of them.",
)
UNKNOWN_PERIOD = blocking_kind(
    "scheme-period-unknown",
    "“{code}”的期“{period}”未在 periods 中列出。",
    "the period “{period}” of “{code}” is not listed in periods.",
    "请改为已列出的期：{known}。",
    "Write one of the listed periods: {known}.",
)
PERIODS_WITHIN_PERIODS = blocking_kind(
    "scheme-periods-nested",
    "“{code}”的上级“{outer}”已经分期，不能再分。",
    "“{code}” is below “{outer}”, which already has periods.",
    "请去掉其中一处 periods。",
    "Remove one of the two.",
)
PERIODS_WITHOUT_POINTS = blocking_kind(
    "scheme-periods-without-points",
    "“{code}”分期考核，但没有写满分，各期得分无法按权重平均。",
    "“{code}” has periods but no full points, so its periods cannot be averaged.",
    "请写上 points。",
    "Write points.",
)
ADJUSTMENT_REPEATED = blocking_kind(
    "scheme-adjustment-repeated",
    "加减分项“{code}”重复。",
    "the adjustment “{code}” is listed twice.",
    "请给其中一项换一个代码。",
    "Give one of them another code.",
)
GUARD_NOT_BELOW = blocking_kind(
    "scheme-adjustment-condition",
    "加分条件看的“{code}”不在加减分计入的“{at}”之下。",
    "the condition for bonuses names “{code}”, which is not part of “{at}”, where they are added.",
    "请改为“{at}”或其下级。",
    "Name “{at}” or a part of it.",
)
VETO_REPEATED = blocking_kind(
    "scheme-veto-repeated",
    "否决事项“{code}”重复。",
    "the veto “{code}” is listed twice.",
    "请给其中一项换一个代码。",
    "Give one of them another code.",
)
VETO_GRADE = blocking_kind(
    "scheme-veto-grade",
    "否决事项“{code}”的 grade 与后果不符：只有 cap grade 要写，也必须写最高可得的等次。",
    "grade and effect of the veto “{code}” do not fit: `cap grade`, and only that, names the best grade possible.",
    "请补上或去掉 grade。",
    "Add or remove grade.",
)
UNKNOWN_GRADE = blocking_kind(
    "scheme-grade-unknown",
    "等次“{grade}”未在 grades 中列出。",
    "the grade “{grade}” is not listed in grades.",
    "请改为已列出的等次：{known}。",
    "Write one of the listed grades: {known}.",
)
GRADE_UNREACHABLE = blocking_kind(
    "scheme-grades-wrong",
    "等次“{grade}”：{why}。",
    "the grade “{grade}”: {why}.",
    "等次从高到低排列，除最后一等外都要有分数线或名额。",
    "Grades go from the best down; all but the last need a threshold or a quota.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
