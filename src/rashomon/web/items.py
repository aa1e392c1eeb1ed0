"""The shapes of what is answered, as docs/api.md tells them; the OpenAPI description is made from these classes."""

from datetime import date, datetime

from msgspec import Struct, field

from rashomon.doors import Amount, Days, Number, Objection, Pair

Counted = dict[str, int]


class LinkItem(Struct, frozen=True):
    """One link of a chain, origin first; without offsets it was inferred, and `because` says how."""

    role: str
    name: str
    office: str | None
    side: str | None
    start: int | None
    end: int | None
    because: str


class SourceName(Struct, frozen=True):
    """Who says it: the id of the source, the name as the claim has it."""

    id: str
    name: str
    office: str | None
    side: str | None


class PartyItem(Struct, frozen=True):
    """Who acts or suffers."""

    name: str
    side: str | None


class SpotItem(Struct, frozen=True):
    """A place of a claim; an unresolved one has no coordinates."""

    id: str
    name: str
    resolved: bool
    feature: str | None
    latitude: float | None
    longitude: float | None
    radius: float | None


class ClaimItem(Struct, frozen=True):
    """A claim; `start` and `end` are characters of its report's text."""

    id: str
    event: str
    report: str
    doc: str
    outlet: str | None
    published: Days | None
    start: int
    end: int
    quote: str
    kind: str
    polarity: str
    certainty: str
    verification: str | None
    recapture: bool
    status: tuple[str, ...]
    origins: int
    origin: int
    voice: str | None
    source: SourceName | None
    chain: tuple[LinkItem, ...]
    actor: PartyItem | None
    target: PartyItem | None
    places: tuple[SpotItem, ...]
    when: Days | None
    quantities: tuple[Amount, ...]
    disputes: tuple[Objection, ...]
    acled: str | None
    rule: str


class JudgementItem(Struct, frozen=True):
    """A person's decision; `claim` and `other` are present ids, `before` what a corrected field was."""

    at: datetime
    by: str
    verdict: str
    claim: str
    other: str | None
    field: str | None
    value: str | None
    before: str | None
    reason: str


class OneClaim(Struct, frozen=True):
    """A claim with its sentence and its history."""

    claim: ClaimItem
    sentence: Pair
    text: str
    history: tuple[JudgementItem, ...]


class EventItem(Struct, frozen=True):
    """An event; `standing` are rows of the rubric, `voices` claims by side of the source."""

    id: str
    when: Days | None
    place: str
    place_id: str | None
    kinds: tuple[str, ...]
    claims: int
    reports: int
    outlets: int
    origins: int
    disputed: bool
    standing: tuple[str, ...]
    voices: Counted
    headline: str


class StandingItem(Struct, frozen=True):
    """A row of the rubric; `detail` are the words on which it rests where it is told of an event."""

    name: str
    says: str
    when: str
    detail: str | None = None


class OriginItem(Struct, frozen=True):
    """An independent beginning, and why its claims are one."""

    number: int
    name: str
    side: str | None
    claims: tuple[str, ...]
    because: tuple[str, ...]


class RelationItem(Struct, frozen=True):
    """How claim `left` stands to claim `right`; where both are one the report itself tells of it."""

    left: str
    right: str
    stance: str
    detail: str
    because: tuple[str, ...]


class TollItem(Struct, frozen=True):
    """What one origin counts; null is an open bound."""

    of: str
    part: str | None
    low: Number | None
    high: Number | None
    origin: str
    claim: str
    published: date | None
    side: str | None


class TotalItem(Struct, frozen=True):
    """One number under a named rule."""

    of: str
    side: str | None
    rule: str
    low: Number
    best: Number
    high: Number
    because: str


class Accounts(Struct, frozen=True):
    """All that is said of one event; `cited` are the claims behind the numbers [1], [2], ... of `lines`."""

    event: EventItem
    standing: tuple[StandingItem, ...]
    lines: tuple[str, ...]
    cited: tuple[str, ...]
    origins: tuple[OriginItem, ...]
    claims: tuple[ClaimItem, ...]
    relations: tuple[RelationItem, ...]
    tolls: tuple[TollItem, ...]
    totals: tuple[TotalItem, ...]
    places: tuple[SpotItem, ...]
    history: tuple[JudgementItem, ...]


class PlaceItem(Struct, frozen=True):
    """A place or an unresolved name, and what is claimed of it; `disputed` counts claims of disputed events."""

    id: str
    name: str
    resolved: bool
    feature: str | None
    admin: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    radius: float | None
    population: int | None
    claims: int
    events: int
    disputed: int
    voices: Counted
    kinds: Counted


class HoldItem(Struct, frozen=True):
    """Who is said to hold a place, by whom; an open day is null."""

    holder: str
    claimant: str
    first: date | None
    last: date | None
    known_since: date | None
    claims: tuple[str, ...]


