"""One warm process that runs commands of the program in forks of itself: a line of JSON in, a line of JSON out.

Started with `stops.c` preloaded. A fork is stopped before chosen file operations on its ledger; there this process copies the
ledger's files, as a power cut would leave them, and lets it go on or kills it.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from traceback import format_exception
from typing import Any

from rashomon.claims.parse.grammar import language_model
from rashomon.cli import main
from rashomon.knowledge import load

STOPS = ctypes.CDLL(None)
SHM = "-shm"  # shared memory is no part of what a power cut leaves


def warm() -> None:
    """Load what every command would load, once."""
    import rashomon.exports.opening
    import rashomon.exports.release
    import rashomon.intake
    import rashomon.ledger
    import rashomon.ledger.redaction
    import rashomon.reports.html
    import rashomon.views.brief  # noqa: F401
    from rashomon.reports import read

    read("warm.txt", b"The army said on Monday that it had entered the village after a week of fighting near the old mill.")
    language_model()
    load()


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Run `argv` on the ledger `ledger`. `kill`, `every`, `syncs` say where to stop, `limit` the largest file in bytes."""
    ledger, scratch = Path(order["ledger"]), Path(order["scratch"])
    scratch.mkdir(parents=True, exist_ok=True)
    pid = os.fork()
    if pid == 0:
        _child(order, ledger, scratch)
    (scratch / "pid").write_text(str(pid))
    images = _Images(ledger, scratch)
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        if order.get("kill"):
            os.kill(pid, signal.SIGKILL)
        else:
            images.take((scratch / "stops").read_text().splitlines()[-1])
            os.kill(pid, signal.SIGCONT)
    count = scratch / "count"
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": (scratch / "out").read_text(),
        "operations": int(count.read_text()) if count.exists() else None,
        "images": images.taken,
    }


def _child(order: dict[str, Any], ledger: Path, scratch: Path) -> None:
    code = 70
    try:
        out = os.open(scratch / "out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        stops = os.open(scratch / "stops", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if limit := order.get("limit"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        first, step = order.get("kill") or 0, order.get("every") or 0
        STOPS.stops_begin(os.fsencode(order.get("watch", str(ledger))), first, step, int(order.get("syncs", False)), stops)
        try:
            main(order["argv"])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        sys.stdout.flush()
        operations = STOPS.stops_count()
        STOPS.stops_begin(b"", 0, 0, 0, -1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        (scratch / "count").write_text(str(operations))
    except BaseException as fault:  # noqa: BLE001 -- a fork must end here, whatever came
        os.write(2, "".join(format_exception(fault)).encode())
    os._exit(code)


class _Images:
    """Copies of a ledger's files as a power cut would leave them: each file as it is now, or as it was last synced."""

    def __init__(self, ledger: Path, scratch: Path) -> None:
        self._ledger = ledger
        self._scratch = scratch
        self._synced: dict[str, bytes] = {file.name: file.read_bytes() for file in self._files()}
        self._pending: tuple[str, bytes] | None = None
        self.taken: list[dict[str, Any]] = []

    def take(self, stop: str) -> None:
        """The images at a stop, told as ``12 sync /path/war.db-wal``."""
        number, what, path = stop.split(" ", 2)
        if self._pending:
            self._synced[self._pending[0]] = self._pending[1]  # the process went on after it: that sync is done
        now = {file.name: file.read_bytes() for file in self._files()}
        self._synced = {name: content for name, content in self._synced.items() if name in now}
        name = Path(path).name
        self._pending = (name, now[name]) if what == "sync" and name in now else None
        versions = {"now": now, "synced": {name: self._synced.get(name, b"") for name in now}}
        for stale in now:
            versions[f"{stale} stale"] = now | {stale: self._synced.get(stale, b"")}
        stored: list[dict[str, bytes]] = []
        for kind, files in versions.items():
            if files not in stored:
                stored.append(files)
                folder = self._scratch / f"{number} {kind}"
                folder.mkdir()
                for file, content in files.items():
                    (folder / file).write_bytes(content)
                self.taken.append(
                    {"at": int(number), "kind": kind, "ledger": str(folder / self._ledger.name), "next": [what, name]}
                )

    def _files(self) -> list[Path]:
        beside = self._ledger.parent.glob(f"{self._ledger.name}*")
        return sorted(file for file in beside if not file.name.endswith((SHM, ".lock")))


if __name__ == "__main__":
    warm()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(run(json.loads(line)))}\n")
        sys.stdout.flush()
