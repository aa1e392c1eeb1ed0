"""Dates, months and weekdays of an undated text -> constraints."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rashomon.claims.dating.constraint import Constraint, Weight, since
from rashomon.claims.dating.told import AHEAD_LEFT, Told
from rashomon.claims.times.calendar import Days, after, later
from rashomon.claims.times.grammar import Node
from rashomon.claims.times.senses import Clock
from rashomon.claims.times.words import TABLE
from rashomon.model import Span

_YEAR = 365
_RECENT = 30  # days in which a weekday is printed with its date


def printed_days(told: Told) -> Iterator[Constraint]:
    """The latest date with its year that is told as past: the text appeared on it or later."""
    known = []
    for node in told.nodes:
        days = node.sense.days(Clock()) if node.sense.year else None
        if days and not told.is_ahead(node):
            known.append((days[0], node))
    if known:
        first, node = max(known, key=lambda pair: pair[0])
        span = Span(node.start, node.end)
        yield Constraint(since(first), f"“{told.words(span)}” is told as past", span, Weight.FIRM)


def yearly(told: Told) -> Iterator[Constraint]:
    """``in December``, ``last May``: told without a year, a month is of the twelve months before publication."""
    for node in told.nodes:
        if node.sense.year or node.sense.precision not in ("month", "day") or node.sense.weekday is not None or node.sense.pinned:
            continue
        known = {days for year in told.years if (days := node.sense.days(Clock(year=year)))}
        start = told.sentence(node.start).start
        if len(known) < 2 or told.is_ahead(node) or AHEAD_LEFT.search(told.text[start : node.start]):
            continue
        span = Span(node.start, node.end)
        spans = tuple((first, later(first, _YEAR)) for first, _ in known)
        yield Constraint(spans, f"“{told.words(span)}” is told without a year", span)


def dates_with_weekday(told: Told) -> Iterator[Constraint]:
    """``Friday, 15 September``: of a year in which that day is a Friday; weekdays are told of days not long ago."""
    for node in told.nodes:
        words = told.text[node.start : node.end].lower().replace(",", " ").split()
        names = [TABLE.weekdays[word] for word in words if word in TABLE.weekdays]
        if not names or node.sense.year or node.sense.weekday is not None or node.sense.precision != "day" or told.is_ahead(node):
            continue
        found = {days[0] for year in told.years if (days := node.sense.days(Clock(day=date(year, 12, 31))))}
        known = sorted(day for day in found if day.weekday() == names[0] and not _hangs_on(node, day))
        if known:
            span = Span(node.start, node.end)
            months = tuple((day, later(day, _RECENT)) for day in known)
            yield Constraint(months, f"“{told.words(span)}” is of a year in which the weekday agrees, and not long ago", span)


def _hangs_on(node: Node, day: date) -> bool:
    """True for a time that moves with the day of publication: no date."""
    return node.sense.days(Clock(day=later(day, 50))) != (day, day)


def told_days(told: Told) -> Iterator[Constraint]:
    """``On Monday the ministry said ... on July 9``: told on the first Monday from 9 July on, published within a week of it."""
    for before, node in pairwise(told.nodes):
        name = before.sense.weekday
        near = told.number(node.start) - told.number(before.start)
        if name is None or node.sense.precision != "day" or node.sense.year or node.sense.weekday is not None or near > 1:
            continue
        dates = {days[0] for year in told.years if (days := node.sense.days(Clock(year=year)))}
        if len(dates) > 1:
            weeks = tuple((day, later(day, 6)) for day in (after(each, name) for each in sorted(dates)))
            detail = f"{before.sense.how} tells of “{told.text[node.start : node.end]}”"
            yield Constraint(weeks, detail, Span(before.start, node.end))


def weekdays(told: Told) -> Iterator[Constraint]:
    """The weekday told most often as past: the text appeared on it or, as a rule, the day after."""
    days = [(name, node) for node in told.nodes if (name := _named(told, node)) is not None and not told.is_ahead(node)]
    names = [name for name, _ in days]
    best = max(set(names), key=lambda name: (names.count(name), -names.index(name)), default=None)
    if best is None or names.count(best) < 2:
        return
    slack = 1 if names.count(best) > 2 else 2
    node = days[names.index(best)][1]
    detail = f"{told.text[node.start : node.end]} is told {names.count(best)} times"
    yield Constraint(tuple(_weeks(told.years, best, slack)), detail, Span(node.start, node.end))


def _named(told: Told, node: Node) -> int | None:
    """The weekday of ``on Friday`` and ``this Friday``."""
    if node.sense.weekday is not None:
        return node.sense.weekday
    words = told.text[node.start : node.end].lower().split()
    return TABLE.weekdays.get(words[-1]) if words[0] == "this" and len(words) == 2 else None


def _weeks(years: range, name: int, slack: int) -> Iterator[Days]:
    first = after(date(years[0], 1, 1), name)
    for step in range(53 * len(years)):
        yield later(first, 7 * step), later(first, 7 * step + slack)