class CandidateItem(Struct, frozen=True):
    """A place that a name may mean."""

    id: str
    name: str
    admin: tuple[str, ...]
    latitude: float
    longitude: float
    score: float
    reason: str


class OnePlace(Struct, frozen=True):
    """A place with who is said to hold it, what an unresolved name may mean, and who claims disputed land."""

    place: PlaceItem
    holds: tuple[HoldItem, ...]
    candidates: tuple[CandidateItem, ...]
    dispute: str | None


class SourceItem(Struct, frozen=True):
    """Who says something, under all spellings."""

    id: str
    name: str
    side: str | None
    offices: tuple[str, ...]
    spellings: tuple[str, ...]
    claims: int
    reports: int
    disputed: int


class ReportItem(Struct, frozen=True):
    """A report without its text."""

    id: str
    doc: str
    outlet: str | None
    title: str | None
    url: str | None
    published: Days | None
    dated_by: str | None
    language: str
    claims: int


class EvidenceItem(Struct, frozen=True):
    """A reason for the day of publication."""

    first: date
    last: date
    by: str
    detail: str
    start: int | None
    end: int | None


class BoilerplateItem(Struct, frozen=True):
    """Words that are not the report."""

    start: int
    end: int
    rule: str


class MarkItem(Struct, frozen=True):
    """Words of a report that are part of a claim."""

    claim: str
    of: str
    start: int
    end: int


class ChangeItem(Struct, frozen=True):
    """Words before and after an outlet changed its text."""

    before: Pair
    after: Pair


class VersionItem(Struct, frozen=True):
    """A later text beside an earlier one."""

    earlier: str
    later: str
    detail: str
    changes: tuple[ChangeItem, ...]


class IssueItem(Struct, frozen=True):
    """What could not be done."""

    kind: str
    name: str
    detail: str
    report: str | None
    start: int | None
    end: int | None


class OneReport(Struct, frozen=True):
    """A report with its text and all that is marked in it."""

    report: ReportItem
    text: str
    evidence: tuple[EvidenceItem, ...]
    passages: tuple[tuple[int, int, str], ...]
    sentences: tuple[Pair, ...]
    boilerplate: tuple[BoilerplateItem, ...]
    marks: tuple[MarkItem, ...]
    claims: tuple[ClaimItem, ...]
    versions: tuple[VersionItem, ...]
    issues: tuple[IssueItem, ...]


class PlaceName(Struct, frozen=True):
    """A place by its point."""

    id: str
    name: str
    latitude: float
    longitude: float


class ControlItem(Struct, frozen=True):
    """Who is claimed to hold a place at the end of the range; `conflict` where claimants name different holders."""

    place: PlaceName
    conflict: bool
    holds: tuple[HoldItem, ...]


class OpenName(Struct, frozen=True):
    """A name of a place that is not resolved."""

    id: str
    text: str
    claims: int
    events: int
    disputed: int
    candidates: tuple[CandidateItem, ...]


class MapItem(Struct, frozen=True):
    """What is claimed where."""

    points: tuple[PlaceItem, ...]
    areas: tuple[PlaceItem, ...]
    control: tuple[ControlItem, ...]
    unresolved: tuple[OpenName, ...]
    unplaced: int


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


class Summary(Struct, frozen=True):
    """How much the filters keep; `disputed` counts events, `days` are day, claims that begin on it, denials among them."""

    claims: int
    events: int
    reports: int
    outlets: int
    origins: int
    disputed: int
    places: int
    sources: int
    facets: dict[str, Counted]
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
    counts: Counted
    sides: tuple[str, ...]
    kinds: tuple[str, ...]
    standings: tuple[StandingItem, ...]
    building: float | None


class ReviewItem(Struct, frozen=True):
    """Something that needs a person."""

    reason: str
    id: str
    claim: str | None
    other: str | None
    event: str | None
    report: str | None
    field: str | None
    margin: float | None
    why: str
    candidates: tuple[CandidateItem, ...]
    quote: str | None
    judged: int


class ReviewPage(Struct, frozen=True):
    """The queue, and how much there is for each reason."""

    reasons: Counted
    items: tuple[ReviewItem, ...]
    next: str | None


class Label(Struct, frozen=True):
    """A settlement for the map."""

    id: str
    name: str
    latitude: float
    longitude: float
    population: int
    feature: str


class Labels(Struct, frozen=True):
    """Settlements of a part of the map, largest first."""

    items: tuple[Label, ...]


class Page(Struct, frozen=True):
    """One page of a list; `next` is the address of the one after it."""

    items: tuple[Struct, ...]
    next: str | None


class ProblemItem(Struct, frozen=True, omit_defaults=False):
    """What is wrong, why, and what helps (RFC 9457)."""

    title: str
    status: int
    detail: str
    parameter: str | None = None
    progress: float | None = None
    type: str = field(default="about:blank")


class NewJudgement(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision to be appended: `accept` keeps what was read, `correct` needs `field` and `value`, a pair needs `other`."""

    verdict: str
    claim: str
    by: str
    reason: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
