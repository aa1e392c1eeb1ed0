"""An undated text -> the days on which it can have appeared, from what it says inside, each bound with its words."""

from collections.abc import Sequence

from rashomon.claims.dating.constraint import Constraint, Dating, opposing, solve
from rashomon.claims.dating.elapsed import anniversaries, day_of_war, lasted, the_war
from rashomon.claims.dating.happenings import happenings
from rashomon.claims.dating.printed import dates_with_weekday, printed_days, told_days, weekdays, yearly
from rashomon.claims.dating.told import listen
from rashomon.claims.times.calendar import Days
from rashomon.knowledge.anchors import Anchors
from rashomon.model import DateHint, Published, Span

__all__ = ["Constraint", "Dating", "date_inside", "opposed", "weigh"]

REASONS = (
    printed_days,
    happenings,
    lasted,
    day_of_war,
    anniversaries,
    yearly,
    dates_with_weekday,
    told_days,
    weekdays,
    the_war,
)


def date_inside(text: str, sentences: Sequence[Span], anchors: Anchors) -> Published | None:
    """The days on which `text` can have appeared, at most 45; None without evidence enough, or where it clashes."""
    return weigh(text, sentences, anchors).published


def weigh(text: str, sentences: Sequence[Span], anchors: Anchors) -> Dating:
    """The same with the hints: also those of an answer that is too wide or contradicts itself."""
    return solve(_constraints(text, sentences, anchors))


def opposed(text: str, sentences: Sequence[Span], anchors: Anchors, days: Days) -> tuple[DateHint, ...]:
    """What in `text` does not agree with `days` as those of its publication: a page's own date is not always right."""
    return opposing(_constraints(text, sentences, anchors), days)


def _constraints(text: str, sentences: Sequence[Span], anchors: Anchors) -> list[Constraint]:
    told = listen(text, sentences, anchors)
    return [constraint for reason in REASONS for constraint in reason(told)]
