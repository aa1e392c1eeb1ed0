"""A web archive (WARC, plain or gzipped) -> the pages in it as sources."""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import Any

from rashomon.errors import ReadingError
from rashomon.model import SKIPPED, Issue
from rashomon.reports.draft import MAX_PAGE, Source, issue_of

_GZIP = b"\x1f\x8b"
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/rss+xml", "application/atom+xml")
_CHUNK = 1 << 14
STRETCH = 32_000_000  # bytes: a thousand pages, some minutes of reading that a killed run does again
BYTES = "#bytes="


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole records of an archive, from byte `start` of its file to byte `end`: what is read, and remembered as read, in one go."""

    path: Path
    start: int
    end: int
    source_hash: str

    @property
    def name(self) -> str:
        """The file and the bytes."""
        return f"{self.path}{BYTES}{self.start}-{self.end}"

    def content(self) -> bytes:
        """The bytes; OSError where the file cannot be read."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)


def stretches(path: Path) -> Iterator[Stretch]:
    """A web archive in stretches of about STRETCH bytes that begin with a response; nothing for what is none, or is short.

    The last one goes to the end of the file, whole or not: who reads it finds where the archive ends early.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        if size <= STRETCH or not is_warc(Source(str(path), file.read(2000))):
            return
        file.seek(0)
        source_hash = file_digest(file, "sha256").hexdigest()
        start = 0
        for at in _responses_at(path):
            if at - start >= STRETCH:
                yield Stretch(path, start, at, source_hash)
                start = at
        yield Stretch(path, start, size, source_hash)


def _responses_at(path: Path) -> Iterator[int]:
    """The byte at which each response begins; ends where the reader stumbles."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
                yield record.stream_pos
        except OSError:
            return


def is_warc(source: Source) -> bool:
    """WARC by its first bytes, looked at through gzip."""
    head = source.content[:2000]
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 100)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def read_warc(source: Source) -> Iterator[Source | Issue]:
    """Each page that was fetched well; an issue counts the other responses, another one tells where the archive ends early."""
    others: Counter[str] = Counter()
    count, end = 0, None
    try:
        for response in _whole_responses(source.content):
            count += 1
            if isinstance(response, Source):
                yield response
            else:
                others[response] += 1
    except EOFError:
        end = f"the archive ends early, after {count} whole responses"
    except OSError as fault:
        end = f"the archive is damaged after {count} responses: {fault}"
    if others:
        kinds = ", ".join(f"{number} {kind}" for kind, number in others.most_common(5))
        yield issue_of(ReadingError(source.name, f"{others.total()} responses are no pages: {kinds}", "nothing to do"), SKIPPED)
    if end:
        yield issue_of(ReadingError(source.name, end, "fetch it again; these are read"), "cut-short")
    elif not count:
        raise ReadingError(source.name, "the archive holds no responses", "check how it was made")


def _whole_responses(content: bytes) -> Iterator[Source | str]:
    """A page, or the kind of what is none, one behind the reader: only what follows tells whether a record is whole.

    EOFError where the last one is cut, which the reader itself does not tell; OSError where it stumbles.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    last, at = None, 0
    for record in ArchiveIterator(BytesIO(content), record_types=WarcRecordType.response, auto_decode="all"):
        if last is not None:
            yield last
        last, at = _response(record), record.stream_pos
    if _is_cut(content, at):
        raise EOFError
    if last is not None:
        yield last


def _response(record: Any) -> Source | str:
    http = record.http_headers
    kind = (record.http_content_type or "without a type").lower()
    if http is None or kind not in _TYPES:
        return kind
    if http.status_code != 200:
        return f"status {http.status_code}"
    url = record.headers.get("WARC-Target-URI") or ""
    return Source(url, record.reader.read(MAX_PAGE + 1), url, record.http_charset)


def _is_cut(content: bytes, at: int) -> bool:
    """True where the records from `at` on do not end whole: gzip with its checksum, plain text with two line breaks."""
    if not content.startswith(_GZIP):
        return not content.endswith(b"\r\n\r\n")
    stream = None
    while at < len(content):
        stream = stream or zlib.decompressobj(31)
        chunk = content[at : at + _CHUNK]
        try:
            stream.decompress(chunk, _CHUNK * 8)
        except zlib.error:
            return True
        at += len(chunk) - len(stream.unconsumed_tail) - len(stream.unused_data)
        stream = None if stream.eof else stream
    return stream is not None
