"""Folders and feeds -> what is new in them, into the ledger, again and again.

The ledger is open only while something is stored: others write to it meanwhile.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rashomon.errors import LedgerError
from rashomon.intake import PLAIN, OneSource, Plan, Step, each, is_address, read_into
from rashomon.ledger import Address, Ledger
from rashomon.model import Feed, Issue
from rashomon.reports.polling import Manners, Poll, Poller

FOLDER_INTERVAL = timedelta(seconds=2)  # a look at a folder costs a stat a file
BUSY = timedelta(minutes=1)  # until a ledger that another program writes to is tried again
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Watched:
    """What to watch (folders, files, addresses of feeds), into which ledger, how to read and how to poll."""

    places: tuple[str, ...]
    ledger: Address
    plan: Plan = PLAIN
    manners: Manners = field(default_factory=Manners)


def watch(watched: Watched, *, once: bool = False, wait: Callable[[float], object] = time.sleep) -> Iterator[Step]:
    """A step for every report that was stored, every source that ended, every fault; without end, unless `once`.

    `wait` is called with the seconds until the next look. What was yielded is on disk; a feed that was asked lately, by this
    run or an earlier one, is not asked before it is due.
    """
    folders = [_Folder(place) for place in watched.places if not is_address(place)]
    feeds = _Feeds(watched, [place for place in watched.places if is_address(place)])
    while True:
        for folder in folders:
            yield from folder.look(watched, settled=once)
        yield from feeds.look(wait)
        if once:
            return
        wait(max(0.0, min([FOLDER_INTERVAL] * bool(folders) + feeds.times_left()).total_seconds()))


class _Folder:
    """A folder as it was at the last look. A file is read when it stayed as it is from one look to the next."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._before: dict[OneSource, Mark] = {}
        self._read: dict[OneSource, Mark] = {}

    def look(self, watched: Watched, *, settled: bool) -> Iterator[Step]:
        """Read what is new and no longer written to; with `settled` all that is new."""
        now = _marks(self._place)
        new = [file for file, mark in now.items() if self._read.get(file) != mark and (settled or self._before.get(file) == mark)]
        self._before = now
        if new:
            stored = yield from _store(watched, new)
            self._read |= {file: now[file] for file in new if stored}


class _Feeds:
    """The feeds with what the ledger knows of them."""

    def __init__(self, watched: Watched, addresses: Sequence[str]) -> None:
        self._watched = watched
        self._poller = Poller(watched.manners)
        self._feeds = _remembered(watched, addresses)

    def look(self, wait: Callable[[float], object]) -> Iterator[Step]:
        """Ask each feed that is due."""
        for url, feed in self._feeds.items():
            if _left(feed) <= timedelta():
                gap = self._poller.gap(url)
                if gap:
                    wait(gap)
                yield from self._poll(feed)

    def times_left(self) -> list[timedelta]:
        """How long until each feed is due."""
        return [_left(feed) for feed in self._feeds.values()]

    def _poll(self, feed: Feed) -> Iterator[Step]:
        poll = self._poller.poll(feed, datetime.now(UTC))
        if poll.issue:
            yield Step(feed.url, issues=(poll.issue,))
        stored = yield from _store(self._watched, [(feed.url, poll.source.content)] if poll.source else [], poll)
        lost = poll.source is not None and not stored
        # what could not be stored is asked for anew, without the marks that would make the server withhold it
        self._feeds[feed.url] = Feed(feed.url, due=datetime.now(UTC) + BUSY) if lost else poll.feed


def _store(watched: Watched, sources: Sequence[OneSource], poll: Poll | None = None) -> Generator[Step, None, bool]:
    """Read the sources into the ledger, then remember the feed; True where all of it is on disk."""
    try:
        with Ledger.open(watched.ledger, write=True) as book:
            yield from read_into(book, sources, watched.plan)
            if poll:
                book.keep_feed(poll.feed)
    except LedgerError as fault:
        yield Step(str(watched.ledger), issues=(Issue("not-stored", str(watched.ledger), f"{fault}; it is tried again"),))
        return False
    return True


def _remembered(watched: Watched, addresses: Sequence[str]) -> dict[str, Feed]:
    """The feeds as the ledger knows them; a shorter interval than the last one holds at once, unless their servers fail."""
    if not Ledger.exists(watched.ledger):
        return {url: Feed(url) for url in addresses}
    latest = datetime.now(UTC) + watched.manners.interval
    with Ledger.open(watched.ledger) as book:
        known = [book.feed(url) for url in addresses]
    return {feed.url: replace(feed, due=min(feed.due, latest)) if feed.due and not feed.failures else feed for feed in known}


def _left(feed: Feed) -> timedelta:
    return feed.due - datetime.now(UTC) if feed.due else timedelta()


def _marks(place: str) -> dict[OneSource, Mark]:
    """Every file with its time of change and its size; one that vanishes meanwhile is left out."""
    found: dict[OneSource, Mark] = {}
    for file in each(place):
        try:
            about = Path(str(file)).stat()
        except OSError:
            continue
        found[file] = (about.st_mtime_ns, about.st_size)
    return found
