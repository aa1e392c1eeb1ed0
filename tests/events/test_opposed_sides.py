"""Opposed sides in one event: never one origin, and no admission where nobody admits anything."""

from tests.events.factories import told
from tests.events.test_storylines import Told, woven

from rashomon.model import Kind, Polarity

NORTH_TOOK = {"kind": Kind.CAPTURE, "actor": "North", "source": "Northern staff", "side": "North"}
SOUTH_DENIES = {**NORTH_TOOK, "source": "Southern ministry", "side": "South", "polarity": Polarity.DENIED}
TEXT = "Troops of the North took the town of Oldmill on Monday and raised a flag above the market and the old school{}."


def origins(*stories: Told) -> list[tuple[str, int]]:
    (event,) = woven(*stories)
    return sorted((origin.name, len(origin.claims)) for origin in event.origins)


def test_a_claim_and_its_denial_through_one_agency_are_two_origins() -> None:
    found = origins(
        told(TEXT.format(""), outlet="A", relay="Nordlys Wire", **NORTH_TOOK),
        told("The South denied on Monday that Oldmill had fallen.", outlet="B", relay="Nordlys Wire", **SOUTH_DENIES),
    )
    assert found == [("Northern staff", 1), ("Southern ministry", 1)]


def test_a_side_that_relays_the_other_one_stays_an_origin_of_its_own() -> None:
    found = origins(
        told("The North claimed Oldmill on Monday, the ministry said.", outlet="A", relay="Southern ministry", **NORTH_TOOK),
        told("Oldmill did not fall on Monday, the ministry said.", outlet="B", **SOUTH_DENIES),
    )
    assert found == [("Northern staff", 1), ("Southern ministry", 1)]


def test_a_nameless_copy_does_not_make_one_origin_of_two_sides() -> None:
    found = origins(
        told(TEXT.format(""), outlet="A", published="2024-03-04", **NORTH_TOOK),
        told(TEXT.format(", it is said"), outlet="B", kind=Kind.CAPTURE, actor="North"),
        told(TEXT.format(", they lied"), outlet="C", published="2024-03-06", **SOUTH_DENIES),
    )
    assert found == [("Northern staff", 2), ("Southern ministry", 1)]


def test_one_side_through_one_agency_is_still_one_origin() -> None:
    found = origins(
        told("Oldmill is ours since Monday, the staff said.", outlet="A", relay="Nordlys Wire", **NORTH_TOOK),
        told("On Monday our men came to Oldmill, the staff wrote.", outlet="B", relay="Nordlys Wire", **NORTH_TOOK),
    )
    assert found == [("Northern staff", 2)]
