"""Runs all that measures work at scale and writes the tables of docs/scale.md between their marks.

python bench/scale.py                      all of them, an hour or more
python bench/scale.py reading [160 5]      words a second: reports and pairs of one job and two, engines, skimming
python bench/scale.py weaving [1000000]    claims into events: other amounts than 10,000, 100,000 and 1,000,000
python bench/scale.py stores [100000]      the ledger on SQLite and PostgreSQL: another amount than 1,000,000 claims
"""

import re
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import jobs
import reading
import skim
import stores
import weaving

from rashomon.knowledge import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
GROWING = (10_000, 100_000, 1_000_000)


def on_one_core(amount: int) -> dict[str, str]:
    """Reading against the bare parse, in one run."""
    found, know = reading.reports(amount), load()
    list(reading.read_many(found[:4], know))
    rates = reading.measure([found[at : at + reading.CHUNK] for at in range(0, len(found), reading.CHUNK)], know)
    return {
        "reading, CPU of one core": f"{rates['claims']:,.0f} words/s",
        "the bare parse, same run": f"{rates['parse']:,.0f} words/s",
        "reading against the bare parse": f"{rates['claims'] / rates['parse']:.2f}",
        "memory of that process at most": f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB",
    }


def of_reading(amount: int = 400, pairs: int = 5) -> str:
    """The table of reading."""
    rows = on_one_core(amount) | jobs.main(amount, pairs)
    if skim.SHARED.is_dir():
        rows |= skim.main()
    return "\n".join(("| what | measured |", "| --- | ---: |", *(f"| {name} | {value} |" for name, value in rows.items())))


def of_weaving(*amounts: int) -> str:
    """The table of weaving."""
    return weaving.main(amounts or GROWING)


PARTS = {"reading": of_reading, "weaving": of_weaving, "stores": stores.main}


def main(part: str = "", *amounts: str) -> None:
    """Measure and write one part, or all."""
    if part and part not in PARTS:
        sys.exit(f"{part}: is none of {', '.join(PARTS)} (name one, then its amounts; without a name all are measured)")
    for name in [part] if part else PARTS:
        table = PARTS[name](*map(int, amounts))
        marks = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        page = PAGE.read_text(encoding="utf-8")
        assert marks.search(page), f"{PAGE}: has no marks for {name}"
        PAGE.write_text(marks.sub(lambda _, made=table: f"{made}\n", page), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
