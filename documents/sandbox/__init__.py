"""Hostile files, read in a process of their own: what runs there, and what starts, watches and replaces it.

In the child: `child`, and what it imports. It knows nothing of problems or words; it sends facts. In the parent:
`pool`, `worker` and `answers`, which believes nothing it has not checked.
"""
