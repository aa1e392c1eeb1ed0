"""Senses built of senses: edges, ranges, "since" and "until", counted days, a weekday with its date."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from rashomon.claims.quantities.numerals import ORDINAL, alternatives, ordinal
from rashomon.claims.times.calendar import Days, later, moved, third, unit_of, week_of
from rashomon.claims.times.relative import count
from rashomon.claims.times.senses import Clock, Match, Sense, group, pick, seen, turn
from rashomon.claims.times.words import TABLE, compiled


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words before a time that change it; an `outside` prefix is no part of the time's words."""

    pattern: re.Pattern[str]
    build: Callable[[Match, Sense], Sense | None]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """Words between two times that make them one."""

    pattern: re.Pattern[str]
    fits: Callable[[Sense], bool]
    build: Callable[[Sense, Sense], Sense | None]


def _then(sense: Sense, change: Callable[[Days, Clock], Days | None], how: str) -> Sense:
    """The same sense with its days changed."""

    def days(clock: Clock) -> Days | None:
        found = sense.days(clock)
        return change(found, clock) if found else None

    return replace(sense, days=days, how=how if sense.how == "printed" else f"{how} {sense.how}", weekday=None)


_FINER = {"year": "month", "decade": "year", "month": "day", "season": "month", "quarter": "month", "week": "day"}


def edge(match: Match, sense: Sense) -> Sense:
    """``early October`` -> 1-10 October; the edge of a single day is that day."""
    which = TABLE.edges[group(match, "edge")]
    built = _then(sense, lambda days, clock: third(days, which), match["edge"])
    return replace(built, precision=_FINER.get(sense.precision, sense.precision))


def clipped(match: Match, sense: Sense) -> Sense:
    """``earlier this year`` -> up to publication; ``later this week``, ``the rest of the month`` -> from it on."""
    back = group(match, "way") == "earlier"

    def change(days: Days, clock: Clock) -> Days:
        if clock.day is None or not days[0] <= clock.day <= days[1]:
            return days
        return (days[0], clock.day) if back else (clock.day, days[1])

    return _then(sense, change, group(match, "way"))


def since(match: Match, sense: Sense) -> Sense:
    """``since April`` -> from its first day to publication."""
    return _then(_past(sense), lambda days, clock: (days[0], max(days[0], clock.day)) if clock.day else days, "since")


def _past(sense: Sense) -> Sense:
    return replace(sense, days=lambda clock: sense.days(replace(clock, ahead=False)))


def until(match: Match, sense: Sense) -> Sense:
    """``until Thursday``, ``by June`` -> from publication to its last day; where that is past, only the end is told."""

    def change(days: Days, clock: Clock) -> Days:
        return (clock.day, days[1]) if clock.day and days[1] > clock.day else days

    return _then(sense, change, group(match, "word"))


def ahead_of(match: Match, sense: Sense) -> Sense:
    """``ahead of the 24 February anniversary``: the date lies ahead."""
    return replace(sense, days=lambda clock: sense.days(replace(clock, ahead=True)))


def same(match: Match, sense: Sense) -> Sense | None:
    """``the morning of 3 May``, ``late on Saturday`` -> that day."""
    return sense if sense.precision == "day" else None


def overnight(match: Match, sense: Sense) -> Sense | None:
    """``overnight into Sunday`` -> Saturday and Sunday."""
    return _then(sense, lambda days, clock: (later(days[0], -1), days[1]), "overnight") if sense.precision == "day" else None


def week(match: Match, sense: Sense) -> Sense | None:
    """``the week of 10 April`` -> Monday to Sunday."""
    built = _then(sense, lambda days, clock: week_of(days[0]), "week of")
    return replace(built, precision="week") if sense.precision == "day" else None


def nth(match: Match, sense: Sense) -> Sense | None:
    """``the first week of July``, ``the last day of 2022``, ``the second half of May``."""
    words, unit = group(match, "nth"), TABLE.units.get(group(match, "unit"), "half")
    which = -1 if words in ("last", "final") else ordinal(words)
    if sense.precision in ("day", "week") and unit != "day":
        return None

    def change(days: Days, clock: Clock) -> Days | None:
        found = _half(days, which) if unit == "half" else _nth_unit(days, which, unit)
        return found if found and found[0] <= days[1] and found[1] >= days[0] else None

    return replace(_then(sense, change, match[0].strip()), precision="month" if unit == "half" else unit)


