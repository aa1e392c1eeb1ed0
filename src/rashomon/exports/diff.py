"""Two ledgers or releases, as their lines -> claims and events that were added, changed or withdrawn, each with a reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec import Struct

from rashomon.exports.columns import ClaimLine, DecisionLine, EventLine, Line, ReportLine

What = Literal["added", "changed", "withdrawn"]
ABOUT = frozenset({"id", "event", "chain", "places", "quantities", "disputes", "cue_start", "cue_end", "rule"})
"""Columns of a claim whose change is told through others, or is no news."""
COMPARED = ("first", "last", "place", "kinds", "independent_origins", "disputed", "standing", "totals")
"""Columns of an event that are compared; its claims are told by what was added and withdrawn."""


class Difference(Struct, frozen=True):
    """One difference. `fields` has old and new values; `words` is the quote of a claim, else what an event is about."""

    noun: Literal["claim", "event"]
    change: What
    id: str
    reason: str
    words: str
    fields: dict[str, tuple[Any, Any]] = {}
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, by table."""

    claims: Mapping[str, ClaimLine]
    events: Mapping[str, EventLine]
    reports: Mapping[str, ReportLine]
    decisions: tuple[DecisionLine, ...]


def side_of(lines: Iterable[Line]) -> Side:
    """The tables of an export or a ledger."""
    found = list(lines)
    return Side(
        claims={line.id: line for line in found if isinstance(line, ClaimLine)},
        events={line.id: line for line in found if isinstance(line, EventLine)},
        reports={line.id: line for line in found if isinstance(line, ReportLine)},
        decisions=tuple(line for line in found if isinstance(line, DecisionLine)),
    )


def differences(old: Side, new: Side) -> list[Difference]:
    """Claims first, then events; each added, changed, withdrawn, in the order of the tables."""
    renamed = _renamed(old, new)
    return [*_claims(old, new, renamed), *_events(old, new, renamed)]


def _renamed(old: Side, new: Side) -> dict[str, str]:
    """New id -> old id of claims that are read otherwise from nearly the same words, or were corrected."""
    gone: dict[str, dict[str, ClaimLine]] = defaultdict(dict)
    for claim in old.claims.values():
        if claim.id not in new.claims:
            gone[claim.report][claim.id] = claim
    pairs: dict[str, str] = {}
    for claim in (one for one in new.claims.values() if one.id not in old.claims):
        there = gone.get(claim.report, {})
        common, best = max(((_common(claim, one), one.id) for one in there.values()), default=(0, ""))
        if best and common * 2 >= claim.end - claim.start:
            pairs[claim.id] = best
            del there[best]
    return pairs


def _common(left: ClaimLine, right: ClaimLine) -> int:
    """Characters that both quotes have."""
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def _claims(old: Side, new: Side, renamed: Mapping[str, str]) -> Iterator[Difference]:
    for claim in new.claims.values():
        before = old.claims.get(renamed.get(claim.id, claim.id))
        if before is None:
            yield Difference("claim", "added", claim.id, _why_added(claim, old), claim.quote)
        elif fields := _changed(before, claim):
            was = before.id if before.id != claim.id else None
            yield Difference("claim", "changed", claim.id, _why_changed(before, claim, old, new), claim.quote, fields, was)
    followed = set(renamed.values())
    for claim in old.claims.values():
        if claim.id not in new.claims and claim.id not in followed:
            yield Difference("claim", "withdrawn", claim.id, _why_gone(claim, old, new), claim.quote)


def _changed(before: ClaimLine, after: ClaimLine) -> dict[str, tuple[Any, Any]]:
    names = [name for name in ClaimLine.__struct_fields__ if name not in ABOUT]
    return {name: (a, b) for name in names if (a := getattr(before, name)) != (b := getattr(after, name))}


def _why_added(claim: ClaimLine, old: Side) -> str:
    if claim.report not in old.reports:
        return f"a new report: {claim.doc}"
    return "read in a report that was there before"


