"""Inserts and questions at a million claims, in a file and in a database; the table is that of docs/scale.md.

    python bench/stores.py                     1,000,000 claims, on a PostgreSQL server of its own that is removed
    python bench/stores.py 100000              another amount
    python bench/stores.py 1000000 FOLDER      the folder in which the filled file is kept for the next time

The claims are those of bench/page_million.py, five a report, with the words of a vocabulary as rare as in a language. The file is
filled with rows in bulk, without entries in its log, and copied to the server by what `rashomon copy` runs. Then reports are added
one by one, as `rashomon read` adds them: a transaction each, with its digests and its entry in the log, on disk when it returns.
Questions are those of the ledger; each is asked with other words, places and days, the best, the median and the p95 are told.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
from page_million import COMMON, RARE, record
from sqlalchemy import insert
from tests.server import database_of, programs, running
from weaving import BEGIN

from rashomon.ledger import Address, Ledger, Source, Wanted, store_at
from rashomon.ledger.rows import claim_values, place_values, report_values
from rashomon.ledger.schema import claims, places, reports
from rashomon.model import Claim, Reading, Report

FOLDER = Path(gettempdir()) / "rashomon-stores"
HEAD = ("| milliseconds, best / median / p95 | SQLite | PostgreSQL |", "| --- | ---: | ---: |")
ROUNDS = 40
ADDED = 500
CHUNK = 2_000
SOURCE = Source("made.txt", "0" * 64, "bench")
Question = Callable[[Ledger, Random], object]


def _day(chance: Random) -> dict[str, object]:
    first = BEGIN + timedelta(chance.randrange(300))
    return {"first": first, "last": first + timedelta(30)}


def _some(found: Iterable[object], most: int = 100) -> int:
    """A page of what is found: the rest is not fetched."""
    return sum(1 for _ in islice(found, most))


QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("a claim by the beginning of its id", lambda book, chance: book.claim(chance.choice(IDS)[:12])),
    ("a report by its id", lambda book, chance: book.report(chance.choice(REPORTS))),
    ("claims of a report", lambda book, chance: list(book.claims(Wanted(report=chance.choice(REPORTS))))),
    (
        "claims of a place in 31 days, first 100",
        lambda book, chance: _some(book.claims(Wanted(place=f"Place {chance.randrange(200)}", **_day(chance)))),
    ),
    (
        "claims of a source, part of its name, first 100",
        lambda book, chance: _some(book.claims(Wanted(source=f"urce {chance.randrange(100, 900)}"))),
    ),
    ("quotes with a rare word", lambda book, chance: list(book.claims(Wanted(search=f"{RARE[:-1]}{chance.randrange(10)}")))),
    (
        "quotes with two words",
        lambda book, chance: list(book.claims(Wanted(search=f"w{chance.randrange(100, 200)} w{chance.randrange(20, 90)}"))),
    ),
    (
        "quotes with a phrase",
        lambda book, chance: list(book.claims(Wanted(search=f'"w{chance.randrange(5, 50)} w{chance.randrange(5, 50)}"'))),
    ),
    ("quotes with the commonest word, first 100", lambda book, chance: _some(book.claims(Wanted(search=COMMON)))),
    ("reports with a rare word, best first", lambda book, chance: list(book.search(f"{RARE[:-1]}{chance.randrange(10)}"))),
    (
        "reports with two words, best first",
        lambda book, chance: list(book.search(f"w{chance.randrange(100, 200)} w{chance.randrange(20, 90)}")),
    ),
    ("counts of all tables", lambda book, chance: book.counts()),
)
IDS: list[str] = []
REPORTS: list[str] = []


def made(amount: int) -> list[tuple[Report, list[Claim]]]:
    """Reports, each with its claims."""
    whole = record(amount)
    found: dict[str, list[Claim]] = {report.id: [] for report in whole.reports}
    for event in whole.events:
        for claim in event.claims:
            found[claim.report].append(claim)
    return [(report, found[report.id]) for report in whole.reports]


def fill(ledger: Address, told: list[tuple[Report, list[Claim]]]) -> None:
    """Rows in bulk, in transactions of some thousands of reports."""
    with Ledger.open(ledger, write=True):
        pass
    writer = store_at(ledger).writing()
    for start in range(0, len(told), CHUNK):
        part = told[start : start + CHUNK]
        with writer.begin() as connection:
            connection.execute(insert(reports), [report_values(report, SOURCE.reader) for report, _ in part])
            each = {claim.id: (claim, report) for report, found in part for claim in found}
            connection.execute(insert(claims), [claim_values(*one) for one in each.values()])
            connection.execute(insert(places), [row for claim, _ in each.values() for row in place_values(claim)])
    writer.close()


@contextmanager
def clocked(took: dict[str, float], what: str) -> Iterator[None]:
    """Seconds of the block."""
    before = perf_counter()
    yield
    took[what] = perf_counter() - before


def added(ledger: Address, told: list[tuple[Report, list[Claim]]]) -> list[float]:
    """Milliseconds of each report that is added."""
    took = []
    with Ledger.open(ledger, write=True) as book:
        for number, (report, found) in enumerate(told):
            new = replace(report, title=f"Added {number}")
            before = perf_counter()
            book.add(new, Reading(new.id, tuple(replace(claim, report=new.id) for claim in found)), source=SOURCE)
            took.append(1000 * (perf_counter() - before))
    return took


def asked(ledger: Address) -> dict[str, list[float]]:
    """Milliseconds of each question."""
    took: dict[str, list[float]] = {}
    with Ledger.open(ledger) as book:
        for name, question in QUESTIONS:
            chance = Random(name)
            question(book, chance)
            for _ in range(ROUNDS):
                before = perf_counter()
                question(book, chance)
                took.setdefault(name, []).append(1000 * (perf_counter() - before))
    return took


def size(file: Path, address: str) -> tuple[float, float]:
    """Megabytes of the ledger in the file, and in the database."""
    import psycopg

    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return file.stat().st_size / 1e6, (row[0] if row else 0) / 1e6


def told_of(took: list[float]) -> str:
    """Best, median and p95."""
    return f"{min(took):.2f} / {median(took):.2f} / {sorted(took)[int(len(took) * 0.95)]:.2f}"


def main(amount: int = 1_000_000, folder: Path = FOLDER) -> str:
    """Measure, print and give a table."""
    bins = programs()
    if bins is None:
        sys.exit("PostgreSQL 15 or newer is not installed (apt-get install postgresql)")
    folder.mkdir(parents=True, exist_ok=True)
    kept, few, seconds = folder / f"war-{amount}.db", made(5 * ADDED), dict[str, float]()
    if not kept.exists():
        with clocked(seconds, "rows in bulk into a file, made first"):
            fill(kept, made(amount))
    with TemporaryDirectory(prefix="rashomon-stores-") as place, running(bins, ("fsync=on", "shared_buffers=512MB")) as server:
        file, database = Path(place) / "war.db", server.fresh()
        copyfile(kept, file)
        with Ledger.open(file) as book:
            REPORTS.extend(report.id for report in islice(book.reports(), 2_000))
            IDS.extend(claim.id for report in REPORTS[:200] for claim in book.claims(Wanted(report=report)))
            with clocked(seconds, "copy of the file to the server, compared by digest"):
                book.copy(database)
        server.run("ANALYZE", database_of(database))
        for name, ledger in (("file", file), ("server", database)):
            with Ledger.open(ledger) as book, clocked(seconds, f"digest, {name}"):
                print(name, book.counts(), book.digest()[:16], file=sys.stderr, flush=True)
        columns = [{"a report with its claims is added": added(ledger, few)} | asked(ledger) for ledger in (file, database)]
        lines = [f"{amount:,} claims; {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f}", "", *HEAD]
        lines += [f"| {name} | {told_of(columns[0][name])} | {told_of(columns[1][name])} |" for name in columns[0]]
        lines += ["| size, MB | {:,.0f} | {:,.0f} |".format(*size(file, database)), ""]
        lines += [f"- {name}: {took:.0f} s" for name, took in seconds.items()]
    print(*lines, sep="\n")
    return "\n".join(lines)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(given[0])] if given else []), *([Path(given[1])] if len(given) > 1 else []))
