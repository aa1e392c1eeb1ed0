"""An undated text -> the days on which it can have appeared, from what it says inside, each bound with its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rashomon.claims.numerals import NUMERAL, ORDINAL, number, ordinal
from rashomon.claims.times import scan
from rashomon.claims.times.calendar import Days, later, moved, shifted, week_of
from rashomon.claims.times.grammar import Node
from rashomon.claims.times.senses import Clock
from rashomon.knowledge.anchors import Anchors, Named, War
from rashomon.model import DatedBy, DateHint, Published, Span

_WIDEST = 45  # days; a wider answer is none
_YEAR = 365
_BEGAN = r"(?:full-scale\s+)?(?:invasion|war|coup|conflict|fighting|uprising)"
_LASTED = re.compile(
    rf"(?:(?P<bound>more\s+than|over|nearly|almost|about|around|some)\s+)?(?P<n>{NUMERAL})\s+(?P<unit>day|week|month|year)s\s+(?:of|into|since|after)\s+"
    rf"(?:the\s+|its\s+|[A-Z][\w’']*\s+){{0,4}}(?P<began>{_BEGAN})\b"
    rf"|\b(?P<began2>{_BEGAN})\s+(?:\w+\s+){{0,3}}?for\s+(?:(?P<bound2>more\s+than|over|nearly|almost|about|around|some)\s+)?(?P<n2>{NUMERAL})\s+(?P<unit2>day|week|month|year)s\b",
    re.IGNORECASE,
)
_DAY_OF = re.compile(
    rf"\bday\s+(?P<n>\d{{1,4}})\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began>{_BEGAN})\b|\b(?P<nth>{ORDINAL})\s+day\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began2>{_BEGAN})\b",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"(?:\b(?P<nth>{ORDINAL})\s+)?\banniversary\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began>{_BEGAN})\b|\b(?P<nth2>{ORDINAL})\s+anniversary\b",
    re.IGNORECASE,
)
_AHEAD_LEFT = re.compile(
    r"\b(?:ahead\s+of|before|approaching|nears?|nearing|upcoming|run-up\s+to|eve\s+of|will\s+mark|to\s+mark)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_AHEAD_RIGHT = re.compile(r"^[^.;]{0,40}\b(?:approach(?:es|ing)?|nears|looms|draws\s+near|is\s+(?:near|close))\b", re.IGNORECASE)
_MARKED_LEFT = re.compile(
    r"\b(?:on|marked|marking|marks|commemorat\w+|after)\s+(?:the\s+|its\s+|[A-Z][\w’']*\s+){0,3}$", re.IGNORECASE
)
_THIS_WEEK = re.compile(r"\b(?P<which>this|next|last)\s+week(?:['’]s)?\s+(?:\w+\s+)?$", re.IGNORECASE)
_GATHERING = re.compile(r"summit|assembly|meeting", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:will|would|could|may|might|can|cannot|if|possible|prevent|avoid|expected|imminent|should)\b", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|expect\w*|schedul\w+|due|until|till|by|upcoming|next|could|may|deadline)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """Days on which the text can have appeared if one of its phrases is true; `soft` gives way where it does not fit."""

    days: tuple[Days, ...]
    detail: str
    span: Span | None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Dating:
    """The answer, every hint that bears on it, and those hints that exclude one another."""

    published: Published | None
    hints: tuple[DateHint, ...] = ()
    clashes: tuple[DateHint, ...] = ()


def date_inside(text: str, sentences: Sequence[Span], anchors: Anchors) -> Published | None:
    """The days on which `text` can have appeared, at most 45; None without evidence enough, or where it clashes."""
    return weigh(text, sentences, anchors).published


def weigh(text: str, sentences: Sequence[Span], anchors: Anchors) -> Dating:
    """The same with the hints: also those of an answer that is too wide or contradicts itself."""
    constraints = _constraints(text, sentences or (Span(0, len(text)),), anchors)
    left: tuple[Days, ...] = ((date(1990, 1, 1), date(2099, 12, 31)),)
    used: list[Constraint] = []
    for constraint in sorted(constraints, key=lambda each: each.soft):
        rest = _common(left, constraint.days)
        if rest:
            left = rest
            used.append(constraint)
        elif not constraint.soft:
            against = tuple(_hint(each, (each.days[0][0], each.days[-1][1])) for each in (*used, constraint))
            return Dating(None, (), against)
    days = (left[0][0], left[-1][1])
    hints = tuple(_hint(constraint, days) for constraint in used)
    if not used or (days[1] - days[0]).days + 1 > _WIDEST:
        return Dating(None, hints)
    return Dating(Published(*days, DatedBy.INSIDE, hints), hints)


def _common(left: Sequence[Days], right: Sequence[Days]) -> tuple[Days, ...]:
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in left for b in right)
    return tuple(sorted(days for days in both if days[0] <= days[1]))


def _hint(constraint: Constraint, days: Days) -> DateHint:
    """The constraint as its interval around the answer."""
    near = _common(constraint.days, [(later(days[0], -_YEAR), later(days[1], _YEAR))]) or constraint.days
    inside = [each for each in near if each[0] <= days[1] and each[1] >= days[0]] or list(near)
    return DateHint(inside[0][0], inside[-1][1], DatedBy.INSIDE, constraint.detail, constraint.span)


def _constraints(text: str, sentences: Sequence[Span], anchors: Anchors) -> list[Constraint]:
    nodes = list(scan(text))
    war = next(
        (found for name in ("invasion", "war", "coup", "fighting", "conflict") if (found := anchors.war_of(text, name))), None
    )
    told: list[Constraint] = [*_printed(text, nodes, sentences), *_events(text, anchors)]
    if war:
        told += [*_lasted(text, war), *_day_of_war(text, war), *_anniversaries(text, war)]
    years = range(war.start.year, war.start.year + 15) if war else range(2011, 2036)
    told += [*_yearly(text, nodes, sentences, years), *_told_days(text, nodes, sentences, years), *_weekdays(nodes, years)]
    if war:
        told.append(
            Constraint(((war.start, later(war.start, 15 * _YEAR)),), f"the text speaks of the war {war.name}", None, soft=True)
        )
    return told


def _open(first: date) -> tuple[Days, ...]:
    return ((first, date(2099, 12, 31)),)


def _quoted(text: str, span: Span) -> str:
    return re.sub(r"\s+", " ", span.of(text))


def _sentence(sentences: Sequence[Span], at: int) -> int:
    return next((index for index, span in enumerate(sentences) if span.start <= at < span.end), 0)


def _printed(text: str, nodes: Sequence[Node], sentences: Sequence[Span]) -> Iterator[Constraint]:
    """The latest date with its year that is told as past: the text appeared on it or later."""
    known = []
    for node in nodes:
        days = node.sense.days(Clock()) if node.sense.year else None
        sentence = sentences[_sentence(sentences, node.start)]
        if days and not _FUTURE.search(text, max(sentence.start, node.start - 80), node.start):
            known.append((days[0], node))
    if known:
        first, node = max(known, key=lambda pair: pair[0])
        span = Span(node.start, node.end)
        yield Constraint(_open(first), f"“{_quoted(text, span)}” is told as past", span)


def _events(text: str, anchors: Anchors) -> Iterator[Constraint]:
    for named in anchors.find(text):
        yield from _event(text, named)


def _event(text: str, named: Named) -> Iterator[Constraint]:
    """An event told is past, unless it was announced: summits are told ahead; "this week's summit" is of the same week."""
    span, event = named.span, named.happening
    quoted = f"“{_quoted(text, span)}” was on {event.first} to {event.last}"
    left = text[max(0, span.start - 60) : span.start]
    ahead = bool(_AHEAD_LEFT.search(left))
    if week := _THIS_WEEK.search(left):
        monday = later(week_of(event.first)[0], {"this": 0, "next": -7, "last": 7}[week["which"].lower()])
        yield Constraint(((monday, later(monday, 6)),), f"{quoted}, {week['which'].lower()} week", span)
    if ahead:
        yield Constraint(((later(event.first, -60), event.first),), f"{quoted}, still ahead", span)
    elif not week and not (_MODAL.search(left) or _MODAL.search(text[span.end : span.end + 40])):
        gathering = bool(_GATHERING.search(event.name))
        yield Constraint(_open(later(event.first, -120 if gathering else 0)), f"{quoted}, told as past", span, soft=True)


def _lasted(text: str, war: War) -> Iterator[Constraint]:
    """``more than 250 days of war``: counted from the war's first day; a round number lasts until the next one."""
    for match in _LASTED.finditer(text):
        groups = {name.rstrip("2"): words.lower() for name, words in match.groupdict().items() if words}
        count, unit, bound = number(groups["n"]), groups["unit"], groups.get("bound", "")
        if not 0 < count < 5000 or not any(name in match[0].lower() for name in war.began):
            continue
        step = max(1, round(count / 10)) if unit in ("day", "week") else 1
        reached, following, earlier = (moved(war.start, count + shift, unit) for shift in (0, step, -step))
        if bound in ("nearly", "almost"):
            days = earlier, reached
        elif bound in ("about", "around", "some"):
            days = earlier, following
        else:
            days = reached, following
        yield Constraint((days,), f"“{match[0]}” counted from {war.start}", Span(*match.span()))


