"""The bytes of an export, what they hold and what was left out of them; how rows become bytes."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from rashomon.views.marks import visible

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet may take for the beginning of a formula
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Output:
    """Files by part ("" for the only one, else ``claims``, ``events``, ...), rows in each, and what has no row and why."""

    files: Mapping[str, bytes]
    rows: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)


def one_file(content: bytes, rows: int, left_out: Mapping[str, int] | None = None) -> Output:
    """An export that is a single file."""
    return Output({"": content}, {"": rows}, left_out or {})


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, hashtags: Sequence[str] = ()) -> bytes:
    """CSV as RFC 4180 has it, UTF-8, lines ending in LF; null is empty. No cell is a formula for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    if hashtags:
        writer.writerow(hashtags)
    writer.writerows([plain(value) for value in row] for row in rows)
    return out.getvalue().encode()


def plain(value: Cell) -> str:
    """A cell of a sheet: null is empty, and no text is a formula."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it: ``=1+1`` -> ``'=1+1``; controls are drawn.

    A plain number stays what it is: ``-1.6700``.
    """
    shown = visible(text)
    runs = (shown.startswith(FORMULA) or text.startswith(FORMULA)) and not NUMBER.fullmatch(text)
    return f"'{shown}" if runs else shown


def json_lines(rows: Iterable[Any]) -> bytes:
    """One JSON object a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def json_page(value: Any) -> bytes:
    """Indented JSON with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
