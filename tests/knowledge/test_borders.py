"""The policy of docs/borders.md: the country follows ISO 3166-2, disputed land says so."""

import csv
from functools import cache
from pathlib import Path

import pytest

from rashomon.knowledge.borders import FILE, dispute_of, load_borders
from rashomon.knowledge.places import Gazetteer, load_places
from rashomon.model import Place

PAGE = Path(__file__).resolve().parents[2] / "docs" / "borders.md"


@cache
def gazetteer() -> Gazetteer:
    return load_places()


def known(name: str) -> Place:
    return gazetteer().named(name)[0]


@pytest.mark.parametrize(
    ("name", "country", "area"),
    [
        ("Simferopol", "UA", "Crimea"),
        ("Sevastopol", "UA", "Crimea"),
        ("Melitopol", "UA", "Zaporizhzhia Oblast"),
        ("Majdal Shams", "SY", "Golan Heights"),
        ("Katzrin", "SY", "Golan Heights"),
        ("Hebron", "PS", "West Bank"),
        ("Kiryat Netafim", "PS", "West Bank"),
        ("Sukhumi", "GE", "Abkhazia"),
        ("Tskhinvali", "GE", "South Ossetia"),
        ("Tiraspol", "MD", "Transnistria"),
        ("Stepanakert", "AZ", "Nagorno-Karabakh"),
        ("Hargeisa", "SO", "Somaliland"),
        ("Kyrenia", "CY", "Northern Cyprus"),
        ("Srinagar", "IN", "Jammu and Kashmir"),
        ("Muzaffarabad", "PK", "Azad Kashmir"),
        ("Smara", "EH", "Western Sahara"),
        ("Kosovo", "XK", "Kosovo"),
        ("Taiwan", "TW", "Taiwan"),
    ],
)
def test_a_disputed_place_lies_in_the_country_of_iso_and_says_so(name: str, country: str, area: str) -> None:
    place = known(name)
    assert gazetteer().code_of(place) == country
    dispute = dispute_of(place, country)
    assert dispute
    assert dispute.name == area


@pytest.mark.parametrize(
    "name", ["Kyiv", "Haifa", "Dan", "Damascus", "Tbilisi", "Baku", "Casablanca", "New Delhi", "Ukraine", "Limassol"]
)
def test_other_places_are_not_disputed(name: str) -> None:
    assert dispute_of(known(name), gazetteer().code_of(known(name))) is None


def test_no_settlement_of_crimea_or_the_golan_is_left_in_another_country() -> None:
    (crimea,) = [one for one in load_borders() if one.name == "Crimea"]
    for name in ("Yalta", "Kerch", "Feodosia", "Dzhankoi", "Sudak", "Alushta"):
        place = known(name)
        assert (place.admin[0], crimea.covers(place.latitude, place.longitude)) == ("Ukraine", True)


def test_a_dispute_is_told_in_one_line() -> None:
    dispute = dispute_of(known("Simferopol"), "UA")
    assert dispute
    assert dispute.told("Ukraine") == "disputed, Crimea: in Ukraine by ISO 3166-2 (UA-43), held by Russia, claimed by Russia"


def test_the_page_has_every_row() -> None:
    page = PAGE.read_text(encoding="utf-8")
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["name"] for row in rows if f"| {row['name']} | {row['country']} | {row['iso'] or '-'} |" not in page] == []
