"""Two tellings -> what their days say: common ones, near ones, one long time, or nothing told but near publications."""

from datetime import date
from functools import lru_cache

from rashomon.events.days import LASTS, WEEK, Days
from rashomon.events.families import known_kinds
from rashomon.events.same_place import once
from rashomon.events.telling import NEVER, Telling
from rashomon.model import Because

SEASON = 60  # days: two that tell of one span as long as this tell of one siege, or count from one day on
ONE_TIME = 0.9  # of all days of both are common


def days(left: Telling, right: Telling) -> Because | None:
    """Overlapping days; days unknown but told in near publications is a weak reason and says so."""
    if left.window is None or right.window is None:
        return None
    if left.window.common(right.window) is None:
        return Because("days", NEVER, f"{_span(left.window)} and {_span(right.window)} have no day in common")
    if _goes_on(left, right):
        return Because("days", 0.4, "both speak of fighting that goes on, and tell no day that sets it apart")
    if left.days is None or right.days is None:
        return Because("days", _near_days(left, right), "not both tell the day; the publications are near")
    return _told_days(left.days, right.days, once=once(left, right))


def _goes_on(left: Telling, right: Telling) -> bool:
    """Fighting that lasts, told without a day in near publications, or in the long time that the other tells."""
    if not (left.lasting and right.lasting):
        return False
    spans = [one.days or one.told for one in (left, right)]
    return spans[0] is not None and spans[1] is not None and spans[0].wider(LASTS, LASTS).common(spans[1]) is not None


def _near_days(left: Telling, right: Telling) -> float:
    """How much it says that what is told without a day was told near the other: nothing beside a long time."""
    known = left.days or right.days
    if known and len(known) > WEEK:
        return 0.0
    if _state_without_days(left, right) or once(left, right):
        return 0.5
    return 0.3 if _soon(left, right) else 0.0


def _told_days(left: Days, right: Days, *, once: bool) -> Because:
    common, long = left.common(right), max(len(left), len(right)) > WEEK
    if common is None:
        return Because("days", 0.0 if long else 0.6, f"{_span(left)} and {_span(right)} are near")
    if not long:
        return Because("days", 1.0, f"both on {_span(common)}")
    if len(common) > SEASON and left.alike(right) >= ONE_TIME:
        return Because("days", 0.9, f"both speak of the whole of {_span(common)}")
    weak = 0.6 if left == right and once else 0.0
    return Because("days", weak, f"{_span(common)} lies in both, but one speaks of a long time")


def _soon(left: Telling, right: Telling) -> bool:
    """True where what is told and when it is told lie few days apart; an aim lasts as fighting does."""
    spans = [one.days or one.told for one in (left, right)]
    if spans[0] is None or spans[1] is None:
        return False
    first, last = sorted((span for span in spans if span), key=lambda span: (span.first, span.last))
    few = max(left.family.soon, LASTS) if left.ahead and right.ahead else left.family.soon
    return (last.first - first.last).days <= few


def _state_without_days(left: Telling, right: Telling) -> bool:
    return any(one.claim.kind in known_kinds().lists.states for one in (left, right) if one.days is None)


def _span(days: Days) -> str:
    return _day(days.first) if days.first == days.last else f"{_day(days.first)} to {_day(days.last)}"


@lru_cache(maxsize=1 << 12)
def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
