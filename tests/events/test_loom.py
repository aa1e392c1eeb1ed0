"""Weaving a day's reports onto what was woven before gives what weaving all of them gives."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.factories import OLDMILL, claim, judged, report, told
from tests.events.test_order import settled, stories

from rashomon.events import Loom, weave
from rashomon.model import Claim, Report, Verdict


@settings(max_examples=80, deadline=None)
@given(st.lists(stories(), max_size=24), st.lists(st.integers(0, 24), max_size=3), st.booleans())
def test_day_by_day_is_the_same_as_at_once(found: list[tuple[Report, Claim]], stops: list[int], in_order: bool) -> None:
    reports, claims = settled(found)
    both = list(zip(reports, claims, strict=True))
    if in_order:
        both.sort(key=lambda story: story[0].published.first.toordinal() if story[0].published else 10**7)
    pairs = zip(claims, claims[1:], [Verdict.SAME, Verdict.DIFFERENT, Verdict.REJECT] * 8, strict=False)
    decided = [judged(verdict, left, right if verdict is not Verdict.REJECT else None) for left, right, verdict in pairs][::3]
    loom = Loom()
    for stop in [*sorted(stops), len(both)]:
        until = both[:stop]
        known = {one.id for _, one in until}
        about = [one for one in decided if {one.left, one.right} - {None} <= known]
        arguments = [one for _, one in until], [made for made, _ in until], about
        assert loom.weave(*arguments) == weave(*arguments)


def test_what_was_compared_is_not_compared_again() -> None:
    stories = [told(f"Shells fell on Oldmill, said {name}.", outlet=name, source=name) for name in ("A", "B", "C")]
    reports, claims = [made for made, _ in stories], [one for _, one in stories]
    loom = Loom()
    first = loom.weave(claims, reports)
    assert loom.compared == 3
    assert loom.weave(claims, reports) == first
    assert loom.compared == 0
    late = told("Guns fired on Oldmill, said D.", outlet="D", source="D", published="2024-03-06")
    (event,) = loom.weave([*claims, late[1]], [*reports, late[0]])
    assert loom.compared == 3
    assert len(event.claims) == 4


def test_a_claim_that_is_read_anew_is_told_anew() -> None:
    story = report("Shells fell on Oldmill on Monday, nobody was hurt.")
    one = claim(story, "Shells fell on Oldmill on Monday")
    loom = Loom()
    loom.weave([one], [story])
    elsewhere = replace(one, places=())
    assert elsewhere.id == one.id
    assert loom.weave([elsewhere], [story])[0].claims[0].places == ()
    assert loom.weave([one], [story])[0].claims[0].places[0].place == OLDMILL
    assert loom.weave([], []) == ()
