"""Intake: what the files of an office hold, judged cell by cell."""
