"""Counts of the dead: by origin, never added, one number under each named rule."""

import pytest
from tests.events.factories import told

from rashomon.events import weave
from rashomon.model import Event, Kind, Quantity, Span

Count = tuple[str, str, float | None, float | None, str]


def event(*counts: Count) -> Event:
    """Source, what is counted, bounds, day of publication."""
    stories = []
    for number, (source, of, low, high, published) in enumerate(counts):
        amount = (Quantity(Span(0, 4), of, low, high),)
        given = {"source": source, "kind": Kind.CASUALTIES, "quantities": amount, "published": published}
        stories.append(told(f"Toll number {number} of Oldmill.", outlet=f"O{number}", **given))
    (found,) = weave([one for _, one in stories], [made for made, _ in stories])
    return found


DAY = "2024-03-05"


@pytest.mark.parametrize(
    ("counts", "best"),
    [
        ([("A", "killed", 5, 5, DAY)], (5, 5, 5)),
        ([("A", "killed", 5, 5, DAY), ("B", "people killed", 8, 8, "2024-03-06")], (5, 8, 8)),
        ([("A", "killed", 5, 5, DAY), ("B", "people killed", 8, None, "2024-03-06")], (5, 8, 5)),
        ([("A", "killed", 4, 9, DAY), ("B", "dead", 5, None, DAY)], (4, 5, 4)),
        # one source counts on: only its latest number stands
        ([("A", "killed", 3, 3, DAY), ("A", "killed", 9, 9, "2024-03-07")], (9, 9, 9)),
        # some of the dead are no count of the dead
        ([("A", "people killed", 9, 9, DAY), ("A", "children killed", 3, 3, "2024-03-07")], (9, 9, 9)),
        ([("A", "people killed", 9, 9, DAY), ("B", "children killed", 3, 3, "2024-03-07")], (9, 9, 9)),
    ],
)
def test_totals_by_rule(counts: list[Count], best: tuple[float, float, float]) -> None:
    totals = event(*counts).totals
    assert [(total.of, total.rule) for total in totals] == [("killed", rule) for rule in ("conservative", "latest", "informative")]
    assert tuple(total.best for total in totals) == best


def test_a_total_says_whose_number_it_is_and_between_what_it_lies() -> None:
    total = event(("A", "killed", 5, 5, DAY), ("B", "killed", 8, None, "2024-03-06")).totals[0]
    assert (total.low, total.best, total.high, total.side) == (5, 5, 8, None)
    assert total.because.detail == "5 as A counts: the lowest count of 2"


def test_only_some_were_counted() -> None:
    (toll,) = event(("A", "children killed", 3, 3, DAY)).tolls
    assert (toll.of, toll.part, toll.low) == ("killed", "children", 3)


def test_the_dead_of_two_sides_are_two_numbers() -> None:
    stories = [
        told(f"Dead of the {side}.", outlet=side, kind=Kind.CASUALTIES, actor=None, target=side, killed=number)
        for side, number in (("North", 3), ("South", 40))
    ]
    tolls = [toll for found in weave([one for _, one in stories], [made for made, _ in stories]) for toll in found.tolls]
    assert sorted((toll.side, toll.low) for toll in tolls) == [("North", 3), ("South", 40)]
