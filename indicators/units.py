"""Who is assessed: units and the peer groups they are ranked in."""

from __future__ import annotations

from pydantic import Field

from indicators.model import Model


class Group(Model):
    """A peer group 同类组; ranks, quotas and relative rules work within it."""

    code: str = Field(min_length=1)
    """组代码 / code"""
    name: str = Field(min_length=1)
    """组名称 / name"""


class Unit(Model):
    """An assessed unit, as the register 单位名册 states it."""

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    group: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()


class Exemption(Model):
    """A recorded decision of the office that an indicator does not apply to a unit."""

    unit: str
    indicator: str
    reason: str = Field(min_length=1)
    approved_by: str = Field(min_length=1)
