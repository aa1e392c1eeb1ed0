"""An edition -> ACLED's 31 columns in order, then columns of its own that begin with x_.

A row is one pair of actors at one place on one day, coded by the codebook's precedence, precisions and fatality rule. What
the scheme has no home for has no row, and is counted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from rashomon.exports.actors import Actor, inter_of
from rashomon.exports.edition import Edition
from rashomon.exports.incidents import Deaths, Incident, actors, deaths, incidents, one_each, opponent
from rashomon.exports.output import Cell, Output, one_file, sheet
from rashomon.exports.scales import source_scale
from rashomon.knowledge.acled import load_acled
from rashomon.model import Claim, ClaimId, Event, EventId, Kind, Link, Place, content_id
from rashomon.views.happenings import statements
from rashomon.views.wording import outlet_of, said

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
OWN_COLUMNS = (
    *("x_claimant", "x_claim_chain", "x_stance", "x_verification", "x_n_independent"),
    *("x_fatalities_low", "x_fatalities_high", "x_fatalities_stated", "x_quote", "x_doc", "x_start", "x_end"),
    *("x_inferred", "x_events"),
)
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
ARREST, ABDUCTION, ATTACK, DISRUPTED = "Arrests", "Abduction/forced disappearance", "Attack", "Disrupted weapons use"
BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS, DEVELOPMENTS = "Violence against civilians", "Strategic developments"
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


def write_acled(edition: Edition) -> Output:
    """CSV, by day, place and precedence."""
    rows, left_out = coded(edition)
    lines = [_line(row, edition) for row in rows]
    return one_file(sheet((*COLUMNS, *OWN_COLUMNS), lines), len(lines), left_out)


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
    if here[0].days > MONTH:
        return "days further apart than a month"
    placed = [one for one in here if geo_precision(one)]
    if not placed:
        return "place larger than a region, or at sea"
    made = [row for one in one_each(placed) for row in _of_incident(one, edition)]
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
    parts = len(days) * incident.places
    for number, (day, precision) in enumerate(days):
        yield replace(row, day=day, time_precision=precision, deaths=_share(dead, parts, number))


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
    if incident.days <= WEEK and _went_on(claim, edition):
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
    """One part of several; the first ones take what does not divide."""
    best, low, high = ((total // parts) + (number < total % parts) for total in (dead.best, dead.low, dead.high))
    return replace(dead, best=best, low=low, high=high)


def _peopled(row: Row, edition: Edition) -> Row:
    """The row with its actors: as most claims of the leading type name them, else as the others do, else as nobody told."""
    doers, sufferers = actors(row.claims, edition)
    first = next((one for one in doers if one.sort != "civilians"), None)
    inferred = []
    if first is None and row.type == DEVELOPMENTS:
        first = next(iter(doers + sufferers), None)
    if first is None:
        remote = row.type == REMOTE or row.sub == DISRUPTED
        unknown = load_acled().unidentified
        first = Actor(unknown.remote, "other") if remote else Actor(unknown.ground, "militia")
        inferred.append("actor1")
    second = _second(row, first, doers + sufferers)
    if second is None and row.type == BATTLES:
        second = opponent(first, edition)
        inferred += ["actor2"] if second else []
    others = [_others(one, doers + sufferers) for one in (first, second)]
    first, second = _called(first, row.place), _called(second, row.place)
    return replace(row, first=first, first_others=others[0], second=second, second_others=others[1], inferred=tuple(inferred))


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
    kept: list[Row] = []
    for row in sorted(rows, key=lambda one: (one.day, one.place.name, one.place.id, order[one.sub], one.events[0].id)):
        into = next((number for number, other in enumerate(kept) if _absorbs(other, row)), None)
        if into is None:
            kept.append(row)
        else:
            kept[into] = _merged(kept[into], row)
    return kept


def _absorbs(larger: Row, row: Row) -> bool:
    if (larger.place.id, larger.day) != (row.place.id, row.day):
        return False
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


def _line(row: Row, edition: Edition) -> list[Cell]:
    country = edition.country(row.place)
    inters = [inter_of(actor, country.code) if actor else "" for actor in (row.first, row.second)]
    names = list(load_acled().inter.values())
    told = sorted((name for name in inters if name), key=names.index)
    admin = [*row.place.admin, "", "", "", ""]
    if row.place.feature == "region":
        admin[1] = row.place.name
    reports = [edition.report(claim) for claim in row.claims]
    last = max((report.published.last for report in reports if report.published), default=None)
    targeted = row.type == CIVILIANS or (row.type == REMOTE and row.second is not None and row.second.sort == "civilians")
    return [
        _identity(row, country.iso3),
        row.day,
        row.day.year,
        row.time_precision,
        load_acled().disorder(row.sub),
        row.type,
        row.sub,
        row.first.name if row.first else "",
        "; ".join(row.first_others),
        inters[0],
        row.second.name if row.second else "",
        "; ".join(row.second_others),
        inters[1],
        "-".join(told) if len(told) > 1 else f"{told[0]} only" if told else "",
        "Civilians targeted" if targeted else "",
        country.number or None,
        country.acled_region,
        admin[0],
        *admin[1:4],
        row.place.name,
        f"{row.place.latitude:.4f}",
        f"{row.place.longitude:.4f}",
        row.geo_precision,
        "; ".join(dict.fromkeys(outlet_of(report) for report in reports)),
        source_scale(row.claims, edition),
        _notes(row, edition),
        row.deaths.best,
        "",
        int(datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp()) if last else None,
        *_own(row, edition),
    ]


def _identity(row: Row, iso3: str) -> str:
    """``UKR004719235812``: made from the first event, the place and the day, so that further reports and edits keep it."""
    mark: EventId = min(event.id for event in row.events)
    return f"{iso3}{int(content_id(mark, row.place.id, row.day), 16) % 10**12:012d}"


def _own(row: Row, edition: Edition) -> list[Cell]:
    claims = {claim.id for claim in row.claims}
    origins = {origin.name for event in row.events for origin in event.origins if claims & set(origin.claims)}
    lead = row.claims[0]
    text = edition.report(lead)
    return [
        "; ".join(dict.fromkeys(claim.source.name if claim.source else outlet_of(edition.report(claim)) for claim in row.claims)),
        "; ".join(dict.fromkeys(_chain(claim.chain) for claim in row.claims if claim.chain)),
        "; ".join(dict.fromkeys(because.rule for event in row.events for because in event.standing)),
        "; ".join(dict.fromkeys(claim.verification.value for claim in row.claims if claim.verification)),
        len(origins),
        row.deaths.low if row.deaths.stated else None,
        row.deaths.high if row.deaths.stated else None,
        row.deaths.stated,
        lead.quote.of(text.text),
        text.name,
        lead.quote.start,
        lead.quote.end,
        "; ".join(row.inferred),
        "; ".join(event.id for event in row.events),
    ]


def _chain(chain: Sequence[Link]) -> str:
    """``governor > Telegram > Nordlys Wire > Morning Post``: origin first."""
    return " > ".join(link.name for link in chain)


def _notes(row: Row, edition: Edition) -> str:
    """What each origin says, as ACLED's notes begin and end."""
    claims: set[ClaimId] = {claim.id for claim in row.claims}
    lines = []
    for event in row.events:
        for told in statements(event, edition.reports):
            ours = tuple(claim for claim in told if claim.id in claims)
            if ours:
                lines.append(said(ours, [edition.report(claim) for claim in ours]))
    when = (
        f"On {_spelt(row.day)}"
        if row.time_precision == 1
        else f"Around {_spelt(row.day)} ({'week' if row.time_precision == 2 else 'month'} of)"
    )
    dead = row.deaths.best
    count = f"{dead} {'fatality' if dead == 1 else 'fatalities'}." if dead else "No fatalities."
    return f"{when}, {'. '.join(lines)}. {count if row.deaths.stated else 'Casualties unknown.'}"


def _spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
