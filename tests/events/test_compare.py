"""Each reason by itself, and how the pairs to compare are found."""

from dataclasses import replace
from datetime import date

import pytest
from tests.events.factories import FERRY, NORTH, OLDMILL, OLDMILL_SOUTH, claim, report, told

from rashomon.events.blocks import AHEAD, CHAIN, SPEAKERS, worth_comparing
from rashomon.events.compare import (
    REASONS,
    Reason,
    actor,
    compare,
    days,
    kind,
    place,
    polarity,
    quantities,
    source,
    target,
    wording,
)
from rashomon.events.copies import near_copies
from rashomon.events.families import Counted, counted, known_kinds
from rashomon.events.telling import NEVER, Telling, placed, same_name, tell
from rashomon.events.whereabouts import contains, kilometres
from rashomon.model import Certainty, Claim, Kind, Party, Place, Polarity, Quantity, Report, ReportId, Span, When

TAKEN = {"kind": Kind.CAPTURE, "actor": "South"}
YEAR = {"kind": Kind.CAPTURE, "on": "2024-03-01..2024-03-20"}
SIEGE = {"on": "2023-10-01..2024-03-04"}
SIEGE_DAYS = "3 Oct 2023 to 4 Mar 2024"
SIDES = "actor of South in one, of North in the other"
LASTS = "both speak of fighting that goes on, and tell no day that sets it apart"
NOT = "not both tell the day; the publications are near"


def thing(name: str) -> dict[str, object]:
    return {"kind": Kind.DESTRUCTION, "party": Party(name)}


DAM, HOUSES = thing("the dam"), thing("houses")
HOSPITAL, ITS_SHORT_NAME = {"party": Party("al-Ahli Arab hospital")}, {"party": Party("al-Ahli hospital")}
OTHER_HOSPITAL = {"party": Party("al-Shifa hospital")}
NORLAND = Place("p-norland", "Norland", 50.0, 31.0, "country", ("Norland",), radius=400.0)
DAM_OF_OLDMILL = Place("p-dam", "Oldmill Dam", 50.02, 30.02, "dam", ("Norland", "North Region"))
OLDMILL_MEASURED = Place("p-5-km", "Oldmill (5 km south of Ferry)", 49.98, 30.03, "area", ("Norland", "North Region"), radius=2.0)
ATTACK = {"kind": Kind.ATTACK}
GOES_ON = {"kind": Kind.ATTACK, "on": None, "text": "Fighting went on there."}
AIM = {**ATTACK, "on": None, "certainty": Certainty.INTENDED}


def as_told(one: Claim, shelf: dict[ReportId, Report]) -> Telling:
    return tell(one.id, one, shelf)


def seen(story: tuple[Report, Claim]) -> Telling:
    return as_told(story[1], {story[0].id: story[0]})


def made(text: str, *, party: Party | None = None, **more: object) -> tuple[Report, Claim]:
    story, one = told(text, **more)
    return story, replace(one, target=party) if party else one


def score(reason: Reason, left: dict[str, object], right: dict[str, object]) -> tuple[float, str] | None:
    one = seen(made(**{"text": "Shells fell there.", **left}))
    because = reason(one, seen(made(**{"text": "Guns were heard.", "outlet": "B", **right})))
    assert because is None or because.rule == reason.__name__
    return (because.score, because.detail) if because else None


