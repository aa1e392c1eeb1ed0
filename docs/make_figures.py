"""The gate, the kinds and the third-party benches -> the measured tables of docs/figures.md, between its markers.

Run by hand where ../shared lies beside the project: `python docs/make_figures.py`.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "figures.md"
BENCH = ROOT.parent / "shared" / "bench"
MEASURES = ("quotes", "times", "kinds")
LINE = re.compile(r"^(?P<name>.+?)\s{2,}(?P<value>\d\.\d{4})\s+\S+\s+(?P<cases>\d+)$")


def gate() -> str:
    """The gate's figures, a row a figure, a column a set of reports."""
    printed = subprocess.run([sys.executable, "tests/gate.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout
    table: dict[str, dict[str, str]] = {}
    heads: dict[str, str] = {}
    part = ""
    for line in printed.splitlines():
        if line.startswith("[") and " reports, " in line:
            part, told = line.split("] ")
            heads[part := part.strip("[")] = told
        elif (found := LINE.match(line)) and part:
            table.setdefault(found["name"], {})[part] = f"{float(found['value']):.3f} ({found['cases']})"
    columns = [f"{part}: {told}" for part, told in heads.items()]
    rows = [[name, *(cells.get(part, "") for part in heads)] for name, cells in table.items()]
    return markdown(["figure (cases)", *columns], rows)


def bench(measure: str) -> str:
    """What the bench's own script prints of the program's output, as it prints it."""
    rows = BENCH / f"{measure}.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch, "out.jsonl")
        with output.open("w") as stream:
            subprocess.run([sys.executable, "-m", "rashomon.cli", "annotate", str(rows)], stdout=stream, check=True)
        command = [sys.executable, str(BENCH / "score.py"), measure, str(rows), str(output)]
        printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return f"{measure}:\n\n```\n{printed.rstrip()}\n```"


def kinds() -> str:
    """The table of bench/misses.py."""
    done = subprocess.run([sys.executable, "bench/misses.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return f"```\n{done.stdout.rstrip()}\n```"


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """A table of Markdown."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def main() -> None:
    """Write the tables; without ../shared the page keeps what it has of them."""
    page = PAGE.read_text(encoding="utf-8")
    made = {"gate": gate()}
    if BENCH.exists():
        made |= {"kinds": kinds(), "bench": "\n\n".join(bench(measure) for measure in MEASURES)}
    for name, text in made.items():
        page = re.sub(
            rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", lambda m, text=text: m[1] + text + m[2], page, flags=re.DOTALL
        )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
