"""rashomon demo: the sample reports of the package -> a ledger and its brief."""

import re
import sys
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path

import click

from rashomon.cli.options import LEDGER, Address
from rashomon.cli.reading import read_and_show
from rashomon.intake import Plan
from rashomon.ledger import Ledger
from rashomon.pipeline import recall
from rashomon.reports import Given
from rashomon.views.brief import write_brief

TEXT = (".txt", ".md")  # texts carry no outlet, and README.md is no report
FIRST = 15  # events shown: what is read in two minutes
HEADER = re.compile(r"^\[Sample report, written for Rashomon\. Invented outlet: (?P<outlet>[^.\]]+)\.")


@click.command()
@click.option("--ledger", type=LEDGER, default="rashomon-demo.db", show_default=True)
def demo(ledger: Address) -> None:
    """rashomon demo

    Read the sample reports that come with the program into a ledger and print what they claim. The reports are invented.
    """
    with Ledger.open(ledger, write=True) as book:
        with as_file(files("rashomon") / "samples") as folder:
            tally = read_and_show(book, [file for file in sorted(folder.iterdir()) if file.suffix not in TEXT], Plan())
            for outlet, texts in groupby(sorted(folder.glob("*.txt"), key=_outlet), key=_outlet):
                tally += read_and_show(book, list(texts), Plan(Given(outlet=outlet)))
        write_brief(recall(book), sys.stdout, limit=FIRST)
    click.echo(f"\n{ledger}: {tally}. These were the first {FIRST} events; the whole of it: rashomon brief --ledger {ledger}")
    click.echo("Look closer:")
    for command in ("claims", "claims --place Andriivka", "reports", "issues"):
        click.echo(f"  rashomon {command} --ledger {ledger}")
    click.echo(f"  rashomon show CLAIM --ledger {ledger}      (the id of a claim, or its beginning)")


def _outlet(file: Path) -> str:
    """The invented outlet that a sample's first line names; plain text tells no outlet by itself."""
    told = HEADER.match(file.read_text(encoding="utf-8"))
    return told["outlet"] if told is not None else ""
