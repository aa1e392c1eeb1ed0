"""Text -> passages: the lines or paragraphs of a report and what each one is."""

import re

from rashomon.model import Part, Passage, Span
from rashomon.reports.boilerplate import line_rule
from rashomon.reports.shapes import folded, is_heading

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_MARKDOWN = re.compile(r"#{1,6}\s+\S")
_BULLET = re.compile(r"[-*•·▪●‣◦]\s+\S")
_CREDIT = re.compile(
    r"(?:\((?:photo|image|picture|file photo)\b[^()]*\)"
    r"|\([^()]*(?:reuters|afp|epa|getty|ap photo|via )[^()]*\)"
    r"|\([^()]{2,60}/ ?\))\s*\.?$"
    r"|^(?:photo|image|picture|file photo|image caption|photo caption)\b ?:",
    re.IGNORECASE,
)
MAX_CAPTION = 500  # characters


def passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """The non-blank lines of `text` in order, trimmed; a paragraph wrapped at a fixed width is one passage.

    `title` is the headline where it is known from elsewhere: a first short line that differs from it is the summary.
    """
    found: list[Passage] = []
    known = folded(title or "")
    above: Part | None = None
    begun = False
    for span in _blocks(text):
        line = span.of(text)
        part = _shape(line)
        if part in (None, Part.BODY) and not begun and line_rule(line):
            found.append(Passage(span, Part.HEADING))  # a site's own line above the report is no headline
            continue
        part = part or _by_place(line, above, begun, known)
        known = known or (folded(line) if part is Part.HEADLINE else "")
        begun = begun or part is Part.BODY
        above = part
        found.append(Passage(span, part))
    return tuple(found) if len(found) != 1 else (Passage(found[0].span, Part.BODY),)


def _shape(line: str) -> Part | None:
    """The part that a line shows by itself."""
    if _BULLET.match(line):
        return Part.BULLET
    if len(line) <= MAX_CAPTION and _CREDIT.search(line):
        return Part.CAPTION
    return None if is_heading(line) or _MARKDOWN.match(line) else Part.BODY


def _by_place(line: str, before: Part | None, begun: bool, known: str) -> Part:
    """Headline, summary or heading: what a short line is by what stands before it; `known` is the headline, folded."""
    if not begun and known and folded(line) == known:
        return Part.HEADLINE
    if before is None and (_MARKDOWN.match(line) or (not known and line.count(" "))):
        return Part.HEADLINE
    under_headline = not begun and before in (None, Part.HEADLINE, Part.SUMMARY) and not _MARKDOWN.match(line)
    return Part.SUMMARY if under_headline and (before is None or line.count(" ") >= 8) else Part.HEADING


def _blocks(text: str) -> list[Span]:
    """Trimmed lines; neighbours that are one paragraph wrapped at a fixed width are joined."""
    lines = [line for match in _LINE.finditer(text) if (line := _trimmed(text, match.start(), match.end()))]
    blocks: list[Span] = []
    run: list[Span] = []
    for line in lines:
        if run and not _adjoins(text, run[-1], line):
            blocks += _joined(text, run)
            run = []
        run.append(line)
    return blocks + _joined(text, run)


def _adjoins(text: str, upper: Span, lower: Span) -> bool:
    between = text[upper.end : lower.start].replace("\r\n", "\n")
    return between.count("\n") + between.count("\r") <= 1


def _joined(text: str, run: list[Span]) -> list[Span]:
    """One span where a run of lines has the shape of wrapped prose: 45 to 90 characters, sentences running over the break."""
    wrapped = (
        len(run) > 1
        and all(45 <= len(line) <= 90 for line in run[:-1])
        and len(run[-1]) <= 90
        and not any(_BULLET.match(text, line.start) or _MARKDOWN.match(text, line.start) for line in run)
        and any(text[line.start].islower() for line in run[1:])
    )
    return [Span(run[0].start, run[-1].end)] if wrapped else run


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(body))
