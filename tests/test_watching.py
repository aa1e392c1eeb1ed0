"""Watching: what is new comes into the ledger once, whatever ends the watch, whoever else writes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.feed_server import TEXT, Page, feed, serving

from rashomon.cli import main
from rashomon.intake import Step
from rashomon.ledger import Ledger
from rashomon.reports.polling import Manners
from rashomon.watching import Watched, watch

AT_ONCE = Manners(timedelta(), private=True)


class EndedError(Exception):
    """The test has seen enough."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


def looks(watched: Watched, *between: Callable[[], object]) -> list[Step]:
    """The steps of as many looks as there are doings between them, and one more."""
    doings = iter(between)
    steps: list[Step] = []

    def wait(seconds: float) -> None:
        if 0 < seconds <= 1.0:
            return  # between two requests to one host
        doing = next(doings, None)
        if doing is None:
            raise EndedError
        doing()

    with suppress(EndedError):
        for step in watch(watched, wait=wait):
            steps.append(step)  # what came before the end is kept
    return steps


def names(ledger: Path) -> list[str]:
    with Ledger.open(ledger) as book:
        return sorted(report.name for report in book.reports())


# feeds


def test_new_entries_come_in_once(ledger: Path) -> None:
    page = Page(feed(3), headers={"ETag": '"v1"'})

    def change() -> None:
        page.body, page.headers = feed(3, 4), {"ETag": '"v2"'}

    with serving(**{"a.xml": page}) as site:
        steps = looks(Watched((f"{site.url}/a.xml",), ledger, manners=AT_ONCE), lambda: None, change)
    assert names(ledger) == ["strike-3", "strike-4"]
    assert (sum(step.reports for step in steps), sum(step.known for step in steps)) == (2, 1)
    assert [one.headers.get("if-none-match") for one in site.asked if one.path == "/a.xml"] == [None, '"v1"', '"v1"']


def test_a_second_watch_goes_on_where_the_first_one_ended(ledger: Path) -> None:
    with serving(**{"a.xml": Page(feed(3), headers={"ETag": '"v1"'})}) as site:
        watched = Watched((f"{site.url}/a.xml",), ledger, manners=AT_ONCE)
        assert sum(step.reports for step in watch(watched, once=True)) == 1
        assert list(watch(watched, once=True)) == []
        asked = [one.headers.get("if-none-match") for one in site.asked if one.path == "/a.xml"]
        assert asked == [None, '"v1"']
        slow = Watched(watched.places, ledger, manners=Manners(timedelta(hours=1), private=True))
        list(watch(slow, once=True))
        before = len(site.asked)
        assert list(watch(slow, once=True)) == []
        assert len(site.asked) == before  # not due


def test_what_could_not_be_stored_is_fetched_again(ledger: Path) -> None:
    with serving(**{"a.xml": Page(feed(3), headers={"ETag": '"v1"'})}) as site:
        watched = Watched((f"{site.url}/a.xml",), ledger, manners=AT_ONCE)
        with Ledger.open(ledger, write=True):
            (step,) = watch(watched, once=True)
            assert [issue.kind for issue in step.issues] == ["not-stored"]
        assert sum(step.reports for step in watch(watched, once=True)) == 1
    assert [one.headers.get("if-none-match") for one in site.asked if one.path == "/a.xml"] == [None, None]


def test_a_failing_server_is_left_alone_whoever_else_writes(ledger: Path) -> None:
    with serving(**{"a.xml": Page(status=503, headers={"Retry-After": "3600"})}) as site:
        watched = Watched((f"{site.url}/a.xml",), ledger, manners=AT_ONCE)
        with Ledger.open(ledger, write=True):
            looks(watched, lambda: None, lambda: None)
        assert site.paths().count("/a.xml") == 1
        list(watch(watched, once=True, wait=bool))
        assert list(watch(watched, once=True)) == []  # the ledger remembers
        assert site.paths().count("/a.xml") == 2


def test_a_shorter_interval_holds_at_once(ledger: Path) -> None:
    with serving(**{"a.xml": Page(feed(3))}) as site:
        place = (f"{site.url}/a.xml",)
        list(watch(Watched(place, ledger, manners=Manners(timedelta(days=1), private=True)), once=True))
        list(watch(Watched(place, ledger, manners=AT_ONCE), once=True))
    assert site.paths().count("/a.xml") == 2


