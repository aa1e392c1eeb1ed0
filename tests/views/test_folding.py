"""Lines of an event: what another line's words hold is cited there; nothing is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.factories import claim, report

from rashomon.model import Certainty, Claim, Kind, Polarity
from rashomon.views.folding import folded

TEXT = "The drone strike on the shelter in Oldmill killed ten people, the mayor said."
TOLD = report(TEXT)
SHELVED = {TOLD.id: TOLD}


def said(words: str, kind: Kind, **more: object) -> Claim:
    return claim(TOLD, words, kind=kind, **{"source": "mayor", "actor": None, **more})


WHOLE = said("The drone strike on the shelter in Oldmill killed ten people", Kind.CASUALTIES)
STRIKE = said("The drone strike on the shelter in Oldmill", Kind.STRIKE)
DESTROYED = said("The drone strike on the shelter in Oldmill", Kind.DESTRUCTION)


def test_a_part_is_cited_with_the_whole() -> None:
    assert folded([(STRIKE,), (WHOLE,), (DESTROYED,)], SHELVED) == [(WHOLE, STRIKE, DESTROYED)]


def test_of_equal_words_the_first_line_stands() -> None:
    assert folded([(STRIKE,), (DESTROYED,)], SHELVED) == [(STRIKE, DESTROYED)]


def test_what_is_put_into_words_of_its_own_keeps_its_line() -> None:
    struck = said("The drone strike on the shelter in Oldmill", Kind.STRIKE, actor="South")
    assert folded([(WHOLE,), (struck,)], SHELVED) == [(WHOLE,), (struck,)]


def test_another_speaker_a_denial_and_a_plan_keep_their_lines() -> None:
    for other in (
        said("the shelter in Oldmill", Kind.STRIKE, source="army"),
        said("the shelter in Oldmill", Kind.STRIKE, polarity=Polarity.DENIED),
        said("the shelter in Oldmill", Kind.STRIKE, certainty=Certainty.INTENDED),
    ):
        assert folded([(WHOLE,), (other,)], SHELVED) == [(WHOLE,), (other,)]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from([Kind.STRIKE, Kind.CASUALTIES, Kind.DESTRUCTION])),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_every_claim_is_told_once(spots: list[tuple[int, int, Kind]]) -> None:
    lines = [(said(TEXT[start : start + length], kind),) for start, length, kind in spots]
    lines = list({line[0].id: line for line in lines}.values())
    kept = [one.id for line in folded(lines, SHELVED) for one in line]
    assert sorted(kept) == sorted(line[0].id for line in lines)
