"""Every act is an entry, every entry is sealed, and a change of any cell behind the log is found and named."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.home import Home, RefusedError, behind, is_file, past_guards
from tests.ledger.nouns import claim, judgement, reading, report
from tests.ledger.older import older

from rashomon.errors import LedgerError
from rashomon.ledger import Act, Address, Ledger, Source
from rashomon.ledger.log import feed_subject, sealed
from rashomon.ledger.schema import REVISIONS, metadata
from rashomon.ledger.sqlite import driver
from rashomon.model import Feed, Issue, Kind, Span, Verdict

SOURCE = Source("news/a.txt", "f" * 64, "1")


def fill(path: Address) -> None:
    """Something in every table, in several rows."""
    with Ledger.open(path, write=True) as book:
        for name in ("a", "b"):
            told = report(name, outlet=f"The {name}")
            one, other = claim(told), claim(told, "seven people were killed", Kind.STRIKE)
            issue = Issue("unresolved-place", name, "no such place (add it)", told.id, Span(3, 9))
            book.add(told, reading(told, one, other, issues=(issue,)), source=SOURCE)
            book.append(judgement(one, other, Verdict.DIFFERENT))
        book.add_issue(Issue("not-read", "b", "the language is cs", told.id))
        book.finish(SOURCE, 2)
        book.finish(replace(SOURCE, name="news/b.txt"), 0, [Issue("unreadable", "b.txt line 3", "no text (give it one)")])
        book.keep_feed(Feed("https://gazette.example/world.xml", etag='"v1"'))
        book.enter_release("2023-03", "a" * 64)


@pytest.fixture(scope="module")
def whole(home: Home) -> Address:
    ledger = home.fresh()
    fill(ledger)
    return ledger


def faults(ledger: Address) -> list[str]:
    with Ledger.open(ledger) as book:
        return book.faults()


def found(ledger: Address) -> list[str]:
    """What is found to be wrong; a ledger that is not even opened says why in one line."""
    try:
        return faults(ledger)
    except LedgerError as fault:
        return [str(fault)]


def change(ledger: Address, statement: str) -> None:
    """Behind the ledger's back, past its triggers."""
    with past_guards(ledger) as run:
        run(statement)


def test_every_act_is_an_entry_sealed_with_the_one_before_it(whole: Address) -> None:
    with Ledger.open(whole) as book:
        entries = list(book.log())
        assert book.faults() == []
    acts = ["migrate", "read", "judge", "read", "judge", "note", "finish", "finish", "poll", "release"]
    assert [entry.act for entry in entries] == acts
    assert [entry.number for entry in entries] == list(range(1, len(acts) + 1))
    for before, entry in pairwise([replace(entries[0], seal=""), *entries]):
        told = {name: getattr(entry, name) for name in ("number", "at", "act", "subject", "detail")}
        assert sealed(before.seal, told | {"parts": msgspec.json.encode(entry.parts).decode()}) == entry.seal
    assert len(entries[-1].parts) == 1
    assert {name for name in entries[1].parts if " " not in name} >= {"text", "title", "published", "sentences", "reader"}


def test_an_issue_met_again_and_a_decision_said_again_are_no_entries(home: Home) -> None:
    told = report()
    issue, decision = Issue("vague", "a", "x", told.id), judgement(claim(told))
    with Ledger.open(home.fresh(), write=True) as book:
        assert book.append(decision)
        book.add_issue(issue)
        before = list(book.log())
        book.add_issue(issue)
        assert not book.append(replace(decision, at=decision.at.replace(hour=18)))
        assert list(book.log()) == before
        assert book.append(replace(decision, verdict=Verdict.UNDO))
        assert book.append(decision)


@pytest.mark.parametrize("statement", ["UPDATE log SET detail = ''", "DELETE FROM log", "DELETE FROM judgements", "TRUNCATE log"])
def test_no_statement_changes_what_is_only_appended(whole: Address, statement: str) -> None:
    refusal = "syntax error" if is_file(whole) and statement.startswith("TRUNCATE") else "appended, never changed"
    with behind(whole) as run, pytest.raises(RefusedError, match=refusal):
        run(statement)


# the cell that is changed, and the line that names it


COLUMNS = {table.name: [column.name for column in table.c] for table in metadata.sorted_tables} | {
    "alembic_version": ["version_num"]
}
Cell = tuple[str, Any, str, Any]


def cells(ledger: Address) -> list[Cell]:
    """Every cell: its table, where its row is, its column and value."""
    place = "rowid" if is_file(ledger) else "ctid::text"
    every = []
    with behind(ledger) as run:
        for table, names in COLUMNS.items():
            listed = ", ".join(f'"{name}"' for name in names)
            for row, *values in run(f"SELECT {place}, {listed} FROM {table} ORDER BY 1"):
                every += [(table, row, name, value) for name, value in zip(names, values, strict=True)]
    return every