@pytest.mark.parametrize(
    ("reason", "left", "right", "expected"),
    [
        (place, {}, {}, (1.0, "both at Oldmill")),
        (place, {"place": NORTH}, {"place": NORTH}, (0.3, "both at North Region")),
        (place, {}, {"place": NORTH}, (0.3, "one is at Oldmill, the other speaks of its region")),
        (place, {}, {"place": FERRY}, (0.4, "Oldmill and Ferry are 4 km apart")),
        (place, {}, {"place": OLDMILL_SOUTH}, (NEVER, "Oldmill and Oldmill are 498 km apart")),
        (place, {}, {"place": None}, None),
        (place, TAKEN, {**TAKEN, "place": OLDMILL_MEASURED}, (1.0, "both at Oldmill")),
        (place, TAKEN, {**TAKEN, "place": FERRY}, (NEVER, "Oldmill and Ferry are 4 km apart")),
        (
            place,
            {**TAKEN, "place": OLDMILL_SOUTH},
            {**TAKEN, "place": OLDMILL_MEASURED},
            (NEVER, "Oldmill and Oldmill (5 km south of Ferry) are 495 km apart"),
        ),
        (days, {}, {}, (1.0, "both on 4 Mar 2024")),
        (days, {}, {"on": "2024-03-01..2024-03-20"}, (0.0, "4 Mar 2024 lies in both, but one speaks of a long time")),
        (days, {}, {"on": "2024-03-05"}, (NEVER, "4 Mar 2024 and 5 Mar 2024 have no day in common")),
        (days, {"kind": Kind.DETAIN}, {"kind": Kind.DETAIN, "on": "2024-03-05"}, (0.6, "4 Mar 2024 and 5 Mar 2024 are near")),
        (days, {}, {"on": None}, (0.3, NOT)),
        (days, {"kind": Kind.CAPTURE}, {"kind": Kind.HOLD, "on": None}, (0.5, NOT)),
        (days, {}, {"on": None, "published": None}, None),
        (kind, {}, {}, (0.5, "both tell of strike")),
        (kind, {}, {"kind": Kind.CASUALTIES}, (0.25, "strike and casualties can be one happening")),
        (kind, {"kind": Kind.HOLD}, {"kind": Kind.CAPTURE}, (0.5, "hold and capture speak of one outcome")),
        (kind, {}, {"kind": Kind.AID}, (NEVER, "strike and aid are no one happening")),
        (kind, {}, {"certainty": Certainty.INTENDED}, (NEVER, "one lies ahead, the other has happened")),
        (actor, {}, {}, (0.3, "actor of South in both")),
        (actor, {}, {"actor": "North"}, (-0.4, "actor of South in one, of North in the other")),
        (actor, {}, {"actor": "third party"}, None),
        (actor, {}, {"actor": None}, None),
        (actor, {"kind": Kind.ATTACK}, {"kind": Kind.REPEL, "actor": "North", "target": "South"}, (0.3, "actor of South in both")),
        (target, {"target": "North"}, {"target": "North"}, (0.2, "target of North in both")),
        (target, {"target": "North"}, {"target": "South"}, (-0.3, "target of North in one, of South in the other")),
        (target, DAM, {"target": None, **DAM}, (0.5, "both of 'dam'")),
        (target, DAM, {"target": None, **HOUSES}, None),
        (target, HOUSES, HOUSES, None),
        (
            days,
            SIEGE,
            {"on": "2023-10-03..2024-03-04", "published": "2024-03-06"},
            (0.9, f"both speak of the whole of {SIEGE_DAYS}"),
        ),
        (days, YEAR, YEAR, (0.6, "1 Mar 2024 to 20 Mar 2024 lies in both, but one speaks of a long time")),
        (days, {"on": None}, {"on": None, "published": "2024-03-12"}, (0.0, NOT)),
        (days, {"on": None, **TAKEN}, {**TAKEN, **YEAR}, (0.0, NOT)),
        (place, {"place": NORTH, **TAKEN}, {"place": NORTH, **TAKEN}, (0.6, "both at North Region")),
        (actor, {**TAKEN}, {"kind": Kind.WITHDRAW, "actor": "North"}, (0.3, "South and North cannot both have it so")),
        (actor, {**TAKEN}, {"kind": Kind.CAPTURE, "actor": "North", "on": "2024-03-05"}, (-0.4, SIDES)),
        (quantities, {"killed": 7}, {"killed": 12}, (0.5, "the numbers of killed agree")),
        (quantities, {"killed": 7}, {}, None),
        (source, {"source": "Hanna Malyar"}, {"source": "Hanna Maliar"}, (0.4, "both go back to Hanna Malyar")),
        (source, {"source": "North ministry"}, {"source": "South ministry"}, None),
        (source, {"source": "Governor"}, {}, None),
        (wording, {}, {}, None),
        (place, {}, {"place": DAM_OF_OLDMILL}, (1.0, "Oldmill and Oldmill Dam bear one name")),
        (place, {}, {"place": NORLAND}, (0.0, "one is at Oldmill, the other speaks of its country")),
        (place, {"place": NORTH, **HOSPITAL}, {"place": NORTH, **ITS_SHORT_NAME}, (1.0, "both at the al-ahli hospital")),
        (place, {"place": NORTH, **HOSPITAL}, {"place": NORTH, **OTHER_HOSPITAL}, (0.3, "both at North Region")),
        (place, HOSPITAL, {"place": OLDMILL_SOUTH, **HOSPITAL}, (NEVER, "Oldmill and Oldmill are 498 km apart")),
        (
            target,
            HOSPITAL,
            OTHER_HOSPITAL,
            (
                -0.6,
                "the al-ahli arab hospital in one, the al-shifa hospital in the other",
            ),
        ),
        (days, {"on": None, **HOSPITAL}, {"on": None, "published": "2024-03-12", **HOSPITAL}, (0.5, NOT)),
        (days, GOES_ON, {**GOES_ON, "published": "2024-03-08"}, (0.4, LASTS)),
        (days, GOES_ON, {**GOES_ON, "on": "2024-01-01..2024-03-20"}, (0.4, LASTS)),
        (
            days,
            GOES_ON,
            {**GOES_ON, "published": "2024-03-12"},
            (NEVER, "2 Mar 2024 to 5 Mar 2024 and 9 Mar 2024 to 12 Mar 2024 have no day in common"),
        ),
        (days, GOES_ON, ATTACK, (0.3, NOT)),
        (days, AIM, {**AIM, "published": "2024-03-08"}, (0.3, NOT)),
        (days, AIM, {**AIM, "published": "2024-03-09"}, (0.0, NOT)),
        (days, {**ATTACK, "on": None}, {**ATTACK, "on": None, "published": "2024-03-07"}, (0.3, NOT)),
        (
            days,
            {**ATTACK, "on": None},
            {**ATTACK, "on": None, "published": "2024-03-08"},
            (NEVER, "3 Mar 2024 to 5 Mar 2024 and 6 Mar 2024 to 8 Mar 2024 have no day in common"),
        ),
        (
            kind,
            {"kind": Kind.NEGOTIATE, "certainty": Certainty.INTENDED},
            {"kind": Kind.NEGOTIATE},
            (0.25, "negotiate announced in one, told of in the other"),
        ),
        (
            actor,
            {**GOES_ON, "target": "North"},
            {**ATTACK, "actor": "North", "target": "South"},
            (0.3, "North and South fight in both"),
        ),
        (actor, {**ATTACK, "target": "North"}, {**ATTACK, "actor": "North", "target": "South"}, (-0.4, SIDES)),
        (actor, TAKEN, {**TAKEN, "kind": Kind.WITHDRAW}, (-0.6, "South comes in one and leaves in the other")),
        (polarity, {"polarity": Polarity.DENIED}, {"polarity": Polarity.DENIED}, (0.3, "both reject it")),
        (polarity, {"polarity": Polarity.DENIED}, {}, None),
    ],
)
def test_reasons(reason: Reason, left: dict[str, object], right: dict[str, object], expected: tuple[float, str] | None) -> None:
    assert score(reason, left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((7, 7), (9, 9), (0.0, "the numbers of killed differ (7, 9), as a growing count does")),
        ((7, 7), (100, 100), (-0.6, "the numbers of killed are far apart (7, 100)")),
        ((7, None), (9, 9), (0.5, "the numbers of killed agree")),
        ((None, 9), (3, 5), (0.5, "the numbers of killed agree")),
        ((None, 900), (3, 5), (0.0, "the numbers of killed agree in form only (3, 900)")),
        ((None, 12e6), (12e6, 12e6), (1.0, "both count 12,000,000 killed")),
    ],
)
def test_numbers(left: tuple[float, float], right: tuple[float, float], expected: tuple[float, str]) -> None:
    both = [{"quantities": (Quantity(Span(0, 1), "killed", *bounds),)} for bounds in (left, right)]
    assert score(quantities, both[0], both[1]) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("people displaced", None), ("fled their homes", None), (0.7, "both count 1,000 people displaced")),
        (("territory", "km2"), ("land taken", "km2"), (0.7, "both count 1,000 territory")),
        (("territory", "km2"), ("land taken", None), None),
    ],
)
def test_one_large_number(left: tuple[str, str], right: tuple[str, str], expected: tuple[float, str] | None) -> None:
    both = [{"quantities": (Quantity(Span(0, 1), of, 1000, None, unit),)} for of, unit in (left, right)]
    assert score(quantities, both[0], both[1]) == expected


