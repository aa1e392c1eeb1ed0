"""Passages -> boilerplate that shows by its place among the others, not by its words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.model import Part, Passage
from rashomon.reports.shapes import folded, is_heading, words

_BARS = re.compile(r"\\?\|")
_TAIL = re.compile(r"[–—|-] [A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3}$")
# The title of an embedded film: "Speech of the minister - Border talks - Example TV"; figures would make it a list of facts.
_MEDIA = re.compile(r"[^\d;]{3,80}(?: - [^\d;]{3,80}){2,3}")
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")


_WHO_WHERE = re.compile(r"(?:[A-Z][\w’'-]+|[A-Z]\.) (?:[A-Z]\. |(?:al|de|van|von) )*[A-Z][\w’'-]+ in (?:[A-Z][\w’'-]+ ?){1,3}")
# What has two capitals before "in" and is no person.
_NO_NAME = frozenset(
    """
    air army armed attack attacks battle brigade camp children church civil civilians city clashes corps council court crisis
    cross deadly drone east explosion fighters fighting force forces front group guard heavy house humanitarian island martial
    mass militia ministry missile mission nations navy new north offensive office party police power prisoners protest protests
    red regiment republic rocket sea soldiers south special state strike strikes summit talks troops union war west
    """.split()
)


def furniture(text: str, passages: Sequence[Passage], taken: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Position in `passages` and rule; `taken` are the positions that are boilerplate already."""
    lines = [passage.span.of(text) for passage in passages]
    yield from _menus(lines)
    yield from _bylines(lines, passages)
    yield from ((at, "media-title") for at, line in enumerate(lines) if at and is_heading(line) and _MEDIA.fullmatch(line))
    yield from _doubled_headlines(lines, passages)
    yield from _doubled_captions(lines, passages)
    yield from _foreign_headlines(lines, passages, taken)


def is_menu(line: str) -> bool:
    """A row of short names with two bars or more: ``News | Sport | Weather``; a row of a table begins with a bar."""
    pieces = _BARS.split(line)
    return len(pieces) > 2 and bool(pieces[0].strip()) and all(0 < len(piece.strip()) <= 45 for piece in pieces)


def _menus(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Menus anywhere; in a bulletin, whose headline is such a row, also its list of subjects and the names of its sections.

    A section's name has one or two words, or up to four and one of them in that list: ``## Reasons for the war`` is a heading.
    """
    yield from ((at, "menu") for at, line in enumerate(lines) if is_menu(line))
    if lines and is_menu(lines[0]):
        yield from ((at, "menu") for at, line in enumerate(lines[:4]) if _is_subjects(line))
        listed = {word for line in lines[:4] if _is_subjects(line) for word in words(line) if len(word) > 3}
        yield from ((at, "section-name") for at, line in enumerate(lines) if line.startswith("##") and _names_section(line, listed))


def _names_section(line: str, listed: set[str]) -> bool:
    named = words(line)
    return len(named) <= 2 or (len(named) <= 4 and not listed.isdisjoint(named))


def _is_subjects(line: str) -> bool:
    """``Talks. Floods. Strike at the port. Weather.``"""
    pieces = [piece for piece in line.split(".") if piece.strip()]
    return len(pieces) > 2 and all(len(words(piece)) <= 4 for piece in pieces)


def _bylines(lines: Sequence[str], passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """``A. Writer in Nairobi`` straight above the body; under a headline in title case such a line may be a headline too."""
    body = next((at for at, passage in enumerate(passages) if passage.part is Part.BODY), len(passages))
    at = body - 1
    if body == len(passages) or at < 0 or passages[at].part is Part.HEADLINE or _is_title_case(lines[0]):
        return
    if _WHO_WHERE.fullmatch(lines[at]) and _NO_NAME.isdisjoint(words(lines[at])):
        yield at, "byline"


def _doubled_headlines(lines: Sequence[str], passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    first = next((at for at, passage in enumerate(passages) if passage.part is Part.HEADLINE), None)
    if first is None:
        return
    headline = folded(lines[first])
    for at in range(first + 1, len(lines)):
        if passages[at].part is Part.HEADLINE and folded(lines[at]) == headline:
            yield at, "doubled-headline"


def _doubled_captions(lines: Sequence[str], passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The second of two neighbouring captions that are the same to the letter: another credit tells of another picture."""
    for at in range(1, len(lines)):
        if passages[at].part is Part.CAPTION and passages[at - 1].part is Part.CAPTION and lines[at] == lines[at - 1]:
            yield at, "doubled-caption"


def _foreign_headlines(lines: Sequence[str], passages: Sequence[Passage], taken: frozenset[int]) -> Iterator[tuple[int, str]]:
    """A headline of another story between two paragraphs: title case, alone in that, of words that the report does not use.

    An outlet's name at its end, or headings of the report itself that are not in title case, must speak for it.
    """
    headings = [at for at, passage in enumerate(passages) if passage.part is Part.HEADING and at not in taken]
    titled = [at for at in headings if _is_title_case(lines[at]) and _is_between_paragraphs(at, passages)]
    if not titled:
        return
    own = [at for at in headings if at not in titled and len(words(lines[at])) > 4]
    used = Counter(word for line in lines for word in set(words(line)))
    for at in titled:
        rare = [word for word in set(words(lines[at])) if len(word) > 3]
        shared = sum(used[word] > 1 for word in rare) / max(1, len(rare))
        if shared < 0.5 and (_TAIL.search(lines[at]) or (len(own) > len(titled) and shared < 0.34)):
            yield at, "foreign-headline"


def _is_title_case(line: str) -> bool:
    """``Minister Resigns After Night of Protests``; six words at least."""
    tokens = [token for token in _TOKEN.findall(line)[1:] if len(token) > 3]
    return len(words(line)) >= 6 and len(tokens) > 3 and sum(token[0].isupper() for token in tokens) >= 0.75 * len(tokens)


def _is_between_paragraphs(at: int, passages: Sequence[Passage]) -> bool:
    return 0 < at < len(passages) - 1 and passages[at - 1].part is passages[at + 1].part is Part.BODY
