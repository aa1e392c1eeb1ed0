"""Sources -> a ledger, report by report: only what is new, nothing twice, and every step on disk before the next."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Protocol

from rashomon.engines import Find, chunk_size
from rashomon.errors import ReadingError
from rashomon.intake.finding import find_all, read_in
from rashomon.intake.plan import PLAIN, Plan
from rashomon.intake.sources import OneSource, Sources, is_address, pieces, reports_in
from rashomon.ledger import Source, printable
from rashomon.model import Issue, Reading, Report, ReportId
from rashomon.reports import Skim, Stretch

CHUNK_ITEMS = 200  # of one chunk, known ones too


class Book(Protocol):
    """What a reading is put into: a ledger, or a shard of one. See `Ledger` for what each does."""

    def seen(self, source: Source) -> int | None: ...  # noqa: D102
    def holds(self, report: ReportId, reader: str) -> bool: ...  # noqa: D102
    def redacted(self, report: ReportId) -> bool: ...  # noqa: D102
    def add(self, report: Report, reading: Reading, *, source: Source | None = None) -> None: ...  # noqa: D102
    def add_issue(self, issue: Issue, *, source: Source | None = None) -> None: ...  # noqa: D102
    def finish(self, source: Source, given: int, faults: Iterable[Issue] = ()) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Step:
    """What was put on disk in one go: a report with its claims, the end of a source, or issues."""

    name: str
    sources: int = 0
    reports: int = 0
    known: int = 0
    claims: int = 0
    issues: tuple[Issue, ...] = ()


def read_into(ledger: Book, sources: Sources, plan: Plan = PLAIN, find: Find = find_all) -> Generator[Step, None, None]:
    """Read what is new; every step that was yielded is on disk, and a second run goes on where the first one ended.

    A source that was read to its end without fault is not read again until its bytes or the plan change.
    """
    run = _Run(ledger)
    chunks = ((chunk, _fresh(chunk)) for chunk in _chunks(_items(ledger, sources, plan), chunk_size(plan.engine)))
    for chunk, readings in read_in(chunks, plan, find):
        found = iter(readings)
        for item in chunk:
            yield run.put(item, next(found) if item.fresh else None)


def _source(piece: OneSource | Stretch, plan: Plan) -> Source:
    """The name and hash of a source; an address has no hash before it is fetched, and so is fetched every time."""
    if isinstance(piece, Stretch):
        return Source(printable(piece.name), piece.source_hash, plan.reader)
    if isinstance(piece, tuple):
        return Source(printable(piece[0]), sha256(piece[1]).hexdigest(), plan.reader)
    unknown = Source(printable(str(piece)), "", plan.reader)
    if is_address(piece):
        return unknown
    try:
        with Path(piece).open("rb") as content:
            return replace(unknown, source_hash=file_digest(content, "sha256").hexdigest())
    except OSError:
        return unknown


@dataclass(frozen=True, slots=True)
class _Item:
    """A report, or an issue, or (None) the end of its source; how many reports of it were known before: None for a new end."""

    source: Source
    found: Report | Issue | None
    known: int | None = None

    @property
    def fresh(self) -> bool:
        """True for a report whose claims are to be found."""
        return isinstance(self.found, Report) and not self.known


def _items(ledger: Book, sources: Sources, plan: Plan) -> Iterator[_Item]:
    skim, met = Skim() if plan.skim else None, set[ReportId]()
    for piece in pieces(sources):
        source = _source(piece, plan)
        given = None if plan.again or not source.source_hash else ledger.seen(source)
        if given is not None:
            yield _Item(source, None, given)
            continue
        for found in reports_in(piece, plan.given, skim):
            if isinstance(found, Report):
                known = found.id in met or _is_known(ledger, found, plan)
                met.add(found.id)
                yield _Item(source, found, int(known))
            elif not (found.report and ledger.redacted(found.report)):
                yield _Item(source, found)
        yield _Item(source, None)


def _is_known(ledger: Book, report: Report, plan: Plan) -> bool:
    """True where its claims need not be found again, or must not: words of it were redacted."""
    return (not plan.again and ledger.holds(report.id, plan.reader)) or ledger.redacted(report.id)


def _chunks(items: Iterator[_Item], size: int) -> Iterator[list[_Item]]:
    chunk: list[_Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) >= CHUNK_ITEMS or len(_fresh(chunk)) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _fresh(chunk: Iterable[_Item]) -> tuple[Report, ...]:
    return tuple(item.found for item in chunk if isinstance(item.found, Report) and item.fresh)


class _Run:
    """What one run has put into its ledger, and what the source at hand has to complain about."""

    def __init__(self, ledger: Book) -> None:
        self._ledger = ledger
        self._faults: list[Issue] = []
        self._given = 0
        self._stored: set[ReportId] = set()

    def put(self, item: _Item, reading: Reading | Issue | None) -> Step:
        """One item on disk."""
        if item.found is None:
            return self._end(item)
        if isinstance(item.found, Issue):
            return self._complain(item.found, item.source)
        if isinstance(reading, Issue):
            return self._complain(reading, item.source)
        self._given += 1
        if reading is None or item.found.id in self._stored:
            return Step(item.found.name, known=1)
        return self._store(item.found, reading, item.source)

    def _store(self, report: Report, reading: Reading, source: Source) -> Step:
        try:
            self._ledger.add(report, reading, source=source)
        except ReadingError as fault:
            return self._complain(Issue("not-stored", fault.name, f"{fault.cause} ({fault.remedy})"), source)
        self._stored.add(report.id)
        return Step(report.name, reports=1, claims=len(reading.claims), issues=reading.issues)

    def _complain(self, issue: Issue, source: Source) -> Step:
        if issue.report is None:
            self._faults.append(issue)
        else:
            self._ledger.add_issue(issue, source=source)
        return Step(issue.name, issues=(issue,))

    def _end(self, item: _Item) -> Step:
        if item.known is None:
            self._ledger.finish(item.source, self._given, self._faults)
            self._faults.clear()
            self._given = 0
        return Step(item.source.name, sources=1, known=item.known or 0)
