"""rashomon demo: the sample reports of the package -> a ledger and its brief."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from rashomon.cli.reading import read_and_show
from rashomon.intake import Plan
from rashomon.ledger import Ledger
from rashomon.pipeline import recall
from rashomon.views.brief import write_brief

NOT_A_REPORT = "README.md"


@click.command()
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path), default="rashomon-demo.db", show_default=True)
def demo(ledger: Path) -> None:
    """rashomon demo

    Read the sample reports that come with the program into a ledger and print what they claim. The reports are invented.
    """
    with Ledger.open(ledger, write=True) as book:
        with as_file(files("rashomon") / "samples") as folder:
            tally = read_and_show(book, [file for file in sorted(folder.iterdir()) if file.name != NOT_A_REPORT], Plan())
        write_brief(recall(book), sys.stdout)
    click.echo(f"\n{ledger}: {tally}. Look closer:")
    for command in ("claims", "claims --place Andriivka", "reports", "issues"):
        click.echo(f"  rashomon {command} --ledger {ledger}")
    click.echo(f"  rashomon show CLAIM --ledger {ledger}      (the id of a claim, or its beginning)")
