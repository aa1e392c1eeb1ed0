"""Nouns go in and come out as they were; a report and its claims are one transaction; decisions are only appended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.home import Home, RefusedError, behind, is_file
from tests.ledger.nouns import TEXT, claim, judgement, reading, report, span

from rashomon.errors import LedgerError, ReadingError, TamperError
from rashomon.ledger import Counts, Ledger, Source, Wanted
from rashomon.model import ChainRole, Issue, Kind, Link, Quantity, Reading, Report, Span, Verdict, When

SOURCE = Source("a.txt", "f" * 64, "1")


@pytest.fixture
def book(home: Home) -> Iterator[Ledger]:
    with Ledger.open(home.fresh(), write=True) as ledger:
        yield ledger


def damage(book: Ledger, statement: str) -> None:
    """Change the ledger behind its back."""
    with behind(book.name) as run:
        run(statement)


def test_a_report_with_its_claims_comes_back_as_it_was(book: Ledger) -> None:
    told = report()
    one, other = claim(told), claim(told, "seven people were killed", Kind.STRIKE)
    issue = Issue("unresolved", "a", "no such place (add it with rashomon gazetteer add)", told.id, Span(3, 9))
    book.add(told, reading(told, one, other, issues=(issue,)), source=SOURCE)
    assert list(book.reports()) == [told]
    assert book.report(told.id) == told
    assert list(book.claims()) == [one, other]
    assert list(book.issues()) == [issue]
    assert book.counts() == Counts(reports=1, claims=2, issues=1, judgements=0)


text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
numbers = st.none() | st.integers(0, 10**9) | st.floats(0, 1e12)
days = st.dates()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=text,
    names=st.tuples(text, st.none() | text, st.none() | text),
    bounds=st.tuples(numbers, numbers),
    days=st.tuples(days, days),
)
def test_any_words_and_numbers_come_back_as_they_were(
    book: Ledger,
    words: str,
    names: tuple[str, str | None, str | None],
    bounds: tuple[float | None, float | None],
    days: tuple[date, date],
) -> None:
    told = Report(names[0], names[1], names[2], None, words, "", "en", None, sentences=(Span(0, len(words)),))
    found = replace(
        claim(report()),
        report=told.id,
        quote=Span(0, len(words)),
        chain=(Link(ChainRole.SOURCE, names[0]),),
        quantities=(Quantity(Span(0, 1), words, *bounds),),
        when=When(Span(0, 0), "", *days, "day"),
    )
    book.add(told, Reading(told.id, claims=(found,)))
    assert book.report(told.id) == told
    assert book.claim(found.id) == found


def test_reading_again_takes_the_place_of_what_was_found_before(book: Ledger) -> None:
    told = report()
    book.add(told, reading(told, claim(told), issues=(Issue("vague", "a", "x", told.id),)))
    better = claim(told, "seven people were killed", Kind.STRIKE)
    book.add(told, reading(told, better))
    assert list(book.claims()) == [better]
    assert list(book.issues()) == []
    assert list(book.claims(Wanted(search="Klishchiivka"))) == []
    assert book.faults() == []


def test_the_same_claim_twice_in_a_reading_is_one(book: Ledger) -> None:
    told = report()
    book.add(told, reading(told, claim(told), claim(told)))
    assert book.counts().claims == 1


def test_a_failed_transaction_leaves_nothing_behind(book: Ledger) -> None:
    told, stranger = report(), report("b", outlet="Another")
    with pytest.raises(LedgerError, match=r"(?i)foreign key"):
        book.add(told, reading(told, claim(stranger)))
    assert book.counts() == Counts(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("half a \ud800 pair", "a: a character is half of a surrogate pair, which no database stores (save the source as UTF-8)"),
        ("no \0 character", "a: a character is NUL, which not every database stores (save the source as text)"),
    ],
)
def test_words_that_no_database_stores_are_refused_by_name(book: Ledger, words: str, fault: str) -> None:
    told = report(text=words)
    with pytest.raises(ReadingError) as refused:
        book.add(told, reading(told))
    assert str(refused.value) == fault


def test_sources_are_seen_until_their_bytes_or_their_reader_change(book: Ledger) -> None:
    assert book.seen(SOURCE) is None
    book.finish(SOURCE, 3)
    assert book.seen(SOURCE) == 3
    assert book.seen(replace(SOURCE, source_hash="e" * 64)) is None
    assert book.seen(replace(SOURCE, reader="2")) is None
    assert book.seen(replace(SOURCE, name="b.txt")) is None


def test_a_source_with_faults_is_tried_again_and_its_old_faults_are_forgotten(book: Ledger) -> None:
    book.finish(SOURCE, 1)
    first = Issue("unreadable", "a.txt line 3", "no text (give it one)")
    book.finish(SOURCE, 1, [first])
    assert book.seen(SOURCE) is None
    assert list(book.issues()) == [first]
    book.finish(SOURCE, 0)
    assert list(book.issues()) == []


def test_a_report_is_held_by_the_reader_that_read_it(book: Ledger) -> None:
    told = report()
    book.add(told, reading(told), source=SOURCE)
    assert book.holds(told.id, "1")
    assert not book.holds(told.id, "2")


FRIDAY = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), 2),
        (Wanted(kinds=(Kind.STRIKE,)), 1),
        (Wanted(kinds=(Kind.AID,)), 0),
        (Wanted(source="bondar"), 2),
        (Wanted(source="BÓNDAR"), 2),
        (Wanted(source="%"), 0),
        (Wanted(source="Malyar"), 0),
        (Wanted(place="Klishchiivka"), 2),
        (Wanted(place="klishchiïvka"), 2),
        (Wanted(place="Kleshcheevka"), 2),
        (Wanted(place="Klish"), 0),
        (Wanted(first=FRIDAY, last=FRIDAY), 2),
        (Wanted(first=date(2023, 3, 4)), 0),
        (Wanted(last=date(2023, 3, 2)), 0),
        (Wanted(search="KLISHCHIIVKA killed"), 1),
        (Wanted(search='"seven people"'), 2),
        (Wanted(search='"people seven"'), 0),
        (Wanted(search="killed OR nothing"), 0),
        (Wanted(search="killed", kinds=(Kind.STRIKE,)), 1),
    ],
)
def test_claims_are_filtered(book: Ledger, wanted: Wanted, found: int) -> None:
    told = report()
    book.add(told, reading(told, claim(told), claim(told, "seven people were killed", Kind.STRIKE)))
    assert len(list(book.claims(wanted))) == found


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(kinds=(Kind.STRIKE, Kind.AID)),
        Wanted(source="BÓNDAR"),
        Wanted(source=""),
        Wanted(place="Kleshcheevka"),
        Wanted(place="Nowhere", also=("klishchiïvka",)),
        Wanted(first=FRIDAY),
        Wanted(last=date(2023, 3, 2)),
        Wanted(kinds=(Kind.STRIKE,), source="bondar", place="Klishchiivka", first=FRIDAY, last=FRIDAY),
    ],
)
def test_a_claim_fits_where_the_ledger_finds_it(book: Ledger, wanted: Wanted) -> None:
    told = report()
    bare = replace(claim(told, "The ministry denied it", Kind.ASSESS), chain=(), places=(), when=None)
    book.add(told, reading(told, claim(told), claim(told, "seven people were killed", Kind.STRIKE), bare))
    assert list(book.claims(wanted)) == [one for one in book.claims() if wanted.fits(one)]


def test_search_finds_reports_by_title_and_text_best_first(book: Ledger) -> None:
    far, near = report("far", TEXT + " They stand. " * 50), report("near", "Bondar, Bondar, Bondar.")
    for told in (far, near):
        book.add(told, reading(told))
    assert [told.name for told in book.search("bondar")] == ["near", "far"]
    assert [told.name for told in book.search("ministry SEVEN")] == ["far"]
    assert list(book.search("nothing")) == []
    with pytest.raises(LedgerError) as fault:
        list(book.search('"" -'))
    assert str(fault.value) == "search '\"\" -': has no words (give at least one)"


def test_a_claim_is_found_by_the_beginning_of_its_id(book: Ledger) -> None:
    told = report()
    one = claim(told)
    ids = [claim(told, kind=kind).id for kind in Kind]  # more than there are digits
    shared = next(id[0] for id in ids if sum(other[0] == id[0] for other in ids) > 1)
    book.add(told, reading(told, *(claim(told, kind=kind) for kind in Kind)))
    assert book.claim(one.id[:8]) == one
    with pytest.raises(LedgerError, match="begins several ids, such as"):
        book.claim(shared)
    with pytest.raises(LedgerError, match=r"^the id of the claim is empty \(rashomon claims lists them\)$"):
        book.claim("")
    with pytest.raises(LedgerError, match=r"^zz: no such claim \(rashomon claims lists them\)$"):
        book.claim("zz")


def test_decisions_come_back_in_order(book: Ledger) -> None:
    told = report()
    one, other = claim(told), claim(told, "seven people were killed", Kind.STRIKE)
    made = [judgement(one), judgement(one, other, Verdict.DIFFERENT), judgement(other)]
    for decision in made:
        book.append(decision)
    assert list(book.judgements()) == made


@pytest.mark.parametrize("statement", ["UPDATE judgements SET noun = ''", "DELETE FROM judgements"])
def test_no_statement_changes_or_removes_a_decision(book: Ledger, statement: str) -> None:
    book.append(judgement(claim(report())))
    with pytest.raises(RefusedError, match="judgements are appended, never changed"):
        damage(book, statement)
    assert book.counts().judgements == 1


def test_changed_words_are_refused(book: Ledger) -> None:
    told = report()
    book.add(told, reading(told))
    damage(book, "UPDATE reports SET text = replace(text, 'seven', 'eight')")
    with pytest.raises(TamperError, match="a: the stored words are not those that were read"):
        list(book.reports())


def test_a_ledger_that_is_open_for_reading_refuses_to_write(book: Ledger) -> None:
    with Ledger.open(book.name) as reader, pytest.raises(LedgerError, match="is open for reading only"):
        reader.append(judgement(claim(report())))


def test_reports_are_streamed(book: Ledger) -> None:
    for number in range(120):
        told = report(f"r{number}", f"{TEXT} {number}")
        book.add(told, reading(told))
    stream = book.reports()
    assert next(stream).name == "r0"
    told = report("late", "An entirely different text.")
    book.add(told, reading(told))
    assert [other.name for other in stream] == [f"r{number}" for number in range(1, 120)]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE reports SET text = replace(text, 'seven', 'eight')",
            "report {report} (a): its words are not those that were read",
        ),
        ('UPDATE reports SET sentences = \'[{{"start":0,"end":9999}}]\'', "report {report} (a): 0..9999 is outside of its text"),
        ("UPDATE reports SET sentences = '7'", "report {report}: cannot be decoded (Expected `array`, got `int`)"),
        ("UPDATE claims SET quote = 'something else'", "claim {claim} (a): its quote is not what stands in the report"),
        ("DELETE FROM places; UPDATE claims SET id = 'ffff'", "claim ffff (a): its content does not give its id"),
        (
            "UPDATE claims SET noun = replace(noun, '\"on Friday\"', '\"on Monday\"')",
            "claim {claim} (a): 'on Monday' is not what stands at {when}",
        ),
        ("UPDATE claims SET noun = replace(noun, '\"casualties\"', '\"party\"')", "claim {claim} (a): cannot be decoded"),
        (
            "{guard} judgements_no_update; UPDATE judgements SET noun = replace(noun, 'mara', 'john')",
            "judgement 1: noun was changed behind the log",
        ),
    ],
)
def test_verify_names_what_is_wrong(book: Ledger, statement: str, fault: str) -> None:
    told = report()
    found = claim(told)
    book.add(told, reading(told, found))
    book.append(judgement(found))
    assert book.faults() == []
    guard = "DROP TRIGGER" if is_file(book.name) else "ALTER TABLE judgements DISABLE TRIGGER"
    for part in statement.format(guard=guard).split("; "):
        damage(book, part)
    when = span("on Friday")
    expected = fault.format(report=told.id[:16], claim=found.id, when=f"{when.start}..{when.end}")
    assert [line for line in book.faults() if line.startswith(expected)]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE claims SET report = 'nobody'", "claims row 1: belongs to no row of reports"),
        ("INSERT INTO claims_words (claims_words) VALUES ('delete-all')", "search over claims: does not hold the stored words"),
    ],
)
def test_verify_names_what_only_a_file_lets_happen(tmp_path: Path, statement: str, fault: str) -> None:
    told = report()
    with Ledger.open(tmp_path / "war.db", write=True) as book:
        book.add(told, reading(told, claim(told)))
        damage(book, statement)
        assert [line for line in book.faults() if line.startswith(fault)]
