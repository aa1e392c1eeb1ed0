"""Record -> the file of its read model, written beside and renamed when it is whole."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from rashomon.ledger.sqlite import driver
from rashomon.web.draft import Draft, Woven
from rashomon.web.tables import INDEXES, TABLES, Row

Tell = Callable[[str, float], None]
"""What is being done, and how much of it is done (0..1)."""

AT_ONCE = 5_000  # rows between two words about progress


def write_model(woven: Woven, path: Path, tell: Tell, meta: Mapping[str, str]) -> None:
    """Write the read model of a record to `path`; nothing is left behind where it fails. `meta` is what else it is to remember."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        with closing(driver().connect(draft, isolation_level=None)) as store:
            store.execute("PRAGMA journal_mode = OFF")
            store.execute("PRAGMA synchronous = OFF")
            store.execute("PRAGMA page_size = 8192")
            store.executescript(TABLES)
            store.execute("BEGIN")
            _fill(store, Draft(woven), tell)
            store.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            store.execute("COMMIT")
            tell("indexes", 0.9)
            store.executescript(INDEXES)
            store.execute("INSERT INTO words (words) VALUES ('optimize')")
            store.execute("ANALYZE")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _fill(store: Any, draft: Draft, tell: Tell) -> None:
    for table, rows in draft.tables():
        _insert(store, table, rows)
    for number, rows in enumerate(_batches(draft.claim_rows())):
        tell("claims", 0.3 + 0.6 * number * AT_ONCE / max(1, len(draft.claims)))
        _insert(store, "claims", (one.claim for one in rows))
        _insert(store, "claim_texts", (one.text for one in rows))
        _insert(store, "spots", (spot for one in rows for spot in one.spots))
        store.executemany("INSERT INTO words (rowid, quote) VALUES (?, ?)", ((one.claim[0], one.quote) for one in rows))


def _insert(store: Any, table: str, rows: Iterable[Row]) -> None:
    found = iter(rows)
    for first in islice(found, 1):
        marks = ", ".join("?" * len(first))
        store.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", first)
        store.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", found)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
