"""Bytes -> Report: files, folders, archives, feeds, pages; what cannot be read is an Issue in its place."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from rashomon.budget import careful
from rashomon.errors import BudgetError, ReadingError
from rashomon.model import Issue, Report
from rashomon.reports.archive import is_archive, read_archive
from rashomon.reports.assemble import assemble
from rashomon.reports.draft import MAX_SOURCE, NOTHING, Draft, Given, Source, issue_of, storable, storable_draft
from rashomon.reports.feed import is_feed, read_feed
from rashomon.reports.html import is_html, read_html
from rashomon.reports.mail import is_mail, read_mail
from rashomon.reports.plain import is_plain, read_plain
from rashomon.reports.rows import is_rows, read_rows
from rashomon.reports.skim import Skim
from rashomon.reports.tables import is_table, read_table
from rashomon.reports.url import fetch
from rashomon.reports.wacz import is_wacz, read_wacz
from rashomon.reports.warc import Stretch, is_warc, read_warc, stretches

__all__ = ["READERS", "Given", "Reader", "Skim", "Stretch", "read", "read_path", "read_stretch", "read_url", "stretches"]


Found = Draft | Issue | Source


class Reader(NamedTuple):
    """`fits` looks at a source's content and extension, `read` turns it into drafts, or into sources for other readers."""

    fits: Callable[[Source], bool]
    read: Callable[[Source], Iterable[Found]]


# The first that fits reads. Heavy libraries are imported inside their reader: who reads text files does not wait a second for lxml.
READERS = (
    Reader(is_wacz, read_wacz),
    Reader(is_archive, read_archive),
    Reader(is_warc, read_warc),
    Reader(is_feed, read_feed),
    Reader(is_html, read_html),
    Reader(is_mail, read_mail),
    Reader(is_rows, read_rows),
    Reader(is_table, read_table),
    Reader(is_plain, read_plain),
)


def read(name: str, content: bytes, given: Given = NOTHING, skim: Skim | None = None) -> tuple[Report | Issue, ...]:
    """The reports in one source, in its order; each fault is an Issue that names the thing, the cause and the remedy.

    With `skim` those that it takes, and an issue that counts the others.

    `name` is a file name, path or URL: its stem names a report that carries no id, its extension helps where content does not tell.
    Lone surrogates, which UTF-8 cannot store, are read as U+FFFD, in the text as in names.
    """
    return tuple(_whole(Source(storable(name), content, given.url), _Way(given, skim)))


def read_path(path: Path, given: Given = NOTHING, skim: Skim | None = None) -> Iterator[Report | Issue]:
    """The reports of a file, or of all files below a folder in sorted order without the hidden ones; names are unique."""
    way = _Way(given, skim)
    for file in _files(path):
        try:
            source = _open(file, given)
        except ReadingError as fault:
            yield _issue(fault)
        else:
            yield from _whole(source, way)


def read_stretch(stretch: Stretch, given: Given = NOTHING, skim: Skim | None = None) -> Iterator[Report | Issue]:
    """The reports of a stretch of a web archive."""
    try:
        source = Source(storable(stretch.name), stretch.content(), given.url)
    except OSError as fault:
        cause = fault.strerror or "the file cannot be read"
        yield _issue(ReadingError(stretch.name, cause, "check the path and its permissions"))
    else:
        yield from _whole(source, _Way(given, skim))


def read_url(url: str, given: Given = NOTHING, skim: Skim | None = None) -> tuple[Report | Issue, ...]:
    """The reports behind a public http(s) address, or one issue; addresses of the own machine only where `url` names it."""
    try:
        source = fetch(url)
    except ReadingError as fault:
        return (_issue(fault),)
    return tuple(_whole(source, _Way(given, skim)))


@dataclass(frozen=True, slots=True)
class _Way:
    """What goes along while a source is read: what the user says, what is to be passed over, the names that are taken."""

    given: Given
    skim: Skim | None
    taken: Counter[str] = field(default_factory=Counter)


def _whole(source: Source, way: _Way) -> Iterator[Report | Issue]:
    """What a source of the user's gives, and what of it was passed over."""
    yield from _read(source, way)
    passed = way.skim.told(source.name) if way.skim else None
    if passed is not None:
        yield passed


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _open(file: Path, given: Given) -> Source:
    try:
        size = file.stat().st_size
        if size > MAX_SOURCE:
            raise BudgetError(str(file), f"the file has {size / 1e9:.1f} GB, over {MAX_SOURCE / 1e9:.0f}", "split it")
        return Source(storable(str(file)), file.read_bytes(), given.url)
    except OSError as fault:
        raise ReadingError(str(file), fault.strerror or "the file cannot be read", "check the path and its permissions") from fault


def _read(source: Source, way: _Way) -> Iterator[Report | Issue]:
    """What a source gives, in order; a fault ends that source alone and is an issue. Names already taken are made others."""
    try:
        if not source.content.strip():
            raise ReadingError(source.name, "the file is empty", "remove it or fetch it again")
        source = replace(source, columns=way.given.columns)
        with careful(source.name, len(source.content)):
            if way.skim and not way.skim.takes_page(source):
                return
            reader = next(reader for reader in READERS if reader.fits(source))
        for found in _one_by_one(iter(reader.read(source)), source):
            if isinstance(found, Source):
                yield from _read(found, way)
            elif isinstance(found, Draft):
                yield from _assembled(found, source, way)
            else:
                yield found
    except ReadingError as fault:
        yield _issue(fault)


def _one_by_one(found: Iterator[Found], source: Source) -> Iterator[Found]:
    """What a reader gives, each within its budget."""
    while True:
        with careful(source.name, len(source.content)):
            one = next(found, None)
        if one is None:
            return
        yield one


def _assembled(draft: Draft, source: Source, way: _Way) -> Iterator[Report | Issue]:
    """The report of one draft, within its budget; a fault costs this draft, not the others of its source."""
    try:
        with careful(source.name, len(draft.text)):
            known = storable_draft(draft)
            whole = tuple(assemble(replace(known, name=_name(known, source, way.taken)), source, way.given))
    except ReadingError as fault:
        yield _issue(fault)
    else:
        report = next((one for one in whole if isinstance(one, Report)), None)
        if way.skim is None or report is None or way.skim.takes(report):
            yield from whole


def _issue(fault: ReadingError) -> Issue:
    return issue_of(fault, "too-large" if isinstance(fault, BudgetError) else "unreadable")


def _name(draft: Draft, source: Source, taken: Counter[str]) -> str:
    """What the report is called, best first: ``a``, then ``march/a`` by its path, then ``a-2``; it is `taken` from then on."""
    paths: Iterable[str] = _by_path(draft.name, source) if draft.name == source.stem else ()
    name = next((name for name in (draft.name, *paths) if name not in taken), None)
    while name is None or name in taken:
        taken[draft.name] += 1
        name = f"{draft.name}-{taken[draft.name]}"
    taken[name] = 1
    return name


def _by_path(stem: str, source: Source) -> Iterator[str]:
    *folders, _ = source.name.replace("\\", "/").rstrip("/").split("/")
    yield from ("/".join([*folders[-depth:], stem]) for depth in range(1, len(folders) + 1))
