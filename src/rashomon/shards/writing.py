"""What is read of one share -> its files, one after the other, each of them whole."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import msgspec

from rashomon.errors import SetupError
from rashomon.intake import OneSource
from rashomon.ledger import Source, printable
from rashomon.model import Claim, Issue, Reading, Report, ReportId
from rashomon.reports.warc import BYTES
from rashomon.shards.files import Cover, Row, Share, cover_of, files_in, issues_of, read_file, write_file

ROWS = 500  # rows of a file: what a killed job reads again


class Shard:
    """The files of one share. To the reading it is what a ledger is: a job that was killed goes on with the same command."""

    def __init__(self, place: str, share: Share, sources: Sequence[OneSource], reader: str) -> None:
        self.path = f"{place.rstrip('/')}/{share.number}-of-{share.of}"
        names = [_name(source) for source in sources]
        self._numbers = {name: number for number, name in enumerate(names)}
        self._cover = Cover(share, sha256("\n".join(names).encode()).hexdigest(), reader)
        self._rows: list[Row] = []
        self._held: set[str] = set()
        self._ended: dict[Source, int] = {}
        self._files = 0
        for file in files_in(self.path):
            self._take_up(file)

    def _take_up(self, file: str) -> None:
        table = read_file(file)
        cover = cover_of(table, file)
        if (cover.listing, cover.reader) != (self._cover.listing, self._cover.reader):
            raise SetupError(f"{file}: is of other sources or options (choose another --shards, or remove the folder)")
        self._files += 1
        for row in table.select(["id", "source", "source_hash", "given", "issues"]).to_pylist():
            if row["id"] is not None:
                self._held.add(row["id"])
            if row["given"] is not None and not any(issue.is_unread for issue in issues_of(row)):
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
        if not self._rows and not last:
            return
        write_file(self.path, self._files, self._rows, replace(self._cover, last=last))
        self._files += 1
        self._rows = []


def _name(source: OneSource) -> str:
    return printable(str(source[0] if isinstance(source, tuple) else source))


def _text(noun: Report | Claim | Issue) -> str:
    return msgspec.json.encode(noun).decode()