def test_weeks_ago_are_no_exact_days() -> None:
    counted_back = told("They crossed the border two weeks ago.", kind=Kind.ATTACK, on="2024-02-20")
    exact = told("They crossed the border then.", kind=Kind.ATTACK, on="2024-02-18", outlet="B")
    because = days(seen(counted_back), seen(exact))
    assert because is not None
    assert (because.score, because.detail) == (0.6, "20 Feb 2024 and 18 Feb 2024 are near")


@pytest.mark.parametrize(
    ("words", "quote", "score"),
    [
        ("He spoke on Monday. There is fierce fighting in the streets.", "There is fierce fighting in the streets", 0.4),
        ("He spoke on Monday. The streets saw a battle.", "The streets saw a battle", 0.4),
        ("He spoke on Monday. The rebels attacked the streets.", "The rebels attacked the streets", NEVER),
        ("There was fierce fighting in the streets on Monday.", "There was fierce fighting in the streets on Monday", NEVER),
    ],
)
def test_the_day_on_which_somebody_speaks_sets_no_fighting_apart(words: str, quote: str, score: float) -> None:
    story = report(words, outlet="B", published="2024-03-09")
    monday = Span(words.index("Monday"), words.index("Monday") + 6)
    spoken = claim(story, quote, kind=Kind.ATTACK, when=When(monday, "Monday", date(2024, 3, 7), date(2024, 3, 7), "day"))
    because = days(seen(made("Fighting went on there.", kind=Kind.ATTACK, on=None)), seen((story, spoken)))
    assert because is not None
    assert because.score == score