def _why_changed(before: ClaimLine, after: ClaimLine, old: Side, new: Side) -> str:
    told = _decided({before.id, after.id}, "correct", old, new)
    return f"a person corrected it: {told}" if told else "read otherwise"


def _why_gone(claim: ClaimLine, old: Side, new: Side) -> str:
    told = _decided({claim.id}, "reject", old, new)
    if told:
        return f"a person rejected it: {told}"
    if claim.report not in new.reports:
        return f"its report is gone: {claim.doc}"
    return "no longer read in its report"


def _decided(claims: set[str], verdict: str, old: Side, new: Side) -> str:
    """The reasons of decisions that only the new one has."""
    found = [one for one in new.decisions if one not in old.decisions and one.verdict == verdict and one.claim in claims]
    return "; ".join(one.reason for one in found)


def _events(old: Side, new: Side, renamed: Mapping[str, str]) -> Iterator[Difference]:
    home = {claim: event.id for event in old.events.values() for claim in event.claims}
    kept = {claim for event in new.events.values() for claim in _under_old_ids(event, renamed)}
    for event in new.events.values():
        before = _ancestors(event, home, old, renamed)
        if not before:
            yield Difference("event", "added", event.id, "none of its claims was there before", _words(event))
        elif fields := _event_changes(before[0], event, renamed):
            was = before[0].id if before[0].id != event.id else None
            reason = _why_event(before, event, renamed, new)
            yield Difference("event", "changed", event.id, reason, _words(event), fields, was)
    for event in old.events.values():
        if not kept & set(event.claims):
            yield Difference("event", "withdrawn", event.id, "none of its claims is left", _words(event))


def _under_old_ids(event: EventLine, renamed: Mapping[str, str]) -> list[str]:
    return [renamed.get(claim, claim) for claim in event.claims]


def _ancestors(event: EventLine, home: Mapping[str, str], old: Side, renamed: Mapping[str, str]) -> list[EventLine]:
    """The events that had its claims before, the one with most of them first."""
    counts = Counter(home[claim] for claim in _under_old_ids(event, renamed) if claim in home)
    return [old.events[name] for name in sorted(counts, key=lambda name: (-counts[name], name))]


def _event_changes(before: EventLine, after: EventLine, renamed: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    changed = {name: (a, b) for name in COMPARED if (a := getattr(before, name)) != (b := getattr(after, name))}
    there, here = set(before.claims), set(_under_old_ids(after, renamed))
    return changed | ({"claims": (sorted(there - here), sorted(here - there))} if there != here else {})


def _why_event(before: Sequence[EventLine], event: EventLine, renamed: Mapping[str, str], new: Side) -> str:
    parts = []
    there, here = {claim for one in before for claim in one.claims}, set(_under_old_ids(event, renamed))
    if len(before) > 1:
        parts.append(f"{len(before)} events became one")
    if joined := here - there:
        parts.append(f"{len(joined)} more claim{'s' if len(joined) > 1 else ''}")
    if left := there - here:
        elsewhere = sum(claim in new.claims for claim in left)
        parts += [f"{elsewhere} of its claims moved to another event"] if elsewhere else []
        parts += [f"{len(left) - elsewhere} of its claims withdrawn"] if len(left) > elsewhere else []
    return "; ".join(parts) or "its claims changed"


def _words(event: EventLine) -> str:
    """``capture, hold: Andriivka, 2023-09-15``."""
    where = f"{', '.join(event.kinds)}: {event.place or 'place not resolved'}"
    return f"{where}, {event.first}" if event.first else where


def as_text(one: Difference) -> str:
    """One difference in a few lines."""
    was = f" (was {one.was[:8]})" if one.was else ""
    lines = [f"{one.change} {one.noun} {one.id[:8]}{was}: {' '.join(one.words.split())}", f"  because: {one.reason}"]
    lines += [f"  {name}: {_shown(before)} -> {_shown(after)}" for name, (before, after) in one.fields.items()]
    return "\n".join(lines)


def _shown(value: Any) -> str:
    if value is None:
        return "not stated"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
