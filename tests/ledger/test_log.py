"""Every act is an entry, every entry is sealed, and a change of any cell behind the log is found and named."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.nouns import claim, judgement, reading, report
from tests.ledger.older import older

from rashomon.errors import LedgerError
from rashomon.ledger import Act, Ledger, Source
from rashomon.ledger.log import feed_subject, sealed
from rashomon.ledger.opening import driver
from rashomon.ledger.schema import REVISIONS
from rashomon.model import Feed, Issue, Kind, Span, Verdict

SOURCE = Source("news/a.txt", "f" * 64, "1")


def fill(path: Path) -> None:
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
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "war.db"
    fill(path)
    return path


def copied(whole: Path, folder: Path) -> Path:
    path = folder / "war.db"
    copyfile(whole, path)
    return path


def faults(path: Path) -> list[str]:
    with Ledger.open(path) as book:
        return book.faults()


def found(path: Path) -> list[str]:
    """What is found to be wrong; a ledger that is not even opened says why in one line."""
    try:
        return faults(path)
    except LedgerError as fault:
        return [str(fault)]


def change(path: Path, *statements: str, values: tuple[Any, ...] = ()) -> None:
    """Behind the ledger's back, past its triggers, which are put back."""
    connection = driver().connect(str(path), isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement, values)
    for _, sql in guards:
        connection.execute(sql)
    connection.close()


def test_every_act_is_an_entry_sealed_with_the_one_before_it(whole: Path) -> None:
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


def test_an_issue_met_again_and_a_decision_said_again_are_no_entries(tmp_path: Path) -> None:
    told = report()
    issue, decision = Issue("vague", "a", "x", told.id), judgement(claim(told))
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        assert book.append(decision)
        book.add_issue(issue)
        before = list(book.log())
        book.add_issue(issue)
        assert not book.append(replace(decision, at=decision.at.replace(hour=18)))
        assert list(book.log()) == before
        assert book.append(replace(decision, verdict=Verdict.UNDO))
        assert book.append(decision)


@pytest.mark.parametrize("statement", ["UPDATE log SET detail = ''", "DELETE FROM log", "DELETE FROM judgements"])
def test_no_statement_changes_what_is_only_appended(whole: Path, tmp_path: Path, statement: str) -> None:
    connection = driver().connect(str(copied(whole, tmp_path)))
    with pytest.raises(driver().Error, match="appended, never changed"):
        connection.execute(statement)
    connection.close()


# the cell that is changed, and the line that names it


TABLES = ("reports", "claims", "places", "issues", "judgements", "sources", "feeds", "log", "salts", "alembic_version")


