"""Words that must not be kept are gone from every byte of the file; all that pointed at their report goes on pointing at it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import claim, judgement, reading, report

from rashomon.cli import main
from rashomon.errors import LedgerError, ReadingError
from rashomon.intake import Plan, read_into
from rashomon.ledger import Act, Ledger, Masker, Source, Wanted, Why
from rashomon.ledger.log import feed_subject
from rashomon.ledger.sqlite import driver
from rashomon.model import Feed, Issue, Kind, Verdict

WHY = Why("Mara", "a private person, asked on 5 March")
SOURCE = Source("news/bondar-iryna.txt", "0" * 64, "1")
NAME = "Iryna Bondar"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "war.db", write=True) as ledger:
        told = replace(report("bondar"), title="Iryna Bondar on seven dead", url="https://gazette.example/iryna-bondar-speaks")
        other = report("b", "A shell fell on the mill on Friday, the army said.")
        issue = Issue("unresolved-place", "bondar", "'Bondar' is no place that is known", told.id)
        ledger.add(
            told, reading(told, claim(told), claim(told, "seven people were killed", Kind.STRIKE), issues=(issue,)), source=SOURCE
        )
        ledger.add(other, reading(other), source=SOURCE)
        decision = judgement(claim(told), claim(told, "seven people were killed", Kind.STRIKE), Verdict.DIFFERENT)
        ledger.append(replace(decision, reason="BONDAR told it twice"))
        ledger.finish(SOURCE, 2)
        ledger.finish(replace(SOURCE, name="news/list.txt"), 0, [Issue("unreadable", "Bondar", "no text (give it one)")])
        yield ledger


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir())).lower()


def test_a_name_is_gone_from_every_byte_and_every_offset_stays_true(book: Ledger) -> None:
    (before, _), found = list(book.reports()), list(book.claims())
    assert b"bondar" in bytes_of(Path(book.name))
    mask = Masker([NAME, "Bondar"])
    book.redact(mask, WHY)
    assert mask.met.keys() >= {"Iryna Bondar", "Bondar", "BONDAR", "iryna-bondar"}
    assert b"bondar" not in bytes_of(Path(book.name))
    (after, _), now = list(book.reports()), list(book.claims())
    assert after.text == before.text.replace(NAME, "█████ ██████")
    assert (after.id, after.redacted, after.url) == (before.id, before.id, "https://gazette.example/████████████-speaks")
    assert [(one.id, one.quote) for one in now] == [(one.id, one.quote) for one in found]
    assert [one.source.name for one in now if one.source] == ["█████ ██████"] * 2
    assert [one.reason for one in book.judgements()] == ["██████ told it twice"]
    assert book.faults() == []
    assert [told.name for told in book.search("ministry")] == ["██████"]
    assert list(book.search("bondar")) == list(book.claims(Wanted(source="bondar"))) == []


def test_what_is_known_of_a_feed_whose_address_holds_a_name_is_forgotten(book: Ledger) -> None:
    named, other = Feed("https://news.example/iryna-bondar.xml", etag='"1"'), Feed("https://news.example/world.xml", etag='"2"')
    book.keep_feed(named)
    book.keep_feed(other)
    book.redact(Masker([NAME]), WHY)
    assert b"iryna-bondar" not in bytes_of(Path(book.name))
    assert (book.feed(named.url), book.feed(other.url)) == (Feed(named.url), other)
    assert [entry.subject for entry in book.log() if entry.act is Act.REDACT and entry.subject == feed_subject(named.url)]
    assert book.faults() == []


def test_the_log_keeps_who_and_why_and_the_chain_holds(book: Ledger) -> None:
    before = list(book.log())
    book.redact(Masker(["Bondar"]), WHY)
    entries = list(book.log())
    assert entries[: len(before)] == before
    added = entries[len(before) :]
    assert {entry.act for entry in added[:-1]} == {Act.REDACT}
    assert added[-1].act is Act.SCRUB
    assert all('"by":"Mara","reason":"a private person, asked on 5 March"' in entry.detail for entry in added[:-1])


def test_an_old_digest_cannot_be_guessed_any_more(book: Ledger) -> None:
    """The salt that it was made with is gone with the words."""
    salts = "SELECT salt FROM salts WHERE subject LIKE 'report%' ORDER BY salt"
    before = driver().connect(book.name).execute(salts).fetchall()
    book.redact(Masker(["Bondar"]), WHY)
    after = driver().connect(book.name).execute(salts).fetchall()
    assert len(set(before) - set(after)) == 1
    (gone,) = {salt for (salt,) in before} - {salt for (salt,) in after}
    assert gone.encode() not in bytes_of(Path(book.name))


def test_a_report_is_taken_out_with_all_its_words(book: Ledger) -> None:
    told = next(book.reports())
    book.redact(told.id, WHY)
    content = bytes_of(Path(book.name))
    content = content.replace(b"unreadablebondarno text", b"")  # of a list that happens to be called so
    for words in (b"bondar", b"klishchi", b"told it twice"):
        assert words not in content, words
    assert [one.name for one in book.reports()] == ["b"]
    assert list(book.claims()) == []
    assert [(one.reason, one.left) for one in book.judgements()] == [("[redacted]", claim(told).id)]
    assert book.faults() == []
    assert book.redacted(told.id)


def test_what_was_redacted_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("The town of Oldmill was shelled on Monday, its mayor Iryna Bondar said, and two houses burnt down.")
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        list(read_into(book, path, find=lambda reports: (reading(one) for one in reports)))
        (told,) = book.reports()
        book.redact(Masker([NAME]), WHY)
        masked = list(book.reports())
        list(read_into(book, path, Plan(again=True), find=lambda reports: (reading(one) for one in reports)))
        assert list(book.reports()) == masked
        with pytest.raises(ReadingError, match="words of this report were redacted, it is not stored again"):
            book.add(told, reading(told))
        book.redact(told.id, WHY)
        list(read_into(book, path, Plan(again=True), find=lambda reports: (reading(one) for one in reports)))
        assert list(book.reports()) == []
        assert book.faults() == []
        assert b"Bondar" not in Path(book.name).read_bytes()


def test_a_reader_that_is_open_puts_the_end_off(book: Ledger) -> None:
    """Committed, and not yet out of the write-ahead log: said by verify, done by the same call."""
    reader = driver().connect(book.name)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM reports").fetchone()
    with pytest.raises(LedgerError, match=r"database is locked|run the same command again"):
        book.redact(Masker(["Bondar"]), WHY)
    assert [line for line in book.faults() if "may still be in the file" in line]
    reader.close()
    book.redact(Masker(["Bondar"]), WHY)
    assert book.faults() == []
    assert b"bondar" not in bytes_of(Path(book.name))


@pytest.mark.parametrize(
    ("name", "words", "masked"),
    [
        ("Ann Lee", "Ann  Lee, ann lee and Anna Leeds", "███  ███, ███ ███ and Anna Leeds"),
        ("Ann Lee", "a-lee/ann-lee_1.txt ann%20lee Ann\nLee's", "a-lee/███████_1.txt █████████ ███\n███'s"),
        ("Kovač", "Kovač KOVAČ kovac Kovac\u030c Kovačs", "█████ █████ kovac ██████ Kovačs"),
        ("O'Hara (Jr.)", "by O'Hara (Jr.) himself", "by ██████ █████ himself"),
    ],
)  # fmt: skip
def test_names_are_masked_as_words(name: str, words: str, masked: str) -> None:
    assert Masker([name])(words) == masked


def test_words_like_a_name_are_told() -> None:
    mask = Masker(["Iryna Bondar"])
    mask("Iryna Bondar said. Bondar went on; Bondarhas spoken.")
    assert dict(mask.near) == {"Bondar": 1, "Bondarhas": 1}


def test_a_text_of_one_endless_word_is_masked_in_bounded_time() -> None:
    mask = Masker(["Iryna Bondar"])
    mask("x" * 1_000_000 + "bondar" + "y" * 1_000_000)
    assert [len(word) for word in mask.near] == [66]


@pytest.mark.parametrize("names", [[], [""], ["..."]])
def test_a_name_has_letters(names: list[str]) -> None:
    with pytest.raises(LedgerError, match="is no name"):
        Masker(names)


def run(book: Ledger, *arguments: str, stdin: str = "") -> Result:
    book.close()
    return CliRunner().invoke(main, ["redact", *arguments, "--by", "Mara", "--ledger", book.name], input=stdin)


def test_the_command_says_what_it_masked_and_what_is_left(book: Ledger) -> None:
    done = run(book, NAME, "--reason", "private", "--yes")
    assert done.exit_code == 0, done.output
    assert "occurrences masked, in 2 spellings" in done.stdout
    assert "left: Bondar (" in done.stderr
    names = run(book, "--names", "-", "--reason", "private", "--yes", stdin="Bondar\n\n")
    assert names.exit_code == 0, names.output
    assert b"bondar" not in bytes_of(Path(book.name))
    log = CliRunner().invoke(main, ["log", "--act", "redact", "--act", "scrub", "--table", "--ledger", book.name])
    assert log.exit_code == 0, log.output
    assert "scrub" in log.stdout
    last = CliRunner().invoke(main, ["log", "--json", "--last", "1", "--ledger", book.name])
    assert '"act":"scrub"' in last.stdout


def test_the_command_takes_a_report_out_by_the_beginning_of_its_id(book: Ledger) -> None:
    told = next(book.reports())
    done = run(book, "--report", told.id[:10], "--reason", "withdrawn", stdin="y\n")
    assert done.stdout.endswith(f"report {told.id[:16]} is taken out\n")
    assert run(book, "--report", told.id[:10], "--reason", "withdrawn", "--yes").exit_code == 0
    with Ledger.open(book.name) as after:
        assert [one.name for one in after.reports()] == ["b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--reason", "x"), "give names, or one report with --report"),
        (("Bondar", "--report", "3", "--reason", "x"), "give names, or one report with --report"),
        (("--report", "zz", "--reason", "x", "--yes"), "zz: begins the id of no report"),
        (("--report", "", "--reason", "x", "--yes"), "give names, or one report"),
        (("Bondar", "--reason", "Bondar asked", "--yes"), "the reason holds the name itself"),
        (("Bondar", "--reason", "x"), "Aborted"),
    ],
)
def test_what_cannot_be_redacted_is_one_line(book: Ledger, arguments: tuple[str, ...], message: str) -> None:
    before = book.counts()
    done = run(book, *arguments)
    assert done.exit_code in (1, 2)
    assert message in done.output
    with Ledger.open(book.name) as after:
        assert after.counts() == before
        assert b"Bondar" in Path(after.name).read_bytes()


def test_no_ledger_is_made_to_be_redacted(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["redact", "Bondar", "--by", "M", "--reason", "r", "--yes", "--ledger", str(tmp_path / "none.db")]
    )
    assert "no such ledger" in done.output
    assert list(tmp_path.iterdir()) == []
