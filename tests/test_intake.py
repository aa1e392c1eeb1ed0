"""Only what is new is read; what cannot be read is told and tried again; nothing is stored twice."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.ledger import nouns

from rashomon.intake import MOST_PLACES, Plan, Step, each, find_all, open_ends, read, read_into
from rashomon.ledger import Counts, Ledger
from rashomon.model import Issue, Reading, Report
from rashomon.reports import Given

LETTER = "The town of Oldmill was shelled on Monday, its mayor said, and {} houses burnt down in the night that followed."


class Finder:
    """Finds nothing, and remembers which reports it was asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            self.asked.append(report.name)
            yield Reading(report.id)


def write(folder: Path, **texts: int) -> Path:
    folder.mkdir(exist_ok=True)
    for name, number in texts.items():
        (folder / f"{name}.txt").write_text(LETTER.format(number))
    return folder


def run(book: Ledger, *sources: Path | str | tuple[str, bytes], plan: Plan = Plan()) -> tuple[list[str], list[Step]]:  # noqa: B008
    finder = Finder()
    steps = list(read_into(book, sources, plan, finder))
    return finder.asked, steps


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "war.db", write=True) as ledger:
        yield ledger


def test_a_second_run_reads_only_what_is_new(book: Ledger, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=2, b=3)
    assert run(book, folder)[0] == ["a", "b"]
    write(folder, c=4)
    asked, steps = run(book, folder)
    assert asked == ["c"]
    assert sum(step.known for step in steps) == 2
    assert sum(step.sources for step in steps) == 3
    assert [report.name for report in book.reports()] == ["a", "b", "c"]


def test_what_is_known_is_counted_in_reports(book: Ledger) -> None:
    source = ("rows.jsonl", "".join(f'{{"text": "{LETTER.format(number)}"}}\n' for number in range(5)).encode())
    run(book, source)
    _, steps = run(book, source)
    assert [(step.sources, step.known) for step in steps] == [(1, 5)]


def test_a_changed_file_is_read_as_a_new_report(book: Ledger, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=2, b=3)
    run(book, folder)
    write(folder, a=5)
    assert run(book, folder)[0] == ["a"]
    assert [report.text for report in book.reports()] == [LETTER.format(number) for number in (2, 3, 5)]


def test_what_is_known_is_read_again_where_the_user_asks_or_says_something_new(book: Ledger, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=2)
    assert run(book, folder, plan=Plan(Given(outlet="The Herald")))[0] == ["a"]
    assert run(book, folder, plan=Plan(Given(outlet="The Herald")))[0] == []
    assert run(book, folder, plan=Plan(Given(outlet="The Herald"), again=True))[0] == ["a"]
    assert book.counts().reports == 1
    assert run(book, folder, plan=Plan(Given(outlet="The Courier")))[0] == ["a"]
    assert {report.outlet for report in book.reports()} == {"The Herald", "The Courier"}


def test_the_same_text_under_two_names_is_one_report(book: Ledger, tmp_path: Path) -> None:
    _, steps = run(book, write(tmp_path / "news", a=2, copy=2))
    assert [(step.name, step.known) for step in steps if step.reports or step.known] == [("a", 0), ("copy", 1)]
    assert [report.name for report in book.reports()] == ["a"]


def test_what_cannot_be_read_is_one_issue_and_is_tried_again(book: Ledger, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=2)
    (folder / "empty.txt").write_text("")
    for _ in range(2):
        _, steps = run(book, folder, tmp_path / "missing.txt")
        told = [issue for step in steps for issue in step.issues if issue.report is None]
        assert [Path(issue.name).name for issue in told] == ["empty.txt", "missing.txt"]
        assert [issue for issue in book.issues() if issue.report is None] == told
    write(folder, empty=3)
    asked, steps = run(book, folder)
    assert asked == ["empty"]
    assert [Path(issue.name).name for issue in book.issues() if issue.report is None] == ["missing.txt"]


def test_rows_of_a_broken_file_are_stored_and_not_read_twice(book: Ledger) -> None:
    rows = "".join(f'{{"id": "r{number}", "text": "{LETTER.format(number)}"}}\n' for number in range(40)) + "{broken\n"
    source = ("rows.jsonl", rows.encode())
    assert len(run(book, source)[0]) == 40
    asked, steps = run(book, source)
    assert asked == []
    assert sum(step.known for step in steps) == 40
    assert [issue.name for step in steps for issue in step.issues if issue.report is None] == ["rows.jsonl line 41"]


