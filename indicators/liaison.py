"""Liaison 对接: how far a department has come in asking its provincial counterpart about an indicator."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from indicators.choices import by_either_name
from indicators.model import Model, Text
from indicators.words import Words


class LiaisonState(StrEnum):
    """How far it has come."""

    NOT_CONTACTED = "not contacted"
    CONTACTED = "contacted"
    CONFIRMED = "confirmed"


LIAISON_WORDS = {
    LiaisonState.NOT_CONTACTED: Words("未对接", "not contacted"),
    LiaisonState.CONTACTED: Words("已对接", "contacted"),
    LiaisonState.CONFIRMED: Words("已确认", "confirmed"),
}


if TYPE_CHECKING:
    LiaisonSetting = LiaisonState
else:
    LiaisonSetting = Annotated[LiaisonState, *by_either_name(LiaisonState, LIAISON_WORDS)]


class Liaison(Model):
    """What is known of the talks with the provincial counterpart."""

    state: LiaisonSetting = LiaisonState.NOT_CONTACTED
    """对接状态：not contacted 未对接，contacted 已对接，confirmed 已确认 / how far it has come"""
    date: Text | None = None
    """日期 / when"""
    note: Text | None = None
    """备注 / remarks"""
