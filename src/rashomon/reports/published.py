"""Printed dates of a report -> the days on which it can have appeared, and how that is known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from rashomon.model import DatedBy, DateHint, Issue, Part, Passage, Published, Span

MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
     "oct october", "nov november", "dec december"), 1) for name in names.split()}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_MONTH_FIRST = rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?"
_NUMBERS = r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)"
_DAY_FIRST = rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
_FORMS = (_MONTH_FIRST, _DAY_FIRST, _NUMBERS)  # group names must differ within one pattern: day0, day1, day2
_ANY = "(?:" + "|".join(re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{order}>", form) for order, form in enumerate(_FORMS)) + ")"
_WORDS = re.compile(rf"^{_WEEKDAY}?{_ANY}(?=$|[\s,T])", re.IGNORECASE)
# "KYIV, Sept 17 (Reuters) -", "Goma, 26 January 2025", "(Kyiv, 17 September 2023) –"
_DATELINE = re.compile(
    rf"^\(?(?P<town>[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){{0,4}}(?:,\s[A-Z][\w.]*(?:\s[A-Z]\w*)?)?)(?:,|\s[-–—])\s+"
    rf"(?i:(?P<date>{_WEEKDAY}?{_ANY}))\)?\s*(?P<agency>\([^()]{{2,40}}\))?\s*(?P<dash>[-–—:]|$)"
)
# "Published: 17 September 2023, 10:15", "Posted on September 17, 2023"
_LABELLED = re.compile(rf"^(?:first )?(?:published|posted|date)\b(?: on| at)?\s*:?\s*(?P<date>{_WEEKDAY}?{_ANY})", re.IGNORECASE)
_ALONE = re.compile(rf"^(?P<date>{_WEEKDAY}?{_ANY})(?:\s*[,|•·]?\s*(?:at\s)?\d?\d[:.]\d\d.*)?$", re.IGNORECASE)
# A bulletin carries its day in its headline, weekday and year included: "Evening news, Thursday 15 August 2024".
_IN_HEADLINE = re.compile(
    rf"(?P<date>{_WEEKDAY}(?:{_ANY}|(?P<day9>[0-3]?\d)\.(?P<month9>[01]?\d)\.(?P<year9>20\d\d)))\s*$", re.IGNORECASE
)
_IN_NAME = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_./](?P<month>[01]?\d|[a-z]{3})[-_./](?P<day>[0-3]?\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>[0-3]?\d)[-_.](?P<month>[a-z]{3,9})[-_.](?P<year>20\d\d)(?!\d)", re.IGNORECASE),
)
_MONTH_FOLDER = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/")
_URL_PATH = re.compile(r"://[^/?#]*+([^?#]*)")  # of any address: a crawl holds such as no URL parser takes
_ORDER = tuple(DatedBy)
FAR = timedelta(days=2)  # time zones and late editions explain less


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a publication date may stand: dates told by user, markup or feed, the URL and file name, the text with its passages."""

    name: str
    told: Sequence[tuple[DatedBy, str]] = ()
    url: str | None = None
    text: str = ""
    passages: Sequence[Passage] = ()


def published(printed: Printed) -> tuple[Published | None, tuple[Issue, ...]]:
    """The best known date with every candidate as evidence, best first; None where nothing tells it.

    Issues: ``date-unparsed`` for a told date that is none, ``date-conflict`` where two candidates lie over two days apart.
    """
    hints: list[DateHint] = []
    issues: list[Issue] = []
    for by, words in printed.told:
        day = parse_day(words)
        if day is None:
            detail = f"the {by.value} date {words[:60]!r} is no date (write it as YYYY-MM-DD)"
            issues.append(Issue("date-unparsed", printed.name, detail))
        else:
            hints.append(DateHint(day, day, by, words))
    hints += _from_name(printed.name, printed.url)
    hints += _from_text(printed.text, printed.passages, hints)
    hints.sort(key=lambda hint: _ORDER.index(hint.by))
    if not hints:
        return None, tuple(issues)
    best = hints[0]
    issues += _conflicts(printed.name, best, hints[1:])
    return Published(best.first, best.last, best.by, tuple(hints)), tuple(issues)


def parse_day(words: str) -> date | None:
    """``2023-09-17``, an ISO or RFC 2822 time, ``17 September 2023``, ``Sept. 17, 2023`` -> the day as printed there."""
    words = words.strip()
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass
    match = _WORDS.match(words)
    if match:
        return _day(match)
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError):
        return None


def _day(match: re.Match[str], near: date | None = None) -> date | None:
    """The day in a match of any of the forms above; a missing year is the one that comes closest to `near`."""
    parts = {key.rstrip("0129"): value for key, value in match.groupdict().items() if value is not None}
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    if "year" in parts:
        return _valid(int(parts["year"]), number, int(parts["day"]))
    if near is None:
        return None
    days = [day for year in (near.year - 1, near.year, near.year + 1) if (day := _valid(year, number, int(parts["day"])))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_name(name: str, url: str | None) -> Iterable[DateHint]:
    """Dates in the last part of a file name and in the path of a URL: ``2023-03-05``, ``/2023/mar/05/``, ``20230305``."""
    places = [PurePosixPath(name.replace("\\", "/")).name] if "://" not in name else []
    places += [match[1] for address in dict.fromkeys((url or "", name)) if (match := _URL_PATH.search(address))]
    for place in places:
        match = next((found for form in _IN_NAME if (found := form.search(place))), None)
        day = _day(match) if match else None
        if match and day:
            yield DateHint(day, day, DatedBy.FILENAME, match[0])
        elif folder := _MONTH_FOLDER.search(place):
            first = _valid(int(folder["year"]), int(folder["month"]), 1)
            if first:
                yield DateHint(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), DatedBy.FILENAME, folder[0])


def _from_text(text: str, passages: Sequence[Passage], known: Sequence[DateHint]) -> Iterable[DateHint]:
    """Datelines, labelled dates and bulletin headlines at the top; a date without a year needs one from `known`."""
    near = min(known, key=lambda hint: _ORDER.index(hint.by)).first if known else None
    for number, passage in enumerate(passages[:12]):
        line = text[passage.span.start : min(passage.span.end, passage.span.start + 240)]
        match = _dated(line, passage.part, number)
        day = _day(match, near) if match else None
        if match and day:
            span = Span(passage.span.start + match.start("date"), passage.span.start + match.end("date"))
            yield DateHint(day, day, DatedBy.DATELINE, match["date"], span)
            return


def _dated(line: str, part: Part, number: int) -> re.Match[str] | None:
    match = _LABELLED.match(line) or _ALONE.match(line)
    if match is None and (dateline := _DATELINE.match(line)) and (dateline["dash"] is not None or dateline["agency"]):
        match = dateline
    if match is None and number == 0 and part is Part.HEADLINE:
        match = _IN_HEADLINE.search(line)
    return match


def _conflicts(name: str, best: DateHint, others: Sequence[DateHint]) -> Iterable[Issue]:
    for other in others:
        if other.first - best.last > FAR or best.first - other.last > FAR:
            detail = (
                f"{best.by.value} says {best.first} ({best.detail}), {other.by.value} says {other.first} ({other.detail}); "
                f"the first is taken (give the date to settle it)"
            )
            yield Issue("date-conflict", name, detail)
            return
