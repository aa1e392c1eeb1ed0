"""CPU of the interface's answers over a read model of synthetic claims, cold and warm; the table is that of docs/figures.md.

    python bench/page_million.py                  1,000,000 claims, in a folder of its own that is kept
    python bench/page_million.py 100000           another amount
    python bench/page_million.py 1000000 FOLDER   the folder

The happenings are those of bench/weaving.py, the quotes drawn from a vocabulary in which words are as rare as in a language (Zipf).
Claims of one happening are one event: the weaver itself is measured elsewhere. "Cold" is the first question to a server that has
given the page and nothing else (the system may still hold the file), "warm" the p95 of further ones that differ, so that
no stored answer is given; both are the median of three servers.
The CPU is that of the server's process, user and system, before and after each question.
"""

import os
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from tempfile import gettempdir
from time import process_time

import httpx

sys.path.insert(0, str(Path(__file__).parent))
from weaving import BEGIN, SIDES, Happening, happenings, zipf

from rashomon.events.judged import Judged
from rashomon.ledger import Ledger
from rashomon.model import (
    Because,
    Candidate,
    ChainRole,
    Claim,
    ClaimId,
    DatedBy,
    Event,
    Link,
    Origin,
    Party,
    PlaceRole,
    Polarity,
    Published,
    Record,
    Report,
    ReportId,
    Span,
    When,
    Where,
)
from rashomon.web.build import write_model
from rashomon.web.draft import Woven
from rashomon.web.shelf import Shelf, ledger_state

FOLDER = Path(gettempdir()) / "rashomon-million"
ROUNDS = 20
SERVERS = 3
VOCABULARY = 40_000
TICK = os.sysconf("SC_CLK_TCK")
RARE, COMMON = "w31337", "w1"
# name, path, filters, most CPU milliseconds of the first page
QUESTIONS = (
    ("first page, no filter", "claims", {}, 100),
    ("place", "claims", {"place": "Place 7"}, 100),
    ("side", "claims", {"side": "North"}, 100),
    ("side of the source", "claims", {"voice": "South"}, 100),
    ("source", "claims", {"source": "Source 12"}, 100),
    ("kind", "claims", {"kind": "capture"}, 100),
    ("standing", "claims", {"status": "disputed"}, 100),
    ("days", "claims", {"from": "DAY", "to": "DAY+30"}, 100),
    ("place and kind", "claims", {"place": "Place 3", "kind": "strike"}, 100),
    ("side of the source and standing", "claims", {"voice": "North", "status": "disputed"}, 100),
    ("sorted by place", "claims", {"sort": "place"}, 100),
    ("rare word", "claims", {"text": RARE}, 100),
    ("common word", "claims", {"text": COMMON}, 100),
    ("common word, ranked", "claims", {"text": COMMON, "sort": "rank"}, 400),
    ("common word and kind", "claims", {"text": COMMON, "kind": "capture"}, 100),
    ("map of a month", "map", {"from": "DAY", "to": "DAY+30"}, 150),
    ("map of one kind", "map", {"kind": "capture"}, 150),
    ("map of all", "map", {}, 150),
    ("events", "events", {}, 100),
    ("timeline of all, 60 lanes", "timeline", {}, None),
    ("counts of all that has a day", "summary", {}, None),
)
MOST_ROWS = {"claims": 100, "events": 100, "map": 1_000, "timeline": 60}


def record(amount: int) -> Record:
    """Reports and events of so many claims, five claims a report."""
    chance, told = Random(amount), []
    for number, happening in enumerate(happenings(chance, amount)):
        if len(told) >= amount:
            break
        told += [(happening.day + timedelta(chance.choice((0, 0, 1, 1, 2))), number, happening) for _ in range(zipf(chance, 300))]
    told = sorted(told[:amount], key=lambda one: one[:2])
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    words = chance.choices([f"w{rank}" for rank in range(1, VOCABULARY + 1)], cum_weights=weights, k=12 * len(told))
    reports, groups = [], defaultdict(list)
    for start in range(0, len(told), 5):
        part = told[start : start + 5]
        quotes = [" ".join(words[12 * at : 12 * at + 12]) for at in range(start, start + len(part))]
        report, spans = _report(chance, start, quotes, part[-1][0])
        reports.append(report)
        for span, (_, number, happening) in zip(spans, part, strict=True):
            groups[number].append(_claim(chance, report.id, span, happening))
    return Record(tuple(reports), tuple(_event(found) for found in groups.values()))


def _report(chance: Random, number: int, quotes: list[str], day: date) -> tuple[Report, list[Span]]:
    spans: list[Span] = []
    for quote in quotes:
        start = spans[-1].end + 2 if spans else 0
        spans.append(Span(start, start + len(quote)))
    published = Published(day, day, DatedBy.GIVEN)
    outlet = f"Outlet {zipf(chance, 400)}"
    return Report(f"r{number}", outlet, None, None, ". ".join(quotes), "", "en", published, (), tuple(spans)), spans


