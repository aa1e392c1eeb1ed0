"""A person's decision about claims."""

from dataclasses import dataclass
from datetime import datetime

from rashomon.model.spans import ClaimId, ReportId, Span
from rashomon.model.vocabulary import Kind, Verdict


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a claim that was judged: by them the decision finds the claim again when reading has changed its id."""

    claim: ClaimId
    report: ReportId
    quote: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, appended, never overwritten. `right` goes with same and different, `field` and `value` with correct.

    `undo` takes back what was decided before about the same claim, or the same pair.
    """

    left: ClaimId
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str
    right: ClaimId | None = None
    field: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()
