"""A claim and its report -> what comparing needs: the days it can speak of, its places, the sides of doer and sufferer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

from rashomon.errors import RashomonError
from rashomon.events.families import Family, known_kinds
from rashomon.model import Certainty, Claim, ClaimId, Link, Party, Place, PlaceRole, Report, ReportId, Where

EARTH = 6371.0  # kilometres
LANDMARKS = frozenset("bridge dam plant hospital airport station port base camp".split())  # a thing, though a place's name has it
LONG_WORD = 5  # letters: most words of grammar are shorter


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both inclusive."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def common(self, other: "Days") -> "Days | None":
        """The days that both have, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def alike(self, other: "Days") -> float:
        """Common days as a part of all days of both, 0..1."""
        common = self.common(other)
        both = Days(min(self.first, other.first), max(self.last, other.last))
        return len(common) / len(both) if common else 0.0


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim seen from its report. `days` are those that it tells of, `told` those of publication, `window` is what it can
    speak of at the widest, `words` the folded quote.

    `voice` is the folded name of its source, nothing for the reporter's own voice; `ahead` are aims, orders and forecasts;
    `thing` are the words for what suffered, `terms` the longer words of the quote.
    """

    id: ClaimId
    claim: Claim
    report: Report
    source: Link | None
    family: Family
    places: tuple[Place, ...]
    maybes: frozenset[str]
    names: frozenset[str]
    days: Days | None
    told: Days | None
    window: Days | None
    doer: str | None
    sufferer: str | None
    words: str
    voice: str
    ahead: bool
    thing: frozenset[str]
    terms: frozenset[str]

    @property
    def order(self) -> tuple[date, str, int, int, str]:
        """Publication (date.max where unknown), report, position: the order of claims in an event."""
        day = self.report.published.first if self.report.published else date.max
        return (day, self.report.id, self.claim.quote.start, self.claim.quote.end, self.id)

    @property
    def sentence(self) -> str:
        """The sentences that the quote touches, folded; the quote alone where the report has none."""
        spans = [span for span in self.report.sentences if span.touches(self.claim.quote)]
        return folded(" ".join(span.of(self.report.text) for span in spans)) or self.words

    @property
    def outlet(self) -> str:
        """The outlet, else the report's own name."""
        return self.report.outlet or self.report.name


def shelve(reports: Iterable[Report]) -> dict[ReportId, Report]:
    """Reports by id; of one text that was read twice, the reading with the earliest publication."""
    shelf: dict[ReportId, Report] = {}
    for report in reports:
        known = shelf.get(report.id)
        shelf[report.id] = report if known is None or report == known else min(report, known, key=_earliest)
    return shelf


def _earliest(report: Report) -> tuple[date, str]:
    return (report.published.first if report.published else date.max, repr(report))


def tell(claim: Claim, shelf: dict[ReportId, Report]) -> Telling:
    """What comparing needs of `claim`. Raises RashomonError where its report is not on the shelf."""
    report = shelf.get(claim.report)
    if report is None:
        raise RashomonError(f"claim {claim.id}: its report {claim.report[:16]} is missing (pass all reports of the claims)")
    kinds = known_kinds()
    family = kinds.of(claim.kind)
    spots = event_places(claim)
    open_spots = [spot for spot in spots if spot.place is None]
    doer, sufferer = (claim.target, claim.actor) if claim.kind in kinds.lists.reversed else (claim.actor, claim.target)
    told = _told(claim)
    return Telling(
        id=claim.id,
        claim=claim,
        report=report,
        source=claim.source,
        family=family,
        places=tuple(sorted({spot.place for spot in spots if spot.place}, key=lambda place: place.id)),
        maybes=frozenset(candidate.place.id for spot in open_spots for candidate in spot.candidates),
        names=frozenset(folded(spot.text) for spot in open_spots),
        days=told,
        told=Days(report.published.first, report.published.last) if report.published else None,
        window=_window(claim, told, report, family),
        doer=_side(doer),
        sufferer=_side(sufferer),
        words=folded(claim.quote.of(report.text)),
        voice=folded(claim.source.name) if claim.source else "",
        ahead=claim.certainty is Certainty.INTENDED,
        thing=_thing(claim),
        terms=_terms(claim, report),
    )