def cells(path: Path) -> list[tuple[str, int, str, Any]]:
    """Every cell: its table, rowid, column and value."""
    connection = driver().connect(str(path))
    every = []
    for table in TABLES:
        rows = connection.execute(f"SELECT rowid AS row_, * FROM {table}")
        names = [column[0] for column in rows.description]
        every += [(table, row[0], name, value) for row in rows.fetchall() for name, value in zip(names[1:], row[1:], strict=True)]
    connection.close()
    return every


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit of it turned; as bytes where that is no UTF-8."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8))
    content = bytearray(value.encode())
    if not content:
        return "x"
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def test_a_flipped_bit_in_any_cell_is_found_and_its_row_named(whole: Path, tmp_path: Path) -> None:
    """All cells, each with another bit."""
    chance = random.Random(20260311)
    silent = []
    for table, row, column, value in cells(whole):
        path = copied(whole, tmp_path)
        new = flipped(value, chance)
        as_text = f"CAST(? AS {'INTEGER' if isinstance(new, int) else 'TEXT'})"
        try:
            change(path, f"UPDATE {table} SET {column} = {as_text} WHERE rowid = {row}", values=(new,))
        except driver().IntegrityError:
            continue  # the database itself refuses it
        if not found(path):
            silent.append((table, row, column))
    assert silent == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_content_of_a_cell_is_found(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    table, row, column, value = data.draw(st.sampled_from(cells(whole)))
    kinds = (
        st.none()
        | st.integers(-3, 10**6)
        | st.floats(allow_nan=False)
        | st.text(st.characters(exclude_categories=("Cs",)))
        | st.binary()
    )
    new = data.draw(kinds.filter(lambda new: type(new) is not type(value) or new != value))
    path = copied(whole, tmp_path)
    try:
        change(path, f"UPDATE {table} SET {column} = ? WHERE rowid = {row}", values=(new,))
    except driver().Error:
        return
    if stored(path) == stored(whole):
        return  # SQLite stored the same: 7.0 in a column of integers
    assert found(path)


def stored(path: Path) -> list[str]:
    """All that the tables hold, as SQL."""
    connection = driver().connect(str(path))
    connection.text_factory = bytes
    rows = [repr(row) for table in TABLES for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
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
        ("UPDATE places SET name = 'x' WHERE rowid = 1", "claim {claim} (a): the places under which it is found are not its own"),
        ("DELETE FROM issues WHERE number = 1", "report {report}: issue "),
        ("UPDATE judgements SET noun = replace(noun, 'mara', 'john')", "judgement 1: noun was changed behind the log (log 3)"),
        ("DELETE FROM judgements WHERE number = 1", "judgement 1: left is gone (log 3)"),
        ("INSERT INTO judgements SELECT 9, left, right, noun FROM judgements LIMIT 1", "judgements: judgement 9 is not in the log"),
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
def test_a_change_is_named(whole: Path, tmp_path: Path, statement: str, fault: str) -> None:
    path = copied(whole, tmp_path)
    change(path, statement)
    told = report("a", outlet="The a")
    feed, other = (feed_subject(url).partition(" ")[2] for url in ("https://gazette.example/world.xml", "https://other.example"))
    expected = fault.format(report=told.id[:16], claim=claim(told).id, feed=feed, other=other)
    lines = faults(path)
    assert [line for line in lines if line.startswith(expected)], lines


def test_a_guard_that_was_taken_away_is_named(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    connection = driver().connect(str(path), isolation_level=None)
    connection.execute("DROP TRIGGER log_no_delete")
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()
    assert faults(path) == ["table notes: is none of a ledger", "trigger log_no_delete: is missing"]


def test_a_changed_byte_of_the_file_is_found_or_changes_nothing_that_is_held(whole: Path, tmp_path: Path) -> None:
    """Bytes of free space and counters of SQLite may change without harm; what the tables hold may not."""
    chance = random.Random(7)
    before, content = stored(whole), whole.read_bytes()
    for _ in range(150):
        at = chance.randrange(len(content))
        path = tmp_path / "war.db"
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :])
        if found(path):
            continue
        assert stored(path) == before, at


def test_an_end_that_was_cut_off_is_found_by_a_seal_kept_elsewhere(whole: Path, tmp_path: Path) -> None:
    with Ledger.open(whole) as book:
        last = list(book.log())[-1]
    assert last.act is Act.RELEASE
    path = copied(whole, tmp_path)
    change(path, f"DELETE FROM log WHERE number = {last.number}")
    assert faults(path) == []  # nobody can tell from the file alone
    with Ledger.open(path) as book:
        assert last.seal not in [entry.seal for entry in book.log()]


# migration


@pytest.mark.parametrize("version", REVISIONS[:2])
def test_an_older_ledger_is_entered_in_the_log_as_it_stands(whole: Path, tmp_path: Path, version: str) -> None:
    path = tmp_path / "old.db"
    older(path, version, whole)
    with Ledger.open(path) as book, Ledger.open(whole) as now:
        assert book.faults() == []
        assert list(book.reports()) == list(now.reports())
        assert list(book.claims()) == list(now.claims())
        assert list(book.judgements()) == list(now.judgements())
        assert {entry.act for entry in book.log()} == {Act.MIGRATE}
    change(path, "UPDATE judgements SET noun = replace(noun, 'mara', 'john') WHERE number = 2")
    assert faults(path) == ["judgement 2: noun was changed behind the log (log 7)"]


def test_feeds_of_a_ledger_whose_log_did_not_have_them_are_entered(tmp_path: Path) -> None:
    path, feed = tmp_path / "war.db", Feed("https://gazette.example/world.xml", etag='"v1"')
    with Ledger.open(path, write=True) as book:
        book.append(judgement(claim(report())))
    noun = msgspec.json.encode(feed).decode()
    change(path, f"INSERT INTO feeds VALUES ('{feed.url}', '{noun}')", "UPDATE alembic_version SET version_num = '0004'")
    with Ledger.open(path) as book:
        assert book.faults() == []
        assert book.feed(feed.url) == feed
        assert [entry.act for entry in book.log() if entry.subject == feed_subject(feed.url)] == [Act.MIGRATE]
    change(path, "DELETE FROM feeds")
    assert faults(path) == [f"{feed_subject(feed.url)}: {part} is gone (log 4)" for part in ("noun", "url")]


def test_what_was_changed_before_the_log_began_stays_told(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older(path, "0002", whole)
    change(path, "UPDATE judgements SET noun = replace(noun, 'mara', 'john') WHERE number = 1")
    assert faults(path) == ["log 1: before the migration: judgement 1: was changed, or one before it was taken away"]
