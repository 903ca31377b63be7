"""Word documents: their parts as text, and the package that holds them."""
