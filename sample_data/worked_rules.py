"""The rules of the sample scheme, typed again by hand from their words: no parameter is read from anywhere.

`work_expected.py` works the sample's results with them, as an independent check of the engine.
"""

# ruff: noqa: PLR2004 - the numbers are the rules; a name for each would hide them

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_APPLICABLE, MISSING, NO_SCORE = "not applicable", "missing", "no score"

#: A figure, or the reason why there is none.
Outcome = Fraction | str
Fields = dict[str, Fraction]

QX, DQ, ZF, GQ, GX = "区县", "市直党群部门", "市直政府部门", "国有企业", "高等院校"
EVERYONE = (QX, DQ, ZF, GQ, GX)


@dataclass(frozen=True)
class Paper:
    """What the scheme document says of one indicator apart from its rule."""

    name: str
    dimension: str
    full: int
    counts: int
    groups: tuple[str, ...] = EVERYONE
    fields: tuple[str, ...] = ("",)


PAPERS = {
    "quality": Paper("高质量发展成效得分", "total", 100, 100, (QX,)),
    "P1.1.1": Paper("党委专题研究党建", "P1", 3, 3),
    "P1.1.2": Paper("班子成员联系点", "P1", 2, 2),
    "P1.1.3": Paper("述职评议查摆问题整改率", "P1", 5, 4, fields=("查摆问题", "已整改")),
    "P1.2.1": Paper("督查通报情况", "P1", 4, 4, fields=("督查提醒", "整改通知书", "督查通报")),
    "P1.2.2": Paper("党建机构与党务干部配备率", "P1", 4, 3, fields=("应配党务干部", "实有党务干部")),
    "P2.1.1": Paper("中心组学习", "P2", 4, 3),
    "P2.1.2": Paper("基层宣讲覆盖率", "P2", 4, 4, fields=("基层单位总数", "已覆盖基层单位")),
    "P2.2.1": Paper("意识形态责任制落实（清单）", "P2", 5, 5),
    "P2.2.2": Paper("网络舆情处置及时率", "P2", 5, 4, fields=("应处置舆情", "及时处置")),
    "P3.1.1": Paper("35岁以下科级干部占比", "P3", 3, 3, (QX, DQ, ZF)),
    "P3.1.2": Paper("乡镇班子35岁以下占比", "P3", 3, 3, (QX,)),
    "P3.1.3": Paper("班子分析研判", "P3", 2, 2, (QX, DQ, ZF, GX)),
    "P3.2.1": Paper("软弱涣散党组织整顿销号率", "P3", 4, 4, (QX, GQ, GX), ("应整顿", "已销号")),
    "P3.2.2": Paper("按期换届率", "P3", 3, 3, fields=("应换届", "按期换届")),
    "P3.2.3": Paper("“三会一课”规范率（抽查）", "P3", 3, 3),
    "P3.2.4": Paper("党费足额缴纳率", "P3", 2, 2),
    "P3.3.1": Paper("人才工作年度目标", "P3", 4, 4),
    "L1": Paper("商务楼宇商圈党组织覆盖率", "P3", 2, 2, (QX,), ("符合条件楼宇商圈", "已覆盖楼宇商圈")),
    "L2": Paper("互联网企业党组织覆盖率", "P3", 2, 2, (QX,), ("有党员企业", "已覆盖企业")),
    "L3": Paper("网格党支部（党小组）建成率", "P3", 2, 2, (QX,), ("应建网格", "建成运行网格")),
    "L4": Paper("党建品牌群众认可率", "P3", 2, 2, fields=("受访人数", "认可人数")),
    "P4.1.1": Paper("违反中央八项规定精神问题", "P4", 4, 4),
    "P4.1.2": Paper("会议文件数较上年精简率", "P4", 4, 3, fields=("上年数", "本年数")),
    "P4.2.1": Paper("要求基层报送的考核事项数", "P4", 4, 4, (QX, DQ, ZF, GX)),
    "P5.1.1": Paper("主体责任（百分制折算）", "P5", 5, 5),
    "P5.1.2": Paper("党员违纪处分", "P5", 4, 4, fields=("诫勉", "轻处分", "重处分", "移送司法")),
    "P5.2.1": Paper("巡视反馈问题整改完成率", "P5", 5, 4, fields=("反馈问题", "完成整改")),
    "P5.2.2": Paper("巡察覆盖率", "P5", 3, 3, (QX,)),
    "P6.1.1": Paper("责任清单销号率", "P6", 4, 4, fields=("清单事项", "已销号事项")),
    "P6.1.2": Paper("报告质量（评分）", "P6", 4, 3),
    "L5": Paper("“1+3”激励机制案例按期办理率", "P6", 2, 2, (QX, DQ, ZF, GQ), ("应办案例", "按期办结")),
    "S.1": Paper("社会公众评价", "satisfaction", 5, 5, fields=("满意", "基本满意", "不满意")),
    "S.2": Paper("部门评价", "satisfaction", 5, 5),
}
CODES = {paper.name: code for code, paper in PAPERS.items()}
DIMENSIONS = ("P1", "P2", "P3", "P4", "P5", "P6")


