"""A ledger on a server: who may write, what a killed writer leaves, whose databases are refused, what the commands do with it."""

import json
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from tests.home import RefusedError, behind
from tests.ledger.nouns import TEXT, claim, judgement, reading, report
from tests.ledger.test_opening import DECIDER, WRITER
from tests.server import Server, database_of, programs

from rashomon.cli import main
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger, Masker, Wanted, Why, store_at
from rashomon.ledger.opening import migrate, version
from rashomon.ledger.schema import REVISIONS
from rashomon.model import Verdict


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


# whose database it is


def test_other_databases_are_refused_and_left_alone(server: Server, database: str) -> None:
    with behind(database) as run:
        run("CREATE TABLE books (title TEXT)")
    for write in (False, True):
        with pytest.raises(LedgerError, match=r"holds tables of another program \(choose another database, or another schema"):
            Ledger.open(database, write=write)
    with behind(database) as run:
        assert run("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace") == [("books",)]
    latin = f"latin_{database_of(database)}"
    server.run(f"CREATE DATABASE {latin} TEMPLATE template0 ENCODING 'LATIN1'")
    with pytest.raises(LedgerError, match=r"the database's encoding is not UTF8 \(make one with createdb"):
        Ledger.open(server.address(latin), write=True)


def test_an_empty_database_is_no_ledger_until_somebody_writes(database: str) -> None:
    assert not Ledger.exists(database)
    with pytest.raises(LedgerError, match="is empty, no ledger"):
        Ledger.open(database)
    with Ledger.open(database, write=True):
        assert Ledger.exists(database)


def test_a_newer_ledger_is_refused(database: str) -> None:
    with Ledger.open(database, write=True):
        pass
    with behind(database) as run:
        run("UPDATE alembic_version SET version_num = '9999'")
    for write in (False, True):
        with pytest.raises(LedgerError, match=rf"is of version 9999, this program knows {REVISIONS[-1]}"):
            Ledger.open(database, write=write)


def test_a_failed_migration_leaves_the_ledger_as_it_was(database: str) -> None:
    store = store_at(database)
    writer = store.writing()
    with writer.begin() as connection:
        migrate(connection, "0002")
    writer.close()
    with behind(database) as run:
        run("CREATE TABLE feeds (words TEXT)")
    with pytest.raises(LedgerError, match='relation "feeds" already exists'):
        Ledger.open(database, write=True)
    assert version(store) == "0002"
    with behind(database) as run:
        assert run("SELECT to_regclass('log')") == [(None,)]
        run("DROP TABLE feeds")
    with Ledger.open(database) as book:
        assert book.faults() == []


def test_two_ledgers_stand_in_two_schemas_of_one_database(server: Server, database: str) -> None:
    told = report()
    addresses = []
    for name in ("east", "west"):
        with behind(database) as run:
            run(f"CREATE SCHEMA {name}")
        addresses.append(f"{database}&options=-csearch_path%3D{name}")
    with Ledger.open(addresses[0], write=True) as east, Ledger.open(addresses[1], write=True) as west:
        east.add(told, reading(told, claim(told)))
        assert (east.counts().reports, west.counts().reports) == (1, 0)
        assert [one.name for one in east.search("klishchiivka")] == ["a"]
        assert east.faults() == west.faults() == []
    for write in (False, True):
        with pytest.raises(LedgerError, match="the schema is missing"):
            Ledger.open(f"{database}&options=-csearch_path%3Dnorth", write=write)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (
            "postgresql://u:secret@h/d",
            "h: a password in an address is shown in messages and in lists of processes (put it into ~/.pgpass",
        ),
        ("postgresql://u@h/d?password=secret", "h: a password in an address is shown"),
        (
            "mysql://u:secret@h/d",
            "mysql://...: is no address of a ledger (write postgresql://user@host/database, or the name of a file)",
        ),
        (
            "postgresql://u@h/d?colour=red",
            'h/d?colour=red: invalid URI query parameter: "colour" (write postgresql://user@host/database)',
        ),
    ],
)
def test_addresses_that_are_none(address: str, fault: str) -> None:
    done = CliRunner().invoke(main, ["claims", "--ledger", address])
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {fault}")
    assert "secret" not in done.output


def test_a_server_that_is_not_there_is_one_line(server: Server) -> None:
    done = CliRunner().invoke(main, ["claims", "--ledger", server.address("none")])
    assert done.stderr.endswith(
        'database "none" does not exist (check the address; an administrator makes a database with createdb --encoding UTF8 NAME)\n'
    )
    away = CliRunner().invoke(main, ["claims", "--ledger", "postgresql://u@127.0.0.1:1/war"])
    assert away.stderr.endswith("Connection refused (check the address and that the server runs: nothing committed is lost)\n")
    assert (done.stderr.count("\n"), away.stderr.count("\n")) == (1, 1)


