"""Reports -> readings, in this process or where the plan says; what costs too much or fails costs itself alone."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from rashomon.budget import careful
from rashomon.claims import read_many
from rashomon.engines import CHUNK, Find, chunk_size, read_chunks, start
from rashomon.errors import BudgetError, ReadingError
from rashomon.intake.plan import PLAIN, Plan
from rashomon.knowledge import Knowledge, load
from rashomon.model import Issue, PlaceRole, Reading, Report, Where

K = TypeVar("K")

MOST_PLACES = 20  # unresolved names told of one report
SHOWN = 3  # places told of a name that may be several


def find_all(reports: Iterable[Report], know: Knowledge | None = None) -> Iterator[Reading]:
    """Everything that each report says, in order, and what stays open. The reports are parsed in batches: give many at once."""
    line, known = iter(reports), know or load()
    while chunk := tuple(islice(line, CHUNK)):
        for report, reading in zip(chunk, _readings(chunk, known), strict=True):
            yield replace(reading, issues=(*reading.issues, *open_ends(report, reading)))


def _readings(chunk: tuple[Report, ...], know: Knowledge) -> Iterator[Reading]:
    """A reading for each report. Where one costs too much or fails, nobody knows which yet: those that are left are read alone."""
    found, size, done = read_many(chunk, know), sum(len(report.text) for report in chunk), 0
    try:
        while 1 < len(chunk) > done:
            with careful(chunk[done].name, size):
                reading = next(found)
            done += 1
            yield reading
    except ReadingError:
        pass
    yield from (_alone(report, know) for report in chunk[done:])


def _alone(report: Report, know: Knowledge) -> Reading:
    """The reading of one report; an empty one with an issue where it costs too much or fails."""
    try:
        with careful(report.name, len(report.text)):
            return next(read_many([report], know))
    except ReadingError as fault:
        kind = "too-costly" if isinstance(fault, BudgetError) else "not-read"
        return Reading(report.id, issues=(Issue(kind, report.name, f"{fault.cause} ({fault.remedy})", report.id),))


def open_ends(report: Report, reading: Reading) -> Iterator[Issue]:
    """What a reading leaves open: no day of publication; names of events' places that stay several or none, one issue a name."""
    if report.published is None:
        yield Issue("undated", report.name, "no day of publication is found (give it with --published)", report.id)
    spots = (where for claim in reading.claims for where in claim.places)
    unresolved = {where.text: where for where in spots if where.role is PlaceRole.EVENT and where.place is None}
    for where in islice(unresolved.values(), MOST_PLACES):
        yield Issue("unresolved-place", report.name, _why_open(where), report.id, where.span)


def _why_open(where: Where) -> str:
    if not where.candidates:
        return f"{where.text!r} is no place that is known (rashomon gazetteer add FILE takes more in)"
    names = "; ".join(", ".join((one.place.name, *reversed(one.place.admin))) for one in where.candidates[:SHOWN])
    return f"{where.text!r} may be {names} (rashomon gazetteer look {where.text!r} tells the reasons)"


def find_everywhere(reports: Iterable[Report], plan: Plan = PLAIN, know: Knowledge | None = None) -> Iterator[Reading | Issue]:
    """The reading of each report, in order, found where the plan says; an Issue for one that ended its worker.

    Workers load their knowledge themselves: with a `know` of one's own the reports are read in this process.
    """
    if know is not None:
        yield from find_all(reports, know)
        return
    line, size = iter(reports), chunk_size(plan.engine)
    for _, found in read_in(((None, chunk) for chunk in iter(lambda: tuple(islice(line, size)), ())), plan):
        yield from found


def read_in(
    chunks: Iterable[tuple[K, tuple[Report, ...]]], plan: Plan, find: Find = find_all
) -> Iterator[tuple[K, Iterable[Reading | Issue]]]:
    """The readings of chunks of reports, in order, where the plan says."""
    few = start(find) if plan.jobs is None and plan.engine is None else None
    return read_chunks(chunks, lambda: start(find, plan.jobs or cores(), plan.engine), few=few)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
