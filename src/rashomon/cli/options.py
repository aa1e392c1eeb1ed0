"""Options that several commands share, turned into nouns."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click

Command = Callable[..., None]
Address: TypeAlias = Path | str
"""Where a ledger is, as `rashomon.ledger` has it, which takes a while to import."""


class Day(click.DateTime):
    """A day as ISO 8601 has it."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day; the message for anything else shows how one is written."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day (write it as 2020-10-11)", param, ctx)


DAY = Day()


class LedgerAddress(click.Path):
    """A file, or the address of a database: all that holds ``://``."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A path, or the address as it is: a path would lose one of its slashes."""
        return value if "://" in str(value) else super().convert(value, param, ctx)


LEDGER = LedgerAddress()

ledger_option = click.option(
    "--ledger",
    type=LEDGER,
    default="rashomon.db",
    show_default=True,
    envvar="RASHOMON_LEDGER",
    help="The ledger's file, or postgresql://user@host/database.",
)

table_option = click.option(
    "--table/--json", "table", default=None, help="A table (default in a terminal) or JSON lines (default elsewhere)."
)


def _keep_sides(context: click.Context, _option: click.Parameter, files: tuple[Path, ...]) -> None:
    """Into the environment, which worker processes inherit, until the command ends."""
    if files:
        before = os.environ.get("RASHOMON_SIDES")
        os.environ["RASHOMON_SIDES"] = os.pathsep.join(map(str, files))
        context.call_on_close(lambda: _restore(before))


def _restore(sides: str | None) -> None:
    if sides is None:
        os.environ.pop("RASHOMON_SIDES", None)
    else:
        os.environ["RASHOMON_SIDES"] = sides


sides_option = click.option(
    "--sides",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    envvar="RASHOMON_SIDES",
    expose_value=False,
    callback=_keep_sides,
    help="A file of your own with parties, persons and bodies; may be given several times.",
)


def _columns(context: click.Context, option: click.Parameter, told: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """``text=Notes`` -> (text, Notes); only the parts that a report has."""
    if not told:
        return ()
    from rashomon.reports.records import PARTS

    pairs = tuple((part.strip().casefold(), name) for part, _, name in (one.partition("=") for one in told))
    wrong = next((one for one, (part, name) in zip(told, pairs, strict=True) if part not in PARTS or not name), None)
    if wrong is not None:
        raise click.BadParameter(
            f"{wrong!r} is no part and column (write text=NAME; the parts are {', '.join(PARTS)})", context, option
        )
    return pairs


def given_options(command: Command) -> Command:
    """--outlet, --published and --column as `given`."""

    @click.option("--outlet", metavar="NAME", help="Who published the reports, where they do not say so.")
    @click.option("--published", type=DAY, metavar="DATE", help="When they were published (2023-03-03).")
    @click.option(
        "--column", "columns", metavar="PART=NAME", multiple=True, callback=_columns,
        help="The column or key of a table or of JSON that holds a part: text=Notes; may be given several times.",
    )  # fmt: skip
    @wraps(command)
    def with_given(*args: Any, outlet: str | None, published: datetime | None, columns: Any, **rest: Any) -> None:
        from rashomon.reports import Given

        command(*args, given=Given(outlet, published.date() if published else None, columns=columns), **rest)

    return with_given


def wanted_options(command: Command) -> Command:
    """The filters for claims as `wanted`."""

    @click.option("--kind", metavar="KIND", multiple=True, help="What happened: capture, strike, ...; may be given several times.")
    @click.option("--source", metavar="NAME", help="Who says it: any part of the name.")
    @click.option("--place", metavar="NAME", help="Where, under any of its names.")
    @click.option("--from", "first", type=DAY, metavar="DATE", help="Happened on this day or later.")
    @click.option("--to", "last", type=DAY, metavar="DATE", help="Happened on this day or earlier.")
    @click.option("--search", metavar="WORDS", help='Words and "phrases" of the quote.')
    @wraps(command)
    def with_wanted(*args: Any, kind: tuple[str, ...], first: datetime | None, last: datetime | None, **rest: Any) -> None:
        from rashomon.ledger import Wanted

        source, place, search = (rest.pop(name) for name in ("source", "place", "search"))
        if first and last and first > last:
            raise click.UsageError(f"--from {first:%Y-%m-%d} is later than --to {last:%Y-%m-%d} (exchange them)")
        begin, end = (day.date() if day else None for day in (first, last))
        kinds = tuple(a_kind(name) for name in kind)
        command(*args, wanted=Wanted(kinds, source, place, begin, end, search, also=_other_names(place)), **rest)

    return with_wanted


def a_kind(name: str | None) -> Any:
    """The kind of that name, None for none."""
    from rashomon.model import Kind

    if name is None:
        return None
    known = {kind.casefold(): kind for kind in Kind}
    found = known.get(name.strip().casefold())
    if found is None:
        raise click.BadParameter(f"{name!r} is no kind (known: {', '.join(Kind)})", param_hint="--kind")
    return found


def _other_names(place: str | None) -> tuple[str, ...]:
    """The usual names of the places that the gazetteer knows under this one."""
    if place is None:
        return ()
    from rashomon.errors import SetupError
    from rashomon.knowledge.namesakes import usual_names

    try:
        return usual_names(place, lambda message: click.echo(message, err=True))
    except SetupError as fault:
        click.echo(f"{fault}; looked for only as reports print it", err=True)
        return ()
