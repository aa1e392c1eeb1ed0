"""A report with its reading, and what could not be done -> the rows that leave the program."""

from datetime import date

from msgspec import Struct

from rashomon.doors.claims import ClaimRow, Days, Number, Pair, amount, claim_row
from rashomon.model import Boilerplate, Issue, Quantity, Reading, Report, Span, When, Where


class BoilerplateRow(Struct, frozen=True):
    """Words that are not the report."""

    start: int
    end: int
    rule: str


class AttributionRow(Struct, frozen=True):
    """Who says what by which words."""

    source: tuple[Pair, ...]
    cue: tuple[Pair, ...]
    content: tuple[Pair, ...]
    name: str | None


class CandidateRow(Struct, frozen=True):
    """A place that a name may mean."""

    name: str
    latitude: float
    longitude: float
    score: float
    reason: str


class PlaceRow(Struct, frozen=True):
    """A mention of a place."""

    start: int
    end: int
    text: str
    role: str
    resolved: bool
    candidates: tuple[CandidateRow, ...]


class TimeRow(Struct, frozen=True):
    """A time told in the text."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: str


class QuantityRow(Struct, frozen=True):
    """A number told in the text."""

    start: int
    end: int
    of: str
    min: Number | None
    max: Number | None
    unit: str | None
    approx: bool
    part_of: Pair | None


class ReportRow(Struct, frozen=True):
    """All that was found in one report."""

    doc: str
    text: str
    published: Days | None
    dated_by: str | None
    sentences: tuple[Pair, ...]
    boilerplate: tuple[BoilerplateRow, ...]
    attributions: tuple[AttributionRow, ...]
    places: tuple[PlaceRow, ...]
    times: tuple[TimeRow, ...]
    quantities: tuple[QuantityRow, ...]
    claims: tuple[ClaimRow, ...]


class ReportHead(Struct, frozen=True):
    """A report without its text."""

    id: str
    doc: str
    outlet: str | None
    title: str | None
    url: str | None
    published: Days | None
    dated_by: str | None
    language: str


class IssueRow(Struct, frozen=True):
    """What could not be done; `start` and `end` are characters of the report's text."""

    kind: str
    name: str
    detail: str
    report: str | None
    start: int | None
    end: int | None


def report_head(report: Report) -> ReportHead:
    """A report as lists show it."""
    days, by = ((told.first, told.last), told.by) if (told := report.published) else (None, None)
    return ReportHead(report.id, report.name, report.outlet, report.title, report.url, days, by, report.language)


def issue_row(issue: Issue) -> IssueRow:
    """An issue as lists show it."""
    start, end = (issue.span.start, issue.span.end) if issue.span else (None, None)
    return IssueRow(issue.kind, issue.name, issue.detail, issue.report, start, end)


def report_row(report: Report, reading: Reading) -> ReportRow:
    """A report and its reading as `rashomon annotate` prints them."""
    published = report.published
    return ReportRow(
        doc=report.name,
        text=report.text,
        published=(published.first, published.last) if published else None,
        dated_by=published.by if published else None,
        sentences=_pairs(report.sentences),
        boilerplate=tuple(_boilerplate(piece) for piece in report.boilerplate),
        attributions=tuple(
            AttributionRow(_pairs(one.source), _pairs(one.cue), _pairs(one.content), one.name) for one in reading.attributions
        ),
        places=tuple(_place(where) for where in reading.places),
        times=tuple(_time(when) for when in reading.times),
        quantities=tuple(_quantity(quantity) for quantity in reading.quantities),
        claims=tuple(claim_row(claim, report) for claim in sorted(reading.claims, key=lambda claim: claim.quote)),
    )


def _pairs(spans: tuple[Span, ...]) -> tuple[Pair, ...]:
    return tuple((span.start, span.end) for span in spans)


def _boilerplate(piece: Boilerplate) -> BoilerplateRow:
    return BoilerplateRow(piece.span.start, piece.span.end, piece.rule)


def _place(where: Where) -> PlaceRow:
    candidates = (
        CandidateRow(one.place.name, one.place.latitude, one.place.longitude, one.score, one.reason) for one in where.candidates
    )
    return PlaceRow(where.span.start, where.span.end, where.text, where.role, where.resolved, tuple(candidates))


def _time(when: When) -> TimeRow:
    return TimeRow(when.span.start, when.span.end, when.text, when.first, when.last, when.precision)


def _quantity(told: Quantity) -> QuantityRow:
    number = amount(told)
    return QuantityRow(
        told.span.start, told.span.end, number.of, number.min, number.max, number.unit, number.approx, number.part_of
    )
