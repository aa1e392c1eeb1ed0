"""Text and its day of publication -> the times it tells, as days with a reason in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from rashomon.claims.times.calendar import Days, hull, later, moved
from rashomon.claims.times.dates import month_comes_first
from rashomon.claims.times.grammar import Node, read
from rashomon.claims.times.relative import count
from rashomon.claims.times.senses import Clock, group
from rashomon.claims.times.words import CORES, LEADS, TABLE, compiled
from rashomon.knowledge.anchors import Anchors
from rashomon.model import Published, Span, When

__all__ = ["find_times", "lasting", "never", "scan"]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CORE = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(CORES, key=len, reverse=True))})(?![^\W\d_])|(?<!\d)\d", re.IGNORECASE)
_BEFORE, _MOST = 150, 8  # characters and words looked at before a core
_FIGURES = re.compile(
    r"(?<![\d./])(?<!\d-)(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2})(?:/(?P<year>(?:19|20)\d\d))?(?![\d/]|\.\d|[-–]\d+[^\d/])"
)
_LENGTH = compiled(r"{n}[\s-]+{unit}s?\b")
_CALENDAR = (1000, 9000)  # years of publication that leave room to count back and forth
_NARROW = 7  # days; a wider range of publication settles no weekday


def never(span: Span) -> bool:
    """No clause lies ahead."""
    return False


def find_times(text: str, published: Published | None, anchors: Anchors, ahead: Callable[[Span], bool] = never) -> tuple[When, ...]:
    """The times told in `text`, in order, never overlapping; `ahead` tells whether the clause around a span is future.

    Without a day of publication, relative times are found but have no days.
    """
    war = cache(lambda began: anchors.war_of(text, began))
    order = cache(lambda: _month_first(text))
    found: list[When] = []
    told: Days | None = None
    for node in scan(text):
        span = Span(node.start, node.end)
        clock = Clock(ahead=ahead(span), told=told, war=war, month_first=order())
        when = _resolved(text, node, _days_of(published), clock)
        if when.first and when.last and (when.last - when.first).days < _NARROW and when.precision == "day":
            told = when.first, when.last
        found.append(when)
    return tuple(found)


def scan(text: str) -> Iterator[Node]:
    """The times of `text` as they are meant, not yet seen from any day."""
    done = 0
    for core in _CORE.finditer(text):
        if core.start() < done:
            continue
        starts = _starts(text, core.start(), done)
        node = next((node for at in starts if (node := read(text, at)) and node.end > core.start()), None)
        if node:
            done = node.end
            yield node


def lasting(words: str, day: date) -> date | None:
    """``for more than 18 months`` -> the day 18 months before `day`; None where no number is told."""
    match = _LENGTH.search(words)
    return moved(day, -count(group(match, "n")), TABLE.units[group(match, "unit")]) if match else None


def _starts(text: str, core: int, done: int) -> list[int]:
    """Where a time around the word at `core` may begin: at the words left of it that can be part of one, leftmost first."""
    starts = [core]
    for word in reversed(list(_WORD.finditer(text, max(done, core - _BEFORE), core))[-_MOST:]):
        gap = text[word.end() : starts[-1]]
        known = word[0].lower() in LEADS or word[0].lower() in CORES or word[0][0].isdigit()
        if not known or len(gap) > 3 or ("." in gap and len(gap) > 1):
            break
        starts.append(word.start())
    return starts[::-1]


def _days_of(published: Published | None) -> tuple[date, ...]:
    if published is None or published.first.year < _CALENDAR[0] or published.last.year > _CALENDAR[1]:
        return ()
    width = (published.last - published.first).days
    if width > _NARROW - 1:
        return published.first, published.last
    return tuple(later(published.first, step) for step in range(width + 1))


def _resolved(text: str, node: Node, seen_from: tuple[date, ...], clock: Clock) -> When:
    sense = node.sense
    answers = [sense.days(replace(clock, day=day)) for day in seen_from or (None,)]
    known = {days for days in answers if days}
    wide = len(seen_from) == 2 and (seen_from[1] - seen_from[0]).days >= _NARROW
    span, words = Span(node.start, node.end), text[node.start : node.end]
    if not known or None in answers or (wide and len(known) > 1):
        precision = sense.precision if sense.precision == "duration" else sense.blank
        return When(span, words, None, None, precision, _no_days(sense.how, sense.precision, seen_from))
    first, last = hull(known)
    return When(span, words, first, last, sense.precision, _reason(sense.how, words, (first, last), seen_from))


def _no_days(how: str, precision: str, seen_from: tuple[date, ...]) -> str:
    if precision in ("duration", "vague"):
        return how
    return f"{how}: the text does not settle the days" if seen_from else f"{how}: the day of publication is not known"


def _reason(how: str, words: str, days: Days, seen_from: tuple[date, ...]) -> str:
    if how == "printed" or not seen_from:
        return f"{how} in full" if how == "printed" else how
    day, (first, last) = seen_from[-1], days
    if how[0].islower():
        return f"“{words}” seen from {day:%A} {day.day} {day:%b} {day.year}"
    relation = (
        "before" if last < day else "after" if first > day else "on" if first == last else "up to" if last == day else "around"
    )
    return f"{how} {relation} {day:%A} {day.day} {day:%b} {day.year}"


def _month_first(text: str) -> bool | None:
    """The order of day and month in figures where every settled one of the text agrees; None otherwise."""
    orders = {
        order
        for match in _FIGURES.finditer(text)
        if match["a"] != match["b"] and (order := month_comes_first(match)) is not None
        if 1 <= min(int(match["a"]), int(match["b"])) <= 12 < max(int(match["a"]), int(match["b"])) <= 31
    }
    return orders.pop() if len(orders) == 1 else None
