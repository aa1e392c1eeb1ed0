"""Constraints on the day of publication -> the days that agree with most of them, and what had to give way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise

from rashomon.claims.times.calendar import Days, later
from rashomon.model import DatedBy, DateHint, Published, Span

WIDEST = 45  # days; a wider answer is none
NEVER = date(2099, 12, 31)
_YEAR = 365


class Weight(IntEnum):
    """How much a constraint says: a soft one gives way to a firm one; a firm one that fails leaves no answer."""

    SOFT = 1
    FIRM = 100


@dataclass(frozen=True, slots=True)
class Constraint:
    """Days on which the text can have appeared if one of its phrases is true."""

    days: tuple[Days, ...]
    detail: str
    span: Span | None = None
    weight: Weight = Weight.SOFT


@dataclass(frozen=True, slots=True)
class Dating:
    """The answer, every hint that agrees with it (those that bound it first), and the hints that do not agree."""

    published: Published | None
    hints: tuple[DateHint, ...] = ()
    clashes: tuple[DateHint, ...] = ()


def since(first: date) -> tuple[Days, ...]:
    """`first` or any later day."""
    return ((first, NEVER),)


def solve(constraints: Sequence[Constraint]) -> Dating:
    """The days on which most of the constraints hold; no answer where a firm one fails or the days lie too far apart."""
    firm = [each for each in constraints if each.weight is Weight.FIRM]
    runs, most = best_days(constraints)
    if not runs:
        return Dating(None)
    if most < Weight.FIRM * len(firm):
        return Dating(None, (), tuple(_hint(each, runs[0]) for each in firm))
    best = runs[0][0], runs[-1][1]
    if (best[1] - best[0]).days >= WIDEST:
        return Dating(None, tuple(_hint(each, (each.days[0][0], each.days[-1][1])) for each in constraints))
    held = [each for each in constraints if _common(each.days, runs)]
    hints = tuple(_hint(each, best) for each in sorted(held, key=lambda each: not _bounds(each, best)))
    clashes = tuple(_hint(each, best) for each in constraints if each not in held)
    return Dating(Published(*best, DatedBy.INSIDE, hints), hints, clashes)


def opposing(constraints: Iterable[Constraint], days: Days) -> tuple[DateHint, ...]:
    """The constraints that allow none of `days` nor of the days next to them: time zones and late editions explain one."""
    wide = [(later(days[0], -1), later(days[1], 1))]
    return tuple(_hint(each, days) for each in constraints if not _common(each.days, wide))


def best_days(constraints: Iterable[Constraint]) -> tuple[list[Days], int]:
    """The days on which the weights of the constraints that hold sum up highest, and that sum."""
    steps: dict[date, int] = {}
    for constraint in constraints:
        for first, last in _merged(constraint.days):
            steps[first] = steps.get(first, 0) + constraint.weight
            after = later(last, 1)
            steps[after] = steps.get(after, 0) - constraint.weight
    total, levels = 0, []
    for day, step in sorted(steps.items()):
        total += step
        levels.append((day, total))
    most = max((level for _, level in levels), default=0)
    found = [(day, later(following, -1)) for (day, level), (following, _) in pairwise(levels) if level == most]
    return (found if most else []), most


def _merged(days: Iterable[Days]) -> Iterator[Days]:
    """The same days without overlaps."""
    running: Days | None = None
    for first, last in sorted(days):
        if running and first <= later(running[1], 1):
            running = running[0], max(running[1], last)
            continue
        if running:
            yield running
        running = first, last
    if running:
        yield running


def _common(left: Iterable[Days], right: Sequence[Days]) -> tuple[Days, ...]:
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in left for b in right)
    return tuple(sorted(days for days in both if days[0] <= days[1]))


def _bounds(constraint: Constraint, answer: Days) -> bool:
    """True where a bound of the answer is a bound of the constraint."""
    near = _common(_merged(constraint.days), [(later(answer[0], -1), later(answer[1], 1))])
    return any(days[0] == answer[0] or days[1] == answer[1] for days in near)


def _hint(constraint: Constraint, answer: Days) -> DateHint:
    """The constraint as those of its days that meet the answer, or lie nearest to it."""
    near = [days for days in _merged(constraint.days) if days[0] <= answer[1] and days[1] >= answer[0]]
    near = near or [min(constraint.days, key=lambda each: max(each[0] - answer[1], answer[0] - each[1]))]
    return DateHint(near[0][0], near[-1][1], DatedBy.INSIDE, constraint.detail, constraint.span)
