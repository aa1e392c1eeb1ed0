"""Seconds to weave synthetic claims into events, on one core, for growing amounts; the largest block and event beside them.

    python bench/weaving.py                   1,000, 10,000 and 100,000 claims
    python bench/weaving.py 1000000           other amounts
    python bench/weaving.py --rows 10000000   the sorting of blocks alone, over so many rows

A happening has one kind, place and day and is told by few reports or by hundreds (Zipf); a tenth of the places has most of the
happenings; a report tells of five. One claim in five has no day, one in ten no place, one in three no source; reworded,
cut short, and copied from an agency; the words of quotes are those of a vocabulary of 5,000.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import log
from multiprocessing import get_context
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time

import numpy as np

from rashomon.events import Loom, weave
from rashomon.events.blocks import Runs
from rashomon.model import (
    Candidate,
    ChainRole,
    Claim,
    DatedBy,
    Event,
    Kind,
    Link,
    Party,
    Place,
    PlaceRole,
    Published,
    Quantity,
    Report,
    Span,
    When,
    Where,
)

AMOUNTS = (1_000, 10_000, 100_000)
HEAD = (
    "| claims | seconds | claims/s | events | of one claim | largest event | peak MB | last day: claims | compared | seconds |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)
AT_ONCE = 100_000  # claims: from there on the last day is not woven apart
BEGIN = date(2023, 1, 1)
SIDES = ("North", "South")
KINDS = (Kind.STRIKE, Kind.CASUALTIES, Kind.ATTACK, Kind.REPEL, Kind.CAPTURE, Kind.HOLD, Kind.ASSESS, Kind.AID, Kind.NEGOTIATE)
OFTEN = (22, 18, 14, 8, 6, 5, 15, 6, 6)
VOCABULARY = [f"word{number}" for number in range(1, 5_001)]
RARITY = list(accumulate(1 / number for number in range(1, 5_001)))  # words are as rare as in a language (Zipf)


@dataclass(frozen=True, slots=True)
class Happening:
    """What the claims of one event have in common."""

    kind: Kind
    place: Place
    day: date
    side: str
    words: str


def zipf(chance: Random, most: int, steep: float = 1.3) -> int:
    """1 often, `most` seldom."""
    return min(most, int(chance.paretovariate(steep - 0.3)))


def happenings(chance: Random, amount: int) -> Iterator[Happening]:
    """Happenings without end; the days grow with the amount, as an archive does."""
    places = [_place(chance, number) for number in range(max(50, amount // 40))]
    days = max(60, amount // 150)
    while True:
        place = places[min(len(places) - 1, int(len(places) * chance.random() ** 3))]
        words = " ".join(chance.choices(VOCABULARY, cum_weights=RARITY, k=12))
        kind = chance.choices(KINDS, OFTEN)[0]
        yield Happening(kind, place, BEGIN + timedelta(int(days * chance.random())), chance.choice(SIDES), words)


def _place(chance: Random, number: int) -> Place:
    return Place(f"p{number}", f"Place {number}", 46 + 6 * chance.random(), 30 + 10 * chance.random(), "settlement", ("Norland",))


def told(chance: Random, amount: int) -> tuple[list[Report], list[Claim]]:
    """So many claims and their reports."""
    tellings: list[tuple[date, Happening]] = []
    for one in happenings(chance, amount):
        if len(tellings) >= amount:
            break
        tellings += [(one.day + timedelta(chance.choice((0, 0, 1, 1, 2))), one) for _ in range(zipf(chance, 300))]
    tellings = sorted(tellings[:amount], key=lambda pair: (pair[0], chance.random()))
    reports, claims = [], []
    for start in range(0, len(tellings), 5):
        report, found = _report(chance, start, tellings[start : start + 5])
        reports.append(report)
        claims += found
    return reports, claims


def _report(chance: Random, number: int, told: list[tuple[date, Happening]]) -> tuple[Report, list[Claim]]:
    sentences = [_sentence(chance, happening) for _, happening in told]
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    day = told[-1][0]
    report = Report(
        f"r{number}",
        f"Outlet {zipf(chance, 400)}",
        None,
        None,
        text,
        "",
        "en",
        Published(day, day, DatedBy.GIVEN),
        (),
        tuple(spans),
    )
    return report, [_claim(chance, report, span, happening) for span, (_, happening) in zip(spans, told, strict=True)]


def _sentence(chance: Random, happening: Happening) -> str:
    words = happening.words.split()
    if chance.random() < 0.6:
        words = chance.sample(words, k=8) + chance.choices(VOCABULARY, cum_weights=RARITY, k=3)
    return f"The {happening.kind} near {happening.place.name}: {' '.join(words)}."


def _claim(chance: Random, report: Report, span: Span, one: Happening) -> Claim:
    chain = (Link(ChainRole.SOURCE, f"Source {zipf(chance, 900)}", side=chance.choice(SIDES)),) if chance.random() > 0.33 else ()
    relay = (Link(ChainRole.RELAY, f"Agency {zipf(chance, 9)}"),) if chance.random() < 0.2 else ()
    places = (Where(span, one.place.name, PlaceRole.EVENT, (Candidate(one.place, 1.0, "named"),), True),)
    return Claim(
        report=report.id,
        quote=span,
        cue=span,
        kind=one.kind,
        chain=(*chain, *relay),
        actor=Party(f"{one.side} forces", side=one.side) if chance.random() < 0.7 else None,
        places=places if chance.random() > 0.1 else (),
        when=When(span, "", one.day, one.day, "day") if chance.random() > 0.2 else None,
        quantities=(Quantity(span, "people killed", float(zipf(chance, 50)), None),) if one.kind is Kind.CASUALTIES else (),
    )


def weigh(amount: int) -> tuple[float, str]:
    """Seconds and a row: all at once, then the last day onto what was woven before it, which has to give the same."""
    reports, claims = told(Random(amount), amount)
    before = process_time()
    events = weave(claims, reports)
    took = process_time() - before
    sizes = [len(event.claims) for event in events]
    alone = sum(size == 1 for size in sizes) / len(sizes)
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    last = _last_day(reports, claims, events) if amount <= AT_ONCE else " | | "
    row = f"{amount:,} | {took:,.1f} | {amount / took:,.0f} | {len(sizes):,} | {alone:.0%} | {max(sizes):,} | {peak:,.0f} | {last}"
    return took, f"| {row} |"


def _last_day(reports: list[Report], claims: list[Claim], events: tuple[Event, ...]) -> str:
    """Claims, pairs to compare and seconds of the last hundredth of the reports, woven onto the others."""
    late = {report.id for report in reports[-max(1, len(reports) // 100) :]}
    past = [claim for claim in claims if claim.report not in late]
    loom = Loom()
    loom.weave(past, reports)
    before = process_time()
    if loom.weave(claims, reports) != events:
        raise SystemExit("woven day by day the events differ")
    return f"{len(claims) - len(past):,} | {loom.compared:,} | {process_time() - before:.1f}"


def sort_rows(amount: int) -> None:
    """Rows as `Runs` sorts them, with the skew of places and days above: seconds, pairs and memory."""
    chance = np.random.default_rng(amount)
    block = (amount // 40 * chance.random(amount) ** 3).astype(np.int64)
    day = (max(60, amount // 150) * chance.random(amount)).astype(np.int64)
    rows = np.stack((block, day, day + chance.integers(0, 3, amount), chance.integers(0, 27, amount), np.arange(amount)), axis=1)
    before = process_time()
    pairs = sum(len(found) for found in Runs(rows).pairs())
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(f"{amount:,} rows sorted and paired in {process_time() - before:.1f} s, {pairs:,} pairs, peak {peak:,.0f} MB")


def main(amounts: tuple[int, ...] = AMOUNTS) -> str:
    """Measure, print and give a table; a process for each amount, so that the memory is its own."""
    lines, points, context = list(HEAD), [], get_context("spawn")
    print(*lines, sep="\n")
    for amount in amounts:
        with context.Pool(1) as pool:
            took, row = pool.apply(weigh, (amount,))
        lines.append(row)
        points.append((log(amount), log(took)))
        print(row, flush=True)
    if len(points) > 1:
        slope = (points[-1][1] - points[0][1]) / (points[-1][0] - points[0][0])
        lines += ["", f"Slope on log-log axes, from {amounts[0]:,} to {amounts[-1]:,} claims: {slope:.2f}."]
        print(*lines[-2:], sep="\n")
    return "\n".join(lines)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if "--rows" in sys.argv:
        sort_rows(given[0])
    else:
        main(tuple(given) or AMOUNTS)
