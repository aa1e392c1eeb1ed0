"""Setting -> who says what, by name and side, and through whom it reached us."""
