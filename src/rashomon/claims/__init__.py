"""Report -> Reading: who says what happened, to whom, how many, where, when, how certain, and what was disputed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from rashomon.claims.compose import compose
from rashomon.claims.dating import date_inside, opposed
from rashomon.claims.disputes import with_disputes
from rashomon.claims.disputes.remarks import remarks
from rashomon.claims.order import with_orders
from rashomon.claims.parse.grammar import parse
from rashomon.claims.speech.chains import attributions, find_chains
from rashomon.claims.survey import survey
from rashomon.knowledge import Knowledge
from rashomon.knowledge.anchors import Anchors
from rashomon.model import Claim, DatedBy, Issue, Reading, Report

__all__ = ["READ_LANGUAGES", "dated", "find_claims", "read_claims", "read_many"]

FAR = timedelta(2)  # time zones and late editions explain less
READ_LANGUAGES = frozenset({"en"})


def dated(report: Report, anchors: Anchors) -> Report:
    """The report with the days that its own words allow, where nothing else dates it; else the report as it is."""
    if report.published is not None or report.language not in READ_LANGUAGES:
        return report
    return replace(report, published=date_inside(report.text, report.sentences, anchors))


def date_conflicts(report: Report, anchors: Anchors) -> tuple[Issue, ...]:
    """``date-conflict`` where the days that the words allow exclude the one that page, feed, name or user give; else ()."""
    told = report.published
    if told is None or told.by is DatedBy.INSIDE:
        return ()
    inside = date_inside(report.text, report.sentences, anchors)
    if inside is None or (told.first - inside.last <= FAR and inside.first - told.last <= FAR):
        return ()
    against = opposed(report.text, report.sentences, anchors, (told.first, told.last))
    first = next(iter(against), inside.evidence[0])
    detail = f"{first.detail}: the text allows {inside.first} to {inside.last}, the {told.by.value} date is {told.first}"
    return (Issue("date-conflict", report.name, f"{detail} (rashomon dates tells all reasons)", report.id, first.span),)


def read_many(reports: Iterable[Report], know: Knowledge) -> Iterator[Reading]:
    """One reading a report, in order; reports in languages that are not read give an empty one. Memory stays bounded."""
    for parsed in parse(reports, known=know.is_name):
        if parsed.report.language not in READ_LANGUAGES:
            yield Reading(parsed.report.id)
            continue
        setting = survey(parsed, know)
        chains = find_chains(setting)
        told = tuple(remarks(setting))
        claims = with_orders(with_disputes(compose(setting, chains, told), told, chains, setting), setting)
        yield Reading(
            parsed.report.id,
            attributions(chains, setting),
            setting.wheres,
            setting.times,
            setting.quantities,
            tuple(sorted(claims, key=lambda claim: (claim.quote, claim.cue, claim.kind))),
            issues=date_conflicts(parsed.report, know.anchors),
        )


def read_claims(report: Report, know: Knowledge) -> Reading:
    """Everything that one report says: attributions, places, times, quantities and claims, in text order."""
    return next(read_many([report], know))


def find_claims(report: Report, know: Knowledge) -> tuple[Claim, ...]:
    """The claims of one report, in text order."""
    return read_claims(report, know).claims
