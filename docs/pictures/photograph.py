"""The workbench of the sample ledger, photographed view by view -> workbench*.png. `make pictures`; needs Debian's chromium."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from tests.page.conftest import CHROMIUM, DRAWN_BY_SOFTWARE, SAMPLES, read  # noqa: E402
from tests.page.watched import Watched  # noqa: E402

OUT = Path(__file__).parent
CLAIM = "/?from=2023-09-06&to=2023-10-14&sel=claim:072fbfb84699035e"
WIDE = {"width": 1600, "height": 1000}

# name, address, the part that is kept (a region of the page; None keeps all), options of the window
PICTURES = (
    ("workbench", CLAIM, None, WIDE),
    ("workbench-dark", CLAIM, None, WIDE | {"scheme": "dark"}),
    ("workbench-phone", CLAIM, None, {"width": 390, "height": 844}),
    ("workbench-map", CLAIM, "Map of claims", WIDE),
    ("workbench-timeline", "/?from=2023-09-06&to=2023-10-14", "Timeline", WIDE),
    ("workbench-accounts", CLAIM, "Accounts", WIDE),
    ("workbench-source", CLAIM, "Source text", WIDE),
    ("workbench-table", CLAIM, "All claims", WIDE),
    ("workbench-brief", "/?view=brief&day=2023-09-18", None, {"width": 1200, "height": 1000}),
    ("workbench-review", "/?view=review", None, {"width": 1440, "height": 900}),
    ("workbench-pair", "/?view=review", "Decision", {"width": 1440, "height": 1100}),
)
PRESSED = {"workbench-pair": re.compile(r"^Disputed \d+$")}


def take(browser: Browser, printed: str) -> None:
    """Photograph each view of the server that `printed` is the address of."""
    address = urlsplit(printed)
    for name, path, part, options in PICTURES:
        at = Watched(browser, f"http://{address.netloc}", **options)
        at.go(f"{path}#{address.fragment}" if "review" in path else path)
        if name in PRESSED:
            at.click(at.page.get_by_role("button", name=PRESSED[name]))
        (at.view(part) if part else at.page).screenshot(path=OUT / f"{name}.png")
        at.close()
        sys.stdout.write(f"{name}.png\n")


def main() -> None:
    """Read the samples, serve them, photograph, end the server."""
    with TemporaryDirectory() as folder:
        ledger = read(Path(folder) / "samples.db", SAMPLES)
        command = [sys.executable, "-m", "rashomon.cli", "serve", "--ledger", str(ledger), "--port", "0", "--review"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
            assert server.stdout is not None
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=DRAWN_BY_SOFTWARE)
            try:
                take(browser, server.stdout.readline().strip())
            finally:
                browser.close()
                server.terminate()


if __name__ == "__main__":
    main()
