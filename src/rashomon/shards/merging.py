"""The files of all shares -> a ledger, by one writer."""

import heapq
from collections.abc import Generator, Iterator
from itertools import groupby

import msgspec

from rashomon.errors import ReadingError, SetupError
from rashomon.intake import Step
from rashomon.ledger import Ledger, Source
from rashomon.model import Claim, Issue, Reading, Report
from rashomon.shards.files import Row, cover_of, issues_of, read_file, rows_of, shares_in


def merge(ledger: Ledger, place: str, *, partial: bool = False) -> Generator[Step, None, None]:
    """The shards below `place` into a ledger, in the order of the sources: what reading them here would have given.

    A second run goes on where the first one ended. Raises SetupError where shares are missing, unless `partial`, and where they
    are not of one reading.
    """
    shares = _checked(place, partial=partial)
    rows = heapq.merge(*(rows_of(files) for files in shares), key=lambda row: int(row["number"]))
    for _, of_source in groupby(rows, key=lambda row: (row["source"], row["reader"])):
        yield from _merge_source(ledger, of_source)


def sources_in(place: str, *, partial: bool = False) -> int:
    """How many sources the shards below `place` hold; raises as `merge` does."""
    return sum(row["given"] is not None for files in _checked(place, partial=partial) for row in rows_of(files, ["given"]))


def _merge_source(ledger: Ledger, rows: Iterator[Row]) -> Iterator[Step]:
    """The rows of one source; a source that the ledger has seen already is passed over."""
    for row in rows:
        source = Source(row["source"], row["source_hash"], row["reader"])
        known = ledger.seen(source) if source.source_hash else None
        if known is not None:
            yield Step(source.name, sources=row["given"] is not None, known=known if row["given"] is not None else 0)
        elif row["report"] is not None:
            yield _merge_report(ledger, row, source)
        elif row["given"] is not None:
            ledger.finish(source, row["given"], issues_of(row))
            yield Step(source.name, sources=1, issues=issues_of(row))
        else:
            for issue in issues_of(row):
                ledger.add_issue(issue, source=source)
            yield Step(source.name, issues=issues_of(row))


def _merge_report(ledger: Ledger, row: Row, source: Source) -> Step:
    report = msgspec.json.decode(row["report"], type=Report)
    if ledger.holds(report.id, source.reader) or ledger.redacted(report.id):
        return Step(report.name, known=1)
    claims = tuple(msgspec.json.decode(text, type=Claim) for text in row["claims"])
    issues = issues_of(row)
    try:
        ledger.add(report, Reading(report.id, claims=claims, issues=issues), source=source)
    except ReadingError as fault:
        issue = Issue("not-stored", fault.name, f"{fault.cause} ({fault.remedy})")
        ledger.add_issue(issue, source=source)
        return Step(report.name, issues=(issue,))
    return Step(report.name, reports=1, claims=len(claims), issues=issues)


def _checked(place: str, *, partial: bool) -> list[list[str]]:
    """The files of each share, when all shares are there and of one reading."""
    shares = shares_in(place)
    covers = [cover_of(read_file(files[-1], []), files[-1]) for files in shares]
    if not covers:
        raise SetupError(f"{place}: holds no shards (rashomon read SOURCES --shards {place} writes them)")
    if len({(cover.share.of, cover.listing, cover.reader) for cover in covers}) > 1:
        cause = "the shards are of different sources, options or versions"
        raise SetupError(f"{place}: {cause} (read them with one command, into a folder of their own)")
    done = {cover.share.number for cover in covers if cover.last}
    missing = [str(number) for number in range(1, covers[0].share.of + 1) if number not in done]
    if missing and not partial:
        raise SetupError(f"{place}: not done: {', '.join(missing)} of {covers[0].share.of} (run them, or merge with --partial)")
    return shares
