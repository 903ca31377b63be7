"""The parts of the unit page: which unit, its report on the screen, and its report on paper."""
