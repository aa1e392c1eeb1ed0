"""Numbers that are parts of a number told before, and numbers that only look so."""

from itertools import pairwise

import pytest

from rashomon.claims.quantities import find_quantities
from rashomon.claims.quantities.sums import with_totals


def parts(text: str) -> list[tuple[str, str]]:
    """(the part's number, the words of its total) of each part."""
    found = with_totals(text, find_quantities(text))
    return [(f"{one.low:g}", one.total.of(text)) for one in found if one.total is not None]


SUMS = [
    ("It shot down seven drones: one near the port, two over the plain and four others in the hills.", "seven", ["1", "2", "4"]),
    ("Nine drones were downed. Two of them fell near the lake, and seven others in the sea.", "Nine", ["2", "7"]),
    ("Six missiles were fired.\n\nOne of the missiles hit a mill; five others were shot down.", "Six", ["1", "5"]),
    ("Twelve people were killed, including three children.", "Twelve", ["3"]),
    ("The shelling killed 14 people, among them two doctors.", "14", ["2"]),
]

NO_SUMS = [
    "Seven drones were shot down. Two villages lost power, and five schools closed.",
    "Seven drones were shot down near the port. Three others were seen.",  # not all of them
    "Three people died on Monday. One man said two neighbours had left.",
    "At least seven drones came: two from the east, five others from the south.",  # an open number is no sum
    "Two drones were downed: one here, one there.",  # two is soon met by chance
    "Ten people were killed. The army lost two tanks, including one in the river.",
]


@pytest.mark.parametrize(("text", "total", "numbers"), SUMS)
def test_parts_name_their_total(text: str, total: str, numbers: list[str]) -> None:
    assert [number for number, _ in parts(text)] == numbers
    assert all(words.startswith(total) for _, words in parts(text))


@pytest.mark.parametrize("text", NO_SUMS)
def test_other_numbers_are_no_parts(text: str) -> None:
    assert parts(text) == []


def test_numbers_stay_in_order_and_apart() -> None:
    found = with_totals(SUMS[0][0], find_quantities(SUMS[0][0]))
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
