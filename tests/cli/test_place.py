"""One place: who is said to hold it, and what is claimed of it."""

from pathlib import Path

from tests.cli.test_events import ledger, run

__all__ = ["ledger"]


def test_holds_and_events(ledger: Path) -> None:
    text = " ".join(run("place", "oldmill", "--ledger", ledger).stdout.split())
    assert "1 event, 1 hold. A claim is what somebody says, not what is known to be so." in text
    line = "Oldmill, North Region, Norland: South, as South has it: from 4 Mar 2024 to no end told, on record since 5 Mar 2024 [1]"
    assert line in text
    assert "Boris Petrov (South) says South forces took Oldmill on 4 Mar 2024 [1]; Anna Novak (North) denies it [2]." in text
    assert "“The South took Oldmill on Monday.” (A 2024-03-05 0-33)" in text


def test_a_place_that_no_claim_names_is_an_error(ledger: Path) -> None:
    found = run("place", "Oldmil", "--ledger", ledger)
    assert found.exit_code == 1
    assert found.stdout == ""
    assert found.stderr == "Error: no place 'Oldmil' in the ledger (near: Oldmill)\n"
    assert "near" not in run("place", "Atlantis", "--ledger", ledger).stderr


def test_markdown(ledger: Path) -> None:
    assert run("place", "Oldmill", "--ledger", ledger, "--markdown").stdout.startswith("# Oldmill\n")


def test_as_it_was_on_record_on_a_day(ledger: Path) -> None:
    before = run("place", "Oldmill", "--ledger", ledger, "--as-of", "2024-03-05").stdout
    assert "1 event, 1 hold." in before
    assert "denies" not in before
    assert "0 events, 0 holds." in run("place", "Oldmill", "--ledger", ledger, "--as-of", "2024-03-04").stdout
