"""Help appears at once: it imports no command, and no library but click."""

import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from rashomon.cli import COMMANDS, main

HEAVY = ("spacy", "sqlalchemy", "alembic", "rich", "numpy", "msgspec", "rashomon.ledger", "rashomon.pipeline", "rashomon.knowledge")

LISTEN = """
import atexit, json, resource, sys
def tell():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([sorted(sys.modules), usage.ru_utime + usage.ru_stime]), file=sys.stderr)
atexit.register(tell)
from rashomon.cli import main
main(sys.argv[1:], prog_name="rashomon")
"""


def modules_and_seconds(*arguments: str) -> tuple[set[str], float]:
    done = subprocess.run([sys.executable, "-c", LISTEN, *arguments], capture_output=True, text=True, check=True)
    modules, seconds = json.loads(done.stderr.splitlines()[-1])
    return set(modules), seconds


def test_help_imports_nothing_heavy_and_costs_little() -> None:
    modules, seconds = modules_and_seconds("--help")
    assert modules.isdisjoint(HEAVY)
    assert not [name for name in modules if name.startswith("rashomon.cli.")]
    assert seconds < 0.3


def test_listing_claims_needs_no_parser() -> None:
    modules, _ = modules_and_seconds("claims", "--help")
    assert modules.isdisjoint(("spacy", "numpy", "rich", "rashomon.claims", "rashomon.knowledge"))


def test_importing_the_package_imports_nothing_of_it() -> None:
    script = "import sys, rashomon; assert not [name for name in sys.modules if name.startswith('rashomon.')], sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_list_of_commands_is_in_the_help() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in shown and entry.does in shown for name, entry in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_begins_its_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert shown.output.split("\n\n")[1].strip().startswith(f"rashomon {name}")


def test_an_unknown_command_is_one_line() -> None:
    result = CliRunner().invoke(main, ["claim"])
    assert result.exit_code == 2
    assert result.output.endswith("Error: No such command 'claim'. Did you mean 'claims'?\n")
    assert "No such command 'xyzzy'. rashomon --help lists them." in CliRunner().invoke(main, ["xyzzy"]).output


@pytest.mark.parametrize("arguments", [("--help",), ("claims", "--help"), ("doctor",)])
def test_a_closed_pipe_ends_quietly(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "rashomon.cli", *arguments], check=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_every_command_is_what_the_table_says() -> None:
    context = click.Context(main)
    assert [main.get_command(context, name).name for name in main.list_commands(context)] == list(COMMANDS)
