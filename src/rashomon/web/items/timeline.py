"""Lanes of claims over days as they are answered."""

from datetime import date

from msgspec import Struct

from rashomon.doors import Days
from rashomon.web.items.places import HoldItem


class TimeMark(Struct, frozen=True):
    """A claim on the timeline."""

    claim: str
    event: str
    first: date
    last: date
    kind: str
    polarity: str
    certainty: str
    verification: str | None
    voice: str | None
    source: str | None
    status: tuple[str, ...]


class Bin(Struct, frozen=True):
    """A day of a lane."""

    day: date
    voice: str | None
    claims: int
    denials: int
    disputed: int


class Lane(Struct, frozen=True):
    """A place or source with its claims; `conflicts` are days on which claimants name different holders."""

    id: str
    name: str
    claims: int
    marks: tuple[TimeMark, ...]
    bins: tuple[Bin, ...]
    ribbons: tuple[HoldItem, ...]
    conflicts: tuple[tuple[date | None, date | None], ...]


class TimelineItem(Struct, frozen=True):
    """Lanes with most claims first; `more` lanes and `undated` claims are not drawn."""

    lanes_by: str
    days: Days | None
    lanes: tuple[Lane, ...]
    more: int
    undated: int
    binned: bool
