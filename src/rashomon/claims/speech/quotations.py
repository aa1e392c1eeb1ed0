"""Parsed -> quotations: stretches between quotation marks of every kind, also unbalanced and over several paragraphs."""

from bisect import bisect_right
from dataclasses import dataclass

from rashomon.claims.parse.grammar import Parsed
from rashomon.claims.parse.words import Word, Words

OPENERS, CLOSERS, SINGLE = frozenset("“«„‘"), frozenset("”»’"), {"‘": "’"}
STRAIGHT = frozenset(('"', "''", "``"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``[first, last)`` between two marks, the marks themselves with `left` and `right`; `goes_on`: no mark closes it."""

    first: int
    last: int
    left: int
    right: int
    goes_on: bool = False

    @property
    def words(self) -> range:
        """The quoted tokens."""
        return range(self.first, self.last)

    @property
    def marked(self) -> range:
        """The quoted tokens and their marks."""
        return range(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a report in order, and its paragraphs as token numbers ``[first, last)``."""

    all: tuple[Quotation, ...]
    paragraphs: tuple[tuple[int, int], ...]

    @property
    def tokens(self) -> frozenset[int]:
        """Every quoted token."""
        return frozenset(i for quotation in self.all for i in quotation.words)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph that the token stands in."""
        return bisect_right(self.paragraphs, (token, len(self.paragraphs) and self.paragraphs[-1][1] + 1)) - 1


def find_quotations(parsed: Parsed) -> Quotations:
    """Quotations in order; one ends at the latest with its paragraph.

    A paragraph that opens a mark and does not close it is quoted to its end: papers close only the last paragraph of a speech.
    """
    paragraphs = tuple(_paragraphs(parsed))
    found = [quotation for first, last in paragraphs for quotation in _in_paragraph(parsed, first, last)]
    return Quotations(tuple(found), paragraphs)


def _paragraphs(parsed: Parsed) -> "list[tuple[int, int]]":
    """Runs of sentences without a line break between them, as token numbers."""
    runs: list[tuple[int, int]] = []
    for sentence in parsed.doc.sents:
        if runs and "\n" not in _gap(parsed, runs[-1][1] - 1, sentence):
            runs[-1] = (runs[-1][0], sentence.end)
        else:
            runs.append((sentence.start, sentence.end))
    return runs


def _gap(parsed: Parsed, before: int, sentence: Words) -> str:
    return parsed.report.text[parsed.ends[before] : parsed.starts[sentence.start]]


def _in_paragraph(parsed: Parsed, first: int, last: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: Word | None = None
    for token in parsed.doc[first:last]:
        if opened is None and _opens(token):
            opened = token
        elif opened is not None and _closes(token, opened):
            if token.i > opened.i + 1:
                found.append(Quotation(opened.i + 1, token.i, opened.i, token.i + 1))
            opened = None
        elif opened is None and token.text in ("”", "»") and not found and token.i > first:
            found.append(Quotation(first, token.i, first, token.i + 1))  # the opening mark got lost, or stands a paragraph before
    if opened is not None and opened.i + 1 < last and opened.text not in SINGLE:
        found.append(Quotation(opened.i + 1, last, opened.i, last, goes_on=True))
    return found


def _opens(token: Word) -> bool:
    return token.text in OPENERS or token.text in STRAIGHT


def _closes(token: Word, opened: Word) -> bool:
    """The mark that belongs to the opening one; an apostrophe closes nothing but a single quotation mark."""
    if opened.text in SINGLE:
        return token.text == SINGLE[opened.text] and token.tag_ != "POS"
    return token.text in STRAIGHT or (token.text in CLOSERS and token.text != "’")