# ———— The rules which look at one unit alone, each as the scheme words it ————


def _p1_1_1(x: Fields, _: str) -> Outcome:
    """满分3分，全年四次专题研究中每缺一次扣0.75分，扣完为止。"""
    return max(Fraction(0), 3 - Fraction("0.75") * x[""])


def _p1_1_2(x: Fields, _: str) -> Outcome:
    """满分2分，班子成员未到联系点每人次扣1分，扣完为止。"""
    return max(Fraction(0), 2 - x[""])


def _p1_1_3(x: Fields, _: str) -> Outcome:
    """查摆问题全部整改得5分，整改率每低1个百分点扣0.1分，按比例计；没有查摆出问题得满分。"""
    if x["查摆问题"] == 0:
        return Fraction(5)
    rate = 100 * x["已整改"] / x["查摆问题"]
    return Fraction(5) if rate >= 100 else max(Fraction(0), 5 - (100 - rate) / 10)


def _p1_2_1(x: Fields, _: str) -> Outcome:
    """满分4分，督查提醒每次扣0.2分，整改通知书每次扣0.3分，督查通报每次扣0.5分，扣完为止。"""
    return max(Fraction(0), 4 - (2 * x["督查提醒"] + 3 * x["整改通知书"] + 5 * x["督查通报"]) / 10)


def _p1_2_2(x: Fields, group: str) -> Outcome:
    """配备率达到目标得4分，每低满2个百分点扣0.2分，不足2个不扣；没有核定应配数按缺报。"""
    if x["应配党务干部"] == 0:
        return MISSING
    target = {QX: 100, DQ: 100, ZF: 95, GQ: 90, GX: 90}[group]
    rate = 100 * x["实有党务干部"] / x["应配党务干部"]
    return Fraction(4) if rate >= target else max(Fraction(0), 4 - Fraction(floor((target - rate) / 2), 5))


def _p2_1_1(x: Fields, _: str) -> Outcome:
    """满分4分，应学未学的专题每次扣0.5分，扣完为止。"""
    return max(Fraction(0), 4 - x[""] / 2)


def _p2_1_2(x: Fields, group: str) -> Outcome:
    """覆盖率达到目标得4分，每低1个百分点扣0.05分，不足1个按1个扣；没有基层单位的不适用。"""
    if x["基层单位总数"] == 0:
        return NOT_APPLICABLE
    target = {QX: 100, DQ: 90, ZF: 90, GQ: 95, GX: 95}[group]
    rate = 100 * x["已覆盖基层单位"] / x["基层单位总数"]
    return Fraction(4) if rate >= target else max(Fraction(0), 4 - Fraction(ceil(target - rate), 20))


def _as_given(x: Fields, _: str) -> Outcome:
    """评分单位直接打分，或导入的得分与满分相同。"""
    return x[""]


def _p2_2_2(x: Fields, _: str) -> Outcome:
    """及时率达到98%得5分，95%得4.5分，90%得4分，80%得3分，其余1.5分；没有舆情得满分。"""
    if x["应处置舆情"] == 0:
        return Fraction(5)
    rate = 100 * x["及时处置"] / x["应处置舆情"]
    if rate >= 98:
        return Fraction(5)
    if rate >= 95:
        return Fraction("4.5")
    if rate >= 90:
        return Fraction(4)
    return Fraction(3) if rate >= 80 else Fraction("1.5")


def _p3_1_1(x: Fields, _: str) -> Outcome:
    """达到20%得3分，每低1个百分点扣0.15分，按比例计，扣完为止。"""
    return Fraction(3) if x[""] >= 20 else max(Fraction(0), 3 - Fraction("0.15") * (20 - x[""]))


def _p3_1_2(x: Fields, _: str) -> Outcome:
    """达到30%得3分，每低满1个百分点扣0.3分，不足1个不扣，扣完为止。"""
    return Fraction(3) if x[""] >= 30 else max(Fraction(0), 3 - Fraction("0.3") * floor(30 - x[""]))


def _p3_1_3(x: Fields, _: str) -> Outcome:
    """满分2分，应研判未研判的每次扣1分，扣完为止。"""
    return max(Fraction(0), 2 - x[""])


