"""A claim and its report -> what comparing needs: the days it can speak of, its places, the sides of doer and sufferer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

from rashomon.errors import RashomonError
from rashomon.events.days import WEEK, Days, is_day_of_saying, published_days, told_days, window_of
from rashomon.events.families import Family, known_kinds
from rashomon.events.whereabouts import contains, event_places
from rashomon.model import Certainty, Claim, ClaimId, Kind, Link, Party, Place, Report, ReportId, Span

NEVER = -10.0  # the score of a reason that no other reason outweighs
LANDMARKS = frozenset("bridge dam plant hospital airport station port base camp".split())  # a thing, though a place's name has it
LONG_WORD = 5  # letters: most words of grammar are shorter
_WORD = re.compile(r"[^\W_][\w'-]*")


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim seen from its report. `days` are those that it tells of, `told` those of publication, `window` is what it can
    speak of at the widest, `words` the folded quote.

    `voice` is the folded name of its source, nothing for the reporter's own voice; `ahead` are aims, orders and forecasts;
    `thing` are the words for what suffered, `landmark` those of a building or the like that has a name of its own, `terms` the
    longer words of the quote. `mutual` is fighting, which has no direction; `lasting` what is told to go on, without its day;
    `one_day` is true where its report tells of no second day in that family.
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
    landmark: frozenset[str]
    terms: frozenset[str]
    mutual: bool
    lasting: bool
    one_day: bool = True

    @property
    def order(self) -> tuple[date, str, int, int, str]:
        """Publication (date.max where unknown), report, position: the order of claims in an event."""
        day = self.report.published.first if self.report.published else date.max
        return (day, self.claim.report, self.claim.quote.start, self.claim.quote.end, self.id)

    @property
    def sentence_at(self) -> tuple[Span, ...]:
        """The sentences that the quote touches; the quote where the report has none."""
        return tuple(span for span in self.report.sentences if span.touches(self.claim.quote)) or (self.claim.quote,)

    @property
    def sentence(self) -> str:
        """Their words, folded."""
        return folded(" ".join(span.of(self.report.text) for span in self.sentence_at))

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


def tell(name: ClaimId, claim: Claim, shelf: Mapping[ReportId, Report]) -> Telling:
    """What comparing needs of `claim`, whose id is `name`. Raises RashomonError where its report is not on the shelf."""
    report = shelf.get(claim.report)
    if report is None:
        raise RashomonError(f"claim {name}: its report {claim.report[:16]} is missing (pass all reports of the claims)")
    kinds = known_kinds()
    family = kinds.of(claim.kind)
    spots = event_places(claim)
    found = {spot.place.id: spot.place for spot in spots if spot.place}
    open_spots = [spot for spot in spots if spot.place is None]
    doer, sufferer = (claim.target, claim.actor) if claim.kind in kinds.lists.reversed else (claim.actor, claim.target)
    words = folded(claim.quote.of(report.text))
    named, told, said = _place_words(claim), told_days(claim), frozenset(_WORD.findall(words))
    undated = told is None or len(told) > WEEK or is_day_of_saying(claim, report)
    lasting = claim.kind is Kind.ATTACK and undated and not said.isdisjoint(kinds.lists.lasting)
    return Telling(
        id=name,
        claim=claim,
        report=report,
        source=claim.source,
        family=family,
        places=tuple(found[key] for key in sorted(found)),
        maybes=frozenset(candidate.place.id for spot in open_spots for candidate in spot.candidates),
        names=frozenset(folded(spot.text) for spot in open_spots),
        days=told,
        told=published_days(report),
        window=window_of(claim, report, family, lasting=lasting),
        doer=_side(doer),
        sufferer=_side(sufferer),
        words=words,
        voice=folded(claim.source.name) if claim.source else "",
        ahead=claim.certainty is Certainty.INTENDED,
        thing=_thing(claim, named),
        landmark=_landmark(claim, named),
        terms=frozenset(word for word in words.split() if len(word) >= LONG_WORD and word.isalpha() and word not in named),
        mutual=claim.kind is Kind.ATTACK and not said.isdisjoint(kinds.lists.mutual),
        lasting=lasting,
    )


def _thing(claim: Claim, named: frozenset[str]) -> frozenset[str]:
    """The words that say which thing suffered: ``the Nova Kakhovka dam`` -> dam; none for ``houses``, or for the place itself."""
    if claim.target is None or claim.target.side is not None:
        return frozenset()
    return frozenset(folded(claim.target.name).split()) - _general() - named


@cache
def _general() -> frozenset[str]:
    """Words that say of no thing which one it is."""
    lists = known_kinds().lists
    return lists.plain | lists.wholes | lists.crowds


def _landmark(claim: Claim, named: frozenset[str]) -> frozenset[str]:
    """``al-Ahli Arab hospital`` -> its words; nothing where it has no name of its own: ``the hospital``, ``a Gaza hospital``."""
    if claim.target is None:
        return frozenset()
    words = {folded(word): word for word in claim.target.name.split()}
    own = {word for word in words.keys() - LANDMARKS - named - _general() if words[word] != words[word].lower()}
    return frozenset(own | (words.keys() & LANDMARKS)) if own and not LANDMARKS.isdisjoint(words) else frozenset()


def _place_words(claim: Claim) -> frozenset[str]:
    names = [name for spot in claim.places for name in (spot.text, *(one.place.name for one in spot.candidates))]
    return frozenset(word for name in names for word in folded(name).split()) - LANDMARKS


def placed(tellings: Sequence[Telling]) -> list[Telling]:
    """What the other claims of a report say about one that tells less, in the same family and time.

    Without a place, or with no more than a country, it can mean the only place that the report tells of: a maybe.
    """
    spots: dict[_Topic, dict[str, Place]] = defaultdict(dict)
    times: dict[_Topic, set[Days]] = defaultdict(set)
    for one in tellings:
        spots[_topic(one)].update((place.id, place) for place in one.places)
        if one.days:
            times[_topic(one)].add(one.days)
    meant = {topic: _smallest(found.values()) for topic, found in spots.items()}
    told = (_maybe_at(one, meant[_topic(one)]) for one in tellings)
    return [replace(one, one_day=False) if len(times.get(_topic(one), ())) > 1 else one for one in told]


_Topic = tuple[ReportId, str, bool]


def _topic(telling: Telling) -> _Topic:
    return telling.claim.report, telling.family.name, telling.ahead


def _smallest(spots: Iterable[Place]) -> tuple[Place, ...]:
    """The settlements; where there is none, the regions and areas."""
    found = tuple(place for place in spots if place.feature != "country")
    return tuple(place for place in found if place.feature == "settlement") or found


def _maybe_at(telling: Telling, spots: tuple[Place, ...]) -> Telling:
    if len(spots) != 1 or telling.maybes or telling.names:
        return telling
    broad = all(place.feature == "country" for place in telling.places)
    inside = not telling.places or any(contains(place, spots[0]) for place in telling.places)
    return replace(telling, maybes=frozenset({spots[0].id})) if broad and inside else telling


def _side(party: Party | None) -> str | None:
    return party.side if party else None


def folded_text(text: str) -> str:
    """Letters of any script as lower-case ASCII, single spaces: ``Kliščijivka`` -> klishchijivka."""
    return " ".join(anyascii(text).casefold().split())


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """The same for a name or a quote, remembered."""
    return folded_text(name)


@lru_cache(maxsize=1 << 16)
def same_name(left: str, right: str) -> bool:
    """One name in two spellings: ``Hanna Malyar``, ``Hanna Maliar``. Word by word, each with the same first letter and digits."""
    mine, other = folded(left).split(), folded(right).split()
    return len(mine) == len(other) and all(_same_word(a, b) for a, b in zip(mine, other, strict=True))


def _same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    return left[0] == right[0] and (left + right).isalpha() and ratio(left, right) >= 80
