"""An edition -> the three files that a TimeMap instance loads: events, sources, associations. All values are strings."""

from collections.abc import Iterator

from rashomon.exports.accounts import Account, accounts, left_out, unplaced
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, json_page
from rashomon.model import Report
from rashomon.views.happenings import kinds_of
from rashomon.views.selection import is_disputed
from rashomon.views.wording import outlet_of, place_words

UNDATED = "day not stated"
DISPUTED = "disputed"


def write_timemap(edition: Edition) -> Output:
    """Dated events at a settlement; the others are counted. Kinds and "disputed" are the filters."""
    told = list(accounts(edition))
    events = [_event(account, edition) for account in told if account.point and account.days]
    reasons = left_out(told)
    reasons[UNDATED] = sum(account.point is not None and account.days is None for account in told)
    used = {source for event in events for source in event["sources"]}
    sources = [_source(report) for report in edition.record.reports if report.id[:16] in used]
    filters = dict.fromkeys(name for event in events for name in event["associations"])
    files = {
        "events": json_page(events),
        "sources": json_page(sources),
        "associations": json_page([{"id": name, "title": name, "mode": "FILTER", "filter_paths": [name]} for name in filters]),
    }
    rows = {"events": len(events), "sources": len(sources), "associations": len(filters)}
    return Output(files, rows, {reason: number for reason, number in reasons.items() if number})


def _event(account: Account, edition: Edition) -> dict[str, str | list[str]]:
    event, place = account.event, account.point
    if place is None or account.days is None:
        raise ValueError(unplaced(account))
    first, last = account.days
    return {
        "id": event.id,
        "description": account.description,
        "date": f"{first:%m/%d/%Y}",
        "time": "",
        "time_precision": "day" if first == last else f"until {last}",
        "location": place_words(place),
        "latitude": str(place.latitude),
        "longitude": str(place.longitude),
        "type": kinds_of(event),
        "category": event.claims[0].kind.value,
        "associations": list(_filters(account)),
        "sources": list(dict.fromkeys(report.id[:16] for _, report in edition.claims_of(event))),
        "comments": account.title,
    }


def _filters(account: Account) -> Iterator[str]:
    yield from dict.fromkeys(claim.kind.value for claim in account.event.claims)
    if is_disputed(account.event):
        yield DISPUTED


def _source(report: Report) -> dict[str, str | list[str]]:
    return {
        "id": report.id[:16],
        "title": report.title or report.name,
        "description": outlet_of(report),
        "type": "article",
        "date": str(report.published.first) if report.published else "",
        "paths": [report.url] if report.url else [],
        "thumbnail": "",
    }
