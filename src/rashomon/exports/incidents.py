"""An event -> where and when it can be coded as having happened, by the accounts that say so; or the reason why it cannot."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from rashomon.exports.accounts import has_floor
from rashomon.exports.actors import Actor
from rashomon.exports.edition import Edition
from rashomon.knowledge.acled import load_acled
from rashomon.model import Certainty, Claim, Event, Kind, Place, Polarity, Report
from rashomon.views.happenings import event_days
from rashomon.views.wording import event_spots

NEAR = re.compile(
    r"\b(?:near|around|outside|beyond|close to|not far from|vicinity of|outskirts of|(?:north|south|east|west)\w* of)\s+(?:the\s+)?"
    r"(?:[\w'’-]+(?:, and |, | and ))*$",
    re.IGNORECASE,
)
LOOK_BACK = 60  # characters before a place's name in which "near", "near Robotyne and" stands


@dataclass(frozen=True, slots=True)
class Incident:
    """An event at one of its places: the claims that say that it happened there, and the days that most of them tell.

    `near` is True where they say only that it was near the place. `share` is the part of the event's dead that falls to it,
    as a number and of how many: (0, 2) is the first of two, (0, 0) none.
    """

    event: Event
    claims: tuple[Claim, ...]
    place: Place
    near: bool
    first: date
    last: date
    share: tuple[int, int] = (0, 1)

    @property
    def days(self) -> int:
        """How many days it lasted, or may have happened on."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Deaths:
    """Dead as the accounts of an event count them, the lowest count of each side; `stated` False where none is told.

    `low` is None where everybody counts from above: "up to 190".
    """

    best: int
    low: int | None
    high: int
    stated: bool
    by_side: tuple[tuple[str | None, int], ...] = ()


def happened(claim: Claim) -> bool:
    """True for what a source says did happen: not denied, not negated, not ahead."""
    return claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.INTENDED


def incidents(event: Event, has_home: Callable[[Claim], bool], edition: Edition) -> list[Incident] | str:
    """One incident for each of the event's places, on the days that are told of it; else the reason why there is none."""
    told = [claim for claim in event.claims if happened(claim)]
    if not told:
        ahead = any(claim.certainty is Certainty.INTENDED for claim in event.claims)
        return "only said to lie ahead" if ahead else "only denied or negated"
    claims = [claim for claim in told if has_home(claim)]
    if not claims:
        return f"no home in the scheme: {told[0].kind.value}"
    days = event_days(Event(tuple(claims)))
    if days is None:
        return "day not stated"
    places = _places(claims)
    if not places:
        return "place not resolved" if any(event_spots(claim) for claim in claims) else "place not stated"
    most = [place for place in places if places[place] == max(places.values())]
    return [_at(place, Incident(event, tuple(claims), place, False, *days, _part(place, most)), edition) for place in places]


def _part(place: Place, most: Sequence[Place]) -> tuple[int, int]:
    """The dead fall to the place that most claims name; evenly where several are named equally often."""
    return (most.index(place), len(most)) if place in most else (0, 0)


def _places(claims: Sequence[Claim]) -> dict[Place, int]:
    """How many claims name each place, those that most name first.

    A place counts where a claim names it alone, or half of them name it; a region that holds another place does not.
    """
    named = [{spot.place for spot in event_spots(claim) if spot.place} for claim in claims]
    found = Counter(chain.from_iterable(named))
    alone = {place for places in named if len(places) == 1 for place in places}
    told = sum(bool(places) for places in named)
    kept = [place for place in found if place in alone or found[place] * 2 >= told]
    inner = [place for place in kept if not any(_holds(place, other) for other in kept)]
    return {place: found[place] for place in sorted(inner, key=lambda place: (-found[place], place.id))}


def _holds(outer: Place, inner: Place) -> bool:
    return outer.feature in ("country", "region") and outer.id != inner.id and outer.name in inner.admin


