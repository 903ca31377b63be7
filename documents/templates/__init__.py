"""Templates: score sheets with everything filled in but the values, for units and for the office."""
