"""Verification 核验: what a result workbook carries to be worked out again, and the comparison with what it shows."""
