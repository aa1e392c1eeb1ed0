"""How the cost of hostile texts grows: CPU seconds for a text, and for three times as much of it.

    python bench/worst.py        2,000 and 6,000 characters of each
    python bench/worst.py 20000  20,000 and 60,000: minutes

Cost that grows in line with length is a ratio of 3, with its square 9. What takes longer than a report's budget is an issue.
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.fuzz.hostile import LINE, WORST, check_readings, check_sources

from rashomon.knowledge import load

TIMES = 3


def cost(text: str) -> float:
    """CPU seconds from bytes to claims."""
    start = process_time()
    check_readings(check_sources("a.txt", text.encode()), load())
    return process_time() - start


def main(length: int) -> None:
    """One line a text, the worst last."""
    cost(LINE)
    rows = []
    for what, text in WORST.items():
        whole = text * (TIMES * length // len(text) + 1)
        small, large = cost(whole[:length]), cost(whole[: TIMES * length])
        rows.append((large / small, large, what))
    for ratio, seconds, what in sorted(rows):
        print(f"{ratio:5.1f}  {seconds:7.2f} s  {what}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
