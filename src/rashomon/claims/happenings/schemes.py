"""A claim's kind and words -> its ACLED sub-event type, its PLOVER event and modes; None where a scheme has no home for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rashomon.knowledge.cues import Cues
from rashomon.knowledge.plover import load_plover
from rashomon.model import Certainty, Claim, Kind, Polarity, Report, hull

PAST = timedelta(30)  # what ended longer before the report appeared is background: historical


@dataclass(frozen=True, slots=True)
class PloverCode:
    """PLOVER 2.0's codes for one claim. `event` is None where it has no home; auxiliaries say that it did not just happen."""

    event: str | None
    modes: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


def acled_type(claim: Claim, words: str, cues: Cues) -> str | None:
    """ACLED's sub-event type for a claim, by its kind, its actor and target and the `words` of its sentence."""
    doer, done_to = (party.name if party is not None else "" for party in (claim.actor, claim.target))
    told = next((row.type for row in cues.telling if claim.kind in row.kinds and row.fits(words, doer, done_to)), None)
    if told is None and claim.kind is Kind.CAPTURE and claim.recapture:
        return "Government regains territory"
    return told or cues.otherwise.get(claim.kind)


def plover_code(claim: Claim, report: Report) -> PloverCode:
    """PLOVER's event, modes, auxiliaries and contexts of a claim, by its own words and, where these say nothing, its sentence.

    An announced withdrawal is CONCEDE, help that is promised AGREE, as the manual has it; any other act ahead keeps its event
    and is marked as future or hypothetical.
    """
    words = claim.quote.of(report.text)
    event, mode = _plover_event(claim.kind, words, _sentence(claim, report))
    if not event:
        return PloverCode(None)
    rows = load_plover()
    ahead = claim.certainty is Certainty.INTENDED
    announced = rows.ahead.get(event) if ahead else None
    contexts = tuple(row.name for row, shown in rows.contexts if claim.kind in row.kinds or (shown and shown.search(words)))
    if announced:
        return PloverCode(announced, (), tuple(_negation(claim)), contexts)
    return PloverCode(event, (mode,) if mode else (), tuple(_auxiliaries(claim, report, words)), contexts)


def _plover_event(kind: Kind, words: str, sentence: str) -> tuple[str, str]:
    rows = load_plover()
    for text in (words, sentence):
        for row, pattern in rows.telling:
            if kind in row.kinds and pattern.search(text):
                return row.event, row.mode
    return rows.otherwise.get(kind, ("", ""))


def _sentence(claim: Claim, report: Report) -> str:
    return hull([claim.quote, *(one for one in report.sentences if one.touches(claim.quote))]).of(report.text)


def _auxiliaries(claim: Claim, report: Report, words: str) -> Iterator[str]:
    """historical, future, hypothetical, negation, as far as they hold, in this order."""
    found = {row.name for row, pattern in load_plover().auxiliaries if pattern.search(words)}
    if "historical" in found or _long_past(claim, report):
        yield "historical"
    if claim.certainty is Certainty.INTENDED:
        yield "hypothetical" if "hypothetical" in found else "future"
    yield from _negation(claim)


def _negation(claim: Claim) -> Iterator[str]:
    if claim.polarity is not Polarity.AFFIRMED:
        yield "negation"


def _long_past(claim: Claim, report: Report) -> bool:
    return bool(claim.when and claim.when.last and report.published and claim.when.last < report.published.first - PAST)
