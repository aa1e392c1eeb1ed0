"""Killed, cut off or out of room at any file operation: nothing committed is lost, the same command finishes to the same end.

`RASHOMON_SOAK=100` (make soak) tries so many points of each command and every operation of a power cut; without it 10 and a sample.
"""

import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.ledger.older import older
from tests.web.conftest import own_cache

from rashomon.exports.release import changed_files
from rashomon.ledger import Ledger
from rashomon.ledger.opening import version
from rashomon.ledger.schema import REVISIONS
from rashomon.ledger.sqlite import File

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "src" / "rashomon" / "samples"
POINTS = int(os.environ.get("RASHOMON_SOAK", "10"))
ALL = POINTS >= 100
EVERY = 1 if ALL else 23
SEED = 20260214
LOG = logging.getLogger("trials")  # what was tried, for who runs with --log-cli-level=INFO
HERE_TOO = "{folder}"  # of the ledger, in the words of a command that writes beside it
PENDING = "may still be in the file"

STOPPABLE = sys.platform == "linux" and shutil.which("cc") is not None
pytestmark = [
    pytest.mark.skipif(not STOPPABLE, reason="needs Linux and a C compiler to stop a process at a write"),
    pytest.mark.xdist_group("crash"),
]

__all__ = ["own_cache"]  # a fixture of tests/web, used here too

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def run(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs a command of the program in a fork of one warm process, stopped or killed where the order says."""
    folder = tmp_path_factory.mktemp("zygote")
    library = folder / "stops.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, HERE / "stops.c", "-ldl"], check=True)
    command = [sys.executable, HERE / "zygote.py"]
    settings = os.environ | {"LD_PRELOAD": str(library), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=settings) as zygote:
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        assert zygote.stdout.readline() == "ready\n"
        orders = iter(range(10**6))

        def run(ledger: Path, *argv: str, **where: Any) -> dict[str, Any]:
            scratch, here = str(folder / str(next(orders))), str(ledger.parent)
            words = [word.replace(HERE_TOO, here) for word in argv]
            watch = here if words != list(argv) else str(ledger)
            order = {"ledger": str(ledger), "argv": [*words, "--ledger", str(ledger)], "scratch": scratch, "watch": watch} | where
            print(json.dumps(order), file=zygote.stdin, flush=True)
            return dict(json.loads(zygote.stdout.readline()))

        yield run
        zygote.stdin.close()


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of the samples, one of them in rows, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    for name in sorted(SAMPLES.glob("2023*.txt"))[:2]:
        shutil.copy(name, folder)
    rows = (SAMPLES / "bakhmut-2023-09.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "rows.jsonl").write_text("\n".join([*rows[:2], "{broken"]), encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def filled(run: Run, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the articles and a decision."""
    path = tmp_path_factory.mktemp("filled") / "war.db"
    assert run(path, "read", str(articles))["code"] == 3
    with Ledger.open(path) as book:
        first = next(book.claims()).id
    assert run(path, "judge", "reject", first, "--by", "Mara", "--reason", "a headline")["code"] == 0
    return path


def state(path: Path) -> tuple[object, ...]:
    """All that a ledger holds but the times at which it came."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    with Ledger.open(path) as book:
        decided = [replace(judgement, at=at) for judgement in book.judgements()]
        return list(book.reports()), list(book.claims()), set(book.issues()), decided


def made(path: Path) -> tuple[dict[str, bytes], list[str]]:
    """What commands wrote beside the ledger, drafts that were left lying about, too; and the releases that its log tells of."""
    files = {str(file.relative_to(path.parent)): file for file in path.parent.rglob("*") if file.is_file()}
    with Ledger.open(path) as book:
        told = [entry.subject for entry in book.releases()]
    return {name: file.read_bytes() for name, file in sorted(files.items()) if not name.startswith(path.name)}, told


def half_made(path: Path) -> list[str]:
    """Exports whose manifest tells of files that are not there as it says, and releases that are not whole."""
    wrong = [str(folder) for folder in path.parent.glob("releases/rashomon-*") if changed_files(folder)]
    for page in path.parent.glob("*.manifest.json"):
        for file in json.loads(page.read_bytes())["files"]:
            there = page.with_name(file["name"])
            if not there.exists() or sha256(there.read_bytes()).hexdigest() != file["sha256"]:
                wrong.append(file["name"])
    return wrong


def faults(path: Path) -> list[str]:
    with Ledger.open(path) as book:
        return book.faults()


@dataclass(frozen=True)
class Work:
    """A command that is disturbed: where it begins, its words, and how it ends when nobody disturbs it."""

    name: str
    begins: str  # "nothing", "filled" or a version
    argv: Callable[[Path, Path], list[str]]
    code: int = 0


def _claim(ledger: Path) -> str:
    with Ledger.open(ledger) as book:
        return list(book.claims())[3].id


WHY = ["--by", "Mara", "--reason", "read both"]
WORKS = (
    Work("reading", "nothing", lambda articles, filled: ["read", str(articles)], 3),
    Work("weaving", "filled", lambda articles, filled: ["events", "--json"]),
    Work("judging", "filled", lambda articles, filled: ["judge", "reject", _claim(filled), *WHY]),
    Work("migrating", "0002", lambda articles, filled: ["reports", "--json"]),
    Work("exporting", "filled", lambda articles, filled: ["export", "csv", "-o", f"{HERE_TOO}/out.csv"]),
    Work("releasing", "filled", lambda articles, filled: ["release", "--day", "2024-01-01", "--folder", f"{HERE_TOO}/releases"]),
    Work("redacting", "filled", lambda articles, filled: ["redact", "Syrskyi", "Bakhmut", "--yes", *WHY]),
)


WRITING = [work for work in WORKS if work.name not in ("weaving", "exporting", "releasing")]
"""Those whose commits are the ledger's own."""


def chosen(operations: range, dense: range | None = None) -> list[int]:
    """Operations at which to stop; half of them among the `dense` ones, where a command that reads long has come to write."""
    chance = random.Random(SEED)
    amount = min(POINTS, len(operations))
    late = set(chance.sample(dense, min(amount // 2, len(dense)))) if dense else set()
    rest = [one for one in operations if one not in late]
    return sorted({*late, *chance.sample(rest, min(amount - len(late), len(rest)))})


def begin(work: Work, filled: Path, folder: Path) -> Path:
    """A fresh copy of the ledger that the work begins with."""
    folder.mkdir()
    path = folder / "war.db"
    if work.begins == "filled":
        shutil.copy(filled, path)
    elif work.begins != "nothing":
        older(path, work.begins, filled)
    return path


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_killed_command_loses_nothing_and_is_finished_by_the_same_command(
    work: Work, run: Run, articles: Path, filled: Path, tmp_path: Path
) -> None:
    argv = work.argv(articles, filled)
    whole = begin(work, filled, tmp_path / "whole")
    undisturbed = run(whole, *argv)
    assert (undisturbed["code"], faults(whole)) == (work.code, [])
    expected, published = state(whole), made(whole)
    operations = undisturbed["operations"]
    points = chosen(range(1, operations + 1), range(operations - operations // 5, operations + 1) if published[0] else None)
    LOG.info("%s: killed at %d of %d file operations", work.name, len(points), operations)
    stored = 0
    for point in points:
        path = begin(work, filled, tmp_path / str(point))
        killed = run(path, *argv, kill=point)
        assert killed["code"] == -9, killed
        if path.exists() and version(File(path)):
            assert [line for line in faults(path) if PENDING not in line] == []
            assert half_made(path) == []
            reports = state(path)[0]
            assert isinstance(reports, list)
            assert stored <= len(reports) <= len(expected[0]), point  # type: ignore[arg-type]
            if work.begins == "nothing":
                stored = len(reports)  # what was there at an earlier point is there at a later one
                assert reports == expected[0][:stored]  # type: ignore[index]
        again = run(path, *argv)
        assert again["code"] == work.code, again["out"]
        assert (state(path), faults(path)) == (expected, [])
        assert made(path) == published, point
        shutil.rmtree(path.parent)


def serve_and_decide(run: Run, path: Path, claims: list[str], **where: Any) -> tuple[dict[str, Any], list[str]]:
    """A server to which decisions are sent one after another, and which is then asked to end; those that it acknowledged."""
    scratch = path.parent / f"serving-{next(NUMBERS)}"
    known: list[str] = []
    client = threading.Thread(target=send_decisions, args=(scratch, claims, known))
    client.start()
    ended = run(path, "serve", "--port", "0", "--review", "--token", TOKEN, scratch=str(scratch), **where)
    client.join()
    return ended, known


NUMBERS = count()
TOKEN = "a-token-of-the-tests"


def send_decisions(scratch: Path, claims: list[str], known: list[str]) -> None:
    out, until = scratch / "out", time.monotonic() + 120
    while not (out.exists() and "http://" in out.read_text()):
        stops = scratch / "stops"
        if time.monotonic() > until or (stops.exists() and stops.read_text()):
            return  # it was killed before it served
        time.sleep(0.05)
    port = httpx.URL(out.read_text().split()[0]).port
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, headers={"authorization": f"Bearer {TOKEN}"}) as client:
        for claim in claims:
            made = {"verdict": "reject", "claim": claim, "by": "Mara", "reason": "read both"}
            try:
                answer = client.post("/api/v1/judgements", json=made)
            except httpx.HTTPError:
                return
            assert answer.status_code in (201, 202), answer.text
            known.append(claim)
    os.kill(int((scratch / "pid").read_text()), signal.SIGTERM)


def test_a_server_that_is_killed_keeps_every_decision_that_it_acknowledged(run: Run, filled: Path, tmp_path: Path) -> None:
    def fresh(name: str) -> Path:
        (tmp_path / name).mkdir()
        return Path(shutil.copy(filled, tmp_path / name / "war.db"))

    def decided(path: Path) -> list[str]:
        with Ledger.open(path) as book:
            return [one.left for one in book.judgements()][1:]

    with Ledger.open(filled) as book:
        claims = [claim.id for claim in book.claims()][1:4]
    whole = fresh("whole")
    undisturbed, known = serve_and_decide(run, whole, claims)
    assert (undisturbed["code"], known, decided(whole), faults(whole)) == (0, claims, claims, [])
    operations = undisturbed["operations"]
    points = chosen(range(operations // 10, operations + 1))
    LOG.info("serving: killed at %d of %d file operations", len(points), operations)
    for point in points:
        path = fresh(str(point))
        killed, known = serve_and_decide(run, path, claims, kill=point)
        assert killed["code"] in (-9, 0), killed  # threads do not count alike: it may have ended before
        assert decided(path)[: len(known)] == known, point
        assert faults(path) == []
        again, known = serve_and_decide(run, path, claims)
        assert (again["code"], known, decided(path), faults(path)) == (0, claims, claims, [])
        shutil.rmtree(path.parent)


@pytest.mark.parametrize("work", WRITING, ids=lambda work: work.name)
def test_a_power_cut_leaves_what_was_committed(work: Work, run: Run, articles: Path, filled: Path, tmp_path: Path) -> None:
    """Files as they are at a stop, as they were last synced, and with each one alone stale: at every sync and k-th operation."""
    argv = work.argv(articles, filled)
    path = begin(work, filled, tmp_path / "whole")
    done = run(path, *argv, every=EVERY, syncs=True)
    assert done["code"] == work.code
    images = done["images"] if ALL else sample(done["images"])
    LOG.info("%s: %d images of power cuts", work.name, len(images))
    acknowledged = before = 0
    for image in images:
        cut = Path(image["ledger"])
        held = entries(cut)
        if image["kind"] == "now":
            acknowledged = max(acknowledged, before)
            before = held if image["next"] == ["sync", "war.db-wal"] else 0
        assert held >= acknowledged, image
        shutil.rmtree(cut.parent)
    assert entries(path) >= acknowledged > 0


def sample(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The images of a third of the stops, and of the last ones."""
    stops = sorted({image["at"] for image in images})
    kept = {*stops[:4], *stops[::3], *stops[-4:]}
    return [image for image in images if image["at"] in kept]


def entries(path: Path) -> int:
    """How many entries the log of a sound ledger has; 0 where the cut came before the first commit."""
    if not path.exists() or not version(File(path)):
        return 0
    if version(File(path)) != REVISIONS[-1]:
        return 0
    assert [line for line in faults(path) if PENDING not in line] == []
    with Ledger.open(path) as book:
        return sum(1 for _ in book.log())


@pytest.mark.parametrize("work", WRITING, ids=lambda work: work.name)
def test_a_full_disk_is_told_and_the_same_command_goes_on_when_there_is_room(
    work: Work, run: Run, articles: Path, filled: Path, tmp_path: Path
) -> None:
    argv = work.argv(articles, filled)
    whole = begin(work, filled, tmp_path / "whole")
    assert run(whole, *argv)["code"] == work.code
    expected, size = state(whole), whole.stat().st_size
    for limit in (4096, 40_000, size // 2, size - 5000):
        path = begin(work, filled, tmp_path / str(limit))
        full = run(path, *argv, limit=limit)
        if full["code"] != work.code:
            assert full["code"] == 1, full
            assert "Traceback" not in full["out"]
            assert "disk is full" in full["out"] or "make room" in full["out"], full["out"]
        if path.exists() and version(File(path)):
            assert [line for line in faults(path) if PENDING not in line] == []
        assert run(path, *argv)["code"] == work.code
        assert (state(path), faults(path)) == (expected, [])


def test_a_small_file_system_is_filled_and_the_ledger_stays_sound(run: Run, articles: Path, tmp_path: Path) -> None:
    """The real thing, where this user may mount one: 600 kB of memory as a disk."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", place], check=False, capture_output=True).returncode:
        pytest.skip("this user cannot mount a file system")
    try:
        path = place / "war.db"
        full = run(path, "read", str(articles))
        assert full["code"] == 1
        assert "(make room and run the command again: nothing committed is lost)" in full["out"]
        subprocess.run(["mount", "-o", "remount,size=50m", place], check=True)
        assert faults(path) == []
        assert run(path, "read", str(articles))["code"] == 3
        roomy = tmp_path / "roomy.db"
        assert run(roomy, "read", str(articles))["code"] == 3
        assert (state(path), faults(path)) == (state(roomy), [])
    finally:
        subprocess.run(["umount", place], check=True)
