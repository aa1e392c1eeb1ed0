"""A share of the sources -> Parquet files on any store; the files of all shares -> a ledger, by one writer.

The files of share 3 of 16 lie in the folder `3-of-16`. Each is whole or not there; the last one says that it is the last.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.engines.tables import arrow
from rashomon.errors import ReadingError, SetupError
from rashomon.intake import OneSource, Step
from rashomon.ledger import Ledger, Source, printable
from rashomon.model import Claim, Issue, Reading, Report, ReportId
from rashomon.reports.warc import BYTES

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 500  # rows of a file: what a killed job reads again
MARK = b"rashomon"


@dataclass(frozen=True, slots=True)
class Share:
    """Number `number` of `of` equal shares, from 1."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"a share is 1/N to N/N, not {self.number}/{self.of}")

    def of_sources(self, sources: Sequence[OneSource]) -> list[OneSource]:
        """Every N-th of the sources: each is in one share, and the shares in turn give them in their order."""
        return list(sources[self.number - 1 :: self.of])


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says of itself: its share, the digest of the list of all sources, what read them, whether it is the last."""

    share: Share
    listing: str
    reader: str
    last: bool = False


class Shard:
    """The files of one share. To the reading it is what a ledger is: a job that was killed goes on with the same command."""

    def __init__(self, place: str, share: Share, sources: Sequence[OneSource], reader: str) -> None:
        self.path = f"{place.rstrip('/')}/{share.number}-of-{share.of}"
        names = [_name(source) for source in sources]
        self._numbers = {name: number for number, name in enumerate(names)}
        self._cover = Cover(share, sha256("\n".join(names).encode()).hexdigest(), reader)
        self._rows: list[dict[str, Any]] = []
        self._held: set[str] = set()
        self._ended: dict[Source, int] = {}
        self._files = 0
        for file in _files(self.path):
            self._take_up(file)

    def _take_up(self, file: str) -> None:
        table = _read(file)
        cover = _cover(table, file)
        if (cover.listing, cover.reader) != (self._cover.listing, self._cover.reader):
            raise SetupError(f"{file}: is of other sources or options (choose another --shards, or remove the folder)")
        self._files += 1
        for row in table.select(["id", "source", "source_hash", "given", "issues"]).to_pylist():
            if row["id"] is not None:
                self._held.add(row["id"])
            if row["given"] is not None and not any(issue.is_unread for issue in _issues(row)):
                self._ended[Source(row["source"], row["source_hash"], cover.reader)] = row["given"]

    def seen(self, source: Source) -> int | None:
        """How many reports the source gave when this share read it to its end without fault; None where that is to be done."""
        return self._ended.get(source)

    def holds(self, report: ReportId, reader: str) -> bool:
        """True for a report that this share has read."""
        return report in self._held

    def redacted(self, report: ReportId) -> bool:
        """Nothing is known of redaction here: the ledger leaves such reports out when it merges."""
        return False

    def add(self, report: Report, reading: Reading, found: Iterable[Issue] = (), *, source: Source | None = None) -> None:
        """A report with its claims and issues."""
        assert source is not None
        self._held.add(report.id)
        told = {"id": report.id, "report": _text(report), "claims": [_text(claim) for claim in reading.claims]}
        self._put(source, told, (*reading.issues, *found))

    def add_issue(self, issue: Issue, *, source: Source | None = None) -> None:
        """An issue about a report."""
        assert source is not None
        self._put(source, {}, (issue,))

    def finish(self, source: Source, given: int, faults: Iterable[Issue] = ()) -> None:
        """The end of a source."""
        self._put(source, {"given": given}, faults)

    def _put(self, source: Source, told: dict[str, Any], issues: Iterable[Issue]) -> None:
        number = self._numbers[source.name.partition(BYTES)[0]]
        row = {"number": number, "source": source.name, "source_hash": source.source_hash, "issues": [_text(one) for one in issues]}
        self._rows.append(row | told)
        if len(self._rows) >= ROWS:
            self.flush()

    def flush(self, *, last: bool = False) -> None:
        """Write what is held back; with `last` say that nothing more will come."""
        import pyarrow.parquet as pq

        if not self._rows and not last:
            return
        cover = msgspec.json.encode(replace(self._cover, last=last))
        table = arrow().Table.from_pylist(self._rows, schema=_schema().with_metadata({MARK: cover}))
        store, path = _store(self.path)
        store.makedirs(path, exist_ok=True)
        half, whole = f"{path}/half-{self._files:05}", f"{path}/{self._files:05}.parquet"
        with store.open(half, "wb") as file:
            pq.write_table(table, file, compression="zstd")
        store.mv(half, whole)
        self._files += 1
        self._rows = []


def merge(ledger: Ledger, place: str, *, partial: bool = False) -> Generator[Step, None, None]:
    """The shards below `place` into a ledger, in the order of the sources: what reading them here would have given.

    A second run goes on where the first one ended. Raises SetupError where shares are missing, unless `partial`, and where they
    are not of one reading.
    """
    shares = _checked(place, partial=partial)
    rows = heapq.merge(*(_rows(files) for files in shares), key=lambda row: int(row["number"]))
    for _, of_source in groupby(rows, key=lambda row: (row["source"], row["reader"])):
        yield from _merge_source(ledger, of_source)


def sources_in(place: str, *, partial: bool = False) -> int:
    """How many sources the shards below `place` hold; raises as `merge` does."""
    return sum(row["given"] is not None for files in _checked(place, partial=partial) for row in _rows(files, ["given"]))


def _merge_source(ledger: Ledger, rows: Iterator[dict[str, Any]]) -> Iterator[Step]:
    """The rows of one source; a source that the ledger has seen already is passed over."""
    for row in rows:
        source = Source(row["source"], row["source_hash"], row["reader"])
        known = ledger.seen(source) if source.source_hash else None
        if known is not None:
            yield Step(source.name, sources=row["given"] is not None, known=known if row["given"] is not None else 0)
        elif row["report"] is not None:
            yield _merge_report(ledger, row, source)
        elif row["given"] is not None:
            ledger.finish(source, row["given"], _issues(row))
            yield Step(source.name, sources=1, issues=_issues(row))
        else:
            for issue in _issues(row):
                ledger.add_issue(issue, source=source)
            yield Step(source.name, issues=_issues(row))


def _merge_report(ledger: Ledger, row: dict[str, Any], source: Source) -> Step:
    report = msgspec.json.decode(row["report"], type=Report)
    if ledger.holds(report.id, source.reader) or ledger.redacted(report.id):
        return Step(report.name, known=1)
    claims = tuple(msgspec.json.decode(text, type=Claim) for text in row["claims"])
    issues = _issues(row)
    try:
        ledger.add(report, Reading(report.id, claims=claims, issues=issues), source=source)
    except ReadingError as fault:
        issue = Issue("not-stored", fault.name, f"{fault.cause} ({fault.remedy})")
        ledger.add_issue(issue, source=source)
        return Step(report.name, issues=(issue,))
    return Step(report.name, reports=1, claims=len(claims), issues=issues)


def _checked(place: str, *, partial: bool) -> list[list[str]]:
    """The files of each share, when all shares are there and of one reading."""
    shares = _shares(place)
    covers = [_cover(_read(files[-1], []), files[-1]) for files in shares]
    if not covers:
        raise SetupError(f"{place}: holds no shards (rashomon read SOURCES --shards {place} writes them)")
    if len({(cover.share.of, cover.listing, cover.reader) for cover in covers}) > 1:
        cause = "the shards are of different sources, options or versions"
        raise SetupError(f"{place}: {cause} (read them with one command, into a folder of their own)")
    done = {cover.share.number for cover in covers if cover.last}
    missing = [str(number) for number in range(1, covers[0].share.of + 1) if number not in done]
    if missing and not partial:
        raise SetupError(f"{place}: not done: {', '.join(missing)} of {covers[0].share.of} (run them, or merge with --partial)")
    return shares


def _shares(place: str) -> list[list[str]]:
    """The files of each share that is there, in their order."""
    store, path = _store(place)
    folders = sorted(store.glob(f"{path.rstrip('/')}/*-of-*"))
    return [files for folder in folders if (files := _files(store.unstrip_protocol(folder)))]


def _files(folder: str) -> list[str]:
    store, path = _store(folder)
    return sorted(store.unstrip_protocol(file) for file in store.glob(f"{path}/*.parquet"))


def _rows(files: Iterable[str], columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    for file in files:
        table = _read(file, columns)
        reader = _cover(table, file).reader
        yield from (row | {"reader": reader} for row in table.to_pylist())


def _read(file: str, columns: list[str] | None = None) -> pa.Table:
    import pyarrow.parquet as pq

    store, path = _store(file)
    with store.open(path, "rb") as content:
        return pq.read_table(content, columns=columns)


def _cover(table: pa.Table, file: str) -> Cover:
    told = (table.schema.metadata or {}).get(MARK)
    if told is None:
        raise SetupError(f"{file}: is no shard of a reading (take it out of the folder)")
    return msgspec.json.decode(told, type=Cover)


def _schema() -> pa.Schema:
    """A row a report, an issue about one, or the end of a source."""
    pa = arrow()
    text, many = pa.string(), pa.list_(pa.string())
    names = [("number", pa.int64()), ("source", text), ("source_hash", text), ("given", pa.int64())]
    return pa.schema([*names, ("id", text), ("report", text), ("claims", many), ("issues", many)])


def _store(place: str) -> tuple[Any, str]:
    """The file system of a path or address, and the path in it."""
    arrow()
    from fsspec.core import url_to_fs

    try:
        store, path = url_to_fs(place)
    except (ImportError, ValueError) as fault:
        raise SetupError(f"{place}: no store of that kind: {fault} (fsspec names what it needs)") from fault
    return store, str(path)


def _issues(row: dict[str, Any]) -> tuple[Issue, ...]:
    return tuple(msgspec.json.decode(text, type=Issue) for text in row["issues"])


def _name(source: OneSource) -> str:
    return printable(str(source[0] if isinstance(source, tuple) else source))


def _text(noun: Report | Claim | Issue) -> str:
    return msgspec.json.encode(noun).decode()
