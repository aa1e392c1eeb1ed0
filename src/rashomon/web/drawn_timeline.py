"""Lanes over days -> a drawing: a mark a claim, pale ribbons for what is claimed to be held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.model import Polarity
from rashomon.views.wording import day_words
from rashomon.web.drawn_map import load_looks
from rashomon.web.items.places import HoldItem
from rashomon.web.items.timeline import Lane, TimelineItem, TimeMark

WIDTH, LEFT, RIGHT, HIGH, TOP = 960, 190, 20, 26, 28
MOST_TICKS = 8
LONGEST = 24  # letters of a lane's name


class Dot(NamedTuple):
    """A claim: a filled shape, hollow where unverified, crossed where denied."""

    x: float
    y: float
    path: str
    colour: str
    hollow: bool
    denied: bool
    words: str


class Ribbon(NamedTuple):
    """Days on which somebody is claimed to hold the place."""

    x: float
    y: float
    width: float
    colour: str
    words: str


class Row(NamedTuple):
    """A lane: its name and where it stands."""

    y: float
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """All that the template needs."""

    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    ribbons: tuple[Ribbon, ...]
    dots: tuple[Dot, ...]


def draw_timeline(found: TimelineItem) -> Lanes | None:
    """The drawing of a timeline's answer; None where no claim has a day. Long spans stand at their first day that is shown."""
    if found.days is None:
        return None
    days = _Days(*_shown(found))
    rows = tuple(_row(number, lane) for number, lane in enumerate(found.lanes))
    return Lanes(
        width=WIDTH,
        height=TOP + HIGH * len(rows) + 12,
        ticks=tuple(days.ticks()),
        rows=rows,
        ribbons=tuple(one for row, lane in zip(rows, found.lanes, strict=True) for one in _ribbons(lane.ribbons, row.y, days)),
        dots=tuple(_dot(mark, row.y, days) for row, lane in zip(rows, found.lanes, strict=True) for mark in lane.marks),
    )


def _shown(found: TimelineItem) -> tuple[date, date]:
    """The range in which nineteen of twenty claims begin: one claim of long ago does not press all others together."""
    begun = sorted(mark.first for lane in found.lanes for mark in lane.marks)
    first, last = found.days or (date.min, date.max)
    return (begun[len(begun) // 20] if begun else first, last)


class _Days:
    """Days as pixels."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, max(last, first + timedelta(1))

    def at(self, day: date) -> float:
        kept = min(max(day, self.first), self.last)
        part = (kept - self.first).days / (self.last - self.first).days
        return round(LEFT + 8 + part * (WIDTH - LEFT - RIGHT - 16), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        whole = (self.last - self.first).days
        step = max(1, -(-whole // MOST_TICKS))
        for number in range(0, whole + 1, step):
            day = self.first + timedelta(number)
            yield self.at(day), day_words(day)


def _row(number: int, lane: Lane) -> Row:
    name = lane.name if len(lane.name) <= LONGEST else f"{lane.name[: LONGEST - 1]}…"
    return Row(TOP + HIGH * number + HIGH / 2, name, lane.name)


def _dot(mark: TimeMark, y: float, days: _Days) -> Dot:
    look = load_looks().of(mark.voice)
    when = str(mark.first) if mark.first == mark.last else f"{mark.first} to {mark.last}"
    words = f"{when}: {mark.kind}, {mark.polarity}; {mark.source or 'no source named'}"
    hollow = "unverified" in mark.status or mark.verification == "unverified"
    return Dot(days.at(mark.first), y, look.path, look.light, hollow, mark.polarity == Polarity.DENIED, words)


def _ribbons(holds: Iterable[HoldItem], y: float, days: _Days) -> Iterator[Ribbon]:
    """One thin bar for each claimant, beneath each other."""
    claimants = list(dict.fromkeys(hold.claimant for hold in holds))
    for hold in holds:
        first, last = days.at(hold.first or days.first), days.at(hold.last or days.last)
        down = y + 5 - 4 * claimants.index(hold.claimant)
        words = f"held by {hold.holder}, as {hold.claimant} has it"
        yield Ribbon(first, down, max(2.0, round(last - first, 1)), load_looks().of(hold.holder).light, words)
