"""One happening in everyday words of the news, over all kinds: how many are read as what they are; what tells none stays silent."""

from pathlib import Path

from tests.claims.marked import WAR, claims_of

LINES = [line.split("|", 1) for line in Path(__file__).with_name("everyday.txt").read_text(encoding="utf-8").splitlines()]
TEXTS = tuple(WAR + sentence for _, sentence in LINES)
FOUND = (
    0.86  # of 504 sentences, written by people who did not know the rows of cues; the first time .51 and .63 of the two lots were
)


def kinds_of(sentence: str) -> set[str]:
    return {str(claim.kind) for claim in claims_of(TEXTS)[WAR + sentence]}


def test_everyday_words_for_what_happens_in_wars() -> None:
    told = [(kind, sentence) for kind, sentence in LINES if kind != "none"]
    missed = [f"{kind}: {sentence}" for kind, sentence in told if kind not in kinds_of(sentence)]
    assert 1 - len(missed) / len(told) >= FOUND, "\n".join(missed)


def test_what_stands_near_a_war_and_tells_no_happening() -> None:
    assert {sentence: kinds_of(sentence) for kind, sentence in LINES if kind == "none" and kinds_of(sentence)} == {}
