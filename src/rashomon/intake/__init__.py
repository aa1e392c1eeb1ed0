"""Files, folders and addresses -> reports -> readings -> the ledger: a plan, where to look, how to read, what to keep."""

from rashomon.intake.finding import MOST_PLACES, find_all, find_everywhere, open_ends
from rashomon.intake.plan import PLAIN, Plan
from rashomon.intake.sources import OneSource, Sources, each, is_address, is_there, read
from rashomon.intake.storing import Book, Step, read_into

__all__ = [
    "MOST_PLACES",
    "PLAIN",
    "Book",
    "OneSource",
    "Plan",
    "Sources",
    "Step",
    "each",
    "find_all",
    "find_everywhere",
    "is_address",
    "is_there",
    "open_ends",
    "read",
    "read_into",
]
