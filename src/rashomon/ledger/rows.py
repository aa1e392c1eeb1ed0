"""Nouns <-> rows of the ledger."""

from typing import Any

from anyascii import anyascii
from sqlalchemy import Row

from rashomon.errors import TamperError
from rashomon.model import Claim, Issue, PlaceRole, Report, Where, content_id

Values = dict[str, Any]

REPORT_FIELDS = tuple(name for name in Report.__dataclass_fields__)


def key(name: str) -> str:
    """A name as it is looked up: ASCII, lower case, single spaces: ``Klishchiïvka`` -> ``klishchiivka``."""
    return " ".join(anyascii(name).casefold().split())


def printable(name: str) -> str:
    """A file name as any database stores it: bytes that are no UTF-8 become escapes, NUL too."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def report_values(report: Report, reader: str) -> Values:
    """One row of `reports`."""
    return {"id": report.id, "reader": reader} | {name: getattr(report, name) for name in REPORT_FIELDS}


def report_of(row: Row[Any]) -> Report:
    """The report as it was read; raises TamperError where its words are no longer those that gave it its id."""
    report = stored_report(row)
    if report.id != row.id:
        raise TamperError(f"{report.name}: the stored words are not those that were read (read the source again with --again)")
    return report


def stored_report(row: Row[Any]) -> Report:
    """The report as it stands in the row, unchecked."""
    return Report(**{name: row._mapping[name] for name in REPORT_FIELDS})


def claim_values(claim: Claim, report: Report) -> Values:
    """One row of `claims`."""
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "source": key(claim.source.name) if claim.source else "",
        "first": claim.when and claim.when.first,
        "last": claim.when and claim.when.last,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "verification": claim.verification,
        "start": claim.quote.start,
        "quote": claim.quote.of(report.text),
        "noun": claim,
    }


def place_values(claim: Claim) -> list[Values]:
    """Rows of `places`: every name under which the place of the event can be asked for."""
    names = {key(name) for where in claim.places if where.role is PlaceRole.EVENT for name in _names_of(where)}
    return [{"claim": claim.id, "name": name} for name in sorted(names)]


def _names_of(where: Where) -> tuple[str, ...]:
    return (where.text, where.place.name, *where.place.names) if where.place else (where.text,)


def issue_values(issue: Issue, source: str | None) -> Values:
    """One row of `issues`; the same issue met again has the same id."""
    span = issue.span
    name, detail = printable(issue.name), printable(issue.detail)
    marks = (issue.kind, name, detail, issue.report, span and span.start, span and span.end)
    return {
        "id": content_id(*marks),
        "kind": issue.kind,
        "name": name,
        "detail": detail,
        "report": issue.report,
        "span": span,
        "source": source,
    }


def issue_of(row: Row[Any]) -> Issue:
    """The issue of a row."""
    return Issue(row.kind, row.name, row.detail, row.report, row.span)
