"""Everything that is measured, in the order of the page."""

from __future__ import annotations

from functools import partial
from typing import Any

from benchmarks.app import AppTimes, time_app
from benchmarks.checking import time_check
from benchmarks.excel import METHOD as EXCEL_METHOD
from benchmarks.excel import ExcelTimes, excel_bars, excel_table, time_excel
from benchmarks.live_workbook import LiveTimes, time_live_workbook
from benchmarks.measure import Contest, Rescoring, Size, rescoring
from benchmarks.part import Part
from benchmarks.reading import Reading, time_reading
from benchmarks.rescoring_method import METHOD
from benchmarks.rescoring_page import rescoring_bars, rescoring_table
from benchmarks.scale_page import TABLES, TALLIES
from benchmarks.stability import METHOD as DRAWS_METHOD
from benchmarks.stability import StabilityTimes, stability_bars, stability_table, time_stability
from benchmarks.streaming import METHOD as STREAMING_METHOD
from benchmarks.streaming import Streaming, streaming_table, time_streaming
from benchmarks.streaming_spark import METHOD as SPARK_METHOD
from benchmarks.streaming_spark import SparkTimes, spark_bars, spark_table, time_spark
from benchmarks.summary import streaming_bars
from benchmarks.tables import (
    APP_METHOD,
    app_table,
    checking_sentence,
    live_table,
    reading_table,
    trust_table,
)
from benchmarks.trust import Trust, time_trust
from benchmarks.weight import weighing
from benchmarks.weight_page import METHOD as WEIGHT_METHOD
from benchmarks.weight_page import weight_bars, weight_table

UNITS, GROUPS = 3_000, 100
SIZES = (
    Size(UNITS, GROUPS, rounds=41, warm=3),
    Size(100_000, 200, rounds=9, warm=2),
    Size(100_000, 200, rounds=5, warm=2, mixed=True),
    Size(100_000, 1, rounds=5, warm=2),
    Size(1_000_000, 300, rounds=5, warm=1),
)

#: The largest is every grassroots organisation of a country.
WEIGHED = (
    Size(UNITS, GROUPS, rounds=41, warm=3),
    Size(100_000, 200, rounds=9, warm=2),
    Size(5_250_000, 1_575, rounds=3, warm=1),
)

RESCORING = Part("rescoring", Rescoring, partial(rescoring, SIZES), rescoring_table, METHOD, rescoring_bars)
PARTS: tuple[Part[Any], ...] = (
    RESCORING,
    Part("weight", tuple[Contest, ...], partial(weighing, WEIGHED), weight_table, WEIGHT_METHOD, weight_bars),
    Part(
        "excel", ExcelTimes, partial(time_excel, UNITS, GROUPS, 3, 5), excel_table, EXCEL_METHOD, excel_bars
    ),
    Part("read", Reading, partial(time_reading, 5), reading_table),
    Part("app", AppTimes, partial(time_app, 15, 5), app_table, APP_METHOD),
    Part("live", LiveTimes, partial(time_live_workbook, UNITS, GROUPS, 3), live_table),
    Part("trust", Trust, partial(time_trust, UNITS, GROUPS, 100_000, 1), trust_table),
    Part("check", float, partial(time_check, 2_000, 3_000, 7), checking_sentence),
    Part(
        "stability",
        StabilityTimes,
        partial(time_stability, UNITS, 10_000, 9, 20),
        stability_table,
        DRAWS_METHOD,
        stability_bars,
    ),
    Part(
        "streaming",
        Streaming,
        partial(time_streaming, (1.0, 5.25)),
        streaming_table,
        STREAMING_METHOD,
        streaming_bars,
    ),
    Part("spark", SparkTimes, partial(time_spark, (0.3, 1.0)), spark_table, SPARK_METHOD, spark_bars),
    TABLES,
    TALLIES,
)
