"""Decisions go into the ledger with name, time and reason, and bind what is shown."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.events.factories import OLDMILL, OLDMILL_SOUTH, claim, report

from rashomon.cli import main
from rashomon.ledger import Ledger
from rashomon.model import Claim, Reading, Verdict

NORTH = report("Shells fell on Oldmill on Monday.", outlet="A", name="a")
SOUTH = report("Rockets hit the other Oldmill on Monday.", outlet="B", name="b")
ONE = claim(NORTH, "Shells fell on Oldmill on Monday", place=None)
OTHER = claim(SOUTH, "Rockets hit the other Oldmill on Monday", place=None)
WHY = ("--by", "Mara", "--reason", "read both")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    with Ledger.open(path, write=True) as book:
        for made, found in ((NORTH, ONE), (SOUTH, OTHER)):
            book.add(made, Reading(made.id, claims=(found,)))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def judge(ledger: Path, *arguments: object) -> str:
    result = run("judge", *arguments, *WHY, "--ledger", ledger)
    assert result.exit_code == 0, result.output
    return result.output


def events(ledger: Path) -> int:
    return len(run("events", "--ledger", ledger, "--json").stdout.splitlines())


def test_a_pair_is_joined_parted_and_left_alone_again(ledger: Path) -> None:
    assert events(ledger) == 2
    assert judge(ledger, "same", ONE.id, OTHER.id[:6]) == f"{ledger}: same {ONE.id} and {OTHER.id}, by Mara\n"
    assert events(ledger) == 1
    judge(ledger, "different", ONE.id, OTHER.id)
    assert events(ledger) == 2
    judge(ledger, "undo", OTHER.id, ONE.id)
    assert events(ledger) == 2


def test_a_claim_is_rejected_and_taken_back(ledger: Path) -> None:
    judge(ledger, "reject", ONE.id)
    assert events(ledger) == 1
    judge(ledger, "undo", ONE.id)
    assert events(ledger) == 2


def test_a_corrected_claim_is_found_by_its_new_id(ledger: Path) -> None:
    judge(ledger, "correct", ONE.id, "kind", "attack")
    (row,) = run("events", "--ledger", ledger, "--json", "--kind", "attack").stdout.splitlines()
    new = row.split('"')[3]
    assert new != ONE.id
    judge(ledger, "reject", new)
    assert events(ledger) == 1


def test_every_list_shows_a_claim_as_it_was_corrected(ledger: Path) -> None:
    judge(ledger, "correct", ONE.id, "source", "Hawk")
    assert "Hawk" in run("sources", "--ledger", ledger, "--json").stdout
    (row,) = run("claims", "--source", "hawk", "--ledger", ledger, "--json").stdout.splitlines()
    listed = run("claims", "--ledger", ledger, "--json").stdout.splitlines()
    assert len(listed) == 2
    assert row == listed[0]
    shown = run("show", ONE.id[:8], "--ledger", ledger).stdout
    assert "chain       source Hawk" in shown
    assert "correct     source: Hawk, by Mara on " in shown
    assert ": read both" in shown


def test_a_rejected_claim_is_listed_nowhere_and_shown_with_the_decision(ledger: Path) -> None:
    judge(ledger, "reject", ONE.id)
    assert len(run("claims", "--ledger", ledger, "--json").stdout.splitlines()) == 1
    assert "reject      by Mara on " in run("show", ONE.id, "--ledger", ledger).stdout


def test_what_is_searched_is_searched_as_it_was_corrected(ledger: Path) -> None:
    judge(ledger, "correct", ONE.id, "kind", "attack")
    assert len(run("claims", "--kind", "attack", "--search", "shells", "--ledger", ledger, "--json").stdout.splitlines()) == 1
    assert run("claims", "--kind", "attack", "--search", "rockets", "--ledger", ledger, "--json").stdout == ""
    assert run("claims", "--kind", "strike", "--search", "shells", "--ledger", ledger, "--json").stdout == ""


def test_what_was_decided_is_kept_with_its_words(ledger: Path) -> None:
    judge(ledger, "same", ONE.id, OTHER.id)
    with Ledger.open(ledger) as book:
        (kept,) = book.judgements()
    assert (kept.verdict, kept.reviewer, kept.reason) == (Verdict.SAME, "Mara", "read both")
    assert [(anchor.claim, anchor.quote) for anchor in kept.anchors] == [(ONE.id, ONE.quote), (OTHER.id, OTHER.quote)]
    assert "judgement 1" not in run("verify", "--ledger", ledger).output


def test_a_decision_whose_claim_is_gone_is_listed(ledger: Path) -> None:
    judge(ledger, "reject", ONE.id)
    with Ledger.open(ledger, write=True) as book:
        book.add(NORTH, Reading(NORTH.id))
    listed = run("issues", "--ledger", ledger, "--json").stdout
    assert f"claim {ONE.id[:8]} is no longer read in the report" in listed
    assert "judgement lost" in listed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("same", "zz", "yy"), "zz: no such claim (rashomon claims lists them)"),
        (("same", ONE.id, ONE.id), "same: is about 2 different claims, not 2 (give their ids)"),
        (("correct", ONE.id, "colour", "red"), "field 'colour' cannot be corrected"),
        (("correct", ONE.id, "kind", "war"), "'war' is not a valid Kind"),
    ],
)
def test_what_cannot_be_decided_is_one_line(ledger: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("judge", *arguments, *WHY, "--ledger", ledger)
    assert result.exit_code == 1
    assert message in result.output
    with Ledger.open(ledger) as book:
        assert list(book.judgements()) == []


def test_nobody_decides_without_a_reason(ledger: Path) -> None:
    assert "Missing option '--reason'" in run("judge", "reject", ONE.id, "--by", "Mara", "--ledger", ledger).output


def test_each_decision_begins_its_help_with_an_example() -> None:
    for name in ("same", "different", "correct", "reject", "undo"):
        assert run("judge", name, "--help").output.split("\n\n")[1].strip().startswith(f"rashomon judge {name}")


def test_the_place_of_a_claim_is_one_of_its_candidates(tmp_path: Path) -> None:
    from tests.events.factories import where

    path = tmp_path / "open.db"
    spot = where(OLDMILL, ONE.quote, resolved=False, others=(OLDMILL_SOUTH,))
    open_claim: Claim = claim(NORTH, "Shells fell on Oldmill on Monday", places=spot)
    with Ledger.open(path, write=True) as book:
        book.add(NORTH, Reading(NORTH.id, claims=(open_claim,)))
    judge(path, "correct", open_claim.id, "place", OLDMILL_SOUTH.id)
    assert '"place":"Oldmill, South Region, Norland"' in run("events", "--ledger", path, "--json").stdout


def test_a_place_is_corrected_by_the_name_of_a_candidate(tmp_path: Path) -> None:
    text = report("Shells fell on Oldmill on Monday.", outlet="A", name="a")
    doubtful = claim(text, "Shells fell on Oldmill on Monday", place=OLDMILL)
    path = tmp_path / "places.db"
    with Ledger.open(path, write=True) as book:
        book.add(text, Reading(text.id, claims=(doubtful,)))
    wrong = run("judge", "correct", doubtful.id, "place", "Atlantis", *WHY, "--ledger", path)
    assert wrong.exit_code == 1
    assert f"candidates: {OLDMILL.id} (Oldmill, " in wrong.stderr
    judge(path, "correct", doubtful.id, "place", "oldmill")
    with Ledger.open(path) as book:
        (kept,) = book.judgements()
    assert (kept.field, kept.value) == ("place", OLDMILL.id)
