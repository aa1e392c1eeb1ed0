"""The whole story on one page: sources -> reports -> claims -> events -> one record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from rashomon import claims
from rashomon.events import Loom, find_versions, judge, lost_judgements, weave, who_holds
from rashomon.events.judged import apply
from rashomon.intake import PLAIN, Plan, Sources, Step, find_everywhere, read, read_into
from rashomon.knowledge import Knowledge, load
from rashomon.ledger import Ledger, Wanted
from rashomon.model import Claim, Issue, Judgement, Reading, Record, Report, ReportId

__all__ = [
    "PLAIN",
    "Loom",
    "Plan",
    "Step",
    "find_claims",
    "judge",
    "read",
    "read_into",
    "recall",
    "standing",
    "tell",
    "weave",
    "who_holds",
]

EVERYTHING = Wanted()


def tell(sources: Sources, judgements: Iterable[Judgement] = (), know: Knowledge | None = None, *, plan: Plan = PLAIN) -> Record:
    """Everything that the sources claim, as one record; what could not be read is among its issues.

    `plan` says where to read: ``Plan(jobs=8)``, ``Plan(engine="ray://head:10001")``; workers load their knowledge themselves, a
    `know` of one's own is used in this process alone. A source is a file, a folder, an address, or a name with its content:

    >>> text = "Officials in Kharkiv said on Monday that at least three people were killed in a missile strike."
    >>> record = tell([("kharkiv.txt", text.encode())])
    >>> [claim.source.name for claim in record.claims if claim.kind == "casualties"]
    ['Officials in Kharkiv']
    """
    found = tuple(read(sources, plan.given, skim=plan.skim))
    reports: dict[ReportId, Report] = {}
    for report in (one for one in found if isinstance(one, Report)):
        reports.setdefault(report.id, report)
    answers = (*found, *find_everywhere(reports.values(), plan, know))
    readings = [one for one in answers if isinstance(one, Reading)]
    issues = [one for one in answers if isinstance(one, Issue)] + [issue for reading in readings for issue in reading.issues]
    told = [claim for reading in readings for claim in reading.claims]
    return _record(tuple(reports.values()), told, tuple(judgements), tuple(issues))


def find_claims(report: Report, know: Knowledge | None = None) -> tuple[Claim, ...]:
    """The claims of one report, in text order."""
    return claims.find_claims(report, know or load())


def standing(ledger: Ledger, wanted: Wanted = EVERYTHING) -> Iterator[Claim]:
    """The claims that are wanted as people's decisions left them, by report and position: no rejected ones, corrected fields."""
    judged: dict[ReportId, list[Judgement]] = defaultdict(list)
    for one in ledger.judgements():
        for report in {anchor.report for anchor in one.anchors}:
            judged[report].append(one)
    for report, found in groupby(ledger.claims(replace(wanted, beside=frozenset(judged))), key=lambda claim: claim.report):
        if report not in judged:
            yield from found
            continue
        left = apply(ledger.claims(Wanted(report=report)), judged[report])
        names = {left.now[claim.id] for claim in found}
        kept = (left.standing[name] for name in names & left.standing.keys())
        yield from sorted(filter(wanted.fits, kept), key=lambda one: (one.quote, one.id))


def recall(ledger: Ledger, until: date | None = None, loom: Loom | None = None) -> Record:
    """All that a ledger holds, as one record; with `until` what only the reports published until that day give.

    A `loom` that wove the ledger before spares what has not changed since; the record is the same.
    """
    reports = tuple(one for one in ledger.reports() if until is None or (one.published and one.published.last <= until))
    known = {report.id for report in reports}
    told = (claim for claim in ledger.claims() if claim.report in known)
    return _record(reports, told, tuple(ledger.judgements()), tuple(ledger.issues()), loom)


def _record(
    reports: tuple[Report, ...],
    told: Iterable[Claim],
    judged: tuple[Judgement, ...],
    issues: tuple[Issue, ...],
    loom: Loom | None = None,
) -> Record:
    found = tuple(told)
    events = (loom or Loom()).weave(found, reports, judged)
    lost = lost_judgements(found, judged, {report.id for report in reports})
    return Record(reports, events, who_holds(events, reports), issues + lost, judged, find_versions(reports))
