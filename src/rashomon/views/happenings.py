"""Events -> their place, days, support and the sentences that tell them."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.model import Certainty, Claim, ClaimId, Event, Kind, Polarity, Relation, Report, ReportId, Stance, Toll, Verification
from rashomon.views.citations import Citations
from rashomon.views.folding import folded
from rashomon.views.phrases import known_phrases
from rashomon.views.selection import is_disputed
from rashomon.views.wording import (
    clause,
    count,
    days_words,
    denies_it,
    event_spots,
    listed,
    many,
    outlet_of,
    outlets_words,
    place_words,
    said,
)

NOT_RESOLVED = "Places not resolved"
NOT_STATED = "Place not stated"
CHECKED = {
    Verification.UNVERIFIED: "could not be verified",
    Verification.CONFIRMED: "is confirmed",
    Verification.DISPUTED: "is disputed",
    Verification.NO_COMMENT: "is without comment from the other side",
}
VERBS = {
    Stance.CONTRADICTS: ("contradicts", "contradict"),
    Stance.DENIES: ("denies what is said by", "deny what is said by"),
    Stance.CONFIRMS: ("confirms", "confirm"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one place, by day, and how many reports tell them."""

    title: str
    events: tuple[Event, ...]
    reports: int


def groups_by_place(events: Sequence[Event]) -> list[Group]:
    """Places with most reports first; then events whose place is not resolved, then those without one.

    Within a place disputes come first, then what most reports tell, then by day.
    """
    titled: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        titled[place_of(event)].append(event)
    groups = [Group(title, tuple(sorted(found, key=_weight)), _reports_of(found)) for title, found in titled.items()]
    return sorted(groups, key=lambda group: (group.title == NOT_STATED, group.title == NOT_RESOLVED, -group.reports, group.title))


def _reports_of(events: Sequence[Event]) -> int:
    return len({claim.report for event in events for claim in event.claims})


def place_of(event: Event) -> str:
    """The place that most claims have, in words; else that it is not resolved or not stated."""
    spots = [spot for claim in event.claims for spot in event_spots(claim)]
    places = Counter(place_words(spot.place) for spot in spots if spot.place)
    if places:
        return min(places, key=lambda name: (-places[name], name))
    return NOT_RESOLVED if spots else NOT_STATED


def open_places(event: Event) -> str:
    """``“Oldmill” (may be Oldmill, North Region; or Oldmill, South Region)`` for each mention that is not resolved."""
    found: dict[str, str] = {}
    for spot in (spot for claim in event.claims for spot in event_spots(claim) if spot.place is None):
        maybe = "; or ".join(place_words(candidate.place) for candidate in spot.candidates[:3])
        found.setdefault(spot.text, f"“{spot.text}” ({f'may be {maybe}' if maybe else 'not in the list of places'})")
    return listed(found.values()) if found else ""


def event_days(event: Event) -> tuple[date, date] | None:
    """The days that most claims tell, of these the shortest; None where no claim tells any."""
    told = [(claim.when.first, claim.when.last) for claim in event.claims if claim.when and claim.when.first and claim.when.last]
    days = Counter((first, last) for first, last in told if first and last)
    return min(days, key=lambda span: (-days[span], span[1] - span[0], span)) if days else None


def _weight(event: Event) -> tuple[bool, int, tuple[date, date, str]]:
    return (not is_disputed(event), -_reports_of([event]), _by_day(event))


def is_aside(event: Event) -> bool:
    """True for what one report tells without a day and nobody disputes: listed in short."""
    return _reports_of([event]) == 1 and event_days(event) is None and not is_disputed(event)


def _by_day(event: Event) -> tuple[date, date, str]:
    first, last = event_days(event) or (date.max, date.max)
    return (first, last, event.id)


def headline(event: Event, reports: Mapping[ReportId, Report]) -> str:
    """``4 Mar 2024, strike: 3 reports from 2 outlets, 1 independent origin``."""
    days = event_days(event)
    told = {claim.report for claim in event.claims}
    outlets = outlets_words(reports[report] for report in told)
    support = f"{count(len(told), 'report')} from {outlets}, {count(len(event.origins), 'independent origin')}"
    return f"{days_words(*days) if days else 'Day not stated'}, {kinds_of(event)}: {support}"


def kinds_of(event: Event) -> str:
    """``capture, hold``: each kind once, in their order."""
    return ", ".join(kind for kind in Kind if any(claim.kind is kind for claim in event.claims))


def statements(event: Event, reports: Mapping[ReportId, Report]) -> list[tuple[Claim, ...]]:
    """Claims that say the same: of one origin, kind, polarity and side of now; first the one that is best put into words."""
    origin = {claim: number for number, one in enumerate(event.origins) for claim in one.claims}
    found: dict[tuple[int | None, Kind, Polarity, bool], list[Claim]] = defaultdict(list)
    for claim in event.claims:
        ahead = claim.certainty is Certainty.INTENDED
        found[origin.get(claim.id), claim.kind, claim.polarity, ahead].append(claim)
    return [
        tuple(sorted(claims, key=lambda one: (one.source is None, clause(one, reports[one.report]) is None)))
        for claims in found.values()
    ]


