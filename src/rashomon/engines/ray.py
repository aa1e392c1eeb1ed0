"""Ray Core tasks: a chunk is a task, tried again on another worker where its own died."""

import os
from collections.abc import Sequence
from typing import Any

from rashomon.engines import Find, LostError
from rashomon.engines.tables import arrow, find_in, readings_of, reports_table
from rashomon.errors import SetupError
from rashomon.model import Reading, Report

AGAIN = 1  # times that one report's task is begun again when its worker or node died; a chunk's reports are read one by one
AHEAD = 3  # chunks for each core
STORE = 200 << 20  # bytes of the object store of a cluster that is started here: chunks and readings on their way


class Ray:
    """A cluster: one that runs, at its address, or one that is started on this machine and ends with the reading."""

    def __init__(self, find: Find, address: str) -> None:
        self._ray = _library()
        self._own = not self._ray.is_initialized()
        if self._own:
            self._connect(address)
        self.ahead = AHEAD * int(self._ray.cluster_resources().get("CPU", 1))
        self._task = self._ray.remote(num_cpus=1)(find_in)
        self._find = find
        self._halted = False

    def _connect(self, address: str) -> None:
        # Ray's token stays on, as it is by default: its ports are open to the network.
        common: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
        try:
            if address:
                self._ray.init(f"ray://{address}" if ":" in address else address, **common)
            else:
                self._ray.init("local", include_dashboard=False, object_store_memory=STORE, **common)
        except (ConnectionError, RuntimeError, ValueError) as fault:
            raise SetupError(f"ray://{address}: the cluster does not answer: {fault} (check the address and the token)") from fault

    def submit(self, reports: Sequence[Report]) -> Any:
        """The task's reference."""
        again = AGAIN if len(reports) == 1 else 0  # a report that kills its worker would kill every worker that tries it
        return self._task.options(max_retries=again).remote(reports_table(reports), self._find)

    def result(self, ticket: Any) -> list[Reading]:
        """The chunk's readings; LostError where its worker or node died again and again."""
        from ray.exceptions import RayError, RayTaskError

        if self._halted and not self._ray.wait([ticket], timeout=0)[0]:
            raise KeyboardInterrupt
        try:
            return list(readings_of(self._ray.get(ticket)))
        except RayTaskError:
            raise  # what the reading itself raised
        except RayError as fault:
            raise LostError("the worker that read it was ended by the system") from fault

    def halt(self) -> None:
        """Chunks that are not read yet are left alone."""
        self._halted = True

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._own:
            self._ray.shutdown()


start = Ray


def _library() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    arrow()
    try:
        import ray
    except ImportError as fault:
        raise SetupError("ray: not installed (pip install 'rashomon[cluster]')") from fault
    return ray
