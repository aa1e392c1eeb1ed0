"""How much the filters keep, and what the ledger is."""

from datetime import date

from msgspec import Struct

from rashomon.doors import Days
from rashomon.web.items.events import StandingItem


class Summary(Struct, frozen=True):
    """How much the filters keep; `unnamed` counts reports without an outlet, `disputed` events; `origins` are told apart by name,
    however many events one begins; `days` are day, claims that begin on it, denials among them."""

    claims: int
    events: int
    reports: int
    outlets: int
    unnamed: int
    origins: int
    disputed: int
    places: int
    sources: int
    facets: dict[str, dict[str, int]]
    days: tuple[tuple[date, int, int], ...]


class About(Struct, frozen=True):
    """The ledger, and what filters may say."""

    ledger: str
    version: str
    state: str
    review: bool
    published: Days | None
    days: Days | None
    publication_days: tuple[date, ...]
    counts: dict[str, int]
    sides: tuple[str, ...]
    kinds: tuple[str, ...]
    standings: tuple[StandingItem, ...]
    formats: tuple[str, ...]
    building: float | None