def _p3_2_2(x: Fields, _: str) -> Outcome:
    """按期换届率达到100%得3分，每低1个百分点扣0.1分，不足1个按1个扣；没有到期换届的不适用。"""
    if x["应换届"] == 0:
        return NOT_APPLICABLE
    rate = 100 * x["按期换届"] / x["应换届"]
    return Fraction(3) if rate >= 100 else max(Fraction(0), 3 - Fraction(ceil(100 - rate), 10))


def _p3_2_3(x: Fields, _: str) -> Outcome:
    """规范率达到95%得3分，90%得2.7分，80%得2.25分，60%得1.5分，其余0.5分。"""
    if x[""] >= 95:
        return Fraction(3)
    if x[""] >= 90:
        return Fraction("2.7")
    if x[""] >= 80:
        return Fraction("2.25")
    return Fraction("1.5") if x[""] >= 60 else Fraction("0.5")


def _p3_2_4(x: Fields, _: str) -> Outcome:
    """达到100%得2分，未达到得1分。"""
    return Fraction(2) if x[""] >= 100 else Fraction(1)


def _p3_3_1(x: Fields, _: str) -> Outcome:
    """专项考核百分制得分折成4分。"""
    return x[""] * 4 / 100


def _l2(x: Fields, _: str) -> Outcome:
    """覆盖率达到95%得2分，每低1个百分点扣0.1分，按比例计；没有有党员企业的不适用。"""
    if x["有党员企业"] == 0:
        return NOT_APPLICABLE
    rate = 100 * x["已覆盖企业"] / x["有党员企业"]
    return Fraction(2) if rate >= 95 else max(Fraction(0), 2 - (95 - rate) / 10)


def _l4(x: Fields, _: str) -> Outcome:
    """认可率超过90%得2分，超过80%得1.75分，超过70%得1.25分，其余0.5分；恰为90%的在下一档。"""
    if x["受访人数"] == 0:
        return MISSING
    rate = 100 * x["认可人数"] / x["受访人数"]
    if rate > 90:
        return Fraction(2)
    if rate > 80:
        return Fraction("1.75")
    return Fraction("1.25") if rate > 70 else Fraction("0.5")


def _p4_1_1(x: Fields, _: str) -> Outcome:
    """满分4分，查实的问题每起扣1分，扣完为止。"""
    return max(Fraction(0), 4 - x[""])


def _p4_1_2(x: Fields, _: str) -> Outcome:
    """精简率达到10%得3分，每高1个百分点加0.1分、最高4分，每低1个扣0.2分，都按比例计；上年为零的不适用。"""
    if x["上年数"] == 0:
        return NOT_APPLICABLE
    rate = 100 * (x["上年数"] - x["本年数"]) / x["上年数"]
    if rate >= 10:
        return min(Fraction(4), 3 + (rate - 10) / 10)
    return max(Fraction(0), 3 - (10 - rate) / 5)


def _p5_1_1(x: Fields, _: str) -> Outcome:
    """主体责任百分制得分折成5分。"""
    return x[""] * 5 / 100


def _p5_1_2(x: Fields, _: str) -> Outcome:
    """满分4分，诫勉每人扣0.5分，轻处分1.5分，重处分2.5分，移送司法4分，扣完为止。"""
    lost = (x["诫勉"] + 3 * x["轻处分"] + 5 * x["重处分"] + 8 * x["移送司法"]) / 2
    return max(Fraction(0), 4 - lost)


def _p5_2_1(x: Fields, _: str) -> Outcome:
    """完成率达到100%得5分，每低5个百分点扣0.5分，不足5个按5个扣；没有反馈问题的不适用。"""
    if x["反馈问题"] == 0:
        return NOT_APPLICABLE
    rate = 100 * x["完成整改"] / x["反馈问题"]
    return Fraction(5) if rate >= 100 else max(Fraction(0), 5 - Fraction(ceil((100 - rate) / 5), 2))


def _p5_2_2(x: Fields, _: str) -> Outcome:
    """达到80%得2.5分，每高满10个百分点加0.25分、最高3分，每低满2个扣0.1分，不足一步的不计。"""
    if x[""] >= 80:
        return min(Fraction(3), Fraction("2.5") + Fraction(floor((x[""] - 80) / 10), 4))
    return max(Fraction(0), Fraction("2.5") - Fraction(floor((80 - x[""]) / 2), 10))


def _p6_1_2(x: Fields, _: str) -> Outcome:
    """90分以上（好）得4分，80分得3.2分，60分得2.4分，其余1.6分。"""
    if x[""] >= 90:
        return Fraction(4)
    if x[""] >= 80:
        return Fraction("3.2")
    return Fraction("2.4") if x[""] >= 60 else Fraction("1.6")


