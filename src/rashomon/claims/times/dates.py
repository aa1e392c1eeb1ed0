"""Matches of dates, months, seasons and years -> senses: what is printed, or returns every year."""

import re

from rashomon.claims.quantities.numerals import ordinal
from rashomon.claims.times.calendar import Days, after, months_from, week_of, year_of
from rashomon.claims.times.senses import Clock, Match, Sense, day_of, fixed, group, nothing, pick, seen, turn, yearly
from rashomon.claims.times.words import TABLE

_OFTEN_OTHER = ("may", "march", "mar", "jan", "august")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|early|late|mid|last|next|this|during|to|through|between|for|and|or|of|before|after|the)|[-–])[\s-]*$",
    re.IGNORECASE,
)
_BEFORE_FIGURES = re.compile(
    r"(?:^|[:?;]\s+|\b(?:on|by|since|from|to|until|till|between|and|of|dated|before|after)\s+|\d\s?[-–]\s?)$", re.IGNORECASE
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|from|during|for|to|through|and|or|between|before|after|the|year|early|late|mid|than|around|circa)|[-–(=,])[\s-]*$",
    re.IGNORECASE,
)
_YEAR_FOR_SURE = re.compile(r"\b(?:in|since|by|until|of|from|during|the|year|early|late|mid)[\s-]+$", re.IGNORECASE)
_COUNTS = re.compile(r"\s+(?:people|men|women|children|troops|km|miles|(?-i:[a-z])+s\b)", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?-i:[a-z])")
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)


def _left(match: Match, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(match.string, max(0, match.start() - 16), match.start()))


def _year(match: Match) -> int | None:
    words = group(match, "year")
    if len(words) == 2:
        return int(words) + (2000 if int(words) < 40 else 1900)
    return int(words) if words else None


def _month(match: Match) -> int:
    return TABLE.months[group(match, "month")] if group(match, "month") else int(match["mon"])


def _daily(year: int | None, month: int, day: int, how: str) -> Sense | None:
    if year:
        days = day_of(year, month, day)
        return Sense(fixed(days), "day", "printed", year) if days else None
    return Sense(yearly(lambda each: day_of(each, month, day)), "day", how) if day_of(2024, month, day) else None


def iso(match: Match) -> Sense | None:
    """``2022-03-17``, ``20220317``."""
    if group(match, "sep") == " " and len(match[0]) < 10:
        return None
    return _daily(int(match["year"]), int(match["mon"]), int(match["day"]), match[0])


def figures(match: Match) -> Sense | None:
    """``24.2.2022``, ``22/10``: dated only where a dot, a number above 12 or another date settles which is the month."""
    a, b, year = int(match["a"]), int(match["b"]), _year(match)
    if max(a, b) > 31 or min(a, b) not in range(1, 13) or match[0] == "24/7" or not (year or _left(match, _BEFORE_FIGURES)):
        return None
    if match["sep"] == "." and b > 12:
        return None

    def read(clock: Clock) -> Days | None:
        month_first = month_comes_first(match, clock.month_first)
        if month_first is None:
            return None
        month, day = (a, b) if month_first else (b, a)
        return day_of(year, month, day) if year else yearly(lambda each: day_of(each, month, day))(clock)

    return Sense(read, "day", "printed" if year else match[0], year)


def month_comes_first(match: Match, else_: bool | None = None) -> bool | None:
    """True for ``3/25``, False for ``25/3``, ``8.4.2021`` and ``5/5``; `else_` where the figures leave it open."""
    a, b = int(match["a"]), int(match["b"])
    if a == b or a > 12 or (match["sep"] == "." and group(match, "year")):
        return False
    return True if b > 12 else else_


