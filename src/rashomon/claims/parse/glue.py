"""Glued words of spun texts: sentence -> the same with spaces put in, and where they went."""

import re
from collections.abc import Callable
from functools import lru_cache

Seams = Callable[[str], bool]  # is this a name that is known by itself?

# After a first name an unknown surname is cut where one of these sticks to it; none of them ends a surname.
AFTER_NAMES = frozenset(
    "while which have were would could said says told with after before commander leader governor president".split()
)
# Words that follow a name and stick to it where a translation was pasted: "Prigozhinhas", "Bakhmutwhich".
TAILS = (
    "has had have did does was were will would could said says told while which who whose where when that and but even with from "
    "after before this also its it is as in on of to at by east west north south commander leader head chief governor president"
).split()
_GLUED = re.compile(r"(?<![\w-])([A-Z][a-z]{3,}?|[a-z]{4,}?)(" + "|".join(sorted(TAILS, key=len, reverse=True)) + r")(?![\w-])")
_CLOSED = re.compile(r"(?<=[a-z.,!?][”»])(?=[A-Za-z])|(?<=[a-z])(?=[“«])")


def spaced(sentence: str, known: Seams) -> tuple[str, tuple[int, ...]]:
    """``Bakhmutwhich fell`` -> (``Bakhmut which fell``, (7,)): the text and the places of the spaces put in, as offsets in it.

    A word is cut only where its first part is a known name or stands by itself in the sentence, and the whole is neither.
    """
    cuts = sorted({m.start() for m in _CLOSED.finditer(sentence)} | set(_seams(sentence, known)))
    if not cuts:
        return sentence, ()
    pieces = [sentence[a:b] for a, b in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    return " ".join(pieces), tuple(cut + number for number, cut in enumerate(cuts))


def _seams(sentence: str, known: Seams) -> list[int]:
    return [match.start(2) for match in _GLUED.finditer(sentence) if _is_seam(match, known)]


def _is_seam(match: re.Match[str], known: Seams) -> bool:
    (front, tail), sentence = match.groups(), match.string
    if front[0].isupper():
        named = tail in AFTER_NAMES and re.search(r"[a-z,] [A-Z][a-z]+ $", sentence[max(0, match.start() - 24) : match.start()])
        if named and len(front) > 4 and not _known(front + tail, known):
            return True
        return len(tail) > 1 and _known(front, known) and not _known(front + tail, known) and len(front) > 4
    return len(tail) > 3 and len(re.findall(rf"(?<!\w){front}(?!\w)", sentence)) > 0


@lru_cache(maxsize=10_000)
def _known(word: str, known: Seams) -> bool:
    return known(word)
