"""A find -> who, on whom, where, when, how certain."""
