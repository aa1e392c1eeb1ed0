"""Report -> Reading: who says what happened, to whom, how many, where, when, how certain, and what was disputed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rashomon.claims.chains import attributions, find_chains
from rashomon.claims.compose import compose
from rashomon.claims.dating import date_inside
from rashomon.claims.disputes import with_disputes
from rashomon.claims.grammar import parse
from rashomon.claims.order import find_order
from rashomon.claims.survey import survey
from rashomon.knowledge import Knowledge
from rashomon.knowledge.anchors import Anchors
from rashomon.model import Claim, Reading, Report

__all__ = ["READ_LANGUAGES", "dated", "find_claims", "read_claims", "read_many"]

READ_LANGUAGES = frozenset({"en"})


def dated(report: Report, anchors: Anchors) -> Report:
    """The report with the days that its own words allow, where nothing else dates it; else the report as it is."""
    if report.published is not None or report.language not in READ_LANGUAGES:
        return report
    return replace(report, published=date_inside(report.text, report.sentences, anchors))


def read_many(reports: Iterable[Report], know: Knowledge) -> Iterator[Reading]:
    """One reading a report, in order; reports in languages that are not read give an empty one. Memory stays bounded."""
    for parsed in parse(reports, known=know.is_name):
        if parsed.report.language not in READ_LANGUAGES:
            yield Reading(parsed.report.id)
            continue
        setting = survey(parsed, know)
        chains = find_chains(setting)
        claims = with_disputes(compose(setting, chains), chains, setting)
        yield Reading(
            parsed.report.id,
            attributions(chains, setting),
            setting.wheres,
            setting.times,
            setting.quantities,
            tuple(sorted(claims, key=lambda claim: (claim.quote, claim.cue, claim.kind))),
            orders=find_order(claims, setting),
        )


def read_claims(report: Report, know: Knowledge) -> Reading:
    """Everything that one report says: attributions, places, times, quantities and claims, in text order."""
    return next(read_many([report], know))


def find_claims(report: Report, know: Knowledge) -> tuple[Claim, ...]:
    """The claims of one report, in text order."""
    return read_claims(report, know).claims