@contextmanager
def changed(ledger: Address, cell: Cell, new: Any) -> Iterator[None]:
    """A ledger with another content of one cell, in the block. Raises RefusedError where it cannot have that content."""
    table, row, column, value = cell
    if is_file(ledger):
        place, spelled = "rowid", f"CAST(? AS {'TEXT' if isinstance(new, (str, bytes)) else 'NUMERIC'})"
    else:
        place, spelled = "ctid", "?"
    with past_guards(ledger) as run:
        new = new.decode() if isinstance(new, bytes) and not is_file(ledger) and _is_text(new) else new
        ((moved,),) = run(f'UPDATE {table} SET "{column}" = {spelled} WHERE {place} = ? RETURNING {place}', new, row)
    try:
        yield
    finally:
        with past_guards(ledger) as run:
            run(f'UPDATE {table} SET "{column}" = ? WHERE {place} = ?', value, moved)


def _is_text(content: bytes) -> bool:
    try:
        return bool(content.decode())
    except UnicodeDecodeError:
        return False


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit of it turned; as bytes where that is no UTF-8."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8))
    content = bytearray(str(value).encode())
    if not content:
        return "x"
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def test_a_flipped_bit_in_any_cell_is_found_and_its_row_named(whole: Address, home: Home) -> None:
    """All cells of a file, each with another bit; of a database, where it takes longer, some."""
    chance = random.Random(20260311)
    ledger, silent, refused = home.clone(whole), [], 0
    every = range(len(cells(ledger)))
    if not is_file(ledger):
        every = sorted(chance.sample(every, 50))
    for number in every:
        cell = cells(ledger)[number]  # a row of a database that was changed stands elsewhere
        try:
            with changed(ledger, cell, flipped(cell[3], chance)):
                silent += [] if found(ledger) else [cell[:3]]
        except RefusedError:
            refused += 1  # the database itself
    assert silent == []
    assert refused < len(every) / 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_content_of_a_cell_is_found(whole: Address, copied: Address, data: st.DataObject) -> None:
    cell = data.draw(st.sampled_from(cells(copied)))
    kinds = (
        st.none()
        | st.integers(-3, 10**6)
        | st.floats(allow_nan=False)
        | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
        | st.binary()
    )
    new = data.draw(kinds.filter(lambda new: type(new) is not type(cell[3]) or new != cell[3]))
    try:
        with changed(copied, cell, new):
            same = stored(copied) == stored(whole)  # SQLite stored the same: 7.0 in a column of integers
            assert same or found(copied)
    except RefusedError:
        return


@pytest.fixture
def copied(whole: Address, home: Home) -> Address:
    return home.clone(whole)


def stored(ledger: Address) -> list[str]:
    """All that the tables hold."""
    if is_file(ledger):
        return stored_in_file(Path(ledger))
    return sorted(repr((table, column, value)) for table, _, column, value in cells(ledger))


def stored_in_file(path: Path) -> list[str]:
    """All that the tables of a file hold, of whatever type."""
    connection = driver().connect(str(path))
    connection.text_factory = bytes
    rows = [repr(row) for table in COLUMNS for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
    connection.close()
    return rows


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE reports SET language = 'fr' WHERE number = 1", "report {report}: language was changed behind the log (log 2)"),
        ("UPDATE reports SET reader = '' WHERE number = 1", "report {report}: reader was changed behind the log (log 2)"),
        ("DELETE FROM reports WHERE number = 1", "report {report}: text is gone (log 2)"),
        ("UPDATE claims SET kind = 'aid' WHERE number = 1", "claim {claim} (a): its kind is 'aid', not 'casualties'"),
        ("UPDATE claims SET kind = 'aid' WHERE number = 1", "report {report}: claim {claim} was changed behind the log (log 2)"),
        ("DELETE FROM claims WHERE number = 1", "report {report}: claim {claim} is gone (log 2)"),
        (
            "UPDATE places SET name = 'x' WHERE name = 'klishchiivka'",
            "claim {claim} (a): the places under which it is found are not its own",
        ),
        ("DELETE FROM issues WHERE number = 1", "report {report}: issue "),
        ("UPDATE judgements SET noun = replace(noun, 'mara', 'john')", "judgement 1: noun was changed behind the log (log 3)"),
        ("DELETE FROM judgements WHERE number = 1", "judgement 1: left is gone (log 3)"),
        (
            'INSERT INTO judgements SELECT 9, "left", "right", noun FROM judgements LIMIT 1',
            "judgements: judgement 9 is not in the log",
        ),
        ("UPDATE sources SET reports = 7", "source "),
        ("UPDATE feeds SET noun = replace(noun, 'v1', 'v2')", "feed {feed}: noun was changed behind the log (log 9)"),
        ("DELETE FROM feeds", "feed {feed}: noun is gone (log 9)"),
        ("INSERT INTO feeds SELECT 'https://other.example', noun FROM feeds", "feeds: feed {other} is not in the log"),
        ("UPDATE log SET detail = 'x' WHERE number = 3", "log 3: was changed, or one before it was taken away"),
        ("DELETE FROM log WHERE number = 3", "log: 1 entries before 4 are missing"),
        ("UPDATE salts SET salt = '' WHERE subject LIKE 'report%'", "report {report}: boilerplate was changed behind the log"),
        ("INSERT INTO salts VALUES ('report x', '')", "salts: report x is not in the log"),
    ],
)
def test_a_change_is_named(whole: Address, home: Home, statement: str, fault: str) -> None:
    path = home.clone(whole)
    change(path, statement)
    told = report("a", outlet="The a")
    feed, other = (feed_subject(url).partition(" ")[2] for url in ("https://gazette.example/world.xml", "https://other.example"))
    expected = fault.format(report=told.id[:16], claim=claim(told).id, feed=feed, other=other)
    lines = faults(path)
    assert [line for line in lines if line.startswith(expected)], lines


