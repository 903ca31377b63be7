"""The other side from Excel to Excel: a script in pandas and openpyxl that reads, scores, ranks and writes by itself.

`python -m benchmarks.by_pandas_workbook WRITER GROUPS DATA.xlsx RESULT.xlsx`, where the assessment has so many groups, publishes
the results as Baton's workbook of values does, without its looks and its tables of texts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd

from benchmarks.assessment import BRANCHES, GRADES, TYPES, assessment
from benchmarks.by_pandas import GRADE, GROUP_RANK, RANK, TOTAL, points, standing, tree
from benchmarks.frame_headings import GROUP, TYPE
from benchmarks.pandas_rules import GUARD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.assessment import Assessment
    from benchmarks.by_pandas import Series

    Frame = pd.DataFrame
    Texts = np.ndarray[Any, np.dtype[np.object_]]

REGISTER, SHEET = "名册", "成绩表"
CODE, UNIT = "单位代码", "单位"
OVERALL, BY_GROUP, DETAIL, GRADED, LACKING = "排名", "分组排名", "得分明细", "等次", "缺报"
_MISSING, _NOT_APPLICABLE, _NO_SCORE, _NONE = "缺报", "不适用", "无分", "—"
_MOST_LISTED = 5_000
_NAMES = np.array([grade["name"] for grade in GRADES] + [_NONE], dtype=object)


def read(of: Assessment, path: Path) -> Frame:
    """The score sheet with the group of each unit, in the order of the register."""
    sheets = pd.read_excel(path, sheet_name=[REGISTER, SHEET], engine="openpyxl")
    register = sheets[REGISTER].rename(columns={"组别": GROUP})[[CODE, GROUP]]
    frame = register.merge(sheets[SHEET], on=CODE, how="left", validate="one_to_one")
    frame[GROUP] = pd.Categorical(frame[GROUP], categories=list(of.groups))
    frame[TYPE] = frame[GROUP].cat.codes % TYPES
    return frame


def publish(of: Assessment, frame: Frame) -> dict[str, Frame]:
    """Every table by the name of its sheet."""
    leaves = points(of, frame)
    nodes = tree(of, frame, leaves)
    places = standing(frame, nodes)
    lacking = leaves.isna() & pd.DataFrame({leaf.code: frame[TYPE].isin(leaf.types) for leaf in of.leaves})
    detail = _detail(of, leaves, lacking, nodes)
    ranking = _ranking(frame, detail, places, lacking)
    order = np.lexsort((places[GROUP_RANK].fillna(np.inf), frame[GROUP].cat.codes))
    overall = order[np.argsort(places[RANK].fillna(np.inf).to_numpy()[order], kind="stable")]
    among_all = ranking.assign(备注=_remarks(places[TOTAL], places[TOTAL].duplicated(keep=False)))
    return {
        OVERALL: among_all.iloc[overall],
        BY_GROUP: ranking.drop(columns=["总名次", "组别"]).iloc[order],
        DETAIL: pd.concat([ranking[["组别", "组内名次", CODE, UNIT]], detail], axis=1).iloc[order],
        GRADED: _graded(frame.iloc[order], places.iloc[order]),
        LACKING: _lacking(frame.iloc[order], lacking.iloc[order]),
    }


def write(tables: dict[str, Frame], path: Path) -> None:
    """One sheet for each table."""
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, index=False)


def write_rows(tables: dict[str, Frame], path: Path) -> None:
    """The same by openpyxl alone, row by row into a workbook that can only be written: the fastest way it has."""
    book = openpyxl.Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(table.columns))
        for row in table.itertuples(index=False, name=None):
            sheet.append(row)
    book.save(path)


#: By the library that writes.
WRITERS = {"pandas": write, "openpyxl": write_rows}


def _detail(of: Assessment, leaves: Frame, lacking: Frame, nodes: dict[str, Series]) -> Frame:
    """Published points of every part of the tree, parents before their children, or why there are none."""
    shown = (leaves * 100 + 0.5 + GUARD) // 1 / 100
    texts = shown.astype(object).mask(lacking, _MISSING).mask(shown.isna() & ~lacking, _NOT_APPLICABLE)
    hundredths = {"total": nodes["total"], "party": nodes["party"]}
    parts: dict[str, Series] = {
        code: hundredths.get(code, (node * 100 + 0.5 + GUARD) // 1) / 100 for code, node in nodes.items()
    }
    columns: dict[str, object] = {"total": _or(parts["total"], _NO_SCORE)}
    columns |= {code: parts[code] for code in ("party", "indicators")}
    for parent in (*(f"P{number}" for number in range(1, BRANCHES + 1)), "satisfaction"):
        below = [leaf.code for leaf in of.below(parent)]
        columns[parent] = parts[parent].astype(object).mask(lacking[below].all(axis=1), _MISSING)
        columns |= {code: texts[code] for code in below}
    return pd.DataFrame({**columns, "quality": texts["quality"]})


def _ranking(frame: Frame, detail: Frame, places: Frame, lacking: Frame) -> Frame:
    """What the rankings say of each unit."""
    total = places[TOTAL]
    tied = frame[[GROUP]].assign(total=total).duplicated(keep=False)
    return pd.DataFrame(
        {
            "总名次": _or(places[RANK].astype("Int64"), _NONE),
            "组别": frame[GROUP].astype(object),
            "组内名次": _or(places[GROUP_RANK].astype("Int64"), _NONE),
            CODE: frame[CODE],
            UNIT: frame[UNIT],
            "党的建设得分": detail["party"],
            "quality": detail["quality"],
            "综合得分": detail["total"],
            "等次": _NAMES[places[GRADE]],
            "缺报项数": lacking.sum(axis=1),
            "备注": _remarks(total, tied),
        }
    )


def _or(numbers: pd.Series[Any], otherwise: str) -> Series:
    """The numbers, and words where there is none."""
    found: Series = numbers.astype(object).mask(numbers.isna(), otherwise)
    return found


def _remarks(total: Series, tied: pd.Series[Any]) -> Texts:
    found: Texts = np.select([total.isna(), tied], ["未出总分，不排名", "并列"], "").astype(object)
    return found


def _graded(frame: Frame, places: Frame) -> Frame:
    """Grade by grade in each group: who may hold it, and who does."""
    of_units = pd.DataFrame(
        {GROUP: frame[GROUP], UNIT: frame[UNIT], TOTAL: places[TOTAL], GRADE: places[GRADE]}
    )
    return pd.DataFrame(
        row for _, units in of_units.groupby(GROUP, observed=True) for row in _of_group(units)
    )


def _of_group(units: Frame) -> Iterator[dict[str, object]]:
    share = 0.0
    for position, grade in enumerate([*GRADES, {"name": "未定等次"}]):
        held = units[UNIT][units[GRADE] == (position if position < len(GRADES) else -1)]
        if position == len(GRADES) and held.empty:
            continue
        least, quota = grade.get("at_least"), grade.get("quota")
        share += 0.0 if quota is None else float(quota.rstrip("%"))
        yield {
            "等次": grade["name"],
            "最低总分": _NONE if least is None else float(least),
            "达到最低总分的单位数": _NONE
            if least is None
            else int((units[TOTAL] >= float(least) * 100).sum()),
            "名额比例": quota or _NONE,
            "名额（含以上等次）": _NONE if quota is None else int(len(units) * share / 100 + GUARD),
            "实评单位数": len(held),
            UNIT: "、".join(held) or _NONE,
        }


def _lacking(frame: Frame, lacking: Frame) -> Frame:
    """What was not reported, unit by unit, as far as anybody reads."""
    rows, columns = (found[:_MOST_LISTED] for found in lacking.to_numpy().nonzero())
    codes = lacking.columns.to_numpy()[columns]
    unit = frame.iloc[rows]
    no_total = unit["quality"].isna().to_numpy() & (codes == "quality")
    return pd.DataFrame(
        {
            "组别": unit[GROUP].astype(object),
            CODE: unit[CODE],
            UNIT: unit[UNIT],
            "指标代码": codes,
            "指标": codes,
            "责任单位": _NONE,
            "缺报处理": np.where(no_total, "缺报不出总分", "缺报不得分"),
        }
    )


def main() -> None:
    """Reads one workbook and writes the other."""
    writer, groups, data, result = sys.argv[1:]
    of = assessment(int(groups))
    WRITERS[writer](publish(of, read(of, Path(data))), Path(result))


if __name__ == "__main__":
    main()
