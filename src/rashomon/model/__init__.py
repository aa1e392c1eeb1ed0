"""The nouns: frozen, hashable, standard library only.

Offsets are half-open character positions in ``Report.text``; days are ``datetime.date``, intervals inclusive on both ends;
coordinates are WGS84 degrees, distances kilometres. A part whose span is None was inferred, not read.
"""

from rashomon.model.claims import Attribution, Candidate, Claim, Dispute, Link, Mark, Order, Party, Place, Quantity, When, Where
from rashomon.model.events import Because, Change, Event, Hold, Origin, Relation, Toll, Total, Version
from rashomon.model.judgements import Anchor, Judgement
from rashomon.model.record import LEAD, SKIPPED, Issue, Reading, Record
from rashomon.model.reports import Boilerplate, DateHint, Feed, Passage, Published, Report
from rashomon.model.spans import ClaimId, EventId, ReportId, Span, content_id, hull
from rashomon.model.vocabulary import Certainty, ChainRole, DatedBy, Kind, Part, PlaceRole, Polarity, Stance, Verdict, Verification

__all__ = [
    "LEAD",
    "SKIPPED",
    "Anchor",
    "Attribution",
    "Because",
    "Boilerplate",
    "Candidate",
    "Certainty",
    "ChainRole",
    "Change",
    "Claim",
    "ClaimId",
    "DateHint",
    "DatedBy",
    "Dispute",
    "Event",
    "EventId",
    "Feed",
    "Hold",
    "Issue",
    "Judgement",
    "Kind",
    "Link",
    "Mark",
    "Order",
    "Origin",
    "Part",
    "Party",
    "Passage",
    "Place",
    "PlaceRole",
    "Polarity",
    "Published",
    "Quantity",
    "Reading",
    "Record",
    "Relation",
    "Report",
    "ReportId",
    "Span",
    "Stance",
    "Toll",
    "Total",
    "Verdict",
    "Verification",
    "Version",
    "When",
    "Where",
    "content_id",
    "hull",
]
