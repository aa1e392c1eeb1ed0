"""When a claim happened: the time that its grammar ties to it, and why; seen from Sunday 17 September 2023."""

from datetime import date, timedelta

import pytest

from rashomon.claims import find_claims
from rashomon.knowledge import load
from rashomon.model import Claim, Report, When
from rashomon.reports import Given, read

KNOW = load()
SUNDAY = date(2023, 9, 17)


def claims_of(text: str, published: date = SUNDAY) -> tuple[Claim, ...]:
    (report,) = (one for one in read("a.txt", text.encode(), Given(published=published)) if isinstance(one, Report))
    return find_claims(report, KNOW)


def when_of(text: str, cue: str, published: date = SUNDAY) -> When | None:
    """The time of the claim whose cue holds `cue`."""
    found = [claim for claim in claims_of(text, published) if cue in claim.cue.of(text)]
    assert found, [claim.cue.of(text) for claim in claims_of(text, published)]
    return found[0].when


def days(when: When | None) -> str | None:
    if when is None:
        return None
    return f"{when.first}" if when.first == when.last else f"{when.first} {when.last}"


BY_GRAMMAR = [
    # a duration that went before is no time of the happening
    ("The army said on Friday that it had taken the palace in Khartoum after two years of war.", "taken", "2023-09-15"),
    (
        "The number of people killed by a rebel rocket in Goma on Monday has risen to six, the army said on Friday.",
        "risen",
        "2023-09-11",
    ),
    ("Rebels had captured Sake after three weeks of fighting.", "captured", None),
    ("Troops have besieged Omdurman for three weeks.", "besieged", "2023-08-27 2023-09-17"),
    # the time of the clause itself
    ("Russian forces shelled Kupiansk on Friday.", "shelled", "2023-09-15"),
    ("On Friday, Russian forces shelled Kupiansk.", "shelled", "2023-09-15"),
    ("Russian forces shelled Kupiansk overnight.", "shelled", "2023-09-16 2023-09-17"),
    ("Ukrainian troops recaptured Lyman in October 2022.", "recaptured", "2022-10-01 2022-10-31"),
    ("Russia seized Crimea in 2014.", "seized", "2014-01-01 2014-12-31"),
    ("A missile killed four people in Kharkiv on Thursday.", "killed", "2023-09-14"),
    # not that of a clause beside it
    ("Russian forces shelled Kupiansk on Friday and retreated from Lyman on Saturday.", "shelled", "2023-09-15"),
    ("Russian forces shelled Kupiansk on Friday and retreated from Lyman on Saturday.", "retreated", "2023-09-16"),
    ("Ukrainian troops captured Robotyne, which Russia had seized in March 2022.", "captured", None),
    ("Kyiv intends to retake the towns that were occupied in March 2022.", "retake", None),
    # the clause that it hangs on
    ("A missile struck a market in Kharkiv on Thursday, killing four people.", "killing", "2023-09-14"),
    ("Four people were killed on Thursday when a missile struck a market in Kharkiv.", "struck", "2023-09-14"),
    ("A missile struck a market in Kharkiv and killed four people on Thursday.", "struck", "2023-09-14"),
    # comparisons tell no time of their own
    ("It was the largest drone attack on Kyiv since May.", "attack", None),
    ("It was the third missile attack on Kyiv this month.", "attack", None),
    # a noun's own time stands right after it
    ("The minister recalled the annexation of Crimea in 2014 as a crime.", "annexation", "2014-01-01 2014-12-31"),
    # what follows on a deed in one year is hardly of its day
    ("Thousands left the province in 2015 after rebels captured Goma.", "captured", "2015-01-01 2015-12-31"),
    ("The mine was closed in 2013, after the militia attacked Goma.", "attacked", "2013-01-01 2013-12-31"),
    ("The court was closed in 2019 after Russian troops shelled Kherson and seized Izium.", "seized", "2019-01-01 2019-12-31"),
    ("The school opened again in 2016 after the army had retaken Sake.", "retaken", None),
    ("The mayor resigned on Friday after troops withdrew from Sake.", "withdrew", None),
    ("He was arrested in 2021 after Russian troops shelled Kherson in 2019.", "shelled", "2019-01-01 2019-12-31"),
    # what is taken up is of the day on which it was told
    ("A missile strike hit Odesa on Tuesday.\n\nThe strike was carried out with two missiles.", "carried out", "2023-09-12"),
    # vague times are none
    ("Russian forces have shelled Kupiansk in recent weeks.", "shelled", None),
    ("Russian forces recently shelled Kupiansk.", "shelled", None),
    ("Russian forces shelled Kupiansk.", "shelled", None),
]


@pytest.mark.parametrize(("text", "cue", "expected"), BY_GRAMMAR)
def test_time_by_grammar(text: str, cue: str, expected: str | None) -> None:
    assert days(when_of(text, cue)) == expected


