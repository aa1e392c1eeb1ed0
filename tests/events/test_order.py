"""The same events whatever the order in which claims, reports and decisions come."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.factories import FERRY, NORTH, OLDMILL, OLDMILL_SOUTH, day, judged, told

from rashomon.events import as_of, weave, who_holds
from rashomon.model import Claim, Kind, Polarity, Report, Verdict

DAYS = [f"2024-03-0{number}" for number in range(1, 8)]
KINDS = [Kind.CAPTURE, Kind.HOLD, Kind.WITHDRAW, Kind.ATTACK, Kind.STRIKE, Kind.CASUALTIES]


@st.composite
def stories(draw: st.DrawFn) -> tuple[Report, Claim]:
    side = draw(st.sampled_from(["North", "South", None]))
    number = draw(st.integers(0, 400))
    published = draw(st.sampled_from([*DAYS, None]))
    return told(
        f"Story {number} of the war, {published}.",
        outlet=draw(st.sampled_from("ABC")),
        published=published,
        kind=draw(st.sampled_from(KINDS)),
        place=draw(st.sampled_from([OLDMILL, FERRY, NORTH, OLDMILL_SOUTH, None])),
        on=draw(st.sampled_from([*DAYS, "2024-03-01..2024-03-20", None])),
        source=draw(st.sampled_from(["Governor", "General Staff", "residents", None])),
        side=side,
        actor=draw(st.sampled_from(["North", "South", None])),
        polarity=draw(st.sampled_from(list(Polarity))),
        killed=draw(st.sampled_from([None, 3, 7])),
    )


def settled(found: list[tuple[Report, Claim]]) -> tuple[list[Report], list[Claim]]:
    """One claim for each id."""
    unique = {one.id: (made, one) for made, one in found}
    return [made for made, _ in unique.values()], [one for _, one in unique.values()]


@settings(max_examples=60, deadline=None)
@given(st.lists(stories(), max_size=14), st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[tuple[Report, Claim]], chance: object) -> None:
    reports, claims = settled(found)
    pairs = list(zip(claims, claims[1:], [Verdict.SAME, Verdict.DIFFERENT] * 7, strict=False))
    decided = [judged(verdict, left, right, hour=number % 2) for number, (left, right, verdict) in enumerate(pairs[:4])]
    expected = weave(claims, reports, decided)
    for line in (reports, claims, decided):
        chance.shuffle(line)  # type: ignore[attr-defined]
    assert weave(claims, reports, decided) == expected
    assert who_holds(expected[::-1], reports) == who_holds(expected, reports)


@settings(max_examples=60, deadline=None)
@given(st.lists(stories(), max_size=14))
def test_every_claim_is_in_one_event_and_one_origin(found: list[tuple[Report, Claim]]) -> None:
    reports, claims = settled(found)
    events = weave(claims, reports)
    assert sorted(one.id for event in events for one in event.claims) == sorted(one.id for one in claims)
    for event in events:
        ids = [one.id for one in event.claims]
        assert sorted(one for origin in event.origins for one in origin.claims) == sorted(ids)
        assert {one for relation in event.relations for one in (relation.left, relation.right)} <= set(ids)


@settings(max_examples=60, deadline=None)
@given(st.lists(stories(), max_size=14), st.sampled_from(DAYS))
def test_holds_as_of_a_day_are_those_of_the_reports_until_then(found: list[tuple[Report, Claim]], on: str) -> None:
    reports, claims = settled(found)
    known = [one for one in reports if one.published and one.published.last <= day(on)]
    ids = {one.id for one in known}
    replayed = who_holds(weave([one for one in claims if one.report in ids], known), known)
    assert as_of(weave(claims, reports), reports, day(on)) == replayed


@settings(max_examples=40, deadline=None)
@given(st.lists(stories(), max_size=14))
def test_events_agree_on_days_and_places(found: list[tuple[Report, Claim]]) -> None:
    reports, claims = settled(found)
    for event in weave(claims, reports):
        told_days = [one.when for one in event.claims if one.when]
        if told_days:
            assert (max(one.first for one in told_days) - min(one.last for one in told_days)).days <= 2
        assert len({spot.place for one in event.claims for spot in one.places} & {OLDMILL, OLDMILL_SOUTH}) < 2
