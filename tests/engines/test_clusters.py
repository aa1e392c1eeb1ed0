"""The digest of what is found is the same on every engine, though a worker is killed in the middle; the killer alone is lost."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from rashomon.engines import start
from rashomon.errors import SetupError
from rashomon.intake import find_all

TRIAL = Path(__file__).with_name("trial.py")
ALONE = 'ip link set lo up && exec "$@"'  # Ray listens on every interface: here there is none but the loopback


def run(*arguments: str, alone: bool = False) -> dict[str, Any]:
    before = ("unshare", "-n", "bash", "-c", ALONE, "-") if alone else ()
    settings = os.environ | {"RAY_USAGE_STATS_ENABLED": "0", "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [*before, sys.executable, str(TRIAL), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, env=settings)
    assert done.returncode == 0, done.stderr[-2000:]
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("{"))  # the engine may have words of its own
    told: dict[str, Any] = json.loads(line)
    return told


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, Any]:
    return run("-", "-")


def needs_ray() -> None:
    if find_spec("ray") is None:
        pytest.skip("ray is not installed (make engines)")
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode:
        pytest.skip("Ray is started only where no network can reach it: needs unshare -n, as root")


def needs_spark() -> None:
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed (make engines)")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java (apt-get install openjdk-17-jre-headless)")


@pytest.mark.parametrize("node", [(), ("node",)], ids=["worker", "worker and node"])
def test_ray_finds_the_same_though_workers_and_a_node_are_killed(
    undisturbed: dict[str, Any], tmp_path: Path, node: tuple[str, ...]
) -> None:
    needs_ray()
    told = run("ray", str(tmp_path), *node, alone=True)
    assert (tmp_path / "died").exists()
    assert told == undisturbed | {"lost": [["deadly", "worker-died"]]}
    assert told["claims"] > 20


def test_spark_finds_the_same_though_workers_are_killed(undisturbed: dict[str, Any], tmp_path: Path) -> None:
    needs_spark()
    told = run("spark://local[2,4]", str(tmp_path))
    assert (tmp_path / "died").exists()
    assert told == undisturbed | {"lost": [["deadly", "worker-died"]]}


def test_processes_find_the_same_though_workers_are_killed(undisturbed: dict[str, Any], tmp_path: Path) -> None:
    told = run("2", str(tmp_path))
    assert (tmp_path / "died").exists()
    assert told == undisturbed | {"lost": [["deadly", "worker-died"]]}


def test_an_engine_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(SetupError, match=r"^dask: no such engine \(known: ray, spark; with an address: ray://HOST:10001\)$"):
        start(find_all, 1, "dask")