def _at(place: Place, incident: Incident, edition: Edition) -> Incident:
    """The incident with the claims that name its place, and those that name none."""
    here = [claim for claim in incident.claims if any(spot.place == place for spot in event_spots(claim))]
    kept = tuple(claim for claim in incident.claims if claim in here or not any(spot.place for spot in event_spots(claim)))
    first, last = event_days(Event(tuple(here))) or (incident.first, incident.last)
    near = all(_is_near(claim, place, edition.report(claim)) for claim in _naming(place, here) or here)
    return replace(incident, claims=kept, near=near, first=first, last=last)


def _naming(place: Place, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that name the place themselves; to the others it is carried over from elsewhere in the report."""
    return [one for one in claims if any(spot.place == place and one.quote.covers(spot.span) for spot in event_spots(one))]


def _is_near(claim: Claim, place: Place, report: Report) -> bool:
    starts = [spot.span.start for spot in event_spots(claim) if spot.place == place]
    return all(NEAR.search(report.text[max(0, start - LOOK_BACK) : start]) for start in starts)


def actors(claims: Iterable[Claim], edition: Edition) -> tuple[list[Actor], list[Actor]]:
    """Who does it and who suffers it, those whom most claims name first; things are nobody."""
    told = list(claims)
    return _ranked(edition.actor(claim.actor) for claim in told), _ranked(_sufferer(claim, edition) for claim in told)


def _ranked(found: Iterable[Actor | None]) -> list[Actor]:
    """Those of a known side first."""
    counts = Counter(actor for actor in found if actor)
    return sorted(counts, key=lambda actor: (actor.side is None, -counts[actor]))


def _sufferer(claim: Claim, edition: Edition) -> Actor | None:
    """Nobody where the target is the place itself: ``drones attacked Khartoum``."""
    names = {spot.place.name for spot in claim.places if spot.place} | {spot.text for spot in claim.places}
    return None if claim.target and claim.target.name in names else edition.actor(claim.target)


def opponent(actor: Actor, edition: Edition) -> Actor | None:
    """The forces of the only side that fights the actor's side in any known war; None for several or none."""
    others = edition.sides.opponents(actor.side) if actor.side else frozenset()
    entity = edition.sides.resolve_generic("forces", next(iter(others))) if len(others) == 1 else None
    if entity is None:
        return None
    country = edition.sides.country_of(entity.side or "")
    nation = edition.places.country_code(country) if country else None
    return Actor(entity.name, "state" if country else "group", entity.side, nation, entity.kind)


def deaths(incident: Incident, edition: Edition) -> Deaths:
    """The dead of the whole event: of each side the lowest count; sides add up, a count of all of them is not added to theirs.

    What is told in words alone ("dozens") counts as data/acled.toml has it. Silence is 0, and not stated.
    """
    totals = [one for one in incident.event.totals if one.of == "killed" and one.rule == "conservative"]
    if not totals:
        vague = max(_vague(incident.claims, edition), default=0)
        return Deaths(vague, vague, vague, bool(vague), ((None, vague),) if vague else ())
    sided, whole = [one for one in totals if one.side], [one for one in totals if not one.side]
    best = int(max(sum(one.best for one in sided), *(one.best for one in whole), 0))
    high = int(max(sum(one.high for one in sided), *(one.high for one in whole), 0))
    low = best if has_floor(incident.event, "killed") else None
    return Deaths(best, low, max(best, high), True, tuple((one.side, int(one.best)) for one in totals))


def _vague(claims: Iterable[Claim], edition: Edition) -> Iterator[int]:
    words = load_acled().vague
    pattern = re.compile(rf"\b({'|'.join(words)})\b.{{0,40}}\b(?:killed|dead|died|deaths)\b", re.IGNORECASE)
    for claim in claims:
        found = pattern.search(claim.quote.of(edition.report(claim).text)) if claim.kind is Kind.CASUALTIES else None
        if found:
            yield words[found[1].casefold()]