def _day_of_war(text: str, war: War) -> Iterator[Constraint]:
    for match in _DAY_OF.finditer(text):
        began = (match["began"] or match["began2"]).lower()
        day = later(war.start, (int(match["n"]) if match["n"] else ordinal(match["nth"])) - 1)
        if any(began.endswith(name) for name in war.began):
            yield Constraint(((day, later(day, 1)),), f"“{match[0]}” is {day}", Span(*match.span()))


def _anniversaries(text: str, war: War) -> Iterator[Constraint]:
    """Ahead: within 45 days before; marked: within the week after; just told: no earlier than 45 days before."""
    for match in _ANNIVERSARY.finditer(text):
        nth = match["nth"] or match["nth2"]
        counts = [ordinal(nth)] if nth else list(range(1, 15))
        days = [shifted(war.start, 12 * count) for count in counts]
        left, right = text[max(0, match.start() - 70) : match.start()], text[match.end() : match.end() + 60]
        if _AHEAD_LEFT.search(left) or _AHEAD_RIGHT.search(right):
            spans, how = [(later(day, -44), day) for day in days], "still ahead"
        elif _MARKED_LEFT.search(left):
            spans, how = [(day, later(day, 7)) for day in days], "just marked"
        else:
            continue
        yield Constraint(tuple(spans), f"“{match[0]}” {how}, counted from {war.start}", Span(*match.span()))