def date_(match: Match) -> Sense | None:
    """``February 3, 2023``, ``3rd of February``, ``3 Feb.``."""
    gap, month = match.groupdict().get("gap"), match["month"]
    spelt = not re.search(r"\d", match["day"])
    if gap is not None and not group(match, "year"):
        if "," in gap and match["day"].isdigit():
            return None  # "In May, 12 soldiers"
        if _left(match, _IN) and _NOUN.match(match.string, match.end()):
            return None  # "In May 12 soldiers"
    if spelt and month[0].islower() and group(match, "month") in _OFTEN_OTHER:
        return None
    return _daily(_year(match), _month(match), ordinal(match["day"]), f"{match['day']} {month}")


def days(match: Match) -> Sense | None:
    """``May 4-9, 2021``, ``between 4 and 9 May``, ``4-9 of next month``."""
    first, last, year = ordinal(match["day"]), ordinal(match["last"]), _year(match)
    if first > last:
        return None
    if group(match, "turn"):
        way = turn(match)
        return Sense(seen(lambda day, clock: _within(_next_month(day.year, day.month, way), first, last)), "day", match[0])
    month = _month(match)
    if year:
        printed = _within((year, month), first, last)
        return Sense(fixed(printed), "day", "printed", year) if printed else None
    return Sense(yearly(lambda each: _within((each, month), first, last)), "day", f"{match['month']}")


def _next_month(year: int, month: int, way: int) -> tuple[int, int]:
    year, month = divmod(year * 12 + month - 1 + way, 12)
    return year, month + 1


def _within(month: tuple[int, int], first: int, last: int) -> Days | None:
    start, end = day_of(*month, first), day_of(*month, last)
    return (start[0], end[1]) if start and end else None


def month(match: Match) -> Sense | None:
    """``June 2024``, ``2024-06``; ``2011-12`` is two years."""
    year, of = int(match["year"]), _month(match)
    if not group(match, "month") and of == (year + 1) % 100:
        return Sense(fixed((year_of(year)[0], year_of(year + 1)[1])), "year", "printed", year)
    return Sense(fixed(months_from(year, of)), "month", "printed", year)


def bare_month(match: Match) -> Sense | None:
    """``in December``: the latest that has begun, the next where the clause lies ahead. ``may`` the verb is none."""
    name = match["month"]
    sure = name[0].isupper() and (len(name) > 4 or name in ("June", "July", "Sept")) and name.lower() not in _OFTEN_OTHER
    if not sure and not _left(match, _BEFORE_MONTH) and not _RANGE.match(match.string, match.end()):
        return None
    if name in ("may", "march", "mar") and not _left(match, _BEFORE_VERB):
        return None
    if group(match, "month") in ("may", "march", "mar") and name[0].isupper() and _NAME_OF.search(match.string, 0, match.start()):
        return None
    of = _month(match)
    return Sense(yearly(lambda year: months_from(year, of)), "month", name)


