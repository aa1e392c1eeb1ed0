"""The sample ledger, read once for all tests of exports, and what it holds as an edition."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.exports import Edition
from rashomon.exports.opening import open_edition


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    done = CliRunner().invoke(main, ["demo", "--ledger", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="session")
def edition(sample: Path) -> Edition:
    return open_edition(sample)
