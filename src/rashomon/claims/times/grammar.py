"""Text and a position -> the time that begins there: a single one, or one built of others ("since early May")."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

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
    "aged": relative.aged,
    "ago": relative.ago,
    "from_now": relative.from_now,
    "duration": relative.duration,
    "apart": relative.apart,
    "dayword": relative.dayword,
    "weekend": relative.weekend,
    "anniversary": relative.anniversary,
    "day_of_war": relative.day_of_war,
    "early_war": relative.early_war,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A time in the text and what it means."""

    start: int
    end: int
    sense: Sense


_DEEPEST = 4  # "from the end of the first week of May to June" nests three


@lru_cache(maxsize=256)  # operands are asked for again by every operator that could take them
def read(text: str, at: int, depth: int = 0) -> Node | None:
    """The longest time that begins at `at`, or None; times nest at most four deep."""
    if depth > _DEEPEST:
        return None
    node = _longest([*_single(text, at), *_prefixed(text, at, depth)])
    for _ in range(_DEEPEST):
        node = (node and _extended(text, node, depth)) or node
    return node


def _longest(nodes: list[Node]) -> Node | None:
    return max(nodes, key=lambda found: found.end, default=None)


def _single(text: str, at: int) -> list[Node]:
    matches = ((SENSES[rule.means], match) for rule in RULES if (match := rule.pattern.match(text, at)))
    return [Node(at, match.end(), sense) for means, match in matches if (sense := means(match))]


def _operand(text: str, at: int, depth: int) -> Node | None:
    if node := read(text, at, depth + 1):
        return node if node.sense.precision not in ("duration", "vague") else None
    for pattern, means in ((built.NOW, built.now), (built.BEGINNING, built.beginning)):
        if match := pattern.match(text, at):
            return Node(at, match.end(), means(match))
    return None


def _prefixed(text: str, at: int, depth: int) -> list[Node]:
    found = []
    for prefix in built.PREFIXES:
        if (match := prefix.pattern.match(text, at)) and (node := _operand(text, match.end(), depth)):
            sense = prefix.build(match, node.sense)
            if sense:
                found.append(Node(node.start if prefix.outside else at, node.end, sense))
    return found + _range(text, at, depth)


def _range(text: str, at: int, depth: int) -> list[Node]:
    """``from A to B``, ``between A and B``; A is read without a range of its own."""
    match = built.FROM.match(text, at)
    if not match or depth >= _DEEPEST:
        return []
    start = match.end()
    first = _longest([*_prefixed(text, start, depth + 1), *_single(text, start)]) or _operand(text, start, depth)
    joint = first and (built.AND if match["and"] else built.TO).match(text, first.end)
    if first and joint and (last := _operand(text, joint.end(), depth)):
        return [Node(at, last.end, built.between(first.sense, last.sense))]
    return []


def _extended(text: str, node: Node, depth: int) -> Node | None:
    for suffix in built.SUFFIXES:
        if (match := suffix.pattern.match(text, node.end)) and (sense := suffix.build(match, node.sense)):
            return Node(node.start, match.end(), sense)
    for joint in built.JOINTS:
        match = joint.pattern.match(text, node.end)
        if match and joint.fits(node.sense) and (other := _operand(text, match.end(), depth)):
            joined = joint.build(node.sense, other.sense)
            if joined:
                return replace(node, end=other.end, sense=joined)
    return None
