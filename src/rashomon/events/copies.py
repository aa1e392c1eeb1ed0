"""Texts -> pairs of near-copies, by MinHash over word shingles; near-linear, as an index holds one text of each kind only."""

from collections.abc import Hashable, Sequence
from heapq import nlargest

from rensa import RMinHash, RMinHashLSH

PERMUTATIONS = 128
BANDS = 32  # of 4 rows: texts that share half of their shingles meet with 0.87
NEWEST = 200  # texts that each is compared with: common words make many meet that are no copies, and copies follow soon
SEED = 20220224


class Copies:
    """A line of texts that grows, and its pairs (earlier, later) by position, whose shingles overlap by `alike` (Jaccard, 0..1).

    Shingles are `width` words long. A text of fewer than `words` words is a copy of nothing. Each later text is paired with the
    most similar first one only.
    """

    def __init__(self, *, alike: float = 0.7, width: int = 3, words: int = 8) -> None:
        self.alike, self.width, self.words = alike, width, words
        self.known: list[Hashable] = []
        self.pairs: list[tuple[int, int]] = []
        self._index = RMinHashLSH(threshold=alike, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._firsts: dict[int, RMinHash] = {}

    def append(self, name: Hashable, text: str) -> None:
        """Put a text at the end of the line; `name` is what it is known by."""
        number = len(self.known)
        self.known.append(name)
        words = text.split()
        if len(words) < self.words:
            return
        sketch = self._sketch(words)
        newest = nlargest(NEWEST, self._index.query(sketch))
        found = [(-sketch.jaccard(self._firsts[first]), first) for first in newest]
        if found and -min(found)[0] >= self.alike:
            self.pairs.append((min(found)[1], number))
        else:
            self._firsts[number] = sketch
            self._index.insert(number, sketch)

    def back_to(self, names: Sequence[Hashable]) -> int:
        """Forget from the first text on that is not the one of `names`, as each looks back at those before it; how many stay."""
        both = zip(self.known, names, strict=False)
        kept = next((number for number, (mine, other) in enumerate(both) if mine != other), min(len(self.known), len(names)))
        while self.pairs and self.pairs[-1][1] >= kept:
            self.pairs.pop()
        while self._firsts and (last := next(reversed(self._firsts))) >= kept:
            self._index.remove(last)
            del self._firsts[last]
        del self.known[kept:]
        return kept

    def _sketch(self, words: Sequence[str]) -> RMinHash:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update([" ".join(words[start : start + self.width]) for start in range(max(1, len(words) - self.width + 1))])
        return sketch


def near_copies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of indices of sentences that are nearly the same."""
    line = Copies()
    for number, text in enumerate(texts):
        line.append(number, text)
    return line.pairs
