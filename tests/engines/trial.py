"""Reads made reports on an engine while one of them ends its worker once, another one always; prints what came out.

    python trial.py ENGINE FOLDER [node]      `node` ends a node of a cluster of two

ENGINE is one as --engine has it, a number of processes, or - for this one.
"""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from rashomon.engines import Engine, Find, read_chunks, start
from rashomon.engines.tables import digest, readings_table
from rashomon.intake import find_all
from rashomon.model import Issue, Reading, Report
from rashomon.reports import read

TEXT = "Officials in Kharkiv said on Monday that at least {} people were killed in a missile strike. Russia denied the strike."


def deadly(reports: Iterable[Report], where: Path) -> Iterator[Reading]:
    for report in reports:
        if report.name == "deadly" or (report.name == "once" and not (where / "died").exists()):
            (where / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from find_all([report])


def main(engine: str, folder: str, node: str = "") -> None:
    where = Path(folder)

    find = find_all if engine == "-" else partial(deadly, where=where)
    names = {3: "once", 7: "deadly"}
    found = [
        one for n in range(12) for one in read(f"{names.get(n, n)}.txt", TEXT.format(n + 3).encode()) if isinstance(one, Report)
    ]
    chunks = [(at, found[at : at + 3]) for at in range(0, 12, 3)]
    ending = cluster() if node else None
    told: list[Reading | Issue] = []
    for _, readings in read_chunks(chunks, lambda: begun(find, engine)):
        told += readings
        if ending is not None:
            ending()
            ending = None
    kept = [one for one in told if isinstance(one, Reading) and one.report != found[7].id]
    lost = [[one.name, one.kind] for one in told if isinstance(one, Issue)]
    claims = sum(len(one.claims) for one in kept)
    print(json.dumps({"digest": digest(readings_table(kept)), "claims": claims, "lost": lost}))  # noqa: T201


def begun(find: Find, engine: str) -> Engine:
    return start(find, int(engine)) if engine.isdigit() else start(find, 1, None if engine == "-" else engine)


def cluster():  # type: ignore[no-untyped-def]
    """A Ray cluster of two nodes, and what ends one of them."""
    import ray
    from ray.cluster_utils import Cluster

    made = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100 << 20}
    )
    node = made.add_node(num_cpus=1, object_store_memory=100 << 20)
    ray.init(address=made.address, log_to_driver=False, configure_logging=False)
    return lambda: made.remove_node(node, allow_graceful=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