# the search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("killed/wounded", 1),
        ("KLISHCHIIVKA", 1),
        ("Їжак", 1),
        ("їжак", 1),
        ("q2fy 5km 1e5", 1),
        ('"killed wounded"', 1),
        ('"wounded killed"', 0),
        ('"a title killed"', 0),
        ("kill", 0),
        ("end", 1),
    ],
)
@pytest.mark.parametrize("words", [0, 40_000])
def test_the_search_finds_the_same_in_files_and_databases(
    database: str, tmp_path: Path, query: str, found: int, words: int
) -> None:
    """Also behind the place in a long text where a tsvector does not count any more, and beyond the words that it holds."""
    between = " ".join(f"w{number:x}y{'z' * 24}" for number in range(words))
    told = report("long", f"{between} killed/wounded in Klishchiïvka—“їжак” Q2FY, 5km, 1e5. The end.")
    for ledger in (tmp_path / "war.db", database):
        with Ledger.open(ledger, write=True) as book:
            book.add(told, reading(told))
            assert len(list(book.search(query))) == found


def test_a_search_that_no_longer_holds_the_words_is_named(database: str) -> None:
    told = report()
    with Ledger.open(database, write=True) as book:
        book.add(told, reading(told, claim(told)))
    with behind(database) as run:
        run("CREATE OR REPLACE FUNCTION ledger_words(words text) RETURNS text LANGUAGE sql IMMUTABLE RETURN upper(words)")
        run("DROP INDEX claims_words")
    with Ledger.open(database) as book:
        assert book.faults() == [
            "index claims_words: is missing",
            "search over reports: does not hold the stored words (1 rows)",
            "search over claims: does not hold the stored words (1 rows)",
        ]
        with behind(database) as run:
            run("UPDATE claims SET quote = quote")
            run("UPDATE reports SET text = text")
        assert book.faults() == ["index claims_words: is missing"]


def test_a_part_of_a_sources_name_is_found_by_an_index(database: str) -> None:
    with Ledger.open(database, write=True):
        pass
    with psycopg.connect(database) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute("EXPLAIN SELECT id FROM claims WHERE source LIKE '%bondar%'").fetchall()
    assert "claims_source_near" in str(plan)


# redaction


def test_a_name_is_gone_from_every_table_and_the_guard_stands_again(database: str) -> None:
    told = report()
    with Ledger.open(database, write=True) as book:
        book.add(told, reading(told, claim(told)))
        book.append(judgement(claim(told)))
        assert list(book.store.left_in(["Bondar"])) == ["Bondar"]
        book.redact(Masker(["Bondar", "Iryna Bondar"]), Why("Mara", "a private person"))
        assert list(book.store.left_in(["Bondar"])) == []
        assert list(book.search("bondar")) == []
        assert book.faults() == []
    with behind(database) as run, pytest.raises(RefusedError, match="appended, never changed"):
        run("UPDATE judgements SET noun = ''")


# every command


def test_the_commands_work_on_a_database_as_on_a_file(database: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The army said on Monday, March 6, 2023, that it had captured the village of Klishchiivka. Ukraine denied it."
    )
    outputs = []
    for ledger in (str(tmp_path / "war.db"), database):
        read = CliRunner().invoke(main, ["read", str(tmp_path / "a.txt"), "--published", "2023-03-07", "--ledger", ledger])
        assert read.exit_code == 0, read.output
        told = []
        for command in (
            ["claims", "--json"],
            ["reports"],
            ["events"],
            ["brief", "--markdown"],
            ["sources"],
            ["claims", "--search", "army"],
        ):
            done = CliRunner().invoke(main, [*command, "--ledger", ledger])
            assert done.exit_code == 0, done.output
            told.append(done.stdout)
        (shown,) = {json.loads(line)["id"] for line in told[0].splitlines()[:1]}
        judged = CliRunner().invoke(main, ["judge", "reject", shown, "--by", "M", "--reason", "r", "--ledger", ledger])
        assert judged.exit_code == 0, judged.output
        out = tmp_path / f"out{len(outputs)}.jsonl"
        export = CliRunner().invoke(main, ["export", "jsonl", "-o", str(out), "--ledger", ledger])
        assert export.exit_code == 0, export.output
        outputs.append(
            (told, CliRunner().invoke(main, ["verify", "--ledger", ledger]).stdout.splitlines()[0].partition(": sound")[2])
        )
    assert outputs[0] == outputs[1]


def test_a_dump_of_the_server_is_the_same_ledger_when_it_is_restored(server: Server, database: str) -> None:
    told = report()
    with Ledger.open(database, write=True) as book:
        book.add(told, reading(told, claim(told)))
        book.append(judgement(claim(told)))
        before = book.digest()
    restored, bins = server.fresh(), programs()
    assert bins is not None
    with subprocess.Popen([bins / "pg_dump", "--no-owner", database], stdout=subprocess.PIPE) as dump:
        command = [bins / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--output", "/dev/null", restored]
        subprocess.run(command, stdin=dump.stdout, check=True)
    with Ledger.open(restored, write=True) as book:
        assert book.digest() == before
        assert book.faults() == []
        assert [one.name for one in book.search("klishchiivka")] == ["a"]
        book.append(judgement(claim(told), verdict=Verdict.UNDO))
        assert book.faults() == []
