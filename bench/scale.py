"""Runs what measures reading at scale and writes the table of docs/scale.md between its marks.

python bench/scale.py [REPORTS [PAIRS]]
"""

import re
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import jobs
import reading
import skim

from rashomon.knowledge import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
MARKS = re.compile(r"(?<=<!-- reading -->\n).*?(?=<!-- /reading -->)", re.DOTALL)


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


def main(amount: int = 400, pairs: int = 5) -> None:
    """Measure and write."""
    rows = on_one_core(amount) | jobs.main(amount, pairs)
    if skim.SHARED.is_dir():
        rows |= skim.main()
    table = "\n".join(f"| {name} | {value} |" for name, value in rows.items())
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MARKS.sub(lambda _: f"| what | measured |\n| --- | ---: |\n{table}\n", text), encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
