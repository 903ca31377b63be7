"""Moved to office.reading; gone when nothing asks for it here any more."""

from office.reading import *  # noqa: F403
from office.reading import Reading, broken_files, file_of, read, read_sample, sample_list, sample_scheme  # noqa: F401
