"""Small stories told by several reports, and what must come out of them."""

from dataclasses import replace
from datetime import date

import pytest
from tests.events.factories import FERRY, NORTH, OLDMILL, OLDMILL_SOUTH, claim, judged, report, told

from rashomon.errors import RashomonError
from rashomon.events import weave
from rashomon.model import Certainty, Claim, Dispute, Event, Kind, Party, Polarity, Report, Span, Stance, Verdict, When

Told = tuple[Report, Claim]


def woven(*stories: Told) -> tuple[Event, ...]:
    return weave([one for _, one in stories], [made for made, _ in stories])


def stances(event: Event) -> list[tuple[str, str, Stance]]:
    names = {one.id: one.source.name if one.source else "own voice" for one in event.claims}
    return [(names[relation.left], names[relation.right], relation.stance) for relation in event.relations]


def test_one_statement_in_three_outlets_is_one_origin() -> None:
    who = {"source": "General Staff", "side": "North", "kind": Kind.CAPTURE, "actor": "North"}
    (event,) = woven(
        told("Troops retook Oldmill on Monday, the staff said.", outlet="A", **who),
        told("Oldmill is free again since Monday, according to the General Staff.", outlet="B", channel="Telegram", **who),
        told("On Monday the army came back to Oldmill, the General Staff wrote.", outlet="C", channel="Telegram", **who),
    )
    (origin,) = event.origins
    assert (origin.name, origin.side, len(origin.claims)) == ("General Staff", "North", 3)
    assert {because.rule for because in origin.because} == {"same-source"}
    assert event.relations == ()


def test_agency_text_at_three_outlets_is_one_origin() -> None:
    texts = ("Shells hit Oldmill on Monday.", "On Monday a market in Oldmill was shelled.", "Oldmill came under fire on Monday.")
    (event,) = woven(*(told(text, outlet=f"Outlet {n}", relay="Nordlys Wire") for n, text in enumerate(texts)))
    assert [(origin.name, len(origin.claims)) for origin in event.origins] == [("Nordlys Wire", 3)]


def test_near_copies_without_credit_are_one_origin() -> None:
    text = "A rocket fell on the bread market in the middle of Oldmill on Monday morning and broke windows in two streets{}."
    (event,) = woven(told(text.format(""), outlet="A"), told(text.format(" around"), outlet="B"))
    (origin,) = event.origins
    assert [because.detail for because in origin.because] == [
        "the sentences are nearly the same",
        "the reports are nearly the same",
    ]


def test_outlets_in_their_own_words_are_origins_of_their_own() -> None:
    (event,) = woven(
        told("A rocket fell on the bread market in Oldmill on Monday.", outlet="A"),
        told("Windows shook in Oldmill when a missile came down on Monday.", outlet="B"),
    )
    assert [origin.name for origin in event.origins] == ["A", "B"]
    assert stances(event) == [("own voice", "own voice", Stance.CORROBORATES)]


def test_residents_of_two_outlets_are_two_origins() -> None:
    (event,) = woven(
        told("Residents told us that a rocket fell on Oldmill.", outlet="A", source="residents"),
        told("There was a missile on Monday, residents said.", outlet="B", source="residents"),
    )
    assert len(event.origins) == 2


def test_two_ministries_in_one_set_of_words_are_two_origins() -> None:
    text = "The {} ministry of defence said that its troops had taken the whole of Oldmill after heavy fighting on Monday."
    stories = [
        told(text.format(side), outlet=side, source=f"{side} ministry", side=side, kind=Kind.CAPTURE, actor=side)
        for side in ("North", "South")
    ]
    (event,) = woven(*stories)
    assert {origin.name for origin in event.origins} == {"North ministry", "South ministry"}


@pytest.mark.parametrize(
    ("other", "kind"),
    [("The South took Oldmill on Monday.", Kind.CAPTURE), ("Oldmill remains ours, says the South.", Kind.HOLD)],
)
def test_two_ministries_that_exclude_each_other(other: str, kind: Kind) -> None:
    (event,) = woven(
        told(
            "The North took Oldmill on Monday.", outlet="A", kind=Kind.CAPTURE, actor="North", source="North ministry", side="North"
        ),
        told(other, outlet="B", published="2024-03-06", kind=kind, actor="South", source="South ministry", side="South"),
    )
    assert stances(event) == [("South ministry", "North ministry", Stance.CONTRADICTS)]
    assert event.relations[0].because[0].detail == f"capture by North and {kind} by South cannot both be so at Oldmill"


