"""What holds for all tests: how long an example takes is no property of the program, machines and terminals differ."""

import pytest
from hypothesis import settings

settings.register_profile("any-machine", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def without_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is as wide as it is without a terminal, whatever the width of the one that the tests run in."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def without_own_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of one's own is left behind by a test that only parses a command line."""
    monkeypatch.setenv("RASHOMON_SIDES", "")