SAID = [
    # news of the day on which it is said
    ("General Syrsky said on Saturday that Klishchiivka had been captured.", "captured", "2023-09-16"),
    ("Ukraine said on Wednesday it had recaptured five villages.", "recaptured", "2023-09-13"),
    ("The Russian Defense Ministry announced on Saturday that it had shot down seven drones.", "shot down", "2023-09-16"),
    # its own time is stronger
    ("The governor said on Saturday that Russian missiles hit Kherson on Thursday.", "hit", "2023-09-14"),
    # the day of the word about a deed is not the day of the deed
    ("The council on Friday condemned the shelling of Kherson.", "shelling", None),
    ("On Thursday the president deplored the bombing of a market in Kherson.", "bombing", None),
    ("Prosecutors on Friday discussed the shelling of Kherson on Tuesday.", "shelling", "2023-09-12"),
    # not what lies ahead, or long behind
    ("The general said on Saturday that Russia could attack Kharkiv.", "attack", None),
    ("The general said on Saturday that Ukraine will retake Bakhmut.", "retake", None),
    ("The general said on Saturday that the army had withdrawn from Lyman.", "withdrawn", None),
    # decisions, orders and requests are of their day
    ("The Ukrainian government ordered on Wednesday the evacuation of civilians from Kupiansk.", "evacuation", "2023-09-13"),
    ("On Tuesday, Zelensky asked for air defense missiles.", "asked", "2023-09-12"),
]


@pytest.mark.parametrize(("text", "cue", "expected"), SAID)
def test_time_by_the_saying(text: str, cue: str, expected: str | None) -> None:
    assert days(when_of(text, cue)) == expected


def test_the_day_of_saying_is_told_as_such() -> None:
    found = when_of("Ukraine said on Wednesday that it had recaptured five villages.", "recaptured")
    assert found is not None
    assert found.reason == "the day on which it is said: Wednesday before Sunday 17 Sep 2023"


LASTING = [
    ("Russian forces have been besieging Mariupol for six weeks.", "besieging", "2023-08-06 2023-09-17"),
    ("Russian forces had been besieging Mariupol for more than 18 months.", "besieging", "2022-03-17 2023-09-17"),
    ("Russian forces have shelled Kherson since April 2023.", "shelled", "2023-04-01 2023-09-17"),
    ("Russian forces have shelled Kherson since the war began, Ukraine says.", "shelled", "2022-02-24 2023-09-17"),
    ("The war has killed thousands and displaced millions of Ukrainians since May 2022.", "killed", "2022-05-01 2023-09-17"),
    ("Russian forces held Izium for five months.", "held", None),  # when, the text does not say
    ("Ukrainian forces advanced this month near Verbove.", "advanced", "2023-09-01 2023-09-17"),
]


@pytest.mark.parametrize(("text", "cue", "expected"), LASTING)
def test_what_lasts_goes_up_to_publication(text: str, cue: str, expected: str | None) -> None:
    assert days(when_of(text, cue)) == expected


RUNNING = [
    # a running narration
    (
        "Russian forces shelled Kherson on Friday. Russian drones struck a port in Odesa.",
        "struck",
        "2023-09-15",
        "goes on with what happened Friday",
    ),
    (
        "Russian forces shelled Kherson on Friday. Two people were killed.",
        "killed",
        "2023-09-15",
        "goes on with what happened Friday",
    ),
    # the opening
    (
        "Missiles have struck Odesa. Residents fled. The missiles struck a port on Friday, officials said.",
        "struck",
        "2023-09-15",
        "the opening tells what happened Friday",
    ),
    # the strike that is told of
    ("The Russian strike on Friday, which killed two people, damaged a port in Odesa.", "killed", "2023-09-15", None),
    # now, at night
    ("The town of Lyman is now controlled by Ukrainian forces.", "controlled", "2023-09-17", "“now” in a report of that day"),
    ("Russia has struck Odesa with missiles at night.", "struck", "2023-09-16 2023-09-17", "“at night” in a report of that day"),
    # one speaker, one day
    (
        "“Our troops have captured Andriivka,” General Syrsky said on Saturday. “They have shelled Bakhmut,” Syrsky said.",
        "shelled",
        "2023-09-16",
        None,
    ),
]


@pytest.mark.parametrize(("text", "cue", "expected", "reason"), RUNNING)
def test_times_that_claims_share(text: str, cue: str, expected: str, reason: str | None) -> None:
    found = when_of(text, cue)
    assert days(found) == expected
    assert found is not None
    assert reason is None or found.reason == reason


def test_a_bulletin_is_of_its_day() -> None:
    text = "The General Staff said in its evening report that Russian forces had shelled 15 towns near Bakhmut."
    found = when_of(text, "shelled")
    assert days(found) == "2023-09-17"
    assert found is not None
    assert found.reason == "the day of the evening report"


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces shelled Kherson on Friday. Ukraine could strike the bridge.",  # ahead
        "Russian forces shelled Kherson in July. Russian drones struck a port in Odesa.",  # a month is no day to share
        "Shells hit Kherson on Friday."
        + " Ukrainian soldiers ate soup in the trenches of the front." * 12
        + " Russian drones struck Odesa.",  # far
    ],
)
def test_what_does_not_go_on(text: str) -> None:
    assert days(when_of(text, "str")) is None


def test_the_day_of_publication_is_never_taken_silently() -> None:
    text = "Russian forces shelled Kherson. Russian drones struck Odesa. Two people were killed. Ukrainian forces captured Lyman."
    assert [claim.when for claim in claims_of(text)] == [None] * len(claims_of(text))


@pytest.mark.parametrize("weeks", [1, 8, 52, 104])
def test_whole_weeks_shift_the_days_of_claims(weeks: int) -> None:
    text = "Russian forces shelled Kherson on Friday. Two people were killed. Moscow said on Saturday it had shot down a drone."
    shift = timedelta(weeks=weeks)
    first, later = claims_of(text), claims_of(text, SUNDAY + shift)
    assert len(first) > 2
    assert [c.when and c.when.first and c.when.first + shift for c in first] == [c.when and c.when.first for c in later]