def test_a_guard_that_was_taken_away_is_named(whole: Address, home: Home) -> None:
    ledger = home.clone(whole)
    with behind(ledger) as run:
        run("DROP TRIGGER log_no_delete" if is_file(ledger) else "DROP TRIGGER log_no_delete ON log")
        run("CREATE TABLE notes (words TEXT)")
    assert faults(ledger) == ["table notes: is none of a ledger", "trigger log_no_delete: is missing"]


def test_a_changed_byte_of_the_file_is_found_or_changes_nothing_that_is_held(tmp_path: Path) -> None:
    """Bytes of free space and counters of SQLite may change without harm; what the tables hold may not."""
    whole, path = tmp_path / "whole.db", tmp_path / "war.db"
    fill(whole)
    chance = random.Random(7)
    before, content = stored_in_file(whole), whole.read_bytes()
    for _ in range(150):
        at = chance.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :])
        if found(path):
            continue
        assert stored_in_file(path) == before, at


def test_an_end_that_was_cut_off_is_found_by_a_seal_kept_elsewhere(whole: Address, home: Home) -> None:
    with Ledger.open(whole) as book:
        last = list(book.log())[-1]
    assert last.act is Act.RELEASE
    path = home.clone(whole)
    change(path, f"DELETE FROM log WHERE number = {last.number}")
    assert faults(path) == []  # nobody can tell from the file alone
    with Ledger.open(path) as book:
        assert last.seal not in [entry.seal for entry in book.log()]


# migration


@pytest.mark.parametrize("version", REVISIONS[:2])
def test_an_older_ledger_is_entered_in_the_log_as_it_stands(whole: Address, home: Home, version: str) -> None:
    path = home.fresh()
    older(path, version, whole)
    with Ledger.open(path) as book, Ledger.open(whole) as now:
        assert book.faults() == []
        assert list(book.reports()) == list(now.reports())
        assert list(book.claims()) == list(now.claims())
        assert list(book.judgements()) == list(now.judgements())
        assert {entry.act for entry in book.log()} == {Act.MIGRATE}
    change(path, "UPDATE judgements SET noun = replace(noun, 'mara', 'john') WHERE number = 2")
    assert faults(path) == ["judgement 2: noun was changed behind the log (log 7)"]


def test_feeds_of_a_ledger_whose_log_did_not_have_them_are_entered(home: Home) -> None:
    path, feed = home.fresh(), Feed("https://gazette.example/world.xml", etag='"v1"')
    with Ledger.open(path, write=True) as book:
        book.append(judgement(claim(report())))
    noun = msgspec.json.encode(feed).decode()
    change(path, f"INSERT INTO feeds VALUES ('{feed.url}', '{noun}')")
    change(path, "UPDATE alembic_version SET version_num = '0004'")
    with Ledger.open(path) as book:
        assert book.faults() == []
        assert book.feed(feed.url) == feed
        assert [entry.act for entry in book.log() if entry.subject == feed_subject(feed.url)] == [Act.MIGRATE]
    change(path, "DELETE FROM feeds")
    assert faults(path) == [f"{feed_subject(feed.url)}: {part} is gone (log 4)" for part in ("noun", "url")]


def test_what_was_changed_before_the_log_began_stays_told(whole: Address, home: Home) -> None:
    path = home.fresh()
    older(path, "0002", whole)
    change(path, "UPDATE judgements SET noun = replace(noun, 'mara', 'john') WHERE number = 1")
    assert faults(path) == ["log 1: before the migration: judgement 1: was changed, or one before it was taken away"]
