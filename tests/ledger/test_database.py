"""A ledger that is a database: whose databases are refused, what is found and redacted in it, what the commands do with it."""

import json
import subprocess
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from tests.home import RefusedError, behind
from tests.ledger.nouns import claim, judgement, reading, report
from tests.server import Server, database_of, programs

from rashomon.cli import main
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger, Masker, Why, store_at
from rashomon.ledger.opening import migrate, version
from rashomon.ledger.schema import REVISIONS
from rashomon.model import Verdict


@pytest.fixture
def database(server: Server) -> str:
    return server.fresh()


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
