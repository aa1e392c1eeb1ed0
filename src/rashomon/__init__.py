"""Rashomon: who claims what, where and when, through whom it reached us, and who disputes it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.errors import (
        BudgetError,
        KnowledgeError,
        LedgerError,
        RashomonError,
        ReadingError,
        SetupError,
        TamperError,
    )
    from rashomon.ledger import Ledger
    from rashomon.model import (
        Claim,
        Event,
        Hold,
        Issue,
        Judgement,
        Kind,
        Link,
        Place,
        Quantity,
        Reading,
        Record,
        Relation,
        Report,
        Span,
        Stance,
        Toll,
        Verdict,
        When,
        Where,
    )
    from rashomon.pipeline import find_claims, read, tell, weave

__all__ = [
    "BudgetError",
    "Claim",
    "Event",
    "Hold",
    "Issue",
    "Judgement",
    "Kind",
    "KnowledgeError",
    "Ledger",
    "LedgerError",
    "Link",
    "Place",
    "Quantity",
    "RashomonError",
    "Reading",
    "ReadingError",
    "Record",
    "Relation",
    "Report",
    "SetupError",
    "Span",
    "Stance",
    "TamperError",
    "Toll",
    "Verdict",
    "When",
    "Where",
    "find_claims",
    "read",
    "tell",
    "weave",
]

_VERBS = {"find_claims", "read", "tell", "weave"}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are used: ``import rashomon`` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    return getattr(import_module(_home(name)), name)


def __dir__() -> list[str]:
    return __all__


def _home(name: str) -> str:
    if name in _VERBS:
        return "rashomon.pipeline"
    if name == "Ledger":
        return "rashomon.ledger"
    return "rashomon.errors" if name.endswith("Error") else "rashomon.model"
