"""The docs site builds without a warning and loads nothing from elsewhere; the notebook runs and draws."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

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


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    made = tmp_path_factory.mktemp("notebook") / "out.ipynb"
    run(DOCS / "make_notebook.py", made)
    return json.loads(made.read_text(encoding="utf-8"))["cells"]  # type: ignore[no-any-return]


def outputs(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    return [output for cell in cells for output in cell.get("outputs", [])]  # type: ignore[attr-defined]


def test_the_notebook_draws_three_pictures_without_a_warning(notebook: list[dict[str, object]]) -> None:
    given = outputs(notebook)
    pictures = [output["data"]["image/png"] for output in given if "image/png" in output.get("data", {})]  # type: ignore[index,operator]
    assert len(pictures) == 3
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures)
    assert [output for output in given if output.get("name") == "stderr" or output["output_type"] == "error"] == []


def test_the_notebook_of_the_docs_shows_what_it_gives_now(notebook: list[dict[str, object]]) -> None:
    """Words and numbers; pictures differ from machine to machine by their fonts."""

    def told(cells: list[dict[str, object]]) -> list[object]:
        return [output.get("text") or output["data"].get("text/plain") for output in outputs(cells)]  # type: ignore[attr-defined]

    kept = json.loads((DOCS / "analysis.ipynb").read_text(encoding="utf-8"))["cells"]
    assert told(notebook) == told(kept), "run: make docs"
