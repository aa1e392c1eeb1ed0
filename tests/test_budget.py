"""A report that costs too much time or memory, or brings out a fault, costs itself alone."""

import os
import resource
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import budget
from rashomon.budget import FAULT, careful, within
from rashomon.errors import BudgetError, LedgerError, ReadingError
from rashomon.intake import find_all, read_into
from rashomon.knowledge import load
from rashomon.ledger import Ledger
from rashomon.model import Report
from rashomon.reports import read


def spin() -> None:
    """For ever, and deaf to every Exception."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001 -- as libraries do
            continue


def test_a_block_ends_when_its_seconds_are_used_up() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(BudgetError) as fault, within("a.html", 0.05):
        spin()
    assert str(fault.value) == "a.html: it takes more than 0 seconds (take it out, or split it)"
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_waiting_costs_nothing() -> None:
    """CPU seconds, not those of the clock: a busy machine makes no report too slow."""
    with within("a.html", 0.05):
        threading.Event().wait(0.2)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded on Linux alone")
def test_a_block_ends_when_its_memory_is_used_up() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(BudgetError, match=r"a.html: it needs more than 0.1 GB of memory"), within("a.html", 60, 100_000_000):
        bytearray(400_000_000)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    bytearray(400_000_000)


def test_other_threads_are_left_alone() -> None:
    done: list[bool] = []

    def work() -> None:
        with within("a.html", 0.0001):
            sum(range(100_000))
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_an_unforeseen_fault_names_its_place_and_known_ones_pass() -> None:
    with pytest.raises(ReadingError, match=rf"^a: {FAULT}, ZeroDivisionError in test_budget.py:\d+ \("), careful("a", 1):
        _ = 1 / 0
    with pytest.raises(LedgerError), careful("a", 1):
        raise LedgerError("x")


LINE = "The army said on Monday that it had captured the town of Bakhmut after a week, and that two soldiers were killed. "


def reports(*sizes: int) -> Iterator[Report]:
    for number, size in enumerate(sizes):
        (found,) = [one for one in read(f"r{number}.txt", (LINE * size).encode()) if isinstance(one, Report)]
        yield found


def test_a_report_over_its_budget_is_an_issue_and_its_neighbours_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long one of the three takes seconds; each may take a fifth of one."""
    given = list(reports(1, 300, 2))
    list(find_all(given[:1], load()))  # what is loaded once costs no report anything
    monkeypatch.setattr(budget, "SECONDS", 0.2)
    monkeypatch.setattr(budget, "PACE", 1e9)
    found = list(find_all(given))
    assert [bool(reading.claims) for reading in found] == [True, False, True]
    (issue,) = [issue for issue in found[1].issues if issue.kind == "too-costly"]
    assert (issue.name, issue.report) == ("r1", given[1].id)
    assert issue.detail == "it takes more than 0 seconds (take it out, or split it)"


def test_a_page_over_its_budget_is_an_issue_and_the_other_members_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A page of a twenty thousand paragraphs takes a second and more; each may take a third of one."""
    folder = tmp_path / "news"
    folder.mkdir()
    paragraphs = f"<p>{LINE}</p>" * 3
    (folder / "a.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>")
    (folder / "b.html").write_text(f"<html><body><article>{paragraphs}{('<p>' + LINE + '</p>') * 20_000}</article></body></html>")
    (folder / "c.txt").write_text(LINE)
    list(read("warm.html", (folder / "a.html").read_bytes()))
    monkeypatch.setattr(budget, "SECONDS", 0.3)
    monkeypatch.setattr(budget, "PACE", 1e9)
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        list(read_into(book, folder))
        assert [one.name for one in book.reports()] == ["a", "c"]
        told = [issue for issue in book.issues() if issue.report is None]
        assert [(Path(issue.name).name, issue.kind) for issue in told] == [("b.html", "too-large")]
        assert book.faults() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork to leave the limit behind")
def test_memory_over_budget_in_a_library_is_an_issue() -> None:
    """A small ceiling under the parser of the grammar: numpy and Cython say MemoryError, nothing dies."""
    given = list(reports(400))
    list(find_all(list(reports(1)), load()))
    pid = os.fork()
    if pid == 0:
        budget.MEMORY = 5_000_000
        kinds = {issue.kind for reading in find_all(given) for issue in reading.issues}
        os._exit(0 if "too-costly" in kinds else 1)
    assert os.waitpid(pid, 0)[1] == 0
