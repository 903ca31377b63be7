"""Random scoring rules of every kind, with measures and formulas for them to read."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from indicators.formula import ColumnName, Field, Stage
from indicators.measure import MeasureError, parse_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

Content = dict[str, Any]
Value = TypeVar("Value")


class Dice:
    """Chance from one seed; a seed of zero is the plainest of all, which a shrinking example ends in."""

    def __init__(self, seed: int) -> None:
        self.plain = seed == 0
        self.random = Random(seed)  # noqa: S311 - not for secrets

    def one_of(self, values: Sequence[Value]) -> Value:
        """One of some values, the first if nothing is left to chance."""
        return values[0] if self.plain else self.random.choice(values)

    def several(self, values: Sequence[Value], least: int, most: int) -> list[Value]:
        """Some of the values, each once."""
        count = least if self.plain else self.random.randint(least, min(most, len(values)))
        return list(values[:count]) if self.plain else self.random.sample(values, count)

    def happens(self, one_in: int) -> bool:
        """Whether something happens that does so once in so many times."""
        return not self.plain and self.random.randrange(one_in) == 0


SEEDS = st.integers(0, 2**32)
DICE = SEEDS.map(Dice)


def text(number: Decimal) -> str:
    """A decimal as one types it."""
    return format(number, "f")


# ---------------------------------------------------------------- numbers

PERCENTS = ["60%", "0%", "2%", "5%", "10%", "12.5%", "33.3%", "100%"]
STEPS = ["1", "1", "2", "5", "0.1", "0.3", "3", "7", "0.05"]
LOSSES = ["0.5", "0.1", "1", "0.25", "0.05", "2", "0.03", "0"]
GAINS = LOSSES[:-1]
TARGETS = ["80", "0.3", "0.8", "50", "90", "95.5", "100", "0", "12.34", "2.5", "-1.5"]
#: Of these two every number of the first is above every one of the second.
HIGH, LOW = ["90", "80", "12", "12.34", "100"], ["6", "0.3", "0.8", "5", "2.5"]
SCOPES = ["group", "group", "all"]

MEASURES = [
    "整改 / 查摆 * 100",
    "整改 / 查摆 * 100",
    "甲 + 乙",
    "甲 * 0.1 + 乙 * 0.2",
    "甲 / (乙 - 丙)",
    "甲 / 乙 - 丙 / 乙",
    "(甲 + 乙) / (丙 + 乙) * 50",
    "甲 / (乙 / 丙)",
    "甲 / 乙 / 丙",
    "(甲 / 乙) / (丙 / 丁 + 甲 / 丁)",
    "甲 / 乙 + 丙 / 丁",
    "甲 - 乙 * 乙",
    "甲 / 3 + 乙 / 7",
    "ROUND(甲 / 乙, 2)",
    "SQRT(甲 * 乙)",
    "MAX(甲, 乙) / (GROUPMAX(甲) + 1)",
    "MIN((甲 - 丙) / 乙, 1)",
    "MIN((甲 - 乙) / 乙, 0.5) + MAX(丙 / 乙, 2)",
]

# ---------------------------------------------------------------- formulas

FORMULAS = [
    "x",
    "IF(x >= 90, 满分, ROUND(x / 10, 1))",
    "满分 * (60% + 40% * (x - GROUPMIN(x)) / (GROUPMAX(x) - GROUPMIN(x)))",
    "满分 - ABS(x - GROUPMEAN(x)) / 10",
    "满分 * SQRT(x / ALLMAX(x))",
    "LN(x) * 满分 / 5",
    "满分 - (GROUPRANK(x) - 1) * 0.5",
    "EXP(x / 100) - 1 / x",
    "POWER(x, 2) / 100 + x ^ 0.5",
    "IF(x = GROUPMEAN(x), 满分, 满分 / GROUPCOUNT(x))",
    "ROUNDDOWN(x / 3, 1) + ROUNDUP(x / 7, 2)",
    "LOG10(x + 1) * LOG(x + 2, 2)",
    "x * 满分 / GROUPSUM(x)",
    "MIN((x - GROUPMEAN(x)) / GROUPMAX(x), 1) * 满分",
]
SEVERAL_CELLS = [
    "满分 - 1.5 * 通报 - 3 * 处分",
    "IF(AND(甲 > 乙, 乙 >= 1), 满分 * 乙 / 甲, GROUPRANK(甲))",
    "MIN(满分, MAX(甲, 乙)) / AVERAGE(甲, 乙, 1)",
]


def _formula(dice: Dice, depth: int) -> str:
    """A random formula over x."""
    leaf = ["x", "x", "满分", "0.5", "2", "60%", "10", "GROUPMAX(x)", "ALLMIN(x)", "GROUPMEAN(x)"]
    if depth == 0:
        return dice.one_of(leaf)
    a, b = _formula(dice, depth - 1), _formula(dice, dice.one_of([0, depth - 1]))
    sign = dice.one_of([">=", ">", "=", "<>", "<"])
    forms = [
        *(f"({a} {operator} {b})" for operator in "+-*/"),
        *(f"{name}({a}, {b})" for name in ("MIN", "MAX", "AVERAGE")),
        f"ROUND({a}, {dice.one_of([0, 1, 2])})",
        f"ROUNDDOWN({a}, 1)",
        f"INT({a})",
        f"ABS({a} - {b})",
        f"IF({a} {sign} {b}, {b}, {a})",
        f"IF(NOT(OR({a} {sign} 1, x > 50)), {a})",
        f"SQRT({a})",
        f"LN({a})",
        f"EXP({a} / 100)",
        f"({a})^1.5",
    ]
    return dice.one_of(forms)


def formula_text(dice: Dice) -> str:
    """A formula over one value which can be read."""
    if dice.plain or dice.happens(2):
        return dice.one_of(FORMULAS)
    while True:
        found = f"{_formula(dice, 3)} + {dice.one_of(['x', '0.1 * x', 'x / 3'])}"
        try:
            parse_formula(found, lambda _: Field(ColumnName(Stage.RAW, "a")))
        except MeasureError:
            continue
        return found


# ---------------------------------------------------------------- rules


class _Rules:
    """Parameters of rules for an indicator of so many full points."""

    def __init__(self, dice: Dice, groups: list[str], points: str) -> None:
        self.dice = dice
        self.groups = groups
        self.points = points

    def up_to_full(self, values: list[str]) -> str:
        """One of those typed numbers that full points allow, or full points."""
        return self.dice.one_of(
            [self.points, *(value for value in values if Decimal(value) <= Decimal(self.points))]
        )

    def falling(self, least: int) -> list[str]:
        """Full points and some lower ones, from the highest down."""
        lower = [self.up_to_full(["0", "1", "2.5", "0.3", "6"]) for _ in range(self.dice.one_of([2, 1, 4]))]
        return [self.points, *sorted(lower, key=Decimal, reverse=True)][: max(least, len(lower) + 1)]

    def by_group(self, values: list[str]) -> str | dict[str, str]:
        """A number, or one for each group."""
        if len(self.groups) > 1 and self.dice.happens(3):
            return {group: self.dice.one_of(values) for group in self.groups}
        return self.dice.one_of(values)

    def maybe(self, one_in: int, **values: object) -> Content:
        return values if self.dice.happens(one_in) else {}

    def cohort(self) -> Content:
        return self.maybe(3, cohort=self.dice.one_of(SCOPES))

    def limits(self) -> Content:
        """Of a rule with floor and cap."""
        high = text(Decimal(self.points) * 2)
        return self.maybe(3, floor=self.dice.one_of(["0", "-5"])) | self.maybe(3, cap=high)

    def target(self) -> Content:
        dice = self.dice
        rule: Content = {"target": self.by_group(TARGETS)}
        rule |= self.maybe(2, lose=dice.one_of(LOSSES)) | self.maybe(2, per=dice.one_of(STEPS))
        rule |= self.maybe(2, gain=dice.one_of(LOSSES), gain_per=dice.one_of(STEPS))
        if "lose" in rule or "gain" in rule:
            rule["part_step"] = dice.one_of(["pro rata", "whole", "started"])
        limits = [
            dice.one_of(["-5", "0", "0", "1", "2.5", "6"]),
            dice.one_of(["1", "3", "10"]),
            self.points,
        ]
        if dice.happens(2):
            rule |= zip(("floor", "base", "cap"), sorted(limits, key=Decimal), strict=True)
            rule["base"] = text(max(Decimal(rule["base"]), Decimal(0)))
        return rule

    def relative_efficacy(self) -> Content:
        return {"lowest": self.dice.one_of(PERCENTS)} | self.cohort()

    def absolute_efficacy(self) -> Content:
        good, bad = (HIGH, LOW) if self.dice.plain or self.dice.happens(2) else (LOW, HIGH)
        rule: Content = {"satisfactory": self.by_group(good), "unacceptable": self.by_group(bad)}
        return rule | self.maybe(2, lowest=self.dice.one_of(PERCENTS)) | self.limits()

    def bands(self) -> Content:
        starts = self.dice.several(TARGETS, 1, 4)
        bands = [
            {"from": start, "points": self.up_to_full(["0", "5", "2.5", "10", "3.33"])} for start in starts
        ]
        rule: Content = {"bands": bands, "below": self.up_to_full(["0", "1", "5"])}
        if len(starts) > 1 and self.dice.happens(3):
            return rule | {"between": "interpolate"}
        return rule | {"closed": self.dice.one_of(["lower", "upper"])}

    def rank_points(self) -> Content:
        rule: Content = {"lose": self.dice.one_of(PERCENTS[3:])}
        if self.dice.happens(3):
            *table, beyond = self.falling(2)
            rule = {"table": table, "beyond": beyond}
        return rule | {"floor": self.up_to_full(["0", "1", "2.5"])} | self.cohort()

    def rank_over_target(self) -> Content:
        pool = Decimal(self.points) * Decimal(self.dice.one_of(["0.5", "1", "0.6", "0.1"]))
        rule: Content = {"base": text(Decimal(self.points) - pool), "pool": text(pool)}
        rule["lose"] = self.dice.one_of(PERCENTS)
        if self.dice.happens(3):
            return rule | {"target": self.dice.one_of(TARGETS), "cohort": "all"}
        return rule | {"target": self.by_group(TARGETS)}

    def goalposts(self) -> Content:
        rule: Content = {"min": self.by_group(LOW), "max": self.by_group(HIGH)}
        return rule | self.maybe(3, scale="log")

    def standardised(self) -> Content:
        dice = self.dice
        rule: Content = {"dof": dice.one_of(["population", "sample"])}
        if dice.happens(4):
            rule = {"mean": dice.one_of(TARGETS), "sd": dice.one_of(STEPS)}
        rule |= {"centre": dice.one_of(["70", "3", "5.5", "0"]), "spread": dice.one_of(STEPS)}
        return rule | self.limits() | self.cohort()

    def normal_scores(self) -> Content:
        dice = self.dice
        rule: Content = {"centre": dice.one_of(["3", "5.5", "0", "70"]), "spread": dice.one_of(STEPS)}
        return rule | self.maybe(2, offset=dice.one_of(["0", "0.5", "0.9"])) | self.limits() | self.cohort()

    def exponential_rank(self) -> Content:
        return self.maybe(2, k=self.dice.one_of(["1", "5", "40"])) | self.cohort()

    def power_points(self) -> Content:
        dice = self.dice
        rule: Content = {"a": dice.one_of(["1", "0.1", "2.5"]), "b": dice.one_of(TARGETS)}
        rule["c"] = dice.one_of(["1.5", "1", "0.5", "2", "0.75", "1.1"])
        rounding = dice.one_of(["none", "down", "half up", "up"])
        rule |= {"rounding": rounding} | (self.maybe(2, decimals=1) if rounding != "none" else {})
        return rule | self.limits()

    def deduction(self) -> Content:
        names = self.dice.several(["诫勉", "处分", "移送"], 1, 3)
        events = [
            {"name": name, "lose": self.dice.one_of(["0.5", "1", "0.167", "3"])} | self.maybe(3, cap="3")
            for name in names
        ]
        return {"events": events} | self.maybe(3, base=self.up_to_full(["0"])) | self.maybe(3, floor="-5")

    def one_deduction(self) -> Content:
        return {"events": [{"name": "通报", "lose": self.dice.one_of(GAINS)}]}

    def nothing(self) -> Content:
        return {}

    def imported(self) -> Content:
        return self.maybe(2, out_of=self.dice.one_of(["100", "3", "7.5"]))

    def formula(self) -> Content:
        if self.dice.happens(4):
            return {"text": self.dice.one_of(SEVERAL_CELLS)} | self.limits()
        return self.formula_of_one()

    def formula_of_one(self) -> Content:
        return {"text": formula_text(self.dice)} | self.limits()

    def votes(self) -> Content:
        dice = self.dice
        names = ["满意", "基本满意", "不满意"][: dice.one_of([2, 1, 3])]
        levels = [
            {"name": name, "points": dice.one_of(worth)}
            for name, worth in zip(names, (["100"], ["75", "60"], ["0", "-20"]), strict=False)
        ]
        rule: Content = {"levels": levels} | self.maybe(2, excluded=["不了解"])
        sources = [{"name": name, "weight": dice.one_of(STEPS)} for name in ("电话", "问卷")]
        rule |= self.maybe(3, sources=sources)
        return rule | self.maybe(3, out_of="120") | self.maybe(3, floor=dice.one_of(["-5", "0.1"]))

    def raters(self) -> Content:
        dice = self.dice
        classes = [
            {"name": name, "weight": dice.one_of(["20", "40", "1", "3"]), "raters": dice.one_of([1, 2, 3])}
            for name in dice.several(["领导", "职工", "考核组"], 1, 3)
        ]
        return {"classes": classes} | self.maybe(2, out_of=dice.one_of(["100", "3"]))

    def rubric(self) -> Content:
        if self.dice.happens(2):
            points = [self.up_to_full(["0", "1", "2.5"]) for _ in range(3)]
            return {"levels": [{"name": f"{number}级", "points": each} for number, each in enumerate(points)]}
        names = ["好", "较好", "差"][: self.dice.one_of([2, 3])]
        return {
            "levels": [
                {"name": name, "percent": share}
                for name, share in zip(names, ("100%", "80%", "33.3%"), strict=False)
            ]
        }

    def checklist(self) -> Content:
        names = self.dice.several(["研究", "分工", "报告"], 1, 3)
        shares = (Decimal("0.5"), Decimal("0.25"), Decimal("0.2"))
        return {
            "items": [
                {"name": name, "points": text(Decimal(self.points) * share)}
                for name, share in zip(names, shares, strict=False)
            ]
        }

    def additive(self) -> Content:
        dice = self.dice
        items = [
            {"name": name, "points": dice.one_of(["1", "-1", "2.5", "-0.3", "0.05"])} | self.maybe(3, cap="2")
            for name in dice.several(["行动", "未完成", "表扬"], 1, 3)
        ]
        rule: Content = {"base": self.up_to_full(["0", "1", "3"]), "items": items}
        return rule | self.maybe(3, floor="-5") | self.maybe(3, cap=text(Decimal(self.points) * 2))

    def pass_or_fail(self) -> Content:
        return {"fail": self.up_to_full(["0", "1", "-2"])}

    def timeliness(self) -> Content:
        dice = self.dice
        if dice.plain or dice.happens(2):
            return {"lose_per_day": dice.one_of(GAINS)}
        days = sorted(dice.several([0, 1, 3, 5, 8], 1, 3))
        costs = sorted((dice.one_of(LOSSES) for _ in days), key=Decimal)
        steps = [{"from_days": day, "lose": cost} for day, cost in zip(days, costs, strict=True)]
        return {"steps": steps, "floor": self.up_to_full(["0"])}

    def rank_votes(self) -> Content:
        *table, beyond = self.falling(2)
        return {"levels": [["3", "2", "1"], ["2", "0.5"], ["1"]][self.dice.one_of([0, 1, 2])]} | {
            "table": table,
            "beyond": beyond,
        }

    def inner(self, *kinds: str) -> Content:
        kind = self.dice.one_of(kinds)
        maker = ONE_NUMBER.get(kind) or KINDS[kind]
        return {"kind": kind} | maker(_Rules(self.dice, self.groups, self.points))

    def gate(self) -> Content:
        needs = self.dice.several(["按时报送", "手续齐全"], 1, 2)
        then = self.inner(*(kind for kind in KINDS if kind != "gate"))
        return {"needs": needs, "then": then} | self.maybe(2, otherwise=self.up_to_full(["0", "-1", "1"]))

    def change(self) -> Content:
        return {"as": self.dice.one_of(["difference", "percent"]), "then": self.inner(*ONE_NUMBER)}

    def per_head(self) -> Content:
        return {"then": self.inner(*ONE_NUMBER)}

    def mix(self) -> Content:
        shares = self.dice.one_of([("40%", "60%"), ("33.3%", "66.7%"), ("20%", "30%", "50%")])
        views = ["本年", "(本年 - 上年) / 上年 * 100", "本年 + 上年 / 3"]
        return {
            "parts": [
                {"name": name, "share": share, "of": self.dice.one_of(views), "then": self.inner(*ONE_NUMBER)}
                for name, share in zip(("静态", "动态", "综合"), shares, strict=False)
            ]
        }


#: Rules which read one number, however it was worked out.
ONE_NUMBER: dict[str, Callable[[_Rules], Content]] = {
    "direct": _Rules.nothing,
    "target": _Rules.target,
    "relative efficacy": _Rules.relative_efficacy,
    "absolute efficacy": _Rules.absolute_efficacy,
    "bands": _Rules.bands,
    "rank points": _Rules.rank_points,
    "rank over target": _Rules.rank_over_target,
    "ratio to best": _Rules.cohort,
    "goalposts": _Rules.goalposts,
    "standardised": _Rules.standardised,
    "normal scores": _Rules.normal_scores,
    "exponential rank": _Rules.exponential_rank,
    "power points": _Rules.power_points,
    "deduction": _Rules.one_deduction,
    "imported": _Rules.imported,
    "formula": _Rules.formula_of_one,
    "timeliness": _Rules.timeliness,
}

#: Every kind of rule with what draws its parameters.
KINDS: dict[str, Callable[[_Rules], Content]] = {
    **ONE_NUMBER,
    "deduction": _Rules.deduction,
    "formula": _Rules.formula,
    "votes": _Rules.votes,
    "raters": _Rules.raters,
    "rubric": _Rules.rubric,
    "checklist": _Rules.checklist,
    "additive": _Rules.additive,
    "pass or fail": _Rules.pass_or_fail,
    "rank votes": _Rules.rank_votes,
    "gate": _Rules.gate,
    "change": _Rules.change,
    "per head": _Rules.per_head,
    "mix": _Rules.mix,
}


def rules_of(*kinds: str) -> Callable[[list[str], str], SearchStrategy[Content]]:
    """Rules of these kinds, for groups and full points."""

    def rules(groups: list[str], points: str) -> SearchStrategy[Content]:
        return st.builds(
            lambda kind, dice: {"kind": kind} | KINDS[kind](_Rules(dice, groups, points)),
            st.sampled_from(kinds),
            DICE,
        )

    return rules


#: Those that have always been there more often than each of the others.
rules = rules_of("direct", "target", "relative efficacy", "rank points", "imported", *KINDS)