def test_one_report_that_tells_of_no_two_days_repeats_itself() -> None:
    story = report("Shells fell on Oldmill. The town was shelled. On Sunday it was quiet.")
    shelf = {story.id: story}
    first, second = claim(story, "Shells fell on Oldmill", on=None), claim(story, "The town was shelled", on=None)
    repeats = compare(*placed([as_told(first, shelf), as_told(second, shelf)]))
    assert ("report", 0.3) in [(because.rule, because.score) for because in repeats]
    more = [claim(story, words, on=on) for words, on in (("fell", "2024-03-01"), ("quiet", "2024-03-03"))]
    apart = placed([as_told(one, shelf) for one in (first, second, *more)])
    assert "report" not in [because.rule for because in compare(*apart[:2])]
    siege = as_told(claim(story, "fell on Oldmill", on="2023-10-01..2024-03-04"), shelf)
    assert "report" not in [because.rule for because in compare(apart[0], siege)]
    one_sentence = compare(apart[0], as_told(claim(story, "fell on Oldmill"), shelf))
    assert ("report", 0.8) in [(because.rule, because.score) for because in one_sentence]


def test_a_country_stands_for_the_only_place_in_it_that_the_report_tells_of() -> None:
    story = report("The attack on Norland goes on. Oldmill was attacked.", outlet="C")
    shelf = {story.id: story}
    broad, exact = claim(story, "The attack on Norland", place=NORLAND), claim(story, "Oldmill was attacked")
    tellings = placed([as_told(broad, shelf), as_told(exact, shelf)])
    assert tellings[0].maybes == {OLDMILL.id}
    because = place(tellings[0], seen(told("Oldmill was hit.", outlet="B")))
    assert because is not None
    assert because.score == 0.3


def test_common_words() -> None:
    one = seen(told("A devastating explosion shook the hospital yesterday morning."))
    other = seen(told("The explosion at that hospital was heard for miles.", outlet="B"))
    because = wording(one, other)
    assert because is not None
    assert (because.score, because.detail) == (0.3, "both say 'explosion hospital'")


def test_a_claim_without_a_place_can_mean_the_only_one_of_its_report() -> None:
    story = report("Shells fell on Oldmill. A school burned.", outlet="C")
    shelf = {story.id: story}
    tellings = [as_told(claim(story, "Shells fell"), shelf), as_told(claim(story, "A school burned", place=None), shelf)]
    assert [one.maybes for one in placed(tellings)] == [frozenset(), {OLDMILL.id}]
    two = [*tellings, as_told(claim(story, "fell on", place=FERRY), shelf)]
    assert placed(two)[1].maybes == frozenset()


def test_near_words() -> None:
    one, other = seen(told("Three rockets hit the old market square.")), seen(told("Three rockets hit the old market.", outlet="B"))
    because = wording(one, other)
    assert because is not None
    assert (because.score, because.detail) == (0.5, "similar words (88 of 100)")


