"""Words a second on one core and peak memory, with claims and for the parse alone, over 1,000 reports.

    python bench/reading.py            1,000 reports, some minutes
    python bench/reading.py 100        fewer

The reports are the texts kept beside the project (../shared/gold) where they are present, else the sample reports, repeated
with changed names: one name in four is spelt anew in every round, so that nothing is quick because it was met before.
Both rates come from one run: chunks are parsed and read in turn, and each rate is the median over the chunks.
"""

import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time
from zlib import crc32

from rashomon.claims import read_many
from rashomon.claims.parse.grammar import BATCH, language_model, lay_out
from rashomon.knowledge import Knowledge, load
from rashomon.model import Report
from rashomon.reports import read

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (ROOT.parent / "shared" / "gold" / "reports", ROOT / "src" / "rashomon" / "samples")
NAME = re.compile(r"\b[A-Z][a-z]{5,}\b")
SHIFTED = str.maketrans("aeiou", "eioua")
CHUNK = 50  # reports

Work = Callable[[list[Report]], Iterable[object]]


def reports(amount: int) -> list[Report]:
    """`amount` reports in English, the texts in turn, each round with other names."""
    folder = next(folder for folder in TEXTS if folder.is_dir())
    files = sorted(folder.glob("*.txt"))
    found: list[Report] = []
    for turn in count():
        for file in files:
            content = _renamed(file.read_text(encoding="utf-8"), turn).encode()
            found += [one for one in read(file.name, content) if isinstance(one, Report) and one.language == "en"]
            if len(found) >= amount:
                return found[:amount]
    raise AssertionError("unreachable: count() does not end")


def _renamed(text: str, turn: int) -> str:
    def other(name: re.Match[str]) -> str:
        changed = turn and crc32(f"{turn} {name[0]}".encode()) % 4 == 0
        return name[0].translate(SHIFTED) if changed else name[0]

    return NAME.sub(other, text)


def words(chunk: list[Report]) -> int:
    """Words of a chunk, as white space parts them."""
    return sum(len(report.text.split()) for report in chunk)


def rate(work: Work, chunk: list[Report]) -> float:
    """Words a CPU second; what is found is dropped at once."""
    before = process_time()
    deque(work(chunk), maxlen=0)
    return words(chunk) / (process_time() - before)


def bare_parse(chunk: list[Report], know: Knowledge) -> Iterable[object]:
    """The model's parse of the same words, and nothing of ours after it."""
    return language_model().pipe((lay_out(report, know.is_name).doc for report in chunk), batch_size=BATCH)


def measure(chunks: list[list[Report]], know: Knowledge) -> dict[str, float]:
    """The median rate of each kind of work, taken in turn and in changing order."""
    works: list[tuple[str, Work]] = [
        ("claims", lambda chunk: read_many(chunk, know)),
        ("parse", lambda chunk: bare_parse(chunk, know)),
    ]
    rates: dict[str, list[float]] = {name: [] for name, _ in works}
    for chunk in chunks:
        for name, work in works:
            rates[name].append(rate(work, chunk))
        works.reverse()
    return {name: median(found) for name, found in rates.items()}


def main(amount: int = 1000) -> None:
    """Measure and print."""
    know = load()
    found = reports(amount)
    deque(read_many(found[:4], know), maxlen=0)  # model and gazetteer are loaded before the clock starts
    rates = measure([found[start : start + CHUNK] for start in range(0, len(found), CHUNK)], know)
    print(f"{len(found):,} reports, {words(found):,} words, one core")
    print(f"with claims   {rates['claims']:8,.0f} words/s")
    print(f"parse alone   {rates['parse']:8,.0f} words/s")
    print(f"ratio         {rates['claims'] / rates['parse']:8.2f}")
    print(f"peak memory   {getrusage(RUSAGE_SELF).ru_maxrss / 1024:8,.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
