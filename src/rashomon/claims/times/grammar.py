"""Text and a position -> the time that begins there: a single one, or one built of others ("since early May")."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rashomon.claims.times import built, dates, relative
from rashomon.claims.times.senses import Match, Sense
from rashomon.claims.times.words import RULES

SENSES: dict[str, Callable[[Match], Sense | None]] = {
    "iso": dates.iso,
    "figures": dates.figures,
    "date": dates.date_,
    "days": dates.days,
    "month": dates.month,
    "bare_month": dates.bare_month,
    "turned_month": dates.turned_month,
    "day_of_month": dates.day_of_month,
    "season": dates.season,
    "part_of_year": dates.part_of_year,
    "decade": dates.decade,
    "year": dates.year,
    "years": dates.years,
    "feast": dates.feast,
    "week_number": dates.week_number,
    "vague": dates.vague,
    "weekday": relative.weekday,
    "turned_weekday": relative.turned_weekday,
    "weekday_of_week": relative.weekday_of_week,
    "weekday_and_day": relative.weekday_and_day,
    "weekday_and_figures": relative.weekday_and_figures,
    "turned_unit": relative.turned_unit,
    "plain_unit": relative.plain_unit,
    "turned_units": relative.turned_units,
    "ago": relative.ago,
    "from_now": relative.from_now,
    "duration": relative.duration,
    "apart": relative.apart,
    "dayword": relative.dayword,
    "weekend": relative.weekend,
    "anniversary": relative.anniversary,
    "day_of_war": relative.day_of_war,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A time in the text and what it means."""

    start: int
    end: int
    sense: Sense


def read(text: str, at: int) -> Node | None:
    """The longest time that begins at `at`, or None."""
    node = max([*_prefixed(text, at), *_single(text, at)], key=lambda found: found.end, default=None)
    while node and (longer := _extended(text, node)):
        node = longer
    return node


def _single(text: str, at: int) -> list[Node]:
    matches = ((SENSES[rule.means], match) for rule in RULES if (match := rule.pattern.match(text, at)))
    return [Node(at, match.end(), sense) for means, match in matches if (sense := means(match))]


def _operand(text: str, at: int) -> Node | None:
    if node := read(text, at):
        return node if node.sense.precision not in ("duration", "vague") else None
    for pattern, sense in ((built.NOW, built.now), (built.BEGINNING, built.beginning)):
        if match := pattern.match(text, at):
            return Node(at, match.end(), sense(match))
    return None


def _prefixed(text: str, at: int) -> list[Node]:
    found = []
    for operator in built.PREFIXES:
        if (match := operator.pattern.match(text, at)) and (node := _operand(text, match.end())):
            sense = operator.build(match, node.sense)
            if sense:
                found.append(Node(node.start if operator.outside else at, node.end, sense))
    if (match := built.FROM.match(text, at)) and (first := _single_or_prefixed(text, match.end())):
        found += _ranges(text, at, first, built.AND if match["and"] else built.TO)
    return found


def _single_or_prefixed(text: str, at: int) -> Node | None:
    """A time before its own range is read: the "Monday" of "from Monday to Friday"."""
    singles = [*_prefixed(text, at), *_single(text, at)]
    return max(singles, key=lambda found: found.end, default=None) or _operand(text, at)


def _ranges(text: str, at: int, first: Node, joint: re.Pattern[str]) -> list[Node]:
    if (match := joint.match(text, first.end)) and (last := _operand(text, match.end())):
        return [Node(at, last.end, built.between(first.sense, last.sense))]
    return []


def _extended(text: str, node: Node) -> Node | None:
    for suffix in built.SUFFIXES:
        if (match := suffix.pattern.match(text, node.end)) and (sense := suffix.build(match, node.sense)):
            return Node(node.start, match.end(), sense)
    for joint in built.JOINTS:
        match = joint.pattern.match(text, node.end)
        if match and joint.fits(node.sense) and (other := _operand(text, match.end())):
            joined = joint.build(node.sense, other.sense)
            if joined:
                return replace(node, end=other.end, sense=joined)
    return None
