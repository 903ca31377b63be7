"""The parts of the page where data comes in."""
