"""Events -> rows as ACLED's codebook has them: one pair of actors at one place on one day, by precedence; the rest is counted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.exports.actors import Actor, inter_of
from rashomon.exports.edition import Edition
from rashomon.exports.incidents import Deaths, Incident, actors, deaths, incidents, opponent
from rashomon.knowledge.acled import load_acled
from rashomon.model import Claim, Event, Kind, Place

CLASH = "Armed clash"
SWAPPED = {"actor1": "actor2", "actor2": "actor1"}
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
ARREST, ABDUCTION, ATTACK, DISRUPTED = "Arrests", "Abduction/forced disappearance", "Attack", "Disrupted weapons use"
BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS, DEVELOPMENTS = "Violence against civilians", "Strategic developments"
ONCE = frozenset({Kind.CAPTURE, Kind.WITHDRAW})  # what changes hands "over the past week" does so on one day of it
WEEK, MONTH = 7, 31  # days; nothing vaguer is coded
WENT_ON = re.compile(r"\b(?:and|to|until|since|over|throughout|during|for)\b", re.IGNORECASE)  # in the words of a time
STRETCH = re.compile(r"\b(?:since|over|throughout|during|for)\s+(?:the\s+)?$", re.IGNORECASE)  # before them
SMALL = 25.0  # km: an area that is larger is no place near a town


@dataclass(frozen=True, slots=True)
class Row:
    """A row before it is written. `claims` are those that it rests on, the leading one first; `inferred` columns nobody told."""

    sub: str
    place: Place
    geo_precision: int
    day: date
    time_precision: int
    first: Actor | None
    first_others: tuple[str, ...]
    second: Actor | None
    second_others: tuple[str, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    deaths: Deaths
    inferred: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The event type."""
        return load_acled().types[self.sub]

    @property
    def names(self) -> set[str]:
        """The names of its actors."""
        return {actor.name for actor in (self.first, self.second) if actor}


def coded(edition: Edition) -> tuple[list[Row], Counter[str]]:
    """The rows of an edition, and how many events have none, by reason."""
    left_out: Counter[str] = Counter()
    found: list[Row] = []
    for event in edition.record.events:
        rows = _rows(event, edition)
        if isinstance(rows, str):
            left_out[rows] += 1
        else:
            found += rows
    return _aggregated(found), left_out


def _rows(event: Event, edition: Edition) -> list[Row] | str:
    here = incidents(event, lambda claim: claim.acled is not None, edition)
    if isinstance(here, str):
        return here
    dated = [one for one in here if one.days <= MONTH]
    if not dated:
        return "days further apart than a month"
    placed = [one for one in dated if geo_precision(one)]
    if not placed:
        return "place larger than a region, or at sea"
    made = [row for one in placed for row in _of_incident(one, edition)]
    return made or "casualties whose attack is not told, not known as civilians"


def geo_precision(incident: Incident) -> int:
    """1 the named place, 2 near it or a small area, 3 a region; 0 for what is not coded."""
    place = incident.place
    if place.feature in ("country", "water"):
        return 0
    if place.feature == "region":
        return 3
    if place.feature == "area":
        return 2 if place.radius <= SMALL else 0
    return 2 if incident.near else 1


def _of_incident(incident: Incident, edition: Edition) -> Iterator[Row]:
    """One row, or one a day where the words tell that it went on; fatalities are split evenly, the rest to the first."""
    sub = coded_sub(incident, edition)
    if sub is None:
        return
    typed = [(_sub(claim, incident.place, edition), claim) for claim in incident.claims]
    leading = [claim for one, claim in typed if one == sub]
    claims = (*leading, *(claim for one, claim in typed if one not in (sub, None)))
    days = _days(incident, leading[0], edition)
    dead = deaths(incident, edition)
    row = _peopled(
        Row(sub, incident.place, geo_precision(incident), *days[0], None, (), None, (), claims, (incident.event,), dead), edition
    )
    part, parts = incident.share
    for number, (day, precision) in enumerate(days):
        yield replace(row, day=day, time_precision=precision, deaths=_share(dead, parts * len(days), part * len(days) + number))


def coded_sub(incident: Incident, edition: Edition) -> str | None:
    """The sub-event type that beats the others of an incident; None where none of its claims has one."""
    found = {sub for claim in incident.claims if (sub := _sub(claim, incident.place, edition))}
    return min(found, key=lambda one: load_acled().order[one], default=None)


def _sub(claim: Claim, place: Place, edition: Edition) -> str | None:
    """The sub-event type at this place: whose land it is says which capture; who arrests says whether it is an abduction."""
    actor = edition.actor(claim.actor)
    if claim.acled in (REGAINS, OVERTAKES) and actor and (actor.nation or actor.sort == "group"):
        return REGAINS if actor.nation == edition.country(place).code else OVERTAKES
    if claim.acled == ARREST and actor and actor.sort in ("group", "militia"):
        own = claim.target is not None and claim.target.side == actor.side
        return ARREST if own else ABDUCTION
    if claim.kind is Kind.CASUALTIES and claim.acled == ATTACK:
        victim = edition.actor(claim.target)
        return ATTACK if victim and victim.sort == "civilians" else None
    return claim.acled


