"""Reports, claims, issues and judgements in an SQLite file or a PostgreSQL database; judgements and the log are append-only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, delete, func, insert, select, update

from rashomon.errors import LedgerError, ReadingError
from rashomon.ledger.asking import Wanted, begins_with, claims_wanted, reports_about
from rashomon.ledger.checking import faults
from rashomon.ledger.contents import copied, digest
from rashomon.ledger.lock import undisturbed
from rashomon.ledger.log import (
    Act,
    Entry,
    entry_of,
    feed_parts,
    feed_subject,
    judgement_parts,
    judgement_subject,
    record,
    report_parts,
    report_subject,
    salted,
    source_parts,
    source_subject,
)
from rashomon.ledger.opening import making, opened_for_writing, prepare, version
from rashomon.ledger.redaction import Masker, Why, pending, redact_names, redact_report, scrubbed
from rashomon.ledger.rows import claim_values, issue_of, issue_values, place_values, printable, report_of, report_values
from rashomon.ledger.schema import REVISIONS, claims, feeds, insert_new, issues, judgements, log, places, reports, sources
from rashomon.ledger.stores import Address, Store, Writer, closing_engine, one_line, store_at
from rashomon.model import Claim, Feed, Issue, Judgement, Reading, Report, ReportId

__all__ = ["Act", "Address", "Counts", "Entry", "Ledger", "Masker", "Source", "Wanted", "Why", "printable", "store_at"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file or address that was read: its name, the SHA-256 of its bytes, and what read it (version and options)."""

    name: str
    source_hash: str
    reader: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    reports: int
    claims: int
    issues: int
    judgements: int


