"""Where words stand in a report, and ids that follow from content."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NewType

ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
EventId = NewType("EventId", str)


def content_id(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits: the same parts give the same id, run after run."""
    return sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in ``Report.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs from 0 <= start to end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True where `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """True where both share at least one character."""
        return self.start < other.end and other.start < self.end


def hull(spans: Iterable[Span]) -> Span:
    """The shortest span that covers all `spans` (at least one)."""
    kept = list(spans)
    return Span(min(s.start for s in kept), max(s.end for s in kept))
