"""No character of a report, a name or a file steers the terminal; an output that cannot be written is one line."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from rashomon.cli import COMMANDS, main

ESCAPE, CSI, TURN = "\x1b[31m", "\x9b2J", "\u202e"
TEXT = (
    f"General Ivan Novak{ESCAPE} said on Friday that his troops had captured the town of Bakhmut{TURN}. "
    f"At least seven people were killed in a strike on Kharkiv{CSI}, the ministry of defence said.\n"
)
STEERING = {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger read from files whose names and words steer terminals."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "news"
    sources.mkdir()
    (sources / f"a{ESCAPE}{TURN}.txt").write_text(TEXT)
    (sources / f"empty{CSI}.txt").write_text("")
    (sources / "b.jsonl").write_text(
        msgspec.json.encode({"id": f"b{ESCAPE}", "text": TEXT, "outlet": f"The{CSI} Gazette", "title": TURN}).decode()
    )
    return folder


def shown(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, *(["--ledger", str(folder / "war.db")] if arguments[0] not in FILES else [])])
    assert done.exit_code in (0, 1, 2, 3), done.output
    return done.stdout + done.stderr


LISTS = ("claims", "events", "tolls", "reports", "issues", "sources", "log")
FILES = {"annotate": "news", "explain": "news", "dates": "news", "demo": "", "gazetteer": "", "doctor": ""}


def test_no_command_hands_a_control_character_on(folder: Path) -> None:
    shown(folder, "read", str(folder / "news"))
    claim = msgspec.json.decode(shown(folder, "claims", "--json").splitlines()[0])["id"]
    calls = [
        ("read", str(folder / "news"), "--again"),
        *((name, form) for name in LISTS for form in ("--table", "--json")),
        ("brief",), ("brief", "--markdown"), ("verify",), ("show", claim), ("compare", claim[:8]), ("place", "Bakhmut"),
        ("export", "markdown", "-o", str(folder / "war.md")), ("release", "--folder", str(folder / "releases")),
        ("watch", str(folder / "news"), "--once"), ("show", f"x{ESCAPE}"), ("compare", f"x{ESCAPE}"), ("place", f"x{CSI}"),
        ("judge", "reject", claim, "--by", f"M{ESCAPE}", "--reason", "r"),
        ("redact", f"No{CSI}body", "--by", "M", "--reason", "r", "--yes"), ("gazetteer", "look", f"Bakhmut{ESCAPE}"),
        *((name, str(file)) for name in ("annotate", "explain", "dates") for file in sorted((folder / "news").iterdir())),
    ]  # fmt: skip
    assert {name for name, *_ in calls} | {"demo", "doctor", "diff", "copy", "merge", "serve", "mcp", "token"} >= set(COMMANDS)
    for call in calls:
        words = shown(folder, *call)
        assert words
        assert STEERING.isdisjoint(words), (call, sorted(map(repr, STEERING & set(words))))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written_is_one_line(folder: Path) -> None:
    (folder / "plain.txt").write_text("The army said on Monday that it had entered the village.")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "rashomon.cli", "annotate", folder / "plain.txt"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Error: [Errno 28] No space left on device (check the room on the disk and the rights)\n"