class Ledger:
    """An open ledger. One process writes at a time; readers work meanwhile and see what is committed."""

    def __init__(self, store: Store, writer: Writer | None = None) -> None:
        self.store = store
        self._writer = writer
        self._reader = store.reading()

    @classmethod
    def open(cls, address: Address, *, write: bool = False) -> Self:
        """Open a ledger; with `write` make it where there is none. An older version is migrated first.

        Raises LedgerError where it is missing, another program's, of a newer version, or being written to.
        """
        store = store_at(address)
        if not write and not store.exists():
            raise LedgerError(f"{address}: no such ledger (rashomon read --ledger {address} FILE... makes one)")
        with one_line(store.name):
            found = version(store)
            if not (write or found):
                raise LedgerError(f"{address}: is empty, no ledger (rashomon read --ledger {address} FILE... makes one)")
            if write or found != REVISIONS[-1]:
                with opened_for_writing(store) as writer:
                    prepare(store, writer)
                    if write:
                        return cls(store, writer)
                writer.close()
            return cls(store)

    @staticmethod
    def exists(address: Address) -> bool:
        """False where a writer would make the ledger; raises LedgerError for another program's file or database."""
        store = store_at(address)
        with one_line(store.name):
            return version(store) is not None

    @property
    def name(self) -> str:
        """As messages call it: the file, or the address of the database."""
        return self.store.name

    def close(self) -> None:
        """Give back the file or the connections, and the writer's place."""
        self._reader.dispose()
        if self._writer:
            self._writer.close()
            self._writer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def seen(self, source: Source) -> int | None:
        """How many reports the source gave when it was read to its end without fault; None where that is still to be done."""
        same = (sources.c.name == source.name, sources.c.source_hash == source.source_hash, sources.c.reader == source.reader)
        return next((row.reports for row in self._rows(select(sources).where(*same))), None)

    def holds(self, report: ReportId, reader: str) -> bool:
        """True where the report's claims as `reader` finds them are in the ledger."""
        return any(True for _ in self._rows(select(reports.c.id).where(reports.c.id == report, reports.c.reader == reader)))

    def finish(self, source: Source, given: int, faults: Iterable[Issue] = ()) -> None:
        """Remember that the source was read to its end and gave so many reports, and what of it could not be read.

        A source of which something is unread is not taken as read: it is tried again next time.
        """
        complaints = tuple(faults)
        with self._writing() as connection:
            connection.execute(delete(sources).where(sources.c.name == source.name))
            connection.execute(delete(issues).where(issues.c.source == source.name, issues.c.report.is_(None)))
            _put_issues(connection, complaints, source)
            if not any(complaint.is_unread for complaint in complaints):
                values = {"name": source.name, "source_hash": source.source_hash, "reader": source.reader}
                connection.execute(insert(sources), values | {"reports": given})
            subject = salted(connection, source_subject(source.name))
            record(connection, Act.FINISH, subject, source_parts(connection, source.name), f"{given} reports")

    def add(self, report: Report, reading: Reading, found: Iterable[Issue] = (), *, source: Source | None = None) -> None:
        """Store a report with its claims and issues in one transaction, in place of what was stored for it before.

        Raises ReadingError where no database can store the words, or where the report was redacted.
        """
        _check_storable(report)
        if self.redacted(report.id):
            raise ReadingError(report.name, "words of this report were redacted, it is not stored again", "nothing to do")
        with self._writing() as connection:
            connection.execute(delete(claims).where(claims.c.report == report.id))
            connection.execute(delete(issues).where(issues.c.report == report.id))
            _put_report(connection, report, source.reader if source else "")
            _put_claims(connection, report, reading.claims)
            _put_issues(connection, (*reading.issues, *found), source)
            subject = salted(connection, report_subject(report.id))
            record(connection, Act.READ, subject, report_parts(connection, report.id), f"{len(reading.claims)} claims")

    def add_issue(self, issue: Issue, *, source: Source | None = None) -> None:
        """Store what could not be done; the same issue met again is one."""
        with self._writing() as connection:
            if not _put_issues(connection, (issue,), source):
                return
            name = source.name if source else None
            subject = salted(connection, report_subject(issue.report) if issue.report else source_subject(name))
            parts = report_parts(connection, issue.report) if issue.report else source_parts(connection, name)
            added = f"issue {issue_values(issue, name)['id']}"
            record(connection, Act.NOTE, subject, {added: parts[added]}, issue.kind)

    def append(self, judgement: Judgement, through: str = "") -> bool:
        """Append a person's decision; False where the last one about the same claims says the same: nothing is added then.

        `through` is entered in the log beside the verdict: on whose word, where that is not the reviewer's own command.
        """
        with self._writing() as connection:
            about = (judgements.c.left == judgement.left, judgements.c.right.is_not_distinct_from(judgement.right))
            last = connection.execute(select(judgements.c.noun).where(*about).order_by(judgements.c.number.desc())).scalar()
            if last is not None and replace(last, at=judgement.at) == judgement:
                return False
            row = {"left": judgement.left, "right": judgement.right, "noun": judgement}
            number = connection.execute(insert(judgements).returning(judgements.c.number), row).scalar_one()
            subject = salted(connection, judgement_subject(number))
            told = f"{judgement.verdict}, by {through}" if through else judgement.verdict
            record(connection, Act.JUDGE, subject, judgement_parts(connection, number), told)
        return True

    def enter_release(self, name: str, digest: str, detail: str = "") -> None:
        """Enter in the log that a release was made: its name, the SHA-256 of all that it holds, and what it was made from."""
        with self._writing() as connection:
            record(connection, Act.RELEASE, f"release {name}", {"release": digest}, detail)

    def releases(self) -> list[Entry]:
        """What the log tells of releases, in order."""
        begins = log.c.subject.startswith("release ", autoescape=True)
        return [entry_of(row) for row in self._rows(select(log).where(begins).order_by(log.c.number))]

    def enter_access(self, name: str, detail: str) -> None:
        """Enter in the log what was done to the token of somebody who may use a server of this ledger."""
        with self._writing() as connection:
            record(connection, Act.ACCESS, f"token {name}", {}, detail)

    def redact(self, what: Masker | ReportId, why: Why) -> None:
        """Mask names, or take a report out, for good; then write the file anew, so that no free page of it holds the words.

        Raises LedgerError where another program keeps the file from being written anew: the same call finishes it later.
        """
        with self._writing() as connection:
            if isinstance(what, Masker):
                redact_names(connection, what, why)
            else:
                redact_report(connection, what, why)
            to_do = pending(connection)
        if to_do and self._writer:
            self._reader.dispose()
            with one_line(self.name), self._writer.engine.connect() as connection:
                self.store.scrub(connection)
            with self._writing() as connection:
                scrubbed(connection)

    def log(self) -> Iterator[Entry]:
        """All that was done to the ledger, in order."""
        return (entry_of(row) for row in self._rows(select(log).order_by(log.c.number)))

    def last_entries(self, amount: int) -> list[Entry]:
        """The last entries of the log, newest first."""
        return [entry_of(row) for row in self._rows(select(log).order_by(log.c.number.desc()).limit(amount))]

    def whole_id(self, prefix: str) -> ReportId:
        """The id of the one report, held or redacted, that begins with `prefix`; raises LedgerError for none or several."""
        begins = report_subject(prefix.lower())
        subjects = select(log.c.subject).where(begins_with(log.c.subject, begins)).distinct().limit(2)
        found = [ReportId(row.subject.partition(" ")[2]) for row in self._rows(subjects)] if prefix.strip() else []
        if len(found) != 1:
            raise LedgerError(f"{prefix}: begins {'several ids' if found else 'the id of no report'} (rashomon reports lists them)")
        return found[0]

    def redacted(self, report: ReportId) -> bool:
        """True for a report whose words were masked or taken out: it must not be read again."""
        done = select(log.c.number).where(log.c.subject == report_subject(report), log.c.act == Act.REDACT)
        return any(True for _ in self._rows(done))

    def feed(self, url: str) -> Feed:
        """What is known of a watched feed; of a new one its address only."""
        return next((row.noun for row in self._rows(select(feeds).where(feeds.c.url == url))), Feed(url))

    def keep_feed(self, feed: Feed) -> None:
        """Remember how a feed answered; to be called when what it gave is stored, or it would not be asked for again."""
        with self._writing() as connection:
            connection.execute(delete(feeds).where(feeds.c.url == feed.url))
            connection.execute(insert(feeds), {"url": feed.url, "noun": feed})
            subject = salted(connection, feed_subject(feed.url))
            record(connection, Act.POLL, subject, feed_parts(connection, feed.url), "failed" if feed.failures else "")

    def reports(self) -> Iterator[Report]:
        """All reports in the order in which they came; raises TamperError where stored words were changed."""
        return (report_of(row) for row in self._rows(select(reports).order_by(reports.c.number)))

    def report(self, report: ReportId) -> Report:
        """One report by its whole id."""
        row = next(self._rows(select(reports).where(reports.c.id == report)), None)
        if row is None:
            raise LedgerError(f"{report}: no such report (rashomon reports lists them)")
        return report_of(row)

    def search(self, query: str) -> Iterator[Report]:
        """Reports that have all words and "phrases" of the query in title or text, best first; case and diacritics do not count."""
        return (report_of(row) for row in self._rows(lambda connection: reports_about(connection, query)))

    def claims(self, wanted: Wanted | None = None) -> Iterator[Claim]:
        """Claims that are wanted (all without an argument), by report and position."""
        return (row.noun for row in self._rows(lambda connection: claims_wanted(connection, wanted or Wanted())))

    def claim(self, prefix: str) -> Claim:
        """The one claim whose id begins with `prefix`; raises LedgerError for none or several."""
        if not prefix.strip():
            raise LedgerError("the id of the claim is empty (rashomon claims lists them)")
        found = select(claims).where(begins_with(claims.c.id, prefix.lower())).order_by(claims.c.id).limit(4)
        rows = list(self._rows(found))
        if not rows:
            raise LedgerError(f"{prefix}: no such claim (rashomon claims lists them)")
        if len(rows) > 1:
            ids = ", ".join(row.id for row in rows[:3])
            raise LedgerError(f"{prefix}: begins several ids, such as {ids} (give more digits)")
        return rows[0].noun  # type: ignore[no-any-return]

    def issues(self) -> Iterator[Issue]:
        """What could not be done, in the order in which it was met."""
        return (issue_of(row) for row in self._rows(select(issues).order_by(issues.c.number)))

    def judgements(self) -> Iterator[Judgement]:
        """Every decision in the order in which it was made."""
        return (row.noun for row in self._rows(select(judgements).order_by(judgements.c.number)))

    def counts(self) -> Counts:
        """How much the ledger holds now."""
        tables = (reports, claims, issues, judgements)
        row = next(self._rows(select(*(select(func.count()).select_from(each).scalar_subquery() for each in tables))))
        return Counts(*row)

    def faults(self) -> list[str]:
        """One line for everything that is wrong with the ledger; empty for a sound one. Open for reading, a copy is checked."""
        if self._writer is None:
            with one_line(self.name), closing_engine(self.store.checking()) as engine, engine.begin() as connection:
                return list(faults(self.store, connection))
        with self._transaction() as connection:
            return list(faults(self.store, connection))

    def digest(self) -> str:
        """SHA-256 over all that reports, claims, issues and judgements hold: the same in every store and on every machine."""
        with one_line(self.name), self._reader.begin() as connection:
            return digest(connection)

    def copy(self, address: Address) -> None:
        """Put every row, and the log as it is, into a new ledger. Raises LedgerError where one is, or where the copy differs."""
        goal = store_at(address)
        with one_line(f"{self.name} to {goal.name}"), making(goal) as written, self._reader.begin() as read:
            if not copied(read, written):
                cause = f"would not hold what {self.name} does, nothing was copied"
                raise LedgerError(f"{goal.name}: {cause} (rashomon verify --ledger {self.name})")

    def _rows(self, statement: Any) -> Iterator[Any]:
        with one_line(self.name), self._reader.begin() as connection:
            found = statement(connection) if callable(statement) else statement
            with connection.execution_options(yield_per=100).execute(found) as rows:  # who stops early leaves no cursor open
                yield from rows

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._writer is None:
            raise LedgerError(f"{self.name}: is open for reading only (open it with write=True)")
        with one_line(self.name), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with undisturbed(), self._transaction() as connection:
            yield connection


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
