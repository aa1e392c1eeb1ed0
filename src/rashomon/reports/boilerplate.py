"""Text and passages -> the words that are not the report, each with the rule that says so."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Boilerplate, Part, Passage, Span
from rashomon.reports.furniture import furniture
from rashomon.reports.shapes import is_heading

_FILE = "knowledge/data/boilerplate.toml"
MAX_LINE = 500  # characters: nothing longer is a line of a site's own
MAX_SENTENCE = 160  # characters of a transition between two pieces of news
_QUOTE = 2000  # characters before a sentence in which a quotation may have begun
MAX_LINKS = 50  # lines of a list of other stories


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of boilerplate.toml."""

    name: str
    scope: Literal["line", "tail", "sentence", "inline"]
    pattern: str
    example: str


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    rule: list[Rule]


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of boilerplate.toml; KnowledgeError where one is not understood."""
    try:
        return tuple(msgspec.convert(tomllib.loads(files("rashomon").joinpath(_FILE).read_text("utf-8")), _Table).rule)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise KnowledgeError(f"{_FILE}: {fault} (correct that row)") from fault


def boilerplate(text: str, passages: Sequence[Passage], sentences: Iterable[Span] = ()) -> tuple[Boilerplate, ...]:
    """Spans of site furniture in text order, disjoint; where two rules meet, the one that begins first has the words."""
    marked = {at: rule for at, passage in enumerate(passages) if (rule := line_rule(passage.span.of(text)))}
    marked |= {at: rule for at, rule in _tails(text, passages, marked) if at not in marked}
    marked |= {at: rule for at, rule in furniture(text, passages, frozenset(marked)) if at not in marked}
    lines = [Boilerplate(passages[at].span, rule) for at, rule in marked.items()]
    return tuple(_disjoint([*lines, *_announced(text, sentences), *_inline(text)]))


def line_rule(line: str) -> str | None:
    """The name of the rule that takes the whole line: ``Read also:`` -> related."""
    scopes = ("line", "tail", "sentence", "inline") if len(line) <= MAX_LINE else ("inline",)
    found = ((scope, match) for scope in scopes if (match := _compiled(scope).fullmatch(line)))
    return next((_named(scope, match) for scope, match in found), None)


@cache
def _compiled(scope: str) -> re.Pattern[str]:
    """All rules of a scope in one expression, a numbered group each; marks around a line are taken off for good (``*+``)."""
    groups = "|".join(f"(?P<r{at}>{rule.pattern})" for at, rule in enumerate(rules()) if rule.scope == scope)
    return re.compile(groups if scope == "inline" else rf"[\W_]*+(?:{groups})[\W_]*+", re.IGNORECASE)


@cache
def _searched() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The inline rules one by one: a search for one that begins with a bracket skips what is none, for all of them nothing."""
    return tuple((rule.name, re.compile(rule.pattern, re.IGNORECASE)) for rule in rules() if rule.scope == "inline")


def _named(scope: str, match: re.Match[str]) -> str:
    return next(rule.name for at, rule in enumerate(rules()) if rule.scope == scope and match[f"r{at}"] is not None)


def _tails(text: str, passages: Sequence[Passage], marked: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The headlines listed under ``Read also:``: all where the list ends the text, else the first, since the report goes on."""
    body = next((at for at, passage in enumerate(passages) if passage.part is Part.BODY and at not in marked), len(passages))
    for at, rule in marked.items():
        if at < body or not _compiled("tail").fullmatch(passages[at].span.of(text)):
            continue
        listed = at + 1
        while listed < min(len(passages), at + MAX_LINKS) and (listed in marked or _is_link(text, passages[listed])):
            listed += 1
        last = listed if listed == len(passages) else min(listed, at + 2)
        yield from ((below, rule) for below in range(at + 1, last))


def _is_link(text: str, passage: Passage) -> bool:
    return passage.part is Part.BULLET or is_heading(passage.span.of(text))


def _announced(text: str, sentences: Iterable[Span]) -> Iterator[Boilerplate]:
    """Sentences that only tell what comes next, in the announcer's voice: within quotes they are somebody's words."""
    for span in sentences:
        match = _compiled("sentence").fullmatch(span.of(text)) if len(span) <= MAX_SENTENCE else None
        if match and not _is_quoted(text[max(0, span.start - _QUOTE) : span.start].rpartition("\n")[2]):
            yield Boilerplate(span, _named("sentence", match))


def _is_quoted(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _inline(text: str) -> Iterator[Boilerplate]:
    for name, pattern in _searched():
        for match in pattern.finditer(text):
            yield Boilerplate(Span(match.start(), match.start() + len(match[0].rstrip())), name)


def _disjoint(pieces: Iterable[Boilerplate]) -> Iterator[Boilerplate]:
    end = 0
    for piece in sorted(pieces, key=lambda piece: (piece.span.start, -piece.span.end)):
        if piece.span.start >= end:
            yield piece
            end = piece.span.end
