"""Names with their meanings -> where they stand in a text: whole words, longest first, capitals where the name has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from anyascii import anyascii

from rashomon.model import Span

Meaning = TypeVar("Meaning")

APOSTROPHES = "'’ʼ‘`"
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}](?!s\b)[^\W_]+)*")
GAP = re.compile(rf"(?:[ \t\xa0\u202f]*\n?[ \t\xa0\u202f]*|[-‐‑–/&]|[{APOSTROPHES}] ?)[\"“”«»]?")
GLUED = re.compile(r"(\w{5,}?)(while|which|who|has|had|have|was|were|and|said|says|that|will|would|when|where|after|but|for|with)")
AFTER_LETTER = re.compile(r"\.? ?|\.-|\. & ")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents and apostrophes, in ASCII: ``Sana’a`` -> ``sanaa``."""
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in anyascii(plain).lower() if letter.isalnum())


class Token(NamedTuple):
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
    """A name: what each word must look like, what stands between them ("Liga.net"), whether it ends with a dot."""

    shapes: tuple[str, ...]
    gaps: tuple[str, ...]
    meaning: Meaning
    dot: bool

    def fits(self, text: str, run: list[Token]) -> bool:
        pairs = zip(pairwise(run), self.gaps, strict=True)
        return all(map(_fits, run, self.shapes)) and all(
            text[left.end : right.start] == gap or joined(text, left, right) for (left, right), gap in pairs
        )


def _phrase(name: str, words: list[Token], meaning: Meaning) -> _Phrase[Meaning]:
    gaps = tuple(name[left.end : right.start] for left, right in pairwise(words))
    return _Phrase(tuple(_shape(word.word) for word in words), gaps, meaning, name.endswith("."))


def _shape(word: str) -> str:
    """any, capital, capitals, or the word itself where it is short and of both ("JeM" is not "JEM")."""
    if len(word) > 1 and word.isupper():
        return "capitals"
    if len(word) < 4 and any(letter.isupper() for letter in word[1:]):
        return word
    return "capital" if word[0].isupper() else "any"


def _fits(word: Token, shape: str) -> bool:
    if shape in {"any", "capital"}:
        return shape == "any" or word.capital
    return word.word.isupper() if shape == "capitals" else word.word == shape


class Phrasebook(Generic[Meaning]):
    """Names to look for. Of two equal names the first one counts."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._phrases: dict[tuple[str, ...], list[_Phrase[Meaning]]] = {}
        lengths: dict[str, set[int]] = {}
        for name, meaning in rows:
            words = tokens(name)
            if words:
                folded = tuple(word.folded for word in words)
                self._phrases.setdefault(folded, []).append(_phrase(name, words, meaning))
                lengths.setdefault(folded[0], set()).add(len(folded))
        self._words = {word for folded in self._phrases for word in folded}
        self._lengths = {word: tuple(sorted(known, reverse=True)) for word, known in lengths.items()}

    def get(self, name: str) -> Meaning | None:
        """The meaning of exactly this name in any case, or None; short forms keep their capitals: "us" is not "US"."""
        words = tokens(name)
        phrases = self._phrases.get(tuple(word.folded for word in words), [])
        fitting = (phrase for phrase in phrases if phrase.fits(name, words))
        folded = (phrase for phrase in phrases if phrase.shapes in {("any",), ("capital",)} or len(words) > 1)
        return next((phrase.meaning for phrase in (*fitting, *folded)), None)

    def unglued(self, words: list[Token]) -> list[Token]:
        """The words, a known name without the word glued to it by a careless layout: ``Zelenskywhile`` -> ``Zelensky``."""
        return [
            self._part(word) if len(word.word) > 7 and word.capital and word.folded not in self._words else word for word in words
        ]

    def _part(self, word: Token) -> Token:
        glued = GLUED.fullmatch(word.word)
        if glued is None or fold(glued[1]) not in self._words:
            return word
        return Token(word.start, word.start + len(glued[1]), glued[1], fold(glued[1]))

    def hits(self, text: str, words: list[Token]) -> Iterator[Hit[Meaning]]:
        """Names in text order, the longest at each place, never overlapping. `words` are the text's `tokens`."""
        folded, at = [word.folded for word in words], 0
        while at < len(words):
            found = self._longest(text, words, folded, at) if folded[at] in self._lengths else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.last + 1

    def _longest(self, text: str, words: list[Token], folded: list[str], at: int) -> Hit[Meaning] | None:
        for length in self._lengths[folded[at]]:
            phrases, run = self._phrases.get(tuple(folded[at : at + length]), ()), words[at : at + length]
            phrase = next((phrase for phrase in phrases if phrase.fits(text, run)), None)
            if phrase is not None:
                end = run[-1].end + (phrase.dot and text[run[-1].end : run[-1].end + 1] == ".")
                return Hit(at, at + length - 1, phrase.meaning, Span(run[0].start, end))
        return None
