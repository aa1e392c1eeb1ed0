"""Passages -> sentences: spans of text, trimmed, none across a passage."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from rashomon.model import Passage, Span

# A run of stops with the quotes and brackets that close there, then white space; or a stop that lost its space ("fell.The").
_STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…؟۔।]++(?: [.!?…]++)*+)(?P<close>[\"'”’»)\]\\*_]*)(?: (?=[”»])[”»]+)?(?=\s)"
    r"|(?P<wide>[。！？]+[”」』]*)"
    r"|(?<=[^\W\d_A-Z]{3})(?P<glued>[.!?][”’]?)(?=[“‘]?[A-Z][a-z’' ])"
)
_NEXT = re.compile(r"\s+(?P<open>[\"'“‘«(\[—–*_-]*\s?)(?P<word>[^\s\"“”‘»)\],;:.!?…]*)")
_LAST = re.compile(r"(?:^|[\s(\[\"“‘'—–/-])([^\s(\[\"“‘—–/]*)$")
_SPELLED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
NEAR = 80  # characters before a stop that can matter: its word, an address
_PARTICLE = re.compile(r"(?:al|el|as|ash|an|ar|ad|at)-[A-Z]")
_SAID = re.compile(
    r"(?:[A-Z][\w’'-]*\s){1,4}(?:said|says|asked|asks|added|adds|wrote|writes|told|tells|tweeted|declared|replied|shouted|warned)\b"
)
_ADDRESS = re.compile(r"\S*(?:www(?:\.|$)|://|@)\S*$")
# Words that begin a sentence and no name: after "p.m." or "U.S." they alone tell an end.
STARTERS = frozenset(
    """
    The A An He She It They We I You His Her Its Their Our My This That These Those There Here In On At By For From With
    Without After Before During Since Until While When Where Who What Why How If As And But Or So Yet Then Now Also However
    Meanwhile Earlier Later Both Some Many Most Several All Each Every No Not One Two Three Another Other Such According
    Although Though Despite Because Once To Of About Over Under Between Last Next Only Even Still Instead
    """.split()
)


def sentences(text: str, passages: Iterable[Passage]) -> tuple[Span, ...]:
    """The sentences of every passage in order; together they hold every character that is not white space."""
    return tuple(span for passage in passages for span in _split(text, passage.span))


def _split(text: str, passage: Span) -> Iterator[Span]:
    words = passage.of(text)
    start = 0
    for stop in _STOP.finditer(words):
        if stop.end() < len(words) and _ends(words, start, stop):
            yield from _span(passage.start, words, start, stop.end())
            start = stop.end()
    yield from _span(passage.start, words, start, len(words))


def _span(offset: int, words: str, start: int, end: int) -> Iterator[Span]:
    piece = words[start:end]
    body = piece.strip()
    if body:
        first = offset + start + len(piece) - len(piece.lstrip())
        yield Span(first, first + len(body))


def _ends(words: str, start: int, stop: re.Match[str]) -> bool:
    """True where the sentence begun at `start` ends at `stop`."""
    if not stop["stop"]:
        return bool(stop["wide"]) or _ADDRESS.search(words, max(start, stop.start() - NEAR), stop.start()) is None
    following = _NEXT.match(words, stop.end())
    if following is None or not _can_begin(following["word"]):
        return False
    mark, opened = stop["stop"], bool(following["open"].strip(" -–—"))
    if mark[-1] in "?!" and stop["close"]:
        return _SAID.match(words, following.start("word")) is None
    if mark[-1] == "…" or mark.startswith(".."):
        return opened or _is_starter(following["word"])
    if mark != ".":
        return True
    return _after_period(words[max(start, stop.start() - NEAR) : stop.start()], following["word"], opened, bool(stop["close"]))


def _can_begin(word: str) -> bool:
    """Capital, digit, or a name that begins small: ``al-Burhan``."""
    return bool(word) and (not word[0].islower() or _PARTICLE.match(word) is not None)


def _is_starter(word: str) -> bool:
    return re.split(r"['’]", word)[0] in STARTERS or _abbreviations().get(word) == "name"


def _after_period(before: str, word: str, opened: bool, closed: bool) -> bool:
    last = _LAST.search(before)
    token = last[1] if last else ""
    if closed or not token:
        return True
    if token.isdigit():
        return bool(before[: -len(token)].strip())
    if (len(token) == 1 and token.isupper()) or _SPELLED.match(token):
        return opened or _is_starter(word)
    rule = _abbreviations().get(token.lower() if token.lower() in ("no", "etc") or token[0].islower() else token)
    if rule is None:
        return True
    if rule == "number":
        return not word[0].isdigit()
    return rule == "end" and (opened or _is_starter(word))


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation -> name (a name follows), number (a number follows), inside (never last) or end (may be last)."""
    lines = files("rashomon").joinpath("knowledge/data/abbreviations.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: rule for rule, *words in rows for word in words}
