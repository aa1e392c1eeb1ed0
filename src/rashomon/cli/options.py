"""Options that several commands share, turned into nouns."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., None]

DAY = click.DateTime(["%Y-%m-%d"])

ledger_option = click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    default="rashomon.db",
    show_default=True,
    envvar="RASHOMON_LEDGER",
    help="The ledger's file.",
)

table_option = click.option(
    "--table/--json", "table", default=None, help="A table (default in a terminal) or JSON lines (default elsewhere)."
)


def given_options(command: Command) -> Command:
    """--outlet and --published as `given`."""

    @click.option("--outlet", metavar="NAME", help="Who published the reports, where they do not say so.")
    @click.option("--published", type=DAY, metavar="DATE", help="When they were published (2023-03-03).")
    @wraps(command)
    def with_given(*args: Any, outlet: str | None, published: datetime | None, **rest: Any) -> None:
        from rashomon.reports import Given

        command(*args, given=Given(outlet=outlet, published=published.date() if published else None), **rest)

    return with_given


def wanted_options(command: Command) -> Command:
    """The filters for claims as `wanted`."""

    @click.option("--kind", metavar="KIND", help="What happened: capture, strike, casualties, ...")
    @click.option("--source", metavar="NAME", help="Who says it: any part of the name.")
    @click.option("--place", metavar="NAME", help="Where, under any of its names.")
    @click.option("--from", "first", type=DAY, metavar="DATE", help="Happened on this day or later.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Happened on this day or earlier.")
    @click.option("--search", metavar="WORDS", help='Words and "phrases" of the quote.')
    @wraps(command)
    def with_wanted(*args: Any, kind: str | None, first: datetime | None, last: datetime | None, **rest: Any) -> None:
        from rashomon.ledger import Wanted

        source, place, search = (rest.pop(name) for name in ("source", "place", "search"))
        begin, end = (day.date() if day else None for day in (first, last))
        command(*args, wanted=Wanted(a_kind(kind), source, place, begin, end, search), **rest)

    return with_wanted


def a_kind(name: str | None) -> Any:
    """The kind of that name, None for none."""
    from rashomon.model import Kind

    if name is None:
        return None
    if name not in set(Kind):
        raise click.BadParameter(f"{name!r} is no kind (known: {', '.join(Kind)})", param_hint="--kind")
    return Kind(name)
