"""A ledger is made, migrated or refused; one process writes while others read."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.ledger.nouns import claim, judgement, reading, report

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.ledger.opening import migrate, version
from rashomon.ledger.schema import REVISIONS, metadata
from rashomon.ledger.sqlite import File, driver, reading_mode


def rewrite(path: Path, *statements: str) -> None:
    connection = driver().connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    writer = File(tmp_path / "war.db").writing()
    with writer.begin() as connection:
        migrate(connection)
        told = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or "_words" not in name}
        )
        assert compare_metadata(told, metadata) == []
    writer.close()


def test_the_known_versions_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "rashomon:migrations")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in scripts) == tuple(reversed(REVISIONS))


def test_a_failed_migration_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True):
        pass
    rewrite(path, "UPDATE alembic_version SET version_num = '0001'", "DROP TABLE reports_words", "DROP TABLE log")
    with pytest.raises(LedgerError, match="reports_words_insert already exists"):
        Ledger.open(path, write=True)
    assert version(File(path)) == "0001"
    tables = driver().connect(str(path)).execute("SELECT count(*) FROM sqlite_master WHERE name = 'reports_words'").fetchone()
    assert tables == (0,)


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True):
        pass
    rewrite(path, "UPDATE alembic_version SET version_num = '9999'")
    for write in (False, True):
        with pytest.raises(LedgerError) as fault:
            Ledger.open(path, write=write)
        assert str(fault.value) == f"{path}: is of version 9999, this program knows {REVISIONS[-1]} (install a newer rashomon)"


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    foreign, letter = tmp_path / "foreign.db", tmp_path / "letter.txt"
    rewrite(foreign, "CREATE TABLE books (title TEXT)")
    letter.write_text("Dear reader, " * 100)
    before = foreign.read_bytes()
    for write in (False, True):
        with pytest.raises(LedgerError, match=r"is a database of another program \(choose another file with --ledger\)$"):
            Ledger.open(foreign, write=write)
        with pytest.raises(LedgerError, match=r"file is not a database \(choose another file with --ledger\)$"):
            Ledger.open(letter, write=write)
        with pytest.raises(LedgerError, match=r"is not a file \(choose a file with --ledger\)$"):
            Ledger.open(tmp_path, write=write)
    assert foreign.read_bytes() == before


def test_a_missing_ledger_is_made_by_a_writer_only(tmp_path: Path) -> None:
    path = tmp_path / "a file #1?.db"
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(path)
    assert not path.exists()
    with Ledger.open(path, write=True):
        pass
    assert path.exists()
    with pytest.raises(LedgerError, match="cannot be written, No such file or directory"):
        Ledger.open(tmp_path / "none" / "war.db", write=True)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder with a ledger that nobody can write to: by its rights, or for root by a mount."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    told = report()
    with Ledger.open(folder / "war.db", write=True) as book:
        book.add(told, reading(told, claim(told)))
    (folder / "war.db.lock").unlink()
    (folder / "war.db").chmod(0o444)
    folder.chmod(0o555)
    mount = shutil.which("mount") if os.access(folder, os.W_OK) else None
    if mount:
        bound = subprocess.run([mount, "--bind", folder, folder], check=False, capture_output=True).returncode == 0
        if bound:
            subprocess.run([mount, "-o", "remount,ro,bind", folder], check=True)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user can write to every folder, and no folder can be mounted for reading only")
        yield folder
    finally:
        if mount and bound:
            subprocess.run(["umount", folder], check=True)
        folder.chmod(0o755)


def test_a_ledger_that_nobody_can_write_to_is_looked_at(sealed: Path) -> None:
    path = sealed / "war.db"
    assert reading_mode(File(path)) == "ro&immutable=1"
    with Ledger.open(path) as book:
        assert list(book.reports()) == [report()]
        assert list(book.claims()) == [claim(report())]
        assert book.faults() == []
    command = [sys.executable, "-m", "rashomon.cli", "verify", "--ledger", path]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{path}: sound (1 report, 1 claim, 0 issues, 0 judgements)\ndigest ")
    assert list(sealed.iterdir()) == [path]


def test_a_ledger_that_can_be_written_to_is_opened_so_that_its_log_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True):
        pass
    assert reading_mode(File(path)) == "rw"
    with Ledger.open(path) as first, Ledger.open(path) as second:
        assert list(first.reports()) == list(second.reports()) == []
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "war.db.lock"]


WRITER = """
    import sys, time
    from tests.ledger.nouns import reading, report
    from rashomon.ledger import Ledger

    with Ledger.open(sys.argv[1], write=True) as book:
        print("open", flush=True)
        number = 0
        while True:
            told = report(f"r{number}", f"A text with the number {number}.")
            book.add(told, reading(told))
            print(number, flush=True)
            number += 1
