"""Files, folders and addresses -> reports, and into the ledger report by report: only what is new, nothing twice."""

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeGuard, TypeVar

from rashomon.budget import careful
from rashomon.claims import dated, read_many
from rashomon.engines import CHUNK, Find, chunk_size, read_chunks, start
from rashomon.errors import BudgetError, ReadingError
from rashomon.knowledge import Knowledge, load
from rashomon.knowledge.anchors import load_anchors
from rashomon.ledger import Source, printable
from rashomon.model import Issue, PlaceRole, Reading, Report, ReportId, Where
from rashomon.reports import Given, Skim, Stretch, read_path, read_stretch, read_url, stretches
from rashomon.reports import read as read_content

K = TypeVar("K")
OneSource = Path | str | tuple[str, bytes]
"""A file, a folder or an address (http, https), or a name with its content."""
Sources = OneSource | Iterable[OneSource]

CHUNK_ITEMS = 200  # of one chunk, known ones too
MOST_PLACES = 20  # unresolved names told of one report
SHOWN = 3  # places told of a name that may be several


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read: what the user says about the sources, where (worker processes; an engine, see `rashomon.engines`), and
    whether to read what is already known. `jobs` None takes all cores where there is enough to do; `skim` passes over what is in
    another language, about no conflict, or the same once more."""

    given: Given = field(default_factory=Given)
    jobs: int | None = 1
    again: bool = False
    engine: str | None = None
    skim: bool = False

    @property
    def reader(self) -> str:
        """What the claims depend on apart from a source's bytes."""
        told = f"{version('rashomon')} outlet={self.given.outlet!a} published={self.given.published} url={self.given.url!a}"
        return f"{told}{f' columns={self.given.columns!a}' if self.given.columns else ''}{' skim' if self.skim else ''}"


PLAIN = Plan()


@dataclass(frozen=True, slots=True)
class Step:
    """What was put on disk in one go: a report with its claims, the end of a source, or issues."""

    name: str
    sources: int = 0
    reports: int = 0
    known: int = 0
    claims: int = 0
    issues: tuple[Issue, ...] = ()


def read(sources: Sources, given: Given = PLAIN.given, *, skim: bool = False) -> Iterator[Report | Issue]:
    """The reports of the sources, folders in sorted order; what cannot be read is an Issue in its place.

    With `skim` what is in another language, about no conflict or the same once more is passed over, and counted in an Issue.
    """
    filtered = Skim() if skim else None
    for piece in _pieces(sources):
        yield from _reports_in(piece, given, filtered)


def find_all(reports: Iterable[Report], know: Knowledge | None = None) -> Iterator[Reading]:
    """Everything that each report says, in order, and what stays open. The reports are parsed in batches: give many at once."""
    line, known = iter(reports), know or load()
    while chunk := tuple(islice(line, CHUNK)):
        for report, reading in zip(chunk, _readings(chunk, known), strict=True):
            yield replace(reading, issues=(*reading.issues, *open_ends(report, reading)))


def _readings(chunk: tuple[Report, ...], know: Knowledge) -> Iterator[Reading]:
    """A reading for each report. Where one costs too much or fails, nobody knows which yet: those that are left are read alone."""
    found, size, done = read_many(chunk, know), sum(len(report.text) for report in chunk), 0
    try:
        while 1 < len(chunk) > done:
            with careful(chunk[done].name, size):
                reading = next(found)
            done += 1
            yield reading
    except ReadingError:
        pass
    yield from (_alone(report, know) for report in chunk[done:])


def _alone(report: Report, know: Knowledge) -> Reading:
    """The reading of one report; an empty one with an issue where it costs too much or fails."""
    try:
        with careful(report.name, len(report.text)):
            return next(read_many([report], know))
    except ReadingError as fault:
        kind = "too-costly" if isinstance(fault, BudgetError) else "not-read"
        return Reading(report.id, issues=(Issue(kind, report.name, f"{fault.cause} ({fault.remedy})", report.id),))


def open_ends(report: Report, reading: Reading) -> Iterator[Issue]:
    """What a reading leaves open: no day of publication; names of events' places that stay several or none, one issue a name."""
    if report.published is None:
        yield Issue("undated", report.name, "no day of publication is found (give it with --published)", report.id)
    spots = (where for claim in reading.claims for where in claim.places)
    unresolved = {where.text: where for where in spots if where.role is PlaceRole.EVENT and where.place is None}
    for where in islice(unresolved.values(), MOST_PLACES):
        yield Issue("unresolved-place", report.name, _why_open(where), report.id, where.span)


def _why_open(where: Where) -> str:
    if not where.candidates:
        return f"{where.text!r} is no place that is known (rashomon gazetteer add FILE takes more in)"
    names = "; ".join(", ".join((one.place.name, *reversed(one.place.admin))) for one in where.candidates[:SHOWN])
    return f"{where.text!r} may be {names} (rashomon gazetteer look {where.text!r} tells the reasons)"


