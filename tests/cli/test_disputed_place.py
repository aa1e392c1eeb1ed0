"""A place in disputed land says so where it is shown; one outside does not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.cli import main

NOTE = "Disputed, Crimea: in Ukraine by ISO 3166-2 (UA-43), held by Russia, claimed by Russia."


@pytest.mark.parametrize(("name", "told"), [("Simferopol", True), ("Poltava", False)])
def test_a_disputed_place_says_who_holds_and_claims_it(tmp_path: Path, name: str, told: bool) -> None:
    report = tmp_path / "2023-09-17_paper_raid.txt"
    report.write_text(
        f"Ukraine's General Staff said that a missile had struck the city of {name} on Sunday, killing two people.",
        encoding="utf-8",
    )
    ledger = str(tmp_path / "war.db")
    assert CliRunner().invoke(main, ["read", str(report), "--ledger", ledger]).exit_code == 0
    shown = CliRunner().invoke(main, ["place", name, "--ledger", ledger])
    assert shown.exit_code == 0
    assert f"{name}, " in shown.stdout
    assert (NOTE in " ".join(shown.stdout.split())) is told
