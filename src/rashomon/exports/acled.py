"""An edition -> ACLED's 31 columns in order, then columns of its own that begin with x_.

A row is one pair of actors at one place on one day, coded by the codebook's precedence, precisions and fatality rule. What
the scheme has no home for has no row, and is counted.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from rashomon.exports.acled_coding import CIVILIANS, REMOTE, Row, coded
from rashomon.exports.actors import inter_of
from rashomon.exports.edition import Edition
from rashomon.exports.output import Cell, Output, one_file, sheet
from rashomon.exports.scales import source_scale
from rashomon.knowledge.acled import load_acled
from rashomon.model import ClaimId, EventId, Link, content_id
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


def write_acled(edition: Edition) -> Output:
    """CSV, by day, place and precedence."""
    rows, left_out = coded(edition)
    lines = [_line(row, edition) for row in rows]
    return one_file(sheet((*COLUMNS, *OWN_COLUMNS), lines), len(lines), left_out)


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
