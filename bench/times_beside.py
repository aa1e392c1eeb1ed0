"""Times of sentences, ours beside dateparser: found (precision, recall, F1) and days exactly right.

    python bench/times_beside.py [FILE]

FILE is JSON Lines of `text`, the `date` it is seen from, and `times` with `start`, `end` and the accepted `days`; it lies
beside the project (../shared/bench/times.jsonl). A time is found where its words overlap; its days are right where they are
one of those accepted. Our clauses are not parsed here: futures are known by "will" and its like alone.
"""

import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import msgspec
from dateparser.search import search_dates

from rashomon.claims.times import find_times
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import DatedBy, Published, Span

FILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "times.jsonl"
FUTURE = re.compile(r"\b(?:will|shall|going to|plan|schedule|arrange|next)\b|['’]ll\b", re.IGNORECASE)

Days = tuple[date, date]


class Told(msgspec.Struct):
    start: int
    end: int
    days: list[Days] = []


class Row(msgspec.Struct):
    text: str
    date: date
    times: list[Told]


class Found(msgspec.Struct):
    start: int
    end: int
    days: Days | None


def ours(row: Row) -> Iterable[Found]:
    """What Rashomon finds, seen from the day of the row."""
    anchors, published = load_anchors(), Published(row.date, row.date, DatedBy.GIVEN)

    def ahead(span: Span) -> bool:
        return FUTURE.search(row.text) is not None

    for when in find_times(row.text, published, anchors, ahead):
        yield Found(when.span.start, when.span.end, (when.first, when.last) if when.first and when.last else None)


def dateparsers(row: Row) -> Iterable[Found]:
    """What dateparser finds, English only, seen from the same day; it knows single days alone."""
    settings = {"RELATIVE_BASE": datetime.combine(row.date, datetime.min.time())}
    place = 0
    for words, moment in search_dates(row.text, languages=["en"], settings=settings) or ():
        start = row.text.find(words, place)
        place = start + len(words)
        yield Found(start, place, (moment.date(), moment.date()))


def measure(rows: list[Row], find: Callable[[Row], Iterable[Found]]) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of the words, and the share of dated times whose days are right."""
    hits = found = right = dated = 0
    for row in rows:
        free = list(find(row))
        found += len(free)
        for told in row.times:
            dated += bool(told.days)
            hit = next((each for each in free if each.start < told.end and told.start < each.end), None)
            if hit is not None:
                free.remove(hit)
                hits += 1
                right += hit.days in told.days
    told_times = sum(len(row.times) for row in rows)
    precision, recall = hits / max(1, found), hits / max(1, told_times)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), right / max(1, dated)


def main() -> None:
    path = Path(sys.argv[1]) if sys.argv[1:] else FILE
    if not path.exists():
        sys.exit(f"{path}: no such file (name a file of sentences with their times)")
    rows = [msgspec.json.decode(line, type=Row) for line in path.read_bytes().splitlines() if line.strip()]
    print(f"{len(rows)} sentences      P      R     F1  days right")
    for name, find in (("Rashomon", ours), ("dateparser", dateparsers)):
        precision, recall, both, right = measure(rows, find)
        print(f"{name:14}  {precision:.3f}  {recall:.3f}  {both:.3f}       {right:.3f}")


if __name__ == "__main__":
    main()
