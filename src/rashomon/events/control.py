"""Capture, hold, withdraw claims -> who is said to hold a place, by whom, from when to when, on record since when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.events.parties import is_official
from rashomon.events.telling import shelve
from rashomon.events.whereabouts import event_places
from rashomon.model import Certainty, Claim, Event, Hold, Kind, Place, Polarity, Report, ReportId

CONTROL = frozenset({Kind.CAPTURE, Kind.HOLD, Kind.WITHDRAW})


@dataclass(frozen=True, slots=True)
class _Word:
    """One claim about who holds one place. `by` is the day until which it had happened, for the order."""

    place: Place
    holder: str
    claimant: str
    claim: Claim
    first: date | None
    last: date | None
    by: date
    known: date | None


def who_holds(events: Iterable[Event], reports: Iterable[Report]) -> tuple[Hold, ...]:
    """Holds by place, claimant and day; each claimant (a side, else a source, else an outlet) has a line of its own.

    Only what is affirmed and not ahead counts. A claim without a day leaves `first` open and takes its place by publication;
    one without either has no place in the order and is left out. `last` is the latest day on which the hold can have ended.
    """
    shelf = shelve(reports)
    lines: dict[tuple[str, str], list[_Word]] = defaultdict(list)
    for word in (word for event in events for claim in event.claims for word in _words(claim, shelf)):
        lines[word.place.id, word.claimant].append(word)
    return tuple(hold for key in sorted(lines) for hold in _holds(sorted(lines[key], key=_order)))


def as_of(events: Iterable[Event], reports: Iterable[Report], day: date) -> tuple[Hold, ...]:
    """Holds as they were on record on `day`: equal to what only the reports published until then would give."""
    known = [report for report in reports if report.published and report.published.last <= day]
    ids = {report.id for report in known}
    kept = (tuple(claim for claim in event.claims if claim.report in ids) for event in events)
    return who_holds((Event(claims) for claims in kept if claims), known)


def _words(claim: Claim, shelf: dict[ReportId, Report]) -> Iterator[_Word]:
    """The claim at each of its resolved places; nothing where it says nothing about who holds what."""
    report, actor = shelf[claim.report], claim.actor
    said = claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.INTENDED
    if claim.kind not in CONTROL or not said or actor is None:
        return
    first, last = (claim.when.first, claim.when.last) if claim.when else (None, None)
    known = report.published.last if report.published else None
    by = last or known
    if by is None:
        return
    for place in {spot.place for spot in event_places(claim) if spot.place}:
        yield _Word(place, actor.side or actor.name, _claimant(claim, report), claim, first, last, by, known)


def _claimant(claim: Claim, report: Report) -> str:
    """The officials of a warring side speak with one voice; everybody else, its bloggers too, under their own name."""
    source = claim.source
    if source is None:
        return report.outlet or report.name
    return source.side if source.side and is_official(source) else source.name


def _order(word: _Word) -> tuple[date, date, str]:
    return (word.by, word.known or date.max, word.claim.id)


def _holds(words: Sequence[_Word]) -> Iterator[Hold]:
    """One claimant's words about one place, in order, as holds that follow each other."""
    current: Hold | None = None
    for word in words:
        if word.claim.kind is Kind.WITHDRAW:
            if current is None or current.holder == word.holder:
                yield _ended(_joined(current, word) if current else _begun(word, None), word.by)
                current = None
        elif current and current.holder == word.holder:
            current = _joined(current, word)
        else:
            if current:
                yield _ended(current, _day_before(word))
            current = _begun(word, word.first)
    if current:
        yield current


def _begun(word: _Word, first: date | None) -> Hold:
    return Hold(word.place, word.holder, word.claimant, first, None, (word.claim.id,), word.known)


def _joined(hold: Hold, word: _Word) -> Hold:
    """The same holder once more: one hold, on record since the earliest of its reports."""
    known = min((day for day in (hold.known_since, word.known) if day), default=None)
    return replace(hold, claims=(*hold.claims, word.claim.id), known_since=known)


def _ended(hold: Hold, last: date) -> Hold:
    return replace(hold, last=max(last, hold.first or last))


def _day_before(word: _Word) -> date:
    day = word.first or word.by
    return day - timedelta(1) if day > date.min else day
