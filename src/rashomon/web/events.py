"""Events of the read model as they are answered: lists, and the accounts of one side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.doors import Days, as_number
from rashomon.model import Event, Kind, Toll, Total
from rashomon.views.citations import Citations
from rashomon.views.happenings import headline, told_lines
from rashomon.views.phrases import Standing, known_phrases
from rashomon.views.selection import DISPUTED
from rashomon.views.wording import event_spots
from rashomon.web.asked import Asked, Listing, missing, page
from rashomon.web.claims import claim_items, history, spots
from rashomon.web.filters import event_conditions
from rashomon.web.items.events import Accounts, EventItem, OriginItem, RelationItem, StandingItem, TollItem, TotalItem
from rashomon.web.items.pages import Page
from rashomon.web.model import Model
from rashomon.web.tables import day_of

EVENTS = Listing(
    "SELECT {sort}, events.number FROM events",
    "events.number",
    {
        "day": "events.number",
        "place": "events.place_words",
        "reports": "events.reports",
        "origins": "events.origins",
        "claims": "events.claims",
    },
    "-day",
)
ITEMS = """SELECT events.number, events.id, first, last, status, events.claims, reports, outlets, origins,
        place_words, places.id, latitude, longitude, radius
    FROM events LEFT JOIN places ON places.code = events.place WHERE events.number IN ({marks})"""


def events(asked: Asked) -> Page:
    """One page of the events that the filters keep."""
    rows, following = page(asked, EVENTS, event_conditions(asked.filters, asked.model))
    return Page(event_items(asked.model, [number for (number,) in rows]), following)


def event_items(model: Model, numbers: Sequence[int]) -> tuple[EventItem, ...]:
    """The events of these numbers as they are answered, in this order."""
    rows = model.rows(ITEMS.format(marks=", ".join("?" * len(numbers))), numbers)
    found = {number: rest for number, *rest in rows}
    return tuple(_item(model, number, *found[number]) for number in numbers)


def _item(model: Model, number: int, *facts: Any) -> EventItem:
    id, first, last, status, claims, reports, outlets, origins, place, place_id, latitude, longitude, radius = facts
    event = model.event(number)
    shelf = model.shelf(event)
    standing = model.statuses(status)
    return EventItem(
        id=id,
        when=days(first, last),
        place=place,
        place_id=place_id,
        latitude=latitude,
        longitude=longitude,
        radius=radius,
        kinds=tuple(kind for kind in Kind if any(claim.kind is kind for claim in event.claims)),
        claims=claims,
        reports=reports,
        outlets=outlets,
        origins=origins,
        disputed=DISPUTED in standing,
        standing=standing,
        voices=dict(Counter((claim.source.side if claim.source else None) or "none" for claim in event.claims).most_common()),
        headline=headline(event, shelf),
    )


def days(first: int, last: int) -> Days | None:
    """Two numbers of days as an interval."""
    begin, end = day_of(first), day_of(last)
    return (begin, end) if begin and end else None


def accounts(asked: Asked) -> Accounts:
    """All that is said of one event. Raises AskedError where no event, or several, have a claim whose id begins so."""
    model, number = asked.model, asked.model.event_number(asked.part)
    if number is None:
        raise missing("event", asked.part)
    event = model.event(number)
    (item,) = event_items(model, [number])
    numbers = [model.claim_number(claim.id) or 0 for claim in event.claims]
    citations = Citations(model.shelf(event))
    return Accounts(
        event=item,
        standing=tuple(standing_item(row, event) for row in known_phrases().standing if row.name in item.standing),
        lines=tuple(told_lines(event, citations)),
        cited=tuple(citations.numbers),
        origins=tuple(_origins(event)),
        claims=claim_items(model, numbers),
        relations=tuple(_relations(event)),
        tolls=tuple(_toll(toll) for toll in event.tolls),
        totals=tuple(_total(total) for total in event.totals),
        places=spots(spot for claim in event.claims for spot in event_spots(claim)),
        history=history(model, {claim.id for claim in event.claims}),
    )


def standing_item(row: Standing, event: Event | None = None) -> StandingItem:
    """A row of the rubric, with the words on which it rests in an event."""
    detail = next((one.detail for one in event.standing if one.rule == row.name), None) if event else None
    return StandingItem(row.name, row.says, row.when, detail)


def _origins(event: Event) -> Iterator[OriginItem]:
    for number, origin in enumerate(event.origins, 1):
        yield OriginItem(number, origin.name, origin.side, origin.claims, tuple(one.detail for one in origin.because))


def _relations(event: Event) -> Iterator[RelationItem]:
    for one in event.relations:
        detail, *rest = [because.detail for because in one.because] or [""]
        yield RelationItem(one.left, one.right, one.stance, detail, tuple(rest))


def _toll(toll: Toll) -> TollItem:
    low, high = as_number(toll.low), as_number(toll.high)
    return TollItem(toll.of, toll.part, low, high, toll.origin, toll.claim, toll.published, toll.side)


def _total(total: Total) -> TotalItem:
    low, best, high = (as_number(number) or 0 for number in (total.low, total.best, total.high))
    return TotalItem(total.of, total.side, total.rule, low, best, high, total.because.detail)
