"""A brief as it is answered."""

from msgspec import Struct

from rashomon.doors import Days


class BriefRow(Struct, frozen=True):
    """A heading, a line or an exact quote, the event of which it tells and the numbers that it cites."""

    style: str
    text: str
    event: str | None
    cites: tuple[int, ...]


class Citation(Struct, frozen=True):
    """The exact words behind a number."""

    number: int
    claim: str
    report: str
    head: str
    quote: str
    start: int
    end: int


class BriefItem(Struct, frozen=True):
    """A brief; `more` events are left out."""

    title: str
    days: Days | None
    more: int
    rows: tuple[BriefRow, ...]
    citations: tuple[Citation, ...]
