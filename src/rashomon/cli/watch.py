"""rashomon watch: folders and feeds -> a ledger, again and again."""

import re
import signal
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from rashomon.cli import INTERRUPTED
from rashomon.cli.options import Address, given_options, ledger_option, sides_option
from rashomon.cli.reading import Tally, build_gazetteer, issue_line
from rashomon.cli.rows import counted, tell
from rashomon.intake import Plan, Step, is_address
from rashomon.model import LEAD
from rashomon.reports import Given
from rashomon.reports.polling import Manners
from rashomon.watching import Watched
from rashomon.watching import watch as look_again

NOT_ALL_READ = 3
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST = timedelta(minutes=1)


class Interval(click.ParamType):  # type: ignore[type-arg]
    """``90s``, ``15m``, ``2h``, ``1d``; a minute at least."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The length of time; the message for anything else shows how one is written."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,6})([smhd])", str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no length of time (write it as 90s, 15m, 2h or 1d)", param, ctx)
        length = timedelta(seconds=int(match[1]) * UNITS[match[2]])
        if length < SHORTEST:
            self.fail(f"{value!r} is too short: servers are asked once a minute at most", param, ctx)
        return length


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="FOLDER|FEED...")
@ledger_option
@given_options
@sides_option
@click.option("--interval", type=Interval(), default="15m", show_default=True, help="How often a feed is asked: 15m, 2h, 1d.")
@click.option("--contact", metavar="MAIL|URL", help="Told to servers, so that their owners can write to you.")
@click.option("--allow-private", is_flag=True, help="Ask servers in private networks and on this machine, too.")
@click.option("--once", is_flag=True, help="Look once and end, for cron; a feed that is not due is not asked.")
def watch(places: tuple[str, ...], ledger: Address, given: Given, once: bool, **manners: Any) -> None:
    """rashomon watch articles/ https://example.org/world.xml --ledger war.db --contact desk@example.org

    Read what is new in folders and feeds until Ctrl-C. A feed is asked only for what changed since (ETag, Last-Modified), no
    more often than --interval, as its host's robots.txt permits, and more seldom while its server fails. Nothing is fetched
    but the feeds. The ledger remembers each feed: a watch that was stopped goes on where it was.

    Exit code: 130 after Ctrl-C; with --once 0, or 3 where something could not be read; 1 when a folder does not exist.
    """
    missing = [place for place in places if not is_address(place) and not Path(place).exists()]
    if missing:
        raise click.ClickException(f"{missing[0]}: no such folder, and no http address (check the spelling; nothing is watched)")
    build_gazetteer()
    polite = Manners(manners["interval"], manners["allow_private"], manners["contact"])
    watched = Watched(places, ledger, Plan(given), polite)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # services are ended so: it stops as cleanly as Ctrl-C
    total = Tally()
    try:
        _tell(look_again(watched, once=once), total)
    except KeyboardInterrupt:
        click.echo(f"Stopped. {ledger}: {total}; the same command goes on from here.", err=True)
        sys.exit(INTERRUPTED)
    click.echo(f"{ledger}: {total}", err=True)
    if total.unread:
        sys.exit(NOT_ALL_READ)


def _tell(steps: Iterable[Step], total: Tally) -> None:
    """A line for every source that brought something, and for every fault; silence while nothing is new."""
    one = Tally()
    for step in steps:
        one.add(step)
        total.add(step)
        for issue in step.issues:
            if issue.report is None and issue.kind != LEAD:
                tell(issue_line(issue), err=True)
        if step.sources and (one.reports or one.leads):
            found = f"{counted(one.reports, 'report')}, {counted(one.claims, 'claim')}"
            tell(f"{datetime.now():%Y-%m-%d %H:%M} {step.name}: {found}", err=True)
        if step.sources:
            one = Tally()