def test_what_was_held_before_is_not_contradicted() -> None:
    held = told("The South holds Oldmill on Sunday.", kind=Kind.HOLD, actor="South", source="B", side="South", on="2024-03-03")
    taken = told("The North took Oldmill on Monday.", kind=Kind.CAPTURE, actor="North", source="A", side="North", on="2024-03-04")
    assert len(woven(held, taken)) == 2
    (event,) = weave([held[1], taken[1]], [held[0], taken[0]], [judged(Verdict.SAME, held[1], taken[1])])
    assert event.relations == ()


def test_a_denial() -> None:
    (event,) = woven(
        told("The North took Oldmill.", outlet="A", kind=Kind.CAPTURE, actor="North", source="North ministry", side="North"),
        told(
            "The South denied that Oldmill was lost.",
            kind=Kind.CAPTURE,
            actor="North",
            source="South ministry",
            side="South",
            polarity=Polarity.DENIED,
            on=None,
        ),
    )
    assert stances(event) == [("South ministry", "North ministry", Stance.DENIES)]


def test_a_retraction() -> None:
    who = {"source": "Deputy Minister", "side": "North", "kind": Kind.CAPTURE, "actor": "North", "on": "2024-03-04"}
    (event,) = woven(
        told("Oldmill is ours, the deputy minister said.", outlet="A", published="2024-03-04", **who),
        told("Oldmill was not taken after all, she said.", outlet="B", published="2024-03-05", polarity=Polarity.NEGATED, **who),
    )
    assert stances(event) == [("Deputy Minister", "Deputy Minister", Stance.DENIES)]
    assert event.relations[0].because[0].detail == "Deputy Minister takes back what was said before"


def test_a_growing_toll_is_updated_and_not_added() -> None:
    who = {"kind": Kind.CASUALTIES, "source": "Governor", "side": "North"}
    (event,) = woven(
        told("Three were killed in Oldmill.", outlet="A", published="2024-03-04", killed=3, **who),
        told("Five were killed in Oldmill.", outlet="B", published="2024-03-05", killed=5, **who),
        told("Eight were killed in Oldmill.", outlet="C", published="2024-03-06", killed=8, **who),
        told("Five people died there on Monday.", outlet="A", published="2024-03-05", kind=Kind.CASUALTIES, killed=5),
    )
    assert [(toll.of, toll.low, toll.high, toll.origin, toll.published) for toll in event.tolls] == [
        ("killed", 8, None, "Governor", date(2024, 3, 6)),
        ("killed", 5, None, "A", date(2024, 3, 5)),
    ]
    updates = [relation.because[0].detail for relation in event.relations if relation.stance is Stance.UPDATES]
    assert updates == ["Governor counts 5 killed after 3", "Governor counts 8 killed after 5"]


@pytest.mark.parametrize(
    ("side", "stance"), [("South", Stance.CONFIRMS), ("third party", Stance.CONFIRMS), (None, Stance.CORROBORATES)]
)
def test_the_other_side_or_an_observer_confirms(side: str | None, stance: Stance) -> None:
    (event,) = woven(
        told("The South fired at Oldmill on Monday.", outlet="A", source="Governor", side="North", actor="South", target="North"),
        told("There was a strike on Oldmill.", outlet="B", source="Somebody", side=side, actor="South"),
    )
    assert stances(event) == [("Somebody", "Governor", stance)]


def test_no_comment_of_somebody_without_a_claim_is_told_on_the_claim() -> None:
    story, one = told("The North took Oldmill on Monday. The South kept silent.", quote="The North took Oldmill on Monday")
    silent = Dispute(Stance.NO_COMMENT, "South ministry", Span(34, 55))
    (event,) = weave([claim(story, one.quote.of(story.text), disputes=(silent,))], [story])
    (relation,) = event.relations
    assert (relation.left, relation.right, relation.stance) == (event.claims[0].id, event.claims[0].id, Stance.NO_COMMENT)
    assert relation.because[0].detail == "South ministry, as the same report tells"


def test_namesakes_stay_apart() -> None:
    events = woven(told("Shells fell on Oldmill in the north."), told("Shells fell on Oldmill in the south.", place=OLDMILL_SOUTH))
    assert len(events) == 2


