"""The rules in vectorised pandas, as a careful engineer would write them by hand.

Each takes the frame, the indicator's entry in the scheme, and returns its points, NaN where there is no value.
`GUARD` takes up what floats lose before a step or a rounding, or where quotients are compared.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.frame_headings import GROUP, heading
from scoring.normal_quantile import quantiles_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Entry = dict[str, Any]
    Series = pd.Series[float]

GUARD_DECIMALS = 9
GUARD = 10.0**-GUARD_DECIMALS
#: By which places become shares in normal scores, after Blom.
OFFSET = 0.375


def points_of(frame: pd.DataFrame, entry: Entry) -> Series:
    """The points of one indicator."""
    return _RULES[entry["rule"]["kind"]](frame, entry)


def percent(text: str) -> float:
    """A number of percent as a share."""
    return float(text.rstrip("%")) / 100


def _field(frame: pd.DataFrame, entry: Entry, name: str = "") -> Series:
    return frame[heading(entry["code"], name)]


def _by_group(frame: pd.DataFrame, numbers: dict[str, str]) -> Series:
    return frame[GROUP].map({group: float(number) for group, number in numbers.items()}).astype(float)


def _series(numbers: Any, like: Series) -> Series:
    """What a numpy function made of a column, NaN again where the column is."""
    return pd.Series(numbers, index=like.index).where(like.notna())


def _target(frame: pd.DataFrame, entry: Entry) -> Series:
    if "measure" not in entry:
        return _on_target(_field(frame, entry), frame, entry, entry["rule"])
    found, closed = _field(frame, entry, "查摆问题"), _field(frame, entry, "已整改")
    reached = _on_target(closed / found * 100, frame, entry, entry["rule"])
    return reached.mask((found == 0) & closed.notna(), float(entry["points"]))


def _on_target(value: Series, frame: pd.DataFrame, entry: Entry, rule: Entry) -> Series:
    target = rule["target"]
    wanted = _by_group(frame, target) if isinstance(target, dict) else float(target)
    excess = wanted - value if entry.get("direction") == "lower" else value - wanted
    full: str = entry["points"]
    base, cap = float(rule.get("base", full)), float(rule.get("cap", full))
    steps: Any = excess / float(rule.get("per", "1"))
    if rule["part_step"] == "whole":
        steps = -np.floor(-steps + GUARD)
    elif rule["part_step"] == "started":
        steps = -np.ceil(-steps - GUARD)
    short = (base + steps * float(rule["lose"])).clip(lower=0)
    beyond = (base + steps * float(rule.get("gain", "0"))).clip(upper=cap)
    points: Series = short.where(excess < 0, beyond)
    return points


def _deduction(frame: pd.DataFrame, entry: Entry) -> Series:
    events = entry["rule"]["events"]
    left: Any = float(entry["points"])
    for event in events:
        lost = _field(frame, entry, event["name"] if len(events) > 1 else "") * float(event["lose"])
        left = left - (lost.clip(upper=float(event["cap"])) if "cap" in event else lost)
    points: Series = left.clip(lower=0)
    return points


def _bands(frame: pd.DataFrame, entry: Entry) -> Series:
    value, rule = _field(frame, entry), entry["rule"]
    starts = [float(band["from"]) for band in rule["bands"]]
    worth = [float(band["points"]) for band in rule["bands"]]
    below = float(rule["below"])
    if "between" in rule:
        return _series(np.interp(value, starts[::-1], worth[::-1], left=below), value)
    return _series(np.select([value >= start for start in starts], worth, below), value)


def _absolute_efficacy(frame: pd.DataFrame, entry: Entry) -> Series:
    rule = entry["rule"]
    good, bad = float(rule["satisfactory"]), float(rule["unacceptable"])
    position = (_field(frame, entry) - bad) / (good - bad)
    return (float(entry["points"]) * (0.6 + 0.4 * position)).clip(upper=float(rule["cap"]))


def _relative_efficacy(frame: pd.DataFrame, entry: Entry) -> Series:
    return _efficacy(_field(frame, entry), frame, entry)


def _efficacy(value: Series, frame: pd.DataFrame, entry: Entry) -> Series:
    groups = value.groupby(frame[GROUP], observed=True)
    highest, lowest = groups.transform("max"), groups.transform("min")
    position = ((value - lowest) / (highest - lowest)).mask((highest == lowest) & value.notna(), 1.0)
    return float(entry["points"]) * (0.6 + 0.4 * position)


def _ratio_to_best(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry) * _by_group(frame, entry["difficulty"]["groups"])
    best = value.groupby(frame[GROUP], observed=True).transform("max")
    return (value / best * float(entry["points"])).clip(lower=0).mask(best <= 0, 0.0)


def _rank(value: Series, frame: pd.DataFrame) -> Series:
    return value.groupby(frame[GROUP], observed=True).rank(method="min", ascending=False)


def _by_table(value: Series, frame: pd.DataFrame, rule: Entry) -> Series:
    worth = [*map(float, rule["table"]), float(rule["beyond"])]
    # Places are whole numbers, and between them nothing is asked of the line.
    return pd.Series(np.interp(_rank(value, frame), range(1, len(worth) + 1), worth), index=value.index)


def _rank_points(frame: pd.DataFrame, entry: Entry) -> Series:
    return _by_rank(_field(frame, entry), frame, entry, entry["rule"])


def _by_rank(value: Series, frame: pd.DataFrame, entry: Entry, rule: Entry) -> Series:
    lost = percent(rule["lose"]) * (_rank(value, frame) - 1)
    return (float(entry["points"]) * (1 - lost)).clip(lower=float(rule["floor"]))


def _rank_over_target(frame: pd.DataFrame, entry: Entry) -> Series:
    value, rule = _field(frame, entry), entry["rule"]
    target, base, pool = float(rule["target"]), float(rule["base"]), float(rule["pool"])
    lost = percent(rule["lose"]) * (_rank(value, frame) - 1)
    above = (base + pool * (1 - lost)).clip(lower=base) * (value > target)
    return above.mask(value == target, base)


def _standardised(frame: pd.DataFrame, entry: Entry) -> Series:
    value, rule, full = _field(frame, entry), entry["rule"], float(entry["points"])
    groups = value.groupby(frame[GROUP], observed=True)
    mean, deviation = groups.transform("mean"), groups.transform("std", ddof=0)
    points = float(rule["centre"]) + float(rule["spread"]) * (value - mean) / deviation
    return points.clip(0, full).mask((deviation < GUARD) & value.notna(), full)


def _normal_scores(frame: pd.DataFrame, entry: Entry) -> Series:
    value, rule, full = _field(frame, entry), entry["rule"], float(entry["points"])
    groups = value.groupby(frame[GROUP], observed=True)
    count, from_worst = groups.transform("count"), groups.rank(method="max")
    share = (from_worst - OFFSET) / (count + (1 - 2 * OFFSET))
    quantile = quantiles_of(share.to_numpy())
    points = pd.Series(float(rule["centre"]) + float(rule["spread"]) * quantile, index=value.index)
    equal = (groups.transform("max") == groups.transform("min")) & value.notna()
    return points.clip(0, full).mask(equal, full)


def _exponential_rank(frame: pd.DataFrame, entry: Entry) -> Series:
    k, groups = float(entry["rule"]["k"]), _field(frame, entry).groupby(frame[GROUP], observed=True)
    # How many are as good or worse, of all: counted from the worst, ties share the better place.
    share = groups.rank(method="max", pct=True)
    left: Any = np.log(1 - share * (1 - exp(-100 / k)))
    points: Series = left * (-float(entry["points"]) * k / 100)
    return points


def _power_points(frame: pd.DataFrame, entry: Entry) -> Series:
    rule = entry["rule"]
    distance = (_field(frame, entry) - float(rule["b"])).clip(lower=0)
    return (float(rule["a"]) * distance ** float(rule["c"])).clip(upper=float(entry["points"]))


def _formula(frame: pd.DataFrame, entry: Entry) -> Series:
    """Full points from 95 on; below it in proportion to the best of the group, to two decimals."""
    value, full = _field(frame, entry), float(entry["points"])
    best = value.groupby(frame[GROUP], observed=True).transform("max")
    points: Series = np.floor(full * value / best * 100 + (0.5 + GUARD)) / 100
    return points.mask(value >= 95, full)  # noqa: PLR2004 - as the text of the formula has it


def _raters(frame: pd.DataFrame, entry: Entry) -> Series:
    """The weighted mean of those present, class by class."""
    worth: Any = 0.0
    weights: Any = 0.0
    for each in entry["rule"]["classes"]:
        raters, weight = each["raters"], float(each["weight"])
        names = range(1, int(raters) + 1) if isinstance(raters, str) else raters
        given = [heading(entry["code"], f"{each['name']}.{name}") for name in names]
        mean = frame[given[0]] if len(given) == 1 else frame[given].mean(axis=1)
        worth = worth + weight * mean.fillna(0.0)
        weights = weights + weight * mean.notna()
    points: Series = (
        worth / weights.where(weights > 0) * (float(entry["points"]) / float(entry["rule"]["out_of"]))
    )
    return points


def _additive(frame: pd.DataFrame, entry: Entry) -> Series:
    points: Any = float(entry["rule"]["base"])
    for item in entry["rule"]["items"]:
        worth = _field(frame, entry, item["name"]) * float(item["points"])
        points = points + (worth.clip(upper=float(item["cap"])) if "cap" in item else worth)
    kept: Series = points.clip(0, float(entry["points"]))
    return kept


def _rank_votes(frame: pd.DataFrame, entry: Entry) -> Series:
    levels = entry["rule"]["levels"]
    votes: Any = sum(_field(frame, entry, f"第{at}名票") * float(level) for at, level in enumerate(levels, 1))
    return _by_table(votes, frame, entry["rule"])


def _gate(frame: pd.DataFrame, entry: Entry) -> Series:
    rule = entry["rule"]
    (need,) = rule["needs"]
    met, value = _field(frame, entry, need), _field(frame, entry)
    points = _by_table(value, frame, rule["then"])
    return points.where(met == 1, float(rule["otherwise"])).where(met.notna() & value.notna())


def _mix(frame: pd.DataFrame, entry: Entry) -> Series:
    now, before = _field(frame, entry, "本年"), _field(frame, entry, "上年")
    level, growth = entry["rule"]["parts"]
    # As per head: equal growth differs in its last bit.
    grown = _by_rank(((now - before) / before * 100).round(GUARD_DECIMALS), frame, entry, growth["then"])
    return percent(level["share"]) * _efficacy(now, frame, entry) + percent(growth["share"]) * grown


def _votes(frame: pd.DataFrame, entry: Entry) -> Series:
    levels = entry["rule"]["levels"]
    counts = [_field(frame, entry, level["name"]) for level in levels]
    worth: Any = sum(count * float(level["points"]) for count, level in zip(counts, levels, strict=True))
    mean: Series = worth / sum(counts)
    return (mean / 100 * float(entry["points"])).clip(lower=0)


def _direct(frame: pd.DataFrame, entry: Entry) -> Series:
    return _field(frame, entry)


def _imported(frame: pd.DataFrame, entry: Entry) -> Series:
    full = float(entry["points"])
    return _field(frame, entry) * (full / float(entry["rule"].get("out_of", full)))


def _goalposts(frame: pd.DataFrame, entry: Entry) -> Series:
    low, high = float(entry["rule"]["min"]), float(entry["rule"]["max"])
    return (_field(frame, entry).clip(low, high) - low) / (high - low) * float(entry["points"])


def _checklist(frame: pd.DataFrame, entry: Entry) -> Series:
    done: Any = sum(
        _field(frame, entry, item["name"]) * float(item["points"]) for item in entry["rule"]["items"]
    )
    points: Series = done
    return points


def _timeliness(frame: pd.DataFrame, entry: Entry) -> Series:
    late, steps = _field(frame, entry), entry["rule"]["steps"][::-1]
    lost = np.select(
        [late >= step["from_days"] for step in steps], [float(step["lose"]) for step in steps], 0.0
    )
    return _series(float(entry["points"]) - lost, late).clip(lower=float(entry["rule"]["floor"]))


def _pass_or_fail(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry)
    return _series(np.where(value == 1, float(entry["points"]), float(entry["rule"]["fail"])), value)


def _per_head(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry, "数量") / _field(frame, entry, "人数")
    # Equal amounts per head differ in their last bit where the amounts have decimals.
    value = value.round(GUARD_DECIMALS)
    return _by_rank(value, frame, entry, entry["rule"]["then"])


def _change(frame: pd.DataFrame, entry: Entry) -> Series:
    now, before = _field(frame, entry, "本年"), _field(frame, entry, "上年")
    return _on_target((now - before) / before * 100, frame, entry, entry["rule"]["then"])


_RULES: dict[str, Callable[[pd.DataFrame, Entry], Series]] = {
    "target": _target,
    "deduction": _deduction,
    "bands": _bands,
    "absolute efficacy": _absolute_efficacy,
    "relative efficacy": _relative_efficacy,
    "ratio to best": _ratio_to_best,
    "rank points": _rank_points,
    "votes": _votes,
    "direct": _direct,
    "rubric": _direct,
    "imported": _imported,
    "goalposts": _goalposts,
    "checklist": _checklist,
    "timeliness": _timeliness,
    "pass or fail": _pass_or_fail,
    "per head": _per_head,
    "change": _change,
    "rank over target": _rank_over_target,
    "standardised": _standardised,
    "normal scores": _normal_scores,
    "exponential rank": _exponential_rank,
    "power points": _power_points,
    "formula": _formula,
    "raters": _raters,
    "additive": _additive,
    "rank votes": _rank_votes,
    "gate": _gate,
    "mix": _mix,
}
