"""Rows -> standard output, as JSON lines or as a table for a person."""

import sys
from collections.abc import Iterable, Sequence

import msgspec


def print_row(row: msgspec.Struct) -> None:
    """One JSON line."""
    sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``, ``1,200 claims``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def as_table(asked: bool | None) -> bool:
    """What the user asked for; a table in a terminal and JSON lines elsewhere where nothing was asked."""
    return sys.stdout.isatty() if asked is None else asked


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal, or as its words where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=box.SIMPLE_HEAD, show_edge=False)
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160).print(table, markup=False)


def _plain(cell: str) -> str:
    from rich.markup import escape

    return escape(" ".join(cell.split()))
