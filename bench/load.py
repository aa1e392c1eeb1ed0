"""Clients that ask a server for a while, as its page does, while reports are read into its ledger: what is answered, and how fast.

    python bench/load.py                        50 clients for 60 s
    python bench/load.py --clients 8 --seconds 5

Everything is on this machine. The clients come from one address and would meet the limit of one, so the server is started with
`--rate 0`; each client waits 0.2 to 1 s between its questions, as a reader does, or not at all with `--eager`.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import httpx

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src/rashomon/samples"
PROGRAM = [sys.executable, "-m", "rashomon.cli"]
SEED = 20260301
QUESTIONS = (
    "/api/v1/about", "/api/v1/summary", "/api/v1/claims", "/api/v1/claims?kind=capture", "/api/v1/claims?text=village&sort=rank",
    "/api/v1/events", "/api/v1/events?status=disputed", "/api/v1/places", "/api/v1/sources", "/api/v1/reports", "/api/v1/map",
    "/api/v1/timeline", "/api/v1/brief", "/api/v1/claims.csv", "/api/v1/labels?bbox=30,44,40,52", "/brief", "/map.svg", "/",
)  # fmt: skip


@dataclass
class Tally:
    """What was answered, by status, and after how many seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        """Answers of 500 and more, and connections that broke."""
        return self.broken.total() + sum(amount for status, amount in self.statuses.items() if status >= 500)


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The address of a server that ends with the block."""
    command = [*PROGRAM, "serve", "--ledger", str(ledger), "--port", "0", "--rate", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/")
        server.send_signal(signal.SIGTERM)
    if server.returncode:
        raise SystemExit(f"the server ended with {server.returncode}")


async def hold(address: str, clients: int, seconds: float, *, eager: bool) -> Tally:
    """All clients at once, until the time is over."""
    tally, until = Tally(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=120, headers={"accept": "*/*"}) as client:
        asking = (_client(client, tally, random.Random(SEED + number), until, eager) for number in range(clients))
        await asyncio.gather(*asking)
    return tally


async def _client(client: httpx.AsyncClient, tally: Tally, chance: random.Random, until: float, eager: bool) -> None:
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            answer = await client.get(chance.choice(QUESTIONS))
            tally.statuses[answer.status_code] += 1
        except httpx.HTTPError as fault:
            tally.broken[type(fault).__name__] += 1
        tally.seconds.append(time.monotonic() - began)
        if not eager:
            await asyncio.sleep(chance.uniform(0.2, 1.0))


@contextmanager
def reading(ledger: Path, folder: Path) -> Iterator[list[int]]:
    """Reports are read into the ledger, one command after another, until the block ends; gives the exit codes."""
    codes: list[int] = []
    over = threading.Event()

    def more() -> None:
        while not over.is_set():
            source = folder / f"more-{len(codes)}.jsonl"
            source.write_text("".join(_again(line, len(codes)) for line in LINES), encoding="utf-8")
            command = [*PROGRAM, "read", str(source), "--ledger", str(ledger)]
            codes.append(subprocess.run(command, check=False, capture_output=True).returncode)

    thread = threading.Thread(target=more)
    thread.start()
    try:
        yield codes
    finally:
        over.set()
        thread.join()


LINES = [line for name in sorted(SAMPLES.glob("*.jsonl")) for line in name.read_text(encoding="utf-8").splitlines()]


def _again(line: str, number: int) -> str:
    """The same report of another day's edition: new to the ledger."""
    row = json.loads(line)
    return json.dumps(row | {"id": f"{row.get('id')}-{number}", "text": f"{row['text']} Edition {number}."}) + "\n"


def main() -> None:
    """Hold the load and print one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--clients", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--eager", action="store_true", help="ask again at once")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "load.db"
        subprocess.run([*PROGRAM, "demo", "--ledger", str(ledger)], check=True, stdout=subprocess.DEVNULL)
        with serving(ledger) as address, reading(ledger, Path(folder)) as read:
            began = time.monotonic()
            tally = asyncio.run(hold(address, given.clients, given.seconds, eager=given.eager))
            took = time.monotonic() - began
        cuts = quantiles(tally.seconds, n=100)
        print(
            json.dumps(
                {
                    "clients": given.clients,
                    "seconds": round(took, 1),
                    "answers": sum(tally.statuses.values()),
                    "a second": round(sum(tally.statuses.values()) / took, 1),
                    "statuses": dict(sorted(tally.statuses.items())),
                    "broken": dict(tally.broken),
                    "p50 ms": round(cuts[49] * 1000),
                    "p99 ms": round(cuts[98] * 1000),
                    "reading commands": read,
                    "cores": os.cpu_count(),
                    "load of the machine": round(os.getloadavg()[0], 1),
                }
            )
        )
    sys.exit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
