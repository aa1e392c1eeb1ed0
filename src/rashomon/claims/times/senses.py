"""What the words of a time mean: days as a function of the clock on the wall of the report."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.claims.times.calendar import Days, shifted
from rashomon.claims.times.words import TABLE
from rashomon.knowledge.anchors import War

Match = re.Match[str]


def no_war(began: str) -> War | None:
    """No war is known."""
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """What a time is seen from.

    `day` is the day of publication, `ahead` whether the clause lies ahead, `year` a neighbour's year, `told` the days told
    last, `war` finds the war of the text by what its beginning is called, `month_first` is the text's order of day and
    month in figures (None: unknown).
    """

    day: date | None = None
    ahead: bool = False
    year: int | None = None
    told: Days | None = None
    war: Callable[[str], War | None] = no_war
    month_first: bool | None = None


Meaning = Callable[[Clock], Days | None]


@dataclass(frozen=True, slots=True)
class Sense:
    """Days under a clock, their precision, the words of the reason, and what neighbours need to know.

    `year` is a printed year, `weekday` a bare weekday; `blank` is the precision where no days come out;
    a `pinned` sense counts from publication wherever its neighbours stand.
    """

    days: Meaning
    precision: str
    how: str = "printed"
    year: int | None = None
    blank: str = "vague"
    weekday: int | None = None
    pinned: bool = False


def nothing(clock: Clock) -> Days | None:
    """No days, whatever the clock says."""
    return None


def fixed(days: Days) -> Meaning:
    """The same days whatever the clock says."""
    return lambda clock: days


def seen(read: Callable[[date, Clock], Days | None]) -> Meaning:
    """Days that need a day of publication; none without it."""
    return lambda clock: read(clock.day, clock) if clock.day else None


def group(match: Match, name: str) -> str:
    """The words of a named group, lower case, single spaces, straight quotes, no dot at the end; "" where it took no part."""
    words: str | None = match.groupdict().get(name)
    return re.sub(r"\s+", " ", words.lower()).rstrip(".").replace("’", "'") if words else ""


def turn(match: Match) -> int:
    """Which way a determiner moves: ``last`` -> -1, ``this`` -> 0, ``this coming`` -> 1."""
    return TABLE.turns.get(group(match, "turn").split(" ")[-1], 0)


def day_of(year: int, month: int, day: int) -> Days | None:
    """One day as an interval; None where the calendar has no such day."""
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def pick(candidates: Iterable[Days], clock: Clock) -> Days | None:
    """The latest past candidate; the next one where the clause lies ahead, or is a day within 30 days while the past is far.

    A date without a year is of the last months in news; ``on 20 September`` printed on the 17th is not a year ago.
    """
    if clock.day is None:
        return None
    known = list(candidates)
    past = [days for days in known if days[0] <= clock.day]
    coming = [days for days in known if days[1] >= clock.day]
    soon = (
        past
        and coming
        and coming[0][1] - coming[0][0] < timedelta(10)
        and (coming[0][0] - clock.day).days <= 30
        and past[-1][1] < shifted(clock.day, -9)
    )
    if coming and (clock.ahead or soon or not past):
        return coming[0]
    return past[-1] if past else None


def yearly(read: Callable[[int], Days | None]) -> Meaning:
    """Days that come every year: in a neighbour's year, else picked among the years around publication."""

    def days(clock: Clock) -> Days | None:
        if clock.year:
            return read(clock.year)
        if clock.day is None:
            return None
        years = range(max(clock.day.year - 8, 1), min(clock.day.year + 9, 9999))
        return pick((found for year in years if (found := read(year))), clock)

    return days
