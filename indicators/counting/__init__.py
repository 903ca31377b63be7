"""Indicators that only count what was held, issued or written 以数量论成效, told from those that measure an effect."""

from __future__ import annotations

from indicators.counting.judging import Counting, counted, counting

__all__ = ["Counting", "counted", "counting"]
