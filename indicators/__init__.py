"""What is assessed: schemes, their formulas and rules, and what can be wrong with them."""

from __future__ import annotations

from indicators.parts import Composite, Indicator
from indicators.problems import Place, Problem, Severity, blocking
from indicators.scheme import Scheme
from indicators.scheme_text import decode_scheme, json_schema, load, read_scheme, write_scheme
from indicators.units import Exemption, Group, Unit
from indicators.words import Language, Words

__all__ = [
    "Composite",
    "Exemption",
    "Group",
    "Indicator",
    "Language",
    "Place",
    "Problem",
    "Scheme",
    "Severity",
    "Unit",
    "Words",
    "blocking",
    "decode_scheme",
    "json_schema",
    "load",
    "read_scheme",
    "write_scheme",
]
