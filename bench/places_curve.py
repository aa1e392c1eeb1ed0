"""Rows with a mention and its point, and what `annotate` found -> the share right and wrong at each margin, as a table.

    rashomon annotate places.jsonl > found.jsonl
    python bench/places_curve.py places.jsonl found.jsonl

A row has `id`, `text`, `mention`, `latitude`, `longitude`; right is within ten kilometres.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rashomon.claims.places.choice import TWINS
from rashomon.knowledge.places import kilometres

RIGHT = 10.0  # km
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8)


def rows(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def away(one, other) -> float:
    return kilometres(one["latitude"], one["longitude"], other["latitude"], other["longitude"])


def leads(gold, found) -> Iterator[tuple[float, bool, str]]:
    """For each row by how much the first candidate leads, whether it is right, and the name asked for."""
    for row in gold:
        start = row["text"].rindex(row["mention"])
        end = start + len(row["mention"])
        touching = (place for place in found[row["id"]]["places"] if place["start"] < end and place["end"] > start)
        candidates = next((place["candidates"] for place in touching if place["candidates"]), [])
        if not candidates:
            yield -1.0, False, row["mention"]
            continue
        best = candidates[0]
        rival = max((other["score"] for other in candidates[1:] if away(best, other) > TWINS), default=0.0)
        yield best["score"] - rival, away(row, best) <= RIGHT, row["mention"]


def curve(gold, found) -> Iterator[tuple[float, float, float, float]]:
    """Margin, share right, share wrong, and share right over distinct names."""
    told = list(leads(gold, found))
    for margin in MARGINS:
        names: dict[str, list[bool]] = {}
        for lead, right, name in told:
            names.setdefault(name, []).append(right and lead >= margin)
        right, wrong = (sum(lead >= margin and good is want for lead, good, _ in told) / len(told) for want in (True, False))
        yield margin, right, wrong, sum(sum(each) / len(each) for each in names.values()) / len(names)


if __name__ == "__main__":
    asked, answered = rows(sys.argv[1]), {row["doc"]: row for row in rows(sys.argv[2])}
    print("| margin | right | wrong | unresolved or not found | right over distinct names |\n| --- | --- | --- | --- | --- |")
    for margin, right, wrong, distinct in curve(asked, answered):
        print(f"| {margin:.2f} | {right:.3f} | {wrong:.3f} | {1 - right - wrong:.3f} | {distinct:.3f} |")
