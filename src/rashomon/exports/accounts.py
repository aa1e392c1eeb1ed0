"""Events -> what formats for maps and sheets ask of them: one place, days, title, description, sources, links."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rashomon.exports.edition import Edition
from rashomon.exports.tables import event_place
from rashomon.model import Claim, Event, Place, Report
from rashomon.views.happenings import event_days, kinds_of, statements
from rashomon.views.marks import visible
from rashomon.views.wording import count, event_spots, outlet_of, place_words, said

POINTS = frozenset({"settlement", "bridge", "dam", "camp", "crossing", "plant", "island"})


@dataclass(frozen=True, slots=True)
class Account:
    """An event at its place, in words."""

    event: Event
    place: Place | None
    days: tuple[date, date] | None
    title: str
    description: str

    @property
    def point(self) -> Place | None:
        """The place where it can be drawn as a point: a settlement or smaller, never the middle of a region or country."""
        return self.place if self.place and self.place.feature in POINTS else None


def accounts(edition: Edition) -> Iterator[Account]:
    """Every event, in the order of the record."""
    return (_account(event, edition) for event in edition.record.events)


def unplaced(account: Account) -> str:
    """Why an account has no point."""
    if account.place:
        return f"place is no point: {account.place.feature}"
    return "place not resolved" if any(event_spots(claim) for claim in account.event.claims) else "place not stated"


def left_out(found: list[Account]) -> Counter[str]:
    """How many accounts have no point, by reason."""
    return Counter(unplaced(account) for account in found if account.point is None)


def quotes(event: Event, edition: Edition) -> list[dict[str, object]]:
    """The exact words of every claim, with who says them and where they stand."""
    return [_quote(claim, report) for claim, report in edition.claims_of(event)]


def links(event: Event, edition: Edition) -> list[str]:
    """Addresses of the reports, each once."""
    return list(dict.fromkeys(report.url for _, report in edition.claims_of(event) if report.url))


def outlets(event: Event, edition: Edition) -> list[str]:
    """Outlets of the reports, each once."""
    return list(dict.fromkeys(outlet_of(report) for _, report in edition.claims_of(event)))


def claimants(event: Event) -> list[str]:
    """The sources that are named, each once."""
    return list(dict.fromkeys(claim.source.name for claim in event.claims if claim.source))


def toll(event: Event, of: str) -> tuple[float | None, float | None]:
    """The lowest and the highest that anybody counts, over all sides; None where nobody does: "up to 190" has no lowest."""
    told = [one for one in event.totals if one.of == of and one.rule == "conservative"]
    if not told:
        return None, None
    return (max(one.low for one in told) if has_floor(event, of) else None), max(one.high for one in told)


def has_floor(event: Event, of: str) -> bool:
    """True where somebody counts from below."""
    return any(one.of == of and one.low is not None for one in event.tolls)


def _account(event: Event, edition: Edition) -> Account:
    place = event_place(event)
    where = place_words(place) if place else "Place not resolved"
    lines = [said(told, [edition.report(claim) for claim in told]) for told in statements(event, edition.reports)]
    title = f"{kinds_of(event).capitalize()}: {where} ({count(len(event.origins), 'independent origin')})"
    return Account(event, place, event_days(event), visible(title), visible(f"{'. '.join(lines)}."))


def _quote(claim: Claim, report: Report) -> dict[str, object]:
    return {
        "claim": claim.id,
        "claimant": claim.source.name if claim.source else outlet_of(report),
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "quote": claim.quote.of(report.text),
        "doc": report.name,
        "start": claim.quote.start,
        "end": claim.quote.end,
    }
