"""A ledger on a server that many use at once: who may write and read, what a killed writer leaves."""

import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from itertools import pairwise

import pytest
from click.testing import CliRunner
from tests.home import RefusedError, behind
from tests.ledger.nouns import TEXT, claim, judgement, reading, report
from tests.ledger.test_opening import DECIDER, WRITER
from tests.server import Server, database_of

from rashomon.cli import main
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger, Wanted, store_at


@pytest.fixture
def database(server: Server) -> str:
    return server.fresh()


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# one writes, others read


def test_readers_work_while_another_process_writes_and_a_killed_writer_loses_nothing(database: str) -> None:
    with start(WRITER, database) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(
            LedgerError, match=rf"process {writer.pid} on \S+ is writing to it \(wait until it is done, or end it\)$"
        ):
            Ledger.open(database, write=True)
        seen = [0]
        while len(seen) < 20:
            last = int(writer.stdout.readline())
            with Ledger.open(database) as book:
                seen.append(sum(1 for _ in book.reports()))
        assert all(before <= after for before, after in pairwise(seen))
        assert seen[-1] > last
        writer.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in writer.stdout if line.endswith("\n")]
    book = _opened(database)
    assert {f"r{number}" for number in acknowledged} <= {told.name for told in book.reports()}
    assert book.faults() == []
    book.close()


def _opened(database: str) -> Ledger:
    """The server takes a moment to see that a writer is gone."""
    for _ in range(100):
        with suppress(LedgerError):
            return Ledger.open(database, write=True)
    return Ledger.open(database, write=True)


def test_writers_at_once_take_turns_and_make_one_chain(database: str) -> None:
    with Ledger.open(database, write=True):
        pass
    writers = [start(DECIDER, database, name) for name in ("one", "two")]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * 2
    with Ledger.open(database) as book:
        assert sorted(one.reason for one in book.judgements()) == sorted(
            f"{name} {n}" for name in ("one", "two") for n in range(25)
        )
        assert book.faults() == []


def test_a_reader_sees_one_state_while_another_writes(database: str) -> None:
    with Ledger.open(database, write=True) as book, Ledger.open(database) as reader:
        for number in range(150):
            told = report(f"r{number}", f"{TEXT} {number}")
            book.add(told, reading(told))
        stream = reader.reports()
        next(stream)
        late = report("late", "An entirely different text.")
        book.add(late, reading(late))
        assert len(list(stream)) == 149
        assert reader.counts().reports == 151


def test_a_writer_that_lost_its_session_writes_nothing_more_while_another_writes(database: str) -> None:
    told, other = report("a"), report("b", outlet="Another")
    with Ledger.open(database, write=True) as first:
        first.add(told, reading(told))
        with behind(database) as run:
            run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'process %'")
        with _opened(database) as second:
            with pytest.raises(LedgerError):
                first.add(other, reading(other))
            with pytest.raises(LedgerError, match="is writing to it"):
                first.add(other, reading(other))
            second.append(judgement(claim(told)))
        first.add(other, reading(other))
        assert first.faults() == []
        assert [one.name for one in first.reports()] == ["a", "b"]


def test_a_workbench_goes_on_when_the_server_has_ended_its_sessions(database: str) -> None:
    with Ledger.open(database, write=True) as book:
        store = store_at(database)
        before = store.mark()
        book.append(judgement(claim(report())))
        assert store.mark() != before
        with behind(database) as run:
            run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rashomon reader'")
        assert store.mark() != before
        assert list(book.judgements()) == [judgement(claim(report()))]


# roles


@pytest.fixture
def roles(server: Server, database: str) -> tuple[str, str]:
    """The addresses of one who owns the database and one who may only read, made as the how-to says."""
    name = database_of(database)
    server.run(f"CREATE ROLE desk_{name} LOGIN")
    server.run(f"CREATE ROLE guest_{name} LOGIN")
    server.run(f"ALTER DATABASE {name} OWNER TO desk_{name}")
    owner, guest = server.address(name, f"desk_{name}"), server.address(name, f"guest_{name}")
    told = report()
    with Ledger.open(owner, write=True) as book:
        book.add(told, reading(told, claim(told)))
    with behind(owner) as run:
        run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest_{name}")
    return owner, guest


def test_a_database_is_made_a_ledger_by_its_owner_and_read_by_those_who_may(roles: tuple[str, str]) -> None:
    owner, guest = roles
    for address in (owner, guest):
        with Ledger.open(address) as book:
            assert [one.quote for one in book.claims(Wanted(search="killed"))] == [claim(report()).quote]
            assert book.faults() == []
        done = CliRunner().invoke(main, ["verify", "--ledger", address])
        assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"{address}: sound (1 report, 1 claim, 0 issues, 0 judgements)")
    with (
        Ledger.open(guest, write=True) as book,
        pytest.raises(LedgerError, match=r"permission denied for table \S+ \(the database's"),
    ):
        book.append(judgement(claim(report())))
    with Ledger.open(owner) as book:
        assert book.counts().judgements == 0


def test_nobody_changes_what_is_only_appended_not_even_the_owner(roles: tuple[str, str]) -> None:
    owner, _ = roles
    for statement in ("UPDATE log SET detail = ''", "DELETE FROM log WHERE false", "TRUNCATE log", "TRUNCATE judgements"):
        with behind(owner) as run, pytest.raises(RefusedError, match="appended, never changed"):
            run(statement)
    with behind(owner) as run, pytest.raises(RefusedError, match="appended, never changed"):
        run("DELETE FROM judgements")
