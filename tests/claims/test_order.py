"""Before, after, while: what the text says of two of its claims."""

from datetime import date

import pytest

from rashomon.claims import read_claims
from rashomon.knowledge import load
from rashomon.model import Report
from rashomon.reports import Given, read

KNOW = load()


def orders(text: str) -> list[str]:
    (report,) = (one for one in read("a.txt", text.encode(), Given(published=date(2023, 9, 17))) if isinstance(one, Report))
    reading = read_claims(report, KNOW)
    cues = {claim.id: claim.cue.of(text) for claim in reading.claims}
    found = sorted(((order.span, claim, order) for claim in reading.claims for order in claim.orders), key=lambda one: one[0])
    return [f"{cues[claim.id]} {order.how} {cues[order.other]}: {span.of(text)}" for span, claim, order in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian forces shelled Lyman after Ukrainian troops captured Robotyne.", ["shelled after captured: after"]),
        ("Ukrainian troops retreated from Lyman before Russian forces captured the town.", ["retreated before captured: before"]),
        ("After Ukrainian troops captured Robotyne, Russian forces shelled the village.", ["shelled after captured: After"]),
        ("Russian forces shelled Kherson while Ukrainian troops retreated from Lyman.", ["shelled while retreated: while"]),
        ("Russian forces captured Soledar following the retreat of Ukrainian troops.", ["captured after retreat: following"]),
        ("Russian forces shelled Lyman. Ukrainian troops later retreated from the town.", ["retreated after shelled: later"]),
        (
            "Russian forces shelled Lyman. Ukrainian troops had earlier retreated from it.",
            ["retreated before shelled: earlier"],
        ),
        ("Russian forces shelled Lyman. Ukrainian troops retreated from the town.", []),  # the order of telling is none
        ("Russian forces shelled Lyman on Friday.", []),
    ],
)
def test_orders_that_are_told(text: str, expected: list[str]) -> None:
    assert orders(text) == expected


def test_every_order_names_two_claims_and_its_word() -> None:
    text = "Russian forces shelled Lyman after troops captured Robotyne. Drones then struck Odesa, killing two people as they fled."
    for order in orders(text):
        assert order.split(": ")[1].lower() in text.lower()
