"""Nouns -> rows of the ledger, inside a writer's transaction; every change is entered in the log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select, update

from rashomon.errors import ReadingError
from rashomon.ledger.log import FEED, JUDGEMENT, REPORT, SOURCE, Act, enter, record, salted
from rashomon.ledger.redaction import is_redacted
from rashomon.ledger.rows import claim_values, issue_values, place_values, report_values
from rashomon.ledger.schema import claims, feeds, insert_new, issues, judgements, places, reports, sources
from rashomon.model import Claim, Feed, Issue, Judgement, Reading, Report


@dataclass(frozen=True, slots=True)
class Source:
    """A file or address that was read: its name, the SHA-256 of its bytes, and what read it (version and options)."""

    name: str
    source_hash: str
    reader: str


def put_reading(connection: Connection, report: Report, reading: Reading, found: Iterable[Issue], source: Source | None) -> None:
    """A report with its claims and issues, in place of what was stored for it before.

    Raises ReadingError where no database can store the words, or where the report was redacted.
    """
    _check_storable(report)
    if is_redacted(connection, report.id):
        raise ReadingError(report.name, "words of this report were redacted, it is not stored again", "nothing to do")
    connection.execute(delete(claims).where(claims.c.report == report.id))
    connection.execute(delete(issues).where(issues.c.report == report.id))
    _put_report(connection, report, source.reader if source else "")
    _put_claims(connection, report, reading.claims)
    _put_issues(connection, (*reading.issues, *found), source)
    enter(connection, Act.READ, REPORT, report.id, f"{len(reading.claims)} claims")


def put_end(connection: Connection, source: Source, given: int, complaints: tuple[Issue, ...]) -> None:
    """The end of a source; one of which something is unread is not taken as read: it is tried again next time."""
    connection.execute(delete(sources).where(sources.c.name == source.name))
    connection.execute(delete(issues).where(issues.c.source == source.name, issues.c.report.is_(None)))
    _put_issues(connection, complaints, source)
    if not any(complaint.is_unread for complaint in complaints):
        values = {"name": source.name, "source_hash": source.source_hash, "reader": source.reader}
        connection.execute(insert(sources), values | {"reports": given})
    enter(connection, Act.FINISH, SOURCE, source.name, f"{given} reports")


def put_issue(connection: Connection, issue: Issue, source: Source | None) -> None:
    """What could not be done; the same issue met again is one."""
    if not _put_issues(connection, (issue,), source):
        return
    source_name = source.name if source else None
    of, name = (REPORT, issue.report) if issue.report else (SOURCE, source_name)
    subject = salted(connection, of.called(name))
    added = f"issue {issue_values(issue, source_name)['id']}"
    record(connection, Act.NOTE, subject, {added: of.parts(connection, name)[added]}, issue.kind)


def append_judgement(connection: Connection, judgement: Judgement, through: str) -> bool:
    """Append a decision; False where the last one about the same claims says the same: nothing is added then."""
    about = (judgements.c.left == judgement.left, judgements.c.right.is_not_distinct_from(judgement.right))
    last = connection.execute(select(judgements.c.noun).where(*about).order_by(judgements.c.number.desc())).scalar()
    if last is not None and replace(last, at=judgement.at) == judgement:
        return False
    row = {"left": judgement.left, "right": judgement.right, "noun": judgement}
    number = connection.execute(insert(judgements).returning(judgements.c.number), row).scalar_one()
    enter(connection, Act.JUDGE, JUDGEMENT, number, f"{judgement.verdict}, by {through}" if through else judgement.verdict)
    return True


def put_feed(connection: Connection, feed: Feed) -> None:
    """How a feed answered, in place of what it did before."""
    connection.execute(delete(feeds).where(feeds.c.url == feed.url))
    connection.execute(insert(feeds), {"url": feed.url, "noun": feed})
    enter(connection, Act.POLL, FEED, feed.url, "failed" if feed.failures else "")


def _check_storable(report: Report) -> None:
    words = "".join(part or "" for part in (report.name, report.outlet, report.url, report.title, report.text))
    if "\0" in words:
        raise ReadingError(report.name, "a character is NUL, which not every database stores", "save the source as text")
    try:
        words.encode()
    except UnicodeEncodeError:
        cause = "a character is half of a surrogate pair, which no database stores"
        raise ReadingError(report.name, cause, "save the source as UTF-8") from None


def _put_report(connection: Connection, report: Report, reader: str) -> None:
    values = report_values(report, reader)
    known = connection.execute(update(reports).where(reports.c.id == report.id).values(**values))
    if not known.rowcount:
        connection.execute(insert(reports), values)


def _put_claims(connection: Connection, report: Report, found: Iterable[Claim]) -> None:
    unique = list({claim.id: claim for claim in found}.values())
    names = [row for claim in unique for row in place_values(claim)]
    if unique:
        connection.execute(insert(claims), [claim_values(claim, report) for claim in unique])
    if names:
        connection.execute(insert(places), names)


def _put_issues(connection: Connection, found: Iterable[Issue], source: Source | None) -> int:
    """How many of them are new."""
    rows = [issue_values(issue, source.name if source else None) for issue in found]
    return sum(connection.execute(insert_new(issues, row, "id")).rowcount for row in rows)
