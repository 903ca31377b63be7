"""Makes the sample workbooks of the invented city 云江市; run twice, it writes the same bytes.

    python -m sample_data.make_sample [FOLDER]

Units, indicators and fields are typed here again and not read from the scheme, as an office's sheets are.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from sample_data.special_cells import EXEMPTIONS, SPECIAL, Cell

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = "云江市2020"
CREATED = datetime(2021, 1, 15, 9, 0, 0)  # noqa: DTZ001 - Excel keeps local time without a zone

DISTRICTS = ("区县",)
DEPARTMENTS = ("党群", "政府")
ALL = ("区县", "党群", "政府", "国企", "高校")

GROUP_NAMES = {
    "区县": "区县",
    "党群": "市直党群部门",
    "政府": "市直政府部门",
    "国企": "国有企业",
    "高校": "高等院校",
}

#: Units by group; what follows `=` is an alias the office also uses.
REGISTER = {
    "区县": "云澜区 江屿区 松岫区 鹤汀区 苇湾区 岚岱区 霁溪区 砚湖区 青栈县 石棠县 梧渡县",
    "党群": "市委办公室=市委办 市纪委监委机关=市纪委监委、市纪委 市委组织部 市委宣传部 市委统战部 市委政法委 "
    "市委网信办 市委编办 市直机关工委 市委老干部局 市委党校 市总工会 团市委=共青团云江市委 市妇联 市科协 市残联",
    "政府": "市政府办公室=市政府办 市发展改革委=市发改委 市教育局 市科技局 市工业和信息化局=市工信局 市公安局 市民政局 "
    "市司法局 市财政局 市人力资源社会保障局=市人社局 市自然资源局 市生态环境局 市住房城乡建设局=市住建局 市交通运输局 "
    "市水务局 市农业农村局 市商务局 市文化和旅游局=市文旅局 市卫生健康委=市卫健委 市退役军人事务局 市应急管理局 市审计局 "
    "市国资委 市市场监管局 市统计局 市医保局 市信访局 市城市管理局=市城管局",
    "国企": "云江城建集团 云江交通投资集团=云江交投 云江水务集团 云江文旅集团 云江公交集团 云江粮食集团 云江能源集团 "
    "云江产业投资集团=云江产投",
    "高校": "云江大学 云江理工学院 云江师范学院 云江医学院 云江职业技术学院 云江工程技术学院",
}


@dataclass(frozen=True)
class Unit:
    """One line of the register."""

    code: str
    name: str
    group: str
    aliases: str

    @property
    def level(self) -> float:
        """How well the unit does in general, so that totals spread out."""
        return _random(self.code, "level").uniform(0.2, 1.0)


Made = tuple[Cell, ...]


@dataclass(frozen=True)
class Item:
    """One indicator as the office asks for it: its columns, and how believable values are drawn."""

    code: str
    name: str
    groups: tuple[str, ...]
    fields: tuple[str, ...]
    make: Callable[[random.Random, float], Made]


def _random(*key: str) -> random.Random:
    """Each cell has its own source, so that a change in one place moves nothing elsewhere."""
    return random.Random("|".join((SEED, *key)))  # noqa: S311 - sample data, not secrets


def _shortfall(rng: random.Random, level: float) -> float:
    return float(rng.random() ** 1.5 * (1.1 - level))


def _counts(*worst: int) -> Callable[[random.Random, float], Made]:
    return lambda rng, level: tuple(int(_shortfall(rng, level) * (most + 1)) for most in worst)


def _ratio(least: int, most: int, worst: float) -> Callable[[random.Random, float], Made]:
    """Done and total, the share done not much below `worst`."""

    def make(rng: random.Random, level: float) -> Made:
        total = rng.randint(least, most)
        return min(total, int(total * (1 - (1 - worst) * 1.4 * _shortfall(rng, level)) + 0.5)), total

    return make


def _between(worst: int, best: int, step: str = "0.01") -> Callable[[random.Random, float], Made]:
    """A figure between two others, in whole steps."""

    def make(rng: random.Random, level: float) -> Made:
        size = Decimal(step)
        steps = int((best - worst) * min(1.0, 1.25 * _shortfall(rng, level)) / float(size) + 0.5)
        return (best - steps * size,)

    return make


def _fewer_meetings(rng: random.Random, level: float) -> Made:
    last = rng.randint(60, 260)
    return last, int(last * (0.78 + 0.3 * _shortfall(rng, level)) + 0.5)


def _survey(rng: random.Random, level: float) -> Made:
    asked = rng.choice((200, 250, 300, 400))
    against = int(asked * 0.25 * _shortfall(rng, level))
    so_so = int(asked * 0.4 * _shortfall(rng, level))
    return asked - so_so - against, so_so, against


_P3_1_1 = ("区县", "党群", "政府")
_ONE = ("",)

#: The themes an office sends out as one sheet each.
SHEETS: dict[str, tuple[Item, ...]] = {
    "政治思想": (
        Item("P1.1.1", "党委专题研究党建", ALL, _ONE, _counts(3)),
        Item("P1.1.2", "班子成员联系点", ALL, _ONE, _counts(2)),
        Item("P1.1.3", "述职评议查摆问题整改率", ALL, ("已整改", "查摆问题"), _ratio(4, 20, 0.75)),
        Item("P1.2.1", "督查通报情况", ALL, ("督查提醒", "整改通知书", "督查通报"), _counts(4, 3, 2)),
        Item("P1.2.2", "党建机构与党务干部配备率", ALL, ("实有党务干部", "应配党务干部"), _ratio(8, 40, 0.8)),
        Item("P2.1.1", "中心组学习", ALL, _ONE, _counts(3)),
        Item("P2.1.2", "基层宣讲覆盖率", ALL, ("已覆盖基层单位", "基层单位总数"), _ratio(6, 90, 0.7)),
        Item("P2.2.1", "意识形态责任制落实（清单）", ALL, _ONE, _between(3, 5)),
        Item("P2.2.2", "网络舆情处置及时率", ALL, ("及时处置", "应处置舆情"), _ratio(0, 60, 0.75)),
    ),
    "组织": (
        Item("P3.1.1", "35岁以下科级干部占比", _P3_1_1, _ONE, _between(9, 26)),
        Item("P3.1.2", "乡镇班子35岁以下占比", DISTRICTS, _ONE, _between(22, 36)),
        Item("P3.1.3", "班子分析研判", (*_P3_1_1, "高校"), _ONE, _counts(1)),
        Item(
            "P3.2.1",
            "软弱涣散党组织整顿销号率",
            ("区县", "国企", "高校"),
            ("已销号", "应整顿"),
            _ratio(3, 16, 0.6),
        ),
        Item("P3.2.2", "按期换届率", ALL, ("按期换届", "应换届"), _ratio(5, 60, 0.85)),
        Item("P3.2.3", "“三会一课”规范率（抽查）", ALL, _ONE, _between(55, 100, "2.5")),
        Item(
            "P3.2.4",
            "党费足额缴纳率",
            ALL,
            _ONE,
            lambda rng, _: (rng.choice((100, 100, 100, Decimal("99.5"))),),
        ),
        Item("P3.3.1", "人才工作年度目标", ALL, _ONE, _between(60, 100, "5")),
        Item(
            "L1",
            "商务楼宇商圈党组织覆盖率",
            DISTRICTS,
            ("已覆盖楼宇商圈", "符合条件楼宇商圈"),
            _ratio(8, 60, 0.6),
        ),
        Item("L2", "互联网企业党组织覆盖率", DISTRICTS, ("已覆盖企业", "有党员企业"), _ratio(10, 80, 0.7)),
        Item(
            "L3", "网格党支部（党小组）建成率", DISTRICTS, ("建成运行网格", "应建网格"), _ratio(80, 400, 0.8)
        ),
        Item("L4", "党建品牌群众认可率", ALL, ("认可人数", "受访人数"), _ratio(100, 100, 0.6)),
    ),
    "作风纪律制度": (
        Item("P4.1.1", "违反中央八项规定精神问题", ALL, _ONE, _counts(2)),
        Item("P4.1.2", "会议文件数较上年精简率", ALL, ("上年数", "本年数"), _fewer_meetings),
        Item("P4.2.1", "要求基层报送的考核事项数", (*_P3_1_1, "高校"), _ONE, _counts(22)),
        Item("P5.1.1", "主体责任（百分制折算）", ALL, _ONE, _between(70, 100, "0.5")),
        Item("P5.1.2", "党员违纪处分", ALL, ("诫勉", "轻处分", "重处分", "移送司法"), _counts(2, 1, 0, 0)),
        Item("P5.2.1", "巡视反馈问题整改完成率", ALL, ("完成整改", "反馈问题"), _ratio(8, 40, 0.75)),
        Item("P5.2.2", "巡察覆盖率", DISTRICTS, _ONE, _between(65, 100, "2.5")),
        Item("P6.1.1", "责任清单销号率", ALL, ("已销号事项", "清单事项"), _ratio(20, 80, 0.75)),
        Item("P6.1.2", "报告质量（评分）", ALL, _ONE, _between(40, 100, "20")),
        Item(
            "L5",
            "“1+3”激励机制案例按期办理率",
            ("区县", "党群", "政府", "国企"),
            ("按期办结", "应办案例"),
            _ratio(0, 8, 0.8),
        ),
    ),
    "成效与满意度": (
        Item("quality", "高质量发展成效得分", DISTRICTS, _ONE, _between(76, 94)),
        Item("S.1", "社会公众评价", ALL, ("满意", "基本满意", "不满意"), _survey),
        Item("S.2", "部门评价", ALL, _ONE, _between(3, 5)),
    ),
}

#: Which sheets head their columns with codes; the others use names, as different offices do.
BY_CODE = {
    ("scores-districts.xlsx", "政治思想"),
    ("scores-departments.xlsx", "组织"),
    ("scores-departments.xlsx", "成效与满意度"),
    ("scores-firms-universities.xlsx", "政治思想"),
    ("scores-firms-universities.xlsx", "作风纪律制度"),
    ("scores-firms-universities.csv", "组织"),
}
#: Sheets where units are called by their short names.
SHORT_NAMES = {("scores-departments.xlsx", "成效与满意度")}


def register() -> tuple[Unit, ...]:
    """All units of the city."""
    units = []
    for number, (group, line) in enumerate(REGISTER.items(), 1):
        for position, entry in enumerate(line.split(), 1):
            name, _, aliases = entry.partition("=")
            units.append(Unit(f"{number:02}{position:02}", name, group, aliases))
    return tuple(units)


def cells(unit: Unit, item: Item) -> Made:
    """What the unit's row holds under the indicator's columns."""
    special = SPECIAL.get((unit.name, item.code))
    if special is not None:
        return special
    if unit.group not in item.groups or (unit.name, item.code) in EXEMPTIONS:
        return ("/",) * len(item.fields)
    return item.make(_random(unit.code, item.code), unit.level)


def heading(file: str, sheet: str, item: Item, field: str) -> str:
    """The heading of one column."""
    name = item.code if (file, sheet) in BY_CODE else item.name
    return f"{name}|{field}" if field else name


def table(file: str, sheet: str, units: tuple[Unit, ...]) -> list[list[Cell]]:
    """One wide sheet: headings, then a row for each unit; columns nobody of these units has are left out."""
    groups = {unit.group for unit in units}
    items = [item for item in SHEETS[sheet] if groups & set(item.groups)]
    rows: list[list[Cell]] = [
        ["单位", *(heading(file, sheet, item, f) for item in items for f in item.fields)]
    ]
    for unit in units:
        short = unit.aliases.split("、")[0] if (file, sheet) in SHORT_NAMES else ""
        rows.append([short or unit.name, *(cell for item in items for cell in cells(unit, item))])
    return rows


def workbook(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """A workbook with formatted headings; numbers are numbers and codes are text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "云江市2020年度党建考核（样例，全部虚构）", "created": CREATED})
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "border": 1,
                "bg_color": "#F2DCDB",
            }
        )
        text = book.add_format({"border": 1})
        whole = book.add_format({"border": 1, "num_format": "0"})
        part = book.add_format({"border": 1, "num_format": "0.00"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_row(0, 48)
            sheet.set_column(0, 0, 20)
            sheet.set_column(1, max(1, len(rows[0]) - 1), 13)
            for at, cell in enumerate(rows[0]):
                sheet.write_string(0, at, str(cell), head)
            for row, line in enumerate(rows[1:], 1):
                for at, cell in enumerate(line):
                    if cell is None:
                        sheet.write_blank(row, at, None, text)
                    elif isinstance(cell, str):
                        sheet.write_string(row, at, cell, text)
                    else:
                        sheet.write_number(row, at, float(cell), whole if isinstance(cell, int) else part)
    return _repacked(buffer.getvalue())


def _repacked(content: bytes) -> bytes:
    """The workbook without compression, whose bytes depend on the machine's zlib."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (2021, 1, 15, 9, 0, 0))
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


def comma_separated(rows: list[list[Cell]]) -> bytes:
    """A table as Excel saves it: UTF-8 with a byte order mark."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def joined(tables: list[list[list[Cell]]]) -> list[list[Cell]]:
    """Several tables of the same units side by side."""
    return [[*rows[0][:1], *(cell for row in rows for cell in row[1:])] for rows in zip(*tables, strict=True)]


BROKEN: list[list[Cell]] = [
    [
        "单位",
        "P1.1.1",
        "P1.1.3|已整改",
        "P1.1.3|查摆问题",
        "意识形态责任制落实（清单）",
        "P3.1.1",
        "P5.1.1",
        "群众点赞数",
    ],
    ["云澜区", 0, 12, 12, Decimal("4.75"), Decimal("21.36"), 95, 1200],
    ["江屿区", 1, 9, 10, "九十", Decimal("18.5"), 92, 860],
    ["云海区", 0, 8, 8, Decimal("4.5"), 20, 90, 910],
    ["松岫区", 0, 15, 16, Decimal("4.25"), Decimal("19.9"), 105, 640],
    ["鹤汀区", 0, 7, 7, "/", 22, Decimal("93.5"), 700],
    ["苇湾区", 0, "无", 0, Decimal("4.6"), Decimal("20.15"), 88, 530],
    ["岚岱区", 2, 11, 14, 4, Decimal("17.3333"), Decimal("85.5"), 410],
    ["霁溪区", -1, 10, 10, Decimal("4.8"), Decimal("23.08"), 96, 990],
    ["云澜区", 0, 12, 12, Decimal("4.7"), Decimal("21.36"), 95, 1200],
    ["砚湖区", 0, 6, 6, Decimal("4.9"), 24, 97, 1050],
    ["青栈县", 1, 13, 15, Decimal("4.1"), Decimal("18.75"), "—", 380],
]


def make(folder: Path) -> None:
    """Writes every file into the folder."""
    units = register()
    by_code = {item.code: item for items in SHEETS.values() for item in items}
    workbooks = {
        "scores-districts.xlsx": tuple(unit for unit in units if unit.group in DISTRICTS),
        "scores-departments.xlsx": tuple(unit for unit in units if unit.group in DEPARTMENTS),
        "scores-firms-universities.xlsx": tuple(unit for unit in units if unit.group in {"国企", "高校"}),
    }
    files = {
        file: workbook({name: table(file, name, of) for name in SHEETS}) for file, of in workbooks.items()
    }
    variant = "scores-firms-universities.csv"
    others = workbooks["scores-firms-universities.xlsx"]
    files[variant] = comma_separated(joined([table(variant, name, others) for name in SHEETS]))
    listed: list[list[Cell]] = [["单位代码", "单位", "组别", "别名"]]
    listed += [[unit.code, unit.name, GROUP_NAMES[unit.group], unit.aliases or None] for unit in units]
    files["units.xlsx"] = workbook({"单位名册": listed})
    exempt: list[list[Cell]] = [["单位", "指标", "理由", "批准人"]]
    for position, ((unit, code), reason) in enumerate(EXEMPTIONS.items()):
        # The office writes the code in one line and the name in the next.
        exempt.append([unit, code if position % 2 else by_code[code].name, reason, "市考核办第3次主任会议"])
    files["exemptions.xlsx"] = workbook({"不适用认定": exempt})
    files["broken.xlsx"] = workbook({"填报表": BROKEN})
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
