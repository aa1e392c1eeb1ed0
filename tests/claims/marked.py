"""Marked text -> a report, what must be claimed in it, and what is: ``capture: [Soldiers took the village] on Friday.``"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from rashomon.claims import read_many
from rashomon.claims.parse.grammar import Parsed, parse
from rashomon.knowledge import load
from rashomon.model import Claim, Part, Passage, Report, Span

WAR = "This is what is known of the war and of the troops of both sides.\n"  # tells nothing, but of war
ENOUGH = 0.7  # of the characters of two spans together must be common to both
MARK = re.compile(r"(?:\b([a-z]+): )?\[([^][]*)]")
SENTENCE = re.compile(r"[^\n]+?(?:[.?!][”\"]?(?=\s)|(?=\n)|$)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and the marks: the word before the bracket and the span of what stood inside."""

    text: str
    marks: tuple[tuple[str, Span], ...]

    @property
    def expected(self) -> list[str]:
        """``capture: Soldiers took the village`` of every mark."""
        return sorted(f"{label}: {span.of(self.text)}" for label, span in self.marks)


def unmark(marked: str) -> Marked:
    """Take the marks out of a text."""
    text, marks, last = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[last : found.start()]
        marks.append((found[1] or "", Span(len(text), len(text) + len(found[2]))))
        text, last = text + found[2], found.end()
    return Marked(text + marked[last:], tuple(marks))


def report(text: str, *, parts: Sequence[Part] = (), name: str = "r") -> Report:
    """A report whose lines are passages (of the given parts, else body) and whose sentences end at stops."""
    lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
    passages = tuple(Passage(line, parts[i] if i < len(parts) else Part.BODY) for i, line in enumerate(lines))
    stops = tuple(Span(*found.span()) for found in SENTENCE.finditer(text))
    own = tuple(Span(s.start + len(w) - len(w.lstrip()), s.end) for s in stops if (w := s.of(text)).strip())
    return Report(name, None, None, None, text, "0" * 64, "en", None, passages, own)


@cache
def claims_of(texts: tuple[str, ...]) -> dict[str, tuple[Claim, ...]]:
    """The claims of each text, all texts read together."""
    once = tuple(dict.fromkeys(texts))
    readings = read_many([report(text) for text in once], load())
    return {text: reading.claims for text, reading in zip(once, readings, strict=True)}


@cache
def parsed(text: str) -> Parsed:
    """The parse of one text."""
    return next(iter(parse([report(text)], load().is_name)))


def overlap(left: Span, right: Span) -> float:
    """The share of characters common to both spans among those of either: 1 is the very same span."""
    shared = min(left.end, right.end) - max(left.start, right.start)
    return max(0, shared) / (len(left) + len(right) - max(0, shared))


def told(marked: Marked, claims: Iterable[Claim]) -> list[str]:
    """The claims in the words of the marks: one that overlaps an unused mark of its kind by ENOUGH is printed as that mark."""
    left = list(marked.marks)
    lines = []
    for claim in claims:
        fits = [mark for mark in left if mark[0] == claim.kind and overlap(mark[1], claim.quote) >= ENOUGH]
        span = claim.quote
        if fits:
            left.remove(fits[0])
            span = fits[0][1]
        lines.append(f"{claim.kind}: {span.of(marked.text)}")
    return sorted(lines)


def lines(block: str) -> list[str]:
    """One case a line; lines that begin with # are headings."""
    return [line.strip() for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def plain(case: object) -> str:
    """The text of a case without its marks; its first column where it is a row."""
    if isinstance(case, ParameterSet):
        case = case.values
    return unmark(str(case[0]) if isinstance(case, tuple) else str(case)).text


def wrong(reason: str, *cases: object) -> list[ParameterSet]:
    """Cases that the program gets wrong, and why: each turns red as soon as it is right."""
    mark = pytest.mark.xfail(strict=True, reason=reason)
    return [pytest.param(*case, marks=mark) if isinstance(case, tuple) else pytest.param(case, marks=mark) for case in cases]