def _l5(x: Fields, _: str) -> Outcome:
    """按期办理率达到100%得2分，每低2个百分点扣0.1分，按比例计；没有应办案例的不适用。"""
    if x["应办案例"] == 0:
        return NOT_APPLICABLE
    rate = 100 * x["按期办结"] / x["应办案例"]
    return Fraction(2) if rate >= 100 else max(Fraction(0), 2 - (100 - rate) / 20)


def _s_1(x: Fields, _: str) -> Outcome:
    """满意100分，基本满意75分，不满意30分，按有效票平均后折成5分；没有有效票按缺报。"""
    votes = x["满意"] + x["基本满意"] + x["不满意"]
    if votes == 0:
        return MISSING
    return (100 * x["满意"] + 75 * x["基本满意"] + 30 * x["不满意"]) / votes * 5 / 100


ALONE: dict[str, Callable[[Fields, str], Outcome]] = {
    "quality": _as_given,
    "P1.1.1": _p1_1_1,
    "P1.1.2": _p1_1_2,
    "P1.1.3": _p1_1_3,
    "P1.2.1": _p1_2_1,
    "P1.2.2": _p1_2_2,
    "P2.1.1": _p2_1_1,
    "P2.1.2": _p2_1_2,
    "P2.2.1": _as_given,
    "P2.2.2": _p2_2_2,
    "P3.1.1": _p3_1_1,
    "P3.1.2": _p3_1_2,
    "P3.1.3": _p3_1_3,
    "P3.2.2": _p3_2_2,
    "P3.2.3": _p3_2_3,
    "P3.2.4": _p3_2_4,
    "P3.3.1": _p3_3_1,
    "L2": _l2,
    "L4": _l4,
    "P4.1.1": _p4_1_1,
    "P4.1.2": _p4_1_2,
    "P5.1.1": _p5_1_1,
    "P5.1.2": _p5_1_2,
    "P5.2.1": _p5_2_1,
    "P5.2.2": _p5_2_2,
    "P6.1.2": _p6_1_2,
    "L5": _l5,
    "S.1": _s_1,
    "S.2": _as_given,
}


# ———— The rules which compare the units of a group: first the figure compared, then the points ————


def _ratio(done: str, of: str, if_none: Outcome) -> Callable[[Fields], Outcome]:
    return lambda x: if_none if x[of] == 0 else 100 * x[done] / x[of]


def _p3_2_1(own: Fraction, peers: list[Fraction]) -> Fraction:
    """功效系数：同组最高得4分，最低得2.4分（60%），其余按比例；全组相同得满分。"""
    best, worst = max(peers), min(peers)
    return (
        Fraction(4) if best == worst else Fraction("2.4") + Fraction("1.6") * (own - worst) / (best - worst)
    )


def _l1(own: Fraction, peers: list[Fraction]) -> Fraction:
    """功效系数：同组最高得2分，最低得1分（50%），其余按比例；全组相同得满分。"""
    best, worst = max(peers), min(peers)
    return Fraction(2) if best == worst else 1 + (own - worst) / (best - worst)


def _p6_1_1(own: Fraction, peers: list[Fraction]) -> Fraction:
    """功效系数：同组最高得4分，最低得2.8分（70%），其余按比例；全组相同得满分。"""
    best, worst = max(peers), min(peers)
    return (
        Fraction(4) if best == worst else Fraction("2.8") + Fraction("1.2") * (own - worst) / (best - worst)
    )


def _l3(own: Fraction, peers: list[Fraction]) -> Fraction:
    """同组第一名得2分，每降一名减0.2分（10%），最低0.5分；并列取较前名次。"""
    place = 1 + sum(peer > own for peer in peers)
    return max(Fraction("0.5"), 2 - Fraction(place - 1, 5))


def _p4_2_1(own: Fraction, peers: list[Fraction]) -> Fraction:
    """事项最少的得4分，每降一名减0.16分（4%），最低1分；并列取较前名次；独一家得满分。"""
    place = 1 + sum(peer < own for peer in peers)
    return max(Fraction(1), 4 - Fraction("0.16") * (place - 1))


#: What is compared (a text where there is nothing to compare), and the points. `full` marks 分母为零得满分.
FULL = "full"
COMPARED: dict[str, tuple[Callable[[Fields], Outcome], Callable[[Fraction, list[Fraction]], Fraction]]] = {
    "P3.2.1": (_ratio("已销号", "应整顿", FULL), _p3_2_1),
    "L1": (_ratio("已覆盖楼宇商圈", "符合条件楼宇商圈", NOT_APPLICABLE), _l1),
    "L3": (_ratio("建成运行网格", "应建网格", MISSING), _l3),
    "P4.2.1": (lambda x: x[""], _p4_2_1),
    "P6.1.1": (_ratio("已销号事项", "清单事项", MISSING), _p6_1_1),
}
