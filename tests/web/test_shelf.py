"""A read model is made anew when what made it has changed."""

from pathlib import Path

import pytest

import rashomon
from rashomon.ledger import Ledger
from rashomon.web.shelf import ROOMS, ledger_state


@pytest.mark.parametrize("room", ROOMS)
def test_the_rules_of_a_read_model_are_where_its_name_looks_for_them(room: str) -> None:
    assert list(Path(rashomon.__file__).parent.glob(room))


def test_a_side_of_ones_own_is_another_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(tmp_path / "war.db", write=True).close()
    before = ledger_state(tmp_path / "war.db")
    assert ledger_state(tmp_path / "war.db") == before
    (tmp_path / "valley.toml").write_text('conflict = "valley"\n')
    monkeypatch.setenv("RASHOMON_SIDES", str(tmp_path / "valley.toml"))
    assert ledger_state(tmp_path / "war.db") != before