def test_what_was_stored_before_an_interruption_is_not_read_again(book: Ledger, tmp_path: Path) -> None:
    source = write(tmp_path / "news", **{f"r{number:02}": number for number in range(40)})
    steps = read_into(book, source, Plan(), Finder())
    for _ in range(30):
        next(steps)
    steps.close()
    before = book.counts().reports
    asked, _ = run(book, source)
    assert 0 < before < 40
    assert len(asked) == 40 - before
    assert book.counts() == Counts(40, 0, book.counts().issues, 0)
    assert [report.name for report in book.reports()] == [f"r{number:02}" for number in range(40)]


def test_what_no_database_stores_is_an_issue(book: Ledger) -> None:
    plan = Plan(Given(outlet="half \ud800"))
    for _ in range(2):
        _, steps = run(book, ("b.txt", LETTER.encode()), plan=plan)
        assert [issue.kind for step in steps for issue in step.issues if issue.report is None] == ["not-stored"]
    assert [issue.name for issue in book.issues() if issue.report is None] == ["b"]
    assert book.counts().reports == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
def test_a_file_name_that_is_no_text_is_read_or_told(book: Ledger, tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=1)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(LETTER.format(2))
    (folder / os.fsdecode(b"vide\xe9.txt")).write_text("")
    _, steps = run(book, folder)
    assert sum(step.sources for step in steps) == 3
    assert "a" in {report.name for report in book.reports()}
    assert [issue for issue in book.issues() if "vide" in issue.name and issue.report is None]
    assert book.faults() == []


def test_sources_are_files_folders_addresses_or_contents(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", b=1, a=2)
    (folder / ".hidden.txt").write_text("x")
    pair = ("c.txt", b"text")
    assert list(each(folder)) == [folder / "a.txt", folder / "b.txt"]
    assert list(each([str(folder), pair, "https://gazette.example/1"])) == [
        folder / "a.txt",
        folder / "b.txt",
        pair,
        "https://gazette.example/1",
    ]
    assert list(each(pair)) == [pair]


def test_reading_keeps_the_order_and_tells_what_failed(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", a=1, c=2)
    (folder / "b.txt").write_text(" ")
    found = [one for one in read(folder) if isinstance(one, Report) or one.report is None]
    assert [Path(one.name).stem for one in found] == ["a", "b", "c"]
    assert isinstance(found[1], Issue)


def test_a_report_that_nothing_dates_is_told_and_is_no_fault(book: Ledger) -> None:
    source = ("letter.txt", LETTER.format(3).encode())
    steps = list(read_into(book, source, find=find_all))
    told = next(book.reports())
    assert [(issue.kind, issue.report) for issue in book.issues()] == [("undated", told.id)]
    assert sum(len(step.issues) for step in steps) == 1
    assert [step.known for step in read_into(book, source, find=find_all)] == [1]
    list(read_into(book, source, Plan(Given(published=date(2023, 3, 4)), again=True), find_all))
    assert list(book.issues()) == []


def test_places_that_stay_open_are_told_once_a_name() -> None:
    told = nouns.report()
    spot = replace(nouns.claim(told).places[0], resolved=False)
    several = Reading(told.id, claims=(replace(nouns.claim(told), places=(spot, spot)),))
    assert [(issue.kind, issue.report, issue.span) for issue in open_ends(told, several)] == [
        ("unresolved-place", told.id, spot.span)
    ]
    assert "may be Klishchiivka, Donetsk, Ukraine (" in next(open_ends(told, several)).detail
    names = tuple(replace(spot, text=f"Village {number}", candidates=()) for number in range(MOST_PLACES + 5))
    unknown = list(open_ends(told, Reading(told.id, claims=(replace(nouns.claim(told), places=names),))))
    assert len(unknown) == MOST_PLACES
    assert unknown[0].detail == "'Village 0' is no place that is known (rashomon gazetteer add FILE takes more in)"
    assert list(open_ends(told, Reading(told.id, claims=(nouns.claim(told),)))) == []
