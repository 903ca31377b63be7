"""The printed tables of an indicator system."""

from __future__ import annotations

from documents.system.book import write_system

__all__ = ["write_system"]
