"""The parts of the weights page: tuning, its effect, links, and proposals."""
