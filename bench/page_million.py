"""CPU of the interface's answers over a read model of synthetic claims, cold and warm; the table is that of docs/figures.md.

    python bench/page_million.py                  1,000,000 claims, in a folder of its own that is kept
    python bench/page_million.py 100000           another amount
    python bench/page_million.py 1000000 FOLDER   the folder

The claims are those of bench/weaving.py, with quotes of a vocabulary in which words are as rare as in a language (Zipf).
Claims of one kind, place and day are one event: the weaver itself is measured elsewhere. "Cold" is the first of the questions
to a server that was just started (the system may still hold the file), "warm" the p95 of further ones that differ, so that no stored
answer is given. The CPU is that of the server's process, user and system, before and after each question.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import gettempdir
from time import process_time

import httpx

sys.path.insert(0, str(Path(__file__).parent))
from weaving import BEGIN, told

from rashomon.events.judged import Judged
from rashomon.ledger import Ledger
from rashomon.model import Because, Claim, Event, Link, Origin, Polarity, Record, Report, Span, Stance
from rashomon.web.build import Woven, write_model
from rashomon.web.shelf import Shelf, ledger_state

FOLDER = Path(gettempdir()) / "rashomon-million"
ROUNDS = 20
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
)


def record(amount: int) -> Record:
    """Reports and events of so many claims."""
    chance = Random(amount)
    reports, claims = told(Random(amount), amount)
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    words = [f"w{rank}" for rank in range(1, VOCABULARY + 1)]
    shelf, moved = {}, []
    for at in range(0, len(claims), 5):
        report, found = reports[at // 5], claims[at : at + 5]
        drawn = iter(chance.choices(words, cum_weights=weights, k=12 * len(found)))
        quotes = [" ".join(next(drawn) for _ in range(12)) for _ in found]
        text, spans = ". ".join(quotes), []
        for quote in quotes:
            start = spans[-1].end + 2 if spans else 0
            spans.append(Span(start, start + len(quote)))
        told_in = replace(report, text=text, sentences=tuple(spans))
        shelf[told_in.id] = told_in
        moved += [_moved(chance, claim, told_in, span) for claim, span in zip(found, spans, strict=True)]
    return Record(tuple(shelf.values()), tuple(_events(moved)))


def _moved(chance: Random, claim: Claim, report: Report, span: Span) -> Claim:
    polarity = Polarity.DENIED if chance.random() < 0.05 else Polarity.AFFIRMED
    chain = tuple(replace(link, span=None) for link in claim.chain)
    when = replace(claim.when, span=span) if claim.when else None
    places = tuple(replace(spot, span=span) for spot in claim.places)
    quantities = tuple(replace(one, span=span) for one in claim.quantities)
    parts = {"chain": chain, "when": when, "places": places, "quantities": quantities}
    return replace(claim, report=report.id, quote=span, cue=span, polarity=polarity, **parts)


def _events(claims: list[Claim]) -> Iterator[Event]:
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for number, claim in enumerate(claims):
        spot = claim.places[0].place.id if claim.places else number
        groups[claim.kind, spot, claim.when.first if claim.when else number].append(claim)
    for found in groups.values():
        denied = any(claim.polarity is Polarity.DENIED for claim in found) and len(found) > 1
        standing = (Because("disputed" if denied else "one-side", 1.0, Stance.DENIES),)
        by_source: dict[str, list[Claim]] = defaultdict(list)
        for claim in found:
            by_source[_voice(claim.source)].append(claim)
        origins = tuple(Origin(name, None, tuple(one.id for one in line)) for name, line in by_source.items())
        yield Event(tuple(found), (), origins, (), (), standing)


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


def asked(filters: dict[str, str], chance: Random) -> dict[str, str]:
    """The filters, with days and places that differ from one question to the next."""
    day = BEGIN + timedelta(chance.randrange(300, 6000))
    days = {"DAY": str(day), "DAY+30": str(day + timedelta(30))}
    return {name: days.get(value, value) for name, value in filters.items()}


def measure(address: str, process: int, path: str, filters: dict[str, str]) -> tuple[float, float, int]:
    """CPU of the first question, p95 of the next ones, and bytes of the answer."""
    chance, took, size = Random(7), [], 0
    with httpx.Client(base_url=address, timeout=120) as client:
        for number in range(ROUNDS + 1):
            limit = (100 if path == "claims" else 2000) - number
            before = cpu(process)
            answer = client.get(f"/api/v1/{path}", params={**asked(filters, chance), "limit": str(limit)})
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
        command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            cold, warm, size = measure(address, server.pid, path, filters)
            server.terminate()
        print(f"| {name} | {cold:.0f} | {warm:.0f} | {most} | {size:,} |", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(given[0])] if given else []), *([Path(given[1])] if len(given) > 1 else []))
