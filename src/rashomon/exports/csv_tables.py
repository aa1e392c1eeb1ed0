"""An edition -> CSV, one file a table. Lists of words are joined by "; "; lists of structures (chain, places, ...) are left out."""

from collections.abc import Iterator
from typing import get_args

import msgspec
from msgspec import Struct

from rashomon.exports.columns import TABLES, name_of
from rashomon.exports.edition import Edition
from rashomon.exports.output import Cell, Output, sheet
from rashomon.exports.tables import LINES


def write_csv(edition: Edition) -> Output:
    """Six sheets: claims, events, reports, tolls, holds, decisions."""
    files, rows = {}, {}
    for table in TABLES:
        lines = list(LINES[table](edition))
        columns = flat_columns(table)
        files[name_of(table)] = sheet(columns, ([_cell(getattr(line, column)) for column in columns] for line in lines))
        rows[name_of(table)] = len(lines)
    return Output(files, rows)


def flat_columns(table: type[Struct]) -> list[str]:
    """The columns of a table that a sheet can hold."""
    return [field.name for field in msgspec.structs.fields(table) if not _nested(field.type)]


def _nested(kind: object) -> bool:
    return any(isinstance(part, type) and issubclass(part, Struct) for part in _inner(kind))


def _inner(kind: object) -> Iterator[object]:
    yield kind
    for part in get_args(kind):
        yield from _inner(part)


def _cell(value: object) -> Cell:
    return "; ".join(value) if isinstance(value, list) else value  # type: ignore[return-value]
