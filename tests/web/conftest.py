"""One ledger of the sample reports and one server of it for all tests that change nothing; a cache of their own."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import httpx
import pytest
from click.testing import CliRunner
from tests.web.serving import serving

from rashomon.cli import main
from rashomon.knowledge.places import cache_folder, load_places
from rashomon.ledger import Ledger
from rashomon.model import Record
from rashomon.pipeline import recall


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The gazetteer is the user's, read models are the tests' own."""
    load_places()
    folder, before = tmp_path_factory.mktemp("cache"), os.environ.get("RASHOMON_CACHE")
    for file in cache_folder().glob("places-*.sqlite"):
        copy(file, folder)
    os.environ["RASHOMON_CACHE"] = str(folder)
    yield
    os.environ.pop("RASHOMON_CACHE")
    if before is not None:
        os.environ["RASHOMON_CACHE"] = before


@pytest.fixture(scope="session")
def sample(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that `rashomon demo` makes."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    made = CliRunner().invoke(main, ["demo", "--ledger", str(path)], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return path


@pytest.fixture(scope="session")
def record(sample: Path) -> Record:
    """The record of the sample ledger."""
    with Ledger.open(sample) as book:
        return recall(book)


@pytest.fixture(scope="session")
def client(sample: Path) -> Iterator[httpx.Client]:
    """A client of a server of the sample ledger."""
    with serving(sample) as found:
        yield found
