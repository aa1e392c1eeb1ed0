"""An edition -> UCDP GED's 49 columns: incidents in which at least one death is stated, with best, low and high."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import floor

from rashomon.exports.acled_coding import CIVILIANS, coded_sub
from rashomon.exports.actors import Actor
from rashomon.exports.edition import Edition
from rashomon.exports.incidents import Deaths, Incident, actors, deaths, incidents, opponent
from rashomon.exports.output import Cell, Output, one_file, sheet
from rashomon.knowledge.acled import load_acled
from rashomon.model import Event, Kind, Place, content_id
from rashomon.views.wording import outlet_of

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date"),
    *("source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
VIOLENT = frozenset(
    {Kind.CAPTURE, Kind.ADVANCE, Kind.ATTACK, Kind.REPEL, Kind.STRIKE, Kind.CASUALTIES, Kind.DESTRUCTION, Kind.ABUSE}
)
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))  # (days at most, code); longer is 5
SMALL = 25.0  # km round a known point


def write_ucdp(edition: Edition) -> Output:
    """CSV; identifiers of UCDP's own data set are empty, they are not ours to give."""
    left_out: Counter[str] = Counter()
    lines: list[list[Cell]] = []
    for event in edition.record.events:
        found = _of_event(event, edition)
        if isinstance(found, str):
            left_out[found] += 1
        else:
            lines.append(found)
    return one_file(sheet(COLUMNS, lines), len(lines), left_out)


def _of_event(event: Event, edition: Edition) -> list[Cell] | str:
    here = incidents(event, lambda claim: claim.kind in VIOLENT, edition)
    if isinstance(here, str):
        return here
    dead = deaths(here[0], edition)
    if not dead.stated:
        return "no death is stated"
    return _line(here[0], dead, edition) if dead.best else "fewer than one death"


def _line(incident: Incident, dead: Deaths, edition: Edition) -> list[Cell]:
    place, country = incident.place, edition.country(incident.place)
    side_a, side_b, violence = _dyad(incident, edition)
    reports = {claim.report: edition.report(claim) for claim in incident.claims}
    days = [report.published.first for report in reports.values() if report.published]
    names = {"a": side_a.name if side_a else "", "b": side_b.name if side_b else ""}
    point = place.feature != "country"
    values: dict[str, Cell] = {
        "id": int(content_id(incident.event.id, place.id), 16) % 10**12,
        "relid": f"{country.iso3}-{incident.first.year}-{violence}-{incident.event.id}",
        "year": incident.first.year,
        "code_status": "Clear",
        "type_of_violence": violence,
        "dyad_name": f"{names['a']} - {names['b']}" if all(names.values()) else "",
        "side_a": names["a"],
        "side_b": names["b"],
        "number_of_sources": len(incident.event.origins),
        "source_article": "; ".join(dict.fromkeys(_article(*one) for one in _articles(incident, edition))),
        "source_office": "; ".join(dict.fromkeys(outlet_of(report) for report in reports.values())),
        "source_date": min(days, default=None),
        "source_headline": "; ".join(dict.fromkeys(report.title for report in reports.values() if report.title)),
        "source_original": "; ".join(dict.fromkeys(claim.source.name for claim in incident.claims if claim.source)),
        "where_prec": where_precision(incident),
        "where_coordinates": place.name,
        "where_description": incident.claims[0].quote.of(edition.report(incident.claims[0]).text),
        "adm_1": place.name if place.feature == "region" else (*place.admin, "", "")[1],
        "adm_2": (*place.admin, "", "", "")[2],
        "latitude": f"{place.latitude:.6f}" if point else None,
        "longitude": f"{place.longitude:.6f}" if point else None,
        "geom_wkt": f"POINT ({place.longitude:.6f} {place.latitude:.6f})" if point else None,
        "priogrid_gid": priogrid(place.latitude, place.longitude) if point else None,
        "country": place.admin[0] if place.admin else place.name,
        "country_id": country.gw,
        "region": country.ucdp_region,
        "event_clarity": 1 if incident.days == 1 else 2,
        "date_prec": next((code for most, code in DATE_PRECISION if incident.days <= most), 5),
        "date_start": incident.first,
        "date_end": incident.last,
        **_split(incident, dead, (side_a, side_b), edition),
        "best": dead.best,
        "high": dead.high,
        "low": dead.low if dead.low is not None else 0,  # the scheme asks for a number; "up to 190" may be none
        "gwnoa": _gw(side_a, edition),
        "gwnob": _gw(side_b, edition),
    }
    return [values.get(column) for column in COLUMNS]


def where_precision(incident: Incident) -> int:
    """1 exact, 2 within some 25 km of a known point, 4 the first administrative unit, 5 vague, 6 the country, 7 sea."""
    place: Place = incident.place
    whole = {"region": 4, "country": 6, "water": 7}.get(place.feature)
    if whole is not None:
        return whole
    if place.feature == "area":
        return 2 if place.radius <= SMALL else 5
    return 2 if incident.near else 1


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell of half a degree: rows from the south, cells from the west, the first is 1."""
    return floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1


def _dyad(incident: Incident, edition: Edition) -> tuple[Actor | None, Actor | None, int]:
    """Side a, side b and the type of violence; the other side of a known war where the accounts name only one."""
    doers, sufferers = actors(incident.claims, edition)
    side_a = next((one for one in doers if one.sort != "civilians"), None)
    told = [one for one in doers + sufferers if side_a is None or one.side != side_a.side]
    types = [load_acled().types[sub] for sub in (coded_sub(incident, edition),) if sub]
    if CIVILIANS in types:
        return side_a, next((one for one in told if one.sort == "civilians"), Actor("Civilians", "civilians")), ONE_SIDED
    side_b = next((one for one in told if one.sort not in ("civilians", "other")), None) or (
        opponent(side_a, edition) if side_a else None
    )
    groups = [one for one in (side_a, side_b) if one and one.sort != "state"]
    return side_a, side_b, NON_STATE if len(groups) == 2 else STATE_BASED


def _split(incident: Incident, dead: Deaths, sides: tuple[Actor | None, Actor | None], edition: Edition) -> dict[str, Cell]:
    """The dead of each side, of civilians, and those of whom it is not told."""
    a, b = (sum(count for side, count in dead.by_side if one and one.side and side == one.side) for one in sides)
    _, sufferers = actors(incident.claims, edition)
    rest = max(0, dead.best - a - b)
    civil = rest if any(one.sort == "civilians" for one in sufferers) else 0
    return {"deaths_a": a, "deaths_b": b, "deaths_civilians": civil, "deaths_unknown": rest - civil}


def _articles(incident: Incident, edition: Edition) -> Iterator[tuple[str, date | None, str]]:
    for claim in incident.claims:
        report = edition.report(claim)
        yield outlet_of(report), report.published.first if report.published else None, report.title or report.name


def _article(outlet: str, day: date | None, title: str) -> str:
    """``Morning Post,2024-03-05,Nine dead in Oldmill``."""
    return f'"{outlet},{day or ""},{title}"'


def _gw(actor: Actor | None, edition: Edition) -> int | None:
    return edition.nation(actor).gw if actor else None