def test_an_unresolved_namesake_does_not_tie_two_places_together() -> None:
    open_claim = told("Shells fell on Oldmill on Monday.", outlet="C")
    unresolved = claim(open_claim[0], open_claim[0].text, place=OLDMILL)
    spot = unresolved.places[0]
    text = open_claim[0]
    both = (text, claim(text, text.text, places=(type(spot)(spot.span, spot.text, spot.role, spot.candidates, False),)))
    events = woven(told("A rocket came down there.", outlet="A"), told("Guns were heard.", outlet="B", place=OLDMILL_SOUTH), both)
    assert len(events) == 2
    assert {
        place for event in events for place in [{s.place for c in event.claims for s in c.places if s.place}] if len(place) > 1
    } == set()


def test_three_days_of_attacks_stay_three() -> None:
    days = ("2024-03-03", "2024-03-04", "2024-03-05")
    events = woven(*(told(f"There was an attack on Oldmill ({on}).", kind=Kind.ATTACK, on=on, published=on) for on in days))
    assert len(events) == 3


def test_fighting_without_a_day_joins_nothing_together() -> None:
    dated = [told(f"Fighting at Oldmill on {on}.", kind=Kind.ATTACK, on=on, published=on) for on in ("2024-03-03", "2024-03-05")]
    vague = [
        told(f"Fighting went on near Oldmill, {n}.", kind=Kind.ATTACK, on=None, published=f"2024-03-0{n}", outlet=f"O{n}")
        for n in range(1, 8)
    ]
    events = woven(*dated, *vague)
    assert all(len({one.when.first for one in event.claims if one.when}) < 2 for event in events)
    assert max(len(event.claims) for event in events) < 5


@pytest.mark.parametrize(
    ("kind", "other", "count"),
    [
        (Kind.STRIKE, Kind.CASUALTIES, 1),
        (Kind.STRIKE, Kind.CAPTURE, 2),
        (Kind.ATTACK, Kind.ADVANCE, 1),
        (Kind.AID, Kind.NEGOTIATE, 2),
        (Kind.ASSESS, Kind.ASSESS, 2),
    ],
)
def test_kinds_of_one_family_on_one_day_at_one_place(kind: Kind, other: Kind, count: int) -> None:
    events = woven(
        told("What the one paper says of it.", outlet="A", kind=kind, actor=None),
        told("Another view altogether here.", outlet="B", kind=other, actor=None),
    )
    assert len(events) == count


def test_a_repelled_attack_is_the_attack() -> None:
    (event,) = woven(
        told("The South attacked at Oldmill.", kind=Kind.ATTACK, actor="South", target="North"),
        told("The North repelled the enemy.", kind=Kind.REPEL, actor="North", target="South", outlet="B"),
    )
    assert len(event.claims) == 2


def test_captures_of_two_near_villages_stay_apart() -> None:
    events = woven(
        told("The South took Oldmill.", kind=Kind.CAPTURE),
        told("The South took Ferry.", kind=Kind.CAPTURE, place=FERRY, outlet="B"),
    )
    assert len(events) == 2


def test_a_region_and_its_village_need_more_than_the_day() -> None:
    text = "A drone set a grain store on fire in the north on Monday"
    near_copy = woven(told(f"{text}.", outlet="A"), told(f"{text} night.", outlet="B", place=NORTH))
    unlike = woven(
        told("A drone fell on a grain store.", outlet="A"), told("Rockets everywhere.", outlet="B", place=NORTH, actor=None)
    )
    assert (len(near_copy), len(unlike)) == (1, 2)


def test_without_place_only_near_copies_join() -> None:
    text = "Both delegations agreed to exchange two hundred prisoners of war before the end of the week"
    events = woven(
        told(f"{text}.", outlet="A", kind=Kind.NEGOTIATE, place=None, actor=None),
        told(f"{text}, it said.", outlet="B", kind=Kind.NEGOTIATE, place=None, actor=None),
        told("The delegations met again on Monday.", outlet="C", kind=Kind.NEGOTIATE, place=None, actor=None),
    )
    assert sorted(len(event.claims) for event in events) == [1, 2]


def test_a_missing_report_is_named() -> None:
    made, one = told("Shells fell on Oldmill.")
    message = f"claim {one.id}: its report {made.id[:16]} is missing (pass all reports of the claims)"
    with pytest.raises(RashomonError) as fault:
        weave([one], [])
    assert str(fault.value) == message


def test_claims_of_an_event_are_in_order_of_publication() -> None:
    late, early = report("Shells fell on Oldmill.", published="2024-03-06"), report("Oldmill was shelled.", published="2024-03-04")
    unknown = report("There was shelling in Oldmill.", published=None)
    (event,) = weave([claim(one, one.text) for one in (unknown, late, early)], [unknown, late, early])
    assert [one.report for one in event.claims] == [early.id, late.id, unknown.id]
    assert OLDMILL in {spot.place for one in event.claims for spot in one.places}


