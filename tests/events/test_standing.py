"""The standing of an event by the published rubric."""

import pytest
from tests.events.factories import told

from rashomon.events import weave
from rashomon.model import Kind, Mark, Polarity, Span, Verification

NORTH = {"source": "Anna Novak", "side": "North", "outlet": "A"}
SOUTH = {"source": "Boris Petrov", "side": "South", "outlet": "B"}
UN = {"source": "Observer mission", "side": "third party", "outlet": "C"}
TAKEN = {"kind": Kind.CAPTURE, "actor": "South"}
LEFT = {"kind": Kind.WITHDRAW, "actor": "North"}
HELD = {"kind": Kind.HOLD, "actor": "North", "on": None, "published": "2024-03-06"}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([SOUTH | TAKEN], {"one-side": "sources that belong to South"}),
        ([SOUTH | TAKEN, SOUTH | TAKEN | {"outlet": "D"}], {"one-side": "sources that belong to South"}),
        ([{"outlet": "A"} | TAKEN], {"no-side": "outlets and sources of no known side"}),
        ([UN | TAKEN], {"no-side": "outlets and sources of no known side"}),
        (
            [SOUTH | TAKEN, NORTH | TAKEN | {"polarity": Polarity.DENIED}],
            {"disputed": "Anna Novak denies what Boris Petrov says"},
        ),
        ([SOUTH | TAKEN, NORTH | HELD], {"disputed": "capture by South and hold by North cannot both be so at Oldmill"}),
        ([SOUTH | TAKEN, NORTH | LEFT], {"admitted": "Anna Novak (North) says what Boris Petrov (South) says"}),
        ([SOUTH | TAKEN, UN | TAKEN], {"observed": "Observer mission (third party) says what Boris Petrov (South) says"}),
        ([SOUTH, NORTH | {"kind": Kind.CASUALTIES}], {"sides": "sources of North and South"}),
    ],
)
def test_rows_that_fit(claims: list[dict[str, object]], expected: dict[str, str]) -> None:
    stories = [told(f"Number {number} of Oldmill.", **given) for number, given in enumerate(claims)]
    (event,) = weave([one for _, one in stories], [made for made, _ in stories])
    assert {because.rule: because.detail for because in event.standing} == expected


@pytest.mark.parametrize(
    ("verification", "rows"),
    [
        (Verification.UNVERIFIED, ["unverified", "one-side"]),
        (Verification.CONFIRMED, ["observed"]),
        (Verification.DISPUTED, ["disputed"]),
        (Verification.NO_COMMENT, ["one-side"]),
    ],
)
def test_what_the_report_says_was_checked(verification: Verification, rows: list[str]) -> None:
    words = "It could not be checked"
    told_as = {"verification": verification, "marks": (Mark("verification", verification, Span(20, 20 + len(words))),)}
    made, one = told(f"They took Oldmill.  {words}.", quote="They took Oldmill", **SOUTH, **TAKEN, **told_as)
    (event,) = weave([one], [made])
    assert [because.rule for because in event.standing] == rows
    if verification is not Verification.NO_COMMENT:
        assert event.standing[0].detail == f"B: “{words}”"