def told_lines(event: Event, citations: Citations) -> Iterator[str]:
    """``X says ... [1]; Y denies it [2].``: each statement, with the denials of it."""
    denied = {(one.left, one.right) for one in event.relations if one.stance is Stance.DENIES}
    rejected = {right for _, right in denied}
    lines = folded(
        [part for claims in statements(event, citations.reports) for part in _apart(claims, rejected)], citations.reports
    )
    denials = [claims for claims in lines if claims[0].polarity is Polarity.DENIED and claims[0].source]
    told: list[tuple[Claim, ...]] = []
    for claims in (one for one in lines if one not in denials):
        words = _told(claims, citations)
        for denial in denials:
            if any((left.id, right.id) in denied for left in denial for right in claims):
                words += f"; {denies_it(denial)} {citations.cite(denial)}"
                told.append(denial)
        yield f"{words}."
    yield from (f"{_told(denial, citations)}." for denial in denials if denial not in told)


def _apart(claims: tuple[Claim, ...], denied: Container[ClaimId]) -> list[tuple[Claim, ...]]:
    """One line; two where not the words that would be shown are denied but others of that origin."""
    parts = tuple(claim for claim in claims if claim.id not in denied), tuple(claim for claim in claims if claim.id in denied)
    return [claims] if claims[0].id in denied or not parts[1] else list(parts)


def _told(claims: Sequence[Claim], citations: Citations) -> str:
    return f"{said(claims, [citations.reports[claim.report] for claim in claims])} {citations.cite(claims)}"


def dispute_lines(event: Event, citations: Citations) -> Iterator[str]:
    """Who contradicts, denies, confirms, stays silent, and which numbers were updated; each pair of names once."""
    claims = {claim.id: claim for claim in event.claims}
    titles = (
        ("Disputed", {Stance.CONTRADICTS, Stance.DENIES}),
        ("Confirmed", {Stance.CONFIRMS}),
        ("No comment", {Stance.NO_COMMENT}),
        ("Updated", {Stance.UPDATES}),
    )
    for title, stances in titles:
        pairs: dict[str, list[Claim]] = defaultdict(list)
        for relation in (one for one in event.relations if one.stance in stances):
            left, right = claims[relation.left], claims[relation.right]
            pairs[_pair(relation, left, right, citations)] += [left, right]
        if pairs:
            yield f"{title}: {'; '.join(f'{words} {citations.cite(cited)}' for words, cited in pairs.items())}."


def _pair(relation: Relation, left: Claim, right: Claim, citations: Citations) -> str:
    """``X contradicts Y``; the reason itself where one party speaks twice or has no claim of its own."""
    names = _name(left, citations), _name(right, citations)
    verbs = VERBS.get(relation.stance)
    if verbs is None or names[0] == names[1]:
        return _detail(relation)
    return f"{names[0]} {verbs[many(names[0])]} {names[1]}"


def _detail(relation: Relation) -> str:
    return relation.because[0].detail if relation.because else "no reason given"


def _name(claim: Claim, citations: Citations) -> str:
    return claim.source.name if claim.source else outlet_of(citations.reports[claim.report])


def checked_lines(event: Event, citations: Citations) -> Iterator[str]:
    """``Checked: could not be verified, as told in [1][2].``"""
    for verification, words in CHECKED.items():
        if claims := [claim for claim in event.claims if claim.verification is verification]:
            yield f"Checked: it {words}, as told in {citations.cite(claims)}."


def standing_lines(event: Event, citations: Citations) -> Iterator[str]:
    """``Standing: claimed and denied; unverified by those who tried.`` by the published rubric."""
    if event.standing:
        yield f"Standing: {'; '.join(known_phrases().says(one.rule) for one in event.standing)}."


def toll_lines(event: Event, citations: Citations) -> Iterator[str]:
    """``Killed: at least 8 (Governor) [3]; 5 (Morning Post) [4].``: one number for each origin, nothing added up."""
    claims = {claim.id: claim for claim in event.claims}
    counted: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in event.tolls:
        counted[toll.of, toll.side or ""].append(toll)
    for (of, side), tolls in counted.items():
        numbers = (f"{_bounds(toll)} ({toll.origin}) {citations.cite([claims[toll.claim]])}" for toll in tolls)
        yield f"{of.capitalize()}{f', {side}' if side else ''}: {'; '.join(numbers)}.{_by_rule(event, of, side)}"


def _by_rule(event: Event, of: str, side: str) -> str:
    """`` By rule: 5 conservative, 8 latest, 8 informative.`` where the number depends on the rule."""
    totals = [total for total in event.totals if (total.of, total.side or "") == (of, side)]
    if len({total.best for total in totals}) < 2:
        return ""
    return f" By rule: {', '.join(f'{total.best:.10g} {total.rule}' for total in totals)}."


def _bounds(toll: Toll) -> str:
    if toll.low is None or toll.high is None:
        return f"at least {toll.low:.10g}" if toll.low is not None else f"up to {toll.high or 0:.10g}"
    return f"{toll.low:.10g}" if toll.low == toll.high else f"{toll.low:.10g} to {toll.high:.10g}"
