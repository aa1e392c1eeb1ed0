"""Opposed sides in one event: never one origin, and no admission where nobody admits anything."""

from dataclasses import replace
from typing import Any

import pytest
from tests.events.factories import told
from tests.events.test_storylines import Told, stances, woven

from rashomon.model import Kind, Party, Polarity, Stance

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


def said(*stories: Told) -> list[tuple[str, str, Stance]]:
    (event,) = woven(*stories)
    return stances(event)


def north(text: str, **more: Any) -> Told:
    return told(text, **{"outlet": "A", "source": "Northern staff", "side": "North", **more})


def south(text: str, **more: Any) -> Told:
    return told(text, **{"outlet": "B", "source": "Southern ministry", "side": "South", **more})


def test_you_did_it_yourselves_admits_nothing() -> None:
    assert not said(
        north("Shells hit the tram depot in Oldmill on Monday.", actor=None),
        south("The North had shelled the tram depot in Oldmill itself on Monday.", actor="North"),
    )


def test_that_it_happened_is_no_admission_of_having_done_it() -> None:
    assert not said(
        north("Southern guns fired at the ferry in Oldmill on Monday.", actor="South"),
        south("The ferry in Oldmill came under fire on Monday.", actor=None),
    )


def test_who_says_that_his_own_side_did_it_admits_it() -> None:
    (found,) = said(
        north("Shells hit the tram depot in Oldmill on Monday.", published="2024-03-04", actor=None),
        south("Our gunners fired at the tram depot of Oldmill on Monday.", actor="South"),
    )
    assert found == ("Southern ministry", "Northern staff", Stance.CONFIRMS)


def test_each_side_counts_the_losses_of_the_other_one() -> None:
    counts = {"kind": Kind.CASUALTIES, "actor": None}
    assert not said(
        north("The South lost 150 soldiers at Oldmill on Monday.", target="South", killed=150, **counts),
        south("The North lost almost 150 men at Oldmill on Monday.", target="North", killed=150, **counts),
    )


def test_who_counts_his_own_dead_admits_them() -> None:
    counts = {"kind": Kind.CASUALTIES, "actor": None, "target": "South", "killed": 40}
    found = said(
        north("The South lost 40 soldiers at Oldmill on Monday.", **counts),
        south("We mourn 40 of our men who fell at Oldmill on Monday.", **counts),
    )
    assert found == [("Southern ministry", "Northern staff", Stance.CONFIRMS)]


def test_two_who_both_hold_the_town_admit_nothing() -> None:
    found = said(
        north("We stand firm in Oldmill.", kind=Kind.HOLD, actor=None),
        south("Oldmill is under our control on Monday.", kind=Kind.HOLD, actor="South"),
    )
    assert Stance.CONFIRMS not in {stance for *_, stance in found}


def test_the_side_that_speaks_of_the_loss_admits_it() -> None:
    found = said(
        north("Oldmill has been liberated on Monday.", kind=Kind.CAPTURE, actor=None),
        south("Oldmill was lost on Monday.", published="2024-03-06", kind=Kind.CAPTURE, actor=None),
    )
    assert found == [("Southern ministry", "Northern staff", Stance.CONFIRMS)]


def test_two_who_both_freed_the_town_admit_nothing() -> None:
    assert not said(
        north("Oldmill has been liberated on Monday.", kind=Kind.CAPTURE, actor="North", recapture=True),
        south("Oldmill is free again since Monday.", kind=Kind.CAPTURE, actor=None, recapture=True),
    )


def test_not_yet_on_one_day_and_not_at_all_on_the_next_admit_nothing() -> None:
    entered = {"kind": Kind.CAPTURE, "actor": "North", "polarity": Polarity.NEGATED}
    assert not said(
        north("We have not yet taken Oldmill, the staff said.", published="2024-03-04", on="2024-03-04", **entered),
        south("The North has not entered Oldmill.", published="2024-03-05", on=None, **entered),
    )


@pytest.mark.parametrize(("name", "stance"), [("Southern bloggers", Stance.CORROBORATES), ("Southern staff", Stance.CONFIRMS)])
def test_bloggers_of_a_side_do_not_admit_for_it(name: str, stance: Stance) -> None:
    found = said(
        north("Oldmill is ours since Monday.", published="2024-03-04", kind=Kind.CAPTURE, actor="North"),
        south("Our men left Oldmill on Monday.", source=name, kind=Kind.WITHDRAW, actor="South"),
    )
    assert found == [(name, "Northern staff", stance)]


@pytest.mark.parametrize(
    ("name", "stance"),
    [
        ("A Southern prisoner", Stance.CORROBORATES),
        ("Ilo Ansa, officer, Third Southern Brigade", Stance.CORROBORATES),
        ("Southern staff", Stance.CONFIRMS),
    ],
)
def test_the_loser_admits_and_who_gained_does_not(name: str, stance: Stance) -> None:
    took = {"kind": Kind.CAPTURE, "actor": "North"}
    found = said(
        north("Oldmill is ours since Monday.", published="2024-03-05", **took),
        south("The North took Oldmill on Monday.", published="2024-03-04", source=name, **took),
    )
    assert found == [(name, "Northern staff", stance)]


@pytest.mark.parametrize(("target", "denies"), [("civilians", False), ("positions", True)])
def test_who_denies_to_aim_at_civilians_denies_no_attack_on_soldiers(target: str, denies: bool) -> None:
    denial = {"actor": "South", "polarity": Polarity.DENIED, "on": "2024-03-04"}
    made, one = south("We do not shoot at them in Oldmill.", **denial)
    found = said(
        north("Southern guns fired at our men in Oldmill on Monday.", actor="South", target="North"),
        (made, replace(one, target=Party(target))),
    )
    assert bool(found) is denies
