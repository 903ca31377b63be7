"""What an empty assessment can start from: the presets, and a workbook with nothing but its frame."""

from __future__ import annotations

import sample_data
from documents.authoring import write_authoring
from indicators import decode_scheme
from indicators.words import Words
from office.reading import file_of

#: The least a scheme can say: one group, one indicator worth everything; an office writes its own in their place.
_FRAME = """
scheme: my-scheme
title: （请改为考核标题）
groups:
  - {code: G1, name: （请改为组别名称）}
tree:
  - {code: total, name: 总分, points: 100}
  - {code: A1, name: （请改为指标名称）, parent: total, points: 100, rule: {kind: direct}}
"""
BLANK_NAME = "空白方案.xlsx"

#: The files of the presets, with what an office knows them by and what they are good for.
PRESETS = tuple(
    (file_of(path), title, use)
    for path, title, use in (
        (
            sample_data.MULTIPLIER_CHAIN,
            Words("连乘式", "Multiplier chain"),
            Words(
                "总分由几块相乘得出，各块再由指标相加；适合“党建 × 发展”一类的考核。",
                "The total is a product of parts, each the sum of its indicators.",
            ),
        ),
        (
            sample_data.ADDITIVE,
            Words("加权相加", "Weighted parts"),
            Words(
                "总分由各块按权重相加，另有加减分；分季考核、民主测评都有样例。",
                "The total adds weighted parts, with bonuses and penalties; quarters and appraisals included.",
            ),
        ),
    )
)


def blank_workbook() -> bytes:
    """An authoring workbook in which everything is still to be written."""
    scheme, _ = decode_scheme(_FRAME.encode(), BLANK_NAME)
    if scheme is None:
        raise ValueError("the frame of a scheme is no scheme")
    return write_authoring(scheme)
