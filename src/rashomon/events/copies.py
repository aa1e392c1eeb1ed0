"""Texts -> pairs of near-copies, by MinHash over word shingles; near-linear, as an index holds one text of each kind only."""

from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

PERMUTATIONS = 128
BANDS = 32  # of 4 rows: texts that share half of their shingles meet with 0.87
SEED = 20220224


def near_copies(texts: Sequence[str], *, alike: float = 0.7, width: int = 3, words: int = 8) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of indices whose shingles of `width` words overlap by `alike` (Jaccard, 0..1).

    A text of fewer than `words` words is a copy of nothing. Each later text is paired with the most similar first one only.
    """
    index = RMinHashLSH(threshold=alike, num_perm=PERMUTATIONS, num_bands=BANDS)
    firsts: dict[int, RMinHash] = {}
    pairs: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        if len(text.split()) < words:
            continue
        sketch = _sketch(text, width)
        found = [(-sketch.jaccard(firsts[first]), first) for first in index.query(sketch)]
        if found and -min(found)[0] >= alike:
            pairs.append((min(found)[1], number))
        else:
            firsts[number] = sketch
            index.insert(number, sketch)
    return pairs


def _sketch(text: str, width: int) -> RMinHash:
    words = text.split()
    shingles = [" ".join(words[start : start + width]) for start in range(max(1, len(words) - width + 1))]
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(shingles)
    return sketch
