"""The sheet 校验 of a result workbook: what its figures rest on, whether each was proved, and how to verify it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.table_style import Block, Column, Row, Table
from documents.verification.figures import figure_words
from indicators.words import Words, same
from scoring.fingerprints import fingerprints
from scoring.version import ENGINE

if TYPE_CHECKING:
    from documents.result_report import Report
    from documents.verification.snapshot import Edition
    from scoring.certificate import Certificate

NAME = Words("校验", "Certificate")
#: Figures that are named; the count is always complete.
_MOST_NAMED = 1_000
_NOT_CERTIFIED = Words(
    "本次未逐数核验（计分时加 --certify，或在应用中核验后导出）",
    "not certified this time (score with --certify, or certify in the app before exporting)",
)
_CERTIFIED_IN_PUBLISHING = Words(
    "公布时已逐数核验，核验的数见“公布说明”",
    "certified figure by figure when published: see the sheet “Publication”",
)
_HOLDS = Words(
    "全部一致：每个得分、名次、等次都用分数运算（不含浮点数）重新算过",
    "all alike: every point, place and grade was worked out again by fractions, without floating point",
)
_DIFFERS = Words(
    "有不一致的数，结果不得使用；请告诉管理员",
    "some figures differ; the results must not be used; tell the administrator",
)
_HOW = Words(
    "运行 python3 run.py verify 本文件.xlsx：按内含的快照重新计算并逐格对照内容、公式和数字格式，相符或指出哪一格不同；字体、颜色、行高列宽不在其内；"
    "原样另存不影响核验（已用 LibreOffice 证实，Excel、WPS 未证实）。"
    "要证明快照本身未被整体替换，请把以上三项摘要与公布的摘要或计分记录对照。",
    "Run python3 run.py verify THIS-FILE.xlsx: it scores the enclosed snapshot again and compares contents, formulas and number"
    " formats cell by cell, but no fonts, colours and sizes; saving the file unchanged does no harm (shown for LibreOffice, not for Excel and WPS). That the snapshot as a whole was not replaced is shown by"
    " holding the three fingerprints above against those published or kept with the run.",
)
_FINGERPRINTS = {
    "scheme": Words("方案摘要（SHA-256）", "Scheme (SHA-256)"),
    "data": Words("数据摘要（SHA-256）", "Data (SHA-256)"),
    "policies": Words("计分设置摘要（SHA-256）", "Settings (SHA-256)"),
}


def certificate_table(report: Report, edition: Edition) -> Table:
    """What the results rest on, line by line, and every figure that differs."""
    certificate = edition.certificate
    lines = [
        (Words("逐数核验", "Certificate"), _state(edition)),
        *_counts(certificate),
        (Words("引擎版本", "Engine"), same(ENGINE)),
        *(
            (_FINGERPRINTS[name], same(found))
            for name, found in fingerprints(report.results)._asdict().items()
        ),
        (Words("如何核验", "How to verify"), _HOW),
    ]
    blocks = [Block("", tuple(Row((title, words)) for title, words in lines))]
    if certificate is not None and not certificate.holds:
        scheme, units = report.results.scheme, report.results.sheet.units
        names = {unit.code: unit.name for unit in units}
        rows = tuple(
            Row((names[one.unit], figure_words(scheme, one.figure)))
            for one in certificate.differing[:_MOST_NAMED]
        )
        blocks.append(Block(Words("不一致的数", "Figures that differ"), rows))
    return Table(
        NAME,
        NAME,
        (Column(Words("项目", "Item"), "center", widest=30), Column(Words("内容", "Content"), widest=120)),
        blocks=tuple(blocks),
        remarks=report.remarks,
    )


def _state(edition: Edition) -> Words:
    if edition.certificate is not None:
        return _HOLDS if edition.certificate.holds else _DIFFERS
    return _NOT_CERTIFIED if edition.notice is None else _CERTIFIED_IN_PUBLISHING


def _counts(certificate: Certificate | None) -> list[tuple[Words, Words]]:
    if certificate is None:
        return []
    return [
        (Words("核验的数", "Figures"), same(str(certificate.figures))),
        (Words("不一致的数", "Differing"), same(str(len(certificate.differing)))),
    ]
