"""Bytes -> Report: files, folders, archives, feeds, pages; what cannot be read is an Issue in its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import Issue, Report
from rashomon.reports.assemble import assemble
from rashomon.reports.draft import NOTHING, Draft, Given, Source, issue_of
from rashomon.reports.plain import is_plain, read_plain
from rashomon.reports.rows import is_rows, read_rows

__all__ = ["READERS", "Given", "read", "read_path"]


class Reader(NamedTuple):
    """`fits` looks at a source's content and extension, `read` turns it into drafts, or into sources for other readers."""

    fits: Callable[[Source], bool]
    read: Callable[[Source], Iterable[Draft | Issue | Source]]


# The first that fits reads. Heavy libraries are imported inside their reader: who reads text files does not wait a second for lxml.
READERS = (
    Reader(is_rows, read_rows),
    Reader(is_plain, read_plain),
)


def read(name: str, content: bytes, given: Given = NOTHING) -> tuple[Report | Issue, ...]:
    """The reports in one source, in its order; each fault is an Issue that names the thing, the cause and the remedy.

    `name` is a file name, path or URL: its stem names a report that carries no id, its extension helps where content does not tell.
    """
    return tuple(_distinct(_read(Source(name, content, given.url), given), set()))


def read_path(path: Path, given: Given = NOTHING) -> Iterator[Report | Issue]:
    """The reports of a file, or of all files below a folder in sorted order without the hidden ones; names are unique."""
    taken: set[str] = set()
    for file in _files(path):
        try:
            content = file.read_bytes()
        except OSError as fault:
            yield Issue("unreadable", str(file), f"{fault.strerror} (check the path and its permissions)")
            continue
        yield from _distinct(_read(Source(str(file), content, given.url), given), taken)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _read(source: Source, given: Given) -> Iterator[Report | Issue]:
    try:
        for found in _drafts(source):
            if isinstance(found, Issue):
                yield found
            else:
                yield from assemble(found, source.name, given)
    except BudgetError as fault:
        yield issue_of(fault, "too-large")
    except ReadingError as fault:
        yield issue_of(fault)


def _drafts(source: Source) -> Iterator[Draft | Issue]:
    if not source.content.strip():
        raise ReadingError(source.name, "the file is empty", "remove it or fetch it again")
    reader = next(reader for reader in READERS if reader.fits(source))
    for found in reader.read(source):
        if isinstance(found, Source):
            yield from _drafts(found)
        else:
            yield found


def _distinct(found: Iterable[Report | Issue], taken: set[str]) -> Iterator[Report | Issue]:
    """The same, with a number behind a report's name that is already taken: ``a``, ``a-2``."""
    for one in found:
        if isinstance(one, Report):
            name, count = one.name, 1
            while name in taken:
                count += 1
                name = f"{one.name}-{count}"
            taken.add(name)
            yield replace(one, name=name) if name != one.name else one
        else:
            yield one
