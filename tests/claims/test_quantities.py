"""Quantities: the span in brackets, what is counted, its bounds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.claims.quantities import find_quantities
from rashomon.claims.quantities.numerals import number, ordinal
from rashomon.claims.times import find_times
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import Quantity, Span


def unmarked(marked: str) -> tuple[str, Span]:
    start = marked.index("[")
    return marked.replace("[", "").replace("]", ""), Span(start, marked.index("]") - 1)


def only(marked: str) -> Quantity:
    """The one quantity of the unmarked text, after checking that its span is the marked one."""
    text, span = unmarked(marked)
    found = find_quantities(text)
    assert [quantity.span.of(text) for quantity in found] == [span.of(text)]
    return found[0]


CASES = [
    # bounds
    ("Shells hit [seven drones] near the port.", "drones", 7, 7),
    ("Shells hit [at least seven drones].", "drones", 7, None),
    ("Shells hit [more than 25 depots].", "depots", 25, None),
    ("Shells hit [over 40 depots].", "depots", 40, None),
    ("Shells hit [no fewer than 40 depots].", "depots", 40, None),
    ("Shells hit [up to 30 depots].", "depots", None, 30),
    ("Shells hit [nearly 30 depots].", "depots", None, 30),
    ("Shells hit [almost 30 depots].", "depots", None, 30),
    ("Shells hit [fewer than 30 depots].", "depots", None, 30),
    ("Shells hit [no more than 30 depots].", "depots", None, 30),
    ("Shells hit [as many as 30 depots].", "depots", None, 30),
    ("Shells hit [all 64 depots].", "depots", 64, 64),
    ("The army lost [9,000 or more soldiers].", "soldiers", 9000, None),
    # ranges
    ("The army lost [8,000 to 11,000 soldiers].", "soldiers", 8000, 11000),
    ("The army lost [between 10 and 15 guns].", "guns", 10, 15),
    ("The army lost [10-15 guns].", "guns", 10, 15),
    ("The army lost [10–15 guns] there.", "guns", 10, 15),
    ("The army lost [two or three guns].", "guns", 2, 3),
    # words
    ("The army lost [twenty-five trucks].", "trucks", 25, 25),
    ("The army lost [two dozen trucks].", "trucks", 24, 24),
    ("The army lost [a dozen trucks].", "trucks", 12, 12),
    ("The army lost [half a dozen trucks].", "trucks", 6, 6),
    ("The army lost [more than a dozen trucks].", "trucks", 12, None),
    ("The army lost [dozens of trucks].", "trucks", 12, None),
    ("The army lost [tens of trucks].", "trucks", 10, None),
    ("The army lost [hundreds of trucks].", "trucks", 100, None),
    ("The army lost [several hundred trucks].", "trucks", 100, None),
    ("The army lost [thousands of trucks].", "trucks", 1000, None),
    ("The army lost [tens of thousands of trucks].", "trucks", 10000, None),
    ("The army lost [hundreds of thousands of shells].", "shells", 100000, None),
    ("The army lost [millions of shells].", "shells", 1000000, None),
    ("The army lost [a hundred trucks].", "trucks", 100, 100),
    ("The army lost [two hundred and five trucks].", "trucks", 205, 205),
    ("The fund feeds [1.2 million children].", "children", 1200000, 1200000),
    # what is counted
    ("It took [two new border villages].", "villages", 2, 2),
    ("It shelled [20 towns and hamlets].", "towns and hamlets", 20, 20),
    ("It hit [two old S-200 missiles].", "missiles", 2, 2),
    ("[One of the ferries] sank.", "ferries", 1, 1),
    ("It hit [nine of them] at sea.", "them", 9, 9),
    ("It hit [one ferry] at sea.", "ferry", 1, 1),
    ("It hit [four others] at sea.", "others", 4, 4),
    ("It hit [two more ferries] at sea.", "ferries", 2, 2),
    ("It hit [two enemy aircraft] at sea.", "aircraft", 2, 2),
    # the fate of persons
    ("[Three people] dead.", "people killed", 3, 3),
    ("[At least six people] were killed.", "people killed", 6, None),
    ("[At least seven killed] in raid.", "killed", 7, None),
    ("[Nine others were injured] there.", "injured", 9, 9),
    ("The raid killed [at least two nurses].", "nurses killed", 2, None),
    ("The raid killed [at least two goats].", "goats", 2, None),
    ("The raid killed [at least two civilians].", "civilians killed", 2, None),
    ("The raid killed [six] in the south.", "killed", 6, 6),
    ("It ended with killing [17 people] there.", "people killed", 17, 17),
    ("The raid injured [more than 80 others].", "injured", 80, None),
    ("The death toll rose to [11] after a raid.", "killed", 11, 11),
    ("The committee raised the toll to [60] on Monday.", "killed", 60, 60),
    ("The number of dead was put at [40].", "killed", 40, 40),
    ("[Two men] were badly wounded.", "men wounded", 2, 2),
    ("[Four soldiers] were captured.", "soldiers captured", 4, 4),
    ("[Six sailors] are missing.", "sailors missing", 6, 6),
    ("[About 3 million have fled].", "fled", 3000000, 3000000),
    ("[40 tanks] were destroyed.", "tanks", 40, 40),
    ("[Two doctors] from the hospital in the port have been killed.", "doctors killed", 2, 2),
    ("[Five drivers] of a relief convoy were wounded.", "drivers wounded", 5, 5),
    ("[Six people], most of them children, were killed.", "people killed", 6, 6),
    ("[Two towns] near the river where soldiers were killed are empty.", "towns", 2, 2),
    ("[Four residents] of a house that was hit were killed.", "residents", 4, 4),
    # two fates in one number are neither of them
    ("[900 fighters] have been killed or wounded there.", "fighters killed or wounded", 900, 900),
    ("The raid killed and wounded [40 sailors].", "sailors killed and wounded", 40, 40),
    ("[60 soldiers] were killed, wounded or captured.", "soldiers killed or wounded or captured", 60, 60),
    ("[60 soldiers] were wounded or injured.", "soldiers wounded or injured", 60, 60),
    ("[Two men] were killed and wounded people were taken away.", "men killed", 2, 2),
    # tolls that rise
    ("The number of people killed in the raid on the market of the town on Monday has risen to [14].", "killed", 14, 14),
    ("The ministry raises the toll of the harbour raid to [40] sailors.", "killed", 40, 40),
    ("The number of wounded has climbed since to [90].", "wounded", 90, 90),
    ("The death toll from a raid on the harbour and the villages around it stands at [31].", "killed", 31, 31),
    ("The death toll is known; the deputy minister spoke to [40 people].", "people", 40, 40),
    ("The toll of the raid was denied by [three officers].", "officers", 3, 3),
    # one person by his age
    ("It fell on a shop, killing [a 44-year-old man].", "man killed", 1, 1),
    ("It hit a shop and wounded [a 9-year-old girl].", "girl wounded", 1, 1),
]


@pytest.mark.parametrize(("marked", "of", "low", "high"), CASES, ids=[case[0] for case in CASES])
def test_quantity(marked: str, of: str, low: float | None, high: float | None) -> None:
    found = only(marked)
    assert (found.of, found.low, found.high) == (of, low, high)


@pytest.mark.parametrize(
    ("marked", "low", "high", "unit"),
    [
        ("The line moved [3 km] west.", 3, 3, "km"),
        ("The line moved [up to two kilometres].", None, 2, "km"),
        ("It burned [almost 700 square kilometres].", None, 700, "km2"),
        ("The line moved [18 miles] west.", 18, 18, "miles"),
        ("They hold [about 60 percent] there.", 60, 60, "percent"),
        ("They hold [60%] there.", 60, 60, "percent"),
        ("They hold [10-15%] there.", 10, 15, "percent"),
        ("They sent [40 tonnes] there.", 40, 40, "tonnes"),
        ("They sent [$3.6 billion] there.", 3.6e9, 3.6e9, "USD"),
        ("They sent [more than $150 million] there.", 150e6, None, "USD"),
        ("They sent [€3bn] there.", 3e9, 3e9, "EUR"),
        ("They sent [£40m] there.", 40e6, 40e6, "GBP"),
        ("They sent [2 million dollars] there.", 2e6, 2e6, "USD"),
        ("They sent [billions of dollars] there.", 1e9, None, "USD"),
    ],
)
def test_units(marked: str, low: float | None, high: float | None, unit: str) -> None:
    found = only(marked)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize("word", ["around", "about", "some", "approximately", "roughly", "an estimated"])
def test_approximate(word: str) -> None:
    found = only(f"The army lost [{word} 300 men].")
    assert (found.low, found.high, found.approximate) == (300, 300, True)


def test_exact_numbers_are_not_approximate() -> None:
    assert only("The army lost [300 tents].").approximate is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It shrank from 90,000 to fewer than 4,000 families.", [("families", 90000, 90000), ("families", None, 4000)]),
        ("It killed one soldier and wounded four others.", [("soldier killed", 1, 1), ("wounded", 4, 4)]),
        ("They gave $3 billion in security assistance.", [("security assistance", 3e9, 3e9)]),
        ("They sent 40 tonnes of grain.", [("grain", 40, 40)]),
        ("They went 3 km (2 miles) and met 5 tanks.", [("", 3, 3), ("tanks", 5, 5)]),
    ],
)
def test_several(text: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    assert [(found.of, found.low, found.high) for found in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A 68-year-old man and a boy aged 12 came.",
        "The 45th Brigade, the 3rd Assault and a 152mm shell.",
        "An X-59, an S-300, a Shahed-131/136, M23 and the G7.",
        "On Route 9, page 3, Article 5, Resolution 1701, day 355.",
        "He came second; no one spoke; one another; that one; every one.",
        "At 1:45 a.m., at 3am, at 10 p.m. and at 17:30.",
        "Call +44 20 7946 or 555-1234 now.",
        "Two thirds of it, a five-storey house, a two-hour raid.",
        "The town is one of the largest and one of the most shelled.",
        "One way or another, one day it ends.",
        "Several, many and a few came; a man left.",
        "Version 2.0.1, note [3], ratio 3:1, and 24/7.",
        "It ended in 2014, and 2015 came.",
        "A Leopard 2 and a Boeing 737 were seen.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert [found.span.of(text) for found in find_quantities(text)] == []


def test_numbers_of_times_are_theirs() -> None:
    text = "On 5 May 2021, for 18 months and over the past 24 hours, 9 tanks burned."
    times = find_times(text, None, load_anchors())
    assert [found.of for found in find_quantities(text, times)] == ["tanks"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-five", 25),
        ("12,000", 12000),
        ("1.2 million", 1200000),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("3bn", 3e9),
    ],
)
def test_number(words: str, value: float) -> None:
    assert number(words) == value


@pytest.mark.parametrize(("words", "value"), [("third", 3), ("21st", 21), ("twenty-first", 21), ("thirtieth", 30)])
def test_ordinal(words: str, value: int) -> None:
    assert ordinal(words) == value


@given(st.integers(2, 10**9))
def test_digits_are_read_back(value: int) -> None:
    (found,) = find_quantities(f"They lost {value:,} tents.")
    assert (found.low, found.high, found.of) == (value, value, "tents")


_PIECES = "at least 5 12,000 to dozens of one the tanks people killed $ 3 million km and between ( ) , half a 7-8"
_WORDS = st.lists(st.sampled_from(_PIECES.split()), max_size=25)


@given(_WORDS)
def test_spans_are_exact_ordered_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = find_quantities(text)
    assert all(quantity.span.of(text) == quantity.span.of(text).strip() != "" for quantity in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(quantity.low is not None or quantity.high is not None for quantity in found)
