"""An edition -> a sheet with HXL hashtags in its second row, one row an event."""

from rashomon.exports.accounts import Account, accounts, claimants, outlets, toll
from rashomon.exports.edition import Edition
from rashomon.exports.incidents import actors, happened
from rashomon.exports.output import Cell, Output, one_file, sheet
from rashomon.views.happenings import kinds_of
from rashomon.views.selection import is_disputed

HEADER = {
    "Event": "#meta+id",
    "Kinds": "#event+type",
    "First day": "#date+start",
    "Last day": "#date+end",
    "First reported": "#date+reported",
    "Country code": "#country+code",
    "Country": "#country+name",
    "Region": "#adm1+name",
    "District": "#adm2+name",
    "Place": "#loc+name",
    "GeoNames id": "#loc+code+v_geonames",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Killed, lowest count": "#affected+killed+min",
    "Killed, highest count": "#affected+killed+max",
    "Injured, lowest count": "#affected+injured+min",
    "Injured, highest count": "#affected+injured+max",
    "First group": "#group+name+first",
    "Second group": "#group+name+second",
    "Claimed by": "#meta+claimant",
    "Disputed": "#status+disputed",
    "Independent origins": "#indicator+origins+num",
    "Outlets": "#meta+source",
    "Description": "#description",
}


def write_hxl(edition: Edition) -> Output:
    """Every event, also those without a place or day, whose cells stay empty; counts that nobody gives are empty, not 0."""
    rows = [_row(account, edition) for account in accounts(edition)]
    return one_file(sheet(list(HEADER), rows, hashtags=list(HEADER.values())), len(rows))


def _row(account: Account, edition: Edition) -> list[Cell]:
    event, place, point = account.event, account.place, account.point
    first, last = account.days or (None, None)
    country, region, district = (*(place.admin if place else ()), None, None, None)[:3]
    doers, sufferers = actors((claim for claim in event.claims if happened(claim)), edition)
    others = [one for one in doers[1:] + sufferers if one.name != doers[0].name] if doers else sufferers
    published = [report.published.first for _, report in edition.claims_of(event) if report.published]
    return [
        event.id,
        kinds_of(event),
        first,
        last,
        min(published, default=None),
        edition.country(place).iso3,
        country or (place.name if place and place.feature == "country" else None),
        place.name if place and place.feature == "region" else region,
        district,
        point.name if point else None,
        point.id.removeprefix("geonames-") if point and point.id.startswith("geonames-") else None,
        point.latitude if point else None,
        point.longitude if point else None,
        *toll(event, "killed"),
        *toll(event, "wounded"),
        doers[0].name if doers else None,
        others[0].name if others else None,
        "; ".join(claimants(event)),
        is_disputed(event),
        len(event.origins),
        "; ".join(outlets(event, edition)),
        account.description,
    ]
