"""Sources and reports of the read model as they are answered."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
from msgspec.structs import asdict
from msgspec.structs import replace as replace_fields

from rashomon.doors import BoilerplateRow, Pair, issue_row, report_head
from rashomon.model import Claim, PlaceRole, Report, Span, Version
from rashomon.web.asked import Asked, Listing, missing, page
from rashomon.web.claims import claim_items, claims_numbered
from rashomon.web.filters import claim_conditions, values, where
from rashomon.web.items.pages import Page
from rashomon.web.items.reports import ChangeItem, EvidenceItem, MarkItem, OneReport, ReportItem, SourceItem, VersionItem

SOURCES = Listing(
    """WITH grouped AS MATERIALIZED (
        SELECT source AS code, count(*) AS claims, count(DISTINCT report) AS reports, sum(status & 1) AS disputed
        FROM claims {kept} GROUP BY source)
    SELECT {sort}, sources.code, id, name, side, noun, grouped.claims, reports, disputed FROM grouped JOIN sources USING (code)""",
    "sources.code",
    {"claims": "grouped.claims", "name": "sources.code", "side": "ifnull(sources.side, '')", "disputed": "grouped.disputed"},
    "-claims",
)
REPORTS = Listing(
    "SELECT {sort}, reports.number, {claims} FROM reports {joined}",
    "reports.number",
    {
        "published": "reports.number",
        "outlet": "ifnull(reports.outlet, '')",
        "title": "ifnull(reports.title, '')",
        "claims": "{claims}",
    },
    "-published",
)
TOLD = "JOIN (SELECT report, count(*) AS kept FROM claims {kept} GROUP BY report) ON report = reports.number"


def sources(asked: Asked) -> Page:
    """One page of those who say what the filters keep."""
    kept = claim_conditions(asked.filters, asked.model)
    listing = replace(SOURCES, rows=SOURCES.rows.replace("{kept}", where(kept)))
    rows, following = page(asked, listing, [], values(kept))
    return Page(tuple(_source(*row[1:]) for row in rows), following)


def source(asked: Asked) -> SourceItem:
    """One source by its id, with all its claims."""
    sql = SOURCES.rows.replace("{sort}", "0").replace("{kept}", "")
    row = asked.model.row(f"{sql} WHERE id = ?", (asked.part,))
    if row is None:
        raise missing("source", asked.part)
    return _source(*row[2:])


def _source(id: str, name: str, side: str | None, noun: str, *counts: int) -> SourceItem:
    known = msgspec.json.decode(noun)
    return SourceItem(id, name, side, tuple(known["offices"]), tuple(known["spellings"]), *counts)


def reports(asked: Asked) -> Page:
    """One page of the reports with what the filters keep; without filters of all, those without a claim too."""
    kept = claim_conditions(asked.filters, asked.model)
    joined = TOLD.replace("{kept}", where(kept)) if asked.filters.chosen else ""
    claims = "kept" if joined else "reports.claims"
    sorts = {name: sql.replace("{claims}", claims) for name, sql in REPORTS.sorts.items()}
    sql = REPORTS.rows.replace("{claims}", claims).replace("{joined}", joined)
    rows, following = page(asked, replace(REPORTS, rows=sql, sorts=sorts), [], values(kept) if joined else ())
    return Page(tuple(_report(asked.model.report(number), count) for number, count in rows), following)


def _report(report: Report, claims: int) -> ReportItem:
    head = replace_fields(report_head(report), url=web_address(report.url))
    return ReportItem(**asdict(head), claims=claims)


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web: a report may say that it lies at ``javascript:...``."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def report(asked: Asked) -> OneReport:
    """One report with its text and all that is marked in it."""
    model, number = asked.model, asked.model.report_number(asked.part)
    if number is None:
        raise missing("report", asked.part)
    told = model.report(number)
    numbers = [row[0] for row in model.rows("SELECT number FROM claims WHERE report = ?", (number,))]
    found = sorted(zip(claims_numbered(model, numbers), numbers, strict=True), key=lambda pair: (pair[0].quote, pair[0].id))
    evidence = told.published.evidence if told.published else ()
    return OneReport(
        report=_report(told, len(found)),
        text=told.text,
        evidence=tuple(EvidenceItem(one.first, one.last, one.by, one.detail, *_ends(one.span)) for one in evidence),
        passages=tuple((one.span.start, one.span.end, str(one.part)) for one in told.passages),
        sentences=tuple(_pair(span) for span in told.sentences),
        boilerplate=tuple(BoilerplateRow(one.span.start, one.span.end, one.rule) for one in told.boilerplate),
        marks=marks_of(claim for claim, _ in found),
        claims=claim_items(model, [number for _, number in found]),
        versions=tuple(_version(one) for one in model.versions() if told.id in (one.earlier, one.later)),
        issues=tuple(issue_row(one) for one in model.issues(told.id)),
    )


def marks_of(claims: Iterator[Claim]) -> tuple[MarkItem, ...]:
    """The words of all parts of claims, by start, the longest first."""
    found = {MarkItem(claim.id, of, span.start, span.end) for claim in claims for of, span in _spans(claim)}
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.claim, mark.of)))


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield from (("quote", claim.quote), ("cue", claim.cue))
    yield from ((link.role, link.span) for link in claim.chain if link.span)
    yield from ((of, party.span) for of, party in (("actor", claim.actor), ("target", claim.target)) if party and party.span)
    yield from (("place", spot.span) for spot in claim.places if spot.role in (PlaceRole.EVENT, PlaceRole.GOAL))
    if claim.when:
        yield "when", claim.when.span
    yield from (("quantity", one.span) for one in claim.quantities)
    yield from ((one.of, one.span) for one in claim.marks)
    yield from (("dispute", one.span) for one in claim.disputes)


def _pair(span: Span) -> Pair:
    return (span.start, span.end)


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _version(version: Version) -> VersionItem:
    changes = tuple(ChangeItem(_pair(one.before), _pair(one.after)) for one in version.changes)
    return VersionItem(version.earlier, version.later, version.because.detail, changes)