def _claim(chance: Random, report: ReportId, span: Span, one: Happening) -> Claim:
    source = Link(ChainRole.SOURCE, f"Source {zipf(chance, 900)}", side=chance.choice(SIDES)) if chance.random() > 0.33 else None
    where = Where(span, one.place.name, PlaceRole.EVENT, (Candidate(one.place, 1.0, "named"),), True)
    return Claim(
        report=report,
        quote=span,
        cue=span,
        kind=one.kind,
        chain=(source,) if source else (),
        actor=Party(f"{one.side} forces", side=one.side) if chance.random() < 0.7 else None,
        places=(where,) if chance.random() > 0.1 else (),
        when=When(span, "", one.day, one.day, "day") if chance.random() > 0.2 else None,
        polarity=Polarity.DENIED if chance.random() < 0.05 else Polarity.AFFIRMED,
    )


def _event(claims: list[Claim]) -> Event:
    denied = any(claim.polarity is Polarity.DENIED for claim in claims) and len(claims) > 1
    by_source: dict[str, list[ClaimId]] = defaultdict(list)
    for claim in claims:
        by_source[_voice(claim.source)].append(claim.id)
    origins = tuple(Origin(name, None, tuple(ids)) for name, ids in by_source.items())
    return Event(tuple(claims), (), origins, (), (), (Because("disputed" if denied else "one-side", 1.0, ""),))


def _voice(source: Link | None) -> str:
    return source.name if source else "an outlet"


def build(folder: Path, amount: int) -> Path:
    """The read model of an empty ledger, filled with the synthetic record; made once."""
    ledger = folder / f"million-{amount}.db"
    os.environ["RASHOMON_CACHE"] = str(folder)
    if not ledger.exists():
        folder.mkdir(parents=True, exist_ok=True)
        Ledger.open(ledger, write=True).close()
    shelf, state = Shelf(ledger), ledger_state(ledger)
    path = shelf.path(state, "")
    if not path.exists():
        before = process_time()
        woven = Woven(record(amount), Judged((), {}), {})
        print(f"made {amount:,} claims in {process_time() - before:.0f} CPU s", file=sys.stderr)
        before = process_time()
        meta = {"state": state, "ledger_state": state, "as_of": "", "ledger": ledger.name}
        write_model(woven, path, lambda doing, done: None, meta)
        print(f"wrote the read model in {process_time() - before:.0f} CPU s, {path.stat().st_size / 1e6:,.0f} MB", file=sys.stderr)
    return ledger


def cpu(process: int) -> float:
    """Milliseconds of user and system time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    schedule = Path(f"/proc/{process}/schedstat")
    if schedule.exists():
        tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
        return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def asked(filters: dict[str, str], chance: Random, amount: int) -> dict[str, str]:
    """The filters, with days that differ from one question to the next."""
    day = BEGIN + timedelta(chance.randrange(max(60, amount // 150)))
    days = {"DAY": str(day), "DAY+30": str(day + timedelta(30))}
    return {name: days.get(value, value) for name, value in filters.items()}


def measure(client: httpx.Client, process: int, question: tuple[str, dict[str, str]], amount: int) -> tuple[float, float, int]:
    """CPU of the first question, p95 of the next ones, and bytes of the answer."""
    (path, filters), chance, took, size = question, Random(7), [], 0
    for number in range(ROUNDS + 1):
        far = {"to": str(date(2200, 1, 1) + timedelta(number))}
        differs = {"limit": str(MOST_ROWS[path] - number)} if path in MOST_ROWS else far
        before = cpu(process)
        answer = client.get(f"/api/v1/{path}", params={**asked(filters, chance, amount), **differs})
        answer.raise_for_status()
        took.append(cpu(process) - before)
        size = len(answer.content)
    warm = sorted(took[1:])
    return took[0], warm[int(len(warm) * 0.95) - 1], size


def main(amount: int = 1_000_000, folder: Path = FOLDER) -> None:
    """Measure and print."""
    ledger = build(folder, amount)
    print("| question | cold, CPU ms | warm p95, CPU ms | at most | bytes |\n| --- | ---: | ---: | ---: | ---: |")
    for name, path, filters, most in QUESTIONS:
        colds, warms, sizes = zip(*(ask(ledger, (path, filters), amount) for _ in range(SERVERS)), strict=True)
        print(f"| {name} | {median(colds):.0f} | {median(warms):.0f} | {most or ''} | {sizes[0]:,} |", flush=True)


def ask(ledger: Path, question: tuple[str, dict[str, str]], amount: int) -> tuple[float, float, int]:
    """What `measure` gives, of a server of its own."""
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        with httpx.Client(base_url=address, timeout=120) as client:
            client.get("/").raise_for_status()  # a browser does that first; the server may still be starting
            told = measure(client, server.pid, question, amount)
        server.terminate()
    return told


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(given[0])] if given else []), *([Path(given[1])] if len(given) > 1 else []))
