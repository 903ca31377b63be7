"""The parts of the ranking page: what narrows the list, and the ways it is shown."""
