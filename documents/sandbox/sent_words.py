"""The facts of a trouble, put into words."""

from __future__ import annotations

from documents.sandbox.sent_rows import Forged, cleaned
from indicators.words import Words, same

_LONGEST = 100
_MIB = 2**20
#: Why something cannot be read.
_WHY = {
    "not-a-file": Words("这是文件夹或设备，不是文件", "it is a folder or a device"),
    "members-said": Words(
        "压缩包目录写的文件数与实际不符", "its list of members does not have the length it states"
    ),
    "not-a-zip": Words("不是完好的 .xlsx 工作簿", "it is no sound .xlsx workbook"),
    "not-a-workbook": Words("压缩结构中没有工作簿", "there is no workbook in it"),
    "part-missing": Words("工作簿缺少其中一张工作表", "one of its sheets is missing"),
    "content": Words("内容已损坏", "its content is damaged"),
    "xml": Words("内部的 XML 已损坏", "the XML inside is damaged"),
    "styles": Words("单元格格式已损坏", "the formats of its cells are damaged"),
    "doctype": Words("含有 DTD 或实体声明", "it declares a document type or entities"),
    "encoding": Words("内部文字不是 UTF-8 编码", "the text inside is not in UTF-8"),
    "nesting": Words("内部元素过多或嵌套过深", "it has too many elements, or nested too deep"),
    "name": Words("内部文件名指向别处或不正常", "the name of a part leads elsewhere or is odd"),
    "titles": Words("有两张同名的工作表", "two sheets have the same name"),
    "link": Words("内部含有指向别处的链接文件", "a part is a link to another place"),
    "repeated": Words("同一部分出现两次", "the same part is there twice"),
    "overlap": Words("内部文件互相重叠", "parts lie over each other"),
    "compression": Words("用了不常见的压缩方法", "it is compressed in an unusual way"),
    "external": Words("工作表指向文件之外", "a sheet is outside of the file"),
    "counts": Words("声明的文字条数与实际不符", "it claims more strings than it can hold"),
    "order": Words("行或列的次序颠倒，或同一格出现两次", "rows or cells are out of order, or there twice"),
    "reference": Words("单元格的位置写错", "the reference of the cell is wrong"),
    "string": Words("引用的文字不存在", "the text it refers to does not exist"),
    "style": Words("引用的格式不存在", "the format it refers to does not exist"),
    "value": Words("内容与类型不符", "its content does not fit its type"),
    "merge": Words("合并区域写错", "a merged range is wrong"),
    "time": Words("用时过长", "it took too long"),
    "memory": Words("占用内存过多", "it took too much memory"),
    "crash": Words("读取程序意外退出", "the reading process ended unexpectedly"),
    "forged": Words("读取程序答非所问", "the reading process gave no proper answer"),
}
#: What there is too much of.
_WHAT = {
    "bytes": Words("文件 {value}", "the file has {value}"),
    "unpacked": Words("解压后 {value}", "it unpacks to {value}"),
    "ratio": Words("压缩比 {value}:1", "it is compressed {value}:1"),
    "members": Words("内部文件 {value} 个", "{value} parts"),
    "sheets": Words("工作表 {value} 张", "{value} sheets"),
    "rows": Words("共 {value} 行", "{value} rows"),
    "columns": Words("共 {value} 列", "{value} columns"),
    "cells": Words("有内容的单元格 {value} 格", "{value} cells with content"),
    "rectangle": Words("表格范围 {value} 格", "a range of {value} cells"),
    "merged": Words("合并单元格 {value} 格", "{value} merged cells"),
    "cell-text": Words("一格有 {value} 字", "{value} characters in one cell"),
    "text": Words("文字共 {value} 字", "{value} characters"),
    "styles": Words("单元格格式 {value} 种", "{value} formats of cells"),
}
_IN_BYTES = {"bytes", "unpacked"}


def why(code: str) -> Words:
    """A reason in words."""
    return _WHY[code]


def facts_in_words(facts: dict[str, object]) -> dict[str, object]:
    """The facts by name as they stand in a sentence.

    Raises:
        Forged: Where they are none that the reading process gives.
    """
    if not all(type(fact) is int or (type(fact) is str and len(fact) <= _LONGEST) for fact in facts.values()):
        raise Forged
    if "limit" in facts:
        return _too_much(facts)
    if "why" in facts:
        return {**facts, "why": _WHY[str(facts["why"])]}
    return {
        name: f"{fact:,}" if isinstance(fact, int) else same(cleaned(str(fact)))
        for name, fact in facts.items()
    }


def _too_much(facts: dict[str, object]) -> dict[str, object]:
    what, value, limit = str(facts["what"]), facts["value"], facts["limit"]
    if not isinstance(value, int) or not isinstance(limit, int):
        raise Forged
    shown = _megabytes if what in _IN_BYTES else "{:,}".format
    return {"what": _WHAT[what].fill(value=shown(value)), "limit": shown(limit)}


def _megabytes(count: int) -> str:
    return f"{count / _MIB:,.1f} MB".replace(".0 MB", " MB")
