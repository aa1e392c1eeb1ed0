"""Reports, claims, issues and judgements in an SQLite file or a PostgreSQL database; judgements and the log are append-only."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from sqlalchemy import select

from rashomon.errors import LedgerError
from rashomon.ledger import asking, redaction
from rashomon.ledger.asking import Counts, Wanted, claims_wanted, counted, one_claim, reports_about
from rashomon.ledger.checking import faults
from rashomon.ledger.contents import copied, digest
from rashomon.ledger.log import Act, Entry, entry_of, record
from rashomon.ledger.opening import making, opened, version
from rashomon.ledger.redaction import Masker, Why, is_redacted, scrubbed
from rashomon.ledger.rows import issue_of, printable, report_of
from rashomon.ledger.schema import feeds, issues, judgements, log, reports, sources
from rashomon.ledger.session import Session
from rashomon.ledger.stores import Address, Store, one_line, store_at
from rashomon.ledger.writing import Source, append_judgement, put_end, put_feed, put_issue, put_reading
from rashomon.model import Claim, Feed, Issue, Judgement, Reading, Report, ReportId

__all__ = ["Act", "Address", "Counts", "Entry", "Ledger", "Masker", "Source", "Wanted", "Why", "printable", "store_at"]


class Ledger:
    """An open ledger. One process writes at a time; readers work meanwhile and see what is committed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def open(cls, address: Address, *, write: bool = False) -> Self:
        """Open a ledger; with `write` make it where there is none. An older version is migrated first.

        Raises LedgerError where it is missing, another program's, of a newer version, or being written to.
        """
        return cls(opened(address, write=write))

    @staticmethod
    def exists(address: Address) -> bool:
        """False where a writer would make the ledger; raises LedgerError for another program's file or database."""
        store = store_at(address)
        with one_line(store.name):
            return version(store) is not None

    @property
    def store(self) -> Store:
        """The file or the database that keeps it."""
        return self._session.store

    @property
    def name(self) -> str:
        """As messages call it: the file, or the address of the database."""
        return self.store.name

    def close(self) -> None:
        """Give back the file or the connections, and the writer's place."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def seen(self, source: Source) -> int | None:
        """How many reports the source gave when it was read to its end without fault; None where that is still to be done."""
        same = (sources.c.name == source.name, sources.c.source_hash == source.source_hash, sources.c.reader == source.reader)
        row = self._session.first(select(sources).where(*same))
        return None if row is None else row.reports

    def holds(self, report: ReportId, reader: str) -> bool:
        """True where the report's claims as `reader` finds them are in the ledger."""
        same = (reports.c.id == report, reports.c.reader == reader)
        return self._session.first(select(reports.c.id).where(*same)) is not None

    def redacted(self, report: ReportId) -> bool:
        """True for a report whose words were masked or taken out: it must not be read again."""
        with self._session.reading() as connection:
            return is_redacted(connection, report)

    def finish(self, source: Source, given: int, faults: Iterable[Issue] = ()) -> None:
        """Remember that the source was read to its end and gave so many reports, and what of it could not be read.

        A source of which something is unread is not taken as read: it is tried again next time.
        """
        complaints = tuple(faults)
        with self._session.writing() as connection:
            put_end(connection, source, given, complaints)

    def add(self, report: Report, reading: Reading, found: Iterable[Issue] = (), *, source: Source | None = None) -> None:
        """Store a report with its claims and issues in one transaction, in place of what was stored for it before.

        Raises ReadingError where no database can store the words, or where the report was redacted.
        """
        with self._session.writing() as connection:
            put_reading(connection, report, reading, found, source)

    def add_issue(self, issue: Issue, *, source: Source | None = None) -> None:
        """Store what could not be done; the same issue met again is one."""
        with self._session.writing() as connection:
            put_issue(connection, issue, source)

    def append(self, judgement: Judgement, through: str = "") -> bool:
        """Append a person's decision; False where the last one about the same claims says the same: nothing is added then.

        `through` is entered in the log beside the verdict: on whose word, where that is not the reviewer's own command.
        """
        with self._session.writing() as connection:
            return append_judgement(connection, judgement, through)

    def keep_feed(self, feed: Feed) -> None:
        """Remember how a feed answered; to be called when what it gave is stored, or it would not be asked for again."""
        with self._session.writing() as connection:
            put_feed(connection, feed)

    def enter_release(self, name: str, digest: str, detail: str = "") -> None:
        """Enter in the log that a release was made: its name, the SHA-256 of all that it holds, and what it was made from."""
        with self._session.writing() as connection:
            record(connection, Act.RELEASE, f"release {name}", {"release": digest}, detail)

    def enter_access(self, name: str, detail: str) -> None:
        """Enter in the log what was done to the token of somebody who may use a server of this ledger."""
        with self._session.writing() as connection:
            record(connection, Act.ACCESS, f"token {name}", {}, detail)

    def redact(self, what: Masker | ReportId, why: Why) -> None:
        """Mask names, or take a report out, for good; then write the file anew, so that no free page of it holds the words.

        Raises LedgerError where another program keeps the file from being written anew: the same call finishes it later.
        """
        with self._session.writing() as connection:
            to_scrub = redaction.redact(connection, what, why)
        if to_scrub:
            self._session.scrub()
            with self._session.writing() as connection:
                scrubbed(connection)

    def log(self) -> Iterator[Entry]:
        """All that was done to the ledger, in order."""
        return map(entry_of, self._session.rows(select(log).order_by(log.c.number)))

    def last_entries(self, amount: int) -> list[Entry]:
        """The last entries of the log, newest first."""
        return [entry_of(row) for row in self._session.rows(select(log).order_by(log.c.number.desc()).limit(amount))]

    def releases(self) -> list[Entry]:
        """What the log tells of releases, in order."""
        begins = log.c.subject.startswith("release ", autoescape=True)
        return [entry_of(row) for row in self._session.rows(select(log).where(begins).order_by(log.c.number))]

    def feed(self, url: str) -> Feed:
        """What is known of a watched feed; of a new one its address only."""
        row = self._session.first(select(feeds).where(feeds.c.url == url))
        return Feed(url) if row is None else row.noun

    def reports(self) -> Iterator[Report]:
        """All reports in the order in which they came; raises TamperError where stored words were changed."""
        return map(report_of, self._session.rows(select(reports).order_by(reports.c.number)))

    def report(self, report: ReportId) -> Report:
        """One report by its whole id."""
        row = self._session.first(select(reports).where(reports.c.id == report))
        if row is None:
            raise LedgerError(f"{report}: no such report (rashomon reports lists them)")
        return report_of(row)

    def whole_id(self, prefix: str) -> ReportId:
        """The id of the one report, held or redacted, that begins with `prefix`; raises LedgerError for none or several."""
        with self._session.reading() as connection:
            return asking.whole_id(connection, prefix)

    def search(self, query: str) -> Iterator[Report]:
        """Reports that have all words and "phrases" of the query in title or text, best first; case and diacritics do not count."""
        return map(report_of, self._session.rows(lambda connection: reports_about(connection, query)))

    def claims(self, wanted: Wanted | None = None) -> Iterator[Claim]:
        """Claims that are wanted (all without an argument), by report and position."""
        return (row.noun for row in self._session.rows(lambda connection: claims_wanted(connection, wanted or Wanted())))

    def claim(self, prefix: str) -> Claim:
        """The one claim whose id begins with `prefix`; raises LedgerError for none or several."""
        with self._session.reading() as connection:
            return one_claim(connection, prefix)

    def issues(self) -> Iterator[Issue]:
        """What could not be done, in the order in which it was met."""
        return map(issue_of, self._session.rows(select(issues).order_by(issues.c.number)))

    def judgements(self) -> Iterator[Judgement]:
        """Every decision in the order in which it was made."""
        return (row.noun for row in self._session.rows(select(judgements).order_by(judgements.c.number)))

    def counts(self) -> Counts:
        """How much the ledger holds now."""
        return Counts(*self._session.first(counted()))

    def faults(self) -> list[str]:
        """One line for everything that is wrong with the ledger; empty for a sound one. Open for reading, a copy is checked."""
        with self._session.checking() as connection:
            return list(faults(self.store, connection))

    def digest(self) -> str:
        """SHA-256 over all that reports, claims, issues and judgements hold: the same in every store and on every machine."""
        with self._session.reading() as connection:
            return digest(connection)

    def copy(self, address: Address) -> None:
        """Put every row, and the log as it is, into a new ledger. Raises LedgerError where one is, or where the copy differs."""
        goal = store_at(address)
        with one_line(f"{self.name} to {goal.name}"), making(goal) as written, self._session.reader.begin() as read:
            if not copied(read, written):
                cause = f"would not hold what {self.name} does, nothing was copied"
                raise LedgerError(f"{goal.name}: {cause} (rashomon verify --ledger {self.name})")
