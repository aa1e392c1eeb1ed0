"""A ledger in one SQLite file."""

from rashomon.ledger.sqlite.file import File, driver, is_safe, reading_mode

__all__ = ["File", "driver", "is_safe", "reading_mode"]
