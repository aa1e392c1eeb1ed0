"""Main-thread time of the page over a million synthetic claims, until all of it can be used; the table is that of docs/figures.md.

    python bench/page_usable.py                  1,000,000 claims: the read model of bench/page_million.py, made where it is missing
    python bench/page_usable.py 100000 FOLDER    another amount, another folder

Chromium counts: the CPU time of all tasks of the page's main thread (`TaskDuration` in thread ticks), and in it scripts, style and
layout. "Table" is when the first rows, the counts and the events stand; "all" when the map is drawn and rests and no answer is
outstanding. The map is drawn by software, in threads of its own. Cold is the first page of a server and a browser just started.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from page_million import FOLDER, build

CHROMIUM, BY_SOFTWARE = "/usr/bin/chromium", ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
ROUNDS = 5
PATIENCE = 120  # seconds
PAGES = (("all claims", "/"), ("one month", "/?from=2031-03-01&to=2031-03-31"), ("one kind", "/?kind=capture"))
TABLE = """document.querySelector('section.rows tbody tr')
    && document.querySelector('.accounts li') && !document.querySelector('.rows [aria-busy=true]')"""
ALL = "!document.querySelector('[aria-busy=true], .notice .bar') && document.querySelector('.map[data-ready]')"
SPENT = ("TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")


def spent(session: CDPSession) -> list[float]:
    """Milliseconds of the main thread: all, scripts, style, layout."""
    told = {one["name"]: one["value"] * 1000 for one in session.send("Performance.getMetrics")["metrics"]}
    return [told[name] for name in SPENT]


def until(page: Page, condition: str) -> None:
    """Wait; polled seldom, since asking is a task of the main thread too."""
    end = monotonic() + PATIENCE
    while not page.evaluate(f"() => Boolean({condition})"):
        if monotonic() > end:
            raise SystemExit(f"the page did not come to rest in {PATIENCE} s")
        page.wait_for_timeout(250)


def load(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    """What was spent until the table stands, and until all does."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address, wait_until="commit")
        until(page, TABLE)
        table = spent(session)
        until(page, ALL)
        return table, spent(session)


def main(amount: int = 1_000_000, folder: Path = FOLDER) -> None:
    """Measure and print."""
    ledger = build(folder, amount)
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0"]
    print("| page | table, cold | table, warm | all, cold | all, warm | of it scripts | style and layout |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, path in PAGES:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
            assert server.stdout is not None
            address = server.stdout.readline().strip().rstrip("/")
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BY_SOFTWARE)
            first, *rest = [load(browser, address + path) for _ in range(ROUNDS + 1)]
            browser.close()
            server.terminate()
        table, everything = ([median(part) for part in zip(*found, strict=True)] for found in zip(*rest, strict=True))
        cells = (first[0][0], table[0], first[1][0], everything[0], everything[1], everything[2] + everything[3])
        print(f"| {name} | {' | '.join(f'{cell:.0f}' for cell in cells)} |", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(given[0])] if given else []), *([Path(given[1])] if len(given) > 1 else []))
