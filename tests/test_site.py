"""The docs site builds without a warning and loads nothing from elsewhere; the notebook runs and draws."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from rashomon.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NO_NETWORK = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": ""}  # port 9 discards
LOADED = re.compile(r"<(?:script|img|iframe|source)[^>]+src=[\"'](?:https?:)?//|<link[^>]+stylesheet[^>]+href=[\"'](?:https?:)?//|"
                    r"@import\s+(?:url\()?[\"']?(?:https?:)?//|url\([\"']?(?:https?:)?//")  # fmt: skip


def run(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=ROOT, env=os.environ | NO_NETWORK, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    told = run("-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", folder / "trees", "docs", folder / "site")
    assert told == ""
    return folder / "site"


def test_every_page_is_in_the_site_and_in_its_navigation(site: Path) -> None:
    pages = {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in (*DOCS.rglob("*.md"), DOCS / "analysis.ipynb")}
    assert pages <= {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    front = (site / "index.html").read_text(encoding="utf-8")
    tree = front.split('class="sidebar-tree"')[1].split("</aside>")[0]
    assert pages - {"index.html"} == set(re.findall(r'href="([^"#]+\.html)"', tree))


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css")]
    assert len(files) > 20
    assert [path.name for path in files if LOADED.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("word", ["andriivka", "telegram", "robot", "acl"])
def test_the_search_finds_words_of_the_pages(site: Path, word: str) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert [term for term in terms if term.startswith(word)]


@pytest.mark.parametrize(
    "name", ["rashomon.pipeline.tell", "rashomon.model.Claim", "rashomon.ledger.Ledger.claims", "rashomon.errors.ReadingError"]
)
def test_the_reference_is_made_from_the_code(site: Path, name: str) -> None:
    assert f'id="{name}"' in (site / "reference.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_site(site: Path, name: str) -> None:
    page = (site / "cli.html").read_text(encoding="utf-8")
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert f'id="{name}"' in page
    options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts if option.startswith("--")]
    assert [option for option in options if option not in page] == []


def test_the_notebook_runs_draws_and_is_shown_as_it_is_now(tmp_path: Path) -> None:
    made = tmp_path / "out.ipynb"
    run(DOCS / "make_notebook.py", made)
    given, kept = outputs(made), outputs(DOCS / "analysis.ipynb")
    assert [output for output in given if output.get("name") == "stderr" or output["output_type"] == "error"] == []
    pictures = [output["data"]["image/png"] for output in given if "image/png" in output.get("data", {})]
    assert [base64.b64decode(picture)[:4] for picture in pictures] == [b"\x89PNG"] * 3
    assert words(given) == words(kept), "run: make docs"


def outputs(page: Path) -> list[dict[str, Any]]:
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def words(given: list[dict[str, Any]]) -> list[Any]:
    """Words and numbers; pictures differ from machine to machine by their fonts."""
    return [output.get("text") or output["data"].get("text/plain") for output in given]
