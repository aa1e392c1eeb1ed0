"""A copy holds what the ledger does, cell by cell and seal by seal, wherever it is kept."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.home import Home, behind, past_guards
from tests.ledger.nouns import claim, judgement, reading, report
from tests.ledger.test_log import fill

from rashomon.cli import main
from rashomon.errors import LedgerError
from rashomon.ledger import Address, Ledger, Wanted
from rashomon.model import Feed


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole.db"
    fill(path)
    with Ledger.open(path, write=True) as book:
        book.keep_feed(Feed("https://example.org/world.xml", etag='"1"'))
    return path


def same(one: Address, other: Address) -> None:
    with Ledger.open(one) as first, Ledger.open(other) as second:
        assert first.digest() == second.digest()
        assert list(first.log()) == list(second.log())
        assert list(first.reports()) == list(second.reports())
        assert list(first.claims()) == list(second.claims())
        assert list(first.issues()) == list(second.issues())
        assert list(first.judgements()) == list(second.judgements())
        assert first.feed("https://example.org/world.xml") == second.feed("https://example.org/world.xml")
        assert second.faults() == []


def test_a_copy_there_and_back_is_the_same_ledger(whole: Path, home: Home, tmp_path: Path) -> None:
    there, back = home.fresh(), tmp_path / "back.db"
    with Ledger.open(whole) as book:
        book.copy(there)
    same(whole, there)
    with Ledger.open(there) as book:
        book.copy(back)
    same(whole, back)


def test_a_copy_is_written_on(whole: Path, home: Home) -> None:
    ledger = home.fresh()
    with Ledger.open(whole) as book:
        book.copy(ledger)
    told = report("c", outlet="The c")
    with Ledger.open(ledger, write=True) as book:
        book.add(told, reading(told, claim(told)))
        book.append(judgement(claim(told)))
        assert [one.name for one in book.reports()] == ["a", "b", "c"]
        assert len(list(book.claims(Wanted(search="klishchiivka")))) == 3
        assert book.faults() == []


def test_the_order_in_which_reports_came_does_not_change_the_digest(home: Home) -> None:
    ledgers = home.fresh(), home.fresh()
    told = [report(name, outlet=f"The {name}") for name in ("a", "b", "c")]
    for ledger, order in zip(ledgers, (told, told[::-1]), strict=True):
        with Ledger.open(ledger, write=True) as book:
            for one in order:
                book.add(one, reading(one, claim(one)))
    with Ledger.open(ledgers[0]) as first, Ledger.open(ledgers[1]) as second:
        assert first.digest() == second.digest()
        assert len(first.digest()) == 64


def test_any_other_cell_is_another_digest(home: Home, whole: Path) -> None:
    ledger = home.fresh()
    with Ledger.open(whole) as book:
        book.copy(ledger)
        before = book.digest()
    seen = {before}
    for statement in (
        "UPDATE reports SET outlet = 'x' WHERE number = 1",
        "UPDATE claims SET kind = 'x' WHERE number = 1",
        "UPDATE places SET name = 'x' WHERE name = 'kleshcheevka'",
        "UPDATE issues SET source = NULL",
        "DELETE FROM judgements WHERE number = 2",
    ):
        with past_guards(ledger) as run:
            run(statement)
        with Ledger.open(ledger) as book:
            assert book.digest() not in seen
            seen.add(book.digest())


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(words, min_size=1, max_size=4, unique=True), text=words)
def test_any_words_are_copied_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, home: Home, names: list[str], text: str
) -> None:
    first, second = tmp_path_factory.mktemp("any") / "war.db", home.fresh()
    with Ledger.open(first, write=True) as book:
        for name in names:
            told = report(name, f"{text} {name}", outlet=name)
            book.add(told, reading(told))
        book.copy(second)
    with Ledger.open(first) as one, Ledger.open(second) as other:
        assert one.digest() == other.digest()


def test_nothing_is_copied_over_a_ledger_or_another_programs_database(whole: Path, home: Home) -> None:
    ledger, foreign = home.fresh(), home.fresh()
    with Ledger.open(ledger, write=True):
        pass
    with behind(foreign) as run:
        run("CREATE TABLE books (title TEXT)")
    with Ledger.open(whole) as book:
        with pytest.raises(LedgerError, match=r"is a ledger already \(copy to a new one\)$"):
            book.copy(ledger)
        with pytest.raises(LedgerError, match="of another program"):
            book.copy(foreign)
    with behind(foreign) as run:
        assert run("SELECT count(*) FROM books") == [(0,)]


def test_a_copy_that_breaks_off_is_none(whole: Path, home: Home) -> None:
    with past_guards(whole) as run:
        run("UPDATE reports SET text = CAST(x'ff' AS TEXT) WHERE number = 2")
    ledger = home.fresh()
    with Ledger.open(whole) as book, pytest.raises(LedgerError, match=r"whole\.db to "):
        book.copy(ledger)
    assert not Ledger.exists(ledger)
    with Ledger.open(ledger, write=True) as made:
        assert made.counts().reports == 0


def test_the_command_tells_the_digest_that_verify_tells(whole: Path, home: Home) -> None:
    ledger = str(home.fresh())
    done = CliRunner().invoke(main, ["copy", str(whole), ledger])
    assert done.exit_code == 0, done.output
    head, *digest = done.stdout.splitlines()
    assert head == f"{ledger}: holds what {whole} does (2 reports, 4 claims, 4 issues, 2 judgements)"
    for each in (str(whole), ledger):
        checked = CliRunner().invoke(main, ["verify", "--ledger", each])
        assert checked.exit_code == 0, checked.output
        assert checked.stdout.splitlines()[1:] == digest
    again = CliRunner().invoke(main, ["copy", str(whole), ledger])
    assert again.exit_code == 1
    assert again.stderr == f"Error: {ledger}: is a ledger already (copy to a new one)\n"
