"""Days and the calendar -> intervals of days, inclusive on both ends."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, date, timedelta

Days = tuple[date, date]


def later(day: date, days: int) -> date:
    """`day` moved by `days`; where the calendar ends, its last or first day."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def shifted(day: date, months: int) -> date:
    """`day` moved by whole months, clipped to the month's end: 31 March less one month is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= MAXYEAR:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(year: int, month: int, count: int = 1) -> Days:
    """`count` whole months from the first of `month`."""
    start = date(year, month, 1)
    return start, later(shifted(start, count), -1)


def year_of(year: int) -> Days:
    """The whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_of(day: date) -> Days:
    """The week of `day`, Monday to Sunday."""
    monday = later(day, -day.weekday())
    return monday, later(monday, 6)


def unit_of(day: date, unit: str) -> Days:
    """The calendar unit that holds `day`: its week, month, quarter, year or decade; a day for every smaller unit."""
    decade = date(day.year - day.year % 10, 1, 1)
    units = {
        "week": week_of(day),
        "fortnight": week_of(day),
        "weekend": (later(week_of(day)[0], 5), week_of(day)[1]),
        "month": months_from(day.year, day.month),
        "quarter": months_from(day.year, day.month - (day.month - 1) % 3, 3),
        "year": year_of(day.year),
        "decade": (decade, later(shifted(decade, 120), -1)),
    }
    return units.get(unit, (day, day))


_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_IN_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "hour": 1 / 24, "minute": 1 / 1440}


def moved(day: date, count: float, unit: str) -> date:
    """`day` moved by `count` units; hours count as the days they touch: 24 hours are one day, 12 hours none."""
    if unit in _IN_MONTHS:
        return shifted(day, max(min(round(count * _IN_MONTHS[unit]), 120_000), -120_000))
    return later(day, int(max(min(count * _IN_DAYS[unit], 4e6), -4e6)))


def length(unit: str) -> int:
    """About how many days a unit has."""
    return _IN_MONTHS[unit] * 30 if unit in _IN_MONTHS else max(1, round(_IN_DAYS[unit]))


def third(days: Days, which: int) -> Days:
    """Beginning (0), middle (1) or end (2) of an interval: days 1-10, 11-20 and 21-31 of a month."""
    first, last = days
    count = (last - first).days + 1
    if count < 3:
        return days
    cuts = (0, 10, 20, count) if 28 <= count <= 31 else (0, count // 3, count - count // 3, count)
    if count > 31 and first.day == 1:
        return _third_of_months(days, which)
    return later(first, cuts[which]), later(first, cuts[which + 1] - 1)


def _third_of_months(days: Days, which: int) -> Days:
    first, last = days
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    cuts = (0, count // 3, count - count // 3, count)
    return shifted(first, cuts[which]), later(shifted(first, cuts[which + 1]), -1)


def before(day: date, weekday: int) -> date:
    """The latest `weekday` (Monday is 0) on or before `day`."""
    return later(day, -((day.weekday() - weekday) % 7))


def after(day: date, weekday: int) -> date:
    """The earliest `weekday` on or after `day`."""
    return later(day, (weekday - day.weekday()) % 7)


def hull(intervals: Iterable[Days]) -> Days:
    """The shortest interval that covers all."""
    kept = list(intervals)
    return min(first for first, _ in kept), max(last for _, last in kept)
