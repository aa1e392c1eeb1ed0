"""The accounts of one event side by side."""

from pathlib import Path

from tests.cli.test_events import STORIES, ledger, run

__all__ = ["ledger"]


def test_accounts_origin_by_origin(ledger: Path) -> None:
    for _, claim in STORIES[:2]:
        text = run("compare", claim.id[:6], "--ledger", ledger).stdout
        assert "Oldmill, North Region, Norland: accounts of one happening" in text
        words = " ".join(text.split())
        facts = f"(capture; 4 Mar 2024; Oldmill; by South forces; claim {STORIES[0][1].id[:8]})"
        assert f"Boris Petrov (South): “The South took Oldmill on Monday” [1] {facts}" in words
        assert "Anna Novak (North): “Oldmill was not taken” [2] (capture, denied; Oldmill;" in words
        assert "Standing: claimed and denied. Disputed: Anna Novak denies what is said by Boris Petrov [1][2]." in words
        assert "Taken for one happening on 4 Mar 2024: both tell of capture, both at Oldmill" in words


def test_an_event_that_is_not_there_is_one_line(ledger: Path) -> None:
    result = run("compare", "zz", "--ledger", ledger)
    assert (result.exit_code, result.output) == (1, "Error: zz: no such event (rashomon events lists them)\n")
    assert "begins ids of 3 events (give more digits)" in run("compare", "", "--ledger", ledger).output