def test_comparing_ends_with_the_first_reason_that_forbids() -> None:
    one, other = seen(told("Shells fell.")), seen(told("Guns.", place=OLDMILL_SOUTH))
    assert [because.rule for because in compare(one, other)] == ["kind", "place"]
    assert len({reason.__name__ for reason in REASONS}) == len(REASONS) == 10


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Hanna Malyar", "Hanna Maliar", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Russian Defense Ministry", "Russian Defence Ministry", True),
        ("Russian Defense Ministry", "Ukrainian Defense Ministry", False),
        ("Army of the North", "Army of the South", False),
        ("47th Brigade", "45th Brigade", False),
        ("Anna Novak", "Novak", False),
    ],
)
def test_spellings_of_names(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same


def test_near_copies_are_paired_with_the_first_one() -> None:
    text = "a rocket fell on the bread market in the middle of the town on monday morning"
    texts = [text, "something else was told by somebody in another place on that very day", text, f"{text} early", "too short"]
    assert near_copies(texts) == [(0, 2), (0, 3)]
    assert near_copies(["", " "]) == []


def test_a_block_gives_each_telling_a_bounded_number_of_partners() -> None:
    stories = [report(f"Shells fell, says {number * 7919}.", outlet=str(number)) for number in range(200)]
    shelf = {made.id: made for made in stories}
    same = worth_comparing([as_told(claim(made, "Shells"), shelf) for made in stories])
    assert len(same) == sum(min(CHAIN, 199 - number) for number in range(200))
    seasons = [f"2024-01-{1 + number // 10:02}..2024-03-05" for number in range(200)]
    runs = worth_comparing([as_told(claim(made, "Shells", on=on), shelf) for made, on in zip(stories, seasons, strict=True)])
    within, between = 20 * (3 * 10 - 6), sum(min(AHEAD, 19 - run) for run in range(20)) * SPEAKERS**2
    assert len(runs) == within + between


def test_who_can_only_mean_a_place_does_not_speak_for_who_names_it() -> None:
    story = report("The attack on Norland began. It began then. It was at Oldmill. It was at Oldmill too.", outlet="C")
    shelf = {story.id: story}
    broad = [claim(story, words, place=NORLAND) for words in ("The attack on Norland began", "It began then")]
    exact = [claim(story, words) for words in ("It was at Oldmill", "It was at Oldmill too")]
    other = told("They came to the North.", place=NORTH, on="2024-03-03..2024-03-05", outlet="B")
    line = [*placed([as_told(one, shelf) for one in (*broad, *exact)]), seen(other)]
    assert [2, 4] in worth_comparing(line).tolist()


def test_only_near_places_and_days_are_compared() -> None:
    stories = [
        told("One.", place=OLDMILL),
        told("Two.", place=FERRY),
        told("Three.", place=NORTH),
        told("Four.", place=OLDMILL_SOUTH),
        told("Five.", place=OLDMILL, on="2024-02-01"),
        told("Six.", kind=Kind.ASSESS),
        told("Seven.", place=None),
    ]
    assert worth_comparing([seen(story) for story in stories]).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert worth_comparing([]).tolist() == []


def test_places() -> None:
    there = Place("p-there", "There", 50.0, 31.0, "settlement", ("Otherland", "North Region"))
    assert contains(NORTH, OLDMILL)
    assert not contains(OLDMILL, NORTH)
    assert not contains(NORTH, OLDMILL_SOUTH)
    assert not contains(NORTH, there)
    assert kilometres(OLDMILL, there) == pytest.approx(71.5, abs=0.1)


def test_the_table_of_kinds() -> None:
    kinds = known_kinds()
    assert {kinds.of(one).name for one in Kind} == {family.name for family in kinds.family}
    assert kinds.supports(Kind.WITHDRAW, Kind.CAPTURE)
    assert not kinds.supports(Kind.CAPTURE, Kind.WITHDRAW)
    assert all(row.example for row in (*kinds.support, *kinds.standing))
    assert all(row.example for row in (*kinds.family, *kinds.opposite))
    assert kinds.opposed(Kind.HOLD, Kind.CAPTURE) == kinds.opposed(Kind.CAPTURE, Kind.HOLD)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Injured", Counted("wounded", None)),
        ("people killed", Counted("killed", None)),
        ("children killed", Counted("killed", "children")),
        ("bodies", Counted("killed", None)),
        ("killed and wounded", None),
        ("tanks", None),
    ],
)
def test_what_is_counted(words: str, expected: Counted | None) -> None:
    assert counted(words) == expected
