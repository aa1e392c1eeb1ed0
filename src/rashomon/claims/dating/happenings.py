"""Events whose days are on record, as an undated text tells them -> constraints."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rashomon.claims.dating.constraint import Constraint, Weight, since
from rashomon.claims.dating.told import AHEAD_LEFT, FUTURE, Told
from rashomon.claims.times.calendar import Days, later
from rashomon.claims.times.grammar import Node
from rashomon.claims.times.senses import Clock
from rashomon.knowledge.anchors import Happening, Named
from rashomon.model import Span

_MODAL = re.compile(
    r"\b(?:would|could|may|might|can|cannot|if|possible|prevent|avoid|expected|imminent|should|will|not|never|deny|denied|denies"
    r"|fail\w*|try|trying|tried|threaten\w*|risk|attempt\w*|aim\w*|vow\w*|after\s+the\s+definitive)\b|n[’']t\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+(?:region|oblast|province|would|could|may|might|will)\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[;.!?\n]|\b(?:after|since|before|which|who|where|when|while|until|following|amid|but|despite|because)\b", re.IGNORECASE
)
_FRESH = re.compile(
    r"\b(?:told\s+reporters|arriv\w+|on\s+the\s+sidelines|speaking|one-day|two-day|three-day|opening\s+of|open(?:s|ed)|gather\w*|ongoing)"
    r"\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_OVER = re.compile(r"\bafter\b", re.IGNORECASE)
_PERFECT = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+)?(?:been\s+)?(?!been)(?:\w+ed|\w+en|struck|hit|won|fought|shot)\b", re.IGNORECASE
)
_OPENING = 3  # sentences in which a report says what is new
_REACH = 70  # characters between a happening and the time that it is told with
_PLANNED = 120  # days before a meeting in which it is written about
_AWAITED = 60  # days before it in which it is "ahead"
_REMEMBERED = 400  # days in which "last May" and "on Friday" may speak of it
_WEEK = 6


def happenings(told: Told) -> Iterator[Constraint]:
    """An event told with a time fits the days from which that time is the event's; without one it is past, or lies ahead."""
    for named in told.anchors.find(told.text):
        found = _event(told, named)
        if found:
            yield found


def _event(told: Told, named: Named) -> Constraint | None:
    span, event = named.span, named.happening
    sentence = told.sentence(span.start)
    left = told.text[max(sentence.start, span.start - 70) : span.start]
    awaited = bool(AHEAD_LEFT.search(left))
    coming = event.announced and (awaited or bool(FUTURE.search(left + told.text[span.start : span.end])))
    if not event.announced and (awaited or _in_doubt(told, span, left)):
        return None
    tied = _tied(told, named, coming)
    if tied:
        return tied
    quoted = _quoted(told, named)
    once = len(event.days) == 1
    if coming:
        days = tuple((later(first, -_AWAITED), first) for first, _ in event.days)
        return Constraint(days, f"{quoted}, still ahead", span, Weight.FIRM if once and awaited else Weight.SOFT)
    if event.announced and (fresh := _FRESH.search(left)):
        over = _OVER.search(fresh[0]) is not None
        days = tuple((last if over else first, later(last, _WEEK)) for first, last in event.days)
        return Constraint(days, f"{quoted}, just now", span)
    if once and _is_news(told, span):
        return Constraint(((event.first, later(event.last, _WEEK)),), f"{quoted}, told as news", span)
    return Constraint(since(later(event.first, -_PLANNED if event.announced else 0)), f"{quoted}, told as past", span)


def _is_news(told: Told, span: Span) -> bool:
    """``has taken X`` in the opening sentences: the perfect without a time tells what is new."""
    start = told.sentence(span.start).start
    return told.number(span.start) < _OPENING and bool(_PERFECT.search(told.text, max(start, span.start - 30), span.end))


def _in_doubt(told: Told, span: Span, left: str) -> bool:
    """``the fall of X would open the road``, ``has not taken X``: not said to have happened."""
    inside = told.text[span.start : span.end]
    return bool(_MODAL.search(left[-45:]) or _MODAL.search(inside) or _AFTER.match(told.text, span.end))


def _tied(told: Told, named: Named, coming: bool) -> Constraint | None:
    """The event with the time that stands next to it: ``retook X on Friday`` is told within a week of that Friday."""
    span, event = named.span, named.happening
    for node in _near(told, span):
        days = tuple(_fitting(node, event, coming))
        if days:
            words = Span(min(span.start, node.start), max(span.end, node.end))
            sure = len(event.days) == 1 and node.sense.precision == "day"
            detail = f"{_quoted(told, named)}; told as “{told.words(Span(node.start, node.end))}”"
            return Constraint(days, detail, words, Weight.FIRM if sure else Weight.SOFT)
    return None


def _near(told: Told, span: Span) -> Sequence[Node]:
    """The times of the sentence with no clause between them and the happening, nearest first."""
    sentence = told.sentence(span.start)
    inside = [
        node
        for node in told.nodes
        if sentence.start <= node.start < sentence.end
        and node.sense.precision not in ("duration", "vague")
        and not _BREAK.search(_between(told.text, node, span))
    ]
    near = [node for node in inside if len(_between(told.text, node, span)) <= _REACH]
    return sorted(near, key=lambda node: len(_between(told.text, node, span)))[:1]


def _between(text: str, node: Node, span: Span) -> str:
    return text[node.end : span.start] if node.end <= span.start else text[span.end : node.start]


def _fitting(node: Node, event: Happening, coming: bool) -> Iterator[Days]:
    """The days of publication from which the time is one of the event's days."""
    for first, last in event.days:
        start = later(first, -_AWAITED) if event.announced else first
        fits = [
            day for day in _range(start, first if coming else later(last, _REMEMBERED)) if _meets(node, day, coming, (first, last))
        ]
        yield from _runs(fits)


def _meets(node: Node, day: date, coming: bool, event: Days) -> bool:
    days = node.sense.days(Clock(day=day, ahead=coming))
    return days is not None and days[0] <= event[1] and days[1] >= event[0]


def _range(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = later(first, 1)


def _runs(days: Sequence[date]) -> Iterator[Days]:
    start = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or days[index] != later(days[index - 1], 1):
            yield days[start], days[index - 1]
            start = index


def _quoted(told: Told, named: Named) -> str:
    first, last = named.happening.days[0]
    when = f"on {first}" if first == last else f"{first} to {last}"
    when = when if len(named.happening.days) == 1 else f"on {len(named.happening.days)} known days"
    return f"“{told.words(named.span)}” ({named.happening.name}, {when})"
