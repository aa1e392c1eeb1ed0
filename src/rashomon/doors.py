"""Reports and claims -> the rows that leave the program as JSON lines; names, shapes and order of the fields are fixed."""

from datetime import date

from msgspec import Struct

from rashomon.model import Boilerplate, ChainRole, Claim, Issue, Party, PlaceRole, Quantity, Reading, Report, Span, When, Where

Days = tuple[date, date]
Pair = tuple[int, int]
Number = int | float


class Amount(Struct, frozen=True):
    """A number of a claim; what is not stated is null. `part_of` is where the number stands that it is a part of."""

    of: str
    min: Number | None
    max: Number | None
    unit: str | None
    approx: bool
    part_of: Pair | None = None


class Spot(Struct, frozen=True):
    """A place of a claim's event; without coordinates where no single place answers to the printed name."""

    name: str
    latitude: float | None
    longitude: float | None
    role: str


class Objection(Struct, frozen=True):
    """What another party of the same report says to a claim."""

    relation: str
    by: str
    start: int
    end: int


class OrderRow(Struct, frozen=True):
    """The claim happened `how` the claim `claim` of the same report, by the words from `start` to `end`."""

    how: str
    claim: str
    start: int
    end: int


class ClaimRow(Struct, frozen=True):
    """A claim; `start` and `end` are characters of the text of the report `doc`."""

    id: str
    doc: str
    start: int
    end: int
    quote: str
    kind: str
    source: str | None
    source_role: str | None
    channel: str | None
    relay: str | None
    actor: str | None
    target: str | None
    places: tuple[Spot, ...]
    when: Days | None
    polarity: str
    certainty: str
    verification: str | None
    recapture: bool
    quantities: tuple[Amount, ...]
    disputes: tuple[Objection, ...]
    orders: tuple[OrderRow, ...]
    acled: str | None
    rule: str


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


def claim_row(claim: Claim, report: Report) -> ClaimRow:
    """A claim as `rashomon claims` and `rashomon annotate` print it."""
    return ClaimRow(
        id=claim.id,
        doc=report.name,
        start=claim.quote.start,
        end=claim.quote.end,
        quote=claim.quote.of(report.text),
        kind=claim.kind,
        source=_name(claim, ChainRole.SOURCE),
        source_role=claim.source.office if claim.source else None,
        channel=_name(claim, ChainRole.CHANNEL),
        relay=_name(claim, ChainRole.RELAY),
        actor=_party(claim.actor),
        target=_party(claim.target),
        places=tuple(_spot(where) for where in claim.places if where.role is PlaceRole.EVENT),
        when=_days(claim.when),
        polarity=claim.polarity,
        certainty=claim.certainty,
        verification=claim.verification,
        recapture=claim.recapture,
        quantities=tuple(_amount(quantity) for quantity in claim.quantities),
        disputes=tuple(Objection(one.relation, one.by, one.span.start, one.span.end) for one in claim.disputes),
        orders=tuple(OrderRow(one.how, one.other, one.span.start, one.span.end) for one in claim.orders),
        acled=claim.acled,
        rule=claim.rule,
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
    amount = _amount(told)
    return QuantityRow(
        told.span.start, told.span.end, amount.of, amount.min, amount.max, amount.unit, amount.approx, amount.part_of
    )


def _amount(told: Quantity) -> Amount:
    whole = (told.total.start, told.total.end) if told.total is not None else None
    return Amount(told.of, _number(told.low), _number(told.high), told.unit, told.approximate, whole)


def _number(value: float | None) -> Number | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _name(claim: Claim, role: ChainRole) -> str | None:
    link = claim.link(role)
    return link.name if link else None


def _party(party: Party | None) -> str | None:
    return party.name if party else None


def _days(when: When | None) -> Days | None:
    return (when.first, when.last) if when and when.first and when.last else None


def _spot(where: Where) -> Spot:
    place = where.place
    return Spot(place.name, place.latitude, place.longitude, where.role) if place else Spot(where.text, None, None, where.role)