def test_one_feed_that_fails_does_not_keep_the_others(ledger: Path) -> None:
    with serving(**{"a.xml": Page(status=500), "b.xml": Page(feed(3))}) as site:
        steps = list(watch(Watched((f"{site.url}/a.xml", f"{site.url}/b.xml"), ledger, manners=AT_ONCE), once=True, wait=bool))
    assert [issue.name for step in steps for issue in step.issues if issue.report is None] == [f"{site.url}/a.xml"]
    assert names(ledger) == ["strike-3"]


# folders


def test_a_file_is_read_when_it_is_no_longer_written_to(tmp_path: Path, ledger: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    half, whole = folder / "half.txt", folder / "whole.txt"
    half.write_text(TEXT.format(3)[:30])
    whole.write_text(TEXT.format(4))
    steps = looks(
        Watched((str(folder),), ledger),
        lambda: half.write_text(TEXT.format(3)),
        lambda: None,
        lambda: None,
    )
    assert [step.name for step in steps if step.reports] == ["whole", "half"]
    with Ledger.open(ledger) as book:
        assert sorted(report.text for report in book.reports()) == [TEXT.format(3), TEXT.format(4)]


def test_files_that_came_while_nobody_watched_are_read(tmp_path: Path, ledger: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(3))
    watched = Watched((str(folder),), ledger)
    assert sum(step.reports for step in watch(watched, once=True)) == 1
    (folder / "b.txt").write_text(TEXT.format(4))
    steps = list(watch(watched, once=True))
    assert (sum(step.reports for step in steps), sum(step.known for step in steps)) == (1, 1)


def test_a_locked_ledger_delays_a_folder_and_loses_nothing(tmp_path: Path, ledger: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(3))
    book = Ledger.open(ledger, write=True)
    steps = looks(Watched((str(folder),), ledger), lambda: None, book.close)
    assert [issue.kind for step in steps for issue in step.issues if issue.report is None] == ["not-stored"]
    assert sum(step.reports for step in steps) == 1


# the command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_once_is_for_cron(ledger: Path) -> None:
    with serving(**{"a.xml": Page(feed(3)), "b.xml": Page(status=500)}) as site:
        done = run("watch", f"{site.url}/a.xml", "--allow-private", "--once", "--ledger", ledger)
        assert done.exit_code == 0, done.output
        assert f"{site.url}/a.xml: 1 report, " in done.output
        assert f"{ledger}: 1 report, 0 already known, " in done.output
        assert run("watch", f"{site.url}/b.xml", "--allow-private", "--once", "--ledger", ledger).exit_code == 3
        assert run("watch", f"{site.url}/a.xml", "--once", "--ledger", ledger.with_name("other.db")).exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere"], 1, "nowhere: no such folder, and no http address"),
        (["--interval", "5s", "https://example.org/a.xml"], 2, "servers are asked once a minute at most"),
        (["--interval", "often", "https://example.org/a.xml"], 2, "'often' is no length of time (write it as 90s"),
    ],
)
def test_a_command_that_cannot_be_meant(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = run("watch", *arguments, "--ledger", tmp_path / "war.db")
    assert done.exit_code == code
    assert words in " ".join(done.output.split())


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_that_is_ended_keeps_what_it_read(tmp_path: Path, ledger: Path, ending: int) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(3))
    command = [sys.executable, "-m", "rashomon.cli", "watch", str(folder), "--ledger", str(ledger)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 120
        while not _stored(ledger) and time.monotonic() < until and process.poll() is None:
            time.sleep(0.1)
        os.kill(process.pid, ending)
        _, told = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130, told
    assert f"Stopped. {ledger}: 1 report, " in told
    assert names(ledger) == ["a"]


def _stored(ledger: Path) -> bool:
    if not ledger.exists():
        return False
    try:
        with Ledger.open(ledger) as book:
            return book.counts().reports > 0
    except Exception:  # noqa: BLE001  # it is being made
        return False
