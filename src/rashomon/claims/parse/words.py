"""Doc -> Words: a parse as plain objects, asked many times as quickly as spaCy's and under the same names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, SupportsIndex, overload
from unicodedata import category

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

NAMES: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP"]


@dataclass(slots=True, eq=False, repr=False)
class Word:
    """Word `i` of a parse. What depends on it stands in `children`, in the order of the text; the root is its own `head`."""

    i: int
    spaced: bool  # a space follows
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    head: "Word" = field(init=False)
    children: "tuple[Word, ...]" = ()
    sent: "Words" = field(init=False)
    doc: "Words" = field(init=False)
    _subtree: "tuple[Word, ...] | None" = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.i}"

    def __len__(self) -> int:
        return len(self.text)

    @property
    def is_sent_start(self) -> bool:
        """True for the first word of its sentence."""
        return self.sent.start == self.i

    @property
    def is_alpha(self) -> bool:
        """True where all of it is letters."""
        return self.text.isalpha()

    @property
    def is_upper(self) -> bool:
        """True where its letters are capitals."""
        return self.text.isupper()

    @property
    def is_punct(self) -> bool:
        """True where all of it is punctuation."""
        return all(category(mark).startswith("P") for mark in self.text)

    @property
    def is_stop(self) -> bool:
        """True for a word so common that it says nothing: "the", "about"."""
        return self.lower_ in _stop_words()

    @property
    def subtree(self) -> "tuple[Word, ...]":
        """The word and all that depends on it, in the order of the text."""
        if self._subtree is None:
            below = [self]
            for word in below:
                below += word.children
            self._subtree = tuple(sorted(below, key=_number))
        return self._subtree

    @property
    def left_edge(self) -> "Word":
        """The first word of its subtree."""
        return self.subtree[0]

    @property
    def right_edge(self) -> "Word":
        """The last word of its subtree."""
        return self.subtree[-1]

    @property
    def ancestors(self) -> "Iterator[Word]":
        """Its head, the head of that, and so on up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def conjuncts(self) -> "tuple[Word, ...]":
        """The words that are joined with it by "and", "or" or a comma."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for word in joined:
            joined += (child for child in word.children if child.dep_ == "conj")
        return tuple(word for word in joined if word is not self)

    def nbor(self, steps: int = 1) -> "Word":
        """The word so many further on; raises IndexError beyond the ends of the text."""
        if self.i + steps < 0:
            raise IndexError(self.i + steps)
        return self.doc[self.i + steps]


class Words(Sequence[Word]):
    """The words from number `start` to before number `end` of a parse."""

    __slots__ = ("_text", "_words", "end", "sents", "start")

    def __init__(self, words: list[Word], start: int) -> None:
        self._words, self.start, self.end = words, start, start + len(words)
        self.sents: tuple[Words, ...] = ()  # of the whole parse
        self._text: str | None = None

    @overload
    def __getitem__(self, at: SupportsIndex) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> "Words": ...
    def __getitem__(self, at: SupportsIndex | slice) -> "Word | Words":
        if isinstance(at, slice):
            return Words(self._words[at], self.start + at.indices(len(self._words))[0])
        return self._words[at]

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    @property
    def text(self) -> str:
        """The words with the spaces between them."""
        if self._text is None:
            printed = (f"{word.text} " if word.spaced else word.text for word in self._words[:-1])
            self._text = "".join([*printed, *(word.text for word in self._words[-1:])])
        return self._text


def plain(doc: "Doc") -> Words:
    """The words of a parsed Doc, a sentence in each of `sents`."""
    named = _Strings(doc.vocab.strings).__getitem__
    columns = doc.to_array(NAMES).T.tolist()
    spaced = doc.to_array(["SPACY"]).ravel().tolist()
    words = list(map(Word, range(len(doc)), spaced, *(map(named, column) for column in columns)))
    _join(words, doc.to_array(["HEAD"]).astype("int64").ravel().tolist())
    whole = Words(words, 0)
    whole.sents = tuple(Words(words[sentence.start : sentence.end], sentence.start) for sentence in doc.sents)
    for sentence in whole.sents:
        for word in sentence:
            word.sent, word.doc = sentence, whole
    return whole


def _join(words: list[Word], steps: list[int]) -> None:
    below: dict[int, list[Word]] = defaultdict(list)
    for word, step in zip(words, steps, strict=True):
        word.head = words[word.i + step]
        if step:
            below[word.i + step].append(word)
    for head, children in below.items():
        words[head].children = tuple(children)


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


class _Strings(dict[int, str]):
    """Names by their hashes; each is looked up once."""

    def __init__(self, store: "StringStore") -> None:
        self._store = store

    def __missing__(self, key: int) -> str:
        found = self[key] = self._store[key] if key else ""
        return found


def _number(word: Word) -> int:
    return word.i