def _yearly(text: str, nodes: Sequence[Node], sentences: Sequence[Span], years: range) -> Iterator[Constraint]:
    """``in December``, ``last May``: told without a year, a month is of the twelve months before publication."""
    for node in nodes:
        if node.sense.year or node.sense.precision not in ("month", "day") or node.sense.weekday is not None or node.sense.pinned:
            continue
        known = [days for year in years if (days := node.sense.days(Clock(year=year)))]
        sentence = sentences[_sentence(sentences, node.start)]
        if (
            not known
            or len(set(known)) < 2
            or _FUTURE.search(text, sentence.start, node.start)
            or _AHEAD_LEFT.search(text[sentence.start : node.start])
        ):
            continue
        span = Span(node.start, node.end)
        yield Constraint(
            tuple((first, later(first, _YEAR)) for first, _ in known),
            f"“{_quoted(text, span)}” is told without a year",
            span,
            soft=True,
        )


def _told_days(text: str, nodes: Sequence[Node], sentences: Sequence[Span], years: range) -> Iterator[Constraint]:
    """``On Monday the ministry said ... on July 9``: told on the first Monday from 9 July on, published within a week of it."""
    for before, node in pairwise(nodes):
        name = before.sense.weekday
        near = _sentence(sentences, node.start) - _sentence(sentences, before.start)
        if name is None or node.sense.precision != "day" or node.sense.year or node.sense.weekday is not None or near > 1:
            continue
        dates = [days[0] for year in years if (days := node.sense.days(Clock(year=year)))]
        if len(set(dates)) > 1:
            told = [later(day, (name - day.weekday()) % 7) for day in dates]
            span = Span(before.start, node.end)
            yield Constraint(
                tuple((day, later(day, 6)) for day in told),
                f"{before.sense.how} tells of “{text[node.start : node.end]}”",
                span,
                soft=True,
            )


def _weekdays(nodes: Sequence[Node], years: range) -> Iterator[Constraint]:
    """The weekday told most often, at least twice, is the day of publication or the day before it."""
    told = [node for node in nodes if node.sense.weekday is not None]
    names = [node.sense.weekday for node in told]
    best = max(set(names), key=lambda name: (names.count(name), -names.index(name)), default=None)
    if best is None or names.count(best) < 2:
        return
    node = told[names.index(best)]
    start = date(years[0], 1, 1)
    first = start + timedelta((best - start.weekday()) % 7)
    weeks = tuple((later(first, 7 * step), later(first, 7 * step + 1)) for step in range(53 * len(years)))
    yield Constraint(weeks, f"{node.sense.how} is told {names.count(best)} times", Span(node.start, node.end), soft=True)
