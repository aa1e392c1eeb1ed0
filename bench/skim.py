"""What --skim keeps of reports in which people found claims, and how much of other news it passes over.

    python bench/skim.py

The reports of war are those that people read claim by claim (../shared/gold, with the further ones); other news are articles
about politics of the third-party measure of quotations (../shared/bench): near to war in their words, so a hard case.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from rashomon.claims import read_many
from rashomon.knowledge import load
from rashomon.model import Report
from rashomon.reports import read
from rashomon.reports.skim import is_of_war

SHARED = Path(__file__).resolve().parents[2] / "shared"


def marked() -> Iterator[tuple[Report, int]]:
    """Reports that people have read, each with the number of claims that they found in it."""
    for folder in (SHARED / "gold", SHARED / "gold" / "more"):
        for file in sorted((folder / "claims").glob("*.json")):
            for source in (folder / "reports").glob(f"{file.stem}.*"):
                told = json.loads(file.read_text(encoding="utf-8"))
                yield from ((one, len(told["claims"])) for one in read(source.name, source.read_bytes()) if isinstance(one, Report))


def other_news() -> list[Report]:
    """Articles about politics."""
    lines = (SHARED / "bench" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for line in lines for one in read("quotes.jsonl", line.encode()) if isinstance(one, Report)]


def taken(report: Report) -> bool:
    """As `Skim` decides."""
    return is_of_war(f"{report.title or ''} {report.text}")


def seconds(reports: list[Report]) -> float:
    """CPU seconds of reading them."""
    before = process_time()
    for _ in read_many(reports, load()):
        pass
    return process_time() - before


def main() -> dict[str, str]:
    """Measure, print, and give the rows of the table."""
    pairs = list(marked())
    told, silent = [(r, n) for r, n in pairs if n], [r for r, n in pairs if not n]
    kept = [(r, n) for r, n in told if taken(r)]
    other = other_news()
    list(read_many(other[:2], load()))
    before = process_time()
    passed = [report for report in other if not taken(report)]
    cost = process_time() - before
    whole, saved = seconds(other), seconds(passed)
    rows = {
        "skim: reports with claims that are kept": f"{len(kept)} of {len(told)}",
        "skim: their claims": f"{sum(n for _, n in kept)} of {sum(n for _, n in told)}",
        "skim: other news among the same reports, passed over": f"{sum(not taken(r) for r in silent)} of {len(silent)}",
        "skim: articles about politics, passed over": f"{len(passed)} of {len(other)}",
        "skim: reading that is saved on them": f"{saved / whole:.0%} of the CPU, for {cost / whole:.1%} that the look costs",
    }
    for name, value in rows.items():
        print(f"{name:55} {value}")
    return rows


if __name__ == "__main__":
    main()
