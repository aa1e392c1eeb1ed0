"""One read model, open for reading by any number of threads; names to codes and back."""

import threading
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rashomon.knowledge.places import load_places
from rashomon.knowledge.spelling import fold
from rashomon.ledger.rows import key
from rashomon.ledger.sqlite import driver
from rashomon.model import Claim, Event, Hold, Issue, Judgement, Report, ReportId, Version
from rashomon.web.tables import day_of, ordinal

Row = tuple[Any, ...]
KEPT = 512  # reports whose text is kept at hand


class Decided(NamedTuple):
    """A judgement, the present ids of its claims, and what a corrected field was before."""

    left: str
    right: str | None
    before: str | None
    judgement: Judgement


class Model:
    """A woven record as a database file that never changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self.report = lru_cache(KEPT)(self._report)

    def prepare(self) -> None:
        """Look up now what every question needs, before the first one waits for it."""
        for name in ("meta", "_names", "_codes", "publication_days"):
            getattr(self, name)

    def rows(self, sql: str, parameters: Any = ()) -> list[Row]:
        """All rows of a query."""
        found: list[Row] = self._store().execute(sql, parameters).fetchall()
        return found

    def row(self, sql: str, parameters: Any = ()) -> Row | None:
        """The first row of a query, None where there is none."""
        found: Row | None = self._store().execute(sql, parameters).fetchone()
        return found

    def _store(self) -> Any:
        """The thread's own connection."""
        if not hasattr(self._local, "store"):
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._local.store = driver().connect(address, uri=True, isolation_level=None, check_same_thread=False)
            self._local.store.execute("PRAGMA cache_size = -65536")
            self._local.store.execute("PRAGMA mmap_size = 4294967296")
        return self._local.store

    @cached_property
    def meta(self) -> dict[str, str]:
        """What the file remembers beside the record."""
        return dict(self.rows("SELECT name, value FROM meta"))

    @cached_property
    def publication_days(self) -> tuple[date | None, ...]:
        """The last days on which reports appeared, in order; None first where some are not dated."""
        return tuple(day_of(number) for (number,) in self.rows("SELECT DISTINCT last FROM reports ORDER BY last"))

    @property
    def state(self) -> str:
        """Names the state of the ledger and the day of which this is the record."""
        return self.meta["state"]

    def numbers_of(self, first: date | None, last: date | None) -> tuple[int, int]:
        """The numbers between which all claims lie that have a day from `first` to `last`; others may lie there too."""
        lowest = (first.toordinal() - int(self.meta["longest"])) if first else 1
        begun = "SELECT number FROM claims WHERE first >= ? ORDER BY first, last, number LIMIT 1"
        ended = "SELECT number FROM claims WHERE first BETWEEN 1 AND ? ORDER BY first DESC, last DESC, number DESC LIMIT 1"
        low, high = self.rows(begun, (max(1, lowest),)), self.rows(ended, (ordinal(last or date.max),))
        return (low[0][0], high[0][0]) if low and high else (0, -1)

    @cached_property
    def _names(self) -> dict[str, dict[int, str]]:
        found: dict[str, dict[int, str]] = {"side": {}, "outlet": {}, "kind": {}, "polarity": {}, "status": {}}
        for of, code, name in self.rows("SELECT of, code, name FROM names ORDER BY of, code"):
            found[of][code] = name
        return found

    @cached_property
    def _codes(self) -> dict[str, dict[str, int]]:
        return {of: {fold(name): code for code, name in found.items()} for of, found in self._names.items()}

    def name(self, of: str, code: int) -> str | None:
        """The side, outlet, kind, polarity or status of a code; None for none."""
        return self._names[of].get(code)

    def all_names(self, of: str) -> tuple[str, ...]:
        """All of them in order of their codes."""
        return tuple(self._names[of].values())

    def code(self, of: str, name: str) -> int | None:
        """The code of a name in any spelling of case and accents; None for an unknown one."""
        return self._codes[of].get(fold(name))

    def statuses(self, bits: int) -> tuple[str, ...]:
        """The rows of the rubric that a bit field stands for."""
        return tuple(name for place, name in self._names["status"].items() if bits >> place & 1)

    def places_named(self, name: str) -> tuple[int, ...]:
        """Codes of the place of that id, else of the places of that name."""
        found = self.rows("SELECT code FROM places WHERE id = ?", (name,))
        found = found or self.rows("SELECT place FROM place_names WHERE name = ? ORDER BY 1", (key(name),))
        return tuple(code for (code,) in found or self._other_names(name))

    def _other_names(self, name: str) -> list[Row]:
        """Codes of places that the gazetteer has under that name and no report prints so."""
        known = [place.id for place in load_places().named(name)]
        return self.rows(f"SELECT code FROM places WHERE id IN ({', '.join('?' * len(known))}) ORDER BY 1", known)

    def claim_number(self, prefix: str) -> int | None:
        """The number of the one claim whose id begins so; None for none or several."""
        return self._one("SELECT number FROM claim_texts WHERE id >= ? AND id < ? LIMIT 2", prefix)

    def report_number(self, prefix: str) -> int | None:
        """The number of the one report whose id begins so; None for none or several."""
        return self._one("SELECT number FROM reports WHERE id >= ? AND id < ? LIMIT 2", prefix)

    def event_number(self, prefix: str) -> int | None:
        """The number of the one event that has a claim whose id begins so; None for none or several."""
        asked = "SELECT DISTINCT event FROM claim_texts JOIN claims USING (number) WHERE id >= ? AND id < ? LIMIT 2"
        return self._one(asked, prefix)

    def _one(self, sql: str, prefix: str) -> int | None:
        found = self.rows(sql, (prefix, f"{prefix}\uffff")) if prefix else []
        return found[0][0] if len(found) == 1 else None

    def _report(self, number: int) -> Report:
        """A report as it was read."""
        row = self.row("SELECT noun, text FROM reports WHERE number = ?", (number,))
        assert row is not None
        noun, text = row
        return replace(msgspec.json.decode(noun, type=Report), text=text)

    def claims_of(self, event: int) -> tuple[Claim, ...]:
        """The claims of an event in its order."""
        asked = "SELECT noun FROM claims JOIN claim_texts USING (number) WHERE event = ? ORDER BY position"
        return tuple(msgspec.json.decode(noun, type=Claim) for (noun,) in self.rows(asked, (event,)))

    def event(self, number: int) -> Event:
        """An event with its claims."""
        row = self.row("SELECT noun FROM events WHERE number = ?", (number,))
        assert row is not None
        return replace(msgspec.json.decode(row[0], type=Event), claims=self.claims_of(number))

    def shelf(self, event: Event) -> dict[ReportId, Report]:
        """The reports that tell an event."""
        numbers = (self.report_number(report) for report in dict.fromkeys(claim.report for claim in event.claims))
        return {report.id: report for report in (self.report(number) for number in numbers if number)}

    def holds(self, condition: str = "1", parameters: Any = ()) -> tuple[Hold, ...]:
        """Who is said to hold what, in order of place and claimant."""
        rows = self.rows(f"SELECT noun FROM holds WHERE {condition} ORDER BY number", parameters)
        return tuple(msgspec.json.decode(noun, type=Hold) for (noun,) in rows)

    def issues(self, report: str | None = None) -> tuple[Issue, ...]:
        """What could not be done: all, or of one report."""
        rows = self.rows("SELECT noun FROM issues WHERE ? IS NULL OR report = ? ORDER BY number", (report, report))
        return tuple(msgspec.json.decode(noun, type=Issue) for (noun,) in rows)

    def judgements(self) -> tuple[Decided, ...]:
        """Every decision in the order in which it was made."""
        rows = self.rows("SELECT left, right, before, noun FROM judgements ORDER BY number")
        return tuple(Decided(left, right, before, msgspec.json.decode(noun, type=Judgement)) for left, right, before, noun in rows)

    def versions(self) -> tuple[Version, ...]:
        """Texts that their outlets changed."""
        return tuple(msgspec.json.decode(noun, type=Version) for (noun,) in self.rows("SELECT noun FROM versions ORDER BY number"))
