"""rashomon read: what is committed stays, whatever ends the program, and the same command goes on."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.model import Claim, Issue, Report

TEXT = """Missiles hit Oldmill, round {0}

The governor of Kharkiv, Iryna Bondar, said on Friday that at least {0} people were killed in a missile strike on the city.
Russia's defence ministry denied that its forces had attacked the city. Bondar wrote on Telegram that {0} drones were shot down.
"""

Held = tuple[list[Report], list[Claim], list[Issue]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(48):
        (folder / f"{number:02}.txt").write_text(TEXT.format(number + 2))
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    ledger = tmp_path_factory.mktemp("whole") / "war.db"
    result = run("read", folder, "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{ledger}: 48 reports, 0 already known, ")
    return held(ledger)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def held(ledger: Path) -> Held:
    with Ledger.open(ledger) as book:
        return list(book.reports()), list(book.claims()), list(book.issues())


def start(folder: Path, ledger: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rashomon.cli", "read", str(folder), "--ledger", str(ledger), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def wait_for_reports(ledger: Path, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with Ledger.open(ledger) as book:
                if book.counts().reports > 2:
                    return
        except LedgerError:
            pass
        time.sleep(0.01)
    pytest.fail(f"nothing was stored: {process.stderr.read() if process.stderr else ''}")


def test_a_second_run_reads_nothing(folder: Path, undisturbed: Held, tmp_path: Path) -> None:
    assert len(undisturbed[0]) == 48
    assert len(undisturbed[1]) >= 96
    ledger = tmp_path / "war.db"
    run("read", folder / "00.txt", folder / "01.txt", "--ledger", ledger)
    result = run("read", folder / "00.txt", folder / "01.txt", "--ledger", ledger)
    assert result.exit_code == 0
    assert result.output == f"{ledger}: 0 reports, 2 already known, 0 claims, 0 issues\n"


@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "2")], ids=["inline", "workers"])
def test_ctrl_c_says_what_is_committed_and_the_next_run_goes_on(
    folder: Path, undisturbed: Held, tmp_path: Path, options: tuple[str, ...]
) -> None:
    ledger = tmp_path / "war.db"
    with start(folder, ledger, *options) as process:
        wait_for_reports(ledger, process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    reports, claims, _ = held(ledger)
    assert process.returncode == 130
    assert told == f"Stopped. {ledger} holds {len(reports)} reports and {len(claims)} claims; the same command goes on from here.\n"
    begun = (16, 32, 48) if "2" in options else range(1, 48)  # what a worker has begun is stored whole
    assert len(reports) in begun
    assert run("read", folder, "--ledger", ledger).exit_code == 0
    assert held(ledger) == undisturbed


def test_a_killed_run_loses_nothing_and_the_next_one_ends_like_an_undisturbed_one(
    folder: Path, undisturbed: Held, tmp_path: Path
) -> None:
    ledger = tmp_path / "war.db"
    with start(folder, ledger) as process:
        wait_for_reports(ledger, process)
        process.send_signal(signal.SIGKILL)
    before = held(ledger)
    assert 2 < len(before[0]) < 48
    assert before[0] == undisturbed[0][: len(before[0])]
    assert run("verify", "--ledger", ledger).exit_code == 0
    assert run("read", folder, "--ledger", ledger).exit_code == 0
    assert held(ledger) == undisturbed
    assert run("verify", "--ledger", ledger).exit_code == 0


def test_an_unreadable_file_is_one_line_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "war.db"
    missing = tmp_path / "missing.html"
    result = run("read", missing, folder / "00.txt", "--ledger", ledger, "--published", "2023-03-04", "--outlet", "The Gazette")
    assert result.exit_code == 3
    line, summary = result.output.splitlines()
    assert line.startswith(f"{missing}: ")
    assert line.endswith(")")
    assert summary.startswith(f"{ledger}: 1 report, 0 already known, ")
    told = json.loads(run("reports", "--ledger", ledger).stdout)
    assert (told["outlet"], told["published"], told["dated_by"]) == ("The Gazette", ["2023-03-04", "2023-03-04"], "given")
    assert json.loads(run("issues", "--ledger", ledger).stdout.splitlines()[-1])["name"] == str(missing)


def test_where_no_source_exists_no_ledger_is_made(tmp_path: Path) -> None:
    ledger, missing = tmp_path / "war.db", tmp_path / "nofolder"
    result = run("read", missing, "--ledger", ledger)
    assert result.exit_code == 1
    assert result.output == f"Error: {missing}: no such file or folder (check the spelling; nothing was read or stored)\n"
    assert list(tmp_path.iterdir()) == []


def test_an_issue_ends_where_its_source_can_be_read(folder: Path, tmp_path: Path) -> None:
    ledger, late = tmp_path / "war.db", tmp_path / "late.txt"
    assert run("read", late, folder / "00.txt", "--ledger", ledger).exit_code == 3
    assert str(late) in run("issues", "--ledger", ledger).stdout
    late.write_text(TEXT.format(99))
    assert run("read", late, folder / "00.txt", "--ledger", ledger).exit_code == 0
    assert str(late) not in run("issues", "--ledger", ledger).stdout


def test_a_ledger_that_is_being_written_to_is_one_line(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "war.db"
    with Ledger.open(ledger, write=True):
        result = run("read", folder, "--ledger", ledger)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {ledger}: process ")
    assert result.output.endswith(" is writing to it (wait until it is done, or end it)\n")


def test_show_tells_the_event_of_a_claim(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "war.db"
    run("read", folder / "00.txt", "--ledger", ledger)
    for row in map(json.loads, run("claims", "--ledger", ledger).stdout.splitlines()):
        shown = run("show", row["id"], "--ledger", ledger).output
        assert f"[[{' '.join(row['quote'].split())}]]" in " ".join(shown.split())
        assert "independent origin" in shown


def test_the_demo_reads_the_samples_and_prints_the_brief(tmp_path: Path) -> None:
    ledger = tmp_path / "demo.db"
    result = run("demo", "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert "Andriivka" in result.output
    assert f"rashomon claims --place Andriivka --ledger {ledger}" in result.output
    assert run("claims", "--place", "Andriivka", "--ledger", ledger).stdout
    assert run("verify", "--ledger", ledger).output.startswith(f"{ledger}: sound")
    assert f"the whole of it: rashomon brief --ledger {ledger}\n" in result.stdout
    whole = run("brief", "--ledger", ledger).stdout
    assert len(result.stdout.splitlines()) < 250 < len(whole.splitlines())
    assert result.stdout.startswith(whole[:1000])
    assert run("brief", "--ledger", ledger, "--markdown").stdout.startswith("#")
