"""A record -> data frames for analysts, through Arrow: pandas, polars, or the Arrow table itself."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from msgspec import Struct

from rashomon.errors import RashomonError, SetupError
from rashomon.exports.arrow import arrow_table
from rashomon.exports.columns import ClaimLine, EventLine
from rashomon.exports.edition import Edition
from rashomon.exports.tables import LINES
from rashomon.model import Record


def claims_frame(record: Record, library: str = "pandas") -> Any:
    """One row a claim, with the columns of `exports.columns.ClaimLine`; days are datetime64 in pandas, Date in polars.

    `library` is pandas, polars or arrow. Raises SetupError where it is not installed.
    """
    return _frame(record, ClaimLine, library)


def events_frame(record: Record, library: str = "pandas") -> Any:
    """One row an event, with the columns of `exports.columns.EventLine`; the same libraries."""
    return _frame(record, EventLine, library)


def _frame(record: Record, table: type[Struct], library: str) -> Any:
    made = arrow_table(table, LINES[table](Edition(record)))
    if library not in LIBRARIES:
        raise RashomonError(f"{library}: no library for data frames (one of: {', '.join(LIBRARIES)})")
    return LIBRARIES[library](made)


def _pandas(table: Any) -> Any:
    _needed("pandas")
    return table.to_pandas(date_as_object=False)


def _polars(table: Any) -> Any:
    return _needed("polars").from_arrow(table)


def _arrow(table: Any) -> Any:
    return table


def _needed(library: str) -> Any:
    try:
        return import_module(library)
    except ImportError as fault:
        raise SetupError(f"{library}: not installed (pip install {library})") from fault


LIBRARIES: dict[str, Callable[[Any], Any]] = {"pandas": _pandas, "polars": _polars, "arrow": _arrow}
