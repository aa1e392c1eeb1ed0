"""What the program gives back: the reading of one report, the record of all, and what could not be done."""

from dataclasses import dataclass, field
from typing import Any

from rashomon.model.claims import Attribution, Claim, Quantity, When, Where
from rashomon.model.events import Event, Hold, Version
from rashomon.model.judgements import Judgement
from rashomon.model.reports import Report
from rashomon.model.spans import ReportId, Span

LEAD = "lead"
"""The kind of issue that names a report which is elsewhere: it was listed, and nobody asked for it to be read."""

SKIPPED = "skipped"
"""The kind of issue that counts what is no report and never will be one: pictures, private talk."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What could not be done: counted and listed, never hidden. `name` is the file, URL or report, `detail` cause and remedy."""

    kind: str
    name: str
    detail: str
    report: ReportId | None = None
    span: Span | None = None

    @property
    def is_unread(self) -> bool:
        """True where a source, or a part of it, that was to be read was not; a lead is only listed, what is skipped is none."""
        return self.report is None and self.kind not in (LEAD, SKIPPED)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one report, in text order."""

    report: ReportId
    attributions: tuple[Attribution, ...] = ()
    places: tuple[Where, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that a view may look at."""

    reports: tuple[Report, ...] = ()
    events: tuple[Event, ...] = ()
    holds: tuple[Hold, ...] = ()
    issues: tuple[Issue, ...] = ()
    judgements: tuple[Judgement, ...] = field(default=())
    versions: tuple[Version, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every event, by report and position."""
        found = [claim for event in self.events for claim in event.claims]
        return tuple(sorted(found, key=lambda claim: (claim.report, claim.quote, claim.id)))

    def claims_frame(self, library: str = "pandas") -> Any:
        """A data frame with a row a claim; `library` is pandas, polars or arrow. Raises SetupError where it is not installed."""
        from rashomon.exports.frames import claims_frame

        return claims_frame(self, library)

    def events_frame(self, library: str = "pandas") -> Any:
        """A data frame with a row an event; `library` is pandas, polars or arrow. Raises SetupError where it is not installed."""
        from rashomon.exports.frames import events_frame

        return events_frame(self, library)
