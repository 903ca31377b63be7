"""Mutation test: small faults are planted in the table compiler and in the rules, and each must be noticed.

`python -m tests.mutation` plants all of them, `--sample 60` some. A fault is noticed by the certificate, by the figures
kept in `tests/golden`, by what the bounds claim, by the number of cells asked of the exact reading, or by a test. Those
that change nothing are listed in `equivalent.yaml` with the reason.
"""
