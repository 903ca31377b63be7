"""The parts of the benchmark page 对标."""
