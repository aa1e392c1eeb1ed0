"""Which of the places that a report names belongs to a claim."""

from datetime import date

import pytest

from rashomon.claims import read_claims
from rashomon.knowledge import load
from rashomon.model import Claim, Kind, Report
from rashomon.reports import Given, read


def claims(text: str) -> tuple[Claim, ...]:
    (report,) = (one for one in read("r.txt", text.encode(), Given(published=date(2024, 5, 20))) if isinstance(one, Report))
    return read_claims(report, load()).claims


def places(text: str, kind: Kind) -> list[list[str]]:
    """The places of each claim of the kind, in text order."""
    return [[w.place.name if w.place else w.text for w in claim.places] for claim in claims(text) if claim.kind is kind]


CASES = [
    ("Russian forces captured the village of Robotyne in the Zaporizhzhia region.", Kind.CAPTURE, ["Robotyne"]),
    ("Ukrainian drones hit an oil depot in Feodosia, Crimea.", Kind.STRIKE, ["Feodosia"]),
    ("Ukrainian troops recaptured Robotyne, 12 km south of Orikhiv.", Kind.CAPTURE, ["Robotyne"]),
    ("The minister said at a meeting in Brussels that Russian forces shelled Bakhmut.", Kind.STRIKE, ["Bakhmut"]),
    (
        "Drones struck 15 kilometers northwest of Bakhmut in the Donetsk region.",
        Kind.STRIKE,
        ["15 kilometers northwest of Bakhmut"],
    ),
    ("Russian forces shelled towns in the southeast of the country, and Kherson was hit.", Kind.STRIKE, ["Southeastern Ukraine"]),
    ("Russia attacked Mykolaiv with a missile from the airspace of the occupied Kherson region.", Kind.STRIKE, ["Mykolaiv"]),
    ("Explosions were heard in the Lebanese capital after an Israeli strike.", Kind.STRIKE, ["Beirut"]),
    ("A drone was shot down near the Russian capital, in the city of Podolsk.", Kind.INTERCEPT, ["Podolsk"]),
    ("The army withdrew from Goma because of the shelling of its base in Sake.", Kind.WITHDRAW, ["Goma"]),
    ("Rebel troops left Homs before the bombing of Hama.", Kind.WITHDRAW, ["Homs"]),
    ("Ten people were killed after the bombing of a market in Sake.", Kind.CASUALTIES, ["Sake"]),
    ("Israel struck Beirut, killing the man responsible for the murders in Haifa.", Kind.STRIKE, ["Beirut"]),
]


@pytest.mark.parametrize(("text", "kind", "names"), CASES)
def test_the_place_of_the_first_claim_of_a_kind(text: str, kind: Kind, names: list[str]) -> None:
    found = places(text, kind)
    assert found
    assert found[0] == names


def test_a_strike_and_the_one_that_it_answers_are_two() -> None:
    assert places("Pakistan shelled Jammu in retaliation for the strike on Bahawalpur.", Kind.STRIKE) == [["Jammu"], ["Bahawalpur"]]


def test_what_is_taken_up_is_where_it_was_told() -> None:
    text = "An air strike hit Beirut on Tuesday.\n\nA ship sank near Tyre.\n\nIsrael claimed responsibility for the strike."
    assert places(text, Kind.STRIKE) == [["Beirut"], ["Beirut"]]
    other = "An air strike hit Beirut on Tuesday.\n\nHezbollah spoke of a strike by drones."
    assert places(other, Kind.STRIKE)[1] == []


def test_the_city_is_the_one_named_before() -> None:
    text = "Russian forces entered Bakhmut on Monday.\n\nUkrainian troops repelled an attack on the besieged city."
    assert places(text, Kind.REPEL) == [["Bakhmut"]]


def test_the_area_is_the_last_place_of_any_size() -> None:
    text = (
        "Russian forces shelled the north of the country and the town of Vovchansk.\n\nRussian troops attacked in the area again."
    )
    assert places(text, Kind.ATTACK)[-1] == ["Vovchansk"]


def test_talks_are_where_they_are_held() -> None:
    assert places("Russian and Ukrainian envoys held ceasefire talks in Ankara on Monday.", Kind.NEGOTIATE)[0] == ["Ankara"]


def test_aid_has_no_place_outside_its_own_clause() -> None:
    text = "Russian forces shelled Kherson, while Germany pledged more ammunition to the Ukrainian army."
    assert [names for names in places(text, Kind.AID) if "Kherson" in names] == []
