"""A ledger in a PostgreSQL database."""

from rashomon.ledger.postgres.server import Server

__all__ = ["Server"]
