"""Names with their meanings -> where they stand in a text: whole words, longest first, capitals where the name has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from anyascii import anyascii

from rashomon.model import Span

Meaning = TypeVar("Meaning")

APOSTROPHES = "'’ʼ‘`"
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}](?!s\b)[^\W_]+)*")
GAP = re.compile(rf"(?:[ \t\xa0\u202f]*\n?[ \t\xa0\u202f]*|[-‐‑–/&{APOSTROPHES}])[\"“”«»(]?")
AFTER_LETTER = re.compile(r"\.? ?|\.-|\. & ")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents and apostrophes, in ASCII: ``Sana’a`` -> ``sanaa``."""
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in anyascii(plain).lower() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, as printed and folded."""

    start: int
    end: int
    word: str
    folded: str

    @property
    def capital(self) -> bool:
        """True where the word begins with a capital."""
        return self.word[0].isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text in order; a possessive ``'s`` is a word of its own."""
    return [Token(m.start(), m.end(), m[0], fold(m[0])) for m in WORD.finditer(text)]


def joined(text: str, left: Token, right: Token) -> bool:
    """True where nothing but a blank, a line's end or a hyphen stands between two words: no stop, no comma."""
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    if len(left.word) == 1 and AFTER_LETTER.fullmatch(gap):
        return True
    return len(gap) <= 3 and GAP.fullmatch(gap) is not None


@dataclass(frozen=True, slots=True)
class Hit(Generic[Meaning]):
    """A name found: words `first` to `last` (inclusive) of the text's tokens, its meaning, its place in the text."""

    first: int
    last: int
    meaning: Meaning
    span: Span


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Meaning]):
    folded: tuple[str, ...]
    shapes: tuple[str, ...]
    meaning: Meaning
    dot: bool


def _shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "capital" if word[0].isupper() else "any"


def _fits(word: str, shape: str) -> bool:
    if shape == "any":
        return True
    return word.isupper() if shape == "capitals" else word[0].isupper() or word[0].isdigit()


class Phrasebook(Generic[Meaning]):
    """Names to look for. Of two equal names the first one counts."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._starts: dict[str, list[_Phrase[Meaning]]] = {}
        self._exact: dict[tuple[str, ...], Meaning] = {}
        for name, meaning in rows:
            self._add(name, meaning)
        for phrases in self._starts.values():
            phrases.sort(key=lambda phrase: -len(phrase.folded))

    def _add(self, name: str, meaning: Meaning) -> None:
        words = tokens(name)
        folded = tuple(word.folded for word in words)
        if not folded:
            return
        self._exact.setdefault(folded, meaning)
        shapes = tuple(_shape(word.word) for word in words)
        self._starts.setdefault(folded[0], []).append(_Phrase(folded, shapes, meaning, name.endswith(".")))

    def get(self, name: str) -> Meaning | None:
        """The meaning of exactly this name in any case, or None."""
        return self._exact.get(tuple(word.folded for word in tokens(name)))

    def hits(self, text: str, words: list[Token]) -> Iterator[Hit[Meaning]]:
        """Names in text order, the longest at each place, never overlapping. `words` are the text's `tokens`."""
        at = 0
        while at < len(words):
            phrases = self._starts.get(words[at].folded)
            found = next((p for p in phrases if self._matches(p, text, words, at)), None) if phrases else None
            if found is None:
                at += 1
                continue
            last = at + len(found.folded) - 1
            end = words[last].end
            if found.dot and text[end : end + 1] == ".":
                end += 1
            yield Hit(at, last, found.meaning, Span(words[at].start, end))
            at = last + 1

    @staticmethod
    def _matches(phrase: _Phrase[Meaning], text: str, words: list[Token], at: int) -> bool:
        run = words[at : at + len(phrase.folded)]
        if tuple(word.folded for word in run) != phrase.folded:
            return False
        if not all(_fits(word.word, shape) for word, shape in zip(run, phrase.shapes, strict=True)):
            return False
        return all(joined(text, left, right) for left, right in pairwise(run))
