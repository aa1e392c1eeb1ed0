"""The noun of this room's first question: a saying, who by which word says what, as token numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.claims.parse.words import Word

AHEAD_ACTS = frozenset({"order", "promise", "threaten"})
MIND = "mind"  # beliefs and wishes: told of somebody, but nobody's word for a happening


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution as token numbers: who (head of the noun phrase, None where unnamed), by which word, what.

    `act` is what the speaker does with it (say, confirm, deny, order, promise, accuse, judge, mind); `form` how the content
    is put. `through` is the head of who passes it on ("quoted by Interfax as saying").
    """

    act: str
    form: str
    cue: tuple[int, ...]
    source: Word | None
    content: frozenset[int]
    rule: str
    through: Word | None = None

    @property
    def verb(self) -> int:
        """The token number of the word of saying."""
        return self.cue[0]


def content_runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Word numbers as runs ``(first, last)``, both included."""
    runs: list[tuple[int, int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