def test_a_denial_reaches_what_it_speaks_of_and_no_toll_of_the_whole_town() -> None:
    killed = {"kind": Kind.CASUALTIES, "target": None, "actor": None}
    own = told("Fighters killed patients in Oldmill on Monday.", outlet="A", source="Doctors", **killed)
    town = told("At least 1,500 people were killed in Oldmill.", outlet="B", source="Mayor", killed=1500, **killed)
    denial = told(
        "Fighters denied that they killed patients in Oldmill.", outlet="C", source="Fighters", polarity=Polarity.DENIED, **killed
    )
    denial = (denial[0], replace(denial[1], target=Party("patients")))
    (event,) = woven(own, town, denial)
    assert {relation.right for relation in event.relations if relation.stance is Stance.DENIES} == {own[1].id}
    anybody = (denial[0], replace(denial[1], target=Party("people")))
    (event,) = woven(own, town, anybody)
    assert {relation.right for relation in event.relations if relation.stance is Stance.DENIES} == {own[1].id, town[1].id}


def test_both_armies_that_tell_of_fighting_admit_nothing() -> None:
    fighting = {"kind": Kind.ATTACK, "on": None}
    north = told("There was fighting in Oldmill.", outlet="A", source="General Staff", side="North", actor="North", **fighting)
    south = told("Fierce fighting went on in Oldmill.", outlet="B", source="Ministry", side="South", actor="South", **fighting)
    north, south = (
        (made, replace(one, target=Party(f"{other} forces", side=other)))
        for (made, one), other in ((north, "South"), (south, "North"))
    )
    (event,) = woven(north, south)
    assert stances(event) == [("Ministry", "General Staff", Stance.CORROBORATES)]


def spoken(text: str, quote: str, on: date, **more: object) -> Told:
    """A claim whose day stands in another sentence: that of who speaks of it."""
    story, one = told(text, quote=quote, kind=Kind.ATTACK, **more)
    at = text.index("Tuesday")
    return story, replace(one, when=When(Span(at, at + 7), "Tuesday", on, on, "day"))


def test_fighting_that_two_speak_of_days_apart_is_one_and_a_dated_attack_is_another() -> None:
    tuesday = date(2024, 3, 5)
    events = woven(
        told("The governor said that fighting went on in Oldmill.", on=None, kind=Kind.ATTACK, published="2024-03-03", outlet="A"),
        spoken(
            "The general spoke on Tuesday. There is fierce fighting in Oldmill.", "fierce fighting in Oldmill", tuesday, outlet="B"
        ),
        told("Southern troops attacked Oldmill from the north.", on="2024-03-05", kind=Kind.ATTACK, outlet="C"),
        told("Battles were told of in Oldmill.", on=None, kind=Kind.ATTACK, published="2024-03-20", outlet="D"),
    )
    assert sorted(len(event.claims) for event in events) == [1, 1, 2]


def test_one_aim_told_within_days_is_one_and_is_not_the_deed() -> None:
    aim = {"kind": Kind.ADVANCE, "certainty": Certainty.INTENDED, "on": None}
    events = woven(
        told("They want to surround Oldmill.", published="2024-03-05", outlet="A", **aim),
        told("The south could close the ring around it, the mayor fears.", published="2024-03-08", outlet="B", **aim),
        told("The south hopes for the ring.", published="2024-03-28", outlet="C", **aim),
        told("The ring around Oldmill is closed.", kind=Kind.ADVANCE, on=None, published="2024-03-08", outlet="D"),
    )
    assert sorted(len(event.claims) for event in events) == [1, 1, 2]


def test_a_town_told_by_its_distance_is_the_town_of_that_name_beside_it() -> None:
    measured = replace(OLDMILL, id="p-measured", name="Oldmill (4 km west of Ferry)", longitude=30.02, feature="area", radius=2.0)
    taken = {"kind": Kind.CAPTURE, "on": None}
    events = woven(
        told("The south took Oldmill.", outlet="A", **taken),
        told("They went past the newly taken village.", outlet="B", place=measured, **taken),
        told("They took the other Oldmill too.", outlet="C", place=OLDMILL_SOUTH, **taken),
    )
    assert sorted(len(event.claims) for event in events) == [1, 2]
