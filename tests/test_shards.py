"""Shards of a reading, merged, are what reading everything here would have given; a killed share goes on where it was."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.exports.edition import ledger_hash
from rashomon.intake import Plan, each, read_into
from rashomon.ledger import Ledger
from rashomon.model import Issue
from rashomon.shards import Shard, Share

TEXT = "Officials in {0} said on Monday that at least {1} people were killed in a missile strike. Russia denied the strike.\n"
TOWNS = ("Kharkiv", "Sumy", "Kupiansk", "Nikopol")

Held = tuple[str, list[str], list[Issue], list[str]]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(14):
        (folder / f"{number:02}.txt").write_text(TEXT.format(TOWNS[number % 4], number % 5 + 2))
    (folder / "20.txt").write_text((folder / "03.txt").read_text())  # the same text twice, in two shares
    (folder / "21.html").write_text("<html><body></body></html>")
    return folder


@pytest.fixture(scope="module")
def whole(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    ledger = tmp_path_factory.mktemp("whole") / "war.db"
    assert run("read", news, "--ledger", ledger, "--jobs", "1").exit_code == 3
    return held(ledger)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def held(ledger: Path) -> Held:
    with Ledger.open(ledger) as book:
        reports, claims = list(book.reports()), list(book.claims())
        return ledger_hash(reports, claims, book.judgements()), [one.name for one in reports], list(book.issues()), book.faults()


def test_shards_merged_are_the_ledger_of_one_reading(news: Path, whole: Held, tmp_path: Path) -> None:
    shards, ledger = tmp_path / "shards", tmp_path / "war.db"
    for number in (2, 1, 3):
        result = run("read", news, "--shards", shards, "--shard", f"{number}/3", "--jobs", "1")
        assert result.output.splitlines()[-1].startswith(f"{shards}/{number}-of-3: ")
    result = run("merge", shards, "--ledger", ledger)
    assert result.exit_code == 3, result.output
    assert held(ledger) == whole
    assert whole[3] == []
    assert "0 already known" not in result.output
    again = run("merge", shards, "--ledger", ledger)
    assert again.output.splitlines()[-1].startswith(f"{ledger}: 0 reports, 15 already known, 0 claims, 1 issue")
    assert held(ledger) == whole


def test_a_ledger_goes_on_after_a_merge_without_reading_anything_again(news: Path, tmp_path: Path) -> None:
    shards, ledger = tmp_path / "shards", tmp_path / "war.db"
    run("read", news / "00.txt", news / "01.txt", "--shards", shards)
    run("merge", shards, "--ledger", ledger)
    result = run("read", news / "00.txt", news / "01.txt", "--ledger", ledger)
    assert result.output == f"{ledger}: 0 reports, 2 already known, 0 claims, 0 issues\n"


def test_missing_shares_are_named_and_can_be_left_out(news: Path, tmp_path: Path) -> None:
    shards, ledger = tmp_path / "shards", tmp_path / "war.db"
    run("read", news, "--shards", shards, "--shard", "2/4", "--jobs", "1")
    result = run("merge", shards, "--ledger", ledger)
    assert result.exit_code == 1
    assert result.output == f"Error: {shards}: not done: 1, 3, 4 of 4 (run them, or merge with --partial)\n"
    assert not ledger.exists()
    assert run("merge", shards, "--partial", "--ledger", ledger).exit_code == 0
    assert held(ledger)[1] == ["01", "05", "09", "13"]


def test_shares_of_two_readings_are_not_merged(news: Path, tmp_path: Path) -> None:
    shards = tmp_path / "shards"
    run("read", news / "00.txt", news / "01.txt", "--shards", shards, "--shard", "1/2")
    run("read", news / "00.txt", news / "02.txt", "--shards", shards, "--shard", "2/2")
    result = run("merge", shards, "--ledger", tmp_path / "war.db")
    assert "are of different sources, options or versions" in result.output
    result = run("read", news / "00.txt", "--outlet", "The Gazette", "--shards", shards, "--shard", "1/2")
    assert "is of other sources or options (choose another --shards, or remove the folder)" in result.output


def test_a_folder_without_shards_and_a_wrong_share_are_told(tmp_path: Path, news: Path) -> None:
    (tmp_path / "1-of-1").mkdir()
    result = run("merge", tmp_path, "--ledger", tmp_path / "war.db")
    assert result.output == f"Error: {tmp_path}: holds no shards (rashomon read SOURCES --shards {tmp_path} writes them)\n"
    assert "'4/3' is no share (write 1/16 to 16/16)" in run("read", news, "--shards", tmp_path, "--shard", "4/3").output
    assert "goes with --shards PLACE" in run("read", news, "--shard", "1/3").output
    assert "no store of that kind" in run("read", news, "--shards", "tape://x").output


def test_an_address_of_fsspec_is_a_place(news: Path, whole: Held, tmp_path: Path) -> None:
    place, ledger = "memory://run/shards", tmp_path / "war.db"
    assert run("read", news, "--shards", place, "--jobs", "1").exit_code == 3
    assert run("merge", place, "--ledger", ledger).exit_code == 3
    assert held(ledger) == whole


def test_a_killed_share_goes_on_where_it_was(news: Path, whole: Held, tmp_path: Path) -> None:
    shards, ledger = tmp_path / "shards", tmp_path / "war.db"
    script = "from rashomon.shards import writing; writing.ROWS = 4; from rashomon.cli import main; main()"
    command = [sys.executable, "-c", script, "read", str(news), "--shards", str(shards), "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as job:
        until = time.monotonic() + 120
        while not list(shards.glob("1-of-1/*.parquet")) and time.monotonic() < until:
            time.sleep(0.01)
        job.send_signal(signal.SIGKILL)
    written = {file: file.stat().st_mtime_ns for file in shards.glob("1-of-1/*.parquet")}
    assert written
    assert "not done: 1 of 1" in run("merge", shards, "--ledger", ledger).output
    result = run("read", news, "--shards", shards, "--jobs", "1")
    assert " 0 already known" not in result.output
    assert {file: file.stat().st_mtime_ns for file in written} == written
    assert run("merge", shards, "--ledger", ledger).exit_code == 3
    assert held(ledger) == whole


def test_what_was_redacted_does_not_come_back_by_a_merge(news: Path, tmp_path: Path) -> None:
    shards, ledger = tmp_path / "shards", tmp_path / "war.db"
    run("read", news / "00.txt", news / "01.txt", "--shards", shards)
    run("merge", shards, "--ledger", ledger)
    with Ledger.open(ledger) as book:
        report = next(one.id for one in book.reports() if one.name == "00")
    assert run("redact", "--report", report, "--by", "mara", "--reason", "asked for", "--ledger", ledger, "--yes").exit_code == 0
    run("merge", shards, "--ledger", ledger)
    assert held(ledger)[1] == ["01"]


def test_a_shard_is_a_book_for_python_too(news: Path, tmp_path: Path) -> None:
    sources = list(each(sorted(news.glob("0*.txt"))))
    share = Share(1, 2)
    shard = Shard(str(tmp_path), share, sources, Plan().reader)
    steps = list(read_into(shard, share.of_sources(sources)))
    shard.flush(last=True)
    assert sum(step.reports for step in steps) == 5
    (file,) = (tmp_path / "1-of-2").iterdir()
    assert pq.read_table(file).column("number").to_pylist() == [0, 0, 2, 2, 4, 4, 6, 6, 8, 8]
    with pytest.raises(ValueError, match="a share is 1/N to N/N, not 3/2"):
        Share(3, 2)