"""


def start_writer(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), str(path)], stdout=subprocess.PIPE, text=True)


def test_readers_work_while_another_process_writes_and_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with start_writer(path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(LedgerError) as fault:
            Ledger.open(path, write=True)
        assert str(fault.value) == f"{path}: process {writer.pid} is writing to it (wait until it is done, or end it)"
        seen = [0]
        while len(seen) < 20:
            last = int(writer.stdout.readline())
            with Ledger.open(path) as book:
                seen.append(sum(1 for _ in book.reports()))
                assert seen[-1] >= max(seen[-2], last + 1)
        writer.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in writer.stdout if line.endswith("\n")]
    with Ledger.open(path, write=True) as book:
        assert {f"r{number}" for number in acknowledged} <= {told.name for told in book.reports()}
        assert book.faults() == []


def test_a_writer_whose_lock_was_taken_away_stops_before_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    told, other = report("a"), report("b", outlet="Another")
    with Ledger.open(path, write=True) as first:
        first.add(told, reading(told, claim(told)))
        (tmp_path / "war.db.lock").unlink()
        with pytest.raises(LedgerError, match="its lock was taken away while this process held it"):
            first.add(other, reading(other))
        with Ledger.open(path, write=True) as second:
            second.add(other, reading(other))
            with pytest.raises(LedgerError, match="its lock was taken away"):
                first.append(judgement(claim(told)))
        with Ledger.open(path) as book:
            assert [one.name for one in book.reports()] == ["a", "b"]
            assert book.faults() == []


DECIDER = """
    import sys
    from dataclasses import replace
    from rashomon.errors import LedgerError
    from rashomon.ledger import Ledger
    from tests.ledger.nouns import claim, judgement, report

    done = 0
    while done < 25:
        try:
            with Ledger.open(sys.argv[1], write=True) as book:
                book.append(replace(judgement(claim(report())), reason=f"{sys.argv[2]} {done}"))
        except LedgerError as fault:
            assert "is writing to it" in str(fault), fault
            continue
        done += 1
"""


def test_writers_at_once_take_turns_and_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True):
        pass
    command = [sys.executable, "-c", textwrap.dedent(DECIDER), path]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in ("one", "two")]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * 2
    with Ledger.open(path) as book:
        assert sorted(one.reason for one in book.judgements()) == sorted(
            f"{name} {n}" for name in ("one", "two") for n in range(25)
        )
        assert book.faults() == []


WRITES = (
    ("read", "a.txt"),
    ("judge", "reject", "a", "--by", "M", "--reason", "r"),
    ("redact", "M", "--by", "x", "--reason", "r", "--yes"),
)


@pytest.mark.parametrize("arguments", WRITES)
def test_no_command_writes_into_a_folder_that_is_for_reading_only(sealed: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("The army said on Monday that it had entered the village.")
    before = (sealed / "war.db").read_bytes()
    command = [sys.executable, "-m", "rashomon.cli", *arguments, "--ledger", sealed / "war.db"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {sealed / 'war.db'}: cannot be written, ")
    assert done.stderr.count("\n") == 1
    assert (sealed / "war.db").read_bytes() == before
    assert list(sealed.iterdir()) == [sealed / "war.db"]
