"""Report -> words with their dependencies, in plain objects; what grammar alone can say of them."""