_BEFORE_VERB = re.compile(r"\b(?:in|since|until|of|from|last|next|this|early|late|mid|by|during|the)[\s-]+$")
_RANGE = re.compile(r"\s?[-–]\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_NAME_OF = re.compile(r"\b(?:to|for|the|and|or)\s+$", re.IGNORECASE)


def turned_month(match: Match) -> Sense:
    """``last May``: the latest May before this month; ``next May``: the first after it; ``this May``: of this year."""
    of, way = _month(match), turn(match)
    return Sense(
        seen(lambda day, clock: months_from(day.year + (way if (of - day.month) * way <= 0 else 0), of)), "month", match["month"]
    )


def day_of_month(match: Match) -> Sense | None:
    """``on the 11th``, ``the 20th of next month``."""
    day = ordinal(match["day"])
    if day > 31:
        return None
    if group(match, "turn"):
        way = turn(match)
        return Sense(seen(lambda now, clock: day_of(*_next_month(now.year, now.month, way), day)), "day", match[0])

    def read(clock: Clock) -> Days | None:
        if clock.day is None:
            return None
        near = [_next_month(clock.day.year, clock.day.month, step) for step in range(-3, 4)]
        return pick((found for year, month in near if (found := day_of(year, month, day))), clock)

    return Sense(read, "day", f"{match['day']} of a month")


def season(match: Match) -> Sense:
    """``the summer of 2022``, ``last winter``; a winter begins in December of its year."""
    start = TABLE.seasons[group(match, "season")]
    if year := _year(match):
        return Sense(fixed(months_from(year, start, 3)), "season", "printed", year)
    way = turn(match)

    def read(clock: Clock) -> Days | None:
        if clock.day is None:
            return None
        known = [months_from(year, start, 3) for year in range(clock.day.year - 2, clock.day.year + 3)]
        running = [found for found in known if found[0] <= clock.day <= found[1]]
        if way < 0:
            return [found for found in known if found[1] < clock.day][-1]
        if way > 0:
            return next(found for found in known if found[0] > clock.day)
        if group(match, "turn") and not running:
            return months_from(clock.day.year, start, 3)
        return running[0] if running else pick(known, clock)

    return Sense(read, "season", match["season"])


def part_of_year(match: Match) -> Sense | None:
    """``the first half of 2023``, ``Q3 2023``, ``the second quarter``."""
    letter = group(match, "letter") or group(match, "part")[0]
    size = 3 if letter == "q" else 6
    which = 12 // size if group(match, "nth") == "last" else ordinal(match["nth"])
    if not 1 <= which <= 12 // size:
        return None
    precision, start = ("quarter" if size == 3 else "month"), (which - 1) * size + 1
    if year := _year(match):
        return Sense(fixed(months_from(year, start, size)), precision, "printed", year)
    if group(match, "turn") or "year" in match[0].lower():
        way = turn(match)
        return Sense(seen(lambda day, clock: months_from(day.year + way, start, size)), precision, match[0])
    return Sense(yearly(lambda each: months_from(each, start, size)), precision, match[0]) if size == 3 else None


def decade(match: Match) -> Sense:
    """``the 1980s``, ``the '90s``."""
    start = int(match["decade"]) * 10 if group(match, "decade") else 1900 + int(match["short"]) * 10
    return Sense(fixed((year_of(start)[0], year_of(start + 9)[1])), "decade")


def year(match: Match) -> Sense | None:
    """``in 2014``; a number that counts things is no year: ``2000 people``."""
    printed = int(match["year"])
    after_it = _COUNTS.match(match.string, match.end())
    if not _left(match, _BEFORE_YEAR) and match.start() and (after_it or match.end() < len(match.string.rstrip(".!? "))):
        return None
    if after_it and (printed % 100 == 0 or not _left(match, _YEAR_FOR_SURE)):
        return None
    return Sense(fixed(year_of(printed)), "year", "printed", printed)


def years(match: Match) -> Sense | None:
    """``2014-15``, ``2014–2022``."""
    first, words = int(match["year"]), match["last"]
    last = int(words) if len(words) == 4 else first - first % 100 + int(words)
    return Sense(fixed((year_of(first)[0], year_of(last)[1])), "year", "printed", first) if first < last else None


def feast(match: Match) -> Sense | None:
    """``New Year's Eve``, ``Christmas Day 2023``."""
    month, day = TABLE.feasts[group(match, "feast")]
    return _daily(_year(match), month, day, match["feast"])


def week_number(match: Match) -> Sense | None:
    """``week 22``: the week of the year by ISO 8601."""
    which = int(match["n"])
    if not 1 <= which <= 53:
        return None

    def weeks(each: int) -> Days:
        start = week_of(after(day_of(each, 1, 1)[0], 3))[0]  # type: ignore[index]
        return week_of(start.fromordinal(start.toordinal() + 7 * (which - 1)))

    if printed := _year(match):
        return Sense(fixed(weeks(printed)), "week", "printed", printed)
    return Sense(seen(lambda day, clock: weeks(day.year)), "week", match[0])


def vague(match: Match) -> Sense:
    """``in recent weeks``: told, not dated; with "for", a duration."""
    return Sense(nothing, "duration" if match[0].lower().startswith("for") else "vague", "no day is told", blank="vague")
