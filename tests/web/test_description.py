"""What the OpenAPI says of the interface is true: Schemathesis tries what it allows and what it forbids, over a real server."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner
from tests.web.serving import serving

from rashomon.cli import main

CONFIG = Path(__file__).with_name("schemathesis.toml")
LOG = logging.getLogger("trials")
SOAK = int(os.environ.get("RASHOMON_SOAK", "0"))
EXAMPLES = 2 + SOAK // 2  # of each kind for each address, beside the edges of every parameter
OTHER_FORMS = r"\.(csv|geojson|md)$"  # of lists that are asked for as JSON, too
TRIED = re.compile(r"(\d+) generated, (\d+) passed")


@pytest.mark.xdist_group("description")
def test_the_interface_is_as_it_is_described(sample: Path, tmp_path: Path) -> None:
    """Every status, form, shape, method and refusal, asked by an admin, who may ask for everything."""
    ledger = copyfile(sample, tmp_path / "sample.db")
    token = CliRunner().invoke(main, ["token", "create", "ada", "--role", "admin", "--ledger", str(ledger)]).stdout.strip()
    with serving(ledger, "--review", "--token", "a-token-of-the-tests") as client:
        command = [
            *(Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG),
            *("run", str(client.base_url.join("/api/v1/openapi.json")), "--max-examples", str(EXAMPLES)),
            *("--header", f"Authorization: Bearer {token}"),
            *(() if SOAK else ("--exclude-path-regex", OTHER_FORMS)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=6000 if SOAK else 1200)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    tried = TRIED.search(done.stdout)
    assert tried, done.stdout[-20_000:]
    assert tried[1] == tried[2]
    assert int(tried[1]) > 1_000
    LOG.info("%s questions, all answered as described", tried[1])
