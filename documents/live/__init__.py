"""The workbook that goes on calculating: a run's data, settings and every step from them to the ranking, as formulas."""
