"""Pairs of claims of two reports, marked as one happening or not -> how many the program joins; its largest events.

    python bench/pairs.py             the figures
    python bench/pairs.py --events    and the ten largest events of more than one report, in words

Reads the texts that are kept beside the project (../shared/gold) where they are present. `pairs.jsonl` names reports and
offsets only. A marked claim counts as found where the program's claim of that report shares most of its words.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from rashomon.events.telling import kilometres
from rashomon.model import Claim, Event, Record, Span
from rashomon.pipeline import tell

HERE = Path(__file__).resolve().parent
GOLD = HERE.parents[1] / "shared" / "gold"
FAR = 30  # kilometres
LONG = 31  # days


def sources() -> list[Path]:
    """The texts of both parts."""
    return sorted(path for part in ("reports", "more/reports") for path in (GOLD / part).glob("seed-*.txt")) + sorted(
        path for part in ("reports", "more/reports") for path in (GOLD / part).glob("*.json")
    )


def read() -> Record:
    """All texts as one record; each is named by its file."""
    rows = [(path.stem, path) for path in sources()]
    return tell([(f"{name}{path.suffix}", _content(name, path)) for name, path in rows])


def _content(name: str, path: Path) -> bytes:
    """A row of JSON gets the name of its file, so that the marks find it."""
    if path.suffix != ".json":
        return path.read_bytes()
    return json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"id": name}).encode()


def find(record: Record, name: str, start: int, end: int) -> Claim | None:
    """The claim of the report that shares most with the span; at least half of the shorter of the two."""
    ids = {report.id for report in record.reports if report.name == name}
    span = Span(start, end)
    alike = [(_common(one.quote, span), one.id, one) for one in record.claims if one.report in ids]
    best = max((one for one in alike if 2 * one[0] >= min(len(span), len(one[2].quote))), default=None)
    return best[2] if best else None


def _common(left: Span, right: Span) -> int:
    return min(left.end, right.end) - max(left.start, right.start)


def judged(record: Record) -> Iterator[tuple[dict[str, Any], bool, bool]]:
    """Each marked pair, whether both claims were found, and whether they are in one event."""
    home = {claim.id: event.id for event in record.events for claim in event.claims}
    for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        left, right = (find(record, row[side], *row[f"{side}_span"]) for side in ("left", "right"))
        found = left is not None and right is not None
        yield row, found, bool(left and right and home[left.id] == home[right.id])


def far_apart(event: Event) -> float:
    """Kilometres between the two claims whose nearest resolved settlements are farthest from each other."""
    spots = [[spot.place for spot in claim.places if spot.place and spot.place.feature == "settlement"] for claim in event.claims]
    return max(
        (min(kilometres(a, b) for a in left for b in right) for left, right in combinations(filter(None, spots), 2)), default=0
    )


def days_apart(event: Event) -> int:
    """Days between the told days of the two claims that are farthest apart."""
    told = [claim.when for claim in event.claims if claim.when and claim.when.first and claim.when.last]
    return max(((b.first - a.last).days for a in told for b in told if a.last and b.first), default=0)


def main() -> None:
    """Measure and print."""
    record = read()
    counts = Counter[str]()
    for row, found, joined in judged(record):
        kind = "same" if row["same"] else "not"
        counts.update({kind: 1, f"{kind} found": found, f"{kind} joined": joined})
        if "--events" in sys.argv and found and joined != row["same"]:
            print("apart" if row["same"] else "joined", row["left"], row["left_span"], row["right"], row["right_span"])
    joined = counts["same joined"] + counts["not joined"]
    sizes = [len(event.claims) for event in record.events]
    cross = [event for event in record.events if len({claim.report for claim in event.claims}) > 1]
    print(f"{len(record.reports)} reports, {sum(sizes)} claims, {len(sizes)} events, {len(cross)} of several reports")
    print(f"singletons                      {sum(size == 1 for size in sizes) / len(sizes):.2f}")
    both = f"both found: {counts['same found']}, {counts['not found']}"
    print(f"marked pairs                    {counts['same']} same, {counts['not']} not; {both}")
    print(f"recall, all marked pairs        {counts['same joined'] / counts['same']:.2f}")
    print(f"recall, where both were found   {counts['same joined'] / counts['same found']:.2f}")
    print(f"precision                       {counts['same joined'] / joined if joined else 1:.2f}")
    print(f"joins places over {FAR} km apart    {sum(far_apart(event) > FAR for event in record.events)}")
    print(f"joins days over {LONG} days apart    {sum(days_apart(event) > LONG for event in record.events)}")
    if "--events" in sys.argv:
        tell_largest(record, cross)


def tell_largest(record: Record, cross: list[Event]) -> None:
    """The ten largest events of several reports, then all other joins over reports."""
    reports = {report.id: report for report in record.reports}
    for event in sorted(cross, key=lambda one: -len(one.claims)):
        print(f"\n{len(event.claims)} claims, {len(event.origins)} origins, {', '.join(one.rule for one in event.standing)}")
        for claim in event.claims:
            report = reports[claim.report]
            words = " ".join(claim.quote.of(report.text).split())[:110]
            where = ", ".join(spot.text for spot in claim.places)
            when = f"{claim.when.first}..{claim.when.last}" if claim.when else "-"
            print(f"  {report.name} {claim.kind} [{claim.source.name if claim.source else '-'}] {where} {when}: {words}")


if __name__ == "__main__":
    main()
