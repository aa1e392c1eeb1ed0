"""Claims of the read model as lanes over days: one lane a place or a source, with who is claimed to hold the place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import msgspec
from msgspec.structs import replace

from rashomon.model import Claim, Hold
from rashomon.web.asked import Asked
from rashomon.web.events import days
from rashomon.web.filters import AskedError, Condition, claim_conditions, values, where
from rashomon.web.items.timeline import Bin, Lane, TimelineItem, TimeMark
from rashomon.web.model import Model
from rashomon.web.pages import read_limit
from rashomon.web.places import hold_item

MOST_LANES, USUAL_LANES = 60, 20
MOST_MARKS = 2_000  # more are drawn as bins of a day
LANES = {
    "place": ("spots.place", "JOIN spots ON spots.claim = claims.number", "places"),
    "source": ("claims.source", "", "sources"),
}
OPEN = date.max


def timeline(asked: Asked) -> TimelineItem:
    """The lanes with most claims; those of places with holds."""
    model, by = asked.model, asked.options.get("lanes", "place")
    if by not in LANES:
        raise AskedError("lanes", f"{by!r} is no lane (place or source)")
    lane, joined, _ = LANES[by]
    kept = claim_conditions(asked.filters, model)
    dated = [*kept, Condition("claims.first > 0"), Condition(f"{lane} > 0")]
    limit = read_limit(asked.options.get("limit"), MOST_LANES, USUAL_LANES)
    count = f"SELECT {lane}, count(*) FROM claims {joined} {where(dated)} GROUP BY 1 ORDER BY 2 DESC, 1"
    lines = [(code, amount) for code, amount in model.rows(count, values(dated))]
    shown = dict(lines[:limit])
    among = [*dated, Condition(f"{lane} IN ({', '.join('?' * len(shown))})", tuple(shown))]
    binned = sum(shown.values()) > MOST_MARKS
    marks = defaultdict(tuple, {} if binned else _marks(model, lane, joined, among))
    bins = defaultdict(tuple, _bins(model, lane, joined, among) if binned else {})
    undated = [*kept, Condition("claims.first = 0")]
    span = model.rows(f"SELECT min(claims.first), max(claims.last) FROM claims {joined} {where(among)}", values(among))[0]
    return TimelineItem(
        lanes_by=by,
        days=days(span[0] or 0, span[1] or 0),
        lanes=tuple(replace(_lane(model, by, code), claims=shown[code], marks=marks[code], bins=bins[code]) for code in shown),
        more=len(lines) - len(shown),
        undated=model.rows(f"SELECT count(*) FROM claims {where(undated)}", values(undated))[0][0],
        binned=binned,
    )


def _lane(model: Model, by: str, code: int) -> Lane:
    """The lane without its claims."""
    id, name = model.rows(f"SELECT id, name FROM {LANES[by][2]} WHERE code = ?", (code,))[0]
    holds = model.holds("place = ?", (code,)) if by == "place" else ()
    return Lane(id, name, 0, (), (), tuple(map(hold_item, holds)), tuple(conflicts(holds)))


def _marks(model: Model, lane: str, joined: str, kept: Sequence[Condition]) -> dict[int, tuple[TimeMark, ...]]:
    """The claims of each lane, by day."""
    asked = f"""SELECT {lane}, claim_texts.noun, events.id, claims.status FROM claims {joined} JOIN claim_texts USING (number)
        JOIN events ON events.number = claims.event {where(kept)} ORDER BY claims.number"""
    found: dict[int, list[TimeMark]] = defaultdict(list)
    for code, noun, event, status in model.rows(asked, values(kept)):
        found[code].append(_mark(msgspec.json.decode(noun, type=Claim), event, model.statuses(status)))
    return {code: tuple(line) for code, line in found.items()}


def _mark(claim: Claim, event: str, status: tuple[str, ...]) -> TimeMark:
    when: Any = claim.when
    return TimeMark(
        claim=claim.id,
        event=event,
        first=when.first,
        last=when.last,
        kind=claim.kind,
        polarity=claim.polarity,
        certainty=claim.certainty,
        verification=claim.verification,
        voice=claim.source.side if claim.source else None,
        source=claim.source.name if claim.source else None,
        status=status,
    )


def _bins(model: Model, lane: str, joined: str, kept: Sequence[Condition]) -> dict[int, tuple[Bin, ...]]:
    """The claims of each lane counted by first day and side of the source."""
    denied = model.code("polarity", "denied") or 0
    asked = f"""SELECT {lane}, claims.first, claims.voice, count(*), sum(claims.polarity = {denied}), sum(claims.status & 1)
        FROM claims {joined} {where(kept)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    found: dict[int, list[Bin]] = defaultdict(list)
    for code, day, voice, *counts in model.rows(asked, values(kept)):
        found[code].append(Bin(date.fromordinal(day), model.name("side", voice), *counts))
    return {code: tuple(line) for code, line in found.items()}


def conflicts(holds: Iterable[Hold]) -> Iterator[tuple[date | None, date | None]]:
    """The days on which two claimants name different holders; None where no beginning or no end is told."""
    spans = sorted(_spans(tuple(holds)))
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and first <= _after(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    for first, last in joined:
        yield (first if first > date.min else None, last if last < OPEN else None)


def _spans(holds: Sequence[Hold]) -> Iterator[tuple[date, date]]:
    for left, right in combinations(holds, 2):
        if left.claimant != right.claimant and left.holder != right.holder:
            first = max(left.first or date.min, right.first or date.min)
            last = min(left.last or OPEN, right.last or OPEN)
            if first <= last:
                yield first, last


def _after(day: date) -> date:
    return day + timedelta(1) if day < OPEN else day