def _thing(claim: Claim) -> frozenset[str]:
    """The words that say which thing suffered: ``the Nova Kakhovka dam`` -> dam; none for ``houses``, or for the place itself."""
    lists = known_kinds().lists
    words = folded(claim.target.name).split() if claim.target and claim.target.side is None else ()
    general = lists.plain | lists.wholes | lists.crowds | _place_words(claim)
    return frozenset(word for word in words if word not in general)


def _place_words(claim: Claim) -> set[str]:
    names = [name for spot in claim.places for name in (spot.text, *(one.place.name for one in spot.candidates))]
    return {word for name in names for word in folded(name).split()} - LANDMARKS


def _terms(claim: Claim, report: Report) -> frozenset[str]:
    """The longer words of the quote that name no place of it."""
    named = _place_words(claim)
    words = folded(claim.quote.of(report.text)).split()
    return frozenset(word for word in words if len(word) >= LONG_WORD and word.isalpha() and word not in named)


def placed(tellings: Sequence[Telling]) -> list[Telling]:
    """Tellings without a place can mean the only place that their report tells of in the same family and time: a maybe."""
    spots: dict[tuple[ReportId, str, bool], set[Place]] = defaultdict(set)
    for one in tellings:
        spots[one.report.id, one.family.name, one.ahead] |= {place for place in one.places if place.feature == "settlement"}
    return [_maybe_at(one, spots[one.report.id, one.family.name, one.ahead]) for one in tellings]


def _maybe_at(telling: Telling, spots: set[Place]) -> Telling:
    if telling.places or telling.maybes or telling.names or len(spots) != 1:
        return telling
    return replace(telling, maybes=frozenset(place.id for place in spots))


def event_places(claim: Claim) -> tuple[Where, ...]:
    """Where it happened: the mentions in that role, else those of its goal; never where it came from or was told."""
    found = tuple(spot for spot in claim.places if spot.role is PlaceRole.EVENT)
    return found or tuple(spot for spot in claim.places if spot.role is PlaceRole.GOAL)


def _told(claim: Claim) -> Days | None:
    """The days that the text tells."""
    if claim.when is None or claim.when.first is None or claim.when.last is None:
        return None
    return Days(claim.when.first, claim.when.last)


def _window(claim: Claim, told: Days | None, report: Report, family: Family) -> Days | None:
    """Told days reach back by the family's slack; without a day, some days up to publication (for a state, those days)."""
    if told is not None:
        return Days(_before(told.first, family.slack), told.last)
    if report.published is None:
        return None
    back = family.slack if claim.kind in known_kinds().lists.states else family.lookback
    return Days(_before(report.published.first, back), report.published.last)


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def _side(party: Party | None) -> str | None:
    return party.side if party else None


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Letters of any script as lower-case ASCII, single spaces: ``Kliščijivka`` -> klishchijivka."""
    return " ".join(anyascii(text).casefold().split())


@lru_cache(maxsize=1 << 16)
def same_name(left: str, right: str) -> bool:
    """One name in two spellings: ``Hanna Malyar``, ``Hanna Maliar``. Word by word, each with the same first letter and digits."""
    mine, other = folded(left).split(), folded(right).split()
    return len(mine) == len(other) and all(_same_word(a, b) for a, b in zip(mine, other, strict=True))


def _same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    return left[0] == right[0] and (left + right).isalpha() and ratio(left, right) >= 80


def kilometres(left: Place, right: Place) -> float:
    """Great-circle distance."""
    north, south = radians(left.latitude), radians(right.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(right.longitude - left.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def contains(outer: Place, inner: Place) -> bool:
    """True where `outer` is a region that `inner` names as one of its own, in the same country."""
    same_country = bool(outer.admin and inner.admin) and outer.admin[0] == inner.admin[0]
    return outer.feature == "region" and outer.id != inner.id and same_country and outer.name in inner.admin


def common_places(left: Iterable[Place], right: Iterable[Place], near: float) -> tuple[Place, ...]:
    """The places on which both can agree: the same, near ones (kilometres), a settlement inside a region (the settlement)."""
    mine, others = tuple(left), tuple(right)
    ids = {place.id for place in others}
    found = {place for place in mine if place.id in ids}
    if not found:
        found = {agreed for a in mine for b in others if (agreed := _agreed(a, b, near))}
    return tuple(sorted(found, key=lambda place: place.id))


def _agreed(left: Place, right: Place, near: float) -> Place | None:
    if left.id == right.id or contains(right, left):
        return left
    if contains(left, right):
        return right
    points = left.radius == right.radius == 0
    return min(left, right, key=lambda place: place.id) if points and near and kilometres(left, right) <= near else None