class Book(Protocol):
    """What a reading is put into: a ledger, or a shard of one. See `Ledger` for what each does."""

    def seen(self, source: Source) -> int | None: ...  # noqa: D102
    def holds(self, report: ReportId, reader: str) -> bool: ...  # noqa: D102
    def redacted(self, report: ReportId) -> bool: ...  # noqa: D102
    def add(self, report: Report, reading: Reading, *, source: Source | None = None) -> None: ...  # noqa: D102
    def add_issue(self, issue: Issue, *, source: Source | None = None) -> None: ...  # noqa: D102
    def finish(self, source: Source, given: int, faults: Iterable[Issue] = ()) -> None: ...  # noqa: D102


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


def read_in(
    chunks: Iterable[tuple[K, tuple[Report, ...]]], plan: Plan, find: Find = find_all
) -> Iterator[tuple[K, Iterable[Reading | Issue]]]:
    """The readings of chunks of reports, in order, where the plan says."""
    few = start(find) if plan.jobs is None and plan.engine is None else None
    return read_chunks(chunks, lambda: start(find, plan.jobs or cores(), plan.engine), few=few)


def find_everywhere(reports: Iterable[Report], plan: Plan = PLAIN, know: Knowledge | None = None) -> Iterator[Reading | Issue]:
    """The reading of each report, in order, found where the plan says; an Issue for one that ended its worker.

    Workers load their knowledge themselves: with a `know` of one's own the reports are read in this process.
    """
    if know is not None:
        yield from find_all(reports, know)
        return
    line, size = iter(reports), chunk_size(plan.engine)
    for _, found in read_in(((None, chunk) for chunk in iter(lambda: tuple(islice(line, size)), ())), plan):
        yield from found


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(sources: Sources) -> Iterator[OneSource]:
    """Single sources: every file of a folder, hidden ones left out, in sorted order."""
    if isinstance(sources, (str, Path)):
        yield from _files(sources)
    elif isinstance(sources, tuple) and len(sources) == 2 and isinstance(sources[1], bytes):
        yield sources
    else:
        yield from chain.from_iterable(each(one) for one in sources)


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


def _files(place: str | Path) -> Iterator[str | Path]:
    path = Path(place)
    if _is_address(place) or not path.is_dir():
        yield place
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def is_there(source: OneSource) -> bool:
    """True for what can be tried: a file or folder that exists, an address, or given content."""
    return isinstance(source, tuple) or _is_address(source) or Path(source).exists()


def _is_address(source: OneSource) -> bool:
    return isinstance(source, str) and source.startswith(("http://", "https://"))


def _pieces(sources: Sources) -> Iterator[OneSource | Stretch]:
    """What is read, and remembered as read, in one go: a large web archive in stretches, all else whole."""
    for one in each(sources):
        parts = stretches(Path(one)) if _is_file(one) else ()
        whole = True
        for stretch in parts:
            whole = False
            yield stretch
        if whole:
            yield one


def _is_file(source: OneSource) -> TypeGuard[str | Path]:
    return not isinstance(source, tuple) and not _is_address(source) and os.access(source, os.R_OK) and Path(source).is_file()


def _reports_in(piece: OneSource | Stretch, given: Given, skim: Skim | None) -> Iterator[Report | Issue]:
    """The reports of one source; one that nothing dates is dated by its own words."""
    return (dated(found, load_anchors()) if isinstance(found, Report) else found for found in _as_read(piece, given, skim))


def _as_read(piece: OneSource | Stretch, given: Given, skim: Skim | None) -> Iterator[Report | Issue]:
    if isinstance(piece, Stretch):
        return read_stretch(piece, given, skim)
    if isinstance(piece, tuple):
        return iter(read_content(*piece, given, skim))
    if _is_address(piece):
        return iter(read_url(str(piece), given, skim))
    return read_path(Path(piece), given, skim)


def _source(piece: OneSource | Stretch, plan: Plan) -> Source:
    """The name and hash of a source; an address has no hash before it is fetched, and so is fetched every time."""
    if isinstance(piece, Stretch):
        return Source(printable(piece.name), piece.source_hash, plan.reader)
    if isinstance(piece, tuple):
        return Source(printable(piece[0]), sha256(piece[1]).hexdigest(), plan.reader)
    unknown = Source(printable(str(piece)), "", plan.reader)
    if _is_address(piece):
        return unknown
    try:
        with Path(piece).open("rb") as content:
            return replace(unknown, source_hash=file_digest(content, "sha256").hexdigest())
    except OSError:
        return unknown


def _items(ledger: Book, sources: Sources, plan: Plan) -> Iterator[_Item]:
    skim, met = Skim() if plan.skim else None, set[ReportId]()
    for piece in _pieces(sources):
        source = _source(piece, plan)
        given = None if plan.again or not source.source_hash else ledger.seen(source)
        if given is not None:
            yield _Item(source, None, given)
            continue
        for found in _reports_in(piece, plan.given, skim):
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
