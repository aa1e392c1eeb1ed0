"""Matches of weekdays, units and counts -> senses: what only the day of publication, or a day told before, can resolve."""

import re
from datetime import date

from rashomon.claims.quantities.numerals import number, ordinal
from rashomon.claims.times.calendar import Days, after, before, later, length, moved, shifted, unit_of, week_of
from rashomon.claims.times.dates import month_comes_first
from rashomon.claims.times.senses import Clock, Match, Sense, day_of, group, nothing, pick, seen, turn
from rashomon.claims.times.words import TABLE

_TITLE_BEFORE = re.compile(r"\b(?:Black|Bloody|Good|Holy|Palm|Easter|Mail on|The|the)\s+$")
_TITLE_AFTER = re.compile(r"\s+(?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|Mass)\b|s\b|,\s+The\b")
_SHORT = re.compile(r"(?:sun|sat|wed|fri|mon|tue|thu|tues|thur|thurs)\.?", re.IGNORECASE)
_DATE_NEAR = re.compile(r"(?:\.?,?\s*\d|\.?,?\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
_AGE = re.compile(r"\b(?:aged|age)\s+$", re.IGNORECASE)
_PAPER = re.compile(r"(?-i:[A-Z])[\w’'-]*\s+$")


def is_weekday(match: Match) -> bool:
    """False for plurals ("on Fridays"), newspapers, feasts, and for "sun", "sat", "wed" the words."""
    start, end = match.span("weekday")
    name = match["weekday"]
    if _TITLE_AFTER.match(match.string, end) or (
        _TITLE_BEFORE.search(match.string, max(0, start - 10), start) and not group(match, "turn")
    ):
        return bool(re.search(r"\bthe\s+$", match.string[max(0, start - 5) : start])) and len(name) > 5
    if not _SHORT.fullmatch(name):
        return True
    if name.lower().rstrip(".") in ("sun", "sat"):
        return name[0].isupper() and bool(name.endswith(".") or _DATE_NEAR.match(match.string, end))
    return name[0].isupper()


def _weekday(match: Match) -> int:
    return TABLE.weekdays[group(match, "weekday")]


def weekday(match: Match) -> Sense | None:
    """``on Friday``: the latest one up to the day of publication, or the next where the clause lies ahead."""
    if not is_weekday(match):
        return None
    name = _weekday(match)

    def read(day: date, clock: Clock) -> Days:
        found = after(day, name) if clock.ahead else before(day, name)
        return found, found

    return Sense(seen(read), "day", match["weekday"], weekday=name)


def turned_weekday(match: Match) -> Sense | None:
    """``last Friday``: 2 to 8 days back; ``next Friday``: of next week; ``this past`` and ``this coming``: nearest but today."""
    if not is_weekday(match):
        return None
    name, words = _weekday(match), group(match, "turn")

    def read(day: date, clock: Clock) -> Days:
        if words in ("this", "current"):
            found = after(day, name) if clock.ahead else before(day, name)
        elif words.endswith("past"):
            found = before(later(day, -1), name)
        elif words == "last":
            found = before(later(day, -2), name)
        elif words in ("previous", "preceding"):
            found = later(week_of(day)[0], name - 7)
        elif words.startswith("this"):
            found = after(later(day, 1), name)
        else:
            found = later(week_of(day)[1], name + 1)
        return found, found

    return Sense(seen(read), "day", f"{words} {match['weekday']}")


def weekday_of_week(match: Match) -> Sense | None:
    """``Tuesday of last week``, ``next week's Friday``."""
    if not is_weekday(match):
        return None
    name, way = _weekday(match), turn(match)

    def read(day: date, clock: Clock) -> Days:
        found = later(week_of(day)[0], 7 * way + name)
        return found, found

    return Sense(seen(read), "day", match[0].lower())


def weekday_and_day(match: Match) -> Sense | None:
    """``Monday the 9th``: the nearest month in which the 9th is a Monday, past before coming."""
    name, number_of = _weekday(match), ordinal(match["day"])
    if number_of > 31 or not match["weekday"][0].isalpha():
        return None

    def read(clock: Clock) -> Days | None:
        if clock.day is None:
            return None
        months = [shifted(clock.day.replace(day=1), step) for step in range(-14, 15)]
        found = [days for each in months if (days := day_of(each.year, each.month, number_of)) and days[0].weekday() == name]
        recent = [days for days in found if 0 <= (clock.day - days[0]).days <= 31]
        soon = [days for days in found if 0 <= (days[0] - clock.day).days <= 31]
        return pick(recent + soon or found, clock)

    return Sense(read, "day", match[0])


def weekday_and_figures(match: Match) -> Sense | None:
    """``Friday 5/8``: the weekday settles which figure is the month."""
    name, a, b = _weekday(match), int(match["a"]), int(match["b"])

    def read(clock: Clock) -> Days | None:
        if clock.day is None:
            return None
        settled = month_comes_first(match)
        orders = [(a, b), (b, a)] if settled is None else [(a, b) if settled else (b, a)]
        years = range(clock.day.year - 3, clock.day.year + 4)
        found = [days for year in years for of, day in orders if (days := day_of(year, of, day)) and days[0].weekday() == name]
        today = clock.day
        return min(found, key=lambda days: abs((days[0] - today).days), default=None)

    return Sense(read, "day", match[0].lower()) if 1 <= min(a, b) <= 12 and max(a, b) <= 31 else None


def turned_unit(match: Match) -> Sense | None:
    """``last month``, ``this week``, ``the following year``; hours and minutes are no calendar units."""
    unit, words = TABLE.units[group(match, "unit")], group(match, "turn")
    if unit in ("hour", "minute", "century", "weekend") or (unit == "day" and words != "this"):
        return None
    way = -1 if words == "this past" else turn(match)
    return Sense(seen(lambda day, clock: unit_of(moved(unit_of(day, unit)[0], way, unit), unit)), unit, match[0].lower())


def plain_unit(match: Match) -> Sense | None:
    """``the end of the year``, ``in the week``: the running one."""
    if not _UNIT_CONTEXT[match[0].lower().startswith("the")].search(match.string, max(0, match.start() - 24), match.start()):
        return None
    unit, to_date = group(match, "unit"), "date" in match[0].lower()

    def read(day: date, clock: Clock) -> Days:
        first, last = unit_of(day, unit)
        return first, day if to_date else last

    return Sense(seen(read), unit, match[0].lower())


_EDGED = (
    r"\b(?:end|start|beginning|middle|rest|remainder|remaining|earlier|later|late|early|half|quarter|week|month)"
    r"(?:\s+(?:of|in))?\s+"
)
_UNIT_CONTEXT = {
    True: re.compile(rf"(?:{_EDGED}|\b(?:for|in|of|during)\s+)$", re.IGNORECASE),
    False: re.compile(rf"{_EDGED}(?:the\s+)?$", re.IGNORECASE),
}


def _steps(match: Match) -> list[tuple[float, str]]:
    pairs = [(group(match, f"n{k}"), group(match, f"unit{k}")) for k in ("", "2", "3")]
    return [(count(words), TABLE.units[unit]) for words, unit in pairs if words and unit]


def count(words: str) -> float:
    """The value of a count of units: ``a`` -> 1, ``a couple of`` -> 2, ``half an`` -> 0.5."""
    if words in ("a", "an", "one"):
        return 1
    if words.startswith("half"):
        return 0.5
    return 2 if "couple" in words else number(words)


def _walk(day: date, steps: list[tuple[float, str]], way: int) -> date:
    for size, unit in steps:
        day = moved(day, way * size, unit)
    return day


def turned_units(match: Match) -> Sense:
    """``over the past 24 hours``: back from the day of publication to it; ``the next three days``: from tomorrow on."""
    steps = _steps(match) or [(1.0, TABLE.units[group(match, "unit")])]
    way = turn(match)

    def read(day: date, clock: Clock) -> Days:
        end = _walk(day, steps, way)
        if way > 0:
            return (later(day, 1) if end > day else day), end
        return (later(day, -1) if end == day and steps[0][0] > 12 else end), day

    return Sense(seen(read), steps[-1][1] if steps[-1][1] in ("week", "month", "year") else "day", match[0].lower())


def aged(match: Match) -> Sense:
    """``the six-week-old battle``: from then until the day of publication."""
    steps = _steps(match)
    return Sense(seen(lambda day, clock: (_walk(day, steps, -1), day)), _named(steps), match[0].lower())


def ago(match: Match) -> Sense:
    """``two weeks ago``: that day; ``about`` adds half a unit on both sides, a bound on its side."""
    steps, about = _steps(match), group(match, "about")
    longer, shorter = about in _LONGER, about in _SHORTER
    slack = length(steps[-1][1]) // 2 if longer or shorter or about in _LOOSE else 0

    def read(day: date, clock: Clock) -> Days:
        found = _walk(day, steps, -1)
        return later(found, 0 if shorter else -slack), min(later(found, 0 if longer else slack), day)

    return Sense(seen(read), _named(steps), match[0].lower())


_LONGER = ("over", "more than", "at least")
_SHORTER = ("nearly", "almost", "less than", "under", "up to")
_LOOSE = ("about", "around", "some", "roughly", "approximately")


def _named(steps: list[tuple[float, str]]) -> str:
    unit = steps[-1][1]
    return unit if unit in ("week", "month", "year", "decade") else "day"


def from_now(match: Match) -> Sense:
    """``in two weeks``: that day where the clause lies ahead, else a duration ("took the town in three days")."""
    steps, sure = _steps(match), "now" in match.groupdict() or "time" in match[0].lower()

    def read(day: date, clock: Clock) -> Days | None:
        found = _walk(day, steps, 1)
        return (found, found) if clock.ahead or sure else None

    return Sense(seen(read), _named(steps), match[0].lower(), blank="duration")


def duration(match: Match) -> Sense | None:
    """``for 18 months``, ``more than 250 days of war``: how long, not when. Ages are none."""
    article = group(match, "n") in ("a", "an") or not re.search(r"\d|\w", group(match, "n"))
    if _AGE.search(match.string, max(0, match.start() - 6), match.start()) or (article and not match[0].lower().startswith("for")):
        return None
    return Sense(nothing, "duration", "how long, not when", blank="duration")


def apart(match: Match) -> Sense:
    """``two days later``, ``the same day``: counted from the days told last; from publication only for "the day before/after"."""
    words = group(match, "way")
    steps = _steps(match) if group(match, "n") else [(0.0, "day") if words.startswith(("same", "that")) else (1.0, "day")]
    way = -1 if words in ("earlier", "before", "prior", "day before", "previous day") else 1
    counted = bool(group(match, "n"))

    def read(clock: Clock) -> Days | None:
        base = clock.told[0 if way < 0 else 1] if clock.told else None
        if base is None and (not counted or way < 0) and not words.startswith(("same", "that")):
            base = clock.day
        if base is None:
            return None
        found = _walk(base, steps, way)
        return found, found

    return Sense(read, _named(steps), match[0].lower())


def dayword(match: Match) -> Sense | None:
    """``yesterday``, ``overnight``, ``this morning``; not Russia Today."""
    word = group(match, "word")
    if match[0][0].isupper() and match.start() and _PAPER.search(match.string, max(0, match.start() - 20), match.start()):
        return None
    first, last = TABLE.daywords[word]
    return Sense(seen(lambda day, clock: (later(day, first), later(day, last))), "day", match[0].lower(), pinned=True)


def weekend(match: Match) -> Sense:
    """``over the weekend``: the running one on its days, else the last one; ``this weekend`` ahead: the coming one."""
    words = group(match, "turn")

    def read(day: date, clock: Clock) -> Days:
        coming, past = unit_of(day, "weekend"), unit_of(later(day, -7), "weekend")
        if words == "next":
            return unit_of(later(coming[0], 7), "weekend")
        if words.endswith("coming") or clock.ahead or (coming[0] <= day and words != "last" and not words.endswith("past")):
            return coming
        return past

    return Sense(seen(read), "day", match[0].lower())


def anniversary(match: Match) -> Sense:
    """``the first anniversary of the invasion``: counted from the first day of the war that the text speaks of."""
    which = _WORDS.get(group(match, "nth")) or (ordinal(match["nth"]) if group(match, "nth") else 0)

    def read(clock: Clock) -> Days | None:
        war = clock.war(group(match, "what"))
        if war is None:
            return None
        if which:
            return day_of(war.start.year + which, war.start.month, war.start.day)
        return pick([d for n in range(1, 30) if (d := day_of(war.start.year + n, war.start.month, war.start.day))], clock)

    return Sense(read, "day", match[0].lower())


_WORDS = {"one-year": 1, "two-year": 2, "three-year": 3}


def day_of_war(match: Match) -> Sense:
    """``day 12 of the invasion``: the first day of the war is day 1."""
    which = int(group(match, "n") or ordinal(match["nth"]))

    def read(clock: Clock) -> Days | None:
        war = clock.war(group(match, "what"))
        if war is None or which < 1:
            return None
        found = later(war.start, which - 1)
        return found, found

    return Sense(read, "day", match[0].lower())


def early_war(match: Match) -> Sense:
    """``in the first weeks of the war``: its first month; ``in the first days``: its first week; months are a quarter."""
    span = _EARLY.get(group(match, "unit"), 30)

    def read(clock: Clock) -> Days | None:
        war = clock.war(group(match, "what"))
        return (war.start, later(war.start, span - 1)) if war else None

    return Sense(read, "month", match[0].lower())


_EARLY = {"day": 7, "week": 30, "month": 90, "stage": 90, "phase": 90}
