"""ACLED's rows: strictly readable, coded by the codebook's rules, and for the sample ledger as a person coded its reports."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.exports import acled_reader, made
from tests.exports.made import BAKHMUT, DONETSK, GOMA, M23, PEOPLE, RUSSIANS, SEA, SOLEDAR, UKRAINE, UKRAINIANS

from rashomon.exports import Edition
from rashomon.exports.acled import COLUMNS, OWN_COLUMNS, write_acled
from rashomon.knowledge.acled import load_acled
from rashomon.model import Certainty, Kind, Party, Polarity, Quantity, Span, When

HERE = Path(__file__).parent
CODED = "event_date time_precision sub_event_type actor1 inter1 actor2 inter2 location geo_precision fatalities".split()
CLASH, SHELLING, REGAINS = "Armed clash", "Shelling/artillery/missile attack", "Government regains territory"
OVERTAKES, ATTACK = "Non-state actor overtakes territory", "Attack"


def rows_of(*pairs, **more):
    return acled_reader.read(write_acled(made.edition(*pairs, **more)).files[""])


def one_row(*pairs):
    (row,) = rows_of(*pairs)
    return row


def fight(text="Fighting went on.", **more):
    given = {"kind": Kind.ATTACK, "acled": CLASH, "place": BAKHMUT, "actor": UKRAINIANS, "target": RUSSIANS}
    return made.told(text, **given | more)


def listed(name):
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# the sample ledger, row by row


def test_the_sample_is_coded_as_a_person_coded_it(edition: Edition) -> None:
    rows = acled_reader.read(write_acled(edition).files[""])
    by_hand = listed("acled_sample.csv")
    wrong = {tuple(row[name] for name in WRONG) for row in listed("acled_sample_wrong.csv")}
    found = {tuple(row[name] for name in CODED) for row in rows if tuple(row[name] for name in WRONG) not in wrong}
    assert found == {tuple(row[name] for name in CODED) for row in by_hand if not row["missing"]}
    assert {tuple(row[name] for name in WRONG) for row in rows} >= wrong


WRONG = "event_date sub_event_type actor1 location fatalities".split()


def test_every_known_error_of_the_sample_has_its_reason() -> None:
    assert all(row["wrong"] for row in listed("acled_sample_wrong.csv"))
    assert sum(not row["missing"] for row in listed("acled_sample.csv")) > 20


def test_the_documented_figures_are_those_of_the_lists() -> None:
    by_hand, wrong = listed("acled_sample.csv"), listed("acled_sample_wrong.csv")
    missing = sum(bool(row["missing"]) for row in by_hand)
    page = " ".join((HERE.parents[1] / "docs" / "exports.md").read_text(encoding="utf-8").split())
    assert f"Of {len(by_hand)} rows {len(by_hand) - missing} are written as coded, {missing} are missing" in page
    assert f"coded otherwise, and {len(wrong)} rows" in page


# columns


def test_columns_are_the_31_and_our_own_behind_them(edition: Edition) -> None:
    head = next(csv.reader(io.StringIO(write_acled(edition).files[""].decode())))
    assert head == [*acled_reader.COLUMNS, *OWN_COLUMNS]
    assert len(COLUMNS) == 31


def test_vocabulary_is_that_of_the_codebook() -> None:
    assert {event.type: list(event.subs) for event in load_acled().events} == acled_reader.TYPES
    assert list(load_acled().inter.values()) == acled_reader.INTERS
    assert {sub: load_acled().disorder(sub) for sub in load_acled().types} == {
        sub: acled_reader.OTHER_DISORDER.get(sub, acled_reader.DISORDER[event])
        for event, subs in acled_reader.TYPES.items()
        for sub in subs
    }


def test_every_column_of_one_row() -> None:
    text = "Rebels seized Goma after a fight that left nine soldiers dead."
    soldiers = Quantity(Span(text.index("nine"), text.index(" dead")), "soldiers killed", 9, 9)
    pair = made.told(
        text,
        kind=Kind.CAPTURE,
        acled=OVERTAKES,
        place=GOMA,
        on="2025-01-27",
        published="2025-01-28",
        outlet="Reuters",
        source="Bertrand Bisimwa",
        side="M23",
        channel="Telegram",
        actor=M23,
        target=Party("Congolese army", side="DR Congo"),
        quantities=(soldiers,),
    )
    row = one_row(pair)
    identity, notes = row.pop("event_id_cnty"), row.pop("notes")
    assert identity.startswith("COD")
    assert notes == f"On 27 January 2025, Bertrand Bisimwa (M23; on Telegram) says: “{text[:-1]}”. Casualties unknown."
    assert row == {
        "event_date": "2025-01-27",
        "year": "2025",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Non-state actor overtakes territory",
        "actor1": "M23",
        "assoc_actor_1": "",
        "inter1": "Rebel group",
        "actor2": "Congolese army",
        "assoc_actor_2": "",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "180",
        "region": "Middle Africa",
        "country": "Democratic Republic of the Congo",
        "admin1": "North Kivu",
        "admin2": "",
        "admin3": "",
        "location": "Goma",
        "latitude": "-1.6700",
        "longitude": "29.2200",
        "geo_precision": "1",
        "source": "Reuters",
        "source_scale": "New media-International",
        "fatalities": "0",
        "tags": "",
        "timestamp": "1738022400",
        "x_claimant": "Bertrand Bisimwa",
        "x_claim_chain": "Bertrand Bisimwa > Telegram",
        "x_stance": "one-side",
        "x_verification": "",
        "x_n_independent": "1",
        "x_fatalities_low": "",
        "x_fatalities_high": "",
        "x_fatalities_stated": "false",
        "x_quote": text,
        "x_doc": "Reuters 2025-01-28",
        "x_start": "0",
        "x_end": str(len(text)),
        "x_inferred": "",
        "x_events": pair[1].id,
    }


def test_words_of_every_row_stand_at_its_offsets(edition: Edition) -> None:
    texts = {report.name: report.text for report in edition.record.reports}
    rows = acled_reader.read(write_acled(edition).files[""])
    assert rows
    assert [row for row in rows if texts[row["x_doc"]][int(row["x_start"]) : int(row["x_end"])] != row["x_quote"]] == []


# rules of the codebook


@pytest.mark.parametrize(
    ("actor", "acled", "place", "sub", "interaction"),
    [
        (UKRAINIANS, OVERTAKES, BAKHMUT, REGAINS, "State forces-External/Other forces"),
        (RUSSIANS, REGAINS, BAKHMUT, OVERTAKES, "State forces-External/Other forces"),
        (M23, REGAINS, GOMA, OVERTAKES, "Rebel group-Political militia"),
    ],
)
def test_whose_land_it_is_says_which_capture(actor, acled, place, sub, interaction) -> None:
    row = one_row(fight("They took it.", kind=Kind.CAPTURE, acled=acled, place=place, actor=actor, target=None))
    assert (row["sub_event_type"], row["interaction"]) == (sub, interaction)


def test_shelling_inside_a_battle_disappears_into_it() -> None:
    shelling = made.told("Shells fell.", kind=Kind.STRIKE, acled=SHELLING, place=BAKHMUT, actor=UKRAINIANS, outlet="Daily News")
    row = one_row(fight(), shelling)
    assert (row["event_type"], row["x_n_independent"]) == ("Battles", "2")
    assert len(row["x_events"].split("; ")) == 2


def test_shelling_beside_a_battle_of_others_stays() -> None:
    shelling = made.told("Shells fell.", kind=Kind.STRIKE, acled=SHELLING, place=BAKHMUT, actor=M23, outlet="Daily News")
    assert sorted(row["event_type"] for row in rows_of(fight(), shelling)) == ["Battles", "Explosions/Remote violence"]


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2024-03-04", [("2024-03-04", "1")]),
        ("2024-03-04..2024-03-10", [("2024-03-07", "2")]),
        ("2024-03-01..2024-03-31", [("2024-03-16", "3")]),
    ],
)
def test_days_have_their_precision(on, days) -> None:
    rows = rows_of(fight(on=on, published="2024-04-01"))
    assert [(row["event_date"], row["time_precision"]) for row in rows] == days


def test_what_went_on_for_days_is_a_row_a_day_and_its_dead_are_split() -> None:
    text = "Over the past three days 20 people were killed."
    report, claim = made.told(text, kind=Kind.CASUALTIES, acled=ATTACK, place=BAKHMUT, target=PEOPLE)
    span = Span(text.index("the past"), text.index(" 20"))
    days = When(span, span.of(text), date(2024, 3, 2), date(2024, 3, 4), "day")
    dead = Quantity(Span(text.index("20"), text.index(" were")), "people killed", 20, 20)
    rows = rows_of((report, replace(claim, when=days, quantities=(dead,))))
    assert [(row["event_date"], row["fatalities"]) for row in rows] == [
        ("2024-03-02", "7"),
        ("2024-03-03", "7"),
        ("2024-03-04", "6"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "precision"),
    [
        ("Fighting in Bakhmut.", BAKHMUT, "1"),
        ("Fighting near Bakhmut.", BAKHMUT, "2"),
        ("Fighting in Donetsk Oblast.", DONETSK, "3"),
    ],
)
def test_places_have_their_precision(text, place, precision) -> None:
    report, claim = fight(text, place=place)
    start = text.index(place.name)
    spot = replace(claim.places[0], span=Span(start, start + len(place.name)))
    assert one_row((report, replace(claim, places=(spot,))))["geo_precision"] == precision


def killed(text, low, high=None, *, side="", **more):
    dead = Quantity(Span(0, len(text)), "people killed", low, high)
    return made.told(text, kind=Kind.CASUALTIES, acled=ATTACK, place=BAKHMUT, target=PEOPLE, quantities=(dead,), **more)


def test_the_lowest_of_two_counts_is_taken_and_the_highest_is_told() -> None:
    row = one_row(
        killed("8 people were killed.", 8, 8, source="mayor"),
        killed("12 people were killed.", 12, 12, outlet="Daily", source="army"),
    )
    assert (row["fatalities"], row["x_fatalities_low"], row["x_fatalities_high"]) == ("8", "8", "12")
    assert row["notes"].endswith("8 fatalities.")


def test_a_count_from_above_has_no_lowest() -> None:
    row = one_row(killed("Up to 190 people were killed.", None, 190))
    assert (row["fatalities"], row["x_fatalities_low"], row["x_fatalities_high"]) == ("190", "", "190")


@pytest.mark.parametrize(
    ("words", "number"),
    [("Several people were killed.", "3"), ("Dozens were killed.", "12"), ("Hundreds of civilians were killed.", "100")],
)
def test_numbers_in_words_alone_count_as_the_codebook_has_it(words, number) -> None:
    row = one_row(made.told(words, kind=Kind.CASUALTIES, acled=ATTACK, place=BAKHMUT, target=PEOPLE))
    assert (row["fatalities"], row["x_fatalities_stated"]) == (number, "true")


def test_silence_is_zero_and_says_so() -> None:
    row = one_row(fight())
    assert (row["fatalities"], row["x_fatalities_stated"], row["x_fatalities_low"]) == ("0", "false", "")
    assert row["notes"].endswith("Casualties unknown.")


@pytest.mark.parametrize(
    ("actor", "place", "other"), [(RUSSIANS, BAKHMUT, "Ukrainian forces"), (M23, GOMA, "Unidentified Armed Group")]
)
def test_an_opponent_that_nobody_names_is_marked_as_inferred(actor, place, other) -> None:
    row = one_row(fight("They took it.", kind=Kind.CAPTURE, acled=OVERTAKES, actor=actor, target=None, place=place))
    assert (row["actor2"], row["x_inferred"]) == (other, "actor2")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"polarity": Polarity.DENIED}, "only denied or negated"),
        ({"polarity": Polarity.NEGATED}, "only denied or negated"),
        ({"certainty": Certainty.INTENDED}, "only said to lie ahead"),
        ({"kind": Kind.HOLD, "acled": None}, "no home in the scheme: hold"),
        ({"kind": Kind.AID, "acled": None}, "no home in the scheme: aid"),
        ({"on": None}, "day not stated"),
        ({"place": None}, "place not stated"),
        ({"place": UKRAINE}, "place larger than a region, or at sea"),
        ({"place": SEA}, "place larger than a region, or at sea"),
        ({"on": "2024-01-01..2024-03-01"}, "days further apart than a month"),
        (
            {"kind": Kind.CASUALTIES, "acled": ATTACK, "target": Party("soldiers")},
            "casualties whose attack is not told, not known as civilians",
        ),
    ],
)
def test_what_has_no_row_is_counted_by_reason(more, reason) -> None:
    output = write_acled(made.edition(fight(**more)))
    assert (output.rows[""], output.left_out) == (0, {reason: 1})


def test_an_arrest_by_rebels_is_an_abduction_and_by_police_is_not() -> None:
    rebels = fight("They arrested a man.", kind=Kind.DETAIN, acled="Arrests", actor=M23, place=GOMA, target=PEOPLE)
    police = fight("They arrested a man.", kind=Kind.DETAIN, acled="Arrests", actor=Party("police"), place=GOMA, target=PEOPLE)
    assert one_row(rebels)["sub_event_type"] == "Abduction/forced disappearance"
    assert one_row(police)["sub_event_type"] == "Arrests"


def test_two_places_of_one_claim_are_two_rows() -> None:
    report, claim = fight("Fighting in Bakhmut and Soledar.")
    other = made.told("Soledar", place=SOLEDAR)[1].places
    rows = rows_of((report, replace(claim, places=(*claim.places, *other))))
    assert sorted(row["location"] for row in rows) == ["Bakhmut", "Soledar"]
    assert len({row["event_id_cnty"] for row in rows}) == 2


def test_a_reader_that_is_strict_objects() -> None:
    good = write_acled(made.edition(fight())).files[""]
    for before, after in (
        (b"State forces", b"Government"),
        (b",Battles,", b",Protests,"),
        (b"48.6000", b"48.6"),
        (b"year", b"jahr"),
    ):
        with pytest.raises((ValueError, KeyError)):
            acled_reader.read(good.replace(before, after))


def test_who_is_evacuated_is_civilians_where_nobody_acts() -> None:
    moved = {"kind": Kind.EVACUATE, "acled": "Other", "place": BAKHMUT}
    row = one_row(made.told("Some 300 residents were evacuated.", **moved))
    assert (row["actor1"], row["inter1"]) == ("Civilians (Ukraine)", "Civilians")
    named = one_row(made.told("Ukrainian soldiers moved 300 residents out.", actor=UKRAINIANS, **moved))
    assert "Ukrain" in named["actor1"]
    assert "Civilians" not in named["actor1"]
