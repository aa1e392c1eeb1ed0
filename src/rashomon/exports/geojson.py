"""An edition -> GeoJSON (RFC 7946): a point an event, with the property names that readers of open-source maps know."""

from typing import Any

from rashomon.exports.accounts import Account, accounts, claimants, left_out, links, outlets, quotes, toll
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, json_page, one_file
from rashomon.model import Place
from rashomon.views.happenings import kinds_of
from rashomon.views.selection import is_disputed
from rashomon.views.wording import place_words


def write_geojson(edition: Edition) -> Output:
    """A FeatureCollection; what has no settlement has no point, and is left out and counted."""
    told = list(accounts(edition))
    features = [_feature(account, account.point, edition) for account in told if account.point]
    return one_file(json_page({"type": "FeatureCollection", "features": features}), len(features), left_out(told))


def _feature(account: Account, place: Place, edition: Edition) -> dict[str, Any]:
    """`title`, `date`, `description`, `place_desc`, `links` and `source` are those of osint-geo-extractor; the rest is ours."""
    event = account.event
    first, last = account.days or (None, None)
    low, high = toll(event, "killed")
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "title": account.title,
            "date": first,
            "description": account.description,
            "place_desc": place_words(place),
            "links": links(event, edition),
            "source": "; ".join(outlets(event, edition)),
            "id": event.id,
            "date_end": last,
            "type": kinds_of(event),
            "claimants": claimants(event),
            "independent_origins": len(event.origins),
            "disputed": is_disputed(event),
            "standing": [because.rule for because in event.standing],
            "killed_low": low,
            "killed_high": high,
            "quotes": quotes(event, edition),
        },
    }
