"""Moved to office.reading; gone when nothing asks for it here any more."""

from office.reading import *  # noqa: F403
from office.reading import file_of, read_sample, read, sample_list, sample_scheme, broken_files, Reading  # noqa: F401