def _half(days: Days, which: int) -> Days:
    size = (days[1] - days[0]).days + 1
    middle = date(days[0].year, 7, 1) if size > 300 else later(days[0], 15 if size <= 31 else size // 2)
    return (days[0], later(middle, -1)) if which == 1 else (middle, days[1])


def _nth_unit(days: Days, which: int, unit: str) -> Days:
    """Weeks belong to the interval that holds their Thursday, as in ISO 8601."""
    if unit == "week":
        start, end = week_of(later(days[0], 3))[0], week_of(later(days[1], -3))[0]
        return week_of(end if which < 0 else later(start, 7 * (which - 1)))
    return unit_of(days[1], unit) if which < 0 else unit_of(moved(days[0], which - 1, unit), unit)


def counted(match: Match, sense: Sense) -> Sense | None:
    """``two days after 3 May`` -> 5 May."""
    steps, unit = count(group(match, "n")), TABLE.units[group(match, "unit")]
    back = group(match, "way") in ("before", "prior to")

    def change(days: Days, clock: Clock) -> Days:
        found = moved(days[0] if back else days[1], -steps if back else steps, unit)
        return found, found

    return _then(sense, change, match[0].strip()) if sense.precision == "day" else None


NOW = re.compile(r"(?:now|the\s+present|present\s+day|today)\b", re.IGNORECASE)
BEGINNING = re.compile(
    r"(?:(?:the\s+)?(?:start|beginning|outbreak|onset|launch)\s+of\s+)?"
    r"(?:(?:the|its|his|Russia['’]s|Moscow['’]s)\s+(?:[\w-]+\s+){0,3}?|(?:full-scale\s+|Russian\s+|civil\s+|current\s+)*)"
    r"(?P<what>invasion|war|coup|conflict|fighting|uprising|hostilities|takeover)\b(?:\s+(?:began|started|broke\s+out|erupted))?",
    re.IGNORECASE,
)


def now(match: Match) -> Sense:
    """``between 3 May and now``."""
    return Sense(seen(lambda day, clock: (day, day)), "day", "publication", pinned=True)


def beginning(match: Match) -> Sense:
    """``since the start of the war``: the first day of the war that the text speaks of."""

    def days(clock: Clock) -> Days | None:
        war = clock.war(match["what"])
        return (war.start, war.start) if war else None

    return Sense(days, "day", match[0])


def between(first: Sense, last: Sense) -> Sense:
    """``from Monday to Wednesday``, ``21 June to 2 July 2019``: a year printed once goes for both."""

    def days(clock: Clock) -> Days | None:
        ends = _ends(first, last, clock)
        return (ends[0][0], ends[1][1]) if ends and ends[0][0] <= ends[1][1] else None

    return Sense(days, _coarser(first, last), f"from {first.how} to {last.how}", first.year or last.year)


def _coarser(first: Sense, last: Sense) -> str:
    return last.precision if first.precision == "day" else first.precision


def _ends(first: Sense, last: Sense, clock: Clock) -> tuple[Days, Days] | None:
    left = first.days(replace(clock, year=last.year) if last.year and not first.year else clock)
    right = last.days(replace(clock, year=first.year) if first.year and not last.year else clock)
    if left and right and left[0] > right[1]:
        if last.year and not first.year and not first.pinned:
            left = first.days(replace(clock, year=last.year - 1))
        elif first.year or first.pinned or clock.ahead:
            right = last.days(replace(clock, day=left[1], ahead=True))
        else:
            left = first.days(replace(clock, day=right[0], ahead=False))
    return (left, right) if left and right else None


def _neighbours(first: Sense, last: Sense) -> Sense | None:
    """``Monday and Tuesday`` are one time; ``Monday and Friday`` are two."""
    if first.weekday is None or last.weekday is None or (last.weekday - first.weekday) % 7 != 1:
        return None
    return between(first, last)


def _weekday_and_date(first: Sense, last: Sense) -> Sense | None:
    """``Wednesday, 3 May``: the weekday fixes the year."""
    if last.precision != "day" or last.weekday is not None or last.pinned or last.year or last.how.startswith("from"):
        return last if last.year and last.precision == "day" else None

    def days(clock: Clock) -> Days | None:
        if clock.day is None:
            return None
        years = range(max(clock.day.year - 4, 1), min(clock.day.year + 5, 9999))
        known = [found for year in years if (found := last.days(replace(clock, year=year))) and found[0].weekday() == first.weekday]
        return pick(known, clock) or last.days(clock)

    return replace(last, days=days)


def _weekday_of(first: Sense, last: Sense) -> Sense | None:
    """``the first week of May on Friday``: that day of that week."""
    name = last.weekday
    if name is None:
        return None
    return replace(_then(first, lambda days, clock: (later(days[0], name), later(days[0], name)), "weekday of"), precision="day")


def _of_year(match: Match, sense: Sense) -> Sense | None:
    """``in May last year``, ``3 May this year``."""
    if sense.year or sense.pinned or sense.weekday is not None or sense.precision not in ("day", "month", "season", "quarter"):
        return None
    way = turn(match)
    return replace(sense, days=lambda clock: sense.days(replace(clock, year=clock.day.year + way)) if clock.day else None)


def _part_of_day(match: Match, sense: Sense) -> Sense | None:
    return sense if sense.precision == "day" else None


_EDGES = alternatives(word.replace(" ", r"\s+") for word in TABLE.edges)
_UNITS = r"day|weekend|week|month|quarter|half"
FROM = re.compile(r"from\s+(?:about\s+|the\s+)?|(?P<and>between)\s+(?:about\s+|the\s+)?", re.IGNORECASE)
TO = re.compile(r"\s*(?:[-–—]|\b(?:to|through|until|till|up\s+to)\b)\s*(?:about\s+|the\s+)?", re.IGNORECASE)
AND = re.compile(r"\s*(?:[-–—]|\b(?:and|to)\b)\s*(?:about\s+|the\s+)?", re.IGNORECASE)

PREFIXES = (
    Prefix(
        compiled(
            rf"(?:(?:in|at|on|by)\s+)?(?:the\s+)?(?:very\s+)?(?P<edge>{_EDGES})"
            rf"(?:-|\s+(?:of|part\s+of|hours\s+of)\s+|(?:(?<=early)|(?<=mid)|(?<=late))\s+(?:(?:in|on)\s+)?)(?:the\s+)?"
        ),
        edge,
    ),
    Prefix(compiled(r"(?P<way>earlier|later)\s+(?:in\s+|on\s+)?"), clipped),
    Prefix(compiled(r"(?:the\s+)?(?P<way>rest|remainder|remaining)\s+(?:of\s+)?"), clipped),
    Prefix(compiled(r"(?:ever\s+)?since\s+(?:about\s+|at\s+least\s+)?(?:the\s+)?"), since),
    Prefix(compiled(r"(?P<word>until|till|by)\s+(?:the\s+)?"), until),
    Prefix(compiled(r"(?:ahead\s+of|in\s+the\s+run-up\s+to)\s+(?:the\s+)?"), ahead_of, outside=True),
    Prefix(
        compiled(
            r"(?:(?:in|on|during)\s+)?(?:the\s+)?(?:(?:early|small)\s+hours|morning|afternoon|evening|night)\s+(?:of|on)\s+(?:the\s+)?"
        ),
        same,
    ),
    Prefix(compiled(r"overnight\s+(?:(?:into|on|to|from)\s+)?"), overnight),
    Prefix(compiled(r"(?:the\s+)?(?:week\s+(?:of|beginning|commencing|starting)(?:\s+on)?|w/c)\s+(?:the\s+)?"), week),
    Prefix(compiled(rf"(?:the\s+)?(?P<nth>{ORDINAL}|last|final)\s+(?P<unit>{_UNITS})s?\s+(?:of|in)\s+(?:the\s+)?"), nth),
    Prefix(compiled(r"{n}\s+{unit}s?\s+(?P<way>after|before|from|prior\s+to)\s+(?:the\s+)?"), counted),
)

SUFFIXES = (
    Prefix(compiled(r"\s+(?:(?:early|late)\s+)?(?:in\s+the\s+)?(?:morning|afternoon|evening|night|overnight)\b"), _part_of_day),
    Prefix(compiled(r",?\s+(?:of\s+|in\s+)?(?P<turn>this|last|next)\s+year\b"), _of_year),
)

JOINTS = (
    Joint(compiled(r"(?:,\s*|\s+)(?:the\s+)?(?=\d|\w)"), lambda first: first.weekday is not None, _weekday_and_date),
    Joint(compiled(r",?\s+(?:on\s+)?"), lambda first: first.precision == "week", _weekday_of),
    Joint(compiled(r"\s+and\s+(?:on\s+)?"), lambda first: first.weekday is not None, _neighbours),
    Joint(
        compiled(r"\s*(?:[-–—]|\b(?:to|through|until|till)\b)\s*(?:the\s+)?"),
        lambda first: first.precision not in ("duration", "vague") and not first.how.startswith(("since", "until", "by ")),
        between,
    ),
)
