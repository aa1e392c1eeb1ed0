"""Rows -> standard output, as JSON lines or as a table for a person."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from rashomon.visible import UNSEEN, visible

if TYPE_CHECKING:
    from rashomon.ledger import Counts

Row = TypeVar("Row")
NO_TERMINAL = 160  # columns of a table in a file or a pipe, unless COLUMNS says how many


STEERING = {code: f"\\u{code:04x}" for code in UNSEEN if code > 31}
"""Control and direction characters that JSON may hold as they are, as it may hold them, too: escaped."""


def print_row(row: msgspec.Struct) -> None:
    """One JSON line that steers no terminal."""
    sys.stdout.buffer.write(msgspec.json.encode(row).decode().translate(STEERING).encode() + b"\n")


def tell(line: str, *, err: bool = False) -> None:
    """Print a line with words of reports or names of files, without characters that would steer the terminal."""
    click.echo(visible(line), err=err)


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``, ``1,200 claims``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summed(held: "Counts") -> str:
    """``2 reports, 7 claims, 0 issues, 1 judgement``."""
    nouns = ("report", "claim", "issue", "judgement")
    return ", ".join(counted(number, noun) for number, noun in zip(astuple(held), nouns, strict=True))


def as_table(asked: bool | None) -> bool:
    """What the user asked for; a table in a terminal and JSON lines elsewhere where nothing was asked."""
    return sys.stdout.isatty() if asked is None else asked


def table_width() -> int:
    """Columns of the terminal, or of a table where there is none."""
    return get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else NO_TERMINAL


def or_none(rows: Iterable[Row], noun: str) -> Iterator[Row]:
    """The rows; where there are none a person at a terminal is told so."""
    empty = True
    for row in rows:
        empty = False
        yield row
    if empty and sys.stderr.isatty():
        click.echo(f"no {noun}", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, widest: str = "") -> None:
    """A table as wide as the terminal; the column `widest` has at least half of it."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    width = table_width()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column in columns:
        table.add_column(column, width=width * 11 // 20 if column == widest else None)
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    Console(file=sys.stdout, highlight=False, width=width).print(table, markup=False)


def _plain(cell: str) -> str:
    from rich.markup import escape

    return escape(" ".join(visible(cell).split()))
