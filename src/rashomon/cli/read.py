"""rashomon read: files, folders and addresses -> a ledger."""

import sys
from collections.abc import Sequence
from functools import wraps
from typing import Any

import click

from rashomon.cli import INTERRUPTED
from rashomon.cli.options import Address, Command, given_options, ledger_option, sides_option
from rashomon.cli.reading import Tally, read_and_show
from rashomon.cli.rows import counted, tell
from rashomon.intake import OneSource, Plan, each, is_there
from rashomon.ledger import Ledger
from rashomon.reports import Given

NOT_ALL_READ = 3


def _share(context: click.Context, option: click.Parameter, told: str | None) -> tuple[int, int] | None:
    """``3/16`` -> (3, 16)."""
    if told is None:
        return None
    if context.params.get("shards") is None:
        raise click.BadParameter("goes with --shards PLACE, where its files are written", context, option)
    number, _, of = told.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter(f"{told!r} is no share (write 1/16 to 16/16)", context, option)
    return int(number), int(of)


def plan_options(command: Command) -> Command:
    """--outlet, --published, --column, --jobs, --engine and --again as `plan`."""

    @given_options
    @click.option("--jobs", type=click.IntRange(min=1), show_default="all cores", help="Worker processes.")
    @click.option(
        "--engine", metavar="ENGINE", help="A cluster: ray, spark, or with an address: ray://HOST:10001, spark://HOST:7077."
    )
    @click.option("--skim", is_flag=True, help="Pass over other languages, other news and repetitions before they are parsed.")
    @click.option("--again", is_flag=True, help="Read what is already known once more.")
    @wraps(command)
    def with_plan(*args: Any, given: Given, jobs: int | None, engine: str | None, again: bool, skim: bool, **rest: Any) -> None:
        command(*args, plan=Plan(given, jobs, again, engine, skim), **rest)

    return with_plan


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@ledger_option
@plan_options
@sides_option
@click.option(
    "--shards", metavar="PLACE", is_eager=True, help="Write Parquet files to this folder or address, no ledger; see merge."
)
@click.option("--shard", "share", metavar="I/N", callback=_share, help="Read every N-th source only, from the I-th on.")
def read(sources: tuple[str, ...], ledger: Address, plan: Plan, shards: str | None, share: tuple[int, int] | None) -> None:
    """rashomon read articles/ feed.xml --ledger war.db

    Read reports into a ledger: texts, pages, feeds, JSON lines, archives, and folders of them. A second run reads only
    what is new. Ctrl-C stops after the reports at hand: what a worker has begun, up to 16 reports, is stored first. A second
    Ctrl-C stops at once. Nothing committed is lost, and the same command goes on.

    With --shards no ledger is written but files that `rashomon merge` takes in: many machines can read a share each.

    Exit code: 0 when all was read, 1 when none of the sources exists (no ledger is made then), 3 when there were sources or
    reports that could not be read, 130 after Ctrl-C.
    """
    if not any(is_there(source) for source in sources):
        missing = ", ".join(sources)
        raise click.ClickException(f"{missing}: no such file or folder (check the spelling; nothing was read or stored)")
    found = list(each(sources))
    if not found:
        tell(f"{', '.join(sources)}: nothing in it to read", err=True)
    if shards is None:
        tally = _into_ledger(ledger, found, plan)
        click.echo(f"{ledger}: {tally}", err=True)
    else:
        tally = _into_shard(shards, found, plan, share or (1, 1))
    if tally.unread:
        sys.exit(NOT_ALL_READ)


def _into_ledger(ledger: Address, sources: Sequence[OneSource], plan: Plan) -> Tally:
    with Ledger.open(ledger, write=True) as book:
        try:
            return read_and_show(book, sources, plan)
        except KeyboardInterrupt:
            held = book.counts()
            amount = f"{counted(held.reports, 'report')} and {counted(held.claims, 'claim')}"
            click.echo(f"Stopped. {ledger} holds {amount}; the same command goes on from here.", err=True)
            sys.exit(INTERRUPTED)


def _into_shard(place: str, sources: Sequence[OneSource], plan: Plan, share: tuple[int, int]) -> Tally:
    from rashomon.shards import Shard, Share

    part = Share(*share)
    shard = Shard(place, part, sources, plan.reader)
    try:
        tally = read_and_show(shard, part.of_sources(sources), plan)
    except KeyboardInterrupt:
        shard.flush()
        click.echo(f"Stopped. {shard.path} holds what was read; the same command goes on from here.", err=True)
        sys.exit(INTERRUPTED)
    shard.flush(last=True)
    click.echo(f"{shard.path}: {tally}", err=True)
    return tally
