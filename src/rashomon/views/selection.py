"""Record -> the part of it that is asked for: events of a place, days, a side, a kind, in dispute; and their reports."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.knowledge.spelling import fold
from rashomon.model import Claim, Event, EventId, Kind, Place, Record, ReportId
from rashomon.views.wording import event_spots

DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events: all that is given must hold for one claim of it. Days are inclusive and overlap; `place` is any known name.

    With `told` an event that nobody gives a day is chosen by the days on which it was told.
    """

    place: str | None = None
    first: date | None = None
    last: date | None = None
    side: str | None = None
    kind: Kind | None = None
    disputed: bool = False
    told: bool = False


Days = tuple[date, date]


def choose(record: Record, choice: Choice) -> Record:
    """The record with the chosen events, the reports that tell them and the holds of the place."""
    shelf = {report.id: report for report in record.reports}
    told = {report.id: (report.published.first, report.published.last) for report in shelf.values() if report.published}
    events = tuple(event for event in record.events if _chosen(event, choice, told))
    holds = tuple(hold for hold in record.holds if choice.place is None or named(hold.place, choice.place))
    return _with(replace(record, holds=holds), events)


def only(record: Record, wanted: Collection[EventId]) -> Record:
    """The record with these events, the reports that tell them and the holds of their places."""
    events = tuple(event for event in record.events if event.id in wanted)
    places = {where.place.id for event in events for claim in event.claims for where in claim.places if where.place is not None}
    holds = tuple(hold for hold in record.holds if hold.place.id in places)
    return _with(replace(record, holds=holds), events)


def _with(record: Record, events: tuple[Event, ...]) -> Record:
    kept = {claim.report for event in events for claim in event.claims}
    reports = tuple(report for report in record.reports if report.id in kept)
    versions = tuple(version for version in record.versions if version.later in kept)
    return replace(record, reports=reports, events=events, versions=versions)


def is_disputed(event: Event) -> bool:
    """True where the rubric says so."""
    return any(because.rule == DISPUTED for because in event.standing)


def named(place: Place, name: str) -> bool:
    """True where `name` is one of the place's names, in any spelling of case and accents."""
    wanted = fold(name)
    return any(fold(one) == wanted for one in (place.name, *place.names))


def sides_of(claim: Claim) -> set[str]:
    """The sides that speak, act or suffer in it."""
    return {one.side for one in (claim.source, claim.actor, claim.target) if one and one.side}


def week_until(day: date) -> tuple[date, date]:
    """The seven days that end with `day`."""
    return day - timedelta(6), day


def _chosen(event: Event, choice: Choice, told: Mapping[ReportId, Days]) -> bool:
    if choice.disputed and not is_disputed(event):
        return False
    undated = choice.told and not any(map(_days, event.claims))
    return any(_fits(claim, choice) and _on(told.get(claim.report) if undated else _days(claim), choice) for claim in event.claims)


def _fits(claim: Claim, choice: Choice) -> bool:
    if choice.kind is not None and claim.kind is not choice.kind:
        return False
    if choice.side is not None and fold(choice.side) not in {fold(side) for side in sides_of(claim)}:
        return False
    return choice.place is None or _at(claim, choice.place)


def _at(claim: Claim, name: str) -> bool:
    return any(fold(spot.text) == fold(name) or (spot.place is not None and named(spot.place, name)) for spot in event_spots(claim))


def _days(claim: Claim) -> Days | None:
    return (claim.when.first, claim.when.last) if claim.when and claim.when.first and claim.when.last else None


def _on(days: Days | None, choice: Choice) -> bool:
    if choice.first is None and choice.last is None:
        return True
    return days is not None and days[0] <= (choice.last or date.max) and (choice.first or date.min) <= days[1]
