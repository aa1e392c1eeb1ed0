"""The versions of the ledger, oldest first; alembic runs them when a ledger is opened for writing."""
