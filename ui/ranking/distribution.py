"""分布: how published scores lie within each group, as box plots and in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from scoring.distribution import distributions
from ui import charts, tables, text
from ui.frame import html_list, show_html, show_note
from ui.session import say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from fractions import Fraction

    from scoring import Results
    from scoring.distribution import Distribution
    from ui.ranking.filters import Listed

_GROUP_HEIGHT, _AROUND, _LEAST = 62, 60, 200
_HEADINGS = (
    text.GROUP,
    words.UNITS_COUNTED,
    words.MEAN,
    words.HIGHEST,
    words.UPPER_QUARTILE,
    words.MEDIAN,
    words.LOWER_QUARTILE,
    words.LOWEST,
    words.RANGE,
)


def show(listed: Listed) -> None:
    """The chosen group, or all of them; whole groups, whatever else narrows the list."""
    results, chosen = listed.results, listed.chosen
    name = results.scheme.by_code[chosen.node].name
    groups = [
        one for one in distributions(results, chosen.node) if not chosen.group or one.group == chosen.group
    ]
    if not groups:
        st.info(say(words.NO_SCORES.fill(node=name)))
        return
    show_note(words.DISTRIBUTION_NOTE.fill(node=name))
    st.echarts_chart(
        _spec(results, chosen.node, groups),
        height=max(_GROUP_HEIGHT * len(groups) + _AROUND, _LEAST),
        key="distribution",
        alt=say(words.DISTRIBUTION_ALT.fill(node=name)),
    )
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(1, len(_HEADINGS)))
    show_html(
        '<table class="bt-table bt-figures"><tr>{headings}</tr>{rows}</table>',
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in _HEADINGS]),
        rows=html_list(
            f'<tr><th scope="row">{{0}}</th>{cells}</tr>', [_figures(results, one) for one in groups]
        ),
    )


def _figures(results: Results, one: Distribution) -> tuple[str, ...]:
    numbers = (
        one.mean,
        one.highest,
        one.upper_quartile,
        one.median,
        one.lower_quartile,
        one.lowest,
        one.highest - one.lowest,
    )
    shown = (str(tables.rounded(number, results.scheme.policies.decimals)) for number in numbers)
    return (_name(results, one), str(len(one.members)), *shown)


def _name(results: Results, one: Distribution) -> str:
    return next(group.name for group in results.scheme.groups if group.code == one.group)


def _spec(results: Results, node: str, groups: list[Distribution]) -> dict[str, Any]:
    decimals = results.scheme.policies.decimals
    published, units = results.published(node), results.sheet.units
    names = [_name(results, one) for one in groups]

    def drawn(number: Fraction) -> float:
        return float(tables.rounded(number, decimals) or 0)

    dots = pd.DataFrame(
        [
            {"score": float(published.value(member) or 0), "group": name, "unit": units[member].name}
            for name, one in zip(names, groups, strict=True)
            for member in one.members
        ]
    )
    boxes = [
        [drawn(n) for n in (one.lowest, one.lower_quartile, one.median, one.upper_quartile, one.highest)]
        for one in groups
    ]
    return {
        "animation": False,
        "dataset": {"source": dots},
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "item", "valueFormatter": f"%.{decimals}f"},
        "xAxis": {"type": "value", "scale": True},
        "yAxis": {
            "type": "category",
            "data": names,
            "inverse": True,
            "axisLabel": {"width": 150, "overflow": "truncate"},
        },
        "series": [
            {
                "type": "boxplot",
                "data": boxes,
                "itemStyle": {"color": "#edf3f8", "borderColor": charts.COLOURS[0]},
                "boxWidth": [10, 30],
                "silent": True,
            },
            {
                "type": "scatter",
                "encode": {"x": "score", "y": "group"},
                "symbolSize": 6,
                "itemStyle": {"color": charts.COLOURS[0], "opacity": 0.45},
                "tooltip": {"formatter": "{@unit}：{@score}"},
            },
            {
                "type": "scatter",
                "name": say(words.MEAN),
                "data": [[drawn(one.mean), name] for name, one in zip(names, groups, strict=True)],
                "symbol": "diamond",
                "symbolSize": 13,
                "itemStyle": {"color": charts.LOSS},
            },
        ],
    }
