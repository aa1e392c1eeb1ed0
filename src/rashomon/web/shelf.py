"""A ledger -> its read models, each written once: of today, and of the days that somebody looks back to."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import monotonic, sleep

import rashomon
from rashomon.errors import BusyError
from rashomon.events import Loom
from rashomon.events.judged import apply
from rashomon.knowledge.places import cache_folder
from rashomon.knowledge.sides import own_files
from rashomon.ledger import Address, Entry, Ledger, store_at
from rashomon.model import Judgement
from rashomon.pipeline import recall
from rashomon.web.build import Tell, write_model
from rashomon.web.draft import Woven
from rashomon.web.history import before
from rashomon.web.model import Model
from rashomon.web.tables import SHAPE

PATIENCE = 8.0  # seconds that a request waits for a record that is being woven
LOOMED = 50_000  # claims whose weaving is kept in memory (about 0.4 GB), so that a decision or a day's reports are woven in fast
RETRY = 0.1  # seconds until a ledger that another process writes to is tried again
KEPT = 48  # files of one ledger that stay: the days that a slider goes over
MADE_BY = ("build", "draft", "placed", "doubts", "tables")
RULES = ("knowledge/data/kinds.toml", "knowledge/data/sides/*.toml")
ROOMS = ("model/*.py", "events/*.py", "views/*.py", *(f"web/{name}.py" for name in MADE_BY), *RULES)


class NotYetError(Exception):
    """The record that is asked for is still being woven; `progress` is 0..1."""

    def __init__(self, progress: float) -> None:
        super().__init__(f"the record is being woven, {progress:.0%} done")
        self.progress = progress


class Shelf:
    """The read models of one ledger. Looks at the ledger with every question, and weaves anew when it has changed."""

    def __init__(self, ledger: Address, tell: Tell = lambda doing, done: None) -> None:
        self.ledger, self.progress = ledger, 0.0
        self._store = store_at(ledger)
        self._tell = tell
        self._models: dict[str, Model] = {}
        self._loom = Loom()
        self._work = ThreadPoolExecutor(1, "weaving")
        self._running: dict[str, Future[Model]] = {}
        self._guard, self._pen = threading.Lock(), threading.Lock()
        self._looked: tuple[object, ...] = ()
        self._now: Model | None = None
        self._rested = 0.0

    def close(self) -> None:
        """Wait for what is being written."""
        self._work.shutdown(cancel_futures=True)

    def open(self) -> None:
        """Weave the record of today where that is still to be done; returns when it is."""
        self._refresh().result()

    def quiet(self) -> None:
        """Tell nobody any more what is being done; `building` goes on to say it."""
        self._tell = lambda doing, done: None

    @property
    def building(self) -> float | None:
        """How much of a newer record is woven, None where the one of today is at hand."""
        return self.progress if self._running else None

    def now(self) -> Model:
        """The record of today; an older one while a newer one is woven."""
        if self._seen() != self._looked and monotonic() > self._rested:
            self._refresh()
        if self._now is None:
            return self._waited(self._refresh())
        return self._now

    def at(self, day: date | None) -> Model:
        """The record as it stood from the reports published until that day. Raises NotYetError after PATIENCE."""
        today = self.now()
        stop = _stop(today, day) if day else ""
        if not stop:
            return today
        key = f"{today.meta['ledger_state']}-{stop}"
        found = self._models.get(key)
        return found or self._waited(self._begin(key, lambda: self._woven(today.meta["ledger_state"], stop)))

    def append(self, judgement: Judgement, through: str = "") -> bool:
        """Put a decision into the ledger; True where the record that follows from it is woven already.

        `through` is entered in the log: on whose word. Raises BusyError where another process goes on writing.
        """
        with self._writing() as book:
            book.append(judgement, through)
        wait([self._refresh()], PATIENCE)
        if self._seen() != self._looked:  # what was running had begun before
            wait([self._refresh()], PATIENCE)
        return self._seen() == self._looked

    def last_entries(self, amount: int) -> list[Entry]:
        """The last entries of the ledger's log, newest first."""
        with Ledger.open(self.ledger) as book:
            return book.last_entries(amount)

    def enter_access(self, name: str, detail: str) -> bool:
        """Enter in the log what was done to somebody's token; False where another process goes on writing."""
        try:
            with self._writing() as book:
                book.enter_access(name, detail)
        except BusyError:
            return False
        return True

    @contextmanager
    def _writing(self) -> Iterator[Ledger]:
        """The ledger to write to, once the process that writes to it is done; one request at a time."""
        until = monotonic() + PATIENCE
        with self._pen:
            while True:
                try:
                    book = Ledger.open(self.ledger, write=True)
                    break
                except BusyError:
                    if monotonic() > until:
                        raise
                    sleep(RETRY)
            with book:
                yield book

    def _waited(self, work: Future[Model]) -> Model:
        if not wait([work], PATIENCE).done:
            raise NotYetError(self.progress)
        return work.result()

    def _begin(self, key: str, job: Callable[[], Model]) -> Future[Model]:
        """Start a piece of work, or find it running."""
        with self._guard:
            if key in self._running:
                return self._running[key]
            work = self._running[key] = self._work.submit(job)
        work.add_done_callback(lambda _: self._running.pop(key, None))
        return work

    def _refresh(self) -> Future[Model]:
        return self._begin("now", self._weave_now)

    def _weave_now(self) -> Model:
        began, looked = monotonic(), self._seen()
        model = self._woven(ledger_state(self.ledger), "")
        model.prepare()
        self._now, self._looked = model, looked
        self._rested = 2 * monotonic() - began  # while reports pour in, rest as long as the weaving took
        return model

    def _seen(self) -> tuple[object, ...]:
        """What changes when somebody writes to the ledger."""
        return self._store.mark()

    def _woven(self, state: str, stop: str) -> Model:
        key = f"{state}-{stop}"
        path = self.path(state, stop)
        if not path.exists():
            self.progress = 0.0
            meta = {
                "state": key.rstrip("-"),
                "ledger_state": state,
                "as_of": stop,
                "ledger": self._store.title,
            }
            woven = weave_ledger(self.ledger, date.fromisoformat(stop) if stop else None, self._told, None if stop else self._loom)
            write_model(woven, path, self._told, meta)
            self._tidy()
        path.touch()
        return self._models.setdefault(key, Model(path))

    def path(self, state: str, stop: str) -> Path:
        """Where the read model of a state of the ledger is kept, as of a day or ("") of today."""
        return self._folder() / f"{self._prefix()}-{state}-{stop}.sqlite"

    def _told(self, doing: str, done: float) -> None:
        self.progress = done
        self._tell(doing, done)

    def _folder(self) -> Path:
        return cache_folder() / "pages"

    def _prefix(self) -> str:
        return sha256(self._store.identity.encode()).hexdigest()[:12]

    def _tidy(self) -> None:
        """Drop the files of this ledger that were not looked at for longest."""
        files = sorted(self._folder().glob(f"{self._prefix()}-*.sqlite"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[KEPT:]:
            file.unlink(missing_ok=True)


def weave_ledger(ledger: Address, until: date | None, tell: Tell, loom: Loom | None = None) -> Woven:
    """The record of a ledger, as it stood from the reports published until a day; `loom` knows what was woven before."""
    tell("reading the ledger", 0.0)
    with Ledger.open(ledger) as book:
        amount = book.counts().claims
        tell(f"weaving {amount:,} claims", 0.1)
        record = recall(book, until, loom if amount <= LOOMED else None)
        read = list(book.claims()) if record.judgements else []
    judged = apply(read, record.judgements)
    return Woven(record, judged, before(read, record.judgements, judged.now))


def ledger_state(ledger: Address) -> str:
    """Sixteen digits that name all that a record follows from: the rows of the ledger, the rules, files of one's own."""
    seal = sha256(f"{SHAPE} {version('rashomon')}".encode())
    home = Path(rashomon.__file__).parent
    for path in (*(file for room in ROOMS for file in sorted(home.glob(room))), *own_files()):
        seal.update(path.read_bytes())
    with Ledger.open(ledger) as book:
        seal.update(book.digest().encode())
    return seal.hexdigest()[:16]


def _stop(today: Model, day: date) -> str:
    """The last day up to `day` on which a report is known to have appeared; empty where that leaves nothing out."""
    known = [one for one in today.publication_days if one]
    if known and day >= known[-1] and None not in today.publication_days:
        return ""
    return str(max((one for one in known if one <= day), default=date.min))
