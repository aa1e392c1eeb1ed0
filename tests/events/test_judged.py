"""People's decisions bind: same, different, reject, correct."""

import pytest
from tests.events.factories import OLDMILL, OLDMILL_SOUTH, claim, day, judged, report, told

from rashomon.errors import RashomonError
from rashomon.events import weave
from rashomon.events.judged import CORRECTIONS
from rashomon.model import (
    Candidate,
    Certainty,
    Claim,
    Judgement,
    Kind,
    PlaceRole,
    Polarity,
    Report,
    Span,
    Verdict,
    Verification,
    Where,
)

ALIKE = [told(f"Shells fell on Oldmill, says paper {n}.", outlet=n) for n in "ABC"]
UNLIKE = [told("A bridge is gone.", outlet="D", kind=Kind.DESTRUCTION, place=OLDMILL_SOUTH)]
STORIES = [*ALIKE, *UNLIKE]
A, B, C, D = (one for _, one in STORIES)


def groups(*judgements: Judgement, stories: list[tuple[Report, Claim]] = STORIES) -> set[frozenset[str]]:
    names = {made.id: str(made.outlet) for made, _ in stories}
    events = weave([one for _, one in stories], [made for made, _ in stories], judgements)
    return {frozenset(names[one.report] for one in event.claims) for event in events}


def sets(*lines: str) -> set[frozenset[str]]:
    return {frozenset(line) for line in lines}


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([], sets("ABC", "D")),
        ([judged(Verdict.SAME, A, D)], sets("ABCD")),
        ([judged(Verdict.REJECT, A)], sets("BC", "D")),
        ([judged(Verdict.SAME, A, D), judged(Verdict.REJECT, D)], sets("ABC")),
        # the newer decision about one pair wins
        ([judged(Verdict.SAME, A, D), judged(Verdict.DIFFERENT, D, A, hour=1)], sets("ABC", "D")),
        ([judged(Verdict.DIFFERENT, A, D), judged(Verdict.SAME, A, D, hour=1)], sets("ABCD")),
        # same + different = different: A goes with B, so it may not meet C through B
        ([judged(Verdict.SAME, A, B), judged(Verdict.DIFFERENT, B, C)], sets("AB", "C", "D")),
        # an older chain of sames gives way to a newer different
        ([judged(Verdict.SAME, A, B), judged(Verdict.SAME, B, D), judged(Verdict.DIFFERENT, A, D, hour=1)], None),
        # about claims that are not here
        ([judged(Verdict.REJECT, "0" * 16), judged(Verdict.SAME, A, None)], sets("ABC", "D")),
    ],
)
def test_algebra(judgements: list[Judgement], expected: set[frozenset[str]] | None) -> None:
    found = groups(*judgements)
    if expected is None:
        assert not any({"A", "D"} <= group for group in found)
    else:
        assert found == expected


def test_different_keeps_apart_whatever_joins_the_rest() -> None:
    found = groups(judged(Verdict.DIFFERENT, A, B))
    assert not any({"A", "B"} <= group for group in found)
    assert sorted(len(group) for group in found) == [1, 1, 2]


def spot(*, resolved: bool) -> tuple[Where, ...]:
    both = tuple(Candidate(place, 0.5, "by name") for place in (OLDMILL, OLDMILL_SOUTH))
    return (Where(Span(0, 1), "Oldmill", PlaceRole.EVENT, both, resolved),)


def corrected(field: str, value: str) -> Claim:
    made = report("Shells fell on Oldmill.")
    one = claim(made, made.text, source="Somebody", channel="Telegram", places=spot(resolved=False))
    (event,) = weave([one], [made], [judged(Verdict.CORRECT, one, field=field, value=value)])
    return event.claims[0]


def test_every_field_can_be_corrected() -> None:
    assert corrected("kind", "attack").kind is Kind.ATTACK
    assert corrected("polarity", "negated").polarity is Polarity.NEGATED
    assert corrected("certainty", "hedged").certainty is Certainty.HEDGED
    assert corrected("verification", "confirmed").verification is Verification.CONFIRMED
    assert corrected("verification", "").verification is None
    assert corrected("actor", "").actor is None
    assert [party.name for party in [corrected("target", "Civilians").target] if party] == ["Civilians"]
    assert [(link.name, link.because) for link in corrected("source", "Mayor").chain] == [("Mayor", "corrected"), ("Telegram", "")]
    assert [link.name for link in corrected("source", "").chain] == ["Telegram"]
    assert [where.place for where in corrected("place", OLDMILL_SOUTH.id).places] == [OLDMILL_SOUTH]
    assert corrected("place", "").places == ()
    assert corrected("when", "").when is None
    assert len(CORRECTIONS) == 9


@pytest.mark.parametrize(
    ("value", "first", "last"), [("2024-03-02", "2024-03-02", "2024-03-02"), ("2024-03-02..2024-03-04", "2024-03-02", "2024-03-04")]
)
def test_corrected_days(value: str, first: str, last: str) -> None:
    told_when = corrected("when", value).when
    assert told_when is not None
    assert (told_when.first, told_when.last, told_when.reason) == (day(first), day(last), "corrected")


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("colour", "red", f"field 'colour' cannot be corrected (one of: {', '.join(CORRECTIONS)})"),
        ("kind", "war", "kind: 'war' is not a valid Kind (correct the value)"),
        ("place", "p-none", "place: no candidate of the claim has this id (correct the value)"),
        ("when", "2024-03-04..2024-03-02", "when: the first day is after the last (correct the value)"),
    ],
)
def test_a_correction_that_is_not_understood(field: str, value: str, fault: str) -> None:
    with pytest.raises(RashomonError) as raised:
        corrected(field, value)
    assert str(raised.value).endswith(f": {fault}")
    assert str(raised.value).startswith("judgement of reviewer on claim ")


def test_a_claim_is_known_by_its_old_id_and_its_new_one() -> None:
    made, one = told("Shells fell on Oldmill.")
    fix = judged(Verdict.CORRECT, one, field="kind", value="attack")
    (event,) = weave([one], [made], [fix])
    now = event.claims[0]
    assert now.id != one.id
    for known in (one, now):
        assert weave([one], [made], [fix, judged(Verdict.REJECT, known, hour=1)]) == ()
        again = judged(Verdict.CORRECT, known, hour=1, field="polarity", value="denied")
        assert weave([one], [made], [fix, again])[0].claims[0].polarity is Polarity.DENIED
        assert len(weave([one, D], [made, UNLIKE[0][0]], [fix, judged(Verdict.SAME, known, D, hour=1)])) == 1
