"""Pairs of claims of two reports, marked as one happening or not -> how many the program joins; its largest events.

    python bench/pairs.py             the figures, and why pairs are missed
    python bench/pairs.py --marked    the same from the claims that people marked: what weaving alone does
    python bench/pairs.py --events    and the events of more than one report, in words, the largest first

Reads the texts that are kept beside the project (../shared/gold) where they are present. `pairs.jsonl` names reports and
offsets only. A marked claim counts as found where the program's claim of that report shares most of its words.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from rashomon.events import weave
from rashomon.events.blocks import worth_comparing
from rashomon.events.compare import compare, likeness
from rashomon.events.copies import Copies
from rashomon.events.telling import NEVER, Telling, placed, shelve
from rashomon.events.telling import tell as as_told
from rashomon.events.whereabouts import kilometres
from rashomon.knowledge import Knowledge, load
from rashomon.model import (
    Candidate,
    Certainty,
    ChainRole,
    Claim,
    DatedBy,
    Event,
    Kind,
    Link,
    Party,
    PlaceRole,
    Polarity,
    Published,
    Quantity,
    Record,
    Report,
    Span,
    Verification,
    When,
    Where,
    hull,
)
from rashomon.pipeline import read as read_sources
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


def marked() -> Record:
    """The claims that people marked, as one record; places and sides by their names."""
    know, reports, claims = load(), read_reports(), []
    for name, report in reports.items():
        for row in _gold(name)["claims"]:
            claims.append(_claim(row, report, know))
    events = weave(claims, reports.values())
    return Record(tuple(reports.values()), events)


def read_reports() -> dict[str, Report]:
    """Each text as a report, published when its gold says."""
    found: dict[str, Report] = {}
    for path in sources():
        (report,) = (
            one for one in read_sources((f"{path.stem}{path.suffix}", _content(path.stem, path))) if isinstance(one, Report)
        )
        told = _gold(path.stem)["published"]
        first, last = (told, told) if isinstance(told, str) else told
        found[path.stem] = replace(report, published=Published(day(first), day(last), DatedBy.GIVEN))
    return found


def _gold(name: str) -> dict[str, Any]:
    path = next(path for part in ("claims", "more/claims") if (path := GOLD / part / f"{name}.json").exists())
    return dict(json.loads(path.read_text(encoding="utf-8")))


def day(text: str) -> date:
    """An ISO day."""
    return date.fromisoformat(text)


def _claim(row: dict[str, Any], report: Report, know: Knowledge) -> Claim:
    start = -1
    for _ in range(row.get("nth", 0) + 1):
        start = report.text.index(row["span"], start + 1)
    span = Span(start, start + len(row["span"]))
    roles = (ChainRole.SOURCE, ChainRole.CHANNEL, ChainRole.RELAY)
    sides = {role: know.sides.side_of(row[role.value]) for role in roles if row.get(role.value)}
    when = row.get("when")
    return Claim(
        report=report.id,
        quote=span,
        cue=span,
        kind=Kind(row["kind"]),
        chain=tuple(Link(role, row[role.value], side=side) for role, side in sides.items()),
        actor=_party(row.get("actor"), know),
        target=_party(row.get("target"), know),
        places=tuple(_where(name, span, know) for name in row.get("place") or ()),
        when=When(span, "", day(when[0]), day(when[1]), "day") if when else None,
        quantities=tuple(Quantity(span, one["of"], one["min"], one["max"], one.get("unit")) for one in row.get("quantities") or ()),
        polarity=Polarity(row["polarity"]),
        certainty=Certainty(row["certainty"]),
        verification=Verification(row["verification"]) if row.get("verification") else None,
    )


def _party(name: str | None, know: Knowledge) -> Party | None:
    return Party(name, side=know.sides.side_of(name)) if name else None


def _where(name: str, span: Span, know: Knowledge) -> Where:
    found = tuple(Candidate(place, 1.0, "named") for place in know.places.named(name)[:1])
    return Where(span, name, PlaceRole.EVENT, found, bool(found))


def find(record: Record, name: str, start: int, end: int) -> Claim | None:
    """The claim of the report that is most like the span: by common characters of all; at least half of the shorter of the two."""
    ids = {report.id for report in record.reports if report.name == name}
    span = Span(start, end)
    of_report = [one for one in record.claims if one.report in ids]
    alike = [one for one in of_report if 2 * _common(one.quote, span) >= min(len(span), len(one.quote))]
    return max(alike, key=lambda one: (_common(one.quote, span) / len(hull([one.quote, span])), one.id), default=None)


def _common(left: Span, right: Span) -> int:
    return min(left.end, right.end) - max(left.start, right.start)


def rows() -> list[dict[str, Any]]:
    """The marked pairs."""
    return [json.loads(line) for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def judged(record: Record) -> Iterator[tuple[dict[str, Any], bool, bool]]:
    """Each marked pair, whether both claims were found, and whether they are in one event."""
    home = {claim.id: event.id for event in record.events for claim in event.claims}
    for row in rows():
        left, right = (find(record, row[side], *row[f"{side}_span"]) for side in ("left", "right"))
        found = left is not None and right is not None
        yield row, found, bool(left and right and home[left.id] == home[right.id])


def missed(record: Record) -> Counter[str]:
    """Why the marked pairs of one happening that are not joined are apart: the first step at which they parted."""
    home = {claim.id: event.id for event in record.events for claim in event.claims}
    shelf = shelve(record.reports)
    line = placed(sorted((as_told(claim.id, claim, shelf) for claim in record.claims), key=lambda one: one.order))
    seen = {telling.id: number for number, telling in enumerate(line)}
    copies = Copies(alike=0.6, width=2, words=5)
    for telling in line:
        copies.append(telling.id, telling.words)
    compared = worth_comparing(line, copies.pairs).tolist()
    causes = Counter[str]()
    for row in rows():
        left, right = (find(record, row[side], *row[f"{side}_span"]) for side in ("left", "right"))
        if row["same"] and not (left and right):
            causes["a claim is not found"] += 1
        elif row["same"] and left and right and home[left.id] != home[right.id]:
            numbers = sorted((seen[left.id], seen[right.id]))
            causes[_cause(line[numbers[0]], line[numbers[1]], met=numbers in compared)] += 1
    return causes


def _cause(left: Telling, right: Telling, *, met: bool) -> str:
    because = compare(left, right)
    rules = {reason.rule: reason for reason in because}
    if because[-1].score <= NEVER:
        ahead = because[-1].rule == "kind" and left.family == right.family
        return "one lies ahead, the other has happened" if ahead else f"{because[-1].rule}: no common one"
    if likeness(because) >= left.family.enough:
        return "alike, but the group has no common day or place" if met else "alike, but not compared"
    lacking = [name for name in ("place", "days") if name not in rules or rules[name].score < 0.3]
    return f"score below the line, {' and '.join(lacking)} weak or not told" if lacking else "score below the line"


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
    record = marked() if "--marked" in sys.argv else read()
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
    print("missed pairs of one happening, by the step at which they part")
    for cause, number in sorted(missed(record).items(), key=lambda item: (-item[1], item[0])):
        print(f"{number:>4}  {cause}")
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