def _days(incident: Incident, claim: Claim, edition: Edition) -> list[tuple[date, int]]:
    """(day, time precision) of each row."""
    if incident.days == 1:
        return [(incident.first, 1)]
    if incident.days <= WEEK and claim.kind not in ONCE and _went_on(claim, edition):
        return [(incident.first + timedelta(number), 1) for number in range(incident.days)]
    middle = incident.first + timedelta((incident.days - 1) // 2)
    return [(middle, 2 if incident.days <= WEEK else 3)]


def _went_on(claim: Claim, edition: Edition) -> bool:
    """``over the past three days``, ``on Sunday and Monday``: on each of the days, not on one that is not known."""
    if claim.when is None:
        return False
    span = claim.when.span
    before = edition.report(claim).text[max(0, span.start - 20) : span.start]
    return bool(WENT_ON.search(claim.when.text) or STRETCH.search(before))


def _share(dead: Deaths, parts: int, number: int) -> Deaths:
    """One part of several; the first ones take what does not divide. Of no parts nothing is stated."""
    if not parts:
        return Deaths(0, 0, 0, stated=False)
    best, low, high = ((total // parts) + (number < total % parts) for total in (dead.best, dead.low or 0, dead.high))
    return replace(dead, best=best, low=low if dead.low is not None else None, high=high)


def _peopled(row: Row, edition: Edition) -> Row:
    """The row with its actors: as most claims of the leading type name them, else as the others do, else as nobody told."""
    doers, sufferers = actors(row.claims, edition)
    first = next((one for one in doers if one.sort != "civilians"), None)
    inferred = []
    if first is None and row.type == DEVELOPMENTS:
        first = next(iter(doers + sufferers), None)
    if first is None and row.claims[0].kind is Kind.EVACUATE:
        first = Actor("Civilians", "civilians")
        inferred.append("actor1")
    if first is None:
        remote = row.type == REMOTE or row.sub == DISRUPTED
        unknown = load_acled().unidentified
        first = Actor(unknown.remote, "other") if remote else Actor(unknown.ground, "militia")
        inferred.append("actor1")
    second = _second(row, first, doers + sufferers)
    told = first.name
    if second is None and row.type == BATTLES:
        second = opponent(first, edition) or Actor(load_acled().unidentified.ground, "militia")
        inferred.append("actor2")
    if row.sub == CLASH and second:  # nobody is first in a clash: the order of the codebook's numbers keeps rows comparable
        first, second = sorted((first, second), key=lambda one: _rank(one, edition.country(row.place).code))
        inferred = [SWAPPED[name] if first.name != told else name for name in inferred]
    others = [_others(one, doers + sufferers) for one in (first, second)]
    first, second = _called(first, row.place), _called(second, row.place)
    return replace(row, first=first, first_others=others[0], second=second, second_others=others[1], inferred=tuple(inferred))


def _rank(actor: Actor, country: str) -> tuple[int, str]:
    return list(load_acled().inter.values()).index(inter_of(actor, country)), actor.name


def _called(actor: Actor | None, place: Place) -> Actor | None:
    """``Civilians (Sudan)``, as the codebook has them."""
    if actor is None or actor.sort != "civilians":
        return actor
    return replace(actor, name=f"Civilians ({place.admin[0] if place.admin else place.name})")


def _second(row: Row, first: Actor, told: Sequence[Actor]) -> Actor | None:
    """The other party: against civilians civilians, in battles whoever is of another side."""
    others = [one for one in told if one.name != first.name and (one.side is None or one.side != first.side)]
    if row.type == CIVILIANS:
        return next((one for one in others if one.sort == "civilians"), Actor("Civilians", "civilians"))
    if row.type == BATTLES:
        return next((one for one in others if one.sort != "civilians"), None)
    return next(iter(others), None)


def _others(actor: Actor | None, told: Sequence[Actor]) -> tuple[str, ...]:
    """Further names of the same side."""
    names = (one.name for one in told if actor and actor.side and one.side == actor.side and one.name != actor.name)
    return tuple(dict.fromkeys(names))


def _aggregated(rows: Sequence[Row]) -> list[Row]:
    """One row for each pair of actors, place and day: shelling inside a battle is the battle, a clash told twice is one."""
    order = load_acled().order
    cells: dict[tuple[date, str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.day, one.place.name, one.place.id, order[one.sub], one.events[0].id)):
        kept = cells[row.day, row.place.name, row.place.id]
        into = next((number for number, other in enumerate(kept) if _absorbs(other, row)), None)
        if into is None:
            kept.append(row)
        else:
            kept[into] = _merged(kept[into], row)
    return [row for kept in cells.values() for row in kept]


def _absorbs(larger: Row, row: Row) -> bool:
    """Of two rows of one place and day, the first of which has precedence."""
    inside = {larger.type, row.type} <= {BATTLES, REMOTE} or larger.type == row.type
    if larger.type == DEVELOPMENTS and larger.sub != row.sub:
        return False
    known = {
        actor.name for actor, column in ((row.first, "actor1"), (row.second, "actor2")) if actor and column not in row.inferred
    }
    return inside and (known <= larger.names or row.names <= larger.names)


def _merged(row: Row, other: Row) -> Row:
    """Deaths are not added: two accounts of one day and place may count the same dead."""
    dead = max(row.deaths, other.deaths, key=lambda one: (one.best, one.stated))
    claims = tuple({claim.id: claim for claim in (*row.claims, *other.claims)}.values())
    events = tuple({event.id: event for event in (*row.events, *other.events)}.values())
    return replace(row, claims=claims, events=events, deaths=dead)
