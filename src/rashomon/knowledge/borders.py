"""data/borders.csv -> which places lie in disputed land, in which country the program puts them, and who holds and claims it."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.errors import KnowledgeError
from rashomon.model import Place

FILE = Path(__file__).parent / "data" / "borders.csv"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Disputed land: ISO code of its country, its code in ISO 3166-2 ("" where it has none), who holds it, who claims it.

    It is where `regions` or `box` (south, west, north, east, in degrees) say; settlements that GeoNames puts into the country
    `recode` are put into `country`.
    """

    name: str
    country: str
    iso: str
    held: str
    claimed: tuple[str, ...]
    regions: tuple[str, ...]
    box: tuple[float, float, float, float] | None
    recode: str

    def covers(self, latitude: float, longitude: float) -> bool:
        """True where the point lies in the box."""
        if self.box is None:
            return False
        south, west, north, east = self.box
        return south <= latitude <= north and west <= longitude <= east

    def told(self, country: str) -> str:
        """``Crimea: in Ukraine by ISO 3166-2 (UA-43), held by Russia, claimed by Russia``; `country` is the English name."""
        code = f" by ISO 3166-2 ({self.iso})" if self.iso else ""
        held = f", held by {self.held}" if self.held else ""
        return f"disputed, {self.name}: in {country}{code}{held}, claimed by {' and '.join(self.claimed)}"


@cache
def load_borders() -> tuple[Dispute, ...]:
    """All rows of the data file.

    Raises KnowledgeError for a box that is no four numbers.
    """
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_dispute(number, row) for number, row in enumerate(csv.DictReader(lines), 2))


def dispute_of(place: Place, country: str) -> Dispute | None:
    """The disputed land in which a place lies; `country` is the ISO code of the place's country. None for undisputed ones."""
    return next((one for one in load_borders() if one.country == country and _holds(one, place)), None)


def recoded(country: str, latitude: float, longitude: float) -> Dispute | None:
    """The land whose country a settlement gets instead of the one that GeoNames gives it."""
    return next((one for one in load_borders() if one.recode == country and one.covers(latitude, longitude)), None)


def _holds(dispute: Dispute, place: Place) -> bool:
    if place.name == dispute.name or {place.name, *place.admin} & {*dispute.regions}:
        return True
    return place.feature not in ("country", "region") and dispute.covers(place.latitude, place.longitude)


def _dispute(line: int, row: dict[str, str]) -> Dispute:
    try:
        degrees = [float(part) for part in row["box"].split()]
        box = (degrees[0], degrees[1], degrees[2], degrees[3]) if degrees else None
    except (ValueError, IndexError):
        raise KnowledgeError(f"{FILE.name} line {line}: box {row['box']!r} is no four numbers (south west north east)") from None
    claimed, regions = (tuple(filter(None, row[column].split("|"))) for column in ("claimed", "regions"))
    return Dispute(row["name"], row["country"], row["iso"], row["held"], claimed, regions, box, row["recode"])
