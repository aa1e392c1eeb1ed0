"""Time since a war began ("more than 250 days of war", "the first anniversary") -> constraints."""

import re
from collections.abc import Iterator

from rashomon.claims.dating.constraint import Constraint, Weight
from rashomon.claims.dating.told import AHEAD_LEFT, Told
from rashomon.claims.quantities.numerals import NUMERAL, ORDINAL, number, ordinal
from rashomon.claims.times.calendar import Days, later, moved, shifted
from rashomon.knowledge.anchors import War
from rashomon.model import Span

_BEGAN = r"(?:full-scale\s+)?(?:invasion|war|coup|conflict|fighting|uprising)"
_BOUND = r"more\s+than|over|nearly|almost|about|around|some"
_LASTED = re.compile(
    rf"(?:(?P<bound>{_BOUND})\s+)?(?P<n>{NUMERAL})\s+(?P<unit>day|week|month|year)s\s+(?:of|into|since|after)\s+"
    rf"(?:the\s+|its\s+|[A-Z][\w’']*\s+){{0,4}}(?P<began>{_BEGAN})\b"
    rf"|\b(?P<began2>{_BEGAN})\s+(?:\w+\s+){{0,3}}?for\s+(?:(?P<bound2>{_BOUND})\s+)?(?P<n2>{NUMERAL})\s+"
    r"(?P<unit2>day|week|month|year)s\b",
    re.IGNORECASE,
)
_DAY_OF = re.compile(
    rf"\bday\s+(?P<n>\d{{1,4}})\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began>{_BEGAN})\b"
    rf"|\b(?P<nth>{ORDINAL})\s+day\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began2>{_BEGAN})\b",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"(?:\b(?P<nth>{ORDINAL})\s+)?\banniversary\s+of\s+(?:[\w’']+\s+){{0,3}}?(?P<began>{_BEGAN})\b"
    rf"|\b(?P<nth2>{ORDINAL})\s+anniversary\b",
    re.IGNORECASE,
)
_AHEAD_RIGHT = re.compile(r"^[^.;]{0,40}\b(?:approach(?:es|ing)?|nears|looms|draws\s+near|is\s+(?:near|close))\b", re.IGNORECASE)
_MARKED_LEFT = re.compile(
    r"\b(?:on|marked|marking|marks|commemorat\w+|after)\s+(?:the\s+|its\s+|[A-Z][\w’']*\s+){0,3}$", re.IGNORECASE
)
_WRITTEN_ABOUT = 15 * 365  # days in which a war is news


def lasted(told: Told) -> Iterator[Constraint]:
    """``more than 250 days of war``: counted from the war's first day; a round number lasts until the next one."""
    for match, war in told.matches(_LASTED):
        groups = {name.rstrip("2"): words.lower() for name, words in match.groupdict().items() if words}
        count = number(groups["n"])
        if 0 < count < 5000:
            days = _after(war, count, groups["unit"], groups.get("bound", ""))
            yield Constraint((days,), f"“{match[0]}” counted from {war.start}", Span(*match.span()), Weight.FIRM)


def _after(war: War, count: float, unit: str, bound: str) -> Days:
    step = max(1, round(count / 10)) if unit in ("day", "week") else 1
    reached, following, earlier = (moved(war.start, count + shift, unit) for shift in (0, step, -step))
    if bound in ("nearly", "almost"):
        return earlier, reached
    return (earlier if bound in ("about", "around", "some") else reached), following


def day_of_war(told: Told) -> Iterator[Constraint]:
    """``day 20 of the war``: that day, or the morning after."""
    for match, war in told.matches(_DAY_OF):
        day = later(war.start, (int(match["n"]) if match["n"] else ordinal(match["nth"])) - 1)
        yield Constraint(((day, later(day, 1)),), f"“{match[0]}” is {day}", Span(*match.span()), Weight.FIRM)


def anniversaries(told: Told) -> Iterator[Constraint]:
    """Ahead: within 45 days before; marked: within the week after."""
    if told.war is None:
        return
    war = told.war
    for match in _ANNIVERSARY.finditer(told.text):
        nth = match["nth"] or match["nth2"]
        days = [shifted(war.start, 12 * count) for count in ([ordinal(nth)] if nth else range(1, 15))]
        left, right = told.text[max(0, match.start() - 70) : match.start()], told.text[match.end() : match.end() + 60]
        if AHEAD_LEFT.search(left) or _AHEAD_RIGHT.search(right):
            spans, how = [(later(day, -44), day) for day in days], "still ahead"
        elif _MARKED_LEFT.search(left):
            spans, how = [(day, later(day, 7)) for day in days], "just marked"
        else:
            continue
        yield Constraint(tuple(spans), f"“{match[0]}” {how}, counted from {war.start}", Span(*match.span()), Weight.FIRM)


def the_war(told: Told) -> Iterator[Constraint]:
    """The text speaks of a war that has begun."""
    if told.war:
        days = ((told.war.start, later(told.war.start, _WRITTEN_ABOUT)),)
        yield Constraint(days, f"the text speaks of the war {told.war.name}")
