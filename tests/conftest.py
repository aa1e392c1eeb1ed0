"""What holds for all tests: how long an example takes is no property of the program, machines and terminals differ."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests.home import Databases, Files, Home
from tests.server import OLDEST, Server, programs, running

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


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    bins = programs()
    if bins is None:
        pytest.skip(f"PostgreSQL {OLDEST} or newer is not installed (apt-get install postgresql)")
    with running(bins) as started:
        yield started


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Where ledgers are kept: in files, and again in databases."""
    if request.param == "sqlite":
        return Files(tmp_path_factory.mktemp("files"))
    return Databases(request.getfixturevalue("server"))
