"""Pages with ```console blocks -> the same pages with what each command prints now.

    python docs/make_shown.py            every page
    python docs/make_shown.py tutorial   one page

The commands of a page run one after another in a scratch folder that holds `src` of this project, as a reader would run
them in a clone. A command that fails ends the run.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from os import environ
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page that shows what a command prints."""
    return [page for page in sorted((ROOT / "README.md", *DOCS.rglob("*.md"))) if BLOCK.search(page.read_text(encoding="utf-8"))]


def commands(block: str) -> Iterator[str]:
    """The commands of a block, one a line, behind their dollar sign."""
    return (line[2:] for line in block.splitlines() if line.startswith("$ "))


def refill(page: str, folder: Path) -> str:
    """The page with each command's output below it, as the command prints it in `folder`."""
    return BLOCK.sub(lambda block: "".join(f"$ {command}\n{_run(command, folder)}" for command in commands(block[0])), page)


def _run(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}:{environ['PATH']}"
    settings = environ | {"PATH": path, "COLUMNS": "110"}
    shell = ["bash", "-c", command]
    done = subprocess.run(shell, cwd=folder, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode or re.search(r"^(?:Error:|Traceback)", done.stdout, re.MULTILINE):  # also of a command before a pipe
        sys.exit(f"{command}: left with {done.returncode}\n{done.stdout}(correct the page or the program)")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main(names: list[str]) -> None:
    """Refill the pages of these names, or all."""
    for page in pages():
        if not names or page.stem in names:
            with tempfile.TemporaryDirectory() as scratch:
                Path(scratch, "src").symlink_to(ROOT / "src")
                page.write_text(refill(page.read_text(encoding="utf-8"), Path(scratch)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
