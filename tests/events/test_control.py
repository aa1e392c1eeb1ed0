"""Who is said to hold a place, by whom, from when to when."""

from datetime import date

import pytest
from tests.events.factories import OLDMILL, day, told

from rashomon.events import as_of, weave, who_holds
from rashomon.model import Certainty, Claim, Hold, Kind, Polarity, Report

Line = tuple[str, str | None, str | None, str | None]


def story(kind: Kind, holder: str, on: str | None, published: str, **more: object) -> tuple[Report, Claim]:
    text = f"{kind} by {holder}, {on}, told on {published} by {more.get('source')}."
    given = {"source": "North ministry", "side": "North", "actor": holder, **more}
    return told(text, kind=kind, on=on, published=published, **given)


def lines(*stories: tuple[Report, Claim]) -> list[Line]:
    reports = [made for made, _ in stories]
    return [_line(hold) for hold in who_holds(weave([one for _, one in stories], reports), reports)]


def _line(hold: Hold) -> Line:
    return (hold.holder, *(str(one) if one else None for one in (hold.first, hold.last, hold.known_since)))


TAKEN = story(Kind.CAPTURE, "South", "2024-03-01", "2024-03-02")
RETAKEN = story(Kind.CAPTURE, "North", "2024-03-10", "2024-03-11")


@pytest.mark.parametrize(
    ("stories", "expected"),
    [
        ([TAKEN], [("South", "2024-03-01", None, "2024-03-02")]),
        ([TAKEN, RETAKEN], [("South", "2024-03-01", "2024-03-09", "2024-03-02"), ("North", "2024-03-10", None, "2024-03-11")]),
        ([TAKEN, story(Kind.WITHDRAW, "South", "2024-03-05", "2024-03-06")], [("South", "2024-03-01", "2024-03-05", "2024-03-02")]),
        ([story(Kind.WITHDRAW, "South", "2024-03-05", "2024-03-06")], [("South", None, "2024-03-05", "2024-03-06")]),
        ([story(Kind.HOLD, "South", None, "2024-03-06")], [("South", None, None, "2024-03-06")]),
        ([TAKEN, story(Kind.HOLD, "South", None, "2024-03-20")], [("South", "2024-03-01", None, "2024-03-02")]),
        # what is denied, negated or ahead ends nothing
        (
            [TAKEN, story(Kind.CAPTURE, "North", "2024-03-10", "2024-03-11", polarity=Polarity.DENIED)],
            [("South", "2024-03-01", None, "2024-03-02")],
        ),
        (
            [TAKEN, story(Kind.CAPTURE, "North", "2024-03-10", "2024-03-11", certainty=Certainty.INTENDED)],
            [("South", "2024-03-01", None, "2024-03-02")],
        ),
        # the withdrawal of somebody else ends nothing
        ([TAKEN, story(Kind.WITHDRAW, "North", "2024-03-05", "2024-03-06")], [("South", "2024-03-01", None, "2024-03-02")]),
    ],
)
def test_one_claimant_over_time(stories: list[tuple[Report, Claim]], expected: list[Line]) -> None:
    assert lines(*stories) == expected


def test_each_claimant_has_a_line_of_its_own() -> None:
    theirs = story(Kind.HOLD, "South", "2024-03-12", "2024-03-12", source="South ministry", side="South")
    watcher = story(Kind.HOLD, "South", "2024-03-12", "2024-03-12", source="Watch Group", side="third party")
    narrator = story(Kind.HOLD, "South", "2024-03-12", "2024-03-12", source=None, side=None)
    stories = [TAKEN, RETAKEN, theirs, watcher, narrator]
    holds = who_holds(weave([one for _, one in stories], [made for made, _ in stories]), [made for made, _ in stories])
    assert [(hold.claimant, hold.holder) for hold in holds] == [
        ("Morning Post", "South"),
        ("North", "South"),
        ("North", "North"),
        ("South", "South"),
        ("Watch Group", "South"),
    ]
    assert {hold.place for hold in holds} == {OLDMILL}


def test_as_of_a_day_between() -> None:
    reports = [TAKEN[0], RETAKEN[0]]
    events = weave([TAKEN[1], RETAKEN[1]], reports)
    (hold,) = as_of(events, reports, date(2024, 3, 10))
    assert (hold.holder, hold.last) == ("South", None)
    assert as_of(events, reports, day("2024-03-01")) == ()
    assert as_of(events, reports, day("2024-03-11")) == who_holds(events, reports)


def claimants(*stories: tuple[Report, Claim]) -> list[tuple[str, str, str | None]]:
    reports = [made for made, _ in stories]
    holds = who_holds(weave([one for _, one in stories], reports), reports)
    return sorted((hold.claimant, hold.holder, str(hold.last) if hold.last else None) for hold in holds)


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Southern military bloggers", None),
        ("Amin Sefa", "commander of the Harbour battalion"),
        ("an officer of the 12th Brigade", None),
    ],
)
def test_who_does_not_speak_for_a_side_ends_none_of_its_holds(name: str, office: str | None) -> None:
    held = story(Kind.HOLD, "South", None, "2024-03-02", source="Southern ministry", side="South")
    left = story(Kind.WITHDRAW, "South", "2024-03-04", "2024-03-05", source=name, side="South", office=office)
    assert claimants(held, left) == sorted([("South", "South", None), (name, "South", "2024-03-04")])


@pytest.mark.parametrize(("name", "office"), [("Amin Sefa", "commander of the Southern army"), ("Southern spokesman", None)])
def test_an_official_of_a_side_ends_its_hold(name: str, office: str | None) -> None:
    held = story(Kind.HOLD, "South", None, "2024-03-02", source="Southern ministry", side="South")
    left = story(Kind.WITHDRAW, "South", "2024-03-04", "2024-03-05", source=name, side="South", office=office)
    assert claimants(held, left) == [("South", "South", "2024-03-04")]
