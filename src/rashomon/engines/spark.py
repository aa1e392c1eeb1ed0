"""Spark jobs: a chunk is a job of one task, so that a report that ends its worker ends one job."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from rashomon.engines import Find, LostError
from rashomon.engines.tables import arrow, find_in, readings_of, readings_schema, reports_table
from rashomon.errors import SetupError
from rashomon.model import Reading, Report

LOCAL = "local[*,4]"  # all cores; without the 4 a task of a local master is tried once
AHEAD = 2  # jobs for each core


class Spark:
    """A session on a master; one that is already there is used and left."""

    def __init__(self, find: Find, address: str) -> None:
        self._find = find
        self._session, self._own = _session(address)
        self.ahead = AHEAD * self._session.sparkContext.defaultParallelism
        self._drivers = ThreadPoolExecutor(self.ahead)
        self._halted = False

    def submit(self, reports: Sequence[Report]) -> Future[Any]:
        """The job's future."""
        return self._drivers.submit(self._run, reports_table(reports))

    def _run(self, table: Any) -> Any:
        find = self._find

        def work(batches: Iterator[Any]) -> Iterator[Any]:
            found = find_in(arrow().Table.from_batches(batches), find)
            yield from found.to_batches()

        frame = self._session.createDataFrame(table).coalesce(1)
        return frame.mapInArrow(work, "id string, claims array<string>, issues array<string>").toArrow()

    def result(self, ticket: Future[Any]) -> list[Reading]:
        """The chunk's readings; LostError where its job failed after all tries."""
        from py4j.protocol import Py4JJavaError

        if self._halted and not ticket.done():
            raise KeyboardInterrupt
        try:
            return list(readings_of(ticket.result().cast(readings_schema())))
        except Py4JJavaError as fault:
            if "Python worker exited unexpectedly" in str(fault) or "ExecutorLostFailure" in str(fault):
                raise LostError("the worker that read it was ended by the system") from fault
            raise

    def halt(self) -> None:
        """Chunks that are not read yet are left alone."""
        self._halted = True

    def close(self) -> None:
        """End the jobs, and the session where it was started here."""
        self._session.sparkContext.cancelAllJobs()
        self._drivers.shutdown(cancel_futures=True)
        if self._own:
            self._session.stop()


start = Spark


def _master(address: str) -> str:
    """As Spark has it: ``local[2,4]``, ``yarn`` and ``k8s://...`` as they are, a host with its port as ``spark://HOST:PORT``."""
    plain = not address or address.startswith(("local", "k8s://", "yarn"))
    return (address or LOCAL) if plain else f"spark://{address}"


def _session(address: str) -> tuple[Any, bool]:
    arrow()
    try:
        from pyspark.sql import SparkSession
    except ImportError as fault:
        raise SetupError("pyspark: not installed (pip install 'rashomon[spark]')") from fault
    known = SparkSession.getActiveSession()
    if known is not None:
        return known, False
    if address.startswith("local") or not address:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("rashomon").config("spark.ui.enabled", "false")
    try:
        return builder.master(_master(address)).getOrCreate(), True
    except Exception as fault:
        raise SetupError(f"spark://{address}: no session: {fault} (Java 17 and the master's address are needed)") from fault
